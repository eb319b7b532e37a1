package canon

import (
	"github.com/schemadiff/schemadiff/dialects/postgres/expr"
	"github.com/schemadiff/schemadiff/dialects/postgres/property"
	"github.com/schemadiff/schemadiff/diff"
	"github.com/schemadiff/schemadiff/model"
)

// propertyScope says what an expression of a definition sees.
func (a *analysis) propertyScope(on diff.Side, e diff.Expression) (expr.Scope, error) {
	d, ok := a.sides[on].definitions[e.Object]
	if !ok {
		return expr.Scope{}, missing(string(e.Object.Kind), e.Object.Path())
	}
	switch e.Property {
	case property.Arguments:
		list := d.Get(e.Property).List
		if e.Position >= len(list) {
			return expr.Scope{}, missing("argument", e.Object.Path())
		}
		return expr.Scope{}.Assign(list[e.Position].Type), nil
	}
	return expr.Scope{}, &expr.UndecidedError{Reason: "the " + string(e.Property) + " of a " + string(e.Object.Kind) + " is not analysed"}
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
