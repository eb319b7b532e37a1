package mysqlconn

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"

	"github.com/go-sql-driver/mysql"

	"github.com/schemadiff/schemadiff/inspect"
)

// Conn is one connection to a server.
type Conn struct {
	db   *sql.DB
	conn *sql.Conn
}

var _ inspect.Conn = (*Conn)(nil)

// Open connects to the database of a URL; the package comment says what one
// looks like.
func Open(ctx context.Context, target string) (*Conn, error) {
	config, err := Config(target)
	if err != nil {
		return nil, err
	}
	conn, err := OpenConfig(ctx, config)
	if err != nil {
		return nil, fmt.Errorf("connecting to %s: %w", inspect.RedactURL(target), err)
	}
	return conn, nil
}

// Handle returns a handle of the database of a URL for [database/sql], from which
// the runner takes its connections.
func Handle(target string) (*sql.DB, error) {
	config, err := Config(target)
	if err != nil {
		return nil, err
	}
	connector, err := mysql.NewConnector(config)
	if err != nil {
		return nil, fmt.Errorf("connecting to %s: %w", inspect.RedactURL(target), err)
	}
	return sql.OpenDB(connector), nil
}

// OpenConfig connects as the configuration says.
func OpenConfig(ctx context.Context, config *mysql.Config) (*Conn, error) {
	connector, err := mysql.NewConnector(config)
	if err != nil {
		return nil, err
	}
	db := sql.OpenDB(connector)
	conn, err := db.Conn(ctx)
	if err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return &Conn{db: db, conn: conn}, nil
}

// Driver returns the driver's connection, for what this package doesn't serve.
func (c *Conn) Driver() *sql.Conn { return c.conn }

// Close ends the connection.
func (c *Conn) Close() error { return errors.Join(c.conn.Close(), c.db.Close()) }

// Exec runs statements, separated by semicolons.
func (c *Conn) Exec(ctx context.Context, text string) error {
	_, err := c.conn.ExecContext(ctx, text)
	return err
}

// Batch sends the queries in one round trip.
func (c *Conn) Batch(ctx context.Context, queries []inspect.Query, each func(i int, rows inspect.Rows) error) (err error) {
	if len(queries) == 0 {
		return nil
	}
	var texts []string
	var args []any
	for _, q := range queries {
		texts = append(texts, q.SQL)
		args = append(args, q.Args...)
	}
	rows, err := c.conn.QueryContext(ctx, strings.Join(texts, ";\n"), args...)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, rows.Close()) }()
	for i := range queries {
		if i > 0 && !rows.NextResultSet() {
			return errors.Join(rows.Err(), missing(rows.Err(), i))
		}
		if err := each(i, rows); err != nil {
			return err
		}
		for rows.Next() { // what each left
		}
		if err := rows.Err(); err != nil {
			return err
		}
	}
	return nil
}

// missing is the error of a server that gave fewer results than there were
// queries without one.
func missing(err error, i int) error {
	if err != nil {
		return nil
	}
	return fmt.Errorf("query %d has no result", i+1)
}
