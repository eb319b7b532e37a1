package mysql

import (
	"slices"
	"strings"
)

// node is an expression, or a piece of a query, in the form that all its spellings
// share. One without arguments may be a leaf: a name, a constant, a word.
type node struct {
	op   string
	args []node
	leaf bool
	// opaque marks what was read as words alone: another text may mean the same.
	opaque bool
}

func leaf(text string) node { return node{op: text, leaf: true} }

func operation(op string, args ...node) node { return node{op: op, args: args} }

// opaque is what isn't understood, as its tokens have it.
func opaque(tokens []token) node { return node{op: queryKey(tokens), leaf: true, opaque: true} }

// zero is what truth is compared with.
var zero = leaf("#0")

// String writes the key. Leaves have no parentheses outside of strings, which say how
// long they are, so different nodes have different keys.
func (n node) String() string {
	var b strings.Builder
	n.write(&b, false)
	return b.String()
}

// masked writes the key without what isn't understood: where two of these differ, so
// do the nodes.
func (n node) masked() string {
	var b strings.Builder
	n.write(&b, true)
	return b.String()
}

func (n node) write(b *strings.Builder, mask bool) {
	if n.opaque && mask {
		b.WriteString("?")
		return
	}
	if n.leaf {
		b.WriteString(n.op)
		return
	}
	b.WriteByte('(')
	b.WriteString(n.op)
	for _, a := range n.args {
		b.WriteByte(' ')
		a.write(b, mask)
	}
	b.WriteByte(')')
}

// isOpaque reports whether a part of it isn't understood.
func (n node) isOpaque() bool { return n.opaque || slices.ContainsFunc(n.args, node.isOpaque) }

// isFixed reports whether a condition is about literals alone.
func (n node) isFixed() bool {
	return n.isConstant() || n.isTruth() && !slices.ContainsFunc(n.args, func(a node) bool { return !a.isFixed() })
}

// has reports whether an operation is in it.
func (n node) has(op string) bool {
	return !n.leaf && (n.op == op || slices.ContainsFunc(n.args, func(a node) bool { return a.has(op) }))
}

// isConstant reports whether a node is a literal.
func (n node) isConstant() bool {
	return n.leaf && (n.op[0] == '#' || n.op[0] == '\'' || n.op == "null" || n.op == "true" || n.op == "false")
}

func (n node) equal(o node) bool { return n.String() == o.String() }

// truths are the operations whose value is true, false or null.
var truths = []string{"=", "<", ">", "<=>", "and", "or", "xor", "not", "is", "in", "between", "like", "regexp", "exists", "truth", "member", "<> any", "< any", "> any", "<= any", ">= any"}

func (n node) isTruth() bool { return !n.leaf && slices.Contains(truths, n.op) }

// truth is whether a value counts as true: it isn't zero.
func truth(n node) node {
	switch {
	case n.isTruth():
		return n
	case n.leaf && (n.op == "true" || n.op == "false"):
		return leaf(map[string]string{"true": "#1", "false": "#0"}[n.op])
	case n.equal(zero):
		return n
	case n.leaf && strings.HasPrefix(n.op, "#") && strings.Trim(n.op[1:], "0123456789") == "":
		return leaf("#1")
	}
	return operation("truth", n)
}

// not denies a node, as the servers do when they keep it: in what it consists of.
func not(n node) node {
	n = truth(n)
	switch {
	case n.leaf && n.op == "#1":
		return zero
	case n.leaf && n.op == "#0":
		return leaf("#1")
	}
	switch n.op {
	case "not":
		return n.args[0]
	case "and", "or":
		other := map[string]string{"and": "or", "or": "and"}[n.op]
		list := make([]node, len(n.args))
		for i, a := range n.args {
			list[i] = not(a)
		}
		return row(other, list...)
	}
	return operation("not", n)
}

// row makes a row of operands of AND or OR, which has no groups.
func row(op string, operands ...node) node {
	var list []node
	for _, o := range operands {
		if o = truth(o); o.op == op && !o.leaf {
			list = append(list, o.args...)
		} else {
			list = append(list, o)
		}
	}
	return operation(op, list...)
}

// xor takes what is denied out of both sides.
func xor(a, b node) node {
	a, b = truth(a), truth(b)
	denied := false
	for _, n := range []*node{&a, &b} {
		switch {
		case n.op == "not":
			*n, denied = n.args[0], !denied
		case n.leaf && n.op == "#1":
			*n, denied = zero, !denied
		}
	}
	if denied {
		return not(operation("xor", a, b))
	}
	return operation("xor", a, b)
}

// comparison compares: with greater and less alone, a constant zero as truth, rows
// column by column, and what is equal in either order.
func comparison(op string, a, b node) node {
	switch op {
	case "<>":
		return not(comparison("=", a, b))
	case ">=":
		return not(operation("<", a, b))
	case "<=":
		return not(operation(">", a, b))
	case "=", "<=>":
		if a.op == "row" && b.op == "row" && len(a.args) == len(b.args) && len(a.args) > 0 {
			var list []node
			for i := range a.args {
				list = append(list, comparison(op, a.args[i], b.args[i]))
			}
			return row("and", list...)
		}
		if op == "=" && b.equal(zero) {
			return not(truth(a))
		}
		if op == "=" && a.equal(zero) {
			return not(truth(b))
		}
		if a.String() > b.String() {
			a, b = b, a
		}
	}
	return operation(op, a, b)
}

// is compares with TRUE, FALSE or NULL.
func is(n node, what string) node {
	if what == "unknown" {
		what = "null"
	}
	if what != "null" {
		n = truth(n)
	}
	switch {
	case n.neverNull() && what == "true":
		return n
	case n.neverNull() && what == "false":
		return not(n)
	}
	return operation("is", n, leaf(what))
}

// neverNull reports whether a condition is true or false.
func (n node) neverNull() bool {
	return n.op == "is" || n.op == "exists" || n.op == "<=>" || n.op == "not" && n.args[0].neverNull()
}

// filter is a condition that lets through what is true: null is as good as false.
func filter(n node) node {
	n = truth(n)
	switch {
	case n.op == "and" || n.op == "or":
		list := make([]node, len(n.args))
		for i, a := range n.args {
			list[i] = filter(a)
		}
		return row(n.op, list...)
	case n.op == "is" && n.args[1].op == "true":
		return filter(n.args[0])
	case n.op == "is" && n.args[1].op == "false":
		return filter(not(n.args[0]))
	}
	return n
}
