package render

import (
	"fmt"
	"strings"

	"github.com/schemadiff/schemadiff/diff"
)

// Facets is the list of facets of an alteration that nobody has taken care of
// yet. What is left at the end makes the plan fail, so that no facet is lost in
// silence.
type Facets struct {
	rest []diff.Facet
}

// NewFacets returns the facets of an alteration.
func NewFacets(a diff.Alter) *Facets {
	return &Facets{rest: append([]diff.Facet(nil), a.Facets...)}
}

// Take takes facets from the list and reports whether any of them was in it.
func (f *Facets) Take(names ...diff.FacetName) bool {
	return len(f.Taken(names...)) > 0
}

// Taken takes facets from the list and returns the names of those that were in
// it, in the order of the list.
func (f *Facets) Taken(names ...diff.FacetName) []diff.FacetName {
	var taken []diff.FacetName
	kept := f.rest[:0]
	for _, facet := range f.rest {
		if containsName(names, facet.Name) {
			taken = append(taken, facet.Name)
			continue
		}
		kept = append(kept, facet)
	}
	f.rest = kept
	return taken
}

// Names lists the names of the facets that are left.
func (f *Facets) Names() []diff.FacetName {
	names := make([]diff.FacetName, len(f.rest))
	for i, facet := range f.rest {
		names[i] = facet.Name
	}
	return names
}

// Err returns an error that names the facets that are left.
func (f *Facets) Err(a diff.Alter) error {
	if len(f.rest) == 0 {
		return nil
	}
	return fmt.Errorf("planning %s: no statement for the change of %s", a.NewID, joined(f.Names()))
}

func containsName(names []diff.FacetName, name diff.FacetName) bool {
	for _, n := range names {
		if n == name {
			return true
		}
	}
	return false
}

func joined(names []diff.FacetName) string {
	texts := make([]string, len(names))
	for i, n := range names {
		texts[i] = string(n)
	}
	return strings.Join(texts, ", ")
}
