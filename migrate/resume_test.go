package migrate_test

import (
	"cmp"
	"context"
	"errors"
	"strings"
	"testing"

	"github.com/schemadiff/schemadiff/internal/pgtest"
	"github.com/schemadiff/schemadiff/migrate"
)

// mixed is a revision with a piece of each kind; its last statement fails.
const mixed = `CREATE TABLE t (id int);
-- schemadiff: no transaction
CREATE INDEX CONCURRENTLY t_id ON t (id);
INSERT INTO t SELECT generate_series(1, 10);
-- schemadiff: repeat
DELETE FROM t WHERE id IN (SELECT id FROM t LIMIT 4);
CREATE TABLE u (id int);
SELECT 1 / 0;`

func TestResumeBehindWhatIsDone(t *testing.T) {
	db := pgtest.New(t, 15)
	ctx := context.Background()
	m := open(t, db, files(mixed+"\n====\nDROP TABLE t;"))
	_, err := m.Upgrade(ctx)
	if err == nil || !strings.Contains(err.Error(), "statements 1 to 4 of 6 are committed") {
		t.Fatalf("got %v", err)
	}
	expect(t, "history", history(t, db), "a upgrade 4/6 failed 6")
	expect(t, "rows", rowsOf(t, db), "")

	status := must[migrate.Status](t)(m.Status(ctx))
	if len(status.Interrupted) != 1 || status.Interrupted[0].Statement != 5 || status.Interrupted[0].InDoubt {
		t.Errorf("status: %+v", status)
	}
	if _, err := m.Downgrade(ctx, "base"); !errors.Is(err, migrate.ErrInterrupted) || hint(err) == "" {
		t.Errorf("a downgrade: got %v, hint %s", err, hint(err))
	}

	// What is done may not be edited.
	edited := open(t, db, files(strings.Replace(mixed, "t (id int)", "t (id bigint)", 1)))
	if _, err := edited.Upgrade(ctx); !errors.Is(err, migrate.ErrInterrupted) {
		t.Errorf("an edited file: got %v", err)
	}
	// What failed may be mended.
	mended := open(t, db, files(strings.Replace(mixed, "1 / 0", "1 / 1", 1)))
	plan := must[migrate.Plan](t)(mended.Plan(ctx, "upgrade"))
	if len(plan.Steps) != 1 || plan.Steps[0].First != 4 || len(plan.Steps[0].Transactions) != 1 {
		t.Errorf("plan: %+v", plan)
	}
	result := must[migrate.Result](t)(mended.Upgrade(ctx))
	if len(result.Steps) != 1 || result.Steps[0].Statements != 2 {
		t.Errorf("result: %+v", result)
	}
	expect(t, "history", history(t, db), "a upgrade 4/6 failed 6\na upgrade 6/6")
	expect(t, "rows", rowsOf(t, db), "a")
	expect(t, "rounds", text(t, db, "SELECT repeat_rounds || ' ' || repeat_rows FROM schemadiff_history ORDER BY id DESC LIMIT 1"), "3 10")
}

func hint(err error) string {
	var hinted interface{ Hint() string }
	if errors.As(err, &hinted) {
		return hinted.Hint()
	}
	return ""
}

// cutOff leaves a database as it is when a runner was killed while a statement
// outside a transaction was running, and had had the effect of some SQL.
func cutOff(t *testing.T, db *pgtest.DB, m *migrate.Migrator, effect string) {
	t.Helper()
	if _, err := m.Upgrade(context.Background()); err == nil {
		t.Fatal("the statement didn't fail")
	}
	db.Exec(effect)
	if got := text(t, db, "SELECT running_statement::text || ' ' || (error IS NULL)::text FROM schemadiff_history ORDER BY id DESC LIMIT 1"); got != "2 true" {
		t.Fatalf("the history says %s", got)
	}
}

// killed makes the statement that follows die with its connection, whatever it
// is: nothing of it happens.
func killed(db *pgtest.DB) migrate.Option {
	return migrate.OnProgress(func(e migrate.Event) {
		if e.Kind == migrate.StatementBegins && e.Statement == 2 {
			db.Exec("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'")
		}
	})
}

func TestStatementsInDoubt(t *testing.T) {
	const setup = "CREATE SCHEMA app; CREATE TABLE app.t (id int); CREATE TABLE t (id int); INSERT INTO t VALUES (1); CREATE INDEX old ON t (id); " +
		"CREATE TABLE p (id int) PARTITION BY RANGE (id); CREATE TABLE c PARTITION OF p FOR VALUES FROM (0) TO (9); " +
		"CREATE PROCEDURE pr() LANGUAGE sql AS 'INSERT INTO t VALUES (2)'"
	const invalid = "CREATE INDEX t_id ON t (id); UPDATE pg_index SET indisvalid = false WHERE indexrelid = 't_id'::regclass"
	tests := []struct {
		name, statement, effect string
		found                   string // what the run says about it
		check                   string // a query that is true at the end
		first                   string // the statement before
		refused                 bool
	}{
		{
			name: "an index that isn't there", statement: "CREATE INDEX CONCURRENTLY t_id ON t (id)", found: "there is no index t_id",
			check: "SELECT (SELECT indisvalid FROM pg_index WHERE indexrelid = 't_id'::regclass)::text",
		},
		{
			name: "an index that is there", statement: "CREATE UNIQUE INDEX CONCURRENTLY IF NOT EXISTS t_id ON public.t (id)",
			effect: "CREATE INDEX t_id ON t (id)", found: "index t_id is there, and valid",
			check: "SELECT (NOT indisunique)::text FROM pg_index WHERE indexrelid = 't_id'::regclass",
		},
		{
			name: "an index that is not valid", statement: "CREATE INDEX CONCURRENTLY t_id ON ONLY t (id)", effect: invalid,
			found: "index public.t_id was there, but not valid, and is dropped",
			check: "SELECT indisvalid::text FROM pg_index WHERE indexrelid = 't_id'::regclass",
		},
		{
			name: "an index with a quoted name", statement: `CREATE INDEX CONCURRENTLY "T ""x" ON "t" (id)`, effect: `CREATE INDEX "T ""x" ON t (id)`,
			found: "is there, and valid", check: "SELECT 'true'",
		},
		{name: "an index without a name", statement: "CREATE INDEX CONCURRENTLY ON t (id)", refused: true, found: "no name of its own"},
		{
			name: "an index that is dropped", statement: "DROP INDEX CONCURRENTLY old", effect: "DROP INDEX old", found: "index old is gone",
			check: "SELECT (to_regclass('old') IS NULL)::text",
		},
		{
			name: "an index that is not dropped", statement: "DROP INDEX CONCURRENTLY IF EXISTS public.old", found: "is still there",
			check: "SELECT (to_regclass('old') IS NULL)::text",
		},
		{
			name: "a rebuilt index", statement: "REINDEX INDEX CONCURRENTLY old",
			effect: strings.ReplaceAll(invalid, "t_id", "old_ccnew"), found: "old_ccnew was there, but not valid",
			check: "SELECT (to_regclass('old_ccnew') IS NULL AND to_regclass('old') IS NOT NULL)::text",
		},
		{
			name: "a rebuilt table", statement: "REINDEX (VERBOSE) TABLE CONCURRENTLY t",
			effect: strings.ReplaceAll(invalid, "t_id", "old_ccnew1"), found: "old_ccnew1 was there, but not valid",
			check: "SELECT (to_regclass('old_ccnew1') IS NULL)::text",
		},
		{name: "a vacuum", statement: "VACUUM (ANALYZE) t", found: "a second time without harm", check: "SELECT 'true'"},
		{
			name: "a partition that is attached", statement: "ALTER TABLE p DETACH PARTITION c CONCURRENTLY", found: "c is still attached",
			check: "SELECT (count(*) = 0)::text FROM pg_inherits WHERE inhrelid = 'c'::regclass",
		},
		{
			name: "a partition that is detached", statement: "ALTER TABLE ONLY p DETACH PARTITION public.c CONCURRENTLY", effect: "ALTER TABLE p DETACH PARTITION c",
			found: "is detached", check: "SELECT (count(*) = 0)::text FROM pg_inherits WHERE inhrelid = 'c'::regclass",
		},
		{
			name: "a partition between the two", statement: "ALTER TABLE p DETACH PARTITION c CONCURRENTLY",
			effect: "UPDATE pg_inherits SET inhdetachpending = true WHERE inhrelid = 'c'::regclass", found: "was half done, and is finished",
			check: "SELECT (count(*) = 0)::text FROM pg_inherits WHERE inhrelid = 'c'::regclass",
		},
		{
			name: "an index on the search path", statement: "CREATE INDEX CONCURRENTLY t_id ON t (id)", first: "SET search_path = app",
			effect: "CREATE INDEX t_id ON app.t (id)", found: "index t_id is there, and valid", check: "SELECT (to_regclass('public.t_id') IS NULL)::text",
		},
		{name: "a procedure", statement: "CALL pr()", refused: true, found: "nothing in the catalog tells"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			db := pgtest.New(t, 15)
			ctx := context.Background()
			db.Exec(setup)
			fsys := files(cmp.Or(test.first, "SELECT 1") + ";\n-- schemadiff: no transaction\n" + test.statement + ";\nCREATE TABLE last ();")
			cutOff(t, db, open(t, db, fsys, killed(db)), "SELECT 1;"+test.effect)
			found := ""
			m := open(t, db, fsys, migrate.OnProgress(func(e migrate.Event) {
				if e.Kind == migrate.Resuming {
					found = e.Text
				}
			}))
			if status := must[migrate.Status](t)(m.Status(ctx)); len(status.Interrupted) != 1 || !status.Interrupted[0].InDoubt {
				t.Errorf("status: %+v", status)
			}
			_, err := m.Upgrade(ctx)
			if test.refused {
				if !errors.Is(err, migrate.ErrInDoubt) || !strings.Contains(err.Error(), test.found) || hint(err) == "" {
					t.Errorf("got %v, hint %s", err, hint(err))
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if !strings.Contains(found, test.found) {
				t.Errorf("found %s", found)
			}
			expect(t, "effect", text(t, db, test.check), "true")
			expect(t, "rows", rowsOf(t, db), "a")
		})
	}
}

func TestPersonSettlesTheDoubt(t *testing.T) {
	for _, test := range []struct {
		name   string
		option migrate.Option
		want   string
	}{
		{"done", migrate.AssumeDone("a"), "0"},
		{"again", migrate.RunAgain("a"), "1"},
	} {
		t.Run(test.name, func(t *testing.T) {
			db := pgtest.New(t, 15)
			fsys := files("CREATE TABLE t (id int);\n-- schemadiff: no transaction\nDO 'BEGIN INSERT INTO t VALUES (2); END';")
			cutOff(t, db, open(t, db, fsys, killed(db)), "SELECT 1")
			must[migrate.Result](t)(open(t, db, fsys, test.option).Upgrade(context.Background()))
			expect(t, "runs", text(t, db, "SELECT count(*)::text FROM t"), test.want)
		})
	}
}

// A statement that failed leaves an invalid index, which must not hinder the
// next run, even if the file was mended by another statement before it.
func TestFailedIndexIsRemoved(t *testing.T) {
	db := pgtest.New(t, 15)
	ctx := context.Background()
	const index = "-- schemadiff: no transaction\nCREATE UNIQUE INDEX CONCURRENTLY t_id ON t (id);"
	const setup = "CREATE TABLE t (id int); INSERT INTO t VALUES (1), (1);\n"
	_, err := open(t, db, files(setup+index)).Upgrade(ctx)
	if err == nil || !strings.Contains(err.Error(), "is duplicated") {
		t.Fatalf("got %v", err)
	}
	expect(t, "index", text(t, db, "SELECT count(*)::text FROM pg_class WHERE relname = 't_id'"), "0")
	expect(t, "history", history(t, db), "a upgrade 2/3 failed 3")
	mended := files(setup + "DELETE FROM t WHERE ctid = '(0,1)';\n" + index)
	must[migrate.Result](t)(open(t, db, mended).Upgrade(ctx))
	expect(t, "index", text(t, db, "SELECT indisvalid::text FROM pg_index WHERE indexrelid = 't_id'::regclass"), "true")
}

// What a revision set for its session is set again when it goes on, and is gone
// in the next one.
func TestSettingsOfTheSession(t *testing.T) {
	db := pgtest.New(t, 15)
	ctx := context.Background()
	const text1 = "CREATE SCHEMA app; SET search_path = app; CREATE TABLE t (id int);\n" +
		"-- schemadiff: no transaction\nCREATE INDEX CONCURRENTLY t_id ON t (id);\nSELECT 1 / %s;\nCREATE TABLE u ();"
	if _, err := open(t, db, files(strings.Replace(text1, "%s", "0", 1))).Upgrade(ctx); err == nil {
		t.Fatal("the division didn't fail")
	}
	must[migrate.Result](t)(open(t, db, files(strings.Replace(text1, "%s", "1", 1),
		"CREATE TABLE here (); SELECT set_config('search_path', '', false), set_config('work_mem', '1234kB', false); SET ROLE pg_monitor;",
		"SELECT 1; CREATE TABLE there AS SELECT current_setting('work_mem') AS m;"),
		migrate.BeforeStatements("SET work_mem = '777kB'")).Upgrade(ctx))
	expect(t, "tables", text(t, db, "SELECT string_agg(relnamespace::regnamespace || '.' || relname, ' ' ORDER BY relname) FROM pg_class WHERE relname IN ('t', 'u', 't_id', 'here', 'there', 'schemadiff_version')"),
		"public.here public.schemadiff_version app.t app.t_id public.there app.u")
	expect(t, "work_mem", text(t, db, "SELECT m FROM there"), "777kB")
}

// What is temporary ends with its revision, and not what a run has made for all.
func TestTemporaryTables(t *testing.T) {
	fsys := files("CREATE TABLE trail (n int); CREATE TEMP TABLE batch AS SELECT 1 AS n; INSERT INTO trail SELECT n FROM batch;",
		"DO $$ BEGIN CREATE TEMP TABLE batch AS SELECT 2 AS n; INSERT INTO trail SELECT n FROM batch; END $$;",
		"-- schemadiff: no transaction\nCREATE TEMP TABLE batch AS SELECT 3 AS n;\nINSERT INTO trail SELECT n FROM batch;",
		"CREATE TEMP TABLE batch (n int); INSERT INTO trail SELECT count(*) FROM batch;")
	for name, options := range map[string][]migrate.Option{"each by itself": nil, "all in one": {migrate.TransactionPerRun()}} {
		t.Run(name, func(t *testing.T) {
			db := pgtest.New(t, 15)
			must[migrate.Result](t)(open(t, db, fsys, options...).Upgrade(t.Context()))
			expect(t, "rows", text(t, db, "SELECT string_agg(n::text, ' ' ORDER BY ctid) FROM trail"), "1 2 3 0")
		})
	}
	db := pgtest.New(t, 15)
	must[migrate.Result](t)(open(t, db, files("CREATE TABLE a AS TABLE mine; CREATE TEMP TABLE b ();", "CREATE TABLE c AS TABLE mine;"),
		migrate.BeforeStatements("CREATE TEMP TABLE mine (n int)")).Upgrade(t.Context()))
}

// A way back that ends in the middle goes on as the way up does, with its file
// mended, and nothing else runs before.
func TestResumeTheWayBack(t *testing.T) {
	db := pgtest.New(t, 15)
	ctx := context.Background()
	const up = "CREATE TABLE t (id int); CREATE INDEX t_id ON t (id);\n====\n"
	const broken = "-- schemadiff: no transaction\nDROP INDEX CONCURRENTLY t_id;\nSELECT 1 / 0;\nDROP TABLE t;"
	fsys := files("CREATE TABLE first ();\n====\nDROP TABLE first;", up+broken, "SELECT 1;\n====\nSELECT 2;")
	m := open(t, db, fsys)
	must[migrate.Result](t)(m.Upgrade(ctx))
	_, err := m.Downgrade(ctx, "base")
	if err == nil || !strings.Contains(err.Error(), "statement 1 of 3 is committed") || !strings.Contains(err.Error(), "committed before: c") {
		t.Fatalf("got %v", err)
	}
	expect(t, "rows", rowsOf(t, db), "b")
	if _, err := m.Upgrade(ctx); !errors.Is(err, migrate.ErrInterrupted) || !strings.Contains(hint(err), "downgrade again") {
		t.Errorf("an upgrade: got %v, hint %s", err, hint(err))
	}
	fsys = files("CREATE TABLE first ();\n====\nDROP TABLE first;", up+strings.Replace(broken, "1 / 0", "1", 1), "SELECT 1;\n====\nSELECT 2;")
	must[migrate.Result](t)(open(t, db, fsys).Downgrade(ctx, "base"))
	expect(t, "rows", rowsOf(t, db), "")
	expect(t, "history", history(t, db), "a upgrade 1/1\nb upgrade 2/2\nc upgrade 1/1\nc downgrade 1/1\nb downgrade 1/3 failed 2\nb downgrade 3/3\na downgrade 1/1")
	must[migrate.Result](t)(open(t, db, fsys).Upgrade(ctx))
	expect(t, "rows", rowsOf(t, db), "c")
}

// A repeated statement that is cut off goes on with what is left.
func TestRepeatIsCutOff(t *testing.T) {
	db := pgtest.New(t, 15)
	ctx, cancel := context.WithCancel(context.Background())
	fsys := files("CREATE TABLE t (id int, n int); INSERT INTO t SELECT i, 0 FROM generate_series(1, 100) i;\n" +
		"-- schemadiff: repeat, pause 1ms\nUPDATE t SET n = n + 1 WHERE id IN (SELECT id FROM t WHERE n = 0 LIMIT 10);")
	_, err := open(t, db, fsys, migrate.OnProgress(func(e migrate.Event) {
		if e.Kind == migrate.Round && e.Rounds == 4 {
			cancel()
		}
	})).Upgrade(ctx)
	if !errors.Is(err, context.Canceled) || !strings.Contains(err.Error(), "40 rows were changed in 4 rounds") {
		t.Fatalf("got %v", err)
	}
	var rounds []int64
	must[migrate.Result](t)(open(t, db, fsys, migrate.OnProgress(func(e migrate.Event) {
		if e.Kind == migrate.Round {
			rounds = append(rounds, e.Rounds)
		}
	})).Upgrade(context.Background()))
	if len(rounds) != 6 || rounds[0] != 5 {
		t.Errorf("rounds: %v", rounds)
	}
	expect(t, "rows", text(t, db, "SELECT min(n) || ' to ' || max(n) FROM t"), "1 to 1")
	expect(t, "history", text(t, db, "SELECT repeat_rounds || ' ' || repeat_rows FROM schemadiff_history ORDER BY id DESC LIMIT 1"), "10 100")
}

// Settings that end with their transaction need nobody who brings them back.
func TestSettingsOfTheTransaction(t *testing.T) {
	db := pgtest.New(t, 15)
	must[migrate.Result](t)(open(t, db, files("SET TRANSACTION READ WRITE;\nSET LOCAL work_mem = '1MB';\nSET CONSTRAINTS ALL DEFERRED;\nSET \"a.b\" = 'x';\nSET SESSION c.d TO y;\nSET kept.it = '2';\nSELECT setseed(0.5), pg_catalog.set_config('e.f', 'z', false);",
		"CREATE TABLE seen AS SELECT concat_ws(' ', current_setting('work_mem'), current_setting('a.b', true) || current_setting('c.d', true) || current_setting('e.f', true) || 'none', current_setting('kept.it')) AS s;"),
		migrate.BeforeStatements("SET kept.it = '1'")).Upgrade(context.Background()))
	expect(t, "settings", text(t, db, "SELECT s FROM seen"), "4MB none 1")
}
