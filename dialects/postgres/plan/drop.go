package plan

import (
	"fmt"
	"slices"

	"github.com/schemadiff/schemadiff/model"
	"github.com/schemadiff/schemadiff/render"
)

// drop writes the steps that take a node away.
func (s *session) drop(op render.Op) ([]render.Step, error) {
	switch op.Node.Part {
	case partShell:
		return s.shell(render.Op{Node: op.Node, Verb: render.Drop}), nil
	case partDefault:
		return s.dropDefault(op)
	case partOwner:
		return s.dropOwner(op)
	case partAttach:
		if op.Node.ID.Kind == model.KindTable {
			return s.detachTable(op)
		}
		return s.dropIndexAttachment(op)
	case partInherit:
		return s.noInherit(op)
	case partReplica:
		return s.defaultReplica(op)
	case partLogged:
		return s.setUnlogged(op)
	case partNotNull, partIndex:
		return nil, nil
	}
	id := op.Node.ID
	switch o := op.Old.(type) {
	case model.Namespace:
		return s.dropPlain(op, write("DROP SCHEMA ").Ident(o.Name), render.Name{Space: "schema", Name: model.QName{Name: o.Name}})
	case model.Extension:
		return s.dropPlain(op, write("DROP EXTENSION ").Ident(o.Name), render.Name{Space: "extension", Name: model.QName{Name: o.Name}})
	case model.Enum:
		return s.dropPlain(op, write("DROP TYPE ").Name(id.QName()), typeName(id.QName()))
	case model.Range:
		w := write("DROP TYPE ").Name(id.QName())
		if _, own := s.old.ownCanonical(o); own {
			w.Key(" CASCADE")
		}
		return s.dropPlain(op, w, s.rangeNames(o)...)
	case model.Composite:
		return s.dropPlain(op, write("DROP TYPE ").Name(id.QName()), typeName(id.QName()), relation(id.QName()))
	case model.Domain:
		return s.dropPlain(op, write("DROP DOMAIN ").Name(id.QName()), typeName(id.QName()))
	case model.Sequence:
		return s.dropSequence(op, o)
	case model.Table:
		return s.dropTable(op, o)
	case model.Column:
		return s.dropColumn(op, o)
	case model.Key:
		return s.dropConstraint(op, o.Columns, o.Include)
	case model.Exclusion:
		names := make([]string, len(o.Elements))
		for i, e := range o.Elements {
			names[i] = e.Column
		}
		return s.dropConstraint(op, names, o.Include)
	case model.Check:
		return s.dropCheck(op, o)
	case model.ForeignKey:
		return s.dropForeignKey(op, o)
	case model.Index:
		return s.dropIndex(op, o)
	case model.Statistics:
		return s.dropStatistics(op, o)
	case model.Definition:
		return s.dropDefinition(op, o)
	}
	return nil, fmt.Errorf("dropping %s: it is not in the old schema", op.Node)
}

// dropPlain drops an object that nothing else takes along.
func (s *session) dropPlain(op render.Op, w writer, frees ...render.Name) ([]render.Step, error) {
	step := removal(w.text())
	step.Frees = frees
	if op.Verb == render.Drop {
		s.dropHazard(&step, op)
	}
	return []render.Step{step}, nil
}

func (s *session) dropSequence(op render.Op, o model.Sequence) ([]render.Step, error) {
	q := op.Node.ID.QName()
	step := removal(write("DROP SEQUENCE ").Name(q).text())
	step.Frees = []render.Name{relation(q)}
	if !o.OwnedBy.IsZero() {
		step.Hosts = []render.Host{{
			Step: dropStep(node(columnID(o.OwnedBy.Table, o.OwnedBy.Column))), Cut: cutColumnDrop,
			Unless: []render.StepRef{{Node: render.Node{ID: op.Node.ID, Part: partOwner}, Phase: render.PhaseAttach}},
		}}
	}
	s.dropHazard(&step, op)
	return []render.Step{step}, nil
}

func (s *session) dropTable(op render.Op, o model.Table) ([]render.Step, error) {
	q := op.Node.ID.QName()
	w := write("DROP ").Key(tableNoun(o))
	step := removal(w.Name(q).text())
	step.Frees = []render.Name{relation(q), typeName(q)}
	step.Locks = s.locks(lockAccessExclusive, append([]model.QName{q}, parents(o)...)...)
	for _, f := range o.ForeignKeys {
		step.Locks = append(step.Locks, s.locks(lockAccessExclusive, f.References)...)
	}
	if s.rebuilt[o.PartitionOf] {
		// Its rows are copied into the new table, and it goes with the old one.
		step.Hosts = []render.Host{{Step: dropStep(node(tableID(o.PartitionOf)))}}
		return []render.Step{step}, nil
	}
	s.dropTableHazard(&step, o)
	return []render.Step{step}, nil
}

func (s *session) dropColumn(op render.Op, o model.Column) ([]render.Step, error) {
	table := op.Node.ID.Owner()
	step := removal(write("DROP COLUMN ").Ident(o.Name).text())
	step.Target, step.Turn = s.altering(table), turnDrop
	step.Frees = append([]render.Name{{Space: "column", Name: table, Sub: o.Name}}, s.notNullTaken(o.NotNull, table, s.oldNotNullName(s.old.table(table), o))...)
	step.Locks = s.recursing(lockAccessExclusive, table)
	step.Hosts = []render.Host{{Step: dropStep(node(tableID(table))), Silent: true}}
	step.Aside = s.old.declaredAbove(s.old.table(table), o)
	if o.Inherited && !o.Local {
		if parent, _, ok := s.old.parentColumn(s.old.table(table), o.Name); ok {
			step.Hosts = append(step.Hosts, render.Host{Step: dropStep(node(parent)), Unless: leaving(table)})
		}
	}
	step.Hosts = append(step.Hosts, s.withType(s.old.table(table), o, aspectDrop)...)
	s.dropColumnHazard(&step, op, o)
	return []render.Step{step}, nil
}

func (s *session) dropDefault(op render.Op) ([]render.Step, error) {
	table := op.Node.ID.Owner()
	step := removal(write("ALTER COLUMN ").Ident(op.Node.ID.Name).Key(" DROP DEFAULT").text())
	step.Target, step.Turn = s.alteringOnly(table), turnDrop
	step.Locks = s.locks(lockAccessExclusive, table)
	step.Hosts = []render.Host{{Step: dropStep(node(op.Node.ID)), Cut: cutColumnDrop}}
	return []render.Step{step}, nil
}

// withColumns are the drops of columns that take along what is made of them.
func (s *session) withColumns(table model.QName, cut int, lists ...[]string) []render.Host {
	var hosts []render.Host
	for _, name := range slices.Concat(lists...) {
		if name != "" {
			hosts = append(hosts, render.Host{Step: dropStep(node(columnID(table, name))), Cut: cut})
		}
	}
	return hosts
}

// dropClause returns the step of DROP CONSTRAINT.
func (s *session) dropClause(id model.ID, cut int) render.Step {
	table := id.Owner()
	step := removal(write("DROP CONSTRAINT ").Ident(id.Name).text())
	step.Target, step.Turn = s.altering(table), turnDrop
	step.Frees = []render.Name{constraintName(table, id.Name)}
	step.Locks = s.recursing(lockAccessExclusive, table)
	step.Hosts = []render.Host{{Step: dropStep(node(tableID(table))), Cut: cut, Silent: true}}
	return step
}

// dropConstraint drops a key or an exclusion constraint.
func (s *session) dropConstraint(op render.Op, columns, include []string) ([]render.Step, error) {
	id := op.Node.ID
	step := s.dropClause(id, 0)
	if s.becomes(op) {
		step = removal(render.Text{})
		return []render.Step{step}, nil
	}
	step.Frees = append(step.Frees, relation(id.QName()))
	if id.Kind == model.KindPrimaryKey {
		step.Frees = append(step.Frees, primaryKey(id.Owner()))
	}
	step.Hosts = append(step.Hosts, s.withParentIndex(op)...)
	if op.Verb == render.Drop {
		step.Hosts = append(step.Hosts, s.withColumns(id.Owner(), cutColumnDrop, columns, include)...)
	}
	s.dropHazard(&step, op)
	return []render.Step{step}, nil
}

// withParentIndex is the drop of the partitioned index that takes an attached
// one along.
func (s *session) withParentIndex(op render.Op) []render.Host {
	parent, ok := s.old.indexes[indexParent(op.Old)]
	if !ok {
		return nil
	}
	return []render.Host{{Step: dropStep(node(parent)), Unless: leaving(op.Node.ID.Owner())}}
}

func (s *session) dropCheck(op render.Op, o model.Check) ([]render.Step, error) {
	id := op.Node.ID
	if id.Kind == model.KindDomainConstraint {
		return s.dropDomainCheck(op)
	}
	step := s.dropClause(id, 0)
	if o.Inherited && !o.Local {
		for _, p := range parents(s.old.table(id.Owner())) {
			step.Hosts = append(step.Hosts, render.Host{
				Step: dropStep(node(partID(model.KindCheck, p, o.Name))), Unless: leaving(id.Owner()),
			})
		}
	}
	s.leaveCheck(&step, id)
	s.dropHazard(&step, op)
	return []render.Step{step}, nil
}

// leaveCheck drops a check without its children if any of them keeps it, so
// that it becomes that table's own, and then from the others one by one.
func (s *session) leaveCheck(step *render.Step, id model.ID) {
	if !s.childKeepsCheck(id) {
		return
	}
	step.Target, step.Alone = s.alteringOnly(id.Owner()), true
	for _, q := range s.old.children[id.Owner()] {
		child := partID(model.KindCheck, q, id.Name)
		c, ok := s.old.object(child).(model.Check)
		if !ok || !c.Inherited || c.Local || s.new.has(child) || !s.new.has(tableID(q)) || s.task.Planned(render.Node{ID: tableID(q), Part: partInherit}) != render.Keep {
			continue
		}
		drop := removal(step.Text)
		drop.Target, drop.Locks = s.altering(q), s.recursing(lockAccessExclusive, q)
		s.leaveCheck(&drop, child)
		step.After = append(append(step.After, drop), drop.After...)
	}
}

// childKeepsCheck reports whether a child, or one of its children, keeps a
// check that it inherits as its own.
func (s *session) childKeepsCheck(id model.ID) bool {
	return s.old.table(id.Owner()).Partitioning.IsZero() && slices.ContainsFunc(s.old.children[id.Owner()], func(q model.QName) bool {
		child := partID(model.KindCheck, q, id.Name)
		c, stays := s.new.object(child).(model.Check)
		return stays && !c.Inherited || s.old.has(child) && s.childKeepsCheck(child)
	})
}

func (s *session) dropDomainCheck(op render.Op) ([]render.Step, error) {
	id := op.Node.ID
	domain := model.ID{Kind: model.KindDomain, Schema: id.Schema, Name: id.Parent}
	step := removal(write("ALTER DOMAIN ").Name(domain.QName()).Key(" DROP CONSTRAINT ").Ident(id.Name).text())
	step.Frees = []render.Name{constraintName(domain.QName(), id.Name)}
	step.Hosts = []render.Host{{Step: dropStep(node(domain)), Silent: true}}
	s.dropHazard(&step, op)
	return []render.Step{step}, nil
}

func (s *session) dropForeignKey(op render.Op, o model.ForeignKey) ([]render.Step, error) {
	id := op.Node.ID
	step := s.dropClause(id, cutForeignKey)
	step.Locks = append(step.Locks, s.recursing(lockAccessExclusive, o.References)...)
	if op.Verb == render.Drop {
		step.Hosts = append(step.Hosts, s.withColumns(id.Owner(), cutForeignKey, o.Columns)...)
	}
	step.Hosts = append(step.Hosts, s.mergedForeignKey(id, o)...)
	s.dropHazard(&step, op)
	return []render.Step{step}, nil
}

func (s *session) dropIndex(op render.Op, o model.Index) ([]render.Step, error) {
	id := op.Node.ID
	if s.becomes(op) {
		return []render.Step{removal(render.Text{})}, nil
	}
	t := s.old.table(id.Owner())
	concurrently := s.online && t.Partitioning.IsZero() && o.Parent.IsZero() && op.Verb == render.Drop
	w := write("DROP INDEX ")
	if concurrently {
		w.Key("CONCURRENTLY ")
	}
	step := removal(w.Name(id.QName()).text())
	step.Frees = []render.Name{relation(id.QName())}
	step.Outside = concurrently
	step.Locks = s.recursing(lockAccessExclusive, id.Owner())
	if concurrently {
		step.Locks = s.locks(lockShareUpdateExclusive, id.Owner())
	}
	step.Hosts = append([]render.Host{{Step: dropStep(node(tableID(id.Owner()))), Silent: true}}, s.withParentIndex(op)...)
	if op.Verb == render.Drop {
		step.Hosts = append(step.Hosts, s.withColumns(id.Owner(), cutColumnDrop, keyColumns(o.Keys), o.Include)...)
	}
	s.dropHazard(&step, op)
	return []render.Step{step}, nil
}

func (s *session) dropStatistics(op render.Op, o model.Statistics) ([]render.Step, error) {
	q := op.Node.ID.QName()
	step := removal(write("DROP STATISTICS ").Name(q).text())
	step.Frees = []render.Name{{Space: "statistics", Name: q}}
	step.Locks = s.locks(lockShareUpdateExclusive, o.Table)
	step.Hosts = append([]render.Host{{Step: dropStep(node(tableID(o.Table))), Silent: true}}, s.withColumns(o.Table, cutColumnDrop, o.Columns)...)
	s.dropHazard(&step, op)
	return []render.Step{step}, nil
}

// noInherit ends the inheritance from the parents that the new side lacks.
func (s *session) noInherit(op render.Op) ([]render.Step, error) {
	o, _ := op.Old.(model.Table)
	var keep []model.QName
	if n, ok := op.New.(model.Table); ok && op.Verb == render.Alter {
		keep = n.Inherits
	}
	var steps []render.Step
	for _, p := range o.Inherits {
		if slices.Contains(keep, p) {
			continue
		}
		step := removal(write("NO INHERIT ").Name(p).text())
		step.Phase, step.Target = render.PhaseDetach, s.altering(o.QName())
		step.Locks = append(s.locks(lockAccessExclusive, o.QName()), s.locks(lockAccessShare, p)...)
		step.Hosts = []render.Host{{Step: dropStep(node(op.Node.ID))}}
		if _, stays := s.new.tables[o.QName()]; stays {
			hazard(&step, render.Detached, "The rows of the table are no longer found in "+p.String()+".")
		}
		steps = append(steps, step)
	}
	return steps, nil
}

func (s *session) defaultReplica(op render.Op) ([]render.Step, error) {
	q := op.Node.ID.QName()
	step := removal(render.Text{Head: "REPLICA IDENTITY DEFAULT"})
	step.Target = s.altering(q)
	step.Locks = s.locks(lockAccessExclusive, q)
	step.Hosts = []render.Host{{Step: dropStep(node(op.Node.ID))}}
	return []render.Step{step}, nil
}

func (s *session) setUnlogged(op render.Op) ([]render.Step, error) {
	q := op.Node.ID.QName()
	if _, stays := s.new.tables[q]; !stays {
		return nil, nil
	}
	step := removal(render.Text{Head: "SET UNLOGGED"})
	step.Target = s.altering(q)
	s.rewrite(&step, q, "SET UNLOGGED writes the table anew without the write-ahead log; its rows are lost in a crash and absent on replicas.")
	return []render.Step{step}, nil
}
