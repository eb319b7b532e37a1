package plan

import (
	"github.com/schemadiff/schemadiff/model"
	"github.com/schemadiff/schemadiff/render"
)

// orderChecks: a check that a table declares and inherits is the parent's as
// long as that has it, and no parent gets another one before it is gone.
func (s *session) orderChecks(steps []*render.Step) []render.Before {
	drops, creates := map[model.ID]int{}, map[model.ID]int{}
	for i, step := range steps {
		switch {
		case step.Node.ID.Kind != model.KindCheck:
		case step.Phase == render.PhaseDrop:
			drops[step.Node.ID] = i
		case step.Phase == render.PhaseCreate:
			creates[step.Node.ID] = i
		}
	}
	var list []render.Before
	for i, step := range steps {
		id := step.Node.ID
		c, ok := s.old.object(id).(model.Check)
		if !ok || !c.Local || step.Phase != render.PhaseDrop || s.task.Planned(render.Node{ID: tableID(id.Owner()), Part: partInherit}) != render.Keep {
			continue
		}
		for _, p := range parents(s.old.table(id.Owner())) {
			if j, ok := drops[partID(model.KindCheck, p, id.Name)]; ok {
				list = append(list, render.Before{First: j, Second: i})
			}
		}
		for _, p := range s.new.above(id.Owner()) {
			if j, ok := creates[partID(model.KindCheck, p, id.Name)]; ok {
				list = append(list, render.Before{First: i, Second: j})
			}
		}
	}
	return list
}

// orderNotValid: a check that is not valid reaches the children that are there
// when their parent gets it; those that come later have a valid one, unless
// they bring along their own.
func (s *session) orderNotValid(steps []*render.Step) []render.Before {
	checks, joined := map[model.ID]int{}, map[model.QName]int{}
	for i, step := range steps {
		switch {
		case step.Node.ID.Kind == model.KindCheck && step.Phase == render.PhaseCreate:
			checks[step.Node.ID] = i
		case (step.Node.Part == partAttach || step.Node.Part == partInherit) && step.Node.ID.Kind == model.KindTable && step.Establishes:
			joined[step.Node.ID.QName()] = i
		}
	}
	var list []render.Before
	for i, step := range steps {
		id := step.Node.ID
		c, ok := s.new.object(id).(model.Check)
		if !ok || !c.NotValid || !c.Inherited || checks[id] != i || step.Phase != render.PhaseCreate {
			continue
		}
		for _, p := range parents(s.new.table(id.Owner())) {
			parent := partID(model.KindCheck, p, id.Name)
			j, later := checks[parent]
			at, joins := joined[id.Owner()]
			switch {
			case later && c.Local:
				list = append(list, render.Before{First: i, Second: j})
			case joins && !later && s.new.has(parent):
				list = append(list, render.Before{First: i, Second: at})
			}
			if later && joins {
				list = append(list, render.Before{First: at, Second: j})
			}
		}
	}
	return list
}

// above lists all that a table directly or indirectly inherits from.
func (d *side) above(q model.QName) []model.QName {
	var list []model.QName
	for _, p := range parents(d.table(q)) {
		list = append(append(list, p), d.above(p)...)
	}
	return list
}
