package catalog

import (
	"context"
	_ "embed"
	"fmt"
	"maps"
	"slices"

	"github.com/schemadiff/schemadiff/dialects/postgres/kind"
	"github.com/schemadiff/schemadiff/inspect"
	"github.com/schemadiff/schemadiff/model"
)

//go:embed count.sql
var countSQL string

// Counts counts the objects of a database by kind from the catalogs alone: what
// a schema read from it must hold or list as unsupported. Read does so by itself.
func Counts(ctx context.Context, conn inspect.Conn) (map[model.Kind]int, error) {
	counts := map[model.Kind]int{}
	err := run(ctx, conn, []query{{what: "the number of objects", sql: countSQL, read: readCounts(counts)}})
	return counts, err
}

func readCounts(counts map[model.Kind]int) func(inspect.Rows) error {
	return func(rows inspect.Rows) error {
		for rows.Next() {
			var k model.Kind
			var n int
			if err := rows.Scan(&k, &n); err != nil {
				return err
			}
			counts[k] = n
		}
		return rows.Err()
	}
}

// reportUnread lists as unsupported what the catalog has beyond what was read,
// by kind, under a kind of its own, so that nothing is passed over in silence even where a query of this
// package is wrong, or a server is newer than it.
func (r *reader) reportUnread() {
	read := r.schema.Counts()
	for _, k := range slices.Sorted(maps.Keys(r.counts)) {
		if missing := r.counts[k] - read[k]; missing > 0 {
			r.unsupported(kind.Global(kind.Unread, fmt.Sprintf("%s (%d of %d)", k, missing, r.counts[k])))
		}
	}
}
