package canon

import (
	"github.com/schemadiff/schemadiff/dialects/postgres/property"
	"github.com/schemadiff/schemadiff/dialects/postgres/version"
	"github.com/schemadiff/schemadiff/model"
)

// Named implements [diff.Rules].
func (r Rules) Named(d model.Definition, owner, runner string, number int) model.Definition {
	if d.ID.Kind == model.KindDefaultPrivileges {
		return property.WithRunner(d, runner, version.Number(number))
	}
	return property.WithOwner(d, owner, version.Number(number))
}

// GetsPrivileges implements [diff.Rules]: there are default privileges for the
// object, or it is schema public, which has other ones in a new database.
func (r Rules) GetsPrivileges(of model.ID, defaults []model.Definition, first bool) bool {
	class := property.ClassOf(of)
	for _, d := range defaults {
		if class != "" && property.TypesOf(d).Class == class && (d.ID.Schema == "" || d.ID.Schema == of.Schema) {
			return true
		}
	}
	return first && of.Kind == model.KindSchema && of.Name == "public"
}
