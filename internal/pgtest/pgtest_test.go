package pgtest_test

import (
	"context"
	"strings"
	"testing"

	"github.com/schemadiff/schemadiff/internal/pgtest"
)

func TestNew(t *testing.T) {
	pgtest.Each(t, func(t *testing.T, major int) {
		db := pgtest.New(t, major)
		db.Exec(`CREATE TABLE t (id int PRIMARY KEY); INSERT INTO t VALUES (1), (2)`)
		var n, version int
		err := db.Conn().QueryRow(context.Background(),
			`SELECT count(*), current_setting('server_version_num')::int / 10000 FROM t`).Scan(&n, &version)
		if err != nil || n != 2 || version != major {
			t.Fatalf("got %d rows on version %d, %v; want 2 rows on %d", n, version, err, major)
		}
		copied := db.Clone(t)
		if err := copied.Conn().QueryRow(context.Background(), `SELECT count(*) FROM t`).Scan(&n); err != nil || n != 2 {
			t.Fatalf("got %d rows in the clone, %v; want 2", n, err)
		}
	})
}

func TestDatabaseIsDropped(t *testing.T) {
	server := pgtest.Need(t, 15)
	var name string
	t.Run("inner", func(t *testing.T) { name = pgtest.New(t, 15).Name() })
	database, err := server.Create(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := database.Drop(context.Background()); err != nil {
			t.Error(err)
		}
	}()
	conn, err := database.Connect(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	var exists bool
	err = conn.QueryRow(context.Background(), `SELECT EXISTS (SELECT FROM pg_database WHERE datname = $1)`, name).Scan(&exists)
	if err != nil || exists {
		t.Fatalf("database %s: exists is %v, %v; want it dropped at the end of its test", name, exists, err)
	}
}

const dumpLikeScript = `
\restrict abcdef
SET search_path = '';
CREATE TABLE public.t (id int, note text);
COPY public.t (id, note) FROM stdin;
1	a;b 'quoted
2	\\.
\.
CREATE FUNCTION public.f() RETURNS int LANGUAGE sql AS $$ SELECT 1; SELECT 2 $$;
CREATE DATABASE elsewhere;
\connect elsewhere
CREATE ROLE pgtest_role;
CREATE ROLE pgtest_role;
GRANT SELECT ON public.t TO pgtest_role;
DROP ROLE pgtest_role;
\unrestrict abcdef
`

func TestLoadScript(t *testing.T) {
	pgtest.Each(t, func(t *testing.T, major int) {
		db := pgtest.New(t, major)
		db.LoadScript(t, dumpLikeScript)
		var notes []string
		err := db.Conn().QueryRow(context.Background(), `SELECT array_agg(note ORDER BY id) FROM t`).Scan(&notes)
		if err != nil || len(notes) != 2 || notes[0] != "a;b 'quoted" || notes[1] != `\.` {
			t.Errorf("got rows %q, %v", notes, err)
		}
		db.Exec(`DROP OWNED BY pgtest_role; DROP ROLE pgtest_role`)
	})
}

func TestScriptErrorHasPosition(t *testing.T) {
	db := pgtest.New(t, 15)
	err := db.ExecuteScript(context.Background(), "CREATE TABLE t (id int);\n\n  CREATE TABLE t (id int);\n")
	if err == nil || !strings.HasPrefix(err.Error(), "script:3:3: ") {
		t.Errorf("got %v; want an error at script:3:3", err)
	}
}

func TestDump(t *testing.T) {
	pgtest.Each(t, func(t *testing.T, major int) {
		db := pgtest.New(t, major)
		db.Exec(`CREATE TABLE t (id int DEFAULT 7)`)
		if dump := pgtest.Dump(t, db); !strings.Contains(dump, "id integer DEFAULT 7") {
			t.Errorf("the dump lacks the column:\n%s", dump)
		}
	})
}

func TestCompareDumps(t *testing.T) {
	const base = `CREATE TABLE t (a varchar(5), b int, c int, CHECK (a IN ('x', 'y'))); CREATE INDEX i ON t (a);
		CREATE STATISTICS s ON b, c FROM t;`
	tests := []struct {
		name, sql string
		same      bool
	}{
		{"same text", base, true},
		{"columns in another order", `CREATE TABLE t (c int, b int, a varchar(5), CHECK (a IN ('x', 'y')));
			CREATE STATISTICS s ON b, c FROM t; CREATE INDEX i ON t (a);`, true},
		{"check as the server prints it", `CREATE TABLE t (a varchar(5), b int, c int, CONSTRAINT t_a_check
			CHECK (((a)::text = ANY ((ARRAY['x'::character varying, 'y'::character varying])::text[]))));
			CREATE INDEX i ON t (a); CREATE STATISTICS s ON b, c FROM t;`, true},
		{"another type", strings.Replace(base, "b int", "b bigint", 1), false},
		{"another check", strings.Replace(base, "'y'", "'z'", 1), false},
		{"one index more", base + `CREATE INDEX j ON t (b)`, false},
		{"index columns in another order", base + `DROP INDEX i; CREATE INDEX i ON t (b, a)`, false},
		{"a comment", base + `COMMENT ON COLUMN t.a IS 'x'`, false},
		{"unlogged", strings.Replace(base, "TABLE", "UNLOGGED TABLE", 1), false},
	}
	pgtest.Each(t, func(t *testing.T, major int) {
		want := pgtest.New(t, major)
		want.Exec(base)
		for _, test := range tests {
			t.Run(test.name, func(t *testing.T) {
				got := pgtest.New(t, major)
				got.Exec(test.sql)
				if diff := pgtest.CompareDumps(t, want, got); (diff == "") != test.same {
					t.Errorf("the same is %v; want %v\n%s", diff == "", test.same, diff)
				}
			})
		}
	})
}

func TestCanonicalDumpIsStable(t *testing.T) {
	pgtest.Each(t, func(t *testing.T, major int) {
		db := pgtest.New(t, major)
		db.Exec(`CREATE TABLE t (a varchar(5), CHECK (a IN ('x', 'y')))`)
		first := pgtest.CanonicalDump(t, db)
		copied := pgtest.New(t, major)
		copied.LoadScript(t, first)
		if again := pgtest.CanonicalDump(t, copied); again != first {
			t.Errorf("the canonical dump of its own text differs:\n%s\n%s", first, again)
		}
	})
}
