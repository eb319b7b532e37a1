package deparse

import (
	"github.com/schemadiff/schemadiff/dialects/postgres/parse"
)

// operatorLevelOf returns the precedence of an operator's expression.
func operatorLevelOf(e *parse.A_Expr) precedence {
	switch e.Kind {
	case parse.A_Expr_Kind_AEXPR_OP:
		if e.Lexpr == nil {
			return prefixLevel(e)
		}
		return infixLevel(e.Name)
	case parse.A_Expr_Kind_AEXPR_OP_ANY, parse.A_Expr_Kind_AEXPR_OP_ALL:
		return comparisonLevel // loosely enough for every operator
	case parse.A_Expr_Kind_AEXPR_DISTINCT, parse.A_Expr_Kind_AEXPR_NOT_DISTINCT:
		return isLevel
	case parse.A_Expr_Kind_AEXPR_NULLIF:
		return primary
	}
	return betweenLevel
}

// prefixLevel returns the precedence of a prefix operator's expression.
func prefixLevel(e *parse.A_Expr) precedence {
	if name, ok := bareOperator(e.Name); ok && (name == "+" || name == "-") {
		return signLevel
	}
	return operatorLevel
}

// infixLevel returns the precedence of an operator between two operands.
func infixLevel(names []*parse.Node) precedence {
	name, ok := bareOperator(names)
	if !ok {
		return operatorLevel
	}
	switch name {
	case "<", ">", "=", "<=", ">=", "<>":
		return comparisonLevel
	case "+", "-":
		return addLevel
	case "*", "/", "%":
		return multiplyLevel
	case "^":
		return powerLevel
	}
	return operatorLevel
}

// bareOperator returns the name of an operator that is not qualified.
func bareOperator(names []*parse.Node) (string, bool) {
	if len(names) != 1 {
		return "", false
	}
	return names[0].GetString_().GetSval(), true
}

// operatorName writes an operator: + or OPERATOR(schema.+).
func (w *writer) operatorName(names []*parse.Node) {
	if name, ok := bareOperator(names); ok {
		w.put(name)
		return
	}
	if len(names) == 0 {
		w.fail("an operator has no name")
		return
	}
	w.put("OPERATOR(")
	for _, n := range names[:len(names)-1] {
		w.put(Ident(w.str(n)), ".")
	}
	w.put(w.str(names[len(names)-1]), ")")
}

// operator writes an operator with its operands.
func (w *writer) operator(e *parse.A_Expr) {
	switch e.Kind {
	case parse.A_Expr_Kind_AEXPR_OP:
		if e.Lexpr == nil {
			w.prefix(e)
			return
		}
		w.infix(e)
	case parse.A_Expr_Kind_AEXPR_OP_ANY:
		w.quantified(e, " ANY (")
	case parse.A_Expr_Kind_AEXPR_OP_ALL:
		w.quantified(e, " ALL (")
	case parse.A_Expr_Kind_AEXPR_DISTINCT:
		w.words(e, " IS DISTINCT FROM ", isLevel)
	case parse.A_Expr_Kind_AEXPR_NOT_DISTINCT:
		w.words(e, " IS NOT DISTINCT FROM ", isLevel)
	case parse.A_Expr_Kind_AEXPR_NULLIF:
		w.function("NULLIF", []*parse.Node{e.Lexpr, e.Rexpr})
	case parse.A_Expr_Kind_AEXPR_IN:
		w.in(e)
	case parse.A_Expr_Kind_AEXPR_LIKE:
		w.like(e, "~~", "LIKE")
	case parse.A_Expr_Kind_AEXPR_ILIKE:
		w.like(e, "~~*", "ILIKE")
	case parse.A_Expr_Kind_AEXPR_SIMILAR:
		w.like(e, "~", "SIMILAR TO")
	case parse.A_Expr_Kind_AEXPR_BETWEEN:
		w.between(e, " BETWEEN ")
	case parse.A_Expr_Kind_AEXPR_NOT_BETWEEN:
		w.between(e, " NOT BETWEEN ")
	case parse.A_Expr_Kind_AEXPR_BETWEEN_SYM:
		w.between(e, " BETWEEN SYMMETRIC ")
	case parse.A_Expr_Kind_AEXPR_NOT_BETWEEN_SYM:
		w.between(e, " NOT BETWEEN SYMMETRIC ")
	default:
		w.fail("an operator is of the kind %v", e.Kind)
	}
}

// prefix writes an operator before its operand, with a blank between them so
// that two operators don't grow together.
func (w *writer) prefix(e *parse.A_Expr) {
	w.operatorName(e.Name)
	w.put(" ")
	switch prefixLevel(e) {
	case signLevel:
		w.expr(e.Rexpr, signLevel)
	default:
		w.expr(e.Rexpr, operatorLevel+1) // an operator behind it would come second
	}
}

// infix writes an operator between its operands. Comparisons don't associate,
// all others associate to the left.
func (w *writer) infix(e *parse.A_Expr) {
	level := infixLevel(e.Name)
	left := level
	if level == comparisonLevel {
		left++
	}
	w.expr(e.Lexpr, left)
	w.put(" ")
	w.operatorName(e.Name)
	w.put(" ")
	w.expr(e.Rexpr, level+1)
}

// words writes an operator of several words between its operands.
func (w *writer) words(e *parse.A_Expr, words string, level precedence) {
	w.expr(e.Lexpr, level+1)
	w.put(words)
	w.expr(e.Rexpr, level+1)
}

// quantified writes operand operator ANY (array).
func (w *writer) quantified(e *parse.A_Expr, words string) {
	w.expr(e.Lexpr, max(infixLevel(e.Name), comparisonLevel+1))
	w.put(" ")
	w.operatorName(e.Name)
	w.put(words)
	if e.Rexpr.GetSubLink().GetSubLinkType() == parse.SubLinkType_EXPR_SUBLINK {
		w.fail("ANY or ALL of one array from a query can't be told from one of the query's rows")
	}
	w.expr(e.Rexpr, lowest)
	w.put(")")
}

func (w *writer) in(e *parse.A_Expr) {
	w.expr(e.Lexpr, betweenLevel+1)
	if name, _ := bareOperator(e.Name); name == "<>" {
		w.put(" NOT")
	}
	w.put(" IN ")
	w.bare(e.Rexpr)
}

// like writes LIKE and its kin. Its operator is called positive, or the same
// with an exclamation mark in front.
func (w *writer) like(e *parse.A_Expr, positive, word string) {
	w.expr(e.Lexpr, betweenLevel+1)
	name, _ := bareOperator(e.Name)
	switch name {
	case positive:
		w.put(" ")
	case "!" + positive:
		w.put(" NOT ")
	default:
		w.fail("%s has the operator %s", word, name)
	}
	w.put(word, " ")
	pattern, escape := likePattern(e)
	w.expr(pattern, betweenLevel+1)
	if escape != nil {
		w.put(" ESCAPE ")
		w.expr(escape, betweenLevel+1)
	}
}

// likePattern returns the pattern of LIKE and what stands behind ESCAPE.
func likePattern(e *parse.A_Expr) (pattern, escape *parse.Node) {
	call := e.Rexpr.GetFuncCall()
	name, system := isSystem(call.GetFuncname())
	if !system || call.Funcformat != parse.CoercionForm_COERCE_EXPLICIT_CALL {
		return e.Rexpr, nil
	}
	switch {
	case name == "like_escape" && len(call.Args) == 2 && e.Kind != parse.A_Expr_Kind_AEXPR_SIMILAR,
		name == "similar_to_escape" && len(call.Args) == 2 && e.Kind == parse.A_Expr_Kind_AEXPR_SIMILAR:
		return call.Args[0], call.Args[1]
	case name == "similar_to_escape" && len(call.Args) == 1 && e.Kind == parse.A_Expr_Kind_AEXPR_SIMILAR:
		return call.Args[0], nil
	}
	return e.Rexpr, nil
}

func (w *writer) between(e *parse.A_Expr, words string) {
	bounds := e.Rexpr.GetList().GetItems()
	if len(bounds) != 2 {
		w.fail("BETWEEN has %d bounds", len(bounds))
		return
	}
	w.expr(e.Lexpr, betweenLevel+1)
	w.put(words)
	if isRestricted(bounds[0]) {
		w.expr(bounds[0], betweenLevel+1)
	} else {
		w.expr(bounds[0], primary)
	}
	w.put(" AND ")
	w.expr(bounds[1], betweenLevel+1)
}

// isRestricted says whether an expression is what the grammar calls a b_expr:
// no other may stand before the AND of BETWEEN, after IN of POSITION and in a
// DEFAULT without parentheses.
func isRestricted(node *parse.Node) bool {
	switch n := node.GetNode().(type) {
	case *parse.Node_TypeCast:
		return isRestricted(n.TypeCast.Arg) || levelOf(n.TypeCast.Arg) < castLevel
	case *parse.Node_AExpr:
		e := n.AExpr
		return e.Kind == parse.A_Expr_Kind_AEXPR_OP && (e.Lexpr == nil || isRestricted(e.Lexpr)) && isRestricted(e.Rexpr)
	}
	level := levelOf(node)
	return level == primary || level == signLevel
}

// boolean writes AND, OR and NOT. The parser puts a AND (b AND c) in two nodes
// and (a AND b) AND c in one.
func (w *writer) boolean(e *parse.BoolExpr) {
	switch e.Boolop {
	case parse.BoolExprType_NOT_EXPR:
		if len(e.Args) != 1 {
			w.fail("NOT has %d operands", len(e.Args))
			return
		}
		w.put("NOT ")
		w.expr(e.Args[0], notLevel)
	case parse.BoolExprType_AND_EXPR:
		list(w, e.Args, " AND ", func(n *parse.Node) { w.expr(n, andLevel+1) })
	case parse.BoolExprType_OR_EXPR:
		list(w, e.Args, " OR ", func(n *parse.Node) { w.expr(n, orLevel+1) })
	default:
		w.fail("a boolean operator is %v", e.Boolop)
	}
}

func (w *writer) cast(e *parse.TypeCast) {
	w.expr(e.Arg, castLevel)
	w.put("::")
	w.typeName(e.TypeName)
}

// subLink writes a query that is part of an expression.
func (w *writer) subLink(s *parse.SubLink) {
	query := s.Subselect.GetSelectStmt()
	if query == nil {
		w.fail("a query in an expression is %T", s.Subselect.GetNode())
		return
	}
	switch s.SubLinkType {
	case parse.SubLinkType_EXISTS_SUBLINK:
		w.put("EXISTS ")
	case parse.SubLinkType_ARRAY_SUBLINK:
		w.put("ARRAY")
	case parse.SubLinkType_EXPR_SUBLINK:
	case parse.SubLinkType_ANY_SUBLINK:
		w.expr(s.Testexpr, betweenLevel+1)
		if len(s.OperName) == 0 {
			w.put(" IN ")
			break
		}
		w.put(" ")
		w.operatorName(s.OperName)
		w.put(" ANY ")
	case parse.SubLinkType_ALL_SUBLINK:
		w.expr(s.Testexpr, betweenLevel+1)
		w.put(" ")
		w.operatorName(s.OperName)
		w.put(" ALL ")
	default:
		w.fail("a query in an expression is of the kind %v", s.SubLinkType)
	}
	w.put("(")
	w.query(query)
	w.put(")")
}
