package expr

import (
	"github.com/schemadiff/schemadiff/dialects/postgres/facts"
	"github.com/schemadiff/schemadiff/dialects/postgres/parse"
)

// with is transformWithClause; nil if there is none.
func (a *analysis) with(w *parse.WithClause) *node {
	if w == nil {
		return nil
	}
	out := clause("ctes")
	for _, n := range w.Ctes {
		cte := n.GetCommonTableExpr()
		stmt := cte.GetCtequery().GetSelectStmt()
		if stmt == nil {
			fail("a WITH that changes data can't be analysed")
		}
		var r result
		if w.Recursive && stmt.Op == parse.SetOperation_SETOP_UNION && stmt.WithClause == nil {
			r = a.recursive(cte, stmt)
		} else {
			r = a.selectStmt(stmt, cte.Aliascolnames, false)
		}
		r.node = a.searchAndCycle(cte, &r)
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
	first := a.openSelect(s.Larg, false)
	columns := make([]output, len(first.columns))
	for i, c := range first.columns {
		columns[i] = output{c.name, &node{kind: kindColumn, name: columnNumber(i), typ: a.settledType(c.node.typ), mods: c.node.mods, origin: c.node}}
	}
	inside := rename(result{columns: columns}, cte.Aliascolnames)
	for _, x := range added(cte) {
		inside.columns = append(inside.columns, output{x, &node{kind: kindColumn, name: x, typ: a.addedType(cte, x)}})
	}
	count := len(a.level.ctes)
	a.level.ctes = append(a.level.ctes, namedResult{cte.Ctename, inside})
	second := a.openSelect(s.Rarg, false)
	a.level.ctes = a.level.ctes[:count]
	if len(second.columns) != len(first.columns) {
		fail("the parts of the recursive query %s have different columns", cte.Ctename)
	}
	name := "recursive"
	if s.All {
		name = "recursive all"
	}
	return rename(a.combine(name, first, second), cte.Aliascolnames)
}

// added lists the columns that SEARCH and CYCLE add.
func added(cte *parse.CommonTableExpr) []string {
	var names []string
	if s := cte.SearchClause; s != nil {
		names = append(names, s.SearchSeqColumn)
	}
	if c := cte.CycleClause; c != nil {
		names = append(names, c.CycleMarkColumn, c.CyclePathColumn)
	}
	return names
}

// addedType is the type of such a column.
func (a *analysis) addedType(cte *parse.CommonTableExpr, name string) *facts.Type {
	switch s, c := cte.SearchClause, cte.CycleClause; {
	case s != nil && s.SearchSeqColumn == name && s.SearchBreadthFirst:
		return a.c.known.record
	case c != nil && c.CycleMarkColumn == name && c.CycleMarkValue != nil:
		return a.commonType(a.cycleMarks(c), "CYCLE", false)
	case c != nil && c.CycleMarkColumn == name:
		return a.c.known.boolean
	}
	return a.c.known.recordArray
}

func (a *analysis) cycleMarks(c *parse.CTECycleClause) []*node {
	return a.expressions([]*parse.Node{c.CycleMarkValue, c.CycleMarkDefault})
}

// searchAndCycle adds the columns of SEARCH and CYCLE to a CTE, and returns its
// tree with them.
func (a *analysis) searchAndCycle(cte *parse.CommonTableExpr, r *result) *node {
	tree := r.node
	if s := cte.SearchClause; s != nil {
		name := "search depth"
		if s.SearchBreadthFirst {
			name = "search breadth"
		}
		tree = &node{kind: kindClause, name: name, names: append(stringList(s.SearchColList), s.SearchSeqColumn), args: []*node{tree}}
	}
	if c := cte.CycleClause; c != nil {
		tree = &node{
			kind: kindClause, name: "cycle", names: append(stringList(c.CycleColList), c.CycleMarkColumn, c.CyclePathColumn), args: []*node{tree},
		}
		marks := []*node{{kind: kindConst, text: "t", typ: a.c.known.boolean}, {kind: kindConst, text: "f", typ: a.c.known.boolean}}
		if c.CycleMarkValue != nil {
			marks = a.cycleMarks(c)
			marks = a.toCommon(marks, a.commonType(marks, "CYCLE", false), "CYCLE")
		}
		tree.args = append(tree.args, marks...)
	}
	for _, x := range added(cte) {
		r.columns = append(r.columns, output{x, &node{kind: kindColumn, name: x, typ: a.addedType(cte, x)}})
	}
	return tree
}

// namedResult is a query with a name: a CTE.
type namedResult struct {
	name string
	result
}
