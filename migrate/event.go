package migrate

import (
	"os"
	"os/user"
	"runtime/debug"
	"time"

	"github.com/schemadiff/schemadiff/migrate/graph"
	"github.com/schemadiff/schemadiff/model"
)

// EventKind says what an [Event] is about.
type EventKind string

// The kinds of events.
const (
	// Waiting: another runner has the lock. Text says who; the event comes again
	// from time to time.
	Waiting EventKind = "waiting"
	// RevisionBegins and RevisionEnds stand around a revision.
	RevisionBegins EventKind = "revision begins"
	RevisionEnds   EventKind = "revision ends"
	// StatementBegins and StatementEnds stand around a statement.
	StatementBegins EventKind = "statement begins"
	StatementEnds   EventKind = "statement ends"
	// Round: a repeated statement was committed once more.
	Round EventKind = "round"
	// Retrying: another session was in the way; the transaction is tried again
	// after Pause.
	Retrying EventKind = "retrying"
	// Resuming: a revision goes on that was interrupted; Text says what was found.
	Resuming EventKind = "resuming"
)

// Event is something that happens during a run.
type Event struct {
	Kind      EventKind
	Revision  string
	Direction graph.Direction
	// Step and Steps count the revisions of the run, from 1.
	Step, Steps int
	// Statement and Statements count those of the revision, from 1.
	Statement, Statements int
	SQL                   string
	Pos                   model.Pos
	// Rounds and Rows are those of a repeated statement until now.
	Rounds, Rows int64
	// Attempt and Pause are those of a retry.
	Attempt int
	Pause   time.Duration
	// Elapsed is the time since the thing began.
	Elapsed time.Duration
	Text    string
}

// toolVersion is the version of this module in the program.
func toolVersion() string {
	const path = "github.com/schemadiff/schemadiff"
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown"
	}
	if info.Main.Path == path {
		return info.Main.Version
	}
	for _, dep := range info.Deps {
		if dep.Path == path {
			return dep.Version
		}
	}
	return "unknown"
}

// whoAmI names the user and the computer.
func whoAmI() string {
	name := "unknown"
	if current, err := user.Current(); err == nil {
		name = current.Username
	}
	if host, err := os.Hostname(); err == nil {
		name += "@" + host
	}
	return name
}
