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
	"time"

	"modernc.org/sqlite" // it is the driver "sqlite" of database/sql
	sqlite3 "modernc.org/sqlite/lib"

	"github.com/schemadiff/schemadiff/inspect"
)

// Version is the library's version, as it counts itself: 3045001 is 3.45.1.
const Version = sqlite3.SQLITE_VERSION_NUMBER

// Patience is how long a new connection waits for others.
const Patience = 5 * time.Second

// Mode says what may become of a file that is opened.
type Mode string

// The modes.
const (
	// Existing: the file must be there.
	Existing Mode = "rw"
	// Create: the file is made if it is missing.
	Create Mode = "rwc"
)

// Address is what the driver calls the database in a file. Each of its
// connections waits for others, by default.
func Address(path string, mode Mode) string {
	if path == memory {
		return memory
	}
	escaped := strings.NewReplacer("%", "%25", "?", "%3f", "#", "%23").Replace(path)
	return "file:" + escaped + "?mode=" + string(mode) + "&_pragma=busy_timeout(" + strconv.FormatInt(Patience.Milliseconds(), 10) + ")"
}

const memory = ":memory:"

// Conn is one connection to a database file, or to a database in memory.
type Conn struct {
	db   *sql.DB
	conn *sql.Conn
}

var _ inspect.Conn = (*Conn)(nil)

// Memory opens a new empty database in memory.
func Memory(ctx context.Context) (*Conn, error) { return Open(ctx, memory) }

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

// Code returns the library's result code of an error.
func Code(err error) (int, bool) {
	if failed, ok := errors.AsType[*sqlite.Error](err); ok {
		return failed.Code(), true
	}
	return 0, false
}

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
