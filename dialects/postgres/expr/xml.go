package expr

import "github.com/schemadiff/schemadiff/dialects/postgres/parse"

// xmlExpr is transformXmlExpr.
func (a *analysis) xmlExpr(e *parse.XmlExpr) *node {
	k := &a.c.known
	out := &node{kind: kindXML, typ: k.xml, name: "xml " + e.Op.String()}
	if e.Op == parse.XmlExprOp_IS_DOCUMENT {
		out.typ = k.boolean
	}
	if e.Op == parse.XmlExprOp_IS_XMLPARSE {
		out.name += " " + e.Xmloption.String()
	}
	if e.Op == parse.XmlExprOp_IS_XMLELEMENT || e.Op == parse.XmlExprOp_IS_XMLPI {
		out.names = append(out.names, e.Name)
	}
	for _, item := range e.NamedArgs {
		target := item.GetResTarget()
		if target == nil {
			fail("an XML attribute is not one")
		}
		name := target.Name
		if name == "" {
			fields := target.Val.GetColumnRef().GetFields()
			if len(fields) == 0 || fields[len(fields)-1].GetString_() == nil {
				fail("an XML attribute must have a name")
			}
			name = fields[len(fields)-1].GetString_().Sval
		}
		out.names = append(out.names, name)
		out.args = append(out.args, a.expression(target.Val))
	}
	for i, item := range e.Args {
		out.args = append(out.args, a.xmlArgument(e.Op, i, a.expression(item)))
	}
	return out
}

// xmlArgument coerces one argument to what the construct takes.
func (a *analysis) xmlArgument(op parse.XmlExprOp, i int, n *node) *node {
	k := &a.c.known
	want := k.xml
	switch op {
	case parse.XmlExprOp_IS_XMLELEMENT, parse.XmlExprOp_IS_XMLFOREST:
		return n
	case parse.XmlExprOp_IS_XMLPARSE:
		if want = k.text; i > 0 {
			return a.boolean(n)
		}
	case parse.XmlExprOp_IS_XMLPI:
		want = k.text
	case parse.XmlExprOp_IS_XMLROOT:
		switch {
		case i == 1:
			want = k.text
		case i > 1:
			want = k.int4
		}
	default: // the others take XML
	}
	out := a.coerceTo(n, want, "", assignment)
	if out == nil {
		fail("an XML construct wants %s, not %s", want, n.typ)
	}
	return out
}

// xmlSerialize is transformXmlSerialize.
func (a *analysis) xmlSerialize(e *parse.XmlSerialize) *node {
	k := &a.c.known
	target, mods := a.typeName(e.TypeName)
	a.useType(target)
	out := &node{
		kind: kindXML, name: "xmlserialize " + e.Xmloption.String(), typ: k.text,
		args: []*node{a.xmlArgument(parse.XmlExprOp_IS_XMLCONCAT, 0, a.expression(e.Expr))},
	}
	if e.Indent {
		out.name += " indent"
	}
	result := a.coerceTo(out, target, mods, implicit)
	if result == nil {
		fail("XMLSERIALIZE can't yield %s", target)
	}
	return result
}
