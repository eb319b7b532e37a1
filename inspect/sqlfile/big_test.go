package sqlfile

import (
	"strings"
	"testing"
)

// TestBigInput feeds the splitter with what takes quadratic time or much
// memory when it is done carelessly.
func TestBigInput(t *testing.T) {
	const mb = 1 << 20
	size := 16 * mb
	if testing.Short() {
		size = 4 * mb
	}
	tests := map[string]string{
		"one string":                "SELECT '" + strings.Repeat("x", size) + "'",
		"one statement":             "INSERT INTO t VALUES " + strings.Repeat("(1,'a'),", size/8) + "(1,'a');",
		"open parentheses":          strings.Repeat("(;", size/16),
		"nested comments":           strings.Repeat("/*", size/2) + strings.Repeat("*/", size/2),
		"open dollar quotes":        strings.Repeat("$a ", size/3),
		"comments, carriage return": strings.Repeat("--\r", size/3),
		"semicolons":                strings.Repeat(";", size),
		"quotes that go on":         "SELECT E" + strings.Repeat("'a'\n", size/4) + ";",
		"quotes that do not go on":  "SELECT E" + strings.Repeat("'a' -- x ", size/9) + ";",
		"copy data":                 "COPY t FROM stdin;\n" + strings.Repeat("\\.x\n", size/4) + "\\.\n",
		"directives":                strings.Repeat("-- schemadiff: x\n", size/17/4) + "x;",
		"backslashes":               strings.Repeat("\\echo\n", size/6/8),
	}
	for name, text := range tests {
		t.Run(name, func(t *testing.T) {
			if script, _ := Split(Source{Name: "f.sql", Text: text}, Postgres()); script.Rest > len(text) {
				t.Errorf("the rest begins at %d of %d", script.Rest, len(text))
			}
		})
	}
}

func FuzzSplit(f *testing.F) {
	for _, seed := range []string{
		"SELECT 1; x", "/*/**/*/;E'\\';';x", "CREATE FUNCTION f() BEGIN ATOMIC CASE END; END; y", "COPY t FROM stdin;\n1\n\\.\n",
		"$a$;$a$;\"\"\"\";(;", "\\set a b\\\\;\\g", "-- schemadiff: renamed from a.\"b\"\nx", "a\xff;\x00", "U&'a''';\r\r\n1e+1",
		`SET standard_conforming_strings = off; '\\' '\x4\u00e9\'';reset all; '\'`,
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, syntax := range []Syntax{Postgres(), MySQL(), SQLite()} {
			script, errs := Split(Source{Name: "f.sql", Text: text}, syntax)
			checkPieces(t, script)
			for _, e := range errs {
				if e.Pos.Line < 1 || e.Pos.Column < 1 {
					t.Errorf("an error is nowhere: %v", e)
				}
			}
			if len(errs) > 0 {
				continue
			}
			var joined strings.Builder
			for _, s := range script.Statements {
				joined.WriteString(text[s.Begin:s.End])
			}
			joined.WriteString(text[script.Rest:])
			if joined.String() != text {
				t.Errorf("the pieces of %q join to %q", text, joined.String())
			}
		}
	})
}

func BenchmarkSplit(b *testing.B) {
	row := "CREATE TABLE a.t%d (\n    id bigint DEFAULT nextval('a.s'::regclass) NOT NULL,\n    name character varying(50)\n);\n"
	text := strings.Repeat(row, 10000)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		if _, errs := Split(Source{Name: "f.sql", Text: text}, Postgres()); len(errs) > 0 {
			b.Fatal(errs)
		}
	}
}
