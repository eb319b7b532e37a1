package ddl

import (
	"strconv"

	"github.com/schemadiff/schemadiff/dialects/postgres/deparse"
	"github.com/schemadiff/schemadiff/dialects/postgres/naming"
	"github.com/schemadiff/schemadiff/dialects/postgres/parse"
	"github.com/schemadiff/schemadiff/dialects/postgres/version"
)

// chooseRelation is ChooseRelationName: the name of an index or a sequence. One
// of a constraint must not be a constraint's name either.
func (r *reader) chooseRelation(ns *namespace, name1, name2, label string, constraint bool) string {
	return naming.Choose(name1, name2, label, func(name string) bool {
		return ns.relations[name] != nil || constraint && ns.constraints[name] > 0
	})
}

// chooseConstraint is ChooseConstraintName. The others are names that the same
// statement has chosen already.
func (r *reader) chooseConstraint(ns *namespace, name1, name2, label string, others map[string]bool) string {
	return naming.Choose(name1, name2, label, func(name string) bool {
		return ns.constraints[name] > 0 || others[name]
	})
}

// joinNames is ChooseIndexNameAddition and its kin: columns' names joined until
// they are long enough.
func joinNames(names []string) string {
	joined := ""
	for _, n := range names {
		if joined != "" {
			joined += "_"
		}
		joined += n
		if len(joined) > naming.MaxBytes {
			break
		}
	}
	return joined
}

// chooseColumnNames is ChooseIndexColumnNames: each column of an index has a
// name of its own.
func chooseColumnNames(names []string) []string {
	out := make([]string, 0, len(names))
	used := map[string]bool{}
	for _, name := range names {
		chosen := name
		for i := 1; used[chosen]; i++ {
			number := strconv.Itoa(i)
			chosen = clip(name, naming.MaxBytes-len(number)) + number
		}
		used[chosen] = true
		out = append(out, chosen)
	}
	return out
}

// clip cuts a name to a number of bytes, at a character's border.
func clip(name string, limit int) string {
	if len(name) <= limit {
		return name
	}
	for limit > 0 && name[limit]&0xC0 == 0x80 {
		limit--
	}
	return name[:limit]
}

// figureColumnName is FigureIndexColname: the name for a column that is an
// expression, and "expr" where there is none.
func figureColumnName(node *parse.Node, v version.Number) string {
	name, _ := figureName(node, v)
	if name == "" {
		return "expr"
	}
	return name
}

// figureName is FigureColnameInternal: a name and how good it is.
func figureName(node *parse.Node, v version.Number) (name string, strength int) {
	switch n := node.GetNode().(type) {
	case *parse.Node_ColumnRef:
		return lastName(n.ColumnRef.Fields)
	case *parse.Node_AIndirection:
		if name, strength := lastName(n.AIndirection.Indirection); name != "" {
			return name, strength
		}
		return figureName(n.AIndirection.Arg, v)
	case *parse.Node_FuncCall:
		name, _ := lastName(n.FuncCall.Funcname)
		if name == "extract" && n.FuncCall.Funcformat == parse.CoercionForm_COERCE_SQL_SYNTAX && v.Major() < 14 {
			name = "date_part" // EXTRACT has a function of its own since 14
		}
		return name, 2
	case *parse.Node_AExpr:
		if n.AExpr.Kind == parse.A_Expr_Kind_AEXPR_NULLIF {
			return "nullif", 2
		}
	case *parse.Node_TypeCast:
		if name, strength := figureName(n.TypeCast.Arg, v); strength > 1 {
			return name, strength
		}
		if name, _ := lastName(n.TypeCast.TypeName.GetNames()); name != "" {
			return name, 1
		}
	case *parse.Node_CollateClause:
		return figureName(n.CollateClause.Arg, v)
	case *parse.Node_GroupingFunc:
		return "grouping", 2
	case *parse.Node_CaseExpr:
		if name, strength := figureName(n.CaseExpr.Defresult, v); strength > 1 {
			return name, strength
		}
		return "case", 1
	case *parse.Node_AArrayExpr:
		return "array", 2
	case *parse.Node_RowExpr:
		return "row", 2
	case *parse.Node_CoalesceExpr:
		return "coalesce", 2
	}
	return figureRareName(node, v)
}

// figureRareName is the rest of figureName.
func figureRareName(node *parse.Node, v version.Number) (name string, strength int) {
	switch n := node.GetNode().(type) {
	case *parse.Node_SubLink:
		switch n.SubLink.SubLinkType {
		case parse.SubLinkType_EXISTS_SUBLINK:
			return "exists", 2
		case parse.SubLinkType_ARRAY_SUBLINK:
			return "array", 2
		}
	case *parse.Node_MinMaxExpr:
		if n.MinMaxExpr.Op == parse.MinMaxOp_IS_LEAST {
			return "least", 2
		}
		return "greatest", 2
	case *parse.Node_SqlvalueFunction:
		text, err := deparse.Expr(node)
		if err != nil {
			return "", 0
		}
		end := 0
		for end < len(text) && text[end] != '(' {
			end++
		}
		return lower(text[:end]), 2
	case *parse.Node_XmlExpr:
		return xmlName(n.XmlExpr.Op)
	case *parse.Node_XmlSerialize:
		return "xmlserialize", 2
	case *parse.Node_JsonObjectConstructor:
		return "json_object", 2
	case *parse.Node_JsonArrayConstructor, *parse.Node_JsonArrayQueryConstructor:
		return "json_array", 2
	}
	return "", 0
}

func xmlName(op parse.XmlExprOp) (string, int) {
	switch op {
	case parse.XmlExprOp_IS_XMLCONCAT:
		return "xmlconcat", 2
	case parse.XmlExprOp_IS_XMLELEMENT:
		return "xmlelement", 2
	case parse.XmlExprOp_IS_XMLFOREST:
		return "xmlforest", 2
	case parse.XmlExprOp_IS_XMLPARSE:
		return "xmlparse", 2
	case parse.XmlExprOp_IS_XMLPI:
		return "xmlpi", 2
	case parse.XmlExprOp_IS_XMLROOT:
		return "xmlroot", 2
	default:
	}
	return "", 0
}

// lastName returns the last part of a list that is a name.
func lastName(nodes []*parse.Node) (name string, strength int) {
	for _, n := range nodes {
		if s := n.GetString_(); s != nil {
			name, strength = s.Sval, 2
		}
	}
	return name, strength
}

// lower folds ASCII letters, as the server folds keywords.
func lower(s string) string {
	b := []byte(s)
	for i, c := range b {
		if c >= 'A' && c <= 'Z' {
			b[i] = c | 0x20
		}
	}
	return string(b)
}
