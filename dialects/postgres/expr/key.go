package expr

import (
	"strconv"

	"github.com/schemadiff/schemadiff/dialects/postgres/facts"
)

// keyWriter writes a tree as text: every node in brackets, after its operator,
// with the types that its children don't tell.
type keyWriter struct {
	out []byte
	// nodes bounds the work: BETWEEN and rows use their operands twice.
	nodes int
}

// maxKeyNodes bounds the size of a key.
const maxKeyNodes = 200_000

func (w *keyWriter) node(n *node) {
	if w.nodes++; w.nodes > maxKeyNodes {
		fail("the expression is too large")
	}
	if n == nil {
		w.text("()")
		return
	}
	switch n.kind {
	case kindColumn:
		w.column(n)
		w.quoted(n.name)
	case kindWholeRow:
		w.column(n)
		w.text("*")
	case kindType:
		w.typ(n.typ)
	case kindSubColumn:
		w.text("column?")
	case kindValue:
		w.text("VALUE")
	case kindConst, kindUnknown:
		w.constant(n)
	case kindCaseTest:
		w.text("case?")
	case kindElement:
		w.text("elem?")
	default:
		w.compound(n)
	}
}

func (w *keyWriter) constant(n *node) {
	switch {
	case n.null:
		w.text("NULL")
	case n.unsure:
		w.text("?")
		w.quoted(n.text)
	default:
		w.quoted(n.text)
	}
	w.text(":")
	w.typ(n.typ)
}

// column writes which relation a column is of; nothing for the only one.
func (w *keyWriter) column(n *node) {
	w.text("$")
	if n.rel > 0 {
		w.out = strconv.AppendInt(w.out, int64(n.rel), 10)
		w.text(".")
	}
}

// compound writes a node that has arguments.
func (w *keyWriter) compound(n *node) {
	w.text("(")
	w.head(n)
	for _, a := range n.args {
		w.text(" ")
		w.node(a)
	}
	w.text(")")
}

func (w *keyWriter) head(n *node) {
	switch n.kind {
	case kindCall:
		w.text("f ")
		w.quoted(n.name)
		w.flag(n, " variadic")
		w.argumentTypes(n)
	case kindOperator:
		w.operator("op ", n)
	case kindArrayOp:
		w.operator("arrayop ", n)
		w.flag(n, " any")
	case kindDistinct:
		w.operator("distinct ", n)
	case kindNullIf:
		w.operator("nullif ", n)
	case kindRowCompare:
		w.text("rows ")
		w.quoted(n.name)
		for _, name := range n.names {
			w.text(" ")
			w.quoted(name)
		}
		w.argumentTypes(n)
	case kindRelabel:
		w.casting("relabel ", n)
	case kindInOut:
		w.casting("inout ", n)
		w.text("<")
		w.typ(n.args[0].typ)
	case kindCast:
		w.casting("cast ", n)
		w.text("<")
		w.typ(n.args[0].typ)
	case kindLength:
		w.casting("fit ", n)
	case kindDomain:
		w.casting("domain ", n)
	case kindArrayCast:
		w.casting("each ", n)
	case kindConvertRow:
		w.casting("row ", n)
	default:
		w.headMore(n)
	}
}

func (w *keyWriter) headMore(n *node) {
	switch n.kind {
	case kindAnd:
		w.text("and")
	case kindOr:
		w.text("or")
	case kindNot:
		w.text("not")
	case kindTest:
		w.text("is " + n.name)
	case kindCase:
		w.casting("case ", n)
	case kindCoalesce, kindMinMax:
		w.casting(n.name+" ", n)
	case kindArray:
		w.casting("array ", n)
		w.flag(n, " nested")
	case kindRow:
		w.casting("row ", n)
	case kindSubscript:
		w.text("sub ")
		w.flag(n, "slice ")
		w.typ(n.typ)
	case kindField:
		w.text("field ")
		w.quoted(n.name)
	case kindCollate:
		w.text("collate ")
		w.quoted(n.names[0])
		w.text(".")
		w.quoted(n.names[1])
	case kindSession:
		w.text("session " + n.name)
		w.fit(n)
	case kindXML, kindJSON, kindAggregate, kindSubLink, kindClause:
		w.text(n.name)
		for _, name := range n.names {
			w.text(" ")
			w.quoted(name)
		}
		if n.typ != nil {
			w.text(" ")
			w.typ(n.typ)
		}
	default:
		fail("a node of kind %d has no key", n.kind)
	}
}

func (w *keyWriter) text(s string)   { w.out = append(w.out, s...) }
func (w *keyWriter) quoted(s string) { w.out = strconv.AppendQuote(w.out, s) }

func (w *keyWriter) flag(n *node, text string) {
	if n.flag {
		w.text(text)
	}
}

// typ writes a type's name. A name that could be mistaken is quoted.
func (w *keyWriter) typ(t *facts.Type) {
	if t.Schema != facts.CatalogSchema {
		w.quoted(t.Schema)
		w.text(".")
		w.quoted(t.Name)
		return
	}
	w.text(t.Name)
}

// casting writes a node that is told by its resulting type.
func (w *keyWriter) casting(what string, n *node) {
	w.text(what)
	w.typ(n.typ)
	w.fit(n)
	if n.kind == kindLength || n.kind == kindCast {
		w.flag(n, " explicit")
	}
}

func (w *keyWriter) fit(n *node) {
	if n.fit != "" {
		w.text("{")
		w.quoted(n.fit)
		w.text("}")
	}
}

// operator writes an operator, which its operands' types tell from others of
// its name.
func (w *keyWriter) operator(what string, n *node) {
	w.text(what)
	w.quoted(n.name)
	w.argumentTypes(n)
}

func (w *keyWriter) argumentTypes(n *node) {
	for _, a := range n.args {
		w.text(",")
		if a != nil {
			w.typ(a.typ)
		}
	}
}
