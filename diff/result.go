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
	// Moved are the extensions that are altered to be in another schema.
	Moved []Move
}

// Note is something to tell the reader about an object that both sides have;
// Old is what the old side calls it.
type Note struct {
	ID, Old model.ID
	Text    string
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
func (r Result) Names() Names { return NewNames(r.Old, r.Renames(), r.Moved...) }

// Invert returns the difference that leads back: what [Compare] says of New and
// Old with the renames turned round. Its questions are gone.
func (r Result) Invert() Result {
	renames := r.Renames()
	for i, c := range renames {
		renames[i] = Rename{From: c.To, To: c.From}
	}
	moved := inverted(r.Moved)
	back := NewNames(r.New, renames, moved...)
	inv := Result{Old: r.New, New: r.Old, Changes: r.invertChanges(back), Moved: moved}
	for _, n := range r.Notes {
		inv.Notes = append(inv.Notes, Note{ID: n.Old, Old: n.ID, Text: n.Text})
	}
	for _, id := range r.NotCompared {
		inv.NotCompared = append(inv.NotCompared, back.ID(id))
	}
	inv.sort()
	return inv
}

// invertChanges turns each change round. What is created by changes of its own
// but dropped with its table is added or left out.
func (r Result) invertChanges(back Names) []Change {
	changes, said := r.Changes, r.said()
	created := map[model.QName]bool{}
	made, whole := map[model.ID]bool{}, map[model.QName]bool{} // objects, and what has columns
	for _, c := range changes {
		if c, ok := c.(Add); ok {
			made[c.ID] = true
			if _, defined := c.New.(model.Definition); defined && c.ID.Parent == "" || c.ID.Kind == model.KindTable {
				whole[c.ID.QName()] = true
			}
		}
		if c, ok := c.(Add); ok && c.ID.Kind == model.KindTable {
			created[c.ID.QName()] = true
		}
	}
	list := make([]Change, 0, len(changes))
	for _, c := range changes {
		switch c := c.(type) {
		case Add:
			if of, _, attached := c.ID.About(); attached && (made[of] || of.Kind == model.KindColumn && whole[of.Owner()]) {
				continue
			}
			if _, apart := c.New.(model.Definition); apart || c.ID.Parent == "" || !created[c.ID.Owner()] {
				list = append(list, c.Invert())
			}
		case Drop:
			list = append(list, c.Invert())
			for _, p := range separateParts(c.Old) {
				list = append(list, Add{ID: p.ID, New: p.Object})
			}
			for _, d := range said[c.ID] {
				list = append(list, Add{ID: d.ID, New: d})
			}
		case Unsupported:
			if c.Old != "" && c.New != "" {
				c.ID = back.ID(c.ID)
			}
			list = append(list, c.Invert())
		case Alter, Rename:
			list = append(list, c.Invert())
		}
	}
	return list
}

// said lists what is said about each object of the old side, and about its
// columns.
func (r Result) said() map[model.ID][]model.Definition {
	list := map[model.ID][]model.Definition{}
	identities := map[model.QName]model.ID{} // the columns that sequences belong to
	for i := range r.Old.Tables {
		t := &r.Old.Tables[i]
		for j := range t.Columns {
			if q := t.Columns[j].Identity.Sequence; !q.IsZero() {
				identities[q] = columnID(t.QName(), &t.Columns[j])
			}
		}
	}
	for _, d := range r.Old.Definitions {
		of, _, attached := d.ID.About()
		if !attached {
			continue
		}
		if column, ok := identities[of.QName()]; ok && of.Kind == model.KindSequence {
			of = column
		}
		list[of] = append(list[of], d)
		if of.Kind == model.KindColumn {
			whole := model.ID{Kind: model.KindTable, Schema: of.Schema, Name: of.Parent}
			list[whole] = append(list[whole], d)
		}
	}
	return list
}

// sort brings the result into canonical order.
func (r *Result) sort() {
	sortChanges(r.Changes)
	slices.SortFunc(r.Notes, func(a, b Note) int { return cmp.Or(a.ID.Compare(b.ID), cmp.Compare(a.Text, b.Text)) })
	slices.SortFunc(r.NotCompared, model.ID.Compare)
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
