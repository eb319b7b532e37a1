package render

import (
	"github.com/schemadiff/schemadiff/diff"
	"github.com/schemadiff/schemadiff/model"
)

// Plan is what has to be run to get from one schema to another, in order.
type Plan struct {
	// Groups run one after the other. Each transactional group is one
	// transaction; the statements of the others run each on their own.
	Groups []Group `json:"groups"`
	// Locks lists the existing tables that the plan locks, each with the
	// strongest of the locks on it.
	Locks []TableLock `json:"locks,omitempty"`
	// Losses lists what the plan destroys and what running it the other way
	// round does not bring back.
	Losses []Loss `json:"losses,omitempty"`
	// Remade lists what doesn't change and is dropped and created again all the
	// same, since the database demands it of what uses something that changes.
	Remade []model.ID `json:"remade,omitempty"`
	// Unsupported lists the differences that no statement of the plan removes.
	Unsupported []diff.Unsupported `json:"unsupported,omitempty"`
}

// Group is a run of statements that belong together.
type Group struct {
	Transactional bool        `json:"transactional"`
	Statements    []Statement `json:"statements"`
}

// Statement is one statement of a plan with what a reviewer must know of it.
type Statement struct {
	// SQL is the text, ending in a semicolon.
	SQL string `json:"sql"`
	// Objects are the objects that the statement creates, changes or drops,
	// also those that go or come with another one.
	Objects []model.ID `json:"objects"`
	// Lock is the strongest lock that the statement takes on an existing
	// table, in the words of the database; empty if it takes none.
	Lock string `json:"lock,omitempty"`
	// LockedTables lists the existing tables that the statement locks.
	LockedTables []TableLock `json:"lockedTables,omitempty"`
	// Rewrites and Scans list the existing tables whose rows the statement
	// writes anew or reads while it holds its lock.
	Rewrites []model.QName `json:"rewrites,omitempty"`
	Scans    []model.QName `json:"scans,omitempty"`
	// Transactional: the statement may run inside a transaction.
	Transactional bool     `json:"transactional"`
	Hazards       []Hazard `json:"hazards,omitempty"`
}

// TableLock is a lock on one table.
type TableLock struct {
	Table model.QName `json:"table"`
	Mode  string      `json:"mode"`
}

// Code names a kind of hazard or loss, for filters and machines.
type Code string

// The codes that every dialect uses; dialects add their own.
const (
	// DataLoss: rows or values are destroyed.
	DataLoss Code = "DATA_LOSS"
	// Irreversible: the way back does not restore what was there.
	Irreversible Code = "IRREVERSIBLE"
	// Unchanged: the plan leaves a difference, since no statement removes it.
	Unchanged Code = "UNCHANGED"
	// ObjectDropped: an object without rows of its own is dropped.
	ObjectDropped Code = "OBJECT_DROPPED"
	// MayFail: the statement fails if existing rows do not fit.
	MayFail Code = "MAY_FAIL"
	// TableRewrite: all rows of a table are written anew under a lock.
	TableRewrite Code = "TABLE_REWRITE"
	// TableScan: all rows of a table are read under a lock that blocks writes.
	TableScan Code = "TABLE_SCAN"
	// BlocksWrites and BlocksReads: the lock lasts longer than a moment.
	BlocksWrites Code = "BLOCKS_WRITES"
	BlocksReads  Code = "BLOCKS_READS"
	// ValueChange: existing values are converted or computed anew.
	ValueChange Code = "VALUE_CHANGE"
	// Weakened: data that was refused before is accepted for a while.
	Weakened Code = "WEAKENED"
	// Detached: rows are no longer found where they were.
	Detached Code = "DETACHED"
	// AccessLost: somebody may not do any more what was allowed.
	AccessLost Code = "ACCESS_LOST"
	// Renamed: programs that use the old name fail.
	Renamed Code = "RENAMED"
	// NotTransactional: the statement leaves something behind if it fails.
	NotTransactional Code = "NOT_TRANSACTIONAL"
	// Incomplete: something is left for a person to do or to fill in.
	Incomplete Code = "INCOMPLETE"
)

// Hazard is something about a statement that a reviewer must see.
type Hazard struct {
	Code Code   `json:"code"`
	Text string `json:"text"`
	// Object is what causes it, among the objects of the statement. The planner
	// fills it in.
	Object model.ID `json:"object,omitzero"`
}

// Loss is something that a plan destroys, or that cannot be brought back.
type Loss struct {
	Object model.ID `json:"object"`
	Code   Code     `json:"code"`
	Text   string   `json:"text"`
}

// Options are the choices that the person has.
type Options struct {
	// Offline asks for the fewest and plainest statements. The zero value
	// plans for a busy server: indexes are built concurrently, constraints are
	// added without a scan and validated later.
	Offline bool
	// Version is the version of the server that will run the plan; zero takes
	// that of the old side.
	Version int
	// Apart: each statement runs on its own, so that settings are made for the
	// session.
	Apart bool
}

// Migration is the way from the old to the new schema and the way back.
type Migration struct {
	Up   Plan `json:"up"`
	Down Plan `json:"down"`
}

// NewMigration plans both ways for the same server.
func NewMigration(result diff.Result, dialect Dialect, opts Options) (Migration, error) {
	if opts.Version == 0 {
		opts.Version = version(result)
	}
	up, known, err := planFrom(result, dialect, opts, nil)
	if err != nil {
		return Migration{}, err
	}
	down, _, err := planFrom(result.Invert(), dialect, opts, known.invert())
	if err != nil {
		return Migration{}, err
	}
	return Migration{Up: up, Down: down}, nil
}

// Empty reports whether there is nothing to run.
func (p Plan) Empty() bool { return len(p.Groups) == 0 }

// Statements lists the statements of all groups in order.
func (p Plan) Statements() []Statement {
	var list []Statement
	for _, g := range p.Groups {
		list = append(list, g.Statements...)
	}
	return list
}

func version(r diff.Result) int {
	if r.Old.Version != 0 {
		return r.Old.Version
	}
	return r.New.Version
}
