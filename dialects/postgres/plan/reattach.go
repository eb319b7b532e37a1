package plan

import (
	"slices"

	"github.com/schemadiff/schemadiff/diff"
	"github.com/schemadiff/schemadiff/model"
	"github.com/schemadiff/schemadiff/render"
)

// An index that is attached cannot be detached, and is dropped only together
// with the partitioned one. The way out is its table: a partition that is
// detached takes its indexes along, and when it is attached again the server
// finds those that it has then.

// comeOff returns the operations that free an index from the partitioned one
// that stays.
func (s *session) comeOff(id model.ID) []render.Op {
	parent, ok := s.old.indexes[indexParent(s.old.object(id))]
	if !ok || !s.new.has(parent) {
		return nil
	}
	o, stays := s.old.table(id.Owner()), s.new.table(id.Owner())
	if stays.PartitionOf != o.PartitionOf {
		return nil
	}
	if _, renamed := s.counterpart(id, s.old.object(id), s.old, s.new); renamed && !s.new.has(id) {
		return nil
	}
	if _, ok := s.new.attached(stays, parent.QName()); !ok && invalid(s.new.object(parent)) {
		// The partition shall have no part of it, which the server does not allow
		// when it attaches.
		return []render.Op{{Node: node(parent), Verb: render.Recreate, Forced: true}}
	}
	return s.reattach(stays.QName())
}

// reattach returns the operations that detach a partition and attach it to the
// same table again.
func (s *session) reattach(q model.QName) []render.Op {
	attachment := render.Op{Node: render.Node{ID: tableID(q), Part: partAttach}, Verb: render.Recreate, Forced: true}
	return slices.Concat([]render.Op{attachment}, s.clearWay(q), s.renamedMeanwhile(q))
}

// keepsOwn reports whether a partition keeps by itself what its partitioned
// table loses: NOT NULL of a column, or a check. The server takes it away from
// all partitions.
func (s *session) keepsOwn(lost render.Op, id model.ID) bool {
	o, n := s.old.table(id.Owner()), s.new.table(id.Owner())
	if o.PartitionOf.IsZero() || o.PartitionOf != n.PartitionOf || o.PartitionOf != lost.Node.ID.Owner() || lost.Node.Part != "" {
		return false
	}
	switch kept := s.new.object(id).(type) {
	case model.Column:
		parent, ok := lost.New.(model.Column)
		was, _ := s.old.object(id).(model.Column)
		return ok && lost.Has(diff.FacetNotNull) && !parent.NotNull && kept.NotNull && was.NotNull && kept.Name == parent.Name
	case model.Check:
		was, _ := s.old.object(id).(model.Check)
		return lost.Verb == render.Drop && lost.Node.ID.Name == kept.Name && was.Inherited && !kept.Inherited
	case model.Definition, model.Namespace, model.Extension, model.Enum, model.Domain, model.Composite, model.Range, model.Sequence,
		model.Table, model.Key, model.Exclusion, model.ForeignKey, model.Index, model.Statistics:
	}
	return false
}

// losesFromParent reports whether a partition keeps something that its
// partitioned table loses.
func (s *session) losesFromParent(q model.QName) bool {
	n := s.new.table(q)
	for _, c := range n.Columns {
		was, _ := s.old.table(q).Column(c.Name)
		from, _ := s.old.table(n.PartitionOf).Column(c.Name)
		to, stays := s.new.table(n.PartitionOf).Column(c.Name)
		if c.NotNull && was.NotNull && from.NotNull && stays && !to.NotNull {
			return true
		}
		if s.renamesNotNull(q, c.Name) || s.retypedInTree(q, c.Name) {
			return true
		}
	}
	for _, c := range n.Checks {
		was, _ := s.old.object(partID(model.KindCheck, q, c.Name)).(model.Check)
		if was.Inherited && !c.Inherited {
			return true
		}
	}
	return false
}

// clearWay makes those indexes of a table anew, after it is attached, that the
// server could take for others when it attaches the table. Of two partitioned
// indexes that are the same the server takes the older one first; it cannot be
// known which that is, so one of them is made anew.
func (s *session) clearWay(table model.QName) []render.Op {
	var list []render.Op
	again := func(id model.ID) {
		if s.old.has(id) {
			list = append(list, render.Op{Node: node(id), Verb: render.Recreate, Forced: true})
		}
	}
	var before []model.Entry
	for _, p := range s.new.partitionedIndexes(s.new.table(table).PartitionOf) {
		if !s.old.has(p.ID) {
			continue
		}
		part, ok := s.new.attached(s.new.table(table), p.ID.QName())
		if ok && (serverMade(p.Object) || s.isTwin(table, p)) {
			again(part.ID)
			continue
		}
		if slices.ContainsFunc(before, func(o model.Entry) bool { return takes(o.Object, p.Object) || takes(p.Object, o.Object) }) {
			again(p.ID)
			continue
		}
		before = append(before, p)
		if !ok && invalid(p.Object) || ok && !s.attaches(p.Object, part.Object) {
			again(p.ID)
			continue
		}
		for _, r := range s.new.rivals(table, p) {
			again(r.ID)
		}
	}
	return list
}

// reattached reports whether a partition is detached and attached to the same
// table again.
func (s *session) reattached(q model.QName) bool {
	o, n := s.old.table(q), s.new.table(q)
	return o.PartitionOf == n.PartitionOf && s.task.Planned(render.Node{ID: tableID(q), Part: partAttach}) == render.Recreate
}

// attachedThroughout reports whether an index of a partition stays attached,
// since the partition need not be detached after all.
func (s *session) attachedThroughout(op render.Op) bool {
	q := op.Node.ID.Owner()
	if op.Verb != render.Recreate || !s.reattachedInVain(render.Op{Node: render.Node{ID: tableID(q)}, Verb: op.Verb, Forced: true}) {
		return false
	}
	parent, ok := s.old.indexes[indexParent(op.Old)]
	return ok && indexParent(op.Old) == indexParent(op.New) && s.remains(parent) && s.remains(op.Node.ID)
}

// remains reports whether an object is neither made nor dropped nor made anew.
func (s *session) remains(id model.ID) bool {
	v := s.task.Planned(node(id))
	return v == render.Keep || v == render.Alter
}

// reattachedInVain reports whether nothing is left for which a partition shall
// be detached and attached again: every such index goes with its partitioned
// index.
func (s *session) reattachedInVain(op render.Op) bool {
	q := op.Node.ID.QName()
	if op.Verb != render.Recreate || !op.Forced || op.Has(diff.FacetPartitionBound) || s.isNewTable(q) || !s.reattached(q) || s.losesFromParent(q) {
		return false
	}
	return !slices.ContainsFunc(s.old.partitionedIndexes(q), func(e model.Entry) bool {
		parent, ok := s.old.indexes[indexParent(e.Object)]
		if !ok {
			return false
		}
		switch s.task.Planned(node(parent)) {
		case render.Keep, render.Alter:
		case render.Recreate, render.Replace, render.Create, render.Drop:
			return false
		}
		switch s.task.Planned(node(e.ID)) {
		case render.Recreate, render.Drop:
			return true
		case render.Keep, render.Alter, render.Replace, render.Create:
		}
		return indexParent(s.new.object(e.ID)) != indexParent(e.Object)
	})
}
