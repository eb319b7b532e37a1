package model_test

import (
	"reflect"
	"testing"

	"github.com/schemadiff/schemadiff/model"
)

// TestPart: what a table lists can be looked up, and nothing else.
func TestPart(t *testing.T) {
	table := model.Table{
		Schema: "s", Name: "t",
		Columns:     []model.Column{{Name: "x"}, {Name: "y"}},
		Keys:        []model.Key{{Name: "x", Primary: true}, {Name: "y"}},
		Checks:      []model.Check{{Name: "x"}},
		Exclusions:  []model.Exclusion{{Name: "x"}},
		ForeignKeys: []model.ForeignKey{{Name: "x"}},
		Indexes:     []model.Index{{Name: "x"}},
	}
	for _, e := range table.Parts() {
		if got := table.Part(e.ID); !reflect.DeepEqual(got, e.Object) {
			t.Errorf("%s is %v", e.ID, got)
		}
	}
	for _, id := range []model.ID{{Kind: model.KindUnique, Name: "x"}, {Kind: model.KindTable, Name: "t"}, {Kind: model.KindColumn, Name: "z"}} {
		if got := table.Part(id); got != nil {
			t.Errorf("%s is %v", id, got)
		}
	}
}
