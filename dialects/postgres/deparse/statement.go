package deparse

import "github.com/schemadiff/schemadiff/dialects/postgres/parse"

// Statement returns a statement that can be the action of a rule, or in the body of
// a routine, as SQL: a query, what inserts, updates, deletes or merges, or NOTIFY.
func Statement(node *parse.Node) (string, error) {
	w := &writer{}
	w.statement(node)
	return w.result()
}

func (w *writer) statement(node *parse.Node) {
	switch n := node.GetNode().(type) {
	case *parse.Node_SelectStmt:
		w.query(n.SelectStmt)
	case *parse.Node_InsertStmt:
		w.insert(n.InsertStmt)
	case *parse.Node_UpdateStmt:
		w.update(n.UpdateStmt)
	case *parse.Node_DeleteStmt:
		w.delete(n.DeleteStmt)
	case *parse.Node_MergeStmt:
		w.merge(n.MergeStmt)
	case *parse.Node_NotifyStmt:
		w.put("NOTIFY " + Ident(n.NotifyStmt.Conditionname))
		if n.NotifyStmt.Payload != "" {
			w.put(", " + Literal(n.NotifyStmt.Payload))
		}
	default:
		w.fail("a statement is %T", node.GetNode())
	}
}

func (w *writer) insert(s *parse.InsertStmt) {
	w.with(s.WithClause)
	w.put("INSERT INTO ")
	w.rangeVar(s.Relation)
	w.assigned(s.Cols)
	w.override(s.Override)
	if s.SelectStmt == nil {
		w.put(" DEFAULT VALUES")
	} else {
		w.put(" ")
		w.query(s.SelectStmt.GetSelectStmt())
	}
	if c := s.OnConflictClause; c != nil {
		w.conflict(c)
	}
	w.returning(s.ReturningList)
}

// assigned writes the columns that get values.
func (w *writer) assigned(nodes []*parse.Node) {
	if len(nodes) == 0 {
		return
	}
	w.put(" (")
	list(w, nodes, ", ", func(n *parse.Node) { w.place(n.GetResTarget()) })
	w.put(")")
}

// place writes what is assigned to: a column or a part of its value.
func (w *writer) place(t *parse.ResTarget) {
	if t == nil {
		w.fail("what is assigned to is missing")
		return
	}
	w.put(Ident(t.Name))
	w.accesses(t.Indirection)
}

func (w *writer) override(kind parse.OverridingKind) {
	if kind == parse.OverridingKind_OVERRIDING_USER_VALUE {
		w.put(" OVERRIDING USER VALUE")
	}
	if kind == parse.OverridingKind_OVERRIDING_SYSTEM_VALUE {
		w.put(" OVERRIDING SYSTEM VALUE")
	}
}

func (w *writer) conflict(c *parse.OnConflictClause) {
	w.put(" ON CONFLICT")
	if i := c.Infer; i != nil && i.Conname != "" {
		w.put(" ON CONSTRAINT ", Ident(i.Conname))
	} else if i != nil {
		w.put(" (")
		list(w, i.IndexElems, ", ", func(n *parse.Node) { w.inferred(n.GetIndexElem()) })
		w.put(")")
		w.where(i.WhereClause)
	}
	if c.Action != parse.OnConflictAction_ONCONFLICT_UPDATE {
		w.put(" DO NOTHING")
		return
	}
	w.put(" DO UPDATE SET ")
	w.assignments(c.TargetList)
	w.where(c.WhereClause)
}

// inferred writes a key of the index that a conflict is about.
func (w *writer) inferred(e *parse.IndexElem) {
	if e == nil {
		w.fail("a key is missing")
		return
	}
	if e.Name != "" {
		w.put(Ident(e.Name))
	} else {
		w.put("(")
		w.expr(e.Expr, lowest)
		w.put(")")
	}
	if len(e.Collation) > 0 {
		w.put(" COLLATE ")
		w.names(e.Collation)
	}
	if len(e.Opclass) > 0 {
		w.put(" ")
		w.names(e.Opclass)
	}
}

func (w *writer) update(s *parse.UpdateStmt) {
	w.with(s.WithClause)
	w.put("UPDATE ")
	w.rangeVar(s.Relation)
	w.put(" SET ")
	w.assignments(s.TargetList)
	if len(s.FromClause) > 0 {
		w.put(" FROM ")
		list(w, s.FromClause, ", ", w.fromItem)
	}
	w.where(s.WhereClause)
	w.returning(s.ReturningList)
}

// assignments writes what follows SET. Several columns that get the columns of
// one row come one after the other in the tree.
func (w *writer) assignments(nodes []*parse.Node) {
	for i := 0; i < len(nodes); i++ {
		if i > 0 {
			w.put(", ")
		}
		t := nodes[i].GetResTarget()
		row := t.GetVal().GetMultiAssignRef()
		if row == nil {
			w.place(t)
			w.put(" = ")
			w.expr(t.GetVal(), lowest)
			continue
		}
		end := min(i+int(row.Ncolumns), len(nodes))
		w.put("(")
		list(w, nodes[i:max(end, i+1)], ", ", func(n *parse.Node) { w.place(n.GetResTarget()) })
		w.put(") = ")
		w.expr(row.Source, lowest)
		i = max(end, i+1) - 1
	}
}

func (w *writer) delete(s *parse.DeleteStmt) {
	w.with(s.WithClause)
	w.put("DELETE FROM ")
	w.rangeVar(s.Relation)
	if len(s.UsingClause) > 0 {
		w.put(" USING ")
		list(w, s.UsingClause, ", ", w.fromItem)
	}
	w.where(s.WhereClause)
	w.returning(s.ReturningList)
}

func (w *writer) merge(s *parse.MergeStmt) {
	w.with(s.WithClause)
	w.put("MERGE INTO ")
	w.rangeVar(s.Relation)
	w.put(" USING ")
	w.fromItem(s.SourceRelation)
	w.put(" ON ")
	w.expr(s.JoinCondition, lowest)
	for _, n := range s.MergeWhenClauses {
		w.mergeWhen(n.GetMergeWhenClause())
	}
}

func (w *writer) mergeWhen(c *parse.MergeWhenClause) {
	if c.GetMatched() {
		w.put(" WHEN MATCHED")
	} else {
		w.put(" WHEN NOT MATCHED")
	}
	if c.GetCondition() != nil {
		w.put(" AND ")
		w.expr(c.Condition, lowest)
	}
	w.put(" THEN ")
	switch c.GetCommandType() {
	case parse.CmdType_CMD_INSERT:
		w.put("INSERT")
		w.assigned(c.TargetList)
		w.override(c.Override)
		if len(c.Values) == 0 {
			w.put(" DEFAULT VALUES")
			return
		}
		w.put(" VALUES (")
		w.exprs(c.Values)
		w.put(")")
	case parse.CmdType_CMD_UPDATE:
		w.put("UPDATE SET ")
		w.assignments(c.TargetList)
	case parse.CmdType_CMD_DELETE:
		w.put("DELETE")
	default:
		w.put("DO NOTHING")
	}
}

func (w *writer) where(condition *parse.Node) {
	if condition != nil {
		w.put(" WHERE ")
		w.expr(condition, lowest)
	}
}

func (w *writer) returning(nodes []*parse.Node) {
	if len(nodes) > 0 {
		w.put(" RETURNING ")
		w.targets(nodes)
	}
}
