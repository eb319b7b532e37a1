package plan

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
			Phase: render.PhaseAlter, Aspect: aspectToast, Target: s.altering(table), Alone: true, Text: part.text.text(),
			Locks: s.locks(lockShareUpdateExclusive, table), Unchained: len(steps) == 0,
		})
	}
	return steps
}
