package ddl_test

import (
	"context"
	"fmt"
	"os"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/schemadiff/schemadiff/dialects/postgres/ddl"
	"github.com/schemadiff/schemadiff/inspect/sqlfile"
	"github.com/schemadiff/schemadiff/model"
)

// read reads scripts by name.
func read(t testing.TB, opts ddl.Options, scripts ...sqlfile.Source) (model.Schema, error) {
	t.Helper()
	return ddl.Read(context.Background(), scripts, opts)
}

func one(text string) sqlfile.Source { return sqlfile.Source{Name: "f.sql", Text: text} }

// TestErrors checks mistakes: each is reported at its place, and all of them.
func TestErrors(t *testing.T) {
	tests := []struct{ name, script, want string }{
		{"syntax", "CREATE TABLE t (a int,);\nCREATE TABLE u (a int);\nSELEC 1", "f.sql:1:23: syntax error at or near \")\"\nf.sql:3:1: syntax error at or near \"SELEC\""},
		{"missing table", "ALTER TABLE nothing ADD a int;", "f.sql:1:13: relation nothing does not exist"},
		{"missing type", "CREATE TABLE t (\n  a nothing);", "f.sql:2:5: type nothing does not exist"},
		{"missing column in a check", "CREATE TABLE t (a int, CHECK (b > 0));", "f.sql:1:31: column b does not exist"},
		{"missing function", "CREATE TABLE t (a int DEFAULT f(1));", "f.sql:1:31: function f does not exist"},
		{"missing operator", "CREATE TABLE t (a int CHECK (a @@@@@ 1));", "f.sql:1:32: operator @@@@@ does not exist"},
		{"missing sequence", "CREATE TABLE t (a int DEFAULT nextval('s'));", "f.sql:1:31: relation s does not exist"},
		{"missing schema", "CREATE TABLE s.t (a int);", "f.sql:1:14: schema s does not exist"},
		{"nowhere to create", "SET search_path = '';\nCREATE TABLE t (a int);", "f.sql:2:14: no schema has been selected to create in (write the schema before the name, or set search_path)"},
		{"missing key", "CREATE TABLE p (a int); CREATE TABLE t (a int REFERENCES p);", "f.sql:1:58: there is no primary key for referenced table public.p"},
		{"no matching key", "CREATE TABLE p (a int, b int, UNIQUE (a)); CREATE TABLE t (a int REFERENCES p (b));", "f.sql:1:77: there is no unique constraint matching given keys for referenced table public.p"},
		{"twice", "CREATE TABLE t (a int);\nCREATE TABLE t (a int);", "f.sql:2:14: relation public.t already exists"},
		{"column twice", "CREATE TABLE t (a int, a int);", "f.sql:1:24: column a specified more than once"},
		{"constraint twice", "CREATE TABLE t (a int CONSTRAINT c CHECK (a > 0), CONSTRAINT c CHECK (a > 1));", "f.sql:1:1: constraint c for relation public.t already exists"},
		{"two primary keys", "CREATE TABLE t (a int PRIMARY KEY, b int PRIMARY KEY);", "f.sql:1:42: multiple primary keys for table t are not allowed"},
		{"dependent objects", "CREATE TABLE t (a int PRIMARY KEY); CREATE TABLE u (a int REFERENCES t);\nDROP TABLE t;", "f.sql:2:1: cannot drop table public.t because other objects depend on it: constraint u_a_fkey on table public.u"},
		{"type in use", "CREATE TYPE e AS ENUM (); CREATE TABLE t (a e);\nDROP TYPE e;", "f.sql:2:1: cannot drop type public.e because other objects depend on it: column a of table public.t"},
		{"sequence in use", "CREATE TABLE t (a serial);\nDROP SEQUENCE t_a_seq;", "f.sql:2:1: cannot drop sequence public.t_a_seq because other objects depend on it: default value for column a of table public.t"},
		{"tables of another server", "IMPORT FOREIGN SCHEMA s FROM SERVER x INTO y;", "f.sql:1:1: which tables IMPORT FOREIGN SCHEMA makes is only known to the server that it asks (write CREATE FOREIGN TABLE statements)"},
		{"permanent refers to unlogged", "CREATE UNLOGGED TABLE a (id int PRIMARY KEY);\nCREATE TABLE b (a int REFERENCES a);", "f.sql:2:34: constraints on permanent tables may reference only permanent tables"},
		{"permanent refers to temporary", "CREATE TEMP TABLE a (id int PRIMARY KEY);\nCREATE TABLE b (a int REFERENCES a);", "f.sql:2:34: constraints on permanent tables may reference only permanent tables"},
		{"unlogged refers to temporary", "CREATE TEMP TABLE a (id int PRIMARY KEY);\nCREATE UNLOGGED TABLE b (a int REFERENCES a);", "f.sql:2:43: constraints on unlogged tables may reference only permanent or unlogged tables"},
		{"temporary refers to permanent", "CREATE TABLE a (id int PRIMARY KEY);\nCREATE TEMP TABLE b (a int REFERENCES a);", "f.sql:2:39: constraints on temporary tables may reference only temporary tables"},
		{"added to a permanent table", "CREATE UNLOGGED TABLE a (id int PRIMARY KEY);\nCREATE TABLE b (a int);\nALTER TABLE b ADD FOREIGN KEY (a) REFERENCES a;", "f.sql:3:46: constraints on permanent tables may reference only permanent tables"},
		{"logged refers to unlogged", "CREATE UNLOGGED TABLE a (id int PRIMARY KEY);\nCREATE UNLOGGED TABLE b (a int REFERENCES a);\nALTER TABLE b SET LOGGED;", "f.sql:3:1: could not change table public.b to logged because it references unlogged table public.a"},
		{"unlogged below logged", "CREATE TABLE a (id int PRIMARY KEY);\nCREATE TABLE b (a int REFERENCES a);\nALTER TABLE a SET UNLOGGED;", "f.sql:3:1: could not change table public.a to unlogged because logged table public.b references it"},
		{"filter of a partitioned table", "CREATE TABLE p (a int) PARTITION BY LIST (a);\nCREATE PUBLICATION x FOR TABLE p WHERE (a > 1);", "f.sql:2:1: cannot use publication WHERE clause for partitioned table public.p (set publish_via_partition_root)"},
		{"columns of a partitioned table", "CREATE TABLE p (a int) PARTITION BY LIST (a); CREATE PUBLICATION x FOR TABLE p (a) WITH (publish_via_partition_root);\nALTER PUBLICATION x SET (publish_via_partition_root = off);", "f.sql:2:1: cannot use column list for partitioned table public.p in a publication (set publish_via_partition_root)"},
		{"columns beside a schema", "CREATE TABLE p (a int); CREATE PUBLICATION x FOR TABLE p (a);\nALTER PUBLICATION x ADD TABLES IN SCHEMA public;", "f.sql:2:1: cannot use column list for table public.p in a publication that has schemas"},
		{"filter on a domain", "CREATE DOMAIN d AS int; CREATE TABLE p (a d);\nCREATE PUBLICATION x FOR TABLE p WHERE (a > 1);", "f.sql:2:1: invalid publication WHERE expression: column a has a user-defined type"},
		{"filter on a virtual column", "CREATE TABLE p (a int, b int GENERATED ALWAYS AS (a + 1) VIRTUAL);\nCREATE PUBLICATION x FOR TABLE p WHERE (b > 1);", "f.sql:2:1: invalid publication WHERE expression: column b is a virtual generated column"},
		{"no server", "CREATE FOREIGN TABLE t (a int) SERVER s;", "f.sql:1:1: server s does not exist"},
		{"key of a foreign table", "CREATE FOREIGN DATA WRAPPER w; CREATE SERVER s FOREIGN DATA WRAPPER w;\nCREATE FOREIGN TABLE t (a int PRIMARY KEY) SERVER s;", "f.sql:2:31: primary key constraints are not supported on foreign tables"},
		{"no foreign table", "CREATE TABLE t (a int);\nALTER FOREIGN TABLE t ADD b int;", "f.sql:2:21: public.t is not a foreign table"},
		{"server in use", "CREATE FOREIGN DATA WRAPPER w; CREATE SERVER s FOREIGN DATA WRAPPER w; CREATE FOREIGN TABLE t (a int) SERVER s;\nDROP SERVER s;", "f.sql:2:1: cannot drop server s because other objects depend on it: foreign table public.t"},
		{"option twice", "CREATE FOREIGN DATA WRAPPER w; CREATE SERVER s FOREIGN DATA WRAPPER w; CREATE FOREIGN TABLE t (a int OPTIONS (x '1')) SERVER s;\nALTER FOREIGN TABLE t ALTER a OPTIONS (ADD x '2');", "f.sql:2:44: option x provided more than once"},
		{"loop with DDL", "DO $$ BEGIN\n FOR i IN 1..random() LOOP\n  CREATE TABLE t (a int);\n END LOOP; END $$;", "f.sql:3:3: whether and how often this statement runs is only known when the block runs (write the statements outside of DO)"},
		{"dynamic DDL", "DO $$ BEGIN EXECUTE 'CREATE TABLE t_' || to_char(now(), 'YYYY') || ' (a int)'; END $$;", "f.sql:1:13: EXECUTE runs a statement that is only known when it runs (write the statements outside of DO)"},
		{"rounds that clash", "DO $$ BEGIN\n FOR i IN 1..3 LOOP\n  CREATE TABLE t (a int);\n END LOOP; END $$;", "f.sql:3:16: relation public.t already exists"},
		{"mistake in a made statement", "DO $$ BEGIN\n FOR i IN 1..3 LOOP\n  EXECUTE format('CREATE TABLE t%s (a nothing)', i);\n END LOOP; END $$;", "f.sql:3:11: type nothing does not exist"},
		{"syntax of a made statement", "DO $$ BEGIN\n  EXECUTE 'CREATE TABLE ' || ' (a int)'; END $$;", "f.sql:2:11: syntax error at or near \"(\""},
		{"endless loop", "DO $$ BEGIN LOOP EXECUTE 'DROP TABLE IF EXISTS t' || 1; END LOOP; END $$;", "f.sql:1:13: this loop has too many rounds"},
		{"a variable that a query sets", "DO $$ DECLARE n int := 1; BEGIN SELECT count(*) INTO n FROM pg_class; EXECUTE 'CREATE TABLE t' || n || ' ()'; END $$;", "f.sql:1:71: EXECUTE runs"},
		{"a variable that a loop may set", "DO $$ DECLARE n int := 1; BEGIN IF random() < 1 THEN n := 2; END IF; EXECUTE 'CREATE TABLE t' || n || ' ()'; END $$;", "f.sql:1:70: EXECUTE runs"},
		{"a round that may be the last", "DO $$ BEGIN FOR i IN 1..3 LOOP EXIT WHEN random() < 1; EXECUTE 'CREATE TABLE t' || i || ' ()'; END LOOP; END $$;", "f.sql:1:56: whether this statement runs"},
		{"text of a time that depends on the zone", "DO $$ DECLARE r record; BEGIN FOR r IN SELECT generate_series('2024-01-01'::date, '2024-02-01', '1 month') AS m LOOP EXECUTE 'COMMENT ON SCHEMA public IS ' || quote_literal(r.m::text); END LOOP; END $$;", "f.sql:1:118: EXECUTE runs"},
		{"mistake in a block", "DO $$ BEGIN\n CREATE TABLE t (a nothing); END $$;", "f.sql:2:20: type nothing does not exist"},
		{"what follows from a mistake", "CREATE TABLE t (a nothing, b int REFERENCES t, c int);\nALTER TABLE t ADD UNIQUE (b);\nCREATE INDEX ON t (c); CREATE TABLE u (a int REFERENCES t (c));", "f.sql:1:19: type nothing does not exist"},
		{"underivable", "CREATE TABLE t AS SELECT nothing FROM pg_class;", "f.sql:1:14: the columns of this query can't be derived without a server"},
		{"psql variable", "CREATE TABLE :name (a int);", "f.sql:1:14: syntax error at or near \":\" (variables of psql such as :name are not replaced)"},
		{"other database", "CREATE TABLE t (a int);\n\\connect other\nCREATE TABLE u (a int);", "f.sql:2:1: the script goes on in another database, other (give the script of one database)"},
		{"backslash in an old block", "SET standard_conforming_strings = off;\nDO $$ BEGIN CREATE TABLE t (a text DEFAULT '\\n'); END $$;", "f.sql:2:44: a string has a backslash while standard_conforming_strings is off (write the statements outside of DO)"},
		{"sequence out of range", "CREATE SEQUENCE s MINVALUE 5 START 1;", "f.sql:1:1: START value (1) cannot be less than MINVALUE (5)"},
		{
			"column called like an argument", "CREATE TABLE t (a int); CREATE FUNCTION f(x int) RETURNS int LANGUAGE sql RETURN (SELECT max(a) FROM t WHERE a > x);\nALTER TABLE t RENAME a TO x;",
			"f.sql:2:1: following a new name in (SELECT max(a) FROM public.t WHERE a > x) of the function public.f(integer): an argument has the column's new name",
		},
		{"enum label", "CREATE TYPE e AS ENUM ('a'); ALTER TYPE e ADD VALUE 'a';", "f.sql:1:30: enum label 'a' already exists"},
		{"partition of nothing", "CREATE TABLE p (a int); CREATE TABLE q PARTITION OF p DEFAULT;", "f.sql:1:25: public.p is not partitioned"},
		{"oids", "CREATE TABLE t (a int) WITH (oids = false); CREATE TABLE u (a int)\nWITH (oids);", "f.sql:2:7: tables declared WITH OIDS are not supported"},
		{"subquery", "CREATE TABLE t (a int CHECK (a > (SELECT 1)));", "f.sql:1:34: cannot use subquery in check constraint"},
		{"unclosed", "CREATE TABLE t (a int;\nCREATE TABLE u (a int)", "f.sql:1:16: this parenthesis is never closed"},
		{"a wrong directive", "-- schemadiff: renamed to x\nCREATE TABLE t (a int);", `f.sql:1:1: this directive isn't understood: what can be said is "renamed from <name>"`},
		{"a directive for nothing", "-- schemadiff: renamed from x\nDROP TABLE IF EXISTS t;", "f.sql:1:1: this directive belongs to nothing that could be renamed"},
		{"a directive for what is gone", "-- schemadiff: renamed from x\nCREATE TABLE t (a int); DROP TABLE t;", "f.sql:1:1: table public.t isn't there at the end, so that it can't have been renamed"},
		{"a directive at the end", "CREATE TABLE t (a int);\n-- schemadiff: renamed from x", "f.sql:2:1: this directive belongs to no statement"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := read(t, ddl.Options{}, one(tt.script))
			if err == nil {
				t.Fatal("no error")
			}
			if got := err.Error(); !strings.HasPrefix(got, tt.want) || strings.Count(got, "\n") > strings.Count(tt.want, "\n") {
				t.Errorf("got\n%s\nwant\n%s", got, tt.want)
			}
			if strings.Contains(err.Error(), "unforeseen") {
				t.Error(err)
			}
		})
	}
}

// TestDirectives checks what a rename directive is about.
func TestDirectives(t *testing.T) {
	const script = `
-- schemadiff: renamed from old_t
CREATE TABLE t (
  a int, -- schemadiff: renamed from "Old A"
  -- schemadiff: renamed from old_b
  b int
    DEFAULT 5, /* schemadiff: renamed from not_b */
  c int,
  CONSTRAINT k UNIQUE (c), -- schemadiff: renamed from old_k
  CONSTRAINT x CHECK (a > 0) -- schemadiff: renamed from old_x
);
CREATE TABLE s ( -- schemadiff: renamed from public.old_s
  a int REFERENCES t (c) -- schemadiff: renamed from old_a
);
CREATE INDEX i ON t (a); -- schemadiff: renamed from old_i
CREATE TYPE e -- schemadiff: renamed from old_e
  AS ENUM ();
-- schemadiff: renamed from app.old_q
CREATE SEQUENCE q;
-- schemadiff: renamed from old_col
ALTER TABLE s ADD COLUMN d int;
ALTER TABLE s ADD CONSTRAINT f FOREIGN KEY (d) REFERENCES t (c); -- schemadiff: renamed from old_f
-- schemadiff: renamed from old_n
CREATE SCHEMA n;
`
	s, err := read(t, ddl.Options{}, one(script))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, d := range s.Directives {
		got = append(got, fmt.Sprintf("%d: %s from %s", d.Pos.Line, d.To, d.From.Path()))
	}
	want := []string{
		"2: table public.t from public.old_t",
		"4: column public.t.a from public.t.Old A",
		"5: column public.t.b from public.t.old_b",
		"7: column public.t.b from public.t.not_b",
		"9: unique constraint public.t.k from public.t.old_k",
		"10: check constraint public.t.x from public.t.old_x",
		"12: table public.s from public.old_s",
		"13: column public.s.a from public.s.old_a",
		"15: index public.t.i from public.t.old_i",
		"16: enum public.e from public.old_e",
		"18: sequence public.q from app.old_q",
		"20: column public.s.d from public.s.old_col",
		"22: foreign key public.s.f from public.s.old_f",
		"23: schema n from old_n",
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// TestPool checks that the files of a directory are applied in the order of
// their dependencies, whatever they are called.
func TestPool(t *testing.T) {
	archive, err := txtar.ParseFile("testdata/pool.txt")
	if err != nil {
		t.Fatal(err)
	}
	var scripts []sqlfile.Source
	for _, f := range archive.Files {
		scripts = append(scripts, sqlfile.Source{Name: f.Name, Text: string(f.Data)})
	}
	first, err := read(t, ddl.Options{}, scripts...)
	if err != nil {
		t.Fatal(err)
	}
	if len(first.Tables) != 4 || len(first.Enums) != 1 || len(first.Domains) != 1 {
		t.Errorf("got %d tables, %d enums, %d domains", len(first.Tables), len(first.Enums), len(first.Domains))
	}
	for i, j := 0, len(scripts)-1; i < j; i, j = i+1, j-1 {
		scripts[i], scripts[j] = scripts[j], scripts[i]
	}
	second, err := read(t, ddl.Options{}, scripts...)
	if err != nil {
		t.Fatal(err)
	}
	if d := strictly(first, second); d != "" {
		t.Errorf("another order of the files gives something else:\n%s", d)
	}
}

// TestInOrder checks that revisions don't wait for each other.
func TestInOrder(t *testing.T) {
	scripts := []sqlfile.Source{
		{Name: "1.sql", Text: "CREATE TABLE a (x int); SET search_path = nowhere; CREATE TEMP TABLE t (id serial PRIMARY KEY); CREATE TEMP VIEW v AS SELECT * FROM t;"},
		{Name: "2.sql", Text: "DROP TABLE a; CREATE TABLE a (y int); CREATE TEMP TABLE t (z int); DISCARD TEMP; CREATE TEMP VIEW t AS SELECT 1;"},
		{Name: "3.sql", Text: "ALTER TABLE a ADD z int;"},
	}
	schema, err := read(t, ddl.Options{InOrder: true}, scripts...)
	if err != nil {
		t.Fatal(err)
	}
	if len(schema.Tables) != 1 || len(schema.Sequences) != 0 || len(schema.Tables[0].Columns) != 2 {
		t.Errorf("got %+v", schema.Tables)
	}
	_, err = read(t, ddl.Options{InOrder: true}, scripts[1], scripts[0])
	if want := "2.sql:1:1: table a does not exist"; err == nil || !strings.Contains(err.Error(), want) {
		t.Errorf("got %v, want %s", err, want)
	}
}

// TestPoolErrors checks what is left of a pool: mistakes, and what never found
// what it needs, with nothing half done.
func TestPoolErrors(t *testing.T) {
	_, err := read(t, ddl.Options{},
		sqlfile.Source{Name: "a.sql", Text: "CREATE TABLE a (x serial, y nothing);\nCREATE VIEW v AS SELECT * FROM b;"},
		sqlfile.Source{Name: "b.sql", Text: "CREATE TABLE b (x int,, y int);\nCREATE TABLE a_x_seq (x int); ALTER TABLE a_x_seq ADD z int, ADD w nothing2;"},
	)
	want := "a.sql:1:29: type nothing does not exist\na.sql:2:32: relation b does not exist\n" +
		"b.sql:1:23: syntax error at or near \",\"\nb.sql:2:68: type nothing2 does not exist"
	if err == nil || err.Error() != want {
		t.Errorf("got\n%v\nwant\n%s", err, want)
	}
}

func TestWarnings(t *testing.T) {
	var got []string
	opts := ddl.Options{Warn: func(e *sqlfile.Error) { got = append(got, e.Error()) }}
	script := "SELECT create_hypertable('t');\nSELECT now(), setval('s', 1);\nDO LANGUAGE plperl 'x';\nCREATE FUNCTION f() RETURNS int LANGUAGE sql AS 'SELECT 1'; SELECT f();\n-- migrate:down\nSET default_with_oids = true;\nSET default_with_oids = false;"
	if _, err := read(t, opts, one(script)); err != nil {
		t.Fatal(err)
	}
	want := "f.sql:1:8: what the function create_hypertable does to the schema isn't known\n" +
		"f.sql:3:1: what this block in plperl does to the schema isn't known\n" +
		"f.sql:5:1: what follows is the way back of this migration, and is run like what stands above (leave it out to read what the migration leads to)\n" +
		"f.sql:6:1: tables have no oids since PostgreSQL 12: the tables that follow are read without"
	if strings.Join(got, "\n") != want {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), want)
	}
}

func TestOptions(t *testing.T) {
	s, err := read(t, ddl.Options{Version: 150003, SearchPath: []string{"app", "public"}}, one("CREATE SCHEMA app; CREATE TABLE t (a int);"))
	if err != nil {
		t.Fatal(err)
	}
	if s.Version != 150003 || s.Tables[0].Schema != "app" || s.Dialect != "postgres" {
		t.Errorf("got %s %d, table %s", s.Dialect, s.Version, s.Tables[0].QName())
	}
	if _, err := read(t, ddl.Options{Version: 90600}, one("")); err == nil {
		t.Error("version 9.6 is read")
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := ddl.Read(ctx, []sqlfile.Source{one(strings.Repeat("SELECT 1;", 10000))}, ddl.Options{}); err == nil {
		t.Error("a cancelled context doesn't end the reading")
	}
}

// TestPositions checks where objects say that they were declared.
func TestPositions(t *testing.T) {
	s, err := read(t, ddl.Options{}, one("SELECT 1;\nCREATE TABLE t (\n  é int,\n  b int CHECK (b > 0)\n);\nCREATE INDEX i ON t (b);"))
	if err != nil {
		t.Fatal(err)
	}
	table := s.Tables[0]
	for _, p := range []struct {
		what string
		pos  model.Pos
		want string
	}{
		{"table", table.Pos, "f.sql:2:14"},
		{"column", table.Columns[1].Pos, "f.sql:4:3"},
		{"check", table.Checks[0].Pos, "f.sql:4:9"},
		{"expression", table.Checks[0].Expr.Pos, "f.sql:4:16"},
		{"index", table.Indexes[0].Pos, "f.sql:6:19"},
	} {
		if p.pos.String() != p.want {
			t.Errorf("%s is at %s, want %s", p.what, p.pos, p.want)
		}
	}
}

// TestBigInput feeds the reader with what is too big or too deep.
func TestBigInput(t *testing.T) {
	deep := strings.Repeat("(", 10000) + "1" + strings.Repeat(")", 10000)
	tests := []struct{ name, script, want string }{
		{"deep default", "CREATE TABLE t (a int DEFAULT " + deep + ");", "nested too deeply"},
		{"deep check", "CREATE TABLE t (a int CHECK (a" + strings.Repeat(" + 1", 10000) + " > 0));", "nested too deeply"},
		{"big string", "CREATE TABLE t (a int); COMMENT ON TABLE t IS '" + strings.Repeat("x", 20_000_000) + "';", ""},
		{"big insert", "INSERT INTO t VALUES (1)" + strings.Repeat(",(1)", 5_000_000) + ";", ""},
		{"many columns", "CREATE TABLE t (a int" + columns(1500) + ");", ""},
		{"many tables", tables(5000), ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := read(t, ddl.Options{}, one(tt.script))
			if err == nil && tt.want != "" || err != nil && (tt.want == "" || !strings.Contains(err.Error(), tt.want)) {
				t.Errorf("got %v, want %q", err, tt.want)
			}
		})
	}
}

func columns(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, ", c%d int", i)
	}
	return b.String()
}

func tables(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "CREATE TABLE t%d (id serial PRIMARY KEY, a int CHECK (a > 0), b text UNIQUE);\n", i)
	}
	return b.String()
}

func FuzzRead(f *testing.F) {
	for _, name := range []string{"names", "columns", "constraints", "indexes", "tables", "inherit", "partitions", "types", "blocks"} {
		archive, err := txtar.ParseFile("testdata/agree/" + name + ".txt")
		if err != nil {
			f.Fatal(err)
		}
		for _, file := range archive.Files {
			f.Add(string(file.Data))
		}
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, scripts := range [][]sqlfile.Source{{one(text)}, {one(text), {Name: "g.sql", Text: "CREATE TABLE zzz (a int);"}}} {
			first, err := ddl.Read(context.Background(), scripts, ddl.Options{Warn: func(*sqlfile.Error) {}})
			if err != nil {
				for _, e := range sqlfile.Errors(err) {
					if e.Pos.Line < 1 || strings.Contains(e.Msg, "unforeseen") {
						t.Errorf("%v", e)
					}
				}
				continue
			}
			second, err := ddl.Read(context.Background(), scripts, ddl.Options{})
			if err != nil {
				t.Fatal(err)
			}
			if d := strictly(first, second); d != "" {
				t.Errorf("reading it again gives something else:\n%s", d)
			}
		}
	})
}

func ExampleRead() {
	script := sqlfile.Source{Name: "shop.sql", Text: `
		CREATE TABLE customers (id serial PRIMARY KEY, email varchar(80) UNIQUE);
		ALTER TABLE customers RENAME email TO mail;`}
	schema, err := ddl.Read(context.Background(), []sqlfile.Source{script}, ddl.Options{})
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return
	}
	for _, entry := range schema.Entries() {
		fmt.Println(entry.ID)
	}
	// Output:
	// schema public
	// sequence public.customers_id_seq
	// table public.customers
	// column public.customers.id
	// column public.customers.mail
	// primary key public.customers.customers_pkey
	// unique constraint public.customers.customers_email_key
}

// TestInOrderExtension checks that an extension is where it is made, while a
// declaration of it leaves that to the server.
func TestInOrderExtension(t *testing.T) {
	for _, test := range []struct {
		name, script string
		opts         ddl.Options
		want         string
	}{
		{"declared", "CREATE EXTENSION hstore;", ddl.Options{}, ""},
		{"run", "CREATE EXTENSION hstore;", ddl.Options{InOrder: true}, "public"},
		{"run elsewhere", "CREATE SCHEMA s; SET search_path = s; CREATE EXTENSION hstore;", ddl.Options{InOrder: true}, "s"},
		{"one that nothing is known about", "CREATE EXTENSION strange;", ddl.Options{InOrder: true}, ""},
	} {
		schema, err := read(t, test.opts, sqlfile.Source{Name: "1.sql", Text: test.script})
		if err != nil {
			t.Fatal(err)
		}
		if got := schema.Extensions[0].Schema; got != test.want {
			t.Errorf("%s: the schema is %q", test.name, got)
		}
	}
}

// TestInOrderRows checks that a revision is read as in a new database, and that
// it is told where rows that programs wrote before would matter.
func TestInOrderRows(t *testing.T) {
	const table = "CREATE TABLE a (x int);"
	const loop = "DO $$ DECLARE r record; BEGIN\n FOR r IN SELECT x FROM a LOOP EXECUTE 'CREATE TABLE t' || r.x || ' ()'; END LOOP; END $$;"
	const condition = "DO $$ BEGIN\n IF EXISTS (SELECT FROM a) THEN CREATE TABLE t (); END IF; END $$;"
	const told = "2.sql:2:2: what this does to the schema depends on the rows of public.a, which is taken to be empty, as in a new database"
	for _, test := range []struct{ name, first, second, warning, err string }{
		{"a table of the same revision", table + loop, "", "", ""},
		{"a loop over a table of another", table, loop, told, ""},
		{"a condition", table, condition, told, ""},
		{"a loop that doesn't change the schema", table, "DO $$ DECLARE r record; BEGIN\n FOR r IN SELECT x FROM a LOOP DELETE FROM a; END LOOP; CREATE TABLE b (); END $$;", "", ""},
		{"a table that revisions fill", table + "INSERT INTO a VALUES (1);", loop, "", "2.sql:2:32"},
		{"a condition on one", table + "INSERT INTO a VALUES (1);", condition, "", "2.sql:2:33"},
	} {
		t.Run(test.name, func(t *testing.T) {
			var warnings []string
			opts := ddl.Options{InOrder: true, Warn: func(w *sqlfile.Error) { warnings = append(warnings, w.Error()) }}
			_, err := read(t, opts, sqlfile.Source{Name: "1.sql", Text: test.first}, sqlfile.Source{Name: "2.sql", Text: test.second})
			if got := strings.Join(warnings, "\n"); got != test.warning {
				t.Errorf("warnings:\n%s", got)
			}
			if (err != nil) != (test.err != "") || err != nil && !strings.HasPrefix(err.Error(), test.err+":") {
				t.Errorf("error: %v", err)
			}
		})
	}
}
