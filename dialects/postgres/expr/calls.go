package expr

import (
	"github.com/schemadiff/schemadiff/dialects/postgres/parse"
)

// funcCall is transformFuncCall.
func (a *analysis) funcCall(f *parse.FuncCall) *node {
	if out := a.jsonFunction(f); out != nil {
		return out
	}
	name := functionName(stringList(f.Funcname))
	aggregate := f.AggStar || f.AggDistinct || len(f.AggOrder) > 0 || f.AggFilter != nil || f.AggWithinGroup || f.Over != nil
	if aggregate && a.level == nil {
		fail("the aggregate or window function %s can't be used in an expression", name)
	}
	var argNames []string
	args := make([]*node, len(f.Args))
	for i, n := range f.Args {
		if named := n.GetNamedArgExpr(); named != nil {
			argNames = append(argNames, named.Name)
			n = named.Arg
		} else if len(argNames) > 0 {
			fail("a positional argument of %s follows a named one", name)
		}
		args[i] = a.expression(n)
	}
	if f.Funcformat == parse.CoercionForm_COERCE_SQL_SYNTAX {
		name = a.syntaxFunction(name)
	}
	if f.AggWithinGroup {
		for _, n := range f.AggOrder {
			args = append(args, a.expression(n.GetSortBy().GetNode()))
		}
	}
	out := a.callFunction(name, args, argNames, f.FuncVariadic)
	if out != nil && out.kind == kindCall && f.Funcformat == parse.CoercionForm_COERCE_SQL_SYNTAX && a.c.major >= 14 {
		c := *out
		c.syntax = true
		out = &c
	}
	if out != nil && (aggregate || out.kind == kindAggregate) {
		out = a.aggregate(f, out)
	}
	if out == nil && len(args) == 1 && argNames == nil && name.schema == "" {
		out = a.project(args[0], name.name, false)
	}
	if out == nil {
		types := ""
		for i, n := range args {
			if i > 0 {
				types += ", "
			}
			types += n.typ.String()
		}
		fail("there is no function %s(%s)", name, types)
	}
	return out
}

// syntaxFunction gives the function behind a construct of the SQL standard that
// the parser takes for one of PostgreSQL 14 and newer: EXTRACT was date_part.
func (a *analysis) syntaxFunction(name callName) callName {
	if a.c.major < 14 && name == (callName{"pg_catalog", "extract"}) {
		name.name = "date_part"
	}
	return name
}
