package expr

import (
	"strconv"
	"strings"

	"github.com/schemadiff/schemadiff/dialects/postgres/facts"
	"github.com/schemadiff/schemadiff/dialects/postgres/parse"
)

// output is one column of a query's result.
type output struct {
	name string
	node *node
}

// result is an analysed query.
type result struct {
	node    *node // a kindClause
	columns []output
	outs    []*node // the clauses that hold the targets, one for each SELECT
}

// clause makes a node for a part of a query.
func clause(name string, args ...*node) *node {
	return &node{kind: kindClause, name: name, args: args}
}

// QueryKey is [Catalog.Key] for a query: the SELECT of a view. Two queries of
// equal keys yield the same rows under the same column names.
func (c *Catalog) QueryKey(s Scope, text string) (string, error) {
	stmt, err := ParseQuery(text)
	if err != nil {
		return "", err
	}
	return c.QueryKeyNode(s, stmt)
}

// ParseQuery parses the text of one query.
func ParseQuery(text string) (*parse.SelectStmt, error) {
	n, err := parse.Expr(Enclose(text))
	if err != nil {
		return nil, &UndecidedError{Reason: err.Error()}
	}
	if stmt := n.GetSubLink().GetSubselect().GetSelectStmt(); stmt != nil {
		return stmt, nil
	}
	return nil, &UndecidedError{Reason: "this is not one query"}
}

// Enclose makes an expression of a query, so that it can be parsed as one.
func Enclose(query string) string { return "EXISTS (" + strings.TrimRight(query, "; \t\r\n") + "\n)" }

// QueryKeyNode is QueryKey for a query that is parsed already.
func (c *Catalog) QueryKeyNode(s Scope, stmt *parse.SelectStmt) (string, error) {
	var key string
	a := c.analysis(&s)
	err := guard(func() {
		r := a.selectStmt(stmt, nil, false)
		if s.AnyNames {
			r.forgetNames()
			r.node = onlyValues(r.node)
		}
		key = writeKey(r.node)
	})
	if err == nil && a.unsure != "" {
		err = &UndecidedError{Reason: a.unsure, Provisional: key}
	}
	if err != nil {
		return "", err
	}
	return key, nil
}

// selectStmt is transformSelectStmt in all its forms. columns are names for the
// result, as a CTE or an alias has them. blind: the query doesn't see what
// stands beside it in FROM.
func (a *analysis) selectStmt(s *parse.SelectStmt, columns []*parse.Node, blind bool) result {
	r := a.openSelect(s, blind)
	for i, c := range r.columns {
		if settled := a.settled(c.node); settled != c.node {
			r.retarget(i, settled)
		}
	}
	return rename(r, columns)
}

// forgetNames makes the names of the result's columns no part of the query.
func (r *result) forgetNames() {
	for _, out := range r.outs {
		for _, target := range out.args {
			target.names = nil
		}
	}
}

// onlyValues returns the VALUES of a query that shows just these under other
// names, as the server writes VALUES whose columns are renamed. The names of a
// set operation are those of its left side.
func onlyValues(n *node) *node {
	if n.name == "combined" {
		n.args[0] = onlyValues(n.args[0])
	}
	if len(n.args) == 3 && n.args[0] != nil && n.args[0].name == "types" {
		n.args[1] = onlyValues(n.args[1])
	}
	if n.name != "select" || len(n.args) != 7 || n.args[2] == nil || len(n.args[2].args) != 1 {
		return n
	}
	from := n.args[2].args[0]
	for i, clause := range n.args {
		if clause != nil && i != 1 && i != 2 {
			return n
		}
	}
	if from.name != "query" || from.args[0].name != "values" {
		return n
	}
	for i, target := range n.args[1].args {
		if column := target.args[0]; column.kind != kindColumn || column.name != columnNumber(i) {
			return n
		}
	}
	if len(n.args[1].args) != len(from.args[0].args[0].args) {
		return n
	}
	return from.args[0]
}

// retarget gives a target of a query another value.
func (r *result) retarget(i int, n *node) {
	r.columns[i].node = n
	if len(r.outs) == 1 {
		r.outs[0].args[i].args, r.outs[0].args[i].typ = []*node{n}, n.typ
	}
}

// openSelect is selectStmt, but literals keep the type unknown.
func (a *analysis) openSelect(s *parse.SelectStmt, blind bool) result {
	if a.depth++; a.depth > maxDepth {
		fail("the query is nested too deeply")
	}
	outer := a.level
	if outer == nil && !a.scope.Rows.IsZero() {
		outer = a.rows()
	}
	a.level = &level{outer: outer, blind: blind, depth: 1}
	if outer != nil {
		a.level.depth = outer.depth + 1
	}
	before := outer
	if outer != nil && outer.outer == nil && outer.depth == 0 {
		before = nil
	}
	defer func() { a.depth--; a.level = before }()

	if s.IntoClause != nil {
		fail("SELECT INTO is no query")
	}
	head := a.with(s.WithClause)
	var r result
	switch {
	case s.Op > parse.SetOperation_SETOP_NONE:
		r = a.setOperation(s)
	case len(s.ValuesLists) > 0:
		r = a.values(s)
	default:
		r = a.plainSelect(s)
	}
	if head != nil {
		r.node = clause("with", head, r.node)
	}
	return r
}

// rename gives the first columns other names.
func rename(r result, names []*parse.Node) result {
	if len(names) > len(r.columns) {
		fail("there are more names than columns")
	}
	for i, n := range names {
		r.columns[i].name = n.GetString_().GetSval()
	}
	return r
}

// plainSelect is a SELECT with none of the others' features.
func (a *analysis) plainSelect(s *parse.SelectStmt) result {
	from := a.from(s.FromClause)
	a.level.windows = s.WindowClause
	targets := a.targets(s.TargetList)
	where := a.condition("where", s.WhereClause)
	having := a.condition("having", s.HavingClause)
	// ORDER BY comes before GROUP BY because both may add to the targets; here
	// that makes no difference.
	order := a.order(s.SortClause, targets)
	group := a.group(s, targets)
	out := outputs(targets)
	distinct := a.distinctClause(s.DistinctClause, targets, order)
	a.determined(group, distinct, out, having, order)
	n := clause("select", distinct, out, from, where, group, having, order)
	n.args = append(n.args, a.limits(s)...)
	return result{n, targets, []*node{out}}
}

// settled gives a literal that nobody asked for a type to the type text.
func (a *analysis) settled(n *node) *node {
	if n.typ == a.c.known.unknown {
		return a.coerceType(n, a.c.known.text, "", implicit)
	}
	return n
}

func outputs(targets []output) *node {
	out := clause("out")
	for _, t := range targets {
		out.args = append(out.args, &node{kind: kindClause, name: "as", names: []string{t.name}, typ: t.node.typ, args: []*node{t.node}})
	}
	return out
}

// condition is a clause of one condition; nil if there is none.
func (a *analysis) condition(name string, n *parse.Node) *node {
	if n == nil {
		return nil
	}
	return clause(name, a.boolean(a.expression(n)))
}

// targets is transformTargetList.
func (a *analysis) targets(list []*parse.Node) []output {
	var out []output
	for _, n := range list {
		t := n.GetResTarget()
		if t == nil {
			fail("a target of a SELECT is none")
		}
		if columns, ok := a.star(t.Val); ok {
			a.noteStar(t, columns)
			out = append(out, columns...)
			continue
		}
		name := t.Name
		if name == "" {
			name = figureName(t.Val, a.c.major)
		}
		out = append(out, output{name, a.expression(t.Val)})
	}
	return out
}

// star expands *, t.* and (row).*; false for anything else.
func (a *analysis) star(n *parse.Node) ([]output, bool) {
	if ref := n.GetColumnRef(); ref != nil && len(ref.Fields) > 0 && ref.Fields[len(ref.Fields)-1].GetAStar() != nil {
		return a.expandStar(stringList(ref.Fields[:len(ref.Fields)-1])), true
	}
	if steps := n.GetAIndirection(); steps != nil && steps.Indirection[len(steps.Indirection)-1].GetAStar() != nil {
		return a.expandRow(steps), true
	}
	return nil, false
}

// values is a VALUES list: the columns take common types.
func (a *analysis) values(s *parse.SelectStmt) result {
	var rows [][]*node
	for _, list := range s.ValuesLists {
		row := a.expressions(list.GetList().GetItems())
		if len(rows) > 0 && len(row) != len(rows[0]) {
			fail("the rows of VALUES are not equally long")
		}
		rows = append(rows, row)
	}
	columns := make([]output, len(rows[0]))
	for i := range columns {
		column := make([]*node, len(rows))
		for j := range rows {
			column[j] = rows[j][i]
		}
		common := a.commonType(column, "VALUES", false)
		column = a.toCommon(column, common, "VALUES")
		for j, n := range column {
			rows[j][i] = n
		}
		name := "column" + strconv.Itoa(i+1)
		columns[i] = output{name, &node{kind: kindColumn, name: name, typ: common, origin: alternatives(common, column...)}}
	}
	out := clause("values")
	for _, row := range rows {
		out.args = append(out.args, clause("row", row...))
	}
	out.args = append(out.args, a.order(s.SortClause, columns))
	out.args = append(out.args, a.limits(s)...)
	return result{node: out, columns: columns}
}

// setOperation is transformSetOperationStmt.
func (a *analysis) setOperation(s *parse.SelectStmt) result {
	tree := a.setTree(s, true)
	columns := tree.columns
	out := clause("combined", tree.node, a.order(s.SortClause, columns))
	out.args = append(out.args, a.limits(s)...)
	return result{node: out, columns: columns, outs: tree.outs}
}

// columnNumber is how a tree calls a column that is no table's.
func columnNumber(i int) string { return "#" + strconv.Itoa(i+1) }

// setTree is transformSetOperationTree.
func (a *analysis) setTree(s *parse.SelectStmt, top bool) result {
	bare := len(s.SortClause) == 0 && s.LimitCount == nil && s.LimitOffset == nil && s.WithClause == nil && len(s.LockingClause) == 0
	if s.Op <= parse.SetOperation_SETOP_NONE || !top && !bare {
		return a.openSelect(s, false)
	}
	left := a.setTree(s.Larg, false)
	return a.combine(setName(s), left, a.setTree(s.Rarg, false))
}

// combine gives the columns of both sides of a set operation common types;
// literals are coerced to them, other values are left to the executor.
func (a *analysis) combine(name string, left, right result) result {
	if len(left.columns) != len(right.columns) {
		fail("the sides of a set operation have %d and %d columns", len(left.columns), len(right.columns))
	}
	out := result{columns: make([]output, len(left.columns)), outs: append(left.outs, right.outs...)}
	types := clause("types")
	for i, l := range left.columns {
		pair := []*node{l.node, right.columns[i].node}
		common := a.commonType(pair, name, false)
		for _, side := range []*result{&left, &right} {
			if n := side.columns[i].node; n.kind == kindUnknown {
				side.retarget(i, a.coerceType(n, common, "", implicit))
			}
		}
		pair = []*node{left.columns[i].node, right.columns[i].node}
		for _, o := range right.outs {
			o.args[i].names = []string{l.name} // the left side names the columns
		}
		column := &node{kind: kindColumn, name: columnNumber(i), typ: common, mods: commonMods(common, pair), origin: alternatives(common, pair...)}
		out.columns[i] = output{l.name, column}
		types.args = append(types.args, &node{kind: kindType, typ: common})
	}
	out.node = clause(name, types, left.node, onlyValues(right.node))
	return out
}

func setName(s *parse.SelectStmt) string {
	name := strings.ToLower(strings.TrimPrefix(s.Op.String(), "SETOP_"))
	if s.All {
		name += " all"
	}
	return name
}

// rowType returns the columns that a value shows in FROM: the fields of a row,
// or the value itself under a name.
func (a *analysis) rowType(t *facts.Type, name string, value *node) []output {
	if b := base(t); b.Kind == facts.Composite {
		var out []output
		for _, f := range a.c.fields(b) {
			if f.Type == nil {
				fail("nothing is known about the type of %s.%s", t, f.Name)
			}
			out = append(out, output{f.Name, &node{kind: kindColumn, name: f.Name, typ: f.Type, mods: f.Mods, collated: f.Collation}})
		}
		return out
	}
	return []output{{name, &node{kind: kindColumn, name: name, typ: t, origin: value}}}
}
