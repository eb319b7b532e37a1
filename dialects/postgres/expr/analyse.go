package expr

import (
	"strconv"

	"github.com/schemadiff/schemadiff/dialects/postgres/parse"
)

// analysis is the analysis of one expression.
type analysis struct {
	c     *Catalog
	scope *Scope
	path  []string
	depth int
	// unsure is why the first constant of unsure value is so.
	unsure string
	uses   *References // collected if not nil
	// qualified collects how columns are called, if not nil.
	qualified *qualification

	level *level  // of the query that is analysed, nil outside of any
	ruled []*item // OLD and NEW of a rule
}

// maxDepth is how deep an expression may be nested.
const maxDepth = 5000

// expression is transformExprRecurse.
func (a *analysis) expression(n *parse.Node) *node {
	if a.depth++; a.depth > maxDepth {
		fail("the expression is nested too deeply")
	}
	defer func() { a.depth-- }()
	switch v := n.GetNode().(type) {
	case *parse.Node_AConst:
		return a.literal(v.AConst)
	case *parse.Node_ColumnRef:
		return a.columnRef(v.ColumnRef)
	case *parse.Node_AExpr:
		out := a.operation(v.AExpr)
		a.noteOperation(v.AExpr)
		return out
	case *parse.Node_TypeCast:
		return a.typeCast(v.TypeCast)
	case *parse.Node_FuncCall:
		out := a.funcCall(v.FuncCall)
		a.noteCall(v.FuncCall)
		return out
	case *parse.Node_BoolExpr:
		return a.boolExpr(v.BoolExpr)
	case *parse.Node_NullTest:
		return a.nullTest(v.NullTest)
	case *parse.Node_BooleanTest:
		return a.booleanTest(v.BooleanTest)
	case *parse.Node_CaseExpr:
		return a.caseExpr(v.CaseExpr)
	case *parse.Node_CoalesceExpr:
		return a.coalesce(v.CoalesceExpr)
	case *parse.Node_MinMaxExpr:
		return a.minMax(v.MinMaxExpr)
	case *parse.Node_AArrayExpr:
		return a.array(v.AArrayExpr, nil, nil, "")
	case *parse.Node_RowExpr:
		return a.row(v.RowExpr)
	case *parse.Node_AIndirection:
		return a.indirection(v.AIndirection)
	case *parse.Node_CollateClause:
		return a.collateClause(v.CollateClause)
	case *parse.Node_SqlvalueFunction:
		return a.sessionValue(v.SqlvalueFunction)
	}
	return a.rareExpression(n)
}

// rareExpression are the kinds that hardly any schema has.
func (a *analysis) rareExpression(n *parse.Node) *node {
	switch v := n.GetNode().(type) {
	case *parse.Node_XmlExpr:
		return a.xmlExpr(v.XmlExpr)
	case *parse.Node_XmlSerialize:
		return a.xmlSerialize(v.XmlSerialize)
	case *parse.Node_JsonIsPredicate:
		return a.isJSON(v.JsonIsPredicate)
	case *parse.Node_JsonObjectConstructor:
		return a.jsonObject(v.JsonObjectConstructor)
	case *parse.Node_JsonArrayConstructor:
		return a.jsonArray(v.JsonArrayConstructor)
	case *parse.Node_NamedArgExpr:
		fail("an argument with a name stands outside of a call")
	case *parse.Node_SubLink:
		return a.subLink(v.SubLink)
	case *parse.Node_GroupingFunc:
		return &node{kind: kindAggregate, name: "grouping", typ: a.c.known.int4, args: a.expressions(v.GroupingFunc.Args)}
	case *parse.Node_SetToDefault:
		fail("DEFAULT is no value here")
	case *parse.Node_ParamRef:
		return a.argument(int(v.ParamRef.Number))
	}
	fail("an expression of this kind can't be analysed: %T", n.GetNode())
	return nil
}

// argument is an argument of a function by its number.
func (a *analysis) argument(number int) *node {
	if !a.scope.Arguments || number < 1 || number > len(a.scope.Columns) {
		fail("a parameter can't be used here")
	}
	c := &a.scope.Columns[number-1]
	t := a.c.resolve(c.Type)
	if t == nil {
		fail("nothing is known about the type %s of an argument", c.Type)
	}
	a.useType(t)
	return &node{kind: kindColumn, name: "$" + strconv.Itoa(number), typ: t}
}

func (a *analysis) expressions(nodes []*parse.Node) []*node {
	out := make([]*node, len(nodes))
	for i, n := range nodes {
		out[i] = a.expression(n)
	}
	return out
}

func (a *analysis) typeCast(tc *parse.TypeCast) *node {
	target, mods := a.typeName(tc.TypeName)
	a.useType(target)
	var arg *node
	if list := tc.Arg.GetAArrayExpr(); list != nil {
		if array, arrayMods := baseType(target, mods); elementOf(array) != nil {
			arg = a.array(list, array, elementOf(array), arrayMods)
		}
	}
	if arg == nil {
		arg = a.expression(tc.Arg)
	}
	if a.isPolymorphic(target) { // as the default of an argument is printed
		return a.coerceType(arg, target, mods, explicit)
	}
	out := a.coerceTo(arg, target, mods, explicit)
	if out == nil {
		fail("there is no cast from %s to %s", arg.typ, target)
	}
	return out
}

// operation is what A_Expr nodes stand for.
func (a *analysis) operation(e *parse.A_Expr) *node {
	switch e.Kind {
	case parse.A_Expr_Kind_AEXPR_OP, parse.A_Expr_Kind_AEXPR_LIKE, parse.A_Expr_Kind_AEXPR_ILIKE, parse.A_Expr_Kind_AEXPR_SIMILAR:
		return a.plainOperation(e)
	case parse.A_Expr_Kind_AEXPR_OP_ANY, parse.A_Expr_Kind_AEXPR_OP_ALL:
		schema, name := operatorName(e.Name)
		any := e.Kind == parse.A_Expr_Kind_AEXPR_OP_ANY
		left := a.expression(e.Lexpr)
		return a.operateArray(schema, name, any, left, a.expression(e.Rexpr))
	case parse.A_Expr_Kind_AEXPR_DISTINCT, parse.A_Expr_Kind_AEXPR_NOT_DISTINCT:
		return a.distinctFrom(e)
	case parse.A_Expr_Kind_AEXPR_NULLIF:
		schema, name := operatorName(e.Name)
		left := a.expression(e.Lexpr)
		n := a.operateHidden(schema, name, left, a.expression(e.Rexpr))
		if n.typ != a.c.known.boolean {
			fail("NULLIF needs an operator = that yields boolean")
		}
		n.kind, n.typ, n.mods = kindNullIf, n.args[0].typ, n.args[0].mods
		return n
	case parse.A_Expr_Kind_AEXPR_IN:
		return a.in(e)
	case parse.A_Expr_Kind_AEXPR_BETWEEN, parse.A_Expr_Kind_AEXPR_NOT_BETWEEN,
		parse.A_Expr_Kind_AEXPR_BETWEEN_SYM, parse.A_Expr_Kind_AEXPR_NOT_BETWEEN_SYM:
		return a.between(e)
	}
	fail("an operation of this kind can't be analysed: %s", e.Kind)
	return nil
}

func (a *analysis) plainOperation(e *parse.A_Expr) *node {
	schema, name := operatorName(e.Name)
	if e.Lexpr == nil {
		return a.operatePrefix(schema, name, a.expression(e.Rexpr))
	}
	if e.Rexpr == nil {
		fail("there are no postfix operators")
	}
	left := a.expression(e.Lexpr)
	right := a.expression(e.Rexpr)
	if e.Kind == parse.A_Expr_Kind_AEXPR_OP && left.kind == kindRow && right.kind == kindRow &&
		e.Lexpr.GetRowExpr() != nil && e.Rexpr.GetRowExpr() != nil {
		return a.compareRows(schema, name, left.args, right.args)
	}
	return a.operate(schema, name, left, right)
}

func (a *analysis) distinctFrom(e *parse.A_Expr) *node {
	schema, name := operatorName(e.Name)
	left, right := a.expression(e.Lexpr), a.expression(e.Rexpr)
	var out *node
	switch {
	case isNullLiteral(e.Rexpr):
		out = a.test(left, "null")
	case isNullLiteral(e.Lexpr):
		out = a.test(right, "null")
	case left.kind == kindRow && right.kind == kindRow:
		out = a.distinctRows(schema, name, left.args, right.args)
	default:
		out = a.distinct(schema, name, left, right)
	}
	if out.kind == kindTest {
		if e.Kind == parse.A_Expr_Kind_AEXPR_DISTINCT {
			out.name = "not null"
		}
		return out
	}
	if e.Kind == parse.A_Expr_Kind_AEXPR_NOT_DISTINCT {
		return a.not(out)
	}
	return out
}

func isNullLiteral(n *parse.Node) bool { return n.GetAConst() != nil && n.GetAConst().Isnull }

// in is transformAExprIn.
func (a *analysis) in(e *parse.A_Expr) *node {
	schema, name := operatorName(e.Name)
	any := name != "<>"
	left := a.expression(e.Lexpr)
	list := a.expressions(e.Rexpr.GetList().GetItems())
	var fixed, varying []*node
	budget, own := maxKeyNodes, a.ownColumn()
	for _, n := range list {
		if n.holds(&budget, own) {
			varying = append(varying, n)
		} else {
			fixed = append(fixed, n)
		}
	}
	var parts []*node
	if array := a.inArray(left, fixed); array != nil {
		parts = append(parts, a.operateArray(schema, name, any, left, array))
		list = varying
	}
	for _, n := range list {
		if left.kind == kindRow && n.kind == kindRow {
			parts = append(parts, a.compareRows(schema, name, left.args, n.args))
		} else {
			parts = append(parts, a.boolean(a.operate(schema, name, left, n)))
		}
	}
	switch {
	case len(parts) == 1:
		return parts[0]
	case any:
		return a.or(parts)
	}
	return a.and(parts)
}

// inArray makes one array of the members of an IN list that don't vary; nil
// where the server compares them one by one.
func (a *analysis) inArray(left *node, fixed []*node) *node {
	if len(fixed) < 2 {
		return nil
	}
	types := typesOf(append([]*node{left}, fixed...))
	common := a.commonOf(types)
	if common == nil || !a.verifyCommon(common, types) || common == a.c.known.record || common.Array == nil {
		return nil
	}
	elements := a.toCommon(fixed, common, "IN")
	return &node{kind: kindArray, typ: common.Array, mods: commonMods(common, elements), args: elements}
}

// between is transformAExprBetween.
func (a *analysis) between(e *parse.A_Expr) *node {
	limits := e.Rexpr.GetList().GetItems()
	if len(limits) != 2 {
		fail("BETWEEN needs two limits")
	}
	x, low, high := a.expression(e.Lexpr), a.expression(limits[0]), a.expression(limits[1])
	op := func(name string, right *node) *node { return a.boolean(a.operate("", name, x, right)) }
	inside := func(low, high *node) *node { return a.and([]*node{op(">=", low), op("<=", high)}) }
	outside := func(low, high *node) *node { return a.or([]*node{op("<", low), op(">", high)}) }
	switch e.Kind {
	case parse.A_Expr_Kind_AEXPR_BETWEEN:
		return inside(low, high)
	case parse.A_Expr_Kind_AEXPR_NOT_BETWEEN:
		return outside(low, high)
	case parse.A_Expr_Kind_AEXPR_BETWEEN_SYM:
		return a.or([]*node{inside(low, high), inside(high, low)})
	}
	return a.and([]*node{outside(low, high), outside(high, low)})
}

func (a *analysis) boolExpr(e *parse.BoolExpr) *node {
	args := make([]*node, len(e.Args))
	for i, n := range e.Args {
		args[i] = a.boolean(a.expression(n))
	}
	switch e.Boolop {
	case parse.BoolExprType_AND_EXPR:
		return a.and(args)
	case parse.BoolExprType_OR_EXPR:
		return a.or(args)
	}
	return a.not(args[0])
}
