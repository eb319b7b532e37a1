package catalog

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/schemadiff/schemadiff/dialects/postgres/version"
	"github.com/schemadiff/schemadiff/inspect"
	"github.com/schemadiff/schemadiff/model"
)

// Options change how a catalog is read. The zero value is the usual way.
type Options struct {
	// AllowNewer reads a server that is newer than the newest known version as
	// if it were of that version, instead of refusing it with a
	// *[version.Error]. What only the newer version has is overlooked.
	AllowNewer bool
}

// begin opens the snapshot. Whoever changes the settings must look at the
// package comment, which lists them.
const begin = `BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY;
SET LOCAL search_path = '';
SET LOCAL jit = off;
SET LOCAL enable_nestloop = off;
SET LOCAL DateStyle = 'ISO, YMD';
SET LOCAL IntervalStyle = 'postgres';
SET LOCAL TimeZone = 'UTC';
SET LOCAL extra_float_digits = 1;
SET LOCAL bytea_output = 'hex';
SET LOCAL quote_all_identifiers = off;
SET LOCAL standard_conforming_strings = on`

// attempts is how often Read tries while somebody changes the schema, and pause
// the time before the second try; it grows with each, so that one of them falls
// between the changes.
const (
	attempts = 4
	pause    = 50 * time.Millisecond
)

// Read reads the schema of the database that conn is connected to. The
// connection must not be in a transaction.
func Read(ctx context.Context, conn inspect.Conn, opts Options) (model.Schema, error) {
	for attempt := 1; ; attempt++ {
		schema, err := readOnce(ctx, conn, opts)
		if err == nil {
			return schema, nil
		}
		if attempt == attempts || !errors.Is(err, ErrChanged) || ctx.Err() != nil {
			return model.Schema{}, fmt.Errorf("inspecting the database: %w", err)
		}
		select {
		case <-ctx.Done():
		case <-time.After(time.Duration(attempt) * pause):
		}
	}
}

func readOnce(ctx context.Context, conn inspect.Conn, opts Options) (model.Schema, error) {
	r, err := readRows(ctx, conn, opts)
	if err != nil {
		return model.Schema{}, err
	}
	schema, err := r.finish()
	if err != nil {
		return model.Schema{}, err
	}
	return schema, r.checkUnchanged(ctx, conn)
}

// readRows runs the queries in one transaction.
func readRows(ctx context.Context, conn inspect.Conn, opts Options) (_ *reader, err error) {
	defer func() {
		if rollbackErr := rollback(ctx, conn); err == nil && rollbackErr != nil {
			err = fmt.Errorf("ending the transaction: %w", explain(rollbackErr))
		}
	}()
	if err := conn.Exec(ctx, begin); err != nil {
		return nil, fmt.Errorf("starting the transaction: %w", explain(err))
	}
	server, err := readServer(ctx, conn, opts)
	if err != nil {
		return nil, err
	}
	r := newReader(server)
	return r, run(ctx, conn, r.queries())
}

// rollback ends the transaction also when the context is done, so that the
// connection is left as it was found.
func rollback(ctx context.Context, conn inspect.Conn) error {
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 5*time.Second)
	defer cancel()
	return conn.Exec(ctx, "ROLLBACK")
}

// server is what must be known before the queries can be written.
type server struct {
	version  version.Number // the true one
	readAs   version.Number // the known version that it is read as
	snapshot string         // pg_current_snapshot()
	// connections: the user may read the connection strings of subscriptions.
	connections bool
}

func readServer(ctx context.Context, conn inspect.Conn, opts Options) (server, error) {
	var s server
	err := run(ctx, conn, []query{{
		what: "the server's version",
		sql: `SELECT current_setting('server_version_num')::int, pg_current_snapshot()::text,
			has_column_privilege('pg_catalog.pg_subscription', 'subconninfo', 'SELECT')`,
		read: func(rows inspect.Rows) error {
			for rows.Next() {
				if err := rows.Scan(&s.version, &s.snapshot, &s.connections); err != nil {
					return err
				}
			}
			return rows.Err()
		},
	}})
	if err != nil {
		return server{}, err
	}
	s.readAs = s.version
	err = version.Check(s.version)
	if known := new(version.Error); opts.AllowNewer && errors.As(err, &known) && known.TooNew() {
		s.readAs = version.OfMajor(version.NewestMajor)
		err = nil
	}
	return s, err
}

// query is one query of the batch and what takes its rows.
type query struct {
	what string // for errors: "reading the <what>"
	sql  string
	args []any
	read func(inspect.Rows) error
}

// run sends the queries in one round trip and hands each result to its reader.
func run(ctx context.Context, conn inspect.Conn, queries []query) error {
	batch := make([]inspect.Query, len(queries))
	for i, q := range queries {
		batch[i] = inspect.Query{SQL: q.sql, Args: q.args}
	}
	next := 0 // the query that answers next, or that failed
	err := conn.Batch(ctx, batch, func(i int, rows inspect.Rows) error {
		next = i
		if err := queries[i].read(rows); err != nil {
			return err
		}
		next = i + 1
		return nil
	})
	if err == nil && next < len(queries) {
		return fmt.Errorf("reading %s: the connection answered %d of %d queries", queries[next].what, next, len(queries))
	}
	if err == nil {
		return nil
	}
	if next == len(queries) {
		return fmt.Errorf("reading the catalog: %w", explain(err))
	}
	return fmt.Errorf("reading %s: %w", queries[next].what, explain(err))
}
