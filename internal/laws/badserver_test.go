package laws_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"net/url"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/schemadiff/schemadiff/dialects/postgres/catalog"
	"github.com/schemadiff/schemadiff/internal/laws/gen"
	"github.com/schemadiff/schemadiff/internal/pgtest"
	"github.com/schemadiff/schemadiff/internal/pgxconn"
	"github.com/schemadiff/schemadiff/model"
)

// inspectURL reads a live database as the program does.
func inspectURL(ctx context.Context, target string) (s model.Schema, err error) {
	conn, err := pgxconn.Open(ctx, target)
	if err != nil {
		return s, err
	}
	defer func() { err = errors.Join(err, conn.Close(context.WithoutCancel(ctx))) }()
	return catalog.Read(ctx, conn, catalog.Options{})
}

// loaded is a database with a random schema.
func loaded(t *testing.T, major int) *pgtest.DB {
	t.Helper()
	newLab(t, major)
	db := pgtest.New(t, major)
	if err := schemaOf(7, major).Load(t.Context(), db.Database); err != nil {
		t.Fatal(err)
	}
	return db
}

// proxy stands between a client and a server's socket and ends the connection
// after so many bytes of the server's answers.
type proxy struct {
	listener net.Listener
	server   string
	most     int64
}

func newProxy(t *testing.T, target string, most int64) (p *proxy, proxied string) {
	t.Helper()
	u, err := url.Parse(target)
	if err != nil {
		t.Fatal(err)
	}
	query := u.Query()
	socket := filepath.Join(query.Get("host"), ".s.PGSQL."+query.Get("port"))
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	p = &proxy{listener, socket, most}
	t.Cleanup(func() { _ = listener.Close() })
	go p.serve()
	host, port, _ := net.SplitHostPort(listener.Addr().String())
	query.Set("host", host)
	query.Set("port", port)
	query.Set("sslmode", "disable")
	u.RawQuery = query.Encode()
	return p, u.String()
}

func (p *proxy) serve() {
	for {
		client, err := p.listener.Accept()
		if err != nil {
			return
		}
		server, err := net.Dial("unix", p.server)
		if err != nil {
			_ = client.Close()
			continue
		}
		go func() { _, _ = io.Copy(server, client) }()
		go func() {
			_, _ = io.CopyN(client, server, p.most)
			_ = client.Close()
			_ = server.Close()
		}()
	}
}

// TestConnectionDrops ends the connection after ever more bytes of the server's
// answers: each time there is an error, in time, and no schema.
func TestConnectionDrops(t *testing.T) {
	db := loaded(t, 15)
	if strings.Contains(db.URL(), "127.0.0.1") {
		t.Skip("the proxy knows unix sockets only")
	}
	failures := 0
	for most := int64(1); most < 1<<22; most = most*3/2 + 1 {
		_, target := newProxy(t, db.URL(), most)
		ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
		schema, err := inspectURL(ctx, target)
		cancel()
		if err == nil {
			break // the whole answer has passed
		}
		failures++
		if errors.Is(err, context.DeadlineExceeded) {
			t.Fatalf("after %d bytes the inspection hangs: %v", most, err)
		}
		if len(schema.Entries()) > 0 {
			t.Errorf("after %d bytes there is a part of a schema beside the error %v", most, err)
		}
		if message := err.Error(); message == "" || strings.Contains(message, "panic") {
			t.Errorf("after %d bytes: %q", most, message)
		}
	}
	if failures < 8 {
		t.Errorf("the connection was dropped %d times only", failures)
	}
}

// TestPrivileges inspects as somebody who may not read one of the catalogs:
// nothing is left out in silence.
func TestPrivileges(t *testing.T) {
	db := loaded(t, 15)
	role := "reader_" + db.Name()
	db.Exec("CREATE ROLE " + role + " LOGIN")
	t.Cleanup(func() { db.Exec("DROP OWNED BY " + role + "; DROP ROLE " + role) })
	u, err := url.Parse(db.URL())
	if err != nil {
		t.Fatal(err)
	}
	query := u.Query()
	query.Set("user", role)
	u.RawQuery = query.Encode()
	whole, err := inspectURL(t.Context(), db.URL())
	if err != nil {
		t.Fatal(err)
	}
	if plain, err := inspectURL(t.Context(), u.String()); err != nil || len(plain.Entries()) != len(whole.Entries()) {
		t.Errorf("a user without privileges sees %d objects, %v; want %d", len(plain.Entries()), err, len(whole.Entries()))
	}
	for _, name := range []string{
		"pg_class", "pg_attribute", "pg_constraint", "pg_index", "pg_type", "pg_proc", "pg_namespace", "pg_attrdef", "pg_description",
		"pg_depend", "pg_sequence", "pg_inherits", "pg_partitioned_table", "pg_statistic_ext", "pg_trigger", "pg_policy", "pg_enum", "pg_range",
		"pg_collation", "pg_opclass", "pg_extension", "pg_operator", "pg_cast", "pg_publication",
	} {
		db.Exec("REVOKE SELECT ON pg_catalog." + name + " FROM PUBLIC")
		schema, err := inspectURL(t.Context(), u.String())
		db.Exec("GRANT SELECT ON pg_catalog." + name + " TO PUBLIC")
		switch {
		case err == nil && len(schema.Entries()) == len(whole.Entries()) && len(schema.Unsupported) == len(whole.Unsupported):
			// The catalog is not needed.
		case err == nil:
			t.Errorf("without %s objects are missing in silence: %d of %d", name, len(schema.Entries()), len(whole.Entries()))
		case !strings.Contains(err.Error(), name):
			t.Errorf("without %s the error does not name it: %v", name, err)
		}
	}
}

// TestChangingDatabase inspects while others create, change and drop: every
// inspection is a schema of some moment or an error that says what happened.
func TestChangingDatabase(t *testing.T) {
	newLab(t, 15)
	db := pgtest.New(t, 15)
	db.Exec("CREATE TABLE fixed (id int PRIMARY KEY, name text DEFAULT 'x' CHECK (name <> ''))")
	ctx, stop := context.WithCancel(t.Context())
	var changes atomic.Int64
	var wait sync.WaitGroup
	for worker := range 3 {
		wait.Go(func() { churn(ctx, db.URL(), worker, &changes) })
	}
	good, bad := 0, 0
	for range 60 {
		schema, err := inspectURL(t.Context(), db.URL())
		if err != nil {
			bad++
			if !strings.Contains(err.Error(), "changed") {
				t.Errorf("the error does not tell of the change: %v", err)
			}
			continue
		}
		good++
		checkWhole(t, schema)
	}
	stop()
	wait.Wait()
	t.Logf("%d changes; %d inspections, %d gave up", changes.Load(), good+bad, bad)
	if good == 0 {
		t.Error("no inspection came to an end")
	}
}

// churn runs DDL until the context ends. Errors are part of it: the workers
// stand in each other's way.
func churn(ctx context.Context, target string, worker int, changes *atomic.Int64) {
	conn, err := pgxconn.Open(ctx, target)
	if err != nil {
		return
	}
	defer conn.Close(context.WithoutCancel(ctx))
	for i := 0; ctx.Err() == nil; i++ {
		name := gen.QuoteIdent(fmt.Sprintf("churn_%d_%d", worker, i%3))
		for _, statement := range []string{
			"CREATE TABLE " + name + " (id serial PRIMARY KEY, a int, b text DEFAULT 'y', CHECK (a > 0))",
			"CREATE INDEX ON " + name + " (lower(b)) WHERE a > 1",
			"ALTER TABLE " + name + " ADD COLUMN c numeric(10,2) DEFAULT 1, DROP COLUMN b",
			"DROP TYPE IF EXISTS e" + fmt.Sprint(worker) + " CASCADE; CREATE TYPE e" + fmt.Sprint(worker) + " AS ENUM ('a', 'b'); ALTER TABLE " + name + " ADD COLUMN e e" + fmt.Sprint(worker) + " DEFAULT 'a'",
			"ALTER TABLE " + name + " ADD CONSTRAINT fk FOREIGN KEY (a) REFERENCES fixed",
			"DROP TABLE " + name,
		} {
			if conn.Exec(ctx, statement) == nil {
				changes.Add(1)
			}
			time.Sleep(time.Duration(rand.IntN(60)) * time.Millisecond) // on a fast machine there would be no moment between the changes
		}
	}
}

// checkWhole checks that a schema holds together.
func checkWhole(t *testing.T, s model.Schema) {
	t.Helper()
	fixed := false
	for _, table := range s.Tables {
		fixed = fixed || table.Name == "fixed" && len(table.Columns) == 2 && len(table.Keys) == 1 && len(table.Checks) == 1
		for _, k := range table.Keys {
			for _, c := range k.Columns {
				if _, found := table.Column(c); !found {
					t.Errorf("key %s of %s is on column %q, which is not there", k.Name, table.Name, c)
				}
			}
		}
		if len(table.Columns) == 0 {
			t.Errorf("table %s has no columns", table.Name)
		}
	}
	if !fixed {
		t.Error("the table that nobody changes is not whole")
	}
}
