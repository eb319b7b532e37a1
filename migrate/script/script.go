package script

import (
	"context"
	"time"

	"github.com/schemadiff/schemadiff/migrate/graph"
	"github.com/schemadiff/schemadiff/model"
)

// Script is a revision with what it does: the contents of one file, or of two
// in formats that keep the way back apart.
type Script struct {
	graph.Revision
	// Message says in a line what the revision is for.
	Message string
	// Doc is what else its author wrote at the top of the file, for readers.
	Doc string
	// Created is zero if the file doesn't say.
	Created time.Time
	// Path is the file's, as messages name it; DownPath is that of the way back if
	// it has a file of its own.
	Path, DownPath string
	// Up leads from what the revision revises to the revision, Down leads back.
	Up, Down Section
	// Repeatable: the file stands for no step but for something that its tool makes
	// again whenever the text changes, after all steps. Only other formats have
	// that, and only their tools can run it.
	Repeatable bool
	// Squashes lists the revisions that this one stands for, oldest first, the one
	// whose ID it has among them.
	Squashes []Squashed
	// Checksum identifies the text that would run: it changes with every character
	// of a statement, and not with the header or the comments outside statements.
	Checksum string
}

// Squashed is a revision that another one stands for.
type Squashed struct{ ID, Checksum string }

// Node returns the revision as the graph takes it, with those that a squash made it
// of.
func (s *Script) Node() graph.Revision {
	r := s.Revision
	for _, squashed := range s.Squashes {
		r.StandsFor = append(r.StandsFor, squashed.ID)
	}
	return r
}

// Text returns the SQL, or a comment that names the code in place of it.
func (s *Statement) Text() string {
	if s.Code != "" {
		return "-- Go: " + OneLine(s.Code)
	}
	return s.SQL
}

// Section is one direction of a script.
type Section struct {
	Statements []Statement
	// NoTransaction: no statement of the section may run in a transaction.
	NoTransaction bool
	// Irreversible says why this way back does not restore what was there; it is
	// refused unless forced. Empty: it does.
	Irreversible string
	// Missing: the file has no such section, so that there is no way.
	Missing bool
	// Tail is what comments say below the last statement, a line each.
	Tail []string
	Pos  model.Pos
}

// Statement is one statement of a section.
type Statement struct {
	// SQL is the text without its semicolon, sub-string of the file.
	SQL string
	// Code names a piece of a program that runs in place of SQL, which is empty
	// then. Only revisions written in Go have that.
	Code string
	// Given returns what the code does to a database that has a schema, as SQL; nil if
	// only running it tells.
	Given func(context.Context, model.Schema) ([]string, error)
	// Again: the code may run a second time without harm.
	Again bool
	// Comment is what stands above the statement, its lines without the marks:
	// locks and hazards in a file that was generated.
	Comment []string
	// NoTransaction: the statement must run outside a transaction.
	NoTransaction bool
	// NewTransaction: what stands before is committed first. Else neighbours that
	// may run in a transaction run in the same one.
	NewTransaction bool
	// RowsOnly: the statement changes rows and nothing of the schema, so that who
	// wants to know the schema may pass it over: a block of code, say.
	RowsOnly bool
	// Repeat: the statement is repeated, each time in a transaction of its own,
	// until it changes no more rows. Pause is the time between two of them.
	Repeat bool
	Pause  time.Duration
	// Irreversible says that the way back can't undo the statement, and why.
	Irreversible string
	// Copy: the statement is a COPY … FROM stdin. Data is what follows it, without
	// the line of its end.
	Copy bool
	Data string
	Pos  model.Pos
}
