package operation

import (
	"context"

	"github.com/schemadiff/schemadiff/dialects/sqlite"
	"github.com/schemadiff/schemadiff/migrate"
	"github.com/schemadiff/schemadiff/migrate/op"
)

// HasConstraint says whether a table has a constraint of a name, which only its
// definition tells.
func HasConstraint(ctx context.Context, conn migrate.Conn, t op.Thing) (bool, error) {
	schema, err := sqlite.Inspect(ctx, migrate.Inspectable(conn))
	if err != nil || t.Schema != "" && !sameName(t.Schema, "main") {
		return false, err
	}
	for i := range schema.Tables {
		if !sameName(schema.Tables[i].Name, t.Table) {
			continue
		}
		for _, k := range schema.Tables[i].Keys {
			if sameName(k.Name, t.Name) {
				return true, nil
			}
		}
		for _, c := range schema.Tables[i].Checks {
			if sameName(c.Name, t.Name) {
				return true, nil
			}
		}
		for _, f := range schema.Tables[i].ForeignKeys {
			if sameName(f.Name, t.Name) {
				return true, nil
			}
		}
	}
	return false, nil
}
