package diff

import (
	"cmp"
	"slices"

	"github.com/schemadiff/schemadiff/model"
)

// Result is the difference between two schemas.
type Result struct {
	// Old and New are the two sides as they were compared: filtered, and with
	// the names that the declared side left to the server settled.
	Old, New model.Schema
	// Changes in canonical order.
	Changes []Change
	// Notes are differences that no statement can remove and that change
	// nothing for a query: another column order, say. They do not count as
	// differences.
	Notes []Note
	// NotCompared are objects of unsupported kinds that both sides have by the
	// same kind and name. Whether they differ is not known.
	NotCompared []model.ID
	// Questions are drop+add pairs that look like renames.
	Questions []Question
}

// Note is something to tell the reader about an object.
type Note struct {
	ID   model.ID
	Text string
}

// Question is a drop and an add that could be one rename. Hint is the flag
// value that answers it: "column:app.users.mail=email".
type Question struct {
	From, To model.ID
	Hint     string
}

// Empty reports whether nothing differs.
func (r Result) Empty() bool { return len(r.Changes) == 0 }

// Renames lists the renames among the changes.
func (r Result) Renames() []Rename {
	var list []Rename
	for _, c := range r.Changes {
		if c, ok := c.(Rename); ok {
			list = append(list, c)
		}
	}
	return list
}

// Names returns what the objects of the old side are called on the new side.
func (r Result) Names() Names { return NewNames(r.Old, r.Renames()) }

// Invert returns the difference that leads back. Its questions are gone.
func (r Result) Invert() Result {
	inv := Result{Old: r.New, New: r.Old, Notes: r.Notes, NotCompared: r.NotCompared}
	inv.Changes = make([]Change, len(r.Changes))
	for i, c := range r.Changes {
		inv.Changes[i] = c.Invert()
	}
	sortChanges(inv.Changes)
	return inv
}

// sortChanges brings changes into canonical order: by object, then by verb.
func sortChanges(list []Change) {
	slices.SortStableFunc(list, func(a, b Change) int {
		return cmp.Or(a.Object().Compare(b.Object()), cmp.Compare(verb(a), verb(b)), oldID(a).Compare(oldID(b)))
	})
}

// verb is the rank of a change among those about one object: what makes room
// comes first.
func verb(c Change) int {
	switch c.(type) {
	case Drop:
		return 0
	case Rename:
		return 1
	case Add:
		return 2
	case Alter:
		return 3
	case Unsupported:
		return 4
	}
	return 5
}

// oldID is what a change is about on the old side; zero if it has none.
func oldID(c Change) model.ID {
	switch c := c.(type) {
	case Drop:
		return c.ID
	case Rename:
		return c.From
	case Alter:
		return c.OldID
	case Add, Unsupported:
		return model.ID{}
	}
	return model.ID{}
}
