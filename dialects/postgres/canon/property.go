package canon

import (
	"strings"

	"github.com/schemadiff/schemadiff/dialects/postgres/deparse"
	"github.com/schemadiff/schemadiff/dialects/postgres/expr"
	"github.com/schemadiff/schemadiff/dialects/postgres/parse"
	"github.com/schemadiff/schemadiff/dialects/postgres/property"
	"github.com/schemadiff/schemadiff/diff"
	"github.com/schemadiff/schemadiff/model"
)

// isQuery reports whether an expression is analysed as a query: it is one, or it
// sees rows that the FROM of a query can name.
func isQuery(e diff.Expression) bool {
	return e.Use == diff.UseQuery || e.Use == diff.UseProperty && e.Property != property.Arguments && e.Property != property.ColumnDefaults
}

// parsed returns the text that is parsed for an expression. A query becomes an
// expression, so that many can be parsed at once; a condition on the rows of a
// table becomes a query.
func (a *analysis) parsed(on diff.Side, e diff.Expression, text string) string {
	if !isQuery(e) {
		return text
	}
	if e.Use == diff.UseQuery {
		if strings.HasPrefix(text, "EXISTS (") { // it was put into new names
			return text
		}
		return parse.AsExpression(text)
	}
	if e.Property == property.SQLBody { // RETURN: its name doesn't matter
		return "EXISTS (SELECT (" + text + "\n) AS returned)"
	}
	owner := e.Owner
	if e.Property == property.PublicationTables {
		owner = a.publishedTable(on, e)
	} else if on == diff.OldSide {
		owner = a.names.Relation(owner)
	}
	table := deparse.Qualified(owner.Schema, owner.Name)
	from := table
	if on == diff.OldSide && e.Property != property.PublicationTables {
		from += " AS " + deparse.Ident(e.Owner.Name) // as the condition calls it
	}
	if e.Property == property.When || e.Property == property.Where {
		from = table + " old, " + table + " new"
	}
	return "EXISTS (SELECT 1 FROM " + from + " WHERE (" + text + "\n))"
}

// publishedTable returns the table that a row filter of a publication is about,
// in the new side's names.
func (a *analysis) publishedTable(on diff.Side, e diff.Expression) model.QName {
	d, ok := a.sides[on].definitions[e.Object]
	if !ok {
		return model.QName{}
	}
	list := d.Get(e.Property).List
	if e.Position >= len(list) {
		return model.QName{}
	}
	return list[e.Position].Ref.QName()
}

// propertyScope says what an expression of a definition sees.
func (a *analysis) propertyScope(on diff.Side, e diff.Expression) (expr.Scope, error) {
	if e.Property == property.Query {
		return expr.Scope{AnyNames: true}, nil // of a view, materialized or not
	}
	if e.Property == property.Actions {
		owner := e.Owner
		if on == diff.OldSide {
			owner = a.names.Relation(owner)
		}
		return expr.Scope{Rows: owner}, nil
	}
	d, ok := a.sides[on].definitions[e.Object]
	if !ok {
		return expr.Scope{}, missing(string(e.Object.Kind), e.Object.Path())
	}
	switch e.Property {
	case property.SQLBody:
		return argumentScope(*d), nil
	case property.Arguments:
		list := d.Get(e.Property).List
		if e.Position >= len(list) {
			return expr.Scope{}, missing("argument", e.Object.Path())
		}
		return expr.Scope{}.Assign(list[e.Position].Type), nil
	case property.ColumnDefaults:
		list := d.Get(e.Property).List
		if e.Position >= len(list) {
			return expr.Scope{}, missing("default", e.Object.Path())
		}
		return a.viewColumnScope(on, d.ID.QName(), list[e.Position].Name)
	}
	return expr.Scope{}, nil
}

// viewColumnScope is that of the default of a view's column.
func (a *analysis) viewColumnScope(on diff.Side, view model.QName, column string) (expr.Scope, error) {
	catalog, err := a.catalog(on)
	if err != nil {
		return expr.Scope{}, err
	}
	columns, err := catalog.RelationColumns(view)
	if err != nil {
		return expr.Scope{}, err
	}
	for _, c := range columns {
		if c.Name == column {
			return expr.Scope{}.Assign(c.Type), nil
		}
	}
	return expr.Scope{}, missing("column", view.String()+"."+column)
}

// argumentScope is what the body of a routine sees: its arguments, also by the name
// of the routine.
func argumentScope(d model.Definition) expr.Scope {
	s := expr.Scope{Relation: model.QName{Schema: d.ID.Schema, Name: d.PlainName()}, Arguments: true, AnyNames: true}
	for _, v := range d.Get(property.Arguments).List {
		if v.Text != "out" && v.Text != "table" {
			s.Columns = append(s.Columns, expr.Column{Name: v.Name, Type: v.Type})
		}
	}
	return s
}

// columnsOf returns the columns of the tables of one side.
func (a *analysis) columnsOf(on diff.Side) func(model.QName) []expr.Column {
	return func(q model.QName) []expr.Column {
		for i := range a.sides[on].schema.Tables {
			if t := &a.sides[on].schema.Tables[i]; t.QName() == q {
				return expr.TableScope(t).Columns
			}
		}
		return nil
	}
}

// definitionsOf finds the definitions of one side, in the new side's names, by
// the names that the side itself has.
func definitionsOf(own, carried []model.Definition) map[model.ID]*model.Definition {
	m := make(map[model.ID]*model.Definition, len(own))
	for i := range own {
		m[own[i].ID] = &carried[i]
	}
	return m
}
