package corpus_test

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/schemadiff/schemadiff/internal/corpus"
	"github.com/schemadiff/schemadiff/internal/pgtest"
)

// schemasOf leaves the longest schemas to the tests of internal/laws, which load
// them too.
func schemasOf(t *testing.T) []corpus.Schema {
	t.Helper()
	return slices.DeleteFunc(corpus.Open(t, "postgres").Schemas(t), func(s corpus.Schema) bool {
		return len(s.Read(t)) > 60_000
	})
}

func TestSchemasLoad(t *testing.T) {
	schemas := schemasOf(t)
	pgtest.Each(t, func(t *testing.T, major int) {
		for _, schema := range schemas {
			t.Run(schema.Name, func(t *testing.T) {
				corpus.Load(t, pgtest.New(t, major), schema)
			})
		}
	})
}

// TestRestrictedSchemasSettle makes sure that the oracle works for every schema:
// what Restrict leaves can be dumped and loaded again until it stays the same.
func TestRestrictedSchemasSettle(t *testing.T) {
	if testing.Short() {
		t.Skip("loads every schema several times")
	}
	schemas := schemasOf(t)
	pgtest.Each(t, func(t *testing.T, major int) {
		for _, schema := range schemas {
			t.Run(schema.Name, func(t *testing.T) {
				db := pgtest.New(t, major)
				corpus.Load(t, db, schema)
				pgtest.Restrict(t, db)
				pgtest.CanonicalDump(t, db)
			})
		}
	})
}

func TestHistoriesApply(t *testing.T) {
	histories := slices.DeleteFunc(corpus.Open(t, "postgres").Histories(t), func(h corpus.History) bool {
		return len(h.Steps) > 70 // internal/laws has them, too
	})
	pgtest.Each(t, func(t *testing.T, major int) {
		for _, history := range histories {
			t.Run(history.Name, func(t *testing.T) {
				history := history.On(major)
				corpus.Apply(t, pgtest.New(t, major), history, 0, len(history.Steps))
				t.Logf("%d steps", len(history.Steps))
			})
		}
	})
}

// plant makes a corpus of the given files.
func plant(t *testing.T, files map[string]string) {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		name = filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	t.Setenv("SCHEMADIFF_CORPUS", dir)
}

func TestStepsOfAllForms(t *testing.T) {
	plant(t, map[string]string{
		"postgres/pairs/migrations/2_b.up.sql":                     "neutral",
		"postgres/pairs/migrations/2_b.down.sql":                   "neutral",
		"postgres/pairs/migrations/2_b.postgres.up.sql":            "postgres",
		"postgres/pairs/migrations/2_b.mysql.down.sql":             "mysql",
		"postgres/pairs/migrations/1_a.sqlite3.up.sql":             "sqlite",
		"postgres/pairs/migrations/1_a.dotted.up.sql":              "dotted",
		"postgres/pairs/migrations/3_c.postgres.autocommit.up.sql": "c",
		"postgres/pairs/migrations/README.md":                      "no step",
		"postgres/folders/migrations/01/up.sql":                    "x",
		"postgres/folders/migrations/01/down.sql":                  "x",
		"postgres/folders/migrations/02/migration.sql":             "x",
		"postgres/plain/migrations/000010.sql":                     "x",
		"postgres/plain/migrations/000002.sql":                     "x",
		"postgres/plain/schema.sql":                                "x",
		"mysql/other/migrations/1.sql":                             "x",
	})
	got := map[string][][3]string{}
	for _, history := range corpus.Open(t, "postgres").Histories(t) {
		for _, step := range history.Steps {
			commit := "transaction"
			if step.Autocommit {
				commit = "autocommit"
			}
			row := [3]string{step.Name, filepath.Base(step.Up) + " " + filepath.Base(step.Down), commit}
			got[history.Name] = append(got[history.Name], row)
		}
	}
	want := map[string][][3]string{
		"pairs": {
			{"1_a.dotted", "1_a.dotted.up.sql .", "transaction"},
			{"2_b", "2_b.postgres.up.sql 2_b.down.sql", "transaction"},
			{"3_c", "3_c.postgres.autocommit.up.sql .", "autocommit"},
		},
		"folders": {{"01", "up.sql down.sql", "transaction"}, {"02", "migration.sql .", "transaction"}},
		"plain":   {{"000002", "000002.sql .", "transaction"}, {"000010", "000010.sql .", "transaction"}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("steps (-want +got):\n%s", diff)
	}
}

func TestApplyBothWays(t *testing.T) {
	plant(t, map[string]string{
		"postgres/p/migrations/1.up.sql":   "CREATE TABLE a (x int); CREATE TABLE b (x int);",
		"postgres/p/migrations/1.down.sql": "DROP TABLE a; DROP TABLE b;",
		"postgres/p/migrations/2.up.sql":   "CREATE INDEX CONCURRENTLY i ON a (x);",
		"postgres/p/migrations/2.down.sql": "DROP INDEX CONCURRENTLY i;",
	})
	db := pgtest.New(t, 15)
	history := corpus.Open(t, "postgres").Histories(t)[0]
	empty := pgtest.CanonicalDump(t, db)
	corpus.Apply(t, db, history, 0, 2)
	if pgtest.CanonicalDump(t, db) == empty {
		t.Error("the steps changed nothing")
	}
	corpus.Apply(t, db, history, 2, 0)
	if pgtest.CanonicalDump(t, db) != empty {
		t.Error("the steps weren't taken back")
	}
}

func TestLoadLeavesRowsOutThatLackOthers(t *testing.T) {
	plant(t, map[string]string{"postgres/p/s.sql": `
		CREATE TABLE a (x int PRIMARY KEY);
		CREATE TABLE b (x int);
		INSERT INTO b VALUES (1);
		\copy a FROM 'rows.csv' CSV
		ALTER TABLE b ADD FOREIGN KEY (x) REFERENCES a;`})
	db := pgtest.New(t, 15)
	corpus.Load(t, db, corpus.Open(t, "postgres").Schema(t, "p/s.sql"))
	db.Exec("INSERT INTO a VALUES (1); INSERT INTO b VALUES (1)")
}
