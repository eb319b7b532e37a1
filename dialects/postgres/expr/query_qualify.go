package expr

import (
	"slices"

	"github.com/schemadiff/schemadiff/dialects/postgres/facts"
	"github.com/schemadiff/schemadiff/dialects/postgres/parse"
)

// QualifyQuery writes out what a query leaves to the database as it is when the
// query is read: relations, functions and operators get their schemas, each
// column the name of its relation in FROM, and stars become lists. It changes
// stmt and returns the columns of the result. From then on a column of a
// relation can get another name, or a relation another column, without a change
// of what the query means: so the server keeps its views.
func (c *Catalog) QualifyQuery(s Scope, stmt *parse.SelectStmt) ([]Column, error) {
	var columns []Column
	a := c.analysis(&s)
	q := newQualification()
	a.qualified = q
	err := guard(func() {
		columns = a.resultColumns(a.selectStmt(stmt, nil, false))
	})
	if err != nil {
		return nil, err
	}
	q.apply(stmt)
	return columns, nil
}

// apply writes the names into a tree.
func (q *qualification) apply(stmt *parse.SelectStmt) {
	parse.Walk(&parse.Node{Node: &parse.Node_SelectStmt{SelectStmt: stmt}}, func(part any) {
		switch n := part.(type) {
		case *parse.Node:
			if op, ok := q.operators[n.GetAExpr()]; ok && n.GetAExpr() != nil {
				n.Node = qualifiedOperation(n.GetAExpr(), op).Node
			}
		case *parse.ColumnRef:
			if names := q.refs[n]; names != nil {
				n.Fields = nameNodes(names)
			}
		case *parse.RangeVar:
			if name, ok := q.relations[n]; ok {
				n.Schemaname, n.Relname = name.Schema, name.Name
			}
		case *parse.FuncCall:
			if name, ok := q.calls[n]; ok {
				n.Funcname = nameNodes([]string{name.Schema, name.Name})
			}
		case *parse.SubLink:
			if op := q.links[n]; op != nil {
				n.OperName = nameNodes([]string{op.Schema, op.Name})
			}
		case *parse.JoinExpr:
			if names, natural := q.natural[n]; natural {
				n.IsNatural, n.UsingClause = false, nameNodes(names)
				if len(names) == 0 {
					n.Quals = condition(n)
				}
			}
		case *parse.SelectStmt:
			n.TargetList = q.targets(n.TargetList)
		}
	})
}

// qualification collects what a query's names stand for.
type qualification struct {
	refs      map[*parse.ColumnRef][]string
	relations map[*parse.RangeVar]facts.Name
	calls     map[*parse.FuncCall]facts.Name
	operators map[*parse.A_Expr]*facts.Operator
	links     map[*parse.SubLink]*facts.Operator
	natural   map[*parse.JoinExpr][]string
	// chosen are the functions that are called.
	chosen map[*parse.FuncCall]*facts.Proc
	// stars are the targets that each star stands for.
	stars map[*parse.ResTarget][]*parse.Node
	// columns and items say what references and relations turned out to be.
	columns map[*parse.ColumnRef]*node
	items   map[*parse.RangeVar]*item
	// called and operated are the last function and operator that were chosen.
	called   facts.Name
	proc     *facts.Proc
	operated *facts.Operator
}

func newQualification() *qualification {
	return &qualification{
		refs:      map[*parse.ColumnRef][]string{},
		relations: map[*parse.RangeVar]facts.Name{},
		calls:     map[*parse.FuncCall]facts.Name{},
		operators: map[*parse.A_Expr]*facts.Operator{},
		links:     map[*parse.SubLink]*facts.Operator{},
		natural:   map[*parse.JoinExpr][]string{},
		stars:     map[*parse.ResTarget][]*parse.Node{},
		columns:   map[*parse.ColumnRef]*node{},
		items:     map[*parse.RangeVar]*item{},
		chosen:    map[*parse.FuncCall]*facts.Proc{},
	}
}

func (q *qualification) targets(list []*parse.Node) []*parse.Node {
	var out []*parse.Node
	for _, n := range list {
		if expanded, ok := q.stars[n.GetResTarget()]; ok && n.GetResTarget() != nil {
			out = append(out, expanded...)
			continue
		}
		out = append(out, n)
	}
	return out
}

// noteRef notes what a reference to a column is, and the relation of one that
// was written by its plain name.
func (a *analysis) noteRef(ref *parse.ColumnRef, n *node) {
	if a.qualified == nil || n == nil {
		return
	}
	a.qualified.columns[ref] = n
	if len(ref.Fields) > 1 {
		return
	}
	name := ref.Fields[0].GetString_().GetSval()
	if names := a.nameOf(name, n); len(names) > 1 {
		a.qualified.refs[ref] = names
	}
}

// noteTable notes what a name in FROM is.
func (a *analysis) noteTable(r *parse.RangeVar, x *item) {
	if a.qualified == nil {
		return
	}
	a.qualified.items[r] = x
	if r.Schemaname == "" && x.row != nil {
		a.qualified.relations[r] = facts.Name{Schema: x.row.Schema, Name: x.row.Name}
	}
}

// noteCall notes the function that a call without a schema turned out to be.
func (a *analysis) noteCall(f *parse.FuncCall) {
	if a.qualified == nil {
		return
	}
	a.noteChoice(f)
	if len(f.Funcname) != 1 {
		return
	}
	if name := a.qualified.called; name.Schema != facts.CatalogSchema && name.Name == f.Funcname[0].GetString_().GetSval() {
		a.qualified.calls[f] = name
	}
}

// noteOperation notes the operator of an operation, if it isn't the server's own.
func (a *analysis) noteOperation(e *parse.A_Expr) {
	if a.qualified == nil || len(e.Name) != 1 {
		return
	}
	if op := a.qualified.operated; op != nil && op.Schema != facts.CatalogSchema {
		a.qualified.operators[e] = op
	}
}

func (a *analysis) noteLink(s *parse.SubLink) {
	if a.qualified == nil || len(s.OperName) > 1 {
		return
	}
	if op := a.qualified.operated; op != nil && op.Schema != facts.CatalogSchema {
		a.qualified.links[s] = op
	}
}

func (a *analysis) noteNatural(j *parse.JoinExpr, names []string) {
	if a.qualified != nil && j.IsNatural {
		a.qualified.natural[j] = names
	}
}

// noteStar notes the columns of a star.
func (a *analysis) noteStar(target *parse.ResTarget, columns []output) {
	if a.qualified == nil {
		return
	}
	list := make([]*parse.Node, len(columns))
	steps := target.Val.GetAIndirection()
	for i, c := range columns {
		out := &parse.ResTarget{}
		if steps != nil {
			last := len(steps.Indirection) - 1
			out.Val = &parse.Node{Node: &parse.Node_AIndirection{AIndirection: &parse.A_Indirection{
				Arg: steps.Arg, Indirection: append(slices.Clone(steps.Indirection[:last]), nameNodes([]string{c.name})...),
			}}}
		} else {
			names := a.nameOf(c.name, c.node)
			ref := &parse.ColumnRef{Fields: nameNodes(names)}
			out.Val = &parse.Node{Node: &parse.Node_ColumnRef{ColumnRef: ref}}
		}
		list[i] = &parse.Node{Node: &parse.Node_ResTarget{ResTarget: out}}
	}
	a.qualified.stars[target] = list
}

// nameOf returns the name of a column with that of its relation before it, if
// that leads to the column.
func (a *analysis) nameOf(name string, n *node) []string {
	if n.kind != kindColumn || n.rel == 0 {
		return []string{name}
	}
	x := a.itemOf(n.rel)
	if x == nil || x.name == "" || x.nameless || a.queryItem([]string{x.name}) != x {
		return []string{name}
	}
	if found := find(x.columns, name); found == nil || found.rel != n.rel || found.name != n.name {
		if x.row == nil || systemColumn(name) == "" {
			return []string{name}
		}
	}
	return []string{x.name, name}
}

func nameNodes(names []string) []*parse.Node {
	nodes := make([]*parse.Node, len(names))
	for i, n := range names {
		nodes[i] = &parse.Node{Node: &parse.Node_String_{String_: &parse.String{Sval: n}}}
	}
	return nodes
}

// qualifiedOperation writes an operation with an operator of a schema. IN, LIKE
// and BETWEEN have no place for a schema, so that they are written out.
func qualifiedOperation(e *parse.A_Expr, op *facts.Operator) *parse.Node {
	operation := func(kind parse.A_Expr_Kind, name string, right *parse.Node) *parse.Node {
		return &parse.Node{Node: &parse.Node_AExpr{AExpr: &parse.A_Expr{
			Kind: kind, Name: nameNodes([]string{op.Schema, name}), Lexpr: e.Lexpr, Rexpr: right, Location: e.Location,
		}}}
	}
	pair := func(of parse.BoolExprType, low, high string) *parse.Node {
		items := e.Rexpr.GetList().GetItems()
		return &parse.Node{Node: &parse.Node_BoolExpr{BoolExpr: &parse.BoolExpr{Boolop: of, Location: e.Location, Args: []*parse.Node{
			operation(parse.A_Expr_Kind_AEXPR_OP, low, items[0]), operation(parse.A_Expr_Kind_AEXPR_OP, high, items[1]),
		}}}}
	}
	switch e.Kind {
	case parse.A_Expr_Kind_AEXPR_OP, parse.A_Expr_Kind_AEXPR_LIKE, parse.A_Expr_Kind_AEXPR_ILIKE, parse.A_Expr_Kind_AEXPR_SIMILAR:
		return operation(parse.A_Expr_Kind_AEXPR_OP, op.Name, e.Rexpr)
	case parse.A_Expr_Kind_AEXPR_OP_ANY, parse.A_Expr_Kind_AEXPR_OP_ALL:
		return operation(e.Kind, op.Name, e.Rexpr)
	case parse.A_Expr_Kind_AEXPR_BETWEEN:
		return pair(parse.BoolExprType_AND_EXPR, ">=", "<=")
	case parse.A_Expr_Kind_AEXPR_NOT_BETWEEN:
		return pair(parse.BoolExprType_OR_EXPR, "<", ">")
	case parse.A_Expr_Kind_AEXPR_IN:
		items := e.Rexpr.GetList().GetItems()
		if len(items) == 1 {
			return operation(parse.A_Expr_Kind_AEXPR_OP, op.Name, items[0])
		}
		quantifier := parse.A_Expr_Kind_AEXPR_OP_ANY
		if op.Name == "<>" {
			quantifier = parse.A_Expr_Kind_AEXPR_OP_ALL
		}
		list := &parse.Node{Node: &parse.Node_AArrayExpr{AArrayExpr: &parse.A_ArrayExpr{Elements: typed(items, op.Right)}}}
		return operation(quantifier, op.Name, list)
	}
	return &parse.Node{Node: &parse.Node_AExpr{AExpr: e}}
}

// typed gives string constants a type.
func typed(items []*parse.Node, t *facts.Type) []*parse.Node {
	out := make([]*parse.Node, len(items))
	for i, n := range items {
		if out[i] = n; n.GetAConst().GetSval() != nil {
			name := &parse.TypeName{Names: nameNodes([]string{t.Schema, t.Name}), Typemod: -1}
			out[i] = &parse.Node{Node: &parse.Node_TypeCast{TypeCast: &parse.TypeCast{Arg: n, TypeName: name}}}
		}
	}
	return out
}
