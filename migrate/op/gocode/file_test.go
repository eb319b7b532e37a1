package gocode_test

import (
	"bytes"
	"flag"
	"go/format"
	"os"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/schemadiff/schemadiff/migrate/graph"
	"github.com/schemadiff/schemadiff/migrate/op"
	"github.com/schemadiff/schemadiff/migrate/op/gocode"
	"github.com/schemadiff/schemadiff/migrate/script"
)

var update = flag.Bool("update", false, "write the golden files")

// byText are the operations of the statements of the test.
var byText = map[string]op.Operation{
	"users": op.CreateTable{
		Schema: "shop", Table: "users", Comment: "who buys",
		Columns: []op.Column{
			{Name: "id", Type: "bigint", Identity: op.ByDefault, PrimaryKey: true},
			{Name: "mail", Type: "text", NotNull: true, Default: "'a \"b\"'", Comment: "lines\nof text"},
		},
		Constraints: []op.Constraint{
			op.ForeignKey{
				Name: "users_parent_fkey", Columns: []string{"parent"},
				References: op.Reference{Schema: "shop", Table: "users", Columns: []string{"id"}, OnDelete: op.SetNull, Deferrable: true},
			},
			op.Exclude{Name: "x", Using: "gist", Elements: []op.ExcludeElement{{IndexColumn: op.IndexColumn{Column: "a"}, With: "="}}},
		},
	},
	"index": op.CreateIndex{Table: "users", Name: "i", Columns: op.Columns("a", "b"), Concurrently: true},
	"expression": op.CreateIndex{
		Table: "users", Name: "i", Columns: []op.IndexColumn{{Column: "a", Nulls: op.NullsLast}, {Expression: "lower(b)", Desc: true}},
	},
	"alter":   op.AlterColumn{Table: "users", Name: "a", NotNull: op.Set, DropDefault: true},
	"batched": op.Batched{SQL: "UPDATE users\nSET a = 1\nWHERE a IS NULL", Pause: 1500 * time.Millisecond},
	"view":    op.CreateObject{Object: op.Object{Kind: op.View, Name: "v", Definition: "AS SELECT `x`\nFROM y"}},
	"several": op.AlterTable{Schema: "shop", Table: "users", Only: true, Changes: []op.Change{
		op.AddColumn{Column: op.Column{Name: "born", Type: "date"}},
		op.AlterColumn{Name: "a", Type: "bigint", Using: "a::bigint"},
		op.AddConstraint{Constraint: op.Check{Name: "c", Expression: "a > 0"}},
		op.Clause{SQL: "SET (fillfactor = 70)"},
	}},
	"drop": op.DropTable{Table: "users", Was: &op.CreateTable{Table: "users"}},
}

// TestGolden compares with a file that the tests of this module compile and vet
// with everything else.
func TestGolden(t *testing.T) {
	statements := func(names ...string) (s script.Section) {
		for _, name := range names {
			s.Statements = append(s.Statements, script.Statement{SQL: name})
		}
		return s
	}
	s := &script.Script{
		Revision: graph.Revision{ID: "a1", Revises: []string{"b", "c"}, DependsOn: []string{"d"}, Labels: []string{"shop"}},
		Message:  "add the users' \"mail\"", Doc: "What a reader should know,\nand more of it.\n\nThe rest.", Created: time.Date(2026, 11, 21, 8, 30, 0, 0, time.UTC),
		Up: statements("users", "index", "expression", "alter", "several", "batched", "view"), Down: statements("drop"),
	}
	s.Up.Statements[1].Comment = []string{"lock: SHARE on users", "a scan"}
	s.Up.Statements[3].NewTransaction = true
	s.Down.Irreversible = "the rows are lost"
	f := gocode.File{
		Package: "golden", Name: gocode.VariableName(s.Message, s.ID, func(string) bool { return false }), Script: s,
		Operation: func(s script.Statement) op.Operation { return byText[s.SQL] },
	}
	got, err := f.Text()
	if err != nil {
		t.Fatal(err)
	}
	const name = "internal/golden/golden.go"
	if *update {
		if err := os.WriteFile(name, got, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(string(want), string(got)); d != "" {
		t.Error(d)
	}
	if formatted, err := format.Source(got); err != nil || !bytes.Equal(formatted, got) {
		t.Errorf("it isn't as gofmt writes it: %v", err)
	}
}

func TestVariableName(t *testing.T) {
	taken := map[string]bool{"AddUsers": true, "AddUsers2": true}
	for message, want := range map[string]string{
		"add users":    "AddUsers3",
		"e-mail: neu!": "EMailNeu",
		"":             "Revision0042",
		"42 things":    "Revision0042",
		"größe":        "GrE",
	} {
		if got := gocode.VariableName(message, "0042", func(name string) bool { return taken[name] }); got != want {
			t.Errorf("%q: got %s, want %s", message, got, want)
		}
	}
}
