package diff_test

import (
	"context"
	"strings"
	"testing"

	"github.com/schemadiff/schemadiff/diff"
	"github.com/schemadiff/schemadiff/diff/difftest"
	"github.com/schemadiff/schemadiff/model"
)

// caseless are rules of a product where the case of names doesn't count and
// constraints need none.
type caseless struct{ diff.Rules }

func (caseless) Fold(_ model.Kind, name string) string { return strings.ToLower(name) }

func (caseless) Unnamed(name string) bool { return strings.HasPrefix(name, "~") }

func TestSpellingIsNoDifference(t *testing.T) {
	table := func(name, id, key, check, expr string) model.Table {
		return model.Table{
			Name: name, Columns: []model.Column{{Name: id, Type: model.Type{Name: "int"}}},
			Keys: []model.Key{{
				Name: key, Primary: true, Columns: []string{id},
				Elements: []model.IndexKey{{Column: id, Descending: true}},
			}},
			Checks:      []model.Check{{Name: check, Expr: model.Expr{Text: expr}}},
			ForeignKeys: []model.ForeignKey{{Name: "up", Columns: []string{id}, References: model.QName{Name: name}, RefColumns: []string{id}}},
		}
	}
	view := func(name string) model.Definition {
		return model.Definition{ID: model.ID{Kind: "view", Name: name}}
	}
	schema := func(definition model.Definition, tables ...model.Table) model.Schema {
		s := model.Schema{Tables: tables, Definitions: []model.Definition{definition}}
		s.Sort()
		return s
	}
	old := schema(view("Names"), table("people", "id", "~pk", "~1", "x"))
	new := schema(view("NAMES"), table("People", "ID", "~PK", "~9", "x"))
	rules := caseless{difftest.Rules()}
	r, err := diff.Compare(context.Background(), old, new, rules, diff.Options{NewLive: true})
	if err != nil || len(r.Changes)+len(r.Questions) > 0 {
		t.Fatalf("another spelling is a difference: %s %v, %v", words(r), r.Questions, err)
	}
	if got := r.New.Tables[0]; got.Name != "people" || got.Keys[0].Elements[0].Column != "id" || got.ForeignKeys[0].References.Name != "people" {
		t.Errorf("the old spelling doesn't stay: %+v", got)
	}
	if new.Tables[0].Name != "People" {
		t.Error("the input was changed")
	}
	new = schema(view("names"), table("Persons", "Number", "~pk", "~1", "x"))
	new.Directives = []model.Directive{
		{From: model.ID{Kind: model.KindTable, Name: "PEOPLE"}, To: model.ID{Kind: model.KindTable, Name: "Persons"}},
		{From: model.ID{Kind: model.KindColumn, Parent: "Persons", Name: "Id"}, To: model.ID{Kind: model.KindColumn, Parent: "Persons", Name: "Number"}},
	}
	if r, err = diff.Compare(context.Background(), old, new, rules, diff.Options{}); err != nil {
		t.Fatal(err)
	}
	for _, c := range r.Changes {
		if _, ok := c.(diff.Rename); !ok {
			t.Errorf("a rename in another spelling brings along %s", words(r))
		}
	}
	if len(r.Changes) != 2 {
		t.Errorf("there are %d renames, not 2", len(r.Changes))
	}
}
