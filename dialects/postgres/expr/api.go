package expr

import (
	"github.com/schemadiff/schemadiff/dialects/postgres/facts"
	"github.com/schemadiff/schemadiff/dialects/postgres/parse"
	"github.com/schemadiff/schemadiff/model"
)

// Key returns the key of an expression: two expressions with equal keys mean
// the same, two with different keys don't. The error, an [UndecidedError], says
// why there is no such key.
func (c *Catalog) Key(s Scope, text string) (string, error) {
	n, err := parse.Expr(text)
	if err != nil {
		return "", &UndecidedError{Reason: err.Error()}
	}
	return c.KeyNode(s, n)
}

// KeyNode is Key for an expression that is parsed already.
//
// A value that is assigned (Scope.Target) and turns out to be NULL has the key
// "": a default of NULL is none.
func (c *Catalog) KeyNode(s Scope, n *parse.Node) (string, error) {
	var key string
	a := c.analysis(&s)
	err := guard(func() { key = writeKey(a.top(n)) })
	if err == nil && a.unsure != "" {
		err = &UndecidedError{Reason: a.unsure, Provisional: key}
	}
	if err != nil {
		return "", err
	}
	return key, nil
}

// IndexKey is Key for the key of an index. A COLLATE around the whole of it is
// no part of the expression to the server, but the collation of the key; it is
// returned apart, zero if there is none.
func (c *Catalog) IndexKey(s Scope, text string) (key string, collation model.QName, err error) {
	n, err := parse.Expr(text)
	if err != nil {
		return "", model.QName{}, &UndecidedError{Reason: err.Error()}
	}
	a := c.analysis(&s)
	err = guard(func() {
		tree := a.expression(n)
		if tree.kind == kindCollate {
			collation, tree = tree.collation(), tree.args[0]
		}
		key = writeKey(tree)
	})
	if err == nil && a.unsure != "" {
		err = &UndecidedError{Reason: a.unsure, Provisional: key}
	}
	if err != nil {
		return "", model.QName{}, err
	}
	return key, collation, nil
}

func (c *Catalog) analysis(s *Scope) *analysis {
	return &analysis{c: c, scope: s, path: s.path()}
}

func writeKey(n *node) string {
	if n == nil {
		return ""
	}
	w := keyWriter{out: make([]byte, 0, 256)}
	w.node(n)
	return string(w.out)
}

// top analyses a whole expression; nil for an assigned NULL.
func (a *analysis) top(n *parse.Node) *node {
	out := a.expression(n)
	if a.scope.Condition {
		return a.boolean(out)
	}
	if a.scope.Target.IsZero() {
		return out
	}
	target := a.c.resolve(a.scope.Target)
	if target == nil {
		fail("nothing is known about the type %s", a.scope.Target)
	}
	out = a.assign(out, target, a.scope.Target.Modifiers)
	switch {
	case a.scope.Constant:
		return a.bound(out)
	case isNullDefault(out):
		return nil
	}
	return out
}

// assign coerces a value as an assignment does. The server doesn't print this
// coercion, so that both texts get it here.
func (a *analysis) assign(n *node, target *facts.Type, mods string) *node {
	if a.isPolymorphic(target) { // the default of an argument
		return a.coerceType(n, target, mods, assignment)
	}
	out := a.coerceTo(n, target, mods, assignment)
	if out == nil {
		fail("a value of type %s can't be assigned to %s", n.typ, target)
	}
	return out
}

// isNullDefault reports whether the server takes a default for none: a NULL, as
// long as no domain wants to look at it.
func isNullDefault(n *node) bool { return n.isNullConst() }

// TypeOf returns the type of an expression. A string literal alone has the type
// text, as it has in an index or a view.
func (c *Catalog) TypeOf(s Scope, text string) (model.Type, error) {
	n, err := parse.Expr(text)
	if err != nil {
		return model.Type{}, &UndecidedError{Reason: err.Error()}
	}
	var out model.Type
	a := c.analysis(&s)
	err = guard(func() {
		tree := a.top(n)
		switch {
		case tree == nil:
			out = s.Target
		case tree.typ == c.known.unknown:
			out = modelType(c.known.text, "")
		default:
			out = modelType(tree.typ, tree.mods)
		}
	})
	return out, err
}
