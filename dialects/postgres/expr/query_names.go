package expr

import (
	"strings"

	"github.com/schemadiff/schemadiff/dialects/postgres/facts"
	"github.com/schemadiff/schemadiff/dialects/postgres/parse"
)

// visibleItems calls f with the items that a name can mean, level by level from
// the inside out, as long as f returns false.
func (a *analysis) visibleItems(f func(items []*item) bool) {
	skip := false
	for l := a.level; l != nil; l = l.outer {
		if !skip && f(l.items) {
			return
		}
		skip = l.blind
	}
}

// queryColumn finds a column by its plain name, nil if no item has it.
func (a *analysis) queryColumn(name string) (found *node) {
	a.visibleItems(func(items []*item) bool {
		for _, x := range items {
			if x.hidden {
				continue
			}
			n := find(x.columns, name)
			if n == nil && x.row != nil {
				n = a.itemColumn(x, name)
			}
			if n != nil {
				if found != nil {
					fail("column reference %s is ambiguous", name)
				}
				found = n
			}
		}
		return found != nil
	})
	return found
}

// queryItem finds an item by its name, nil if there is none.
func (a *analysis) queryItem(names []string) (found *item) {
	name, schema := names[len(names)-1], ""
	if len(names) > 1 {
		schema = names[len(names)-2]
	}
	a.visibleItems(func(items []*item) bool {
		for _, x := range items {
			if x.nameless || x.name == "" || x.name != name || schema != "" && schema != x.schema {
				continue
			}
			if found != nil {
				fail("table reference %s is ambiguous", name)
			}
			found = x
		}
		return found != nil
	})
	return found
}

// itemColumn is item.name.
func (a *analysis) itemColumn(x *item, name string) *node {
	if n := find(x.columns, name); n != nil {
		return n
	}
	if t := systemColumn(name); t != "" && x.row != nil {
		return &node{kind: kindColumn, rel: x.number, item: x, name: name, typ: a.c.base.Type("pg_catalog", t)}
	}
	return nil
}

// itemRow is the whole row of an item.
func (a *analysis) itemRow(x *item) *node {
	if x.scalar {
		return x.columns[0].node
	}
	row := &node{kind: kindWholeRow, rel: x.number, item: x, typ: x.row}
	if x.row == nil {
		row.typ = a.c.known.record
		for _, c := range x.columns {
			row.outs = append(row.outs, facts.Field{Name: c.name, Type: c.node.typ, Mods: c.node.mods})
		}
	}
	return row
}

// expandStar is * or name.* in a list of targets.
func (a *analysis) expandStar(names []string) []output {
	if len(names) > 0 {
		x := a.queryItem(names)
		if x == nil {
			fail("there is no relation %s here", strings.Join(names, "."))
		}
		return x.columns
	}
	var out []output
	for _, x := range a.level.items {
		if !x.hidden {
			out = append(out, x.columns...)
		}
	}
	if len(out) == 0 {
		fail("SELECT * needs a table")
	}
	return out
}

// expandRow is (row).* in a list of targets: the fields of a composite value.
func (a *analysis) expandRow(steps *parse.A_Indirection) []output {
	arg := steps.Arg
	if before := steps.Indirection[:len(steps.Indirection)-1]; len(before) > 0 {
		arg = &parse.Node{Node: &parse.Node_AIndirection{AIndirection: &parse.A_Indirection{Arg: steps.Arg, Indirection: before}}}
	}
	row := a.expression(arg)
	if row.kind == kindWholeRow && row.rel > 0 {
		if x := a.itemOf(row.rel); x != nil {
			return x.columns
		}
	}
	var out []output
	for _, f := range a.fieldsOf(row) {
		if f.Type == nil {
			fail("nothing is known about the type of %s.%s", row.typ, f.Name)
		}
		out = append(out, output{f.Name, &node{kind: kindField, name: f.Name, typ: f.Type, mods: f.Mods, args: []*node{row}}})
	}
	if len(out) == 0 {
		fail("a row of unknown origin can't be expanded")
	}
	return out
}

// itemOf finds the item that a column or row belongs to.
func (a *analysis) itemOf(rel int) *item {
	for l := a.level; l != nil; l = l.outer {
		for _, x := range l.items {
			if x.number == rel {
				return x
			}
		}
	}
	return nil
}

// queryRef is a qualified name, or name.*, that an item of FROM may hold; nil if
// none does.
func (a *analysis) queryRef(names []string, star bool) *node {
	if star {
		if x := a.queryItem(names); x != nil {
			return a.itemRow(x)
		}
		return nil
	}
	x := a.queryItem(names[:len(names)-1])
	if x == nil {
		return nil
	}
	if out := a.itemColumn(x, names[len(names)-1]); out != nil {
		return out
	}
	return a.project(a.itemRow(x), names[len(names)-1], true)
}
