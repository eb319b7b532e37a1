package migrate

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
)

// restorer brings the settings of a session back.
type restorer func(context.Context, Conn) error

// unit runs a unit, and again as long as another session is in the way.
func (r *runner) unit(ctx context.Context, u *unit) error {
	r.at = u.first().action
	for attempt := 1; ; attempt++ {
		before := len(r.result.Steps)
		rows, after := r.rows, r.result.After
		err := r.once(ctx, u)
		if err == nil {
			r.commit(u)
			return nil
		}
		r.result.Steps = r.result.Steps[:before]
		r.rows, r.result.After = rows, after
		var left *leftError
		if r.classify(err) != Retry || attempt >= r.m.config.retries.Attempts || errors.As(err, &left) {
			return r.failed(ctx, u, err)
		}
		pause := r.m.config.retries.pause(attempt)
		r.tell(ctx, u.last().action, Event{Kind: Retrying, Attempt: attempt, Pause: pause, Text: err.Error()})
		if err := sleep(ctx, pause); err != nil {
			return r.failed(ctx, u, err)
		}
	}
}

// commit keeps account of a unit that is committed.
func (r *runner) commit(u *unit) {
	for _, t := range u.tasks {
		switch t.kind {
		case taskOpen:
			t.action.open = true
		case taskFinish:
			r.committed = append(r.committed, t.action.name())
			r.result.After = r.rows
		case taskDone:
			t.action.done = t.index + 1
		case taskSettings, taskStatement, taskRestore:
		}
	}
}

// classify says what an error means for the run.
func (r *runner) classify(err error) Failure {
	var server *ServerError
	var hook *hookError
	var code *codeError
	switch {
	case errors.As(err, &server):
		return r.m.dialect.Classify(server)
	case errors.As(err, &hook), errors.As(err, &code), errors.Is(err, errors.ErrUnsupported), errors.Is(err, errWrong), errors.Is(err, ErrNotHeld):
		return Final
	}
	return Lost
}

// errWrong marks errors that the runner found itself.
var errWrong = errors.New("the database isn't as it should be")

func (r *runner) once(ctx context.Context, u *unit) error {
	switch u.kind {
	case unitTransaction:
		return r.transaction(ctx, func() error {
			for _, t := range u.tasks {
				if err := r.task(ctx, t); err != nil {
					return err
				}
			}
			return nil
		})
	case unitAlone:
		return r.alone(ctx, u.first())
	case unitRepeat:
		return r.repeat(ctx, u.first())
	case unitSession:
		return r.task(ctx, u.first())
	}
	return nil
}

// The statements that end a transaction.
const (
	commit   = "COMMIT"
	rollback = "ROLLBACK"
)

// transaction runs f in a transaction.
func (r *runner) transaction(ctx context.Context, f func() error) error {
	if _, err := r.conn.Exec(ctx, r.m.dialect.Begin()); err != nil {
		return err
	}
	err := f()
	if err == nil {
		err = ctx.Err()
	}
	// From here on, nothing must be cut off by a cancelled context: how it ends
	// shall be known.
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), commitTimeout)
	defer cancel()
	if err == nil {
		if _, err = r.conn.Exec(ctx, commit); err == nil {
			return nil
		}
		if r.classify(err) == Lost {
			return &lostCommitError{err}
		}
		// Where others were in the way, the transaction may be open still.
		_, _ = r.conn.Exec(ctx, rollback) // else there is none to roll back
		return err
	}
	if r.classify(err) != Lost {
		if _, rollbackErr := r.conn.Exec(ctx, rollback); rollbackErr != nil && !r.ended(rollbackErr) {
			err = errors.Join(err, fmt.Errorf("rolling back: %w", rollbackErr))
		}
	}
	return err
}

// ended says of the error of a ROLLBACK that there was nothing to roll back.
func (r *runner) ended(err error) bool {
	server, ok := errors.AsType[*ServerError](err)
	return ok && r.m.dialect.Ended(server)
}

// commitTimeout bounds the end of a transaction, which may have much to write.
const commitTimeout = 10 * time.Minute

// lostCommitError says that the connection was lost while a transaction was
// being committed.
type lostCommitError struct{ err error }

func (e *lostCommitError) Error() string {
	return "the connection was lost while a transaction was being committed: " + e.err.Error()
}

func (e *lostCommitError) Unwrap() error { return e.err }

// task does one thing inside a transaction.
func (r *runner) task(ctx context.Context, t task) error {
	a := t.action
	r.at = a
	switch t.kind {
	case taskOpen:
		return r.open(ctx, a)
	case taskSettings:
		return r.settings(ctx, a)
	case taskStatement:
		_, err := r.statement(ctx, a, t.index)
		return err
	case taskDone:
		return r.note(ctx, r.notes.done(a.name(), t.index+1, a.sums[t.index+1]))
	case taskFinish:
		return r.finish(ctx, a)
	case taskRestore:
		return r.restore(ctx, a)
	}
	return nil
}

// open begins a revision.
func (r *runner) open(ctx context.Context, a *action) error {
	r.began = time.Now()
	r.tell(ctx, a, Event{Kind: RevisionBegins, Text: strings.TrimPrefix(a.step.String(), string(a.step.Direction)+" ")})
	if a.resumed != "" {
		r.tell(ctx, a, Event{Kind: Resuming, Statement: a.first + 1, Text: a.resumed})
	}
	a.restore = nil
	if texts := a.texts(); a.hasCode() || slices.ContainsFunc(texts, r.m.dialect.MaySet) {
		restore, err := r.m.dialect.Remember(ctx, r.conn, texts)
		if err != nil {
			return err
		}
		a.restore = restore
	}
	if err := r.hook(ctx, beforeRevision, a.call()); err != nil {
		return err
	}
	return r.openRow(ctx, a)
}

// call is what the hooks of a revision see.
func (a *action) call() HookCall {
	return HookCall{InTransaction: true, Direction: a.step.Direction, Script: a.script, Step: a.step}
}

// openRow begins the row of the history, and learns its ID.
func (r *runner) openRow(ctx context.Context, a *action) error {
	e := entry{
		revision: a.name(), checksum: a.script.Checksum, direction: a.step.Direction,
		statements: len(a.statements()), done: a.first, doneSum: a.sums[a.first], rounds: a.rounds, rows: a.rows,
	}
	if err := r.note(ctx, r.notes.open(e)); err != nil {
		return err
	}
	ids, err := collect(ctx, r.conn, r.notes.latest(a.name()), func(rows Rows) (id int64, err error) {
		err = rows.Scan(&id)
		return id, err
	})
	if err != nil {
		return err
	}
	a.id = ids[0]
	return nil
}

// settings runs those statements again that a resumed run has passed and that
// do nothing but set something for the session.
func (r *runner) settings(ctx context.Context, a *action) error {
	for i := range a.first {
		if r.m.dialect.Sets(a.statements()[i].SQL) {
			if _, err := r.conn.Exec(ctx, a.statements()[i].SQL); err != nil {
				return r.statementError(a, i, err)
			}
		}
	}
	return nil
}

// statement runs a statement of a revision.
func (r *runner) statement(ctx context.Context, a *action, index int) (changed int64, err error) {
	s := &a.statements()[index]
	r.tell(ctx, a, Event{Kind: StatementBegins, Statement: index + 1})
	begin := time.Now()
	switch {
	case s.Code != "":
		changed, err = r.piece(ctx, a, index)
	case s.Copy:
		copier, ok := r.conn.(Copier)
		if !ok {
			return 0, errors.ErrUnsupported
		}
		changed, err = copier.CopyFrom(ctx, s.SQL, strings.NewReader(s.Data))
	default:
		changed, err = r.conn.Exec(ctx, s.SQL)
	}
	if err != nil {
		return 0, r.statementError(a, index, err)
	}
	r.tell(ctx, a, Event{Kind: StatementEnds, Statement: index + 1, Rows: changed, Elapsed: time.Since(begin)})
	return changed, nil
}

// note changes exactly one row of the runner's tables.
func (r *runner) note(ctx context.Context, sql string) error {
	n, err := r.conn.Exec(ctx, sql)
	if err != nil {
		return fmt.Errorf("noting what is done: %w", err)
	}
	if n != 1 {
		return fmt.Errorf("noting what is done: %d rows instead of one were changed; is somebody else changing the version table? %w", n, errWrong)
	}
	return nil
}

// finish ends a revision: the version table says it, and the history.
func (r *runner) finish(ctx context.Context, a *action) error {
	if !a.setsOutside(r.m.dialect) {
		if err := r.restore(ctx, a); err != nil {
			return err
		}
	}
	if err := r.changeRows(ctx, a); err != nil {
		return err
	}
	if err := r.note(ctx, r.notes.finish(a.name(), len(a.statements()), a.sums[len(a.statements())])); err != nil {
		return err
	}
	if err := r.hook(ctx, afterRevision, a.call()); err != nil {
		return err
	}
	elapsed := time.Since(r.began)
	r.tell(ctx, a, Event{Kind: RevisionEnds, Elapsed: elapsed})
	r.result.Steps = append(r.result.Steps, StepResult{
		Step: a.step, Message: a.script.Message, Statements: len(a.statements()) - a.first, Duration: elapsed,
	})
	return nil
}

// restore brings the settings of the session back.
func (r *runner) restore(ctx context.Context, a *action) error {
	if a.restore == nil {
		return nil
	}
	return a.restore(ctx, r.conn)
}

// changeRows changes the version table.
func (r *runner) changeRows(ctx context.Context, a *action) error {
	for _, change := range a.step.Changes {
		if err := r.note(ctx, r.notes.change(change)); err != nil {
			return err
		}
	}
	rows, err := r.rows.Apply(a.step)
	if err != nil {
		return errors.Join(err, errWrong)
	}
	r.rows = rows
	return nil
}
