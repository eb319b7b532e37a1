package diff

import (
	"slices"

	"github.com/schemadiff/schemadiff/model"
)

// NameRules are [Rules] of a product whose names don't count to the letter: one
// name has several spellings, or an object has none at all.
type NameRules interface {
	// Fold returns what all spellings of a name share. Kind is what the name is of.
	// How a name is spelled is no difference: the old side's spelling stays.
	Fold(kind model.Kind, name string) string
	// Unnamed reports whether the name of a constraint was made by the reader, for
	// one that has none. It takes the name of one of the old side that has none
	// either; to have a name, and to have none, is a difference.
	Unnamed(name string) bool
}

// TableRules are [Rules] of a product whose tables hold more than their names.
type TableRules interface {
	// OwnIndexNames reports whether the names of keys and indexes count in their
	// table alone, and not among all relations of the schema.
	OwnIndexNames() bool
	// OrdersColumns reports whether statements can put a column in another place,
	// so that the order of columns is a difference.
	OrdersColumns() bool
}

// StateRules are [Rules] of a product whose servers fill in from their settings
// what a schema leaves open, or keep what makes no difference.
type StateRules interface {
	// Settle returns the sides with what one of them leaves open as the other one
	// has it, and with what makes no difference as the old one has it. Old is in its
	// own names; names says what its objects are called in new. It must not change
	// the schemas that it is given.
	Settle(old, new model.Schema, names Names) (model.Schema, model.Schema)
}

// spellings leads from folded IDs to those that the old side has.
type spellings struct {
	rules NameRules
	old   map[model.ID]model.ID
}

func (s spellings) fold(id model.ID) model.ID {
	id.Schema, id.Name = s.rules.Fold(model.KindSchema, id.Schema), s.rules.Fold(id.Kind, id.Name)
	if id.Parent != "" {
		id.Parent = s.rules.Fold(model.KindTable, id.Parent)
	}
	return id
}

// respelled returns the new side with the spelling that the old side has for the
// names which both have, and for those that directives say it had.
func respelled(old, new model.Schema, rules NameRules) model.Schema {
	s := spellings{rules: rules, old: map[model.ID]model.ID{}}
	for _, e := range old.Entries() {
		s.old[s.fold(e.ID)] = e.ID
	}
	new.Directives = s.directives(new.Directives)
	new.Tables = apply(new.Tables, func(t *model.Table) {
		t.Keys = apply(t.Keys, func(o *model.Key) { o.ImplicitName = o.ImplicitName || rules.Unnamed(o.Name) })
		t.Checks = apply(t.Checks, func(o *model.Check) { o.ImplicitName = o.ImplicitName || rules.Unnamed(o.Name) })
		t.ForeignKeys = apply(t.ForeignKeys, func(o *model.ForeignKey) { o.ImplicitName = o.ImplicitName || rules.Unnamed(o.Name) })
	})
	var renames []Rename
	for _, e := range new.Entries() {
		if to, ok := s.old[s.fold(e.ID)]; ok && to != e.ID {
			renames = append(renames, Rename{From: e.ID, To: to})
		}
	}
	if len(renames) == 0 {
		return new
	}
	names := NewNames(new, renames)
	new = names.Carry(new)
	for i := range new.Directives {
		d := &new.Directives[i]
		d.To = names.ID(d.To)
		d.From.Parent = d.To.Parent
	}
	new.Sort()
	return new
}

// directives returns a copy of directives in which the old names are spelled as
// the old side has them. What belongs to a table names it as the new side does,
// although that may have been renamed, too.
func (s spellings) directives(list []model.Directive) []model.Directive {
	list = slices.Clone(list)
	tables := map[model.QName]model.QName{}
	for _, d := range list {
		if d.To.Parent == "" {
			tables[d.To.QName()] = d.From.QName()
		}
	}
	for i := range list {
		from := list[i].From
		if table, ok := tables[from.Owner()]; ok && from.Parent != "" {
			from.Schema, from.Parent = table.Schema, table.Name
		}
		if is, ok := s.old[s.fold(from)]; ok {
			list[i].From.Name = is.Name
			if from.Parent == "" {
				list[i].From.Schema = is.Schema
			}
		}
	}
	return list
}
