package ddl

import (
	"slices"

	"github.com/schemadiff/schemadiff/dialects/postgres/expr"
	"github.com/schemadiff/schemadiff/dialects/postgres/naming"
	"github.com/schemadiff/schemadiff/dialects/postgres/parse"
	"github.com/schemadiff/schemadiff/model"
)

// createTableAs applies CREATE TABLE AS and CREATE MATERIALIZED VIEW.
func (r *reader) createTableAs(s *parse.CreateTableAsStmt) {
	into := s.Into
	if s.Objtype == parse.ObjectType_OBJECT_MATVIEW {
		r.createMaterializedView(s)
		return
	}
	r.tableFromQuery(into, s.Query.GetSelectStmt(), s.IfNotExists)
}

// createMaterializedView applies CREATE MATERIALIZED VIEW.
func (r *reader) createMaterializedView(s *parse.CreateTableAsStmt) {
	into := s.Into
	stmt := s.Query.GetSelectStmt()
	if stmt == nil {
		r.fail(into.Rel.Location, "the query of this view is not understood")
	}
	ns, name := r.targetOf(into.Rel)
	if ns.relations[name] != nil && s.IfNotExists {
		return
	}
	t := r.addView(into.Rel, materialized, s.Query, false, false)
	r.directive(t.ns.name, t.name, model.KindTable)
	r.storedAs(t, into)
	t.unpopulated = into.SkipData
	r.keepQuery(t, stmt, stringsOf(into.ColNames))
}

// storedAs is how CREATE TABLE AS and its kin say where rows are kept.
func (r *reader) storedAs(t *table, into *parse.IntoClause) {
	t.options = storageOptions(nil, into.Options, false)
	if t.tablespace = into.TableSpaceName; t.tablespace == "" {
		t.tablespace = r.session.tablespace
	}
	if t.accessMethod = into.AccessMethod; t.accessMethod == "" {
		t.accessMethod = r.session.method
	}
	if t.accessMethod == "heap" {
		t.accessMethod = ""
	}
}

// refresh applies REFRESH MATERIALIZED VIEW.
func (r *reader) refresh(s *parse.RefreshMatViewStmt) {
	t := r.tableOf(s.Relation)
	if t.kind != materialized && !t.owned {
		r.fail(s.Relation.Location, "%s is no materialized view", t.qname())
	}
	save(r.db, t)
	t.unpopulated = s.SkipData
}

// selectInto applies SELECT … INTO.
func (r *reader) selectInto(s *parse.SelectStmt) {
	into := s.IntoClause
	s.IntoClause = nil
	defer func() { s.IntoClause = into }() // the statement may be tried again
	r.tableFromQuery(into, s, false)
}

// tableFromQuery adds a table with the columns of a query. If they can't be
// derived, that is an error, unless the table is temporary.
func (r *reader) tableFromQuery(into *parse.IntoClause, query *parse.SelectStmt, ifNotExists bool) {
	ns, name := r.targetOf(into.Rel)
	if ns.relations[name] != nil && ifNotExists {
		return
	}
	r.claim(ns, name, into.Rel.Location)
	t := &table{ns: ns, name: name, kind: ordinary, unlogged: into.Rel.Relpersistence == "u", pos: r.pos(into.Rel.Location)}
	r.storedAs(t, into)
	t.dropOnCommit = into.OnCommit == parse.OnCommitAction_ONCOMMIT_DROP
	columns, err := r.queryColumns(query)
	switch {
	case err == nil:
	case t.temporary():
		t.opaque = true // nothing of it stays
	default:
		r.mentionsOf(&parse.Node{Node: &parse.Node_SelectStmt{SelectStmt: query}}) // is a table missing?
		r.failHint(into.Rel.Location, "write CREATE TABLE with its columns", "the columns of this query can't be derived without a server: %v", err)
	}
	collations := r.queryCollations(query, nil)
	for i, c := range columns {
		column := &column{table: t, name: naming.Truncate(c.Name), typ: c.Type, local: true, pos: t.pos}
		if i < len(into.ColNames) {
			column.name = into.ColNames[i].GetString_().GetSval()
		}
		if len(collations) == len(columns) && !r.typeCollation(c.Type).IsZero() {
			column.collation = r.collationUnlessDefault(collations[i].collation, c.Type)
		}
		t.columns = append(t.columns, column)
	}
	r.addTable(t)
	r.directive(ns.name, name, model.KindTable)
}

// queryColumns derives the columns of a query.
func (r *reader) queryColumns(query *parse.SelectStmt) ([]expr.Column, error) {
	if query == nil {
		return nil, errNoQuery
	}
	catalog, err := r.queryCatalog()
	if err != nil {
		return nil, err
	}
	return catalog.QueryColumns(expr.Scope{SearchPath: r.session.path}, query)
}

// collated is a column of a query with the collation of its values; zero is the
// default.
type collated struct {
	name      string
	collation model.QName
}

// item is an item of FROM by the name that it has there.
type item struct {
	name    string
	columns []collated
}

// queryCollations lists the collations that the columns of a query have, as far
// as they come from the columns of tables and from COLLATE; nil if the query is
// too complicated for that.
func (r *reader) queryCollations(query *parse.SelectStmt, ctes []item) []collated {
	if query == nil || query.Op != parse.SetOperation_SETOP_NONE || len(query.ValuesLists) > 0 {
		return nil
	}
	for _, n := range query.WithClause.GetCtes() {
		e := n.GetCommonTableExpr()
		ctes = append(slices.Clip(ctes), item{e.Ctename, renamed(r.queryCollations(e.Ctequery.GetSelectStmt(), ctes), e.Aliascolnames)})
	}
	var from []item
	for _, n := range query.FromClause {
		from = append(from, r.itemsOf(n, ctes)...)
	}
	var list []collated
	for _, n := range query.TargetList {
		t := n.GetResTarget()
		if ref := t.Val.GetColumnRef(); ref != nil && ref.Fields[len(ref.Fields)-1].GetAStar() != nil {
			for _, f := range from {
				if len(ref.Fields) == 1 || f.name == ref.Fields[len(ref.Fields)-2].GetString_().GetSval() {
					list = append(list, f.columns...)
				}
			}
			continue
		}
		name := t.Name
		if name == "" {
			name = expr.FigureName(t.Val, r.version.Major())
		}
		list = append(list, collated{name, r.resultCollation(t.Val, from)})
	}
	return list
}

// resultCollation is the collation of an expression's value: an explicit one,
// else that of the columns in it, if it isn't the default.
func (r *reader) resultCollation(node *parse.Node, from []item) model.QName {
	var explicit, implicit model.QName
	walk(node, func(n *parse.Node) {
		if c := n.GetCollateClause(); c != nil {
			explicit = r.collation(c)
		}
		fields := n.GetColumnRef().GetFields()
		if len(fields) == 0 || fields[len(fields)-1].GetAStar() != nil {
			return
		}
		names := stringsOf(fields)
		for _, f := range from {
			for _, c := range f.columns {
				if c.name == names[len(names)-1] && (len(names) == 1 || f.name == names[len(names)-2]) && !c.collation.IsZero() {
					implicit = c.collation
				}
			}
		}
	})
	if !explicit.IsZero() {
		return explicit
	}
	return implicit
}

func (r *reader) itemsOf(n *parse.Node, ctes []item) []item {
	switch f := n.Node.(type) {
	case *parse.Node_RangeVar:
		return []item{aliased(r.relationItem(f.RangeVar, ctes), f.RangeVar.Alias)}
	case *parse.Node_RangeSubselect:
		return []item{aliased(item{columns: r.queryCollations(f.RangeSubselect.Subquery.GetSelectStmt(), ctes)}, f.RangeSubselect.Alias)}
	case *parse.Node_JoinExpr:
		return append(r.itemsOf(f.JoinExpr.Larg, ctes), r.itemsOf(f.JoinExpr.Rarg, ctes)...)
	}
	return []item{{}}
}

func (r *reader) relationItem(v *parse.RangeVar, ctes []item) item {
	if v.Schemaname == "" {
		for _, c := range ctes {
			if c.name == v.Relname {
				return c
			}
		}
	}
	out := item{name: v.Relname}
	if t, ok := r.find(rangeNames(v)).(*table); ok {
		for _, c := range t.columns {
			collation := r.columnCollation(c)
			if collation == defaultCollation {
				collation = model.QName{}
			}
			out.columns = append(out.columns, collated{c.name, collation})
		}
	}
	return out
}

func aliased(i item, a *parse.Alias) item {
	if a == nil {
		return i
	}
	return item{a.Aliasname, renamed(i.columns, a.Colnames)}
}

// renamed gives the first columns other names.
func renamed(columns []collated, names []*parse.Node) []collated {
	out := slices.Clone(columns)
	for i, n := range names {
		if i < len(out) {
			out[i].name = n.GetString_().GetSval()
		}
	}
	return out
}
