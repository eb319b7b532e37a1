package laws_test

import (
	"maps"
	"reflect"
	"slices"
	"sync"
	"testing"

	"github.com/schemadiff/schemadiff/dialects/postgres"
	"github.com/schemadiff/schemadiff/dialects/postgres/ddl"
	"github.com/schemadiff/schemadiff/diff"
	"github.com/schemadiff/schemadiff/diff/difftest"
	"github.com/schemadiff/schemadiff/internal/laws"
	"github.com/schemadiff/schemadiff/internal/laws/gen"
	"github.com/schemadiff/schemadiff/internal/pgtest"
	"github.com/schemadiff/schemadiff/model"
)

// newerFields are fields that only a newer server gives values to; the fields
// with 99 none that the generator could reach.
func newerFields() map[string]int {
	return map[string]int{
		"NotNull.Name": 18, "NotNull.NoInherit": 18, "NotNull.NotValid": 18, "NotNull.Comment": 18, "NotNull.Inherited": 18,
		"Column.NotNullConstraint": 18, "Generated.Virtual": 18, "Key.WithoutOverlaps": 18, "ForeignKey.Period": 18,
		"ForeignKey.NotEnforced": 18, "Check.NotEnforced": 18, "Domain.NotNullName": 17, "Key.NullsNotDistinct": 15,
		"Index.NullsNotDistinct": 15, "ForeignKey.OnDeleteColumns": 15, "Sequence.Unlogged": 15, "Identity.Unlogged": 15,
		"Column.Compression": 14, "Range.Multirange": 14, "Statistics.Exprs": 14,
		// testdata has what the generator does not make: range_canonical and
		// exclusion_of_partitioned.
		"Range.Canonical": 99, "Exclusion.Parent": 99,
		// Only other products have these.
		"Key.Elements": 99, "IndexKey.Length": 99, "Check.Column": 99,
		"Partitioning.Options": 99, "Partitioning.Sub": 99, "Partitioning.Partitions": 99,
		"Subpartitioning.Strategy": 99, "Subpartitioning.Keys": 99, "Subpartitioning.Options": 99,
		"Partition.Name": 99, "Partition.Bound": 99, "Partition.Options": 99, "Partition.Comment": 99, "Partition.Partitions": 99,
		// The model holds all that the generator makes.
		"Schema.Unsupported": 99, "Unsupported.ID": 99,
	}
}

// TestCoverage proves that the generator reaches every field of the model and
// every kind of object. It ends as soon as it has.
func TestCoverage(t *testing.T) {
	pgtest.Each(t, func(t *testing.T, major int) {
		lab := newLab(t, major)
		every := map[string]bool{}
		fields(reflect.ValueOf(model.Schema{}), every, false)
		maps.DeleteFunc(every, func(field string, _ bool) bool { return newerFields()[field] > major })
		for _, kind := range gen.ObjectKinds(major) {
			every[kind] = true
		}
		const step = 30
		most := cases(t, 1200)
		for seed := 0; len(every) > 0 && seed < most; seed += step {
			var mu sync.Mutex
			each(step, func(i int) {
				schema, err := lab.Inspect(t.Context(), schemaOf(seed+i, major))
				mu.Lock()
				defer mu.Unlock()
				if err != nil {
					t.Errorf("seed %d: %v", seed+i, err)
				}
				seen := map[string]bool{}
				fields(reflect.ValueOf(schema), seen, true)
				for _, entry := range schema.Entries() {
					seen[string(entry.ID.Kind)] = true
				}
				for field := range seen {
					delete(every, field)
				}
			})
		}
		if len(every) > 0 && most >= 1200 {
			t.Errorf("no schema has a value in %q", slices.Sorted(maps.Keys(every)))
		}
	})
}

// TestMutationCoverage proves that the mutations bring about every verb about
// every kind of object and every facet of it, as far as the newest version goes.
func TestMutationCoverage(t *testing.T) {
	missing := map[string]bool{}
	for _, sample := range difftest.Samples(t) {
		for _, c := range sample.Result.Changes {
			for _, key := range keysOf(c) {
				missing[key] = true
			}
		}
	}
	for _, kind := range gen.ObjectKinds(18) {
		for _, verb := range []string{"add ", "drop ", "alter "} {
			missing[verb+kind] = true
		}
	}
	for _, key := range unreachable() {
		delete(missing, key)
	}
	read := func(s laws.Script) (model.Schema, error) {
		return ddl.Read(t.Context(), s.Sources(), ddl.Options{Version: 180000})
	}
	most := cases(t, 6000)
	for seed := 0; len(missing) > 0 && seed < most; seed++ {
		p := pairOf(seed, 18)
		old, err := read(p.A)
		if err != nil {
			continue // TestRandomPairs tells
		}
		fresh, err := read(p.B)
		if err != nil {
			continue
		}
		opts := diff.Options{NewLive: p.Live}
		for _, text := range p.Renames {
			if r, err := diff.ParseRename(text); err == nil {
				opts.Renames = append(opts.Renames, r)
			}
		}
		result, err := diff.Compare(t.Context(), old, fresh, postgres.Rules{}, opts)
		if err != nil {
			continue
		}
		for _, c := range result.Changes {
			for _, key := range keysOf(c) {
				delete(missing, key)
			}
		}
	}
	if len(missing) > 0 && most >= 6000 {
		t.Errorf("no pair has %q", slices.Sorted(maps.Keys(missing)))
	}
}

// keysOf are the verb, the kind and the facets of a change.
func keysOf(c diff.Change) []string {
	switch c := c.(type) {
	case diff.Add:
		return []string{"add " + string(c.ID.Kind)}
	case diff.Drop:
		return []string{"drop " + string(c.ID.Kind)}
	case diff.Rename:
		return []string{"rename " + string(c.From.Kind)}
	case diff.Alter:
		list := []string{"alter " + string(c.NewID.Kind)}
		for _, f := range c.Facets {
			list = append(list, "alter "+string(c.NewID.Kind)+" "+string(f.Name))
		}
		return list
	case diff.Unsupported:
	}
	return nil
}

// unreachable are the keys that the mutations do not bring about, most of them
// because the generator doesn't make such objects. Schemas of testdata do.
func unreachable() []string {
	return []string{
		"alter check constraint inherited",          // check_inherited
		"alter exclusion constraint key statistics", // exclusion_statistics
		"alter exclusion constraint parent index",   // exclusion_of_partitioned
		"alter extension version",                   // extension_version
		"alter foreign key period",                  // period_foreign_key
		"alter primary key invalid",                 // key_on_parent_made_whole
		"alter unique constraint invalid",           // key_on_parent_made_whole
		"alter range type canonical function",       // range_canonical
	}
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
			if !onlySet && seen[v.Type().Name()+"."+f.Name] {
				continue // types that hold others of their own
			}
			if !onlySet || !v.Field(i).IsZero() {
				seen[v.Type().Name()+"."+f.Name] = true
				fields(v.Field(i), seen, onlySet)
			}
		}
	}
}
