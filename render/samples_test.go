package render_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/schemadiff/schemadiff/dialects/postgres"
	"github.com/schemadiff/schemadiff/diff"
	"github.com/schemadiff/schemadiff/diff/difftest"
	"github.com/schemadiff/schemadiff/model"
	"github.com/schemadiff/schemadiff/render"
)

// inMemory are the fields that a snapshot leaves out on purpose.
var inMemory = cmp.FilterPath(func(p cmp.Path) bool {
	name := p.Last().String()
	return name == ".Pos" || name == ".ImplicitName" || name == ".Serial"
}, cmp.Ignore())

// TestSamplesAsJSON writes and reads back a change of every sort.
func TestSamplesAsJSON(t *testing.T) {
	for _, s := range difftest.Samples(t) {
		for _, result := range []diff.Result{s.Result, s.Result.Invert()} {
			for _, c := range result.Changes {
				data, err := render.MarshalChange(c)
				if err != nil {
					t.Fatalf("%s: %v", s.Name, err)
				}
				back, err := render.UnmarshalChange(data)
				if err != nil {
					t.Fatalf("%s: %v\n%s", s.Name, err, data)
				}
				if d := cmp.Diff(c, back, inMemory, cmpopts.EquateEmpty()); d != "" {
					t.Errorf("%s (-want +got):\n%s", s.Name, d)
				}
			}
		}
	}
}

func hazards(p render.Plan) []render.Hazard {
	var list []render.Hazard
	for _, s := range p.Statements() {
		list = append(list, s.Hazards...)
	}
	return list
}

// followers are the facets that no statement sets: they follow from others.
var followers = []string{"declared locally", "inherited"}

// TestSamplesAsText writes the review of every sort of difference, forward and
// back, with the plan's locks and hazards: no change and no facet may be
// missing. The golden file shows them without the plan, whose facts are the
// dialect's.
func TestSamplesAsText(t *testing.T) {
	var b strings.Builder
	for _, s := range difftest.Samples(t) {
		migration, err := render.NewMigration(s.Result, postgres.Planner{}, render.Options{})
		if err != nil {
			t.Errorf("%s: %v", s.Name, err)
		}
		for name, plan := range map[string]render.Plan{"up": migration.Up, "down": migration.Down} {
			_, facet, _ := strings.Cut(s.Name, ": ")
			if !s.Result.Empty() && plan.Empty() && len(plan.Unsupported) == 0 && len(plan.Losses) == 0 && !slices.Contains(followers, facet) {
				t.Errorf("%s: %s has no statement", s.Name, name)
			}
		}
		report := render.Report{From: "old", To: "new", Result: s.Result, Migration: migration}
		for _, r := range []render.Report{report, report.Invert()} {
			text := review(t, r)
			for _, c := range r.Result.Changes {
				if !mentions(text, c) {
					t.Errorf("%s: the review doesn't tell %T of %s:\n%s", s.Name, c, c.Object(), text)
				}
			}
			for _, h := range hazards(r.Migration.Up) {
				if h.Code != render.DataLoss && !strings.Contains(text, h.Text) { // of losses one is enough
					t.Errorf("%s: the review doesn't tell of %s that %q:\n%s", s.Name, h.Object, h.Text, text)
				}
			}
			if err := render.WriteSQL(&strings.Builder{}, r); err != nil {
				t.Errorf("%s: %v", s.Name, err)
			}
			var j strings.Builder
			if err := render.WriteJSON(&j, r); err != nil || !json.Valid([]byte(j.String())) {
				t.Errorf("%s: %v", s.Name, err)
			}
		}
		report.Migration, report.Result.NotCompared = render.Migration{}, nil
		_, text, _ := strings.Cut(review(t, report), "\n\n")
		fmt.Fprintf(&b, "# %s\n\n%s\n", s.Name, text)
	}
	golden(t, "samples.txt", b.String())
}

func review(t *testing.T, r render.Report) string {
	t.Helper()
	var b strings.Builder
	if err := render.WriteText(&b, r, render.TextOptions{Wording: postgres.Wording{}}); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// mentions looks for the words that a reader must find of a change.
func mentions(text string, c diff.Change) bool {
	name, _, _ := strings.Cut(c.Object().Name, "(") // what comes or goes is named with its arguments
	words := []string{name}
	if a, ok := c.(diff.Alter); ok {
		for _, f := range a.Facets {
			words = append(words, string(f.Name))
		}
	}
	if r, ok := c.(diff.Rename); ok && r.From.Name != r.To.Name {
		words = append(words, r.From.Name+" → "+r.To.Name)
	}
	if t, ok := c.(diff.Drop); ok && t.ID.Kind == model.KindTable {
		words = append(words, "- table")
	}
	for _, w := range words {
		if !strings.Contains(text, w) {
			return false
		}
	}
	return true
}
