package across_test

import (
	"bytes"
	"testing"

	"github.com/schemadiff/schemadiff/diff"
	"github.com/schemadiff/schemadiff/diff/across"
	"github.com/schemadiff/schemadiff/internal/corpus"
	"github.com/schemadiff/schemadiff/model"
	"github.com/schemadiff/schemadiff/model/neutral"
)

// pairs are the ways that the laws are tried.
var pairs = [][2]string{{"postgres", "sqlite"}, {"sqlite", "postgres"}}

// TestTransposedSchemasAreTheSame: what is made of a schema for another database
// differs from it in nothing but what is listed.
func TestTransposedSchemasAreTheSame(t *testing.T) {
	each(t, func(t *testing.T, a, b across.Side) {
		made, listed := transposed(a, b)
		result := compare(t, a, across.Side{Schema: made, Translator: b.Translator})
		for _, c := range result.Changes {
			if _, drop := c.(diff.Drop); !drop || !listed[c.Object()] {
				t.Errorf("%s isn't listed", c.Object())
				if c, ok := c.(diff.Alter); ok {
					t.Log(c.Facets)
				}
			}
		}
	})
}

// TestTheSecondRoundIsTheFirst: there and back again changes nothing more once it
// was done.
func TestTheSecondRoundIsTheFirst(t *testing.T) {
	each(t, func(t *testing.T, a, b across.Side) {
		round := func(s model.Schema) model.Schema {
			there, _ := transposed(across.Side{Schema: s, Translator: a.Translator}, b)
			back, _ := transposed(across.Side{Schema: there, Translator: b.Translator}, a)
			return back
		}
		once := round(a.Schema)
		twice := round(once)
		if x, y := snapshot(t, once), snapshot(t, twice); x != y {
			t.Errorf("the second round gives another schema:\n%s", firstDifference(x, y))
		}
	})
}

// transposed says a schema in the words of another dialect, and which objects that
// loses.
func transposed(a, b across.Side) (model.Schema, map[model.ID]bool) {
	plain, first := a.Neutral(a.Schema)
	made, second := b.Translator.Dialect(plain)
	listed := map[model.ID]bool{}
	for _, l := range append(first, second...) {
		listed[l.ID] = listed[l.ID] || l.Part == neutral.Whole
	}
	return made, listed
}

// each runs a test for every schema of the corpus and of testdata, both ways.
func each(t *testing.T, run func(t *testing.T, a, b across.Side)) {
	for _, pair := range pairs {
		other := across.Side{Translator: translator(pair[1])}
		c := corpus.Open(t, pair[0])
		for _, s := range c.Schemas(t) {
			t.Run(pair[0]+" to "+pair[1]+"/"+s.Name, func(t *testing.T) {
				run(t, project(t, pair[0], s.Name), other)
			})
		}
		for _, h := range c.Histories(t) {
			t.Run(pair[0]+" to "+pair[1]+"/"+h.Name, func(t *testing.T) {
				run(t, project(t, pair[0], h.Name+"/migrations"), other)
			})
		}
	}
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
