package graph

import (
	"cmp"
	"errors"
	"slices"
	"strings"
	"unicode"
)

// builder puts a graph together and notes what is wrong.
type builder struct {
	g        *Graph
	problems []error
}

func (b *builder) report(err error) { b.problems = append(b.problems, err) }

// add makes the nodes, in the order of their IDs.
func (b *builder) add(revisions []Revision) {
	sorted := slices.Clone(revisions)
	slices.SortStableFunc(sorted, func(a, b Revision) int {
		return cmp.Or(compareIDs(a.ID, b.ID), a.Pos.Compare(b.Pos))
	})
	g := b.g
	g.nodes = make([]node, 0, len(sorted))
	for i := 0; i < len(sorted); {
		same := i + 1
		for same < len(sorted) && sorted[same].ID == sorted[i].ID {
			same++
		}
		b.checkID(sorted[i])
		if same > i+1 {
			twice := &DuplicateError{ID: sorted[i].ID}
			for _, r := range sorted[i:same] {
				twice.Pos = append(twice.Pos, r.Pos)
			}
			b.report(twice)
		}
		g.byID[sorted[i].ID] = int32(len(g.nodes))
		g.nodes = append(g.nodes, node{Revision: sorted[i]})
		i = same
	}
}

// reserved are the words of identifiers that no revision and no branch may be
// called.
var reserved = []string{"base", "current", "head", "heads"}

func (b *builder) checkID(r Revision) {
	switch {
	case r.ID == "":
		b.report(&IDError{ID: r.ID, Pos: r.Pos, Reason: "it is empty"})
	case slices.Contains(reserved, r.ID):
		b.report(&IDError{ID: r.ID, Pos: r.Pos, Reason: "the word has a meaning of its own in identifiers"})
	case strings.ContainsFunc(r.ID, unicode.IsControl):
		b.report(&IDError{ID: r.ID, Pos: r.Pos, Reason: "it contains a control character"})
	}
}

// CheckID reports whether an ID may be given to a new revision. It is stricter
// than New, which takes what other tools have made.
func CheckID(id string) error {
	switch {
	case id == "":
		return &IDError{Reason: "it is empty"}
	case slices.Contains(reserved, id):
		return &IDError{ID: id, Reason: "the word has a meaning of its own in identifiers"}
	}
	return checkName(id, func(reason string) error { return &IDError{ID: id, Reason: reason} })
}

// CheckLabel reports whether a text may be the label of a branch.
func CheckLabel(label string) error {
	switch {
	case label == "":
		return &LabelError{Reason: "it is empty"}
	case slices.Contains(reserved, label):
		return &LabelError{Label: label, Reason: "the word has a meaning of its own in identifiers"}
	}
	return checkName(label, func(reason string) error { return &LabelError{Label: label, Reason: reason} })
}

func checkName(name string, failure func(reason string) error) error {
	for _, r := range name {
		switch {
		case strings.ContainsRune("@-+:", r):
			return failure("the character " + string(r) + " has a meaning of its own in identifiers")
		case r == ',':
			return failure("a comma separates names in lists")
		case unicode.IsSpace(r):
			return failure("it contains a space")
		case unicode.IsControl(r):
			return failure("it contains a control character")
		}
	}
	return nil
}

// nameBranches notes the labels.
func (b *builder) nameBranches() {
	g := b.g
	for i := range g.nodes {
		n := &g.nodes[i]
		for _, label := range n.Labels {
			if err := CheckLabel(label); err != nil {
				var wrong *LabelError
				if errors.As(err, &wrong) {
					wrong.Revisions, wrong.Pos = []string{n.ID}, n.Pos
				}
				b.report(err)
				continue
			}
			if other, ok := g.byLabel[label]; ok {
				if other != int32(i) {
					b.report(&LabelError{
						Label: label, Revisions: []string{g.nodes[other].ID, n.ID}, Pos: n.Pos,
						Reason: "it names a branch already",
					})
				}
				continue
			}
			if other, ok := g.byID[label]; ok && other != int32(i) {
				b.report(&LabelError{
					Label: label, Revisions: []string{label, n.ID}, Pos: n.Pos,
					Reason: "it is the id of a revision",
				})
				continue
			}
			g.byLabel[label] = int32(i)
			g.labels = append(g.labels, label)
		}
	}
	slices.Sort(g.labels)
}

// link finds the parents and the dependencies.
func (b *builder) link() {
	g := b.g
	for i := range g.nodes {
		n := &g.nodes[i]
		for _, id := range n.Revises {
			switch p, ok := g.byID[id]; {
			case !ok:
				n.broken = true
				b.missing(n, id, false)
			case p == int32(i):
				n.broken = true
				b.report(&CycleError{Kind: SelfLoop, Members: []string{n.ID}, Pos: n.Pos})
			default:
				n.parents = append(n.parents, p)
			}
		}
		for _, name := range n.DependsOn {
			switch d, ok := g.exactly(name); {
			case !ok:
				b.missing(n, name, true)
			case d == int32(i):
				b.report(&CycleError{Kind: DependencySelfLoop, Members: []string{n.ID}, Pos: n.Pos})
			default:
				n.deps = append(n.deps, d)
			}
		}
		n.parents, n.deps = unique(n.parents), unique(n.deps)
	}
}

// missing reports a revision that isn't there. Where very many are, the search
// for what was meant would take long and help nobody.
func (b *builder) missing(n *node, name string, dependency bool) {
	e := &MissingError{ID: n.ID, Missing: name, Dependency: dependency, Pos: n.Pos}
	if len(b.problems) < 10 {
		e.Near = b.g.near(name)
	}
	b.report(e)
}

// exactly finds a revision by its ID or its label.
func (g *Graph) exactly(name string) (int32, bool) {
	if i, ok := g.byID[name]; ok {
		return i, true
	}
	i, ok := g.byLabel[name]
	return i, ok
}

// connect makes the lists of the other direction.
func (g *Graph) connect() {
	for i := range g.nodes {
		n := &g.nodes[i]
		n.below = n.parents
		if len(n.deps) > 0 {
			n.below = unique(slices.Concat(n.parents, n.deps))
		}
		for _, p := range n.parents {
			g.nodes[p].children = append(g.nodes[p].children, int32(i))
		}
		for _, d := range n.deps {
			if _, parent := slices.BinarySearch(n.parents, d); !parent {
				g.nodes[d].dependents = append(g.nodes[d].dependents, int32(i))
			}
		}
		for _, p := range n.below {
			g.nodes[p].above = append(g.nodes[p].above, int32(i))
		}
	}
}

// unique sorts a list and drops what it holds twice.
func unique(list []int32) []int32 {
	slices.Sort(list)
	return slices.Compact(list)
}

// compareIDs orders IDs by their characters, numbers in them by their value.
func compareIDs(a, b string) int {
	x, y := a, b
	for x != "" && y != "" {
		if isDigit(x[0]) && isDigit(y[0]) {
			var m, n string
			m, x = digits(x)
			n, y = digits(y)
			if c := cmp.Or(cmp.Compare(len(m), len(n)), strings.Compare(m, n)); c != 0 {
				return c
			}
			continue
		}
		if x[0] != y[0] {
			return cmp.Compare(x[0], y[0])
		}
		x, y = x[1:], y[1:]
	}
	return cmp.Or(cmp.Compare(len(x), len(y)), strings.Compare(a, b))
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

// digits splits the number off at the beginning of a text, without its leading
// zeros.
func digits(s string) (number, rest string) {
	end := 0
	for end < len(s) && isDigit(s[end]) {
		end++
	}
	return strings.TrimLeft(s[:end], "0"), s[end:]
}
