package plan_test

import (
	"context"
	"fmt"
	"testing"

	"github.com/schemadiff/schemadiff/dialects/postgres"
	"github.com/schemadiff/schemadiff/diff"
	"github.com/schemadiff/schemadiff/model"
	"github.com/schemadiff/schemadiff/render"
)

// synthetic is a schema of that many tables with ten columns, a key, two
// indexes, a check, a sequence and a foreign key each.
func synthetic(tables int) model.Schema {
	s := model.Schema{Dialect: "postgres", Version: 150000, Namespaces: []model.Namespace{{Name: "public"}}}
	name := func(i int) string { return fmt.Sprintf("t%05d", i) }
	for i := range tables {
		t := model.Table{Schema: "public", Name: name(i)}
		sequence := model.QName{Schema: "public", Name: t.Name + "_id_seq"}
		for c := range 10 {
			column := model.Column{Name: fmt.Sprintf("c%d", c), Type: model.Type{Name: "integer"}}
			if c == 0 {
				column.NotNull = true
				column.Default = model.Expr{Text: "nextval('public." + sequence.Name + "'::regclass)"}
			}
			t.Columns = append(t.Columns, column)
		}
		t.Keys = []model.Key{{Name: t.Name + "_pkey", Primary: true, Columns: []string{"c0"}}}
		t.Checks = []model.Check{{Name: t.Name + "_check", Expr: model.Expr{Text: "c1 > 0 AND c2 < 100"}}}
		for k := range 2 {
			t.Indexes = append(t.Indexes, model.Index{
				Name: fmt.Sprintf("%s_c%d_idx", t.Name, k), Method: "btree", Keys: []model.IndexKey{{Column: fmt.Sprintf("c%d", k+1)}},
			})
		}
		t.ForeignKeys = []model.ForeignKey{{
			Name: t.Name + "_fkey", Columns: []string{"c3"}, RefColumns: []string{"c0"},
			References: model.QName{Schema: "public", Name: name((i + tables/2) % tables)},
		}}
		s.Tables = append(s.Tables, t)
		s.Sequences = append(s.Sequences, model.Sequence{
			Schema: "public", Name: sequence.Name, OwnedBy: model.ColumnRef{Table: t.QName(), Column: "c0"},
			Options: model.SequenceOptions{Type: "bigint", Start: 1, Increment: 1, Min: 1, Max: 1<<63 - 1, Cache: 1},
		})
	}
	s.Sort()
	return s
}

func BenchmarkDDL(b *testing.B) {
	for _, n := range []int{100, 1000, 10000} {
		s := synthetic(n)
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			for b.Loop() {
				if _, err := render.DDL(s, postgres.Planner{}); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N)/float64(n), "µs/table")
		})
	}
}

// BenchmarkSmallPlan plans one new column in a large schema.
func BenchmarkSmallPlan(b *testing.B) {
	for _, n := range []int{100, 1000, 10000} {
		old, fresh := synthetic(n), synthetic(n)
		t := &fresh.Tables[n/2]
		t.Columns = append(t.Columns, model.Column{Name: "fresh", Type: model.Type{Name: "text"}})
		result, err := diff.Compare(context.Background(), old, fresh, postgres.Rules{}, diff.Options{NewLive: true})
		if err != nil {
			b.Fatal(err)
		}
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			for b.Loop() {
				if _, err := render.NewMigration(result, postgres.Planner{}, render.Options{}); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Microseconds())/float64(b.N)/float64(n), "µs/table")
		})
	}
}
