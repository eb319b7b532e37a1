package expr

import (
	"strings"

	"github.com/schemadiff/schemadiff/dialects/postgres/facts"
	"github.com/schemadiff/schemadiff/dialects/postgres/parse"
)

// level is what a query sees: the items of its FROM and the CTEs of its WITH.
type level struct {
	outer *level
	depth int
	// count is how many relations there are in FROM.
	count int
	// blind: what the outer level has in FROM can't be seen, because the query
	// stands there itself and isn't LATERAL.
	blind   bool
	items   []*item
	ctes    []namedResult
	windows []*parse.Node
}

// item is a relation in FROM.
type item struct {
	// number tells the item from all others that can be seen with it: it says how
	// deep the query is nested and which of its items this is. So it is the same
	// for the same sub-select, wherever it stands in the query. Zero: a join.
	number       int
	schema, name string // for qualified names; schema only of a table without alias
	columns      []output
	row          *facts.Type // of a table
	// hidden: its columns can be had by their qualified name alone, because the
	// item is a part of a join; nameless: by their plain name alone.
	hidden, nameless bool
	// scalar: a function that yields single values, so that its name alone
	// means the value.
	scalar bool
}

// from is transformFromClause.
func (a *analysis) from(list []*parse.Node) *node {
	if len(list) == 0 {
		return nil
	}
	out := clause("from")
	for _, n := range list {
		tree, _ := a.fromItem(n)
		out.args = append(out.args, tree)
	}
	return out
}

// fromItem is transformFromClauseItem. It adds what it finds to the level and
// returns its tree and the item that stands for all of it.
func (a *analysis) fromItem(n *parse.Node) (*node, *item) {
	if a.depth++; a.depth > maxDepth {
		fail("the query is nested too deeply")
	}
	defer func() { a.depth-- }()
	switch v := n.GetNode().(type) {
	case *parse.Node_RangeVar:
		return a.table(v.RangeVar)
	case *parse.Node_RangeSubselect:
		sub := v.RangeSubselect
		stmt := sub.Subquery.GetSelectStmt()
		if stmt == nil {
			fail("a sub-select in FROM is none")
		}
		r := a.selectStmt(stmt, sub.Alias.GetColnames(), !sub.Lateral)
		return a.addItem(clause("query", r.node), sub.Alias, "", r.columns)
	case *parse.Node_JoinExpr:
		return a.joinExpr(v.JoinExpr)
	case *parse.Node_RangeFunction:
		return a.functionItem(v.RangeFunction)
	case *parse.Node_RangeTableFunc:
		return a.xmlTable(v.RangeTableFunc)
	case *parse.Node_RangeTableSample:
		return a.sample(v.RangeTableSample)
	}
	fail("an item of FROM can't be analysed: %T", n.GetNode())
	return nil, nil
}

// maxItems is more than a query can have relations.
const maxItems = 100_000

// addItem adds an item to the level. Its columns become those of the item. A
// tree calls those of a table by their names, which a query can't change, and
// all others by their numbers.
func (a *analysis) addItem(tree *node, alias *parse.Alias, name string, columns []output) (*node, *item) {
	a.level.count++
	x := &item{number: a.level.depth*maxItems + a.level.count, name: name, columns: make([]output, len(columns))}
	if alias != nil {
		x.name = alias.Aliasname
	}
	for i, c := range columns {
		n := &node{kind: kindColumn, rel: x.number, item: x, name: columnNumber(i), typ: a.settledType(c.node.typ), mods: c.node.mods, outs: c.node.outs, origin: c.node}
		if tree.name == "table" || tree.name == "only" {
			n.name = c.node.name
		}
		x.columns[i] = output{c.name, n}
	}
	a.level.items = append(a.level.items, x)
	return tree, x
}

func (a *analysis) settledType(t *facts.Type) *facts.Type {
	if t == a.c.known.unknown {
		return a.c.known.text
	}
	return t
}

// table is a table or a CTE in FROM.
func (a *analysis) table(r *parse.RangeVar) (*node, *item) {
	if r.Schemaname == "" {
		for l := a.level; l != nil; l = l.outer {
			for i := len(l.ctes) - 1; i >= 0; i-- {
				if cte := l.ctes[i]; cte.name == r.Relname {
					columns := rename(result{columns: append([]output(nil), cte.columns...)}, r.Alias.GetColnames()).columns
					return a.addItem(&node{kind: kindClause, name: "cte", names: []string{cte.name}}, r.Alias, cte.name, columns)
				}
			}
		}
	}
	t := a.relation(r)
	columns := rename(result{columns: a.called(t)}, r.Alias.GetColnames()).columns
	tree := &node{kind: kindClause, name: "table", names: []string{t.Schema, t.Name}}
	if !r.Inh {
		tree.name = "only"
	}
	tree, x := a.addItem(tree, r.Alias, t.Name, columns)
	x.row = t
	if r.Alias == nil {
		x.schema = t.Schema
	}
	if a.uses != nil {
		add(&a.uses.Relations, t.Schema, t.Name)
	}
	a.noteTable(r, x)
	return tree, x
}

// called returns the columns of a table under the names that the query may have
// for them: see [Renamed].
func (a *analysis) called(t *facts.Type) []output {
	columns := a.rowType(t, "", nil)
	for old, name := range t.Aliases {
		for i := range columns {
			if columns[i].node.name == name {
				columns[i].name = old
			}
		}
	}
	return columns
}

// relation finds a table's row type.
func (a *analysis) relation(r *parse.RangeVar) *facts.Type {
	path := a.path
	if r.Schemaname != "" {
		path = []string{r.Schemaname}
	}
	for _, schema := range path {
		if !a.c.relationIn(schema, r.Relname) {
			continue
		}
		if t := a.c.typeIn(schema, r.Relname); t != nil && (a.c.tables[t] != nil || a.c.views[t] != nil) {
			return t
		}
		if t := a.c.builtinRow(schema, r.Relname); t != nil {
			return t
		}
		if t := a.c.sequenceRow(schema, r.Relname); t != nil {
			return t
		}
		fail("nothing is known about the columns of %s.%s", schema, r.Relname)
	}
	fail("relation %s is not known", r.Relname)
	return nil
}

// joinExpr is the JOIN of transformFromClauseItem.
func (a *analysis) joinExpr(j *parse.JoinExpr) (*node, *item) {
	start := len(a.level.items)
	leftTree, left := a.fromItem(j.Larg)
	rightTree, right := a.fromItem(j.Rarg)
	names := stringList(j.UsingClause)
	if j.IsNatural {
		for _, c := range left.columns {
			if find(right.columns, c.name) != nil {
				names = append(names, c.name)
			}
		}
	}
	a.noteNatural(j, names)
	var quals *node
	var merged []output
	if len(names) > 0 {
		quals, merged = a.using(j.Jointype, names, left, right)
	} else if n := condition(j); n != nil {
		quals = a.joinCondition(n, start)
	}
	joined := merged
	for _, side := range []*item{left, right} {
		for _, c := range side.columns {
			if find(merged, c.name) == nil {
				joined = append(joined, c)
			}
		}
	}
	for _, x := range a.level.items[start:] {
		x.hidden = true
	}
	out := &item{columns: joined, nameless: j.Alias == nil}
	if u := j.JoinUsingAlias; u != nil {
		a.level.items = append(a.level.items, &item{name: u.Aliasname, columns: merged, hidden: true})
	}
	if j.Alias != nil {
		for _, x := range a.level.items[start:] {
			x.name = "" // an alias of a join hides what is inside
		}
		out.name = j.Alias.Aliasname
		out.columns = rename(result{columns: append([]output(nil), joined...)}, j.Alias.Colnames).columns
	}
	a.level.items = append(a.level.items, out)
	name := "join " + strings.ToLower(strings.TrimPrefix(j.Jointype.String(), "JOIN_"))
	return clause(name, leftTree, rightTree, quals), out
}

// condition is what stands behind ON. A natural join of relations without a
// common column has none, which is written as TRUE if the join is no inner one.
func condition(j *parse.JoinExpr) *parse.Node {
	if j.Quals == nil && j.Jointype != parse.JoinType_JOIN_INNER {
		return &parse.Node{Node: &parse.Node_AConst{AConst: &parse.A_Const{Val: &parse.A_Const_Boolval{Boolval: &parse.Boolean{Boolval: true}}}}}
	}
	return j.Quals
}

// joinCondition analyses ON, which sees the two sides only and what is outside.
func (a *analysis) joinCondition(n *parse.Node, start int) *node {
	all := a.level.items
	a.level.items = all[start:]
	defer func() { a.level.items = all }()
	return a.boolean(a.expression(n))
}

// using is transformJoinUsingClause and buildMergedJoinVar.
func (a *analysis) using(kind parse.JoinType, names []string, left, right *item) (*node, []output) {
	var conditions []*node
	var merged []output
	for _, name := range names {
		l, r := find(left.columns, name), find(right.columns, name)
		if l == nil || r == nil {
			fail("column %s of USING is not on both sides", name)
		}
		conditions = append(conditions, a.boolean(a.operateHidden("", "=", l, r)))
		common := a.commonType([]*node{l, r}, "JOIN/USING", false)
		both := a.toCommon([]*node{l, r}, common, "JOIN/USING")
		n := both[0]
		switch {
		case kind == parse.JoinType_JOIN_RIGHT, kind == parse.JoinType_JOIN_INNER && both[0] != l && both[1] == r:
			n = both[1]
		case kind == parse.JoinType_JOIN_FULL:
			n = &node{kind: kindCoalesce, name: "COALESCE", typ: common, mods: commonMods(common, both), args: both}
		}
		merged = append(merged, output{name, n})
	}
	if len(conditions) == 1 {
		return conditions[0], merged
	}
	return a.and(conditions), merged
}

// find returns the column of that name; it gives up if there are two.
func find(columns []output, name string) *node {
	var found *node
	for _, c := range columns {
		if c.name == name {
			if found != nil {
				fail("column reference %s is ambiguous", name)
			}
			found = c.node
		}
	}
	return found
}

// rows is the level around a query that sees the rows OLD and NEW.
func (a *analysis) rows() *level {
	q := a.scope.Rows
	t := a.relation(&parse.RangeVar{Schemaname: q.Schema, Relname: q.Name})
	a.level = &level{}
	defer func() { a.level = nil }()
	tree := &node{kind: kindClause, name: "table"}
	for _, name := range []string{"old", "new"} {
		_, x := a.addItem(tree, nil, name, a.called(t))
		x.row = t
		a.ruled = append(a.ruled, x)
	}
	return a.level
}

// ownColumn tells the columns of the query that an expression stands in from
// those of the queries around it (contain_vars_of_level with 0). The rows of a
// rule are taken for some of the query's own.
func (a *analysis) ownColumn() func(*node) bool {
	first, depth := 0, 0
	if !a.scope.Rows.IsZero() {
		first = 1
	}
	if a.level != nil {
		depth = a.level.depth
	}
	return func(n *node) bool {
		return (n.kind == kindColumn || n.kind == kindWholeRow) && max(n.rel/maxItems, first) == max(depth, first)
	}
}
