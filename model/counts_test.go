package model_test

import (
	"maps"
	"testing"

	"pgregory.net/rapid"

	"github.com/schemadiff/schemadiff/model"
	"github.com/schemadiff/schemadiff/model/modeltest"
)

// TestCounts: what is counted is what is listed.
func TestCounts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := modeltest.Schemas().Draw(t, "schema")
		s.Unsupported = append(s.Unsupported, model.Unsupported{ID: model.ID{Kind: "unread", Name: "x"}})
		want := map[model.Kind]int{}
		for _, e := range s.Entries() {
			if e.ID.Concern() == model.NoConcern {
				want[e.ID.Kind]++
			}
		}
		for _, u := range s.Unsupported {
			want[u.ID.Kind]++
		}
		if got := s.Counts(); !maps.Equal(got, want) {
			t.Fatalf("counts %v, lists %v", got, want)
		}
	})
}
