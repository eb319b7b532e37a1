package migrate

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/schemadiff/schemadiff/migrate/graph"
	"github.com/schemadiff/schemadiff/migrate/script"
)

// request is what a run is to do.
type request struct {
	direction graph.Direction
	targets   []string
	purge     bool
}

// target names what the request leads to, for messages.
func (q request) String() string {
	return string(q.direction) + " to " + cmp.Or(strings.Join(q.targets, ", "), "base")
}

// steps plans the request.
func (m *Migrator) steps(q request, rows graph.Rows) ([]graph.Step, error) {
	switch q.direction {
	case graph.Up:
		if len(q.targets) == 0 {
			q.targets = []string{"heads"}
		}
		return m.graph.Upgrade(rows, q.targets...)
	case graph.Down:
		if len(q.targets) != 1 {
			return nil, errOneTarget
		}
		return m.graph.Downgrade(rows, q.targets[0])
	case graph.Stamp:
		if q.purge {
			return m.graph.Restamp(rows, q.targets...)
		}
		return m.graph.Stamp(rows, q.targets...)
	}
	return nil, fmt.Errorf("planning: there is no direction %q", q.direction)
}

var errOneTarget = errors.New("planning a downgrade: it needs one target")

// prepare makes the actions of a request for a database, and refuses what must
// not run. Nothing is changed.
func (m *Migrator) prepare(q request, s *state) ([]*action, error) {
	steps, err := m.steps(q, s.rows)
	if err != nil {
		return nil, err
	}
	actions := make([]*action, len(steps))
	var errs []error
	for i, step := range steps {
		a := &action{step: step}
		errs = append(errs, m.checkRepeatable(step))
		if actions[i] = a; step.Direction == graph.Stamp {
			continue
		}
		a.script = m.scripts[step.Revision]
		a.section = &a.script.Up
		if step.Direction == graph.Down {
			a.section = &a.script.Down
		}
		if program := m.programs[step.Revision]; program != nil {
			a.pieces = program.pieces(step.Direction)
		}
		a.sums = prefixSums(a.section.Statements)
		errs = append(errs, m.check(a))
	}
	if q.direction != graph.Stamp {
		errs = append(errs, m.checkEdited(s), m.checkPartial(q.direction, actions, s))
	}
	return actions, errors.Join(errs...)
}

// checkRepeatable refuses to arrive at what isn't a step. A version that came
// later would stand before it, and would be taken for applied.
func (m *Migrator) checkRepeatable(step graph.Step) error {
	for _, id := range step.To {
		if s := m.scripts[id]; s != nil && s.Repeatable {
			return refuse(nil, "go to the last version, or move over: schemadiff import",
				"%s: this file is repeated whenever it changes, and only its own tool does that", s.Path)
		}
	}
	return nil
}

// check refuses what can't run.
func (m *Migrator) check(a *action) error {
	path := a.script.Path
	if a.step.Direction == graph.Down && a.script.DownPath != "" {
		path = a.script.DownPath
	}
	if a.section.Missing {
		return refuse(ErrMissing, "write the section; if there is nothing to do, its mark alone says so",
			"%s: revision %s has no section for the %s", path, a.script.ID, a.step.Direction)
	}
	var errs []error
	if reasons := irreversible(a); a.step.Direction == graph.Down && len(reasons) > 0 && !m.config.force {
		errs = append(errs, refuse(ErrIrreversible, "--force runs it all the same",
			"%s: the downgrade of revision %s doesn't restore what was there: %s", path, a.script.ID, strings.Join(reasons, "; ")))
	}
	for i := range a.section.Statements {
		statement := &a.section.Statements[i]
		if reason := m.dialect.Refuses(statement.SQL); reason != "" {
			errs = append(errs, refuse(nil, "take it out; “no transaction” and “new transaction” above a statement say where a transaction ends",
				"%s: %s", statement.Pos, reason))
		}
		if !statement.NoTransaction && !a.section.NoTransaction && m.dialect.SetsOutside(statement.SQL) {
			errs = append(errs, refuse(nil, "write “-- schemadiff: no transaction” above the statement",
				"%s: this has no effect within a transaction: %s", statement.Pos, strings.TrimSpace(statement.SQL)))
		}
		if statement.Repeat && statement.Code == "" {
			if _, err := m.dialect.Counts(statement.SQL); err != nil {
				errs = append(errs, fmt.Errorf("%s: %w", statement.Pos, err))
			}
		}
	}
	return errors.Join(errs...)
}

// irreversible lists the reasons why a downgrade doesn't restore what was there.
func irreversible(a *action) []string {
	var reasons []string
	add := func(reason string) {
		if reason != "" {
			reasons = append(reasons, reason)
		}
	}
	add(a.script.Down.Irreversible)
	for _, section := range []*script.Section{&a.script.Up, &a.script.Down} {
		for i := range section.Statements {
			add(section.Statements[i].Irreversible)
		}
	}
	return reasons
}

func (m *Migrator) checkEdited(s *state) error {
	edited := m.edited(s)
	if len(edited) == 0 || m.config.allowEdited {
		return nil
	}
	var names []string
	for _, e := range edited {
		names = append(names, e.Revision+" ("+e.Path+")")
	}
	return refuse(ErrEdited, "bring the files back as they were, and write a new revision for what is to change; --allow-edited runs all the same",
		"files were edited after they had been applied: %s", strings.Join(names, ", "))
}

// checkPartial refuses to pass by a revision that is half applied.
func (m *Migrator) checkPartial(direction graph.Direction, actions []*action, s *state) error {
	var errs []error
	for i := range s.partial {
		record := s.partial[i]
		about := m.interrupted(record)
		switch {
		case m.scripts[record.Revision] == nil:
			errs = append(errs, refuse(ErrInterrupted, "bring the file back; or finish the work by hand, or take it back, and say with stamp where the database is",
				"%s\nthere is no file for revision %s", about.Text, record.Revision))
			continue
		case record.Direction != direction:
			errs = append(errs, refuse(ErrInterrupted, about.Next, "%s", about.Text))
			continue
		}
		for _, a := range actions {
			if a.script != nil && a.script.ID == record.Revision {
				errs = append(errs, m.resume(a, record))
			}
		}
	}
	return errors.Join(errs...)
}

// resume makes an action go on where a run of it ended.
func (m *Migrator) resume(a *action, record Record) error {
	about := m.interrupted(record)
	if record.Done >= len(a.sums) || a.sums[record.Done] != record.doneSum {
		return refuse(ErrInterrupted,
			"bring the statements back as they were; or finish the work by hand, and say so with stamp",
			"%s\n%s: statements that are done were edited since", about.Text, a.script.Path)
	}
	a.first, a.rounds, a.rows, a.resumed = record.Done, record.Rounds, record.Rows, about.Text
	if record.Running == 0 {
		return nil
	}
	settled := m.config.settle[record.Revision]
	if settled == "" && (record.Done >= len(a.section.Statements) ||
		statementSum(&a.section.Statements[record.Done]) != record.runningSum) {
		return refuse(ErrInDoubt, doubtHint(record.Revision),
			"%s\n%s: statement %d was edited since, so that nobody can find out what became of it", about.Text, a.script.Path, record.Running)
	}
	return nil
}

func doubtHint(revision string) string {
	return fmt.Sprintf("look into the database, and say what is there: --assume-done %[1]s if the statement had its effect, "+
		"--run-again %[1]s if it had none", revision)
}

// settle finds out about the statement in doubt of an interrupted run, and moves
// the action behind it if it is done.
func (r *runner) settle(ctx context.Context, a *action) error {
	record, partial := r.state.partialRun(a.name())
	if !partial || record.Running == 0 {
		return nil
	}
	doubt := Doubt{Found: "as was said"}
	var err error
	switch r.m.config.settle[record.Revision] {
	case settledDone:
		doubt.Outcome = Done
	case settledAgain:
		doubt.Outcome = Undone
	default:
		if doubt, err = r.examine(ctx, a, record.Failed == record.Running); err != nil {
			return err
		}
	}
	switch doubt.Outcome {
	case Unknown:
		return refuse(ErrInDoubt, doubtHint(record.Revision), "%s\nwhat became of it can't be found out: %s",
			r.m.interrupted(record).Text, doubt.Found)
	case Done:
		a.first++
	case Undone:
	}
	a.resumed += "\nstatement " + fmt.Sprint(record.Running) + ": " + doubt.Found
	return nil
}

// examine asks the dialect about the statement that an action goes on with. It
// is looked at with the settings that the statements before it made.
func (r *runner) examine(ctx context.Context, a *action, failed bool) (doubt Doubt, err error) {
	switch s := a.section.Statements[a.first]; {
	case s.Again:
		return Doubt{Outcome: Undone, Found: "it may run a second time without harm"}, nil
	case s.Code != "":
		return Doubt{Found: "it is Go code"}, nil
	}
	restore, err := r.m.dialect.Remember(ctx, r.conn, a.texts())
	if err != nil {
		return doubt, err
	}
	if err = r.settings(ctx, a); err != nil {
		return doubt, err
	}
	doubt, err = r.m.dialect.Examine(ctx, r.conn, a.section.Statements[a.first].SQL, failed)
	return doubt, errors.Join(err, restore(ctx, r.conn))
}
