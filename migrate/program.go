package migrate

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/schemadiff/schemadiff/migrate/graph"
	"github.com/schemadiff/schemadiff/migrate/script"
)

// Source is a revision that is written in Go. The package op makes them.
type Source interface {
	// Program returns what the revision is and does on a product.
	Program(d Dialect) (Program, error)
}

// Program is a revision written in Go as the runner sees it: the same as that of
// a file, with statements some of which may be code.
type Program struct {
	script.Script
	// UpCode and DownCode have an entry for each statement of the section; it is
	// nil where the statement is SQL.
	UpCode, DownCode []Piece
}

// Piece is code that runs in place of a statement. In a transaction it runs as
// part of it. It returns how many rows it changed; one that is repeated is over
// when that is none.
type Piece func(ctx context.Context, conn Conn) (changed int64, err error)

func (p *Program) pieces(direction graph.Direction) []Piece {
	if direction == graph.Down {
		return p.DownCode
	}
	return p.UpCode
}

// hasCode says whether some of what runs is code, which may set anything.
func (a *action) hasCode() bool {
	return slices.ContainsFunc(a.pieces, func(p Piece) bool { return p != nil })
}

// Programs makes programs of revisions. Its error has all mistakes of all of
// them.
func Programs(d Dialect, revisions ...Source) ([]Program, error) {
	var list []Program
	var errs []error
	for _, r := range revisions {
		program, err := r.Program(d)
		if err == nil {
			err = program.check()
		}
		if err != nil {
			errs = append(errs, err)
			continue
		}
		list = append(list, program)
	}
	return list, errors.Join(errs...)
}

// check finds statements without their code.
func (p *Program) check() error {
	for _, side := range []struct {
		section *script.Section
		pieces  []Piece
	}{{&p.Up, p.UpCode}, {&p.Down, p.DownCode}} {
		if len(side.pieces) != len(side.section.Statements) {
			return fmt.Errorf("%s: revision %s has %d statements and %d pieces", p.Path, p.ID, len(side.section.Statements), len(side.pieces))
		}
		for i, piece := range side.pieces {
			if s := &side.section.Statements[i]; (piece == nil) != (s.Code == "") {
				return fmt.Errorf("%s: statement %d of revision %s must be SQL or code, and not both", s.Pos, i+1, p.ID)
			}
		}
	}
	return nil
}

// piece runs the code of a statement.
func (r *runner) piece(ctx context.Context, a *action, index int) (int64, error) {
	conn := &lent{Conn: r.conn, dialect: r.m.dialect}
	changed, err := call(ctx, a.pieces[index], conn)
	switch {
	case conn.lost != nil && r.gone(ctx):
		// Even if the code makes nothing of it.
		return 0, conn.lost
	case err != nil:
		return 0, &codeError{err}
	}
	return changed, ctx.Err()
}

// gone says whether the connection doesn't answer any more. Drivers have errors
// of their own, too.
func (r *runner) gone(ctx context.Context) bool {
	_, err := r.conn.Exec(ctx, "SELECT 1")
	return err != nil && r.classify(err) == Lost
}

// call makes an error of a panic, so that the run ends in good order.
func call(ctx context.Context, piece Piece, conn Conn) (changed int64, err error) {
	defer func() {
		if cause := recover(); cause != nil {
			err = fmt.Errorf("the revision's code panicked: %v", cause)
		}
	}()
	return piece(ctx, conn)
}

// codeError is the error of a piece of code. It says nothing about the
// connection.
type codeError struct{ err error }

func (e *codeError) Error() string { return e.err.Error() }

func (e *codeError) Unwrap() error { return e.err }

// lent is the connection of a run in the hands of a revision's code.
type lent struct {
	Conn
	dialect Dialect
	lost    error
}

// Exec refuses what would end the runner's transaction.
func (c *lent) Exec(ctx context.Context, sql string, args ...any) (int64, error) {
	if reason := c.dialect.Refuses(sql); reason != "" {
		return 0, errors.New(reason)
	}
	changed, err := c.Conn.Exec(ctx, sql, args...)
	return changed, c.watch(err)
}

// Query refuses the same.
func (c *lent) Query(ctx context.Context, sql string, args ...any) (Rows, error) {
	if reason := c.dialect.Refuses(sql); reason != "" {
		return nil, errors.New(reason)
	}
	rows, err := c.Conn.Query(ctx, sql, args...)
	return rows, c.watch(err)
}

// Close refuses: the connection is the runner's.
func (c *lent) Close(context.Context) error { return errLent }

var errLent = errors.New("the connection is the runner's, and isn't closed by a revision")

// watch remembers an error that the server didn't report.
func (c *lent) watch(err error) error {
	var server *ServerError
	switch {
	case err == nil, errors.Is(err, errors.ErrUnsupported):
	case !errors.As(err, &server), c.dialect.Classify(server) == Lost:
		c.lost = err
	}
	return err
}

// Unwrap returns the connection of the run, for the adapters.
func (c *lent) Unwrap() Conn { return c.Conn }

// withoutCode refuses to write code into a script.
func withoutCode(actions []*action) error {
	var errs []error
	for _, a := range actions {
		for i := range a.statements() {
			if s := &a.statements()[i]; s.Code != "" {
				errs = append(errs, refuse(ErrCode, "run it on the database; or give the revision operations that don't depend on what is there",
					"%s: the %s of revision %s can't be written as a script: %s", s.Pos, a.step.Direction, a.name(), s.Code))
			}
		}
	}
	return errors.Join(errs...)
}
