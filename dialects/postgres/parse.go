package postgres

import (
	"context"

	"github.com/schemadiff/schemadiff/dialects/postgres/ddl"
	"github.com/schemadiff/schemadiff/inspect/sqlfile"
	"github.com/schemadiff/schemadiff/model"
)

// ReadOptions say for which server and how scripts are read.
type ReadOptions = ddl.Options

// Read reads the schema that SQL scripts make, without a server. It returns all
// mistakes of the scripts together, each with its place.
func Read(ctx context.Context, scripts []sqlfile.Source, opts ReadOptions) (model.Schema, error) {
	return ddl.Read(ctx, scripts, opts)
}
