package autogenerate_test

import (
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/schemadiff/schemadiff/dialects/postgres"
	"github.com/schemadiff/schemadiff/inspect"
	"github.com/schemadiff/schemadiff/inspect/sqlfile"
	"github.com/schemadiff/schemadiff/internal/pgtest"
	"github.com/schemadiff/schemadiff/internal/pgxconn"
	"github.com/schemadiff/schemadiff/migrate"
	"github.com/schemadiff/schemadiff/migrate/pgxmigrate"
	"github.com/schemadiff/schemadiff/migrate/script"
	"github.com/schemadiff/schemadiff/model"
)

// TestRun writes the plans between the pairs of testdata/schemas as revisions
// and runs them on a server, there and back: the database must have what the one
// has that was built directly, and what the revisions say when they are read in
// memory.
func TestRun(t *testing.T) {
	files, err := filepath.Glob("../../testdata/schemas/*.from.sql")
	if err != nil || len(files) == 0 {
		t.Fatalf("no schemas: %v", err)
	}
	pgtest.Each(t, func(t *testing.T, major int) {
		for i, file := range files {
			a, b := text(t, file), text(t, strings.Replace(file, ".from.", ".to.", 1))
			if testing.Short() && i%4 != 0 || major < needs(t, a) || major < needs(t, b) {
				continue
			}
			t.Run(filepath.Base(file), func(t *testing.T) {
				t.Parallel()
				runPair(t, major, a, b)
			})
		}
	})
}

func runPair(t *testing.T, major int, a, b string) {
	from, to := built(t, major, a), built(t, major, b)
	db := pgtest.New(t, major)
	h := &history{t: t, access: strings.Contains(a, "-- owners and privileges are compared")}

	h.add("a1", h.compare(live(t, db), from, nil))
	h.run(db, true)
	h.same("after the first revision", live(t, db), from)

	h.add("b2", h.compare(live(t, db), to, renamesIn(b)))
	h.run(db, true)
	h.same("after the second revision", live(t, db), to)
	h.same("what the revisions say", live(t, db), h.replayOn(to.Version))
	if h.scripts[1].Down.Irreversible != "" {
		return
	}
	h.run(db, false)
	h.same("after the way back", live(t, db), from)
}

// TestReplayOf reads statements that are written in odd ways: what follows them
// must be read, too.
func TestReplayOf(t *testing.T) {
	for _, test := range []struct{ name, statements string }{
		{"a comment at the end", "SELECT 1; -- not the end;"},
		{"a comment before the semicolon", "SELECT 1 /* ; */ -- ;\n;"},
		{"data", "CREATE TABLE d (a text);\nCOPY d FROM stdin;\n;\n-- schemadiff: down\n\\.\nDROP TABLE d;"},
		{"no data", "CREATE TABLE d (a text);\nCOPY d FROM stdin;\n\\.\nDROP TABLE d;"},
		{"a dump", "\\restrict x\nSET standard_conforming_strings = on;\nSELECT pg_catalog.set_config('search_path', '', false);\n\\unrestrict x\nSET search_path = public;"},
		{"a body", "DO $$ BEGIN\n-- schemadiff: down\nNULL; END $$;"},
		{"backslashes", `SELECT 'a\', E'\';'; SELECT $x$\.` + "\n" + `$x$;`},
		{"two on a line", "SELECT 1; SELECT 2;"},
		{"another language's letters", "SELECT 'é日本'; COMMENT ON SCHEMA public IS NULL;"},
	} {
		t.Run(test.name, func(t *testing.T) {
			text := "-- schemadiff: revision a\n\n-- schemadiff: up\n\nCREATE TABLE before ();\n" + test.statements + "\nCREATE TABLE after ();\n"
			s, errs := script.Parse(sqlfile.Source{Name: "a.sql", Text: text}, sqlfile.Postgres())
			if err := errs.Err(); err != nil {
				t.Fatal(err)
			}
			h := &history{t: t, scripts: []script.Script{s}}
			h.same("after it", h.replay(), read(t, "CREATE TABLE before (); CREATE TABLE after ();"))
			h.scripts[0] = h.reread(s)
			h.same("written again", h.replay(), read(t, "CREATE TABLE before (); CREATE TABLE after ();"))
		})
	}
}

// run goes all the way up, or a step down.
func (h *history) run(db *pgtest.DB, up bool) {
	h.t.Helper()
	m, err := migrate.FromScripts(slices.Clone(h.scripts), pgxmigrate.Address(db.URL()), migrate.Force())
	if err != nil {
		h.t.Fatalf("%v\n%s", err, h.text())
	}
	if up {
		_, err = m.Upgrade(h.t.Context())
	} else {
		_, err = m.Downgrade(h.t.Context(), "-1")
	}
	if err != nil {
		h.t.Fatalf("%v\n%s", err, h.text())
	}
}

// built is the schema of a database in which a script has run.
func built(t *testing.T, major int, script string) model.Schema {
	t.Helper()
	db := pgtest.New(t, major)
	db.LoadScript(t, script)
	return live(t, db)
}

// live is the schema of a database, without the tables of the runner.
func live(t *testing.T, db *pgtest.DB) model.Schema {
	t.Helper()
	conn, err := pgxconn.Open(t.Context(), db.URL())
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = conn.Close(t.Context()) }()
	s, err := postgres.Inspect(t.Context(), conn, postgres.InspectOptions{})
	if err != nil {
		t.Fatal(err)
	}
	own, err := inspect.ParsePattern("schemadiff_*")
	if err != nil {
		t.Fatal(err)
	}
	return inspect.Filter{Exclude: []inspect.Pattern{own}}.Apply(s)
}

func renamesIn(text string) []string {
	var list []string
	for line := range strings.Lines(text) {
		if value, found := strings.CutPrefix(line, "-- rename "); found {
			list = append(list, strings.TrimSpace(value))
		}
	}
	return list
}

// needs is the version that a script is from.
func needs(t *testing.T, text string) int {
	t.Helper()
	line, _, _ := strings.Cut(text, "\n")
	value, found := strings.CutPrefix(line, "-- from ")
	if !found {
		return 0
	}
	n, err := strconv.Atoi(value)
	if err != nil {
		t.Fatal(err)
	}
	return n
}
