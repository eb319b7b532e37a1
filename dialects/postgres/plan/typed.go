package plan

import (
	"github.com/schemadiff/schemadiff/model"
	"github.com/schemadiff/schemadiff/render"
)

// The steps that make a table one of a type, and one of its own.
const (
	aspectOf    = "of"
	aspectNotOf = "not of"
)

// alterOfType makes a table typed or not. Where the type is made anew, the
// table leaves it before and joins it when its columns have moved.
func (s *session) alterOfType(op render.Op, old, fresh model.Table, steps *[]render.Step) {
	if !old.OfType.IsZero() {
		step := removal(render.Text{Head: "NOT OF"})
		step.Phase, step.Target, step.Locks = render.PhaseDetach, s.altering(fresh.QName()), s.locks(lockAccessExclusive, fresh.QName())
		step.Aspect, step.Alone, step.Removes = aspectNotOf, true, false
		*steps = append(*steps, step)
	}
	if !fresh.OfType.IsZero() {
		step := creation(write("OF ").Name(fresh.OfType).text())
		step.Phase, step.Target, step.Locks = render.PhaseAttach, s.altering(fresh.QName()), s.locks(lockAccessExclusive, fresh.QName())
		step.Aspect, step.Unchained, step.Establishes = aspectOf, true, false
		*steps = append(*steps, step)
	}
}

// orderOfType: a table is of no type while its columns change, and becomes one
// of a type when that is there and the columns are the same.
func (s *session) orderOfType(steps []*render.Step) []render.Before {
	var list []render.Before
	for i, of := range steps {
		if of.Node.ID.Kind != model.KindTable || of.Aspect != aspectOf && of.Aspect != aspectNotOf {
			continue
		}
		q := of.Node.ID.QName()
		was, is := node(s.old.types[s.old.table(q).OfType]), node(s.new.types[s.new.table(q).OfType])
		for j, step := range steps {
			column := changesColumn(step, q)
			switch {
			case of.Aspect == aspectNotOf && (column || step.Node == was && (step.Removes || step.Phase == render.PhaseAlter)):
				list = append(list, render.Before{First: i, Second: j})
			case of.Aspect == aspectOf && (column || step.Node == is && (step.Establishes || step.Phase == render.PhaseAlter)):
				list = append(list, render.Before{First: j, Second: i})
			}
		}
	}
	return list
}

// changesColumn reports whether a step makes, alters or drops a column of a
// table.
func changesColumn(step *render.Step, table model.QName) bool {
	if step.Node.ID.Kind != model.KindColumn || step.Node.ID.Owner() != table || step.Node.Part != "" {
		return false
	}
	return step.Phase == render.PhaseDrop || step.Phase == render.PhaseAlter || step.Phase == render.PhaseCreate
}

// sameOrder reports whether the columns of a table come to stand as in another
// one when those that are new are added behind the others.
func sameOrder(old, fresh model.Table) bool {
	i := 0
	for _, c := range old.Columns {
		if _, stays := fresh.Column(c.Name); !stays {
			continue
		}
		if fresh.Columns[i].Name != c.Name {
			return false
		}
		i++
	}
	return true
}
