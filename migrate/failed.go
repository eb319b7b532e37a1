package migrate

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/schemadiff/schemadiff/migrate/graph"
)

// failed notes a failure in the history, finds out what is committed, and says
// it all.
func (r *runner) failed(ctx context.Context, u *unit, err error) error {
	a := r.at
	// A connection that is closed because the run was cancelled is not lost.
	gone := r.classify(err) == Lost
	failure := &RunError{Direction: a.step.Direction, Revision: a.name(), Err: err, Lost: gone && ctx.Err() == nil}
	var lost *lostCommitError
	switch {
	case errors.As(err, &lost):
		failure.Left = r.lookUp(ctx, u)
	case gone:
		failure.Left = r.left(u)
	default:
		r.record(ctx, u, err)
		failure.Left = r.left(u)
	}
	failure.Committed = r.committed
	verb := "upgrade"
	if a.step.Direction == graph.Down {
		verb = "downgrade"
	}
	switch failure.next = "mend the cause and " + verb + " again"; {
	case failure.Lost:
		failure.next = verb + " again when the database can be reached"
	case gone:
		failure.next = verb + " again to go on"
	}
	var server *ServerError
	if errors.As(err, &server) {
		if advice := r.m.dialect.Advice(server); advice != "" {
			failure.next = advice
		}
	}
	return failure
}

// record notes a failure in the history. If that fails, too, the database is
// none the worse for it.
func (r *runner) record(ctx context.Context, u *unit, cause error) {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), closeTimeout)
	defer cancel()
	a := r.at
	number := 0
	var statement *StatementError
	if errors.As(cause, &statement) {
		number = statement.Number
	}
	err := r.transaction(ctx, func() error {
		if !a.open {
			if err := r.openRow(ctx, a); err != nil {
				return err
			}
		}
		return r.note(ctx, r.notes.fail(a.name(), number, cause.Error(), a.running == 0))
	})
	if err != nil {
		r.m.config.log.WarnContext(ctx, "the failure couldn't be noted in the history", "error", err, "unit", len(u.tasks))
	}
}

// left says what the database has of the revision that failed, and of those
// that were in the same transaction.
func (r *runner) left(u *unit) string {
	a := r.at
	var undone []string
	for _, t := range u.tasks {
		if t.kind == taskFinish && t.action != a {
			undone = append(undone, t.action.name())
		}
	}
	n := len(a.statements())
	text := ""
	switch {
	case a.running > 0:
		text = fmt.Sprintf("revision %s: %s; statement %d ran outside a transaction, and what became of it is found out when the revision goes on",
			a.name(), upTo(a.done, n), a.running)
	case a.done > 0 || a.rounds > 0:
		text = fmt.Sprintf("revision %s: %s; the next run goes on behind that", a.name(), upTo(a.done, n))
		if a.rounds > 0 {
			text += fmt.Sprintf(" (%d rows were changed in %d rounds of repeated statements)", a.rows, a.rounds)
		}
	default:
		text = fmt.Sprintf("revision %s is rolled back: the database has nothing of it", a.name())
	}
	if len(undone) > 0 {
		text += "\nrolled back with it: " + strings.Join(undone, ", ")
	}
	return text
}

func upTo(done, n int) string {
	switch done {
	case 0:
		return "no statement is finished"
	case 1:
		return fmt.Sprintf("statement 1 of %d is committed", n)
	}
	return fmt.Sprintf("statements 1 to %d of %d are committed", done, n)
}

// lookUpFor is how long to try to find out what became of a COMMIT.
const lookUpFor = 20 * time.Second

// lookUp finds out on a new connection whether a unit was committed whose
// COMMIT had no answer.
func (r *runner) lookUp(ctx context.Context, u *unit) string {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), lookUpFor)
	defer cancel()
	var committed bool
	var err error
	for attempt := 1; ; attempt++ {
		if committed, err = r.wasCommitted(ctx, u); err == nil || sleep(ctx, time.Duration(attempt)*200*time.Millisecond) != nil {
			break
		}
	}
	name := r.at.name()
	switch {
	case err != nil:
		return fmt.Sprintf("whether the last transaction of revision %s is committed couldn't be found out (%v); current and the next run know it", name, err)
	case !committed:
		return "it is certain that this transaction is not committed; " + r.left(u)
	}
	if u.kind == unitTransaction {
		r.commit(u)
	}
	if u.last().kind == taskFinish {
		return fmt.Sprintf("it is certain that revision %s is committed", name)
	}
	return "it is certain that this transaction is committed; " + r.left(u)
}

// wasCommitted asks the history. The row of this run has an ID of its own, so
// that it doesn't matter what others did since.
func (r *runner) wasCommitted(ctx context.Context, u *unit) (bool, error) {
	conn, err := r.m.connect(ctx)
	if err != nil {
		return false, err
	}
	defer closing(ctx, conn, &err)
	// The session that was lost may be committing still; it has the lock.
	other := &runner{m: r.m, conn: conn}
	if err = other.lock(ctx, r.notes.tables); err != nil {
		return false, err
	}
	last := u.last()
	w := r.notes.writer().Key("SELECT ").Key(recordColumns).Key(" FROM ").Name(r.notes.tables.History).
		Key(" h WHERE h.id = ").Int(last.action.id)
	records, err := collect(ctx, conn, w.String(), scanRecord)
	if err != nil || len(records) == 0 {
		return false, err
	}
	record := &records[0]
	switch {
	case u.kind == unitRepeat:
		return record.Rounds > last.action.rounds || record.Done > last.index, nil
	case last.kind == taskFinish:
		return record.OK(), nil
	case last.kind == taskDone:
		return record.Done > last.index, nil
	}
	return true, nil
}
