package catalog_test

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"testing"
	"time"

	"github.com/schemadiff/schemadiff/dialects/postgres/catalog"
	"github.com/schemadiff/schemadiff/internal/corpus"
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
			createTables(b, db, tables)
			benchmarkRead(b, db)
		})
	}
}

// createTables creates that many tables, a thousand in each transaction.
func createTables(tb testing.TB, db *pgtest.DB, count int) {
	tb.Helper()
	for from := 1; from <= count; from += 1000 {
		db.Exec(fmt.Sprintf(`
DO $$
BEGIN
  FOR i IN %d..%d LOOP
    EXECUTE format('CREATE TABLE table_%%s (id bigserial PRIMARY KEY, parent_id bigint, name character varying(100) NOT NULL,
      email text, amount numeric(12,2) DEFAULT 0 NOT NULL CHECK (amount >= 0), state text DEFAULT ''new'',
      created_at timestamp with time zone DEFAULT now() NOT NULL, updated_at timestamp with time zone,
      payload jsonb DEFAULT ''{}'', flags integer[])', i);
    EXECUTE format('CREATE INDEX ON table_%%s (name)', i);
    EXECUTE format('CREATE INDEX ON table_%%s (state, created_at DESC) WHERE state <> ''done''', i);
    EXECUTE format('ALTER TABLE table_%%s ADD FOREIGN KEY (parent_id) REFERENCES table_%%s', i, greatest(i - 1, 1));
  END LOOP;
END $$`, from, min(from+999, count)))
	}
}

// benchmarkRead takes turns with pg_dump, so that other work on the machine
// slows both, and compares the fastest turns.
func benchmarkRead(b *testing.B, db *pgtest.DB) {
	ctx := context.Background()
	fastest := [2]time.Duration{1 << 62, 1 << 62}
	turn := func(which int, work func() error) {
		start := time.Now()
		if err := work(); err != nil {
			b.Fatal(err)
		}
		fastest[which] = min(fastest[which], time.Since(start))
	}
	tables := 0
	b.ReportAllocs()
	for b.Loop() {
		b.StopTimer()
		turn(1, func() error {
			_, err := db.Dump(ctx)
			return err
		})
		b.StartTimer()
		turn(0, func() (err error) {
			tables, err = readAnew(ctx, db.URL())
			return err
		})
	}
	b.ReportMetric(float64(fastest[0])/float64(fastest[1]), "of-pg_dump")
	b.ReportMetric(float64(fastest[0])/float64(tables), "ns/table")
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
