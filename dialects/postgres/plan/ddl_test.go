package plan_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/schemadiff/schemadiff/dialects/postgres"
	"github.com/schemadiff/schemadiff/dialects/postgres/catalog"
	"github.com/schemadiff/schemadiff/internal/pgtest"
	"github.com/schemadiff/schemadiff/internal/pgxconn"
	"github.com/schemadiff/schemadiff/model"
	"github.com/schemadiff/schemadiff/render"
)

// read reads a test database's schema.
func read(t *testing.T, db *pgtest.DB) model.Schema {
	t.Helper()
	conn, err := pgxconn.Open(context.Background(), db.URL())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(context.Background())
	schema, err := catalog.Read(context.Background(), conn, catalog.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

// TestDDLLoads builds each schema in testdata/schemas directly and from the
// DDL that is written of it; the server must not see a difference.
func TestDDLLoads(t *testing.T) {
	files, err := filepath.Glob("testdata/schemas/*.sql")
	if err != nil || len(files) == 0 {
		t.Fatal("no schemas", err)
	}
	if extra := os.Getenv("SCHEMADIFF_SCHEMAS"); extra != "" {
		files = append(files, strings.Fields(extra)...)
	}
	pgtest.Each(t, func(t *testing.T, major int) {
		for _, file := range files {
			t.Run(filepath.Base(file), func(t *testing.T) {
				text, err := os.ReadFile(file)
				if err != nil {
					t.Fatal(err)
				}
				want, got := pgtest.New(t, major), pgtest.New(t, major)
				want.LoadScript(t, string(text))
				schema := read(t, want)
				if len(schema.Unsupported) > 0 {
					pgtest.Restrict(t, want)
					schema = read(t, want)
				}
				ddl, err := render.DDL(schema, postgres.Planner{})
				if err != nil {
					t.Fatal(err)
				}
				if os.Getenv("SCHEMADIFF_SHOW") != "" {
					t.Log(ddl)
				}
				got.LoadScript(t, ddl)
				if d := pgtest.CompareDumps(t, want, got); d != "" {
					t.Errorf("the DDL makes another schema:\n%s", d)
				}
			})
		}
	})
}
