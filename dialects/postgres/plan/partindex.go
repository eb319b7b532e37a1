package plan

import (
	"slices"

	"github.com/schemadiff/schemadiff/model"
	"github.com/schemadiff/schemadiff/render"
)

// recursiveIndex reports whether one statement on a partitioned table makes
// its index and all attached ones exactly as they shall be, names included.
// On a busy server that is only for partitions that are new.
func (s *session) recursiveIndex(id model.ID) bool {
	if known, ok := s.recursive[id]; ok {
		return known
	}
	if serverMade(s.new.object(id)) {
		s.recursive[id] = !s.attachedBefore(id)
		return s.recursive[id]
	}
	s.recursive[id] = !s.attachedBefore(id) && s.copiesIndex(id, model.Entry{ID: id, Object: s.new.object(id)})
	return s.recursive[id]
}

func (s *session) copiesIndex(root model.ID, parent model.Entry) bool {
	for _, q := range s.new.children[parent.ID.Owner()] {
		t := s.new.table(q)
		if t.Foreign() {
			continue // it has no indexes
		}
		child, ok := s.new.attached(t, parent.ID.QName())
		if !ok || s.old.has(child.ID) || child.ID.Name != s.predictName(t, parent) || !sameIndex(parent.Object, child.Object) {
			return false
		}
		if len(s.new.rivals(q, parent)) > 0 || !s.isNewTable(q) && len(s.old.rivals(q, parent)) > 0 {
			return false
		}
		if s.online && !s.isNewTable(q) && !s.hasForeignParts(root.Owner()) {
			return false
		}
		if !t.Partitioning.IsZero() && !s.copiesIndex(root, child) {
			return false
		}
	}
	return true
}

// hasForeignParts reports whether a partitioned table has foreign partitions.
// The server counts them where the indexes of the others are attached one by one:
// then the partitioned index would never become valid.
func (s *session) hasForeignParts(q model.QName) bool {
	return slices.ContainsFunc(s.new.descendants(q), func(part model.QName) bool { return s.new.table(part).Foreign() })
}

// sameIndex reports whether a partition's index is what the server copies from
// the partitioned one.
func sameIndex(parent, child model.Object) bool {
	switch p := parent.(type) {
	case model.Index:
		c, ok := child.(model.Index)
		return ok && slices.Equal(p.Options, c.Options) && p.Tablespace == c.Tablespace && len(p.Keys) == len(c.Keys)
	case model.Key:
		c, ok := child.(model.Key)
		return ok && slices.Equal(p.Options, c.Options) && p.Tablespace == c.Tablespace
	case model.Exclusion:
		c, ok := child.(model.Exclusion)
		return ok && slices.Equal(p.Options, c.Options) && p.Tablespace == c.Tablespace
	case model.Definition, model.Namespace, model.Extension, model.Enum, model.Domain, model.Composite, model.Range, model.Sequence,
		model.Table, model.Column, model.Check, model.ForeignKey, model.Statistics:
	}
	return false
}

// attachIndex attaches the index of a partition to the partitioned index,
// where the statement that made either of them has not done so.
func (s *session) attachIndex(op render.Op) ([]render.Step, error) {
	id := op.Node.ID
	parentName := indexParent(op.New)
	if _, renamed := s.counterpart(id, op.New, s.new, s.old); renamed && op.Verb == render.Create {
		return nil, nil
	}
	if s.attachedThroughout(op) {
		return nil, nil
	}
	step := creation(write("ALTER INDEX ").Name(parentName).Key(" ATTACH PARTITION ").Name(id.QName()).text())
	step.Phase = render.PhaseAttach
	parent, ok := s.new.indexes[parentName]
	if !ok {
		return []render.Step{step}, nil
	}
	if s.recursiveIndex(parent) {
		step.Hosts = append(step.Hosts, render.Host{Step: createStep(node(parent))})
	}
	if s.attachedBefore(parent) {
		step.Hosts = append(step.Hosts, render.Host{Step: render.StepRef{
			Node: render.Node{ID: tableID(id.Owner()), Part: partAttach}, Phase: render.PhaseAttach,
		}})
	}
	return []render.Step{step}, nil
}

// renamePart gives the attached index of a partition another name, where the
// server's choice of it is the only thing that changes.
func (s *session) renamePart(op render.Op) (render.Step, bool) {
	if op.Verb != render.Create {
		return render.Step{}, false
	}
	old, ok := s.counterpart(op.Node.ID, op.New, s.new, s.old)
	if !ok {
		return render.Step{}, false
	}
	id := op.Node.ID
	step := creation(write("ALTER INDEX ").Name(old.ID.QName()).Key(" RENAME TO ").Ident(id.Name).text())
	step.Takes = []render.Name{relation(id.QName())}
	step.Locks = s.locks(lockShareUpdateExclusive, id.Owner())
	return step, true
}

// becomes reports whether an attached index that is no more lives on under
// another name.
func (s *session) becomes(op render.Op) bool {
	if op.Verb != render.Drop {
		return false
	}
	_, ok := s.counterpart(op.Node.ID, op.Old, s.old, s.new)
	return ok
}

// counterpart returns the index on the other side that is attached to the same
// partitioned index in the same partition, under a name that this side lacks.
func (s *session) counterpart(id model.ID, o model.Object, here, there *side) (model.Entry, bool) {
	parent, ok := s.sameParent(indexParent(o), here, there)
	if !ok || here.table(id.Owner()).PartitionOf != there.table(id.Owner()).PartitionOf {
		return model.Entry{}, false
	}
	other, ok := there.attached(there.table(id.Owner()), parent)
	if !ok || other.ID.Kind != id.Kind || here.has(other.ID) || there.has(id) || !sameIndex(o, other.Object) || marks(o) != marks(other.Object) {
		return model.Entry{}, false
	}
	return other, !s.rebuilt[id.Owner()]
}

// sameParent returns what a partitioned index that stays is called on the other
// side: that of a partition may be one that gets another name.
func (s *session) sameParent(parent model.QName, here, there *side) (model.QName, bool) {
	id, ok := here.indexes[parent]
	switch {
	case !ok:
		return model.QName{}, false
	case there.indexes[parent] == id:
		v := s.task.Planned(node(id))
		return parent, v == render.Keep || v == render.Alter
	}
	other, ok := s.counterpart(id, here.object(id), here, there)
	return other.ID.QName(), ok
}

// followsParent reports whether an index stays attached to a partitioned index
// that gets another name.
func (s *session) followsParent(from, to model.QName) bool {
	is, ok := s.sameParent(from, s.old, s.new)
	return ok && from != to && is == to
}

// indexMarkSet is what is said of an index beside its definition.
type indexMarkSet struct {
	comment, indexComment string
	clustered             bool
}

func marks(o model.Object) indexMarkSet {
	switch o := o.(type) {
	case model.Key:
		return indexMarkSet{o.Comment, o.IndexComment, o.Clustered}
	case model.Exclusion:
		return indexMarkSet{o.Comment, o.IndexComment, o.Clustered}
	case model.Index:
		return indexMarkSet{o.Comment, "", o.Clustered}
	case model.Definition, model.Namespace, model.Extension, model.Enum, model.Domain, model.Composite, model.Range, model.Sequence,
		model.Table, model.Column, model.Check, model.ForeignKey, model.Statistics:
	}
	return indexMarkSet{}
}

// dropIndexAttachment: an index is detached only by what it is attached to, or
// with its table.
func (s *session) dropIndexAttachment(op render.Op) ([]render.Step, error) {
	id := op.Node.ID
	if s.becomes(op) || s.attachedThroughout(op) {
		return nil, nil
	}
	step := removal(render.Text{})
	step.Phase = render.PhaseDetach
	step.Hosts = []render.Host{{Step: render.StepRef{
		Node: render.Node{ID: tableID(id.Owner()), Part: partAttach}, Phase: render.PhaseDetach,
	}}}
	if s.rebuilt[id.Owner()] && !s.rebuilt[s.old.table(id.Owner()).PartitionOf] {
		step.Hosts = []render.Host{{Step: render.StepRef{Node: node(tableID(id.Owner())), Phase: render.PhaseDetach, Aspect: aspectAside}}}
	}
	if parent, ok := s.old.indexes[indexParent(op.Old)]; ok {
		step.Hosts = append(step.Hosts, render.Host{Step: dropStep(node(parent))})
	}
	step.Hosts = append(step.Hosts, render.Host{Step: dropStep(node(id))})
	return []render.Step{step}, nil
}
