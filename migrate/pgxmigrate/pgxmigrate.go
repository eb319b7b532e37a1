// Package pgxmigrate connects the runner of revisions to PostgreSQL through
// pgx.
//
// The runner takes a connection out of the pool for as long as it runs, and
// closes it then, so that nothing that a revision set is left for others. It
// needs sessions: a pooler between that gives each transaction another one, such
// as PgBouncer in its transaction mode, won't do.
package pgxmigrate

import (
	"context"
	"errors"
	"io"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/schemadiff/schemadiff/dialects/postgres/runner"
	"github.com/schemadiff/schemadiff/internal/pgxconn"
	"github.com/schemadiff/schemadiff/migrate"
)

// target is a database that connections come from.
type target struct {
	connect func(context.Context) (migrate.Conn, error)
}

func (t target) Connect(ctx context.Context) (migrate.Conn, error) { return t.connect(ctx) }

func (target) Dialect() migrate.Dialect { return runner.Dialect{} }

// Pool is the database that a pool is connected to.
func Pool(pool *pgxpool.Pool) migrate.Target {
	return target{func(ctx context.Context) (migrate.Conn, error) {
		pooled, err := pool.Acquire(ctx)
		if err != nil {
			return nil, err
		}
		return &conn{conn: pgxconn.Wrap(pooled.Conn()), release: pooled.Release}, nil
	}}
}

// Address is the database that a postgres:// URL or a list of key=value names;
// what it leaves out comes from the usual PG* variables. Each run opens a
// connection. No error shows the password.
func Address(address string) migrate.Target {
	return target{func(ctx context.Context) (migrate.Conn, error) {
		opened, err := pgxconn.Open(ctx, address)
		if err != nil {
			return nil, err
		}
		return &conn{conn: opened, release: func() {}}, nil
	}}
}

// conn is one connection.
type conn struct {
	conn    *pgxconn.Conn
	release func()
}

var (
	_ migrate.Conn   = (*conn)(nil)
	_ migrate.Copier = (*conn)(nil)
)

// Exec implements [migrate.Conn]. Without arguments the text goes through the
// simple protocol: a revision's statement may be one that can't be prepared.
func (c *conn) Exec(ctx context.Context, sql string, args ...any) (int64, error) {
	if len(args) > 0 {
		tag, err := c.conn.Driver().Exec(ctx, sql, append([]any{pgx.QueryExecModeExec}, args...)...)
		return tag.RowsAffected(), c.failure(err)
	}
	results := c.conn.Driver().PgConn().Exec(ctx, sql)
	var changed int64
	for results.NextResult() {
		tag, err := results.ResultReader().Close() // passes over the rows
		if err != nil {
			break // the whole's Close tells
		}
		changed = tag.RowsAffected()
	}
	return changed, c.failure(results.Close())
}

// Query implements [migrate.Conn].
func (c *conn) Query(ctx context.Context, sql string, args ...any) (migrate.Rows, error) {
	mode := pgx.QueryExecModeExec
	if len(args) == 0 {
		mode = pgx.QueryExecModeSimpleProtocol
	}
	found, err := c.conn.Driver().Query(ctx, sql, append([]any{mode}, args...)...)
	if err != nil {
		return nil, c.failure(err)
	}
	return rows{found, c}, nil
}

// CopyFrom implements [migrate.Copier].
func (c *conn) CopyFrom(ctx context.Context, sql string, data io.Reader) (int64, error) {
	tag, err := c.conn.Driver().PgConn().CopyFrom(ctx, data, sql)
	return tag.RowsAffected(), c.failure(err)
}

// Close implements [migrate.Conn]. A pool drops the closed connection.
func (c *conn) Close(ctx context.Context) error {
	err := c.conn.Close(ctx)
	c.release()
	return err
}

// Driver returns the connection of pgx below one that a hook got, for what the
// runner's interface doesn't have.
func Driver(of migrate.Conn) (*pgx.Conn, bool) {
	if lent, ok := of.(interface{ Unwrap() migrate.Conn }); ok {
		of = lent.Unwrap()
	}
	c, ok := of.(*conn)
	if !ok {
		return nil, false
	}
	return c.conn.Driver(), true
}

// failure takes the server's report out of the driver's error.
func (c *conn) failure(err error) error {
	var report *pgconn.PgError
	if err = c.conn.Scrub(err); !errors.As(err, &report) {
		return err
	}
	return &migrate.ServerError{
		Code: report.Code, Message: report.Message, Detail: report.Detail, Hint: report.Hint, Where: report.Where,
		Position: int(report.Position), Err: err,
	}
}

// rows is the result of a query.
type rows struct {
	pgx.Rows
	conn *conn
}

// Scan implements [migrate.Rows].
func (r rows) Scan(dest ...any) error { return r.conn.failure(r.Rows.Scan(dest...)) }

// Err implements [migrate.Rows].
func (r rows) Err() error { return r.conn.failure(r.Rows.Err()) }
