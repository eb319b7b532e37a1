package sqlite_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/schemadiff/schemadiff/diff"
	"github.com/schemadiff/schemadiff/inspect/sqlfile"
)

// words writes each change in a line.
func words(r diff.Result) []string {
	list := []string{}
	for _, c := range r.Changes {
		switch c := c.(type) {
		case diff.Add:
			list = append(list, "add "+c.ID.String())
		case diff.Drop:
			list = append(list, "drop "+c.ID.String())
		case diff.Rename:
			list = append(list, "rename "+c.From.String()+" to "+c.To.Name)
		case diff.Alter:
			for _, f := range c.Facets {
				list = append(list, fmt.Sprintf("alter %s: %s from %q to %q", c.NewID, f.Name, f.Old, f.New))
			}
		case diff.Unsupported:
			list = append(list, fmt.Sprintf("unsupported %s: %s", c.ID, c.Reason))
		}
	}
	return list
}

// TestCompare says for pairs of schemas what differs: what makes no difference to
// the library is none, and everything else is one.
func TestCompare(t *testing.T) {
	tests := []struct {
		name, old, new string
		want           []string
	}{
		{
			name: "spaces, comments, case and quotes", old: "CREATE TABLE t (a INT CHECK (a>0 AND b<>'X'), b TEXT); CREATE VIEW v AS SELECT a FROM t",
			new: "create table \"t\" ([a] int check ( ( A > 0 /* yes */ and `b` != 'X' ) ), B text);\ncreate view V as\n select \"a\" -- one\n from T",
		},
		{
			name: "the case of a string counts", old: "CREATE TABLE t (a CHECK (a = 'x'))", new: "CREATE TABLE t (a CHECK (a = 'X'))",
			want: []string{`alter check constraint t.sqlite_check_t_a: expression from "a = 'x'" to "a = 'X'"`},
		},
		{name: "a string in double quotes", old: `CREATE TABLE t (a CHECK (a = "x"))`, new: `CREATE TABLE t (a CHECK (a = 'x'))`},
		{
			name: "the case of a string in double quotes counts", old: `CREATE TABLE t (a CHECK (a = "x"))`, new: `CREATE TABLE t (a CHECK (a = "X"))`,
			want: []string{`alter check constraint t.sqlite_check_t_a: expression from "a = \"x\"" to "a = \"X\""`},
		},
		{
			name: "a quoted keyword is a name", old: `CREATE TABLE t (a, "null" CHECK (a IS "null"))`, new: `CREATE TABLE t (a, "null" CHECK (a IS null))`,
			want: []string{`alter check constraint t.sqlite_check_t_a_null: expression from "a IS \"null\"" to "a IS null"`},
		},
		{name: "operators without spaces", old: "CREATE TABLE t (a CHECK (a=-1), b CHECK (b->>'x'=1))", new: "CREATE TABLE t (a CHECK (a = - 1), b CHECK (b ->> 'x' == 1))"},
		{name: "operators that only begin alike", old: "CREATE TABLE t (a CHECK (a < -1))", new: "CREATE TABLE t (a CHECK (a <- 1))"},
		{
			name: "inner parentheses count", old: "CREATE TABLE t (a CHECK (a + 1 * 2))", new: "CREATE TABLE t (a CHECK ((a + 1) * 2))",
			want: []string{`alter check constraint t.sqlite_check_t_a: expression from "a + 1 * 2" to "(a + 1) * 2"`},
		},
		{name: "default in parentheses", old: "CREATE TABLE t (a DEFAULT 5, b DEFAULT 'x', c DEFAULT NULL)", new: "CREATE TABLE t (a DEFAULT (5), b DEFAULT x, c)"},
		{
			name: "types", old: "CREATE TABLE t (a VARCHAR( 10 ), b int, c UNSIGNED  BIG INT)", new: "CREATE TABLE t (a varchar(20), b INTEGER, c unsigned big int)",
			want: []string{`alter column t.a: type from "varchar(10)" to "varchar(20)"`, `alter column t.b: type from "int" to "integer"`},
		},
		{
			name: "options of tables", old: "CREATE TABLE t (a INT PRIMARY KEY)", new: "CREATE TABLE t (a INT PRIMARY KEY) STRICT, WITHOUT ROWID",
			want: []string{`alter table t: storage parameters from "" to "strict=yes, without rowid=yes"`, `alter column t.a: not null from "no" to "yes"`},
		},
		{
			name: "autoincrement", old: "CREATE TABLE t (a INTEGER PRIMARY KEY)", new: "CREATE TABLE t (a INTEGER PRIMARY KEY AUTOINCREMENT)",
			want: []string{`alter column t.a: identity from "" to "auto increment"`},
		},
		{name: "not null of an alias of the rowid", old: "CREATE TABLE t (a INTEGER PRIMARY KEY)", new: "CREATE TABLE t (a INTEGER NOT NULL, PRIMARY KEY (a DESC))"},
		{
			name: "an alias of the rowid or none", old: "CREATE TABLE t (a INTEGER PRIMARY KEY)", new: "CREATE TABLE t (a INTEGER PRIMARY KEY DESC)",
			want: []string{`alter column t.a: not null from "yes" to "no"`, `alter primary key t.sqlite_pk_t: keys from "" to "a desc nulls last"`},
		},
		{
			name: "on conflict", old: "CREATE TABLE t (a NOT NULL, b UNIQUE ON CONFLICT ABORT)", new: "CREATE TABLE t (a NOT NULL ON CONFLICT FAIL, b UNIQUE ON CONFLICT REPLACE)",
			want: []string{`alter column t.a: attribute options from "" to "on conflict=fail"`, `alter unique constraint t.sqlite_unique_t_b: storage parameters from "" to "on conflict=replace"`},
		},
		{
			name: "collations", old: "CREATE TABLE t (a COLLATE BINARY, b COLLATE nocase, UNIQUE (b COLLATE NOCASE))", new: "CREATE TABLE t (a, b COLLATE NOCASE, UNIQUE (b COLLATE BINARY))",
			want: []string{`alter unique constraint t.sqlite_unique_t_b: keys from "" to "b collate BINARY"`},
		},
		{
			name: "generated", old: "CREATE TABLE t (a, b AS (a) STORED, c AS (a))", new: "CREATE TABLE t (a, b AS (a) VIRTUAL, c GENERATED ALWAYS AS ((A)))",
			want: []string{`alter column t.b: generated from "a stored" to "a virtual"`},
		},
		{
			name: "foreign keys", old: "CREATE TABLE p (id INTEGER PRIMARY KEY); CREATE TABLE t (a REFERENCES p, b REFERENCES p)",
			new:  "CREATE TABLE P (ID INTEGER PRIMARY KEY); CREATE TABLE t (a, b, FOREIGN KEY (A) REFERENCES p (Id) ON DELETE NO ACTION NOT DEFERRABLE INITIALLY DEFERRED, FOREIGN KEY (b) REFERENCES p DEFERRABLE INITIALLY DEFERRED)",
			want: []string{`alter foreign key t.sqlite_fk_t_b: deferrable from "no" to "yes"`, `alter foreign key t.sqlite_fk_t_b: initially deferred from "no" to "yes"`},
		},
		{
			name: "names of constraints", old: "CREATE TABLE t (a CHECK (a > 0), b CONSTRAINT old CHECK (b > 0), c CHECK (c > 0))",
			new:  "CREATE TABLE t (a CHECK (a > 0), b CONSTRAINT new CHECK (b > 0), c CONSTRAINT c_check CHECK (c > 0))",
			want: []string{"drop check constraint t.old", "drop check constraint t.sqlite_check_t_c", "add check constraint t.c_check", "add check constraint t.new"},
		},
		{
			name: "indexes", old: "CREATE TABLE t (a, b); CREATE INDEX i ON t (a, b DESC) WHERE a > 0; CREATE INDEX j ON t (a)",
			new:  "CREATE TABLE t (a, b); CREATE INDEX I ON T (\"a\" ASC, (b) DESC) WHERE (a > 0); CREATE UNIQUE INDEX j ON t (lower(a))",
			want: []string{`alter index t.j: unique from "no" to "yes"`, `alter index t.j: keys from "a" to "(lower(a))"`},
		},
		{
			name: "triggers", old: "CREATE TABLE t (a); CREATE TRIGGER r AFTER UPDATE ON t BEGIN SELECT 1; END",
			new:  "CREATE TABLE t (a); CREATE TRIGGER r BEFORE UPDATE OF A ON t FOR EACH ROW WHEN new.a BEGIN SELECT 2; END",
			want: []string{`alter trigger t.r: body from "SELECT 1;" to "SELECT 2;"`, `alter trigger t.r: columns from "" to "a"`, `alter trigger t.r: timing from "after" to "before"`, `alter trigger t.r: when from "" to "new.a"`},
		},
		{
			name: "virtual tables", old: "CREATE VIRTUAL TABLE s USING fts5(a, b)", new: "CREATE VIRTUAL TABLE s USING FTS5(a, c)",
			want: []string{`alter virtual table s: arguments from "a, b" to "a, c"`},
		},
		{
			name: "a renamed table and column", old: "CREATE TABLE p (id INTEGER PRIMARY KEY, a CHECK (a > 0)); CREATE INDEX i ON p (lower(a)); CREATE VIEW v AS SELECT p.a FROM p; CREATE TABLE c (p REFERENCES p); CREATE TRIGGER r AFTER UPDATE ON p WHEN new.a BEGIN SELECT a FROM p; END",
			new:  "CREATE TABLE \"order\" ( -- schemadiff:renamed from P\n id INTEGER PRIMARY KEY,\n b CHECK (B > 0) -- schemadiff: renamed from a\n); CREATE INDEX i ON \"order\" (lower(b)); CREATE VIEW v AS SELECT [order].b FROM \"order\"; CREATE TABLE c (p REFERENCES `order`); CREATE TRIGGER r AFTER UPDATE ON \"order\" WHEN new.b BEGIN SELECT b FROM \"order\"; END",
			want: []string{"rename table p to order", "rename column p.a to b"},
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			old, new := declared(t, script("old.sql", test.old)), declared(t, script("new.sql", test.new))
			r := compared(t, old, new, diff.Options{})
			if d := cmp.Diff(test.want, words(r), cmpopts.EquateEmpty(), cmpopts.SortSlices(strings.Compare)); d != "" {
				t.Errorf("the changes are others (-want +got):\n%s", d)
			}
			same(t, "law 1", r.New, new)
			if back := compared(t, r.New, r.Old, diff.Options{NewLive: true}); len(test.want) == 0 && len(back.Changes) > 0 {
				t.Errorf("there are changes the other way: %v", words(back))
			}
		})
	}
}

func script(name, text string) sqlfile.Source { return sqlfile.Source{Name: name, Text: text} }
