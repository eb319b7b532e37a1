package deparse

import "github.com/schemadiff/schemadiff/dialects/postgres/parse"

// query writes a SELECT, a VALUES or a combination of several.
func (w *writer) query(s *parse.SelectStmt) {
	if s == nil {
		w.fail("a query is missing")
		return
	}
	if s.IntoClause != nil {
		w.fail("a query has INTO")
		return
	}
	w.with(s.WithClause)
	switch {
	case s.Op != parse.SetOperation_SETOP_NONE:
		w.combination(s)
	case len(s.ValuesLists) > 0:
		w.put("VALUES ")
		list(w, s.ValuesLists, ", ", func(n *parse.Node) {
			w.put("(")
			w.exprs(n.GetList().GetItems())
			w.put(")")
		})
	default:
		w.simple(s)
	}
	if len(s.SortClause) > 0 {
		w.orderBy(s.SortClause, " ORDER BY ")
	}
	w.limit(s)
	for _, n := range s.LockingClause {
		w.locking(n.GetLockingClause())
	}
}

// combination writes UNION, INTERSECT or EXCEPT.
func (w *writer) combination(s *parse.SelectStmt) {
	w.branch(s.Larg, s.Op, false)
	switch s.Op {
	case parse.SetOperation_SETOP_UNION:
		w.put(" UNION ")
	case parse.SetOperation_SETOP_INTERSECT:
		w.put(" INTERSECT ")
	case parse.SetOperation_SETOP_EXCEPT:
		w.put(" EXCEPT ")
	default:
		w.fail("queries are combined by %v", s.Op)
	}
	if s.All {
		w.put("ALL ")
	}
	w.branch(s.Rarg, s.Op, true)
}

// branch writes one side of a combination. All of them associate to the left,
// and INTERSECT binds more tightly than the others.
func (w *writer) branch(s *parse.SelectStmt, op parse.SetOperation, right bool) {
	loose := s.GetOp() != parse.SetOperation_SETOP_NONE &&
		(right || op == parse.SetOperation_SETOP_INTERSECT && s.GetOp() != parse.SetOperation_SETOP_INTERSECT)
	if loose || s.GetWithClause() != nil || len(s.GetSortClause()) > 0 || s.GetLimitCount() != nil ||
		s.GetLimitOffset() != nil || len(s.GetLockingClause()) > 0 {
		w.put("(")
		w.query(s)
		w.put(")")
		return
	}
	w.query(s)
}

// simple writes SELECT … FROM … without what can follow a combination, too.
func (w *writer) simple(s *parse.SelectStmt) {
	w.put("SELECT")
	if len(s.DistinctClause) > 0 {
		w.put(" DISTINCT")
		if s.DistinctClause[0].GetNode() != nil {
			w.put(" ON (")
			w.exprs(s.DistinctClause)
			w.put(")")
		}
	}
	if len(s.TargetList) > 0 {
		w.put(" ")
		w.targets(s.TargetList)
	}
	if len(s.FromClause) > 0 {
		w.put(" FROM ")
		list(w, s.FromClause, ", ", w.fromItem)
	}
	if s.WhereClause != nil {
		w.put(" WHERE ")
		w.expr(s.WhereClause, lowest)
	}
	if len(s.GroupClause) > 0 {
		w.put(" GROUP BY ")
		if s.GroupDistinct {
			w.put("DISTINCT ")
		}
		list(w, s.GroupClause, ", ", w.groupItem)
	}
	if s.HavingClause != nil {
		w.put(" HAVING ")
		w.expr(s.HavingClause, lowest)
	}
	if len(s.WindowClause) > 0 {
		w.put(" WINDOW ")
		list(w, s.WindowClause, ", ", func(n *parse.Node) {
			w.put(Ident(n.GetWindowDef().GetName()), " AS ")
			w.windowSpec(n.GetWindowDef())
		})
	}
}

// targets writes a list of expressions with their names.
func (w *writer) targets(nodes []*parse.Node) {
	list(w, nodes, ", ", func(n *parse.Node) {
		t := n.GetResTarget()
		if t == nil {
			w.fail("a column of a query is %T", n.GetNode())
			return
		}
		w.expr(t.Val, lowest)
		if t.Name != "" {
			w.put(" AS ", Ident(t.Name))
		}
	})
}

func (w *writer) groupItem(n *parse.Node) {
	set := n.GetGroupingSet()
	if set == nil {
		w.expr(n, lowest)
		return
	}
	switch set.Kind {
	case parse.GroupingSetKind_GROUPING_SET_EMPTY:
		w.put("()")
		return
	case parse.GroupingSetKind_GROUPING_SET_ROLLUP:
		w.put("ROLLUP (")
	case parse.GroupingSetKind_GROUPING_SET_CUBE:
		w.put("CUBE (")
	case parse.GroupingSetKind_GROUPING_SET_SETS:
		w.put("GROUPING SETS (")
	default:
		w.fail("a grouping set is %v", set.Kind)
	}
	list(w, set.Content, ", ", w.groupItem)
	w.put(")")
}

func (w *writer) limit(s *parse.SelectStmt) {
	if s.LimitOffset != nil {
		w.put(" OFFSET ")
		w.expr(s.LimitOffset, lowest)
	}
	switch {
	case s.LimitCount == nil:
	case s.LimitOption == parse.LimitOption_LIMIT_OPTION_WITH_TIES:
		w.put(" FETCH FIRST ")
		w.expr(s.LimitCount, primary)
		w.put(" ROWS WITH TIES")
	case s.LimitCount.GetAConst().GetIsnull():
		w.put(" LIMIT ALL")
	default:
		w.put(" LIMIT ")
		w.expr(s.LimitCount, lowest)
	}
}

func (w *writer) locking(l *parse.LockingClause) {
	switch l.GetStrength() {
	case parse.LockClauseStrength_LCS_FORKEYSHARE:
		w.put(" FOR KEY SHARE")
	case parse.LockClauseStrength_LCS_FORSHARE:
		w.put(" FOR SHARE")
	case parse.LockClauseStrength_LCS_FORNOKEYUPDATE:
		w.put(" FOR NO KEY UPDATE")
	case parse.LockClauseStrength_LCS_FORUPDATE:
		w.put(" FOR UPDATE")
	default:
		w.fail("a lock is %v", l.GetStrength())
		return
	}
	if len(l.LockedRels) > 0 {
		w.put(" OF ")
		list(w, l.LockedRels, ", ", func(n *parse.Node) { w.rangeVar(n.GetRangeVar()) })
	}
	switch l.WaitPolicy {
	case parse.LockWaitPolicy_LockWaitSkip:
		w.put(" SKIP LOCKED")
	case parse.LockWaitPolicy_LockWaitError:
		w.put(" NOWAIT")
	}
}

func (w *writer) with(c *parse.WithClause) {
	if c == nil {
		return
	}
	w.put("WITH ")
	if c.Recursive {
		w.put("RECURSIVE ")
	}
	list(w, c.Ctes, ", ", func(n *parse.Node) { w.tableExpr(n.GetCommonTableExpr()) })
	w.put(" ")
}

// tableExpr writes one query of WITH.
func (w *writer) tableExpr(e *parse.CommonTableExpr) {
	if e == nil {
		w.fail("WITH holds no query")
		return
	}
	w.put(Ident(e.Ctename))
	if len(e.Aliascolnames) > 0 {
		w.columns(e.Aliascolnames)
	}
	w.put(" AS ")
	switch e.Ctematerialized {
	case parse.CTEMaterialize_CTEMaterializeAlways:
		w.put("MATERIALIZED ")
	case parse.CTEMaterialize_CTEMaterializeNever:
		w.put("NOT MATERIALIZED ")
	}
	w.put("(")
	w.statement(e.Ctequery)
	w.put(")")
	if s := e.SearchClause; s != nil {
		w.put(" SEARCH ")
		if s.SearchBreadthFirst {
			w.put("BREADTH")
		} else {
			w.put("DEPTH")
		}
		w.put(" FIRST BY ")
		list(w, s.SearchColList, ", ", func(n *parse.Node) { w.put(Ident(w.str(n))) })
		w.put(" SET ", Ident(s.SearchSeqColumn))
	}
	if c := e.CycleClause; c != nil {
		w.put(" CYCLE ")
		list(w, c.CycleColList, ", ", func(n *parse.Node) { w.put(Ident(w.str(n))) })
		w.put(" SET ", Ident(c.CycleMarkColumn))
		if c.CycleMarkValue != nil {
			w.put(" TO ")
			w.expr(c.CycleMarkValue, lowest)
			w.put(" DEFAULT ")
			w.expr(c.CycleMarkDefault, lowest)
		}
		w.put(" USING ", Ident(c.CyclePathColumn))
	}
}
