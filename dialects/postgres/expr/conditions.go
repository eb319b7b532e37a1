package expr

import (
	"github.com/schemadiff/schemadiff/dialects/postgres/facts"
	"github.com/schemadiff/schemadiff/dialects/postgres/parse"
)

func (a *analysis) nullTest(e *parse.NullTest) *node {
	name := "null"
	if e.Nulltesttype == parse.NullTestType_IS_NOT_NULL {
		name = "not null"
	}
	return a.test(a.expression(e.Arg), name)
}

func (a *analysis) test(arg *node, name string) *node {
	return &node{kind: kindTest, name: name, typ: a.c.known.boolean, args: []*node{arg}}
}

func (a *analysis) booleanTest(e *parse.BooleanTest) *node {
	var name string
	switch e.Booltesttype {
	case parse.BoolTestType_IS_TRUE:
		name = "true"
	case parse.BoolTestType_IS_NOT_TRUE:
		name = "not true"
	case parse.BoolTestType_IS_FALSE:
		name = "false"
	case parse.BoolTestType_IS_NOT_FALSE:
		name = "not false"
	case parse.BoolTestType_IS_UNKNOWN:
		name = "unknown"
	case parse.BoolTestType_IS_NOT_UNKNOWN:
		name = "not unknown"
	default:
		fail("a test of this kind can't be analysed: %s", e.Booltesttype)
	}
	return a.test(a.boolean(a.expression(e.Arg)), name)
}

// caseExpr is transformCaseExpr.
func (a *analysis) caseExpr(e *parse.CaseExpr) *node {
	k := &a.c.known
	var operand, placeholder *node
	if e.Arg != nil {
		operand = a.expression(e.Arg)
		if operand.typ == k.unknown {
			operand = a.coerceType(operand, k.text, "", implicit)
		}
		placeholder = &node{kind: kindCaseTest, typ: operand.typ, mods: operand.mods}
	}
	conditions := make([]*node, len(e.Args))
	results := make([]*node, 0, len(e.Args)+1)
	results = append(results, &node{kind: kindUnknown, null: true, typ: k.unknown})
	for i, arg := range e.Args {
		when := arg.GetCaseWhen()
		if when == nil {
			fail("a CASE has a branch that is none")
		}
		condition := a.expression(when.Expr)
		if placeholder != nil {
			condition = a.operateHidden("", "=", placeholder, condition)
		}
		conditions[i] = a.boolean(condition)
		results = append(results, a.expression(when.Result))
	}
	if e.Defresult != nil {
		results[0] = a.expression(e.Defresult)
	}
	common := a.commonType(results, "CASE", false)
	results = a.toCommon(results, common, "CASE")
	out := &node{kind: kindCase, typ: common, mods: commonMods(common, results), args: []*node{operand}}
	for i, c := range conditions {
		out.args = append(out.args, c, results[i+1])
	}
	out.args = append(out.args, results[0])
	return out
}

func (a *analysis) coalesce(e *parse.CoalesceExpr) *node {
	return a.alike(kindCoalesce, "COALESCE", e.Args)
}

func (a *analysis) minMax(e *parse.MinMaxExpr) *node {
	if e.Op == parse.MinMaxOp_IS_GREATEST {
		return a.alike(kindMinMax, "GREATEST", e.Args)
	}
	return a.alike(kindMinMax, "LEAST", e.Args)
}

// alike is a construct whose arguments take one common type.
func (a *analysis) alike(k kind, name string, list []*parse.Node) *node {
	args := a.expressions(list)
	common := a.commonType(args, name, false)
	args = a.toCommon(args, common, name)
	return &node{kind: k, name: name, typ: common, mods: commonMods(common, args), args: args}
}

// array is transformArrayExpr. target and element are given under a cast.
func (a *analysis) array(e *parse.A_ArrayExpr, target, element *facts.Type, mods string) *node {
	if a.depth++; a.depth > maxDepth {
		fail("the expression is nested too deeply")
	}
	defer func() { a.depth-- }()
	nested := false
	items := make([]*node, len(e.Elements))
	for i, n := range e.Elements {
		if inner := n.GetAArrayExpr(); inner != nil {
			items[i] = a.array(inner, target, element, mods)
			nested = true
			continue
		}
		items[i] = a.expression(n)
		nested = nested || baseElementOf(items[i].typ) != nil && (a.c.major >= 17 || items[i].typ.IsArray)
	}
	out := &node{kind: kindArray, flag: nested}
	if target == nil {
		return a.deducedArray(out, items)
	}
	out.typ = target
	to := element
	if nested {
		to = target
	}
	out.args = make([]*node, len(items))
	for i, n := range items {
		if out.args[i] = a.coerceTo(n, to, mods, explicit); out.args[i] == nil {
			fail("there is no cast from %s to %s", n.typ, to)
		}
	}
	out.mods = commonMods(to, out.args)
	return out
}

// deducedArray is an ARRAY[…] whose type follows from its elements.
func (a *analysis) deducedArray(out *node, items []*node) *node {
	if len(items) == 0 {
		fail("the type of an empty array can't be determined")
	}
	common := a.commonType(items, "ARRAY", false)
	if out.flag {
		if out.typ = base(common); elementOf(out.typ) == nil {
			fail("an array has elements that are arrays and others that are not")
		}
	} else if out.typ = common.Array; out.typ == nil {
		fail("there is no array type for %s", common)
	}
	out.args = a.toCommon(items, common, "ARRAY")
	out.mods = commonMods(common, out.args)
	return out
}

// row is transformRowExpr.
func (a *analysis) row(e *parse.RowExpr) *node {
	out := &node{kind: kindRow, typ: a.c.known.record}
	for _, n := range e.Args {
		if ref := n.GetColumnRef(); ref != nil && len(ref.Fields) > 0 && ref.Fields[len(ref.Fields)-1].GetAStar() != nil {
			out.args = append(out.args, a.rowFields(ref)...)
			continue
		}
		out.args = append(out.args, a.expression(n))
	}
	return out
}

// rowFields expands t.* in ROW(…).
func (a *analysis) rowFields(ref *parse.ColumnRef) []*node {
	var out []*node
	if whole := a.columnRef(ref); whole.rel > 0 {
		for _, c := range a.itemOf(whole.rel).columns {
			out = append(out, c.node)
		}
		return out
	}
	for _, c := range a.scope.Columns {
		out = append(out, a.column(c.Name))
	}
	return out
}
