package canon_test

import (
	"context"
	"fmt"
	"testing"

	"github.com/schemadiff/schemadiff/dialects/postgres/canon"
	"github.com/schemadiff/schemadiff/inspect"
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
		bound := func(target model.Type, text string) canon.Probe {
			return canon.Probe{Relation: users, Target: target, Bound: true, Text: text}
		}
		other := func(text string) canon.Probe {
			p := check(text)
			p.Relation.Schema = "other"
			return p
		}
		strange := func(text string) canon.Probe {
			return canon.Probe{
				Relation: model.QName{Schema: "app", Name: `odd "name"`}, Text: text,
				Columns: []model.Column{{Name: `with"quote`, Type: integer}, {Name: "c", Type: textual, Collation: model.QName{Name: "C"}}},
			}
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
			bound(integer, "app.f('xx') + 1"), bound(integer, "'3'"), // is evaluated
			bound(mood, "'nothing'"), bound(mood, "'sad'"),
			check("1) IS NULL); DROP TABLE app.users; --"), check("app.g(id) > 0"), // one is no expression
			other("users.id > 0"), other("mood = 'happy'"), // of a table of the same name
			strange(`"with""quote" > 0`), email("unknown > 0"),
		}
		before := objects(t, db)
		texts, err := server.Normalize(context.Background(), probes)
		if err != nil {
			t.Fatal(err)
		}
		for i, read := range []bool{
			true, true, true, true, false, false, true, true, true, false, true, true, true, true,
			true, true, false, true, false, false, true, true, true, false,
		} {
			if (texts[i] != "") != read {
				t.Errorf("%s: got %q", probes[i].Text, texts[i])
			}
		}
		for _, pair := range []struct {
			a, b int
			same bool
		}{{0, 1, true}, {2, 3, false}, {6, 7, true}, {10, 11, false}, {12, 13, true}, {14, 15, true}, {15, 17, false}} {
			if (texts[pair.a] == texts[pair.b]) != pair.same {
				t.Errorf("%s and %s: %q and %q", probes[pair.a].Text, probes[pair.b].Text, texts[pair.a], texts[pair.b])
			}
		}
		if after := objects(t, db); after != before {
			t.Errorf("the server has %s before and %s after", before, after)
		}
	})
}

// objects counts what there is on a server.
func objects(t *testing.T, db *pgtest.DB) (count string) {
	t.Helper()
	const query = `
SELECT (SELECT count(*) FROM pg_class) || ' relations, ' || (SELECT count(*) FROM pg_type) || ' types, ' || (SELECT count(*) FROM pg_constraint) || ' constraints, ' ||
	(SELECT count(*) FROM pg_namespace) || ' schemas, ' || (SELECT count(*) FROM app.users) || ' rows, ' || current_setting('search_path')`
	if err := db.Conn().QueryRow(context.Background(), query).Scan(&count); err != nil {
		t.Fatal(err)
	}
	return count
}

// manyProbes are tables of the same columns with probes of all kinds, as many
// of which as bad asks for can't be read.
func manyProbes(tables, bad int) []canon.Probe {
	var probes []canon.Probe
	for i := range tables {
		owner := model.QName{Schema: "app", Name: fmt.Sprintf("table_%d", i)}
		columns := []model.Column{{Name: "id", Type: integer}, {Name: "name", Type: textual}, {Name: "mood", Type: mood}}
		for _, text := range []string{"app.f(name) > 0", "lower(name) = 'x' OR mood = 'sad'", "id + 1", "mood IN ('sad', 'happy')"} {
			if i < bad && text == "id + 1" {
				text = "id + mood"
			}
			probes = append(probes, canon.Probe{Relation: owner, Columns: columns, Text: text})
		}
		probes = append(probes, canon.Probe{Relation: owner, Target: mood, Text: "'happy'"}, canon.Probe{Relation: owner, Target: integer, Text: "app.f('x')"})
	}
	return probes
}

// counting counts round trips.
type counting struct {
	inspect.Conn
	trips int
	limit int // then the work is stopped, unless zero
	stop  context.CancelFunc
}

func (c *counting) count() {
	if c.trips++; c.trips == c.limit {
		c.stop()
	}
}

func (c *counting) Exec(ctx context.Context, sql string) error {
	c.count()
	return c.Conn.Exec(ctx, sql)
}

func (c *counting) Batch(ctx context.Context, queries []inspect.Query, each func(int, inspect.Rows) error) error {
	c.count()
	return c.Conn.Batch(ctx, queries, each)
}

// TestServerRoundTrips: what the server takes is asked together.
func TestServerRoundTrips(t *testing.T) {
	db := pgtest.New(t, 15)
	db.Exec(serverSchema)
	for _, test := range []struct{ tables, bad, trips int }{
		{1, 0, 6},
		{100, 0, 6},
		{100, 1, 60},
		{1000, 3, 200},
	} {
		conn := &counting{Conn: pgxconn.Wrap(db.Conn())}
		probes := manyProbes(test.tables, test.bad)
		texts, err := canon.Server{Conn: conn}.Normalize(context.Background(), probes)
		if err != nil {
			t.Fatal(err)
		}
		unread := 0
		for _, text := range texts {
			if text == "" {
				unread++
			}
		}
		if unread != test.bad {
			t.Errorf("%d tables: %d expressions are not read, want %d", test.tables, unread, test.bad)
		}
		if conn.trips > test.trips {
			t.Errorf("%d tables, %d with an error: %d round trips, want %d at most", test.tables, test.bad, conn.trips, test.trips)
		}
	}
}

// TestServerStopped: nothing is left behind wherever the work is stopped.
func TestServerStopped(t *testing.T) {
	db := pgtest.New(t, 15)
	db.Exec(serverSchema)
	before := objects(t, db)
	for limit := 1; limit < 12; limit++ {
		ctx, stop := context.WithCancel(context.Background())
		conn := &counting{Conn: pgxconn.Wrap(db.Conn()), limit: limit, stop: stop}
		_, err := canon.Server{Conn: conn}.Normalize(ctx, manyProbes(3, 2))
		stop()
		if db.Conn().IsClosed() {
			t.Fatalf("stopping after %d round trips closes the connection: %v", limit, err)
		}
		if conn.trips >= limit && err == nil {
			t.Errorf("stopping after %d round trips is no error", limit)
		}
		if after := objects(t, db); after != before {
			t.Errorf("after %d round trips the server has %s, before %s", limit, after, before)
		}
	}
}

// BenchmarkServer asks a server about the expressions of 1,000 tables.
func BenchmarkServer(b *testing.B) {
	db := pgtest.New(b, 15)
	db.Exec(serverSchema)
	server := canon.Server{Conn: pgxconn.Wrap(db.Conn())}
	probes := manyProbes(1000, 0)
	for b.Loop() {
		if _, err := server.Normalize(context.Background(), probes); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N)/float64(len(probes)), "µs/expression")
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
