package canon

import (
	"github.com/schemadiff/schemadiff/dialects/postgres/deparse"
	"github.com/schemadiff/schemadiff/dialects/postgres/expr"
	"github.com/schemadiff/schemadiff/dialects/postgres/parse"
	"github.com/schemadiff/schemadiff/dialects/postgres/property"
	"github.com/schemadiff/schemadiff/diff"
	"github.com/schemadiff/schemadiff/model"
)

// carriedText returns an expression of the old side in the new side's names.
func (a *analysis) carriedText(e diff.Expression) string { return a.carried(e, false) }

// carried is carriedText; asLabelled leaves out labels of enums: the old side's
// catalog knows what they are called.
func (a *analysis) carried(e diff.Expression, asLabelled bool) string {
	if !a.names.Mention(e.Text) {
		return e.Text
	}
	w := rewriter{names: a.names, table: e.Owner, asLabelled: asLabelled}
	switch e.Use {
	case diff.UseDomainCheck, diff.UseDomainDefault, diff.UsePartitionBound, diff.UseProperty, diff.UseQuery:
		w.table = model.QName{}
		if e.Property == property.When {
			w.rows = e.Owner
		}
	case diff.UseDefault:
		w.target = a.columnType(e)
	case diff.UseGenerated, diff.UseCheck, diff.UseIndexKey, diff.UsePredicate, diff.UsePartitionKey, diff.UseStatistics:
	}
	if e.Use == diff.UseQuery {
		return w.text(parse.AsExpression(e.Text))
	}
	return w.text(e.Text)
}

// renamedParts lists what has another name within a type: labels, attributes,
// columns of rows. reused says that an old name is one of the new side, too:
// then a text alone doesn't tell which of them it means.
func renamedParts(names diff.Names, old, new model.Schema) (renamed expr.Renamed, reused bool) {
	if names.Empty() {
		return nil, false
	}
	renamed = expr.Renamed{}
	taken := map[model.ID]bool{}
	eachPart(new, func(id model.ID) { taken[id] = true })
	note := func(from model.ID) {
		to := names.ID(from)
		if to.Name == from.Name {
			return
		}
		owner := to.Owner()
		if renamed[owner] == nil {
			renamed[owner] = map[string]string{}
		}
		renamed[owner][from.Name] = to.Name
		to.Name = from.Name
		reused = reused || taken[to]
	}
	eachPart(old, note)
	return renamed, reused
}

// eachPart calls f with the IDs of labels, attributes and columns.
func eachPart(s model.Schema, f func(model.ID)) {
	for _, e := range s.Enums {
		for _, label := range e.Labels {
			f(model.ID{Kind: diff.KindEnumValue, Schema: e.Schema, Parent: e.Name, Name: label})
		}
	}
	for _, c := range s.Composites {
		for _, at := range c.Attributes {
			f(model.ID{Kind: diff.KindAttribute, Schema: c.Schema, Parent: c.Name, Name: at.Name})
		}
	}
	for _, t := range s.Tables {
		for _, c := range t.Columns {
			f(model.ID{Kind: model.KindColumn, Schema: t.Schema, Parent: t.Name, Name: c.Name})
		}
	}
}

// columnType returns what an old column's type is called on the old side.
func (a *analysis) columnType(e diff.Expression) model.Type {
	if t, ok := a.sides[diff.OldSide].own[e.Owner]; ok {
		c, _ := t.Column(e.Column)
		return c.Type
	}
	return model.Type{}
}

// rewriter puts an expression of the old side into the new side's names.
type rewriter struct {
	names diff.Names
	table model.QName // whose columns it sees, in the old side's names
	// rows is the table whose rows are OLD and NEW, in the old side's names.
	rows model.QName
	// target is the type that the value is assigned to.
	target model.Type
	// asLabelled leaves the labels of enums as they are.
	asLabelled bool
}

// text returns a text that can't be rewritten as it is: the comparison then
// finds it different, or undecided, but never the same by mistake.
func (w rewriter) text(text string) string {
	node, err := parse.Expr(text)
	if err != nil {
		return text
	}
	if w.target != (model.Type{}) && !w.target.Array {
		w.label(node, w.target.QName())
	}
	parse.Walk(node, w.part)
	out, err := deparse.Expr(node)
	if err != nil {
		return text
	}
	return out
}

// part rewrites what has a name.
func (w rewriter) part(part any) {
	switch n := part.(type) {
	case *parse.ColumnRef:
		n.Fields = w.column(n.Fields)
	case *parse.TypeCast:
		w.literal(n)
	case *parse.FuncCall:
		w.call(n)
	case *parse.A_Expr:
		w.schemaOf(n.Name)
	case *parse.CollateClause:
		w.schemaOf(n.Collname)
	case *parse.TypeName:
		w.typeName(n)
	case *parse.RangeVar:
		w.from(n)
	}
}

// from rewrites a relation of a query. What the query calls its columns by stays
// its name there.
func (w rewriter) from(n *parse.RangeVar) {
	if n.Schemaname == "" {
		return // of the query itself
	}
	to := w.names.Relation(model.QName{Schema: n.Schemaname, Name: n.Relname})
	if n.Alias == nil && to.Name != n.Relname {
		n.Alias = &parse.Alias{Aliasname: n.Relname}
	}
	n.Schemaname, n.Relname = to.Schema, to.Name
}

// column rewrites a reference to a column or to the table's row.
func (w rewriter) column(fields []*parse.Node) []*parse.Node {
	var path []string
	for _, f := range fields {
		s := f.GetString_()
		if s == nil { // table.*
			break
		}
		path = append(path, s.Sval)
	}
	rest := fields[len(path):]
	to := w.names.Relation(w.table)
	switch {
	case !w.rows.IsZero() && len(path) == 2 && (path[0] == "old" || path[0] == "new"):
		path[1] = w.names.Column(w.rows, path[1])
	case w.table.IsZero() || len(path) == 0:
		return fields
	case len(path) == 1 && len(rest) == 0:
		if path[0] == w.table.Name && w.names.Column(w.table, path[0]) == path[0] {
			path[0] = to.Name // the whole row, unless there is such a column
			break
		}
		path[0] = w.names.Column(w.table, path[0])
	case path[0] == w.table.Name:
		path[0] = to.Name
		if len(path) == 2 {
			path[1] = w.names.Column(w.table, path[1])
		}
	case len(path) > 1 && path[0] == w.table.Schema && path[1] == w.table.Name:
		path[0], path[1] = to.Schema, to.Name
		if len(path) == 3 {
			path[2] = w.names.Column(w.table, path[2])
		}
	}
	return append(nameNodes(path...), rest...)
}

func nameNodes(names ...string) []*parse.Node {
	nodes := make([]*parse.Node, len(names))
	for i, n := range names {
		nodes[i] = &parse.Node{Node: &parse.Node_String_{String_: &parse.String{Sval: n}}}
	}
	return nodes
}

// qualified returns a name of two parts.
func qualified(nodes []*parse.Node) (model.QName, bool) {
	if len(nodes) != 2 || nodes[0].GetString_() == nil || nodes[1].GetString_() == nil {
		return model.QName{}, false
	}
	return model.QName{Schema: nodes[0].GetString_().Sval, Name: nodes[1].GetString_().Sval}, true
}

// schemaOf rewrites the schema of an operator or a collation.
func (w rewriter) schemaOf(nodes []*parse.Node) {
	if q, ok := qualified(nodes); ok {
		nodes[0].GetString_().Sval = w.names.ID(model.ID{Kind: model.KindRoutine, Schema: q.Schema, Name: q.Name}).Schema
	}
}

func (w rewriter) typeName(n *parse.TypeName) {
	if q, ok := qualified(n.Names); ok && q.Schema != "pg_catalog" {
		to := w.names.Type(model.Type{Schema: q.Schema, Name: q.Name})
		n.Names = nameNodes(to.Schema, to.Name)
	}
}

// call rewrites the function's name and the sequence that a function of
// sequences is given.
func (w rewriter) call(n *parse.FuncCall) {
	if q, ok := qualified(n.Funcname); ok {
		to := w.names.ID(model.ID{Kind: model.KindRoutine, Schema: q.Schema, Name: q.Name})
		n.Funcname = nameNodes(to.Schema, to.Name)
	}
	last := n.Funcname[len(n.Funcname)-1].GetString_().GetSval()
	switch last {
	case "nextval", "currval", "setval":
		if len(n.Args) > 0 {
			w.relation(n.Args[0].GetAConst())
		}
	}
}

// literal rewrites a constant that names something: 'app.ids'::regclass,
// 'happy'::app.mood.
func (w rewriter) literal(n *parse.TypeCast) {
	c := n.Arg.GetAConst()
	if c.GetSval() == nil || len(n.TypeName.GetArrayBounds()) > 0 {
		return
	}
	names := n.TypeName.GetNames()
	if len(names) == 0 {
		return
	}
	if names[len(names)-1].GetString_().GetSval() == "regclass" {
		w.relation(c)
		return
	}
	if q, ok := qualified(names); ok {
		w.label(n.Arg, q)
	}
}

// label rewrites a constant of an enum.
func (w rewriter) label(n *parse.Node, enum model.QName) {
	if s := n.GetAConst().GetSval(); s != nil && !w.asLabelled {
		s.Sval = w.names.ID(model.ID{Kind: diff.KindEnumValue, Schema: enum.Schema, Parent: enum.Name, Name: s.Sval}).Name
	}
}

// relation rewrites a constant that names a relation.
func (w rewriter) relation(c *parse.A_Const) {
	s := c.GetSval()
	if s == nil {
		return
	}
	// A qualified name in a literal is read as one in an expression.
	node, err := parse.Expr(s.Sval)
	if err != nil {
		return
	}
	if q, ok := qualified(node.GetColumnRef().GetFields()); ok {
		to := w.names.Relation(q)
		s.Sval = deparse.Qualified(to.Schema, to.Name)
	}
}
