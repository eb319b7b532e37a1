package plan

import (
	"slices"

	"github.com/schemadiff/schemadiff/dialects/postgres/kind"
	"github.com/schemadiff/schemadiff/dialects/postgres/property"
	"github.com/schemadiff/schemadiff/model"
	"github.com/schemadiff/schemadiff/render"
)

// A type whose own functions have it in their signature is made in three steps:
// the name, the functions, the type. It goes together with these functions.

// shell writes the step that takes the name of a type for its functions. There is
// none for the way back: the type goes with its functions.
func (s *session) shell(op render.Op) []render.Step {
	take := []render.Name{typeName(op.Node.ID.QName())}
	if op.Verb == render.Drop {
		step := removal(render.Text{})
		if op.Node.ID.Kind == kind.BaseType {
			step.Frees = take
		}
		return []render.Step{step}
	}
	step := creation(write("CREATE TYPE ").Name(op.Node.ID.QName()).text())
	step.Takes = take
	return []render.Step{step}
}

// replaceShell takes the name when the old type has stepped aside.
func (s *session) replaceShell(op render.Op) []render.Step {
	steps := s.shell(op)
	gone := removal(render.Text{})
	gone.Unchained = true
	return append(steps, gone)
}

// replaceTypeFunction makes a function of a type anew beside the old one, which
// has the old type in its signature and goes with that.
func (s *session) replaceTypeFunction(op render.Op) ([]render.Step, error) {
	create, err := s.create(op)
	if err != nil {
		return nil, err
	}
	drop, err := s.drop(op)
	if err != nil {
		return nil, err
	}
	for i := range create {
		create[i].Takes = nil
	}
	for i := range drop {
		drop[i].Frees = nil
	}
	drop[0].Unchained = true
	return append(create, drop...), nil
}

// withOwnType: the functions of a type that have it in their signature go with it.
func (s *session) withOwnType(d model.Definition) []render.Host {
	q, ok := s.old.typeFunctions[d.ID]
	is := func(t model.Type) bool { return t.QName() == q }
	if !ok || !slices.ContainsFunc(d.Signature, is) && !is(d.Get(property.Returns).Type) {
		return nil
	}
	return []render.Host{{Step: dropStep(node(s.old.types[q])), Silent: true}}
}

// withShells adds the names of types that are made anew to their operations.
func (s *session) withShells(ops []render.Op) []render.Op {
	for _, op := range ops {
		if op.Node.Part != "" || op.Verb != render.Recreate && op.Verb != render.Replace {
			continue
		}
		shell := render.Op{Node: render.Node{ID: op.Node.ID, Part: partShell}, Verb: op.Verb, Forced: op.Forced}
		switch old, fresh := s.old.hasShell(op.Node.ID), s.new.hasShell(op.Node.ID); {
		case !old && !fresh:
			continue
		case !old:
			shell.Verb = render.Create
		case !fresh:
			shell.Verb = render.Drop
		}
		ops = append(ops, shell)
	}
	return ops
}

// hasShell reports whether a type is made of its name and its functions.
func (d *side) hasShell(id model.ID) bool {
	if r, ok := d.object(id).(model.Range); ok {
		_, own := d.ownCanonical(r)
		return own
	}
	return id.Kind == kind.BaseType && d.has(id)
}

// canonicalID is what the canonical function of a range type is identified by: it
// takes the type itself.
func canonicalID(r model.Range) model.ID {
	own := model.Type{Schema: r.Schema, Name: r.Name}
	return kind.RoutineID(kind.Function, r.Canonical.Schema, r.Canonical.Name, []model.Type{own})
}

// ownCanonical returns the canonical function of a range type, if the schema has
// it.
func (d *side) ownCanonical(r model.Range) (model.ID, bool) {
	id := canonicalID(r)
	return id, !r.Canonical.IsZero() && d.has(id)
}

// rangeNames lists the names that a range type takes.
func (s *session) rangeNames(r model.Range) []render.Name {
	list := []render.Name{typeName(model.QName{Schema: r.Schema, Name: r.Name})}
	if s.version.HasMultiranges() {
		list = append(list, typeName(multirange(r)))
	}
	return list
}
