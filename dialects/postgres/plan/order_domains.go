package plan

import (
	"maps"
	"slices"

	"github.com/schemadiff/schemadiff/model"
	"github.com/schemadiff/schemadiff/render"
)

// aspectDomainNotNull is the step that forbids nulls in a domain.
const aspectDomainNotNull = "not null"

// orderDomains: a domain comes to demand more when what leaves it is gone. The
// server checks the values of every column that has it, and refuses if any has
// it inside of another type.
func (s *session) orderDomains(steps []*render.Step) []render.Before {
	demands := map[model.QName][]int{}
	for i, step := range steps {
		id := step.Node.ID
		check := id.Kind == model.KindDomainConstraint && step.Establishes
		if q := id.Owner(); check || id.Kind == model.KindDomain && step.Aspect == aspectDomainNotNull {
			if s.task.Planned(node(model.ID{Kind: model.KindDomain, Schema: q.Schema, Name: q.Name})) != render.Replace {
				demands[q] = append(demands[q], i)
			}
		}
	}
	var list []render.Before
	for _, q := range slices.SortedFunc(maps.Keys(demands), model.QName.Compare) {
		was, is := s.old.madeOf(q), s.new.madeOf(q)
		for i, step := range steps {
			if !step.Removes || !s.leavesType(step.Node, was, is) {
				continue
			}
			for _, j := range demands[q] {
				list = append(list, render.Before{First: i, Second: j})
			}
		}
	}
	return list
}

// leavesType reports whether a column or a composite type is made of a type on
// the old side and not on the new one; both are given with all that is made of
// it.
func (s *session) leavesType(n render.Node, was, is map[model.QName]bool) bool {
	if n.Part != "" {
		return false
	}
	switch o := s.old.object(n.ID).(type) {
	case model.Column:
		fresh, stays := s.new.object(n.ID).(model.Column)
		return was[o.Type.QName()] && !(stays && is[fresh.Type.QName()])
	case model.Composite:
		return was[n.ID.QName()] && !is[n.ID.QName()]
	case model.Definition, model.Namespace, model.Extension, model.Enum, model.Domain, model.Range, model.Sequence, model.Table, model.Key,
		model.Check, model.Exclusion, model.ForeignKey, model.Index, model.Statistics:
	}
	return false
}
