package migrate_test

import (
	"context"
	"errors"
	"os"
	"strings"
	"testing"

	"github.com/schemadiff/schemadiff/internal/pgtest"
	"github.com/schemadiff/schemadiff/migrate"
	"github.com/schemadiff/schemadiff/migrate/pgxmigrate"
)

var errCable = errors.New("the cable was cut")

// cable is a database whose connection is cut at a statement.
type cable struct {
	migrate.Target
	at string // the beginning of the statement
	n  int    // the how manieth of these
	// arrives: the statement still gets to the server, only its answer is lost.
	arrives bool
}

func (c *cable) Connect(ctx context.Context) (migrate.Conn, error) {
	conn, err := c.Target.Connect(ctx)
	return &cutConn{conn, c}, err
}

type cutConn struct {
	migrate.Conn
	cable *cable
}

func (c *cutConn) Exec(ctx context.Context, sql string, args ...any) (int64, error) {
	if strings.HasPrefix(sql, c.cable.at) {
		if c.cable.n--; c.cable.n == 0 {
			if c.cable.arrives {
				if _, err := c.Conn.Exec(ctx, sql, args...); err != nil {
					return 0, err
				}
			}
			return 0, errors.Join(errCable, c.Conn.Close(ctx))
		}
	}
	return c.Conn.Exec(ctx, sql, args...)
}

func TestLostConnection(t *testing.T) {
	tests := []struct {
		name  string
		cut   cable
		want  string // what the error says
		rows  string
		doubt bool
	}{
		{"a COMMIT that didn't arrive", cable{at: "COMMIT", n: 2}, "it is certain that this transaction is not committed; revision b is rolled back", "a", false},
		{"a COMMIT whose answer is lost", cable{at: "COMMIT", n: 2, arrives: true}, "it is certain that revision b is committed", "b", false},
		{
			"a COMMIT in the middle",
			cable{at: "COMMIT", n: 3, arrives: true},
			"it is certain that this transaction is committed; revision c: statement 1 of 5 is committed", "b", false,
		},
		{"a COMMIT of a round", cable{at: "COMMIT", n: 4, arrives: true}, "it is certain that this transaction is committed", "b", false},
		{"a COMMIT of a round that didn't arrive", cable{at: "COMMIT", n: 4}, "it is certain that this transaction is not committed", "b", false},
		{"a statement in a transaction", cable{at: "CREATE TABLE b", n: 1, arrives: true}, "revision b is rolled back", "a", false},
		{"a statement outside", cable{at: "CREATE INDEX", n: 1, arrives: true}, "statement 3 ran outside a transaction", "b", true},
		{"a statement outside that didn't arrive", cable{at: "CREATE INDEX", n: 1}, "statement 3 ran outside a transaction", "b", true},
		{"a BEGIN", cable{at: "BEGIN", n: 1}, "revision a is rolled back", "", false},
	}
	fsys := files("CREATE TABLE a (id int); INSERT INTO a SELECT generate_series(1, 9);", "CREATE TABLE b ();",
		"CREATE TABLE c ();\n-- schemadiff: repeat\nDELETE FROM a WHERE id IN (SELECT id FROM a LIMIT 5);\n"+
			"-- schemadiff: no transaction\nCREATE INDEX CONCURRENTLY i ON a (id);\nCREATE TABLE d ();\nCREATE TABLE e ();")
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			db := pgtest.New(t, 15)
			ctx := context.Background()
			test.cut.Target = pgxmigrate.Address(db.URL())
			m, err := migrate.New(fsys, &test.cut)
			if err != nil {
				t.Fatal(err)
			}
			_, err = m.Upgrade(ctx)
			var failed *migrate.RunError
			if !errors.Is(err, errCable) || !errors.As(err, &failed) || !failed.Lost || !strings.Contains(err.Error(), test.want) {
				t.Errorf("got %v", err)
			}
			expect(t, "rows", rowsOf(t, db), test.rows)
			status := must[migrate.Status](t)(m.Status(ctx))
			if len(status.Interrupted) > 0 && status.Interrupted[0].InDoubt != test.doubt {
				t.Errorf("status: %+v", status)
			}
			must[migrate.Result](t)(m.Upgrade(ctx))
			expect(t, "rows", rowsOf(t, db), "c")
			expect(t, "good runs", text(t, db, "SELECT string_agg(revision, ' ' ORDER BY id) FROM schemadiff_history WHERE finished_at IS NOT NULL AND error IS NULL"), "a b c")
		})
	}
}

// The connection is lost at every statement that a run sends, once before it
// arrives and once before its answer does. Nothing is lost and nothing runs twice.
func TestCutAtEveryStatement(t *testing.T) {
	db := pgtest.New(t, 15)
	ctx := context.Background()
	fsys := faultFiles()
	for name := range fsys {
		if name >= "r05.sql" { // one of each kind
			delete(fsys, name)
		}
	}
	const reset = "DROP SCHEMA public CASCADE; CREATE SCHEMA public;" + faultSetup
	db.Exec(reset)
	must[migrate.Result](t)(open(t, db, fsys).Upgrade(ctx))
	want := text(t, db, faultState)
	step := 1
	if os.Getenv("SCHEMADIFF_FAULTS") == "" {
		step = 3
	}
	cuts := 0
	for n, ended := 1, false; !ended; n += step {
		for _, arrives := range []bool{false, true} {
			db.Exec(reset)
			way := &cable{Target: pgxmigrate.Address(db.URL()), n: n, arrives: arrives}
			m, err := migrate.New(fsys, way)
			if err != nil {
				t.Fatal(err)
			}
			_, err = m.Upgrade(ctx)
			if ended = way.n > 0; ended {
				break // the run has fewer statements
			}
			if !errors.Is(err, errCable) {
				t.Errorf("cut at %d: got %v", n, err)
			}
			cuts++
			must[migrate.Result](t)(m.Upgrade(ctx))
			if got := text(t, db, faultState); got != want {
				t.Errorf("cut at %d, arrives is %v:\n%s\nwant\n%s\n%s", n, arrives, got, want, history(t, db))
			}
		}
	}
	if cuts < 40 {
		t.Errorf("cut at %d statements only", cuts)
	}
	t.Logf("cut at %d statements", cuts)
}
