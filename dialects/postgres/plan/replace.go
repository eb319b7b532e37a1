package plan

import (
	"github.com/schemadiff/schemadiff/dialects/postgres/kind"
	"github.com/schemadiff/schemadiff/dialects/postgres/naming"
	"github.com/schemadiff/schemadiff/model"
	"github.com/schemadiff/schemadiff/render"
)

// replace makes a type anew: the old one steps aside, what has it moves to the
// new one, and then the old one goes.
func (s *session) replace(op render.Op) ([]render.Step, error) {
	if op.Node.Part == partShell {
		return s.replaceShell(op), nil
	}
	switch op.Node.ID.Kind {
	case model.KindEnum, model.KindDomain, model.KindComposite, model.KindRange:
	case model.KindDomainConstraint:
		return s.replaceDomainCheck(op)
	case kind.Function:
		return s.replaceTypeFunction(op)
	case kind.Collation:
		if d, ok := op.New.(model.Definition); ok {
			return s.replaceDefinition(op, d)
		}
		return nil, errKind
	default:
		if op.Node.ID.Kind == model.KindTable && op.Node.Part == "" {
			return s.rebuild(op)
		}
		return s.replacePart(op)
	}
	create, err := s.create(op)
	if err != nil {
		return nil, err
	}
	name := op.Node.ID.QName()
	aside := model.QName{Schema: name.Schema, Name: s.asideName(name)}
	_, domain := op.New.(model.Domain)
	steps := []render.Step{s.stepAside(domain, name, aside)}
	steps[0].Frees = create[0].Takes
	var last []render.Step
	if r, ok := op.Old.(model.Range); ok && s.version.HasMultiranges() {
		m := multirange(r)
		steps = append(steps, s.stepAside(false, m, model.QName{Schema: m.Schema, Name: s.asideName(m)}))
	}
	if r, ok := op.Old.(model.Range); ok {
		steps[0].Frees = s.rangeNames(r)
		steps = append(steps, s.constructorsAside(r)...)
	}
	drop := write("DROP TYPE ")
	if domain {
		drop = write("DROP DOMAIN ")
	}
	drop.Name(aside)
	if r, ok := op.Old.(model.Range); ok {
		if _, own := s.old.ownCanonical(r); own {
			drop.Key(" CASCADE")
		}
	}
	step := removal(drop.text())
	step.Sort = render.Sort{Class: classTable + 1, Owner: name}
	last = append(last, step)
	hazard(&create[0], render.ValueChange, "The type is made anew: every column that has it is converted through its text form.")
	steps = append(steps, create...)
	return append(steps, last...), nil
}

// replaceDomainCheck: the check of a domain that is made anew comes and goes
// with it.
func (s *session) replaceDomainCheck(op render.Op) ([]render.Step, error) {
	drop, err := s.drop(op)
	if err != nil {
		return nil, err
	}
	create, err := s.create(op)
	if err != nil {
		return nil, err
	}
	drop[0].Frees, drop[0].Hazards, create[0].Takes, create[0].Unchained = nil, nil, nil, true
	return append(drop, create...), nil
}

// asideName is the name of the old object for the time of the migration: one
// that nobody has.
func (s *session) asideName(q model.QName) string {
	if name, known := s.aside[q]; known {
		return name
	}
	name := naming.Choose(q.Name, "", "schemadiff_old", func(n string) bool {
		for _, given := range s.aside {
			if given == n {
				return true
			}
		}
		return s.old.taken(model.QName{Schema: q.Schema, Name: n}) || s.new.taken(model.QName{Schema: q.Schema, Name: n})
	})
	s.aside[q] = name
	return name
}

// taken reports whether a type, a table, a sequence or an index has the name.
func (d *side) taken(q model.QName) bool {
	_, isType := d.types[q]
	_, isIndex := d.indexes[q]
	return isType || isIndex || d.has(model.ID{Kind: model.KindSequence, Schema: q.Schema, Name: q.Name})
}

func (s *session) stepAside(domain bool, name, aside model.QName) render.Step {
	w := write("ALTER TYPE ")
	if domain {
		w = write("ALTER DOMAIN ")
	}
	step := render.Step{Phase: render.PhaseDetach, Text: w.Name(name).Key(" RENAME TO ").Ident(aside.Name).text()}
	return step
}
