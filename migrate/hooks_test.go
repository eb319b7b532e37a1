package migrate_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"testing"

	"github.com/schemadiff/schemadiff/internal/pgtest"
	"github.com/schemadiff/schemadiff/migrate"
)

func TestHooks(t *testing.T) {
	db := pgtest.New(t, 15)
	db.Exec("CREATE TABLE seen (what text)")
	ctx := context.Background()
	hook := func(name string) migrate.Hook {
		return func(ctx context.Context, call migrate.HookCall) error {
			what := name
			if call.Script != nil {
				what += " " + call.Script.ID
			}
			_, err := call.Conn.Exec(ctx, "INSERT INTO seen VALUES ($1)", fmt.Sprint(what, " ", call.InTransaction, " ", call.Rows))
			return err
		}
	}
	var log bytes.Buffer
	options := []migrate.Option{
		migrate.BeforeRun(hook("before run")), migrate.AfterRun(hook("after run")),
		migrate.BeforeRevision(hook("before")), migrate.AfterRevision(hook("after")),
		migrate.Logger(slog.New(slog.NewTextHandler(&log, nil))), migrate.ToolVersion("v9"), migrate.Who("me"),
		migrate.AfterStatements("INSERT INTO seen VALUES ('end')"),
	}
	m := open(t, db, files("SELECT 1;", "-- schemadiff: no transaction\nVACUUM;"), options...)
	must[migrate.Result](t)(m.Upgrade(ctx))
	must[migrate.Result](t)(m.Upgrade(ctx))
	expect(t, "calls", text(t, db, "SELECT string_agg(what, E'\n') FROM seen"), strings.Join([]string{
		"before run false []", "before a true []", "after a true [a]", "before b true [a]", "after b true [b]", "after run false [b]", "end",
	}, "\n"))
	expect(t, "who", text(t, db, "SELECT DISTINCT tool_version || ' ' || applied_by FROM schemadiff_history"), "v9 me")
	if !strings.Contains(log.String(), `msg="revision ends" revision=b`) {
		t.Errorf("log: %s", log.String())
	}

	// The error of a hook undoes what it is called in.
	nope := errors.New("nope")
	m = open(t, db, files("SELECT 1;", "-- schemadiff: no transaction\nVACUUM;", "CREATE TABLE c ();"),
		migrate.AfterRevision(func(context.Context, migrate.HookCall) error { return nope }))
	if _, err := m.Upgrade(ctx); !errors.Is(err, nope) {
		t.Errorf("got %v", err)
	}
	expect(t, "rows", rowsOf(t, db), "b")
	expect(t, "table", text(t, db, "SELECT count(*)::text FROM pg_class WHERE relname = 'c'"), "0")
	expect(t, "error", text(t, db, "SELECT error FROM schemadiff_history ORDER BY id DESC LIMIT 1"), "running a hook: nope")
}

// A repeated query says by its one number how many rows it changed.
func TestRepeatedQuery(t *testing.T) {
	const setup = "CREATE TABLE t (id int); INSERT INTO t SELECT generate_series(1, 7);\n-- schemadiff: repeat, pause 1ms\n"
	for _, test := range []struct{ name, statement, want string }{
		{"a number", "WITH d AS (DELETE FROM t WHERE id IN (SELECT id FROM t LIMIT 3) RETURNING 1) SELECT count(*) FROM d", ""},
		{"nothing", "SELECT NULL::int", ""},
		{"a text", "SELECT 'much'", "must return a number"},
		{"no row", "SELECT 1 WHERE false", "must return one number"},
		{"an error", "SELECT 1 / 0", "a.sql:8:1: division by zero"},
	} {
		t.Run(test.name, func(t *testing.T) {
			db := pgtest.New(t, 15)
			_, err := open(t, db, files(setup+test.statement+";")).Upgrade(context.Background())
			if test.want == "" && err != nil || test.want != "" && (err == nil || !strings.Contains(err.Error(), test.want)) {
				t.Errorf("got %v", err)
			}
			var failed *migrate.RunError
			if errors.As(err, &failed) && failed.Lost {
				t.Errorf("the connection is not lost: %v", err)
			}
		})
	}
}

// A lock that a revision gave back is noticed.
func TestLockIsLost(t *testing.T) {
	db := pgtest.New(t, 15)
	_, err := open(t, db, files("SELECT pg_advisory_unlock_all();")).Upgrade(context.Background())
	if !errors.Is(err, migrate.ErrNotHeld) {
		t.Errorf("got %v", err)
	}
}

func TestTransactionPerRun(t *testing.T) {
	db := pgtest.New(t, 15)
	ctx := context.Background()
	fsys := files("CREATE TABLE a ();", "-- schemadiff: no transaction\nVACUUM;", "CREATE TABLE c ();", "CREATE TABLE d ();\nSELECT 1 / 0;")
	_, err := open(t, db, fsys, migrate.TransactionPerRun()).Upgrade(ctx)
	if err == nil || !strings.Contains(err.Error(), "rolled back with it: b, c") {
		t.Errorf("got %v", err)
	}
	// The vacuum stands alone, so that what is before it is committed.
	expect(t, "rows", rowsOf(t, db), "a")
	expect(t, "history", history(t, db), "a upgrade 1/1\nb upgrade 1/1 open\nd upgrade 0/2 failed 2")
	must[migrate.Result](t)(open(t, db, files("CREATE TABLE a ();", "-- schemadiff: no transaction\nVACUUM;", "CREATE TABLE c ();", "CREATE TABLE d ();"),
		migrate.TransactionPerRun()).Upgrade(ctx))
	expect(t, "rows", rowsOf(t, db), "d")
}
