package migrate

import (
	"context"
	"errors"
	"fmt"
	"io"
)

// Target is a database that revisions run against: how to connect to it, and
// the facts of its product. pgxmigrate and sqlmigrate make targets.
type Target interface {
	// Connect returns a connection that nobody else uses until it is closed.
	Connect(ctx context.Context) (Conn, error)
	// Dialect returns the facts of the database's product.
	Dialect() Dialect
}

// Reader is a target that can be looked at without being made: a database in a
// file may not be there yet.
type Reader interface {
	// ConnectToRead is Connect for those who change nothing.
	ConnectToRead(ctx context.Context) (Conn, error)
}

// Conn is one pinned connection. Transactions are begun and ended by SQL text.
//
// An error that the server reported is, or wraps, a [*ServerError]; every other
// error means that the connection may be gone, unless it is
// [errors.ErrUnsupported]. A statement that is cancelled by its context may
// close the connection.
type Conn interface {
	// Exec runs a statement and returns how many rows it changed. Without
	// arguments the text goes to the server as it is.
	Exec(ctx context.Context, sql string, args ...any) (int64, error)
	// Query runs a query. Its rows must be closed.
	Query(ctx context.Context, sql string, args ...any) (Rows, error)
	// Close ends the connection together with all that its session held and
	// set: locks, settings, temporary tables. It goes back to no pool.
	Close(ctx context.Context) error
}

// Copier is a connection that can feed a COPY … FROM stdin.
type Copier interface {
	// CopyFrom runs the statement, sends it the data, and returns the number of
	// rows.
	CopyFrom(ctx context.Context, sql string, data io.Reader) (int64, error)
}

// Rows is the result of a query.
type Rows interface {
	Next() bool
	Scan(dest ...any) error
	Err() error
	Close()
}

// ServerError is an error that the server reported.
type ServerError struct {
	// Code is the SQLSTATE, or what the product calls the error.
	Code string
	// Number is the product's own number of the error, 0 if it has none.
	Number                       int
	Message, Detail, Hint, Where string
	// Position counts characters of the statement from 1; 0 is unknown.
	Position int
	// Err is the driver's error.
	Err error
}

// Error returns the message with its code.
func (e *ServerError) Error() string {
	switch {
	case e.Number > 0:
		return fmt.Sprintf("%s (error %d, SQLSTATE %s)", e.Message, e.Number, e.Code)
	case len(e.Code) == sqlState:
		return e.Message + " (SQLSTATE " + e.Code + ")"
	}
	return e.Message + " (" + e.Code + ")"
}

// sqlState is the length of an SQLSTATE.
const sqlState = 5

// Unwrap returns the driver's error.
func (e *ServerError) Unwrap() error { return e.Err }

// ErrNoRow says that a query for one row returned none.
var ErrNoRow = errors.New("the query returned no row")

// QueryRow scans the first row of a query's result, and reads the rest of it,
// where an error may come last. It returns [ErrNoRow] if there is none.
func QueryRow(ctx context.Context, conn Conn, sql string, dest ...any) error {
	rows, err := conn.Query(ctx, sql)
	if err != nil {
		return err
	}
	defer rows.Close()
	if !rows.Next() {
		if err := rows.Err(); err != nil {
			return err
		}
		return ErrNoRow
	}
	if err := rows.Scan(dest...); err != nil {
		return err
	}
	for rows.Next() {
	}
	return rows.Err()
}

// collect reads a whole result.
func collect[T any](ctx context.Context, conn Conn, sql string, scan func(Rows) (T, error)) (list []T, err error) {
	rows, err := conn.Query(ctx, sql)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		value, err := scan(rows)
		if err != nil {
			return nil, err
		}
		list = append(list, value)
	}
	return list, rows.Err()
}
