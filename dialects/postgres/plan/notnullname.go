package plan

import (
	"slices"

	"github.com/schemadiff/schemadiff/diff"
	"github.com/schemadiff/schemadiff/model"
	"github.com/schemadiff/schemadiff/render"
)

// aspectNotNullName is the step that renames a not-null constraint.
const aspectNotNullName = "not-null name"

// A not-null constraint is renamed together with those of all children, which
// must have the same name; one that is inherited is not renamed at all
// (PostgreSQL 18). A child whose constraint has, or shall have, a name of its own
// leaves its parent in the meantime.

// notNullName lets those children leave their parents that are in the way of
// another name.
func (a *assessment) notNullName() {
	taken := a.facets.Taken(diff.FacetNotNullName)
	if len(taken) == 0 {
		return
	}
	a.op("", render.Alter, taken...)
	q := a.id.Owner()
	for _, q := range append(a.s.new.descendants(q), q) {
		if a.s.renamesNotNull(q, a.id.Name) {
			a.ops = append(a.ops, a.s.rejoin(q)...)
		}
	}
}

// renamesNotNull reports whether a table that stays a child cannot be one while
// the not-null constraint of a column, or that of its parent, gets its name.
func (s *session) renamesNotNull(q model.QName, column string) bool {
	if !s.version.HasNotNullConstraints() {
		return false
	}
	o, n := s.old.table(q), s.new.table(q)
	from, _ := o.Column(column)
	to, _ := n.Column(column)
	if !from.NotNull || !to.NotNull || from.NotNullConstraint.Inherited && to.NotNullConstraint.Inherited {
		return false
	}
	was, above, inherited := s.old.notNullParent(o, column)
	is, below, inherits := s.new.notNullParent(n, column)
	if !inherited || !inherits || was.QName() != is.QName() {
		return false
	}
	return s.oldNotNullName(o, from) != s.new.notNullName(n, to) || s.oldNotNullName(was, above) != s.new.notNullName(is, below)
}

// retypesNotNull reports whether a child with a NOT NULL constraint of another
// name than its parent's cannot be one while the parent's column changes: the
// server makes these constraints anew when the type does, and takes the parent's
// first.
func (s *session) retypesNotNull(parent model.ID, child model.QName) bool {
	if !s.version.HasNotNullConstraints() || s.rebuilt[parent.Owner()] || s.isNewTable(child) {
		return false
	}
	o, n := s.old.table(child), s.new.table(child)
	from, _ := o.Column(parent.Name)
	to, _ := n.Column(parent.Name)
	was, above, inherited := s.old.notNullParent(o, parent.Name)
	is, _, inherits := s.new.notNullParent(n, parent.Name)
	return inherited && inherits && was.QName() == parent.Owner() && is.QName() == parent.Owner() && from.NotNull && to.NotNull &&
		s.oldNotNullName(o, from) != s.oldNotNullName(was, above)
}

// retypesApart reports whether a child must leave its parent while the type of a
// column changes.
func (s *session) retypesApart(parent model.ID, child model.QName) bool {
	return s.retypesNotNull(parent, child) || s.convertsForeign(parent, child)
}

// retypedInTree reports whether a parent's column changes and the child has to
// leave meanwhile.
func (s *session) retypedInTree(child model.QName, column string) bool {
	return slices.ContainsFunc(parents(s.new.table(child)), func(p model.QName) bool {
		id := columnID(p, column)
		return s.task.Planned(node(id)) == render.Alter && s.retypesApart(id, child)
	})
}

// rejoin returns the operations that make a table leave its parents and come
// back.
func (s *session) rejoin(q model.QName) []render.Op {
	if !s.new.table(q).PartitionOf.IsZero() {
		return s.reattach(q)
	}
	return append(s.renamedMeanwhile(q), render.Op{Node: render.Node{ID: tableID(q), Part: partInherit}, Verb: render.Recreate, Forced: true})
}

// renamedMeanwhile returns the operations that rename the constraints which a
// child has from its parent and which are renamed there while it is none.
func (s *session) renamedMeanwhile(q model.QName) []render.Op {
	if !s.version.HasNotNullConstraints() {
		return nil
	}
	var list []render.Op
	o, n := s.old.table(q), s.new.table(q)
	for _, to := range n.Columns {
		from, _ := o.Column(to.Name)
		if from.NotNull && to.NotNull && from.NotNullConstraint.Inherited && to.NotNullConstraint.Inherited && s.oldNotNullName(o, from) != s.new.notNullName(n, to) {
			list = append(list, render.Op{Node: node(columnID(q, to.Name)), Verb: render.Alter, Facets: []diff.FacetName{diff.FacetNotNullName}, Forced: true})
		}
	}
	return list
}

// orderNotNulls: a child that has a NOT NULL constraint of its own gets it
// before its parent's would be handed down to it, and loses it after that one. A
// name is given when the parent that had the constraint has it no more.
func (s *session) orderNotNulls(steps []*render.Step) []render.Before {
	if !s.version.HasNotNullConstraints() {
		return nil
	}
	gains, losses, handed := map[model.ID]int{}, map[model.ID]int{}, map[model.ID]int{}
	renamed := map[model.QName][]int{}
	for i, step := range steps {
		switch {
		case step.Node.Part != partNotNull:
		case step.Aspect == aspectNotNullName:
			renamed[step.Node.ID.Owner()] = append(renamed[step.Node.ID.Owner()], i)
		case step.Aspect == "not-null inherit" || step.Aspect == "" && step.Phase == render.PhaseCreate:
			handed[step.Node.ID] = i
		case step.Aspect != "not null":
		case step.Removes:
			losses[step.Node.ID] = i
		default:
			gains[step.Node.ID] = i
		}
	}
	o := notNullOrder{session: s, gains: gains, losses: losses, handed: handed, renamed: renamed}
	for i, step := range steps {
		o.constraint(i, step)
		o.table(i, step)
	}
	return o.list
}

// notNullOrder collects which step comes before which. The maps say at which step
// a column gains a constraint of its own, loses it, has it from its table's parent
// or parents, and at which steps of a table names are given.
type notNullOrder struct {
	*session
	gains, losses, handed map[model.ID]int
	renamed               map[model.QName][]int
	list                  []render.Before
}

func (o *notNullOrder) before(first, second int) {
	o.list = append(o.list, render.Before{First: first, Second: second})
}

// constraint orders a step of one constraint.
func (o *notNullOrder) constraint(i int, step *render.Step) {
	id := step.Node.ID
	is := func(steps map[model.ID]int) bool { at, ok := steps[id]; return ok && at == i }
	// among calls f with the steps that some parents' columns have.
	among := func(parents []model.QName, steps map[model.ID]int, f func(j int)) {
		for _, p := range parents {
			if j, ok := steps[columnID(p, id.Name)]; ok {
				f(j)
			}
		}
	}
	before := func(j int) { o.before(i, j) }
	after := func(j int) { o.before(j, i) }
	names := step.Node.Part == partNotNull && step.Aspect == aspectNotNullName
	gains := is(o.gains)
	if names || gains && !o.new.inheritsNotNull(id) {
		among(o.new.above(id.Owner()), o.gains, before)
	}
	if names {
		among(o.old.above(id.Owner()), o.losses, after)
	}
	if is(o.handed) && o.ownNotNullApart(id) {
		among(o.new.above(id.Owner()), o.handed, before)
	}
	if is(o.losses) {
		among(o.old.above(id.Owner()), o.losses, after)
		among(o.old.above(id.Owner()), o.handed, after)
	}
	if step.Node.Part == partNotNull && step.Aspect == "validate not null" {
		among(o.new.above(id.Owner()), o.gains, after)
	}
}

// table orders a step of a table: one that joins its parents, or is made.
func (o *notNullOrder) table(i int, step *render.Step) {
	q := step.Node.ID.QName()
	if joins := step.Node.Part == partAttach || step.Node.Part == partInherit; joins && step.Node.ID.Kind == model.KindTable && step.Establishes && !o.copiesColumns(q) {
		for _, p := range o.new.above(q) { // the name of a child's own constraint may be another one
			for _, j := range o.renamed[p] {
				o.before(j, i)
			}
		}
		for _, c := range o.new.table(q).Columns {
			for _, m := range []map[model.ID]int{o.handed, o.gains} {
				if j, ok := m[columnID(q, c.Name)]; ok && c.NotNullConstraint.NotValid {
					o.before(j, i)
				}
			}
		}
	}
	if step.Node == node(tableID(q)) && step.Phase == render.PhaseCreate {
		for _, j := range o.notValidAbove(q, o.handed, o.gains) {
			o.before(j, i)
		}
	}
}

// copiesColumns reports whether a new table is made with the columns of its
// parents.
func (s *session) copiesColumns(q model.QName) bool {
	if !s.isNewTable(q) {
		return false
	}
	form := s.form(s.new.table(q))
	return form == formInherits || form == formPartition
}

// staysValidBelow reports whether a child keeps a valid constraint while its parent's
// is made anew as one that is not, which is handed down.
func (s *session) staysValidBelow(parent render.Op, child model.ID) bool {
	to, _ := parent.New.(model.Column)
	from, _ := s.old.table(child.Owner()).Column(child.Name)
	c, _ := s.new.table(child.Owner()).Column(child.Name)
	return parent.Has(diff.FacetNotNullNotValid) && to.NotNullConstraint.NotValid && to.Name == child.Name && parent.Node.ID.Owner() != child.Owner() &&
		from.NotNull && from.NotNullConstraint.Inherited && c.NotNull && c.NotNullConstraint.Inherited && !c.NotNullConstraint.NotValid
}

// notValidAbove lists the steps that give the parents of a new child constraints
// which are not valid there, but shall be so in the child.
func (s *session) notValidAbove(q model.QName, steps ...map[model.ID]int) []int {
	if !s.copiesColumns(q) {
		return nil
	}
	t := s.new.table(q)
	var list []int
	for _, c := range t.Columns {
		parent, above, ok := s.new.notNullParent(t, c.Name)
		if !ok || !c.NotNullConstraint.Inherited || c.NotNullConstraint.NotValid || !above.NotNullConstraint.NotValid {
			continue
		}
		for _, m := range steps {
			if j, ok := m[columnID(parent.QName(), c.Name)]; ok {
				list = append(list, j)
			}
		}
	}
	return list
}

// createNotNull adds a constraint to a new column that neither CREATE TABLE nor
// ADD COLUMN has words for, because it is not valid, or cannot have yet. A child
// that is there by then gets it, too.
func (s *session) createNotNull(op render.Op) []render.Step {
	c, _ := op.New.(model.Column)
	t := s.new.table(op.Node.ID.Owner())
	if !c.NotNull || !s.version.HasNotNullConstraints() || !c.NotNullConstraint.NotValid && !s.notNullApart(t, c) {
		return nil // it comes with the column
	}
	step := creation(write("ADD ").add(s.new.notNullConstraint(t, c)).text())
	step.Target, step.Turn = s.altering(t.QName()), turnConstraint
	step.Locks = s.locks(lockAccessExclusive, t.QName())
	if !c.NotNullConstraint.NotValid {
		s.scan(&step, t.QName(), "NOT NULL on "+c.Name+" reads the whole table while nobody can read or write it.")
		hazard(&step, render.MayFail, "Fails if column "+c.Name+" holds a null.")
	}
	if c.NotNullConstraint.Comment != "" {
		step.Then = append(step.Then, s.new.commentOnNotNull(t, c))
	}
	parent, _, ok := s.new.notNullParent(t, c.Name)
	if ok && c.NotNullConstraint.Inherited && (!s.isNewTable(t.QName()) || s.copiesColumns(t.QName())) {
		above := render.Node{ID: columnID(parent.QName(), c.Name), Part: partNotNull}
		step.Hosts = []render.Host{
			{Step: render.StepRef{Node: above, Phase: render.PhaseCreate}},
			{Step: render.StepRef{Node: above, Phase: render.PhaseAlter, Aspect: "not null"}},
		}
	}
	return []render.Step{step}
}

// inheritsNotNull reports whether a column's not-null constraint is its parent's.
func (d *side) inheritsNotNull(id model.ID) bool {
	c, _ := d.table(id.Owner()).Column(id.Name)
	return c.NotNullConstraint.Inherited
}

// inheritsAnyNotNull reports whether one of the columns of a new table has the
// not-null constraint of a parent. A primary key in CREATE TABLE would give it
// one of its own.
func (s *session) inheritsAnyNotNull(table model.QName, columns []string) bool {
	if f := s.form(s.new.table(table)); f != formInherits && f != formPartition {
		return false
	}
	return slices.ContainsFunc(columns, func(c string) bool { return s.new.inheritsNotNull(columnID(table, c)) })
}

// inlineOwnNotNull returns the NOT NULL constraint that a new child has of its
// own for a column that it does not declare.
func (s *session) inlineOwnNotNull(t model.Table, c model.Column) render.Text {
	if !s.version.HasNotNullConstraints() || !c.NotNull || c.NotNullConstraint.Inherited || c.NotNullConstraint.NotValid || s.form(t) != formInherits {
		return render.Text{}
	}
	return s.new.notNullConstraint(t, c).text()
}

// takenMeanwhile reports whether the name that a NOT NULL constraint shall have
// may be another constraint's when the server would choose it, so that it has to
// be said: another one has it before or after, or a child has just got it.
func (s *session) takenMeanwhile(id model.ID, name string) bool {
	q := id.Owner()
	for _, d := range []*side{s.old, s.new} {
		if slices.ContainsFunc(s.constraintsNamed(d, q.Schema, name), func(o model.ID) bool { return o != id }) {
			return true
		}
	}
	return slices.ContainsFunc(s.new.descendants(q), func(t model.QName) bool {
		old, ok := s.old.tables[t]
		return ok && t.Schema == q.Schema && s.getsNotNull(*old, s.new.table(t), name)
	})
}

// constraintsNamed lists the constraints of a schema that have a name. That of a
// NOT NULL is its column's or its domain's. What a new child gets from its parent
// is not there when the parent's is made.
func (s *session) constraintsNamed(d *side, schema, name string) []model.ID {
	if d.constraints == nil {
		d.constraints = map[model.QName][]model.ID{}
		for _, t := range d.schema.Tables {
			for _, e := range t.Parts() {
				s.noteConstraint(d, t, e)
			}
		}
		for _, o := range d.schema.Domains {
			s.noteConstraints(d, o)
		}
	}
	return d.constraints[model.QName{Schema: schema, Name: name}]
}

// noteConstraint notes down the name of a constraint of a table.
func (s *session) noteConstraint(d *side, t model.Table, e model.Entry) {
	n := model.QName{Schema: t.Schema, Name: e.ID.Name}
	if e.ID.Kind == model.KindIndex {
		return
	}
	if o, ok := e.Object.(model.Column); ok {
		switch {
		case !o.NotNull || d == s.new && o.NotNullConstraint.Inherited:
			return
		case d == s.new:
			n.Name = s.new.notNullName(t, o)
		default:
			n.Name = s.oldNotNullName(t, o)
		}
	}
	d.constraints[n] = append(d.constraints[n], e.ID)
}

// noteConstraints notes down the names of the constraints of a domain.
func (s *session) noteConstraints(d *side, o model.Domain) {
	id := model.ID{Kind: model.KindDomain, Schema: o.Schema, Name: o.Name}
	n := model.QName{Schema: o.Schema}
	for _, c := range o.Checks {
		n.Name = c.Name
		d.constraints[n] = append(d.constraints[n], id)
	}
	if o.NotNull {
		n.Name = domainNotNull(id, o)
		if d == s.old {
			n.Name = domainNotNull(s.originalID(id), o)
		}
		d.constraints[n] = append(d.constraints[n], id)
	}
}

// getsNotNull reports whether a child's own NOT NULL constraint, or that of a
// column which it declares, comes to have a name, which is before its parent has
// one to hand down.
func (s *session) getsNotNull(old, fresh model.Table, name string) bool {
	return slices.ContainsFunc(fresh.Columns, func(c model.Column) bool {
		was, had := old.Column(c.Name)
		early := was.NotNull || !c.NotNullConstraint.Inherited || !had && c.Local
		return c.NotNull && early && s.new.notNullName(fresh, c) == name
	})
}
