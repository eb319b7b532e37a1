package postgres

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
	s.recursive[id] = !s.attachedBefore(id) && s.copiesIndex(id, model.Entry{ID: id, Object: s.new.objects[id]})
	return s.recursive[id]
}

func (s *session) copiesIndex(root model.ID, parent model.Entry) bool {
	for _, q := range s.new.children[parent.ID.Owner()] {
		t := s.new.table(q)
		child, ok := s.new.attached(t, parent.ID.QName())
		if !ok || s.old.has(child.ID) || child.ID.Name != s.predictName(t, parent) || !sameIndex(parent.Object, child.Object) {
			return false
		}
		if s.online && !s.isNewTable(q) {
			return false
		}
		if !t.Partitioning.IsZero() && !s.copiesIndex(root, child) {
			return false
		}
	}
	return true
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
	case model.Namespace, model.Extension, model.Enum, model.Domain, model.Composite, model.Range, model.Sequence,
		model.Table, model.Column, model.Check, model.ForeignKey, model.Statistics:
	}
	return false
}

// attachIndex attaches the index of a partition to the partitioned index,
// where the statement that made either of them has not done so.
func (s *session) attachIndex(op render.Op) ([]render.Step, error) {
	id := op.Node.ID
	parentName := indexParent(op.New)
	step := creation(write("ALTER INDEX ").Name(parentName).Key(" ATTACH PARTITION ").Name(id.QName()).text())
	step.Phase = render.PhaseAttach
	parent, ok := s.new.indexes[parentName]
	if !ok {
		return []render.Step{step}, nil
	}
	if s.recursiveIndex(parent) {
		step.Hosts = append(step.Hosts, render.Host{Step: createStep(node(parent))})
	}
	if s.attachedBefore(parent) && op.Verb == render.Create {
		step.Hosts = append(step.Hosts, render.Host{Step: render.StepRef{
			Node: render.Node{ID: tableID(id.Owner()), Part: partAttach}, Phase: render.PhaseAttach,
		}})
	}
	step.Locks = s.locks(lockShareUpdateExclusive, parent.Owner())
	return []render.Step{step}, nil
}

// attachedBefore reports whether a partitioned index is there before new
// partitions are attached: ATTACH PARTITION then attaches the indexes too.
func (s *session) attachedBefore(parent model.ID) bool {
	if s.isNewTable(parent.Owner()) {
		return parent.Kind != model.KindIndex
	}
	return s.old.has(parent)
}

// dropIndexAttachment: an index is detached only by what it is attached to, or
// with its table.
func (s *session) dropIndexAttachment(op render.Op) ([]render.Step, error) {
	id := op.Node.ID
	step := removal(render.Text{})
	step.Phase = render.PhaseDetach
	step.Hosts = []render.Host{{Step: render.StepRef{
		Node: render.Node{ID: tableID(id.Owner()), Part: partAttach}, Phase: render.PhaseDetach,
	}}}
	if parent, ok := s.old.indexes[indexParent(op.Old)]; ok {
		step.Hosts = append(step.Hosts, render.Host{Step: dropStep(node(parent))})
	}
	step.Hosts = append(step.Hosts, render.Host{Step: dropStep(node(id))})
	return []render.Step{step}, nil
}

// Order implements [render.Session]: a partitioned index is made when the new
// partitions are attached, so that nothing else gives them indexes; but one
// that is there before finds theirs.
func (s *session) Order(steps []render.Step) []render.Before {
	var list []render.Before
	attach := map[model.QName]int{}
	for i, step := range steps {
		if step.Node.Part == partAttach && step.Node.ID.Kind == model.KindTable && step.Phase == render.PhaseAttach {
			attach[step.Node.ID.QName()] = i
		}
	}
	for i, step := range steps {
		if step.Phase != render.PhaseCreate || step.Node.Part != "" || !s.new.isIndex(step.Node.ID) {
			continue
		}
		id := step.Node.ID
		if parent, ok := s.new.indexes[indexParent(s.new.objects[id])]; ok && s.attachedBefore(parent) {
			if j, ok := attach[id.Owner()]; ok {
				list = append(list, render.Before{First: i, Second: j})
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
	return append(list, s.orderValues(steps)...)
}
