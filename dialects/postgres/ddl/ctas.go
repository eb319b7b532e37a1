package ddl

import (
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
	for i, c := range columns {
		column := &column{table: t, name: naming.Truncate(c.Name), typ: c.Type, collation: c.Collation, local: true, pos: t.pos}
		if i < len(into.ColNames) {
			column.name = into.ColNames[i].GetString_().GetSval()
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
