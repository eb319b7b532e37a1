package parse

import (
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/pganalyze/pg_query_go/v5/parser"
	"google.golang.org/protobuf/proto"

	"github.com/schemadiff/schemadiff/inspect/sqlfile"
)

// script cuts a text that has no mistakes at that level.
func script(t testing.TB, text string) *sqlfile.Script {
	t.Helper()
	s, errs := sqlfile.Split(sqlfile.Source{Name: "f.sql", Text: text}, sqlfile.Postgres())
	if len(errs) > 0 {
		t.Fatal(errs)
	}
	return s
}

func TestExpr(t *testing.T) {
	for _, text := range []string{"1", "a.b + c", "(SELECT 1)", "ROW(1, 2)", "'é' -- c", "VALUE > 0", "count(*)"} {
		if _, err := Expr(text); err != nil {
			t.Errorf("%s: %v", text, err)
		}
	}
	for _, text := range []string{"", "1, 2", "*", "t.*", "1 AS a", "1 FROM t", "1; SELECT 2", "1 UNION SELECT 2", "1 LIMIT 1", "(", "\xff", "DISTINCT 1"} {
		if node, err := Expr(text); err == nil {
			t.Errorf("%q is an expression: %v", text, node)
		}
	}
}

// TestNegativeIntegers is about a defect of the parser's JSON output, which
// loses them: the binary form must not.
func TestNegativeIntegers(t *testing.T) {
	minus, err := Expr("-1")
	if err != nil {
		t.Fatal(err)
	}
	if got := minus.GetAConst().GetIval().GetIval(); got != -1 {
		t.Errorf("-1 is %d", got)
	}
	s := script(t, "CREATE SEQUENCE s INCREMENT -2; ALTER TABLE t ADD a numeric(5, -3)")
	for stmt, err := range Statements(context.Background(), s, Options{}) {
		if err != nil {
			t.Fatal(err)
		}
		if seq := stmt.Node.GetCreateSeqStmt(); seq != nil {
			if got := seq.Options[0].GetDefElem().GetArg().GetInteger().GetIval(); got != -2 {
				t.Errorf("INCREMENT -2 is %d", got)
			}
			continue
		}
		def := stmt.Node.GetAlterTableStmt().Cmds[0].GetAlterTableCmd().GetDef().GetColumnDef()
		if got := def.TypeName.Typmods[1].GetAConst().GetIval().GetIval(); got != -3 {
			t.Errorf("numeric(5, -3) has the scale %d", got)
		}
	}
}

func TestExprs(t *testing.T) {
	texts := []string{"1", "a -- comment", "1, 2", "'x'", "1; SELECT 2", "f(x)"}
	nodes, errs := Exprs(texts)
	for i, text := range texts {
		if bad := i == 2 || i == 4; bad != (errs[i] != nil) || bad != (nodes[i] == nil) {
			t.Errorf("%s: node %v, error %v", text, nodes[i], errs[i])
		}
	}
	nodes, errs = Exprs(texts[:2])
	if errs[0] != nil || errs[1] != nil || nodes[1].GetColumnRef() == nil {
		t.Errorf("got %v, %v", nodes, errs)
	}
}

func TestStatements(t *testing.T) {
	var b strings.Builder
	for range 250 {
		b.WriteString("CREATE TABLE é (a int); -- é\n")
	}
	b.WriteString("INSERT INTO t VALUES (1);\n\\set x y\nCOPY t FROM stdin;\n1\n\\.\nCREATE TABLE u (a b c);\nDROP TABLE 'é', (;);\nCREATE TABLE \"é\" (b int,\n  c int DEFAULT (1 2));\nSELECT 3 :'v';\nCREATE INDEX ON t (a)")
	skip := func(s *sqlfile.Statement) bool { return strings.EqualFold(s.FirstWord(), "insert") }
	var errs []string
	bare, nodes := 0, 0
	for stmt, err := range Statements(context.Background(), script(t, b.String()), Options{Skip: skip}) {
		switch {
		case err != nil:
			errs = append(errs, err.Error())
		case stmt.Node == nil:
			bare++
		default:
			nodes++
			rel := stmt.Node.GetCreateStmt().GetRelation()
			if rel == nil {
				rel = stmt.Node.GetIndexStmt().GetRelation()
			}
			if rel != nil {
				if at := int(rel.Location) + stmt.Base; !strings.HasPrefix(stmt.Script.Source.Text[at:], rel.Relname) {
					t.Fatalf("the location of %s is %d", rel.Relname, at)
				}
			}
		}
	}
	want := []string{
		`f.sql:256:21: syntax error at or near "c"`,
		`f.sql:257:12: syntax error at or near "'é'"`,
		`f.sql:259:20: syntax error at or near "2"`,
		`f.sql:260:10: syntax error at or near ":" (variables of psql such as :'v' are not replaced)`,
	}
	if strings.Join(errs, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(errs, "\n"), strings.Join(want, "\n"))
	}
	if bare != 2 || nodes != 252 {
		t.Errorf("%d statements without a tree, %d with one", bare, nodes)
	}
}

func TestStatementsCanBeLeft(t *testing.T) {
	s := script(t, strings.Repeat("SELECT 1;", 5000))
	n := 0
	for _, err := range Statements(context.Background(), s, Options{}) {
		if err != nil {
			t.Fatal(err)
		}
		if n++; n == 10 {
			break
		}
	}
	if n != 10 {
		t.Errorf("got %d statements", n)
	}
}

func TestDepth(t *testing.T) {
	join := func(before, middle, after string, n int) string {
		return "SELECT " + strings.Repeat(before, n) + middle + strings.Repeat(after, n)
	}
	shapes := map[string]func(n int) string{
		"parentheses":  func(n int) string { return join("(", "1", ")", n) },
		"calls":        func(n int) string { return join("f(", "1", ")", n) },
		"plus":         func(n int) string { return join("", "1", "+1", n) },
		"minus":        func(n int) string { return join("- ", "1", "", n) },
		"not":          func(n int) string { return join("NOT ", "true", "", n) },
		"concat":       func(n int) string { return join("", "'a'", "||'a'", n) },
		"casts":        func(n int) string { return join("", "1", "::int", n) },
		"case":         func(n int) string { return join("CASE WHEN true THEN ", "1", " END", n) },
		"case else":    func(n int) string { return join("CASE WHEN true THEN 1 ELSE ", "1", " END", n) },
		"is null":      func(n int) string { return join("(", "1", " IS NULL)", n) },
		"subselects":   func(n int) string { return join("(SELECT ", "1", ")", n) },
		"arrays":       func(n int) string { return join("ARRAY[", "1", "]", n) },
		"unions":       func(n int) string { return join("", "1, 2 WHERE a AND b", " UNION ALL SELECT 1, 2 WHERE a AND b", n) },
		"joins":        func(n int) string { return join("", "1 FROM t", " JOIN t ON a AND b", n) },
		"at time zone": func(n int) string { return join("", "a", " AT TIME ZONE 'b'", n) },
		"collate":      func(n int) string { return join("", "a", " COLLATE \"C\"", n) },
		"indirection":  func(n int) string { return join("", "a", "[1]", n) },
		"or and":       func(n int) string { return join("(a OR (b AND ", "a", "))", n) },
		"with": func(n int) string {
			return strings.Repeat("WITH a AS (", n) + "SELECT 1" + strings.Repeat(") SELECT 1", n)
		},
	}
	for name, shape := range shapes {
		t.Run(name, func(t *testing.T) {
			if _, err := parse(shape(500)); err != nil {
				t.Errorf("500 levels: %v", err)
			}
			for _, n := range []int{1000, 4000, 10000, 200000} {
				_, err := parse(shape(n))
				if err != nil && err.Msg != tooDeep {
					t.Errorf("%d levels: %v", n, err)
				}
			}
		})
	}
	t.Run("wide is not deep", func(t *testing.T) {
		for name, text := range map[string]string{
			"or":     "SELECT a = 1 " + strings.Repeat("OR a = 1 AND b = 2 ", 20000),
			"list":   "SELECT 1" + strings.Repeat(", 1 + 2", 20000),
			"in":     "SELECT a IN (1" + strings.Repeat(", -1", 20000) + ")",
			"values": "SELECT * FROM (VALUES (1 + 1)" + strings.Repeat(", (1 + 2)", 20000) + ") v",
		} {
			if _, err := parse(text); err != nil {
				t.Errorf("%s: %v", name, err)
			}
		}
	})
	t.Run("too large", func(t *testing.T) {
		_, err := parse("SELECT 1" + strings.Repeat(",1", maxTokens))
		if err == nil || !strings.Contains(err.Msg, "too large") {
			t.Errorf("got %v", err)
		}
	})
}

// corpus calls f with every PostgreSQL script of the directory that
// SCHEMADIFF_CORPUS names.
func corpus(t testing.TB, f func(path, text string)) {
	root := os.Getenv("SCHEMADIFF_CORPUS")
	if root == "" {
		t.Skip("SCHEMADIFF_CORPUS names no directory of real schemas")
	}
	err := filepath.WalkDir(filepath.Join(root, "postgres"), func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(path) != ".sql" {
			return err
		}
		text, err := os.ReadFile(path)
		if err == nil {
			f(path, string(text))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestSplitLikeTheParser compares the splitter with the parser's own, which is
// right where it can be used: in scripts without lines for psql and mistakes.
func TestSplitLikeTheParser(t *testing.T) {
	files := 0
	corpus(t, func(path, text string) {
		if strings.Contains(path, ".mysql.") || strings.Contains(path, ".sqlite") {
			return
		}
		s, errs := sqlfile.Split(sqlfile.Source{Name: path, Text: text}, sqlfile.Postgres())
		want, err := parser.SplitWithParser(text, true)
		if err != nil {
			return
		}
		if len(errs) > 0 {
			t.Error(errs)
		}
		files++
		if len(want) != len(s.Statements) {
			t.Errorf("%s: %d statements, the parser has %d", path, len(s.Statements), len(want))
			return
		}
		for i, stmt := range s.Statements {
			if !strings.HasSuffix(want[i], stmt.Text) && !strings.Contains(want[i], stmt.Text) {
				t.Errorf("%s: statement %d is\n%s\nthe parser has\n%s", path, i, stmt.Text, want[i])
			}
		}
	})
	if files < 100 && !t.Skipped() {
		t.Errorf("only %d files were compared", files)
	}
}

// TestChunksLikeSingles checks that parsing in chunks changes nothing.
func TestChunksLikeSingles(t *testing.T) {
	corpus(t, func(path, text string) {
		if len(text) > 400_000 {
			return
		}
		s, _ := sqlfile.Split(sqlfile.Source{Name: path, Text: text}, sqlfile.Postgres())
		for stmt, perr := range Statements(context.Background(), s, Options{}) {
			if stmt.Kind != sqlfile.SQL {
				continue
			}
			alone, err := parse(stmt.Text)
			if (perr == nil) != (err == nil) {
				t.Errorf("%s: %q: in a chunk %v, alone %v", path, stmt.Text, perr, err)
				continue
			}
			if err == nil && proto.Size(alone[0].Stmt) > proto.Size(stmt.Node)+100 {
				t.Errorf("%s: %q has another tree in a chunk", path, stmt.Text)
			}
		}
	})
}

func FuzzStatements(f *testing.F) {
	f.Add("CREATE TABLE t (a int GENERATED ALWAYS AS (b) VIRTUAL, CONSTRAINT x NOT NULL b NO INHERIT); x; y")
	f.Add("ALTER TABLE t ALTER a SET EXPRESSION AS (b), ALTER CONSTRAINT c NOT ENFORCED, SET ACCESS METHOD DEFAULT")
	f.Add("CREATE FUNCTION f() BEGIN ATOMIC SELECT 1; END; SELECT ':a' :a")
	f.Fuzz(func(t *testing.T, text string) {
		s, _ := sqlfile.Split(sqlfile.Source{Name: "f.sql", Text: text}, sqlfile.Postgres())
		n := 0
		for stmt, err := range Statements(context.Background(), s, Options{}) {
			n++
			if err == nil && stmt.Kind == sqlfile.SQL && stmt.Node == nil {
				t.Errorf("%q has neither tree nor error", stmt.Text)
			}
		}
		if n != len(s.Statements) {
			t.Errorf("%d of %d statements", n, len(s.Statements))
		}
	})
}
