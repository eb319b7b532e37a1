package render

import (
	"fmt"
	"slices"

	"github.com/schemadiff/schemadiff/diff"
	"github.com/schemadiff/schemadiff/model"
)

// planner is the state of one NewPlan.
type planner struct {
	task    Task
	session Session
	result  diff.Result
	sides   *sides
	ops     []*Op // by the node's number
	renames []renaming
	steps   []*Step
	// gone are the tables and views that the statements so far have dropped, and
	// the last group that they are gone for; level is the group at hand.
	gone  map[model.QName]int
	level int
}

// collect makes operations of the changes and spreads them.
func (p *planner) collect() error {
	p.ops = make([]*Op, len(p.sides.nodes))
	for _, c := range p.result.Changes {
		switch c := c.(type) {
		case diff.Add:
			p.whole(diff.NewSide, c.ID, Create)
		case diff.Drop:
			p.whole(diff.OldSide, p.task.Renamed(c.ID), Drop)
		case diff.Alter:
			if err := p.assess(c); err != nil {
				return err
			}
		case diff.Rename:
			// Renames are collected before.
		case diff.Unsupported:
			continue // there is no statement for it
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
func (p *planner) whole(side diff.Side, id model.ID, verb Verb) {
	for _, n := range p.members(side, id) {
		p.add(Op{Node: n, Verb: verb})
	}
}

// members lists the nodes of an object; those of a table or a domain are also
// the nodes of what belongs to it.
func (p *planner) members(side diff.Side, id model.ID) []Node {
	order := p.sides.order
	first, _ := slices.BinarySearchFunc(order, id, func(i int32, id model.ID) int {
		return p.sides.nodes[i].ID.Owner().Compare(id.Owner())
	})
	var list []Node
	for _, i := range order[first:] {
		n := p.sides.nodes[i]
		if n.ID.Owner() != id.Owner() {
			break
		}
		if p.sides.has(side, i) && (n.ID == id || belongs(n.ID, id)) {
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
	default:
		return false
	}
}

// add merges an operation with what is there for its node already. It reports
// whether anything changed.
func (p *planner) add(op Op) bool {
	i, known := p.sides.number[op.Node]
	if !known {
		return false // neither side has it
	}
	have := p.ops[i]
	if have == nil {
		if p.sides.has(diff.OldSide, i) {
			op.Old = p.session.Object(diff.OldSide, op.Node.ID)
		}
		if p.sides.has(diff.NewSide, i) {
			op.New = p.session.Object(diff.NewSide, op.Node.ID)
		}
		op.Facets = slices.Clone(op.Facets)
		p.ops[i] = &op
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
	queue := p.planned()
	for len(queue) > 0 {
		i := queue[0]
		queue = queue[1:]
		op := *p.ops[i]
		for _, d := range p.sides.dependents[i] {
			if !p.disturbable(d) {
				continue
			}
			for _, next := range p.session.Disturb(op, p.sides.nodes[d]) {
				if p.add(next) {
					queue = append(queue, p.sides.number[next.Node])
				}
			}
		}
	}
}

// disturbable reports whether there is something to disturb in a dependent
// node: it stays, or it is a part that goes while its object stays.
func (p *planner) disturbable(i int32) bool {
	if p.sides.has(diff.NewSide, i) {
		return true
	}
	n := p.sides.nodes[i]
	if n.Part == "" || p.ops[i] == nil {
		return false
	}
	whole, known := p.sides.number[Node{ID: n.ID}]
	return known && p.sides.has(diff.NewSide, whole)
}

// planned lists the nodes with an operation in canonical order.
func (p *planner) planned() []int32 {
	var list []int32
	for _, i := range p.sides.order {
		if p.ops[i] != nil {
			list = append(list, i)
		}
	}
	return list
}
