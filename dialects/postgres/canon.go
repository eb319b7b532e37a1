package postgres

import "github.com/schemadiff/schemadiff/dialects/postgres/canon"

// Rules are what a comparison must know of PostgreSQL; they implement
// [github.com/schemadiff/schemadiff/diff.Rules]. The zero value compares
// expressions without any server.
type Rules = canon.Rules

// Normalizer tells whether expressions are the same where Rules alone can't.
type Normalizer = canon.Normalizer

// ServerNormalizer asks a live server, without touching any of its tables.
type ServerNormalizer = canon.Server
