package migrate_test

import (
	"context"
	"database/sql"
	"errors"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	_ "github.com/jackc/pgx/v5/stdlib" // the driver of database/sql

	"github.com/schemadiff/schemadiff/internal/pgtest"
	"github.com/schemadiff/schemadiff/migrate"
	"github.com/schemadiff/schemadiff/migrate/pgxmigrate"
	"github.com/schemadiff/schemadiff/migrate/sqlmigrate"
)

// targets are the ways to a database.
func targets(t *testing.T, db *pgtest.DB) map[string]migrate.Target {
	t.Helper()
	pool, err := pgxpool.New(context.Background(), db.URL())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(pool.Close)
	handle, err := sql.Open("pgx", db.URL())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = handle.Close() })
	return map[string]migrate.Target{
		"address": pgxmigrate.Address(db.URL()), "pool": pgxmigrate.Pool(pool), "database/sql": sqlmigrate.Postgres(handle),
	}
}

// Sixteen programs start at once, by all ways to connect.
func TestManyAtOnce(t *testing.T) {
	db := pgtest.New(t, 15)
	db.Exec(faultSetup)
	want := wantFaultState(t)
	ctx := context.Background()
	ways := targets(t, db)
	var group sync.WaitGroup
	var ran, waited atomic.Int32
	for i := range 16 {
		target := ways[[]string{"address", "pool", "database/sql"}[i%3]]
		group.Go(func() {
			m, err := migrate.New(faultFiles(), target, migrate.OnProgress(func(e migrate.Event) {
				if e.Kind == migrate.Waiting {
					waited.Add(1)
				}
			}))
			if err != nil {
				t.Error(err)
				return
			}
			result, err := m.Upgrade(ctx)
			if err != nil {
				t.Error(err)
			}
			ran.Add(int32(len(result.Steps)))
			if status, err := m.Status(ctx); err != nil || !status.UpToDate {
				t.Errorf("status: %+v, %v", status, err)
			}
		})
	}
	group.Wait()
	if ran.Load() != faultRevisions || waited.Load() == 0 {
		t.Errorf("%d revisions ran, and %d runners waited", ran.Load(), waited.Load())
	}
	expect(t, "database", text(t, db, faultState), want)
}

// Each way to connect runs everything, and leaves nothing behind.
func TestTargets(t *testing.T) {
	for _, name := range []string{"address", "pool", "database/sql"} {
		t.Run(name, func(t *testing.T) {
			db := pgtest.New(t, 15)
			ctx := context.Background()
			m, err := migrate.New(files("CREATE TABLE t (id int);\nSET work_mem = '123kB';", "SELECT 1,\n nope;"), targets(t, db)[name])
			if err != nil {
				t.Fatal(err)
			}
			_, err = m.Upgrade(ctx)
			var failed *migrate.StatementError
			var server *migrate.ServerError
			if !errors.As(err, &failed) || failed.Pos.String() != "b.sql:7:2" || !errors.As(err, &server) || server.Code != "42703" {
				t.Errorf("got %v", err)
			}
			expect(t, "rows", rowsOf(t, db), "a")
			// A session gives its lock back a moment after its client has gone.
			const locks = "SELECT count(*)::text FROM pg_locks WHERE locktype = 'advisory' AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
			for end := time.Now().Add(5 * time.Second); text(t, db, locks) != "0" && time.Now().Before(end); {
				time.Sleep(10 * time.Millisecond)
			}
			expect(t, "locks", text(t, db, locks), "0")
		})
	}
}

func TestCopy(t *testing.T) {
	const up = "CREATE TABLE t (id int, a text);\nCOPY t FROM stdin;\n1\tone\n2\t\\N\n\\.\nSELECT 1;"
	for name, works := range map[string]bool{"address": true, "pool": true, "database/sql": false} {
		t.Run(name, func(t *testing.T) {
			db := pgtest.New(t, 15)
			m, err := migrate.New(files(up), targets(t, db)[name])
			if err != nil {
				t.Fatal(err)
			}
			_, err = m.Upgrade(context.Background())
			if works && err != nil || !works && (err == nil || !strings.Contains(err.Error(), "a.sql:7:1") || hint(err) == "") {
				t.Errorf("got %v", err)
			}
			if works {
				expect(t, "rows", text(t, db, "SELECT string_agg(concat_ws(' ', id, a), ', ' ORDER BY id) FROM t"), "1 one, 2")
			}
		})
	}
}

// A program that has the lock keeps others waiting, as long as they want.
func TestLockWait(t *testing.T) {
	db := pgtest.New(t, 15)
	inside, release := make(chan bool), make(chan bool)
	first := open(t, db, files("SELECT 1;"), migrate.BeforeRun(func(context.Context, migrate.HookCall) error {
		close(inside)
		<-release
		return nil
	}))
	done := make(chan error)
	go func() {
		_, err := first.Upgrade(context.Background())
		done <- err
	}()
	<-inside
	second := open(t, db, files("SELECT 1;"), migrate.LockWait(100*time.Millisecond))
	if status := must[migrate.Status](t)(second.Status(context.Background())); !strings.Contains(status.Running, "schemadiff") {
		t.Errorf("status: %+v", status)
	}
	_, err := second.Upgrade(context.Background())
	if !errors.Is(err, migrate.ErrLocked) || !strings.Contains(err.Error(), "backend") {
		t.Errorf("got %v", err)
	}
	ctx, cancel := context.WithTimeout(context.Background(), 100*time.Millisecond)
	defer cancel()
	if _, err := open(t, db, files("SELECT 1;")).Upgrade(ctx); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("a cancelled wait: got %v", err)
	}
	close(release)
	if err := <-done; err != nil {
		t.Error(err)
	}
}

// A table that another session has locked is waited for shortly, and tried
// again.
func TestLockTimeout(t *testing.T) {
	db := pgtest.New(t, 15)
	db.Exec("CREATE TABLE t (id int)")
	ctx := context.Background()
	other, err := pgx.Connect(ctx, db.URL())
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close(ctx)
	hold := func() {
		if _, err := other.Exec(ctx, "BEGIN; LOCK TABLE t"); err != nil {
			t.Fatal(err)
		}
	}
	fsys := files("CREATE TABLE u ();\nALTER TABLE t ADD COLUMN a int;", "-- schemadiff: no transaction\nCREATE INDEX CONCURRENTLY t_id ON t (id);")
	retries := 0
	options := func(releaseAt int) []migrate.Option {
		return []migrate.Option{
			migrate.LockTimeout(30 * time.Millisecond),
			migrate.OnProgress(func(e migrate.Event) {
				if e.Kind != migrate.Retrying {
					return
				}
				if retries++; retries == releaseAt {
					if _, err := other.Exec(ctx, "ROLLBACK"); err != nil {
						t.Error(err)
					}
				}
			}),
		}
	}
	hold()
	_, err = open(t, db, fsys, options(0)...).Upgrade(ctx)
	if err == nil || !strings.Contains(err.Error(), "55P03") || hint(err) == "" || retries != 2 {
		t.Errorf("after %d retries: %v", retries, err)
	}
	expect(t, "history", history(t, db), "a upgrade 0/2 failed 2")
	retries = 0
	must[migrate.Result](t)(open(t, db, fsys, options(2)...).Upgrade(ctx, "a"))
	expect(t, "rows", rowsOf(t, db), "a")
	hold()
	retries = 0
	must[migrate.Result](t)(open(t, db, fsys, options(2)...).Upgrade(ctx))
	expect(t, "index", text(t, db, "SELECT indisvalid::text FROM pg_index WHERE indexrelid = 't_id'::regclass"), "true")
	if retries != 2 {
		t.Errorf("%d retries", retries)
	}
}

// A partition that another session reads is detached in part only; the next run
// finishes it.
func TestHalfDetached(t *testing.T) {
	db := pgtest.New(t, 15)
	db.Exec("CREATE TABLE p (id int) PARTITION BY LIST (id); CREATE TABLE c PARTITION OF p FOR VALUES IN (1)")
	ctx := context.Background()
	other, err := pgx.Connect(ctx, db.URL())
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close(ctx)
	if _, err := other.Exec(ctx, "BEGIN; SELECT * FROM p"); err != nil {
		t.Fatal(err)
	}
	m := open(t, db, files("-- schemadiff: no transaction\nALTER TABLE p DETACH PARTITION c CONCURRENTLY;\nDROP TABLE c;"),
		migrate.LockTimeout(50*time.Millisecond))
	if _, err := m.Upgrade(ctx); err == nil || !strings.Contains(err.Error(), "finishing the interrupted detaching of c") {
		t.Errorf("got %v", err)
	}
	expect(t, "pending", text(t, db, "SELECT inhdetachpending::text FROM pg_inherits WHERE inhrelid = 'c'::regclass"), "true")
	if _, err := other.Exec(ctx, "ROLLBACK"); err != nil {
		t.Fatal(err)
	}
	must[migrate.Result](t)(m.Upgrade(ctx))
	expect(t, "rows", rowsOf(t, db), "a")
	expect(t, "history", history(t, db), "a upgrade 0/2 running 1 failed 1\na upgrade 2/2")
}

// A run that is cancelled says what is left of it.
func TestCancelled(t *testing.T) {
	db := pgtest.New(t, 15)
	ctx, cancel := context.WithCancel(context.Background())
	m := open(t, db, files("CREATE TABLE a ();", "CREATE TABLE b ();\nSELECT pg_sleep(60);"), migrate.OnProgress(func(e migrate.Event) {
		if e.Kind == migrate.StatementBegins && strings.Contains(e.SQL, "sleep") {
			time.AfterFunc(50*time.Millisecond, cancel)
		}
	}))
	begin := time.Now()
	_, err := m.Upgrade(ctx)
	if !errors.Is(err, context.Canceled) || !strings.Contains(err.Error(), "revision b is rolled back") || time.Since(begin) > 20*time.Second {
		t.Errorf("after %s: %v", time.Since(begin), err)
	}
	expect(t, "rows", rowsOf(t, db), "a")
}

// What needs no right to write doesn't ask for it.
func TestReader(t *testing.T) {
	db := pgtest.New(t, 15)
	ctx := context.Background()
	fsys := files("CREATE TABLE a ();")
	db.Exec("DO $$ BEGIN CREATE ROLE schemadiff_reader; EXCEPTION WHEN duplicate_object THEN NULL; END $$")
	reader := open(t, db, fsys, migrate.BeforeStatements("SET ROLE schemadiff_reader", "SET default_transaction_read_only = on"))
	if status := must[migrate.Status](t)(reader.Status(ctx)); len(status.Pending) != 1 {
		t.Errorf("status: %+v", status)
	}
	must[migrate.Result](t)(open(t, db, fsys).Upgrade(ctx))
	db.Exec("GRANT SELECT ON schemadiff_version, schemadiff_history TO schemadiff_reader")
	if status := must[migrate.Status](t)(reader.Status(ctx)); !status.UpToDate {
		t.Errorf("status: %+v", status)
	}
	must[migrate.Result](t)(reader.Upgrade(ctx)) // there is nothing to do
	must[[]migrate.Record](t)(reader.Applied(ctx))
	must[migrate.Plan](t)(reader.Plan(ctx, "downgrade", "base"))
}
