package expr

import (
	"strings"

	"github.com/schemadiff/schemadiff/dialects/postgres/deparse"
	"github.com/schemadiff/schemadiff/dialects/postgres/facts"
	"github.com/schemadiff/schemadiff/dialects/postgres/parse"
	"github.com/schemadiff/schemadiff/model"
)

// Explicit returns an expression with every coercion written out that the
// server would add by itself, and with every name qualified.
//
// That is how the server prints an expression before it changes the type of a
// column in it, and what it then reads again: under the new type the coercions
// stay. A tree that can't be written is an [UndecidedError].
func (c *Catalog) Explicit(s Scope, text string) (string, error) {
	n, err := parse.Expr(text)
	if err != nil {
		return "", &UndecidedError{Reason: err.Error()}
	}
	var written string
	a := c.analysis(&s)
	err = guard(func() {
		w := &explicitWriter{row: s.Relation.Name, columns: s.Columns}
		w.node(a.expression(n))
		written = w.out.String()
	})
	if err != nil {
		return "", err
	}
	again, err := parse.Expr(written)
	if err != nil {
		return "", &UndecidedError{Reason: err.Error()}
	}
	return deparse.Expr(again)
}

// explicitWriter writes a tree as SQL, with parentheses wherever they do no
// harm.
type explicitWriter struct {
	out strings.Builder
	row string // the name of the relation, for its whole row
	// columns tell which modifiers a column has by itself.
	columns []Column
}

func (w *explicitWriter) text(parts ...string) {
	for _, p := range parts {
		w.out.WriteString(p)
	}
}

func (w *explicitWriter) node(n *node) {
	switch n.kind {
	case kindColumn:
		w.text(deparse.Ident(n.name))
		for _, c := range w.columns {
			if c.Name == n.name && c.Type.Modifiers != n.mods {
				w.text("::", typeSQL(n.typ, n.mods)) // a cast that only takes the modifiers away
			}
		}
	case kindWholeRow:
		w.text(deparse.Ident(w.row), ".*")
	case kindValue:
		w.text("VALUE")
	case kindUnknown:
		if n.null {
			w.text("NULL")
			return
		}
		w.text(deparse.Literal(n.text))
	case kindConst:
		switch {
		case n.null:
			w.text("NULL")
		case n.written != nil:
			w.text(deparse.Literal(*n.written))
		default:
			w.text(deparse.Literal(n.text))
		}
		w.text("::", typeSQL(n.typ, n.mods))
	default:
		w.text("(")
		w.compound(n)
		w.text(")")
	}
}

// list writes nodes with a separator between them.
func (w *explicitWriter) list(nodes []*node, separator string) {
	for i, n := range nodes {
		if i > 0 {
			w.text(separator)
		}
		w.node(n)
	}
}

func (w *explicitWriter) compound(n *node) {
	switch n.kind {
	case kindCall:
		w.call(n)
	case kindOperator:
		if len(n.args) == 1 {
			w.text(operatorSQL(n.name), " ")
			w.node(n.args[0])
			return
		}
		w.infix(n, " "+operatorSQL(n.name)+" ")
	case kindArrayOp:
		w.node(n.args[0])
		w.text(" ", operatorSQL(n.name), map[bool]string{true: " ANY (", false: " ALL ("}[n.flag])
		w.node(n.args[1])
		w.text(")")
	case kindRowCompare:
		half := len(n.args) / 2
		w.text("ROW(")
		w.list(n.args[:half], ", ")
		w.text(") ", operatorSQL(n.name), " ROW(")
		w.list(n.args[half:], ", ")
		w.text(")")
	case kindDistinct:
		w.infix(n, " IS DISTINCT FROM ")
	case kindNullIf:
		w.text("NULLIF(")
		w.list(n.args, ", ")
		w.text(")")
	case kindDomain:
		arg := n.args[0]
		if arg.kind == kindLength && arg.typ == base(n.typ) {
			arg = arg.args[0] // the domain brings its modifiers along
		}
		w.node(arg)
		w.text("::", typeSQL(n.typ, ""))
	case kindRelabel, kindInOut, kindCast, kindLength, kindConvertRow:
		w.node(n.args[0])
		w.text("::", typeSQL(n.typ, n.mods))
	case kindArrayCast:
		w.node(n.args[0])
		w.text("::", typeSQL(n.typ, n.mods))
	case kindAnd:
		w.list(n.args, " AND ")
	case kindOr:
		w.list(n.args, " OR ")
	case kindNot:
		w.text("NOT ")
		w.node(n.args[0])
	case kindTest:
		w.node(n.args[0])
		w.text(" IS ", strings.ToUpper(n.name))
	default:
		w.construct(n)
	}
}

func (w *explicitWriter) infix(n *node, operator string) {
	w.node(n.args[0])
	w.text(operator)
	w.node(n.args[1])
}

func (w *explicitWriter) construct(n *node) {
	switch n.kind {
	case kindCase:
		w.caseExpr(n)
	case kindCoalesce, kindMinMax:
		w.text(n.name, "(")
		w.list(n.args, ", ")
		w.text(")")
	case kindArray:
		w.text("ARRAY[")
		w.list(n.args, ", ")
		w.text("]")
		if len(n.args) == 0 {
			w.text("::", typeSQL(n.typ, n.mods))
		}
	case kindRow:
		w.text("ROW(")
		w.list(n.args, ", ")
		w.text(")")
	case kindSubscript:
		w.subscript(n)
	case kindField:
		w.text("(")
		w.node(n.args[0])
		w.text(").", deparse.Ident(n.name))
	case kindCollate:
		w.node(n.args[0])
		w.text(" COLLATE ", qualifiedSQL(n.names[0], n.names[1]))
	case kindSession:
		w.session(n)
	default:
		fail("a node of kind %d can't be written as SQL", n.kind)
	}
}

func (w *explicitWriter) call(n *node) {
	schema, name := cutQualified(n.name)
	w.text(qualifiedSQL(schema, name), "(")
	for i, arg := range n.args {
		if i > 0 {
			w.text(", ")
		}
		if (n.flag || n.array) && i == len(n.args)-1 {
			w.text("VARIADIC ")
		}
		if n.syntax {
			arg = written(arg)
		}
		w.node(arg)
	}
	w.text(")")
}

// written is a node without implicit coercions, for the places where the server
// doesn't print them: under the new type it looks for them again.
func written(n *node) *node {
	for n.before != nil {
		n = n.before
	}
	return n
}

// caseExpr writes CASE. The conditions of CASE operand WHEN … compare a
// placeholder, which has no text, with what is written.
func (w *explicitWriter) caseExpr(n *node) {
	w.text("CASE")
	if n.args[0] != nil {
		w.text(" ")
		w.node(n.args[0])
	}
	last := len(n.args) - 1
	for i := 1; i < last; i += 2 {
		condition := n.args[i]
		if n.args[0] != nil {
			if condition.kind != kindOperator || len(condition.args) != 2 {
				fail("a condition of CASE can't be written as SQL")
			}
			condition = written(condition.args[1])
		}
		w.text(" WHEN ")
		w.node(condition)
		w.text(" THEN ")
		w.node(n.args[i+1])
	}
	w.text(" ELSE ")
	w.node(n.args[last])
	w.text(" END")
}

func (w *explicitWriter) subscript(n *node) {
	w.text("(")
	w.node(n.args[0])
	w.text(")")
	if !n.flag {
		for _, index := range n.args[1:] {
			w.text("[")
			w.node(index)
			w.text("]")
		}
		return
	}
	for i := 1; i+1 < len(n.args); i += 2 {
		w.text("[")
		if n.args[i] != nil {
			w.node(n.args[i])
		}
		w.text(":")
		if n.args[i+1] != nil {
			w.node(n.args[i+1])
		}
		w.text("]")
	}
}

func (w *explicitWriter) session(n *node) {
	switch n.name {
	case "date", "time", "timestamp", "user", "catalog", "schema":
		w.text("CURRENT_", strings.ToUpper(n.name))
	case "localtime", "localtimestamp":
		w.text(strings.ToUpper(n.name))
	case "session user":
		w.text("SESSION_USER")
	default:
		fail("a value of the session can't be written as SQL")
	}
	if n.fit != "" {
		w.text("(", n.fit, ")")
	}
}

// cutQualified undoes qualified.
func cutQualified(name string) (schema, rest string) {
	if schema, rest, found := strings.Cut(name, "\x00"); found {
		return schema, rest
	}
	return "", name
}

func qualifiedSQL(schema, name string) string {
	if schema == "" || schema == facts.CatalogSchema {
		return deparse.Ident(name)
	}
	return deparse.Qualified(schema, name)
}

func operatorSQL(name string) string {
	schema, operator := cutQualified(name)
	if schema == "" {
		return operator
	}
	return "OPERATOR(" + deparse.Ident(schema) + "." + operator + ")"
}

// typeSQL writes a type. The words character and bit would mean a length of 1.
func typeSQL(t *facts.Type, mods string) string {
	m := modelType(t, mods)
	if m.Schema == "" {
		if m.Modifiers == "" {
			switch m.Name {
			case "character":
				m.Name = "bpchar"
			case "bit":
				m.Name = `"bit"`
			}
		}
		return m.String()
	}
	name := model.Type{Name: deparse.Qualified(m.Schema, m.Name), Array: m.Array}
	if m.Modifiers != "" {
		name.Name += "(" + m.Modifiers + ")"
	}
	return name.String()
}
