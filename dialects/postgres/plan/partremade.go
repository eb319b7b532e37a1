package plan

import (
	"slices"

	"github.com/schemadiff/schemadiff/model"
)

// ALTER TYPE of a column of a partitioned table makes the partitioned indexes of
// it anew, and these make new ones in all partitions: as CREATE INDEX does, under
// names that the server chooses, with the parameters of the partitioned one (up to
// PostgreSQL 15 also with its comment) and without all that was said of the old ones. Where that is not what shall be, the
// plan makes the partitioned index anew by itself.

// forgetsParts reports whether an index of a partitioned table, if the server
// made it anew, would leave the partitions other indexes than they have and keep.
func (s *session) forgetsParts(id model.ID) bool {
	if !s.old.isIndex(id) || !s.stays(id) || s.old.table(id.Owner()).Partitioning.IsZero() || !indexParent(s.old.object(id)).IsZero() {
		return false
	}
	return s.forgetsBelow(s.new.entry(id), id.QName())
}

// forgetsBelow looks at the parts of an index, which is the second one on the
// old side.
func (s *session) forgetsBelow(parent model.Entry, was model.QName) bool {
	return slices.ContainsFunc(s.new.children[parent.ID.Owner()], func(q model.QName) bool {
		t, o := s.new.table(q), s.old.table(q)
		if o.PartitionOf != t.PartitionOf {
			return false // it has no part of it by then
		}
		from, had := s.old.attached(o, was)
		to, has := s.new.attached(t, parent.ID.QName())
		if !had || !has {
			return false
		}
		return handsDown(s.old.object(s.old.indexes[was])) || from.ID != to.ID || to.ID.Name != s.predictName(t, parent) || !sameIndex(parent.Object, to.Object) ||
			marked(o, from) || marked(t, to) || s.forgetsBelow(to, from.ID.QName())
	})
}

// handsDown reports whether an index has a comment, which its parts would get.
func handsDown(o model.Object) bool {
	if x, ok := o.(model.Index); ok {
		return x.Comment != ""
	}
	return marks(o).indexComment != ""
}

// marked reports whether there is something to the index of a table beside its
// definition.
func marked(t model.Table, index model.Entry) bool {
	if marks(index.Object) != (indexMarkSet{}) || t.ReplicaIdentity.Index == index.ID.Name {
		return true
	}
	var keys []model.IndexKey
	switch o := index.Object.(type) {
	case model.Index:
		keys = o.Keys
	case model.Exclusion:
		keys = elementKeys(o)
	case model.Definition, model.Namespace, model.Extension, model.Enum, model.Domain, model.Composite, model.Range, model.Sequence,
		model.Table, model.Column, model.Key, model.Check, model.ForeignKey, model.Statistics:
	}
	return slices.ContainsFunc(keys, func(k model.IndexKey) bool { return k.Statistics != 0 })
}
