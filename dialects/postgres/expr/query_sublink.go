package expr

import "github.com/schemadiff/schemadiff/dialects/postgres/parse"

// subLink is transformSubLink: a query in an expression.
func (a *analysis) subLink(s *parse.SubLink) *node {
	stmt := s.Subselect.GetSelectStmt()
	if stmt == nil {
		fail("a sub-select is none")
	}
	k := &a.c.known
	var test *node
	if s.Testexpr != nil {
		test = a.expression(s.Testexpr)
	}
	r := a.selectStmt(stmt, nil, false)
	columns := make([]*node, len(r.columns))
	for i, c := range r.columns {
		columns[i] = &node{kind: kindSubColumn, typ: c.node.typ, mods: c.node.mods}
	}
	one := func() *node {
		if len(columns) != 1 {
			fail("a sub-select must yield one column")
		}
		return columns[0]
	}
	switch s.SubLinkType {
	case parse.SubLinkType_EXISTS_SUBLINK:
		return &node{kind: kindSubLink, name: "exists", typ: k.boolean, args: []*node{r.node}}
	case parse.SubLinkType_EXPR_SUBLINK:
		return &node{kind: kindSubLink, name: "value", typ: one().typ, mods: one().mods, args: []*node{r.node}, origin: r.columns[0].node}
	case parse.SubLinkType_ARRAY_SUBLINK:
		t := one().typ
		if !t.IsArray {
			if t = t.Array; t == nil {
				fail("there is no array type for %s", one().typ)
			}
		}
		return &node{kind: kindSubLink, name: "array", typ: t, args: []*node{r.node}, origin: r.columns[0].node}
	case parse.SubLinkType_ANY_SUBLINK, parse.SubLinkType_ALL_SUBLINK:
		name := "any"
		if s.SubLinkType == parse.SubLinkType_ALL_SUBLINK {
			name = "all"
		}
		compared := a.subTest(s, test, columns)
		a.noteLink(s)
		return &node{kind: kindSubLink, name: name, typ: k.boolean, args: []*node{compared, r.node}}
	}
	fail("a sub-select of this kind can't be analysed: %s", s.SubLinkType)
	return nil
}

// subTest compares what stands before IN, ANY or ALL with the columns of the
// sub-select.
func (a *analysis) subTest(s *parse.SubLink, test *node, columns []*node) *node {
	schema, name := "", "="
	if len(s.OperName) > 0 {
		schema, name = operatorName(s.OperName)
	}
	left := []*node{test}
	if test.kind == kindRow {
		left = test.args
	}
	if len(left) != len(columns) {
		fail("a sub-select yields %d columns, not %d", len(columns), len(left))
	}
	return a.compareRows(schema, name, left, columns)
}
