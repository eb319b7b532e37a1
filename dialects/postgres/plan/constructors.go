package plan

import (
	"slices"

	"github.com/schemadiff/schemadiff/diff"
	"github.com/schemadiff/schemadiff/model"
	"github.com/schemadiff/schemadiff/render"
)

// constructor is a function that makes values of a range type or its
// multirange type. The server makes them with the type, in the schema of the
// range type, and does not rename them with it.
type constructor struct {
	name model.QName
	args []model.Type
}

// alter writes a statement about the function.
func (c constructor) alter() writer {
	w := write("ALTER FUNCTION ").Name(c.name).Key("(")
	for i, t := range c.args {
		if i > 0 {
			w.Key(", ")
		}
		w.typ(t)
	}
	return w.Key(")")
}

// rangeConstructors lists the functions for a range type.
func rangeConstructors(name model.QName, subtype model.Type) []constructor {
	return []constructor{
		{name, []model.Type{subtype, subtype}},
		{name, []model.Type{subtype, subtype, {Name: "text"}}},
	}
}

// multirangeConstructors lists the functions for a multirange type.
func multirangeConstructors(name model.QName, of model.QName) []constructor {
	one := model.Type{Schema: of.Schema, Name: of.Name}
	many := one
	many.Array = true
	return []constructor{{name, nil}, {name, []model.Type{one}}, {name, []model.Type{many}}}
}

// moveConstructors gives the functions that are named like a range type or a
// multirange type the name that it gets. Rename asks for them in the order in
// which the renames are run.
func (s *session) moveConstructors(from, to model.ID) []string {
	var list []constructor
	schema := to.Schema
	for _, r := range s.task.Original.Ranges {
		of := s.now(model.QName{Schema: r.Schema, Name: r.Name})
		switch {
		case to.Kind == model.KindRange && of == from.QName():
			subtype := r.Subtype
			if !subtype.Builtin() {
				q := s.now(subtype.QName())
				subtype.Schema, subtype.Name = q.Schema, q.Name
			}
			list = rangeConstructors(of, subtype)
		case to.Kind == diff.KindMultirange && s.now(multirange(r)) == from.QName():
			home := s.task.Renamed(model.ID{Kind: model.KindSchema, Name: r.Schema}).Name
			schema = s.task.Renamed(model.ID{Kind: model.KindRange, Schema: r.Schema, Name: r.Name}).Schema
			list = multirangeConstructors(model.QName{Schema: home, Name: from.Name}, of)
		}
	}
	var then []string
	for _, c := range list {
		if c.name.Name != to.Name {
			then = append(then, c.alter().Key(" RENAME TO ").Ident(to.Name).String())
			c.name.Name = to.Name
		}
		if c.name.Schema != schema {
			then = append(then, c.alter().Key(" SET SCHEMA ").Ident(schema).String())
		}
	}
	return then
}

// now returns what a type of the original schema is called after the renames
// that were written so far.
func (s *session) now(q model.QName) model.QName {
	q.Schema = s.task.Renamed(model.ID{Kind: model.KindSchema, Name: q.Schema}).Name
	types := []model.Kind{model.KindEnum, model.KindDomain, model.KindComposite, model.KindRange, diff.KindMultirange, model.KindTable}
	for _, r := range s.renamed {
		if r.From.QName() == q && slices.Contains(types, r.To.Kind) {
			q = r.To.QName()
		}
	}
	return q
}

// constructorsAside renames the functions of a range type that is made anew:
// they go with it.
func (s *session) constructorsAside(r model.Range) []render.Step {
	name := model.QName{Schema: r.Schema, Name: r.Name}
	list := rangeConstructors(name, r.Subtype)
	if s.version.HasMultiranges() {
		// One of each name is enough: the others have another type's name in
		// their arguments.
		list = append(list, multirangeConstructors(model.QName{Schema: r.Schema, Name: multirange(r).Name}, name)[0])
	}
	steps := make([]render.Step, len(list))
	for i, c := range list {
		steps[i] = render.Step{Phase: render.PhaseDetach, Aspect: aspectConstructor, Text: c.alter().Key(" RENAME TO ").Ident(s.asideName(c.name)).text()}
	}
	return steps
}

// aspectConstructor is a step that renames a function of a range type.
const aspectConstructor = "constructor"

// orderConstructors: the functions of a range type step aside while what they
// take has its name.
func (s *session) orderConstructors(steps []*render.Step) []render.Before {
	var list []render.Before
	for i, step := range steps {
		r, ok := s.old.object(step.Node.ID).(model.Range)
		if !ok || step.Aspect != aspectConstructor {
			continue
		}
		subtype := node(s.old.types[r.Subtype.QName()])
		for j, other := range steps {
			if other.Node == subtype && other.Phase == render.PhaseDetach {
				list = append(list, render.Before{First: i, Second: j})
			}
		}
	}
	return list
}
