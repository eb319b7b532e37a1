package pgtest

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"net/url"
	"strings"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
)

// Database is one database on a server. Its methods return errors, for tools;
// [DB] wraps it for tests.
type Database struct {
	server *Server
	name   string
	url    string
	conn   *pgx.Conn
	// access: dumps have owners and privileges, too.
	access bool
}

// DumpAccess makes dumps of the database hold owners and privileges.
func (d *Database) DumpAccess() { d.access = true }

// Create makes a new, empty database on the server.
func (s *Server) Create(ctx context.Context) (*Database, error) {
	return s.create(ctx, "template0")
}

// Clone makes a new database that is a copy of another one. The other's shared
// connection is closed for it, since PostgreSQL copies only databases that
// nobody is connected to.
func (s *Server) Clone(ctx context.Context, template *Database) (*Database, error) {
	if err := template.closeConn(ctx); err != nil {
		return nil, err
	}
	return s.create(ctx, template.name)
}

func (s *Server) create(ctx context.Context, template string) (*Database, error) {
	name := "test_" + strings.ToLower(rand.Text()[:12])
	target, err := withDatabase(s.url, name)
	if err != nil {
		return nil, err
	}
	statement := "CREATE DATABASE " + quote(name) + " TEMPLATE " + quote(template)
	if s.major >= 15 {
		statement += " STRATEGY file_copy" // older versions know no other
	}
	if err := execOnce(ctx, s.url, statement); err != nil {
		return nil, fmt.Errorf("creating database %s: %w", name, err)
	}
	return &Database{server: s, name: name, url: target}, nil
}

// withDatabase replaces the database in a server's URL.
func withDatabase(server, name string) (string, error) {
	parsed, err := url.Parse(server)
	if err != nil {
		return "", errors.New("reading the server's URL: it isn't one")
	}
	parsed.Path = "/" + name
	query := parsed.Query()
	query.Del("dbname")
	query.Del("database")
	parsed.RawQuery = query.Encode()
	return parsed.String(), nil
}

func quote(name string) string { return pgx.Identifier{name}.Sanitize() }

// execOnce runs a statement on a connection of its own.
func execOnce(ctx context.Context, target, statement string) error {
	conn, err := pgx.Connect(ctx, target)
	if err != nil {
		return err
	}
	_, err = conn.Exec(ctx, statement, pgx.QueryExecModeSimpleProtocol)
	return errors.Join(err, conn.Close(ctx))
}

// Server is the server that the database lives on.
func (d *Database) Server() *Server { return d.server }

// Name is the database's name.
func (d *Database) Name() string { return d.name }

// URL is the superuser's URL of the database.
func (d *Database) URL() string { return d.url }

// Connect returns the database's shared connection, opened by the first call.
// It isn't safe for use by several goroutines; those connect to the URL
// themselves.
func (d *Database) Connect(ctx context.Context) (*pgx.Conn, error) {
	if d.conn != nil && !d.conn.IsClosed() {
		return d.conn, nil
	}
	conn, err := pgx.Connect(ctx, d.url)
	if err != nil {
		return nil, fmt.Errorf("connecting to %s: %w", d.name, err)
	}
	d.conn = conn
	return conn, nil
}

func (d *Database) closeConn(ctx context.Context) error {
	if d.conn == nil {
		return nil
	}
	err := d.conn.Close(ctx)
	d.conn = nil
	return err
}

// Execute runs SQL text of any number of statements in one round trip. As
// always with PostgreSQL's simple protocol, the statements are one transaction
// unless the text says otherwise.
func (d *Database) Execute(ctx context.Context, sql string) error {
	conn, err := d.Connect(ctx)
	if err != nil {
		return err
	}
	_, err = conn.PgConn().Exec(ctx, sql).ReadAll()
	return err
}

// Drop removes the database and closes its connections.
func (d *Database) Drop(ctx context.Context) error {
	if err := d.closeConn(ctx); err != nil {
		return err
	}
	statement := "DROP DATABASE IF EXISTS " + quote(d.name) + " WITH (FORCE)"
	err := execOnce(ctx, d.server.url, statement)
	var failure *pgconn.PgError
	if errors.As(err, &failure) && failure.Code == objectInUse {
		if err = d.withoutSubscriptions(ctx); err == nil {
			err = execOnce(ctx, d.server.url, statement)
		}
	}
	if err != nil {
		return fmt.Errorf("dropping database %s: %w", d.name, err)
	}
	return nil
}

// objectInUse is the server's code where a database has subscriptions.
const objectInUse = "55006"

// withoutSubscriptions drops the subscriptions, without which a database can be
// dropped.
func (d *Database) withoutSubscriptions(ctx context.Context) error {
	conn, err := d.Connect(ctx)
	if err != nil {
		return err
	}
	return errors.Join(dropSubscriptions(ctx, conn), d.closeConn(ctx))
}
