package expr

import (
	"github.com/schemadiff/schemadiff/dialects/postgres/parse"
)

// MayFail reports whether evaluating an expression can end in an error for some
// row, as a division by zero does. It is false only for what is known to have a
// value whatever the columns hold; if in doubt, and if the expression can't be
// analysed, it is true.
func (c *Catalog) MayFail(s Scope, text string) bool {
	n, err := parse.Expr(text)
	if err != nil {
		return true
	}
	may := true
	a := c.analysis(&s)
	err = guard(func() {
		budget := maxFailNodes
		may = c.mayFail(a.top(n), &budget)
	})
	return may || err != nil
}

// maxFailNodes bounds the walk: a tree may hold a part of it many times.
const maxFailNodes = 10_000

func (c *Catalog) mayFail(n *node, budget *int) bool {
	if n == nil {
		return false
	}
	if *budget--; *budget < 0 || !c.safe(n) {
		return true
	}
	for _, arg := range n.args {
		if c.mayFail(arg, budget) {
			return true
		}
	}
	return false
}

// safe reports whether a node itself has a value, whatever its arguments are.
func (c *Catalog) safe(n *node) bool {
	switch n.kind {
	case kindColumn, kindWholeRow, kindValue, kindConst, kindUnknown, kindRelabel, kindAnd, kindOr, kindNot, kindTest, kindCase, kindCaseTest,
		kindCoalesce, kindArray, kindRow, kindField, kindCollate, kindSubscript, kindClause:
		return true
	case kindOperator, kindArrayOp, kindDistinct, kindNullIf:
		return totalOperators[n.name] || n.name == "||" && n.typ == c.known.text || patternOperators[n.name] && len(n.args) == 2 && n.args[1].isConst()
	case kindRowCompare, kindMinMax:
		return true
	case kindCall:
		return totalFunctions[n.name] || fieldFunctions[n.name] && len(n.args) > 0 && n.args[0].isConst()
	case kindCast:
		cast := c.cast(n.args[0].typ, n.typ)
		return cast != nil && cast.Context == 'i'
	case kindInOut:
		return n.typ == c.known.text || n.typ == c.known.varchar
	case kindLength:
		return n.flag && n.typ == c.known.varchar // cuts silently
	default:
		return false
	}
}

// totalOperators are the server's own operators that have a value for all
// arguments, whatever their types: comparisons, containment, access by key.
var totalOperators = setOf("=", "<>", "<", "<=", ">", ">=", "<<", ">>", "&<", "&>", "-|-", "&&", "@>", "<@", "?", "?|", "?&", "->", "->>", "#>", "#>>", "@@")

// patternOperators have one for all values of the first if the second, the
// pattern, is a constant that the server accepts.
var patternOperators = setOf("~", "~*", "!~", "!~*", "~~", "~~*", "!~~", "!~~*")

// totalFunctions are the server's own functions that have a value for all
// arguments.
var totalFunctions = setOf("lower", "upper", "initcap", "length", "char_length", "character_length", "octet_length", "bit_length", "btrim", "ltrim",
	"rtrim", "left", "right", "reverse", "replace", "translate", "concat", "concat_ws", "strpos", "starts_with", "md5", "ascii", "num_nulls", "num_nonnulls",
	"cardinality", "array_length", "array_ndims", "jsonb_typeof", "json_typeof", "isempty", "lower_inc", "upper_inc", "lower_inf",
	"upper_inf", "isfinite", "now", "floor", "ceil", "ceiling", "round", "trunc", "sign", "hashtext")

// fieldFunctions have one if the first argument is a constant.
var fieldFunctions = setOf("date_part", "extract", "date_trunc", "timezone")

func setOf(names ...string) map[string]bool {
	set := make(map[string]bool, len(names))
	for _, n := range names {
		set[n] = true
	}
	return set
}
