package migrate_test

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"github.com/schemadiff/schemadiff/internal/sqliteconn"
	"github.com/schemadiff/schemadiff/migrate"
	"github.com/schemadiff/schemadiff/migrate/sqlmigrate"
)

// lite is a database of SQLite for a test.
type lite struct {
	t    testing.TB
	path string
	db   *sql.DB
}

// newLite makes one in a file of its own.
func newLite(t testing.TB, script string) *lite {
	t.Helper()
	l := &lite{t: t, path: filepath.Join(t.TempDir(), "a db?100%#.db")}
	l.db = openLite(t, l.path)
	t.Cleanup(func() { _ = l.db.Close() })
	l.exec(script)
	return l
}

func openLite(t testing.TB, path string) *sql.DB {
	t.Helper()
	db, err := sql.Open("sqlite", sqliteconn.Address(path, sqliteconn.Create))
	if err != nil {
		t.Fatal(err)
	}
	return db
}

func (l *lite) exec(script string) {
	l.t.Helper()
	if _, err := l.db.ExecContext(context.Background(), script); err != nil {
		l.t.Fatalf("%s: %v", script, err)
	}
}

// text reads the only value of a query.
func (l *lite) text(query string) string {
	l.t.Helper()
	var value sql.NullString
	if err := l.db.QueryRowContext(context.Background(), query).Scan(&value); err != nil {
		l.t.Fatalf("%s: %v", query, err)
	}
	return value.String
}

func (l *lite) open(fsys fstest.MapFS, options ...migrate.Option) *migrate.Migrator {
	l.t.Helper()
	m, err := migrate.New(fsys, sqlmigrate.SQLite(l.db), append([]migrate.Option{
		migrate.RetryWith(migrate.Retries{Attempts: 3, First: 10 * time.Millisecond, Most: 50 * time.Millisecond}),
	}, options...)...)
	if err != nil {
		l.t.Fatal(err)
	}
	return m
}

// liteHistory is the history table without what differs from run to run.
const liteHistory = `SELECT coalesce(group_concat(line, char(10)), '') FROM (SELECT revision || ' ' || direction || ' ' || statements_done || '/' || statements ||
	CASE WHEN finished_at IS NULL THEN ' open' ELSE '' END || coalesce(' running ' || running_statement, '') || coalesce(' failed ' || failed_statement, '') AS line
	FROM schemadiff_history ORDER BY id)`

const liteRows = `SELECT coalesce(group_concat(version_num, ' '), '') FROM (SELECT version_num FROM schemadiff_version ORDER BY 1)`

func TestLiteUpAndDown(t *testing.T) {
	l := newLite(t, "")
	m := l.open(files(
		"CREATE TABLE a (id INTEGER PRIMARY KEY, n int);\nINSERT INTO a (n) VALUES (1), (2), (3);\n====\nDROP TABLE a;",
		"-- schemadiff: repeat\nUPDATE a SET n = n + 1 WHERE n < 5;\n-- schemadiff: no transaction\nVACUUM;\nCREATE INDEX i ON a (n);\n====\nDROP INDEX i;",
	))
	ctx := context.Background()
	status := must[migrate.Status](t)(m.Status(ctx))
	if status.Tables.Version || len(status.Pending) != 2 {
		t.Errorf("before: %+v", status)
	}
	result := must[migrate.Result](t)(m.Upgrade(ctx))
	expect(t, "steps", fmt.Sprint(len(result.Steps)), "2")
	expect(t, "rows", l.text(liteRows), "b")
	expect(t, "history", l.text(liteHistory), "a upgrade 2/2\nb upgrade 3/3")
	expect(t, "repeated", l.text("SELECT repeat_rounds || ' ' || repeat_rows || ' ' || (SELECT group_concat(n) FROM a) FROM schemadiff_history WHERE revision = 'b'"), "4 9 5,5,5")
	records := must[[]migrate.Record](t)(m.Applied(ctx))
	if d := time.Since(records[1].Finished); d < 0 || d > time.Minute || records[1].Duration() < 0 || records[1].Who == "" {
		t.Errorf("the record is %+v", records[1])
	}
	must[migrate.Result](t)(m.Downgrade(ctx, "base"))
	expect(t, "rows at the base", l.text(liteRows), "")
	expect(t, "what is left", l.text("SELECT group_concat(name) FROM sqlite_schema WHERE type IN ('table', 'index') AND name NOT LIKE 'sqlite%'"), "schemadiff_version,schemadiff_history")
	must[migrate.Result](t)(m.Stamp(ctx, false, "heads"))
	expect(t, "rows after a stamp", l.text(liteRows), "b")
	status = must[migrate.Status](t)(m.Status(ctx))
	if !status.UpToDate || status.Running != "" {
		t.Errorf("after: %+v", status)
	}
}

// Many programs at once run every revision once.
func TestLiteManyAtOnce(t *testing.T) {
	for _, mode := range []string{"delete", "wal"} {
		t.Run(mode, func(t *testing.T) {
			l := newLite(t, "PRAGMA journal_mode = "+mode+"; CREATE TABLE log (what text)")
			var texts []string
			for i := range 12 {
				texts = append(texts, fmt.Sprintf("INSERT INTO log VALUES ('%d');\n-- schemadiff: no transaction\nINSERT INTO log VALUES ('%d more');\n-- schemadiff: no transaction\nVACUUM;", i, i))
			}
			var group sync.WaitGroup
			errs := make([]error, 8)
			for i := range errs {
				group.Go(func() {
					db := openLite(t, l.path)
					defer db.Close()
					m, err := migrate.New(files(texts...), sqlmigrate.SQLite(db), migrate.LockWait(time.Minute))
					if err == nil {
						_, err = m.Upgrade(context.Background())
					}
					errs[i] = err
				})
			}
			group.Wait()
			if err := errors.Join(errs...); err != nil {
				t.Fatal(err)
			}
			expect(t, "rows of the log", l.text("SELECT count(*) || ' ' || count(DISTINCT what) FROM log"), "24 24")
			expect(t, "runs", l.text("SELECT count(*) FROM schemadiff_history"), "12")
		})
	}
}

// While one runs, others see who it is, and wait no longer than they may.
func TestLiteLockWait(t *testing.T) {
	l := newLite(t, "")
	var told string
	m := l.open(files("CREATE TABLE a (id int);"), migrate.BeforeRun(func(ctx context.Context, _ migrate.HookCall) error {
		other := l.open(files("CREATE TABLE a (id int);"), migrate.LockWait(100*time.Millisecond))
		status, err := other.Status(ctx)
		if err != nil {
			return err
		}
		told = status.Running
		if _, err = other.Upgrade(ctx); !errors.Is(err, migrate.ErrLocked) {
			t.Errorf("the other one got %v", err)
		} else if !strings.Contains(hint(err), "lsof") {
			t.Errorf("the hint is %q", hint(err))
		}
		return nil
	}))
	must[migrate.Result](t)(m.Upgrade(context.Background()))
	expect(t, "who", told, "another process, which has locked "+filepath.Base(l.path)+"-schemadiff-lock")
	status := must[migrate.Status](t)(m.Status(context.Background()))
	expect(t, "afterwards", status.Running, "")
}

// Whatever the session has, foreign keys are off where a revision says so, and as
// before when it has ended; also in a run that goes on in the middle.
func TestLiteForeignKeys(t *testing.T) {
	const setup = "CREATE TABLE parent (id INTEGER PRIMARY KEY, n int); CREATE TABLE child (p REFERENCES parent ON DELETE CASCADE);" +
		"INSERT INTO parent VALUES (1, 1); INSERT INTO child VALUES (1)"
	const rebuild = "-- schemadiff: no transaction\nPRAGMA foreign_keys = OFF;\nCREATE TABLE fresh (id INTEGER PRIMARY KEY);\n" +
		"-- schemadiff: new transaction\nINSERT INTO fresh SELECT id FROM parent;\nDROP TABLE parent;\nALTER TABLE fresh RENAME TO parent;\n"
	for _, initial := range []string{"OFF", "ON"} {
		l := newLite(t, setup)
		before := migrate.BeforeStatements("PRAGMA foreign_keys = " + initial)
		broken := l.open(files(strings.Replace(rebuild, "ALTER", "SELECT nonsense;\nALTER", 1)), before)
		if _, err := broken.Upgrade(context.Background()); err == nil || !strings.Contains(err.Error(), "no such column: nonsense") {
			t.Fatalf("got %v", err)
		}
		expect(t, "half applied", l.text(liteHistory), "a upgrade 2/6 failed 5")
		var after, within int
		ask := func(value *int) func(context.Context, migrate.HookCall) error {
			return func(ctx context.Context, call migrate.HookCall) error {
				rows, err := call.Conn.Query(ctx, "PRAGMA foreign_keys")
				if err != nil {
					return err
				}
				defer rows.Close()
				rows.Next()
				return rows.Scan(value)
			}
		}
		m := l.open(files(rebuild), before, migrate.AfterRevision(ask(&within)), migrate.AfterRun(ask(&after)))
		must[migrate.Result](t)(m.Upgrade(context.Background()))
		expect(t, "children with foreign keys "+initial, l.text("SELECT count(*) FROM child"), "1")
		expect(t, "within, after", fmt.Sprint(within, after), fmt.Sprint(0, map[string]int{"OFF": 0, "ON": 1}[initial]))
		l = newLite(t, "")
		if _, err := l.open(files("PRAGMA foreign_keys = OFF;\nSELECT 1;")).Upgrade(context.Background()); err == nil ||
			!strings.Contains(err.Error(), "has no effect within a transaction") {
			t.Errorf("got %v", err)
		}
	}
}

// What a revision leaves in its session ends with it.
func TestLiteSession(t *testing.T) {
	l := newLite(t, "CREATE TABLE log (what text)")
	other := filepath.Join(t.TempDir(), "other.db")
	m := l.open(files(
		"-- schemadiff: no transaction\nATTACH '"+other+"' AS other;\nCREATE TEMP TABLE t AS SELECT 1 AS a;\nCREATE TEMP VIEW v AS SELECT a FROM t;\nPRAGMA recursive_triggers = ON;\nCREATE TABLE other.x (a);\nINSERT INTO log SELECT 'v ' || a FROM v;",
		"INSERT INTO log SELECT count(*) FROM temp.sqlite_schema;\nINSERT INTO log SELECT group_concat(name) FROM pragma_database_list WHERE name = 'other';\nINSERT INTO log SELECT recursive_triggers FROM pragma_recursive_triggers;",
	))
	must[migrate.Result](t)(m.Upgrade(context.Background()))
	expect(t, "the log", l.text("SELECT group_concat(coalesce(what, '-')) FROM log"), "v 1,0,-,0")
}

// Errors say what is wrong and what to do.
func TestLiteErrors(t *testing.T) {
	ctx := context.Background()
	upgrade := func(m *migrate.Migrator) string {
		_, err := m.Upgrade(ctx)
		if err == nil {
			return ""
		}
		return err.Error() + "\n" + hint(err)
	}
	l := newLite(t, "")
	for _, test := range []struct{ name, statement, want string }{
		{"a statement", "CREATE TABLE a (b c d,);", `a.sql:6:1: near ")": syntax error (SQLITE_ERROR)`},
		{"a constraint", "CREATE TABLE a (b CHECK (b > 1)); INSERT INTO a VALUES (1);", "CHECK constraint failed: b > 1 (SQLITE_CONSTRAINT)\nrevision a is rolled back"},
		{"VACUUM", "VACUUM;", "cannot VACUUM from within a transaction (SQLITE_ERROR)"},
		{"its advice", "VACUUM;", "write “-- schemadiff: no transaction” above the statement"},
		{"the lock", "-- schemadiff: no transaction\nDETACH schemadiff_lock;", "this gives back the lock of the runner"},
		{"the shell", ".read x.sql;", "this is a command of the sqlite3 shell, no SQL"},
		{"a repeated query", "-- schemadiff: repeat\nSELECT 1;", "only INSERT, UPDATE and DELETE can be repeated"},
	} {
		if got := upgrade(l.open(files(test.statement))); !strings.Contains(got, test.want) {
			t.Errorf("%s: got %s\nwant %s", test.name, got, test.want)
		}
	}
	if got := upgrade(l.open(files("SELECT 1;"), migrate.VersionTable("app", "v"))); !strings.Contains(got, "SQLite has no schemas") {
		t.Errorf("a schema: got %s", got)
	}

	// Somebody writes all the time.
	writer, err := l.db.Conn(ctx)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := writer.ExecContext(ctx, "BEGIN IMMEDIATE"); err != nil {
		t.Fatal(err)
	}
	got := upgrade(l.open(files("CREATE TABLE busy (a);"), migrate.BeforeStatements("PRAGMA busy_timeout = 10"), migrate.LockTimeout(10*time.Millisecond)))
	_ = writer.Close()
	if !strings.Contains(got, "database is locked (SQLITE_BUSY)") || !strings.Contains(got, "another process is writing") {
		t.Errorf("busy: got %s", got)
	}

	for path, want := range map[string]string{
		filepath.Join(t.TempDir(), "missing", "a.db"): "SQLITE_CANTOPEN",
		junk(t): "SQLITE_NOTADB",
	} {
		db := openLite(t, path)
		m, err := migrate.New(files("SELECT 1;"), sqlmigrate.SQLite(db))
		if err != nil {
			t.Fatal(err)
		}
		if got := upgrade(m); !strings.Contains(got, want) {
			t.Errorf("%s: got %s", path, got)
		}
		_ = db.Close()
	}
}

// junk is a file that is no database.
func junk(t *testing.T) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "junk.db")
	if err := os.WriteFile(path, []byte(strings.Repeat("no database\n", 100)), 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}
