package plan

import (
	"slices"
	"strings"

	"github.com/schemadiff/schemadiff/dialects/postgres/kind"
	"github.com/schemadiff/schemadiff/dialects/postgres/property"
	"github.com/schemadiff/schemadiff/model"
	"github.com/schemadiff/schemadiff/render"
)

// foreignRecipe returns how foreign-data wrappers, servers and user mappings are
// written.
func foreignRecipe(k model.Kind) (recipe, bool) {
	r := recipe{class: classRoutine, takes: nameOnTable, hazards: secretHazard}
	switch k {
	case kind.ForeignDataWrapper:
		r.noun, r.create = globalNoun("FOREIGN DATA WRAPPER "), createWrapper
		r.alterable, r.alter = []model.PropertyName{property.Handler, property.Validator, property.Options}, alterWrapper
	case kind.Server:
		r.noun, r.create = globalNoun("SERVER "), createServer
		r.alterable, r.alter = []model.PropertyName{property.ServerVersion, property.Options}, alterServer
	case kind.UserMapping:
		r.noun, r.create = mappingNoun, createMapping
		r.alterable, r.alter = []model.PropertyName{property.Options}, alterMapping
	default:
		return recipe{}, false
	}
	return r, true
}

// secretHazard tells that a statement is not whole.
func secretHazard(_ *session, step *render.Step, d model.Definition) {
	secret := false
	d.Visit(func(_ model.PropertyName, v model.Value) {
		secret = secret || strings.Contains(v.Text, property.Redacted)
	})
	if secret {
		secretsLeftOut(step)
	}
}

func secretsLeftOut(step *render.Step) {
	hazard(step, render.Incomplete, "Fill in what stands as "+property.Redacted+": secrets are never read, compared or written.")
}

// createOptions writes OPTIONS (…) if there are any.
func (w writer) createOptions(d model.Definition) writer {
	for i, o := range d.Get(property.Options).List {
		if i == 0 {
			w.Key(" OPTIONS (")
		} else {
			w.Key(", ")
		}
		w.Ident(o.Name).Key(" ").Literal(o.Text)
	}
	if d.Has(property.Options) {
		w.Key(")")
	}
	return w
}

// changeOptions writes OPTIONS (…) with what leads from one list to another. One
// whose order differs is dropped and added as a whole.
func (w writer) changeOptions(old, fresh []model.Value) writer {
	var items []writer
	kept := func(list, other []model.Value) []string {
		var names []string
		for _, v := range list {
			if slices.ContainsFunc(other, func(o model.Value) bool { return o.Name == v.Name }) {
				names = append(names, v.Name)
			}
		}
		return names
	}
	stays := kept(fresh, old)
	ordered := slices.Equal(kept(old, fresh), stays)
	if ordered && len(stays) > 0 { // what is new can only stand at the end
		last := slices.IndexFunc(fresh, func(v model.Value) bool { return v.Name == stays[len(stays)-1] })
		ordered = last == len(stays)-1
	}
	for _, v := range old {
		if !ordered || !slices.ContainsFunc(fresh, func(o model.Value) bool { return o.Name == v.Name }) {
			items = append(items, write("DROP ").Ident(v.Name))
		}
	}
	for _, v := range fresh {
		at := slices.IndexFunc(old, func(o model.Value) bool { return o.Name == v.Name })
		switch {
		case at < 0 || !ordered:
			items = append(items, write("ADD ").Ident(v.Name).Key(" ").Literal(v.Text))
		case old[at].Text != v.Text:
			items = append(items, write("SET ").Ident(v.Name).Key(" ").Literal(v.Text))
		}
	}
	w.Key(" OPTIONS (")
	for i, item := range items {
		if i > 0 {
			w.Key(", ")
		}
		w.add(item)
	}
	return w.Key(")")
}

func createWrapper(_ *session, d model.Definition, _ bool) (string, error) {
	w := write("CREATE FOREIGN DATA WRAPPER ").Ident(d.ID.Name)
	if d.Has(property.Handler) {
		w.Key(" HANDLER ").function(d.Get(property.Handler).Ref)
	}
	if d.Has(property.Validator) {
		w.Key(" VALIDATOR ").function(d.Get(property.Validator).Ref)
	}
	return w.createOptions(d).String(), nil
}

func alterWrapper(_ *session, c definitionChange) ([]string, error) {
	w := write("ALTER FOREIGN DATA WRAPPER ").Ident(c.fresh.ID.Name)
	for _, p := range []struct {
		name  model.PropertyName
		set   render.Keyword
		unset render.Keyword
	}{{property.Handler, " HANDLER ", " NO HANDLER"}, {property.Validator, " VALIDATOR ", " NO VALIDATOR"}} {
		switch {
		case !c.has(p.name):
		case c.fresh.Has(p.name):
			w.Key(p.set).function(c.fresh.Get(p.name).Ref)
		default:
			w.Key(p.unset)
		}
	}
	if c.has(property.Options) {
		w.changeOptions(c.old.Get(property.Options).List, c.fresh.Get(property.Options).List)
	}
	return []string{w.String()}, nil
}

func createServer(_ *session, d model.Definition, _ bool) (string, error) {
	w := write("CREATE SERVER ").Ident(d.ID.Name)
	if t := d.Get(property.ServerType); !t.IsZero() {
		w.Key(" TYPE ").Literal(t.Text)
	}
	if v := d.Get(property.ServerVersion); !v.IsZero() {
		w.Key(" VERSION ").Literal(v.Text)
	}
	return w.Key(" FOREIGN DATA WRAPPER ").Ident(d.Get(property.Wrapper).Ref.Name).createOptions(d).String(), nil
}

func alterServer(_ *session, c definitionChange) ([]string, error) {
	w := write("ALTER SERVER ").Ident(c.fresh.ID.Name)
	if c.has(property.ServerVersion) {
		if v := c.fresh.Get(property.ServerVersion); v.IsZero() {
			w.Key(" VERSION NULL")
		} else {
			w.Key(" VERSION ").Literal(v.Text)
		}
	}
	if c.has(property.Options) {
		w.changeOptions(c.old.Get(property.Options).List, c.fresh.Get(property.Options).List)
	}
	return []string{w.String()}, nil
}

// mappingNoun names a user mapping by its role and server.
func mappingNoun(d model.Definition) writer {
	server := d.Get(property.OfServer).Ref.Name
	role := strings.TrimSuffix(d.ID.Name, " SERVER "+server)
	w := write("USER MAPPING FOR ")
	if role == kind.Public {
		w.Key("PUBLIC")
	} else {
		w.Ident(role)
	}
	return w.Key(" SERVER ").Ident(server)
}

func createMapping(_ *session, d model.Definition, _ bool) (string, error) {
	return write("CREATE ").add(mappingNoun(d)).createOptions(d).String(), nil
}

func alterMapping(_ *session, c definitionChange) ([]string, error) {
	w := write("ALTER ").add(mappingNoun(c.fresh))
	return []string{w.changeOptions(c.old.Get(property.Options).List, c.fresh.Get(property.Options).List).String()}, nil
}
