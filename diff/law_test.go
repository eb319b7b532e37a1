package diff_test

import (
	"cmp"
	"context"
	"slices"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"github.com/schemadiff/schemadiff/diff"
	"github.com/schemadiff/schemadiff/diff/difftest"
	"github.com/schemadiff/schemadiff/model"
	"github.com/schemadiff/schemadiff/model/modeltest"
)

func compare(t testing.TB, old, new model.Schema, opts diff.Options) diff.Result {
	t.Helper()
	r, err := diff.Compare(context.Background(), old, new, difftest.Rules(), opts)
	if err != nil {
		t.Fatalf("comparing: %v", err)
	}
	return r
}

// rapid's T is no testing.TB.
func check(t *rapid.T, old, new model.Schema, opts diff.Options) diff.Result {
	t.Helper()
	r, err := diff.Compare(context.Background(), old, new, difftest.Rules(), opts)
	if err != nil {
		t.Fatalf("comparing: %v", err)
	}
	return r
}

var byName = cmpopts.SortSlices(func(a, b model.Column) int { return cmp.Compare(a.Name, b.Name) })

// notSerial: how a column was declared is no fact about it.
var notSerial = cmpopts.IgnoreFields(model.Column{}, "Serial")

func TestLawIdentity(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := modeltest.Schemas().Draw(t, "schema")
		if r := check(t, s, s, diff.Options{}); !r.Empty() || len(r.Notes) > 0 || len(r.Questions) > 0 {
			t.Fatalf("a schema differs from itself: %+v", r.Changes)
		}
	})
}

func TestLawApply(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		old := modeltest.Schemas().Draw(t, "old")
		new := modeltest.Related(t, old)
		r := check(t, old, new, diff.Options{})
		got, err := difftest.Apply(r)
		if err != nil {
			t.Fatalf("applying: %v", err)
		}
		if d := gocmp.Diff(r.New, got, byName, notSerial, cmpopts.EquateEmpty()); d != "" {
			t.Fatalf("applying the changes to the old side doesn't give the new one (-want +got):\n%s", d)
		}
		if again := check(t, got, new, diff.Options{}); hasChanges(again) {
			t.Fatalf("something differs after the changes: %+v", again.Changes)
		}
	})
}

func hasChanges(r diff.Result) bool {
	return slices.ContainsFunc(r.Changes, func(c diff.Change) bool { _, ok := c.(diff.Unsupported); return !ok })
}

func TestLawInvert(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		old := modeltest.Schemas().Draw(t, "old")
		r := check(t, old, modeltest.Related(t, old), diff.Options{})
		back := check(t, r.New, r.Old, diff.Options{NewLive: true}) // its names are settled
		back.Questions = nil
		if d := gocmp.Diff(back, r.Invert(), cmpopts.EquateEmpty()); d != "" {
			t.Fatalf("the inverted difference is not the difference of the inverse (-want +got):\n%s", d)
		}
		r.Questions = nil
		if d := gocmp.Diff(r, r.Invert().Invert(), cmpopts.EquateEmpty()); d != "" {
			t.Fatalf("inverting twice changes the difference (-want +got):\n%s", d)
		}
	})
}

func TestLawDeterminism(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		old := modeltest.Schemas().Draw(t, "old")
		new := modeltest.Related(t, old)
		want := check(t, old, new, diff.Options{})
		shuffledOld, shuffledNew := modeltest.Shuffled(t, old), modeltest.Shuffled(t, new)
		oldBefore, newBefore := gocmp.Diff(old, shuffledOld), gocmp.Diff(new, shuffledNew)
		got := check(t, shuffledOld, shuffledNew, diff.Options{})
		if d := gocmp.Diff(want, got, cmpopts.EquateEmpty()); d != "" {
			t.Fatalf("the order of the lists matters (-want +got):\n%s", d)
		}
		if gocmp.Diff(old, shuffledOld) != oldBefore || gocmp.Diff(new, shuffledNew) != newBefore {
			t.Fatal("comparing changed its inputs")
		}
	})
}

// TestLawNamesStayUnique: settling the names that the declared side leaves open
// never gives one name to two things.
func TestLawNamesStayUnique(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		old := modeltest.Schemas().Draw(t, "old")
		r := check(t, old, modeltest.Related(t, old), diff.Options{})
		seen := map[string]bool{}
		take := func(space, name string) {
			if name = space + " " + name; seen[name] {
				t.Fatalf("two things are called %s", name)
			}
			seen[name] = true
		}
		for _, e := range r.New.Entries() {
			switch e.ID.Kind {
			case model.KindTable, model.KindSequence, model.KindIndex, model.KindPrimaryKey, model.KindUnique, model.KindExclusion:
				take("relation", e.ID.QName().String())
			}
			switch e.ID.Kind {
			case model.KindPrimaryKey, model.KindUnique, model.KindExclusion, model.KindCheck, model.KindForeignKey, model.KindDomainConstraint:
				take("constraint of "+e.ID.Owner().String(), e.ID.Name)
			}
			if c, ok := e.Object.(model.Column); ok && !c.Identity.IsZero() {
				take("relation", c.Identity.Sequence.String())
				if c.Identity.ImplicitName {
					t.Fatalf("%s is left unnamed", e.ID)
				}
			}
		}
	})
}
