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
	s.recursive[id] = !s.attachedBefore(id) && s.copiesIndex(id, model.Entry{ID: id, Object: s.new.object(id)})
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
	if _, renamed := s.counterpart(id, op.New, s.new, s.old); renamed && op.Verb == render.Create {
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
	if s.attachedBefore(parent) && op.Verb == render.Create {
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
	parent := indexParent(o)
	root, ok := here.indexes[parent]
	if !ok || there.indexes[parent] != root || here.table(id.Owner()).PartitionOf != there.table(id.Owner()).PartitionOf {
		return model.Entry{}, false
	}
	other, ok := there.attached(there.table(id.Owner()), parent)
	if !ok || other.ID.Kind != id.Kind || here.has(other.ID) || there.has(id) || !sameIndex(o, other.Object) || marks(o) != marks(other.Object) {
		return model.Entry{}, false
	}
	if s.rebuilt[id.Owner()] || s.task.Planned(node(root)) != render.Keep && s.task.Planned(node(root)) != render.Alter {
		return model.Entry{}, false
	}
	return other, true
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
	case model.Namespace, model.Extension, model.Enum, model.Domain, model.Composite, model.Range, model.Sequence,
		model.Table, model.Column, model.Check, model.ForeignKey, model.Statistics:
	}
	return indexMarkSet{}
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
	if s.becomes(op) {
		return nil, nil
	}
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
func (s *session) Order(steps []*render.Step) []render.Before {
	var list []render.Before
	attach := map[model.QName]int{}
	for i, step := range steps {
		if step.Node.Part == partAttach && step.Node.ID.Kind == model.KindTable && step.Phase == render.PhaseAttach {
			attach[step.Node.ID.QName()] = i
		}
	}
	left := map[model.QName][]int{}
	for i, step := range steps {
		if step.Node.Part == partAttach && step.Node.ID.Kind == model.KindTable && step.Phase == render.PhaseDetach && !s.rebuilt[s.old.table(step.Node.ID.QName()).PartitionOf] {
			for p := s.old.table(step.Node.ID.QName()).PartitionOf; !p.IsZero(); p = s.old.table(p).PartitionOf {
				left[p] = append(left[p], i)
			}
		}
	}
	for i, step := range steps {
		if step.Phase != render.PhaseCreate || step.Node.Part != "" || !s.new.isIndex(step.Node.ID) {
			continue
		}
		id := step.Node.ID
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
	list = append(list, s.orderChildren(steps)...)
	list = append(list, s.orderBounds(steps)...)
	list = append(list, s.orderRebuilds(steps)...)
	list = append(list, s.orderToast(steps)...)
	list = append(list, s.orderReferences(steps)...)
	return append(list, s.orderValues(steps)...)
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

// orderChildren: a table becomes a child when it and its parent have lost what
// they shall lose, and leaves before either gains something.
func (s *session) orderChildren(steps []*render.Step) []render.Before {
	lost, gained := map[model.QName][]int{}, map[model.QName][]int{}
	for i, step := range steps {
		if k := step.Node.ID.Kind; k != model.KindColumn && k != model.KindCheck || step.Node.Part != "" {
			continue
		}
		owner := step.Node.ID.Owner()
		if s.rebuilt[owner] {
			continue
		}
		if step.Removes && !step.Establishes {
			lost[owner] = append(lost[owner], i)
		}
		if step.Establishes && !step.Removes {
			gained[owner] = append(gained[owner], i)
		}
	}
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
