package deparse

import "github.com/schemadiff/schemadiff/dialects/postgres/parse"

// xml writes the functions of SQL/XML.
func (w *writer) xml(x *parse.XmlExpr) {
	switch x.Op {
	case parse.XmlExprOp_IS_DOCUMENT:
		w.expr(x.Args[0], isLevel+1)
		w.put(" IS DOCUMENT")
	case parse.XmlExprOp_IS_XMLCONCAT:
		w.function("XMLCONCAT", x.Args)
	case parse.XmlExprOp_IS_XMLELEMENT:
		w.put("XMLELEMENT(NAME ", Ident(x.Name))
		if len(x.NamedArgs) > 0 {
			w.put(", XMLATTRIBUTES(")
			w.targets(x.NamedArgs)
			w.put(")")
		}
		for _, arg := range x.Args {
			w.put(", ")
			w.expr(arg, lowest)
		}
		w.put(")")
	case parse.XmlExprOp_IS_XMLFOREST:
		w.put("XMLFOREST(")
		w.targets(x.NamedArgs)
		w.put(")")
	case parse.XmlExprOp_IS_XMLPARSE:
		w.xmlParse(x)
	case parse.XmlExprOp_IS_XMLPI:
		w.put("XMLPI(NAME ", Ident(x.Name))
		for _, arg := range x.Args {
			w.put(", ")
			w.expr(arg, lowest)
		}
		w.put(")")
	case parse.XmlExprOp_IS_XMLROOT:
		w.xmlRoot(x)
	default:
		w.fail("an XML expression is %v", x.Op)
	}
}

func (w *writer) xmlOption(option parse.XmlOptionType) {
	if option == parse.XmlOptionType_XMLOPTION_DOCUMENT {
		w.put("DOCUMENT ")
	} else {
		w.put("CONTENT ")
	}
}

func (w *writer) xmlParse(x *parse.XmlExpr) {
	w.put("XMLPARSE(")
	w.xmlOption(x.Xmloption)
	w.expr(x.Args[0], lowest)
	if len(x.Args) > 1 && x.Args[1].GetAConst().GetBoolval().GetBoolval() {
		w.put(" PRESERVE WHITESPACE")
	}
	w.put(")")
}

// xmlRoot writes XMLROOT, whose third argument is a number for STANDALONE.
func (w *writer) xmlRoot(x *parse.XmlExpr) {
	if len(x.Args) != 3 {
		w.fail("XMLROOT has %d arguments", len(x.Args))
		return
	}
	w.put("XMLROOT(")
	w.expr(x.Args[0], lowest)
	w.put(", VERSION ")
	if x.Args[1].GetAConst().GetIsnull() {
		w.put("NO VALUE")
	} else {
		w.expr(x.Args[1], lowest)
	}
	switch x.Args[2].GetAConst().GetIval().GetIval() {
	case 0:
		w.put(", STANDALONE YES")
	case 1:
		w.put(", STANDALONE NO")
	case 2:
		w.put(", STANDALONE NO VALUE")
	}
	w.put(")")
}

func (w *writer) xmlSerialize(x *parse.XmlSerialize) {
	w.put("XMLSERIALIZE(")
	w.xmlOption(x.Xmloption)
	w.expr(x.Expr, lowest)
	w.put(" AS ")
	w.typeName(x.TypeName)
	if x.Indent {
		w.put(" INDENT")
	}
	w.put(")")
}
