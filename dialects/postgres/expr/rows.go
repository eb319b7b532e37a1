package expr

import "github.com/schemadiff/schemadiff/dialects/postgres/facts"

// compareRows is make_row_comparison_op.
func (a *analysis) compareRows(schema, name string, left, right []*node) *node {
	if len(left) != len(right) {
		fail("rows of %d and %d fields can't be compared", len(left), len(right))
	}
	if len(left) == 0 {
		fail("rows of no fields can't be compared")
	}
	pairs := make([]*node, len(left))
	for i := range left {
		pairs[i] = a.operateHidden(schema, name, left[i], right[i])
		if pairs[i].typ != a.c.known.boolean {
			fail("the operator %s of a row comparison must yield boolean", name)
		}
	}
	if len(pairs) == 1 {
		return pairs[0]
	}
	switch name {
	case "=":
		return a.and(pairs)
	case "<>":
		return a.or(pairs)
	case "<", "<=", ">", ">=":
	default:
		fail("the operator %s can't compare rows", name)
	}
	out := &node{kind: kindRowCompare, name: name, typ: a.c.known.boolean}
	lefts, rights := make([]*node, len(pairs)), make([]*node, len(pairs))
	for i, p := range pairs {
		out.names = append(out.names, p.name)
		lefts[i], rights[i] = p.args[0], p.args[1]
	}
	out.args = append(lefts, rights...)
	return out
}

// distinctRows is make_row_distinct_op.
func (a *analysis) distinctRows(schema, name string, left, right []*node) *node {
	if len(left) != len(right) {
		fail("rows of %d and %d fields can't be compared", len(left), len(right))
	}
	if len(left) == 0 {
		return &node{kind: kindConst, text: "false", typ: a.c.known.boolean}
	}
	pairs := make([]*node, len(left))
	for i := range left {
		pairs[i] = a.distinct(schema, name, left[i], right[i])
	}
	if len(pairs) == 1 {
		return pairs[0]
	}
	return a.or(pairs)
}

// distinct is make_distinct_op.
func (a *analysis) distinct(schema, name string, left, right *node) *node {
	n := a.operateHidden(schema, name, left, right)
	if n.typ != a.c.known.boolean {
		fail("IS DISTINCT FROM needs an operator = that yields boolean")
	}
	n.kind = kindDistinct
	return n
}

// and joins conditions, those of inner ANDs too: AND is associative.
func (a *analysis) and(list []*node) *node { return a.join(kindAnd, list) }

// or joins conditions, those of inner ORs too.
func (a *analysis) or(list []*node) *node { return a.join(kindOr, list) }

func (a *analysis) join(k kind, list []*node) *node {
	out := &node{kind: k, typ: a.c.known.boolean, args: make([]*node, 0, len(list))}
	for _, n := range list {
		if n.kind == k {
			out.args = append(out.args, n.args...)
		} else {
			out.args = append(out.args, n)
		}
	}
	return out
}

func (a *analysis) not(n *node) *node {
	return &node{kind: kindNot, typ: a.c.known.boolean, args: []*node{n}}
}

// nodesOfType returns the types of nodes.
func typesOf(nodes []*node) []*facts.Type {
	out := make([]*facts.Type, len(nodes))
	for i, n := range nodes {
		out[i] = n.typ
	}
	return out
}
