package migrate

import (
	"cmp"
	"context"
	"log/slog"
	"time"

	"github.com/schemadiff/schemadiff/migrate/graph"
	"github.com/schemadiff/schemadiff/migrate/script"
)

// The names of the tables, unless [VersionTable] and [HistoryTable] say
// otherwise.
const (
	DefaultVersionTable = "schemadiff_version"
	DefaultHistoryTable = "schemadiff_history"
)

// Option changes how a [Migrator] works.
type Option func(*config)

type config struct {
	directories []string
	recursive   bool
	programs    []Source

	tables Tables
	perRun bool

	lockWait         time.Duration
	lockTimeout      time.Duration
	statementTimeout time.Duration
	retries          Retries
	before, after    []string

	allowEdited, force bool
	settle             map[string]settlement

	hooks    map[stage][]Hook
	log      *slog.Logger
	version  string
	who      string
	progress func(Event)
}

func newConfig(options []Option) config {
	c := config{
		directories: []string{"."},
		lockWait:    10 * time.Minute,
		retries:     Retries{Attempts: 10, First: 500 * time.Millisecond, Most: 30 * time.Second},
		settle:      map[string]settlement{},
		hooks:       map[stage][]Hook{},
		log:         slog.New(slog.DiscardHandler),
		version:     toolVersion(),
		who:         whoAmI(),
		progress:    func(Event) {},
	}
	for _, option := range options {
		option(&c)
	}
	c.tables.Version.Name = cmp.Or(c.tables.Version.Name, DefaultVersionTable)
	c.tables.History.Name = cmp.Or(c.tables.History.Name, DefaultHistoryTable)
	return c
}

// Directories says which directories of the file system hold the revisions; the
// default is its root.
func Directories(dirs ...string) Option { return func(c *config) { c.directories = dirs } }

// Recursive reads the directories below, too.
func Recursive() Option { return func(c *config) { c.recursive = true } }

// Go adds revisions that are written in Go, as the package op makes them. They
// stand in one graph with those of the files.
func Go(revisions ...Source) Option {
	return func(c *config) { c.programs = append(c.programs, revisions...) }
}

// VersionTable names the version table. Without a schema it is where the search
// path finds it. The history table is beside it.
func VersionTable(schema, name string) Option {
	return func(c *config) {
		c.tables.Version.Schema, c.tables.Version.Name = schema, name
		c.tables.History.Schema = schema
	}
}

// HistoryTable names the history table.
func HistoryTable(name string) Option { return func(c *config) { c.tables.History.Name = name } }

// TransactionPerRun makes one transaction of all revisions of a run, as far as
// their statements may run in one. The default is one per revision.
func TransactionPerRun() Option { return func(c *config) { c.perRun = true } }

// LockWait bounds how long a run waits for another one to end; the default is
// ten minutes. With 0 it doesn't wait.
func LockWait(limit time.Duration) Option { return func(c *config) { c.lockWait = limit } }

// LockTimeout bounds how long a statement waits for a lock on a table. While it
// waits, all later ones wait behind it; so give up soon and try again later, as
// [RetryWith] says.
func LockTimeout(limit time.Duration) Option { return func(c *config) { c.lockTimeout = limit } }

// StatementTimeout bounds how long a statement runs.
func StatementTimeout(limit time.Duration) Option {
	return func(c *config) { c.statementTimeout = limit }
}

// Retries say how often a transaction that another session was in the way of is
// tried, and how long to wait in between: First, then twice as long each time up
// to Most, a random part of it less so that many don't try in step.
type Retries struct {
	Attempts    int
	First, Most time.Duration
}

// RetryWith replaces the default: ten attempts, half a second up to thirty.
func RetryWith(r Retries) Option { return func(c *config) { c.retries = r } }

// BeforeStatements run at the beginning of the session, before the lock is
// taken: SET ROLE, for example.
func BeforeStatements(sql ...string) Option {
	return func(c *config) { c.before = append(c.before, sql...) }
}

// AfterStatements run when a run has ended well.
func AfterStatements(sql ...string) Option {
	return func(c *config) { c.after = append(c.after, sql...) }
}

// AllowEdited runs although files that have been applied were edited since.
func AllowEdited() Option { return func(c *config) { c.allowEdited = true } }

// Force downgrades even where that doesn't restore what was there.
func Force() Option { return func(c *config) { c.force = true } }

// settlement is what a person says about a statement in doubt.
type settlement string

const (
	settledDone  settlement = "done"
	settledAgain settlement = "again"
)

// AssumeDone says that the statement of a revision which was interrupted, and of
// which the database doesn't tell what became of it, had its effect.
func AssumeDone(revision string) Option {
	return func(c *config) { c.settle[revision] = settledDone }
}

// RunAgain says that this statement is to run a second time.
func RunAgain(revision string) Option {
	return func(c *config) { c.settle[revision] = settledAgain }
}

// Logger receives the events of a run; the default drops them.
func Logger(log *slog.Logger) Option { return func(c *config) { c.log = log } }

// ToolVersion is what the history says about the version of the program; the
// default is this module's.
func ToolVersion(version string) Option { return func(c *config) { c.version = version } }

// Who is what the history says about who ran a revision; the default is the
// user and the computer.
func Who(who string) Option { return func(c *config) { c.who = who } }

// OnProgress is called for every event of a run, one after the other. It must
// not take long.
func OnProgress(f func(Event)) Option { return func(c *config) { c.progress = f } }

// stage is when a hook runs.
type stage uint8

const (
	beforeRun stage = iota
	afterRun
	beforeRevision
	afterRevision
)

// Hook is called at a stage of a run. Its error ends the run, and undoes the
// transaction that it is called in.
type Hook func(ctx context.Context, call HookCall) error

// HookCall is what a hook sees.
type HookCall struct {
	// Conn is the connection of the run. In a transaction, what the hook does is
	// part of it.
	Conn          Conn
	InTransaction bool
	Direction     graph.Direction
	// Script is the revision; nil for a stamp, and for a hook of the run.
	Script *script.Script
	// Step is what becomes of the version table; empty for a hook of the run.
	Step graph.Step
	// Rows are those of the version table, after the step for a hook after a
	// revision.
	Rows graph.Rows
}

// BeforeRun is called under the lock, when it is certain that something is to
// do.
func BeforeRun(h Hook) Option { return addHook(beforeRun, h) }

// AfterRun is called at the end of a run that did something, under the lock.
func AfterRun(h Hook) Option { return addHook(afterRun, h) }

// BeforeRevision is called before the first statement of a revision, in its
// transaction.
func BeforeRevision(h Hook) Option { return addHook(beforeRevision, h) }

// AfterRevision is called after the last statement of a revision and the change
// of the version table, before the transaction with that is committed. Stamps
// call it, too.
func AfterRevision(h Hook) Option { return addHook(afterRevision, h) }

func addHook(at stage, h Hook) Option {
	return func(c *config) { c.hooks[at] = append(c.hooks[at], h) }
}
