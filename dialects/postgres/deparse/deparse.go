package deparse

import (
	"fmt"
	"strings"

	"github.com/schemadiff/schemadiff/dialects/postgres/parse"
)

// Expr returns an expression as SQL, without enclosing parentheses.
func Expr(node *parse.Node) (string, error) {
	w := &writer{}
	w.expr(node, lowest)
	return w.result()
}

// Exprs returns a list of expressions, separated by commas.
func Exprs(nodes []*parse.Node) (string, error) {
	w := &writer{}
	w.exprs(nodes)
	return w.result()
}

// Type returns a type's name as SQL.
func Type(name *parse.TypeName) (string, error) {
	w := &writer{}
	w.typeName(name)
	return w.result()
}

// Select returns a query as SQL.
func Select(stmt *parse.SelectStmt) (string, error) {
	w := &writer{}
	w.query(stmt)
	return w.result()
}

// writer collects the text. Its first error stays.
type writer struct {
	b   strings.Builder
	err error
}

func (w *writer) result() (string, error) {
	if w.err != nil {
		return "", w.err
	}
	return w.b.String(), nil
}

// put writes parts of the text.
func (w *writer) put(parts ...string) {
	for _, p := range parts {
		w.b.WriteString(p)
	}
}

// fail records that the tree can't be written.
func (w *writer) fail(format string, args ...any) {
	if w.err == nil {
		w.err = fmt.Errorf("writing an expression: "+format, args...)
	}
}

// list writes the parts of a list with a separator between them.
func list[T any](w *writer, items []T, separator string, write func(T)) {
	for i, item := range items {
		if i > 0 {
			w.put(separator)
		}
		write(item)
	}
}

// exprs writes expressions separated by commas.
func (w *writer) exprs(nodes []*parse.Node) {
	list(w, nodes, ", ", func(n *parse.Node) { w.expr(n, lowest) })
}

// names writes a qualified name.
func (w *writer) names(nodes []*parse.Node) {
	list(w, nodes, ".", func(n *parse.Node) { w.put(Ident(w.str(n))) })
}

// columns writes a list of names in parentheses.
func (w *writer) columns(nodes []*parse.Node) {
	w.put("(")
	list(w, nodes, ", ", func(n *parse.Node) { w.put(Ident(w.str(n))) })
	w.put(")")
}

// str returns the text of a name's node.
func (w *writer) str(n *parse.Node) string {
	s := n.GetString_()
	if s == nil {
		w.fail("a part of a name is %T", n.GetNode())
		return ""
	}
	return s.Sval
}

// isSystem says whether names is pg_catalog.name and returns the name.
func isSystem(names []*parse.Node) (string, bool) {
	if len(names) == 2 && names[0].GetString_().GetSval() == "pg_catalog" {
		return names[1].GetString_().GetSval(), true
	}
	return "", false
}
