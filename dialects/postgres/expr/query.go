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
	text = strings.TrimRight(text, "; \t\r\n")
	n, err := parse.Expr("EXISTS (" + text + "\n)")
	if err != nil {
		return "", &UndecidedError{Reason: err.Error()}
	}
	sub := n.GetSubLink()
	if sub == nil || sub.Subselect.GetSelectStmt() == nil {
		return "", &UndecidedError{Reason: "this is not one query"}
	}
	return c.QueryKeyNode(s, sub.Subselect.GetSelectStmt())
}

// QueryKeyNode is QueryKey for a query that is parsed already.
func (c *Catalog) QueryKeyNode(s Scope, stmt *parse.SelectStmt) (string, error) {
	var key string
	a := c.analysis(&s)
	err := guard(func() { key = writeKey(a.selectStmt(stmt, nil, false).node) })
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
	a.level = &level{outer: outer, blind: blind}
	defer func() { a.depth--; a.level = outer }()

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
	n := clause("select", a.distinctClause(s.DistinctClause, targets), out, from, where, group, having, order)
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
	if ref := n.GetColumnRef(); ref != nil && ref.Fields[len(ref.Fields)-1].GetAStar() != nil {
		return a.expandStar(stringList(ref.Fields[:len(ref.Fields)-1])), true
	}
	if steps := n.GetAIndirection(); steps != nil && steps.Indirection[len(steps.Indirection)-1].GetAStar() != nil {
		fail("a row of unknown origin can't be expanded")
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
		for j, n := range a.toCommon(column, common, "VALUES") {
			rows[j][i] = n
		}
		columns[i] = output{"column" + strconv.Itoa(i+1), &node{kind: kindColumn, name: "column" + strconv.Itoa(i+1), typ: common}}
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

// setTree is transformSetOperationTree: the columns of both sides take common
// types; literals are coerced to them, other values are left to the executor.
func (a *analysis) setTree(s *parse.SelectStmt, top bool) result {
	bare := len(s.SortClause) == 0 && s.LimitCount == nil && s.LimitOffset == nil && s.WithClause == nil
	if s.Op <= parse.SetOperation_SETOP_NONE || !top && !bare {
		return a.openSelect(s, false)
	}
	left, right := a.setTree(s.Larg, false), a.setTree(s.Rarg, false)
	if len(left.columns) != len(right.columns) {
		fail("the sides of a set operation have %d and %d columns", len(left.columns), len(right.columns))
	}
	name := setName(s)
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
		for _, o := range right.outs {
			o.args[i].names = []string{l.name} // the left side names the columns
		}
		column := &node{kind: kindColumn, name: l.name, typ: common, mods: commonMods(common, pair)}
		out.columns[i] = output{l.name, column}
		types.args = append(types.args, &node{kind: kindType, typ: common})
	}
	out.node = clause(name, types, left.node, right.node)
	return out
}

func setName(s *parse.SelectStmt) string {
	name := strings.ToLower(strings.TrimPrefix(s.Op.String(), "SETOP_"))
	if s.All {
		name += " all"
	}
	return name
}

// with is transformWithClause; nil if there is none.
func (a *analysis) with(w *parse.WithClause) *node {
	if w == nil {
		return nil
	}
	out := clause("ctes")
	for _, n := range w.Ctes {
		cte := n.GetCommonTableExpr()
		stmt := cte.GetCtequery().GetSelectStmt()
		if stmt == nil || cte.SearchClause != nil || cte.CycleClause != nil {
			fail("a WITH of this kind can't be analysed")
		}
		var r result
		if w.Recursive && stmt.Op == parse.SetOperation_SETOP_UNION && stmt.WithClause == nil {
			r = a.recursive(cte, stmt)
		} else {
			r = a.selectStmt(stmt, cte.Aliascolnames, false)
		}
		name := "cte"
		switch cte.Ctematerialized {
		case parse.CTEMaterialize_CTEMaterializeAlways:
			name = "cte materialized"
		case parse.CTEMaterialize_CTEMaterializeNever:
			name = "cte not materialized"
		}
		out.args = append(out.args, &node{kind: kindClause, name: name, names: []string{cte.Ctename}, args: []*node{r.node}})
		a.level.ctes = append(a.level.ctes, namedResult{cte.Ctename, r})
	}
	return out
}

// recursive analyses WITH RECURSIVE: the first part tells the columns that the
// second part sees.
func (a *analysis) recursive(cte *parse.CommonTableExpr, s *parse.SelectStmt) result {
	first := a.selectStmt(s.Larg, cte.Aliascolnames, false)
	columns := make([]output, len(first.columns))
	for i, c := range first.columns {
		columns[i] = output{c.name, &node{kind: kindColumn, name: c.name, typ: c.node.typ, mods: c.node.mods}}
	}
	count := len(a.level.ctes)
	a.level.ctes = append(a.level.ctes, namedResult{cte.Ctename, result{columns: columns}})
	second := a.selectStmt(s.Rarg, nil, false)
	a.level.ctes = a.level.ctes[:count]
	if len(second.columns) != len(columns) {
		fail("the parts of the recursive query %s have different columns", cte.Ctename)
	}
	name := "recursive"
	if s.All {
		name = "recursive all"
	}
	return result{node: clause(name, first.node, second.node), columns: columns}
}

// namedResult is a query with a name: a CTE.
type namedResult struct {
	name string
	result
}

// figureName is FigureColname: the name of a column without AS.
func figureName(n *parse.Node, major int) string {
	name, _ := figure(n, major)
	if name == "" {
		return "?column?"
	}
	return name
}

// figure returns a name and how good it is: 2 for one that was meant, 1 for
// one that will do.
func figure(n *parse.Node, major int) (string, int) {
	last := func(fields []*parse.Node) string {
		for i := len(fields) - 1; i >= 0; i-- {
			if s := fields[i].GetString_(); s != nil {
				return s.Sval
			}
		}
		return ""
	}
	switch v := n.GetNode().(type) {
	case *parse.Node_ColumnRef:
		return last(v.ColumnRef.Fields), 2
	case *parse.Node_AIndirection:
		if name := last(v.AIndirection.Indirection); name != "" {
			return name, 2
		}
		return figure(v.AIndirection.Arg, major)
	case *parse.Node_FuncCall:
		name := last(v.FuncCall.Funcname)
		if name == "extract" && v.FuncCall.Funcformat == parse.CoercionForm_COERCE_SQL_SYNTAX && major < 14 {
			name = "date_part" // EXTRACT has a function of its own since 14
		}
		return name, 2
	case *parse.Node_TypeCast:
		if name, strength := figure(v.TypeCast.Arg, major); strength > 1 {
			return name, strength
		}
		return last(v.TypeCast.TypeName.GetNames()), 1
	case *parse.Node_CollateClause:
		return figure(v.CollateClause.Arg, major)
	case *parse.Node_CaseExpr:
		if name, strength := figure(v.CaseExpr.Defresult, major); strength > 1 {
			return name, strength
		}
		return "case", 1
	case *parse.Node_AExpr:
		if v.AExpr.Kind == parse.A_Expr_Kind_AEXPR_NULLIF {
			return "nullif", 2
		}
	case *parse.Node_SubLink:
		return figureSubLink(v.SubLink, major)
	}
	return figureMore(n)
}

func figureSubLink(s *parse.SubLink, major int) (string, int) {
	switch s.SubLinkType {
	case parse.SubLinkType_EXISTS_SUBLINK:
		return "exists", 2
	case parse.SubLinkType_ARRAY_SUBLINK:
		return "array", 2
	case parse.SubLinkType_EXPR_SUBLINK:
		if targets := s.Subselect.GetSelectStmt().GetTargetList(); len(targets) > 0 {
			t := targets[0].GetResTarget()
			if t.GetName() != "" {
				return t.Name, 2
			}
			return figure(t.GetVal(), major)
		}
	}
	return "", 0
}

func figureMore(n *parse.Node) (string, int) {
	switch v := n.GetNode().(type) {
	case *parse.Node_AArrayExpr:
		return "array", 2
	case *parse.Node_RowExpr:
		return "row", 2
	case *parse.Node_CoalesceExpr:
		return "coalesce", 2
	case *parse.Node_MinMaxExpr:
		if v.MinMaxExpr.Op == parse.MinMaxOp_IS_LEAST {
			return "least", 2
		}
		return "greatest", 2
	case *parse.Node_GroupingFunc:
		return "grouping", 2
	case *parse.Node_SqlvalueFunction:
		name := strings.ToLower(strings.TrimPrefix(v.SqlvalueFunction.Op.String(), "SVFOP_"))
		return strings.TrimSuffix(name, "_n"), 2
	case *parse.Node_XmlSerialize:
		return "xmlserialize", 2
	case *parse.Node_XmlExpr:
		if op := v.XmlExpr.Op; op != parse.XmlExprOp_IS_DOCUMENT {
			return strings.ToLower(strings.TrimPrefix(op.String(), "IS_")), 2
		}
	case *parse.Node_JsonObjectConstructor:
		return "json_object", 2
	case *parse.Node_JsonArrayConstructor:
		return "json_array", 2
	}
	return "", 0
}

// rowType returns the columns that a value shows in FROM: the fields of a row,
// or the value itself under a name.
func (a *analysis) rowType(t *facts.Type, name string) []output {
	if b := base(t); b.Kind == facts.Composite {
		var out []output
		for _, f := range a.c.fields(b) {
			if f.Type == nil {
				fail("nothing is known about the type of %s.%s", t, f.Name)
			}
			out = append(out, output{f.Name, &node{kind: kindColumn, name: f.Name, typ: f.Type, mods: f.Mods}})
		}
		return out
	}
	return []output{{name, &node{kind: kindColumn, name: name, typ: t}}}
}
