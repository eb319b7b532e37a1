package pgtest

import (
	"context"
	"errors"
	"os"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/jackc/pgx/v5"

	"github.com/schemadiff/schemadiff/internal/servertest"
)

// shared holds the servers of this test process, one per major version. It is
// state of the package because tests of one process have no other place in
// common; the servers end with the process.
var shared struct {
	sync.Mutex
	servers map[int]*Server
}

// sharedServer starts the process's server of a version at its first use.
func sharedServer(ctx context.Context, major int) (*Server, error) {
	shared.Lock()
	defer shared.Unlock()
	if server := shared.servers[major]; server != nil {
		return server, nil
	}
	server, err := Start(ctx, major)
	if err != nil {
		return nil, err
	}
	if shared.servers == nil {
		shared.servers = map[int]*Server{}
	}
	shared.servers[major] = server
	return server, nil
}

// DB is a test's database. Its methods fail the test on an error.
type DB struct {
	*Database
	tb testing.TB
}

// Need returns the server of a major version that this process's tests share.
// Without one the test skips with the reason, or fails where skipping isn't
// allowed.
func Need(tb testing.TB, major int) *Server {
	tb.Helper()
	server, err := sharedServer(context.Background(), major)
	var missing *NotFoundError
	switch {
	case err == nil:
		return server
	case errors.As(err, &missing) && !servertest.Required("SCHEMADIFF_REQUIRE_PG"):
		tb.Skip(err)
	default:
		tb.Fatal(err)
	}
	return nil
}

// Majors lists the versions that this run is about: $SCHEMADIFF_MAJORS, a list
// with commas, else 15 alone.
func Majors(tb testing.TB) []int {
	tb.Helper()
	list := os.Getenv("SCHEMADIFF_MAJORS")
	if list == "" {
		return []int{15}
	}
	var majors []int
	for word := range strings.SplitSeq(list, ",") {
		major, err := strconv.Atoi(strings.TrimSpace(word))
		if err != nil || major < Oldest || major > Newest {
			tb.Fatalf("reading SCHEMADIFF_MAJORS: %q isn't a version from %d to %d", word, Oldest, Newest)
		}
		majors = append(majors, major)
	}
	return majors
}

// Each runs a subtest for each version of [Majors].
func Each(t *testing.T, test func(t *testing.T, major int)) {
	t.Helper()
	for _, major := range Majors(t) {
		t.Run("pg"+strconv.Itoa(major), func(t *testing.T) { test(t, major) })
	}
}

// New makes an empty database of a major version for a test; it is dropped
// when the test ends.
func New(tb testing.TB, major int) *DB {
	tb.Helper()
	server := Need(tb, major)
	database, err := server.Create(context.Background())
	return adopt(tb, database, err)
}

// Clone makes a copy of the database for a test; it is dropped when the test
// ends. Nobody may be connected to the original, beside its own Conn.
func (db *DB) Clone(tb testing.TB) *DB {
	tb.Helper()
	database, err := db.server.Clone(context.Background(), db.Database)
	return adopt(tb, database, err)
}

func adopt(tb testing.TB, database *Database, err error) *DB {
	tb.Helper()
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

// Major is the database's major version.
func (db *DB) Major() int { return db.server.major }

// Conn returns the database's shared connection; it is closed when the test
// ends.
func (db *DB) Conn() *pgx.Conn {
	db.tb.Helper()
	conn, err := db.Connect(context.Background())
	if err != nil {
		db.tb.Fatal(err)
	}
	return conn
}

// Exec runs SQL text of any number of statements in one transaction.
func (db *DB) Exec(sql string) {
	db.tb.Helper()
	if err := db.Execute(context.Background(), sql); err != nil {
		db.tb.Fatalf("executing SQL: %v\n%s", err, shorten(sql))
	}
}

// Load runs the script in a file; see [DB.LoadScript].
func (db *DB) Load(file string) {
	db.tb.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		db.tb.Fatal(err)
	}
	if err := db.ExecuteScript(context.Background(), string(text)); err != nil {
		db.tb.Fatalf("loading %s: %v", file, err)
	}
}

// LoadScript runs a script as psql does, statement by statement, with COPY
// data and backslash lines such as a dump has.
func (db *DB) LoadScript(tb testing.TB, script string) {
	tb.Helper()
	if err := db.ExecuteScript(context.Background(), script); err != nil {
		tb.Fatalf("loading script: %v", err)
	}
}

// shorten keeps SQL in a failure message readable.
func shorten(sql string) string {
	const most = 4000
	if len(sql) <= most {
		return sql
	}
	return sql[:most] + " …"
}
