package mytest

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"net/url"
	"os"
	"strings"
	"sync"
	"testing"

	"github.com/schemadiff/schemadiff/internal/mysqlconn"
	"github.com/schemadiff/schemadiff/internal/servertest"
)

// shared holds the servers of this test process. It is state of the package
// because tests of one process have no other place in common; the servers end
// with the process.
var shared struct {
	sync.Mutex
	servers map[string]*Server
}

func sharedServer(ctx context.Context, product Product) (*Server, error) {
	shared.Lock()
	defer shared.Unlock()
	if server := shared.servers[product.Name]; server != nil {
		return server, nil
	}
	server, err := Start(ctx, product)
	if err != nil {
		return nil, err
	}
	if shared.servers == nil {
		shared.servers = map[string]*Server{}
	}
	shared.servers[product.Name] = server
	return server, nil
}

// Need returns the server of a product that this process's tests share. Without
// one the test skips with the reason, or fails where the default product is
// required.
func Need(tb testing.TB, product Product) *Server {
	tb.Helper()
	server, err := sharedServer(context.Background(), product)
	var missing *NotFoundError
	switch {
	case err == nil:
		return server
	case errors.As(err, &missing) && (product.Name != Default || !servertest.Required("SCHEMADIFF_REQUIRE_MARIADB")):
		tb.Skip(err)
	default:
		tb.Fatal(err)
	}
	return nil
}

// Each runs a subtest for each product that this run is about:
// $SCHEMADIFF_MYSQL_PRODUCTS, a list with commas, else the default alone.
func Each(t *testing.T, test func(t *testing.T, product Product)) {
	t.Helper()
	names := os.Getenv("SCHEMADIFF_MYSQL_PRODUCTS")
	if names == "" {
		names = Default
	}
	for name := range strings.SplitSeq(names, ",") {
		product, err := ProductOf(strings.TrimSpace(name))
		if err != nil {
			t.Fatal(err)
		}
		t.Run(product.Name, func(t *testing.T) { test(t, product) })
	}
}

// Database is one database on a server.
type Database struct {
	server    *Server
	name, url string
	conn      *mysqlconn.Conn
}

// Create makes a new, empty database on the server.
func (s *Server) Create(ctx context.Context) (*Database, error) {
	db, err := s.Database("test_" + strings.ToLower(rand.Text()[:12]))
	if err != nil {
		return nil, err
	}
	if err := s.execute(ctx, "CREATE DATABASE "+db.name); err != nil {
		return nil, fmt.Errorf("creating database %s: %w", db.name, err)
	}
	return db, nil
}

// Database is the database of a name, which Create has made.
func (s *Server) Database(name string) (*Database, error) {
	parsed, err := url.Parse(s.url)
	if err != nil {
		return nil, errors.New("reading the server's URL: it isn't one")
	}
	parsed.Path = "/" + name
	return &Database{server: s, name: name, url: parsed.String()}, nil
}

// execute runs statements on a connection of their own.
func (s *Server) execute(ctx context.Context, text string) error {
	conn, err := mysqlconn.Open(ctx, s.url)
	if err != nil {
		return err
	}
	return errors.Join(conn.Exec(ctx, text), conn.Close())
}

// Server is the server that the database lives on.
func (d *Database) Server() *Server { return d.server }

// Name is the database's name.
func (d *Database) Name() string { return d.name }

// URL is the URL of the database.
func (d *Database) URL() string { return d.url }

// Connect returns the database's shared connection, opened by the first call.
func (d *Database) Connect(ctx context.Context) (*mysqlconn.Conn, error) {
	if d.conn != nil {
		return d.conn, nil
	}
	conn, err := mysqlconn.Open(ctx, d.url)
	if err != nil {
		return nil, err
	}
	d.conn = conn
	return conn, nil
}

// Drop removes the database and closes its shared connection.
func (d *Database) Drop(ctx context.Context) error {
	if d.conn != nil {
		_ = d.conn.Close() // a server that crashed has closed it
		d.conn = nil
	}
	if err := d.server.execute(ctx, "DROP DATABASE IF EXISTS "+d.name); err != nil {
		return fmt.Errorf("dropping database %s: %w", d.name, err)
	}
	return nil
}

// DB is a test's database. Its methods fail the test on an error.
type DB struct {
	*Database
	tb testing.TB
}

// New makes an empty database on the default product for a test; it is dropped
// when the test ends.
func New(tb testing.TB) *DB {
	tb.Helper()
	product, err := ProductOf(Default)
	if err != nil {
		tb.Fatal(err)
	}
	return NewOn(tb, product)
}

// NewOn is New on a product.
func NewOn(tb testing.TB, product Product) *DB {
	tb.Helper()
	return NewIn(tb, Need(tb, product))
}

// NewIn is New on a server.
func NewIn(tb testing.TB, server *Server) *DB {
	tb.Helper()
	database, err := server.Create(context.Background())
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() {
		if err := database.Drop(context.Background()); err != nil {
			tb.Error(err)
		}
	})
	return &DB{Database: database, tb: tb}
}

// Conn returns the database's shared connection; it is closed when the test
// ends.
func (db *DB) Conn() *mysqlconn.Conn {
	db.tb.Helper()
	conn, err := db.Connect(context.Background())
	if err != nil {
		db.tb.Fatal(err)
	}
	return conn
}

// Reconnect opens the shared connection anew, which a server that crashed has
// closed.
func (db *DB) Reconnect() {
	if db.conn != nil {
		_ = db.conn.Close() // it may be closed
		db.conn = nil
	}
}

// Exec runs SQL text of any number of statements.
func (db *DB) Exec(sql string) {
	db.tb.Helper()
	if err := db.Conn().Exec(context.Background(), sql); err != nil {
		db.tb.Fatalf("executing SQL: %v\n%.4000s", err, sql)
	}
}

// LoadScript runs a script as the product's own client does, with DELIMITER and
// what else a dump has.
func (db *DB) LoadScript(script string) {
	db.tb.Helper()
	if err := db.ExecuteScript(context.Background(), script); err != nil {
		db.tb.Fatalf("loading script: %v", err)
	}
}
