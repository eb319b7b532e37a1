package expr

import (
	"strings"

	"github.com/schemadiff/schemadiff/dialects/postgres/parse"
)

// figureName is FigureColname: the name of a column without AS.
func figureName(n *parse.Node, major int) string {
	name := FigureName(n, major)
	if name == "" {
		return "?column?"
	}
	return name
}

// FigureName is FigureColnameInternal of the server's parse_target.c: the name of
// a column that is an expression, in that major version; "" if it has none.
func FigureName(n *parse.Node, major int) string {
	name, _ := figure(n, major)
	return name
}

// figure returns a name and how good it is: 2 for one that was meant, 1 for
// one that will do.
func figure(n *parse.Node, major int) (string, int) {
	last := func(fields []*parse.Node) string {
		for i := len(fields) - 1; i >= 0; i-- {
			if s := fields[i].GetString_(); s != nil {
				return s.Sval
			}
		}
		return ""
	}
	switch v := n.GetNode().(type) {
	case *parse.Node_ColumnRef:
		return last(v.ColumnRef.Fields), 2
	case *parse.Node_AIndirection:
		if name := last(v.AIndirection.Indirection); name != "" {
			return name, 2
		}
		return figure(v.AIndirection.Arg, major)
	case *parse.Node_FuncCall:
		name := last(v.FuncCall.Funcname)
		if name == "extract" && v.FuncCall.Funcformat == parse.CoercionForm_COERCE_SQL_SYNTAX && major < 14 {
			name = "date_part" // EXTRACT has a function of its own since 14
		}
		return name, 2
	case *parse.Node_TypeCast:
		if name, strength := figure(v.TypeCast.Arg, major); strength > 1 {
			return name, strength
		}
		return last(v.TypeCast.TypeName.GetNames()), 1
	case *parse.Node_CollateClause:
		return figure(v.CollateClause.Arg, major)
	case *parse.Node_CaseExpr:
		if name, strength := figure(v.CaseExpr.Defresult, major); strength > 1 {
			return name, strength
		}
		return "case", 1
	case *parse.Node_AExpr:
		if v.AExpr.Kind == parse.A_Expr_Kind_AEXPR_NULLIF {
			return "nullif", 2
		}
	case *parse.Node_SubLink:
		return figureSubLink(v.SubLink, major)
	}
	return figureMore(n)
}

func figureSubLink(s *parse.SubLink, major int) (string, int) {
	switch s.SubLinkType {
	case parse.SubLinkType_EXISTS_SUBLINK:
		return "exists", 2
	case parse.SubLinkType_ARRAY_SUBLINK:
		return "array", 2
	case parse.SubLinkType_EXPR_SUBLINK:
		if targets := s.Subselect.GetSelectStmt().GetTargetList(); len(targets) > 0 {
			t := targets[0].GetResTarget()
			if t.GetName() != "" {
				return t.Name, 2
			}
			return figure(t.GetVal(), major)
		}
	}
	return "", 0
}

func figureMore(n *parse.Node) (string, int) {
	switch v := n.GetNode().(type) {
	case *parse.Node_AArrayExpr:
		return "array", 2
	case *parse.Node_RowExpr:
		return "row", 2
	case *parse.Node_CoalesceExpr:
		return "coalesce", 2
	case *parse.Node_MinMaxExpr:
		if v.MinMaxExpr.Op == parse.MinMaxOp_IS_LEAST {
			return "least", 2
		}
		return "greatest", 2
	case *parse.Node_GroupingFunc:
		return "grouping", 2
	case *parse.Node_SqlvalueFunction:
		name := strings.ToLower(strings.TrimPrefix(v.SqlvalueFunction.Op.String(), "SVFOP_"))
		return strings.TrimSuffix(name, "_n"), 2
	case *parse.Node_XmlSerialize:
		return "xmlserialize", 2
	case *parse.Node_XmlExpr:
		if op := v.XmlExpr.Op; op != parse.XmlExprOp_IS_DOCUMENT {
			return strings.ToLower(strings.TrimPrefix(op.String(), "IS_")), 2
		}
	case *parse.Node_JsonObjectConstructor:
		return "json_object", 2
	case *parse.Node_JsonArrayConstructor, *parse.Node_JsonArrayQueryConstructor:
		return "json_array", 2
	case *parse.Node_JsonObjectAgg:
		return "json_objectagg", 2
	case *parse.Node_JsonArrayAgg:
		return "json_arrayagg", 2
	}
	return "", 0
}
