package diff

import (
	"fmt"
	"slices"
	"strings"

	"github.com/schemadiff/schemadiff/model"
)

// members compares the objects of one kind in one place: all enums of the two
// schemas, all columns of a table that both have.
type members[T model.Object] struct {
	// original is the old list, old the same in the new side's names.
	original, old, new []T
	scope              scope
	// scopeOf replaces scope where every pair has its own.
	scopeOf func(link) scope
	// id addresses an object, given the owner in the same side's names.
	id     func(owner model.QName, o *T) model.ID
	facets []comparer[T]
	// facetsOf replaces facets where every pair has its own.
	facetsOf func(pair[T]) []comparer[T]
}

// link pairs the places of an object in both lists.
type link struct{ old, new int }

func part(kind model.Kind, owner model.QName, name string) model.ID {
	return model.ID{Kind: kind, Schema: owner.Schema, Parent: owner.Name, Name: name}
}

func columnID(owner model.QName, o *model.Column) model.ID {
	return part(model.KindColumn, owner, o.Name)
}

func keyID(owner model.QName, o *model.Key) model.ID { return part(o.Kind(), owner, o.Name) }

func checkID(owner model.QName, o *model.Check) model.ID {
	return part(model.KindCheck, owner, o.Name)
}

func domainRuleID(owner model.QName, o *model.Check) model.ID {
	return part(model.KindDomainConstraint, owner, o.Name)
}

func exclusionID(owner model.QName, o *model.Exclusion) model.ID {
	return part(model.KindExclusion, owner, o.Name)
}

func foreignKeyID(owner model.QName, o *model.ForeignKey) model.ID {
	return part(model.KindForeignKey, owner, o.Name)
}

func indexID(owner model.QName, o *model.Index) model.ID {
	return part(model.KindIndex, owner, o.Name)
}

// top compares objects that belong to nothing but a schema.
func top[T model.Object](c *comparison, kind model.Kind, facets []comparer[T], original, old, new []T, name func(*T) model.QName) []link {
	return members[T]{
		original: original, old: old, new: new, facets: facets,
		scopeOf: func(l link) scope { return c.scope(name(&original[l.old]), name(&new[l.new])) },
		id: func(_ model.QName, o *T) model.ID {
			q := name(o)
			return model.ID{Kind: kind, Schema: q.Schema, Name: q.Name}
		},
	}.compare(c)
}

// compare emits the changes and returns the pairs.
func (m members[T]) compare(c *comparison) []link {
	links, dropped, added, err := match(m.old, m.new, func(o *T) model.ID { return m.id(m.scope.newOwner, o) })
	if err != nil {
		c.errs = append(c.errs, err)
		return nil
	}
	for _, i := range dropped {
		if c.leaves(m.id(m.scope.oldOwner, &m.original[i])) {
			continue
		}
		c.emit(Drop{ID: m.id(m.scope.oldOwner, &m.original[i]), Old: m.original[i]})
	}
	for _, i := range added {
		c.add(m.id(m.scope.newOwner, &m.new[i]), m.new[i])
	}
	for _, l := range links {
		m.pair(c, l)
	}
	return links
}

// add emits what creates an object. A table's columns come with it; its other
// parts are changes of their own.
func (c *comparison) add(id model.ID, o model.Object) {
	c.emit(Add{ID: id, New: o})
	for _, p := range separateParts(o) {
		c.emit(Add{ID: p.ID, New: p.Object})
	}
}

// separateParts lists the parts of an object that are created by changes of
// their own.
func separateParts(o model.Object) []model.Entry {
	t, ok := o.(model.Table)
	if !ok {
		return nil
	}
	t.Columns = nil
	return t.Parts()
}

// match pairs the elements of two lists that have the same ID.
func match[T any](old, new []T, id func(*T) model.ID) (links []link, dropped, added []int, err error) {
	links = make([]link, 0, min(len(old), len(new)))
	// Most lists are the same on both sides: as long as they are, no map is
	// needed.
	start := 0
	for start < len(old) && start < len(new) && id(&old[start]) == id(&new[start]) {
		links = append(links, link{start, start})
		start++
	}
	if start == len(old) && start == len(new) {
		return links, nil, nil, nil
	}
	places, err := placesByID("new", new, id)
	if err != nil {
		return nil, nil, nil, err
	}
	if _, err := placesByID("old", old, id); err != nil {
		return nil, nil, nil, err
	}
	taken := make([]bool, len(new))
	for i := start; i < len(old); i++ {
		if j, ok := places[id(&old[i])]; ok {
			taken[j] = true
			links = append(links, link{i, j})
		} else {
			dropped = append(dropped, i)
		}
	}
	for j := start; j < len(new); j++ {
		if !taken[j] {
			added = append(added, j)
		}
	}
	return links, dropped, added, nil
}

func placesByID[T any](side string, list []T, id func(*T) model.ID) (map[model.ID]int, error) {
	places := make(map[model.ID]int, len(list))
	for i := range list {
		key := id(&list[i])
		if _, twice := places[key]; twice {
			return nil, fmt.Errorf("the %s schema has %s twice", side, key)
		}
		places[key] = i
	}
	return places, nil
}

// pair compares the facets of one object, later if the oracle has to be asked
// first.
func (m members[T]) pair(c *comparison, l link) {
	p := pair[T]{original: &m.original[l.old], old: &m.old[l.old], new: &m.new[l.new]}
	s := m.scope
	if m.scopeOf != nil {
		s = m.scopeOf(l)
	}
	id, facets := m.id(s.newOwner, p.new), m.facets
	if m.facetsOf != nil {
		facets = m.facetsOf(p)
	}
	d := compareFacets(c, id.Kind, s, p, facets)
	if d.waits {
		c.later = append(c.later, func() { m.emitPair(c, id, s, p, compareFacets(c, id.Kind, s, p, facets)) })
		return
	}
	m.emitPair(c, id, s, p, d)
}

func (m members[T]) emitPair(c *comparison, id model.ID, s scope, p pair[T], d difference) {
	if len(d.facets) > 0 {
		c.emit(Alter{OldID: m.id(s.oldOwner, p.original), NewID: id, Old: *p.original, New: *p.new, Facets: d.facets})
	}
	for _, u := range d.undecided {
		u.ID = id
		c.emit(u)
	}
}

// difference is what two objects differ in.
type difference struct {
	facets    []Facet
	undecided []Unsupported
	waits     bool // for the oracle
}

func compareFacets[T any](c *comparison, kind model.Kind, s scope, p pair[T], list []comparer[T]) difference {
	var d difference
	var reasons []string
	s.reasons = &reasons
	for _, f := range list {
		reasons = reasons[:0]
		a := f.same(s, p)
		if a == same || !c.rules.Comparable(kind, f.name, c.result.Old.Version, c.result.New.Version) {
			continue
		}
		switch a {
		case same:
		case different:
			d.facets = append(d.facets, Facet{Name: f.name, Old: f.show(p.original), New: f.show(p.new)})
		case undecided:
			d.undecided = append(d.undecided, Unsupported{
				Facet: f.name, Reason: distinct(reasons), Old: f.show(p.original), New: f.show(p.new),
			})
		case pending:
			d.waits = true
		}
	}
	return d
}

// distinct joins reasons, each once.
func distinct(reasons []string) string {
	var list []string
	for _, r := range reasons {
		if !slices.Contains(list, r) {
			list = append(list, r)
		}
	}
	return strings.Join(list, "; ")
}
