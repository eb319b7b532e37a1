package ddl

import (
	"slices"

	"github.com/schemadiff/schemadiff/dialects/postgres/deparse"
	"github.com/schemadiff/schemadiff/dialects/postgres/expr"
	"github.com/schemadiff/schemadiff/dialects/postgres/parse"
	"github.com/schemadiff/schemadiff/model"
)

// heldQuery is a query that something other than a view has: a condition that
// may hold sub-selects is kept as that of a query on its table.
type heldQuery struct {
	expression
	path []string
	uses []any  // relations and routines
	rows *table // whose rows OLD and NEW are, of a rule's action
}

// scope is what the query sees.
func (q *heldQuery) scope() expr.Scope {
	if q.rows == nil {
		return expr.Scope{}
	}
	return expr.Scope{Rows: q.rows.qname()}
}

// holdCondition keeps a condition on the rows of a table.
func (r *reader) holdCondition(t *table, condition *parse.Node) *heldQuery {
	if condition == nil {
		return nil
	}
	from := &parse.RangeVar{Schemaname: t.ns.name, Relname: t.name, Inh: true, Relpersistence: "p"}
	return r.holdQuery(&parse.SelectStmt{
		TargetList:  []*parse.Node{{Node: &parse.Node_ResTarget{ResTarget: &parse.ResTarget{Val: integerNode(1)}}}},
		FromClause:  []*parse.Node{{Node: &parse.Node_RangeVar{RangeVar: from}}},
		WhereClause: condition, LimitOption: parse.LimitOption_LIMIT_OPTION_DEFAULT, Op: parse.SetOperation_SETOP_NONE,
	}, locationOf(condition))
}

func integerNode(n int32) *parse.Node {
	return &parse.Node{Node: &parse.Node_AConst{AConst: &parse.A_Const{Val: &parse.A_Const_Ival{Ival: &parse.Integer{Ival: n}}}}}
}

// holdQuery keeps a query; see keepQuery.
func (r *reader) holdQuery(stmt *parse.SelectStmt, location int32) *heldQuery {
	node := enclosed(stmt)
	uses, _ := r.mentionsOf(node)
	r.qualifyParts(node)
	text, err := deparse.Expr(node)
	if err != nil {
		r.fail(location, "%v", err)
	}
	q := &heldQuery{expression: expression{text: text, pos: r.pos(location)}, path: slices.Clone(r.session.path), uses: uses}
	save(r.db, &r.db.held)
	r.db.held = append(r.db.held[:len(r.db.held):len(r.db.held)], q)
	return q
}

// condition returns the condition of such a query.
func (q *heldQuery) condition() model.Expr {
	if q == nil {
		return model.Expr{}
	}
	node, err := parse.Expr(q.text)
	if err != nil {
		return model.Expr{Text: q.text, Pos: q.pos}
	}
	text, err := deparse.Expr(node.GetSubLink().GetSubselect().GetSelectStmt().GetWhereClause())
	if err != nil {
		return model.Expr{Text: q.text, Pos: q.pos}
	}
	return model.Expr{Text: text, Pos: q.pos}
}

// settleHeld is settleView for a query that is no view's.
func (r *reader) settleHeld(catalog *expr.Catalog, q *heldQuery) {
	node := r.reparse(q.text)
	if _, err := catalog.QualifyQuery(expr.Scope{SearchPath: q.path}, node.GetSubLink().GetSubselect().GetSelectStmt()); err != nil {
		return
	}
	changed := q.expression
	changed.text = r.print(node)
	r.db.change(&q.expression, changed)
}

// usedQuery is the text of a query and what it sees.
type usedQuery struct {
	*expression
	scope expr.Scope
}

// queriesOn lists the texts of the queries that mention a relation and are
// understood.
func (r *reader) queriesOn(used any) []usedQuery {
	var list []usedQuery
	for _, v := range r.db.tables() {
		if !v.query.isZero() && !v.opaque && slices.Contains(v.uses, used) {
			list = append(list, usedQuery{expression: &v.query})
		}
	}
	for _, id := range r.db.otherIDs() {
		for _, q := range r.db.others[id].queries {
			if slices.Contains(q.uses, used) {
				list = append(list, usedQuery{&q.expression, q.scope()})
			}
		}
	}
	return list
}

// isPending reports whether a query that isn't qualified yet mentions a relation.
func (db *database) isPending(used any) bool {
	return slices.ContainsFunc(db.pending, func(v *table) bool { return slices.Contains(v.uses, used) }) ||
		slices.ContainsFunc(db.held, func(q *heldQuery) bool { return slices.Contains(q.uses, used) })
}

// otherReads reports whether a policy or a rule uses a column.
func (r *reader) otherReads(o *other, t *table, column string) bool {
	for _, q := range o.queries {
		if !slices.Contains(q.uses, any(t)) {
			continue
		}
		if reads, known := r.queryReads(q.expression, q.scope(), t, column); reads || !known && mentions(q.text, deparse.Ident(column)) {
			return true
		}
	}
	return false
}

// queryReads reports whether a query uses a column of a relation, and whether
// that is known.
func (r *reader) queryReads(e expression, s expr.Scope, t *table, column string) (reads, known bool) {
	catalog, err := r.queryCatalog()
	if err != nil {
		return false, false
	}
	node := r.reparse(e.text)
	uses, err := catalog.StatementReferences(s, parse.EnclosedStatement(node))
	if err != nil {
		return false, false
	}
	return slices.Contains(uses.Fields, model.ColumnRef{Table: t.qname(), Column: column}), true
}
