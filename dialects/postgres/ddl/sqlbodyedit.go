package ddl

import (
	"slices"

	"github.com/schemadiff/schemadiff/dialects/postgres/deparse"
	"github.com/schemadiff/schemadiff/dialects/postgres/expr"
	"github.com/schemadiff/schemadiff/dialects/postgres/parse"
	"github.com/schemadiff/schemadiff/dialects/postgres/property"
	"github.com/schemadiff/schemadiff/model"
)

// bodiesOn lists the routines whose bodies in SQL form mention something.
func (r *reader) bodiesOn(used any) []*routine {
	return slices.DeleteFunc(r.db.routines(), func(f *routine) bool {
		return f.owned || !slices.Contains(f.uses, used) || !f.definition.Has(property.SQLBody)
	})
}

// bodyScope is what the body of a routine sees: its arguments.
func (f *routine) bodyScope() expr.Scope {
	s := expr.Scope{Relation: model.QName{Schema: f.ns.name, Name: f.Name}, Arguments: true, AnyNames: true}
	for _, a := range f.Args {
		s.Columns = append(s.Columns, expr.Column{Name: a.Name, Type: a.Type})
	}
	return s
}

// editBody changes what a routine has of expressions and statements, if they have
// a word in them.
func (r *reader) editBody(f *routine, word string, edit func(expr.Scope, *parse.Node) error) {
	r.editDefinition(f, func(v *model.Value) {
		text := v.Query.Text + v.Expr.Text
		if !mentions(text, word) {
			return
		}
		node := r.bodyNode(*v)
		if err := edit(f.bodyScope(), node); err != nil {
			r.fail(here, "following a new name in %s of the function %s: %v", text, signature(f), err)
		}
		if v.Query.Text == "" {
			v.Expr.Text = r.print(node.GetSelectStmt().TargetList[0].GetResTarget().Val)
		} else {
			v.Query.Text = r.printStatement(node)
		}
	})
}

// editDefinition changes the values of a routine's definition.
func (r *reader) editDefinition(f *routine, edit func(*model.Value)) {
	edited := f.definition.Edit(edit)
	save(r.db, f)
	f.definition = edited
	f.Args = slices.Clone(f.Args)
	input := 0
	for _, v := range f.definition.Get(property.Arguments).List {
		if v.Text != "out" && v.Text != "table" && input < len(f.Args) {
			f.Args[input].Default = v.Expr.Text
			input++
		}
	}
}

// printStatement writes a statement of a body.
func (r *reader) printStatement(node *parse.Node) string {
	text, err := deparse.Statement(node)
	if err != nil {
		r.fail(here, "%v", err)
	}
	return text
}

// bodyNode parses a statement of a body.
func (r *reader) bodyNode(v model.Value) *parse.Node {
	if v.Query.Text != "" {
		return parse.EnclosedStatement(r.reparse(parse.AsExpression(v.Query.Text)))
	}
	return selectOf(r.reparse(v.Expr.Text))
}

// selectOf makes a query of a value.
func selectOf(value *parse.Node) *parse.Node {
	target := &parse.ResTarget{Val: value}
	return &parse.Node{Node: &parse.Node_SelectStmt{SelectStmt: &parse.SelectStmt{
		TargetList: []*parse.Node{{Node: &parse.Node_ResTarget{ResTarget: target}}},
	}}}
}

// inBody reports whether a routine's body may call the function.
func (o *overload) inBody(f *routine) bool {
	if o.catalog == nil || !f.definition.Has(property.SQLBody) {
		return true
	}
	found := false
	f.definition.Get(property.SQLBody).Visit(func(v model.Value) {
		if found || v.Query.Text+v.Expr.Text == "" {
			return
		}
		uses, err := o.catalog.StatementReferences(f.bodyScope(), o.bodyNode(v))
		found = err != nil || slices.Contains(uses.Calls, o.call)
	})
	return found
}
