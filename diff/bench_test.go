package diff_test

import (
	"context"
	"fmt"
	"testing"

	"github.com/schemadiff/schemadiff/diff"
	"github.com/schemadiff/schemadiff/diff/difftest"
	"github.com/schemadiff/schemadiff/model"
)

// tables makes a schema of n tables with ten columns, three indexes and one
// foreign key each.
func tables(n int) model.Schema {
	s := model.Schema{Dialect: "postgres", Version: 150000, Namespaces: []model.Namespace{{Name: "app"}}}
	for i := range n {
		t := model.Table{Schema: "app", Name: fmt.Sprintf("table_%05d", i)}
		for c := range 10 {
			t.Columns = append(t.Columns, model.Column{
				Name: fmt.Sprintf("column_%d", c), Type: model.Type{Name: "character varying", Modifiers: "50"},
				NotNull: c%2 == 0, Default: model.Expr{Text: "'some text'::character varying"},
			})
		}
		t.Keys = []model.Key{{Name: t.Name + "_pkey", Primary: true, Columns: []string{"column_0"}}}
		for x := range 3 {
			t.Indexes = append(t.Indexes, model.Index{
				Name: fmt.Sprintf("%s_idx%d", t.Name, x), Method: "btree", Keys: []model.IndexKey{{Column: fmt.Sprintf("column_%d", x)}},
			})
		}
		t.ForeignKeys = []model.ForeignKey{{
			Name: t.Name + "_fkey", Columns: []string{"column_1"}, RefColumns: []string{"column_0"},
			References: model.QName{Schema: "app", Name: fmt.Sprintf("table_%05d", i/2)},
		}}
		s.Tables = append(s.Tables, t)
	}
	s.Sort()
	return s
}

func BenchmarkCompare(b *testing.B) {
	for _, n := range []int{100, 1_000, 10_000} {
		old := tables(n)
		for _, changed := range []bool{false, true} {
			new, name := tables(n), fmt.Sprintf("%d/same", n)
			if changed {
				name = fmt.Sprintf("%d/changed", n)
				for i := 0; i < n; i += 100 {
					t := &new.Tables[i]
					t.Columns[3].Type.Modifiers = "60"
					t.Columns[4].Default.Text = "'other text'::character varying"
					t.Columns[5].Name = "renamed"
					t.Indexes = t.Indexes[1:]
					t.Keys[0].Name, t.Keys[0].ImplicitName = "by_the_server", true
				}
				new.Tables = new.Tables[1:]
			}
			b.Run(name, func(b *testing.B) {
				b.ReportAllocs()
				for b.Loop() {
					if _, err := diff.Compare(context.Background(), old, new, difftest.Rules(), diff.Options{}); err != nil {
						b.Fatal(err)
					}
				}
				b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(n), "ns/table")
			})
		}
	}
}
