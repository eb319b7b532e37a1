package diff_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/schemadiff/schemadiff/diff"
	"github.com/schemadiff/schemadiff/diff/difftest"
	"github.com/schemadiff/schemadiff/model"
)

// stateful is a product whose tables have names of their own for indexes and an
// order of columns, and whose servers choose an access method.
type stateful struct{ diff.Rules }

func (stateful) OwnIndexNames() bool { return true }
func (stateful) OrdersColumns() bool { return true }

func (stateful) Settle(old, new model.Schema, names diff.Names) (model.Schema, model.Schema) {
	chosen := map[model.QName]string{}
	for _, t := range old.Tables {
		chosen[names.Relation(t.QName())] = t.AccessMethod
	}
	tables := append([]model.Table(nil), new.Tables...)
	for i := range tables {
		if tables[i].AccessMethod == "" {
			tables[i].AccessMethod = chosen[tables[i].QName()]
		}
	}
	new.Tables = tables
	return old, new
}

func TestTablesHoldTheirIndexNames(t *testing.T) {
	index := func(name, column string, implicit bool) model.Index {
		return model.Index{Name: name, Method: "btree", Keys: []model.IndexKey{{Column: column}}, ImplicitName: implicit}
	}
	table := func(name string, columns []string, indexes ...model.Index) model.Table {
		made := model.Table{Name: name, Indexes: indexes}
		for _, c := range columns {
			made.Columns = append(made.Columns, model.Column{Name: c, Type: model.Type{Name: "integer"}})
		}
		return made
	}
	ab := []string{"a", "b"}
	old := model.Schema{Tables: []model.Table{
		table("t", ab, index("mine", "a", false)), table("u", ab, index("yours", "a", false)),
	}}
	old.Tables[0].AccessMethod = "fast"
	tests := []struct {
		name string
		new  []model.Table
		want []string
	}{
		{
			"an unnamed index takes a name that another table's index has, too",
			[]model.Table{table("t", ab, index("a", "a", true)), table("u", ab, index("mine", "a", false))},
			[]string{"add index u.mine", "drop index u.yours"},
		},
		{
			"columns have an order",
			[]model.Table{table("t", []string{"b", "a"}, index("mine", "a", false)), old.Tables[1]},
			[]string{"alter table t column order: a, b -> b, a"},
		},
		{
			"a new column in front is only new",
			[]model.Table{table("t", []string{"c", "a", "b"}, index("mine", "a", false)), old.Tables[1]},
			[]string{"add column t.c"},
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			r, err := diff.Compare(t.Context(), old, model.Schema{Tables: test.new}, stateful{difftest.Rules()}, diff.Options{})
			if err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(test.want, lines(r)); d != "" {
				t.Errorf("the changes are others (-want +got):\n%s", d)
			}
			if len(r.Notes) > 0 {
				t.Errorf("notes: %v", r.Notes)
			}
		})
	}
}
