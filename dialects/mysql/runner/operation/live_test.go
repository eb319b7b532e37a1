package operation_test

import (
	"context"
	"errors"
	"io"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/schemadiff/schemadiff/internal/mysqlconn"
	"github.com/schemadiff/schemadiff/internal/mytest"
	"github.com/schemadiff/schemadiff/migrate"
	"github.com/schemadiff/schemadiff/migrate/graph"
	"github.com/schemadiff/schemadiff/migrate/op"
	"github.com/schemadiff/schemadiff/migrate/script"
	"github.com/schemadiff/schemadiff/migrate/sqlmigrate"
)

const users = "CREATE TABLE users (id bigint unsigned NOT NULL AUTO_INCREMENT PRIMARY KEY, mail varchar(50) CHARACTER SET latin1 COLLATE latin1_german1_ci NOT NULL DEFAULT 'x' COMMENT 'it''s', " +
	"at timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP COMMENT 'when', n int CHECK (n > 0), twice int AS (n * 2) STORED COMMENT 'two', " +
	"UNIQUE KEY by_mail (mail(10)), CONSTRAINT big CHECK (n < 100)) COMMENT 'who'"

// changes are alterations with the table as they leave it.
var changes = []struct {
	name      string
	operation op.Operation
	from, to  string
}{
	{"type", op.AlterColumn{Table: "users", Name: "mail", Type: "varchar(80)", WasType: "varchar(50)"}, "varchar(50)", "varchar(80)"},
	{"null", op.AlterColumn{Table: "users", Name: "mail", NotNull: op.Drop}, "german1_ci NOT NULL", "german1_ci"},
	{"default", op.AlterColumn{Table: "users", Name: "mail", Default: "'y'", WasDefault: "'x'"}, "DEFAULT 'x'", "DEFAULT 'y'"},
	{"no default", op.AlterColumn{Table: "users", Name: "mail", DropDefault: true, WasDefault: "'x'"}, " DEFAULT 'x'", ""},
	{"comment", op.CommentColumn{Table: "users", Name: "at", Comment: "then", Was: "when"}, "'when'", "'then'"},
	{"collation", op.AlterColumn{
		Table: "users", Name: "mail", Type: "varchar(50) CHARACTER SET utf8mb4", Collation: "utf8mb4_bin",
		WasType: "varchar(50) CHARACTER SET latin1", WasCollation: "latin1_german1_ci",
	}, "CHARACTER SET latin1 COLLATE latin1_german1_ci", "CHARACTER SET utf8mb4 COLLATE utf8mb4_bin"},
	{"all", op.AlterColumn{
		Table: "users", Name: "mail", Type: "char(12)", WasType: "varchar(50)", NotNull: op.Drop, Default: "'z'", WasDefault: "'x'", Comment: "c", WasComment: "it's",
	}, "varchar(50) CHARACTER SET latin1 COLLATE latin1_german1_ci NOT NULL DEFAULT 'x' COMMENT 'it''s'", "char(12) CHARACTER SET latin1 COLLATE latin1_german1_ci DEFAULT 'z' COMMENT 'c'"},
	{"several", op.AlterTable{Table: "users", Changes: []op.Change{
		op.AlterColumn{Name: "mail", NotNull: op.Drop},
		op.AlterColumn{Name: "at", Comment: "then", WasComment: "when"},
		op.DropConstraint{Name: "big", Was: op.Check{Name: "big", Expression: "n < 100"}},
		op.AddColumn{Column: op.Column{Name: "more", Type: "int"}},
	}}, "", "CREATE TABLE users (id bigint unsigned NOT NULL AUTO_INCREMENT PRIMARY KEY, mail varchar(50) CHARACTER SET latin1 COLLATE latin1_german1_ci DEFAULT 'x' COMMENT 'it''s', " +
		"at timestamp NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP COMMENT 'then', n int CHECK (n > 0), twice int AS (n * 2) STORED COMMENT 'two', more int, " +
		"UNIQUE KEY by_mail (mail(10))) COMMENT 'who'"},
}

// dump is the server's dump from the table on, behind those of the runner.
func dump(t *testing.T, db *mytest.DB) string {
	t.Helper()
	text, err := db.Dump(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	_, text, found := strings.Cut(text, "CREATE TABLE `users`")
	if !found {
		t.Fatal("there is no table")
	}
	return text
}

func migrator(t *testing.T, db *mytest.DB, revisions ...migrate.Source) *migrate.Migrator {
	t.Helper()
	handle, err := mysqlconn.Handle(db.URL())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = handle.Close() })
	m, err := migrate.New(fstest.MapFS{}, sqlmigrate.MySQL(handle), migrate.Go(revisions...))
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// TestLive alters columns that have everything, compares the server's dump with
// that of the table as people would have written it, and goes back.
func TestLive(t *testing.T) {
	mytest.Each(t, func(t *testing.T, product mytest.Product) {
		for _, test := range changes {
			t.Run(test.name, func(t *testing.T) {
				db, byHand := mytest.NewOn(t, product), mytest.NewOn(t, product)
				db.Exec(users)
				before := dump(t, db)
				text := strings.Replace(users, test.from, test.to, 1)
				if test.from == "" {
					text = test.to
				}
				byHand.Exec(text)
				up := func(_ context.Context, o *op.Operations) error { return o.Do(test.operation) }
				m := migrator(t, db, op.Revision{ID: "a", Up: up, Down: op.Back(up)})
				if _, err := m.Upgrade(t.Context()); err != nil {
					t.Fatal(err)
				}
				if got, want := dump(t, db), dump(t, byHand); got != want || got == before {
					t.Errorf("got\n%s\nwant\n%s", got, want)
				}
				again := migrator(t, db, op.Revision{ID: "a", Up: up, Down: op.Back(up)})
				if test.name == "several" {
					return // the check comes back behind its column
				}
				if _, err := again.Downgrade(t.Context(), "base"); err != nil {
					t.Fatal(err)
				}
				if got := dump(t, db); got != before {
					t.Errorf("after the way back\n%s\nwant\n%s", got, before)
				}
			})
		}
	})
}

// TestAsks: questions, a part of another operation, a script, and mistakes.
func TestAsks(t *testing.T) {
	db := mytest.New(t)
	db.Exec(users)
	db.Exec("CREATE TRIGGER tidy BEFORE INSERT ON users FOR EACH ROW SET NEW.n = 1")
	asks := func(_ context.Context, o *op.Operations) error {
		if has, err := o.HasColumn("", "users", "mail"); err != nil || !has {
			return errors.Join(err, errors.New("there is no column"))
		}
		for _, thing := range []op.Thing{
			{Kind: op.Table, Name: "users"},
			{Kind: op.Index, Name: "by_mail"},
			{Kind: op.TableConstraint, Table: "users", Name: "big"},
			{Kind: op.TableTrigger, Name: "tidy"},
			{Kind: op.Schema, Name: "information_schema"},
		} {
			if has, err := o.Has(thing); err != nil || !has {
				t.Errorf("%v: %v, %v", thing, has, err)
			}
			thing.Name += "x"
			if has, err := o.Has(thing); err != nil || has {
				t.Errorf("%v: %v, %v", thing, has, err)
			}
		}
		return o.Do(op.AlterColumn{Table: "users", Name: "mail", Comment: "asked"})
	}
	m := migrator(t, db,
		op.Revision{ID: "a", Up: func(_ context.Context, o *op.Operations) error { return o.Do(both{}) }},
		op.Revision{ID: "b", Revises: []string{"a"}, Up: asks},
		op.Revision{ID: "c", Revises: []string{"b"}, Up: func(_ context.Context, o *op.Operations) error {
			return o.Do(op.AlterColumn{Table: "users", Name: "nobody", NotNull: op.Set})
		}},
	)
	if _, err := m.Upgrade(t.Context(), "b"); err != nil {
		t.Fatal(err)
	}
	if text := dump(t, db); !strings.Contains(text, "COMMENT 'asked'") || !strings.Contains(text, "`more` bigint(20) NOT NULL") {
		t.Error(text)
	}
	if _, err := m.Upgrade(t.Context(), "c"); err == nil || !strings.Contains(err.Error(), `has no column "nobody"`) {
		t.Errorf("got %v", err)
	}
	// Nobody must say what became of it: it had no effect.
	if _, err := m.Upgrade(t.Context(), "c"); err == nil || !strings.Contains(err.Error(), `has no column "nobody"`) {
		t.Errorf("the second time: got %v", err)
	}
	if err := m.Script(io.Discard, graph.Up, nil, "a"); err == nil || !strings.Contains(err.Error(), "needs the definition that is there") {
		t.Errorf("a script: %v", err)
	}
}

// both is an operation of one's own that is made of others.
type both struct{}

// Statements implements [op.Operation].
func (both) Statements(d op.Dialect) ([]script.Statement, error) {
	return op.Statements(d, op.AddColumn{Table: "users", Column: op.Column{Name: "more", Type: "int", NotNull: true}},
		op.AlterColumn{Table: "users", Name: "more", Type: "bigint"})
}
