package postgres

import (
	"context"

	"github.com/schemadiff/schemadiff/dialects/postgres/catalog"
	"github.com/schemadiff/schemadiff/inspect"
	"github.com/schemadiff/schemadiff/model"
)

// InspectOptions change how a live database is read.
type InspectOptions = catalog.Options

// ErrChanged says that somebody changed the schema while it was inspected.
var ErrChanged = catalog.ErrChanged

// Inspect reads the schema of a live database, in one snapshot.
func Inspect(ctx context.Context, conn inspect.Conn, opts InspectOptions) (model.Schema, error) {
	return catalog.Read(ctx, conn, opts)
}
