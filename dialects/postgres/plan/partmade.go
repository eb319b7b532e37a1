package plan

import (
	"slices"

	"github.com/schemadiff/schemadiff/model"
	"github.com/schemadiff/schemadiff/render"
)

// Some indexes of partitions can only be those that the server makes itself:
// those of exclusion constraints, which it does not compare, and those of
// partitioned indexes that are the same, of which it would take the wrong one.
// Such an index comes with the partitioned one, or when its table is attached,
// and is given its name afterwards.

// madeAtAttach reports whether an index of a partition is made by the server
// when the partition is attached.
func (s *session) madeAtAttach(id model.ID) bool {
	own := s.new.object(id)
	parent, ok := s.new.indexes[indexParent(own)]
	if !ok || !s.joins(id.Owner()) || !s.attachedBefore(parent) {
		return false
	}
	return serverMade(own) || s.isTwin(id.Owner(), s.new.entry(parent)) && sameIndex(s.new.object(parent), own)
}

// joins reports whether a table is attached by the plan.
func (s *session) joins(table model.QName) bool {
	if s.isNewTable(table) {
		return true
	}
	v := s.task.Planned(render.Node{ID: tableID(table), Part: partAttach})
	return v == render.Create || v == render.Recreate
}

// isTwin reports whether a partitioned table has another index that is the same,
// and the names that the server gives to their parts in a partition tell them
// apart.
func (s *session) isTwin(partition model.QName, index model.Entry) bool {
	t := s.new.table(partition)
	if !t.Partitioning.IsZero() {
		return false
	}
	return slices.ContainsFunc(s.new.partitionedIndexes(index.ID.Owner()), func(e model.Entry) bool {
		return e.ID != index.ID && s.attachedBefore(e.ID) && (takes(e.Object, index.Object) || takes(index.Object, e.Object)) &&
			s.predictName(t, e) != s.predictName(t, index)
	})
}

// madeByServer writes the step of an index that the server makes.
func (s *session) madeByServer(op render.Op) (render.Step, bool) {
	id := op.Node.ID
	parent, ok := s.new.indexes[indexParent(op.New)]
	if !ok {
		return render.Step{}, false
	}
	host := joining(id.Owner())[0]
	if !s.madeAtAttach(id) {
		if !serverMade(op.New) || s.attachedBefore(parent) {
			return render.Step{}, false
		}
		host = createStep(node(parent))
	}
	step := creation(render.Text{})
	step.Hosts = []render.Host{{Step: host}}
	step.Takes = []render.Name{constraintName(id.Owner(), id.Name), relation(id.QName())}
	made := model.QName{Schema: id.Schema, Name: s.predictName(s.new.table(id.Owner()), s.new.entry(parent))}
	if made.Name != id.Name {
		step.Then = append(step.Then, write("ALTER INDEX ").Name(made).Key(" RENAME TO ").Ident(id.Name).String())
	}
	switch o := op.New.(type) {
	case model.Key:
		s.indexMarks(&step, id, o.Clustered, o.Comment, o.IndexComment)
	case model.Exclusion:
		s.indexMarks(&step, id, o.Clustered, o.Comment, o.IndexComment)
	case model.Index:
		s.indexExtras(&step, id, o)
	case model.Definition, model.Namespace, model.Extension, model.Enum, model.Domain, model.Composite, model.Range, model.Sequence,
		model.Table, model.Column, model.Check, model.ForeignKey, model.Statistics:
	}
	return step, true
}
