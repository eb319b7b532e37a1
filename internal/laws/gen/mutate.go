package gen

import (
	"slices"

	"pgregory.net/rapid"
)

// Rename is a change of name that the user would have to tell of. Kind is a
// word of the product's flag: table, column, type, index, constraint, sequence.
// Parent is the table of a column or a constraint, by its new name, and
// OldParent by its old one.
type Rename struct {
	Kind, Schema, OldParent, Parent, From, To string
}

// Invert is the rename that leads back.
func (r Rename) Invert() Rename {
	return Rename{Kind: r.Kind, Schema: r.Schema, OldParent: r.Parent, Parent: r.OldParent, From: r.To, To: r.From}
}

// Mutation is a schema made of another, with what was done to it.
type Mutation struct {
	Schema  *Schema
	Done    []string
	Renames []Rename
}

// mutation is one kind of change. Apply reports whether the schema had anything
// to change.
type mutation struct {
	name  string
	apply func(*mutator) bool
}

type mutator struct {
	maker
	renamed []renamed
}

// renamed is an object that got another name, with the name that it had first.
type renamed struct {
	kind   string
	object any
	first  string
}

// Mutate changes a copy of a schema in a few random ways. The result is as
// valid as a schema that [New] draws.
func Mutate(t *rapid.T, s *Schema, changes int) Mutation {
	m := &mutator{maker: maker{draw: draw{t}, s: Clone(s)}}
	m.lib = newLibrary(s.Major, m.s.Extensions)
	m.materialize()
	var done []string
	list := mutations()
	for range changes {
		for range 30 {
			change := pick(m.draw, list)
			if change.apply(m) {
				done = append(done, change.name)
				m.tidy()
				break
			}
		}
	}
	return Mutation{Schema: m.s, Done: done, Renames: m.renames()}
}

// rename notes the name that an object had.
func (m *mutator) rename(kind string, object any, name string) {
	for _, r := range m.renamed {
		if r.object == object {
			return
		}
	}
	m.renamed = append(m.renamed, renamed{kind, object, name})
}

// renames lists what has another name than at first and is still there.
func (m *mutator) renames() []Rename {
	var list []Rename
	for _, r := range m.renamed {
		n := Rename{Kind: r.kind, From: r.first}
		for _, t := range m.s.Tables {
			n.Schema, n.Parent, n.OldParent = t.NS.Name, t.Name, m.firstName(t)
			for _, part := range t.namedParts() {
				if part.object == r.object {
					n.To = part.name
				}
			}
			if t == r.object {
				n.To = t.Name
			}
			if n.To != "" {
				break
			}
		}
		if r.kind != "column" && r.kind != "constraint" {
			n.Parent, n.OldParent = "", ""
		}
		m.renamedElsewhere(r.object, &n)
		if n.To != "" && n.To != n.From {
			list = append(list, n)
		}
	}
	return list
}

func (m *mutator) renamedElsewhere(object any, n *Rename) {
	for _, e := range m.s.Enums {
		if e == object {
			n.Schema, n.To = e.NS.Name, e.Name
		}
	}
	for _, s := range m.s.Sequences {
		if s == object {
			n.Schema, n.To = s.NS.Name, s.Name
		}
	}
}

func (m *mutator) firstName(t *Table) string {
	for _, r := range m.renamed {
		if r.object == t {
			return r.first
		}
	}
	return t.Name
}

// namedPart is a part of a table with its name.
type namedPart struct {
	object any
	name   string
}

func (t *Table) namedParts() []namedPart {
	var list []namedPart
	for _, c := range t.Columns {
		list = append(list, namedPart{c, c.name()})
	}
	for _, k := range t.Keys {
		list = append(list, namedPart{k, k.Name})
	}
	for _, ix := range t.Indexes {
		list = append(list, namedPart{ix, ix.Name})
	}
	return list
}

// MutationNames lists the kinds of change, for reports of what was covered.
func MutationNames() []string {
	var names []string
	for _, m := range mutations() {
		names = append(names, m.name)
	}
	return names
}

// mutations lists every kind of change.
func mutations() []mutation {
	return slices.Concat(schemaMutations(), typeMutations(), tableMutations(), treeMutations(), columnMutations(),
		constraintMutations(), indexMutations(), renameMutations())
}

// materialize makes tables out of LIKE clauses, whose source may change.
func (m *mutator) materialize() {
	for _, t := range m.s.Tables {
		t.Like = nil
	}
}

// orphaned forgets a name, so that another object may take it.
func (m *mutator) orphaned(ns *Namespace, name string) {
	if m.chance(50) {
		delete(ns.Used, name)
	}
}

// anyTable draws a table for which the condition holds.
func (m *mutator) anyTable(want func(*Table) bool) *Table {
	list := filter(m.s.Tables, want)
	if len(list) == 0 {
		return nil
	}
	return pick(m.draw, list)
}

// anyOf draws an element of a list; not ok if it is empty.
func anyOf[T any](d draw, list []T) (v T, ok bool) {
	if len(list) == 0 {
		return v, false
	}
	return pick(d, list), true
}

// remove takes an element out of a list.
func remove[T comparable](list []T, v T) []T {
	return filter(list, func(o T) bool { return o != v })
}

// onOne makes a mutation of something done to one element of a list.
func onOne[T any](name string, list func(*mutator) []T, do func(*mutator, T) bool) mutation {
	return mutation{name, func(m *mutator) bool {
		v, ok := anyOf(m.draw, list(m))
		return ok && do(m, v)
	}}
}

// recomment changes a comment: sets, changes or removes it.
func (m *mutator) recomment(comment *string) bool {
	old := *comment
	if *comment != "" && m.chance(40) {
		*comment = ""
	} else {
		*comment = m.someComment()
	}
	return *comment != old
}
