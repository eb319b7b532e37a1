package command

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/schemadiff/schemadiff/internal/mytest"
	"github.com/schemadiff/schemadiff/internal/pgtest"
	"github.com/schemadiff/schemadiff/internal/sqliteconn"
)

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){"schemadiff": func() { Main() }})
}

// TestScripts runs the scripts of testdata/script. Beside testscript's own
// commands they have
//
//	exits CODE COMMAND …       runs a command that must end with the exit code
//	database NAME [FILE]       makes a database, runs the file in it, and sets
//	                           $NAME to its URL
//	file NAME [FILE]           makes one of SQLite, name.db, in any case
//	client URL FILE            runs a file through the client of MariaDB
//	sql URL STATEMENT …        runs statements in a database and writes their rows
//	proxy NAME URL [BYTES]     sets $NAME to a URL on TCP that leads to the one
//	                           given and goes dead after so many bytes of answers
//	server NAME MODE           sets $NAME to the URL of a server that is none:
//	                           silent, babbling, or one that refuses with the
//	                           SQLSTATE that MODE is
//	terminal COMMAND …         runs a command on a terminal (Linux)
//
// and the conditions [postgres], [sqlite] and [mysql], the databases are of this product,
// [database], databases can be made, [root], the user may do everything, and
// [mappers], the modules are there of which the tests of package orm have models.
//
// A script is about PostgreSQL. One in which "[sqlite]" stands runs a second time
// on SQLite, with the files of its directory sqlite/ in the places of others, and one
// with "[mysql]" on MariaDB, with those of mysql/. The name of the product is in
// $DIALECT.
func TestScripts(t *testing.T) {
	files, err := filepath.Glob("testdata/script/*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	t.Run("postgres", func(t *testing.T) { runScripts(t, "postgres", files) })
	for _, dialect := range []string{"sqlite", "mysql"} {
		t.Run(dialect, func(t *testing.T) {
			runScripts(t, dialect, slices.DeleteFunc(slices.Clone(files), func(file string) bool {
				text, err := os.ReadFile(file)
				return err != nil || !bytes.Contains(text, []byte("["+dialect+"]"))
			}))
		})
	}
}

func runScripts(t *testing.T, dialect string, files []string) {
	testscript.Run(t, testscript.Params{
		Files:               files,
		UpdateScripts:       *update,
		RequireExplicitExec: true,
		Setup: func(env *testscript.Env) error {
			shop, err := filepath.Abs("../../testdata/shop")
			env.Setenv("SHOP", shop)
			if err != nil {
				return err
			}
			root, err := filepath.Abs("../..")
			env.Setenv("ROOT", root)
			env.Setenv("DIALECT", dialect)
			if err := replace(env.WorkDir, dialect); err != nil {
				return err
			}
			// Scripts that read Go packages build with the user's caches.
			for _, name := range []string{"GOCACHE", "GOMODCACHE", "GOPATH", "GOFLAGS", "GOPROXY", "GOSUMDB"} {
				value, _ := exec.Command("go", "env", name).Output()
				env.Setenv(name, strings.TrimSpace(string(value)))
			}
			return err
		},
		Condition: func(name string) (bool, error) {
			switch name {
			case "postgres", "sqlite", "mysql":
				return dialect == name, nil
			case "database":
				switch dialect {
				case "sqlite":
					return true, nil
				case "mysql":
					return hasMySQL()
				}
				return hasServer()
			case "mysql-server":
				return hasMySQL()
			case "root":
				return os.Getuid() == 0, nil
			case "mappers":
				return hasMappers()
			}
			return false, fmt.Errorf("there is no condition %s", name)
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exits": exits, "database": map[string]func(*testscript.TestScript, bool, []string){"postgres": makeDatabase, "sqlite": makeFile, "mysql": makeMySQL}[dialect], "proxy": makeProxy, "server": makeServer,
			"terminal": terminal, "file": makeFile, "sql": runSQL, "client": runClient, "mysql-database": makeMySQL,
		},
	})
}

// replace puts the files of a dialect in the places of others.
func replace(dir, dialect string) error {
	from := filepath.Join(dir, dialect)
	err := filepath.WalkDir(from, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		name, err := filepath.Rel(from, path)
		if err != nil {
			return err
		}
		return errors.Join(os.MkdirAll(filepath.Dir(filepath.Join(dir, name)), 0o777), os.Rename(path, filepath.Join(dir, name)))
	})
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return errors.Join(err, os.RemoveAll(from))
}

// makeFile is makeDatabase for SQLite.
func makeFile(ts *testscript.TestScript, _ bool, args []string) {
	path := ts.MkAbs(strings.ToLower(args[0]) + ".db")
	if len(args) > 1 {
		conn, err := sqliteconn.Open(context.Background(), sqliteconn.Address(path, sqliteconn.Create))
		ts.Check(err)
		ts.Check(conn.Exec(context.Background(), ts.ReadFile(args[1])))
		ts.Check(conn.Close())
	}
	ts.Setenv(args[0], "sqlite:"+path)
}

func exits(ts *testscript.TestScript, _ bool, args []string) {
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	code := 0
	var exit *exec.ExitError
	if err := ts.Exec(args[1], args[2:]...); errors.As(err, &exit) {
		code = exit.ExitCode()
	} else {
		ts.Check(err)
	}
	if code != want {
		ts.Fatalf("exit code %d, want %d", code, want)
	}
}

func makeDatabase(ts *testscript.TestScript, _ bool, args []string) {
	server, err := testServer()
	ts.Check(err)
	ctx := context.Background()
	db, err := server.Create(ctx)
	ts.Check(err)
	ts.Defer(func() { ts.Check(db.Drop(ctx)) })
	if len(args) > 1 {
		ts.Check(db.ExecuteScript(ctx, ts.ReadFile(args[1])))
	}
	ts.Setenv(args[0], db.URL())
}

// makeMySQL is makeDatabase for MariaDB.
func makeMySQL(ts *testscript.TestScript, _ bool, args []string) {
	server, err := testMySQL()
	ts.Check(err)
	ctx := context.Background()
	db, err := server.Create(ctx)
	ts.Check(err)
	ts.Defer(func() { ts.Check(db.Drop(ctx)) })
	if len(args) > 1 {
		ts.Check(db.ExecuteScript(ctx, ts.ReadFile(args[1])))
	}
	ts.Setenv(args[0], db.URL())
}

// runClient runs a script as people do. With "!" it must fail, and what the client
// says goes to standard error.
func runClient(ts *testscript.TestScript, negated bool, args []string) {
	server, err := testMySQL()
	ts.Check(err)
	u, err := url.Parse(args[0])
	ts.Check(err)
	db, err := server.Database(strings.TrimPrefix(u.Path, "/"))
	ts.Check(err)
	err = db.ExecuteScript(context.Background(), ts.ReadFile(args[1]))
	switch {
	case negated && err == nil:
		ts.Fatalf("unexpected success")
	case negated:
		fmt.Fprintln(ts.Stderr(), err)
	default:
		ts.Check(err)
	}
}

// testMySQL is the server of MariaDB of this test process.
var testMySQL = sync.OnceValues(func() (*mytest.Server, error) {
	product, err := mytest.ProductOf(mytest.Default)
	if err != nil {
		return nil, err
	}
	return mytest.Start(context.Background(), product)
})

// hasMySQL is hasServer for MariaDB.
func hasMySQL() (bool, error) {
	_, err := testMySQL()
	var missing *mytest.NotFoundError
	if errors.As(err, &missing) && os.Getenv("CI") != "true" && os.Getenv("SCHEMADIFF_REQUIRE_MARIADB") != "1" {
		return false, nil
	}
	return err == nil, err
}

// makeProxy listens on TCP in front of a server's socket.
func makeProxy(ts *testscript.TestScript, _ bool, args []string) {
	u, err := url.Parse(args[1])
	ts.Check(err)
	socket := filepath.Join(u.Query().Get("host"), ".s.PGSQL."+u.Query().Get("port"))
	var left atomic.Int64
	left.Store(1 << 60)
	if len(args) > 2 {
		n, err := strconv.ParseInt(args[2], 10, 64)
		ts.Check(err)
		left.Store(n)
	}
	address := listen(ts, func(client net.Conn) {
		server, err := net.Dial("unix", socket)
		if err != nil {
			return
		}
		defer server.Close()
		go func() { _, _ = io.Copy(server, client) }()
		buffer := make([]byte, 1024)
		for {
			n, err := server.Read(buffer)
			if left.Add(-int64(n)) < 0 || err != nil {
				return
			}
			if _, err := client.Write(buffer[:n]); err != nil {
				return
			}
		}
	})
	ts.Setenv(args[0], fmt.Sprintf("postgres://postgres@%s%s?sslmode=disable", address, u.Path))
}

// makeServer listens on TCP and isn't PostgreSQL.
func makeServer(ts *testscript.TestScript, _ bool, args []string) {
	stop := make(chan struct{})
	ts.Defer(func() { close(stop) })
	address := listen(ts, func(client net.Conn) {
		switch args[1] {
		case "silent":
			<-stop
		case "babbling":
			_, _ = io.WriteString(client, "HTTP/1.1 400 Bad Request\r\n\r\n")
		default: // the code of the error with which it refuses
			_, _ = client.Read(make([]byte, 1024))
			fields := "SFATAL\x00C" + args[1] + "\x00Mno entry for app with s3cret\x00\x00"
			_, _ = client.Write(append(binary.BigEndian.AppendUint32([]byte("E"), uint32(4+len(fields))), fields...))
		}
	})
	ts.Setenv(args[0], "postgres://app:s3cret@"+address+"/shop?sslmode=disable")
}

func listen(ts *testscript.TestScript, serve func(net.Conn)) string {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	ts.Check(err)
	ts.Defer(func() { _ = listener.Close() })
	go func() {
		for {
			client, err := listener.Accept()
			if err != nil {
				return
			}
			go func() {
				defer client.Close()
				serve(client)
			}()
		}
	}()
	return listener.Addr().String()
}

// testServer is the server of this test process; it ends with the process.
var testServer = sync.OnceValues(func() (*pgtest.Server, error) {
	return pgtest.Start(context.Background(), 15)
})

// hasMappers reports whether the modules of mappers are there, and fetches them.
// Where a server is required it is an error to have none.
func hasMappers() (bool, error) {
	download := exec.Command("go", "mod", "download")
	download.Dir = "../../testdata/orm/gorm"
	said, err := download.CombinedOutput()
	switch {
	case err == nil:
		return true, nil
	case os.Getenv("CI") != "true" && os.Getenv("SCHEMADIFF_REQUIRE_PG") != "1":
		return false, nil
	}
	return false, fmt.Errorf("fetching modules: %w\n%s", err, said)
}

// hasServer reports whether tests can have a server. Where one is required it
// is an error to have none.
func hasServer() (bool, error) {
	_, err := testServer()
	var missing *pgtest.NotFoundError
	if errors.As(err, &missing) && os.Getenv("CI") != "true" && os.Getenv("SCHEMADIFF_REQUIRE_PG") != "1" {
		return false, nil
	}
	return err == nil, err
}

// databaseVariables are the PG* variables that name the database of a URL on
// a socket.
func databaseVariables(address string) []string {
	u, err := url.Parse(address)
	mustSucceed(err)
	q := u.Query()
	return []string{
		"PGHOST=" + q.Get("host"), "PGPORT=" + q.Get("port"), "PGUSER=" + q.Get("user"),
		"PGDATABASE=" + u.Path[1:], "PGPASSWORD=", "PGSERVICE=", "PGSSLMODE=disable",
	}
}
