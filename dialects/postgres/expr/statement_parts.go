package expr

import (
	"slices"

	"github.com/schemadiff/schemadiff/dialects/postgres/facts"
	"github.com/schemadiff/schemadiff/dialects/postgres/parse"
	"github.com/schemadiff/schemadiff/model"
)

// partsOf makes queries of a statement's own parts: what is changed in them is
// changed in the statement.
func partsOf(statement *parse.Node) ([]*parse.SelectStmt, error) {
	switch n := statement.GetNode().(type) {
	case *parse.Node_SelectStmt:
		return []*parse.SelectStmt{n.SelectStmt}, nil
	case *parse.Node_UpdateStmt:
		u := n.UpdateStmt
		from := append([]*parse.Node{relationNode(u.Relation)}, u.FromClause...)
		targets := append(resultsOf(u.TargetList), u.ReturningList...)
		return []*parse.SelectStmt{{WithClause: u.WithClause, TargetList: targets, FromClause: from, WhereClause: u.WhereClause}}, nil
	case *parse.Node_DeleteStmt:
		d := n.DeleteStmt
		from := append([]*parse.Node{relationNode(d.Relation)}, d.UsingClause...)
		targets := append(resultsOf(nil), d.ReturningList...)
		return []*parse.SelectStmt{{WithClause: d.WithClause, TargetList: targets, FromClause: from, WhereClause: d.WhereClause}}, nil
	case *parse.Node_InsertStmt:
		i := n.InsertStmt
		if i.OnConflictClause != nil {
			return nil, &UndecidedError{Reason: "ON CONFLICT is not followed"}
		}
		queries := []*parse.SelectStmt{{
			FromClause: []*parse.Node{relationNode(i.Relation)}, TargetList: append(resultsOf(nil), i.ReturningList...),
		}}
		if rows := i.SelectStmt.GetSelectStmt(); rows != nil {
			if i.WithClause != nil {
				return nil, &UndecidedError{Reason: "WITH of INSERT is not followed"}
			}
			queries = append(queries, valuesOf(rows)...)
		}
		return queries, nil
	default:
		return nil, &UndecidedError{Reason: "statements of this kind are not followed"}
	}
}

// valuesOf makes a query of each row of VALUES, in which DEFAULT can stand.
func valuesOf(rows *parse.SelectStmt) []*parse.SelectStmt {
	if len(rows.ValuesLists) == 0 {
		return []*parse.SelectStmt{rows}
	}
	var list []*parse.SelectStmt
	for _, row := range rows.ValuesLists {
		one := &parse.SelectStmt{TargetList: resultsOf(nil), WithClause: rows.WithClause}
		for _, v := range row.GetList().GetItems() {
			if v.GetSetToDefault() == nil {
				one.TargetList = append(one.TargetList, valueTarget(v))
			}
		}
		list = append(list, one)
	}
	return list
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
	if u := statement.GetUpdateStmt(); u != nil {
		return u.Relation, u.TargetList
	}
	i := statement.GetInsertStmt()
	return i.GetRelation(), i.GetCols()
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
		queries, err := partsOf(n)
		if err != nil {
			return err
		}
		analyse = func() {
			for _, stmt := range queries {
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
