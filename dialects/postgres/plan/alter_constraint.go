package plan

import (
	"github.com/schemadiff/schemadiff/diff"
	"github.com/schemadiff/schemadiff/model"
	"github.com/schemadiff/schemadiff/render"
)

// validate returns the step that checks existing rows against a constraint,
// under a lock that lets others read and write
// (https://www.postgresql.org/docs/current/sql-altertable.html, VALIDATE
// CONSTRAINT).
func (s *session) validate(id model.ID, others ...model.QName) render.Step {
	step := alteration(write("VALIDATE CONSTRAINT ").Ident(id.Name).text())
	step.Phase, step.Target, step.Quiet = render.PhaseValidate, s.altering(id.Owner()), s.online
	step.Locks = append(s.recursing(lockShareUpdateExclusive, id.Owner()), s.locks(lockRowShare, others...)...)
	step.Scans = s.holding(id.Owner())
	for _, other := range others {
		step.Scans = append(step.Scans, s.holding(other)...)
	}
	if !s.foreign(id.Owner()) {
		hazard(&step, render.MayFail, "Fails if a row does not meet "+id.Name+".")
	}
	return step
}

func (s *session) alterCheck(op render.Op, c model.Check) ([]render.Step, error) {
	id := op.Node.ID
	if id.Kind == model.KindDomainConstraint {
		return s.alterDomainCheck(op, c)
	}
	var steps []render.Step
	if op.Has(diff.FacetLocal) && s.task.Planned(render.Node{ID: tableID(id.Owner()), Part: partInherit}) == render.Keep {
		// The server merges it with the one that is inherited.
		definition, suffix, err := s.checkText(c)
		if err != nil {
			return nil, err
		}
		step := alteration(write("ADD ").add(definition).Key(suffix).text())
		step.Aspect, step.Target, step.Locks = "local", s.altering(id.Owner()), s.locks(lockAccessExclusive, id.Owner())
		step.Establishes = false
		steps = append(steps, step)
	}
	if op.Has(diff.FacetNotValid) {
		step := s.validate(id)
		if parent, ok := s.parentCheck(s.new.table(id.Owner()), c); ok {
			step.Hosts = []render.Host{{Step: render.StepRef{Node: node(parent), Phase: render.PhaseValidate}, Unless: joining(id.Owner())}}
		}
		steps = append(steps, step)
	}
	return append(steps, s.comment(op, commentOnConstraint(id, c.Comment))...), nil
}

func (s *session) alterDomainCheck(op render.Op, c model.Check) ([]render.Step, error) {
	var steps []render.Step
	if op.Has(diff.FacetNotValid) {
		w := write("ALTER DOMAIN ").Name(op.Node.ID.Owner()).Key(" VALIDATE CONSTRAINT ").Ident(c.Name)
		step := alteration(w.text())
		step.Phase = render.PhaseValidate
		s.domainScan(&step, op.Node.ID.Owner())
		steps = append(steps, step)
	}
	return append(steps, s.comment(op, commentOnDomainCheck(op.Node.ID, c))...), nil
}

// alterForeignKey changes when a foreign key is checked and whether it is.
func (s *session) alterForeignKey(op render.Op, f model.ForeignKey) ([]render.Step, error) {
	id := op.Node.ID
	old, _ := op.Old.(model.ForeignKey)
	var steps []render.Step
	clause := func(w writer) *render.Step {
		step := alteration(w.text())
		step.Target = s.altering(id.Owner())
		step.Locks = s.locks(lockAccessExclusive, id.Owner(), f.References)
		steps = append(steps, step)
		return &steps[len(steps)-1]
	}
	if op.Has(diff.FacetDeferrable) || op.Has(diff.FacetInitiallyDeferred) {
		w := write("ALTER CONSTRAINT ").Ident(f.Name)
		switch {
		case f.InitiallyDeferred:
			w.Key(" DEFERRABLE INITIALLY DEFERRED")
		case f.Deferrable:
			w.Key(" DEFERRABLE INITIALLY IMMEDIATE")
		default:
			w.Key(" NOT DEFERRABLE")
		}
		clause(w).Locks = s.recursing(lockAccessExclusive, id.Owner())
	}
	switch {
	case op.Has(diff.FacetNotEnforced) && f.NotEnforced:
		clause(write("ALTER CONSTRAINT ").Ident(f.Name).Key(" NOT ENFORCED"))
	case op.Has(diff.FacetNotEnforced):
		step := clause(write("ALTER CONSTRAINT ").Ident(f.Name).Key(" ENFORCED"))
		step.Locks = append(s.locks(lockAccessExclusive, id.Owner()), s.locks(lockShareRowExclusive, f.References)...)
		step.Scans = s.holding(f.References)
		s.scan(step, id.Owner(), "Enforcing "+f.Name+" checks all rows while nobody can read or write the table.")
		hazard(step, render.MayFail, "Fails if a row does not meet "+f.Name+".")
	case op.Has(diff.FacetNotValid) && old.NotValid && !f.NotValid:
		steps = append(steps, s.validate(id, f.References))
	}
	return append(steps, s.comment(op, commentOnConstraint(id, f.Comment))...), nil
}

// domainScan marks a step that checks the rows of every table that uses a
// domain.
func (s *session) domainScan(step *render.Step, domain model.QName) {
	made := s.old.madeOf(domain)
	for _, t := range s.old.schema.Tables {
		for _, c := range t.Columns {
			if made[c.Type.QName()] && s.new.has(tableID(t.QName())) {
				step.Locks = append(step.Locks, s.locks(lockShare, t.QName())...)
				s.scan(step, t.QName(), "Checking a domain reads every table that uses it while nobody can write to them.")
				break
			}
		}
	}
	hazard(step, render.MayFail, "Fails if a value does not meet the constraint.")
}
