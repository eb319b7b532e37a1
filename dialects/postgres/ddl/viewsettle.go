package ddl

import (
	"slices"

	"github.com/schemadiff/schemadiff/dialects/postgres/expr"
	"github.com/schemadiff/schemadiff/dialects/postgres/kind"
	"github.com/schemadiff/schemadiff/dialects/postgres/naming"
	"github.com/schemadiff/schemadiff/dialects/postgres/parse"
	"github.com/schemadiff/schemadiff/dialects/postgres/property"
	"github.com/schemadiff/schemadiff/model"
)

// settleViews qualifies the columns in the queries of the views that came since
// the last time, and finds out what columns these views have. That needs to know
// the whole database, so it is done for many views at once: before a statement
// that changes what a query means if it isn't qualified, and in the end.
func (r *reader) settleViews() {
	if len(r.db.pending)+len(r.db.held) == 0 {
		return
	}
	pending, held := r.db.pending, r.db.held
	save(r.db, &r.db.pending)
	save(r.db, &r.db.held)
	r.db.pending, r.db.held = nil, nil
	catalog, err := r.queryCatalog()
	if err != nil {
		r.fail(here, "%v", err)
	}
	pending = slices.DeleteFunc(slices.Clone(pending), func(t *table) bool { return t.ns.relations[t.name] != relation(t) })
	// A view can have got a query that is about a younger one.
	for progress := true; progress && len(pending) > 0; {
		rest := slices.DeleteFunc(slices.Clone(pending), func(t *table) bool { return r.settleView(catalog, t) })
		progress, pending = len(rest) < len(pending), rest
	}
	for _, q := range held {
		r.settleHeld(catalog, q)
	}
}

// settleView does this for one view, and reports whether that worked.
func (r *reader) settleView(catalog *expr.Catalog, t *table) bool {
	node := r.reparse(t.query.text)
	columns, err := catalog.QualifyQuery(expr.Scope{SearchPath: t.path}, node.GetSubLink().GetSubselect().GetSelectStmt())
	if err != nil {
		return false
	}
	for i, name := range t.given {
		if i < len(columns) {
			columns[i].Name = name
		}
	}
	save(r.db, t)
	t.query.text = r.print(node)
	before := t.columns
	t.columns, t.opaque, t.given = nil, false, nil
	for i, c := range columns {
		name := naming.Truncate(c.Name)
		columns[i].Name = name
		at := slices.IndexFunc(before, func(b *column) bool { return b.name == name })
		if at < 0 {
			t.columns = append(t.columns, &column{table: t, name: name, typ: c.Type, collation: c.Collation, local: true, pos: t.pos})
			continue
		}
		save(r.db, before[at])
		before[at].typ, before[at].collation = c.Type, c.Collation
		t.columns = append(t.columns, before[at])
	}
	catalog.SetView(t.qname(), columns)
	r.needToast(t)
	for name, comment := range t.columnComments {
		if c := t.column(name); c != nil {
			save(r.db, c)
			c.comment = comment
		}
	}
	t.columnComments = nil
	return true
}

// queryCatalog returns what the analyser needs to know of the database to
// understand queries.
func (r *reader) queryCatalog() (*expr.Catalog, error) {
	schema := r.db.symbols()
	for _, t := range r.db.tables() {
		if t.opaque {
			if !t.query.isZero() {
				d := model.Definition{ID: kind.In(t.ns.name, kind.View, t.name)}
				d.Set(property.Query, model.Value{Query: t.query.query()})
				schema.Definitions = append(schema.Definitions, d)
			}
			continue
		}
		m := model.Table{Schema: t.ns.name, Name: t.name}
		for _, c := range t.columns {
			m.Columns = append(m.Columns, model.Column{Name: c.name, Type: c.typ, Collation: c.collation})
		}
		schema.Tables = append(schema.Tables, m)
	}
	for _, q := range r.db.sequences() {
		schema.Sequences = append(schema.Sequences, model.Sequence{Schema: q.ns.name, Name: q.name})
	}
	for _, f := range r.db.routines() {
		schema.Definitions = append(schema.Definitions, definitionOf(f))
	}
	return expr.NewCatalog(r.version.Major(), &schema)
}

// unsettles reports whether a statement may change what the queries of pending
// views mean, or needs to know their columns.
func (r *reader) unsettles(n *parse.Node) bool {
	switch s := n.Node.(type) {
	case *parse.Node_RenameStmt:
		switch s.RenameStmt.RenameType {
		case parse.ObjectType_OBJECT_SEQUENCE:
			q := r.find(rangeNames(s.RenameStmt.Relation))
			return q != nil && r.db.isPending(any(q))
		case parse.ObjectType_OBJECT_INDEX, parse.ObjectType_OBJECT_TABCONSTRAINT,
			parse.ObjectType_OBJECT_TRIGGER, parse.ObjectType_OBJECT_POLICY, parse.ObjectType_OBJECT_RULE, parse.ObjectType_OBJECT_DOMCONSTRAINT,
			parse.ObjectType_OBJECT_STATISTIC_EXT:
			return false
		default:
		}
		return true
	case *parse.Node_AlterTableStmt:
		return r.unsettlesTable(s.AlterTableStmt)
	case *parse.Node_DropStmt:
		return s.DropStmt.Behavior == parse.DropBehavior_DROP_CASCADE
	case *parse.Node_ViewStmt:
		old, ok := r.find(rangeNames(s.ViewStmt.View)).(*table)
		return ok && s.ViewStmt.Replace && slices.Contains(r.db.pending, old)
	case *parse.Node_IndexStmt:
		return r.isPendingView(s.IndexStmt.Relation)
	case *parse.Node_CreateStatsStmt:
		return slices.ContainsFunc(s.CreateStatsStmt.Relations, func(n *parse.Node) bool { return r.isPendingView(n.GetRangeVar()) })
	case *parse.Node_CreateStmt:
		return slices.ContainsFunc(s.CreateStmt.TableElts, func(n *parse.Node) bool { return n.GetTableLikeClause() != nil })
	case *parse.Node_AlterObjectSchemaStmt, *parse.Node_CreateTableAsStmt, *parse.Node_SelectStmt, *parse.Node_AlterTypeStmt,
		*parse.Node_AlterExtensionStmt:
		return true
	}
	return false
}

// isPendingView reports whether a name is that of a view whose columns are not
// known yet.
func (r *reader) isPendingView(v *parse.RangeVar) bool {
	t, ok := r.find(rangeNames(v)).(*table)
	return ok && slices.Contains(r.db.pending, t)
}

// unsettlesTable is unsettles for ALTER TABLE and ALTER VIEW.
func (r *reader) unsettlesTable(s *parse.AlterTableStmt) bool {
	t, ok := r.find(rangeNames(s.Relation)).(*table)
	if !ok {
		return s.Objtype == parse.ObjectType_OBJECT_TYPE
	}
	if slices.Contains(r.db.pending, t) {
		return slices.ContainsFunc(s.Cmds, func(n *parse.Node) bool { return n.GetAlterTableCmd().GetName() != "" })
	}
	if !r.db.isPending(t) && len(t.children) == 0 {
		return false
	}
	return slices.ContainsFunc(s.Cmds, func(n *parse.Node) bool {
		switch n.GetAlterTableCmd().GetSubtype() {
		case parse.AlterTableType_AT_AddColumn, parse.AlterTableType_AT_DropColumn, parse.AlterTableType_AT_AlterColumnType:
			return true
		default:
		}
		return false
	})
}

// renameInQueries changes a column's name in the queries of views, before the
// column has it.
func (r *reader) renameInQueries(c *column, name string) {
	r.editQueries(c.table, c.name, true, func(catalog *expr.Catalog, s expr.Scope, stmt *parse.Node) error {
		return catalog.RenameColumn(s, stmt, c.table.qname(), c.name, name)
	})
}

// renameRelationInQueries changes the name of a relation in the queries of views,
// before the relation has it.
func (r *reader) renameRelationInQueries(rel relation, old, name model.QName) {
	r.editQueries(rel, old.Name, false, func(catalog *expr.Catalog, s expr.Scope, stmt *parse.Node) error {
		return catalog.RenameRelation(s, stmt, old, name)
	})
}

// editQueries changes the queries that are about a relation, and those of the
// bodies of routines and the actions of rules if they have a word in them. What
// changes rows in a rule may stay, unless it must follow: then its qualified names
// are changed alone.
func (r *reader) editQueries(used any, word string, must bool, edit queryEdit) {
	queries, bodies := r.queriesOn(used), r.bodiesOn(used)
	if len(queries)+len(bodies) == 0 {
		return
	}
	catalog, err := r.queryCatalog()
	if err != nil {
		r.fail(here, "%v", err)
	}
	for _, q := range queries {
		node := r.reparse(q.text)
		stmt := parse.EnclosedStatement(node)
		changes := stmt.GetSelectStmt() == nil
		if changes && (!mentions(q.text, word) || stmt.GetNotifyStmt() != nil) {
			continue
		}
		err := edit(catalog, q.scope, stmt)
		if changes && !must && err != nil {
			continue
		}
		if err != nil {
			r.fail(here, "following a new name in %s: %v", q.query().Text, err)
		}
		changed := *q.expression
		changed.text = r.print(node)
		r.db.change(q.expression, changed)
	}
	for _, f := range bodies {
		r.editBody(f, word, func(s expr.Scope, stmt *parse.Node) error { return edit(catalog, s, stmt) })
	}
}

// queryEdit changes a statement that sees a scope.
type queryEdit func(*expr.Catalog, expr.Scope, *parse.Node) error

// reads reports whether a view's query uses a column of a relation.
func (r *reader) reads(v, t *table, column string) bool {
	if v.opaque || v.query.isZero() {
		return v.names[column]
	}
	if reads, known := r.queryReads(v.query, expr.Scope{}, t, column); known {
		return reads
	}
	return v.names[column]
}
