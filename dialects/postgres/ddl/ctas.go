package ddl

import (
	"fmt"
	"strings"

	"github.com/schemadiff/schemadiff/dialects/postgres/deparse"
	"github.com/schemadiff/schemadiff/dialects/postgres/expr"
	"github.com/schemadiff/schemadiff/dialects/postgres/naming"
	"github.com/schemadiff/schemadiff/dialects/postgres/parse"
	"github.com/schemadiff/schemadiff/model"
)

// createTableAs applies CREATE TABLE AS and CREATE MATERIALIZED VIEW.
func (r *reader) createTableAs(s *parse.CreateTableAsStmt) {
	into := s.Into
	if s.Objtype == parse.ObjectType_OBJECT_MATVIEW {
		r.addView(into.Rel, materialized, s.Query, false, s.IfNotExists)
		return
	}
	r.tableFromQuery(into, s.Query.GetSelectStmt(), s.IfNotExists)
}

// selectInto applies SELECT … INTO.
func (r *reader) selectInto(s *parse.SelectStmt) {
	into := s.IntoClause
	s.IntoClause = nil
	r.tableFromQuery(into, s, false)
}

func (r *reader) tableFromQuery(into *parse.IntoClause, query *parse.SelectStmt, ifNotExists bool) {
	ns, name := r.targetOf(into.Rel)
	if ns.relations[name] != nil && ifNotExists {
		return
	}
	r.claim(ns, name, into.Rel.Location)
	t := &table{ns: ns, name: name, kind: ordinary, unlogged: into.Rel.Relpersistence == "u", pos: r.pos(into.Rel.Location)}
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
	t.dropOnCommit = into.OnCommit == parse.OnCommitAction_ONCOMMIT_DROP
	if query == nil {
		r.failHint(into.Rel.Location, "write CREATE TABLE with its columns", "the columns of this table aren't known")
	}
	if t.temporary() && !r.derivable(query) {
		t.opaque = true // nothing of it stays
		r.addTable(t)
		return
	}
	columns := r.queryColumns(query, nil)
	for i, c := range columns {
		if i < len(into.ColNames) {
			c.name = into.ColNames[i].GetString_().GetSval()
		}
		t.columns = append(t.columns, &column{
			table: t, name: naming.Truncate(c.name), typ: c.typ, collation: c.collation, local: true, pos: t.pos,
		})
	}
	r.addTable(t)
	r.directive(ns.name, name, model.KindTable)
}

// derivable says whether the columns of a query can be derived.
func (r *reader) derivable(query *parse.SelectStmt) (ok bool) {
	defer func() {
		switch p := recover().(type) {
		case nil:
		case failure:
			ok = false
		default:
			panic(p)
		}
	}()
	r.queryColumns(query, nil)
	return true
}

// queryColumn is a column of a query's result.
type queryColumn struct {
	name      string
	typ       model.Type
	collation model.QName
}

// source is an item of FROM: its name and columns.
type source struct {
	name    string
	columns []queryColumn
}

// queryColumns derives the columns of a query. What can't be derived is an
// error: only a server knows.
func (r *reader) queryColumns(s *parse.SelectStmt, outer []source) []queryColumn {
	giveUp := func() {
		r.failHint(here, "write CREATE TABLE with its columns", "the columns of this query can't be derived without a server")
	}
	ctes := outer
	for _, n := range s.GetWithClause().GetCtes() {
		e := n.GetCommonTableExpr()
		query := e.Ctequery.GetSelectStmt()
		if query == nil || s.WithClause.Recursive {
			giveUp()
		}
		columns := renamed(r.queryColumns(query, ctes), e.Aliascolnames)
		ctes = append(ctes[:len(ctes):len(ctes)], source{e.Ctename, columns})
	}
	if s.Op != parse.SetOperation_SETOP_NONE {
		left, right := r.queryColumns(s.Larg, ctes), r.queryColumns(s.Rarg, ctes)
		for i := range left {
			if i >= len(right) || left[i].typ != right[i].typ {
				giveUp()
			}
		}
		return left
	}
	if len(s.ValuesLists) > 0 {
		return r.valuesColumns(s.ValuesLists)
	}
	var from []source
	for _, n := range s.FromClause {
		from = append(from, r.fromSources(n, ctes, giveUp)...)
	}
	var columns []queryColumn
	for _, n := range s.TargetList {
		columns = append(columns, r.targetColumns(n.GetResTarget(), from, giveUp)...)
	}
	return columns
}

func (r *reader) valuesColumns(lists []*parse.Node) []queryColumn {
	var columns []queryColumn
	for i, n := range lists[0].GetList().GetItems() {
		columns = append(columns, queryColumn{name: fmt.Sprintf("column%d", i+1), typ: r.exprType(n, nil)})
	}
	return columns
}

// fromSources lists what an item of FROM offers.
func (r *reader) fromSources(n *parse.Node, ctes []source, giveUp func()) []source {
	switch f := n.Node.(type) {
	case *parse.Node_RangeVar:
		v := f.RangeVar
		if v.Schemaname == "" {
			for _, c := range ctes {
				if c.name == v.Relname {
					return []source{aliased(c, v.Alias)}
				}
			}
		}
		t := r.tableOf(v)
		if t.opaque {
			giveUp()
		}
		c := source{name: t.name}
		for _, column := range t.columns {
			c.columns = append(c.columns, queryColumn{column.name, column.typ, column.collation})
		}
		return []source{aliased(c, v.Alias)}
	case *parse.Node_JoinExpr:
		if f.JoinExpr.IsNatural || len(f.JoinExpr.UsingClause) > 0 || f.JoinExpr.Alias != nil {
			giveUp()
		}
		return append(r.fromSources(f.JoinExpr.Larg, ctes, giveUp), r.fromSources(f.JoinExpr.Rarg, ctes, giveUp)...)
	case *parse.Node_RangeSubselect:
		c := source{columns: r.queryColumns(f.RangeSubselect.Subquery.GetSelectStmt(), ctes)}
		return []source{aliased(c, f.RangeSubselect.Alias)}
	case *parse.Node_RangeFunction:
		return []source{r.functionSource(f.RangeFunction)}
	}
	giveUp()
	return nil
}

// functionSource is a function in FROM. If it isn't known what it gives, its
// column is without a type, which is no harm as long as nobody asks.
func (r *reader) functionSource(f *parse.RangeFunction) source {
	if len(f.Functions) != 1 || len(f.Coldeflist) > 0 || f.Ordinality {
		return source{}
	}
	call := f.Functions[0].GetList().GetItems()[0]
	name, _ := figureName(call)
	if f.Alias != nil {
		name = f.Alias.Aliasname
	}
	c := source{name: name, columns: []queryColumn{{name: name, typ: r.exprType(call, nil)}}}
	if f.Alias != nil {
		c.columns = renamed(c.columns, f.Alias.Colnames)
	}
	return c
}

func aliased(c source, a *parse.Alias) source {
	if a == nil {
		return c
	}
	return source{a.Aliasname, renamed(c.columns, a.Colnames)}
}

// renamed gives the first columns other names.
func renamed(columns []queryColumn, names []*parse.Node) []queryColumn {
	out := append([]queryColumn(nil), columns...)
	for i, n := range names {
		if i < len(out) {
			out[i].name = n.GetString_().GetSval()
		}
	}
	return out
}

// targetColumns derives the columns of one item of SELECT.
func (r *reader) targetColumns(t *parse.ResTarget, from []source, giveUp func()) []queryColumn {
	if ref := t.Val.GetColumnRef(); ref != nil {
		last := ref.Fields[len(ref.Fields)-1]
		if last.GetAStar() != nil {
			return starColumns(ref, from)
		}
		c, ok := findColumn(ref, from)
		if !ok || c.typ.IsZero() {
			giveUp()
		}
		if t.Name != "" {
			c.name = t.Name
		}
		return []queryColumn{c}
	}
	name := t.Name
	if name == "" {
		if name, _ = figureName(t.Val); name == "" {
			name = "?column?"
		}
	}
	typ := r.exprType(t.Val, from)
	if typ.IsZero() {
		giveUp()
	}
	return []queryColumn{{name: name, typ: typ}}
}

func starColumns(ref *parse.ColumnRef, from []source) []queryColumn {
	var columns []queryColumn
	for _, s := range from {
		if len(ref.Fields) == 1 || s.name == ref.Fields[len(ref.Fields)-2].GetString_().GetSval() {
			columns = append(columns, s.columns...)
		}
	}
	return columns
}

func findColumn(ref *parse.ColumnRef, from []source) (queryColumn, bool) {
	names := stringsOf(ref.Fields)
	for _, s := range from {
		if len(names) > 1 && s.name != names[len(names)-2] {
			continue
		}
		for _, c := range s.columns {
			if c.name == names[len(names)-1] {
				return c, true
			}
		}
	}
	return queryColumn{}, false
}

// exprType derives the type of an expression over the columns of FROM; zero if
// it can't. The columns get names of their own, so that they are unambiguous.
func (r *reader) exprType(node *parse.Node, from []source) model.Type {
	if cast := node.GetTypeCast(); cast != nil {
		return r.columnType(cast.TypeName)
	}
	scope := expr.Scope{SearchPath: r.session.path}
	known := true
	walk(node, func(n *parse.Node) {
		if n.GetSubLink() != nil {
			known = false
		}
		ref := n.GetColumnRef()
		if ref == nil {
			return
		}
		c, ok := findColumn(ref, from)
		if !ok || c.typ.IsZero() {
			known = false
			return
		}
		name := fmt.Sprintf("c%d", len(scope.Columns))
		scope.Columns = append(scope.Columns, expr.Column{Name: name, Type: c.typ})
		ref.Fields = nameNodes(name)
	})
	catalog, err := r.catalog()
	if !known || err != nil {
		return model.Type{}
	}
	text, err := deparse.Expr(node)
	if err != nil || strings.TrimSpace(text) == "" {
		return model.Type{}
	}
	t, err := catalog.TypeOf(scope, text)
	if err != nil {
		return model.Type{}
	}
	if t.Name == "unknown" && t.Schema == "" {
		t.Name = "text"
	}
	return t
}
