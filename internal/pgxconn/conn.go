package pgxconn

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"

	"github.com/schemadiff/schemadiff/inspect"
)

// Conn is one connection to a server.
type Conn struct {
	conn   *pgx.Conn
	hidden secrets
}

var _ inspect.Conn = (*Conn)(nil)

// Open connects to the database that a postgres:// or postgresql:// URL or a
// list of key=value names. What the target leaves out, or all of it if it is
// empty, comes from the usual PG* variables, the password file and the service
// file, as with psql. A URL that can be read in two ways is refused.
func Open(ctx context.Context, target string) (*Conn, error) {
	if isURL(target) {
		if err := inspect.CheckURL(target); err != nil {
			return nil, fmt.Errorf("reading the database address %s: %w", Redact(target), err)
		}
	}
	hidden := secretsOf(target)
	config, err := pgx.ParseConfig(target)
	if err != nil {
		return nil, fmt.Errorf("reading the database address %s: %w", Redact(target), parseError(err, target, hidden))
	}
	hidden = hidden.with(config.Password)
	if config.RuntimeParams["application_name"] == "" {
		config.RuntimeParams["application_name"] = "schemadiff"
	}
	// Queries run once, so that preparing them would only cost a round trip.
	// It also makes connection poolers work that know no named statements.
	config.DefaultQueryExecMode = pgx.QueryExecModeExec
	conn, err := pgx.ConnectConfig(ctx, config)
	if err != nil {
		return nil, fmt.Errorf("connecting to %s: %w", describe(target, &config.Config), hidden.scrub(err))
	}
	return &Conn{conn: conn, hidden: hidden}, nil
}

// Wrap serves a connection that the caller opened, and closes itself.
func Wrap(conn *pgx.Conn) *Conn {
	return &Conn{conn: conn, hidden: secrets(nil).with(conn.Config().Password)}
}

// Driver returns the driver's connection, for what this package doesn't serve.
func (c *Conn) Driver() *pgx.Conn { return c.conn }

// Scrub masks the connection's passwords in an error.
func (c *Conn) Scrub(err error) error { return c.hidden.scrub(err) }

// Close ends the connection.
func (c *Conn) Close(ctx context.Context) error { return c.hidden.scrub(c.conn.Close(ctx)) }

// Exec runs statements, separated by semicolons, in the simple protocol.
func (c *Conn) Exec(ctx context.Context, sql string) error {
	_, err := c.conn.PgConn().Exec(ctx, sql).ReadAll()
	return c.hidden.scrub(err)
}

// Batch sends the queries in one round trip.
func (c *Conn) Batch(ctx context.Context, queries []inspect.Query, each func(i int, rows inspect.Rows) error) error {
	batch := &pgx.Batch{}
	for _, q := range queries {
		batch.Queue(q.SQL, q.Args...)
	}
	results := c.conn.SendBatch(ctx, batch)
	err := c.eachResult(results, len(queries), each)
	if closeErr := results.Close(); err == nil {
		err = closeErr
	}
	return c.hidden.scrub(err)
}

func (c *Conn) eachResult(results pgx.BatchResults, n int, each func(i int, rows inspect.Rows) error) error {
	for i := range n {
		rows, err := results.Query()
		if err != nil {
			return err
		}
		err = each(i, rows)
		rows.Close()
		if err == nil {
			err = rows.Err()
		}
		if err != nil {
			return err
		}
	}
	return nil
}
