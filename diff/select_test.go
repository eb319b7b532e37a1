package diff_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/schemadiff/schemadiff/diff"
	"github.com/schemadiff/schemadiff/diff/difftest"
	"github.com/schemadiff/schemadiff/inspect"
	"github.com/schemadiff/schemadiff/model"
	"github.com/schemadiff/schemadiff/model/modeltest"
)

// TestSelect draws differences and patterns: what is left is a part of the
// whole, all that is excluded is gone, and all and nothing are what they say.
func TestSelect(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		old := modeltest.Schemas().Draw(t, "old")
		fresh := modeltest.Related(t, old)
		whole, err := diff.Compare(t.Context(), old, fresh, difftest.Rules(), diff.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(whole, whole.Select(func(...model.ID) bool { return true })); d != "" {
			t.Fatalf("a choice of everything changes something:\n%s", d)
		}
		if none := whole.Select(func(...model.ID) bool { return false }); !none.Empty() || none.Questions != nil || none.Notes != nil || none.NotCompared != nil {
			t.Fatalf("a choice of nothing leaves %v", none.Changes)
		}
		pattern, err := inspect.ParsePattern(rapid.SampledFrom([]string{
			"table:*", "column:*", "index:*", "constraint:*", "type:*", "sequence:*", "schema:*", "foreign-key:*", "[a-m]*", "*.[a-m]*",
		}).Draw(t, "pattern"))
		if err != nil {
			t.Fatal(err)
		}
		before := snapshot(t, whole.New)
		chosen := whole.Select(inspect.Filter{Exclude: []inspect.Pattern{pattern}}.On(old, fresh).Has)
		if after := snapshot(t, whole.New); after != before {
			t.Fatal("the choice changed the schema that it was made from")
		}
		if len(chosen.Changes) > len(whole.Changes) {
			t.Fatal("a part is bigger than the whole")
		}
		for _, c := range chosen.Changes {
			if pattern.Matches(c.Object()) {
				t.Fatalf("%s is excluded and there", c.Object())
			}
			add, ok := c.(diff.Add)
			table, isTable := add.New.(model.Table)
			if !ok || !isTable {
				continue
			}
			for _, part := range table.Parts() {
				if part.ID.Kind != model.KindColumn && pattern.Matches(part.ID) {
					t.Fatalf("%s comes with its table though it is excluded", part.ID)
				}
			}
		}
	})
}

func snapshot(t *rapid.T, s model.Schema) string {
	var b strings.Builder
	if err := model.WriteSnapshot(&b, s); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// A renamed table and its parts go by both names.
func TestSelectRenamed(t *testing.T) {
	column := func(name string) model.Column { return model.Column{Name: name, Type: model.Type{Name: "text"}} }
	old := model.Schema{Dialect: "postgres", Namespaces: []model.Namespace{{Name: "app"}}, Tables: []model.Table{
		{Schema: "app", Name: "clients", Columns: []model.Column{column("fax"), column("name")}},
		{Schema: "app", Name: "other", Columns: []model.Column{column("a")}},
	}}
	fresh := model.Schema{Dialect: "postgres", Namespaces: []model.Namespace{{Name: "app"}}, Tables: []model.Table{
		{Schema: "app", Name: "customers", Columns: []model.Column{column("name"), column("mail")}},
		{Schema: "app", Name: "other", Columns: []model.Column{column("b")}},
	}}
	rename, err := diff.ParseRename("table:app.clients=customers")
	if err != nil {
		t.Fatal(err)
	}
	whole, err := diff.Compare(t.Context(), old, fresh, difftest.Rules(), diff.Options{Renames: []diff.RenameRequest{rename}})
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct{ include, exclude string }{
		{include: "table:clients"}, {include: "table:customers"}, {exclude: "table:other"},
	} {
		var f inspect.Filter
		for text, list := range map[string]*[]inspect.Pattern{tt.include: &f.Include, tt.exclude: &f.Exclude} {
			if text != "" {
				p, err := inspect.ParsePattern(text)
				if err != nil {
					t.Fatal(err)
				}
				*list = append(*list, p)
			}
		}
		var got []string
		for _, c := range whole.Select(f.On(old, fresh).Has).Changes {
			got = append(got, c.Object().String())
		}
		want := []string{"column app.clients.fax", "table app.customers", "column app.customers.mail"}
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("%+v (-want +got):\n%s", tt, d)
		}
	}
}
