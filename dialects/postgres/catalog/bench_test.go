package catalog_test

import (
	"context"
	"errors"
	"strconv"
	"testing"

	"github.com/schemadiff/schemadiff/dialects/postgres/catalog"
	"github.com/schemadiff/schemadiff/internal/corpus"
	"github.com/schemadiff/schemadiff/internal/measure"
	"github.com/schemadiff/schemadiff/internal/pgtest"
	"github.com/schemadiff/schemadiff/internal/pgxconn"
)

// BenchmarkRead inspects GitLab's database and synthetic ones of 100 to 10,000
// tables with 10 columns, 3 indexes and 1 foreign key each. Beside the time it
// reports the time per table, which must not grow, and the time as a part of
// what pg_dump -s takes for the same database.
func BenchmarkRead(b *testing.B) {
	b.Run("gitlab", func(b *testing.B) {
		schema := corpus.Open(b, "postgres").Schema(b, "gitlab/structure.sql")
		db := pgtest.New(b, 15)
		corpus.Load(b, db, schema)
		benchmarkRead(b, db)
	})
	for _, tables := range []int{100, 1000, 10000} {
		b.Run("tables="+strconv.Itoa(tables), func(b *testing.B) {
			db := pgtest.New(b, 15)
			corpus.LoadTables(b, db, tables)
			benchmarkRead(b, db)
		})
	}
}

// benchmarkRead measures against pg_dump, which makes a connection too.
func benchmarkRead(b *testing.B, db *pgtest.DB) {
	b.Helper()
	ctx := context.Background()
	tables := 0
	b.ReportAllocs()
	took := measure.Against(b, "of-pg_dump", func() (err error) {
		tables, err = readAnew(ctx, db.URL())
		return err
	}, func() error {
		_, err := db.Dump(ctx)
		return err
	})
	b.ReportMetric(float64(took)/float64(tables), "ns/table")
}

// readAnew reads a database on a new connection, as pg_dump does, and returns
// the number of tables.
func readAnew(ctx context.Context, url string) (int, error) {
	conn, err := pgxconn.Open(ctx, url)
	if err != nil {
		return 0, err
	}
	s, err := catalog.Read(ctx, conn, catalog.Options{})
	return len(s.Tables), errors.Join(err, conn.Close(ctx))
}
