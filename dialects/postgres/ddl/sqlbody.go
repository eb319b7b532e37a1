package ddl

import (
	"slices"

	"github.com/schemadiff/schemadiff/dialects/postgres/deparse"
	"github.com/schemadiff/schemadiff/dialects/postgres/parse"
	"github.com/schemadiff/schemadiff/dialects/postgres/property"
	"github.com/schemadiff/schemadiff/model"
)

// sqlBody reads a body in the SQL standard's form. What it names gets the names
// that it has under an empty search_path.
func (r *reader) sqlBody(f *routine, body *parse.Node) model.Value {
	if body.GetReturnStmt() != nil {
		return r.bodyStatement(f, body)
	}
	value := model.Value{Text: property.Atomic}
	for _, n := range body.GetList().GetItems() {
		for _, statement := range n.GetList().GetItems() {
			value.List = append(value.List, r.bodyStatement(f, statement))
		}
	}
	return value
}

// bodyStatement reads one statement of such a body.
func (r *reader) bodyStatement(f *routine, n *parse.Node) model.Value {
	uses, _ := r.mentionsOf(n)
	f.uses = append(f.uses, uses...)
	r.qualifyStatement(n)
	pos := r.pos(locationOf(n))
	if s := n.GetReturnStmt(); s != nil {
		text, err := deparse.Expr(s.Returnval)
		if err != nil {
			r.fail(locationOf(n), "%v", err)
		}
		return model.Value{Expr: model.Expr{Text: text, Pos: pos}}
	}
	text, err := deparse.Statement(n)
	if err != nil {
		r.fail(locationOf(n), "%v", err)
	}
	return model.Value{Query: model.Expr{Text: text, Pos: pos}}
}

// qualifyStatement gives all that a statement names, but for columns, the name
// that it has under an empty search_path.
func (r *reader) qualifyStatement(node *parse.Node) {
	own := map[string]bool{}
	parse.Walk(node, func(part any) {
		if e, ok := part.(*parse.CommonTableExpr); ok {
			own[e.Ctename] = true
		}
	})
	parse.Walk(node, func(part any) {
		switch n := part.(type) {
		case *parse.RangeVar:
			if n.Schemaname != "" || own[n.Relname] {
				return
			}
			if rel := r.find(rangeNames(n)); rel != nil {
				ns, _ := rel.place()
				n.Schemaname = ns.name
			}
		case *parse.InsertStmt:
			r.insertsInto(n)
		case *parse.CollateClause:
			n.Collname = qnameNodes(r.collation(n))
		case *parse.TypeCast:
			r.qualifyType(n.TypeName)
			r.qualifyLiteral(n)
		case *parse.FuncCall:
			r.qualifyFunction(n)
		case *parse.A_Expr:
			r.qualifyOperator(n)
		}
	})
}

// insertsInto writes out the columns that an INSERT without a list of them means.
func (r *reader) insertsInto(s *parse.InsertStmt) {
	t, ok := r.find(rangeNames(s.Relation)).(*table)
	rows := s.SelectStmt.GetSelectStmt()
	if !ok || t.opaque || len(s.Cols) > 0 || rows == nil {
		return
	}
	count := len(rows.TargetList)
	if len(rows.ValuesLists) > 0 {
		count = len(rows.ValuesLists[0].GetList().GetItems())
	}
	star := slices.ContainsFunc(rows.TargetList, func(n *parse.Node) bool {
		fields := n.GetResTarget().GetVal().GetColumnRef().GetFields()
		return len(fields) > 0 && fields[len(fields)-1].GetAStar() != nil
	})
	if star || count == 0 || count > len(t.columns) {
		return
	}
	for _, c := range t.columns[:count] {
		s.Cols = append(s.Cols, &parse.Node{Node: &parse.Node_ResTarget{ResTarget: &parse.ResTarget{Name: c.name}}})
	}
}
