package postgres

import (
	"strings"

	"github.com/schemadiff/schemadiff/model"
	"github.com/schemadiff/schemadiff/render"
)

// When the server takes a clause of ALTER TABLE in turn: it sorts them into
// passes (AlterTablePass in tablecmds.c), and those of one pass run in the order
// of the text. What is not listed comes last.
const (
	turnDrop = iota - 6
	turnType
	turnExpression
	turnColumn
	turnAttribute
	turnIndex
	turnMisc
)

// turnConstraint is the pass of checks, foreign keys and defaults.
const turnConstraint = turnIndex

// splitOptions takes the parameters of the TOAST table out of a list.
func splitOptions(list []model.Option) (table, toast []model.Option) {
	for _, o := range list {
		if strings.HasPrefix(o.Name, "toast.") {
			toast = append(toast, o)
		} else {
			table = append(table, o)
		}
	}
	return table, toast
}

// aspectToast is the step that sets the parameters of a TOAST table.
const aspectToast = "toast"

// toastOptions sets the parameters of the TOAST table. The server makes that
// table, or makes it anew, at the end of a statement that asks for it, so that
// its parameters are set by another one.
func (s *session) toastOptions(table model.QName, set, reset []model.Option) []render.Step {
	var steps []render.Step
	for _, part := range []struct {
		list []model.Option
		text writer
	}{{reset, write("RESET ").optionNames(reset)}, {set, write("SET ").options(set)}} {
		if len(part.list) == 0 {
			continue
		}
		steps = append(steps, render.Step{
			Phase: render.PhaseAlter, Aspect: aspectToast, Target: alterTable(table), Alone: true, Text: part.text.text(),
			Locks: s.locks(lockShareUpdateExclusive, table), Unchained: len(steps) == 0,
		})
	}
	return steps
}

// orderToast: the parameters of a TOAST table are set when it is there, and
// when it is not about to be made anew.
func (s *session) orderToast(steps []render.Step) []render.Before {
	toast := map[model.QName]int{}
	for i := len(steps) - 1; i >= 0; i-- {
		if steps[i].Aspect == aspectToast {
			toast[steps[i].Node.ID.QName()] = i
		}
	}
	if len(toast) == 0 {
		return nil
	}
	var list []render.Before
	for i, step := range steps {
		for _, q := range step.Rewrites {
			if j, ok := toast[q]; ok && j != i {
				list = append(list, render.Before{First: i, Second: j})
			}
		}
		if j, ok := toast[step.Node.ID.Owner()]; ok && step.Node.ID.Kind == model.KindColumn && step.Establishes {
			list = append(list, render.Before{First: i, Second: j})
		}
	}
	return list
}
