package diff

import "github.com/schemadiff/schemadiff/model"

// A Change is one difference between two schemas, about one addressable
// object. The set is closed: only the types in this file implement it, and
// every switch over it lists them all. Together with [model.Object], which is
// closed too, it spans every difference that can be expressed: five verbs
// times sixteen objects.
//
// What a change says about the old side is in the old side's names, what it
// says about the new side in the new side's names; a [Rename] in the same
// [Result] connects the two. That is what makes Invert a matter of swapping.
//
//sumtype:decl
type Change interface {
	// Object returns what the change is about: the new side's name if there is
	// one, else the old side's.
	Object() model.ID
	// Invert returns the change that leads back. It is total: Invert of Invert
	// is the change itself.
	Invert() Change
	isChange()
}

// Add creates an object. A table comes with its columns; its keys, checks,
// exclusions, foreign keys and indexes are Adds of their own (the Table value
// still holds them, and the planner may write them inline).
// A domain comes whole, with its constraints.
type Add struct {
	ID  model.ID
	New model.Object
}

// Drop removes an object. The drop of a table stands for all its parts, which
// have no changes of their own (Old holds them); the drop of a column, key and
// so on from a table that stays is a Drop of its own. A trigger and any other
// [model.Definition] of a table has a Drop of its own in any case.
type Drop struct {
	ID  model.ID
	Old model.Object
}

// Alter changes an object that both sides have. Old and New are whole; Facets
// say in what they differ, and are never empty. The parts of a table and the
// constraints of a domain have changes of their own and are no facets of it.
type Alter struct {
	OldID, NewID model.ID
	Old, New     model.Object
	Facets       []Facet
}

// Rename gives an object a new name or moves it to another schema; what else
// differs is in an Alter beside it. Renames come only from the user.
type Rename struct {
	From, To model.ID
}

// Unsupported is a difference that was seen and cannot be expressed: an object
// of a kind that the model does not hold and that only one side has, or two
// expressions that could not be proven the same. Old and New are texts for the
// reader, empty on the side that has nothing.
type Unsupported struct {
	ID       model.ID
	Facet    FacetName
	Reason   string
	Old, New string
}

// FacetName names one attribute of an object in which two sides can differ.
type FacetName string

// A Facet is one attribute in which two sides differ, with both values as
// short texts for the reader. An absent value is "".
type Facet struct {
	Name FacetName
	Old  string
	New  string
}

// Has reports whether the alteration is about that facet.
func (c Alter) Has(name FacetName) bool {
	for _, f := range c.Facets {
		if f.Name == name {
			return true
		}
	}
	return false
}

// Object implements [Change].
func (c Add) Object() model.ID { return c.ID }

// Object implements [Change].
func (c Drop) Object() model.ID { return c.ID }

// Object implements [Change].
func (c Alter) Object() model.ID { return c.NewID }

// Object implements [Change].
func (c Rename) Object() model.ID { return c.To }

// Object implements [Change].
func (c Unsupported) Object() model.ID { return c.ID }

// Invert implements [Change].
func (c Add) Invert() Change { return Drop{ID: c.ID, Old: c.New} }

// Invert implements [Change].
func (c Drop) Invert() Change { return Add{ID: c.ID, New: c.Old} }

// Invert implements [Change].
func (c Alter) Invert() Change {
	facets := make([]Facet, len(c.Facets))
	for i, f := range c.Facets {
		facets[i] = Facet{Name: f.Name, Old: f.New, New: f.Old}
	}
	return Alter{OldID: c.NewID, NewID: c.OldID, Old: c.New, New: c.Old, Facets: facets}
}

// Invert implements [Change].
func (c Rename) Invert() Change { return Rename{From: c.To, To: c.From} }

// Invert implements [Change].
func (c Unsupported) Invert() Change {
	c.Old, c.New = c.New, c.Old
	return c
}

func (Add) isChange()         {}
func (Drop) isChange()        {}
func (Alter) isChange()       {}
func (Rename) isChange()      {}
func (Unsupported) isChange() {}
