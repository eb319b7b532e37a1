package laws_test

import (
	"reflect"
	"slices"
	"testing"

	"github.com/schemadiff/schemadiff/internal/pgtest"
	"github.com/schemadiff/schemadiff/model"
)

// newerFields are fields that only a newer server gives values to; the fields
// with 99 none that the generator could reach.
func newerFields() map[string]int {
	return map[string]int{
		"NotNull.Name": 18, "NotNull.NoInherit": 18, "NotNull.NotValid": 18, "NotNull.Comment": 18,
		"Column.NotNullConstraint": 18, "Generated.Virtual": 18, "Key.WithoutOverlaps": 18, "ForeignKey.Period": 18,
		"ForeignKey.NotEnforced": 18, "Check.NotEnforced": 18, "Domain.NotNullName": 17, "Key.NullsNotDistinct": 15,
		"Index.NullsNotDistinct": 15, "ForeignKey.OnDeleteColumns": 15, "Sequence.Unlogged": 15, "Identity.Unlogged": 15,
		"Column.Compression": 14, "Range.Multirange": 14, "Statistics.Exprs": 14,
		// A canonical function must be written in C.
		"Range.Canonical": 99,
		// An exclusion constraint of a partitioned table.
		"Exclusion.Parent": 99,
	}
}

// TestCoverage proves that the generator reaches every field of the model.
func TestCoverage(t *testing.T) {
	pgtest.Each(t, func(t *testing.T, major int) {
		lab := newLab(t, major)
		seen := map[string]bool{}
		for seed := range cases(t, 250) {
			script := schemaOf(seed, major)
			schema, err := lab.Inspect(t.Context(), script)
			if err != nil {
				t.Fatalf("seed %d: %v", seed, err)
			}
			fields(reflect.ValueOf(schema), seen, true)
		}
		every := map[string]bool{}
		fields(reflect.ValueOf(model.Schema{}), every, false)
		var missing []string
		for field := range every {
			if since := newerFields()[field]; !seen[field] && major >= since {
				missing = append(missing, field)
			}
		}
		slices.Sort(missing)
		if len(missing) > 0 && cases(t, 250) >= 250 {
			t.Errorf("no schema has a value in %q", missing)
		}
		t.Logf("%d of %d fields", len(seen), len(every))
	})
}

// fields collects the names of struct fields, all or those that are not zero.
// Positions and what only a declared side knows are no part of it.
func fields(v reflect.Value, seen map[string]bool, onlySet bool) {
	switch v.Kind() {
	case reflect.Slice:
		for i := range v.Len() {
			fields(v.Index(i), seen, onlySet)
		}
		if !onlySet {
			fields(reflect.Zero(v.Type().Elem()), seen, onlySet)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			f := v.Type().Field(i)
			if f.Tag.Get("json") == "-" {
				continue
			}
			if !onlySet || !v.Field(i).IsZero() {
				seen[v.Type().Name()+"."+f.Name] = true
				fields(v.Field(i), seen, onlySet)
			}
		}
	}
}
