package render

import (
	"fmt"
	"slices"

	"github.com/schemadiff/schemadiff/diff"
	"github.com/schemadiff/schemadiff/model"
)

// sides holds the nodes of both schemas, in the new side's names.
type sides struct {
	old, new map[Node]Item
	// dependents leads from a node to those that need it on the old side.
	dependents map[Node][]Node
	// order lists all nodes of both sides in canonical order.
	order []Node
}

// planner is the state of one NewPlan.
type planner struct {
	task    Task
	session Session
	result  diff.Result
	sides   sides
	ops     map[Node]*Op
	renames []renaming
	steps   []Step
}

// newSides asks the dialect for the nodes of both schemas.
func newSides(session Session, task Task) (sides, error) {
	s := sides{dependents: map[Node][]Node{}}
	old, err := session.Items(task.Original)
	if err != nil {
		return sides{}, fmt.Errorf("finding dependencies of the old schema: %w", err)
	}
	carried := map[model.ID]model.Object{}
	for _, e := range task.Old.Entries() {
		carried[e.ID] = e.Object
	}
	for i := range old {
		old[i] = renameItem(old[i], task.Renamed)
		old[i].Object = carried[old[i].Node.ID]
	}
	fresh, err := session.Items(task.New)
	if err != nil {
		return sides{}, fmt.Errorf("finding dependencies of the new schema: %w", err)
	}
	s.old, s.new = index(old), index(fresh)
	for _, item := range old {
		for _, need := range s.old[item.Node].Needs {
			s.dependents[need] = append(s.dependents[need], item.Node)
		}
		s.order = append(s.order, item.Node)
	}
	for _, item := range fresh {
		if _, both := s.old[item.Node]; !both {
			s.order = append(s.order, item.Node)
		}
	}
	slices.SortFunc(s.order, Node.Compare)
	s.order = slices.Compact(s.order)
	for _, list := range s.dependents {
		slices.SortFunc(list, Node.Compare)
	}
	return s, nil
}

// renameItem brings an item of the old side into the new side's names.
func renameItem(item Item, renamed func(model.ID) model.ID) Item {
	item.Node.ID = renamed(item.Node.ID)
	needs := make([]Node, len(item.Needs))
	for i, n := range item.Needs {
		needs[i] = Node{renamed(n.ID), n.Part}
	}
	item.Needs = needs
	return item
}

// index makes a map of items; the needs lose duplicates, the node itself and
// what the schema does not hold.
func index(items []Item) map[Node]Item {
	m := make(map[Node]Item, len(items))
	for _, item := range items {
		m[item.Node] = item
	}
	for _, item := range items {
		needs := slices.Clone(item.Needs)
		slices.SortFunc(needs, Node.Compare)
		needs = slices.Compact(needs)
		item.Needs = slices.DeleteFunc(needs, func(n Node) bool {
			_, known := m[n]
			return !known || n == item.Node
		})
		m[item.Node] = item
	}
	return m
}

// needs reports whether the node needs the other one on that side.
func needs(side map[Node]Item, dependent, needed Node) bool {
	_, found := slices.BinarySearchFunc(side[dependent].Needs, needed, Node.Compare)
	return found
}

// collect makes operations of the changes and spreads them.
func (p *planner) collect() error {
	p.ops = map[Node]*Op{}
	for _, c := range p.result.Changes {
		switch c := c.(type) {
		case diff.Add:
			p.whole(p.sides.new, c.ID, Create)
		case diff.Drop:
			p.whole(p.sides.old, p.task.Renamed(c.ID), Drop)
		case diff.Alter:
			if err := p.assess(c); err != nil {
				return err
			}
		case diff.Rename, diff.Unsupported:
			// Renames are collected before; what is unsupported has no statement.
			continue
		}
		ops, err := p.session.Consider(c)
		if err != nil {
			return fmt.Errorf("planning %s: %w", c.Object(), err)
		}
		for _, op := range ops {
			p.add(op)
		}
	}
	p.spread()
	return nil
}

// assess makes operations of an alteration.
func (p *planner) assess(c diff.Alter) error {
	if p.task.Renamed(c.OldID) != c.NewID {
		return fmt.Errorf("planning %s: it was %s before and no rename says so", c.NewID, c.OldID)
	}
	facets := NewFacets(c)
	ops, err := p.session.Assess(c, facets)
	if err != nil {
		return fmt.Errorf("planning %s: %w", c.NewID, err)
	}
	if err := facets.Err(c); err != nil {
		return err
	}
	for _, op := range ops {
		p.add(op)
	}
	return nil
}

// whole adds an operation on an object with all its parts.
func (p *planner) whole(side map[Node]Item, id model.ID, verb Verb) {
	for _, n := range p.members(side, id) {
		p.add(Op{Node: n, Verb: verb})
	}
}

// members lists the nodes of an object; those of a table or a domain are also
// the nodes of what belongs to it.
func (p *planner) members(side map[Node]Item, id model.ID) []Node {
	first, _ := slices.BinarySearchFunc(p.sides.order, id, func(n Node, id model.ID) int {
		return n.ID.Owner().Compare(id.Owner())
	})
	var list []Node
	for _, n := range p.sides.order[first:] {
		if n.ID.Owner() != id.Owner() {
			break
		}
		if _, ok := side[n]; ok && (n.ID == id || belongs(n.ID, id)) {
			list = append(list, n)
		}
	}
	return list
}

// belongs reports whether an object is a part of another one.
func belongs(part, whole model.ID) bool {
	switch whole.Kind {
	case model.KindTable, model.KindDomain:
		return part.Parent == whole.Name && part.Schema == whole.Schema && (part.Kind == model.KindDomainConstraint) == (whole.Kind == model.KindDomain)
	}
	return false
}

// add merges an operation with what is there for its node already. It reports
// whether anything changed.
func (p *planner) add(op Op) bool {
	op.Old, op.New = p.sides.old[op.Node].Object, p.sides.new[op.Node].Object
	have, ok := p.ops[op.Node]
	if !ok {
		op.Facets = slices.Clone(op.Facets)
		p.ops[op.Node] = &op
		return true
	}
	changed := false
	if op.Verb > have.Verb && have.Verb != Create && have.Verb != Drop {
		have.Verb, changed = op.Verb, true
	}
	if op.Forced && !have.Forced {
		have.Forced, changed = true, true
	}
	for _, f := range op.Facets {
		if !have.Has(f) {
			have.Facets, changed = append(have.Facets, f), true
		}
	}
	return changed
}

// spread lets the operations disturb what depends on their nodes, until
// nothing changes any more. Every round can only strengthen operations, so it
// ends.
func (p *planner) spread() {
	var queue []Node
	for _, n := range p.sides.order {
		if _, ok := p.ops[n]; ok {
			queue = append(queue, n)
		}
	}
	for len(queue) > 0 {
		n := queue[0]
		queue = queue[1:]
		op := *p.ops[n]
		for _, d := range p.sides.dependents[n] {
			if _, stays := p.sides.new[d]; !stays {
				continue
			}
			if next, ok := p.session.Disturb(op, d); ok && p.add(next) {
				queue = append(queue, next.Node)
			}
		}
	}
}
