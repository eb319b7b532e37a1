package postgres

import (
	"github.com/schemadiff/schemadiff/dialects/postgres/verify"
	"github.com/schemadiff/schemadiff/model"
)

// Verify looks for expressions and types in a schema that are no such thing: a
// schema from a snapshot may hold anything, and what isn't parsed before could
// end up in a migration. It returns an error that names all of them.
func Verify(s model.Schema) error { return verify.Schema(s) }
