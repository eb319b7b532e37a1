package migrate_test

import (
	"context"
	"errors"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/schemadiff/schemadiff/internal/pgtest"
	"github.com/schemadiff/schemadiff/migrate"
	"github.com/schemadiff/schemadiff/migrate/graph"
	"github.com/schemadiff/schemadiff/migrate/op"
	"github.com/schemadiff/schemadiff/migrate/pgxmigrate"
)

// do is a function that does operations.
func do(operations ...op.Operation) op.Func {
	return func(_ context.Context, o *op.Operations) error { return o.Do(operations...) }
}

// goRevision makes a revision whose way back is made of the way up.
func goRevision(id, revises string, up op.Func) op.Revision {
	r := op.Revision{ID: id, Message: "revision " + id, Up: up, Down: op.Back(up)}
	if revises != "" {
		r.Revises = []string{revises}
	}
	return r
}

func openGo(t *testing.T, db *pgtest.DB, fsys fstest.MapFS, revisions ...op.Revision) *migrate.Migrator {
	t.Helper()
	var options []migrate.Option
	for _, r := range revisions {
		options = append(options, migrate.Go(r))
	}
	return open(t, db, fsys, options...)
}

// TestMixedGraph goes up and down through revisions of both kinds.
func TestMixedGraph(t *testing.T) {
	db := pgtest.New(t, 15)
	ctx := context.Background()
	fsys := fstest.MapFS{
		"a.sql": &fstest.MapFile{Data: []byte(revision("a", "base", "CREATE TABLE t (id int);", "DROP TABLE t;"))},
		"c.sql": &fstest.MapFile{Data: []byte(revision("c", "b", "INSERT INTO t (id, b) VALUES (1, 2);", "DELETE FROM t;"))},
	}
	added := do(
		op.AddColumn{Table: "t", Column: op.Column{Name: "b", Type: "bigint", NotNull: true, Default: "0"}},
		op.CreateIndex{Table: "t", Name: "t_b", Columns: op.Columns("b"), Concurrently: true},
	)
	asks := func(_ context.Context, o *op.Operations) error {
		has, err := o.HasColumn("", "t", "b")
		if err != nil {
			return err
		}
		n, err := op.Value[int64](o, "SELECT count(*) FROM t WHERE id = $1", 1)
		if err != nil {
			return err
		}
		if !has || n != 1 {
			return errors.New("what was there before is missing")
		}
		return o.Do(op.Execute{SQL: "UPDATE t SET b = $1 WHERE id = $2", Args: []any{-7, 1}})
	}
	m := openGo(t, db, fsys, goRevision("b", "a", added), op.Revision{
		ID: "d", Revises: []string{"c"}, Up: asks,
		Down: do(op.Code{Name: "back to two", RowsOnly: true, Run: func(_ context.Context, o *op.Operations) error {
			_, err := o.Exec("UPDATE t SET b = 2")
			return err
		}}),
	})
	must[migrate.Result](t)(m.Upgrade(ctx))
	expect(t, "rows", rowsOf(t, db), "d")
	expect(t, "history", history(t, db), "a upgrade 1/1\nb upgrade 2/2\nc upgrade 1/1\nd upgrade 1/1")
	expect(t, "value", text(t, db, "SELECT b::text FROM t"), "-7")
	if status := must[migrate.Status](t)(m.Status(ctx)); !status.UpToDate {
		t.Errorf("status: %+v", status)
	}
	must[migrate.Result](t)(m.Downgrade(ctx, "c"))
	expect(t, "value after the downgrade", text(t, db, "SELECT b::text FROM t"), "2")
	must[migrate.Result](t)(m.Downgrade(ctx, "base"))
	expect(t, "tables", text(t, db, "SELECT count(*)::text FROM pg_class WHERE relname IN ('t', 't_b')"), "0")

	var script strings.Builder
	if err := m.Script(&script, graph.Up, nil, "c"); err != nil || !strings.Contains(script.String(), `ADD COLUMN "b" bigint NOT NULL DEFAULT 0`) {
		t.Errorf("the script up to c: %v\n%s", err, script.String())
	}
	err := m.Script(&script, graph.Up, nil, "d")
	if !errors.Is(err, migrate.ErrCode) || !strings.Contains(err.Error(), "program_test.go:") || !strings.Contains(err.Error(), "asks the database") {
		t.Errorf("the script up to d: %v", err)
	}
	plan := must[migrate.Plan](t)(m.Plan(ctx, graph.Up))
	if len(plan.Steps) != 4 || plan.Steps[3].Section.Statements[0].Code == "" {
		t.Errorf("plan: %+v", plan)
	}
}

func TestGoRevisionsAreKnown(t *testing.T) {
	db := pgtest.New(t, 15)
	ctx := context.Background()
	one := goRevision("a", "", do(op.Execute{SQL: "CREATE TABLE t (id int)", Back: "DROP TABLE t"}))
	must[migrate.Result](t)(openGo(t, db, nil, one).Upgrade(ctx))

	edited := goRevision("a", "", do(op.Execute{SQL: "CREATE TABLE t (id bigint)", Back: "DROP TABLE t"}))
	if status := must[migrate.Status](t)(openGo(t, db, nil, edited).Status(ctx)); len(status.Edited) != 1 {
		t.Errorf("an edited revision: %+v", status)
	}
	// The file of SQL with the same statements is the same revision.
	file := fstest.MapFS{"a.sql": &fstest.MapFile{Data: []byte(revision("a", "base", "CREATE TABLE t (id int);", "DROP TABLE t;"))}}
	if status := must[migrate.Status](t)(open(t, db, file).Status(ctx)); !status.UpToDate {
		t.Errorf("the same as SQL: %+v", status)
	}
	_, err := migrate.New(file, pgxmigrate.Address(db.URL()), migrate.Go(one))
	if err == nil || !strings.Contains(err.Error(), "program_test.go:") {
		t.Errorf("one ID twice: %v", err)
	}
}

func TestVersionOfCode(t *testing.T) {
	db := pgtest.New(t, 15)
	ctx := context.Background()
	code := func(version string) op.Revision {
		return goRevision("a", "", do(op.Code{Name: "n", Version: version, Run: do(), Back: do()}))
	}
	must[migrate.Result](t)(openGo(t, db, nil, code("1")).Upgrade(ctx))
	for version, edited := range map[string]int{"1": 0, "2": 1} {
		if status := must[migrate.Status](t)(openGo(t, db, nil, code(version)).Status(ctx)); len(status.Edited) != edited {
			t.Errorf("version %s: %+v", version, status)
		}
	}
}

// TestGoRevisionFails says where, and leaves nothing.
func TestGoRevisionFails(t *testing.T) {
	table := op.CreateTable{Table: "t", Columns: []op.Column{{Name: "id", Type: "int"}}}
	asking := func(then func(*op.Operations) error) op.Func {
		return func(_ context.Context, o *op.Operations) error {
			if _, err := o.HasTable("", "t"); err != nil {
				return err
			}
			if err := o.Do(table); err != nil {
				return err
			}
			return then(o)
		}
	}
	tests := []struct {
		name string
		up   op.Func
		want []string
	}{
		{
			"a statement", do(table, op.AddColumn{Table: "t", Column: op.Column{Name: "id", Type: "int"}}),
			[]string{"program_test.go:", "42701", `statement: ALTER TABLE "t" ADD COLUMN "id" int`},
		},
		{"an error of its own", asking(func(*op.Operations) error { return errors.New("bad data") }), []string{"bad data", "nothing of it"}},
		{"an error that is forgotten", asking(func(o *op.Operations) error {
			_ = o.Do(table)
			return nil
		}), []string{"program_test.go:", "42P07", `statement: CREATE TABLE "t"`}},
		{"a panic", asking(func(*op.Operations) error { panic("oh") }), []string{"panicked: oh"}},
		{"an index that is built concurrently", asking(func(o *op.Operations) error {
			return o.Do(op.CreateIndex{Table: "t", Name: "i", Columns: op.Columns("id"), Concurrently: true})
		}), []string{"doesn't run in a transaction"}},
		{"batches", asking(func(o *op.Operations) error {
			return o.Do(op.Batched{SQL: "DELETE FROM t"})
		}), []string{"committed one by one"}},
		{"the end of the transaction", asking(func(o *op.Operations) error {
			_, err := o.Exec("COMMIT")
			return err
		}), []string{"the runner begins and ends the transactions"}},
		{"a driver's error", asking(func(o *op.Operations) error {
			_, err := op.Value[int](o, "SELECT 'x'")
			return err
		}), []string{"nothing of it"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			db := pgtest.New(t, 15)
			m := openGo(t, db, nil, op.Revision{ID: "a", Up: test.up})
			_, err := m.Upgrade(context.Background())
			if err == nil {
				t.Fatal("it didn't fail")
			}
			for _, want := range test.want {
				if !strings.Contains(err.Error(), want) {
					t.Errorf("got %v\nwithout %s", err, want)
				}
			}
			expect(t, "tables", text(t, db, "SELECT count(*)::text FROM pg_class WHERE relname = 't'"), "0")
			expect(t, "rows", rowsOf(t, db), "")
		})
	}
}

// TestGoRevisionResumes goes on behind what is done, code and statements alike.
func TestGoRevisionResumes(t *testing.T) {
	db := pgtest.New(t, 15)
	ctx := context.Background()
	ran, broken := 0, true
	up := do(
		op.CreateTable{Table: "t", Columns: []op.Column{{Name: "id", Type: "int"}}},
		op.Code{Name: "rows", Run: func(_ context.Context, o *op.Operations) error {
			ran++
			return o.Do(op.BulkInsert{Table: "t", Columns: []string{"id"}, Rows: [][]any{{1}, {2}, {3}, {4}, {5}}})
		}},
		op.CreateIndex{Table: "t", Name: "t_id", Columns: op.Columns("id"), Concurrently: true},
		op.BatchedUpdate{Table: "t", Set: []op.Assignment{{Column: "id", Expression: "id + 10"}}, Where: "id < 10", Size: 2},
		op.RepeatCode{Name: "more rows", Run: func(_ context.Context, o *op.Operations) (int64, error) {
			return o.Exec("DELETE FROM t WHERE id IN (SELECT id FROM t WHERE id > 12 LIMIT 1)")
		}},
		op.Code{Name: "breaks", Run: func(context.Context, *op.Operations) error {
			if broken {
				return errors.New("not yet")
			}
			return nil
		}},
	)
	m := openGo(t, db, nil, op.Revision{ID: "a", Up: up})
	if _, err := m.Upgrade(ctx); err == nil || !strings.Contains(err.Error(), "statements 1 to 5 of 6 are committed") {
		t.Fatalf("got %v", err)
	}
	broken = false
	must[migrate.Result](t)(m.Upgrade(ctx))
	expect(t, "rows", text(t, db, "SELECT string_agg(id::text, ' ' ORDER BY id) FROM t"), "11 12")
	expect(t, "history", history(t, db), "a upgrade 5/6 failed 6\na upgrade 6/6")
	if ran != 1 {
		t.Errorf("the code ran %d times", ran)
	}
}

// Code outside of a transaction is in doubt if it fails: a person must say.
func TestCodeOutsideATransaction(t *testing.T) {
	db := pgtest.New(t, 15)
	ctx := context.Background()
	broken := true
	r := op.Revision{ID: "a", Up: do(op.Code{Name: "outside", NoTransaction: true, Run: func(_ context.Context, o *op.Operations) error {
		if err := o.Do(op.Execute{SQL: "CREATE TABLE IF NOT EXISTS t ()"}); err != nil || !broken {
			return err
		}
		return errors.New("cut off")
	}})}
	m := openGo(t, db, nil, r)
	if _, err := m.Upgrade(ctx); err == nil {
		t.Fatal("it didn't fail")
	}
	broken = false
	if _, err := m.Upgrade(ctx); !errors.Is(err, migrate.ErrInDoubt) {
		t.Errorf("got %v", err)
	}
	again := open(t, db, nil, migrate.Go(r), migrate.RunAgain("a"))
	must[migrate.Result](t)(again.Upgrade(ctx))
	expect(t, "rows", rowsOf(t, db), "a")
}

func TestGoRevisionsThatCannotBe(t *testing.T) {
	asks := func(_ context.Context, o *op.Operations) error {
		_, err := o.HasTable("", "t")
		return err
	}
	tests := []struct {
		name, want string
		revision   op.Revision
	}{
		{"no function", "no function Up", op.Revision{ID: "a"}},
		{"no ID", "ID", op.Revision{Up: do()}},
		{"a question outside of a transaction", "nobody could say how far it came", op.Revision{ID: "a", Up: asks, NoTransaction: true}},
		{"no way back from questions", "can't be made of a way up that asks", goRevision("a", "", asks)},
		{"no reverse", "it has no reverse", goRevision("a", "", do(op.AddEnumValue{Name: "e", Value: "v"}))},
		{"no table", "op.DropTable: Table is empty", op.Revision{ID: "a", Up: do(op.DropTable{})}},
		{"no operation", "there is no operation", op.Revision{ID: "a", Up: do(nil)}},
		{"a panic", "panicked", op.Revision{ID: "a", Up: func(context.Context, *op.Operations) error { panic("oh") }}},
		{"an error that is forgotten", "op.CreateIndex: the index has no columns", op.Revision{ID: "a", Up: func(_ context.Context, o *op.Operations) error {
			_ = o.Do(op.CreateIndex{Table: "t"})
			return nil
		}}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, err := migrate.New(fstest.MapFS{}, pgxmigrate.Address(""), migrate.Go(test.revision))
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("got %v", err)
			}
		})
	}
}
