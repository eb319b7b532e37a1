package operation_test

import (
	"context"
	"database/sql"
	"errors"
	"io"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/schemadiff/schemadiff/dialects/sqlite"
	"github.com/schemadiff/schemadiff/diff"
	"github.com/schemadiff/schemadiff/inspect/sqlfile"
	"github.com/schemadiff/schemadiff/internal/sqliteconn"
	"github.com/schemadiff/schemadiff/migrate"
	"github.com/schemadiff/schemadiff/migrate/graph"
	"github.com/schemadiff/schemadiff/migrate/op"
	"github.com/schemadiff/schemadiff/migrate/script"
	"github.com/schemadiff/schemadiff/migrate/sqlmigrate"
	"github.com/schemadiff/schemadiff/model"
)

// users is what a table has that a rebuild which doesn't know it would lose.
const users = `CREATE TABLE users (id INTEGER PRIMARY KEY AUTOINCREMENT, mail TEXT NOT NULL COLLATE NOCASE UNIQUE ON CONFLICT FAIL,
	age MYTYPE(3) CHECK (age > 0), note TEXT DEFAULT 'x', boss INTEGER CONSTRAINT boss REFERENCES users (id) ON UPDATE CASCADE ON DELETE SET NULL DEFERRABLE INITIALLY DEFERRED,
	twice AS (age * 2) STORED, CONSTRAINT long CHECK (length(note) < 90))`

const around = `CREATE INDEX by_mail ON users (lower(mail), age DESC) WHERE age > 1;
CREATE VIEW adults AS SELECT id, mail FROM users WHERE age > 17;
CREATE TRIGGER tidy AFTER INSERT ON users BEGIN UPDATE users SET note = trim(note) WHERE id = new.id; END;
CREATE TABLE posts (id INTEGER PRIMARY KEY, author INTEGER REFERENCES users (id) ON DELETE CASCADE, text TEXT) STRICT;
CREATE TABLE words (word TEXT PRIMARY KEY, n INTEGER) WITHOUT ROWID;`

const rows = `INSERT INTO users (id, mail, age, note, boss) VALUES (7, 'a@b', 30, ' x ', NULL), (9, 'c@d', NULL, NULL, 7);
INSERT INTO users (mail) VALUES ('gone'); DELETE FROM users WHERE mail = 'gone';
INSERT INTO posts VALUES (1, 7, 'one'), (2, 9, 'two'); INSERT INTO words VALUES ('w', 1), ('30', 2);`

// lab is a database in a file whose connections enforce foreign keys.
type lab struct {
	t  *testing.T
	db *sql.DB
}

func newLab(t *testing.T) *lab {
	t.Helper()
	db, err := sql.Open("sqlite", sqliteconn.Address(filepath.Join(t.TempDir(), "app.db"), sqliteconn.Create)+"&_pragma=foreign_keys(1)")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	l := &lab{t, db}
	l.exec(users + ";" + around + rows)
	return l
}

func (l *lab) exec(text string) {
	l.t.Helper()
	if _, err := l.db.ExecContext(l.t.Context(), text); err != nil {
		l.t.Fatal(err)
	}
}

// dump is what the library keeps of the schema, and rows of the tables.
func (l *lab) dump() string {
	l.t.Helper()
	var b strings.Builder
	for _, query := range []string{
		"SELECT type || ' ' || name || ' ' || coalesce(sql, '') FROM sqlite_schema WHERE name NOT LIKE 'schemadiff%' AND name NOT LIKE 'sqlite_autoindex_schemadiff%' ORDER BY 1",
		"SELECT id || coalesce(age, '-') || coalesce(note, '-') || coalesce(boss, '-') FROM users ORDER BY id",
		"SELECT id || author || text FROM posts ORDER BY id", "SELECT name || seq FROM sqlite_sequence WHERE name = 'users'",
	} {
		if err := l.rows(&b, query); err != nil {
			return b.String() + err.Error()
		}
	}
	return b.String()
}

func (l *lab) rows(b *strings.Builder, query string) error {
	found, err := l.db.QueryContext(l.t.Context(), query)
	if err != nil {
		return err
	}
	defer func() { _ = found.Close() }()
	for found.Next() {
		var text string
		if err := found.Scan(&text); err != nil {
			return err
		}
		b.WriteString(text + "\n")
	}
	return found.Err()
}

func (l *lab) schema() model.Schema {
	l.t.Helper()
	conn, err := sqlmigrate.SQLite(l.db).Connect(l.t.Context())
	if err != nil {
		l.t.Fatal(err)
	}
	defer func() { _ = conn.Close(l.t.Context()) }()
	s, err := sqlite.Inspect(l.t.Context(), migrate.Inspectable(conn))
	if err != nil {
		l.t.Fatal(err)
	}
	tables := s.Tables
	s.Tables = nil
	for i := range tables {
		if !strings.HasPrefix(tables[i].Name, "schemadiff_") {
			s.Tables = append(s.Tables, tables[i])
		}
	}
	return s
}

func (l *lab) migrator(revisions ...migrate.Source) *migrate.Migrator {
	l.t.Helper()
	m, err := migrate.New(fstest.MapFS{}, sqlmigrate.SQLite(l.db), migrate.Go(revisions...))
	if err != nil {
		l.t.Fatal(err)
	}
	return m
}

// changes are operations with the table as they leave it.
var changes = []struct {
	name      string
	operation op.Operation
	from, to  string
}{
	{"null", op.AlterColumn{Table: "users", Name: "mail", NotNull: op.Drop, Default: "'y'"}, "mail TEXT NOT NULL", "mail TEXT DEFAULT 'y'"},
	{"default", op.AlterColumn{Table: "Users", Name: "NOTE", DropDefault: true, WasDefault: "'x'"}, "note TEXT DEFAULT 'x'", "note TEXT"},
	{"type", op.AlterColumn{Table: "users", Name: "age", Type: "INTEGER", WasType: "MYTYPE(3)"}, "age MYTYPE(3)", "age INTEGER"},
	{"check", op.AddConstraint{Table: "users", Constraint: op.Check{Name: "short", Expression: "length(mail) < 99"}}, "CONSTRAINT long", "CONSTRAINT short CHECK (length(mail) < 99), CONSTRAINT long"},
	{"no check", op.DropConstraint{Table: "users", Name: "long", Was: op.Check{Name: "long", Expression: "length(note) < 90"}}, ", CONSTRAINT long CHECK (length(note) < 90)", ""},
	{"another name", op.RenameConstraint{Table: "users", From: "long", To: "longer"}, "CONSTRAINT long", "CONSTRAINT longer"},
	{
		"a key to another table",
		op.AddConstraint{Table: "users", Constraint: op.ForeignKey{Name: "fk", Columns: []string{"age"}, References: op.Reference{Table: "words", OnDelete: op.Cascade}}},
		"CONSTRAINT long", "CONSTRAINT fk FOREIGN KEY (age) REFERENCES words (word) ON DELETE CASCADE, CONSTRAINT long",
	},
	{"unique", op.AddConstraint{Table: "users", Constraint: op.Unique{Name: "pair", Columns: []string{"age", "NOTE"}}}, "CONSTRAINT long", "CONSTRAINT pair UNIQUE (age, note), CONSTRAINT long"},
	{"a column that can't be added", op.AddColumn{Table: "users", Column: op.Column{Name: "at", Type: "TEXT", NotNull: true, Default: "datetime('now')"}}, "CONSTRAINT long", "at TEXT NOT NULL DEFAULT (datetime('now')), CONSTRAINT long"},
	{"a column with a key", op.AddColumn{Table: "users", Column: op.Column{Name: "code", Type: "TEXT", Unique: true}, After: "mail"}, "age MYTYPE", "code TEXT UNIQUE, age MYTYPE"},
	{
		"several",
		op.AlterTable{Table: "users", Changes: []op.Change{
			op.AddColumn{Column: op.Column{Name: "first", Type: "TEXT"}, First: true},
			op.AlterColumn{Name: "age", Type: "INTEGER", WasType: "MYTYPE(3)"},
			op.DropConstraint{Name: "long", Was: op.Check{Name: "long", Expression: "length(note) < 90"}},
			op.AddConstraint{Constraint: op.Check{Name: "old", Expression: "age < 200"}},
		}},
		"(id INTEGER", "(first TEXT, id INTEGER",
	},
}

// TestLive does each operation on a table that has everything, with foreign keys
// enforced, compares with the table as people would have written it, and goes back.
func TestLive(t *testing.T) {
	for _, test := range changes {
		t.Run(test.name, func(t *testing.T) {
			l := newLab(t)
			before := l.schema()
			beforeRows := rowsOf(l)
			up := func(_ context.Context, o *op.Operations) error { return o.Do(test.operation) }
			m := l.migrator(op.Revision{ID: "a", Up: up, Down: op.Back(up)})
			if _, err := m.Upgrade(t.Context()); err != nil {
				t.Fatal(err)
			}
			text := strings.Replace(users, test.from, test.to, 1)
			if test.name == "several" {
				text = strings.NewReplacer("MYTYPE(3)", "INTEGER", "CONSTRAINT long CHECK (length(note) < 90)", "CONSTRAINT old CHECK (age < 200)").Replace(text)
			}
			if text == users {
				t.Fatal("the table is as it was")
			}
			same(t, declared(t, text+";"+around), l.schema())
			if got := rowsOf(l); got != beforeRows {
				t.Errorf("rows:\n%s\nwere\n%s", got, beforeRows)
			}
			if _, err := m.Downgrade(t.Context(), "base"); err != nil {
				t.Fatal(err)
			}
			same(t, before, l.schema())
			if got := rowsOf(l); got != beforeRows {
				t.Errorf("rows after the way back:\n%s\nwere\n%s", got, beforeRows)
			}
		})
	}
}

// rowsOf are the lines of a dump that are no schema.
func rowsOf(l *lab) string {
	l.t.Helper()
	_, text, found := strings.Cut(l.dump(), "\n730")
	if !found {
		l.t.Error("the rows are gone")
	}
	return text
}

func declared(t *testing.T, text string) model.Schema {
	t.Helper()
	conn, err := sqliteconn.Memory(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = conn.Close() }()
	s, err := sqlite.Read(t.Context(), conn, []sqlfile.Source{{Name: "schema.sql", Text: text}})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// same compares schemas by the rules, in both directions.
func same(t *testing.T, want, got model.Schema) {
	t.Helper()
	result, err := diff.Compare(t.Context(), want, got, sqlite.Rules{}, diff.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range result.Changes {
		t.Errorf("difference: %T %s", c, c.Object())
	}
}

// TestDropColumn: what has the column goes with it, if that is wanted.
func TestDropColumn(t *testing.T) {
	l := newLab(t)
	l.exec("DROP VIEW adults") // it has the column
	others := around[strings.Index(around, "CREATE TRIGGER"):]
	drop := op.DropColumn{Table: "users", Name: "mail"}
	m := l.migrator(op.Revision{ID: "a", Up: func(_ context.Context, o *op.Operations) error { return o.Do(drop) }})
	if _, err := m.Upgrade(t.Context()); err == nil {
		t.Fatal("ALTER TABLE drops a unique column")
	}
	drop.Cascade = true
	if _, err := l.migrator(op.Revision{ID: "a", Up: func(_ context.Context, o *op.Operations) error { return o.Do(drop) }}).Upgrade(t.Context()); err != nil {
		t.Fatal(err)
	}
	text := users[:strings.Index(users, " mail")] + users[strings.Index(users, "FAIL,")+len("FAIL,"):]
	same(t, declared(t, text+";"+others), l.schema())
	for want, o := range map[string]op.Operation{
		"drop it first":            op.DropColumn{Table: "users", Name: "id", Cascade: true},
		"has no column \"nobody\"": op.AlterColumn{Table: "users", Name: "nobody", NotNull: op.Set},
		"there is no table \"no\"": op.AlterColumn{Table: "no", Name: "a", NotNull: op.Set},
		"no such constraint":       op.DropConstraint{Table: "users", Name: "nobody"},
		"has a primary key":        op.AddConstraint{Table: "users", Constraint: op.PrimaryKey{Columns: []string{"age"}}},
		"there is a constraint":    op.AddConstraint{Table: "users", Constraint: op.Check{Name: "long", Expression: "1"}},
		"constraint failed":        op.AlterColumn{Table: "users", Name: "age", NotNull: op.Set},
		"attached database":        op.AlterColumn{Schema: "other", Table: "users", Name: "age", NotNull: op.Set},
	} {
		before := l.dump()
		_, err := l.migrator(op.Revision{ID: "a", Up: func(_ context.Context, o *op.Operations) error { return o.Do(drop) }}, op.Revision{ID: "b", Revises: []string{"a"}, Up: func(_ context.Context, op *op.Operations) error { return op.Do(o) }}).Upgrade(t.Context())
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: got %v, want %s", op.Text(o), err, want)
		}
		if after := l.dump(); after != before {
			t.Errorf("%s left something:\n%s", op.Text(o), after)
		}
	}
}

// both is an operation of one's own that is made of others.
type both struct{}

// Statements implements [op.Operation].
func (both) Statements(d op.Dialect) ([]script.Statement, error) {
	return op.Statements(d, op.AddColumn{Table: "posts", Column: op.Column{Name: "at", Type: "TEXT"}},
		op.AlterColumn{Table: "posts", Name: "at", NotNull: op.Set, Default: "''"})
}

// TestParts: an operation that is written when its turn comes may be a part of
// another one, and may be done by a function that asks the database, if foreign keys
// aren't enforced.
func TestParts(t *testing.T) {
	l := newLab(t)
	l.exec("DELETE FROM posts")
	asks := func(_ context.Context, o *op.Operations) error {
		has, err := o.HasColumn("", "Words", "N")
		if err != nil || !has {
			return errors.Join(err, errors.New("there is no column"))
		}
		for _, thing := range []op.Thing{
			{Kind: op.Table, Name: "adults"},
			{Kind: op.Index, Name: "by_mail"},
			{Kind: op.TableConstraint, Table: "users", Name: "long"},
			{Kind: op.TableTrigger, Name: "tidy"},
			{Kind: op.Schema, Name: "main"},
		} {
			if has, err := o.Has(thing); err != nil || !has {
				t.Errorf("%v: %v, %v", thing, has, err)
			}
			thing.Name += "x"
			if has, err := o.Has(thing); err != nil || has {
				t.Errorf("%v: %v, %v", thing, has, err)
			}
		}
		return o.Do(op.AlterColumn{Table: "users", Name: "note", DropDefault: true})
	}
	m := l.migrator(
		op.Revision{ID: "a", Up: func(_ context.Context, o *op.Operations) error { return o.Do(both{}) }},
		op.Revision{ID: "b", Revises: []string{"a"}, Up: asks},
	)
	if _, err := m.Upgrade(t.Context(), "a"); err != nil {
		t.Fatal(err)
	}
	if _, err := m.Upgrade(t.Context(), "b"); err == nil || !strings.Contains(err.Error(), "foreign keys are enforced") {
		t.Errorf("got %v", err)
	}
	want := strings.NewReplacer("text TEXT) STRICT", "text TEXT, at TEXT NOT NULL DEFAULT '') STRICT").Replace(users + ";" + around)
	same(t, declared(t, want), l.schema())
	if err := m.Script(io.Discard, graph.Up, nil, "a"); err == nil || !strings.Contains(err.Error(), "needs the definition that is there") {
		t.Errorf("a script: %v", err)
	}
}
