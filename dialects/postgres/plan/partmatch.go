package plan

import (
	"slices"

	"github.com/schemadiff/schemadiff/model"
	"github.com/schemadiff/schemadiff/render"
)

// When a partition is attached, and when an index is made on a partitioned
// table and all its partitions, the server looks for an index of the partition
// that can be the part of the partitioned one, takes the first, and makes one if
// there is none (AttachPartitionEnsureIndexes and DefineIndex). What is planned
// must leave it no other choice than the one that shall be.

// shape is what the server compares of two indexes (CompareIndexInfo); neither
// the order of keys nor whether a key is deferrable is part of it.
type shape struct {
	unique, nullsNotDistinct, constraint bool
	method                               string
	keys                                 []model.IndexKey
	include                              []string
	predicate                            string
}

// shapeOf returns the shape of an index or the index of a constraint. The
// server compares no exclusion constraints.
func shapeOf(o model.Object) (shape, bool) {
	switch o := o.(type) {
	case model.Key:
		x := shape{unique: true, nullsNotDistinct: o.NullsNotDistinct, constraint: true, method: "btree", include: o.Include}
		for _, c := range o.Columns {
			x.keys = append(x.keys, model.IndexKey{Column: c})
		}
		return x, !o.WithoutOverlaps
	case model.Index:
		return shape{
			unique: o.Unique, nullsNotDistinct: o.NullsNotDistinct, method: o.Method, keys: o.Keys,
			include: o.Include, predicate: o.Predicate.Text,
		}, true
	case model.Definition, model.Exclusion, model.Namespace, model.Extension, model.Enum, model.Domain, model.Composite, model.Range, model.Sequence,
		model.Table, model.Column, model.Check, model.ForeignKey, model.Statistics:
	}
	return shape{}, false
}

// serverMade reports whether an attached index can only be one that the server
// made itself, because it takes none that is there.
func serverMade(o model.Object) bool {
	_, comparable := shapeOf(o)
	return !comparable
}

// takes reports whether the server would take an index of a partition as the
// part of a partitioned one.
func takes(partitioned, own model.Object) bool {
	p, ok := shapeOf(partitioned)
	c, too := shapeOf(own)
	return ok && too && p.unique == c.unique && p.nullsNotDistinct == c.nullsNotDistinct && p.method == c.method &&
		(c.constraint || !p.constraint) && slices.Equal(p.include, c.include) && p.predicate == c.predicate &&
		slices.EqualFunc(p.keys, c.keys, func(a, b model.IndexKey) bool {
			return a.Column == b.Column && a.Expr.Text == b.Expr.Text && a.Collation == b.Collation && a.Opclass == b.Opclass
		})
}

// rivals lists the indexes of a partition that the server could take as the
// part of a partitioned index, except for the one that is its part.
func (d *side) rivals(partition model.QName, parent model.Entry) []model.Entry {
	t := d.table(partition)
	var list []model.Entry
	for _, e := range t.Parts() {
		if d.isIndex(e.ID) && indexParent(e.Object) != parent.ID.QName() && takes(parent.Object, e.Object) {
			list = append(list, e)
		}
	}
	return list
}

// invalid reports whether an index is invalid: that of a partitioned table if a
// partition has no part of it.
func invalid(o model.Object) bool {
	switch o := o.(type) {
	case model.Key:
		return o.Invalid
	case model.Index:
		return o.Invalid
	case model.Definition, model.Exclusion, model.Namespace, model.Extension, model.Enum, model.Domain, model.Composite, model.Range, model.Sequence,
		model.Table, model.Column, model.Check, model.ForeignKey, model.Statistics:
	}
	return false
}

// entry returns an object with its ID.
func (d *side) entry(id model.ID) model.Entry { return model.Entry{ID: id, Object: d.object(id)} }

// late reports whether the key of a new partitioned table is added when the
// partitions are attached: because one of them lacks its part, or because the
// server would choose another one, or not take it for one.
func (s *session) late(id model.ID) bool {
	if known, ok := s.lateKeys[id]; ok {
		return known
	}
	parent := s.new.entry(id)
	late := invalid(parent.Object)
	for _, q := range s.new.children[id.Owner()] {
		child, ok := s.new.attached(s.new.table(q), id.QName())
		late = late || len(s.new.rivals(q, parent)) > 0 || ok && (s.late(child.ID) || !s.attaches(parent.Object, child.Object))
	}
	s.lateKeys[id] = late
	return late
}

// attaches reports whether ATTACH PARTITION takes keys of these kinds for each
// other, as making the partitioned one afterwards does.
func (s *session) attaches(partitioned, own model.Object) bool {
	p, isKey := partitioned.(model.Key)
	c, too := own.(model.Key)
	return !isKey || !too || p.Primary == c.Primary || !s.version.AttachesKeysByKind()
}

// attachedBefore reports whether a partitioned index is there before new
// partitions are attached: ATTACH PARTITION then attaches the indexes too.
func (s *session) attachedBefore(parent model.ID) bool {
	if s.isNewTable(parent.Owner()) {
		return parent.Kind != model.KindIndex && !s.late(parent)
	}
	if v := s.task.Planned(node(parent)); v == render.Recreate || v == render.Replace {
		return false
	}
	return s.old.has(parent)
}

// rivalAtAttach reports whether the server could take an index for another one
// when its table is attached, so that the index has to come later.
func (s *session) rivalAtAttach(id model.ID) bool {
	t := s.new.table(id.Owner())
	if t.PartitionOf.IsZero() || s.madeAtAttach(id) {
		return false
	}
	own := s.new.entry(id)
	for _, e := range s.new.partitionedIndexes(t.PartitionOf) {
		if e.ID.QName() != indexParent(own.Object) && s.attachedBefore(e.ID) && takes(e.Object, own.Object) {
			return true
		}
	}
	return false
}

// partitionedIndexes lists the indexes of a table, those of its constraints
// too.
func (d *side) partitionedIndexes(table model.QName) []model.Entry {
	t := d.table(table)
	return slices.DeleteFunc(t.Parts(), func(e model.Entry) bool { return !d.isIndex(e.ID) })
}
