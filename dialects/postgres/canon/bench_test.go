package canon_test

import (
	"context"
	"fmt"
	"testing"

	"github.com/schemadiff/schemadiff/dialects/postgres/canon"
	"github.com/schemadiff/schemadiff/diff"
	"github.com/schemadiff/schemadiff/model"
)

// BenchmarkExpressions compares 1,000 tables of six expressions each, all of
// which are spelled differently on both sides and mean the same.
func BenchmarkExpressions(b *testing.B) {
	const tables = 1000
	many := func(s model.Schema) model.Schema {
		base := s.Tables[0]
		s.Tables, s.Statistics = nil, nil
		for i := range tables {
			t := base
			t.Name = fmt.Sprintf("users_%04d", i)
			t.Checks = t.Checks[:1]
			s.Tables = append(s.Tables, t)
		}
		return s
	}
	old, new := many(printed()), many(schema())
	b.ReportAllocs()
	for b.Loop() {
		r, err := diff.Compare(context.Background(), old, new, canon.Rules{}, diff.Options{})
		if err != nil {
			b.Fatal(err)
		}
		if !r.Empty() {
			b.Fatal(summary(r))
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/(6*tables), "ns/expression")
}
