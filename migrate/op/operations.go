package op

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"github.com/schemadiff/schemadiff/migrate"
	"github.com/schemadiff/schemadiff/migrate/script"
	"github.com/schemadiff/schemadiff/model"
)

// Operations is what the functions of a revision work with. The first error
// ends it: what follows does nothing and returns that error, and the revision
// fails with it.
type Operations struct {
	dialect Dialect
	pos     model.Pos
	err     error

	// Without a database: what is recorded, and whether the database was asked.
	statements []script.Statement
	pieces     []migrate.Piece
	done       []Operation
	split      bool // the next statement begins a new transaction
	asked      bool
	askedAt    model.Pos

	// With a database.
	ctx     context.Context
	conn    migrate.Conn
	changed int64
}

// ErrNoDatabase is what a question gets when the statements of a revision are
// recorded. The function returns it; it is called again with a database.
var ErrNoDatabase = errors.New("there is no database to ask; the function must return this error, and is called again with one")

// Do does operations, one after the other.
func (o *Operations) Do(operations ...Operation) error {
	at := caller(2)
	for _, operation := range operations {
		if o.err == nil {
			o.pos = at
			o.err = o.do(operation)
		}
	}
	return o.err
}

func (o *Operations) do(operation Operation) error {
	switch operation.(type) {
	case nil:
		return errors.New("there is no operation")
	case NewTransaction:
		if o.conn != nil {
			return errors.New("a revision that asks the database, and a piece of code, runs in one transaction")
		}
		o.split = true
		return nil
	}
	record := &recorder{Dialect: o.dialect, now: o.conn != nil}
	statements, err := operation.Statements(record)
	if err != nil {
		return fmt.Errorf("%s: %w", name(operation), err)
	}
	o.done = append(o.done, operation)
	for i := range statements {
		s := statements[i]
		s.Pos = o.pos
		s.NewTransaction, o.split = s.NewTransaction || o.split, false
		piece := record.pieces[s.Code]
		if coded, ok := operation.(coded); ok {
			piece = coded.piece(o.dialect)
		}
		if o.conn != nil {
			if err := o.run(&s, piece); err != nil {
				return err
			}
			continue
		}
		o.statements, o.pieces = append(o.statements, s), append(o.pieces, piece)
	}
	return nil
}

// run runs a statement at once, as a part of the transaction.
func (o *Operations) run(s *script.Statement, piece migrate.Piece) error {
	switch {
	case s.Repeat:
		return errors.New("batches are committed one by one, and a revision that asks the database runs in one transaction; make another revision of it, or ask in op.Code")
	case s.NoTransaction && !o.dialect.Atomic(s.SQL):
		return fmt.Errorf("it doesn't run in a transaction, and a revision that asks the database does; make another revision of it, or ask in op.Code: %s", s.Text())
	}
	var changed int64
	var err error
	if piece != nil {
		changed, err = piece(o.ctx, o.conn)
	} else if changed, err = o.conn.Exec(o.ctx, s.SQL); err != nil {
		err = fmt.Errorf("%s: %w\nstatement: %s", o.pos, err, s.SQL)
	}
	o.changed += changed
	return err
}

// Undo does the reverses of operations, the last one first.
func (o *Operations) Undo(operations ...Operation) error {
	if o.err != nil {
		return o.err
	}
	o.pos = caller(2)
	for _, operation := range slices.Backward(operations) {
		reverse, err := Reverse(operation)
		if err == nil {
			err = o.do(reverse)
		}
		if err != nil {
			o.err = err
			return err
		}
	}
	return nil
}

// Back is the way back of a way up: the reverses of its operations, the last one
// first. The way up must not ask the database.
func Back(up Func) Func {
	return func(ctx context.Context, o *Operations) error {
		record := &Operations{dialect: o.dialect, pos: o.pos}
		err := up(ctx, record)
		switch {
		case record.asked:
			return errors.New("the way back can't be made of a way up that asks the database")
		case err == nil:
			err = record.err
		}
		if err != nil {
			return err
		}
		return o.Undo(record.done...)
	}
}

// Dialect returns the facts of the product, for operations of one's own.
func (o *Operations) Dialect() Dialect { return o.dialect }

// ask says whether there is a database to ask.
func (o *Operations) ask() error {
	if o.err != nil {
		return o.err
	}
	if o.conn == nil {
		if !o.asked {
			o.asked, o.askedAt = true, caller(3)
		}
		return ErrNoDatabase
	}
	return nil
}

// Has says whether the database has something.
func (o *Operations) Has(t Thing) (bool, error) {
	if err := o.ask(); err != nil {
		return false, err
	}
	return o.dialect.Has(o.ctx, o.conn, t)
}

// HasTable says whether there is a table, or a view, of the name. An empty
// schema means that the search path finds it.
func (o *Operations) HasTable(schema, table string) (bool, error) {
	if err := o.ask(); err != nil {
		return false, err
	}
	return o.Has(Thing{Kind: Table, Schema: schema, Name: table})
}

// HasColumn says whether a table has a column.
func (o *Operations) HasColumn(schema, table, column string) (bool, error) {
	if err := o.ask(); err != nil {
		return false, err
	}
	return o.Has(Thing{Kind: TableColumn, Schema: schema, Table: table, Name: column})
}

// HasIndex says whether there is an index of the name.
func (o *Operations) HasIndex(schema, index string) (bool, error) {
	if err := o.ask(); err != nil {
		return false, err
	}
	return o.Has(Thing{Kind: Index, Schema: schema, Name: index})
}

// HasConstraint says whether a table has a constraint.
func (o *Operations) HasConstraint(schema, table, constraint string) (bool, error) {
	if err := o.ask(); err != nil {
		return false, err
	}
	return o.Has(Thing{Kind: TableConstraint, Schema: schema, Table: table, Name: constraint})
}

// Query asks the database. The rows must be closed.
func (o *Operations) Query(sql string, args ...any) (migrate.Rows, error) {
	if err := o.ask(); err != nil {
		return nil, err
	}
	return o.conn.Query(o.ctx, sql, args...)
}

// Exec runs a statement at once and returns how many rows it changed. Where that
// doesn't matter, [Execute] needs no database.
func (o *Operations) Exec(sql string, args ...any) (int64, error) {
	if err := o.ask(); err != nil {
		return 0, err
	}
	changed, err := o.conn.Exec(o.ctx, sql, args...)
	o.changed += changed
	return changed, err
}

// Conn returns the connection, for what this package hasn't: pgxmigrate.Driver
// and sqlmigrate.Driver return the driver's below it.
func (o *Operations) Conn() (migrate.Conn, error) {
	if err := o.ask(); err != nil {
		return nil, err
	}
	return o.conn, nil
}

// Values asks the database for the values of a query's only column.
func Values[T any](o *Operations, sql string, args ...any) (values []T, err error) {
	if err := o.ask(); err != nil {
		return nil, err
	}
	rows, err := o.conn.Query(o.ctx, sql, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var value T
		if err := rows.Scan(&value); err != nil {
			return nil, err
		}
		values = append(values, value)
	}
	return values, rows.Err()
}

// Value asks the database for a query's only value.
func Value[T any](o *Operations, sql string, args ...any) (value T, err error) {
	if err := o.ask(); err != nil {
		return value, err
	}
	values, err := Values[T](o, sql, args...)
	if err == nil && len(values) != 1 {
		err = fmt.Errorf("asking for one value: there are %d rows", len(values))
	}
	if err != nil {
		return value, err
	}
	return values[0], nil
}

// caller is the place of a call.
func caller(skip int) model.Pos {
	_, file, line, ok := runtime.Caller(skip)
	if !ok {
		return model.Pos{}
	}
	return model.Pos{File: shorten(file), Line: line, Column: 1}
}

// shorten makes the name of a file relative to the working directory, if it is
// there.
func shorten(file string) string {
	wd, err := os.Getwd()
	if err != nil {
		return file
	}
	short, err := filepath.Rel(wd, filepath.FromSlash(file))
	if err != nil || strings.HasPrefix(short, "..") {
		return file
	}
	return filepath.ToSlash(short)
}
