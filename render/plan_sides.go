package render

import (
	"fmt"
	"slices"

	"github.com/schemadiff/schemadiff/diff"
	"github.com/schemadiff/schemadiff/model"
)

// sides holds the nodes of both schemas, in the new side's names, by number.
type sides struct {
	nodes  []Node
	number map[Node]int32
	// needs are the nodes that each node needs on the old and on the new side,
	// sorted by number; nil where the side lacks the node.
	needs [2][][]int32
	// dependents leads from a node to those that need it on the old side, in
	// canonical order.
	dependents [][]int32
	// order lists all nodes in canonical order.
	order []int32
}

// newSides asks the dialect for the nodes of both schemas.
func newSides(session Session, task Task) (*sides, error) {
	s := &sides{number: map[Node]int32{}}
	if err := s.walk(session, diff.OldSide, task.Original, task.Renamed); err != nil {
		return nil, fmt.Errorf("finding dependencies of the old schema: %w", err)
	}
	if err := s.walk(session, diff.NewSide, task.New, func(id model.ID) model.ID { return id }); err != nil {
		return nil, fmt.Errorf("finding dependencies of the new schema: %w", err)
	}
	s.finish()
	return s, nil
}

// intern gives a node its number.
func (s *sides) intern(n Node) int32 {
	i, known := s.number[n]
	if !known {
		i = int32(len(s.nodes))
		s.number[n] = i
		s.nodes = append(s.nodes, n)
	}
	return i
}

func (s *sides) walk(session Session, side diff.Side, schema model.Schema, renamed func(model.ID) model.ID) error {
	var arena []int32
	return session.Walk(schema, func(n Node, needs []Node) {
		n.ID = renamed(n.ID)
		i := s.intern(n)
		if cap(arena)-len(arena) < len(needs) {
			arena = make([]int32, 0, max(4096, len(needs)))
		}
		from := len(arena)
		for _, need := range needs {
			need.ID = renamed(need.ID)
			if j := s.intern(need); j != i {
				arena = append(arena, j)
			}
		}
		list := arena[from:len(arena):len(arena)]
		slices.Sort(list)
		for int(i) >= len(s.needs[side]) {
			s.needs[side] = append(s.needs[side], nil)
		}
		if list = slices.Compact(list); list == nil {
			list = []int32{}
		}
		s.needs[side][i] = list
	})
}

// finish leaves out needs that a side does not hold, and derives the rest.
func (s *sides) finish() {
	for side := range s.needs {
		for len(s.needs[side]) < len(s.nodes) {
			s.needs[side] = append(s.needs[side], nil)
		}
		for i, list := range s.needs[side] {
			if list != nil {
				s.needs[side][i] = slices.DeleteFunc(list, func(j int32) bool { return s.needs[side][j] == nil })
			}
		}
	}
	s.order = make([]int32, len(s.nodes))
	for i := range s.order {
		s.order[i] = int32(i)
	}
	slices.SortFunc(s.order, func(a, b int32) int { return s.nodes[a].Compare(s.nodes[b]) })
	s.findDependents()
}

// findDependents turns the needs of the old side round.
func (s *sides) findDependents() {
	s.dependents = make([][]int32, len(s.nodes))
	for _, i := range s.order {
		for _, need := range s.needs[diff.OldSide][i] {
			s.dependents[need] = append(s.dependents[need], i)
		}
	}
}

// invert returns the sides for the way back; the names must be the same on
// both.
func (s *sides) invert() *sides {
	if s == nil {
		return nil
	}
	back := *s
	back.needs[diff.OldSide], back.needs[diff.NewSide] = s.needs[diff.NewSide], s.needs[diff.OldSide]
	back.findDependents()
	return &back
}

// numberOf returns the number of a node, -1 if neither side has it.
func (s *sides) numberOf(n Node) int32 {
	if i, known := s.number[n]; known {
		return i
	}
	return -1
}

// has reports whether a side has the node.
func (s *sides) has(side diff.Side, i int32) bool { return s.needs[side][i] != nil }

// needing reports whether a node needs another one on that side.
func (s *sides) needing(side diff.Side, dependent, needed int32) bool {
	_, found := slices.BinarySearch(s.needs[side][dependent], needed)
	return found
}
