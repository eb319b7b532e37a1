package ddl

import (
	"slices"

	"github.com/schemadiff/schemadiff/dialects/postgres/deparse"
	"github.com/schemadiff/schemadiff/dialects/postgres/kind"
	"github.com/schemadiff/schemadiff/dialects/postgres/naming"
	"github.com/schemadiff/schemadiff/dialects/postgres/parse"
	"github.com/schemadiff/schemadiff/model"
)

// expression is an expression of a table or a domain in canonical text.
type expression struct {
	text string
	pos  model.Pos
	// columns are the columns of its table that it names, each once, in order.
	columns []string
	row     bool // it names the whole row of its table
	rows    bool // its columns are those of OLD and NEW
}

func (e expression) isZero() bool { return e.text == "" }

func (e expression) model() model.Expr { return model.Expr{Text: e.text, Pos: e.pos} }

// uses says whether the expression names a column.
func (e expression) uses(column string) bool { return slices.Contains(e.columns, column) }

// scope is what the names in an expression can refer to.
type scope struct {
	table *table // whose columns it sees; nil: none
	value bool   // VALUE is the value of a domain
	// valueType is the type of VALUE.
	valueType model.Type
	// rows: it names the rows OLD and NEW.
	rows bool
	// what the expression is, for messages: "check constraint".
	what string
}

// expression makes an expression of a tree, which it changes: names are
// resolved and qualified.
func (r *reader) expression(node *parse.Node, s scope) expression {
	e := expression{pos: r.pos(locationOf(node)), rows: s.rows}
	var doubts []*parse.Node
	walk(node, func(n *parse.Node) {
		switch n := n.Node.(type) {
		case *parse.Node_ColumnRef:
			r.columnRef(n.ColumnRef, s, &e)
		case *parse.Node_CollateClause:
			n.CollateClause.Collname = qnameNodes(r.collation(n.CollateClause))
		case *parse.Node_SubLink:
			r.fail(n.SubLink.Location, "cannot use subquery in %s", s.what)
		}
		castTypes(n, r.qualifyType)
		switch x := n.Node.(type) {
		case *parse.Node_TypeCast:
			r.qualifyLiteral(x.TypeCast)
		case *parse.Node_FuncCall:
			if r.qualifyFunction(x.FuncCall) {
				doubts = append(doubts, n)
			}
		case *parse.Node_AExpr:
			if r.qualifyOperator(x.AExpr) {
				doubts = append(doubts, n)
			}
		}
	})
	r.settle(node, doubts, s)
	text, err := deparse.Expr(node)
	if err != nil {
		r.fail(locationOf(node), "%v", err)
	}
	e.text = text
	return e
}

// columnRef resolves a column's name. The name of the table before it goes.
func (r *reader) columnRef(ref *parse.ColumnRef, s scope, e *expression) {
	last := ref.Fields[len(ref.Fields)-1]
	name := naming.Truncate(last.GetString_().GetSval())
	if s.value && len(ref.Fields) == 1 && name == "value" {
		return
	}
	if first := ref.Fields[0].GetString_().GetSval(); s.rows && (first == "old" || first == "new") {
		r.rowRef(ref, s.table, e)
		return
	}
	if s.table == nil {
		r.fail(ref.Location, "cannot use column reference in %s", s.what)
	}
	if len(ref.Fields) > 1 && !r.namesTable(ref.Fields[:len(ref.Fields)-1], s.table) {
		r.missing(ref.Location, "missing FROM-clause entry for table %s", quoteNames(ref.Fields[:len(ref.Fields)-1]))
	}
	if last.GetAStar() != nil || len(ref.Fields) == 1 && name == s.table.name && s.table.column(name) == nil {
		r.wholeRow(ref, s.table, e)
		return
	}
	if s.table.column(name) == nil && !s.table.opaque && !isSystemColumn(name) {
		r.missing(ref.Location, "column %s does not exist", deparse.Ident(name))
	}
	ref.Fields = nameNodes(name)
	if !slices.Contains(e.columns, name) {
		e.columns = append(e.columns, name)
	}
}

// rowRef notes which columns of OLD or NEW are named.
func (r *reader) rowRef(ref *parse.ColumnRef, t *table, e *expression) {
	name := ref.Fields[len(ref.Fields)-1].GetString_().GetSval()
	if len(ref.Fields) == 1 || name == "" {
		e.row = true
		for _, c := range t.columns {
			e.columns = append(e.columns, c.name)
		}
		return
	}
	if t.column(name) == nil && !t.opaque && !isSystemColumn(name) {
		r.missing(ref.Location, "column %s does not exist", deparse.Ident(name))
	}
	if !slices.Contains(e.columns, name) {
		e.columns = append(e.columns, name)
	}
}

// wholeRow resolves a reference to the row: all its columns are used.
func (r *reader) wholeRow(ref *parse.ColumnRef, t *table, e *expression) {
	star := &parse.Node{Node: &parse.Node_AStar{AStar: &parse.A_Star{}}}
	ref.Fields = append(nameNodes(t.name), star)
	e.row = true
	for _, c := range t.columns {
		if !slices.Contains(e.columns, c.name) {
			e.columns = append(e.columns, c.name)
		}
	}
}

// namesTable says whether the parts before a column's name are the table's.
func (r *reader) namesTable(parts []*parse.Node, t *table) bool {
	names := stringsOf(parts)
	if names[len(names)-1] != t.name {
		return false
	}
	return len(names) == 1 || names[len(names)-2] == t.ns.name
}

func isSystemColumn(name string) bool {
	switch name {
	case "tableoid", "ctid", "xmin", "xmax", "cmin", "cmax":
		return true
	}
	return false
}

// qualifyType gives a type the name that it has under an empty search_path.
func (r *reader) qualifyType(tn *parse.TypeName) {
	if tn == nil || len(tn.Names) == 0 {
		r.fail(here, "a type is missing")
	}
	ref, ok := r.lookupType(stringsOf(tn.Names))
	if !ok {
		r.missing(tn.Location, "type %s does not exist", quoteNames(tn.Names))
	}
	switch {
	case ref.builtin == nil:
		t := ref.model()
		tn.Names = nameNodes(t.Name)
		if t.Schema != "" {
			tn.Names = nameNodes(t.Schema, t.Name)
		}
		for _, m := range tn.Typmods {
			r.spellModifier(m)
		}
	case ref.builtin.Schema != catalogSchema:
		tn.Names = nameNodes(ref.builtin.Schema, ref.builtin.Name)
	case display[ref.builtin.Name] != "" && ref.builtin.Name != "json" && (ref.builtin.Name != "bit" || len(tn.Typmods) > 0) ||
		ref.builtin.Name == "bpchar" && len(tn.Typmods) > 0:
		tn.Names = nameNodes(catalogSchema, ref.builtin.Name)
	default:
		tn.Names = nameNodes(ref.builtin.Name)
	}
	if len(tn.ArrayBounds) > 0 || ref.array {
		tn.ArrayBounds = []*parse.Node{{Node: &parse.Node_Integer{Integer: &parse.Integer{Ival: -1}}}}
	}
}

// spellModifier gives a geometry's kind its own spelling.
func (r *reader) spellModifier(m *parse.Node) {
	ref := m.GetColumnRef()
	if ref == nil || len(ref.Fields) != 1 || ref.Fields[0].GetString_() == nil {
		return
	}
	ref.Fields[0].GetString_().Sval = geometryName(ref.Fields[0].GetString_().Sval)
}

// qnameNodes makes the nodes of a name as the model has it.
func qnameNodes(q model.QName) []*parse.Node {
	if q.Schema == "" {
		return nameNodes(q.Name)
	}
	return nameNodes(q.Schema, q.Name)
}

// qualifyLiteral resolves 'name'::regclass and its like.
func (r *reader) qualifyLiteral(c *parse.TypeCast) {
	literal := c.Arg.GetAConst().GetSval()
	names := c.TypeName.GetNames()
	if literal == nil || len(c.TypeName.ArrayBounds) > 0 || len(names) == 0 {
		return
	}
	r.qualifyNamed(names[len(names)-1].GetString_().GetSval(), literal, c.Location)
}

// qualifyNamed resolves a string of a type whose values are names.
func (r *reader) qualifyNamed(typeName string, literal *parse.String, location int32) {
	switch typeName {
	case "regclass":
		literal.Sval = r.regclass(literal.Sval, location)
	case "regtype":
		if names := splitName(literal.Sval); names != nil {
			if ref, ok := r.lookupType(names); ok && ref.builtin == nil {
				t := ref.model()
				literal.Sval = deparse.Qualified(t.Schema, t.Name)
			}
		}
	case "regconfig":
		literal.Sval = r.textSearchName(literal.Sval, kind.TextSearchConfiguration)
	case "regdictionary":
		literal.Sval = r.textSearchName(literal.Sval, kind.TextSearchDictionary)
	}
}

// textSearchName returns the qualified name of what a string names if it is the
// user's: a text search configuration or a dictionary.
func (r *reader) textSearchName(text string, k model.Kind) string {
	names := splitName(text)
	if len(names) != 1 {
		return text
	}
	for _, schema := range r.searchPath() {
		if k == kind.TextSearchConfiguration && r.facts.HasConfig(schema, names[0]) ||
			k == kind.TextSearchDictionary && r.facts.HasDict(schema, names[0]) {
			return text
		}
		if r.db.others[kind.In(schema, k, names[0])] != nil {
			return deparse.Qualified(schema, names[0])
		}
	}
	return text
}

// regclass returns the qualified name of a relation that a string names.
func (r *reader) regclass(text string, location int32) string {
	names := splitName(text)
	if names == nil {
		return text // a number, or nonsense that the server would refuse
	}
	rel := r.find(names)
	if rel == nil {
		if r.isSystemRelation(names) {
			return text
		}
		r.missing(location, "relation %s does not exist", deparse.Qualified(names...))
	}
	ns, name := rel.place()
	return deparse.Qualified(ns.name, name)
}

// isSystemRelation says whether a name is that of a system catalog or view.
func (r *reader) isSystemRelation(names []string) bool {
	name := names[len(names)-1]
	if len(names) > 1 {
		return r.facts.HasRelation(names[len(names)-2], name)
	}
	return slices.ContainsFunc(r.searchPath(), func(schema string) bool { return r.facts.HasRelation(schema, name) })
}

// locationOf returns the leftmost location that an expression's tree knows.
func locationOf(node *parse.Node) int32 {
	least := int32(here)
	note := func(at int32) {
		if at > 0 && (least == here || at < least) {
			least = at
		}
	}
	walk(node, func(n *parse.Node) {
		if l, ok := nodeLocation(n); ok {
			note(l)
		}
	})
	return least
}

// nodeLocation returns the location of the nodes that have one.
func nodeLocation(n *parse.Node) (int32, bool) {
	switch x := n.Node.(type) {
	case *parse.Node_AConst:
		return x.AConst.Location, true
	case *parse.Node_ColumnRef:
		return x.ColumnRef.Location, true
	case *parse.Node_FuncCall:
		return x.FuncCall.Location, true
	case *parse.Node_TypeCast:
		return x.TypeCast.Location, true
	case *parse.Node_AExpr:
		return x.AExpr.Location, true
	case *parse.Node_BoolExpr:
		return x.BoolExpr.Location, true
	case *parse.Node_CaseExpr:
		return x.CaseExpr.Location, true
	case *parse.Node_CoalesceExpr:
		return x.CoalesceExpr.Location, true
	case *parse.Node_AArrayExpr:
		return x.AArrayExpr.Location, true
	case *parse.Node_SqlvalueFunction:
		return x.SqlvalueFunction.Location, true
	case *parse.Node_RowExpr:
		return x.RowExpr.Location, true
	case *parse.Node_SubLink:
		return x.SubLink.Location, true
	}
	return 0, false
}
