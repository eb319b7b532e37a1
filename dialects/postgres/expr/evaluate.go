package expr

import (
	"math/big"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/schemadiff/schemadiff/dialects/postgres/expr/literal"
	"github.com/schemadiff/schemadiff/dialects/postgres/facts"
)

// The server doesn't keep the expression of a partition's bound but its value.
// This file computes the values that people write as expressions: arithmetic,
// text that is put together, dates with something added.

// evaluate returns the value of a tree as a constant; as much of it as can be
// computed, if it isn't all.
func (a *analysis) evaluate(n *node) *node {
	if n == nil || n.isConst() || len(n.args) == 0 {
		return n
	}
	c := *n
	c.args = make([]*node, len(n.args))
	constant := true
	for i, arg := range n.args {
		c.args[i] = a.evaluate(arg)
		constant = constant && c.args[i] != nil && c.args[i].isConst() && !c.args[i].unsure
	}
	if n.kind == kindCollate {
		return c.args[0]
	}
	if !constant {
		return &c
	}
	if n.kind == kindCast {
		if folded := a.foldCast(c.args[0], n.typ); folded != nil {
			return folded
		}
	}
	if text, null, ok := a.value(&c); ok {
		return a.computed(&c, text, null)
	}
	return &c
}

// computed is the constant that a node comes to, fitted to what the node fits
// to.
func (a *analysis) computed(n *node, text string, null bool) *node {
	if null {
		return &node{kind: kindConst, null: true, typ: n.typ, mods: n.mods}
	}
	written := &node{kind: kindUnknown, text: text, typ: a.c.known.unknown}
	return a.constant(written, n.typ, "").withMods(n.mods)
}

// value computes a node whose arguments are constants; ok is false where this
// isn't known. null says that the value is NULL.
func (a *analysis) value(n *node) (text string, null, ok bool) {
	switch n.kind {
	case kindCoalesce:
		for _, arg := range n.args {
			if !arg.null {
				return arg.text, false, true
			}
		}
		return "", true, true
	case kindArray:
		return arrayText(n)
	case kindOperator, kindCall, kindCast, kindInOut, kindLength, kindRelabel, kindDomain:
	default:
		return "", false, false
	}
	texts := make([]string, len(n.args))
	for i, arg := range n.args {
		if arg.null {
			return "", true, n.kind != kindCall // a function may want to see it
		}
		texts[i] = arg.text
	}
	switch n.kind {
	case kindOperator:
		text, ok = operatorValue(n, texts)
	case kindCall:
		text, ok = callValue(n, texts)
	case kindCast:
		text, ok = castValue(n.args[0].typ, n.typ, texts[0])
	case kindInOut:
		text, ok = throughText(n.args[0].typ, n.typ, texts[0])
	case kindLength:
		text, ok = fitValue(n, texts[0])
	case kindDomain, kindRelabel:
		text, ok = texts[0], n.kind == kindDomain || sameText(n.args[0].typ, n.typ)
	default:
	}
	return text, false, ok
}

func arrayText(n *node) (text string, null, ok bool) {
	if n.flag {
		return "", false, false
	}
	parts := make([]string, len(n.args))
	for i, arg := range n.args {
		parts[i] = "NULL"
		if !arg.null {
			parts[i] = `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(arg.text) + `"`
		}
	}
	return "{" + strings.Join(parts, ",") + "}", false, true
}

// builtinTypes returns the names of the arguments' types, if all are the
// server's own.
func builtinTypes(args []*node) (string, bool) {
	names := make([]string, len(args))
	for i, arg := range args {
		if names[i] = arg.typ.Name; arg.typ.Schema != facts.CatalogSchema {
			return "", false
		}
	}
	return strings.Join(names, " "), true
}

func operatorValue(n *node, args []string) (string, bool) {
	types, ok := builtinTypes(n.args)
	if !ok || len(args) != 2 {
		return "", false
	}
	left, right := n.args[0].typ, n.args[1].typ
	switch l, r := numberRank(left), numberRank(right); {
	case l > 0 && r > 0:
		return arithmetic(n.typ, n.name, args[0], args[1])
	case n.name == "||" && (isTextType(left.Name) || l > 0 && l <= 4) && (isTextType(right.Name) || r > 0 && r <= 4):
		return args[0] + args[1], n.typ.Name == "text"
	}
	switch n.name {
	case "+":
		if value, ok := addTime(types, args[0], args[1], 1); ok {
			return value, true
		}
		swapped := strings.Fields(types)
		slices.Reverse(swapped)
		return addTime(strings.Join(swapped, " "), args[1], args[0], 1)
	case "-":
		return addTime(types, args[0], args[1], -1)
	}
	return "", false
}

// arithmetic computes integers, and numerics as far as no rounding comes in.
func arithmetic(result *facts.Type, operator, left, right string) (string, bool) {
	x, okX := new(big.Rat).SetString(left)
	y, okY := new(big.Rat).SetString(right)
	if !okX || !okY || numberRank(result) == 0 || numberRank(result) > 4 {
		return "", false
	}
	whole := numberRank(result) <= 3
	scale := max(scaleOf(left), scaleOf(right))
	z := new(big.Rat)
	switch {
	case operator == "+":
		z.Add(x, y)
	case operator == "-":
		z.Sub(x, y)
	case operator == "*":
		z.Mul(x, y)
		scale = scaleOf(left) + scaleOf(right)
	case operator == "/" && whole && y.Sign() != 0:
		z.SetInt(new(big.Int).Quo(x.Num(), y.Num()))
	case operator == "%" && whole && y.Sign() != 0:
		z.SetInt(new(big.Int).Rem(x.Num(), y.Num()))
	default:
		return "", false
	}
	text := z.FloatString(scale)
	if whole {
		if _, err := strconv.ParseInt(text, 10, intBits(result)); err != nil {
			return "", false
		}
	}
	return text, true
}

func scaleOf(number string) int {
	_, fraction, _ := strings.Cut(number, ".")
	return len(fraction)
}

// addTime adds the second operand to the first, or takes it away.
func addTime(types, left, right string, sign int64) (string, bool) {
	at, ok := literal.ParseTimestamp(left)
	if !ok {
		return "", false
	}
	switch types {
	case "date int4":
		days, err := strconv.Atoi(right)
		return literal.FormatDate(at.AddDate(0, 0, int(sign)*days)), err == nil
	case "date date":
		other, ok := literal.ParseTimestamp(right)
		return strconv.Itoa(int((at.Unix() - other.Unix()) / (24 * 3600))), ok && sign < 0
	case "date interval", "timestamp interval", "timestamptz interval":
		d, ok := literal.ParseDuration(right)
		if !ok || d.Infinite != 0 {
			return "", false
		}
		return literal.FormatTimestamp(later(at, d, sign)), true
	case "date time":
		of, ok := literal.ParseTimestamp("2000-01-01 " + right)
		return literal.FormatTimestamp(at.Add(of.Sub(of.Truncate(24 * time.Hour)))), ok && sign > 0
	}
	return "", false
}

// later adds an interval as timestamp_pl_interval does: the months first, to the
// last day of a month that has no such day.
func later(at time.Time, d literal.Duration, sign int64) time.Time {
	if d.Months != 0 {
		first := time.Date(at.Year(), at.Month()+time.Month(sign*d.Months), 1, at.Hour(), at.Minute(), at.Second(), at.Nanosecond(), time.UTC)
		last := first.AddDate(0, 1, -1).Day()
		at = first.AddDate(0, 0, min(at.Day(), last)-1)
	}
	return at.AddDate(0, 0, int(sign*d.Days)).Add(time.Duration(sign*d.Micros) * time.Microsecond)
}

// callValue computes the functions that bounds are made with.
func callValue(n *node, args []string) (string, bool) {
	types, ok := builtinTypes(n.args)
	if !ok {
		return "", false
	}
	switch n.name + " " + types {
	case "lower text":
		return strings.ToLower(args[0]), isASCII(args[0])
	case "upper text":
		return strings.ToUpper(args[0]), isASCII(args[0])
	case "abs int2", "abs int4", "abs int8", "abs numeric":
		return strings.TrimPrefix(args[0], "-"), true
	case "make_date int4 int4 int4":
		for i, width := range []int{4, 2, 2} {
			args[i] = strings.Repeat("0", max(0, width-len(args[i]))) + args[i]
		}
		return strings.Join(args, "-"), true
	case "chr int4":
		code, err := strconv.Atoi(args[0])
		return string(rune(code)), err == nil && code > 0 && code < utf8.RuneSelf
	case "date_trunc text timestamp", "date_trunc text timestamptz":
		at, ok := literal.ParseTimestamp(args[1])
		if !ok {
			return "", false
		}
		return truncated(args[0], at)
	}
	return "", false
}

func isASCII(text string) bool {
	return strings.IndexFunc(text, func(r rune) bool { return r >= utf8.RuneSelf }) < 0
}

func truncated(field string, at time.Time) (string, bool) {
	month, day, hour := at.Month(), at.Day(), at.Hour()
	switch field {
	case "year":
		month, day, hour = 1, 1, 0
	case "quarter":
		month, day, hour = (month-1)/3*3+1, 1, 0
	case "month":
		day, hour = 1, 0
	case "week":
		day, hour = day-(int(at.Weekday())+6)%7, 0
	case "day":
		hour = 0
	case "hour":
	default:
		return "", false
	}
	return literal.FormatTimestamp(time.Date(at.Year(), month, day, hour, 0, 0, 0, time.UTC)), true
}

// castValue computes a cast by a function.
func castValue(from, to *facts.Type, text string) (string, bool) {
	if from.Schema != facts.CatalogSchema || to.Schema != facts.CatalogSchema {
		return "", false
	}
	if l, r := numberRank(from), numberRank(to); l == 4 && r > 0 && r <= 3 {
		rounded, ok := literal.RoundNumeric(text, 0)
		return rounded, ok
	}
	switch from.Name + " " + to.Name {
	case "date timestamp", "date timestamptz", "timestamp timestamptz", "timestamptz timestamp", "bool text":
		return text, true
	case "timestamp date", "timestamptz date":
		at, ok := literal.ParseTimestamp(text)
		return literal.FormatDate(at), ok
	}
	return "", false
}

// throughText computes a cast by way of the text of a value, where that text is
// the canonical form.
func throughText(from, to *facts.Type, text string) (string, bool) {
	if from.Kind == facts.Enum || from.Schema == facts.CatalogSchema && (isTextType(from.Name) || from.Name == "name" || from.Name == "uuid") {
		return text, true
	}
	rank := numberRank(from)
	return text, rank > 0 && rank <= 4 && from.Schema == facts.CatalogSchema
}

// fitValue fits a value to modifiers.
func fitValue(n *node, text string) (string, bool) {
	if n.typ.Schema != facts.CatalogSchema {
		return "", false
	}
	switch n.typ.Name {
	case "numeric":
		_, digits, _ := strings.Cut(n.fit, ",")
		scale, err := strconv.Atoi(digits)
		if err != nil {
			return "", false
		}
		rounded, ok := literal.RoundNumeric(text, scale)
		if !ok {
			return "", false
		}
		return literal.FitNumeric(rounded, n.fit)
	case "varchar":
		limit, err := strconv.Atoi(n.fit)
		runes := []rune(text)
		if err != nil || len(runes) <= limit {
			return text, err == nil
		}
		rest := string(runes[limit:])
		return string(runes[:limit]), n.flag || strings.Trim(rest, " ") == ""
	case "interval":
		d, ok := literal.ParseDuration(text)
		if ok {
			d, ok = d.Fit(n.fit)
		}
		return d.String(), ok
	case "timestamp", "timestamptz":
		digits, err := strconv.Atoi(n.fit)
		at, ok := literal.ParseTimestamp(text)
		if err != nil || !ok || digits < 0 || digits > maxTimePrecision {
			return "", false
		}
		step := time.Second
		for range digits {
			step /= 10
		}
		return literal.FormatTimestamp(at.Round(step)), true
	}
	return "", false
}

// bound evaluates the bound of a partition. What can't be computed is unsure:
// if both sides say the same, its value is the same.
func (a *analysis) bound(n *node) *node {
	n = a.evaluate(n)
	if n.isConst() {
		return n
	}
	if a.unsure == "" {
		a.unsure = "the value of the bound is not known"
	}
	return &node{kind: kindConst, unsure: true, text: writeKey(n), typ: n.typ}
}
