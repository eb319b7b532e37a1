package expr

import (
	"slices"

	"github.com/schemadiff/schemadiff/dialects/postgres/facts"
	"github.com/schemadiff/schemadiff/dialects/postgres/parse"
	"github.com/schemadiff/schemadiff/model"
)

// parts are the queries that a statement is made of: what is changed in them is
// changed in the statement.
type parts struct {
	queries []*parse.SelectStmt
	// copies are of the relation that the statement is about, for queries beside
	// the first one that read it.
	copies []*parse.RangeVar
}

// partsOf makes queries of a statement's own parts.
func partsOf(statement *parse.Node) (parts, error) {
	switch n := statement.GetNode().(type) {
	case *parse.Node_SelectStmt:
		return parts{queries: []*parse.SelectStmt{n.SelectStmt}}, nil
	case *parse.Node_UpdateStmt:
		u := n.UpdateStmt
		from := append([]*parse.Node{relationNode(u.Relation)}, u.FromClause...)
		targets := append(resultsOf(u.TargetList), u.ReturningList...)
		return parts{queries: []*parse.SelectStmt{{WithClause: u.WithClause, TargetList: targets, FromClause: from, WhereClause: u.WhereClause}}}, nil
	case *parse.Node_DeleteStmt:
		d := n.DeleteStmt
		from := append([]*parse.Node{relationNode(d.Relation)}, d.UsingClause...)
		targets := append(resultsOf(nil), d.ReturningList...)
		return parts{queries: []*parse.SelectStmt{{WithClause: d.WithClause, TargetList: targets, FromClause: from, WhereClause: d.WhereClause}}}, nil
	case *parse.Node_InsertStmt:
		return partsOfInsert(n.InsertStmt), nil
	case *parse.Node_MergeStmt:
		return partsOfMerge(n.MergeStmt), nil
	default:
		return parts{}, &UndecidedError{Reason: "statements of this kind are not followed"}
	}
}

// partsOfInsert are what INSERT returns, what it inserts, and what it does ON
// CONFLICT, where the row that was to be inserted is another one of the table.
func partsOfInsert(i *parse.InsertStmt) parts {
	p := parts{queries: []*parse.SelectStmt{{
		FromClause: []*parse.Node{relationNode(i.Relation)}, TargetList: append(resultsOf(nil), i.ReturningList...),
	}}}
	if rows := i.SelectStmt.GetSelectStmt(); rows != nil {
		p.queries = append(p.queries, underWith(i.WithClause, valuesOf(rows)))
	}
	c := i.OnConflictClause
	if c == nil {
		return p
	}
	row := func(alias string) *parse.Node {
		v := &parse.RangeVar{Schemaname: i.Relation.Schemaname, Relname: i.Relation.Relname, Inh: true, Relpersistence: "p"}
		switch {
		case alias != "":
			v.Alias = &parse.Alias{Aliasname: alias}
		case i.Relation.Alias != nil:
			v.Alias = &parse.Alias{Aliasname: i.Relation.Alias.Aliasname}
		}
		if alias == "" {
			p.copies = append(p.copies, v)
		}
		return relationNode(v)
	}
	p.queries = append(p.queries, &parse.SelectStmt{
		FromClause: []*parse.Node{row(""), row("excluded")}, TargetList: resultsOf(c.TargetList), WhereClause: c.WhereClause,
	})
	on := &parse.SelectStmt{FromClause: []*parse.Node{row("")}, TargetList: resultsOf(nil), WhereClause: c.Infer.GetWhereClause()}
	for _, n := range c.Infer.GetIndexElems() {
		if e := n.GetIndexElem().GetExpr(); e != nil {
			on.TargetList = append(on.TargetList, valueTarget(e))
		}
	}
	p.queries = append(p.queries, on)
	return p
}

// partsOfMerge is one query of all that MERGE computes. Its parts see either side
// or both, so that names without a relation's name may be ambiguous here.
func partsOfMerge(m *parse.MergeStmt) parts {
	q := &parse.SelectStmt{
		WithClause: m.WithClause, FromClause: []*parse.Node{relationNode(m.Relation), m.SourceRelation},
		WhereClause: m.JoinCondition, TargetList: resultsOf(nil),
	}
	for _, n := range m.MergeWhenClauses {
		w := n.GetMergeWhenClause()
		if w.GetCondition() != nil {
			q.TargetList = append(q.TargetList, valueTarget(w.Condition))
		}
		if w.GetCommandType() == parse.CmdType_CMD_UPDATE {
			q.TargetList = append(q.TargetList, resultsOf(w.TargetList)...)
		}
		for _, v := range w.GetValues() {
			if v.GetSetToDefault() == nil {
				q.TargetList = append(q.TargetList, valueTarget(v))
			}
		}
	}
	return parts{queries: []*parse.SelectStmt{q}}
}

// underWith lets a query see the clause WITH of the statement that it stands in.
func underWith(with *parse.WithClause, rows *parse.SelectStmt) *parse.SelectStmt {
	if with == nil {
		return rows
	}
	sub := &parse.RangeSubselect{
		Subquery: &parse.Node{Node: &parse.Node_SelectStmt{SelectStmt: rows}}, Alias: &parse.Alias{Aliasname: "rows"},
	}
	return &parse.SelectStmt{
		WithClause: with, TargetList: resultsOf(nil), FromClause: []*parse.Node{{Node: &parse.Node_RangeSubselect{RangeSubselect: sub}}},
	}
}

// valuesOf makes one row of all rows of VALUES, in which DEFAULT can stand.
func valuesOf(rows *parse.SelectStmt) *parse.SelectStmt {
	if len(rows.ValuesLists) == 0 {
		return rows
	}
	one := &parse.SelectStmt{TargetList: resultsOf(nil), WithClause: rows.WithClause}
	for _, row := range rows.ValuesLists {
		for _, v := range row.GetList().GetItems() {
			if v.GetSetToDefault() == nil {
				one.TargetList = append(one.TargetList, valueTarget(v))
			}
		}
	}
	return one
}

// agree reports whether a copy of the statement's relation is called in the end as
// the relation itself is.
func (p parts) agree(into *parse.RangeVar) bool {
	return !slices.ContainsFunc(p.copies, func(v *parse.RangeVar) bool {
		return v.Schemaname != into.Schemaname || v.Relname != into.Relname || v.Alias.GetAliasname() != into.Alias.GetAliasname()
	})
}

// resultsOf makes results of what SET assigns. There is always one.
func resultsOf(set []*parse.Node) []*parse.Node {
	list := []*parse.Node{valueTarget(&parse.Node{Node: &parse.Node_AConst{AConst: &parse.A_Const{Isnull: true}}})}
	for _, n := range set {
		v := n.GetResTarget().GetVal()
		if m := v.GetMultiAssignRef(); m != nil {
			if v = m.Source; m.Colno > 1 {
				continue
			}
			if sub := v.GetSubLink(); sub != nil { // of several columns
				v = &parse.Node{Node: &parse.Node_SubLink{SubLink: &parse.SubLink{
					SubLinkType: parse.SubLinkType_EXISTS_SUBLINK, Subselect: sub.Subselect,
				}}}
			}
		}
		if v.GetSetToDefault() == nil {
			list = append(list, valueTarget(v))
		}
	}
	return list
}

func valueTarget(v *parse.Node) *parse.Node {
	return &parse.Node{Node: &parse.Node_ResTarget{ResTarget: &parse.ResTarget{Name: "value", Val: v}}}
}

// assignedTo lists the columns that a statement assigns to, and whose they are.
func assignedTo(statement *parse.Node) (*parse.RangeVar, []*parse.Node) {
	switch n := statement.GetNode().(type) {
	case *parse.Node_UpdateStmt:
		return n.UpdateStmt.Relation, n.UpdateStmt.TargetList
	case *parse.Node_InsertStmt:
		i := n.InsertStmt
		return i.Relation, slices.Concat(i.Cols, i.OnConflictClause.GetTargetList(), i.OnConflictClause.GetInfer().GetIndexElems())
	case *parse.Node_MergeStmt:
		var list []*parse.Node
		for _, w := range n.MergeStmt.MergeWhenClauses {
			list = append(list, w.GetMergeWhenClause().GetTargetList()...)
		}
		return n.MergeStmt.Relation, list
	default:
		return nil, nil
	}
}

// RenameCall gives another name to the calls of one function, of which others
// may have the name, too. It changes n, which is an expression or a statement.
// A column that was named after the function keeps its name.
func (c *Catalog) RenameCall(s Scope, n *parse.Node, call Call, name model.QName) error {
	a := c.analysis(&s)
	q := newQualification()
	a.qualified = q
	analyse := func() { a.expression(n) }
	if isStatement(n) {
		parts, err := partsOf(n)
		if err != nil {
			return err
		}
		analyse = func() {
			for _, stmt := range parts.queries {
				a.selectStmt(stmt, nil, false)
			}
		}
	}
	if err := guard(analyse); err != nil {
		return err
	}
	named := c.unlabelled(n)
	parse.Walk(n, func(part any) {
		if f, ok := part.(*parse.FuncCall); ok && q.chosen[f] != nil && callOf(q.chosen[f]) == call {
			f.Funcname = nameNodes([]string{name.Schema, name.Name})
		}
	})
	for t, was := range named {
		if figureName(t.Val, c.major) != was {
			t.Name = was
		}
	}
	return nil
}

// unlabelled returns the columns of queries that have no AS, with the names that
// the server gives them.
func (c *Catalog) unlabelled(n *parse.Node) map[*parse.ResTarget]string {
	names := map[*parse.ResTarget]string{}
	add := func(list []*parse.Node) {
		for _, e := range list {
			if t := e.GetResTarget(); t != nil && t.Name == "" && t.Val.GetColumnRef() == nil {
				names[t] = figureName(t.Val, c.major)
			}
		}
	}
	parse.Walk(n, func(part any) {
		switch p := part.(type) {
		case *parse.SelectStmt:
			add(p.TargetList)
		case *parse.InsertStmt:
			add(p.ReturningList)
		case *parse.UpdateStmt:
			add(p.ReturningList)
		case *parse.DeleteStmt:
			add(p.ReturningList)
		}
	})
	return names
}

func isStatement(n *parse.Node) bool {
	switch n.GetNode().(type) {
	case *parse.Node_SelectStmt, *parse.Node_InsertStmt, *parse.Node_UpdateStmt, *parse.Node_DeleteStmt,
		*parse.Node_MergeStmt, *parse.Node_NotifyStmt:
		return true
	default:
		return false
	}
}

// noteChoice notes which function a call is of.
func (a *analysis) noteChoice(f *parse.FuncCall) {
	names := stringList(f.Funcname)
	if p := a.qualified.proc; p != nil && slices.Contains(names[len(names)-1:], p.Name) {
		a.qualified.chosen[f] = p
	}
}

func callOf(p *facts.Proc) Call {
	return Call{model.QName{Schema: p.Schema, Name: p.Name}, argumentsOf(p)}
}
