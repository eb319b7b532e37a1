package expr

import (
	"github.com/schemadiff/schemadiff/dialects/postgres/facts"
	"github.com/schemadiff/schemadiff/dialects/postgres/parse"
)

// isJSON is transformJsonIsPredicate.
func (a *analysis) isJSON(e *parse.JsonIsPredicate) *node {
	name := "is json " + e.ItemType.String()
	if e.UniqueKeys {
		name += " unique"
	}
	k := &a.c.known
	arg := a.expression(e.Expr)
	switch t := base(arg.typ); {
	case t == k.unknown || t.Category == facts.CategoryString:
		if arg = a.coerceTo(arg, k.text, "", implicit); arg == nil {
			fail("IS JSON can't test a value of type %s", t)
		}
	case t == k.json || t == k.jsonb || t == k.bytea:
	default:
		fail("IS JSON can't test a value of type %s", arg.typ)
	}
	return &node{kind: kindJSON, name: name + formatKey(e.Format), typ: k.boolean, args: []*node{arg}}
}

// formatKey writes a FORMAT clause, unless it is the default.
func formatKey(f *parse.JsonFormat) string {
	if f == nil || f.FormatType <= parse.JsonFormatType_JS_FORMAT_DEFAULT {
		return ""
	}
	key := " format " + f.FormatType.String()
	if f.Encoding > parse.JsonEncoding_JS_ENC_DEFAULT {
		key += " " + f.Encoding.String()
	}
	return key
}

// jsonValue is transformJsonValueExpr. A format that is the argument's own by
// its type says nothing.
func (a *analysis) jsonValue(e *parse.JsonValueExpr) *node {
	n := a.expression(e.RawExpr)
	if n.typ == a.c.known.unknown && !n.null {
		n = a.coerceType(n, a.c.known.text, "", implicit)
	}
	key := formatKey(e.Format)
	if key == "" || base(n.typ) == a.c.known.json || base(n.typ) == a.c.known.jsonb {
		return n
	}
	return &node{kind: kindJSON, name: "json value" + key, typ: a.c.known.json, args: []*node{n}}
}

// jsonObject is transformJsonObjectConstructor.
func (a *analysis) jsonObject(e *parse.JsonObjectConstructor) *node {
	out := &node{kind: kindJSON, name: "json object"}
	if e.Unique {
		out.name += " unique"
	}
	if e.AbsentOnNull && len(e.Exprs) > 0 {
		out.name += " absent"
	}
	for _, item := range e.Exprs {
		pair := item.GetJsonKeyValue()
		if pair == nil {
			fail("a member of JSON_OBJECT is none")
		}
		key := a.expression(pair.Key)
		if key.typ == a.c.known.unknown {
			key = a.coerceType(key, a.c.known.text, "", implicit)
		}
		out.args = append(out.args, key, a.jsonValue(pair.Value))
	}
	return a.jsonOutput(out, e.Output)
}

// jsonArray is transformJsonArrayConstructor.
func (a *analysis) jsonArray(e *parse.JsonArrayConstructor) *node {
	out := &node{kind: kindJSON, name: "json array"}
	if e.AbsentOnNull && len(e.Exprs) > 0 {
		out.name += " absent"
	}
	for _, item := range e.Exprs {
		value := item.GetJsonValueExpr()
		if value == nil {
			fail("an element of JSON_ARRAY is none")
		}
		out.args = append(out.args, a.jsonValue(value))
	}
	return a.jsonOutput(out, e.Output)
}

// jsonOutput is transformJsonConstructorOutput and coerceJsonFuncExpr: without
// RETURNING the result is json, or jsonb if an argument is.
func (a *analysis) jsonOutput(n *node, output *parse.JsonOutput) *node {
	k := &a.c.known
	n.typ = k.json
	if output == nil || output.TypeName == nil {
		for _, arg := range n.args {
			if arg.typ == k.jsonb {
				n.typ = k.jsonb
			}
		}
		return n
	}
	target, mods := a.typeName(output.TypeName)
	a.useType(target)
	if target == k.json || target == k.jsonb {
		n.typ = target
		return n
	}
	if format := formatKey(output.Returning.GetFormat()); format != "" {
		n.name += " returning" + format
	}
	if target.Category != facts.CategoryString && target != k.bytea {
		fail("a JSON constructor can't yield %s here", target)
	}
	n.typ, n.mods = target, mods
	n.names = append(n.names, mods)
	return n
}
