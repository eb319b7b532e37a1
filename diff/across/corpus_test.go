package across_test

import (
	"context"
	"strings"
	"testing"

	"github.com/schemadiff/schemadiff/dialects/postgres"
	pgwords "github.com/schemadiff/schemadiff/dialects/postgres/neutral"
	"github.com/schemadiff/schemadiff/dialects/sqlite"
	litewords "github.com/schemadiff/schemadiff/dialects/sqlite/neutral"
	"github.com/schemadiff/schemadiff/diff"
	"github.com/schemadiff/schemadiff/diff/across"
	"github.com/schemadiff/schemadiff/inspect/sqlfile"
	"github.com/schemadiff/schemadiff/internal/corpus"
	"github.com/schemadiff/schemadiff/internal/sqliteconn"
	"github.com/schemadiff/schemadiff/model/neutral"
	"github.com/schemadiff/schemadiff/render"
)

// side reads scripts in a dialect.
func side(t testing.TB, dialect string, sources ...sqlfile.Source) across.Side {
	t.Helper()
	ctx := context.Background()
	switch dialect {
	case "sqlite":
		conn, err := sqliteconn.Memory(ctx)
		if err != nil {
			t.Fatal(err)
		}
		defer conn.Close()
		schema, err := sqlite.Read(ctx, conn, sources)
		if err != nil {
			t.Fatal(err)
		}
		return across.Side{Schema: schema, Translator: litewords.Translator{}}
	case "postgres":
		schema, err := postgres.Read(ctx, sources, postgres.ReadOptions{})
		if err != nil {
			t.Skipf("the scripts can't be read: %v", err)
		}
		return across.Side{Schema: schema.Only(), Translator: pgwords.Translator{}}
	}
	t.Fatalf("there is no dialect %s", dialect)
	return across.Side{}
}

// translator returns who knows the words of a dialect.
func translator(dialect string) neutral.Translator {
	if dialect == "sqlite" {
		return litewords.Translator{}
	}
	return pgwords.Translator{}
}

// project reads a project of the corpus: its schema, or what its history leads to.
func project(t testing.TB, dialect string, files ...string) across.Side {
	t.Helper()
	c := corpus.Open(t, dialect)
	var sources []sqlfile.Source
	for _, name := range files {
		if history, ok := strings.CutSuffix(name, "/migrations"); ok {
			for _, h := range c.Histories(t) {
				for _, step := range h.Steps {
					if h.Name == history {
						sources = append(sources, sqlfile.Source{Name: step.Name, Text: step.ReadUp(t)})
					}
				}
			}
			continue
		}
		sources = append(sources, sqlfile.Source{Name: name, Text: c.Schema(t, name).Read(t)})
	}
	return side(t, dialect, sources...)
}

func compare(t testing.TB, old, new across.Side) diff.Result {
	t.Helper()
	result, err := across.Compare(context.Background(), old, new, diff.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return result
}

// review writes a result as a person sees it.
func review(t testing.TB, r diff.Result) string {
	t.Helper()
	var b strings.Builder
	if err := render.WriteText(&b, render.Report{From: r.Old.Dialect, To: r.New.Dialect, Result: r}, render.TextOptions{}); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// The same logical schemas in several dialects. What differs was read by a person
// who looked into the files; the numbers make sure that it stays so.
func TestProjectsInTwoDialects(t *testing.T) {
	for _, p := range []struct {
		name             string
		postgres, sqlite []string
		changes          int
	}{
		{"chinook", []string{"chinook/Chinook_PostgreSql.sql"}, []string{"chinook/Chinook_Sqlite.sql"}, 0},
		{"cadence", []string{"cadence/cadence_schema.sql"}, []string{"cadence/cadence_schema.sql"}, 2},
		{"temporal", []string{"temporal/temporal_v12_schema.sql"}, []string{"temporal/temporal_v3_schema.sql"}, 9},
		{"memos", []string{"memos/LATEST.sql"}, []string{"memos/LATEST.sql"}, 10},
		{"sakila", []string{"sakila-jooq/postgres-sakila-schema.sql"}, []string{"sakila-jooq/sqlite-sakila-schema.sql"}, 66},
		{"hydra", []string{"hydra-ory/migrations"}, []string{"hydra-ory/migrations"}, 29},
	} {
		t.Run(p.name, func(t *testing.T) {
			result := compare(t, project(t, "postgres", p.postgres...), project(t, "sqlite", p.sqlite...))
			t.Log("\n" + review(t, result)) // to be read, with -v
			if len(result.Changes) != p.changes {
				t.Errorf("%d changes; want %d", len(result.Changes), p.changes)
			}
		})
	}
}
