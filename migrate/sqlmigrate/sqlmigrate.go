// Package sqlmigrate connects the runner of revisions to a database through
// database/sql, with whatever driver the program has: for PostgreSQL that of
// pgx (github.com/jackc/pgx/v5/stdlib) or lib/pq, for MySQL and MariaDB that of
// github.com/go-sql-driver/mysql, for SQLite modernc.org/sqlite or
// github.com/mattn/go-sqlite3.
//
// The runner takes a connection out of the pool for as long as it runs, and
// closes it then, so that nothing that a revision set is left for others.
// database/sql can't send the data of a COPY … FROM stdin: a revision that has
// some is refused before anything runs. pgxmigrate can.
package sqlmigrate

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"

	mysqlrunner "github.com/schemadiff/schemadiff/dialects/mysql/runner"
	"github.com/schemadiff/schemadiff/dialects/postgres/runner"
	sqlite "github.com/schemadiff/schemadiff/dialects/sqlite/runner"
	"github.com/schemadiff/schemadiff/migrate"
)

// Postgres is the PostgreSQL database that a handle is connected to.
func Postgres(db *sql.DB) migrate.Target { return target{db, runner.Dialect{}, failure} }

// SQLite is the SQLite database that a handle opens. It must not be one in
// memory, unless all connections share it: each run takes a connection of its own.
func SQLite(db *sql.DB) migrate.Target { return target{db, sqlite.Dialect{}, sqliteFailure} }

// MySQL is the MySQL or MariaDB database that a handle is connected to. Its data
// source name has clientFoundRows=true and parseTime=true, and no loc: the runner
// counts the rows that its statements find.
func MySQL(db *sql.DB) migrate.Target { return target{db, mysqlrunner.Dialect{}, failure} }

type target struct {
	db      *sql.DB
	dialect migrate.Dialect
	// failure takes the server's report out of a driver's error.
	failure func(error) error
}

func (t target) Connect(ctx context.Context) (migrate.Conn, error) {
	pinned, err := t.db.Conn(ctx)
	if err != nil {
		return nil, t.failure(err)
	}
	return &conn{pinned, t.failure}, nil
}

func (t target) Dialect() migrate.Dialect { return t.dialect }

// conn is one connection.
type conn struct {
	conn    *sql.Conn
	failure func(error) error
}

var _ migrate.Conn = (*conn)(nil)

// Exec implements [migrate.Conn].
func (c *conn) Exec(ctx context.Context, query string, args ...any) (int64, error) {
	result, err := c.conn.ExecContext(ctx, query, args...)
	if err != nil {
		return 0, c.failure(err)
	}
	changed, err := result.RowsAffected()
	return changed, c.failure(err)
}

// Query implements [migrate.Conn].
func (c *conn) Query(ctx context.Context, query string, args ...any) (migrate.Rows, error) {
	found, err := c.conn.QueryContext(ctx, query, args...) //nolint:rowserrcheck // the caller's part
	if err != nil {
		return nil, c.failure(err)
	}
	return rows{found, c.failure}, nil
}

// Close implements [migrate.Conn]: a connection that the driver calls bad
// doesn't go back to the pool.
func (c *conn) Close(context.Context) error {
	err := c.conn.Raw(func(any) error { return driver.ErrBadConn })
	if errors.Is(err, driver.ErrBadConn) {
		err = nil
	}
	if closeErr := c.conn.Close(); err == nil && !errors.Is(closeErr, sql.ErrConnDone) {
		err = closeErr
	}
	if errors.Is(err, sql.ErrConnDone) {
		return nil // it was lost before
	}
	return err
}

// Driver returns the connection of database/sql below one that a hook got, for
// what the runner's interface doesn't have.
func Driver(of migrate.Conn) (*sql.Conn, bool) {
	if lent, ok := of.(interface{ Unwrap() migrate.Conn }); ok {
		of = lent.Unwrap()
	}
	c, ok := of.(*conn)
	if !ok {
		return nil, false
	}
	return c.conn, true
}

// rows is the result of a query.
type rows struct {
	rows    *sql.Rows
	failure func(error) error
}

func (r rows) Next() bool { return r.rows.Next() }

func (r rows) Scan(dest ...any) error { return r.rows.Scan(dest...) }

func (r rows) Err() error { return r.failure(r.rows.Err()) }

func (r rows) Close() { _ = r.rows.Close() } // Err has told what there is
