package deparse

import (
	"strings"

	"github.com/schemadiff/schemadiff/dialects/postgres/parse"
)

// callLevel returns the precedence of a call, which may be written with an
// operator of SQL's.
func callLevel(c *parse.FuncCall) precedence {
	switch sqlSyntax(c) {
	case "timezone":
		return zoneLevel
	case "is_normalized", "overlaps":
		return isLevel
	}
	return primary
}

// sqlSyntax returns the name of the function behind a special form of SQL such
// as EXTRACT, or "" if a call isn't one.
func sqlSyntax(c *parse.FuncCall) string {
	name, system := isSystem(c.Funcname)
	if !system || c.Funcformat != parse.CoercionForm_COERCE_SQL_SYNTAX {
		return ""
	}
	least, most := 1, 1
	switch name {
	case "timezone", "extract", "position", "xmlexists":
		least, most = 2, 2
	case "is_normalized", "normalize":
		most = 2
	case "overlaps":
		least, most = 4, 4
	case "overlay":
		least, most = 3, 4
	case "substring":
		least, most = 2, 3
	case "btrim", "ltrim", "rtrim":
		most = len(c.Args)
	case "system_user":
		least, most = 0, 0
	case "pg_collation_for":
	default:
		return ""
	}
	if len(c.Args) < least || len(c.Args) > most {
		return ""
	}
	return name
}

// call writes a function call.
func (w *writer) call(c *parse.FuncCall) {
	if c.Funcformat == parse.CoercionForm_COERCE_SQL_SYNTAX {
		w.special(c)
		return
	}
	if name, n := parse.JSONFunction(c); n > 0 {
		w.jsonFunction(c, name)
		return
	}
	w.names(c.Funcname)
	w.put("(")
	switch {
	case c.AggStar:
		w.put("*")
	case c.AggDistinct:
		w.put("DISTINCT ")
	}
	for i, arg := range c.Args {
		if i > 0 {
			w.put(", ")
		}
		if c.FuncVariadic && i == len(c.Args)-1 {
			w.put("VARIADIC ")
		}
		w.expr(arg, lowest)
	}
	if len(c.AggOrder) > 0 && !c.AggWithinGroup {
		w.orderBy(c.AggOrder, " ORDER BY ")
	}
	w.put(")")
	if c.AggWithinGroup {
		w.put(" WITHIN GROUP (")
		w.orderBy(c.AggOrder, "ORDER BY ")
		w.put(")")
	}
	w.filterOver(c.AggFilter, c.Over)
}

// filterOver writes what may follow an aggregate.
func (w *writer) filterOver(filter *parse.Node, over *parse.WindowDef) {
	if filter != nil {
		w.put(" FILTER (WHERE ")
		w.expr(filter, lowest)
		w.put(")")
	}
	if over != nil {
		w.put(" OVER ")
		w.window(over)
	}
}

// special writes the forms that SQL has for some functions.
func (w *writer) special(c *parse.FuncCall) {
	switch name := sqlSyntax(c); name {
	case "timezone":
		w.expr(c.Args[1], zoneLevel)
		w.put(" AT TIME ZONE ")
		w.expr(c.Args[0], zoneLevel+1)
	case "is_normalized":
		w.expr(c.Args[0], isLevel+1)
		w.put(" IS ")
		if len(c.Args) > 1 {
			w.put(w.constantText(c.Args[1]), " ")
		}
		w.put("NORMALIZED")
	case "overlaps":
		w.put("(")
		w.exprs(c.Args[:2])
		w.put(") OVERLAPS (")
		w.exprs(c.Args[2:])
		w.put(")")
	case "system_user":
		w.put("SYSTEM_USER")
	case "pg_collation_for":
		w.function("COLLATION FOR ", c.Args)
	default:
		w.specialCall(name, c.Args)
	}
}

// specialCall writes a form that looks like a call with words between its
// arguments.
func (w *writer) specialCall(name string, args []*parse.Node) {
	switch name {
	case "extract":
		w.put("EXTRACT(", w.extractField(args[0]), " FROM ")
		w.expr(args[1], lowest)
	case "position":
		w.put("POSITION(")
		w.restricted(args[1])
		w.put(" IN ")
		w.restricted(args[0])
	case "xmlexists":
		w.put("XMLEXISTS(")
		w.expr(args[0], primary)
		w.put(" PASSING ")
		w.expr(args[1], primary)
	case "normalize":
		w.put("NORMALIZE(")
		w.expr(args[0], lowest)
		if len(args) > 1 {
			w.put(", ", w.constantText(args[1]))
		}
	case "overlay":
		w.between3("OVERLAY(", args, " PLACING ", " FROM ", " FOR ")
	case "substring":
		w.between3("SUBSTRING(", args, " FROM ", " FOR ", "")
	case "btrim":
		w.trim("TRIM(BOTH ", args)
	case "ltrim":
		w.trim("TRIM(LEADING ", args)
	case "rtrim":
		w.trim("TRIM(TRAILING ", args)
	default:
		w.fail("a special form of SQL isn't known")
	}
	w.put(")")
}

// between3 writes arguments with a word before each but the first.
func (w *writer) between3(open string, args []*parse.Node, words ...string) {
	w.put(open)
	for i, arg := range args {
		if i > 0 {
			w.put(words[i-1])
		}
		w.expr(arg, lowest)
	}
}

func (w *writer) trim(open string, args []*parse.Node) {
	w.put(open)
	if len(args) == 2 {
		w.expr(args[1], lowest)
		args = args[:1]
		w.put(" ")
	}
	w.put("FROM ")
	w.exprs(args)
}

// restricted writes an expression where the grammar wants a b_expr.
func (w *writer) restricted(n *parse.Node) {
	if isRestricted(n) {
		w.expr(n, lowest)
	} else {
		w.expr(n, primary+1)
	}
}

// constantText returns the text of a string constant that stands in the tree
// for a keyword.
func (w *writer) constantText(n *parse.Node) string {
	s := n.GetAConst().GetSval()
	if s == nil {
		w.fail("a keyword is %T", n.GetNode())
	}
	return s.GetSval()
}

// extractField returns the field of EXTRACT: a word if it can be one.
func (w *writer) extractField(n *parse.Node) string {
	name := w.constantText(n)
	if IsPlain(name) && (!IsReserved(name) || strings.HasPrefix(name, "timezone")) && !unreserved(name) {
		return name
	}
	return Literal(name)
}

// unreserved says whether a field's name is a keyword that EXTRACT doesn't take
// as a word. Of all keywords it takes year, month, day, hour, minute and second.
func unreserved(name string) bool {
	switch name {
	case "century", "decade", "dow", "doy", "epoch", "isodow", "isoyear", "julian", "microseconds", "millennium",
		"milliseconds", "quarter", "timezone", "timezone_hour", "timezone_minute", "week",
		"year", "month", "day", "hour", "minute", "second":
		return false
	}
	return true
}

// orderBy writes a list of sort keys.
func (w *writer) orderBy(keys []*parse.Node, words string) {
	w.put(words)
	list(w, keys, ", ", func(n *parse.Node) {
		key := n.GetSortBy()
		if key == nil {
			w.fail("a sort key is %T", n.GetNode())
			return
		}
		w.expr(key.Node, lowest)
		switch key.SortbyDir {
		case parse.SortByDir_SORTBY_ASC:
			w.put(" ASC")
		case parse.SortByDir_SORTBY_DESC:
			w.put(" DESC")
		case parse.SortByDir_SORTBY_USING:
			w.put(" USING ")
			w.operatorName(key.UseOp)
		}
		switch key.SortbyNulls {
		case parse.SortByNulls_SORTBY_NULLS_FIRST:
			w.put(" NULLS FIRST")
		case parse.SortByNulls_SORTBY_NULLS_LAST:
			w.put(" NULLS LAST")
		}
	})
}

// The bits of a window's frame (FRAMEOPTION_… of the server's parsenodes.h).
const (
	frameNonDefault = 1 << iota
	frameRange
	frameRows
	frameGroups
	frameBetween
	frameStartUnboundedPreceding
	frameEndUnboundedPreceding
	frameStartUnboundedFollowing
	frameEndUnboundedFollowing
	frameStartCurrentRow
	frameEndCurrentRow
	frameStartOffsetPreceding
	frameEndOffsetPreceding
	frameStartOffsetFollowing
	frameEndOffsetFollowing
	frameExcludeCurrentRow
	frameExcludeGroup
	frameExcludeTies
)

// window writes a window: its name, or its definition in parentheses.
func (w *writer) window(d *parse.WindowDef) {
	if d.Name != "" {
		w.put(Ident(d.Name))
		return
	}
	w.windowSpec(d)
}

func (w *writer) windowSpec(d *parse.WindowDef) {
	separator := ""
	next := func() {
		w.put(separator)
		separator = " "
	}
	w.put("(")
	if d.Refname != "" {
		next()
		w.put(Ident(d.Refname))
	}
	if len(d.PartitionClause) > 0 {
		next()
		w.put("PARTITION BY ")
		w.exprs(d.PartitionClause)
	}
	if len(d.OrderClause) > 0 {
		next()
		w.orderBy(d.OrderClause, "ORDER BY ")
	}
	if d.FrameOptions&frameNonDefault != 0 {
		next()
		w.frame(d)
	}
	w.put(")")
}

func (w *writer) frame(d *parse.WindowDef) {
	switch {
	case d.FrameOptions&frameRange != 0:
		w.put("RANGE ")
	case d.FrameOptions&frameRows != 0:
		w.put("ROWS ")
	default:
		w.put("GROUPS ")
	}
	start := d.FrameOptions & (frameStartUnboundedPreceding | frameStartUnboundedFollowing | frameStartCurrentRow |
		frameStartOffsetPreceding | frameStartOffsetFollowing)
	end := d.FrameOptions & (frameEndUnboundedPreceding | frameEndUnboundedFollowing | frameEndCurrentRow |
		frameEndOffsetPreceding | frameEndOffsetFollowing)
	if d.FrameOptions&frameBetween != 0 {
		w.put("BETWEEN ")
		w.frameBound(start, d.StartOffset)
		w.put(" AND ")
		w.frameBound(end>>1, d.EndOffset) // each bit of the end is next to that of the start
	} else {
		w.frameBound(start, d.StartOffset)
	}
	switch {
	case d.FrameOptions&frameExcludeCurrentRow != 0:
		w.put(" EXCLUDE CURRENT ROW")
	case d.FrameOptions&frameExcludeGroup != 0:
		w.put(" EXCLUDE GROUP")
	case d.FrameOptions&frameExcludeTies != 0:
		w.put(" EXCLUDE TIES")
	}
}

// frameBound writes one end of a frame; the bit is one of the start's.
func (w *writer) frameBound(bit int32, offset *parse.Node) {
	switch bit {
	case frameStartUnboundedPreceding:
		w.put("UNBOUNDED PRECEDING")
	case frameStartUnboundedFollowing:
		w.put("UNBOUNDED FOLLOWING")
	case frameStartCurrentRow:
		w.put("CURRENT ROW")
	case frameStartOffsetPreceding:
		w.expr(offset, lowest)
		w.put(" PRECEDING")
	case frameStartOffsetFollowing:
		w.expr(offset, lowest)
		w.put(" FOLLOWING")
	default:
		w.fail("a window's frame has unknown bounds")
	}
}
