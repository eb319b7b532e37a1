package migrate

import (
	"context"
	"time"

	"github.com/schemadiff/schemadiff/inspect/sqlfile"
	"github.com/schemadiff/schemadiff/model"
	"github.com/schemadiff/schemadiff/render"
)

// Tables names the tables of the runner.
type Tables struct{ Version, History model.QName }

// Located is what a database has of the runner's tables.
type Located struct {
	// Tables has the schemas filled in that the search path decided on, so that
	// a revision which changes the search path doesn't lose the tables.
	Tables Tables
	// Version and History say which of the two exist.
	Version, History bool
	// Path lists the schemas in which names without one are looked for, and made
	// in the first.
	Path []string
}

// Failure is what an error of the server means for a run.
type Failure uint8

// The failures.
const (
	// Final: the statement is refused, and will be again.
	Final Failure = iota
	// Retry: another session was in the way; the same transaction may pass later.
	Retry
	// Lost: the connection is gone, or about to.
	Lost
)

// Outcome is what became of a statement outside a transaction whose end nobody
// saw.
type Outcome uint8

// The outcomes.
const (
	// Unknown: the database doesn't tell; a person must say.
	Unknown Outcome = iota
	// Done: the statement had its effect.
	Done
	// Undone: the statement had no effect, or what it left was removed, or it may
	// run a second time without harm.
	Undone
)

// Doubt is what a dialect found out about a statement.
type Doubt struct {
	Outcome Outcome
	// Found says why, for the log and for the person who must decide.
	Found string
}

// Dialect holds the facts of a database product that the runner needs.
type Dialect interface {
	render.Quoter
	// Name is the product's, as in messages.
	Name() string
	// Syntax is that of its scripts.
	Syntax() sqlfile.Syntax

	Store
	Locker
	Session

	// Classify says what an error of the server means.
	Classify(err *ServerError) Failure
	// Advice says what to do about an error, "" if there is nothing to say.
	Advice(err *ServerError) string
	// Atomic says whether a statement is whole or not there at all, and may run in
	// a transaction of its own. Nobody can be in doubt about one whose end is noted
	// in the same transaction, even if it is marked to stand outside one.
	Atomic(sql string) bool
	// Commits says whether a statement commits the transaction that it stands in,
	// and its own effect with it, so that it can only stand alone. Of the empty text
	// it says whether there are such statements: then code stands alone too, of
	// which nobody knows what it runs.
	Commits(sql string) bool
	// Refuses says why a statement has no place in a revision, "" if it has: it
	// begins or ends a transaction, or gives back the runner's lock.
	Refuses(sql string) string
	// Counts says how a statement tells how many rows it changed: by the count of
	// its result, or as a query's only value. An error says that it doesn't, so
	// that it can't be repeated until it changes none.
	Counts(sql string) (query bool, err error)
	// Examine finds out what became of a statement that ran outside a transaction
	// and didn't report its end. It removes what hinders a second run, such as an
	// invalid index, or finishes what is half done. If the statement failed, that is
	// all to do, and else it is undone: what is there was not made by it.
	Examine(ctx context.Context, conn Conn, sql string, failed bool) (Doubt, error)

	Scripter
}

// Store makes the runner's tables.
type Store interface {
	// Locate looks for the tables without changing anything.
	Locate(ctx context.Context, conn Conn, tables Tables) (Located, error)
	// CreateVersion and CreateHistory make a table if it is missing.
	CreateVersion(table model.QName) []string
	CreateHistory(table model.QName) []string
	// Now is the expression of the present time, which moves during a
	// transaction.
	Now() render.Keyword
}

// Locker keeps two runners apart.
type Locker interface {
	// TryLock takes the lock that belongs to a version table, for the session and
	// without waiting. Waiting in the server would hold a snapshot, which
	// statements of the one that has the lock may wait for.
	TryLock(ctx context.Context, conn Conn, version model.QName) (bool, error)
	// Unlock gives the lock back. Its error wraps [ErrNotHeld] if the session has
	// lost it.
	Unlock(ctx context.Context, conn Conn, version model.QName) error
	// Holder describes the session that has the lock, "" if there is none.
	Holder(ctx context.Context, conn Conn, version model.QName) (string, error)
	// Stuck says what to do about a runner that has the lock and doesn't end.
	Stuck() string
}

// Session cares for transactions and for the settings of a session.
type Session interface {
	// Begin is the statement that begins a transaction which will write.
	Begin() string
	// Ended says of the error of a ROLLBACK that there was no transaction any more: a
	// statement that fails may end it.
	Ended(err *ServerError) bool
	// Timeouts returns the statements that bound how long a statement waits for a
	// lock, and how long it runs; 0 leaves one as it is.
	Timeouts(lock, statement time.Duration) []string
	// MaySet says whether a statement may change settings of the session, or leave
	// something in it, such as a temporary table.
	MaySet(sql string) bool
	// Sets says whether a statement does nothing but that, so that a run that goes
	// on behind it must run it again.
	Sets(sql string) bool
	// SetsOutside says whether a statement sets something that can be set, and
	// brought back, outside a transaction only.
	SetsOutside(sql string) bool
	// Remember notes the settings of the session before statements run, and returns
	// what brings them back, and clears away what they have left there.
	Remember(ctx context.Context, conn Conn, statements []string) (restore func(context.Context, Conn) error, err error)
}

// Scripter writes what only a script for the product's own shell needs.
type Scripter interface {
	// ScriptBegin and ScriptEnd stand around a script: it stops at the first
	// error, and holds the lock of the version table.
	ScriptBegin(version model.QName) []string
	ScriptEnd(version model.QName) []string
	// ScriptStatement writes a statement with its end.
	ScriptStatement(sql string) string
	// ScriptRows stops the script unless the version table has these rows.
	ScriptRows(version model.QName, rows []string) string
	// ScriptData writes a statement with its data.
	ScriptData(sql, data string) string
	// ScriptRepeat repeats a statement until it changes no more rows, each
	// time in a transaction of its own in which progress runs too, with the number
	// of changed rows in place of [RowsPlaceholder].
	ScriptRepeat(sql string, pause time.Duration, progress []string) (string, error)
	// ScriptFound runs a statement with the search path of the session's beginning,
	// and keeps the present one.
	ScriptFound(sql string) []string
	// ScriptReset undoes what statements set for the session.
	ScriptReset(statements []string) []string
}

// RowsPlaceholder stands for a number of rows in the texts that
// [Scripter.ScriptRepeat] gets.
const RowsPlaceholder = "$1"
