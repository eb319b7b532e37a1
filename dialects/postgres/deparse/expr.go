package deparse

import (
	"strconv"
	"strings"

	"github.com/schemadiff/schemadiff/dialects/postgres/parse"
)

// precedence is how tightly an expression holds together, as in the table at
// the head of the server's gram.y. An operand that holds less tightly than its
// place demands gets parentheses.
type precedence int

const (
	lowest precedence = iota
	orLevel
	andLevel
	notLevel
	isLevel
	comparisonLevel
	betweenLevel // and IN, LIKE, ILIKE, SIMILAR
	operatorLevel
	addLevel
	multiplyLevel
	powerLevel
	zoneLevel
	collateLevel
	signLevel
	subscriptLevel
	castLevel
	primary // a constant, a name, a call, anything in parentheses
)

// expr writes an expression into a place that demands a precedence.
func (w *writer) expr(node *parse.Node, need precedence) {
	if w.err != nil {
		return
	}
	if levelOf(node) < need {
		w.put("(")
		w.bare(node)
		w.put(")")
		return
	}
	w.bare(node)
}

// levelOf returns the precedence of an expression as bare writes it.
func levelOf(node *parse.Node) precedence {
	switch n := node.GetNode().(type) {
	case *parse.Node_AExpr:
		return operatorLevelOf(n.AExpr)
	case *parse.Node_BoolExpr:
		switch n.BoolExpr.Boolop {
		case parse.BoolExprType_OR_EXPR:
			return orLevel
		case parse.BoolExprType_AND_EXPR:
			return andLevel
		}
		return notLevel
	case *parse.Node_NullTest, *parse.Node_BooleanTest, *parse.Node_JsonIsPredicate:
		return isLevel
	case *parse.Node_XmlExpr:
		if n.XmlExpr.Op == parse.XmlExprOp_IS_DOCUMENT {
			return isLevel
		}
	case *parse.Node_TypeCast:
		return castLevel
	case *parse.Node_CollateClause:
		return collateLevel
	case *parse.Node_AConst:
		if isNegative(n.AConst) {
			return signLevel
		}
	case *parse.Node_SubLink:
		switch n.SubLink.SubLinkType {
		case parse.SubLinkType_ANY_SUBLINK, parse.SubLinkType_ALL_SUBLINK:
			return comparisonLevel
		}
	case *parse.Node_FuncCall:
		return callLevel(n.FuncCall)
	}
	return primary
}

// isNegative says whether a constant is a number with a minus, which the
// parser folds into it.
func isNegative(c *parse.A_Const) bool {
	switch v := c.GetVal().(type) {
	case *parse.A_Const_Ival:
		return v.Ival.GetIval() < 0
	case *parse.A_Const_Fval:
		return strings.HasPrefix(v.Fval.GetFval(), "-")
	}
	return false
}

// bare writes an expression without parentheses around it.
func (w *writer) bare(node *parse.Node) {
	switch n := node.GetNode().(type) {
	case *parse.Node_AConst:
		w.constant(n.AConst)
	case *parse.Node_ColumnRef:
		w.columnRef(n.ColumnRef)
	case *parse.Node_ParamRef:
		w.put("$", strconv.Itoa(int(n.ParamRef.Number)))
	case *parse.Node_AExpr:
		w.operator(n.AExpr)
	case *parse.Node_BoolExpr:
		w.boolean(n.BoolExpr)
	case *parse.Node_TypeCast:
		w.cast(n.TypeCast)
	case *parse.Node_CollateClause:
		w.expr(n.CollateClause.Arg, collateLevel)
		w.put(" COLLATE ")
		w.names(n.CollateClause.Collname)
	case *parse.Node_FuncCall:
		w.call(n.FuncCall)
	case *parse.Node_NullTest:
		w.expr(n.NullTest.Arg, isLevel+1)
		if n.NullTest.Nulltesttype == parse.NullTestType_IS_NULL {
			w.put(" IS NULL")
		} else {
			w.put(" IS NOT NULL")
		}
	case *parse.Node_BooleanTest:
		w.booleanTest(n.BooleanTest)
	case *parse.Node_SubLink:
		w.subLink(n.SubLink)
	default:
		w.compound(node)
	}
}

// compound writes the expressions that enclose their parts.
func (w *writer) compound(node *parse.Node) {
	switch n := node.GetNode().(type) {
	case *parse.Node_AIndirection:
		w.indirection(n.AIndirection)
	case *parse.Node_AArrayExpr:
		w.put("ARRAY[")
		list(w, n.AArrayExpr.Elements, ", ", w.arrayElement)
		w.put("]")
	case *parse.Node_RowExpr:
		w.row(n.RowExpr)
	case *parse.Node_CaseExpr:
		w.caseExpr(n.CaseExpr)
	case *parse.Node_CoalesceExpr:
		w.function("COALESCE", n.CoalesceExpr.Args)
	case *parse.Node_MinMaxExpr:
		name := "GREATEST"
		if n.MinMaxExpr.Op == parse.MinMaxOp_IS_LEAST {
			name = "LEAST"
		}
		w.function(name, n.MinMaxExpr.Args)
	case *parse.Node_SqlvalueFunction:
		w.valueFunction(n.SqlvalueFunction)
	case *parse.Node_GroupingFunc:
		w.function("GROUPING", n.GroupingFunc.Args)
	case *parse.Node_NamedArgExpr:
		w.put(Ident(n.NamedArgExpr.Name), " => ")
		w.expr(n.NamedArgExpr.Arg, lowest)
	case *parse.Node_SetToDefault:
		w.put("DEFAULT")
	case *parse.Node_List: // the elements of an IN list stand in parentheses
		w.put("(")
		w.exprs(n.List.Items)
		w.put(")")
	case *parse.Node_XmlExpr:
		w.xml(n.XmlExpr)
	case *parse.Node_XmlSerialize:
		w.xmlSerialize(n.XmlSerialize)
	default:
		w.json(node)
	}
}

// arrayElement writes an element of ARRAY[…]; an inner array may stand without
// its keyword but is the same with it only in the outermost place.
func (w *writer) arrayElement(n *parse.Node) { w.expr(n, lowest) }

// function writes NAME(args).
func (w *writer) function(name string, args []*parse.Node) {
	w.put(name, "(")
	w.exprs(args)
	w.put(")")
}

func (w *writer) constant(c *parse.A_Const) {
	if c.Isnull {
		w.put("NULL")
		return
	}
	switch v := c.Val.(type) {
	case *parse.A_Const_Ival:
		w.put(strconv.Itoa(int(v.Ival.GetIval())))
	case *parse.A_Const_Fval:
		w.put(v.Fval.GetFval())
	case *parse.A_Const_Boolval:
		w.put(strconv.FormatBool(v.Boolval.GetBoolval()))
	case *parse.A_Const_Sval:
		w.put(Literal(v.Sval.GetSval()))
	case *parse.A_Const_Bsval:
		digits := v.Bsval.GetBsval()
		if digits == "" {
			w.fail("a bit string has no kind")
			return
		}
		w.put(strings.ToUpper(digits[:1]), Literal(digits[1:]))
	default:
		w.fail("a constant is %T", c.Val)
	}
}

func (w *writer) columnRef(ref *parse.ColumnRef) {
	for i, f := range ref.Fields {
		if i > 0 {
			w.put(".")
		}
		if f.GetAStar() != nil {
			w.put("*")
			continue
		}
		w.put(Ident(w.str(f)))
	}
}

// indirection writes subscripts and fields behind an expression. A column's
// name takes subscripts without parentheses; a field would become a part of it.
func (w *writer) indirection(n *parse.A_Indirection) {
	first := n.Indirection[0]
	bare := false
	switch arg := n.Arg.GetNode().(type) {
	case *parse.Node_ColumnRef:
		last := arg.ColumnRef.Fields[len(arg.ColumnRef.Fields)-1]
		bare = first.GetAIndices() != nil && last.GetAStar() == nil
	case *parse.Node_ParamRef:
		bare = true
	}
	if bare {
		w.bare(n.Arg)
	} else {
		w.put("(")
		w.bare(n.Arg)
		w.put(")")
	}
	w.accesses(n.Indirection)
}

// accesses writes .field, .* and [subscript].
func (w *writer) accesses(nodes []*parse.Node) {
	for _, n := range nodes {
		switch a := n.GetNode().(type) {
		case *parse.Node_AStar:
			w.put(".*")
		case *parse.Node_String_:
			w.put(".", Ident(a.String_.Sval))
		case *parse.Node_AIndices:
			w.put("[")
			if a.AIndices.Lidx != nil {
				w.expr(a.AIndices.Lidx, lowest)
			}
			if a.AIndices.IsSlice {
				w.put(":")
			}
			if a.AIndices.Uidx != nil {
				w.expr(a.AIndices.Uidx, lowest)
			}
			w.put("]")
		default:
			w.fail("a subscript is %T", n.GetNode())
		}
	}
}

// row writes a row constructor: ROW(…), or (a, b) where it was written so.
func (w *writer) row(n *parse.RowExpr) {
	if n.RowFormat != parse.CoercionForm_COERCE_IMPLICIT_CAST {
		w.put("ROW")
	}
	w.put("(")
	w.exprs(n.Args)
	w.put(")")
}

func (w *writer) caseExpr(n *parse.CaseExpr) {
	w.put("CASE")
	if n.Arg != nil {
		w.put(" ")
		w.expr(n.Arg, lowest)
	}
	for _, arm := range n.Args {
		when := arm.GetCaseWhen()
		if when == nil {
			w.fail("a branch of CASE is %T", arm.GetNode())
			return
		}
		w.put(" WHEN ")
		w.expr(when.Expr, lowest)
		w.put(" THEN ")
		w.expr(when.Result, lowest)
	}
	if n.Defresult != nil {
		w.put(" ELSE ")
		w.expr(n.Defresult, lowest)
	}
	w.put(" END")
}

func (w *writer) valueFunction(f *parse.SQLValueFunction) {
	switch f.Op {
	case parse.SQLValueFunctionOp_SVFOP_CURRENT_DATE:
		w.put("CURRENT_DATE")
	case parse.SQLValueFunctionOp_SVFOP_CURRENT_TIME, parse.SQLValueFunctionOp_SVFOP_CURRENT_TIME_N:
		w.put("CURRENT_TIME")
	case parse.SQLValueFunctionOp_SVFOP_CURRENT_TIMESTAMP, parse.SQLValueFunctionOp_SVFOP_CURRENT_TIMESTAMP_N:
		w.put("CURRENT_TIMESTAMP")
	case parse.SQLValueFunctionOp_SVFOP_LOCALTIME, parse.SQLValueFunctionOp_SVFOP_LOCALTIME_N:
		w.put("LOCALTIME")
	case parse.SQLValueFunctionOp_SVFOP_LOCALTIMESTAMP, parse.SQLValueFunctionOp_SVFOP_LOCALTIMESTAMP_N:
		w.put("LOCALTIMESTAMP")
	case parse.SQLValueFunctionOp_SVFOP_CURRENT_ROLE:
		w.put("CURRENT_ROLE")
	case parse.SQLValueFunctionOp_SVFOP_CURRENT_USER:
		w.put("CURRENT_USER")
	case parse.SQLValueFunctionOp_SVFOP_USER:
		w.put("USER")
	case parse.SQLValueFunctionOp_SVFOP_SESSION_USER:
		w.put("SESSION_USER")
	case parse.SQLValueFunctionOp_SVFOP_CURRENT_CATALOG:
		w.put("CURRENT_CATALOG")
	case parse.SQLValueFunctionOp_SVFOP_CURRENT_SCHEMA:
		w.put("CURRENT_SCHEMA")
	default:
		w.fail("a value function is %v", f.Op)
	}
	switch f.Op {
	case parse.SQLValueFunctionOp_SVFOP_CURRENT_TIME_N, parse.SQLValueFunctionOp_SVFOP_CURRENT_TIMESTAMP_N,
		parse.SQLValueFunctionOp_SVFOP_LOCALTIME_N, parse.SQLValueFunctionOp_SVFOP_LOCALTIMESTAMP_N:
		w.put("(", strconv.Itoa(int(f.Typmod)), ")")
	}
}

func (w *writer) booleanTest(n *parse.BooleanTest) {
	w.expr(n.Arg, isLevel+1)
	switch n.Booltesttype {
	case parse.BoolTestType_IS_TRUE:
		w.put(" IS TRUE")
	case parse.BoolTestType_IS_NOT_TRUE:
		w.put(" IS NOT TRUE")
	case parse.BoolTestType_IS_FALSE:
		w.put(" IS FALSE")
	case parse.BoolTestType_IS_NOT_FALSE:
		w.put(" IS NOT FALSE")
	case parse.BoolTestType_IS_UNKNOWN:
		w.put(" IS UNKNOWN")
	case parse.BoolTestType_IS_NOT_UNKNOWN:
		w.put(" IS NOT UNKNOWN")
	default:
		w.fail("a boolean test is %v", n.Booltesttype)
	}
}
