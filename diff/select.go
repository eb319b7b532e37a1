package diff

import (
	"slices"

	"github.com/schemadiff/schemadiff/model"
)

// Select returns the part of a result that is about chosen objects. The sides
// stay whole, since what is chosen may refer to what is not; only a table that
// is added loses its constraints and indexes that are not chosen, in New too.
// A table that is dropped takes all that it has along.
//
// An object that the two sides know under different names, also because its
// table or its schema was renamed, is offered under both at once. A question
// stays if both of its objects do.
func (r Result) Select(chosen func(names ...model.ID) bool) Result {
	s := newSelector(r, chosen)
	out := Result{Old: r.Old, New: r.New}
	for _, c := range r.Changes {
		if !s.keeps(c) {
			continue
		}
		if add, ok := c.(Add); ok {
			c = s.stripped(add, &out.New)
		}
		out.Changes = append(out.Changes, c)
	}
	for _, m := range r.Moved {
		if s.fresh(model.ID{Kind: model.KindExtension, Name: m.Extension}) {
			out.Moved = append(out.Moved, m)
		}
	}
	for _, n := range r.Notes {
		if s.either(n.Old, n.ID) {
			out.Notes = append(out.Notes, n)
		}
	}
	for _, id := range r.NotCompared {
		if s.fresh(id) {
			out.NotCompared = append(out.NotCompared, id)
		}
	}
	for _, q := range r.Questions {
		if s.old(q.From) && s.fresh(q.To) {
			out.Questions = append(out.Questions, q)
		}
	}
	return out
}

// selector chooses changes. Names leads to the new side, back to the old one.
type selector struct {
	chosen      func(...model.ID) bool
	names, back Names
	cloned      bool // the tables of the new side are a copy
}

func newSelector(r Result, chosen func(...model.ID) bool) *selector {
	renames := r.Renames()
	names := NewNames(r.Old, renames, r.Moved...)
	for i, c := range renames {
		renames[i] = Rename{From: c.To, To: c.From}
	}
	return &selector{chosen: chosen, names: names, back: NewNames(r.New, renames, inverted(r.Moved)...)}
}

func (s *selector) either(old, fresh model.ID) bool {
	if old == fresh {
		return s.chosen(fresh)
	}
	return s.chosen(old, fresh)
}

// old and fresh choose what one side only has.
func (s *selector) old(id model.ID) bool   { return s.either(id, s.names.ID(id)) }
func (s *selector) fresh(id model.ID) bool { return s.either(s.back.ID(id), id) }

func (s *selector) keeps(c Change) bool {
	switch c := c.(type) {
	case Add:
		return s.fresh(c.ID)
	case Drop:
		return s.old(c.ID)
	case Alter:
		return s.either(c.OldID, c.NewID)
	case Rename:
		return s.either(c.From, c.To)
	case Unsupported:
		if c.New == "" {
			return s.old(c.ID)
		}
		return s.fresh(c.ID)
	}
	return true
}

// stripped takes from an added table what is not chosen.
func (s *selector) stripped(add Add, side *model.Schema) Add {
	t, ok := add.New.(model.Table)
	if !ok {
		return add
	}
	part := func(kind model.Kind, name string) bool {
		return !s.fresh(model.ID{Kind: kind, Schema: t.Schema, Parent: t.Name, Name: name})
	}
	parts := len(t.Parts())
	t.Keys = without(t.Keys, func(o model.Key) bool { return part(o.Kind(), o.Name) })
	t.Checks = without(t.Checks, func(o model.Check) bool { return part(model.KindCheck, o.Name) })
	t.Exclusions = without(t.Exclusions, func(o model.Exclusion) bool { return part(model.KindExclusion, o.Name) })
	t.ForeignKeys = without(t.ForeignKeys, func(o model.ForeignKey) bool { return part(model.KindForeignKey, o.Name) })
	t.Indexes = without(t.Indexes, func(o model.Index) bool { return part(model.KindIndex, o.Name) })
	if len(t.Parts()) == parts {
		return add
	}
	add.New = t
	if !s.cloned {
		side.Tables, s.cloned = slices.Clone(side.Tables), true
	}
	at := slices.IndexFunc(side.Tables, func(o model.Table) bool { return o.QName() == t.QName() })
	if at >= 0 {
		side.Tables[at] = t
	}
	return add
}

func without[T any](list []T, gone func(T) bool) []T {
	if !slices.ContainsFunc(list, gone) {
		return list
	}
	return slices.DeleteFunc(slices.Clone(list), gone)
}
