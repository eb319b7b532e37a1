package plan

import (
	"slices"

	"github.com/schemadiff/schemadiff/dialects/postgres/kind"
	"github.com/schemadiff/schemadiff/dialects/postgres/property"
	"github.com/schemadiff/schemadiff/model"
	"github.com/schemadiff/schemadiff/render"
)

// orderEvents: event triggers fire for the statements of the plan, too. What they
// call may not be whole while the plan runs, so they come last and go first, and
// so does their firing where it is turned on and off.
func (s *session) orderEvents(steps []*render.Step) []render.Before {
	var list []render.Before
	for i, step := range steps {
		if step.Node.ID.Kind != kind.EventTrigger || step.Phase == render.PhaseRename {
			continue
		}
		fresh, _ := s.new.object(step.Node.ID).(model.Definition)
		first := !step.Establishes || step.Removes && fresh.Get(property.Enabled).Text == "disabled"
		for j, other := range steps {
			switch {
			case isOfEvent(other.Node.ID) || other.Phase == render.PhaseRename:
			case first:
				list = append(list, render.Before{First: i, Second: j})
			default:
				list = append(list, render.Before{First: j, Second: i})
			}
		}
	}
	return list
}

// isOfEvent reports whether an object is an event trigger, or is what is said
// about one.
func isOfEvent(id model.ID) bool {
	of, _, _ := id.About()
	return slices.Contains([]model.Kind{id.Kind, of.Kind}, kind.EventTrigger)
}
