package postgres

import "github.com/schemadiff/schemadiff/dialects/postgres/version"

// Version is a server version: 150018 is 15.18.
type Version = version.Number
