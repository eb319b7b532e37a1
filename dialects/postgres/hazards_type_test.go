package postgres

import "testing"

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
