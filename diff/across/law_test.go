package across_test

import (
	"bytes"
	"context"
	"os"
	"strings"
	"testing"

	"github.com/schemadiff/schemadiff/dialects/mysql"
	"github.com/schemadiff/schemadiff/dialects/postgres"
	"github.com/schemadiff/schemadiff/dialects/sqlite"
	"github.com/schemadiff/schemadiff/diff"
	"github.com/schemadiff/schemadiff/diff/across"
	"github.com/schemadiff/schemadiff/inspect/sqlfile"
	"github.com/schemadiff/schemadiff/internal/corpus"
	"github.com/schemadiff/schemadiff/model"
	"github.com/schemadiff/schemadiff/model/neutral"
	"github.com/schemadiff/schemadiff/render"
)

// longest is the length of a script that is tried always.
const longest = 1 << 20

// pairs are the ways that the laws are tried.
func pairs() [][2]string {
	return [][2]string{
		{"postgres", "sqlite"}, {"sqlite", "postgres"}, {"postgres", "mysql"}, {"mysql", "postgres"}, {"sqlite", "mysql"}, {"mysql", "sqlite"},
	}
}

// TestLaws tries the laws of transposing on every schema of the corpus.
func TestLaws(t *testing.T) {
	for _, pair := range pairs() {
		t.Run(pair[0]+" to "+pair[1], func(t *testing.T) {
			c := corpus.Open(t, pair[0])
			for _, s := range c.Schemas(t) {
				t.Run(s.Name, func(t *testing.T) {
					if len(s.Read(t)) > longest && os.Getenv("SCHEMADIFF_MATRIX") == "" {
						t.Skip("the longest schemas are for SCHEMADIFF_MATRIX=1")
					}
					laws(t, project(t, pair[0], s.Name), pair[1])
				})
			}
			for _, h := range c.Histories(t) {
				t.Run(h.Name, func(t *testing.T) { laws(t, project(t, pair[0], h.Name+"/migrations"), pair[1]) })
			}
		})
	}
}

// TestLawsOfRules tries them on the cases of the rules.
func TestLawsOfRules(t *testing.T) {
	for _, r := range ruleTable() {
		t.Run(r.name, func(t *testing.T) {
			laws(t, side(t, "postgres", sqlfile.Source{Name: "a.sql", Text: r.postgres}), "sqlite")
			laws(t, side(t, "sqlite", sqlfile.Source{Name: "a.sql", Text: r.other}), "postgres")
			laws(t, side(t, "postgres", sqlfile.Source{Name: "a.sql", Text: r.postgres}), "mysql")
			laws(t, side(t, "sqlite", sqlfile.Source{Name: "a.sql", Text: r.other}), "mysql")
		})
	}
}

func laws(t *testing.T, a across.Side, dialect string) {
	b := across.Side{Translator: translator(dialect)}
	made, lost := transposed(a, b)
	b.Schema = made

	// What is made of a schema for another database differs from it in nothing but
	// the objects that are listed.
	for _, c := range compare(t, a, b).Changes {
		id := c.Object()
		if strings.HasPrefix(id.Name, "(") {
			id.Name = "" // it has none but for the reader
		}
		if _, drop := c.(diff.Drop); !drop || !lost[id] {
			t.Errorf("%s isn't listed", c.Object())
			if c, ok := c.(diff.Alter); ok {
				t.Log(c.Facets)
			}
		}
	}
	// It loads, and is what was meant.
	text := script(t, dialect, made)
	loaded := side(t, dialect, sqlfile.Source{Name: "made.sql", Text: text}).Schema
	result, err := diff.Compare(context.Background(), made, loaded, comparing(dialect), diff.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range result.Changes {
		t.Errorf("%s is another when it is loaded: %+v", c.Object(), c)
	}
	// There and back again changes nothing more once it was done.
	round := func(s model.Schema) model.Schema {
		there, _ := transposed(across.Side{Schema: s, Translator: a.Translator}, b)
		back, _ := transposed(across.Side{Schema: there, Translator: b.Translator}, a)
		return back
	}
	once := round(a.Schema)
	if x, y := snapshot(t, once), snapshot(t, round(once)); x != y {
		t.Errorf("the second round gives another schema:\n%s", firstDifference(x, y))
	}
}

// transposed says a schema in the words of another dialect, and which objects that
// loses.
func transposed(a, b across.Side) (model.Schema, map[model.ID]bool) {
	plain, first := a.Neutral(a.Schema)
	made, second := b.Translator.Dialect(plain)
	lost := map[model.ID]bool{}
	for _, l := range append(first, second...) {
		lost[l.ID] = lost[l.ID] || l.Part == neutral.Whole || l.Part == neutral.Refused
	}
	return made, lost
}

// script writes a schema as its dialect does.
func script(t testing.TB, dialect string, s model.Schema) string {
	t.Helper()
	if dialect == "mysql" {
		return mysql.Script(s)
	}
	var planner render.Dialect = postgres.Planner{}
	if dialect == "sqlite" {
		planner = sqlite.Planner{}
	}
	var b bytes.Buffer
	if err := render.WriteSchema(&b, s, planner, nil); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func comparing(dialect string) diff.Rules {
	switch dialect {
	case "sqlite":
		return sqlite.Rules{}
	case "mysql":
		return mysql.Rules{}
	}
	return postgres.Rules{}
}

func snapshot(t testing.TB, s model.Schema) string {
	t.Helper()
	var b bytes.Buffer
	if err := model.WriteSnapshot(&b, s); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// firstDifference shows where two texts part.
func firstDifference(x, y string) string {
	i := 0
	for i < len(x) && i < len(y) && x[i] == y[i] {
		i++
	}
	from := max(0, i-300)
	return x[from:min(len(x), i+150)] + "\n--- and\n" + y[from:min(len(y), i+150)]
}
