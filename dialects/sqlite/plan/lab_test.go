package plan_test

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/schemadiff/schemadiff/dialects/sqlite"
	"github.com/schemadiff/schemadiff/diff"
	"github.com/schemadiff/schemadiff/inspect/sqlfile"
	"github.com/schemadiff/schemadiff/internal/sqliteconn"
	"github.com/schemadiff/schemadiff/model"
	"github.com/schemadiff/schemadiff/render"
)

// database is a database in memory.
func database(t testing.TB) *sqliteconn.Conn {
	t.Helper()
	return open(t, ":memory:")
}

func open(t testing.TB, path string) *sqliteconn.Conn {
	t.Helper()
	conn, err := sqliteconn.Open(context.Background(), path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = conn.Close() })
	return conn
}

func execute(t testing.TB, conn *sqliteconn.Conn, text string) {
	t.Helper()
	if err := conn.Exec(context.Background(), text); err != nil {
		t.Fatalf("%v in:\n%s", err, text)
	}
}

func inspected(t testing.TB, conn *sqliteconn.Conn) model.Schema {
	t.Helper()
	s, err := sqlite.Inspect(context.Background(), conn)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func declared(t testing.TB, text string) model.Schema {
	t.Helper()
	s, err := sqlite.Read(context.Background(), database(t), []sqlfile.Source{{Name: "schema.sql", Text: text}})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func compared(t testing.TB, old, new model.Schema, renames ...diff.RenameRequest) diff.Result {
	t.Helper()
	r, err := diff.Compare(context.Background(), old, new, sqlite.Rules{}, diff.Options{Renames: renames})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func planned(t testing.TB, r diff.Result) render.Migration {
	t.Helper()
	m, err := render.NewMigration(r, sqlite.Planner{}, render.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// run runs a plan as the runner does: one transaction for each group, and nothing
// after the first error.
func run(conn *sqliteconn.Conn, p render.Plan) error {
	ctx := context.Background()
	for _, g := range p.Groups {
		if g.Transactional {
			if err := conn.Exec(ctx, "BEGIN IMMEDIATE"); err != nil {
				return err
			}
		}
		for _, s := range g.Statements {
			if err := conn.Exec(ctx, s.SQL); err != nil {
				if g.Transactional {
					err = errors.Join(fmt.Errorf("%w in:\n%s", err, s.SQL), conn.Exec(ctx, "ROLLBACK"))
				}
				return err
			}
		}
		if g.Transactional {
			if err := conn.Exec(ctx, "COMMIT"); err != nil {
				return err
			}
		}
	}
	return nil
}

func script(p render.Plan) string {
	var b strings.Builder
	for _, g := range p.Groups {
		fmt.Fprintf(&b, "-- transaction: %v\n", g.Transactional)
		for _, s := range g.Statements {
			b.WriteString(s.SQL + "\n")
		}
	}
	return b.String()
}

func words(r diff.Result) string {
	var list []string
	for _, c := range r.Changes {
		text := fmt.Sprintf("%T %s", c, c.Object())
		if alter, ok := c.(diff.Alter); ok {
			text += fmt.Sprint(alter.Facets)
		}
		list = append(list, text)
	}
	return strings.Join(list, "\n")
}

// converge is laws 3, 4, 5 and 7 for one pair: it leads a database at the old
// schema to the new one and back, and compares with databases that were built
// directly.
func converge(t *testing.T, oldText, newText string, renames ...diff.RenameRequest) {
	t.Helper()
	live, direct := database(t), database(t)
	execute(t, live, oldText)
	execute(t, direct, newText)
	before, want := dump(t, live), dump(t, direct)
	old, fresh := inspected(t, live), declared(t, newText)
	if len(old.Unsupported)+len(fresh.Unsupported) > 0 {
		t.Fatalf("the reader does not support %v %v", old.Unsupported, fresh.Unsupported)
	}
	result := compared(t, old, fresh, renames...)
	migration := planned(t, result)
	if got := planned(t, compared(t, shuffled(old), shuffled(fresh), renames...)); cmp.Diff(script(got.Up), script(migration.Up)) != "" {
		t.Errorf("law 5: the same inputs in another order give another plan:\n%s", cmp.Diff(script(got.Up), script(migration.Up)))
	}
	if err := run(live, migration.Up); err != nil {
		t.Fatalf("going up: %v\n%s", err, script(migration.Up))
	}
	sound(t, live)
	if got := dump(t, live); got != want {
		t.Errorf("law 3: the database is another one (-direct +migrated):\n%s\n%s", cmp.Diff(want, got), script(migration.Up))
	}
	if again := compared(t, inspected(t, live), fresh); len(again.Changes) > 0 {
		t.Errorf("law 3: something is left: %s\n%s", words(again), script(migration.Up))
	}
	if err := run(live, migration.Down); err != nil {
		t.Fatalf("going down: %v\n%s", err, script(migration.Down))
	}
	sound(t, live)
	if got := dump(t, live); got != before {
		t.Errorf("law 4: the way back leads elsewhere (-before +after):\n%s\n%s", cmp.Diff(before, got), script(migration.Down))
	}
}

// shuffled returns a schema whose lists are in another order, where they have none.
func shuffled(s model.Schema) model.Schema {
	s.Tables, s.Definitions = reversed(s.Tables), reversed(s.Definitions)
	for i := range s.Tables {
		t := &s.Tables[i]
		t.Keys, t.Checks, t.ForeignKeys, t.Indexes = reversed(t.Keys), reversed(t.Checks), reversed(t.ForeignKeys), reversed(t.Indexes)
	}
	return s
}

func reversed[T any](list []T) []T {
	list = slices.Clone(list)
	slices.Reverse(list)
	return list
}

// roundTrip is law 7: what is rendered reads back as what it was rendered from.
func roundTrip(t *testing.T, text string) {
	t.Helper()
	direct, rendered := database(t), database(t)
	execute(t, direct, text)
	s := inspected(t, direct)
	ddl, err := render.DDL(s, sqlite.Planner{})
	if err != nil {
		t.Fatal(err)
	}
	execute(t, rendered, ddl)
	if want, got := dump(t, direct), dump(t, rendered); want != got {
		t.Errorf("law 7: the rendered schema is another one:\n%s\n%s", cmp.Diff(want, got), ddl)
	}
	if r := compared(t, s, declared(t, ddl)); len(r.Changes) > 0 {
		t.Errorf("law 7: the rendered schema differs: %s\n%s", words(r), ddl)
	}
}

func files(t *testing.T, pattern string) []string {
	t.Helper()
	list, err := filepath.Glob(filepath.Join("../../../testdata/sqlite", pattern))
	if err != nil || len(list) == 0 {
		t.Fatalf("there are no files %s: %v", pattern, err)
	}
	return list
}
