package plan

import (
	"slices"

	"github.com/schemadiff/schemadiff/model"
	"github.com/schemadiff/schemadiff/render"
)

// orderSuccessors: what takes the place of an index or a constraint is there
// before that goes, so that nothing is without it meanwhile. Where a name, a
// type or another order asks for the opposite, the two go into one transaction
// if they can.
func (s *session) orderSuccessors(steps []*render.Step) []render.Before {
	begun := s.begun(steps)
	var list []render.Before
	for j, step := range steps {
		id := step.Node.ID
		table := id.Owner()
		if !step.Removes || step.Establishes || step.Phase != render.PhaseDrop || step.Node.Part != "" || !isRestriction(id.Kind) || s.rebuilt[table] {
			continue
		}
		old := restriction{id, s.old.object(id)}
		for _, b := range begun[table] {
			if s.follows(old, b.restriction) {
				list = append(list, render.Before{First: b.step, Second: j, Soft: true})
			}
		}
	}
	return list
}

// restriction is an index or a constraint of a table.
type restriction struct {
	id     model.ID
	object model.Object
}

// begunRestriction is one with the step that brings it about.
type begunRestriction struct {
	step int
	restriction
}

// follows reports whether one takes the place of another: also as the part of a
// partitioned index that does.
func (s *session) follows(old, fresh restriction) bool {
	if old.id == fresh.id || s.succeeds(old.id.Owner(), old.object, fresh.object) {
		return true
	}
	above, ok := s.old.indexes[indexParent(old.object)]
	below, too := s.new.indexes[indexParent(fresh.object)]
	return ok && too && s.follows(restriction{above, s.old.object(above)}, restriction{below, s.new.object(below)})
}

// begun lists by table the steps that bring about its indexes and constraints;
// of one whose index is built first it is that step.
func (s *session) begun(steps []*render.Step) map[model.QName][]begunRestriction {
	built := map[model.ID]bool{}
	for _, step := range steps {
		if step.Aspect == aspectIndex {
			built[step.Node.ID] = true
		}
	}
	list := map[model.QName][]begunRestriction{}
	for i, step := range steps {
		id := step.Node.ID
		whole := step.Node.Part == "" && !built[id] || step.Aspect == aspectIndex
		if whole && step.Establishes && step.Phase == render.PhaseCreate && isRestriction(id.Kind) {
			list[id.Owner()] = append(list[id.Owner()], begunRestriction{i, restriction{id, s.new.object(id)}})
		}
	}
	return list
}

// isRestriction reports whether it is an index or a constraint of a table.
func isRestriction(k model.Kind) bool {
	switch k {
	case model.KindPrimaryKey, model.KindUnique, model.KindExclusion, model.KindIndex, model.KindCheck, model.KindForeignKey:
		return true
	default:
		return false
	}
}

// succeeds reports whether something does about the same for a table as what it
// had before: an index on the same columns, or one that begins with the same, a
// foreign key of the same columns, a check of any of the same columns.
func (s *session) succeeds(table model.QName, old, fresh model.Object) bool {
	switch o := old.(type) {
	case model.ForeignKey:
		f, ok := fresh.(model.ForeignKey)
		return ok && sameSet(o.Columns, f.Columns)
	case model.Check:
		f, ok := fresh.(model.Check)
		t := s.new.table(table)
		return ok && slices.ContainsFunc(t.Columns, func(c model.Column) bool {
			return mentionsColumn(o.Expr, c.Name) && mentionsColumn(f.Expr, c.Name)
		})
	case model.Key, model.Exclusion, model.Index:
		a, b := searchKeys(old), searchKeys(fresh)
		return len(a) > 0 && len(b) > 0 && (sameKey(a[0], b[0]) || len(a) == len(b) && !slices.ContainsFunc(a, func(k model.IndexKey) bool {
			return !slices.ContainsFunc(b, func(other model.IndexKey) bool { return sameKey(k, other) })
		}))
	case model.Definition, model.Namespace, model.Extension, model.Enum, model.Domain, model.Composite, model.Range, model.Sequence,
		model.Table, model.Column, model.Statistics:
	}
	return false
}

// searchKeys returns what an index, or the index of a constraint, finds rows by.
func searchKeys(o model.Object) []model.IndexKey {
	k, ok := o.(model.Key)
	if !ok {
		return indexKeys(o)
	}
	keys := make([]model.IndexKey, len(k.Columns))
	for i, c := range k.Columns {
		keys[i].Column = c
	}
	return keys
}

// sameKey reports whether two keys are about the same value.
func sameKey(a, b model.IndexKey) bool { return a.Column == b.Column && a.Expr.Text == b.Expr.Text }
