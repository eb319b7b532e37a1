package diff

import (
	"slices"

	"github.com/schemadiff/schemadiff/model"
)

// definitionSignature is all that a definition says, if it is of a kind that can
// have another name.
func (a *asker) definitionSignature(side Side, id model.ID, d model.Definition) string {
	if !slices.Contains(definitionKinds(), id.Kind) || len(d.Properties) == 0 {
		return ""
	}
	parts := []string{join(d.Signature, showType)}
	for _, p := range d.Properties {
		at := Expression{Owner: id.Owner(), Object: id, Property: p.Name}
		parts = append(parts, string(p.Name), a.signValue(side, at, p.Value))
	}
	return sign(parts...)
}

// signValue returns what a value is; at is its place.
func (a *asker) signValue(side Side, at Expression, v model.Value) string {
	key := func(use Use, e model.Expr) string {
		if e.IsZero() {
			return ""
		}
		at := at
		at.Use, at.Text = use, e.Text
		return a.oracle.analysis.Key(side, at)
	}
	parts := []string{v.Name, v.Text, showType(v.Type), string(v.Ref.Kind), v.Ref.Path(), key(UseProperty, v.Expr), key(UseQuery, v.Query)}
	for i, item := range v.List {
		at.Position = i
		parts = append(parts, a.signValue(side, at, item))
	}
	return sign(parts...)
}
