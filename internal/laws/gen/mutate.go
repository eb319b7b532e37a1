package gen

import (
	"slices"

	"pgregory.net/rapid"
)

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
	labels []labelRename
}

// Mutate changes a copy of a schema in a few random ways. The result is as
// valid as a schema that [New] draws.
func Mutate(t *rapid.T, s *Schema, changes int) Mutation {
	m := &mutator{maker: maker{draw: draw{t}, s: Clone(s)}}
	m.lib = newLibrary(s.Major, m.s.Extensions)
	m.materialize()
	before := paths(m.s)
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
	return Mutation{Schema: m.s, Done: done, Renames: append(renames(before, paths(m.s)), m.labelRenames(before)...)}
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
		identityMutations(), constraintMutations(), indexMutations(), renameMutations(), redrawMutations(), objectMutations())
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
