package laws

import (
	"context"
	_ "embed"
	"maps"
	"slices"

	"github.com/jackc/pgx/v5"

	"github.com/schemadiff/schemadiff/internal/pgtest"
	"github.com/schemadiff/schemadiff/model"
)

//go:embed honesty.sql
var honestyQuery string

// countCatalog counts what the database has, by kind.
func countCatalog(ctx context.Context, db *pgtest.Database) (map[model.Kind]int, error) {
	conn, err := db.Connect(ctx)
	if err != nil {
		return nil, err
	}
	rows, err := conn.Query(ctx, honestyQuery, pgx.QueryExecModeSimpleProtocol)
	if err != nil {
		return nil, err
	}
	counts := map[model.Kind]int{}
	for rows.Next() {
		var kind string
		var n int
		if err := rows.Scan(&kind, &n); err != nil {
			return nil, err
		}
		counts[model.Kind(kind)] = n
	}
	return counts, rows.Err()
}

// countSchema counts what a reading holds or reports, by kind.
func countSchema(s model.Schema) map[model.Kind]int {
	counts := map[model.Kind]int{}
	for _, e := range s.Entries() {
		if e.ID.Concern() == model.NoConcern {
			counts[e.ID.Kind]++
		}
	}
	for _, u := range s.Unsupported {
		counts[u.ID.Kind]++
	}
	return counts
}

// sortedKeys lists the keys of all maps in order.
func sortedKeys(list ...map[model.Kind]int) []model.Kind {
	all := map[model.Kind]int{}
	for _, m := range list {
		maps.Copy(all, m)
	}
	return slices.Sorted(maps.Keys(all))
}
