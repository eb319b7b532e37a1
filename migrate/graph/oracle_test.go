package graph_test

import (
	"maps"
	"slices"

	"github.com/schemadiff/schemadiff/migrate/graph"
)

// world is what the property tests believe: sets of names and the sentence "a
// revision follows its parents and its dependencies", as slow and as plain as
// possible. It shares nothing with the package.
type world struct {
	revisions map[string]graph.Revision
	labels    map[string]string
	applied   map[string]bool
}

func newWorld(revisions []graph.Revision) *world {
	w := &world{revisions: map[string]graph.Revision{}, labels: map[string]string{}, applied: map[string]bool{}}
	for _, r := range revisions {
		w.revisions[r.ID] = r
		for _, label := range r.Labels {
			w.labels[label] = r.ID
		}
	}
	return w
}

// below lists what a revision follows directly.
func (w *world) below(id string) []string {
	list := slices.Clone(w.revisions[id].Revises)
	for _, name := range w.revisions[id].DependsOn {
		if labeled, ok := w.labels[name]; ok {
			name = labeled
		}
		list = append(list, name)
	}
	return list
}

// needs is everything that must have run when the revisions have run.
func (w *world) needs(ids ...string) map[string]bool {
	set := map[string]bool{}
	for _, id := range ids {
		set[id] = true
		maps.Copy(set, w.needs(w.below(id)...))
	}
	return set
}

// isAncestor reports whether one revision leads to another, through parents
// alone or through dependencies, too.
func (w *world) isAncestor(a, b string, dependencies bool) bool {
	next := w.revisions[b].Revises
	if dependencies {
		next = w.below(b)
	}
	return slices.ContainsFunc(next, func(id string) bool { return id == a || w.isAncestor(a, id, dependencies) })
}

// maximal lists what is in a set and leads to nothing else in it.
func (w *world) maximal(set map[string]bool) []string {
	var list []string
	for id := range set {
		leads := false
		for other := range set {
			leads = leads || w.isAncestor(id, other, true)
		}
		if !leads {
			list = append(list, id)
		}
	}
	slices.Sort(list)
	return list
}

// children lists what revises a revision.
func (w *world) children(id string) []string {
	var list []string
	for _, r := range w.revisions {
		if slices.Contains(r.Revises, id) {
			list = append(list, r.ID)
		}
	}
	return list
}

// dropped is what has run and can't stay without the given ones.
func (w *world) dropped(roots []string) map[string]bool {
	set := map[string]bool{}
	for id := range w.applied {
		if slices.Contains(roots, id) || slices.ContainsFunc(roots, func(root string) bool { return w.isAncestor(root, id, true) }) {
			set[id] = true
		}
	}
	return set
}

// lineage reports whether two revisions are one or one leads to the other.
func (w *world) lineage(a, b string, dependencies bool) bool {
	return a == b || w.isAncestor(a, b, dependencies) || w.isAncestor(b, a, dependencies)
}

// heads lists the revisions without children.
func (w *world) heads() []string {
	var list []string
	for id := range w.revisions {
		if len(w.children(id)) == 0 {
			list = append(list, id)
		}
	}
	slices.Sort(list)
	return list
}

func (w *world) all() map[string]bool {
	set := map[string]bool{}
	for id := range w.revisions {
		set[id] = true
	}
	return set
}
