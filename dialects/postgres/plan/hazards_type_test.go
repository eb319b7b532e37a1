package plan

import (
	"testing"

	"github.com/schemadiff/schemadiff/model"
)

func TestNarrowerModifiers(t *testing.T) {
	for _, row := range []struct {
		old, fresh string
		want       bool
	}{
		{"20", "40", false},
		{"40", "20", true},
		{"", "20", true},
		{"20", "", false},
		{"10,2", "12,2", false},
		{"10,2", "12,4", false},
		{"10,2", "11,4", true},
		{"10,2", "10", true},
		{"10", "12,2", false},
		{"3", "0", true},
		{"day to second", "year", true},
		{"Point,4326", "Point,4326", false},
	} {
		if got := narrowerModifiers(row.old, row.fresh); got != row.want {
			t.Errorf("from (%s) to (%s): %v", row.old, row.fresh, got)
		}
	}
}

func TestNarrows(t *testing.T) {
	for _, row := range []struct {
		old, fresh model.Type
		want       bool
	}{
		{model.Type{Name: "text"}, model.Type{Name: "character varying"}, false},
		{model.Type{Name: "text", Array: true}, model.Type{Name: "character varying", Array: true}, false},
		{model.Type{Name: "text"}, model.Type{Name: "character varying", Modifiers: "9"}, true},
		{model.Type{Name: "character varying"}, model.Type{Name: "text"}, false},
		{model.Type{Name: "text"}, model.Type{Name: "integer"}, true},
		{model.Type{Name: "integer"}, model.Type{Name: "bigint"}, false},
		{model.Type{Name: "bigint"}, model.Type{Name: "integer"}, true},
		{model.Type{Name: "json"}, model.Type{Name: "jsonb"}, true},
		{model.Type{Name: "jsonb"}, model.Type{Name: "json"}, false},
		{model.Type{Name: "timestamp with time zone"}, model.Type{Name: "date"}, true},
	} {
		if got := narrows(row.old, row.fresh); got != row.want {
			t.Errorf("from %s to %s: %v", row.old, row.fresh, got)
		}
	}
}
