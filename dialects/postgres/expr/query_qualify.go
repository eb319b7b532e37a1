package expr

import (
	"github.com/schemadiff/schemadiff/dialects/postgres/parse"
)

// QualifyQuery writes out what a query leaves to the columns that are there when
// it is read: each column gets the name of its relation in FROM, and stars
// become lists. It changes stmt and returns the columns of the result. From then
// on a column of a relation can get another name, or a relation another column,
// without a change of what the query means: so the server keeps its views.
func (c *Catalog) QualifyQuery(s Scope, stmt *parse.SelectStmt) ([]Column, error) {
	var columns []Column
	a := c.analysis(&s)
	a.qualified = &qualification{refs: map[*parse.ColumnRef][]string{}, stars: map[*parse.ResTarget][]*parse.Node{}}
	err := guard(func() {
		for _, out := range a.selectStmt(stmt, nil, false).columns {
			columns = append(columns, Column{Name: out.name, Type: modelType(out.node.typ, out.node.mods)})
		}
	})
	if err != nil {
		return nil, err
	}
	parse.Walk(&parse.Node{Node: &parse.Node_SelectStmt{SelectStmt: stmt}}, func(part any) {
		switch n := part.(type) {
		case *parse.ColumnRef:
			if names := a.qualified.refs[n]; names != nil {
				n.Fields = nameNodes(names)
			}
		case *parse.SelectStmt:
			n.TargetList = a.qualified.targets(n.TargetList)
		}
	})
	return columns, nil
}

// qualification collects what a query's names stand for.
type qualification struct {
	refs map[*parse.ColumnRef][]string
	// stars are the targets that each star stands for.
	stars map[*parse.ResTarget][]*parse.Node
}

func (q *qualification) targets(list []*parse.Node) []*parse.Node {
	var out []*parse.Node
	for _, n := range list {
		if expanded, ok := q.stars[n.GetResTarget()]; ok && n.GetResTarget() != nil {
			out = append(out, expanded...)
			continue
		}
		out = append(out, n)
	}
	return out
}

// noteRef notes the relation of a column that was written by its plain name.
func (a *analysis) noteRef(ref *parse.ColumnRef, name string, n *node) {
	if a.qualified == nil || n == nil {
		return
	}
	if names := a.nameOf(name, n); len(names) > 1 {
		a.qualified.refs[ref] = names
	}
}

// noteStar notes the columns of a star.
func (a *analysis) noteStar(target *parse.ResTarget, columns []output) {
	if a.qualified == nil {
		return
	}
	list := make([]*parse.Node, len(columns))
	for i, c := range columns {
		ref := &parse.ColumnRef{Fields: nameNodes(a.nameOf(c.name, c.node))}
		list[i] = &parse.Node{Node: &parse.Node_ResTarget{ResTarget: &parse.ResTarget{
			Val: &parse.Node{Node: &parse.Node_ColumnRef{ColumnRef: ref}},
		}}}
	}
	a.qualified.stars[target] = list
}

// nameOf returns the name of a column with that of its relation before it, if
// that leads to the column.
func (a *analysis) nameOf(name string, n *node) []string {
	if n.kind != kindColumn || n.rel == 0 {
		return []string{name}
	}
	x := a.itemOf(n.rel)
	if x == nil || x.name == "" || x.nameless || a.queryItem([]string{x.name}) != x {
		return []string{name}
	}
	if found := a.itemColumn(x, name); found == nil || found.rel != n.rel || found.name != n.name {
		return []string{name}
	}
	return []string{x.name, name}
}

func nameNodes(names []string) []*parse.Node {
	nodes := make([]*parse.Node, len(names))
	for i, n := range names {
		nodes[i] = &parse.Node{Node: &parse.Node_String_{String_: &parse.String{Sval: n}}}
	}
	return nodes
}
