package catalog_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/schemadiff/schemadiff/dialects/mysql/catalog"
	"github.com/schemadiff/schemadiff/inspect"
	"github.com/schemadiff/schemadiff/internal/mytest"
)

// noting keeps the questions to information_schema.
type noting struct {
	inspect.Conn
	queries []inspect.Query
}

func (n *noting) Batch(ctx context.Context, queries []inspect.Query, each func(int, inspect.Rows) error) error {
	for _, q := range queries {
		if strings.Contains(q.SQL, "FROM information_schema.") && !strings.Contains(q.SQL, "version()") {
			n.queries = append(n.queries, q)
		}
	}
	return n.Conn.Batch(ctx, queries, each)
}

// BenchmarkInspect reads 1,000 tables, and asks the bare questions: to ask is what
// can't be saved.
func BenchmarkInspect(b *testing.B) {
	db, ctx := mytest.New(b), context.Background()
	for i := range 1000 {
		db.Exec(fmt.Sprintf("CREATE TABLE t%d (id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY, name varchar(100) NOT NULL, note text, amount decimal(10,2) DEFAULT 0.00, "+
			"parent bigint, made datetime DEFAULT CURRENT_TIMESTAMP, KEY by_name (name), KEY by_two (parent, made), CONSTRAINT f%[1]d FOREIGN KEY (parent) REFERENCES t%d (id), CHECK (amount >= 0))", i, i/2))
	}
	conn := &noting{Conn: db.Conn()}
	if s, err := catalog.Inspect(ctx, conn, catalog.Options{}); err != nil || len(s.Tables) != 1000 || len(s.Unsupported) > 0 {
		b.Fatalf("got %d tables, %v, %v", len(s.Tables), s.Unsupported, err)
	}
	b.Run("queries", func(b *testing.B) {
		for b.Loop() {
			for _, q := range conn.queries {
				err := db.Conn().Batch(ctx, []inspect.Query{q}, func(_ int, rows inspect.Rows) error {
					for rows.Next() {
					}
					return rows.Err()
				})
				if err != nil {
					b.Fatal(err)
				}
			}
		}
	})
	b.Run("inspect", func(b *testing.B) {
		for b.Loop() {
			if _, err := catalog.Inspect(ctx, db.Conn(), catalog.Options{}); err != nil {
				b.Fatal(err)
			}
		}
	})
}
