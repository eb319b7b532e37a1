package ddl

import "github.com/schemadiff/schemadiff/dialects/postgres/parse"

// walk calls visit for an expression and everything below it, operands before
// their operators.
func walk(node *parse.Node, visit func(*parse.Node)) {
	if node == nil {
		return
	}
	below := func(nodes ...*parse.Node) {
		for _, n := range nodes {
			walk(n, visit)
		}
	}
	switch n := node.Node.(type) {
	case *parse.Node_AExpr:
		below(n.AExpr.Lexpr, n.AExpr.Rexpr)
	case *parse.Node_BoolExpr:
		below(n.BoolExpr.Args...)
	case *parse.Node_TypeCast:
		below(n.TypeCast.Arg)
	case *parse.Node_CollateClause:
		below(n.CollateClause.Arg)
	case *parse.Node_FuncCall:
		below(n.FuncCall.Args...)
		below(n.FuncCall.AggOrder...)
		below(n.FuncCall.AggFilter)
	case *parse.Node_AIndirection:
		below(n.AIndirection.Arg)
		below(n.AIndirection.Indirection...)
	case *parse.Node_AIndices:
		below(n.AIndices.Lidx, n.AIndices.Uidx)
	case *parse.Node_AArrayExpr:
		below(n.AArrayExpr.Elements...)
	case *parse.Node_RowExpr:
		below(n.RowExpr.Args...)
	case *parse.Node_CaseExpr:
		below(n.CaseExpr.Arg)
		below(n.CaseExpr.Args...)
		below(n.CaseExpr.Defresult)
	case *parse.Node_CaseWhen:
		below(n.CaseWhen.Expr, n.CaseWhen.Result)
	case *parse.Node_CoalesceExpr:
		below(n.CoalesceExpr.Args...)
	case *parse.Node_MinMaxExpr:
		below(n.MinMaxExpr.Args...)
	case *parse.Node_NullTest:
		below(n.NullTest.Arg)
	case *parse.Node_BooleanTest:
		below(n.BooleanTest.Arg)
	case *parse.Node_NamedArgExpr:
		below(n.NamedArgExpr.Arg)
	case *parse.Node_SortBy:
		below(n.SortBy.Node)
	case *parse.Node_List:
		below(n.List.Items...)
	case *parse.Node_SubLink:
		below(n.SubLink.Testexpr)
		parse.Walk(n.SubLink.Subselect, func(part any) {
			target := func(v *parse.RangeVar) { visit(&parse.Node{Node: &parse.Node_RangeVar{RangeVar: v}}) }
			switch inside := part.(type) {
			case *parse.Node:
				if inside.GetNode() != nil {
					visit(inside)
				}
			case *parse.InsertStmt:
				target(inside.Relation)
			case *parse.UpdateStmt:
				target(inside.Relation)
			case *parse.DeleteStmt:
				target(inside.Relation)
			}
		})
	default:
		walkMarkup(node, visit)
	}
	visit(node)
}

// walkMarkup is walk for the functions of SQL/XML and SQL/JSON.
func walkMarkup(node *parse.Node, visit func(*parse.Node)) {
	below := func(nodes ...*parse.Node) {
		for _, n := range nodes {
			walk(n, visit)
		}
	}
	switch n := node.Node.(type) {
	case *parse.Node_XmlExpr:
		below(n.XmlExpr.NamedArgs...)
		below(n.XmlExpr.Args...)
	case *parse.Node_XmlSerialize:
		below(n.XmlSerialize.Expr)
	case *parse.Node_ResTarget:
		below(n.ResTarget.Val)
	case *parse.Node_JsonObjectConstructor:
		below(n.JsonObjectConstructor.Exprs...)
	case *parse.Node_JsonArrayConstructor:
		below(n.JsonArrayConstructor.Exprs...)
	case *parse.Node_JsonKeyValue:
		below(n.JsonKeyValue.Key)
		below(n.JsonKeyValue.GetValue().GetRawExpr())
	case *parse.Node_JsonValueExpr:
		below(n.JsonValueExpr.RawExpr)
	case *parse.Node_JsonIsPredicate:
		below(n.JsonIsPredicate.Expr)
	}
}

// castTypes calls f for every type that an expression's node names itself.
func castTypes(node *parse.Node, f func(*parse.TypeName)) {
	switch n := node.GetNode().(type) {
	case *parse.Node_TypeCast:
		f(n.TypeCast.TypeName)
	case *parse.Node_XmlSerialize:
		f(n.XmlSerialize.TypeName)
	case *parse.Node_ColumnDef:
		f(n.ColumnDef.TypeName)
	case *parse.Node_RangeTableFuncCol:
		if n.RangeTableFuncCol.TypeName != nil {
			f(n.RangeTableFuncCol.TypeName)
		}
	case *parse.Node_JsonObjectConstructor:
		if o := n.JsonObjectConstructor.Output; o != nil {
			f(o.TypeName)
		}
	case *parse.Node_JsonArrayConstructor:
		if o := n.JsonArrayConstructor.Output; o != nil {
			f(o.TypeName)
		}
	}
}

// nameNodes makes the nodes of a qualified name.
func nameNodes(parts ...string) []*parse.Node {
	list := make([]*parse.Node, len(parts))
	for i, p := range parts {
		list[i] = &parse.Node{Node: &parse.Node_String_{String_: &parse.String{Sval: p}}}
	}
	return list
}
