package expr

import "github.com/schemadiff/schemadiff/model"

// determined notes the relations whose primary keys a query rests on: where it
// groups by all columns of one, and uses others of the relation ungrouped, the
// server makes it depend on that key (check_functional_grouping). The query is
// valid, so what isn't grouped is determined by a key.
func (a *analysis) determined(group *node, trees ...*node) {
	if a.uses == nil || group == nil {
		return
	}
	g := grouping{grouped: map[string]bool{}, items: map[*item]bool{}, uses: a.uses}
	g.keys(group)
	for _, n := range trees {
		g.walk(n, false)
	}
}

// grouping is what one query groups by.
type grouping struct {
	grouped map[string]bool // the keys of the values
	items   map[*item]bool  // the relations that columns of are among them
	uses    *References
}

// keys collects what is grouped by, also within sets.
func (g *grouping) keys(n *node) {
	for _, value := range n.args {
		if value.kind == kindClause {
			g.keys(value)
			continue
		}
		g.grouped[writeKey(value)] = true
		if value.kind == kindColumn && value.item != nil {
			g.items[value.item] = true
		}
	}
}

// walk looks for columns that are not grouped. The arguments of aggregates need
// not be, unless these are those of a query inside.
func (g *grouping) walk(n *node, inside bool) {
	if n == nil {
		return
	}
	if n.kind != kindClause && g.grouped[writeKey(n)] || n.kind == kindAggregate && !inside && !hasWindow(n) {
		return
	}
	if (n.kind == kindColumn || n.kind == kindWholeRow) && g.items[n.item] && n.item.row != nil && !isBuiltin(n.item.row.Schema) {
		g.uses.Keys = append(g.uses.Keys, model.QName{Schema: n.item.row.Schema, Name: n.item.row.Name})
	}
	for _, child := range n.args {
		g.walk(child, inside || n.kind == kindClause && n.name == "select")
	}
}

func hasWindow(n *node) bool {
	for _, child := range n.args {
		if child != nil && child.kind == kindClause && child.name == "window" {
			return true
		}
	}
	return false
}
