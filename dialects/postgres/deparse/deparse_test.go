package deparse

import (
	"bufio"
	"context"
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"

	"github.com/schemadiff/schemadiff/dialects/postgres/parse"
	"github.com/schemadiff/schemadiff/inspect/sqlfile"
)

// forget removes the locations from a tree.
func forget(m protoreflect.Message) {
	m.Range(func(field protoreflect.FieldDescriptor, value protoreflect.Value) bool {
		switch {
		case field.Name() == "location":
			m.Clear(field)
		case field.Message() == nil:
		case field.IsList():
			for i := range value.List().Len() {
				forget(value.List().Get(i).Message())
			}
		default:
			forget(value.Message())
		}
		return true
	})
}

// equal compares two trees but for their locations.
func equal(a, b *parse.Node) bool {
	a, b = proto.Clone(a).(*parse.Node), proto.Clone(b).(*parse.Node)
	forget(a.ProtoReflect())
	forget(b.ProtoReflect())
	return proto.Equal(a, b)
}

// roundTrip writes a tree, parses the text and compares.
func roundTrip(t testing.TB, node *parse.Node) string {
	t.Helper()
	text, err := Expr(node)
	if err != nil {
		t.Errorf("%v in %v", err, node)
		return ""
	}
	again, err := parse.Expr(text)
	if err != nil {
		t.Errorf("parsing %s: %v", text, err)
		return text
	}
	if !equal(node, again) {
		t.Errorf("%s\nhas the tree %v\nbut is of  %v", text, again, node)
		return text
	}
	if second, err := Expr(again); err != nil || second != text {
		t.Errorf("%s is written as %s, %v", text, second, err)
	}
	return text
}

func TestExpr(t *testing.T) {
	// Each line is an expression and, behind an arrow, its text if that is
	// another one.
	file, err := os.Open("testdata/expressions.txt")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	for lines := bufio.NewScanner(file); lines.Scan(); {
		written, want, found := strings.Cut(lines.Text(), "  →  ")
		if !found {
			want = written
		}
		if written == "" || strings.HasPrefix(written, "#") {
			continue
		}
		node, err := parse.Expr(written)
		if err != nil {
			t.Errorf("%s: %v", written, err)
			continue
		}
		if got := roundTrip(t, node); got != want {
			t.Errorf("%s\nis   %s\nwant %s", written, got, want)
		}
	}
}

func TestErrors(t *testing.T) {
	for _, node := range []*parse.Node{
		nil,
		{},
		{Node: &parse.Node_AExpr{AExpr: &parse.A_Expr{Kind: parse.A_Expr_Kind_AEXPR_BETWEEN}}},
		{Node: &parse.Node_FuncCall{FuncCall: &parse.FuncCall{Funcformat: parse.CoercionForm_COERCE_SQL_SYNTAX}}},
		{Node: &parse.Node_SubLink{SubLink: &parse.SubLink{}}},
		{Node: &parse.Node_TypeCast{TypeCast: &parse.TypeCast{}}},
		{Node: &parse.Node_CreateStmt{CreateStmt: &parse.CreateStmt{}}},
	} {
		if text, err := Expr(node); err == nil {
			t.Errorf("%v is written as %q", node, text)
		}
	}
}

func TestIdent(t *testing.T) {
	for name, want := range map[string]string{
		"a": "a", "a1_b": "a1_b", "A": `"A"`, "1a": `"1a"`, "a b": `"a b"`, `a"b`: `"a""b"`, "é": `"é"`, "": `""`,
		"select": `"select"`, "user": `"user"`, "name": "name", "a$b": `"a$b"`, "left": `"left"`,
	} {
		if got := Ident(name); got != want {
			t.Errorf("%s is written as %s, want %s", name, got, want)
		}
	}
}

// expressions calls f with every outermost expression and query below a node.
func expressions(m protoreflect.Message, f func(*parse.Node)) {
	m.Range(func(field protoreflect.FieldDescriptor, value protoreflect.Value) bool {
		visit := func(m protoreflect.Message) {
			if node, ok := m.Interface().(*parse.Node); ok && isExpression(node) {
				f(node)
				return
			}
			expressions(m, f)
		}
		switch {
		case field.Message() == nil:
		case field.IsList():
			for i := range value.List().Len() {
				visit(value.List().Get(i).Message())
			}
		default:
			visit(value.Message())
		}
		return true
	})
}

func isExpression(node *parse.Node) bool {
	switch n := node.GetNode().(type) {
	case *parse.Node_SelectStmt:
		return n.SelectStmt.IntoClause == nil
	case *parse.Node_AConst, *parse.Node_AExpr, *parse.Node_BoolExpr, *parse.Node_TypeCast, *parse.Node_CollateClause,
		*parse.Node_FuncCall, *parse.Node_NullTest, *parse.Node_BooleanTest, *parse.Node_SubLink, *parse.Node_AIndirection,
		*parse.Node_AArrayExpr, *parse.Node_RowExpr, *parse.Node_CaseExpr, *parse.Node_CoalesceExpr,
		*parse.Node_MinMaxExpr, *parse.Node_SqlvalueFunction, *parse.Node_XmlExpr, *parse.Node_XmlSerialize,
		*parse.Node_JsonObjectConstructor, *parse.Node_JsonIsPredicate:
		return true
	}
	return false
}

// check checks the round trip of an expression or a query.
func check(t testing.TB, node *parse.Node) {
	t.Helper()
	if query := node.GetSelectStmt(); query != nil {
		if hasWriting(query.ProtoReflect()) {
			return
		}
		node = &parse.Node{Node: &parse.Node_SubLink{SubLink: &parse.SubLink{
			SubLinkType: parse.SubLinkType_EXPR_SUBLINK, Subselect: node,
		}}}
	}
	roundTrip(t, node)
}

// hasWriting says whether a query's WITH changes data, which no view may do.
func hasWriting(m protoreflect.Message) bool {
	found := false
	m.Range(func(field protoreflect.FieldDescriptor, value protoreflect.Value) bool {
		switch {
		case field.Message() == nil:
		case field.IsList():
			for i := range value.List().Len() {
				found = found || hasWriting(value.List().Get(i).Message())
			}
		default:
			switch value.Message().Interface().(type) {
			case *parse.InsertStmt, *parse.UpdateStmt, *parse.DeleteStmt, *parse.MergeStmt, *parse.IntoClause:
				found = true
			default:
				found = found || hasWriting(value.Message())
			}
		}
		return !found
	})
	return found
}

// TestCorpus checks the round trip of every expression and query in the real
// schemas of the directory that SCHEMADIFF_CORPUS names.
func TestCorpus(t *testing.T) {
	root := os.Getenv("SCHEMADIFF_CORPUS")
	if root == "" {
		t.Skip("SCHEMADIFF_CORPUS names no directory of real schemas")
	}
	count := 0
	err := filepath.WalkDir(filepath.Join(root, "postgres"), func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(path) != ".sql" {
			return err
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		script, _ := sqlfile.Split(sqlfile.Source{Name: path, Text: string(text)}, sqlfile.Postgres())
		skip := func(s *sqlfile.Statement) bool { return strings.EqualFold(s.FirstWord(), "insert") }
		for stmt, err := range parse.Statements(context.Background(), script, parse.Options{Skip: skip}) {
			if err != nil || stmt.Node == nil {
				continue
			}
			outermost := func(n *parse.Node) {
				count++
				check(t, n)
			}
			if isExpression(stmt.Node) {
				outermost(stmt.Node)
			} else {
				expressions(stmt.Node.ProtoReflect(), outermost)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("%d expressions and queries", count)
	if count < 10000 {
		t.Errorf("only %d expressions and queries", count)
	}
}

// TestExpressionFiles checks the round trip of the expressions in JSON lines
// that SCHEMADIFF_EXPRESSIONS names.
func TestExpressionFiles(t *testing.T) {
	root := os.Getenv("SCHEMADIFF_EXPRESSIONS")
	if root == "" {
		t.Skip("SCHEMADIFF_EXPRESSIONS names no directory of expressions")
	}
	files, err := filepath.Glob(filepath.Join(root, "*.jsonl"))
	if err != nil || len(files) == 0 {
		t.Fatal("no files", err)
	}
	for _, name := range files {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(string(data)) {
			var texts map[string]string
			if err := json.Unmarshal([]byte(line), &texts); err != nil {
				t.Fatal(err)
			}
			for _, key := range []string{"written", "different", "postgres15"} {
				text := strings.TrimSuffix(texts[key], ";")
				if text == "" || text == "<none>" {
					continue
				}
				if texts["kind"] == "view" {
					text = "(" + text + ")"
				}
				node, err := parse.Expr(text)
				if err != nil {
					if texts["kind"] != "idx" { // an index key may have more than one expression
						t.Errorf("%s: %v", text, err)
					}
					continue
				}
				roundTrip(t, node)
			}
		}
	}
}

func FuzzExpr(f *testing.F) {
	data, err := os.ReadFile("testdata/expressions.txt")
	if err != nil {
		f.Fatal(err)
	}
	for line := range strings.Lines(string(data)) {
		text, _, _ := strings.Cut(strings.TrimSuffix(line, "\n"), "  →  ")
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		node, err := parse.Expr(text)
		if err != nil || hasWriting(node.ProtoReflect()) {
			return
		}
		roundTrip(t, node)
	})
}

func BenchmarkExpr(b *testing.B) {
	node, err := parse.Expr("((v)::text = ANY ((ARRAY['a'::character varying, 'b'::character varying])::text[])) AND n > 0")
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Expr(node); err != nil {
			b.Fatal(err)
		}
	}
}
