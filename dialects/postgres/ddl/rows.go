package ddl

import (
	"fmt"
	"slices"
	"strings"

	"github.com/schemadiff/schemadiff/dialects/postgres/facts"
	"github.com/schemadiff/schemadiff/dialects/postgres/parse"
	"github.com/schemadiff/schemadiff/inspect/sqlfile"
)

// The database in memory has no rows, but it can often be told that a table has
// none: that nothing in the scripts puts any there. A loop over its rows then
// doesn't run.

// loopsOverNothing says whether FOR … IN <query> LOOP runs over no rows.
func (b *block) loopsOverNothing() bool {
	in := b.next(b.at+1, len(b.tokens), "in")
	loop := b.next(in+1, len(b.tokens), "loop")
	if in >= loop || loop >= len(b.tokens) {
		return false
	}
	text := b.text[b.tokens[in].End:b.tokens[loop].Start]
	if loop == in+2 {
		text = b.cursor(b.word(in + 1))
	}
	query := b.query(text)
	return query != nil && b.emptyQuery(query, 0)
}

// cursor returns the query of a cursor that the block declares: name CURSOR FOR
// (or IS) query.
func (b *block) cursor(name string) string {
	for i := range b.tokens {
		if b.word(i) != name || b.word(i+1) != "cursor" || b.word(i+2) != "for" && b.word(i+2) != "is" {
			continue
		}
		if end := b.next(i+3, len(b.tokens), ";"); end < len(b.tokens) {
			return b.text[b.tokens[i+2].End:b.tokens[end].Start]
		}
	}
	return ""
}

// query parses a text as a SELECT, nil if it is none.
func (b *block) query(text string) *parse.SelectStmt {
	text = strings.TrimSpace(text)
	if text == "" {
		return nil
	}
	stmt, err := parse.Single(b.stmt.Script, &sqlfile.Statement{Text: text, Offset: b.stmt.Offset})
	if err != nil {
		return nil
	}
	return stmt.Node.GetSelectStmt()
}

// maxRowDepth limits how far the origin of rows is followed.
const maxRowDepth = 10

// emptyQuery says whether a query certainly finds nothing.
func (r *reader) emptyQuery(s *parse.SelectStmt, depth int) bool {
	if depth > maxRowDepth || s == nil || s.Op != parse.SetOperation_SETOP_NONE || s.WithClause != nil || len(s.ValuesLists) > 0 {
		return false
	}
	if len(s.GroupClause) == 0 && slices.ContainsFunc(s.TargetList, hasAggregate) {
		return false // gives one row always
	}
	return slices.ContainsFunc(s.FromClause, func(n *parse.Node) bool { return r.emptyItem(n, depth) }) ||
		slices.ContainsFunc(conjuncts(s.WhereClause), func(n *parse.Node) bool { return r.neverTrue(n, depth) }) ||
		r.nothingNamed(s)
}

// conjuncts lists the conditions of a WHERE that must all hold.
func conjuncts(where *parse.Node) []*parse.Node {
	if and := where.GetBoolExpr(); and.GetBoolop() == parse.BoolExprType_AND_EXPR {
		return and.Args
	}
	if where == nil {
		return nil
	}
	return []*parse.Node{where}
}

// neverTrue says whether a condition asks for something in a query that
// certainly finds nothing.
func (r *reader) neverTrue(n *parse.Node, depth int) bool {
	link := n.GetSubLink()
	switch link.GetSubLinkType() {
	case parse.SubLinkType_ANY_SUBLINK, parse.SubLinkType_EXISTS_SUBLINK:
		return r.emptyQuery(link.Subselect.GetSelectStmt(), depth+1)
	}
	return false
}

// hasAggregate says whether an item of SELECT calls a function that could be an
// aggregate.
func hasAggregate(n *parse.Node) bool {
	found := false
	walk(n.GetResTarget().GetVal(), func(n *parse.Node) {
		name := lastName(n.GetFuncCall().GetFuncname())
		switch name {
		case "count", "sum", "min", "max", "avg", "bool_or", "bool_and", "array_agg", "string_agg", "every", "json_agg", "jsonb_agg":
			found = true
		}
	})
	return found
}

// emptyItem says whether an item of FROM is certainly empty.
func (r *reader) emptyItem(n *parse.Node, depth int) bool {
	switch f := n.GetNode().(type) {
	case *parse.Node_RangeVar:
		t, ok := r.find(rangeNames(f.RangeVar)).(*table)
		return ok && !t.opaque && r.emptyTable(t, depth+1)
	case *parse.Node_RangeSubselect:
		return r.emptyQuery(f.RangeSubselect.Subquery.GetSelectStmt(), depth+1)
	case *parse.Node_JoinExpr:
		left, right := r.emptyItem(f.JoinExpr.Larg, depth), r.emptyItem(f.JoinExpr.Rarg, depth)
		switch f.JoinExpr.Jointype {
		case parse.JoinType_JOIN_INNER:
			return left || right
		case parse.JoinType_JOIN_LEFT:
			return left
		case parse.JoinType_JOIN_RIGHT:
			return right
		}
		return left && right
	}
	return false
}

// emptyTable says whether nothing in the scripts so far can have put a row into
// a table or its children: no COPY, no INSERT but from queries that find
// nothing, and no mention of one in a function or a block.
func (r *reader) emptyTable(t *table, depth int) bool {
	if depth > maxRowDepth || len(t.children) > 0 {
		return false
	}
	for _, script := range r.scripts {
		for i := range script.Statements {
			s := &script.Statements[i]
			if r.db.journal == nil && script == r.stmt.Script && s.Offset >= r.stmt.Offset {
				break
			}
			if r.fills(script, s, t, depth) {
				return false
			}
		}
	}
	if r.opts.InOrder && t.pos.File != r.stmt.Script.Source.Name {
		r.assumed = append(r.assumed, t.qname())
	}
	return true
}

// assuming decides something about the statements of a range. Where it holds
// only because tables of earlier revisions are empty, and there is DDL in the
// range, that is told: programs may have filled them in between, but a new
// database has what is read here.
func (b *block) assuming(low, high int, decided func() bool) bool {
	b.assumed = nil
	if !decided() {
		return false
	}
	if len(b.assumed) > 0 && (b.first(low, high, b.changes) >= 0 || b.calls(low, high)) {
		b.warnings = append(b.warnings, &sqlfile.Error{
			Pos: b.stmt.Script.Pos(b.place(low)),
			Msg: fmt.Sprintf("what this does to the schema depends on the rows of %s, which is taken to be empty, as in a new database", b.assumed[0]),
		})
	}
	return true
}

// fills says whether a statement may put rows into a table. Tables are told
// apart by their name alone here, whatever their schema.
func (r *reader) fills(script *sqlfile.Script, s *sqlfile.Statement, t *table, depth int) bool {
	switch lower(s.FirstWord()) {
	case "copy", "merge", "execute", "prepare":
		return mentionsName(s.Text, t.name)
	case "create", "with", "do", "select":
		return mentionsName(s.Text, t.name) && inserts(s.Text, t.name)
	case "insert":
		if !mentionsName(s.Text, t.name) {
			return false
		}
		stmt, err := parse.Single(script, s)
		if err != nil {
			return true
		}
		insert := stmt.Node.GetInsertStmt()
		if insert.GetRelation().GetRelname() != t.name {
			return false
		}
		return !r.emptyQuery(insert.GetSelectStmt().GetSelectStmt(), depth+1)
	}
	return s.Kind == sqlfile.Command && mentionsName(s.Text, t.name)
}

// mentionsName says whether a text has a name in it, in any case.
func mentionsName(text, name string) bool {
	return strings.Contains(text, name) || strings.Contains(strings.ToLower(text), strings.ToLower(name))
}

// inserts says whether INSERT INTO <name> stands somewhere in a text, such as
// the body of a function.
func inserts(text, name string) bool {
	words := strings.FieldsFunc(strings.ToLower(text), func(c rune) bool { return strings.ContainsRune(" \t\r\n\"(.;$", c) })
	for i, w := range words {
		if w != "into" || i == 0 || words[i-1] != "insert" {
			continue
		}
		for _, next := range words[i+1 : min(i+4, len(words))] {
			if next == strings.ToLower(name) {
				return true
			}
		}
	}
	return false
}

// nothingNamed says whether a query of the catalog of relations finds nothing,
// because no relation has such a schema and name. Its other conditions can only
// narrow it down.
func (r *reader) nothingNamed(s *parse.SelectStmt) bool {
	if len(s.FromClause) != 1 || s.WhereClause == nil {
		return false
	}
	v := s.FromClause[0].GetRangeVar()
	if v == nil || r.find(rangeNames(v)) != nil || !r.isSystemRelation(rangeNames(v)) {
		return false
	}
	switch v.Relname {
	case "tables", "columns", "foreign_tables", "pg_tables", "pg_class", "pg_indexes", "views", "pg_views", "pg_sequences", "sequences":
	default:
		return false
	}
	var filters []func(schema, name string) bool
	for _, c := range conjuncts(s.WhereClause) {
		if f := nameFilter(c.GetAExpr()); f != nil {
			filters = append(filters, f)
		}
	}
	if len(filters) == 0 {
		return false
	}
	fits := func(schema, name string) bool {
		return !slices.ContainsFunc(filters, func(f func(schema, name string) bool) bool { return !f(schema, name) })
	}
	for schema, ns := range r.db.namespaces {
		for name := range ns.relations {
			if fits(schema, name) {
				return false
			}
		}
	}
	return !slices.ContainsFunc(r.facts.Relations, func(rel facts.Relation) bool { return fits(rel.Schema, rel.Name) })
}

// nameFilter makes a filter of a condition on the schema or the name of a
// relation, nil if it is none.
func nameFilter(e *parse.A_Expr) func(schema, name string) bool {
	column := lastName(e.GetLexpr().GetColumnRef().GetFields())
	operator := lastName(e.GetName())
	pick := func(schema, name string) string { return name }
	switch column {
	case "table_schema", "schemaname", "sequence_schema", "foreign_table_schema":
		pick = func(schema, name string) string { return schema }
	case "table_name", "tablename", "relname", "viewname", "indexname", "sequencename", "sequence_name", "foreign_table_name":
	default:
		return nil
	}
	value := constantText(e.GetRexpr())
	switch {
	case value == "":
		return nil
	case e.Kind == parse.A_Expr_Kind_AEXPR_OP && operator == "=":
		return func(schema, name string) bool { return pick(schema, name) == value }
	case e.Kind == parse.A_Expr_Kind_AEXPR_LIKE && operator == "~~":
		prefix, _, _ := strings.Cut(value, "%")
		prefix, _, _ = strings.Cut(prefix, "_")
		prefix, _, _ = strings.Cut(prefix, `\`)
		return func(schema, name string) bool { return strings.HasPrefix(pick(schema, name), prefix) }
	}
	return nil
}
