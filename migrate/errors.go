package migrate

import (
	"errors"
	"fmt"
	"strings"

	"github.com/schemadiff/schemadiff/migrate/graph"
	"github.com/schemadiff/schemadiff/migrate/script"
	"github.com/schemadiff/schemadiff/model"
)

// StatementError says which statement of which revision the database refused.
type StatementError struct {
	Revision  string
	Direction graph.Direction
	// Number counts the statements of the section from 1.
	Number, Statements int
	// Pos is the place in the file that the server pointed at, or the statement's.
	Pos model.Pos
	SQL string
	// Code: the revision is written in Go, and Pos is where the operation is.
	Code bool
	// Advice says what to do.
	Advice string
	Err    error
}

// Error returns the place, the server's message and what it said beside that.
func (e *StatementError) Error() string {
	var b strings.Builder
	if e.Pos.File != "" {
		b.WriteString(e.Pos.String() + ": ")
	}
	var server *ServerError
	var code *codeError
	if errors.As(e.Err, &code) {
		b.WriteString("running the code of statement " + fmt.Sprint(e.Number) + ": " + e.Err.Error())
		return b.String()
	}
	if !errors.As(e.Err, &server) {
		b.WriteString("running statement " + fmt.Sprint(e.Number) + ": " + e.Err.Error())
		return b.String()
	}
	b.WriteString(server.Error())
	for _, part := range []struct{ name, text string }{{"detail", server.Detail}, {"context", server.Where}} {
		if part.text != "" {
			b.WriteString("\n" + part.name + ": " + part.text)
		}
	}
	if e.Code {
		b.WriteString("\nstatement: " + e.SQL)
	}
	return b.String()
}

// Hint says what to do: ours, or the server's advice.
func (e *StatementError) Hint() string {
	var server *ServerError
	if e.Advice == "" && errors.As(e.Err, &server) {
		return server.Hint
	}
	return e.Advice
}

// Unwrap returns the error of the connection.
func (e *StatementError) Unwrap() error { return e.Err }

// statementError locates an error of a statement.
func (r *runner) statementError(a *action, index int, err error) error {
	statement := &a.section.Statements[index]
	failed := &StatementError{
		Revision: a.script.ID, Direction: a.step.Direction, Number: index + 1, Statements: len(a.section.Statements),
		Pos: statement.Pos, SQL: statement.Text(), Code: a.pieces != nil, Err: err,
	}
	var server *ServerError
	if errors.As(err, &server) {
		if a.pieces == nil {
			failed.Pos = within(statement, server.Position)
		}
		failed.Advice = r.m.dialect.Advice(server)
	}
	return failed
}

// within moves the position of a statement to a character of its text, which the
// server counts from 1.
func within(s *script.Statement, position int) model.Pos {
	pos := s.Pos
	if pos.IsZero() || position < 1 {
		return pos
	}
	for _, c := range s.SQL {
		if position--; position == 0 {
			break
		}
		if c == '\n' {
			pos.Line++
			pos.Column = 0
		}
		pos.Column++
	}
	return pos
}

// RunError says how far a run came that failed.
type RunError struct {
	Direction graph.Direction
	// Revision is the one that failed, "" if it was none.
	Revision string
	// Committed lists the revisions of this run that are done for good.
	Committed []string
	// Left says what is in the database of the revision that failed.
	Left string
	// Lost: the connection was lost.
	Lost bool
	Err  error
	next string
}

// Error returns the cause, and what is in the database now.
func (e *RunError) Error() string {
	text := e.Err.Error()
	if e.Left != "" {
		text += "\n" + e.Left
	}
	if len(e.Committed) > 0 {
		text += "\n" + e.Before()
	}
	return text
}

// shown is how many revisions a message names.
const shown = 5

// Before says what was committed before, "" if it is nothing.
func (e *RunError) Before() string {
	switch n := len(e.Committed); {
	case n == 0:
		return ""
	case n > shown:
		return fmt.Sprintf("committed before: %d revisions, the last of them %s", n, e.Committed[n-1])
	}
	return "committed before: " + strings.Join(e.Committed, ", ")
}

// Hint says what to do.
func (e *RunError) Hint() string {
	var hinted interface{ Hint() string }
	if errors.As(e.Err, &hinted) && hinted.Hint() != "" {
		return hinted.Hint()
	}
	return e.next
}

// Unwrap returns the cause.
func (e *RunError) Unwrap() error { return e.Err }

// refusal is an error about a run that doesn't begin, with what to do.
type refusal struct {
	text, hint string
	kind       error
}

func (e *refusal) Error() string { return e.text }

// Hint says what to do.
func (e *refusal) Hint() string { return e.hint }

// Unwrap says of which kind the refusal is.
func (e *refusal) Unwrap() error { return e.kind }

// The kinds of refusals, for [errors.Is].
var (
	// ErrEdited: the file of an applied revision was edited.
	ErrEdited = errors.New("an applied revision was edited")
	// ErrIrreversible: the way back doesn't restore what was there.
	ErrIrreversible = errors.New("the way back is irreversible")
	// ErrMissing: the file has no section for the direction.
	ErrMissing = errors.New("the section is missing")
	// ErrInterrupted: a revision is half applied.
	ErrInterrupted = errors.New("a revision is half applied")
	// ErrInDoubt: nobody knows whether a statement of a revision ran.
	ErrInDoubt = errors.New("a statement is in doubt")
	// ErrNotHeld: the session doesn't have the lock any more that it took.
	ErrNotHeld = errors.New("the session doesn't have the lock any more")
	// ErrCode: a revision is Go code, and no script can be written of it.
	ErrCode = errors.New("a revision is Go code")
	// ErrLocked: another runner has the lock, and didn't give it back in time.
	ErrLocked = errors.New("another runner has the lock")
)

func refuse(kind error, hint, format string, args ...any) error {
	return &refusal{text: fmt.Sprintf(format, args...), hint: hint, kind: kind}
}
