package plan

import (
	"github.com/schemadiff/schemadiff/dialects/postgres/canon"
	"github.com/schemadiff/schemadiff/model"
	"github.com/schemadiff/schemadiff/render"
)

// catalogSchema is the schema that names stand without.
const catalogSchema = "pg_catalog"

// extension needs those that have to be there before. One that stays needs none:
// no statement for it asks, and a script may list too many.
func (b *itemBuilder) extension(o *model.Extension) {
	id := model.ID{Kind: model.KindExtension, Name: o.Name}
	b.add(node(id))
	b.namespace(o.Schema)
	if b.stays(id) {
		return
	}
	for _, name := range o.Requires {
		b.need(node(model.ID{Kind: model.KindExtension, Name: name}))
	}
}

// unqualified lists the names that extensions in pg_catalog bring along. What is
// not known to bring anything is left out.
func (s *session) unqualified(schema model.Schema) map[string][]render.Node {
	names := map[string][]render.Node{}
	for _, e := range schema.Extensions {
		if e.Schema != catalogSchema {
			continue
		}
		types, others, err := canon.Rules{}.Members(e.Name, int(s.version))
		if err != nil {
			continue // nothing is known of it
		}
		n := node(model.ID{Kind: model.KindExtension, Name: e.Name})
		seen := map[string]bool{}
		for _, list := range [][]string{types, others} {
			for _, name := range list {
				if !seen[name] {
					seen[name] = true
					names[name] = append(names[name], n)
				}
			}
		}
	}
	return names
}
