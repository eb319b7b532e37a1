package check_test

import (
	"context"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/schemadiff/schemadiff/dialects/postgres"
	"github.com/schemadiff/schemadiff/diff"
	"github.com/schemadiff/schemadiff/inspect/sqlfile"
	"github.com/schemadiff/schemadiff/migrate/check"
	"github.com/schemadiff/schemadiff/migrate/graph"
	"github.com/schemadiff/schemadiff/migrate/script"
	"github.com/schemadiff/schemadiff/model"
	"github.com/schemadiff/schemadiff/render"
)

// checker is that of a project whose files are given as header and statements:
// "id revises a,b labels x; SQL".
func checker(t *testing.T, files ...string) *check.Checker {
	t.Helper()
	c := &check.Checker{
		Read: func(ctx context.Context, scripts []sqlfile.Source, _ check.Server) (model.Schema, error) {
			return postgres.Read(ctx, scripts, postgres.ReadOptions{InOrder: true})
		},
		Compare: func(ctx context.Context, from, to check.Side) (render.Report, error) {
			result, err := diff.Compare(ctx, from.Schema, to.Schema, postgres.Rules{}, diff.Options{})
			return render.Report{From: from.Name, To: to.Name, Result: result}, err
		},
	}
	var revisions []graph.Revision
	for _, file := range files {
		head, sql, _ := strings.Cut(file, ";")
		id, rest, _ := strings.Cut(head, " revises")
		revises, label, _ := strings.Cut(rest, " label ")
		text := "-- schemadiff: revision " + id + "\n-- message: m\n-- revises: " + revises + "\n"
		if label != "" {
			text += "-- labels: " + label + "\n"
		}
		text += "\n-- schemadiff: up\n\n" + sql + "\n\n-- schemadiff: down\n"
		s, errs := script.Parse(sqlfile.Source{Name: id + ".sql", Text: text}, sqlfile.Postgres())
		if err := errs.Err(); err != nil {
			t.Fatal(err)
		}
		c.Scripts = append(c.Scripts, s)
		revisions = append(revisions, s.Revision)
	}
	c.Graph = graph.Lenient(revisions)
	return c
}

func declared(t *testing.T, text string) check.Side {
	t.Helper()
	s, err := postgres.Read(t.Context(), []sqlfile.Source{{Name: "schema.sql", Text: text}}, postgres.ReadOptions{})
	if err != nil {
		t.Fatal(err)
	}
	return check.Side{Name: "schema.sql", Schema: s}
}

// told writes an answer as a test compares it.
func told(a check.Answer) []string {
	var list []string
	if a.Idle != "" {
		list = append(list, "idle: "+a.Idle)
	}
	if a.Open != "" {
		list = append(list, "open: "+a.Open)
	}
	for _, f := range a.Findings {
		text := string(f.Code)
		if !f.Pos.IsZero() {
			text += " at " + f.Pos.String()
		}
		list = append(list, text+": "+f.Message)
	}
	return list
}

func TestTarget(t *testing.T) {
	const users = "CREATE TABLE users (id int);"
	for _, test := range []struct {
		name     string
		files    []string
		declared string
		want     []string
	}{
		{"the same", []string{"a revises;" + users, "b revises a; ALTER TABLE users ADD email text;"}, "CREATE TABLE users (id integer, email text);", nil},
		{"nothing at all", nil, "", nil},
		{
			"a column more",
			[]string{"a revises;" + users},
			"CREATE TABLE users (id integer,\n email text);",
			[]string{"DIFFERENCE at schema.sql:2:2: column public.users.email is declared, and no migration makes it"},
		},
		{
			"a table too many, made by the second",
			[]string{"a revises;" + users, "b revises a; CREATE TABLE old ();"},
			users,
			[]string{"DIFFERENCE at b.sql:7:15: table public.old is made by the migrations, and not declared"},
		},
		{
			"a fork",
			[]string{"a revises;" + users, "b revises a; CREATE TABLE b ();", "c revises a; CREATE TABLE c ();"},
			users + "CREATE TABLE b (); CREATE TABLE c ();",
			[]string{"SEVERAL_HEADS at b.sql:1:1: the history has forked: b and c are heads of the same branch"},
		},
		{
			"branches that are meant to be",
			[]string{"a revises label x;" + users, "b revises label y; CREATE TABLE b ();"},
			users + "CREATE TABLE b ();", nil,
		},
		{
			"a parent that isn't there",
			[]string{"b revises a;" + users},
			users,
			[]string{"open: the history has a gap", "MISSING_PARENT at b.sql:1:1: revision \"b\" revises \"a\", which isn't there"},
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			a, err := checker(t, test.files...).Target(t.Context(), declared(t, test.declared))
			if err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(test.want, told(a)); d != "" {
				t.Errorf("-want +got:\n%s", d)
			}
		})
	}
}

func TestDatabase(t *testing.T) {
	files := []string{"a revises; CREATE TABLE users (id int);", "b revises a; ALTER TABLE users ADD email text;", "c revises b; CREATE INDEX ON users (email);"}
	for _, test := range []struct {
		name, expected   string
		rows             graph.Rows
		has              string
		revision, schema []string
	}{
		{name: "at head", expected: "heads", rows: graph.Rows{"c"}, has: "CREATE TABLE users (id int, email text); CREATE INDEX ON users (email);"},
		{
			name: "not at head, and right for where it is", expected: "heads", rows: graph.Rows{"b"}, has: "CREATE TABLE users (id int, email text);",
			revision: []string{"BEHIND at c.sql:1:1: revision c has not been applied"},
		},
		{
			name: "empty", expected: "heads",
			revision: []string{"BEHIND at a.sql:1:1: 3 revisions (c, b, a) have not been applied"},
		},
		{
			name: "at an older revision that is expected, and changed by hand", expected: "a", rows: graph.Rows{"a"}, has: "CREATE TABLE users (id bigint);",
			schema: []string{"DIFFERENCE at a.sql:7:22: column public.users.id is not as its revision made it: type"},
		},
		{
			name: "further than expected", expected: "a", rows: graph.Rows{"b"}, has: "CREATE TABLE users (id int, email text);",
			revision: []string{"AHEAD at b.sql:1:1: revision b has been applied beyond a"},
		},
		{
			name: "a revision of another branch's deployment", expected: "heads", rows: graph.Rows{"zz"},
			revision: []string{"UNKNOWN_REVISION: the database is at revision \"zz\", which isn't there"},
			schema:   []string{"open: the database is at revision \"zz\", which isn't there"},
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			c := checker(t, files...)
			db := check.Database{Name: "db", Rows: test.rows, Schema: func(context.Context) (model.Schema, error) {
				return declared(t, test.has).Schema, nil
			}}
			revision, err := c.Revision(db, test.expected)
			if err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(test.revision, told(revision)); d != "" {
				t.Errorf("revision, -want +got:\n%s", d)
			}
			schema, err := c.Schema(t.Context(), db)
			if err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(test.schema, told(schema)); d != "" {
				t.Errorf("schema, -want +got:\n%s", d)
			}
		})
	}
}
