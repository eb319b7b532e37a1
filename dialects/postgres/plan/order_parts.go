package plan

import (
	"slices"

	"github.com/schemadiff/schemadiff/model"
	"github.com/schemadiff/schemadiff/render"
)

// Order implements [render.Session].
func (s *session) Order(steps []*render.Step) []render.Before {
	return slices.Concat(
		s.orderIndexes(steps), s.orderChildren(steps), s.orderChecks(steps), s.orderNotValid(steps), s.orderNotNulls(steps), s.orderDeclared(steps), s.orderGenerated(steps), s.orderLeaving(steps),
		s.orderBounds(steps), s.orderRebuilds(steps), s.orderToast(steps), s.orderReferences(steps), s.orderValues(steps), s.orderAttributes(steps),
		s.orderDomains(steps), s.orderConstructors(steps), s.orderOfType(steps), s.orderRows(steps), s.orderSuccessors(steps), s.orderDefinitions(steps), s.orderOperators(steps), orderDefaults(steps), orderOwners(steps), s.orderEvents(steps), orderEarly(steps),
	)
}

// attachments finds the steps that attach and detach partitions.
func (s *session) attachments(steps []*render.Step) (attach, detach map[model.QName]int) {
	attach, detach = map[model.QName]int{}, map[model.QName]int{}
	for i, step := range steps {
		if step.Node.Part != partAttach || step.Node.ID.Kind != model.KindTable {
			continue
		}
		q := step.Node.ID.QName()
		if step.Phase == render.PhaseAttach {
			attach[q] = i
		}
		if step.Phase == render.PhaseDetach && !s.rebuilt[s.old.table(q).PartitionOf] {
			detach[q] = i
		}
	}
	return attach, detach
}

// ancestors lists the partitioned tables that a table is directly or indirectly
// a partition of.
func (d *side) ancestors(q model.QName) []model.QName {
	var list []model.QName
	for p := d.table(q).PartitionOf; !p.IsZero(); p = d.table(p).PartitionOf {
		list = append(list, p)
	}
	return list
}

// orderIndexes: a partitioned index is made when the new partitions are
// attached, so that nothing else gives them indexes; but one that is there
// before finds theirs.
func (s *session) orderIndexes(steps []*render.Step) []render.Before {
	attach, _ := s.attachments(steps)
	left := s.leavers(steps)
	var list []render.Before
	for i, step := range steps {
		id := step.Node.ID
		if step.Phase == render.PhaseAttach && step.Node.Part == partAttach {
			// The server takes only what is valid.
			for _, q := range s.waiting(id) {
				if j, ok := attach[q]; ok {
					list = append(list, render.Before{First: i, Second: j})
				}
			}
			continue
		}
		if step.Phase == render.PhaseDrop && step.Node.Part == "" && s.old.isIndex(id) && !s.rebuilt[id.Owner()] {
			// What is no more is neither taken for another index nor copied.
			for _, q := range append([]model.QName{id.Owner()}, s.new.children[id.Owner()]...) {
				if j, ok := attach[q]; ok {
					list = append(list, render.Before{First: i, Second: j})
				}
			}
		}
		if step.Phase != render.PhaseCreate || step.Node.Part != "" || !s.new.isIndex(id) {
			continue
		}
		if j, ok := attach[id.Owner()]; ok && s.madeAtAttach(id) {
			// It is handed on to partitions that are attached later.
			for _, q := range s.new.children[id.Owner()] {
				if k, ok := attach[q]; ok {
					list = append(list, render.Before{First: j, Second: k})
				}
			}
		}
		// A partitioned index does not become valid when a partition leaves that
		// had no part of it.
		for _, j := range left[id.Owner()] {
			list = append(list, render.Before{First: j, Second: i})
		}
		if parent, ok := s.new.indexes[indexParent(s.new.object(id))]; ok && s.attachedBefore(parent) {
			if j, ok := attach[id.Owner()]; ok {
				list = append(list, render.Before{First: i, Second: j})
			}
		}
		if j, ok := attach[id.Owner()]; ok && s.rivalAtAttach(id) {
			list = append(list, render.Before{First: j, Second: i})
		}
		if s.attachedBefore(id) && s.isNewTable(id.Owner()) {
			for _, q := range s.new.children[id.Owner()] {
				if j, ok := attach[q]; ok {
					list = append(list, render.Before{First: i, Second: j})
				}
			}
		}
		if !s.attachedBefore(id) {
			for _, q := range s.new.descendants(id.Owner()) {
				if j, ok := attach[q]; ok {
					list = append(list, render.Before{First: j, Second: i})
				}
			}
		}
	}
	return list
}

// waiting lists the tables whose indexes are taken for parts of partitioned
// ones when they are attached, and which have a part as theirs.
func (s *session) waiting(part model.ID) []model.QName {
	var list []model.QName
	index, ok := s.new.indexes[indexParent(s.new.object(part))]
	for ok {
		var above model.ID
		above, ok = s.new.indexes[indexParent(s.new.object(index))]
		if q := index.Owner(); ok && s.attachedBefore(above) && !s.madeAtAttach(index) && (!s.isNewTable(q) || s.form(s.new.table(q)) != formPartition) {
			list = append(list, q)
		}
		index = above
	}
	return list
}

// leavers lists for every partitioned table the steps that detach or drop what
// was a part of it.
func (s *session) leavers(steps []*render.Step) map[model.QName][]int {
	_, detach := s.attachments(steps)
	left := map[model.QName][]int{}
	for q, i := range detach {
		for _, p := range s.old.ancestors(q) {
			left[p] = append(left[p], i)
		}
	}
	for _, list := range left {
		slices.Sort(list)
	}
	return left
}

// orderLeaving: a partition leaves before foreign keys look for rows in its
// table.
func (s *session) orderLeaving(steps []*render.Step) []render.Before {
	left := s.leavers(steps)
	var list []render.Before
	for i, step := range steps {
		if step.Phase != render.PhaseCreate || step.Node.ID.Kind != model.KindForeignKey {
			continue
		}
		f, _ := s.new.object(step.Node.ID).(model.ForeignKey)
		for _, j := range left[f.References] {
			list = append(list, render.Before{First: j, Second: i})
		}
	}
	return list
}

// orderBounds: what a partition no longer holds is given up before another one
// takes it.
func (s *session) orderBounds(steps []*render.Step) []render.Before {
	type places struct{ left, rebound, joined []int }
	byParent := map[model.QName]*places{}
	at := func(parent model.QName) *places {
		if byParent[parent] == nil {
			byParent[parent] = &places{}
		}
		return byParent[parent]
	}
	var parents []model.QName
	for i, step := range steps {
		if step.Node.Part != partAttach || step.Node.ID.Kind != model.KindTable {
			continue
		}
		q := step.Node.ID.QName()
		if s.rebuilt[s.old.table(q).PartitionOf] {
			continue
		}
		switch {
		case step.Aspect == "bound":
			p := at(s.new.table(q).PartitionOf)
			p.rebound = append(p.rebound, i)
		case step.Removes:
			p := at(s.old.table(q).PartitionOf)
			p.left = append(p.left, i)
		case step.Establishes:
			p := at(s.new.table(q).PartitionOf)
			p.joined = append(p.joined, i)
		}
	}
	for q := range byParent {
		parents = append(parents, q)
	}
	slices.SortFunc(parents, model.QName.Compare)
	var list []render.Before
	for _, q := range slices.Compact(parents) {
		p := byParent[q]
		for _, i := range p.left {
			for _, j := range slices.Concat(p.rebound, p.joined) {
				list = append(list, render.Before{First: i, Second: j})
			}
		}
		for _, i := range p.rebound {
			for _, j := range p.joined {
				list = append(list, render.Before{First: i, Second: j})
			}
		}
	}
	return list
}

// orderChildren: a table leaves its parent before either changes, and becomes a
// child when it and its parent are as they shall be. A new table then copies
// the right things, one that was there fits, and what the parent's change hands
// down to its children reaches only those that stay.
func (s *session) orderChildren(steps []*render.Step) []render.Before {
	lost, gained := s.columnSteps(steps)
	var list []render.Before
	for i, step := range steps {
		if step.Node.Part != partAttach && step.Node.Part != partInherit || step.Node.ID.Kind != model.KindTable {
			continue
		}
		q := step.Node.ID.QName()
		if step.Establishes {
			for _, p := range append([]model.QName{q}, parents(s.new.table(q))...) {
				for _, j := range lost[p] {
					list = append(list, render.Before{First: j, Second: i})
				}
			}
		}
		if step.Removes {
			for _, p := range append([]model.QName{q}, parents(s.old.table(q))...) {
				for _, j := range gained[p] {
					list = append(list, render.Before{First: i, Second: j})
				}
			}
		}
	}
	return list
}

// columnSteps lists by table the steps that end the old state of its columns
// and checks, and those that begin the new one.
func (s *session) columnSteps(steps []*render.Step) (lost, gained map[model.QName][]int) {
	lost, gained = map[model.QName][]int{}, map[model.QName][]int{}
	for i, step := range steps {
		if k := step.Node.ID.Kind; k != model.KindColumn && k != model.KindCheck {
			continue
		}
		owner := step.Node.ID.Owner()
		if s.rebuilt[owner] {
			continue
		}
		altered := step.Node.ID.Kind == model.KindColumn && step.Phase != render.PhaseCreate
		if step.Removes || altered {
			lost[owner] = append(lost[owner], i)
		}
		if step.Establishes {
			gained[owner] = append(gained[owner], i)
		}
	}
	return lost, gained
}
