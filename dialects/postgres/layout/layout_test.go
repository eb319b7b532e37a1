package layout_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/schemadiff/schemadiff/dialects/postgres/layout"
	"github.com/schemadiff/schemadiff/inspect/sqlfile"
)

func TestStatement(t *testing.T) {
	for _, tt := range []struct{ text, want string }{
		{"SELECT a, b FROM t", "SELECT a,\n    b\nFROM t"},
		{
			"SELECT DISTINCT ON (a) f(a, b) AS x FROM s.t AS t LEFT JOIN s.u USING (id, x) JOIN v ON v.a = t.a AND v.b IS DISTINCT FROM 1 WHERE a BETWEEN 1 AND 2 AND b GROUP BY a, b ORDER BY a, b DESC LIMIT 3",
			`SELECT DISTINCT ON (a) f(a, b) AS x
FROM s.t AS t
    LEFT JOIN s.u USING (id, x)
    JOIN v ON v.a = t.a AND v.b IS DISTINCT FROM 1
WHERE a BETWEEN 1 AND 2
    AND b
GROUP BY a, b
ORDER BY a, b DESC
LIMIT 3`,
		},
		{
			"SELECT left(a, 1), CASE WHEN a AND b THEN 1 ELSE 2 END, extract(year FROM d), t.\"from\", rank() OVER (PARTITION BY a ORDER BY b) FROM t",
			`SELECT left(a, 1),
    CASE WHEN a AND b THEN 1 ELSE 2 END,
    extract(year FROM d),
    t."from",
    rank() OVER (PARTITION BY a ORDER BY b)
FROM t`,
		},
		{
			"WITH x AS (SELECT id FROM t), y AS (SELECT something.quite_long, another.column_of_it FROM something JOIN another USING (id)) SELECT 1 FROM x WHERE EXISTS (SELECT 1 FROM y) UNION ALL SELECT 2",
			`WITH x AS (SELECT id FROM t),
    y AS (
        SELECT something.quite_long,
            another.column_of_it
        FROM something
            JOIN another USING (id)
    )
SELECT 1
FROM x
WHERE EXISTS (SELECT 1 FROM y)
UNION ALL
SELECT 2`,
		},
		{"INSERT INTO t (a, b) VALUES (1, 2) RETURNING a", "INSERT INTO t (a, b)\nVALUES (1, 2)\nRETURNING a"},
		{"UPDATE t SET a = 1, b = 2 WHERE a = 3", "UPDATE t\nSET a = 1,\n    b = 2\nWHERE a = 3"},
		{"DELETE FROM t WHERE a", "DELETE FROM t\nWHERE a"},
		{"SELECT 1 -- no", "SELECT 1 -- no"},
		{"SELECT 'a\n  b', 2", "SELECT 'a\n  b',\n    2"},
	} {
		if got := layout.Statement(tt.text); got != tt.want {
			t.Errorf("%s\nbecomes\n%s\nwant\n%s", tt.text, got, tt.want)
		}
	}
}

func TestShort(t *testing.T) {
	if got := layout.Short("SELECT a,\n  b FROM t"); got != "SELECT a, b FROM t" {
		t.Errorf("got %q", got)
	}
}

func tokens(text string) (list []string) {
	lexer := sqlfile.NewLexer(text, sqlfile.Postgres())
	for {
		t := lexer.Next()
		if t.Kind == sqlfile.EOF {
			return list
		}
		list = append(list, text[t.Start:t.End])
	}
}

// A text never loses or gains anything but white space, and a second layout
// changes nothing.
func FuzzStatement(f *testing.F) {
	for _, text := range []string{
		"SELECT a FROM t WHERE x AND (SELECT 1) ] END END )", "((SELECT a, b FROM (SELECT 1) AS x))", "CASE CASE ( END", "SELECT $$a b$$, E'\\'', U&'x' 'y'",
		"SELECT " + strings.Repeat("(SELECT a FROM b WHERE c AND d UNION ", 9) + "1", "a-- b\nc", "/* */ x", "'a' 'b'", "UNION", ",", "a . b",
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		got := layout.Statement(text)
		if !slices.Equal(tokens(text), tokens(got)) {
			t.Errorf("%q becomes %q", text, got)
		}
		if again := layout.Statement(got); again != got {
			t.Errorf("%q becomes %q becomes %q", text, got, again)
		}
	})
}
