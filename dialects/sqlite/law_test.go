package sqlite_test

import (
	"bytes"
	"context"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/schemadiff/schemadiff/dialects/sqlite"
	"github.com/schemadiff/schemadiff/diff"
	"github.com/schemadiff/schemadiff/inspect"
	"github.com/schemadiff/schemadiff/inspect/sqlfile"
	"github.com/schemadiff/schemadiff/internal/corpus"
	"github.com/schemadiff/schemadiff/internal/sqliteconn"
	"github.com/schemadiff/schemadiff/model"
)

func memory(t testing.TB) *sqliteconn.Conn {
	t.Helper()
	return open(t, ":memory:")
}

func open(t testing.TB, path string) *sqliteconn.Conn {
	t.Helper()
	conn, err := sqliteconn.Open(context.Background(), path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := conn.Close(); err != nil {
			t.Error(err)
		}
	})
	return conn
}

func exec(t testing.TB, conn *sqliteconn.Conn, text string) {
	t.Helper()
	if err := conn.Exec(context.Background(), text); err != nil {
		t.Fatal(err)
	}
}

func inspected(t testing.TB, conn *sqliteconn.Conn) model.Schema {
	t.Helper()
	schema, err := sqlite.Inspect(context.Background(), conn)
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

func declared(t testing.TB, sources ...sqlfile.Source) model.Schema {
	t.Helper()
	schema, err := sqlite.Read(context.Background(), memory(t), sources)
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

func compared(t testing.TB, old, new model.Schema, opts diff.Options) diff.Result {
	t.Helper()
	result, err := diff.Compare(context.Background(), old, new, sqlite.Rules{}, opts)
	if err != nil {
		t.Fatal(err)
	}
	return result
}

// same fails if anything differs between two schemas, either way.
func same(t *testing.T, what string, a, b model.Schema) {
	t.Helper()
	for _, r := range []diff.Result{compared(t, a, b, diff.Options{}), compared(t, b, a, diff.Options{NewLive: true})} {
		if len(r.Changes)+len(r.Notes)+len(r.Questions) > 0 {
			t.Errorf("%s: %v; notes %v, questions %v", what, words(r), r.Notes, r.Questions)
		}
	}
}

func snapshot(t testing.TB, s model.Schema) string {
	t.Helper()
	var b bytes.Buffer
	if err := model.WriteSnapshot(&b, s); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// source is a schema to try the laws on.
type source struct {
	name    string
	scripts []sqlfile.Source
}

// schemas are those of testdata and of the corpus; of a history, all steps.
func schemas(t *testing.T) []source {
	t.Helper()
	files, err := filepath.Glob("../../testdata/sqlite/*.sql")
	if err != nil || len(files) == 0 {
		t.Fatalf("there are no schemas in testdata: %v", err)
	}
	var list []source
	for _, file := range files {
		scripts, err := sqlfile.Read(file, nil)
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, source{filepath.Base(file), scripts})
	}
	t.Run("corpus", func(t *testing.T) {
		real := corpus.Open(t, "sqlite")
		for _, s := range real.Schemas(t) {
			list = append(list, source{s.Name, []sqlfile.Source{{Name: s.Name, Text: s.Read(t)}}})
		}
		for _, h := range real.Histories(t) {
			one := source{name: h.Name}
			for _, step := range h.Steps {
				one.scripts = append(one.scripts, sqlfile.Source{Name: step.Name, Text: step.ReadUp(t)})
			}
			list = append(list, one)
		}
	})
	return list
}

func TestLaws(t *testing.T) {
	for _, s := range schemas(t) {
		t.Run(s.name, func(t *testing.T) {
			// A file, since that is what users have.
			live := open(t, filepath.Join(t.TempDir(), "live.db"))
			exec(t, live, "PRAGMA synchronous = off")
			for _, script := range s.scripts {
				if err := live.Exec(context.Background(), script.Text); err != nil {
					t.Fatalf("%s: %v", script.Name, err)
				}
				if len(s.scripts) > 1 {
					honest(t, live, inspected(t, live))
				}
			}
			database, text := inspected(t, live), declared(t, s.scripts...)
			honest(t, live, database)
			if len(database.Unsupported) > 0 {
				t.Errorf("law 9: the model does not hold %v", database.Unsupported)
			}
			same(t, "law 1: the database differs from itself", database, database)
			same(t, "law 1: the declaration differs from itself", text, text)
			same(t, "law 2: the declaration differs from the database", database, text)
			if a, b := snapshot(t, database), snapshot(t, text); a != b {
				t.Errorf("law 2: the snapshots differ (-database +declared):\n%s", cmp.Diff(a, b))
			}
			deterministic(t, live, database)
			again, err := model.ReadSnapshot(bytes.NewReader([]byte(snapshot(t, database))))
			if err != nil {
				t.Fatal(err)
			}
			same(t, "the snapshot differs from the database", again, database)
		})
	}
}

// honest is law 9: what sqlite_schema counts is in the model or reported.
func honest(t *testing.T, conn *sqliteconn.Conn, s model.Schema) {
	t.Helper()
	const count = "SELECT CASE WHEN m.type <> 'table' THEN m.type WHEN l.type = 'virtual' THEN 'virtual table' ELSE 'table' END, count(*) " +
		"FROM sqlite_schema AS m LEFT JOIN pragma_table_list AS l ON l.name = m.name AND l.schema = 'main' " +
		"WHERE m.sql IS NOT NULL AND m.name NOT LIKE 'sqlite\\_%' ESCAPE '\\' AND l.type IS NOT 'shadow' GROUP BY 1"
	want := map[model.Kind]int{}
	err := conn.Batch(context.Background(), []inspect.Query{{SQL: count}}, func(_ int, rows inspect.Rows) error {
		for rows.Next() {
			var kind model.Kind
			var n int
			if err := rows.Scan(&kind, &n); err != nil {
				return err
			}
			want[kind] = n
		}
		return rows.Err()
	})
	if err != nil {
		t.Fatal(err)
	}
	have := s.Counts()
	for _, kind := range []model.Kind{model.KindTable, model.KindIndex, sqlite.KindView, sqlite.KindTrigger, sqlite.KindVirtualTable} {
		if have[kind] != want[kind] {
			t.Errorf("law 9: the database has %d of kind %s, the model %d", want[kind], kind, have[kind])
		}
	}
}

// deterministic is law 5: reading again gives the same bytes, and the order of
// lists that have none makes no difference.
func deterministic(t *testing.T, conn *sqliteconn.Conn, s model.Schema) {
	t.Helper()
	want := snapshot(t, s)
	if got := snapshot(t, inspected(t, conn)); got != want {
		t.Errorf("law 5: reading again gives something else:\n%s", cmp.Diff(want, got))
	}
	random := rand.New(rand.NewPCG(1, 2))
	shuffled := s
	shuffled.Tables = slices.Clone(s.Tables)
	shuffled.Definitions = slices.Clone(s.Definitions)
	random.Shuffle(len(shuffled.Definitions), func(i, j int) {
		shuffled.Definitions[i], shuffled.Definitions[j] = shuffled.Definitions[j], shuffled.Definitions[i]
	})
	for i := range shuffled.Tables {
		table := &shuffled.Tables[i]
		table.Keys, table.Checks = reversed(table.Keys), reversed(table.Checks)
		table.ForeignKeys, table.Indexes = reversed(table.ForeignKeys), reversed(table.Indexes)
	}
	random.Shuffle(len(shuffled.Tables), func(i, j int) {
		shuffled.Tables[i], shuffled.Tables[j] = shuffled.Tables[j], shuffled.Tables[i]
	})
	same(t, "law 5: the shuffled schema differs", shuffled, s)
	shuffled.Sort()
	if got := snapshot(t, shuffled); got != want {
		t.Errorf("law 5: the shuffled schema has another snapshot:\n%s", cmp.Diff(want, got))
	}
}

func reversed[T any](list []T) []T {
	list = slices.Clone(list)
	slices.Reverse(list)
	return list
}
