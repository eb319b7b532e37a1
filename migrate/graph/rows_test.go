package graph_test

import (
	"errors"
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/schemadiff/schemadiff/migrate/graph"
)

// TestChanges: what each step does to the rows, statement by statement.
func TestChanges(t *testing.T) {
	for _, c := range []struct {
		name, graph, rows, up, down string
		want                        []string
	}{
		{"the first revision", path, "", "a", "", []string{"upgrade base -> a: insert a"}},
		{"one after the other", path, "a", "c", "", []string{"upgrade a -> b: update a to b", "upgrade b -> c: update b to c"}},
		{"a second branch", branched, "c1", "c2", "", []string{"upgrade b -> c2: insert c2"}},
		{"a second base", forest, "b1", "a2", "", []string{"upgrade base -> a2: insert a2"}},
		{"a merge", mergedPath, "d1 d2", "e", "", []string{"upgrade d1, d2 -> e: delete d1, update d2 to e"}},
		{"a merge of three", "a; b; c; d < a b c", "a b c", "d", "", []string{"upgrade a, b, c -> d: delete a, delete b, update c to d"}},
		{"a merge of what another row implies still", fromMerge, "c1 d2", "d1", "", []string{"upgrade c1, c2 -> d1: update c1 to d1"}},
		{"a dependency with a row", "a; b; c < a + b", "a b", "c", "", []string{"upgrade a -> c: delete a, update b to c"}},
		{"a dependency without a row", "a; b; d < b; c < a + b", "a d", "c", "", []string{"upgrade a -> c: update a to c"}},

		{"back to the base", path, "a", "", "base", []string{"downgrade a -> base: delete a"}},
		{"back by one", path, "b", "", "a", []string{"downgrade b -> a: update b to a"}},
		{"back to what another row implies", branched, "c1 c2", "", "c2branch@b", []string{"downgrade c2 -> b: delete c2"}},
		{"a merge taken back", mergedPath, "e", "", "-1", []string{"downgrade e -> d1, d2: insert d1, update e to d2"}},
		{"a merge taken back in part", fromMerge, "d1 d2", "", "d1@-1", []string{"downgrade d1 -> c1, c2: update d1 to c1"}},
		{"a dependency has a row again", "a; b; c < a + b", "c", "", "-1", []string{"downgrade c -> a: insert a, update c to b"}},
		{"a dependency of another one has none", "a; b; c < a + b; d + b", "c d", "", "c@-1", []string{"downgrade c -> a: update c to a"}},

		{"a row too many goes with the first step up", path, "a c", "e", "", []string{"upgrade c -> d: delete a, update c to d", "upgrade d -> e: update d to e"}},
		{"a row too many goes with the first step down", path, "a d", "", "b", []string{"downgrade d -> c: delete a, update d to c", "downgrade c -> b: update c to b"}},
		{"a row too many that is needed after it", path, "c d", "", "c", []string{"downgrade d -> c: delete d"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			g, err := graph.New(parse(t, c.graph))
			if err != nil {
				t.Fatal(err)
			}
			rows := graph.Rows(fields(c.rows))
			var steps []graph.Step
			if c.up != "" {
				steps, err = g.Upgrade(rows, c.up)
			} else {
				steps, err = g.Downgrade(rows, c.down)
			}
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, s := range steps {
				if rows, err = rows.Apply(s); err != nil {
					t.Fatal(err)
				}
				text := s.String() + ":"
				for i, change := range s.Changes {
					if i > 0 {
						text += ","
					}
					text += " " + change.String()
				}
				got = append(got, text)
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestApplyFails(t *testing.T) {
	insert := graph.Step{Changes: []graph.Change{{Kind: graph.Insert, To: "b"}}}
	advance := graph.Step{Changes: []graph.Change{{Kind: graph.Update, From: "a", To: "b"}}}
	remove := graph.Step{Changes: []graph.Change{{Kind: graph.Delete, From: "a"}}}
	for _, c := range []struct {
		name string
		rows graph.Rows
		step graph.Step
		want string
	}{
		{"insert what is there", graph.Rows{"b"}, insert, "the version table can't insert b: it holds b"},
		{"update what is gone", nil, advance, "the version table can't update a to b: it holds base"},
		{"update to what is there", graph.Rows{"a", "b"}, advance, "the version table can't update a to b: it holds a, b"},
		{"update what is there twice", graph.Rows{"a", "a"}, advance, "the version table can't update a to b: it holds a, a"},
		{"delete what is gone", graph.Rows{"c"}, remove, "the version table can't delete a: it holds c"},
	} {
		t.Run(c.name, func(t *testing.T) {
			before := slices.Clone(c.rows)
			_, err := c.rows.Apply(c.step)
			var wrong *graph.RowError
			if !errors.As(err, &wrong) || err.Error() != c.want || wrong.Hint() == "" {
				t.Errorf("got %v, want %s", err, c.want)
			}
			if !slices.Equal(before, c.rows) {
				t.Errorf("the rows have changed: %v", c.rows)
			}
		})
	}
}

func TestUnknownRows(t *testing.T) {
	g, err := graph.New(parse(t, path))
	if err != nil {
		t.Fatal(err)
	}
	rows := graph.Rows{"zz", "b", "gone", "zz"}
	calls := map[string]func() ([]string, error){
		"applied":   func() ([]string, error) { return g.Applied(rows) },
		"current":   func() ([]string, error) { return g.Current(rows) },
		"pending":   func() ([]string, error) { return g.Pending(rows) },
		"canonical": func() ([]string, error) { return g.Canonical(rows) },
		"upgrade":   func() ([]string, error) { return ran(g.Upgrade(rows, "heads")) },
		"downgrade": func() ([]string, error) { return ran(g.Downgrade(rows, "base")) },
		"stamp":     func() ([]string, error) { return ran(g.Stamp(rows, "heads")) },
	}
	// Those who look see what is known; those who plan see nothing.
	want := map[string]string{"applied": "[b a]", "current": "[b]", "pending": "[c d e]", "canonical": "[b]"}
	for name, call := range calls {
		got, err := call()
		var unknown *graph.UnknownRowsError
		if !errors.As(err, &unknown) || !slices.Equal(unknown.Rows, []string{"gone", "zz"}) {
			t.Errorf("%s: %v", name, err)
		}
		if known, ok := want[name]; ok && fmt.Sprint(got) != known || !ok && got != nil {
			t.Errorf("%s: %v", name, got)
		}
	}
	steps, err := g.Restamp(rows, "b")
	if err != nil || len(steps) != 1 {
		t.Fatal(steps, err)
	}
	if got := fmt.Sprint(steps[0].Changes); got != "[delete gone delete zz]" {
		t.Errorf("stamp --purge: %s", got)
	}
}

func ran(steps []graph.Step, err error) ([]string, error) {
	var ids []string
	for _, s := range steps {
		ids = append(ids, s.Revision)
	}
	return ids, err
}
