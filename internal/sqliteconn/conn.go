// Package sqliteconn connects what reads SQLite databases with the driver. The
// driver is the library itself, translated to Go, so that the program needs
// neither a C compiler nor a library on the user's machine.
package sqliteconn

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"modernc.org/sqlite" // it is the driver "sqlite" of database/sql

	"github.com/schemadiff/schemadiff/inspect"
)

// Conn is one connection to a database file, or to a database in memory.
type Conn struct {
	db   *sql.DB
	conn *sql.Conn
}

var _ inspect.Conn = (*Conn)(nil)

// Memory opens a new empty database in memory.
func Memory(ctx context.Context) (*Conn, error) { return Open(ctx, ":memory:") }

// Open opens a database by its path or its file: URI.
func Open(ctx context.Context, path string) (*Conn, error) {
	db, err := sql.Open("sqlite", path)
	if err != nil {
		return nil, fmt.Errorf("opening %s: %w", path, err)
	}
	conn, err := db.Conn(ctx)
	if err != nil {
		return nil, fmt.Errorf("opening %s: %w", path, errors.Join(err, db.Close()))
	}
	return &Conn{db: db, conn: conn}, nil
}

// Close closes the connection; a database in memory is gone then.
func (c *Conn) Close() error { return errors.Join(c.conn.Close(), c.db.Close()) }

// Exec runs statements, separated by semicolons.
func (c *Conn) Exec(ctx context.Context, text string) error {
	_, err := c.conn.ExecContext(ctx, text)
	return plain(err)
}

// Error is an error of the library with its own message alone: the driver puts
// the meaning of the code before it and the code behind it.
type Error struct{ err *sqlite.Error }

// Error implements error.
func (e *Error) Error() string {
	text := strings.TrimSuffix(e.err.Error(), " ("+strconv.Itoa(e.err.Code())+")")
	return strings.TrimPrefix(text, "SQL logic error: ")
}

// Unwrap returns the driver's error.
func (e *Error) Unwrap() error { return e.err }

func plain(err error) error {
	if failed, ok := errors.AsType[*sqlite.Error](err); ok {
		return &Error{failed}
	}
	return err
}

// Batch runs the queries one after the other.
func (c *Conn) Batch(ctx context.Context, queries []inspect.Query, each func(i int, rows inspect.Rows) error) error {
	for i, q := range queries {
		if err := c.query(ctx, q, func(rows inspect.Rows) error { return each(i, rows) }); err != nil {
			return err
		}
	}
	return nil
}

func (c *Conn) query(ctx context.Context, q inspect.Query, each func(inspect.Rows) error) (err error) {
	rows, err := c.conn.QueryContext(ctx, q.SQL, q.Args...)
	if err != nil {
		return plain(err)
	}
	defer func() { err = plain(errors.Join(err, rows.Close())) }()
	if err := each(rows); err != nil {
		return err
	}
	return rows.Err()
}
