package graph_test

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/schemadiff/schemadiff/migrate/graph"
)

// drawGraph makes a random history: branches, merges, several bases, labels,
// dependencies by ID and by label. The names say nothing about the order.
func drawGraph(t *rapid.T) []graph.Revision {
	names := rapid.Permutation([]string{"a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l"}).Draw(t, "names")
	n := rapid.IntRange(1, len(names)).Draw(t, "revisions")
	var list []graph.Revision
	var labels []string
	for i, id := range names[:n] {
		r := graph.Revision{ID: id}
		pick := func(what string, most int) []string {
			if i == 0 {
				return nil
			}
			return rapid.SliceOfNDistinct(rapid.SampledFrom(names[:i]), 0, min(most, i), rapid.ID[string]).Draw(t, what)
		}
		// Mostly a line, so that branches get long.
		switch rapid.IntRange(0, 9).Draw(t, "kind") {
		case 0, 1, 2, 3:
			if i > 0 {
				r.Revises = []string{names[i-1]}
			}
		case 4:
		default:
			r.Revises = pick("parents", 3)
		}
		if rapid.IntRange(0, 3).Draw(t, "depends") == 0 {
			r.DependsOn = pick("dependencies", 2)
			if len(labels) > 0 && rapid.Bool().Draw(t, "by label") {
				r.DependsOn = append(r.DependsOn, rapid.SampledFrom(labels).Draw(t, "label"))
			}
		}
		if rapid.IntRange(0, 3).Draw(t, "labeled") == 0 {
			label := "L" + id
			r.Labels, labels = []string{label}, append(labels, label)
		}
		list = append(list, r)
	}
	return list
}

// TestWalks goes up and down random histories, as upgrades, downgrades and
// stamps, and holds every step against what the oracle believes.
func TestWalks(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		revisions := drawGraph(t)
		g, err := graph.New(rapid.Permutation(revisions).Draw(t, "shuffled"))
		if err != nil {
			t.Fatalf("%v: %v", revisions, err)
		}
		walk := &walk{t: t, g: g, world: newWorld(revisions)}
		t.Repeat(map[string]func(*rapid.T){
			"upgrade":   walk.upgrade,
			"downgrade": walk.downgrade,
			"stamp":     walk.stamp,
			"relative":  walk.relative,
			"":          walk.check,
		})
	})
}

// walk is a database that is led through a history.
type walk struct {
	t     *rapid.T
	g     *graph.Graph
	world *world
	rows  graph.Rows
}

func (w *walk) revision(t *rapid.T) string {
	return rapid.SampledFrom(slices.Sorted(maps.Keys(w.world.revisions))).Draw(t, "revision")
}

// run applies a plan, one step after the other.
func (w *walk) run(t *rapid.T, steps []graph.Step) {
	for _, s := range steps {
		before := w.rows
		rows, err := w.rows.Apply(s)
		if err != nil {
			t.Fatalf("%v at %v: %v", s, w.rows, err)
		}
		w.rows = rows
		switch s.Direction {
		case graph.Up:
			if w.world.applied[s.Revision] {
				t.Fatalf("%s runs twice", s.Revision)
			}
			for _, id := range w.world.below(s.Revision) {
				if !w.world.applied[id] {
					t.Fatalf("%s runs before %s", s.Revision, id)
				}
			}
			w.world.applied[s.Revision] = true
		case graph.Down:
			delete(w.world.applied, s.Revision)
			for id := range w.world.applied {
				if slices.Contains(w.world.below(id), s.Revision) {
					t.Fatalf("%s is taken back before %s", s.Revision, id)
				}
			}
		case graph.Stamp:
			w.world.applied = w.world.needs(w.rows...)
		}
		w.check(t)
		w.economical(t, before, s)
	}
}

// check holds the rows against what has run.
func (w *walk) check(t *rapid.T) {
	if want := w.world.maximal(w.world.applied); !slices.Equal(want, w.rows) {
		t.Fatalf("rows %v, want %v", w.rows, want)
	}
	applied, err := w.g.Applied(w.rows)
	if err != nil || len(applied) != len(w.world.applied) {
		t.Fatalf("applied %v, %v, want %v", applied, err, w.world.applied)
	}
	pending, err := w.g.Pending(w.rows)
	if err != nil || len(pending)+len(applied) != w.g.Len() {
		t.Fatalf("pending %v, %v", pending, err)
	}
}

// economical: no row is written that stays, and none is deleted and another
// inserted where an update does.
func (w *walk) economical(t *rapid.T, before graph.Rows, s graph.Step) {
	kinds := map[graph.ChangeKind]int{}
	for _, c := range s.Changes {
		kinds[c.Kind]++
		if c.From != "" && slices.Contains(w.rows, c.From) || c.To != "" && slices.Contains(before, c.To) {
			t.Fatalf("%v: %v changes a row that stays", s, c)
		}
	}
	if kinds[graph.Insert] > 0 && kinds[graph.Delete] > 0 {
		t.Fatalf("%v: %v", s, s.Changes)
	}
}

func (w *walk) upgrade(t *rapid.T) {
	id := w.revision(t)
	target, ids := id, []string{id}
	switch rapid.IntRange(0, 3).Draw(t, "target") {
	case 0:
		target, ids = "heads", w.world.heads()
	case 1:
		target, ids = id+"@heads", nil
		for _, head := range w.world.heads() {
			if w.world.lineage(id, head, false) {
				ids = append(ids, head)
			}
		}
	}
	want := w.world.needs(ids...)
	maps.Copy(want, w.world.applied)
	steps, err := w.g.Upgrade(w.rows, target)
	if err != nil {
		t.Fatalf("upgrade %s: %v", target, err)
	}
	w.run(t, steps)
	if !maps.Equal(w.world.applied, want) {
		t.Fatalf("upgrade %s: %v, want %v", target, w.world.applied, want)
	}
}

func (w *walk) downgrade(t *rapid.T) {
	id := w.revision(t)
	target, roots := id, w.world.children(id)
	applied := w.world.applied[id]
	switch rapid.IntRange(0, 5).Draw(t, "target") {
	case 0:
		target, roots, applied = "base", slices.Collect(maps.Keys(w.world.revisions)), true
	case 1:
		target, roots, applied = id+"@base", nil, true
		for other, r := range w.world.revisions {
			if len(r.Revises) == 0 && w.world.lineage(id, other, false) {
				roots = append(roots, other)
			}
		}
	case 2:
		branch := w.revision(t)
		if !w.world.lineage(branch, id, false) {
			_, err := w.g.Downgrade(w.rows, branch+"@"+id)
			var wrong *graph.BranchError
			if !errors.As(err, &wrong) {
				t.Fatalf("downgrade %s@%s: %v", branch, id, err)
			}
			return
		}
		target = branch + "@" + id
		roots = slices.DeleteFunc(roots, func(root string) bool { return !w.world.lineage(branch, root, false) })
	}
	steps, err := w.g.Downgrade(w.rows, target)
	if !applied {
		var not *graph.NotAppliedError
		if !errors.As(err, &not) {
			t.Fatalf("downgrade %s, which has not run: %v", target, err)
		}
		return
	}
	if err != nil {
		t.Fatalf("downgrade %s: %v", target, err)
	}
	want := maps.Clone(w.world.applied)
	for id := range w.world.dropped(roots) {
		delete(want, id)
	}
	w.run(t, steps)
	if !maps.Equal(w.world.applied, want) {
		t.Fatalf("downgrade %s: %v, want %v", target, w.world.applied, want)
	}
}

func (w *walk) stamp(t *rapid.T) {
	id := w.revision(t)
	target, want := id, []string{}
	switch rapid.IntRange(0, 4).Draw(t, "target") {
	case 0:
		target = "base"
	case 1:
		target, want = "heads", w.world.maximal(w.world.all())
	default:
		want = append(want, id)
		for _, row := range w.rows {
			if !w.world.lineage(id, row, true) {
				want = append(want, row)
			}
		}
	}
	slices.Sort(want)
	steps, err := w.g.Stamp(w.rows, target)
	if err != nil {
		t.Fatalf("stamp %s: %v", target, err)
	}
	if len(steps) > 1 || len(steps) == 0 != slices.Equal(want, w.rows) {
		t.Fatalf("stamp %s: %v", target, steps)
	}
	w.run(t, steps)
	if !slices.Equal(want, w.rows) {
		t.Fatalf("stamp %s: %v, want %v", target, w.rows, want)
	}
	again, err := w.g.Restamp(graph.Rows{"gone", "lost"}, target)
	if err != nil {
		t.Fatal(err)
	}
	if target != id && len(again) == 1 && !slices.Equal(again[0].To, want) {
		t.Fatalf("restamp %s: %v, want %v", target, again, want)
	}
}

// relative goes by offsets, which lead somewhere or to an error, and back.
func (w *walk) relative(t *rapid.T) {
	id := w.revision(t)
	n := rapid.IntRange(1, 3).Draw(t, "offset")
	form := rapid.SampledFrom([]string{"+%[2]d", "%[1]s@+%[2]d", "%[1]s+%[2]d", "%[1]s-%[2]d", "base+%[2]d", "head-%[2]d", "%[1]s@head-%[2]d"}).Draw(t, "form")
	target := fmt.Sprintf(form+"%[3]s", id, n, "")
	if steps, err := w.g.Upgrade(w.rows, target); err == nil {
		before := w.rows
		w.run(t, steps)
		if form == "+%[2]d" && len(before) == 1 && len(steps) == n {
			back, err := w.g.Downgrade(w.rows, fmt.Sprintf("-%d", n))
			if err != nil {
				t.Fatalf("up %s and back: %v", target, err)
			}
			w.run(t, back)
			if !slices.Equal(before, w.rows) {
				t.Fatalf("up %s and back: %v, want %v", target, w.rows, before)
			}
		}
	}
	down := rapid.SampledFrom([]string{fmt.Sprintf("-%d", n), fmt.Sprintf("%s@-%d", id, n), target}).Draw(t, "down")
	if steps, err := w.g.Downgrade(w.rows, down); err == nil {
		w.run(t, steps)
	}
}

// TestThereAndBack: a downgrade to the base takes back what an upgrade did, in
// the opposite order, over the same rows.
func TestThereAndBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		revisions := drawGraph(t)
		g, err := graph.New(revisions)
		if err != nil {
			t.Fatal(err)
		}
		target := rapid.SampledFrom(revisions).Draw(t, "target").ID
		up, err := g.Upgrade(nil, target)
		if err != nil {
			t.Fatal(err)
		}
		rows := []graph.Rows{{}}
		for _, s := range up {
			next, err := rows[len(rows)-1].Apply(s)
			if err != nil {
				t.Fatal(err)
			}
			rows = append(rows, next)
		}
		down, err := g.Downgrade(rows[len(rows)-1], "base")
		if err != nil || len(down) != len(up) {
			t.Fatalf("%v, %v", down, err)
		}
		for i, s := range down {
			at := len(up) - 1 - i
			if s.Revision != up[at].Revision {
				t.Fatalf("step %d back is %v, there it was %v", i, s, up[at])
			}
			got, err := rows[at+1].Apply(s)
			if err != nil || !slices.Equal(got, rows[at]) {
				t.Fatalf("%v: rows %v, %v, want %v", s, got, err, rows[at])
			}
		}
	})
}

// TestShuffled: no order of the input makes a difference.
func TestShuffled(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		revisions := drawGraph(t)
		shuffled := rapid.Permutation(revisions).Draw(t, "shuffled")
		for i := range shuffled {
			shuffled[i].Revises = rapid.Permutation(shuffled[i].Revises).Draw(t, "parents")
			shuffled[i].DependsOn = rapid.Permutation(shuffled[i].DependsOn).Draw(t, "dependencies")
		}
		if a, b := everything(t, revisions), everything(t, shuffled); !cmp.Equal(a, b) {
			t.Fatal(cmp.Diff(a, b))
		}
	})
}

// everything is all that a graph says.
func everything(t *rapid.T, revisions []graph.Revision) []any {
	g, err := graph.New(revisions)
	if err != nil {
		t.Fatal(err)
	}
	all := g.All()
	said := []any{all, g.Heads(), g.Tips(), g.Bases(), g.BranchPoints(), g.MergePoints(), g.Branches()}
	for _, id := range all {
		said = append(said, g.Parents(id), g.Children(id), g.Dependencies(id), g.Dependents(id), g.Labels(id), g.Ancestors(id), g.Descendants(id))
	}
	up, err := g.Upgrade(nil, "heads")
	if err != nil {
		t.Fatal(err)
	}
	down, err := g.Downgrade(g.Tips(), "base")
	if err != nil {
		t.Fatal(err)
	}
	history, err := g.History("", "", nil)
	if err != nil || !slices.Equal(history, all) {
		t.Fatalf("history %v, %v, want %v", history, err, all)
	}
	return append(said, up, down)
}

// TestLenient builds graphs of what makes none: with edges in any direction, to
// revisions that aren't there, with IDs twice.
func TestLenient(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		names := []string{"a", "b", "c", "d", "e", "f"}
		name := rapid.SampledFrom(append(names, "missing"))
		revisions := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) graph.Revision {
			return graph.Revision{
				ID:        rapid.SampledFrom(names).Draw(t, "id"),
				Revises:   rapid.SliceOfN(name, 0, 2).Draw(t, "parents"),
				DependsOn: rapid.SliceOfN(name, 0, 1).Draw(t, "dependencies"),
			}
		}), 0, 6).Draw(t, "revisions")
		g := graph.Lenient(revisions)
		all := g.All()
		world := newWorld(nil)
		for _, id := range all {
			world.revisions[id], _ = g.Get(id)
		}
		if len(all) != g.Len() || len(world.revisions) != g.Len() {
			t.Fatalf("%v lists %d of %d revisions", all, len(world.revisions), g.Len())
		}
		for _, problem := range g.Problems() {
			var cycle *graph.CycleError
			if !errors.As(problem, &cycle) {
				continue
			}
			for i, id := range cycle.Members {
				if next := cycle.Members[(i+1)%len(cycle.Members)]; !slices.Contains(world.below(id), next) {
					t.Fatalf("%v: %s doesn't follow %s", cycle, id, next)
				}
			}
		}
		if broken := brokenness(revisions); broken != (g.Err() != nil) {
			t.Fatalf("%v: broken is %v, the graph says %v", revisions, broken, g.Err())
		}
		if _, err := g.Upgrade(nil, "heads"); (err != nil) != (g.Err() != nil) {
			t.Fatalf("a plan with problems: %v", err)
		}
	})
}

// brokenness finds out by taking away what can run until nothing is left.
func brokenness(revisions []graph.Revision) bool {
	left := map[string]graph.Revision{}
	for _, r := range revisions {
		if _, twice := left[r.ID]; twice {
			return true
		}
		left[r.ID] = r
	}
	ran := map[string]bool{}
	for more := true; more; {
		more = false
		for id, r := range left {
			if !slices.ContainsFunc(slices.Concat(r.Revises, r.DependsOn), func(b string) bool { return !ran[b] }) {
				ran[id], more = true, true
				delete(left, id)
			}
		}
	}
	return len(left) > 0
}
