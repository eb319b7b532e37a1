package plan

import (
	"fmt"
	"slices"

	"github.com/schemadiff/schemadiff/diff"
	"github.com/schemadiff/schemadiff/model"
	"github.com/schemadiff/schemadiff/render"
)

// A table whose partition key changes, or that becomes partitioned or ceases to
// be, cannot be altered. It is rebuilt in one transaction: it steps aside with
// its partitions and indexes, the new table is made, the rows are copied, the
// old one is dropped.

// markRebuilt remembers that a table is made anew, so that its parts are
// written as those of a new table.
func (s *session) markRebuilt(q model.QName) {
	s.rebuilt[q] = true
	clear(s.copies)
}

// disturbRebuild: what belongs to a table that is made anew is made anew with
// it; its partitions are, too; what refers to it is made again.
func (s *session) disturbRebuild(needed render.Op, dependent render.Node) (render.Op, bool) {
	table := needed.Node.ID.QName()
	if _, ok := s.old.object(dependent.ID).(model.Definition); ok {
		return again(dependent)
	}
	switch {
	case partOf(dependent, table):
		return render.Op{Node: dependent, Verb: render.Replace, Forced: true}, true
	case dependent.ID.Kind == model.KindTable && dependent.Part == partAttach:
		s.markRebuilt(dependent.ID.QName())
		return render.Op{Node: node(dependent.ID), Verb: render.Replace, Forced: true}, true
	case dependent.ID.Kind == model.KindForeignKey, dependent.ID.Kind == model.KindStatistics, dependent.Part == partOwner:
		return again(dependent)
	}
	s.refused[table] = append(s.refused[table], dependent)
	return render.Op{}, false
}

// partOf reports whether a node belongs to a table.
func partOf(n render.Node, table model.QName) bool {
	switch n.ID.Kind {
	case model.KindSequence, model.KindStatistics, model.KindEnum, model.KindDomain, model.KindComposite, model.KindRange,
		model.KindDomainConstraint:
		return false
	case model.KindTable:
		return n.ID.QName() == table && n.Part != ""
	default:
		return n.ID.Owner() == table
	}
}

// disturbPart: what depends on a part of a table that is rebuilt.
func (s *session) disturbPart(needed render.Op, dependent render.Node) (render.Op, bool) {
	table := needed.Node.ID.Owner()
	if _, ok := s.old.object(dependent.ID).(model.Definition); ok {
		return again(dependent)
	}
	if partOf(dependent, table) || s.rebuilt[dependent.ID.Owner()] && dependent.ID.Kind != model.KindForeignKey && partOf(dependent, dependent.ID.Owner()) {
		return render.Op{Node: dependent, Verb: render.Replace, Forced: true}, true
	}
	switch {
	case dependent.ID.Kind == model.KindForeignKey, dependent.ID.Kind == model.KindStatistics, dependent.Part == partOwner:
		return again(dependent)
	}
	return render.Op{}, false
}

// rebuild makes a table anew and moves its rows.
func (s *session) rebuild(op render.Op) ([]render.Step, error) {
	old, _ := op.Old.(model.Table)
	fresh, _ := op.New.(model.Table)
	if err := s.canRebuild(old, fresh); err != nil {
		return nil, err
	}
	aside := s.tableAside(old)
	create, err := s.createTable(op, fresh)
	if err != nil {
		return nil, err
	}
	name := model.QName{Schema: old.Schema, Name: s.asideName(old.QName())}
	drop := removal(write("DROP TABLE ").Name(name).text())
	drop.Sort = render.Sort{Class: classTable, Owner: fresh.QName()}
	drop.Locks = []render.TableLock{{Table: name, Mode: lockAccessExclusive}}
	for _, f := range old.ForeignKeys {
		drop.Locks = append(drop.Locks, s.locks(lockAccessExclusive, f.References)...)
	}
	if s.rebuilt[old.PartitionOf] {
		drop.Hosts = []render.Host{{Step: dropStep(node(tableID(old.PartitionOf)))}}
		return slices.Concat([]render.Step{aside}, create, []render.Step{drop}), nil
	}
	steps := slices.Concat([]render.Step{aside}, create)
	steps = append(steps, s.copyRows(old, fresh, name))
	return append(steps, drop), nil
}

// canRebuild refuses to rebuild what would lose something on the way.
func (s *session) canRebuild(old, fresh model.Table) error {
	why := ""
	if list := s.refused[old.QName()]; len(list) > 0 {
		why = list[0].String() + " depends on it"
	}
	if len(old.Inherits)+len(fresh.Inherits) > 0 {
		why = "it inherits from another table"
	}
	if q, ok := s.foreignPart(old.QName()); ok {
		why = "copying its rows would read or write those of the foreign partition " + q.String() + " at their server"
	}
	for _, u := range s.task.Old.Unsupported {
		if u.ID.Parent == old.Name && u.ID.Schema == old.Schema {
			why = "it has the " + u.ID.String() + ", which would be lost"
		}
	}
	if why == "" {
		return nil
	}
	return fmt.Errorf("what changes of table %s takes a new table, and %s: create it, copy the rows and drop the old one in migrations of your own", old.QName(), why)
}

// foreignPart finds a foreign table in the tree of partitions of a table, on either
// side. Copying rows by way of such a tree reads or writes those at another server,
// which has them in no new table.
func (s *session) foreignPart(q model.QName) (model.QName, bool) {
	for _, d := range []*side{s.old, s.new} {
		for _, part := range append(d.descendants(q), q) {
			if t := d.table(part); t.Foreign() && !t.PartitionOf.IsZero() {
				return part, true
			}
		}
	}
	return model.QName{}, false
}

// aspectAside is the step that gives an old table other names and detaches it.
const aspectAside = "aside"

// aspectCopy is the step that copies the rows into a new table.
const aspectCopy = "copy"

// tableAside gives the old table and all that has a name in its schema other
// names.
func (s *session) tableAside(old model.Table) render.Step {
	q := old.QName()
	aside := s.asideName(q)
	step := render.Step{Phase: render.PhaseDetach, Aspect: aspectAside, Text: write("ALTER TABLE ").Name(q).Key(" RENAME TO ").Ident(aside).text()}
	step.Frees = []render.Name{relation(q), typeName(q)}
	step.Sort = render.Sort{Class: classTable, Owner: q}
	renamed := model.QName{Schema: q.Schema, Name: aside}
	step.Locks = []render.TableLock{{Table: renamed, Mode: lockAccessExclusive}}
	if !old.PartitionOf.IsZero() && !s.rebuilt[old.PartitionOf] {
		detach := render.Step{Target: s.altering(old.PartitionOf), Text: write("DETACH PARTITION ").Name(renamed).text()}
		detach.Locks = s.locks(lockAccessExclusive, append(s.old.descendants(q), old.PartitionOf)...)
		for _, f := range s.old.partitionForeignKeys(old) {
			detach.Locks = append(detach.Locks, s.locks(lockShareRowExclusive, f.References)...)
		}
		step.After = append(step.After, detach)
	}
	for _, e := range old.Parts() {
		if s.old.isIndex(e.ID) {
			step.Frees = append(step.Frees, relation(e.ID.QName()))
			step.Then = append(step.Then, write("ALTER INDEX ").Name(e.ID.QName()).Key(" RENAME TO ").Ident(s.asideName(e.ID.QName())).String())
		}
	}
	for _, c := range old.Columns {
		if sequence := c.Identity.Sequence; s.ownIdentityOn(s.old, old, c) {
			step.Frees = append(step.Frees, relation(sequence))
			step.Then = append(step.Then, write("ALTER SEQUENCE ").Name(sequence).Key(" RENAME TO ").Ident(s.asideName(sequence)).String())
		}
	}
	hazard(&step, render.TableRewrite, "The table is made anew and its rows are copied while nobody can read or write it. Publications are not carried over.")
	return step
}

// copyRows moves the rows, and where the identities stand.
func (s *session) copyRows(old, fresh model.Table, from model.QName) render.Step {
	w := write("INSERT INTO ").Name(fresh.QName()).Key(" (")
	values := write("")
	identity := false
	var then []string
	first := true
	for _, c := range fresh.Columns {
		was, ok := old.Column(c.Name)
		if !ok || !c.Generated.IsZero() {
			continue
		}
		if !first {
			w.Key(", ")
			values.Key(", ")
		}
		first = false
		w.Ident(c.Name)
		values.Expr(model.Expr{Text: s.copiedValue(old, was, c)})
		if s.ownIdentityOn(s.new, fresh, c) {
			identity = true
			if s.ownIdentityOn(s.old, old, was) {
				then = append(then, s.copySequence(was.Identity.Sequence, c.Identity.Sequence))
			}
		}
	}
	w.Key(")")
	if identity {
		w.Key(" OVERRIDING SYSTEM VALUE")
	}
	w.Key("\nSELECT ").add(values).Key(" FROM ").Name(from)
	step := render.Step{Phase: render.PhaseValidate, Aspect: aspectCopy, Text: w.text(), Then: then}
	if first {
		step.Text = render.Text{} // not one column stays
	}
	step.Sort = render.Sort{Class: classTable, Owner: fresh.QName()}
	step.Scans = s.holdingNow(old.QName())
	hazard(&step, render.MayFail, "Fails if a row does not fit into the new table or any of its partitions.")
	return step
}

// holdingNow is holding for a table that has stepped aside.
func (s *session) holdingNow(table model.QName) []model.QName {
	list := s.holding(table)
	for i, q := range list {
		if s.rebuilt[q] {
			list[i].Name = s.asideName(q)
		}
	}
	return list
}

// copiedValue writes the value of one column for the new table.
func (s *session) copiedValue(t model.Table, was, c model.Column) string {
	replaced := s.replacedTypes[c.Type.QName()]
	if was.Type == c.Type && !replaced {
		return write("").Ident(was.Name).String()
	}
	if using := s.conversion(t, was, c, replaced); using != "" {
		return using
	}
	return write("").Ident(was.Name).String()
}

// copySequence lets a sequence go on where another one stands.
func (s *session) copySequence(from, to model.QName) string {
	aside := model.QName{Schema: from.Schema, Name: s.asideName(from)}
	target := write("").Name(to).String()
	return write("SELECT pg_catalog.setval(").Literal(target).Key("::pg_catalog.regclass, last_value, is_called) FROM ").Name(aside).String()
}

// replacePart: a part of a table that is rebuilt comes with the new one and
// goes with the old one.
func (s *session) replacePart(op render.Op) ([]render.Step, error) {
	create, err := s.create(op)
	if err != nil {
		return nil, err
	}
	table := op.Node.ID.Owner()
	drop := removal(render.Text{})
	drop.Hosts = []render.Host{{Step: dropStep(node(tableID(table)))}}
	// Whatever they needed is not needed any more when the table has stepped
	// aside; what the old table needs is ordered by its own drop.
	drop.Removes = false
	if p := s.old.table(table).PartitionOf; op.Node.Part == partAttach && !p.IsZero() && !s.rebuilt[p] {
		drop.Removes = true
		drop.Hosts[0].Step = render.StepRef{Node: node(tableID(table)), Phase: render.PhaseDetach, Aspect: aspectAside}
	}
	steps := []render.Step{drop}
	for i, c := range create {
		c.Unchained = c.Unchained || i == 0
		steps = append(steps, c)
	}
	return steps, nil
}

// orderRebuilds: rows are copied when the new table and its partitions are
// there, before foreign keys look for them; nothing leaves the old table when it
// has stepped aside, which it does before it loses indexes; and its types go after
// it.
func (s *session) orderRebuilds(steps []*render.Step) []render.Before {
	var list []render.Before
	for i, step := range steps {
		if step.Node.ID.Kind != model.KindTable || step.Node.Part != "" || !s.rebuilt[step.Node.ID.QName()] {
			continue
		}
		q := step.Node.ID.QName()
		above := s.indexesAbove(q)
		for j, other := range steps {
			switch {
			case i == j:
			case step.Aspect == aspectAside && other.Removes && other.Node.Part == "" && slices.Contains(above, other.Node.ID):
				list = append(list, render.Before{First: i, Second: j})
			case step.Aspect == aspectCopy && s.copiesInto(q, other):
				list = append(list, render.Before{First: j, Second: i})
			case step.Aspect == aspectCopy && refersTo(s.new, other, q):
				list = append(list, render.Before{First: i, Second: j})
			case step.Phase == render.PhaseDrop && other.Phase == render.PhaseDrop && isType(other.Node.ID.Kind):
				list = append(list, render.Before{First: i, Second: j})
			case step.Aspect == aspectAside && other.Phase == render.PhaseDetach && other.Node.Part == partAttach &&
				s.old.table(other.Node.ID.QName()).PartitionOf == q && !s.rebuilt[other.Node.ID.QName()] && s.new.has(other.Node.ID):
				list = append(list, render.Before{First: j, Second: i})
			}
		}
	}
	return list
}

// indexesAbove lists the indexes that those of a table that is made anew are parts
// of, as long as the table they belong to stays. Would one of these go first, the
// parts went with it, and nothing were left that could step aside.
func (s *session) indexesAbove(q model.QName) []model.ID {
	var list []model.ID
	for _, e := range s.old.partitionedIndexes(q) {
		for id, ok := s.old.indexes[indexParent(e.Object)]; ok && !s.rebuilt[id.Owner()]; id, ok = s.old.indexes[indexParent(s.old.object(id))] {
			list = append(list, id)
		}
	}
	return list
}

// isType reports whether objects of a kind are types or bring them along.
func isType(kind model.Kind) bool {
	return slices.Contains([]model.Kind{model.KindEnum, model.KindDomain, model.KindComposite, model.KindRange, model.KindExtension}, kind)
}

// copiesInto reports whether a step makes the table, or a partition of it,
// ready for rows.
func (s *session) copiesInto(q model.QName, step *render.Step) bool {
	if step.Node.ID.Kind != model.KindTable || !step.Establishes {
		return false
	}
	own := step.Node.ID.QName()
	if own != q && !slices.Contains(s.new.descendants(q), own) {
		return false
	}
	return step.Node.Part == "" || step.Node.Part == partAttach && own != q
}

// refersTo reports whether a step makes a foreign key to the table.
func refersTo(d *side, step *render.Step, q model.QName) bool {
	f, ok := d.object(step.Node.ID).(model.ForeignKey)
	return ok && step.Establishes && f.References == q && step.Node.ID.Owner() != q
}

// partitionKeyChanges reports whether a column whose type changes is part of a
// partition key, its table's or a partition's.
func (s *session) partitionKeyChanges(table model.QName, column string) (model.QName, bool) {
	for _, q := range append([]model.QName{table}, s.old.descendants(table)...) {
		if s.inPartitionKey(q, column) && s.new.has(tableID(q)) {
			return q, true
		}
	}
	return model.QName{}, false
}

// rebuildFor turns a change of type into a rebuilt table where the column is
// part of a partition key.
func (a *assessment) rebuildFor(facets []diff.FacetName) bool {
	q, ok := a.s.partitionKeyChanges(a.id.Owner(), a.id.Name)
	if !ok {
		return false
	}
	for p := a.s.old.table(q).PartitionOf; !p.IsZero(); p = a.s.old.table(q).PartitionOf {
		if _, has := a.s.old.table(p).Column(a.id.Name); !has || !a.s.new.has(tableID(p)) {
			break
		}
		q = p
	}
	a.s.markRebuilt(q)
	a.ops = append(a.ops, render.Op{Node: node(tableID(q)), Verb: render.Replace, Facets: facets, Forced: true})
	return true
}
