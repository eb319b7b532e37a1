package catalog_test

import (
	"context"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/schemadiff/schemadiff/dialects/postgres/kind"
	"github.com/schemadiff/schemadiff/dialects/postgres/version"
	"github.com/schemadiff/schemadiff/internal/corpus"
	"github.com/schemadiff/schemadiff/internal/pgtest"
	"github.com/schemadiff/schemadiff/model"
)

// TestHonesty is law 9: every row of the catalog that is neither the server's
// nor an extension's is in the schema or listed as unsupported, and nothing
// else is.
func TestHonesty(t *testing.T) {
	pgtest.Each(t, func(t *testing.T, major int) {
		files, err := filepath.Glob("testdata/*.txt")
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			t.Run(filepath.Base(file), func(t *testing.T) {
				db := goldenDatabase(t, goldenArchive(t, file), major)
				s := read(t, db)
				checkCounts(t, db, s)
				checkIndexKeys(t, db, s)
			})
		}
	})
}

func TestHonestyOnRealSchemas(t *testing.T) {
	real := corpus.Open(t, "postgres")
	pgtest.Each(t, func(t *testing.T, major int) {
		for _, schema := range real.Schemas(t) {
			t.Run(schema.Name, func(t *testing.T) {
				db := pgtest.New(t, major)
				corpus.Load(t, db, schema)
				s := read(t, db)
				checkCounts(t, db, s)
				checkIndexKeys(t, db, s)
			})
		}
	})
}

func checkCounts(t *testing.T, db *pgtest.DB, s model.Schema) {
	t.Helper()
	want, got := countCatalog(t, db), countModel(s)
	for k := range want {
		if want[k] == 0 {
			delete(want, k)
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("the schema holds other objects than the catalog (-catalog +schema):\n%s", diff)
	}
}

// countModel counts the objects of a schema under the names that countSQL uses.
func countModel(s model.Schema) map[string]int {
	counts := map[string]int{}
	for _, e := range s.Entries() {
		if e.ID.Concern() != model.NoConcern {
			continue // what is said about the objects
		}
		counts[string(e.ID.Kind)]++
		switch o := e.Object.(type) {
		case model.Column:
			if o.NotNull {
				counts["not null"]++
			}
			if !o.Default.IsZero() || !o.Generated.IsZero() {
				counts["default or generated"]++
			}
			if !o.Identity.IsZero() {
				counts["sequence"]++
			}
		case model.Table:
			counts["parent"] += len(o.Inherits)
			if !o.PartitionOf.IsZero() {
				counts["parent"]++
			}
			if !o.Partitioning.IsZero() {
				counts["partition key"]++
			}
		case model.Enum:
			counts["enum label"] += len(o.Labels)
		case model.Composite:
			counts["attribute"] += len(o.Attributes)
		case model.Index:
			if !o.Parent.IsZero() {
				counts["attached index"]++
			}
		case model.Key:
			if !o.Parent.IsZero() {
				counts["attached index"]++
			}
		case model.Exclusion:
			if !o.Parent.IsZero() {
				counts["attached index"]++
			}
		}
		counts["comment"] += comments(e.Object)
	}
	for _, u := range s.Unsupported {
		if u.ID.Kind != kind.PendingDetach {
			counts[string(u.ID.Kind)]++
		}
	}
	for k, n := range counts {
		if n == 0 {
			delete(counts, k)
		}
	}
	return counts
}

// comments counts the comments on an object and on what is stored inside it.
func comments(o model.Object) int {
	var texts []string
	switch o := o.(type) {
	case model.Namespace:
		texts = []string{o.Comment}
	case model.Extension:
		texts = []string{o.Comment}
	case model.Enum:
		texts = []string{o.Comment}
	case model.Domain:
		texts = []string{o.Comment}
	case model.Composite:
		texts = []string{o.Comment}
		for _, a := range o.Attributes {
			texts = append(texts, a.Comment)
		}
	case model.Range:
		texts = []string{o.Comment}
	case model.Sequence:
		texts = []string{o.Comment}
	case model.Table:
		texts = []string{o.Comment}
	case model.Column:
		texts = []string{o.Comment, o.Identity.Comment, o.NotNullConstraint.Comment}
	case model.Key:
		texts = []string{o.Comment, o.IndexComment}
	case model.Check:
		texts = []string{o.Comment}
	case model.Exclusion:
		texts = []string{o.Comment, o.IndexComment}
	case model.ForeignKey:
		texts = []string{o.Comment}
	case model.Index:
		texts = []string{o.Comment}
	case model.Statistics:
		texts = []string{o.Comment}
	}
	n := 0
	for _, text := range texts {
		if text != "" {
			n++
		}
	}
	return n
}

func countCatalog(t *testing.T, db *pgtest.DB) map[string]int {
	t.Helper()
	rows, err := db.Conn().Query(context.Background(), countSQL(version.OfMajor(db.Major())))
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	counts := map[string]int{}
	for rows.Next() {
		var name string
		var n int
		if err := rows.Scan(&name, &n); err != nil {
			t.Fatal(err)
		}
		counts[name] += n
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return counts
}
