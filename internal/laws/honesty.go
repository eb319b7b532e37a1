package laws

import (
	"context"
	"maps"
	"slices"

	"github.com/schemadiff/schemadiff/dialects/postgres/catalog"
	"github.com/schemadiff/schemadiff/internal/pgtest"
	"github.com/schemadiff/schemadiff/internal/pgxconn"
	"github.com/schemadiff/schemadiff/model"
)

// countCatalog counts what the database has, by kind. Package catalog proves the
// query with another one.
func countCatalog(ctx context.Context, db *pgtest.Database) (map[model.Kind]int, error) {
	conn, err := db.Connect(ctx)
	if err != nil {
		return nil, err
	}
	return catalog.Counts(ctx, pgxconn.Wrap(conn))
}

// sortedKeys lists the keys of all maps in order.
func sortedKeys(list ...map[model.Kind]int) []model.Kind {
	all := map[model.Kind]int{}
	for _, m := range list {
		maps.Copy(all, m)
	}
	return slices.Sorted(maps.Keys(all))
}
