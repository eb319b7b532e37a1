package laws_test

import (
	"context"
	"fmt"
	"sync"
	"testing"

	"github.com/jackc/pgx/v5"

	"github.com/schemadiff/schemadiff/internal/laws"
	"github.com/schemadiff/schemadiff/internal/laws/gen"
	"github.com/schemadiff/schemadiff/internal/pgtest"
)

// TestFill proves that law 6 is about something: most tables of random schemas
// get rows.
func TestFill(t *testing.T) {
	pgtest.Each(t, func(t *testing.T, major int) {
		lab := newLab(t, major)
		var mu sync.Mutex
		filled, tables := 0, 0
		n := cases(t, 40)
		each(n, func(i int) {
			err := lab.With(t.Context(), schemaOf(i*2+1, major), func(db *pgtest.Database) error {
				if err := laws.Fill(t.Context(), db, uint64(i), 6); err != nil {
					return err
				}
				list, err := filledColumns(t.Context(), db)
				mu.Lock()
				defer mu.Unlock()
				for _, c := range list {
					if c.first {
						tables++
						filled += min(1, c.rows)
					}
				}
				return err
			})
			if err != nil {
				t.Error(err)
			}
		})
		t.Logf("%d of %d tables have rows", filled, tables)
		if n >= 40 && filled*2 < tables {
			t.Errorf("%d of %d tables have rows", filled, tables)
		}
	})
}

// TestFillTypes proves that columns of all types get values and nulls.
func TestFillTypes(t *testing.T) {
	pgtest.Each(t, func(t *testing.T, major int) {
		lab := newLab(t, major)
		names := append(gen.TypeNames(major), "text[]", "e", "e[]", "d", "d[]", "c", "c[]", "r", "r[]")
		statements := []string{
			"CREATE TYPE e AS ENUM ('a', 'b')", "CREATE DOMAIN d AS numeric(5,2) NOT NULL CHECK (VALUE > 0)",
			"CREATE TYPE r AS RANGE (SUBTYPE = float8)", "CREATE TYPE c AS (a integer, b e, c text[], r r)",
		}
		for i, name := range names {
			statements = append(statements, fmt.Sprintf("CREATE TABLE t%03d (a integer, b %s)", i, name))
		}
		err := lab.With(t.Context(), laws.Script{Name: "types", Statements: statements}, func(db *pgtest.Database) error {
			if err := laws.Fill(t.Context(), db, 1, 40); err != nil {
				return err
			}
			list, err := filledColumns(t.Context(), db)
			for _, c := range list {
				if c.values == 0 || c.values == c.rows && c.name != "d" {
					t.Errorf("column of type %s has %d values in %d rows", c.name, c.values, c.rows)
				}
			}
			return err
		})
		if err != nil {
			t.Error(err)
		}
	})
}

// filledColumn is a column with its rows and values.
type filledColumn struct {
	first        bool
	name         string // of its type
	rows, values int
}

func filledColumns(ctx context.Context, db *pgtest.Database) ([]filledColumn, error) {
	conn, err := db.Connect(ctx)
	if err != nil {
		return nil, err
	}
	rows, err := conn.Query(ctx, `
		SELECT a.attnum = min(a.attnum) OVER (PARTITION BY c.oid), format_type(a.atttypid, NULL),
			(xpath('/row/n/text()', query_to_xml(format('SELECT count(*) AS n FROM %s', c.oid::regclass), false, true, '')))[1]::text::int,
			-- What a virtual column would be may be out of range.
			CASE a.attgenerated WHEN 'v' THEN 0 ELSE
			(xpath('/row/n/text()', query_to_xml(format('SELECT count(*) FILTER (WHERE %I IS DISTINCT FROM NULL) AS n FROM %s', a.attname, c.oid::regclass), false, true, '')))[1]::text::int END
		FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN pg_namespace n ON n.oid = c.relnamespace
		WHERE c.relkind IN ('r', 'p') AND a.attnum > 0 AND NOT a.attisdropped AND n.nspname NOT LIKE 'pg\_%' AND n.nspname <> 'information_schema'
		ORDER BY c.oid, a.attnum`)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, func(row pgx.CollectableRow) (c filledColumn, err error) {
		err = row.Scan(&c.first, &c.name, &c.rows, &c.values)
		return c, err
	})
}
