package expr

import (
	"strconv"
	"strings"

	"github.com/schemadiff/schemadiff/dialects/postgres/parse"
	"github.com/schemadiff/schemadiff/model"
)

// StatementKey is [Catalog.QueryKeyNode] for a statement that may change rows.
// Such a statement is known by the queries that it is made of: what it inserts or
// sets, assigned to the columns, where, and what it returns. columns lists the
// columns of a table in their order.
func (c *Catalog) StatementKey(s Scope, statement *parse.Node, columns func(model.QName) []Column) (string, error) {
	k := statementKey{c: c, scope: s, columns: columns}
	switch n := statement.GetNode().(type) {
	case *parse.Node_SelectStmt:
		return c.QueryKeyNode(s, n.SelectStmt)
	case *parse.Node_InsertStmt:
		k.insert(n.InsertStmt)
	case *parse.Node_UpdateStmt:
		u := n.UpdateStmt
		k.begin("update", u.Relation, u.WithClause)
		from := append([]*parse.Node{relationNode(u.Relation)}, u.FromClause...)
		k.set(u.Relation, u.TargetList, from, u.WhereClause)
		k.returning(u.ReturningList, from)
	case *parse.Node_DeleteStmt:
		d := n.DeleteStmt
		k.begin("delete", d.Relation, d.WithClause)
		from := append([]*parse.Node{relationNode(d.Relation)}, d.UsingClause...)
		k.query(&parse.SelectStmt{FromClause: from, WhereClause: d.WhereClause}, nil)
		k.returning(d.ReturningList, from)
	case *parse.Node_MergeStmt:
		k.merge(n.MergeStmt)
	case *parse.Node_NotifyStmt:
		k.write("notify", n.NotifyStmt.Conditionname, n.NotifyStmt.Payload)
	default:
		return "", &UndecidedError{Reason: "statements of this kind are compared by their text"}
	}
	return k.key.String(), k.err
}

// statementKey collects the key of a statement.
type statementKey struct {
	c       *Catalog
	scope   Scope
	columns func(model.QName) []Column
	with    *parse.WithClause
	key     strings.Builder
	err     error
}

func relationNode(v *parse.RangeVar) *parse.Node {
	return &parse.Node{Node: &parse.Node_RangeVar{RangeVar: v}}
}

func (k *statementKey) write(parts ...string) {
	for _, p := range parts {
		k.key.WriteString(p)
		k.key.WriteByte(0)
	}
}

func (k *statementKey) fail(reason string) {
	if k.err == nil {
		k.err = &UndecidedError{Reason: reason}
	}
}

func (k *statementKey) begin(verb string, v *parse.RangeVar, with *parse.WithClause) {
	k.with = with
	k.write(verb, v.GetSchemaname(), v.GetRelname())
}

// query adds a query; targets are the types that its columns are assigned to.
func (k *statementKey) query(stmt *parse.SelectStmt, targets []Column) {
	if k.err != nil {
		return
	}
	if k.with != nil && stmt.WithClause == nil {
		stmt.WithClause = k.with
	}
	var key string
	a := k.c.analysis(&k.scope)
	err := guard(func() {
		r := a.openSelect(stmt, false)
		for i, out := range r.columns {
			if i >= len(targets) {
				r.retarget(i, a.settled(out.node))
				continue
			}
			target := k.c.resolve(targets[i].Type)
			if target == nil {
				fail("nothing is known about the type %s", targets[i].Type)
			}
			r.retarget(i, a.assign(out.node, target, targets[i].Type.Modifiers))
		}
		r.forgetNames()
		key = writeKey(onlyValues(r.node))
	})
	switch {
	case err != nil:
		k.err = err
	case a.unsure != "":
		k.fail(a.unsure)
	}
	k.write(key)
}

// targets finds the columns that are assigned to, all of them if none is named.
func (k *statementKey) targets(v *parse.RangeVar, nodes []*parse.Node) []Column {
	known := k.columns(model.QName{Schema: v.GetSchemaname(), Name: v.GetRelname()})
	if len(nodes) == 0 {
		return known
	}
	var list []Column
	for _, n := range nodes {
		t := n.GetResTarget()
		at := -1
		for i := range known {
			if known[i].Name == t.GetName() {
				at = i
			}
		}
		if at < 0 || len(t.GetIndirection()) > 0 || t.GetVal().GetMultiAssignRef() != nil {
			k.fail("what is assigned to is not a plain column")
			return nil
		}
		list = append(list, known[at])
	}
	return list
}

func (k *statementKey) names(columns []Column) {
	for _, c := range columns {
		k.write(c.Name)
	}
}

// set adds what SET assigns. Positions in the list mean nothing but to whom.
func (k *statementKey) set(v *parse.RangeVar, nodes, from []*parse.Node, where *parse.Node) {
	columns := k.targets(v, nodes)
	k.names(columns)
	k.rows([][]*parse.Node{values(nodes)}, columns, &parse.SelectStmt{FromClause: from, WhereClause: where})
}

func values(nodes []*parse.Node) []*parse.Node {
	list := make([]*parse.Node, len(nodes))
	for i, n := range nodes {
		list[i] = n.GetResTarget().GetVal()
	}
	return list
}

// rows adds rows of values, each as a query. DEFAULT stands for itself.
func (k *statementKey) rows(rows [][]*parse.Node, columns []Column, query *parse.SelectStmt) {
	for _, row := range rows {
		one := &parse.SelectStmt{FromClause: query.GetFromClause(), WhereClause: query.GetWhereClause()}
		var targets []Column
		for i, v := range row {
			if v.GetSetToDefault() != nil {
				k.write("default", columnName(columns, i))
				continue
			}
			one.TargetList = append(one.TargetList, &parse.Node{Node: &parse.Node_ResTarget{ResTarget: &parse.ResTarget{Name: "value", Val: v}}})
			if i < len(columns) {
				targets = append(targets, columns[i])
			}
		}
		k.query(one, targets)
	}
}

func columnName(columns []Column, i int) string {
	if i < len(columns) {
		return columns[i].Name
	}
	return ""
}

func (k *statementKey) insert(s *parse.InsertStmt) {
	k.begin("insert", s.Relation, s.WithClause)
	k.write(s.Override.String())
	columns := k.targets(s.Relation, s.Cols)
	source := s.SelectStmt.GetSelectStmt()
	switch {
	case source == nil:
		columns = nil
		k.write("default values")
	case len(source.ValuesLists) > 0:
		rows := make([][]*parse.Node, len(source.ValuesLists))
		for i, row := range source.ValuesLists {
			rows[i] = row.GetList().GetItems()
			columns = columns[:min(len(columns), len(rows[i]))]
		}
		k.names(columns)
		k.rows(rows, columns, nil)
	default:
		k.names(columns)
		k.query(source, columns)
	}
	if c := s.OnConflictClause; c != nil {
		k.conflict(s.Relation, c)
	}
	k.returning(s.ReturningList, []*parse.Node{relationNode(s.Relation)})
}

func (k *statementKey) conflict(v *parse.RangeVar, c *parse.OnConflictClause) {
	own := []*parse.Node{relationNode(v)}
	k.write("on conflict", c.GetInfer().GetConname())
	for _, n := range c.GetInfer().GetIndexElems() {
		e := n.GetIndexElem()
		if k.write(e.GetName()); e.GetName() == "" || len(e.GetCollation())+len(e.GetOpclass()) > 0 {
			k.fail("the key of a conflict is not a plain column")
			return
		}
	}
	k.query(&parse.SelectStmt{FromClause: own, WhereClause: c.GetInfer().GetWhereClause()}, nil)
	k.write(c.Action.String())
	if c.Action == parse.OnConflictAction_ONCONFLICT_UPDATE {
		excluded := &parse.RangeVar{Schemaname: v.Schemaname, Relname: v.Relname, Inh: true, Alias: &parse.Alias{Aliasname: "excluded"}}
		k.set(v, c.TargetList, append(own, relationNode(excluded)), c.WhereClause)
	}
}

func (k *statementKey) returning(targets, from []*parse.Node) {
	if len(targets) > 0 {
		k.query(&parse.SelectStmt{TargetList: targets, FromClause: from}, nil)
	}
}

// merge adds what MERGE joins, and what it does when.
func (k *statementKey) merge(m *parse.MergeStmt) {
	k.begin("merge", m.Relation, m.WithClause)
	from := []*parse.Node{relationNode(m.Relation), m.SourceRelation}
	k.query(&parse.SelectStmt{FromClause: from, WhereClause: m.JoinCondition}, nil)
	for _, n := range m.MergeWhenClauses {
		w := n.GetMergeWhenClause()
		k.write("when", strconv.FormatBool(w.GetMatched()), w.GetCommandType().String(), w.GetOverride().String())
		if w.GetCondition() != nil {
			k.query(&parse.SelectStmt{FromClause: from, WhereClause: w.Condition}, nil)
		}
		switch w.GetCommandType() {
		case parse.CmdType_CMD_UPDATE:
			k.set(m.Relation, w.TargetList, from, nil)
		case parse.CmdType_CMD_INSERT:
			columns := k.targets(m.Relation, w.TargetList)
			columns = columns[:min(len(columns), len(w.Values))]
			k.names(columns)
			k.rows([][]*parse.Node{w.Values}, columns, &parse.SelectStmt{FromClause: from})
		default:
		}
	}
}
