package migrate

import (
	"context"

	"github.com/schemadiff/schemadiff/migrate/graph"
	"github.com/schemadiff/schemadiff/migrate/script"
)

// Plan is what a run would do to the database as it is now.
type Plan struct {
	Direction graph.Direction
	// Before and After are the rows of the version table.
	Before, After graph.Rows
	Steps         []PlannedStep
}

// PlannedStep is a revision that would run.
type PlannedStep struct {
	Step graph.Step
	// Script and Section are nil for a stamp.
	Script  *script.Script
	Section *script.Section
	// First is the index of the first statement that would run; those before are
	// done. Resumes says why, and what is in doubt.
	First   int
	Resumes string
	// Transactions are the statements as they would be committed together.
	Transactions []PlannedTransaction
}

// PlannedTransaction is one or more statements that are committed together.
type PlannedTransaction struct {
	// Outside: the statement runs outside a transaction. Repeat: it runs in many.
	Outside, Repeat bool
	// From and To are the indexes of the first statement and behind the last.
	From, To int
}

// Plan says what an upgrade, a downgrade or a stamp would do. Nothing is
// changed. The errors are those that the run would begin with.
func (m *Migrator) Plan(ctx context.Context, direction graph.Direction, targets ...string) (plan Plan, err error) {
	plan.Direction = direction
	err = m.read(ctx, func(_ Conn, s state) error {
		actions, err := m.prepare(request{direction: direction, targets: targets}, &s)
		if err != nil {
			return err
		}
		plan.Before, plan.After = s.rows, s.rows
		for _, a := range actions {
			if plan.After, err = plan.After.Apply(a.step); err != nil {
				return err
			}
			plan.Steps = append(plan.Steps, m.planned(a))
		}
		return nil
	})
	return plan, err
}

func (m *Migrator) planned(a *action) PlannedStep {
	step := PlannedStep{Step: a.step, Script: a.script, Section: a.section, First: a.first, Resumes: a.resumed}
	if a.script == nil {
		return step
	}
	for _, u := range compile(m.dialect, []*action{a}, false) {
		group := PlannedTransaction{Outside: u.kind == unitAlone, Repeat: u.kind == unitRepeat, From: -1}
		for _, t := range u.tasks {
			if t.kind != taskStatement {
				continue
			}
			if group.From < 0 {
				group.From = t.index
			}
			group.To = t.index + 1
		}
		if group.From >= 0 {
			step.Transactions = append(step.Transactions, group)
		}
	}
	return step
}
