package canon_test

import (
	"context"
	"testing"

	"github.com/schemadiff/schemadiff/dialects/postgres/canon"
	"github.com/schemadiff/schemadiff/internal/pgtest"
	"github.com/schemadiff/schemadiff/internal/pgxconn"
	"github.com/schemadiff/schemadiff/model"
)

const serverSchema = `
CREATE SCHEMA app;
CREATE TYPE app.mood AS ENUM ('sad', 'happy');
CREATE FUNCTION app.f(text) RETURNS integer LANGUAGE sql IMMUTABLE AS 'SELECT length($1)';
CREATE TABLE app.users (id integer, name varchar(20), mood app.mood, at timestamptz);
INSERT INTO app.users VALUES (1, 'x', 'sad', now());
`

func TestServer(t *testing.T) {
	pgtest.Each(t, func(t *testing.T, major int) {
		db := pgtest.New(t, major)
		db.Exec(serverSchema)
		server := canon.Server{Conn: pgxconn.Wrap(db.Conn())}
		columns := []model.Column{
			{Name: "id", Type: integer},
			{Name: "name", Type: model.Type{Name: "character varying", Modifiers: "20"}},
			{Name: "mood", Type: mood},
			{Name: "unknown", Type: model.Type{Schema: "app", Name: "nothing"}},
		}
		check := func(text string) canon.Probe { return canon.Probe{Relation: users, Columns: columns, Text: text} }
		assigned := func(target model.Type, text string) canon.Probe {
			return canon.Probe{Relation: users, Target: target, Text: text}
		}
		email := func(text string) canon.Probe {
			return canon.Probe{Relation: model.QName{Schema: "app", Name: "email"}, Value: textual, Text: text}
		}
		probes := []canon.Probe{
			check("app.f(name) > 0"), check("(app.f((name)::text) > 0)"), // the same
			check("mood IN ('sad')"), check("users.mood = 'happy'"), // not the same
			check("unknown IS NULL"), check("id + mood"), // can't be read
			assigned(integer, "1"), assigned(integer, "(1)"),
			assigned(mood, "'sad'"), assigned(mood, "'nothing'"),
			assigned(integer, "1 / 0"), assigned(integer, "app.f('x') -- with a comment"), // is not evaluated
			email("VALUE LIKE '%@%'"), email("(VALUE ~~ '%@%'::text)"),
		}
		texts, err := server.Normalize(context.Background(), probes)
		if err != nil {
			t.Fatal(err)
		}
		for i, read := range []bool{true, true, true, true, false, false, true, true, true, false, true, true, true, true} {
			if (texts[i] != "") != read {
				t.Errorf("%s: got %q", probes[i].Text, texts[i])
			}
		}
		for _, pair := range []struct {
			a, b int
			same bool
		}{{0, 1, true}, {2, 3, false}, {6, 7, true}, {10, 11, false}, {12, 13, true}} {
			if (texts[pair.a] == texts[pair.b]) != pair.same {
				t.Errorf("%s and %s: %q and %q", probes[pair.a].Text, probes[pair.b].Text, texts[pair.a], texts[pair.b])
			}
		}
		left := 0
		row := db.Conn().QueryRow(context.Background(), `SELECT count(*) FROM pg_class WHERE relnamespace = pg_my_temp_schema()`)
		if err := row.Scan(&left); err != nil || left != 0 {
			t.Errorf("%d relations are left behind (%v)", left, err)
		}
	})
}

func TestUndecidedAsksTheServer(t *testing.T) {
	db := pgtest.New(t, 15)
	db.Exec(serverSchema)
	old, new := printed(), schema()
	// The signature of app.f is in neither schema.
	old.Tables[0].Checks[0].Expr.Text = "(app.f((name)::text) > 0)"
	new.Tables[0].Checks[0].Expr.Text = "app.f(name) > 0"
	if got := compare(t, old, new, canon.Rules{}); got.Empty() {
		t.Fatal("an unknown function is decided without a server")
	}
	rules := canon.Rules{Normalizer: canon.Server{Conn: pgxconn.Wrap(db.Conn())}}
	if got := summary(compare(t, old, new, rules)); got != "" {
		t.Errorf("the server doesn't help:\n%s", got)
	}
	// The server's print of a list isn't a fixed point.
	old.Tables[0].Checks[0].Expr.Text = "((app.f((name)::text) > 0) AND ((name)::text = ANY ((ARRAY['x'::character varying, 'y'::character varying])::text[])))"
	new.Tables[0].Checks[0].Expr.Text = "app.f(name) > 0 AND name IN ('x', 'y')"
	if got := summary(compare(t, old, new, rules)); got != "" {
		t.Errorf("the server reads its own print differently:\n%s", got)
	}
	old.Tables[0].Checks[0].Expr.Text = "(app.f((name)::text) > 0)"
	new.Tables[0].Checks[0].Expr.Text = "app.f(name) > 1"
	want := "check constraint app.users.name_known expression: (app.f((name)::text) > 0) -> app.f(name) > 1"
	if got := summary(compare(t, old, new, rules)); got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
