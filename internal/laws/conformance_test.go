package laws_test

import (
	stdcmp "cmp"
	"flag"
	"fmt"
	"maps"
	"os"
	"slices"
	"strconv"
	"sync"
	"testing"

	"github.com/schemadiff/schemadiff/dialects/postgres/kind"
	"github.com/schemadiff/schemadiff/dialects/postgres/property"
	"github.com/schemadiff/schemadiff/diff"
	"github.com/schemadiff/schemadiff/diff/difftest"
	"github.com/schemadiff/schemadiff/internal/conformance"
	"github.com/schemadiff/schemadiff/internal/laws"
	"github.com/schemadiff/schemadiff/internal/pgtest"
	"github.com/schemadiff/schemadiff/model"
)

var update = flag.Bool("update", false, "write the page of the conformance cases anew")

// coveragePage is the page that the conformance cases are shown on.
const coveragePage = "../../docs/postgres-coverage.md"

// pageVersion is the version whose outcomes the page shows.
const pageVersion = 15

// TestConformance tries every attribute of every kind of object, and holds the
// page against what came of it. A run on the version of the page checks the rows
// that this version has; one on all versions checks all, and can write them.
func TestConformance(t *testing.T) {
	var mu sync.Mutex
	results := conformanceCases(t)
	pgtest.Each(t, func(t *testing.T, major int) {
		lab := newLab(t, major)
		s := laws.NewStudy(t, fmt.Sprintf("conformance on %d", major))
		try := func(r *conformance.Result, i int) {
			for n, c := range append([]conformance.Case{r.Cases.Itself()}, r.List...) {
				since, err := strconv.Atoi(stdcmp.Or(c.Since, "0"))
				if err != nil {
					t.Error(err)
				}
				if major < since || testing.Short() && (i+n)%5 != 0 || *update && major != max(pageVersion, since) {
					continue
				}
				where := fmt.Sprintf("%s:%d", r.File, c.Line)
				outcome, err := lab.Conform(t.Context(), r.Cases, c, func(law int, err error) { s.Pair(law, where, err, nil) })
				if err != nil {
					t.Errorf("%s: %v", where, err)
				}
				if major != max(pageVersion, since) {
					continue
				}
				mu.Lock()
				if n == 0 {
					r.Itself = outcome
				} else {
					r.Outcomes[n-1] = outcome
				}
				mu.Unlock()
			}
		}
		each(len(results), func(i int) {
			if !laws.OfServer(results[i].Cases) {
				try(&results[i], i)
			}
		})
		for i := range results { // what the others could see comes one by one
			if laws.OfServer(results[i].Cases) {
				try(&results[i], i)
			}
		}
		s.Finish()
	})
	if !testing.Short() && os.Getenv("SCHEMADIFF_CONFORMANCE") == "" {
		difference, err := conformance.Check(coveragePage, laws.PageHead, results, *update)
		if err != nil {
			t.Fatal(err)
		}
		if difference != "" && !t.Failed() {
			t.Errorf("the page isn't true any more; -update corrects it (-page +truth):\n%s", difference)
		}
	}
}

// TestConformanceIsWhole proves that there is a case for every attribute of
// every kind of object.
func TestConformanceIsWhole(t *testing.T) {
	missing := map[string]bool{}
	for _, sample := range difftest.Samples(t) {
		for _, change := range sample.Result.Changes {
			if c, ok := change.(diff.Alter); ok {
				for _, f := range c.Facets {
					missing[attributeKey(c.NewID.Kind, string(f.Name))] = true
				}
			}
		}
	}
	for _, k := range append(kind.All(), model.KindRole, model.KindMembership, model.KindDefaultPrivileges) {
		for _, p := range property.Of(k) {
			missing[attributeKey(k, string(p))] = true
		}
		if len(property.Of(k)) > 0 {
			missing[attributeKey(k, string(diff.FacetComment))] = true
		}
	}
	for _, k := range append(kind.All(), model.Kinds()...) {
		if owned(k) {
			missing[attributeKey(model.Kind(model.AspectOwner), string(k))] = true
		}
		if property.ClassOf(model.ID{Kind: k}) != "" {
			missing[attributeKey(model.Kind(model.AspectPrivileges), string(k))] = true
		}
	}
	for _, key := range withoutCase() {
		delete(missing, key)
	}
	for _, r := range conformanceCases(t) {
		for _, c := range r.List {
			for _, a := range c.Attributes {
				delete(missing, attributeKey(r.Kind, a))
			}
		}
	}
	for _, key := range slices.Sorted(maps.Keys(missing)) {
		t.Errorf("no case changes %s", key)
	}
}

// owned reports whether an object of a kind has an owner of its own.
func owned(k model.Kind) bool {
	switch k {
	case model.KindTable, model.KindSequence, model.KindEnum, model.KindDomain, model.KindComposite, model.KindRange, model.KindSchema, model.KindStatistics,
		kind.View, kind.Function, kind.Procedure, kind.Aggregate, kind.WindowFunction, kind.EventTrigger, kind.BaseType,
		kind.Collation, kind.Conversion, kind.Operator, kind.OperatorClass, kind.OperatorFamily, kind.TextSearchConfiguration,
		kind.TextSearchDictionary, kind.Language, kind.ForeignDataWrapper, kind.Server, kind.Publication, kind.Subscription:
		return true
	default:
		return false
	}
}

// withoutCase are the attributes that have no case.
func withoutCase() []string {
	return []string{
		attributeKey(model.KindCheck, string(diff.FacetLocal)), // no statement changes it by itself
		// The server has no comments on them.
		attributeKey(kind.UserMapping, string(diff.FacetComment)),
		attributeKey(model.KindMembership, string(diff.FacetComment)),
		attributeKey(model.KindDefaultPrivileges, string(diff.FacetComment)),
		// They tell one object from another.
		attributeKey(kind.UserMapping, string(property.OfServer)),
		attributeKey(kind.Transform, string(property.OfLanguage)),
		attributeKey(model.KindMembership, string(property.Role)),
		attributeKey(model.KindMembership, string(property.Member)),
		attributeKey(model.KindMembership, string(property.GrantedBy)),
		attributeKey(model.KindDefaultPrivileges, string(property.Role)),
		attributeKey(model.KindDefaultPrivileges, string(property.ObjectTypes)),
		// Nothing can be granted on a type that isn't defined yet.
		attributeKey(model.Kind(model.AspectPrivileges), string(kind.ShellType)),
	}
}

func attributeKey(kind model.Kind, attribute string) string {
	return fmt.Sprintf("%q of the kind %q", attribute, kind)
}

// conformanceCases reads testdata/conformance, a file for each kind, in the order
// of their names, or only the files that $SCHEMADIFF_CONFORMANCE matches.
func conformanceCases(t *testing.T) []conformance.Result {
	t.Helper()
	results, err := conformance.Read("../../testdata/conformance/" + stdcmp.Or(os.Getenv("SCHEMADIFF_CONFORMANCE"), "*") + ".sql")
	if err != nil {
		t.Fatal(err)
	}
	return results
}
