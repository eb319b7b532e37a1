package deparse

import "github.com/schemadiff/schemadiff/dialects/postgres/parse"

// fromItem writes one item of FROM.
func (w *writer) fromItem(node *parse.Node) {
	switch n := node.GetNode().(type) {
	case *parse.Node_RangeVar:
		w.rangeVar(n.RangeVar)
	case *parse.Node_RangeSubselect:
		w.lateral(n.RangeSubselect.Lateral)
		w.put("(")
		w.query(n.RangeSubselect.Subquery.GetSelectStmt())
		w.put(")")
		w.alias(n.RangeSubselect.Alias)
	case *parse.Node_RangeFunction:
		w.rangeFunction(n.RangeFunction)
	case *parse.Node_JoinExpr:
		w.join(n.JoinExpr)
	case *parse.Node_RangeTableFunc:
		w.xmlTable(n.RangeTableFunc)
	case *parse.Node_RangeTableSample:
		w.sample(n.RangeTableSample)
	default:
		w.fail("an item of FROM is %T", node.GetNode())
	}
}

func (w *writer) rangeVar(r *parse.RangeVar) {
	if r == nil {
		w.fail("a table is missing")
		return
	}
	if !r.Inh {
		w.put("ONLY ")
	}
	if r.Catalogname != "" {
		w.put(Ident(r.Catalogname), ".")
	}
	if r.Schemaname != "" {
		w.put(Ident(r.Schemaname), ".")
	}
	w.put(Ident(r.Relname))
	w.alias(r.Alias)
}

func (w *writer) alias(a *parse.Alias) {
	if a == nil {
		return
	}
	w.put(" AS ", Ident(a.Aliasname))
	if len(a.Colnames) > 0 {
		w.columns(a.Colnames)
	}
}

func (w *writer) lateral(yes bool) {
	if yes {
		w.put("LATERAL ")
	}
}

// rangeFunction writes functions in FROM. Each is a list of the call and the
// columns that are declared for it alone.
func (w *writer) rangeFunction(f *parse.RangeFunction) {
	w.lateral(f.Lateral)
	write := func(n *parse.Node) {
		items := n.GetList().GetItems()
		if len(items) == 0 {
			w.fail("a function of FROM is missing")
			return
		}
		w.callLike(items[0])
		if len(items) > 1 && items[1].GetList() != nil {
			w.put(" AS ")
			w.columnList(items[1].GetList().Items)
		}
	}
	if f.IsRowsfrom {
		w.put("ROWS FROM (")
		list(w, f.Functions, ", ", write)
		w.put(")")
	} else {
		list(w, f.Functions, ", ", write)
	}
	if f.Ordinality {
		w.put(" WITH ORDINALITY")
	}
	w.alias(f.Alias)
	if len(f.Coldeflist) > 0 {
		if f.Alias == nil {
			w.put(" AS")
		}
		w.put(" ")
		w.columnList(f.Coldeflist)
	}
}

// callLike writes an expression where only what looks like a call of a function may
// stand: a cast has a form that does.
func (w *writer) callLike(n *parse.Node) {
	cast := n.GetTypeCast()
	if cast == nil {
		w.expr(n, lowest)
		return
	}
	w.put("CAST(")
	w.expr(cast.Arg, lowest)
	w.put(" AS ")
	w.typeName(cast.TypeName)
	w.put(")")
}

// columnList writes columns with their types.
func (w *writer) columnList(nodes []*parse.Node) {
	w.put("(")
	list(w, nodes, ", ", func(n *parse.Node) {
		c := n.GetColumnDef()
		if c == nil {
			w.fail("a column is %T", n.GetNode())
			return
		}
		w.put(Ident(c.Colname), " ")
		w.typeName(c.TypeName)
		if c.CollClause != nil {
			w.put(" COLLATE ")
			w.names(c.CollClause.Collname)
		}
	})
	w.put(")")
}

func (w *writer) join(j *parse.JoinExpr) {
	if j.Alias != nil {
		w.put("(")
	}
	w.fromItem(j.Larg)
	w.put(" ")
	if j.IsNatural {
		w.put("NATURAL ")
	}
	switch j.Jointype {
	case parse.JoinType_JOIN_INNER:
		if !j.IsNatural && len(j.UsingClause) == 0 && j.Quals == nil {
			w.put("CROSS ")
		}
	case parse.JoinType_JOIN_LEFT:
		w.put("LEFT ")
	case parse.JoinType_JOIN_RIGHT:
		w.put("RIGHT ")
	case parse.JoinType_JOIN_FULL:
		w.put("FULL ")
	default:
		w.fail("a join is %v", j.Jointype)
	}
	w.put("JOIN ")
	if right := j.Rarg.GetJoinExpr(); right != nil && right.Alias == nil {
		w.put("(")
		w.fromItem(j.Rarg)
		w.put(")")
	} else {
		w.fromItem(j.Rarg)
	}
	if len(j.UsingClause) > 0 {
		w.put(" USING ")
		w.columns(j.UsingClause)
		w.alias(j.JoinUsingAlias)
	}
	if j.Quals != nil {
		w.put(" ON ")
		w.expr(j.Quals, lowest)
	}
	if j.Alias != nil {
		w.put(")")
		w.alias(j.Alias)
	}
}

func (w *writer) sample(s *parse.RangeTableSample) {
	w.fromItem(s.Relation)
	w.put(" TABLESAMPLE ")
	w.names(s.Method)
	w.put("(")
	w.exprs(s.Args)
	w.put(")")
	if s.Repeatable != nil {
		w.put(" REPEATABLE (")
		w.expr(s.Repeatable, lowest)
		w.put(")")
	}
}

func (w *writer) xmlTable(t *parse.RangeTableFunc) {
	w.lateral(t.Lateral)
	w.put("XMLTABLE(")
	if len(t.Namespaces) > 0 {
		w.put("XMLNAMESPACES(")
		list(w, t.Namespaces, ", ", func(n *parse.Node) {
			target := n.GetResTarget()
			if target.GetName() == "" {
				w.put("DEFAULT ")
			}
			w.expr(target.GetVal(), lowest)
			if target.GetName() != "" {
				w.put(" AS ", Ident(target.GetName()))
			}
		})
		w.put("), ")
	}
	w.expr(t.Rowexpr, primary)
	w.put(" PASSING ")
	w.expr(t.Docexpr, primary)
	w.put(" COLUMNS ")
	list(w, t.Columns, ", ", func(n *parse.Node) { w.xmlColumn(n.GetRangeTableFuncCol()) })
	w.put(")")
	w.alias(t.Alias)
}

func (w *writer) xmlColumn(c *parse.RangeTableFuncCol) {
	w.put(Ident(c.GetColname()))
	if c.GetForOrdinality() {
		w.put(" FOR ORDINALITY")
		return
	}
	w.put(" ")
	w.typeName(c.GetTypeName())
	if c.GetColexpr() != nil {
		w.put(" PATH ")
		w.expr(c.Colexpr, primary)
	}
	if c.GetColdefexpr() != nil {
		w.put(" DEFAULT ")
		w.expr(c.Coldefexpr, primary)
	}
	if c.GetIsNotNull() {
		w.put(" NOT NULL")
	}
}
