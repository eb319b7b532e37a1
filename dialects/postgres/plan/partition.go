package plan

import (
	"slices"

	"github.com/schemadiff/schemadiff/diff"
	"github.com/schemadiff/schemadiff/model"
	"github.com/schemadiff/schemadiff/render"
)

// attachTable makes a table a partition.
func (s *session) attachTable(op render.Op) ([]render.Step, error) {
	t, _ := op.New.(model.Table)
	name := t.QName()
	if s.reattachedInVain(op) {
		return nil, nil
	}
	step := creation(attachClause(t).text())
	step.Phase, step.Target, step.Alone = render.PhaseAttach, s.altering(t.PartitionOf), true
	step.Sort = render.Sort{Class: classTable, Owner: name}
	if s.isNewTable(name) && s.form(t) == formPartition {
		step.Hosts = []render.Host{{Step: createStep(node(op.Node.ID))}}
	}
	s.attachHazards(&step, t)
	return []render.Step{step}, nil
}

func attachClause(t model.Table) writer {
	return write("ATTACH PARTITION ").Name(t.QName()).Key(" ").bound(t.Bound)
}

func detachClause(t model.Table) writer { return write("DETACH PARTITION ").Name(t.QName()) }

// detachTable makes a partition an ordinary table.
func (s *session) detachTable(op render.Op) ([]render.Step, error) {
	o, _ := op.Old.(model.Table)
	if s.reattachedInVain(op) {
		return nil, nil
	}
	step := removal(detachClause(o).text())
	step.Phase, step.Target, step.Alone = render.PhaseDetach, s.altering(o.PartitionOf), true
	step.Sort = render.Sort{Class: classTable, Owner: o.QName()}
	step.Locks = s.locks(lockAccessExclusive, o.PartitionOf, o.QName())
	step.Hosts = []render.Host{{Step: dropStep(node(op.Node.ID))}}
	if _, stays := s.new.tables[o.QName()]; !stays {
		if s.referenced(o.PartitionOf) && !s.rebuilt[o.PartitionOf] {
			// A partition is not dropped as long as foreign keys look for rows in it.
			step.Hosts = nil
		}
		return []render.Step{step}, nil
	}
	if s.reattached(o.QName()) {
		hazard(&step, render.BlocksReads, "The partition is detached and attached again; until then its rows are not found in "+o.PartitionOf.String()+".")
	} else {
		hazard(&step, render.Detached, "The rows of the partition are no longer found in "+o.PartitionOf.String()+".")
	}
	steps := []render.Step{step}
	for _, f := range s.old.partitionForeignKeys(o) {
		steps[0].Locks = append(steps[0].Locks, s.locks(lockShareRowExclusive, f.References)...)
		if kept, ok := foreignKey(s.new.table(o.QName()), f.Name); ok && sameForeignKey(kept, f) || s.mergesForeignKey(o.QName(), f) {
			continue
		}
		drop := render.Step{Phase: render.PhaseDetach, Aspect: f.Name, Text: write("DROP CONSTRAINT ").Ident(f.Name).text()}
		drop.Target, drop.Sort = s.altering(o.QName()), step.Sort
		drop.Locks = s.locks(lockAccessExclusive, o.QName(), f.References)
		steps = append(steps, drop)
	}
	return steps, nil
}

// referenced reports whether a foreign key refers to a table or to a
// partitioned table that it is part of.
func (s *session) referenced(q model.QName) bool {
	for ; !q.IsZero(); q = s.old.table(q).PartitionOf {
		if len(s.old.referring[q]) > 0 {
			return true
		}
	}
	return false
}

// rebound gives partitions of one table other bounds: all of them are detached
// and attached again in one go, so that none overlaps what another one had.
func (s *session) rebound(op render.Op) ([]render.Step, error) {
	t, _ := op.New.(model.Table)
	all := slices.DeleteFunc(slices.Clone(s.reboundTables[t.PartitionOf]), func(id model.ID) bool {
		return s.task.Planned(render.Node{ID: id, Part: partAttach}) != render.Alter
	})
	first := render.StepRef{Node: render.Node{ID: all[0], Part: partAttach}, Phase: render.PhaseAttach, Aspect: "bound"}
	if op.Node.ID != all[0] {
		step := gain(render.Text{})
		step.Phase, step.Aspect, step.Hosts = render.PhaseAttach, "bound", []render.Host{{Step: first}}
		return []render.Step{step}, nil
	}
	var run []render.Step
	for _, id := range all {
		old := s.old.table(id.QName())
		detach := gain(detachClause(old).text())
		detach.Locks = s.locks(lockAccessExclusive, t.PartitionOf, id.QName())
		for _, f := range s.old.partitionForeignKeys(old) {
			detach.Locks = append(detach.Locks, s.locks(lockShareRowExclusive, f.References)...)
		}
		hazard(&detach, render.BlocksReads, "The partition is detached and attached again; until the end of the transaction nobody can read or write the partitioned table.")
		run = append(run, detach)
	}
	for _, id := range all {
		fresh := s.new.table(id.QName())
		attach := gain(attachClause(fresh).text())
		s.attachHazards(&attach, fresh)
		run = append(run, attach)
	}
	for i := range run {
		run[i].Target = s.altering(t.PartitionOf)
	}
	step := run[0]
	step.Phase, step.Aspect, step.Alone, step.After = render.PhaseAttach, "bound", true, run[1:]
	return []render.Step{step}, nil
}

// partition assesses whether a table is a partition, of which table, and of
// what.
func (a *assessment) partition(old, fresh model.Table) {
	taken := a.facets.Taken(diff.FacetPartitionOf, diff.FacetPartitionBound)
	if len(taken) == 0 {
		return
	}
	var before []render.Op
	if !fresh.PartitionOf.IsZero() {
		before = a.s.clearWay(a.id.QName())
		a.ops = append(a.ops, before...)
	}
	switch {
	case old.PartitionOf.IsZero():
		a.op(partAttach, render.Create, taken...)
	case fresh.PartitionOf.IsZero():
		a.op(partAttach, render.Drop, taken...)
	case old.PartitionOf != fresh.PartitionOf, len(before) > 0:
		a.op(partAttach, render.Recreate, taken...)
		a.ops = append(a.ops, a.s.renamedMeanwhile(a.id.QName())...)
	default:
		a.s.reboundTables[fresh.PartitionOf] = append(a.s.reboundTables[fresh.PartitionOf], a.id)
		a.op(partAttach, render.Alter, taken...)
	}
}

// attachHazards says what ATTACH PARTITION does.
func (s *session) attachHazards(step *render.Step, t model.Table) {
	step.Locks = append(step.Locks, s.locks(lockShareUpdateExclusive, t.PartitionOf)...)
	step.Locks = append(step.Locks, s.locks(lockAccessExclusive, append(s.old.descendants(t.QName()), t.QName())...)...)
	for _, f := range s.new.partitionForeignKeys(t) {
		step.Locks = append(step.Locks, s.locks(lockShareRowExclusive, f.References)...)
	}
	for _, q := range s.old.children[t.PartitionOf] {
		if q != t.QName() && s.old.table(q).Bound.Default && s.new.table(q).Bound.Default {
			step.Locks = append(step.Locks, s.locks(lockAccessExclusive, q)...)
			s.scan(step, q, "Attaching a partition reads the default partition while nobody can read or write it.")
		}
	}
	if !s.isNewTable(t.QName()) {
		s.scan(step, t.QName(), "Attaching a partition reads all its rows, unless a valid check proves that they belong there.")
		hazard(step, render.MayFail, "Fails if a row does not belong into the partition.")
	}
}

// partitionForeignKeys lists the foreign keys that a partition has because its
// partitioned tables have them.
func (d *side) partitionForeignKeys(t model.Table) []model.ForeignKey {
	var list []model.ForeignKey
	for !t.PartitionOf.IsZero() {
		t = d.table(t.PartitionOf)
		list = append(list, t.ForeignKeys...)
	}
	return list
}

func foreignKey(t model.Table, name string) (model.ForeignKey, bool) {
	for _, f := range t.ForeignKeys {
		if f.Name == name {
			return f, true
		}
	}
	return model.ForeignKey{}, false
}

// sameForeignKey compares what two foreign keys demand.
func sameForeignKey(a, b model.ForeignKey) bool {
	return slices.Equal(a.Columns, b.Columns) && a.References == b.References && slices.Equal(a.RefColumns, b.RefColumns) &&
		a.MatchFull == b.MatchFull && a.OnUpdate == b.OnUpdate && a.OnDelete == b.OnDelete &&
		slices.Equal(a.OnDeleteColumns, b.OnDeleteColumns) && a.Period == b.Period && a.Deferrable == b.Deferrable &&
		a.InitiallyDeferred == b.InitiallyDeferred && a.NotValid == b.NotValid && a.NotEnforced == b.NotEnforced
}

// keptForeignKey: a table that is detached keeps the foreign keys that it had
// as a partition.
func (s *session) keptForeignKey(id model.ID, f model.ForeignKey) []render.Host {
	for _, have := range s.old.partitionForeignKeys(s.old.table(id.Owner())) {
		if have.Name == f.Name && sameForeignKey(have, f) {
			return []render.Host{{Step: leaving(id.Owner())[0]}}
		}
	}
	return nil
}

// mergedForeignKey: a table that is attached keeps a foreign key that the
// partitioned table has too; it becomes the partition's part of that.
func (s *session) mergedForeignKey(id model.ID, f model.ForeignKey) []render.Host {
	if s.mergesForeignKey(id.Owner(), f) {
		return []render.Host{{Step: joining(id.Owner())[0]}}
	}
	return nil
}

// mergesForeignKey reports whether a partitioned table that a table shall be
// part of has a foreign key, too.
func (s *session) mergesForeignKey(table model.QName, f model.ForeignKey) bool {
	return slices.ContainsFunc(s.new.partitionForeignKeys(s.new.table(table)), func(wanted model.ForeignKey) bool {
		return wanted.Name == f.Name && sameForeignKey(wanted, f)
	})
}
