package across_test

import (
	"context"
	"strings"
	"testing"

	"github.com/schemadiff/schemadiff/dialects/mysql"
	mywords "github.com/schemadiff/schemadiff/dialects/mysql/neutral"
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
	case "mysql":
		var server mysql.Server
		if strings.Contains(sources[0].Name, "mariadb") {
			server = mysql.Server{Flavour: mysql.MariaDB, Major: 10, Minor: 11}
		}
		schema, err := mysql.Read(sources, mysql.Options{Server: server})
		if err != nil {
			t.Fatal(err)
		}
		return across.Side{Schema: schema, Translator: mywords.Translator{Server: server}}
	}
	t.Fatalf("there is no dialect %s", dialect)
	return across.Side{}
}

// translator returns who knows the words of a dialect.
func translator(dialect string) neutral.Translator {
	switch dialect {
	case "sqlite":
		return litewords.Translator{}
	case "mysql":
		return mywords.Translator{}
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
func TestProjects(t *testing.T) {
	for _, p := range []struct {
		name  string
		files map[string]string
		// How many changes there are from PostgreSQL to SQLite, from PostgreSQL to MySQL
		// and from SQLite to MySQL.
		toSQLite, toMySQL, liteToMySQL int
	}{
		{"chinook", map[string]string{"postgres": "chinook/Chinook_PostgreSql.sql", "sqlite": "chinook/Chinook_Sqlite.sql", "mysql": "chinook/Chinook_MySql.sql"}, 0, 0, 0},
		{"cadence", map[string]string{"postgres": "cadence/cadence_schema.sql", "sqlite": "cadence/cadence_schema.sql", "mysql": "cadence/cadence_v8_schema.sql"}, 2, 2, 0},
		{"temporal", map[string]string{"postgres": "temporal/temporal_v12_schema.sql", "sqlite": "temporal/temporal_v3_schema.sql", "mysql": "temporal/temporal_v8_schema.sql"}, 9, 5, 12},
		{"memos", map[string]string{"postgres": "memos/LATEST.sql", "sqlite": "memos/LATEST.sql", "mysql": "memos/LATEST.sql"}, 10, 11, 21},
		{"sakila", map[string]string{"postgres": "sakila-jooq/postgres-sakila-schema.sql", "sqlite": "sakila-jooq/sqlite-sakila-schema.sql", "mysql": "sakila-jooq/mysql-sakila-schema.sql"}, 66, 31, 34},
		{"hydra", map[string]string{"postgres": "hydra-ory/migrations", "sqlite": "hydra-ory/migrations", "mysql": "hydra-ory/migrations"}, 29, 69, 64},
	} {
		for _, way := range []struct {
			from, to string
			changes  int
		}{{"postgres", "sqlite", p.toSQLite}, {"postgres", "mysql", p.toMySQL}, {"sqlite", "mysql", p.liteToMySQL}} {
			t.Run(p.name+"/"+way.from+" to "+way.to, func(t *testing.T) {
				result := compare(t, project(t, way.from, p.files[way.from]), project(t, way.to, p.files[way.to]))
				t.Log("\n" + review(t, result)) // to be read, with -v
				if len(result.Changes) != way.changes {
					t.Errorf("%d changes; want %d", len(result.Changes), way.changes)
				}
			})
		}
	}
}
