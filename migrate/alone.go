package migrate

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/schemadiff/schemadiff/migrate/script"
)

// alone runs a statement outside a transaction. That it is about to run, and
// that it is done, is committed before and after it.
func (r *runner) alone(ctx context.Context, t task) error {
	a := t.action
	r.at = a
	s := &a.statements()[t.index]
	if err := r.note(ctx, r.notes.running(a.name(), t.index+1, statementSum(s))); err != nil {
		return err
	}
	a.running = t.index + 1
	if _, err := r.statement(ctx, a, t.index); err != nil {
		switch {
		case r.classify(err) == Lost:
			return err
		case s.Again:
			a.running = 0
			return err
		case s.Code != "":
			return &leftError{err} // who knows what it did
		}
		if err = r.cleanUp(ctx, a, s, err); err != nil {
			return err
		}
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), closeTimeout)
	defer cancel()
	if err := r.note(ctx, r.notes.done(a.name(), t.index+1, a.sums[t.index+1])); err != nil {
		return fmt.Errorf("statement %d of revision %s is done, but: %w", t.index+1, a.name(), err)
	}
	a.running, a.done = 0, t.index+1
	return nil
}

// leftError says that a statement failed and left something that is in the way.
type leftError struct{ err error }

func (e *leftError) Error() string { return e.err.Error() }

func (e *leftError) Unwrap() error { return e.err }

// cleanUp removes what a failed statement left, such as an invalid index. It
// returns the statement's error, unless what was left could be finished.
func (r *runner) cleanUp(ctx context.Context, a *action, s *script.Statement, err error) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), commitTimeout)
	defer cancel()
	doubt, left := r.m.dialect.Examine(ctx, r.conn, s.SQL, true)
	if left != nil {
		return &leftError{errors.Join(err, left)}
	}
	a.running = 0
	if doubt.Outcome == Done {
		r.m.config.log.WarnContext(ctx, "a statement failed, but is finished", "revision", a.name(), "error", err, "found", doubt.Found)
		return nil
	}
	return err
}

// repeat runs a statement in transactions of its own until it changes no more
// rows.
func (r *runner) repeat(ctx context.Context, t task) error {
	a := t.action
	r.at = a
	s := &a.statements()[t.index]
	query := false
	if s.Code == "" {
		var err error
		if query, err = r.m.dialect.Counts(s.SQL); err != nil {
			return err
		}
	}
	begin := time.Now()
	r.tell(ctx, a, Event{Kind: StatementBegins, Statement: t.index + 1})
	for {
		changed, err := r.round(ctx, t, query)
		if err != nil {
			return err
		}
		if changed == 0 {
			a.done = t.index + 1
			r.tell(ctx, a, Event{
				Kind: StatementEnds, Statement: t.index + 1, Rounds: a.rounds, Rows: a.rows, Elapsed: time.Since(begin),
			})
			return nil
		}
		a.rounds++
		a.rows += changed
		r.tell(ctx, a, Event{
			Kind: Round, Statement: t.index + 1, Rounds: a.rounds, Rows: a.rows, Elapsed: time.Since(begin),
		})
		if err := sleep(ctx, s.Pause); err != nil {
			return err
		}
	}
}

// round runs a repeated statement once, and notes what it did.
func (r *runner) round(ctx context.Context, t task, query bool) (changed int64, err error) {
	a := t.action
	s := &a.statements()[t.index]
	sql := s.SQL
	err = r.transaction(ctx, func() error {
		var err error
		switch {
		case s.Code != "":
			changed, err = r.piece(ctx, a, t.index)
		case query:
			changed, err = r.count(ctx, sql)
		default:
			changed, err = r.conn.Exec(ctx, sql)
		}
		switch {
		case err != nil:
			return r.statementError(a, t.index, err)
		case changed == 0:
			return r.note(ctx, r.notes.done(a.name(), t.index+1, a.sums[t.index+1]))
		}
		return r.note(ctx, r.notes.round(a.name(), fmt.Sprint(changed)))
	})
	return changed, err
}

// count runs a query whose only value is the number of rows that it changed.
func (r *runner) count(ctx context.Context, sql string) (int64, error) {
	counts, err := collect(ctx, r.conn, sql, func(rows Rows) (int64, error) {
		var n *int64
		if err := rows.Scan(&n); err != nil {
			return 0, fmt.Errorf("a repeated query must return a number, the rows that it changed (%w): %w", err, errWrong)
		}
		if n == nil {
			return 0, nil
		}
		return *n, nil
	})
	if err != nil {
		return 0, err
	}
	if len(counts) != 1 {
		return 0, fmt.Errorf("a repeated query must return one number, the rows that it changed; it returned %d rows: %w", len(counts), errWrong)
	}
	return counts[0], nil
}
