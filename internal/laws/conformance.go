package laws

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/schemadiff/schemadiff/dialects/postgres/kind"
	"github.com/schemadiff/schemadiff/dialects/postgres/plan"
	"github.com/schemadiff/schemadiff/diff"
	"github.com/schemadiff/schemadiff/model"
	"github.com/schemadiff/schemadiff/render"
)

// Conformance is what is tried with one kind of object: how it comes and goes,
// and how each of its attributes changes.
type Conformance struct {
	File string
	// Kind may be one of [model.Aspects]: then an attribute is a kind of object,
	// about which that is said.
	Kind model.Kind
	// Title is what the page calls it, if not by its kind.
	Title string
	// Since is the first major version that has the kind.
	Since int
	// Given is there before and after.
	Given string
	// Object makes one object of the kind in its plain form.
	Object string
	Cases  []ConformanceCase
}

// ConformanceCase is the change of one attribute, or of several that only
// change together.
type ConformanceCase struct {
	Attributes []string
	// Note tells it from other cases of the same attribute.
	Note  string
	Since int
	// Was and Is stand for Conformance.Object before and after.
	Was, Is string
	Renames []string
	Line    int
}

// ParseConformance reads a file of cases. Lines that begin with "-- " and one of
// these words say what follows them:
//
//	-- kind: trigger, since 13
//	-- title: trigger
//	-- given
//	-- object
//	-- attribute: timing (to after), since 14
//	-- was
//	-- is
//	-- rename: trigger:t.old=new
//
// What stands behind "attribute" directly is its "is"; its "was" is the object,
// unless it says another one.
func ParseConformance(name, text string) (Conformance, error) {
	c := Conformance{File: name}
	var into *string
	lines := bufio.NewScanner(strings.NewReader(text))
	for number := 1; lines.Scan(); number++ {
		line := lines.Text()
		word, value, _ := strings.Cut(strings.TrimPrefix(line, "-- "), ":")
		value = strings.TrimSpace(value)
		last := len(c.Cases) - 1
		switch {
		case !strings.HasPrefix(line, "-- "):
			if into == nil {
				return c, fmt.Errorf("%s:%d: text before any section", name, number)
			}
			*into += line + "\n"
		case word == "kind":
			what, since, err := sinceOf(value)
			if err != nil {
				return c, fmt.Errorf("%s:%d: %w", name, number, err)
			}
			c.Kind, c.Since = model.Kind(what), since
		case word == "title":
			c.Title = value
		case word == "given":
			into = &c.Given
		case word == "object":
			into = &c.Object
		case word == "attribute":
			attribute, since, err := sinceOf(value)
			if err != nil {
				return c, fmt.Errorf("%s:%d: %w", name, number, err)
			}
			attribute, note, _ := strings.Cut(strings.TrimSuffix(attribute, ")"), " (")
			c.Cases = append(c.Cases, ConformanceCase{
				Attributes: strings.Split(attribute, ", "), Note: note, Since: max(since, c.Since), Was: c.Object, Line: number,
			})
			into = &c.Cases[last+1].Is
		case last < 0:
			return c, fmt.Errorf("%s:%d: %q stands before any attribute", name, number, word)
		case word == "was":
			c.Cases[last].Was = ""
			into = &c.Cases[last].Was
		case word == "is":
			into = &c.Cases[last].Is
		case word == "rename":
			c.Cases[last].Renames = append(c.Cases[last].Renames, value)
		default:
			return c, fmt.Errorf("%s:%d: there is no section %q", name, number, word)
		}
	}
	if c.Title == "" {
		c.Title = string(c.Kind)
	}
	if c.Kind == "" || c.Object == "" {
		return c, errors.Join(lines.Err(), fmt.Errorf("%s: a kind and an object are needed", name))
	}
	return c, lines.Err()
}

// Aspect returns what the cases say about objects of other kinds, "" if they are
// about a kind of their own.
func (c Conformance) Aspect() model.Aspect {
	if slices.Contains(model.Aspects(), model.Aspect(c.Kind)) {
		return model.Aspect(c.Kind)
	}
	return ""
}

// OfServer reports whether the objects are the server's, not the database's.
func (c Conformance) OfServer() bool {
	of, _, _ := model.ID{Kind: c.Kind}.About()
	return c.concern() == model.Roles || of.Kind == kind.Parameter
}

// concern returns what must be compared for the cases to be seen.
func (c Conformance) concern() model.Concern {
	id := model.ID{Kind: c.Kind}
	if aspect := c.Aspect(); aspect != "" {
		id = model.ID{Kind: model.KindTable}.Attached(aspect)
	}
	return id.Concern()
}

// sinceOf cuts ", since N" off; without it, it is the oldest version.
func sinceOf(text string) (head string, since int, err error) {
	head, tail, found := strings.Cut(text, ", since ")
	if !found {
		return head, oldestMajor, nil
	}
	since, err = strconv.Atoi(tail)
	return head, since, err
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

// Conform tries one case: the change must be seen as what it says it is, and the
// laws about pairs must hold. Record gets what each law came to.
func (l *Lab) Conform(ctx context.Context, c Conformance, n ConformanceCase, record func(law int, err error)) (Outcome, error) {
	var outcome Outcome
	p := Pair{
		Name: string(c.Kind) + ": " + strings.Join(n.Attributes, ", "), Seed: 1, Renames: n.Renames, Offline: true,
		A: Script{Name: "was", Text: c.Given + n.Was}, B: Script{Name: "is", Text: c.Given + n.Is},
	}
	switch {
	case c.OfServer():
		return l.conformRoles(ctx, c, p, n.Attributes, record)
	case c.concern() != model.NoConcern:
		l = l.WithAccess()
	}
	err := l.built(ctx, p, func(t *trip) error {
		if err := sees(t.result, c.Kind, n.Attributes); err != nil {
			return err
		}
		outcome = Outcome{Up: meansOf(t.migration.Up), Down: meansOf(t.migration.Down)}
		t.try(ctx, PairLaws(), record)
		return nil
	})
	return outcome, err
}

// Attributes that are no facets.
const (
	attributeItself = ""     // the object comes
	attributeName   = "name" // it is renamed
)

// sees reports an error unless a comparison has found just these changes of an
// object of a kind.
func sees(r diff.Result, what model.Kind, attributes []string) error {
	var found []string
	for _, change := range r.Changes {
		switch c := change.(type) {
		case diff.Add:
			if c.ID.Kind == what {
				found = append(found, attributeItself)
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
	for _, a := range attributes {
		if !slices.Contains(found, a) {
			return fmt.Errorf("the comparison sees %q of the kind %s, and not %q", found, what, a)
		}
	}
	return nil
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

// meansOf sums a plan up.
func meansOf(p render.Plan) Means {
	var m Means
	drops, creates, replaces := false, false, false
	for _, s := range p.Statements() {
		text := strings.TrimSuffix(strings.Join(strings.Fields(s.SQL), " "), ";")
		m.SQL = append(m.SQL, text)
		replaces = replaces || strings.HasPrefix(text, "CREATE OR REPLACE ")
		creates = creates || strings.HasPrefix(text, "CREATE ") && !strings.HasPrefix(text, "CREATE OR REPLACE ") || strings.Contains(text, " ADD CONSTRAINT ") || strings.Contains(text, " ADD COLUMN ")
		drops = drops || strings.HasPrefix(text, "DROP ") || strings.Contains(text, " DROP CONSTRAINT ") || strings.Contains(text, " DROP COLUMN ")
		m.Lock = plan.StrongerLock(m.Lock, s.Lock)
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
