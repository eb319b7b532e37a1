package across_test

import (
	"testing"

	"github.com/schemadiff/schemadiff/dialects/mysql"
	mywords "github.com/schemadiff/schemadiff/dialects/mysql/neutral"
	pgwords "github.com/schemadiff/schemadiff/dialects/postgres/neutral"
	"github.com/schemadiff/schemadiff/diff/across"
	"github.com/schemadiff/schemadiff/inspect/sqlfile"
	"github.com/schemadiff/schemadiff/internal/corpus"
	"github.com/schemadiff/schemadiff/internal/mytest"
	"github.com/schemadiff/schemadiff/internal/pgtest"
)

// TestTransposedSchemasRunOnPostgres: what is made for PostgreSQL is run by a
// server.
func TestTransposedSchemasRunOnPostgres(t *testing.T) {
	eachMade(t, "postgres", []string{"sqlite", "mysql"}, across.Side{Translator: pgwords.Translator{Version: 150000}}, func(t *testing.T, script string) {
		if err := pgtest.New(t, 15).Execute(t.Context(), script); err != nil {
			t.Error(err)
		}
	})
}

// TestTransposedSchemasRunOnMariaDB is the same for MariaDB.
func TestTransposedSchemasRunOnMariaDB(t *testing.T) {
	mytest.Need(t, mytest.Products()[0])
	server := mysql.Server{Flavour: mysql.MariaDB, Major: 10, Minor: 11}
	eachMade(t, "mysql", []string{"postgres", "sqlite"}, across.Side{Translator: mywords.Translator{Server: server}}, func(t *testing.T, script string) {
		mytest.New(t).LoadScript(script)
	})
}

// eachMade runs a test for each schema that is made for a dialect of one that is in
// another.
func eachMade(t *testing.T, dialect string, sources []string, to across.Side, run func(t *testing.T, script string)) {
	for _, r := range ruleTable() {
		t.Run(r.name, func(t *testing.T) {
			from, text := "postgres", r.postgres
			if dialect == "postgres" {
				from, text = "sqlite", r.other
			}
			made, _ := transposed(side(t, from, sqlfile.Source{Name: "a.sql", Text: text}), to)
			run(t, script(t, dialect, made))
		})
	}
	for _, from := range sources {
		t.Run(from, func(t *testing.T) {
			for _, s := range corpus.Open(t, from).Schemas(t) {
				t.Run(s.Name, func(t *testing.T) {
					if len(s.Read(t)) > longest {
						t.Skip("the longest schemas are not run on servers")
					}
					made, _ := transposed(project(t, from, s.Name), to)
					run(t, script(t, dialect, made))
				})
			}
		})
	}
}
