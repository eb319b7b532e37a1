package laws_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/schemadiff/schemadiff/diff"
	"github.com/schemadiff/schemadiff/internal/laws"
	"github.com/schemadiff/schemadiff/internal/pgtest"
	"github.com/schemadiff/schemadiff/render"
)

// declaredHere and declaredAbove differ in nothing but what tables declare
// besides inheriting it.
const declaredHere = `
CREATE TABLE p (a integer NOT NULL, b text, c integer, n integer NOT NULL, CONSTRAINT positive CHECK (a > 0), CONSTRAINT small CHECK (a < 9));
CREATE TABLE q (a integer, b text, n integer NOT NULL, CONSTRAINT positive CHECK (a > 0)) INHERITS (p);
CREATE TABLE r () INHERITS (p);`

const declaredAbove = `
CREATE TABLE p (a integer NOT NULL, b text, c integer, n integer NOT NULL, CONSTRAINT positive CHECK (a > 0), CONSTRAINT small CHECK (a < 9));
CREATE TABLE q (b text) INHERITS (p);
CREATE TABLE r (c integer) INHERITS (p);`

// notesBetween finds what no statement changes between two schemas.
func notesBetween(t *testing.T, lab *laws.Lab, old, fresh *pgtest.DB) []diff.Note {
	t.Helper()
	notes, err := lab.Notes(t.Context(), old.Database, fresh.Database)
	if err != nil {
		t.Fatal(err)
	}
	return notes
}

// TestDeclarationsMatter proves that what dumps do not agree in, because no
// statement brings it about, is all that is kept from them.
func TestDeclarationsMatter(t *testing.T) {
	pgtest.Each(t, func(t *testing.T, major int) {
		lab := newLab(t, major)
		made := func(script string) *pgtest.DB {
			db := pgtest.New(t, major)
			db.LoadScript(t, script)
			return db
		}
		here, above := made(declaredHere), made(declaredAbove)
		notes := notesBetween(t, lab, here, above)
		want := 4 // q.a, q.n, q's check, r.c
		if major >= 18 {
			want++ // what makes q.n not null
		}
		if len(notes) != want {
			t.Fatalf("notes: %v", notes)
		}
		differs := func(change string, notes []diff.Note) bool {
			t.Helper()
			db := made(declaredAbove + change)
			if err := lab.AsMigrated(t.Context(), db.Database, here.Database, notes); err != nil {
				t.Fatalf("%q: %v", change, err)
			}
			return pgtest.CompareDumps(t, here, db) != ""
		}
		if differs("", notes) {
			t.Error("a dump differs in more than declarations")
		}
		changes := []string{
			"ALTER TABLE q ALTER a SET DEFAULT 1", "ALTER TABLE q ALTER a SET STATISTICS 7", "COMMENT ON COLUMN q.a IS 'x'",
			"ALTER TABLE r ALTER c SET DEFAULT 1", "ALTER TABLE r ALTER c SET NOT NULL", "COMMENT ON COLUMN r.c IS 'x'",
			"ALTER TABLE r ALTER c SET STATISTICS 7", "ALTER TABLE q ALTER b SET STORAGE PLAIN", "ALTER TABLE r ALTER b SET STORAGE PLAIN",
			"COMMENT ON CONSTRAINT positive ON q IS 'x'", "CREATE INDEX ON q (a)", "ALTER TABLE q ADD CHECK (a > 1)",
			"ALTER TABLE q ADD d integer", "ALTER TABLE q ADD CONSTRAINT small CHECK (a < 9)", "ALTER TABLE q SET (fillfactor = 50)",
			"UPDATE pg_attribute SET attislocal = NOT attislocal WHERE attrelid = 'q'::regclass AND attname = 'b'",
			"UPDATE pg_attribute SET attislocal = NOT attislocal WHERE attrelid = 'q'::regclass AND attname = 'c'",
		}
		if major >= 18 {
			changes = append(changes, "COMMENT ON CONSTRAINT p_n_not_null ON q IS 'x'", "ALTER TABLE q ADD CONSTRAINT mine NOT NULL c", "ALTER TABLE r ADD CONSTRAINT p_n_not_null NOT NULL n")
		}
		for _, change := range changes {
			if !differs(";"+change+";", notes) {
				t.Errorf("the dump does not show %q", change)
			}
		}
		for i, note := range notes {
			if !differs("", slices.Delete(slices.Clone(notes), i, i+1)) {
				t.Errorf("the dump does not show what no note is about: %s: %s", note.ID, note.Text)
			}
		}
	})
}

// TestDumpsMatter lets a plan do something on the side that only dumps show, in
// a pair that they would differ in anyhow.
func TestDumpsMatter(t *testing.T) {
	lab := newLab(t, 15).KeepingAccess()
	pair := laws.Pair{A: laws.Script{Name: "a", Text: declaredHere}, B: laws.Script{Name: "b", Text: declaredAbove}, Live: true}
	pair.A.Text += "COMMENT ON TABLE p IS 'x';"
	for _, p := range []laws.Pair{pair, {A: pair.B, B: pair.A}} {
		if err := firstFailure(t.Context(), lab, p, 3, 4); err != nil {
			t.Error(err)
		}
		for step, plan := range map[string]func(*render.Migration) *render.Plan{
			"dump after up":   func(m *render.Migration) *render.Plan { return &m.Up },
			"dump after down": func(m *render.Migration) *render.Plan { return &m.Down },
		} {
			err := firstFailure(t.Context(), lab.Tampered(func(m *render.Migration) {
				last := &plan(m).Groups[0]
				last.Statements = append(slices.Clone(last.Statements), render.Statement{SQL: "GRANT SELECT ON TABLE pg_catalog.pg_authid TO PUBLIC"})
			}), p, 3, 4)
			var f *laws.Failure
			if !errors.As(err, &f) || f.Step != step {
				t.Errorf("%s does not show a privilege: %v", step, err)
			}
		}
	}
}

// TestNotesMatter proves that a note about what is not so is an error.
func TestNotesMatter(t *testing.T) {
	lab := newLab(t, 15)
	here, above := pgtest.New(t, 15), pgtest.New(t, 15)
	here.LoadScript(t, declaredHere)
	above.LoadScript(t, declaredAbove)
	notes := notesBetween(t, lab, here, above)
	for _, note := range notes {
		if err := lab.AsMigrated(t.Context(), here.Database, here.Database, []diff.Note{note}); err == nil || !strings.Contains(err.Error(), note.ID.Name) {
			t.Errorf("%s is declared already: %v", note.ID, err)
		}
		note.ID.Name += "?"
		if err := lab.AsMigrated(t.Context(), above.Database, here.Database, []diff.Note{note}); err == nil {
			t.Errorf("%s is not there", note.ID)
		}
	}
}
