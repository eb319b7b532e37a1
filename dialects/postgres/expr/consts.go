package expr

import (
	"strconv"
	"strings"

	"github.com/schemadiff/schemadiff/dialects/postgres/expr/literal"
	"github.com/schemadiff/schemadiff/dialects/postgres/facts"
	"github.com/schemadiff/schemadiff/dialects/postgres/parse"
	"github.com/schemadiff/schemadiff/model"
)

// literal is make_const.
func (a *analysis) literal(c *parse.A_Const) *node {
	k := &a.c.known
	if c.Isnull {
		return &node{kind: kindUnknown, null: true, typ: k.unknown}
	}
	switch v := c.Val.(type) {
	case *parse.A_Const_Ival:
		return &node{kind: kindConst, text: strconv.Itoa(int(v.Ival.GetIval())), typ: k.int4}
	case *parse.A_Const_Fval:
		return a.numberLiteral(v.Fval.GetFval())
	case *parse.A_Const_Boolval:
		return &node{kind: kindConst, text: strconv.FormatBool(v.Boolval.GetBoolval()), typ: k.boolean}
	case *parse.A_Const_Sval:
		return &node{kind: kindUnknown, text: v.Sval.GetSval(), typ: k.unknown}
	case *parse.A_Const_Bsval:
		return a.constant(&node{kind: kindUnknown, text: v.Bsval.GetBsval(), typ: k.unknown}, k.bit, "")
	}
	fail("a constant of this kind can't be analysed")
	return nil
}

// numberLiteral is a number that the parser found too large, or too broken, for
// an integer of four bytes.
func (a *analysis) numberLiteral(text string) *node {
	k := &a.c.known
	plain := strings.ReplaceAll(text, "_", "")
	if i, err := strconv.ParseInt(plain, 0, 64); err == nil && !leadingZero(plain) {
		return integer(i, k)
	}
	if i, err := strconv.ParseInt(plain, 10, 64); err == nil {
		return integer(i, k)
	}
	return a.constant(&node{kind: kindUnknown, text: plain, typ: k.unknown}, k.numeric, "")
}

// leadingZero: Go takes 0123 for octal, PostgreSQL for 123.
func leadingZero(text string) bool {
	text = strings.TrimPrefix(text, "-")
	return len(text) > 1 && text[0] == '0' && text[1] >= '0' && text[1] <= '9'
}

func integer(i int64, k *wellKnown) *node {
	t := k.int8
	if int64(int32(i)) == i {
		t = k.int4
	}
	return &node{kind: kindConst, text: strconv.FormatInt(i, 10), typ: t}
}

// constant reads a string literal as a value of type t and writes it in the
// type's canonical form.
func (a *analysis) constant(n *node, t *facts.Type, mods string) *node {
	out := &node{kind: kindConst, typ: t}
	if t.Schema == facts.CatalogSchema && t.Name == "interval" {
		out.mods = mods
	}
	if n.null {
		out.null = true
		return out
	}
	value, err := literal.Read(t, out.mods, n.text, literal.Server{Major: a.c.major, Names: names{a}})
	if err != nil {
		fail("reading %s as %s: %v", strconv.Quote(n.text), t, err)
	}
	out.written = &n.text
	if out.text = value.Text; value.Unsure != "" {
		out.unsure = true
		if a.unsure == "" {
			a.unsure = value.Unsure
		}
	}
	return out
}

// sessionValue is transformSQLValueFunction.
func (a *analysis) sessionValue(f *parse.SQLValueFunction) *node {
	k := &a.c.known
	out := &node{kind: kindSession}
	switch f.Op {
	case parse.SQLValueFunctionOp_SVFOP_CURRENT_DATE:
		out.name, out.typ = "date", k.date
	case parse.SQLValueFunctionOp_SVFOP_CURRENT_TIME, parse.SQLValueFunctionOp_SVFOP_CURRENT_TIME_N:
		out.name, out.typ = "time", k.timetz
	case parse.SQLValueFunctionOp_SVFOP_CURRENT_TIMESTAMP, parse.SQLValueFunctionOp_SVFOP_CURRENT_TIMESTAMP_N:
		out.name, out.typ = "timestamp", k.timestamptz
	case parse.SQLValueFunctionOp_SVFOP_LOCALTIME, parse.SQLValueFunctionOp_SVFOP_LOCALTIME_N:
		out.name, out.typ = "localtime", k.time
	case parse.SQLValueFunctionOp_SVFOP_LOCALTIMESTAMP, parse.SQLValueFunctionOp_SVFOP_LOCALTIMESTAMP_N:
		out.name, out.typ = "localtimestamp", k.timestamp
	case parse.SQLValueFunctionOp_SVFOP_CURRENT_ROLE, parse.SQLValueFunctionOp_SVFOP_CURRENT_USER, parse.SQLValueFunctionOp_SVFOP_USER:
		out.name, out.typ = "user", k.name
	case parse.SQLValueFunctionOp_SVFOP_SESSION_USER:
		out.name, out.typ = "session user", k.name
	case parse.SQLValueFunctionOp_SVFOP_CURRENT_CATALOG:
		out.name, out.typ = "catalog", k.name
	case parse.SQLValueFunctionOp_SVFOP_CURRENT_SCHEMA:
		out.name, out.typ = "schema", k.name
	default:
		fail("a value of the session of this kind can't be analysed: %s", f.Op)
	}
	switch f.Op {
	case parse.SQLValueFunctionOp_SVFOP_CURRENT_TIME_N, parse.SQLValueFunctionOp_SVFOP_CURRENT_TIMESTAMP_N,
		parse.SQLValueFunctionOp_SVFOP_LOCALTIME_N, parse.SQLValueFunctionOp_SVFOP_LOCALTIMESTAMP_N:
		out.fit = strconv.Itoa(min(int(f.Typmod), maxTimePrecision))
		out.mods = out.fit
	}
	return out
}

// collateClause is transformCollateClause.
func (a *analysis) collateClause(c *parse.CollateClause) *node {
	arg := a.expression(c.Arg)
	if !arg.typ.Collatable && arg.typ != a.c.known.unknown {
		fail("collations are not supported by type %s", arg.typ)
	}
	return collate(arg, a.collation(stringList(c.Collname)))
}

// collation resolves the name of a collation. Those of the operating system
// are not in the facts, so that an unknown one is taken to be the server's.
func (a *analysis) collation(names []string) model.QName {
	schema, name := "", names[len(names)-1]
	switch len(names) {
	case 1:
		schema = facts.CatalogSchema
		for _, s := range a.path {
			if a.c.base.HasCollation(s, name) || a.c.user.HasCollation(s, name) {
				schema = s
				break
			}
		}
	case 2:
		schema = names[0]
	default:
		fail("the collation %s is not known", strings.Join(names, "."))
	}
	a.useCollation(schema, name)
	if schema == facts.CatalogSchema {
		schema = ""
	}
	return model.QName{Schema: schema, Name: name}
}
