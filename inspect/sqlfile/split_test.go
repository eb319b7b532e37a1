package sqlfile

import (
	"strings"
	"testing"
)

// texts returns the texts of a script's statements.
func texts(s *Script) []string {
	var list []string
	for _, stmt := range s.Statements {
		list = append(list, stmt.Text)
	}
	return list
}

func TestSplit(t *testing.T) {
	tests := []struct {
		name, script string
		want         []string
	}{
		{"blank", " \n-- nothing\n/* at all */ ;; ", nil},
		{"no semicolon at the end", "SELECT 1;SELECT 2", []string{"SELECT 1", "SELECT 2"}},
		{"statement without a keyword", "SELECT 1; SELEC 2; SELECT 3", []string{"SELECT 1", "SELEC 2", "SELECT 3"}},
		{"statement that starts with a parenthesis", "(SELECT 1);", []string{"(SELECT 1)"}},
		{"quotes", `SELECT ';', "a;""b", 'it''s;';x`, []string{`SELECT ';', "a;""b", 'it''s;'`, "x"}},
		{"backslash is no escape", `SELECT '\';x`, []string{`SELECT '\'`, "x"}},
		{
			"backslash is an escape for a while",
			`SET standard_conforming_strings = off; SELECT '\\', '\';' ;RESET standard_conforming_strings; SELECT '\';`,
			[]string{"SET standard_conforming_strings = off", `SELECT '\' , ''';'`, "RESET standard_conforming_strings", `SELECT '\'`},
		},
		{
			"backslash is an escape in a transaction",
			`begin; set local standard_conforming_strings to 'off'; x N'\101' y; rollback; x '\'; set session standard_conforming_strings = off; z '\''`,
			[]string{
				"begin", "set local standard_conforming_strings to 'off'", `x N'A'    y`, "rollback", `x '\'`,
				"set session standard_conforming_strings = off", `z ''''`,
			},
		},
		{"escape string", `SELECT E'\';', e'\\';x`, []string{`SELECT E'\';', e'\\'`, "x"}},
		{"escape string that goes on", "SELECT E'a'\n'\\';';x", []string{"SELECT E'a'\n'\\';'", "x"}},
		{"plain string that goes on", "SELECT 'a' -- c\n'\\';x", []string{"SELECT 'a' -- c\n'\\'", "x"}},
		{"a name that ends in e", `SELECT the'\';x`, []string{`SELECT the'\'`, "x"}},
		{"bit, national and unicode strings", `SELECT B'1;', N';', U&';', U&"d;";x`, []string{`SELECT B'1;', N';', U&';', U&"d;"`, "x"}},
		{"dollar quotes", "DO $$ a; $b$ ; $$;DO $é1$;$$;$é1$", []string{"DO $$ a; $b$ ; $$", "DO $é1$;$$;$é1$"}},
		{"dollar within a name", "SELECT a$b$c;x$b$", []string{"SELECT a$b$c", "x$b$"}},
		{"parameters", "SELECT $1;x $2$", []string{"SELECT $1", "x $2$"}},
		{"nested comments", "SELECT /* /* ; */ ; */ 1;/*/**/*/x", []string{"SELECT /* /* ; */ ; */ 1", "x"}},
		{"slash star slash", "SELECT 1 /*/ ; */;x", []string{"SELECT 1", "x"}},
		{"operator before a comment", "SELECT 1 +-- ;\n2;x*/* ; */y", []string{"SELECT 1 +-- ;\n2", "x*/* ; */y"}},
		{"carriage returns", "SELECT 1 -- ;\r, 2;\r\nx", []string{"SELECT 1 -- ;\r, 2", "x"}},
		{
			"rule with several actions", "CREATE RULE r AS ON INSERT TO t DO (SELECT 1; SELECT 2); x",
			[]string{"CREATE RULE r AS ON INSERT TO t DO (SELECT 1; SELECT 2)", "x"},
		},
		{
			"atomic body", "CREATE OR REPLACE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT CASE WHEN true THEN 1 END; SELECT 2; END; x",
			[]string{"CREATE OR REPLACE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT CASE WHEN true THEN 1 END; SELECT 2; END", "x"},
		},
		{"begin is a statement", "BEGIN; CREATE TABLE t (a int); END; x", []string{"BEGIN", "CREATE TABLE t (a int)", "END", "x"}},
		{"a column named begin", "CREATE FUNCTION f(begin int) RETURNS int AS $$;$$; x", []string{"CREATE FUNCTION f(begin int) RETURNS int AS $$;$$", "x"}},
		{"too many closing parentheses", "SELECT 1); x", []string{"SELECT 1)", "x"}},
		{"copy data", "COPY t (a, \"from\") FROM stdin;\n1;\t'\n\\.x\n \\.\n\\.\nx;", []string{"COPY t (a, \"from\") FROM stdin", "x"}},
		{"copy without rows", "COPY t FROM stdin;\r\n\\.\r\nx", []string{"COPY t FROM stdin", "x"}},
		{"copy data that ends the file", "COPY t FROM STDIN WITH (FORMAT csv);\n1\n\\.", []string{"COPY t FROM STDIN WITH (FORMAT csv)"}},
		{
			"copy from a file", "COPY t FROM 'stdin'; COPY (SELECT 1 FROM stdin) TO stdout; x",
			[]string{"COPY t FROM 'stdin'", "COPY (SELECT 1 FROM stdin) TO stdout", "x"},
		},
		{
			"psql lines", "\\connect db\n\\set a 'it''s; '\nSELECT 1;\n\\restrict x;y\n",
			[]string{`\connect db`, `\set a 'it''s; '`, "SELECT 1", `\restrict x;y`},
		},
		{
			"psql command that sends", "SELECT 1 \\gset a_\nSELECT 2 \\g (format=csv) x\n\\q\nnot read;",
			[]string{"SELECT 1", "SELECT 2", `\q`},
		},
		{"psql separator", `SELECT 1\;SELECT 2; \set x '\\' \\ SELECT 3;`, []string{"SELECT 1", "SELECT 2", `\set x '\\'`, "SELECT 3"}},
		{"psql copy", "\\copy t (a) from stdin csv\n;;\n\\.\n\\copy t from 'f'\nx", []string{`\copy t (a) from stdin csv`, `\copy t from 'f'`, "x"}},
		{"psql reset", "SELECT nonsense\n\\r\nx;", []string{"x"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			script, errs := Split(Source{Name: "f.sql", Text: tt.script}, Postgres())
			if len(errs) > 0 {
				t.Fatal(errs)
			}
			if got := texts(script); strings.Join(got, "\x00") != strings.Join(tt.want, "\x00") {
				t.Errorf("got  %q\nwant %q", got, tt.want)
			}
			checkPieces(t, script)
		})
	}
}

// checkPieces checks that the pieces join to the text and that each statement
// stands where it says.
func checkPieces(t *testing.T, s *Script) {
	t.Helper()
	at := 0
	for _, stmt := range s.Statements {
		if stmt.Begin < at || stmt.End < stmt.Begin || stmt.Offset < stmt.Begin || stmt.Offset+len(stmt.Text) > stmt.End {
			t.Fatalf("statement %q has the piece %d-%d and the offset %d after %d", stmt.Text, stmt.Begin, stmt.End, stmt.Offset, at)
		}
		if !stmt.Conformed && s.Source.Text[stmt.Offset:stmt.Offset+len(stmt.Text)] != stmt.Text {
			t.Fatalf("statement %q is not what stands at %d", stmt.Text, stmt.Offset)
		}
		at = stmt.End
	}
	if s.Rest < at || s.Rest > len(s.Source.Text) {
		t.Fatalf("the rest begins at %d, after %d of %d", s.Rest, at, len(s.Source.Text))
	}
}

func TestSplitErrors(t *testing.T) {
	tests := []struct {
		name, script string
		want         []string // errors
		statements   int
	}{
		{"string", "x;\n  SELECT 'a;\n", []string{"f.sql:2:10: this string is never closed"}, 1},
		{"escape string", `SELECT E'a\'`, []string{"f.sql:1:8: this string is never closed"}, 0},
		{"name", "x;\"a", []string{"f.sql:1:3: this quoted name is never closed"}, 1},
		{"comment", "x;\n/* /* */ y", []string{"f.sql:2:1: this comment is never closed"}, 1},
		{"dollar quote", "DO $é$ x; $b$", []string{"f.sql:1:4: this dollar-quoted string is never closed by $é$"}, 0},
		{
			"parenthesis, with the rest still read", "CREATE TABLE t (a int;\nx;\n(y;z",
			[]string{"f.sql:1:16: this parenthesis is never closed"},
			3,
		},
		{"parenthesis at the end", "x; SELECT ((1)", []string{"f.sql:1:11: this parenthesis is never closed"}, 1},
		{"copy data", "x;\nCOPY t FROM stdin;\n1\n2\n", []string{"f.sql:2:1: the data of this COPY is not ended by a line \\. (is the file truncated?)"}, 1},
		{"text behind copy", "COPY t FROM stdin; SELECT 1;\n\\.\n", []string{"f.sql:1:19: text follows COPY … FROM stdin on its line (begin the data on a line of its own)"}, 0},
		{"included file", "\\i 'b.sql'\nx;", []string{`f.sql:1:1: \i includes the file "b.sql", which is not followed (give b.sql itself, or a directory that holds both files)`}, 1},
		{"condition", "\\if :x\nx;\n\\endif", []string{`f.sql:1:1: \if depends on variables of a psql session (give the script without conditions)`}, 2},
		{"unknown command", "\\nonsense\nx", []string{`f.sql:1:1: unknown psql command \nonsense`}, 1},
		{"command inside", "SELECT 1\n\\set a b\n;x", []string{`f.sql:2:1: the psql command \set stands inside of a statement (is the semicolon missing before it?)`}, 1},
		{"gexec", "SELECT 'DROP TABLE t' \\gexec\nx", []string{`f.sql:1:1: \gexec runs statements that only a server can make`}, 1},
		{"latin1", "x;\nSELECT 'é', '\xe9';y", []string{"f.sql:2:14: byte 0xe9 is not UTF-8 (convert the file to UTF-8, for example with: iconv -f LATIN1 -t UTF-8)"}, 2},
		{"latin1 in a comment", "x; -- caf\xe9\ny", nil, 2},
		{
			"backslash that makes no character", "SET standard_conforming_strings = off; x '\\377'; y",
			[]string{"f.sql:1:42: a backslash of this string makes a byte that is no UTF-8"},
			2,
		},
		{"zero byte", "x;y\x00;z", []string{"f.sql:1:4: zero byte in the text (the file is damaged or no SQL text)"}, 2},
		{"several", "\\i a\n\\i b\n'", []string{"f.sql:1:1", "f.sql:2:1", "f.sql:3:1"}, 0},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			script, errs := Split(Source{Name: "f.sql", Text: tt.script}, Postgres())
			if len(errs) != len(tt.want) {
				t.Fatalf("got %d errors:\n%v\nwant %q", len(errs), errs, tt.want)
			}
			for i, e := range errs {
				if !strings.HasPrefix(e.Error(), tt.want[i]) {
					t.Errorf("got  %s\nwant %s", e, tt.want[i])
				}
			}
			if len(script.Statements) != tt.statements {
				t.Errorf("got the statements %q, want %d", texts(script), tt.statements)
			}
			checkPieces(t, script)
		})
	}
}

func TestSplitOtherSyntax(t *testing.T) {
	tests := []struct {
		name   string
		syntax Syntax
		script string
		want   []string
	}{
		{"mysql", MySQL(), "# ;\nSELECT `a;``b`, 'it\\'s;', \"x\\\";\";y", []string{"SELECT `a;``b`, 'it\\'s;', \"x\\\";\"", "y"}},
		{
			"sqlite", SQLite(), "CREATE TEMP TRIGGER t AFTER INSERT ON [a;b] BEGIN SELECT CASE 1 WHEN 1 THEN 2 END; END; y;",
			[]string{"CREATE TEMP TRIGGER t AFTER INSERT ON [a;b] BEGIN SELECT CASE 1 WHEN 1 THEN 2 END; END", "y"},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			script, errs := Split(Source{Name: "f.sql", Text: tt.script}, tt.syntax)
			if len(errs) > 0 {
				t.Fatal(errs)
			}
			if got := texts(script); strings.Join(got, "\x00") != strings.Join(tt.want, "\x00") {
				t.Errorf("got  %q\nwant %q", got, tt.want)
			}
		})
	}
}

func TestPositions(t *testing.T) {
	const text = "é;\r\n  ü 'x\ny';\rz"
	script, errs := Split(Source{Name: "f.sql", Text: text}, Postgres())
	if len(errs) > 0 {
		t.Fatal(errs)
	}
	want := []string{"f.sql:1:1", "f.sql:2:3", "f.sql:4:1"}
	for i, s := range script.Statements {
		if got := script.Pos(s.Offset).String(); got != want[i] {
			t.Errorf("%q is at %s, want %s", s.Text, got, want[i])
		}
	}
	if got := script.Pos(len(text) + 5).String(); got != "f.sql:4:2" {
		t.Errorf("an offset beyond the end is at %s", got)
	}
}

func TestDowns(t *testing.T) {
	for mark, want := range map[string]int{
		"-- migrate:down": 1, "--migrate:down": 1, "-- +goose Down": 1, "-- +goose down ": 1, "-- +migrate Down": 1,
		"-- migrate:up": 0, "-- migrate down below": 0, "SELECT '-- migrate:down'": 0,
	} {
		script, _ := Split(Source{Name: "f.sql", Text: "x;\n" + mark + "\ny;"}, Postgres())
		if len(script.Downs) != want || want == 1 && script.Downs[0] != 3 {
			t.Errorf("%s: the way back begins at %v", mark, script.Downs)
		}
	}
}

func TestDirectives(t *testing.T) {
	const text = `-- schemadiff: renamed from loose
;
-- SchemaDiff: renamed from "Old ""T".b
CREATE TABLE t ( -- schemadiff:renamed from s . x
  a int /* schemadiff: renamed from y */
); -- schemadiff: renamed from behind
x; -- see schemadiff: nothing
-- schemadiff: rename from typo
`
	script, errs := Split(Source{Name: "f.sql", Text: text}, Postgres())
	if len(errs) > 0 {
		t.Fatal(errs)
	}
	show := func(list []Directive) string {
		var b strings.Builder
		for _, d := range list {
			parts, ok := d.RenamedFrom(Postgres())
			if !ok {
				b.WriteString("? ")
			}
			for _, p := range parts {
				b.WriteString(p.Text)
				if p.Quoted {
					b.WriteByte('!')
				}
				b.WriteByte('.')
			}
			if d.Alone {
				b.WriteString(" alone")
			}
			b.WriteByte('|')
		}
		return b.String()
	}
	want := `loose. alone|Old "T!.b. alone|s.x.|y.|behind.|`
	if got := show(script.Statements[0].Comments); got != want {
		t.Errorf("the first statement has %s, want %s", got, want)
	}
	if got := show(script.Statements[1].Comments); got != "" {
		t.Errorf("the second statement has %s", got)
	}
	if got := show(script.Loose); got != "?  alone|" {
		t.Errorf("the rest has %s", got)
	}
}
