package ddl

import (
	"slices"
	"strings"

	"github.com/schemadiff/schemadiff/dialects/postgres/deparse"
	"github.com/schemadiff/schemadiff/dialects/postgres/kind"
	"github.com/schemadiff/schemadiff/dialects/postgres/parse"
	"github.com/schemadiff/schemadiff/dialects/postgres/property"
	"github.com/schemadiff/schemadiff/model"
)

// createView applies CREATE VIEW.
func (r *reader) createView(s *parse.ViewStmt) {
	stmt := s.Query.GetSelectStmt()
	if stmt == nil {
		r.fail(s.View.GetLocation(), "the query of this view is not understood")
	}
	t := r.addView(s.View, view, s.Query, s.Replace, false)
	r.directive(t.ns.name, t.name, kind.View)
	save(r.db, t)
	t.options = storageOptions(nil, s.Options, false)
	check := ""
	switch s.WithCheckOption {
	case parse.ViewCheckOption_LOCAL_CHECK_OPTION:
		check = "local"
	case parse.ViewCheckOption_CASCADED_CHECK_OPTION:
		check = "cascaded"
	}
	if check != "" {
		t.options = append(t.options, model.Option{Name: string(property.CheckOption), Value: check})
		model.SortOptions(t.options)
	}
	r.keepQuery(t, stmt, stringsOf(s.Aliases))
}

// addView adds a view or a materialized view. Its columns aren't known yet.
func (r *reader) addView(name *parse.RangeVar, kind tableKind, query *parse.Node, replace, ifNotExists bool) *table {
	ns, viewName := r.targetOf(name)
	uses, names := r.mentionsOf(query)
	if slices.ContainsFunc(uses, func(o any) bool { t, ok := o.(*table); return ok && t.temporary() }) {
		ns = r.db.namespaces[tempSchema]
	}
	if old, ok := ns.relations[viewName].(*table); ok && old.kind == kind {
		switch {
		case ifNotExists:
			return old
		case replace:
			save(r.db, old)
			old.uses, old.names, old.pos = uses, names, r.pos(name.Location)
			return old
		}
	}
	r.claim(ns, viewName, name.Location)
	if ns.typeExists(viewName) {
		r.fail(name.Location, "type %s already exists", viewName)
	}
	t := &table{ns: ns, name: viewName, kind: kind, opaque: true, uses: uses, names: names, pos: r.pos(name.Location)}
	r.addTable(t)
	r.changed()
	return t
}

// A query is kept as the text of EXISTS (query), which is an expression: so all
// that follows the names in expressions follows those in queries.
const (
	queryStart = "EXISTS ("
	queryEnd   = ")"
)

// enclosed makes an expression of a query.
func enclosed(stmt *parse.SelectStmt) *parse.Node {
	return &parse.Node{Node: &parse.Node_SubLink{SubLink: &parse.SubLink{
		SubLinkType: parse.SubLinkType_EXISTS_SUBLINK, Subselect: &parse.Node{Node: &parse.Node_SelectStmt{SelectStmt: stmt}},
	}}}
}

// query returns the query in such an expression.
func (e expression) query() model.Expr {
	return model.Expr{Text: strings.TrimSuffix(strings.TrimPrefix(e.text, queryStart), queryEnd), Pos: e.pos}
}

// keepQuery gives a view its query. What it refers to is found now, with the
// search path of this moment, but its columns are qualified later, for many
// views at once: see settleViews.
func (r *reader) keepQuery(t *table, stmt *parse.SelectStmt, names []string) {
	node := enclosed(stmt)
	r.qualifyParts(node)
	text, err := deparse.Expr(node)
	if err != nil {
		r.fail(locationOf(node), "%v", err)
	}
	t.query = expression{text: text, pos: t.pos}
	t.given, t.path, t.opaque = names, slices.Clone(r.session.path), true
	save(r.db, &r.db.pending)
	r.db.pending = append(without(r.db.pending, t), t)
}

// qualifyParts gives what a query names, but for relations and columns, the
// names that it has under an empty search_path.
func (r *reader) qualifyParts(node *parse.Node) {
	walk(node, func(n *parse.Node) {
		castTypes(n, r.qualifyType)
		switch x := n.Node.(type) {
		case *parse.Node_CollateClause:
			x.CollateClause.Collname = qnameNodes(r.collation(x.CollateClause))
		case *parse.Node_TypeCast:
			r.qualifyLiteral(x.TypeCast)
		case *parse.Node_FuncCall:
			r.qualifyFunction(x.FuncCall)
		case *parse.Node_AExpr:
			r.qualifyOperator(x.AExpr)
		}
	})
}

// modelView makes the definition of a view.
func modelView(t *table) model.Definition {
	d := model.Definition{ID: kind.In(t.ns.name, kind.View, t.name), Comment: t.comment, Pos: t.pos}
	d.Set(property.Query, model.Value{Query: t.query.query()})
	var names, defaults, comments []model.Value
	for _, c := range t.columns {
		names = append(names, model.Value{Name: c.name})
		if !c.value.isZero() {
			defaults = append(defaults, model.Value{Name: c.name, Expr: c.value.model()})
		}
		if c.comment != "" {
			comments = append(comments, model.Value{Name: c.name, Text: c.comment})
		}
	}
	byName := func(a, b model.Value) int { return strings.Compare(a.Name, b.Name) }
	slices.SortFunc(defaults, byName)
	slices.SortFunc(comments, byName)
	d.Set(property.Columns, model.Value{List: names})
	d.Set(property.ColumnDefaults, model.Value{List: defaults})
	d.Set(property.ColumnComments, model.Value{List: comments})
	for _, o := range t.options {
		d.SetText(model.PropertyName(o.Name), o.Value)
	}
	return d
}

// mentionsOf lists the relations and functions that a query refers to, and the
// names that may be columns. A relation that isn't there is an error, unless
// the query itself gives the name to a part of it.
func (r *reader) mentionsOf(query *parse.Node) (uses []any, names map[string]bool) {
	names = map[string]bool{}
	own, aliases := map[string]bool{}, map[string]bool{}
	var ranges []*parse.RangeVar
	seen := map[any]bool{}
	use := func(o any) {
		if !seen[o] {
			seen[o] = true
			uses = append(uses, o)
		}
	}
	parse.Walk(query, func(m any) {
		switch n := m.(type) {
		case *parse.CommonTableExpr:
			own[n.Ctename] = true
		case *parse.Alias:
			aliases[n.Aliasname] = true // FOR UPDATE OF names it like a table
		case *parse.RangeVar:
			ranges = append(ranges, n)
		case *parse.ColumnRef:
			if name := lastName(n.Fields); name != "" {
				names[name] = true
			}
		case *parse.ResTarget:
			names[n.Name] = true
		case *parse.FuncCall:
			parts := stringsOf(n.Funcname)
			for _, f := range r.routinesBy(parts) {
				use(f)
			}
		}
	})
	for _, v := range ranges {
		if v.Schemaname == "" && own[v.Relname] {
			continue
		}
		rel := r.find(rangeNames(v))
		if rel == nil {
			if !r.isSystemRelation(rangeNames(v)) && len(r.db.foreign) == 0 && !aliases[v.Relname] {
				r.relationOf(v, false)
			}
			continue
		}
		use(any(rel))
	}
	return uses, names
}

// routinesBy lists the user's routines that a name can mean.
func (r *reader) routinesBy(parts []string) []*routine {
	if len(parts) == 1 {
		return r.routinesNamed(parts[0])
	}
	if ns := r.db.namespaces[parts[len(parts)-2]]; ns != nil {
		return ns.routines[parts[len(parts)-1]]
	}
	return nil
}
