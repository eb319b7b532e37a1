package migrate

import (
	"context"
	"slices"

	"github.com/schemadiff/schemadiff/migrate/graph"
)

// stamp changes the version table alone, in one transaction.
func (r *runner) stamp(ctx context.Context, actions []*action, purge bool) error {
	if len(actions) == 0 && len(r.state.partial) == 0 {
		return nil
	}
	if len(actions) == 0 {
		// Nothing moves, but what is half applied is settled.
		actions = []*action{{step: graph.Step{Direction: graph.Stamp}}}
	}
	r.steps = len(actions)
	rows, steps := r.rows, r.result.Steps
	r.at = actions[0]
	err := r.transaction(ctx, func() error {
		for _, a := range actions {
			r.at = a
			if err := r.stampStep(ctx, a, purge); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		r.rows, r.result.Steps = rows, steps
		return &RunError{Direction: graph.Stamp, Err: err, Lost: r.classify(err) == Lost}
	}
	r.result.After = r.rows
	return nil
}

func (r *runner) stampStep(ctx context.Context, a *action, purge bool) error {
	if err := r.stampRows(ctx, a, purge); err != nil {
		return err
	}
	for _, id := range r.stamped(a) {
		for _, sql := range r.m.stampNotes(r.notes, id) {
			if err := r.note(ctx, sql); err != nil {
				return err
			}
		}
	}
	call := a.call()
	if err := r.hook(ctx, afterRevision, call); err != nil {
		return err
	}
	r.result.Steps = append(r.result.Steps, StepResult{Step: a.step})
	return nil
}

// stampRows changes the version table. A purge doesn't mind rows that are there
// twice, as a table without a key may have them.
func (r *runner) stampRows(ctx context.Context, a *action, purge bool) error {
	if !purge {
		return r.changeRows(ctx, a)
	}
	if _, err := r.conn.Exec(ctx, r.notes.clear()); err != nil {
		return err
	}
	after, err := r.rows.Apply(a.step)
	if err != nil {
		return err
	}
	for _, id := range after {
		if err := r.note(ctx, r.notes.change(graph.Change{Kind: graph.Insert, To: id})); err != nil {
			return err
		}
	}
	r.rows = after
	return nil
}

// stamped lists the revisions that a stamp says something about: where it leads
// to, what loses its row, and what was half applied.
func (r *runner) stamped(a *action) []string {
	list := stampedBy(a.step)
	for _, record := range r.state.partial {
		list = append(list, record.Revision)
	}
	slices.Sort(list)
	return slices.Compact(list)
}

func stampedBy(step graph.Step) []string {
	return slices.Concat(step.To, step.From)
}

// stampNotes writes a row of the history for a stamp.
func (m *Migrator) stampNotes(n notes, id string) []string {
	e := entry{revision: id, direction: graph.Stamp}
	if file := m.scripts[id]; file != nil {
		e.checksum = file.Checksum
	}
	return []string{n.open(e), n.finish(id, 0, "")}
}
