package graph

import (
	"errors"
	"slices"

	"github.com/schemadiff/schemadiff/model"
)

// Graph is the history of a schema: revisions that know what they follow. It is
// a value that never changes, so that many goroutines may use it.
//
// Every list of revisions that it returns has an order that depends on nothing
// but the revisions: not on the order in which they were given, nor on the order
// of the parents in a merge. IDs are compared with numbers by their value, so
// that IDs that begin with a time or a number are in the order of their making.
type Graph struct {
	nodes    []node
	byID     map[string]int32
	byLabel  map[string]int32
	labels   []string // sorted; the bits of node.labels
	order    []int32  // each revision before what it follows, and newer before older
	rank     []int32  // the place of a node in the order
	problems []error
}

// node is a revision with its neighbours. A node's index is its place in the
// order of IDs. The lists are sorted.
type node struct {
	Revision
	parents, children []int32
	deps, dependents  []int32
	below             []int32 // parents and dependencies
	above             []int32 // children and dependents
	labels            bits
	broken            bool // a parent is missing, or was left out to break a cycle
}

// New builds the graph of all revisions. The error joins all problems:
// [DuplicateError], [MissingError], [CycleError], [LabelError], [IDError].
func New(revisions []Revision) (*Graph, error) {
	g := Lenient(revisions)
	if err := g.Err(); err != nil {
		return nil, err
	}
	return g, nil
}

// Lenient builds a graph even of revisions that make none, for those who want
// to look at them: of several revisions with one ID it holds the first, a parent
// that is missing is left out, and so is the edge that closes a cycle. The graph
// knows its problems, and plans nothing as long as it has any.
func Lenient(revisions []Revision) *Graph {
	b := &builder{g: &Graph{byID: map[string]int32{}, byLabel: map[string]int32{}}}
	b.add(revisions)
	b.nameBranches()
	b.link()
	b.cutCycles()
	b.g.connect()
	b.g.sort()
	b.g.spreadLabels()
	b.g.problems = b.problems
	return b.g
}

// Problems lists what is wrong with the revisions, each a typed error.
func (g *Graph) Problems() []error { return slices.Clone(g.problems) }

// Err joins the problems; it is nil if there are none.
func (g *Graph) Err() error { return errors.Join(g.problems...) }

// Len is the number of revisions.
func (g *Graph) Len() int { return len(g.nodes) }

// Get returns the revision with this ID.
func (g *Graph) Get(id string) (Revision, bool) {
	i, ok := g.byID[id]
	if !ok {
		return Revision{}, false
	}
	return g.nodes[i].Revision, true
}

// All lists the IDs of all revisions, each before what it follows and newer ones
// before older ones, along one branch as far as possible. Plans follow this
// order: upgrades backwards, downgrades forwards.
func (g *Graph) All() []string { return g.ids(g.order) }

// Heads lists the revisions without children, one for each branch that nothing
// has merged.
func (g *Graph) Heads() []string {
	return g.where(func(n *node) bool { return len(n.children) == 0 })
}

// Tips lists the heads that no other revision depends on either: running all of
// them runs everything. The heads that are no tips are called effective heads.
func (g *Graph) Tips() []string {
	return g.where(func(n *node) bool { return len(n.above) == 0 })
}

// Bases lists the revisions without parents.
func (g *Graph) Bases() []string { return g.where((*node).isBase) }

// BranchPoints lists the revisions with more than one child.
func (g *Graph) BranchPoints() []string {
	return g.where(func(n *node) bool { return len(n.children) > 1 })
}

// MergePoints lists the revisions with more than one parent.
func (g *Graph) MergePoints() []string {
	return g.where(func(n *node) bool { return len(n.parents) > 1 })
}

// IsHead reports whether a revision has no children.
func (g *Graph) IsHead(id string) bool {
	return g.is(id, func(n *node) bool { return len(n.children) == 0 })
}

// IsTip reports whether a revision has neither children nor dependents.
func (g *Graph) IsTip(id string) bool {
	return g.is(id, func(n *node) bool { return len(n.above) == 0 })
}

// IsBase reports whether a revision has no parents.
func (g *Graph) IsBase(id string) bool { return g.is(id, (*node).isBase) }

// IsBranchPoint reports whether a revision has more than one child.
func (g *Graph) IsBranchPoint(id string) bool {
	return g.is(id, func(n *node) bool { return len(n.children) > 1 })
}

// IsMergePoint reports whether a revision has more than one parent.
func (g *Graph) IsMergePoint(id string) bool {
	return g.is(id, func(n *node) bool { return len(n.parents) > 1 })
}

// Parents lists what a revision revises. A parent that is missing is not among
// them.
func (g *Graph) Parents(id string) []string {
	return g.neighbours(id, func(n *node) []int32 { return n.parents })
}

// Children lists what revises a revision.
func (g *Graph) Children(id string) []string {
	return g.neighbours(id, func(n *node) []int32 { return n.children })
}

// Dependencies lists what a revision depends on, labels resolved, even what is
// one of its ancestors anyway.
func (g *Graph) Dependencies(id string) []string {
	return g.neighbours(id, func(n *node) []int32 { return n.deps })
}

// Dependents lists what depends on a revision without being its child.
func (g *Graph) Dependents(id string) []string {
	return g.neighbours(id, func(n *node) []int32 { return n.dependents })
}

// Ancestors lists what must have run before the revisions, through parents and
// dependencies, newest first, without the revisions themselves.
func (g *Graph) Ancestors(ids ...string) []string { return g.reach(ids, belowOf) }

// Descendants lists what can't stay without the revisions, through children and
// dependents, newest first, without the revisions themselves.
func (g *Graph) Descendants(ids ...string) []string { return g.reach(ids, aboveOf) }

// Labels lists the labels of the branch that a revision is on, sorted: its own,
// those of its ancestors, and those of what only it leads to.
func (g *Graph) Labels(id string) []string {
	i, ok := g.byID[id]
	if !ok {
		return nil
	}
	var list []string
	for bit, label := range g.labels {
		if g.nodes[i].labels.has(bit) {
			list = append(list, label)
		}
	}
	return list
}

// Branches lists all labels with the revisions that declare them, sorted.
func (g *Graph) Branches() []Branch {
	list := make([]Branch, len(g.labels))
	for i, label := range g.labels {
		list[i] = Branch{Label: label, Revision: g.nodes[g.byLabel[label]].ID}
	}
	return list
}

// Branch is a label and the revision that declares it.
type Branch struct{ Label, Revision string }

// Pos says where a revision is declared.
func (g *Graph) Pos(id string) model.Pos {
	r, _ := g.Get(id)
	return r.Pos
}

func (n *node) isBase() bool { return len(n.parents) == 0 && !n.broken }

func (g *Graph) ids(list []int32) []string {
	ids := make([]string, len(list))
	for i, n := range list {
		ids[i] = g.nodes[n].ID
	}
	return ids
}

func (g *Graph) where(keep func(*node) bool) []string {
	var ids []string
	for i := range g.nodes {
		if keep(&g.nodes[i]) {
			ids = append(ids, g.nodes[i].ID)
		}
	}
	return ids
}

func (g *Graph) is(id string, what func(*node) bool) bool {
	i, ok := g.byID[id]
	return ok && what(&g.nodes[i])
}

func (g *Graph) neighbours(id string, which func(*node) []int32) []string {
	i, ok := g.byID[id]
	if !ok {
		return nil
	}
	return g.ids(which(&g.nodes[i]))
}

// Has reports whether a name is the ID of a revision or a label.
func (g *Graph) Has(name string) bool {
	_, ok := g.exactly(name)
	return ok
}
