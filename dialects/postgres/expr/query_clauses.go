package expr

import (
	"strconv"
	"strings"

	"github.com/schemadiff/schemadiff/dialects/postgres/facts"
	"github.com/schemadiff/schemadiff/dialects/postgres/parse"
)

// order is transformSortClause; nil if there is none. A plain name is a column
// of the result first, a number its place.
func (a *analysis) order(list []*parse.Node, targets []output) *node {
	if len(list) == 0 {
		return nil
	}
	out := clause("order")
	seen := map[string]bool{}
	for _, n := range list {
		item := a.sortItem(n.GetSortBy(), func(n *parse.Node) *node { return a.target(n, targets, false) })
		// What a query is ordered by already changes nothing: the server drops it.
		if key := writeKey(item.args[0]); !seen[key] {
			seen[key] = true
			out.args = append(out.args, item)
		}
	}
	return out
}

// sortItem is an item of ORDER BY.
func (a *analysis) sortItem(s *parse.SortBy, value func(*parse.Node) *node) *node {
	name := "asc"
	first := false // where NULLs come
	switch s.GetSortbyDir() {
	case parse.SortByDir_SORTBY_DESC:
		name, first = "desc", true
	case parse.SortByDir_SORTBY_USING:
		switch schema, op := operatorName(s.UseOp); {
		case schema != "" && schema != facts.CatalogSchema || op != "<" && op != ">":
			return &node{kind: kindClause, name: "using", names: []string{schema, op}, args: []*node{a.settled(value(s.GetNode()))}}
		case op == ">":
			name, first = "desc", true
		}
	}
	switch s.GetSortbyNulls() {
	case parse.SortByNulls_SORTBY_NULLS_FIRST:
		first = true
	case parse.SortByNulls_SORTBY_NULLS_LAST:
		first = false
	}
	if first {
		name += " nulls first"
	}
	return clause(name, a.settled(value(s.GetNode())))
}

// target is findTargetlistEntrySQL92: what an item of ORDER BY, GROUP BY or
// DISTINCT ON means. grouping: an input column comes before an output column.
func (a *analysis) target(n *parse.Node, targets []output, grouping bool) *node {
	if ref := n.GetColumnRef(); ref != nil && len(ref.Fields) == 1 && ref.Fields[0].GetString_() != nil {
		name := ref.Fields[0].GetString_().Sval
		if !grouping || a.queryColumn(name) == nil {
			if found := sameTargets(targets, name); found != nil {
				return found
			}
		}
	}
	if c := n.GetAConst(); c != nil && c.GetIval() != nil {
		i := int(c.GetIval().Ival)
		if i < 1 || i > len(targets) {
			fail("position %d is not in the select list", i)
		}
		return targets[i-1].node
	}
	return a.expression(n)
}

// sameTargets returns the target of that name; several must be the same.
func sameTargets(targets []output, name string) *node {
	var found *node
	for _, t := range targets {
		if t.name != name {
			continue
		}
		if found != nil && writeKey(found) != writeKey(t.node) {
			fail("%s is ambiguous", name)
		}
		found = t.node
	}
	return found
}

// group is transformGroupClause; nil if there is none.
func (a *analysis) group(s *parse.SelectStmt, targets []output) *node {
	if len(s.GroupClause) == 0 {
		return nil
	}
	out := clause("group", once(a.groupItems(s.GroupClause, targets))...)
	if s.GroupDistinct {
		out.name = "group distinct"
	}
	return out
}

func (a *analysis) groupItems(list []*parse.Node, targets []output) []*node {
	var out []*node
	for _, n := range list {
		switch set := n.GetGroupingSet(); {
		case set != nil:
			name := strings.ToLower(strings.TrimPrefix(set.Kind.String(), "GROUPING_SET_"))
			out = append(out, clause(name, a.groupItems(set.Content, targets)...))
		case n.GetRowExpr() != nil && n.GetRowExpr().RowFormat == parse.CoercionForm_COERCE_IMPLICIT_CAST:
			out = append(out, a.groupItems(n.GetRowExpr().Args, targets)...)
		default:
			out = append(out, a.settled(a.target(n, targets, true)))
		}
	}
	return out
}

// once leaves out what is in the list before.
func once(list []*node) []*node {
	var out []*node
	seen := map[string]bool{}
	for _, n := range list {
		key := writeKey(n)
		if n.kind == kindClause || !seen[key] {
			out = append(out, n)
		}
		seen[key] = true
	}
	return out
}

// distinctClause is DISTINCT or DISTINCT ON; nil if there is none. The values of
// DISTINCT ON that a query is ordered by come first, in that order.
func (a *analysis) distinctClause(list []*parse.Node, targets []output, order *node) *node {
	switch {
	case len(list) == 0:
		return nil
	case list[0].GetNode() == nil:
		return clause("distinct")
	}
	values := make([]*node, len(list))
	wanted := map[string]bool{}
	for i, n := range list {
		values[i] = a.settled(a.target(n, targets, false))
		wanted[writeKey(values[i])] = true
	}
	var first []*node
	if order != nil {
		for _, item := range order.args {
			if wanted[writeKey(item.args[0])] {
				first = append(first, item.args[0])
			}
		}
	}
	return clause("distinct on", once(append(first, values...))...)
}

// limits are LIMIT, OFFSET and the row locks.
func (a *analysis) limits(s *parse.SelectStmt) []*node {
	var out []*node
	number := func(name string, n *parse.Node) {
		if n == nil || n.GetAConst().GetIsnull() {
			return
		}
		value := a.coerceTo(a.expression(n), a.c.known.int8, "", assignment)
		if value == nil {
			fail("LIMIT and OFFSET need a number")
		}
		out = append(out, clause(name, value))
	}
	if s.LimitOption == parse.LimitOption_LIMIT_OPTION_WITH_TIES {
		number("limit with ties", s.LimitCount)
	} else {
		number("limit", s.LimitCount)
	}
	number("offset", s.LimitOffset)
	return append(out, a.locks(s.LockingClause)...)
}

// locks are the row locks, one for each relation.
func (a *analysis) locks(list []*parse.Node) []*node {
	var out []*node
	for _, n := range list {
		lock := n.GetLockingClause()
		var items []*item
		for _, rel := range lock.GetLockedRels() {
			x := a.queryItem([]string{rel.GetRangeVar().GetRelname()})
			if x == nil {
				fail("there is no relation %s to lock", rel.GetRangeVar().GetRelname())
			}
			items = append(items, x)
		}
		if len(items) == 0 {
			items = a.level.items
		}
		name := "lock " + lock.GetStrength().String() + " " + lock.GetWaitPolicy().String()
		for _, x := range items {
			if x.number > 0 {
				out = append(out, clause(name, &node{kind: kindWholeRow, rel: x.number}))
			}
		}
	}
	return out
}

// aggregate adds to a call what makes it an aggregate or a window function's.
func (a *analysis) aggregate(f *parse.FuncCall, call *node) *node {
	out := &node{kind: kindAggregate, name: "aggregate", typ: call.typ, mods: call.mods, args: []*node{call}}
	if call.kind == kindAggregate {
		c := *call
		c.kind = kindCall
		out.args[0] = &c
	}
	switch {
	case f.AggStar:
		out.name += " star"
	case f.AggDistinct:
		out.name += " distinct"
	case f.AggWithinGroup:
		out.name += " within group"
	}
	if len(f.AggOrder) > 0 {
		order := clause("order")
		for _, n := range f.AggOrder {
			item := a.sortItem(n.GetSortBy(), a.expression)
			if f.AggWithinGroup {
				item.args = nil // they are arguments of the call
			}
			order.args = append(order.args, item)
		}
		out.args = append(out.args, order)
	}
	if f.AggFilter != nil {
		out.args = append(out.args, a.condition("filter", f.AggFilter))
	}
	if f.Over != nil {
		out.args = append(out.args, a.window(f.Over, 0))
	}
	return out
}

// window is an OVER clause, with what it takes from a named window.
func (a *analysis) window(w *parse.WindowDef, depth int) *node {
	if depth > len(a.level.windows) {
		fail("the windows refer to each other")
	}
	partition, order, frame := clause("partition"), clause("order"), clause("frame "+strconv.Itoa(int(w.FrameOptions)))
	name := w.Refname
	if name == "" && w.Name != "" && depth == 0 {
		name = w.Name
	}
	if name != "" {
		from := a.window(a.namedWindow(name), depth+1)
		partition, order = from.args[0], from.args[1]
		if w.Refname == "" {
			frame = from.args[2]
		}
	}
	for _, n := range w.PartitionClause {
		partition.args = append(partition.args, a.settled(a.expression(n)))
	}
	for _, n := range w.OrderClause {
		order.args = append(order.args, a.sortItem(n.GetSortBy(), a.expression))
	}
	for _, n := range []*parse.Node{w.StartOffset, w.EndOffset} {
		if n != nil {
			frame.args = append(frame.args, a.expression(n))
		}
	}
	return clause("window", partition, order, frame)
}

func (a *analysis) namedWindow(name string) *parse.WindowDef {
	for _, n := range a.level.windows {
		if w := n.GetWindowDef(); w.GetName() == name {
			return w
		}
	}
	fail("there is no window %s", name)
	return nil
}
