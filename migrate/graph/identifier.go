package graph

import (
	"slices"
	"strconv"
	"strings"
)

// term is an identifier taken apart: branch@symbol+offset.
type term struct {
	text string
	// branch is the label or revision before the @, "" if there is none.
	branch string
	// symbol is head, heads, base, current, or names a revision or a branch; ""
	// if the offset counts from elsewhere.
	symbol   string
	relative bool
	offset   int
}

// floating reports whether the identifier counts from a place that it doesn't
// name: +2, shop@-1.
func (t term) floating() bool { return t.relative && t.symbol == "" }

// parse takes an identifier apart. What is the ID of a revision or a label as it
// stands is that, whatever characters it has. So is what an ID begins with,
// unless what stands before the offset is whole by itself: then it is an offset.
func (g *Graph) parse(text string) term {
	t := term{text: text, symbol: text}
	if g.Has(text) {
		return t
	}
	if branch, rest, ok := strings.Cut(text, "@"); ok && branch != "" {
		t.branch, t.symbol = branch, rest
		if g.Has(rest) {
			return t
		}
	}
	sign := strings.LastIndexAny(t.symbol, "+-")
	if sign < 0 {
		return t
	}
	n, err := strconv.Atoi(t.symbol[sign:])
	if err != nil {
		return t
	}
	before := t.symbol[:sign]
	if whole := before == "" || g.Has(before) || slices.Contains(reserved, before); !whole && g.begins(t.symbol) {
		return t
	}
	t.symbol, t.offset, t.relative = before, n, true
	return t
}

// begins reports whether an ID begins like this.
func (g *Graph) begins(prefix string) bool {
	return slices.ContainsFunc(g.nodes, func(n node) bool { return strings.HasPrefix(n.ID, prefix) })
}

// Resolve returns the revisions that an identifier means, none for the base. The
// rows are needed for "current" and for what counts from there.
//
//	ae1027a6      the revision, or the only one whose ID begins so
//	shop          the revision that declares this label
//	head, heads   the only head; all tips
//	base          before everything
//	current       what the database is at
//	shop@head     of one branch, named by its label or by any revision on it;
//	              the same with heads, base, current, a revision, an offset
//	+2, -1        from the current revision
//	ae1027a6+2    from a revision; the same with head-1, base+2, shop@head-1
func (g *Graph) Resolve(identifier string, rows Rows) ([]string, error) {
	list, err := g.resolve(g.parse(identifier), &origin{rows: rows})
	if err != nil {
		return nil, err
	}
	return g.ids(unique(list)), nil
}

// One returns the only revision that an identifier means, "" for the base.
func (g *Graph) One(identifier string, rows Rows) (string, error) {
	list, err := g.Resolve(identifier, rows)
	switch {
	case err != nil || len(list) == 0:
		return "", err
	case len(list) > 1:
		return "", &MultipleHeadsError{Identifier: identifier, Heads: list, Suggest: g.qualified("head", list)}
	}
	return list[0], nil
}

// origin is what identifiers count from that don't say it.
type origin struct {
	rows Rows
	// up and down replace the rows for offsets of the two directions, in ranges.
	up, down *[]int32
	// clamp: an offset that leads too far leads to the end.
	clamp bool
}

// resolve finds the revisions that a term means, none for the base.
func (g *Graph) resolve(t term, from *origin) ([]int32, error) {
	branch, err := g.branch(t.branch)
	if err != nil {
		return nil, err
	}
	if !t.relative {
		return g.symbol(t, branch, from)
	}
	if from.clamp && t.floating() {
		return g.level(t, branch, from)
	}
	start, err := g.start(t, branch, from)
	if err != nil {
		return nil, err
	}
	if t.offset < 0 {
		return g.walkDown(t, start, branch, from.clamp)
	}
	return g.walkUp(t, start, branch, from.clamp)
}

// symbol finds what the part of a term means that is no offset.
func (g *Graph) symbol(t term, branch *lineage, from *origin) ([]int32, error) {
	switch t.symbol {
	case "head":
		heads := g.outermost(childrenOf, branch)
		if len(heads) > 1 {
			ids := g.ids(heads)
			return nil, &MultipleHeadsError{Identifier: t.text, Heads: ids, Suggest: g.qualified("head", ids)}
		}
		return heads, nil
	case "heads":
		if branch == nil {
			return g.outermost(aboveOf, nil), nil
		}
		return g.outermost(childrenOf, branch), nil
	case "base":
		return nil, nil
	case "current":
		s, err := g.state(from.rows)
		if err != nil {
			return nil, err
		}
		return branch.filter(s.tips()), nil
	}
	i, err := g.find(t.symbol, branch)
	if err != nil {
		return nil, err
	}
	if branch != nil && !branch.set[i] {
		return nil, &BranchError{Branch: t.branch, Revision: g.nodes[i].ID, Labels: g.Labels(g.nodes[i].ID)}
	}
	return []int32{i}, nil
}

// outermost lists the ends of the graph, perhaps of one branch alone.
func (g *Graph) outermost(up edges, branch *lineage) []int32 {
	var list []int32
	for i := range g.nodes {
		if len(up(&g.nodes[i])) == 0 && branch.has(int32(i)) {
			list = append(list, int32(i))
		}
	}
	return list
}

// find looks for a revision by its ID, a label, or the beginning of one of them.
// An ID of up to three characters must be written in full: 1 doesn't mean 10.
func (g *Graph) find(name string, branch *lineage) (int32, error) {
	if i, ok := g.exactly(name); ok {
		return i, nil
	}
	var found []int32
	var matches []string
	consider := func(candidate string, i int32) {
		if len(candidate) > 3 && strings.HasPrefix(candidate, name) && branch.has(i) {
			if !slices.Contains(found, i) {
				found = append(found, i)
			}
			matches = append(matches, candidate)
		}
	}
	if name != "" {
		for i := range g.nodes {
			consider(g.nodes[i].ID, int32(i))
			if len(found) > 100 {
				break
			}
		}
		for _, label := range g.labels {
			consider(label, g.byLabel[label])
		}
	}
	switch len(found) {
	case 0:
		return 0, &UnknownError{Identifier: name, Near: g.near(name)}
	case 1:
		return found[0], nil
	}
	return 0, &PrefixError{Prefix: name, Matches: matches}
}

// lineage is a branch: a revision with all that leads there and all that
// follows it. Nil is every branch.
type lineage struct {
	name string
	node int32
	set  marks
}

func (l *lineage) has(i int32) bool { return l == nil || l.set[i] }

func (l *lineage) filter(list []int32) []int32 {
	return slices.DeleteFunc(slices.Clone(list), func(i int32) bool { return !l.has(i) })
}

// branch finds the branch that a label or any identifier of a revision names,
// nil if it is empty.
func (g *Graph) branch(name string) (*lineage, error) {
	if name == "" {
		return nil, nil
	}
	i, err := g.find(name, nil)
	if err != nil {
		return nil, err
	}
	return &lineage{name: name, node: i, set: g.lineage(i, parentsOf, childrenOf)}, nil
}

// Branch lists the revisions of a branch, which a label or a revision names: it,
// what leads to it and what follows it, through parents, in the order of
// [Graph.All].
func (g *Graph) Branch(name string) ([]string, error) {
	branch, err := g.branch(name)
	if err != nil || branch == nil {
		return nil, err
	}
	return g.ids(g.sorted(branch.set)), nil
}

// BranchHeads lists the heads of a branch.
func (g *Graph) BranchHeads(name string) ([]string, error) {
	return g.branchEnds(name, childrenOf)
}

// BranchBases lists the bases of a branch.
func (g *Graph) BranchBases(name string) ([]string, error) {
	return g.branchEnds(name, parentsOf)
}

func (g *Graph) branchEnds(name string, side edges) ([]string, error) {
	branch, err := g.branch(name)
	if err != nil {
		return nil, err
	}
	return g.ids(g.outermost(side, branch)), nil
}

// qualified suggests an identifier of its own for each of several revisions:
// label@head where a label names it alone, the ID where none does. Of many it
// takes the first.
func (g *Graph) qualified(symbol string, ids []string) []string {
	const most = 10
	var names []string
	for _, id := range ids[:min(most, len(ids))] {
		name := id
		for bit, label := range g.labels {
			has := func(id string) bool { return g.nodes[g.byID[id]].labels.has(bit) }
			if has(id) && !slices.ContainsFunc(ids, func(other string) bool { return other != id && has(other) }) {
				name = label + "@" + symbol
				break
			}
		}
		names = append(names, name)
	}
	return names
}
