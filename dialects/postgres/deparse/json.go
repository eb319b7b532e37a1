package deparse

import "github.com/schemadiff/schemadiff/dialects/postgres/parse"

// json writes the constructors and predicates of SQL/JSON.
func (w *writer) json(node *parse.Node) {
	switch n := node.GetNode().(type) {
	case *parse.Node_JsonObjectConstructor:
		w.jsonObject(n.JsonObjectConstructor)
	case *parse.Node_JsonArrayConstructor:
		w.jsonArray(n.JsonArrayConstructor)
	case *parse.Node_JsonArrayQueryConstructor:
		w.jsonArrayQuery(n.JsonArrayQueryConstructor)
	case *parse.Node_JsonObjectAgg:
		w.jsonObjectAgg(n.JsonObjectAgg)
	case *parse.Node_JsonArrayAgg:
		w.jsonArrayAgg(n.JsonArrayAgg)
	case *parse.Node_JsonIsPredicate:
		w.isJSON(n.JsonIsPredicate)
	default:
		w.fail("%T is no part of an expression of DDL", node.GetNode())
	}
}

func (w *writer) jsonObject(n *parse.JsonObjectConstructor) {
	w.put("JSON_OBJECT(")
	list(w, n.Exprs, ", ", func(pair *parse.Node) { w.jsonPair(pair.GetJsonKeyValue()) })
	if len(n.Exprs) > 0 && n.AbsentOnNull {
		w.put(" ABSENT ON NULL")
	}
	if n.Unique {
		w.put(" WITH UNIQUE KEYS")
	}
	w.jsonOutput(n.Output)
	w.put(")")
}

func (w *writer) jsonArray(n *parse.JsonArrayConstructor) {
	w.put("JSON_ARRAY(")
	list(w, n.Exprs, ", ", func(v *parse.Node) { w.jsonValue(v.GetJsonValueExpr()) })
	if len(n.Exprs) > 0 && !n.AbsentOnNull {
		w.put(" NULL ON NULL")
	}
	w.jsonOutput(n.Output)
	w.put(")")
}

func (w *writer) jsonArrayQuery(n *parse.JsonArrayQueryConstructor) {
	w.put("JSON_ARRAY(")
	w.query(n.Query.GetSelectStmt())
	w.jsonFormat(n.Format)
	w.jsonOutput(n.Output)
	w.put(")")
}

func (w *writer) jsonObjectAgg(n *parse.JsonObjectAgg) {
	w.put("JSON_OBJECTAGG(")
	w.jsonPair(n.Arg)
	if n.AbsentOnNull {
		w.put(" ABSENT ON NULL")
	}
	if n.Unique {
		w.put(" WITH UNIQUE KEYS")
	}
	w.jsonOutput(n.Constructor.GetOutput())
	w.put(")")
	w.filterOver(n.Constructor.GetAggFilter(), n.Constructor.GetOver())
}

func (w *writer) jsonArrayAgg(n *parse.JsonArrayAgg) {
	w.put("JSON_ARRAYAGG(")
	w.jsonValue(n.Arg)
	if order := n.Constructor.GetAggOrder(); len(order) > 0 {
		w.orderBy(order, " ORDER BY ")
	}
	if !n.AbsentOnNull {
		w.put(" NULL ON NULL")
	}
	w.jsonOutput(n.Constructor.GetOutput())
	w.put(")")
	w.filterOver(n.Constructor.GetAggFilter(), n.Constructor.GetOver())
}

func (w *writer) jsonPair(p *parse.JsonKeyValue) {
	if p == nil {
		w.fail("a JSON object has a member that is no pair")
		return
	}
	w.expr(p.Key, primary)
	w.put(" : ")
	w.jsonValue(p.Value)
}

func (w *writer) jsonValue(v *parse.JsonValueExpr) {
	if v == nil {
		w.fail("a JSON value is missing")
		return
	}
	w.expr(v.RawExpr, lowest)
	w.jsonFormat(v.Format)
}

func (w *writer) jsonFormat(f *parse.JsonFormat) {
	if f.GetFormatType() != parse.JsonFormatType_JS_FORMAT_JSON {
		return
	}
	w.put(" FORMAT JSON")
	switch f.Encoding {
	case parse.JsonEncoding_JS_ENC_UTF8:
		w.put(" ENCODING UTF8")
	case parse.JsonEncoding_JS_ENC_UTF16:
		w.put(" ENCODING UTF16")
	case parse.JsonEncoding_JS_ENC_UTF32:
		w.put(" ENCODING UTF32")
	}
}

func (w *writer) jsonOutput(o *parse.JsonOutput) {
	if o == nil {
		return
	}
	w.put(" RETURNING ")
	w.typeName(o.TypeName)
	w.jsonFormat(o.Returning.GetFormat())
}

func (w *writer) isJSON(n *parse.JsonIsPredicate) {
	w.expr(n.Expr, isLevel+1)
	w.jsonFormat(n.Format)
	w.put(" IS JSON")
	switch n.ItemType {
	case parse.JsonValueType_JS_TYPE_OBJECT:
		w.put(" OBJECT")
	case parse.JsonValueType_JS_TYPE_ARRAY:
		w.put(" ARRAY")
	case parse.JsonValueType_JS_TYPE_SCALAR:
		w.put(" SCALAR")
	}
	if n.UniqueKeys {
		w.put(" WITH UNIQUE KEYS")
	}
}
