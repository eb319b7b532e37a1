package ddl

import (
	"cmp"
	"strconv"

	"github.com/schemadiff/schemadiff/dialects/postgres/parse"
)

// eval computes an expression of constants and variables whose values are
// known. It computes what it surely can: anything else is false.
func (b *block) eval(node *parse.Node) (value, bool) {
	switch n := node.GetNode().(type) {
	case *parse.Node_AConst:
		return evalConstant(n.AConst)
	case *parse.Node_ColumnRef:
		return b.lookup(stringsOf(n.ColumnRef.Fields), len(n.ColumnRef.Fields))
	case *parse.Node_TypeCast:
		v, ok := b.eval(n.TypeCast.Arg)
		if !ok || !b.isBuiltinType(n.TypeCast.TypeName) {
			return nil, false
		}
		return b.castIn(v, n.TypeCast.TypeName)
	case *parse.Node_AExpr:
		return b.evalOperator(n.AExpr)
	case *parse.Node_BoolExpr:
		return b.evalBool(n.BoolExpr)
	case *parse.Node_NullTest:
		v, ok := b.eval(n.NullTest.Arg)
		_, isRecord := v.(record)
		return (v == nil) == (n.NullTest.Nulltesttype == parse.NullTestType_IS_NULL), ok && !isRecord
	case *parse.Node_AArrayExpr:
		list, ok := b.evalAll(n.AArrayExpr.Elements)
		for _, v := range list {
			if _, nested := v.(array); nested {
				return nil, false
			}
		}
		return array(list), ok
	case *parse.Node_AIndirection:
		return b.evalElement(n.AIndirection)
	case *parse.Node_CoalesceExpr:
		for _, arg := range n.CoalesceExpr.Args {
			if v, ok := b.eval(arg); v != nil || !ok {
				return v, ok
			}
		}
		return nil, true
	case *parse.Node_CaseExpr:
		return b.evalCase(n.CaseExpr)
	case *parse.Node_FuncCall:
		return b.evalCall(n.FuncCall)
	}
	return nil, false
}

// evalText computes the expression that stands between two offsets of the block.
func (b *block) evalText(low, high int) (value, bool) {
	if low >= high {
		return nil, false
	}
	node, err := parse.Expr(b.text[low:high])
	if err != nil {
		return nil, false
	}
	return b.eval(node)
}

// evalAll computes a list of expressions.
func (b *block) evalAll(nodes []*parse.Node) ([]value, bool) {
	list := make([]value, len(nodes))
	for i, n := range nodes {
		var ok bool
		if list[i], ok = b.eval(n); !ok {
			return nil, false
		}
	}
	return list, true
}

func evalConstant(c *parse.A_Const) (value, bool) {
	switch {
	case c.GetIsnull():
		return nil, true
	case c.GetSval() != nil:
		return c.GetSval().Sval, true
	case c.GetBoolval() != nil:
		return c.GetBoolval().Boolval, true
	case c.GetFval() != nil || c.GetBsval() != nil:
		return nil, false
	}
	return int64(c.GetIval().GetIval()), true
}

// isBuiltinType says whether a name can only be that of a type of the server.
func (b *block) isBuiltinType(t *parse.TypeName) bool {
	names := stringsOf(t.GetNames())
	if len(names) == 2 {
		return names[0] == "pg_catalog"
	}
	for _, ns := range b.db.namespaces {
		if len(names) == 1 && ns.types[names[0]] != nil {
			return false
		}
	}
	return len(names) == 1
}

// castIn is cast, which gives no text of dates that the session writes in
// another way.
func (b *block) castIn(v value, to *parse.TypeName) (value, bool) {
	if _, isMoment := v.(moment); isMoment && b.session.otherDates {
		if name := lastName(to.GetNames()); name == "text" || name == "varchar" || name == "name" {
			return nil, false
		}
	}
	return cast(v, to)
}

// written is the text of a value where it is joined to other text.
func (b *block) written(v value) (string, bool) {
	switch v.(type) {
	case bool:
		return "", false // t, or true
	case moment:
		if b.session.otherDates {
			return "", false
		}
	}
	return textOf(v)
}

func (b *block) evalBool(e *parse.BoolExpr) (value, bool) {
	if e.Boolop == parse.BoolExprType_NOT_EXPR {
		v, ok := b.eval(e.Args[0])
		truth, isBool := v.(bool)
		return !truth, ok && isBool
	}
	and := e.Boolop == parse.BoolExprType_AND_EXPR
	for _, arg := range e.Args {
		v, ok := b.eval(arg)
		truth, isBool := v.(bool)
		if !ok || !isBool {
			return nil, false
		}
		if truth != and {
			return truth, true
		}
	}
	return and, true
}

func (b *block) evalCase(c *parse.CaseExpr) (value, bool) {
	for _, n := range c.Args {
		when := n.GetCaseWhen()
		condition := when.Expr
		var v value
		var ok bool
		if c.Arg != nil {
			v, ok = b.compare("=", c.Arg, condition)
		} else {
			v, ok = b.eval(condition)
		}
		if truth, _ := v.(bool); !ok || truth {
			if !ok {
				return nil, false
			}
			return b.eval(when.Result)
		}
	}
	if c.Defresult == nil {
		return nil, true
	}
	return b.eval(c.Defresult)
}

// evalElement computes array[i].
func (b *block) evalElement(n *parse.A_Indirection) (value, bool) {
	v, ok := b.eval(n.Arg)
	if !ok || len(n.Indirection) != 1 {
		return nil, false
	}
	if r, isRecord := v.(record); isRecord {
		return r.field(n.Indirection[0].GetString_().GetSval())
	}
	list, isArray := v.(array)
	indices := n.Indirection[0].GetAIndices()
	if !isArray || indices == nil || indices.IsSlice {
		return nil, false
	}
	v, ok = b.eval(indices.Uidx)
	i, isInt := v.(int64)
	if !ok || !isInt {
		return nil, false
	}
	if i < 1 || i > int64(len(list)) {
		return nil, true
	}
	return list[i-1], true
}

func (r record) field(name string) (value, bool) {
	at := -1
	for i, n := range r.names {
		if n == name && at >= 0 {
			return nil, false
		}
		if n == name {
			at = i
		}
	}
	if at < 0 {
		return nil, false
	}
	return r.values[at], true
}

// evalOperator computes an operator of the server's own.
func (b *block) evalOperator(e *parse.A_Expr) (value, bool) {
	names := stringsOf(e.Name)
	if e.Kind == parse.A_Expr_Kind_AEXPR_IN && len(names) == 1 {
		found := false
		for _, item := range e.Rexpr.GetList().GetItems() {
			v, ok := b.compare("=", e.Lexpr, item)
			truth, isBool := v.(bool)
			if !ok || !isBool {
				return nil, false
			}
			found = found || truth
		}
		return found == (names[0] == "="), true
	}
	if e.Kind != parse.A_Expr_Kind_AEXPR_OP || len(names) != 1 {
		return nil, false
	}
	if e.Lexpr == nil {
		v, ok := b.eval(e.Rexpr)
		n, isInt := v.(int64)
		if !ok || !isInt || names[0] != "-" {
			return nil, false
		}
		return fitting(-n, true)
	}
	switch names[0] {
	case "=", "<>", "<", ">", "<=", ">=":
		return b.compare(names[0], e.Lexpr, e.Rexpr)
	}
	left, ok := b.eval(e.Lexpr)
	right, okRight := b.eval(e.Rexpr)
	switch {
	case !ok || !okRight:
		return nil, false
	case left == nil || right == nil:
		return nil, true
	case names[0] == "||":
		return b.join(left, right)
	}
	if a, isInt := left.(int64); isInt {
		if c, isInt := right.(int64); isInt {
			return calculate(a, names[0], c)
		}
	}
	return shift(left, names[0], right)
}

// join is ||: of two arrays, or of two values one of which is a text.
func (b *block) join(left, right value) (value, bool) {
	a, isArray := left.(array)
	c, areArrays := right.(array)
	switch {
	case isArray && areArrays:
		return append(a[:len(a):len(a)], c...), true
	case isArray || areArrays:
		return nil, false
	}
	_, leftIsText := left.(string)
	_, rightIsText := right.(string)
	first, ok := b.written(left)
	second, okSecond := b.written(right)
	return first + second, ok && okSecond && (leftIsText || rightIsText)
}

// compare computes a comparison of two integers, texts, booleans or moments.
func (b *block) compare(operator string, leftNode, rightNode *parse.Node) (value, bool) {
	left, ok := b.eval(leftNode)
	right, okRight := b.eval(rightNode)
	if !ok || !okRight {
		return nil, false
	}
	order := 0
	switch l := left.(type) {
	case int64:
		r, isInt := right.(int64)
		if !isInt {
			return nil, false
		}
		order = cmp.Compare(l, r)
	case moment:
		r, isMoment := right.(moment)
		if !isMoment || (l.kind == zonedKind) != (r.kind == zonedKind) {
			return nil, false
		}
		order = l.Compare(r.Time)
	case string:
		r, isText := right.(string)
		if !isText || operator != "=" && operator != "<>" {
			return nil, false
		}
		if l != r {
			order = 1
		}
	default:
		return nil, false
	}
	return compareInts(order, operator, 0) == holds, true
}

func calculate(a int64, operator string, c int64) (value, bool) {
	switch {
	case operator == "+":
		return fitting(a+c, true)
	case operator == "-":
		return fitting(a-c, true)
	case operator == "*":
		return fitting(a*c, true)
	case operator == "/" && c != 0:
		return fitting(a/c, true)
	case operator == "%" && c != 0:
		return fitting(a%c, true)
	}
	return nil, false
}

// shift adds to dates and times and multiplies intervals.
func shift(left value, operator string, right value) (value, bool) {
	switch l := left.(type) {
	case moment:
		switch r := right.(type) {
		case span:
			switch operator {
			case "+":
				return l.plus(r)
			case "-":
				return l.plus(r.times(-1))
			}
		case int64:
			if l.kind != dateKind || r < -1e6 || r > 1e6 || operator != "+" && operator != "-" {
				return nil, false
			}
			if operator == "-" {
				r = -r
			}
			v, ok := l.plus(span{days: int(r)})
			if !ok {
				return nil, false
			}
			return v.to("date"), true
		case moment:
			if l.kind == dateKind && r.kind == dateKind && operator == "-" {
				return int64(l.Sub(r.Time).Hours()) / 24, true
			}
		}
	case span:
		switch r := right.(type) {
		case int64:
			if operator == "*" && r > -1e4 && r < 1e4 {
				return l.times(int(r)), true
			}
		case moment:
			if operator == "+" {
				return r.plus(l)
			}
		}
	case int64:
		switch right.(type) {
		case span, moment:
			if operator == "+" || operator == "*" {
				return shift(right, operator, left)
			}
		}
	}
	return nil, false
}

// number reads the digits of a format.
func number(digits string) (int, bool) {
	n, err := strconv.Atoi(digits)
	return n, err == nil
}
