package op

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"reflect"
	"runtime"
	"time"

	"github.com/schemadiff/schemadiff/migrate"
	"github.com/schemadiff/schemadiff/migrate/graph"
	"github.com/schemadiff/schemadiff/migrate/script"
	"github.com/schemadiff/schemadiff/model"
)

// Func is what a revision does in one direction.
type Func func(ctx context.Context, o *Operations) error

// Revision is a revision written in Go. Its fields are what the header of a file
// says.
type Revision struct {
	ID                         string
	Message, Doc               string
	Revises, DependsOn, Labels []string
	Created                    time.Time
	// Version identifies what the revision does, in place of the statements: give
	// it another one when code has changed whose text nobody sees. Empty, it is the
	// statements, and the names and versions of [Code], by which an edited revision
	// is found out.
	Version string
	// NoTransaction: each statement runs outside of a transaction.
	NoTransaction bool
	// RowsOnly: if a function asks the database, it changes rows and nothing of the
	// schema, so that the schema is known without running it.
	RowsOnly bool
	// Irreversible says why the way back doesn't restore what was there.
	Irreversible string
	// Up leads to the revision, Down back; without Down there is no way back.
	// [Back] makes it of Up.
	Up, Down Func
}

var _ migrate.Source = Revision{}

// Program implements [migrate.Source].
func (r Revision) Program(d migrate.Dialect) (migrate.Program, error) {
	p := migrate.Program{Script: script.Script{
		Revision: graph.Revision{ID: r.ID, Revises: r.Revises, DependsOn: r.DependsOn, Labels: r.Labels},
		Message:  r.Message, Doc: r.Doc, Created: r.Created,
	}}
	p.Pos = place(r.Up)
	p.Path = p.Pos.File
	if err := script.CheckID(r.ID); err != nil {
		return p, fmt.Errorf("%s: %w", p.Pos, err)
	}
	if r.Up == nil {
		return p, fmt.Errorf("revision %s has no function Up", r.ID)
	}
	dialect, ok := d.(Dialect)
	if !ok {
		return p, fmt.Errorf("%s: there are no operations for %s", p.Pos, d.Name())
	}
	var errs [2]error
	p.Up, p.UpCode, errs[0] = r.side(dialect, r.Up)
	if p.Down.Missing = r.Down == nil; r.Down != nil {
		p.Down, p.DownCode, errs[1] = r.side(dialect, r.Down)
	}
	p.Down.Irreversible = r.Irreversible
	if p.Checksum = p.Sum(); r.Version != "" {
		sum := sha256.Sum256([]byte("version:" + r.Version))
		p.Checksum = hex.EncodeToString(sum[:])
	}
	return p, errors.Join(errs[:]...)
}

// side records one direction. What asks the database becomes one piece of code.
func (r Revision) side(d Dialect, f Func) (script.Section, []migrate.Piece, error) {
	s := script.Section{NoTransaction: r.NoTransaction, Pos: place(f)}
	o := &Operations{dialect: d, pos: s.Pos}
	err := guard(func() error { return f(context.Background(), o) })
	switch {
	case o.asked && r.NoTransaction:
		return s, nil, fmt.Errorf("%s: revision %s asks the database, and is to run outside of a transaction: nobody could say how far it came; "+
			"ask in a piece of code (op.Code)", o.askedAt, r.ID)
	case o.asked:
		s.Statements = []script.Statement{{Code: codeText("the revision asks the database", r.Version), Pos: o.askedAt, RowsOnly: r.RowsOnly}}
		return s, []migrate.Piece{live(d, f)}, nil
	case err == nil:
		err = o.err
	}
	if err != nil {
		return s, nil, fmt.Errorf("%s: revision %s: %w", o.pos, r.ID, err)
	}
	s.Statements = o.statements
	return s, o.pieces, nil
}

// guard makes an error of a panic.
func guard(f func() error) (err error) {
	defer func() {
		if cause := recover(); cause != nil {
			err = fmt.Errorf("the function panicked: %v", cause)
		}
	}()
	return f()
}

// live runs a function with a database.
func live(d Dialect, f Func) migrate.Piece {
	return func(ctx context.Context, conn migrate.Conn) (int64, error) {
		o := &Operations{dialect: d, ctx: ctx, conn: conn, pos: place(f)}
		if err := f(ctx, o); err != nil {
			return o.changed, err
		}
		return o.changed, o.err
	}
}

// place is where a function is written.
func place(f Func) model.Pos {
	if f == nil {
		return model.Pos{}
	}
	pc := reflect.ValueOf(f).Pointer()
	function := runtime.FuncForPC(pc)
	if function == nil {
		return model.Pos{}
	}
	file, line := function.FileLine(pc)
	return model.Pos{File: shorten(file), Line: line, Column: 1}
}
