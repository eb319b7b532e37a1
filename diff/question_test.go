package diff_test

import (
	"slices"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"github.com/schemadiff/schemadiff/diff"
	"github.com/schemadiff/schemadiff/diff/difftest"
	"github.com/schemadiff/schemadiff/model"
)

func TestQuestions(t *testing.T) {
	for _, test := range []struct {
		name string
		new  model.Schema
		want []string
	}{
		{"a table with the same columns", editBase(func(s *model.Schema) { tableOf(s, "prices").Name = "costs" }), []string{"table:shop.prices=costs"}},
		{"a table with most columns the same", editBase(func(s *model.Schema) {
			p := tableOf(s, "prices")
			p.Name = "costs"
			p.Columns = append(p.Columns, model.Column{Name: "tax", Type: model.Type{Name: "numeric"}})
		}), []string{"table:shop.prices=costs"}},
		{"a column of the same type", editBase(func(s *model.Schema) { tableOf(s, "prices").Columns[0].Name = "a.b" }), []string{`column:shop.prices.item="a.b"`}},
		{"a column at the same place, now not null", editBase(func(s *model.Schema) {
			tableOf(s, "prices").Columns[0].Name, tableOf(s, "prices").Columns[0].NotNull = "article", true
		}), []string{"column:shop.prices.item=article"}},
		{"a column of another type", editBase(func(s *model.Schema) {
			tableOf(s, "prices").Columns[0] = model.Column{Name: "article", Type: model.Type{Name: "bytea"}}
		}), nil},
		{"two columns that could be either", editBase(func(s *model.Schema) {
			p := tableOf(s, "customers")
			p.Columns = append(p.Columns, model.Column{Name: "x1", Type: model.Type{Name: "inet"}}, model.Column{Name: "x2", Type: model.Type{Name: "inet"}})
		}), nil},
		{"an enum and a value", editBase(func(s *model.Schema) {
			s.Enums[0].Labels = []string{"sad", "fair", "happy"}
		}), []string{"value:shop.mood.ok=fair"}},
		{"a value goes and another one comes elsewhere", editBase(func(s *model.Schema) {
			s.Enums[0].Labels = []string{"sad", "happy", "fair"}
		}), nil},
		{"an attribute", editBase(func(s *model.Schema) {
			s.Composites[0].Attributes[0].Name, tableOf(s, "addresses").Columns[0].Name = "road", "road"
		}), []string{"attribute:shop.address.street=road"}},
		{"an index", editBase(func(s *model.Schema) { tableOf(s, "orders").Indexes[0].Name = "totals" }), []string{"index:shop.orders.orders_total=totals"}},
		{"constraints", editBase(func(s *model.Schema) {
			tableOf(s, "orders").Checks[0].Name = "positive"
			tableOf(s, "orders").ForeignKeys[0].Name = "who"
			tableOf(s, "customers").Keys[1].Name = "codes"
		}), []string{
			"constraint:shop.customers.customers_code_key=codes", "constraint:shop.orders.orders_total_check=positive",
			"constraint:shop.orders.orders_customer_fkey=who",
		}},
		{"types, sequences, statistics and domain constraints", editBase(func(s *model.Schema) {
			s.Domains[0].Checks[0].Name = "host"
			s.Ranges[0].Name = "alphabet"
			s.Sequences[0].Name = "invoices"
			s.Statistics[1].Name = "days"
		}), []string{
			"constraint:shop.email.email_at=host", "type:shop.names=alphabet", "sequence:shop.numbers=invoices", "statistics:shop.orders_stat=days",
		}},
	} {
		t.Run(test.name, func(t *testing.T) {
			r := compare(t, difftest.Base(), test.new, diff.Options{})
			var hints []string
			for _, q := range r.Questions {
				hints = append(hints, q.Hint)
			}
			if d := gocmp.Diff(test.want, hints); d != "" {
				t.Fatalf("the questions are others (-want +got):\n%s", d)
			}
			// Answering them with yes leaves no drop and no add of such kinds.
			answered, err := renamed(t, difftest.Base(), test.new, hints...)
			if err != nil {
				t.Fatal(err)
			}
			if len(answered.Questions) != 0 {
				t.Errorf("questions are left: %v", answered.Questions)
			}
			asked := slices.DeleteFunc(answered.Renames(), func(r diff.Rename) bool { return r.From.Kind == diff.KindMultirange })
			if len(asked) != len(hints) {
				t.Errorf("the changes are %v", lines(answered))
			}
		})
	}
}

func TestQuestionAboutSchemas(t *testing.T) {
	old, new := with(func(*model.Table) {}), with(func(*model.Table) {})
	new.Namespaces[0].Name, new.Tables[0].Schema = "core", "core"
	r := compare(t, old, new, diff.Options{})
	if len(r.Questions) != 1 || r.Questions[0].Hint != "schema:app=core" {
		t.Errorf("the questions are %v", r.Questions)
	}
}

func TestEnumEdit(t *testing.T) {
	list := func(labels ...string) []string { return labels }
	for _, test := range []struct {
		name     string
		old, new []string
		want     diff.EnumChange
	}{
		{"nothing", list("a", "b"), list("a", "b"), diff.EnumChange{}},
		{"at the end", list("a"), list("a", "b", "c"), diff.EnumChange{Added: []diff.EnumAddition{{Label: "b"}, {Label: "c"}}}},
		{"at the beginning", list("c"), list("a", "b", "c"), diff.EnumChange{Added: []diff.EnumAddition{
			{Label: "a", Before: "c"}, {Label: "b", After: "a"},
		}}},
		{"between", list("a", "d"), list("a", "b", "c", "d"), diff.EnumChange{Added: []diff.EnumAddition{
			{Label: "b", After: "a"}, {Label: "c", After: "b"},
		}}},
		{"removed", list("a", "b", "c"), list("a", "c"), diff.EnumChange{Removed: list("b")}},
		{"reordered", list("a", "b", "c"), list("b", "a", "c"), diff.EnumChange{Reordered: true}},
		{"all at once", list("a", "b", "c"), list("c", "x", "b"), diff.EnumChange{
			Added: []diff.EnumAddition{{Label: "x", After: "c"}}, Removed: list("a"), Reordered: true,
		}},
		{"from nothing", nil, list("a", "b"), diff.EnumChange{Added: []diff.EnumAddition{{Label: "a"}, {Label: "b"}}}},
	} {
		t.Run(test.name, func(t *testing.T) {
			got := diff.EnumEdit(test.old, test.new)
			if d := gocmp.Diff(test.want, got); d != "" {
				t.Fatalf("-want +got:\n%s", d)
			}
			if !got.InPlace() {
				return
			}
			if d := gocmp.Diff(test.new, added(test.old, got.Added)); d != "" {
				t.Errorf("following the edit leads elsewhere (-want +got):\n%s", d)
			}
		})
	}
}

// added does what ALTER TYPE … ADD VALUE does.
func added(labels []string, list []diff.EnumAddition) []string {
	labels = append([]string(nil), labels...)
	for _, a := range list {
		at := len(labels)
		for i, l := range labels {
			if l == a.After {
				at = i + 1
			}
			if l == a.Before {
				at = i
			}
		}
		labels = append(labels[:at:at], append([]string{a.Label}, labels[at:]...)...)
	}
	return labels
}
