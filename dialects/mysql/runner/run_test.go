package runner_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/schemadiff/schemadiff/internal/mysqlconn"
	"github.com/schemadiff/schemadiff/internal/mytest"
	"github.com/schemadiff/schemadiff/migrate"
	"github.com/schemadiff/schemadiff/migrate/graph"
	"github.com/schemadiff/schemadiff/migrate/sqlmigrate"
)

func revision(id, revises, up, down string) string {
	return fmt.Sprintf("-- schemadiff: revision %s\n-- revises: %s\n\n-- schemadiff: up\n\n%s\n\n-- schemadiff: down\n\n%s\n", id, revises, up, down)
}

// files makes a directory of a chain of revisions a, b, c …: each is the text of
// an up section, and perhaps, behind a line of dashes, of a down section.
func files(texts ...string) fstest.MapFS {
	fsys := fstest.MapFS{}
	parent := "base"
	for i, text := range texts {
		id := string(rune('a' + i))
		up, down, _ := strings.Cut(text, "\n====\n")
		fsys[id+".sql"] = &fstest.MapFile{Data: []byte(revision(id, parent, up, down))}
		parent = id
	}
	return fsys
}

// target is the database that an address names.
func target(t testing.TB, address string) migrate.Target {
	t.Helper()
	db, err := mysqlconn.Handle(address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	return sqlmigrate.MySQL(db)
}

func open(t testing.TB, db *mytest.DB, fsys fstest.MapFS, options ...migrate.Option) *migrate.Migrator {
	t.Helper()
	m, err := migrate.New(fsys, target(t, db.URL()), append([]migrate.Option{
		migrate.RetryWith(migrate.Retries{Attempts: 3, First: 10 * time.Millisecond, Most: 50 * time.Millisecond}),
	}, options...)...)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// value reads a text from the database.
func value(t testing.TB, db *mytest.DB, query string) string {
	t.Helper()
	var text *string
	if err := db.Conn().Driver().QueryRowContext(context.Background(), query).Scan(&text); err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	if text == nil {
		return "NULL"
	}
	return *text
}

func expect(t testing.TB, db *mytest.DB, query, want string) {
	t.Helper()
	if got := value(t, db, query); got != want {
		t.Errorf("%s:\ngot  %s\nwant %s", query, got, want)
	}
}

const tables = "SELECT group_concat(table_name ORDER BY table_name SEPARATOR ' ') FROM information_schema.tables WHERE table_schema = database()"

func TestUpAndDown(t *testing.T) {
	mytest.Each(t, func(t *testing.T, product mytest.Product) {
		db, ctx := mytest.NewOn(t, product), context.Background()
		m := open(t, db, files(
			"CREATE TABLE one (id int PRIMARY KEY, note varchar(50));\nINSERT INTO one VALUES (1, 'a;\\'b'), (2, NULL);\n====\nDROP TABLE one;",
			"SET SESSION sql_mode = 'ANSI_QUOTES', @x = 'y';\nALTER TABLE one ADD \"two\" int;\nCREATE TEMPORARY TABLE scratch (a int);\nUPDATE one SET two = id;\n====\nALTER TABLE one DROP two;",
		))
		result, err := m.Upgrade(ctx)
		if err != nil || len(result.Steps) != 2 {
			t.Fatalf("got %+v, %v", result, err)
		}
		expect(t, db, tables, "one schemadiff_history schemadiff_version")
		expect(t, db, "SELECT group_concat(concat_ws(',', id, note, two) ORDER BY id SEPARATOR '; ') FROM one", "1,a;'b,1; 2,2")
		expect(t, db, "SELECT version_num FROM schemadiff_version", "b")
		expect(t, db, "SELECT count(*) FROM schemadiff_history WHERE finished_at >= started_at AND duration >= 0 AND error IS NULL", "2")
		status, err := m.Status(ctx)
		if err != nil || len(status.Rows) != 1 {
			t.Errorf("got %+v, %v", status, err)
		}
		if _, err := m.Downgrade(ctx, "base"); err != nil {
			t.Fatal(err)
		}
		expect(t, db, tables, "schemadiff_history schemadiff_version")
		expect(t, db, "SELECT count(*) FROM schemadiff_version", "0")
	})
}

// A revision that fails in the middle keeps what is done, says so, and goes on
// behind it.
func TestResume(t *testing.T) {
	mytest.Each(t, func(t *testing.T, product mytest.Product) {
		db, ctx := mytest.NewOn(t, product), context.Background()
		const broken = "CREATE TABLE one (id int);\nINSERT INTO one VALUES (1);\nALTER TABLE one ADD b int;\nINSERT INTO one VALUES (2, 2);\nALTER TABLE missing ADD c int;\nINSERT INTO one (id) VALUES (3);\n====\nDROP TABLE one;"
		_, err := open(t, db, files(broken)).Upgrade(ctx)
		var failed *migrate.RunError
		if !errors.As(err, &failed) || !strings.Contains(err.Error(), "statements 1 to 4 of 6 are committed") || !strings.Contains(err.Error(), "1146") {
			t.Fatalf("got %v", err)
		}
		expect(t, db, "SELECT count(*) FROM one", "2")
		expect(t, db, "SELECT concat_ws(' ', statements_done, failed_statement, running_statement) FROM schemadiff_history", "4 5")
		if _, err := open(t, db, files("SELECT 1;\n"+broken)).Upgrade(ctx); !errors.Is(err, migrate.ErrInterrupted) {
			t.Errorf("the part that is done was edited; got %v", err)
		}
		mended := strings.Replace(broken, "missing", "one", 1)
		if _, err := open(t, db, files(mended)).Upgrade(ctx); err != nil {
			t.Fatal(err)
		}
		expect(t, db, "SELECT group_concat(id ORDER BY id) FROM one", "1,2,3")
		expect(t, db, "SELECT count(*) FROM schemadiff_history WHERE finished_at IS NOT NULL", "2")
	})
}

// What was running when nobody looked is looked up.
func TestInDoubt(t *testing.T) {
	tests := []struct {
		name, setup, statement, done string // done brings about what the statement does
		unknown                      bool
	}{
		{"create table", "", "CREATE TABLE one (id int)", "CREATE TABLE one (id int)", false},
		{"create view", "", "CREATE SQL SECURITY INVOKER VIEW one AS SELECT 1 AS table_", "CREATE VIEW one AS SELECT 1", false},
		{"create trigger", "CREATE TABLE t (a int)", "CREATE TRIGGER one BEFORE INSERT ON t FOR EACH ROW SET NEW.a = 1", "CREATE TRIGGER one BEFORE INSERT ON t FOR EACH ROW SET NEW.a = 1", false},
		{"create procedure", "", "CREATE PROCEDURE one() SELECT 1", "CREATE PROCEDURE one() SELECT 1", false},
		{"create index", "CREATE TABLE t (a int)", "CREATE INDEX one USING btree ON t (a)", "CREATE INDEX one ON t (a)", false},
		{"drop table", "CREATE TABLE `o-n` (id int)", "DROP TABLE `o-n`", "DROP TABLE `o-n`", false},
		{"drop half of two", "CREATE TABLE a (id int); CREATE TABLE b (id int)", "DROP TABLE a, b", "DROP TABLE a", false},
		{"drop index", "CREATE TABLE t (a int, KEY one (a))", "DROP INDEX one ON t", "DROP INDEX one ON t", false},
		{"rename", "CREATE TABLE a (id int)", "RENAME TABLE a TO b", "RENAME TABLE a TO b", false},
		{"swap", "CREATE TABLE a (id int); CREATE TABLE b (id int)", "RENAME TABLE a TO c, b TO a, c TO b", "", true},
		{"add column", "CREATE TABLE t (a int)", "ALTER TABLE t ADD COLUMN b int, COMMENT 'x'", "ALTER TABLE t ADD b int", false},
		{"add column, for the time of a setting", "CREATE TABLE t (a int)", "/*M! SET STATEMENT lock_wait_timeout = 5 FOR */ ALTER TABLE t ADD COLUMN b int", "ALTER TABLE t ADD b int", false},
		{"add and rename", "CREATE TABLE t (a int)", "ALTER TABLE t ADD b int, RENAME TO u", "ALTER TABLE t ADD b int, RENAME u", false},
		{"drop column", "CREATE TABLE t (a int, b int)", "ALTER TABLE t DROP b, MODIFY a bigint", "ALTER TABLE t DROP b", false},
		{"rename column", "CREATE TABLE t (a int)", "ALTER TABLE t RENAME COLUMN a TO b", "ALTER TABLE t RENAME COLUMN a TO b", false},
		{"change", "CREATE TABLE t (a int)", "ALTER TABLE t CHANGE a b bigint", "ALTER TABLE t CHANGE a b bigint", false},
		{"modify", "CREATE TABLE t (a int)", "ALTER TABLE t MODIFY a bigint, ENGINE=InnoDB", "", false},
		{"add key", "CREATE TABLE t (a int)", "ALTER TABLE t ADD UNIQUE KEY one (a)", "ALTER TABLE t ADD UNIQUE one (a)", false},
		{"add key without a name", "CREATE TABLE t (a int)", "ALTER TABLE t ADD UNIQUE (a)", "", true},
		{"add primary key", "CREATE TABLE t (a int)", "ALTER TABLE t ADD PRIMARY KEY (a)", "ALTER TABLE t ADD PRIMARY KEY (a)", false},
		{"add constraint", "CREATE TABLE t (a int PRIMARY KEY, b int)", "ALTER TABLE t ADD CONSTRAINT one FOREIGN KEY (b) REFERENCES t (a)", "ALTER TABLE t ADD CONSTRAINT one FOREIGN KEY (b) REFERENCES t (a)", false},
		{"drop check", "CREATE TABLE t (a int, CONSTRAINT one CHECK (a > 0))", "ALTER TABLE t DROP CONSTRAINT one", "ALTER TABLE t DROP CONSTRAINT one", false},
		{"drop and add", "CREATE TABLE t (a int, b int)", "ALTER TABLE t DROP b, ADD b bigint", "", true},
		{"optimize", "CREATE TABLE t (a int)", "OPTIMIZE TABLE t", "", false},
		{"truncate", "CREATE TABLE t (a int)", "TRUNCATE TABLE t", "", true},
	}
	mytest.Each(t, func(t *testing.T, product mytest.Product) {
		for _, test := range tests {
			for _, ran := range []bool{true, false} {
				if ran && test.done == "" {
					continue
				}
				t.Run(fmt.Sprintf("%s/%v", test.name, ran), func(t *testing.T) {
					inDoubt(t, mytest.NewOn(t, product), test.setup, test.statement, map[bool]string{true: test.done}[ran], test.unknown)
				})
			}
		}
	})
}

// inDoubt lets a statement be the one that nobody saw the end of.
func inDoubt(t *testing.T, db *mytest.DB, setup, statement, done string, unknown bool) {
	ctx := context.Background()
	if setup != "" {
		db.Exec(setup)
	}
	fsys := files("DO 0;\n" + statement + ";\nDO 1;\n====\nDO 2;")
	cut := errors.New("cut")
	m := open(t, db, fsys, migrate.OnProgress(func(e migrate.Event) {
		if e.Kind == migrate.StatementBegins && e.Statement == 2 {
			panic(cut)
		}
	}))
	func() {
		defer func() {
			if reason := recover(); reason != cut { //nolint:errorlint // the very one
				t.Fatalf("got %v", reason)
			}
		}()
		_, _ = m.Upgrade(ctx)
	}()
	expect(t, db, "SELECT concat(statements_done, ' ', running_statement) FROM schemadiff_history", "1 2")
	db.Exec("KILL " + value(t, db, "SELECT id FROM information_schema.processlist WHERE db = database() AND id <> connection_id() LIMIT 1"))
	if done != "" {
		db.Exec(done)
	}
	_, err := open(t, db, fsys).Upgrade(ctx)
	switch {
	case unknown && !errors.Is(err, migrate.ErrInDoubt):
		t.Errorf("got %v; want that nobody knows", err)
	case !unknown && err != nil:
		t.Errorf("got %v", err)
	case !unknown:
		expect(t, db, "SELECT version_num FROM schemadiff_version", "a")
	}
}

// Two runners don't meet, and one that waits says for whom.
func TestLock(t *testing.T) {
	db, ctx := mytest.New(t), context.Background()
	fsys := files("CREATE TABLE one (id int);\nDO SLEEP(0.5);\n====\nDROP TABLE one;")
	second := make(chan error)
	go func() {
		time.Sleep(100 * time.Millisecond)
		m, err := migrate.New(fsys, target(t, db.URL()), migrate.LockWait(50*time.Millisecond))
		if err == nil {
			_, err = m.Upgrade(ctx)
		}
		second <- err
	}()
	if _, err := open(t, db, fsys).Upgrade(ctx); err != nil {
		t.Fatal(err)
	}
	err := <-second
	var hint interface{ Hint() string }
	if !errors.Is(err, migrate.ErrLocked) || !strings.Contains(err.Error(), "session ") || !errors.As(err, &hint) || !strings.Contains(hint.Hint(), "KILL") {
		t.Errorf("got %v", err)
	}
}

// A statement that waits too long for others is tried again.
func TestRetry(t *testing.T) {
	mytest.Each(t, func(t *testing.T, product mytest.Product) {
		db, ctx := mytest.NewOn(t, product), context.Background()
		db.Exec("CREATE TABLE one (id int)")
		other, err := mysqlconn.Open(ctx, db.URL())
		if err != nil {
			t.Fatal(err)
		}
		defer other.Close()
		if err := other.Exec(ctx, "BEGIN; SELECT * FROM one"); err != nil {
			t.Fatal(err)
		}
		retried := 0
		m := open(t, db, files("ALTER TABLE one ADD b int;\n====\nALTER TABLE one DROP b;"), migrate.LockTimeout(time.Second), migrate.OnProgress(func(e migrate.Event) {
			if e.Kind == migrate.Retrying {
				retried++
				if err := other.Exec(ctx, "ROLLBACK"); err != nil {
					t.Error(err)
				}
			}
		}))
		if _, err := m.Upgrade(ctx); err != nil || retried != 1 {
			t.Errorf("got %v after %d tries", err, retried)
		}
	})
}

func TestRepeat(t *testing.T) {
	db, ctx := mytest.New(t), context.Background()
	m := open(t, db, files("CREATE TABLE one (id int PRIMARY KEY, b int);\nINSERT INTO one SELECT seq, NULL FROM seq_1_to_25;\n"+
		"-- schemadiff: repeat\nUPDATE one SET b = 1 WHERE b IS NULL LIMIT 10;\n====\nDROP TABLE one;"))
	if _, err := m.Upgrade(ctx); err != nil {
		t.Fatal(err)
	}
	expect(t, db, "SELECT concat_ws(' ', repeat_rounds, repeat_rows, (SELECT sum(b) FROM one)) FROM schemadiff_history", "3 25 25")
}

// A script for the client leaves what a run leaves.
func TestOffline(t *testing.T) {
	mytest.Each(t, func(t *testing.T, product mytest.Product) {
		ctx := context.Background()
		fsys := files(
			"CREATE TABLE one (id int PRIMARY KEY, note varchar(50));\nINSERT INTO one VALUES (1, 'a;b'), (2, 'c'), (3, 'd');\n"+
				"-- schemadiff: repeat\nUPDATE one SET note = 'new' WHERE note <> 'new' LIMIT 2;\n====\nDROP TABLE one;",
			"SET SESSION sql_mode = 'ANSI_QUOTES';\nALTER TABLE one ADD \"two\" int;\n====\nALTER TABLE one DROP two;",
			"SET sql_mode = DEFAULT;\nALTER TABLE one ADD three int;\n====\nALTER TABLE one DROP three;",
		)
		online, offline := mytest.NewOn(t, product), mytest.NewOn(t, product)
		if _, err := open(t, online, fsys).Upgrade(ctx); err != nil {
			t.Fatal(err)
		}
		var script strings.Builder
		if err := open(t, offline, fsys, migrate.LockTimeout(2*time.Second), migrate.StatementTimeout(time.Minute)).Script(&script, graph.Up, nil); err != nil {
			t.Fatal(err)
		}
		if err := offline.ExecuteScript(ctx, script.String()); err != nil {
			t.Fatalf("%v\n%s", err, script.String())
		}
		for _, query := range []string{
			tables, "SELECT group_concat(concat_ws(',', id, note) ORDER BY id) FROM one", "SELECT version_num FROM schemadiff_version",
			"SELECT group_concat(concat_ws(' ', revision, direction, checksum, statements, statements_done, done_checksum, repeat_rounds, repeat_rows, error) ORDER BY id SEPARATOR '\\n') FROM schemadiff_history",
		} {
			expect(t, offline, query, value(t, online, query))
		}
		err := offline.ExecuteScript(ctx, script.String())
		if err == nil || !strings.Contains(err.Error(), "the script begins at base, the database is at c") {
			t.Errorf("a second time: got %v", err)
		}
		if status, err := open(t, offline, fsys).Status(ctx); err != nil || status.Running != "" {
			t.Errorf("got %+v, %v", status, err)
		}
	})
}
