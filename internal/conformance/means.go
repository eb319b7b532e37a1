package conformance

import (
	"fmt"
	"slices"
	"strings"

	"github.com/schemadiff/schemadiff/diff"
	"github.com/schemadiff/schemadiff/model"
	"github.com/schemadiff/schemadiff/render"
)

// Product is what the sum of a plan must know of the product.
type Product struct {
	// Adds and Drops are the words by which a part of a table comes and goes.
	Adds, Drops []string
	// Stronger returns the stronger one of two locks.
	Stronger func(a, b string) string
}

// Outcome is how a plan brings a change about.
type Outcome struct{ Up, Down Means }

// Means is how one direction of it does.
type Means struct {
	// How is one of the words below.
	How string
	// SQL are the statements, one for each line.
	SQL []string
	// Lock is the strongest lock on a table that is there.
	Lock string
	// Rewrites and Scans: rows are written anew or read under the lock.
	Rewrites, Scans bool
	// Loses: the plan says that something is lost.
	Loses bool
}

// The ways in which something changes.
const (
	byCreate  = "created"
	byDrop    = "dropped"
	inPlace   = "in place"
	byReplace = "replaced"
	anew      = "anew"
	byNothing = "no statement"
)

// MeansOf sums a plan up.
func (product Product) MeansOf(p render.Plan) Means {
	var m Means
	drops, creates, replaces := false, false, false
	for _, s := range p.Statements() {
		text := strings.TrimSuffix(strings.Join(strings.Fields(s.SQL), " "), ";")
		says := func(word string) bool { return strings.Contains(text, word) }
		m.SQL = append(m.SQL, text)
		replace := strings.HasPrefix(text, "CREATE OR REPLACE ")
		replaces = replaces || replace
		creates = creates || strings.HasPrefix(text, "CREATE ") && !replace || slices.ContainsFunc(product.Adds, says)
		drops = drops || strings.HasPrefix(text, "DROP ") || slices.ContainsFunc(product.Drops, says)
		m.Lock = product.Stronger(m.Lock, s.Lock)
		m.Rewrites = m.Rewrites || len(s.Rewrites) > 0
		m.Scans = m.Scans || len(s.Scans) > 0
	}
	m.Loses = len(p.Losses) > 0
	switch {
	case drops && creates:
		m.How = anew
	case replaces:
		m.How = byReplace
	case creates:
		m.How = byCreate
	case drops:
		m.How = byDrop
	case len(m.SQL) > 0:
		m.How = inPlace
	default:
		m.How = byNothing
	}
	return m
}

// Attributes that are no facets.
const (
	attributeItself = ""      // the object comes
	attributeAdded  = "added" // the same, in a case of its own
	attributeName   = "name"  // it is renamed
)

// Sees reports an error unless a comparison has found just these changes of an
// object of a kind.
func Sees(r diff.Result, what model.Kind, attributes []string) error {
	found := Seen(r, what)
	for _, a := range attributes {
		if !slices.Contains(found, a) {
			return fmt.Errorf("the comparison sees %q of the kind %s, and not %q", found, what, a)
		}
	}
	return nil
}

// Seen lists what a comparison has found to change of objects of a kind.
func Seen(r diff.Result, what model.Kind) []string {
	var found []string
	for _, change := range r.Changes {
		switch c := change.(type) {
		case diff.Add:
			if c.ID.Kind == what {
				found = append(found, attributeItself, attributeAdded)
			}
			found = append(found, saidAbout(c.ID, what)...)
		case diff.Rename:
			found = append(found, renamed(c.From.Kind, what))
		case diff.Alter:
			for _, f := range c.Facets {
				if c.NewID.Kind == what {
					found = append(found, string(f.Name))
				}
			}
			found = append(found, saidAbout(c.NewID, what)...)
		case diff.Drop:
			found = append(found, saidAbout(c.ID, what)...)
		case diff.Unsupported:
		}
	}
	return found
}

// saidAbout returns the kind of object that something is said about, if that is
// the aspect that a case is about.
func saidAbout(id model.ID, what model.Kind) []string {
	if of, aspect, ok := id.About(); ok && model.Kind(aspect) == what {
		return []string{attributeItself, string(of.Kind)}
	}
	return nil
}

// renamed says what is renamed of an object of a kind.
func renamed(from, what model.Kind) string {
	if from == what {
		return attributeName
	}
	return attributeName + " of an " + string(from)
}
