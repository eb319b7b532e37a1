package project

import (
	"time"

	"github.com/schemadiff/schemadiff/inspect"
	"github.com/schemadiff/schemadiff/model"
)

// Settings are what holds for a database: what its revisions are and how they
// are run.
type Settings struct {
	// URL is the database's address, with its password. Empty where no database
	// is meant.
	URL string
	// Dialect is the database product that all of it is written for.
	Dialect string
	// Migrations are the directories of the revisions; new ones go into the first
	// one unless their parent is in another. Recursive looks below them, too.
	Migrations []string
	Recursive  bool
	// Format is how the files are written: one of those that [format.Names] lists.
	Format string
	// Target is the schema that the revisions should lead to.
	Target []inspect.Source
	// Naming says what is called how when the structs of Go leave it open, Go how
	// these are read.
	Naming Naming
	Go     Go

	Files   Files
	Hooks   []Hook
	Version Version
	Compare Compare
	Run     Run
}

// Naming are the names of what Go structs declare.
type Naming struct {
	// Tables is "singular" or "plural".
	Tables string
	// Initialisms are words that snake case keeps together, beyond the usual.
	Initialisms []string
	// The templates for names; empty: the server chooses.
	PrimaryKey, Unique, Index, ForeignKey, Check, Exclusion string
}

// Go says how structs are read.
type Go struct {
	// Comments: what documents structs and fields is their comment in the database.
	// Enums: each type of strings with constants is an enum.
	Comments, Enums bool
	// BuildTags are those that the packages are built with.
	BuildTags []string
}

// Files says how a new revision is written down.
type Files struct {
	// Name is the template of the file's name, without its extension, as
	// [script.Naming] has it.
	Name string
	// ID is how identifiers are made: "time", "random" or "sequential".
	ID string
	// TimeZone is that of dates in names and headers.
	TimeZone *time.Location
	// SlugLength is how many characters of the message a name may hold.
	SlugLength int
	// Template is the file that a new revision begins as; empty: the usual one.
	Template string
}

// Hook is a command that runs after a file was written.
type Hook struct {
	Name string
	// Command is the program and its arguments; "{file}" is the file's path.
	Command []string
	// Dir is where it runs: empty for the working directory.
	Dir string
}

// Version names the table that says where a database is, and the one beside it
// that says how it came there.
type Version struct{ Table, History, Schema string }

// Compare says what counts as a difference.
type Compare struct {
	Filter                    inspect.Filter
	Owners, Privileges, Roles bool
}

// Concerns lists what is compared beyond the usual.
func (c Compare) Concerns() []model.Concern {
	var list []model.Concern
	for concern, asked := range []bool{model.Owners: c.Owners, model.Privileges: c.Privileges, model.Roles: c.Roles} {
		if asked {
			list = append(list, model.Concern(concern))
		}
	}
	return list
}

// Run says how revisions are run.
type Run struct {
	// Transaction is "revision" or "run": how much is done in one transaction.
	Transaction string
	// LockTimeout is how long a statement waits for a lock, LockRetries how often
	// it is tried again, StatementTimeout how long it may take. Zero is no limit.
	LockTimeout, StatementTimeout time.Duration
	LockRetries                   int
	// LockWait is how long to wait for another runner.
	LockWait time.Duration
	// Before are statements for the beginning of every session, After those for
	// the end of a run that ended well.
	Before, After []string
}

// The words that settings may have.
const (
	IDTime       = "time"
	IDRandom     = "random"
	IDSequential = "sequential"

	NamesSingular = "singular"
	NamesPlural   = "plural"

	TransactionRevision = "revision"
	TransactionRun      = "run"
)

// Defaults are the settings of a project that says nothing.
func Defaults() Settings {
	return Settings{
		Migrations: []string{"migrations"},
		Format:     "schemadiff",
		Naming:     Naming{Tables: NamesSingular},
		Files:      Files{Name: "{rev}_{slug}", ID: IDTime, TimeZone: time.UTC, SlugLength: 40},
		Version:    Version{Table: "schemadiff_version", History: "schemadiff_history"},
		Run:        Run{Transaction: TransactionRevision, LockTimeout: 5 * time.Second, LockRetries: 10, LockWait: 10 * time.Minute},
	}
}
