package op

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/schemadiff/schemadiff/migrate"
	"github.com/schemadiff/schemadiff/migrate/script"
)

// Operation is something that a revision does. Those of this package are
// written by the [Dialect]; a type of one's own returns its statements itself,
// or those of other operations ([Statements]).
type Operation interface {
	// Statements returns what the operation runs. It must depend on nothing but the
	// operation.
	Statements(d Dialect) ([]script.Statement, error)
}

// Reversible is an operation that knows what takes it back.
type Reversible interface {
	Operation
	// Reverse returns the operation that takes this one back, or says why there is
	// none.
	Reverse() (Operation, error)
}

// Reverse returns what takes an operation back.
func Reverse(operation Operation) (Operation, error) {
	r, ok := operation.(Reversible)
	if !ok {
		return nil, fmt.Errorf("%s: it has no reverse", name(operation))
	}
	reverse, err := r.Reverse()
	if err != nil {
		return nil, fmt.Errorf("%s: it has no reverse: %w", name(operation), err)
	}
	return reverse, nil
}

// Statements returns the statements of several operations, for those that are
// made of others. Code has no place there.
func Statements(d Dialect, operations ...Operation) ([]script.Statement, error) {
	var list []script.Statement
	for _, operation := range operations {
		if _, ok := operation.(coded); ok {
			return nil, fmt.Errorf("%s: code can't be a part of another operation", name(operation))
		}
		statements, err := operation.Statements(d)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", name(operation), err)
		}
		list = append(list, statements...)
	}
	return list, nil
}

// SQL returns statements that are written in SQL already, for operations of
// one's own.
func SQL(texts ...string) []script.Statement {
	list := make([]script.Statement, len(texts))
	for i, text := range texts {
		list[i].SQL = text
	}
	return list
}

// name is how messages call an operation.
func name(operation Operation) string { return strings.TrimPrefix(fmt.Sprintf("%T", operation), "*") }

// Dialect is what differs between products. The migrate.Dialect of a product
// that has operations implements it.
type Dialect interface {
	migrate.Dialect
	// Operation writes an operation of this package.
	Operation(operation Operation) ([]script.Statement, error)
	// Constant writes a value as SQL.
	Constant(value any) (string, error)
	// Has says whether the database has something.
	Has(ctx context.Context, conn migrate.Conn, t Thing) (bool, error)
}

// Thing is something that a database has or hasn't.
type Thing struct {
	Kind ThingKind
	// Schema is empty where the search path finds it.
	Schema string
	// Table is that of a column, a constraint, a trigger.
	Table, Name string
}

// ThingKind is what a [Thing] is.
type ThingKind string

// The kinds of things.
const (
	Schema          ThingKind = "schema"
	Table           ThingKind = "table"
	TableColumn     ThingKind = "column"
	Index           ThingKind = "index"
	TableConstraint ThingKind = "constraint"
	Sequence        ThingKind = "sequence"
	Type            ThingKind = "type"
	Routine         ThingKind = "function"
	TableTrigger    ThingKind = "trigger"
	Extension       ThingKind = "extension"
)

// Code is a piece of Go that runs at its turn, in the transaction where there is
// one. It may ask the database, and do operations that run at once.
type Code struct {
	// Name says what it does, for history and messages.
	Name string
	// Version is part of what the revision is known by; give it another one when the
	// code has changed.
	Version string
	Run     Func
	// Back is the reverse, nil if there is none.
	Back Func
	// RowsOnly: it changes rows and nothing of the schema.
	RowsOnly bool
	// NoTransaction: it runs outside of a transaction. If it is cut off, a person
	// must say what became of it.
	NoTransaction bool
}

// RepeatCode is a piece of Go that is repeated, each time in a transaction of its
// own, until it changes no more rows. It changes rows only.
type RepeatCode struct {
	Name, Version string
	// Run returns how many rows it changed.
	Run func(ctx context.Context, o *Operations) (int64, error)
	// Pause is the time between two rounds.
	Pause time.Duration
}

// coded is an operation that is code.
type coded interface {
	piece(d Dialect) migrate.Piece
}

var (
	_ coded      = Code{}
	_ Reversible = Code{}
	_ coded      = RepeatCode{}
)

var errNoCode = errors.New("it needs a name, and a function to run")

// Statements implements [Operation].
func (c Code) Statements(Dialect) ([]script.Statement, error) {
	if c.Name == "" || c.Run == nil {
		return nil, errNoCode
	}
	return []script.Statement{{Code: codeText(c.Name, c.Version), RowsOnly: c.RowsOnly, NoTransaction: c.NoTransaction}}, nil
}

// Reverse implements [Reversible].
func (c Code) Reverse() (Operation, error) {
	if c.Back == nil {
		return nil, errors.New("it has no function Back")
	}
	c.Name, c.Run, c.Back = "back: "+c.Name, c.Back, c.Run
	return c, nil
}

func (c Code) piece(d Dialect) migrate.Piece { return live(d, c.Run) }

// Statements implements [Operation].
func (c RepeatCode) Statements(Dialect) ([]script.Statement, error) {
	if c.Name == "" || c.Run == nil {
		return nil, errNoCode
	}
	return []script.Statement{{Code: codeText(c.Name, c.Version), RowsOnly: true, Repeat: true, Pause: c.Pause}}, nil
}

func (c RepeatCode) piece(d Dialect) migrate.Piece {
	return func(ctx context.Context, conn migrate.Conn) (int64, error) {
		o := &Operations{dialect: d, ctx: ctx, conn: conn}
		changed, err := c.Run(ctx, o)
		if err == nil {
			err = o.err
		}
		return changed, err
	}
}

func codeText(name, version string) string {
	if version != "" {
		name += ", version " + version
	}
	return name
}

// Ask asks the database about the thing: a dialect's question has one answer, true or
// false.
func (t Thing) Ask(ctx context.Context, conn migrate.Conn, question string, args ...any) (answer bool, err error) {
	rows, err := conn.Query(ctx, question, args...)
	if err != nil {
		return false, fmt.Errorf("asking the database for a %s: %w", t.Kind, err)
	}
	defer rows.Close()
	for rows.Next() {
		if err := rows.Scan(&answer); err != nil {
			return false, err
		}
	}
	return answer, rows.Err()
}
