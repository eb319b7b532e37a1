package ddl

import (
	"slices"

	"github.com/schemadiff/schemadiff/dialects/postgres/kind"
	"github.com/schemadiff/schemadiff/dialects/postgres/parse"
	"github.com/schemadiff/schemadiff/dialects/postgres/property"
	"github.com/schemadiff/schemadiff/model"
)

// securityLabel applies SECURITY LABEL.
func (r *reader) securityLabel(s *parse.SecLabelStmt) {
	t := r.thingNamed(s.Objtype, s.Object)
	if t == nil {
		return
	}
	if s.Provider == "" {
		r.failHint(here, "write FOR and its name", "the provider of the label is the only one that the server has loaded, which isn't known")
	}
	a := r.accessOf(t)
	a.labels = slices.DeleteFunc(slices.Clone(a.labels), func(v model.Value) bool { return v.Name == s.Provider })
	if s.Label != "" {
		a.labels = append(a.labels, model.Value{Name: s.Provider, Text: s.Label})
	}
	r.setAccess(t, a)
}

// finishAccess adds what is said about the objects of a schema.
func (r *reader) finishAccess(s *model.Schema) {
	var list []model.Definition
	add := func(t thing) {
		a, said := r.db.access[t]
		if !said {
			if r.session.role == "" && len(r.db.defaults) == 0 {
				return
			}
			a = r.initialAccess(t, r.session.role)
		}
		list = append(list, r.definitionsOf(t, a)...)
	}
	r.db.things(add)
	for _, t := range r.db.tables() {
		for _, c := range t.columns {
			add(c)
		}
	}
	for key := range r.db.access { // sorted with the schema
		switch key := key.(type) {
		case columnOfView:
			if key.table.ns.relations[key.table.name] == relation(key.table) {
				add(key)
			}
		case parameter, thisDatabase, roleThing:
			add(key)
		}
	}
	s.Attach(list)
	for _, d := range r.defaultPrivileges() {
		if d.Has(property.Granted) || d.Has(property.Revoked) {
			s.Definitions = append(s.Definitions, d)
		}
	}
}

// definitionsOf makes the definitions of what is said about an object.
func (r *reader) definitionsOf(t thing, a access) []model.Definition {
	of := thingID(t)
	var list []model.Definition
	q, isSequence := t.(*sequence)
	if a.owner != "" && (!isSequence || q.owner == nil) && of.Kind != model.KindColumn && of.Kind != kind.Parameter {
		d := model.Definition{ID: of.Attached(model.AspectOwner)}
		d.Set(property.Owner, model.Value{Ref: model.RoleID(a.owner)})
		list = append(list, d)
	}
	if property.ClassOf(of) != "" {
		d := model.Definition{ID: of.Attached(model.AspectPrivileges)}
		if property.SetPrivileges(&d, a.list, property.DefaultOf(of, r.version)); len(d.Properties) > 0 {
			list = append(list, d)
		}
	}
	if len(a.labels) > 0 {
		list = append(list, property.LabelsOf(of, a.labels))
	}
	return list
}
