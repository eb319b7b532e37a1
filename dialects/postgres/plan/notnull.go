package plan

import (
	"slices"

	"github.com/schemadiff/schemadiff/dialects/postgres/naming"
	"github.com/schemadiff/schemadiff/diff"
	"github.com/schemadiff/schemadiff/model"
	"github.com/schemadiff/schemadiff/render"
)

// notNull changes NOT NULL, which is a named constraint since PostgreSQL 18.
func (c *columnChange) notNull() {
	if c.op.Has(diff.FacetNotNull) {
		if c.fresh.NotNull {
			c.setNotNull()
		}
		return
	}
	if c.op.Has(diff.FacetNotNullNotValid) {
		if c.fresh.NotNullConstraint.NotValid {
			drop := c.clause("not null drop", write("DROP NOT NULL"))
			drop.Turn = turnDrop
			if c.old.NotNullConstraint.Inherited {
				c.withParent(drop)
			}
			c.addNotNull()
			return
		}
		c.validateNotNull(c.oldNotNullName(), c.online())
	}
	c.renameNotNull()
	if c.op.Has(diff.FacetNotNullNoInherit) {
		w := write("ALTER CONSTRAINT ").Ident(c.s.new.notNullName(c.newTable, c.fresh))
		if c.fresh.NotNullConstraint.NoInherit {
			w.Key(" NO INHERIT")
		} else {
			w.Key(" INHERIT")
		}
		step := c.add(alteration(w.text()))
		step.Aspect, step.Target = "not-null inherit", c.s.altering(c.table)
		step.Locks = c.s.locks(lockAccessExclusive, c.table)
	}
}

// renameNotNull gives the constraint its name. A name that is the parent's
// changes with that.
func (c *columnChange) renameNotNull() {
	if !c.op.Has(diff.FacetNotNullName) {
		return
	}
	from, to := c.oldNotNullName(), c.s.new.notNullName(c.newTable, c.fresh)
	_, _, inherits := c.s.new.notNullParent(c.newTable, c.fresh.Name)
	switch {
	case from != to:
		step := c.statement(aspectNotNullName, "")
		step.Frees, step.Takes = c.s.notNullTaken(true, c.table, from), c.s.notNullTaken(true, c.table, to)
		step.Text = renameUntyped(step, c.table, c.s.staysOf(c.table), from, to).text()
		step.Locks = c.s.locks(lockAccessExclusive, c.table)
		if c.fresh.NotNullConstraint.Inherited && c.old.NotNullConstraint.Inherited {
			c.withAncestors(step)
		}
	case inherits && c.old.NotNullConstraint.Inherited && len(c.newTable.Inherits) > 0:
		step := c.gain("not-null local", write("SET NOT NULL"))
		step.Turn = turnAttribute
	}
}

// withAncestors lets the step come with that of the parent, or of a table further
// above whose constraint the parent has.
func (c *columnChange) withAncestors(step *render.Step) {
	if !c.fresh.Inherited || !c.old.Inherited {
		return
	}
	unless := slices.Concat(joining(c.table), leaving(c.table))
	for t, column := c.newTable, c.fresh; column.NotNullConstraint.Inherited; {
		parent, above, ok := c.s.new.notNullParent(t, column.Name)
		if !ok {
			return
		}
		step.Hosts = append(step.Hosts, render.Host{
			Step:   render.StepRef{Node: render.Node{ID: columnID(parent.QName(), column.Name), Part: c.part}, Phase: step.Phase, Aspect: step.Aspect},
			Unless: slices.Clone(unless),
		})
		unless = slices.Concat(unless, joining(parent.QName()), leaving(parent.QName()))
		t, column = parent, above
	}
}

// notNullTaken lists the name that a not-null constraint takes among the
// constraints of its table.
func (s *session) notNullTaken(notNull bool, table model.QName, name string) []render.Name {
	if !notNull || !s.version.HasNotNullConstraints() {
		return nil
	}
	return []render.Name{constraintName(table, name)}
}

// oldNotNullName returns the name that the constraint has before the change.
func (c *columnChange) oldNotNullName() string { return c.s.oldNotNullName(c.oldTable, c.old) }

// oldNotNullName returns the name that a constraint has before the changes. An
// implicit one comes from the name that the table had when it was made.
func (s *session) oldNotNullName(t model.Table, c model.Column) string {
	if c.NotNullConstraint.Inherited {
		if parent, pc, ok := s.old.notNullParent(t, c.Name); ok {
			return s.oldNotNullName(parent, pc)
		}
	}
	id := s.originalID(columnID(t.QName(), c.Name))
	c.Name = id.Name
	return notNullName(model.Table{Schema: id.Schema, Name: id.Parent}, c)
}

// originalID returns what an object was called before the renames.
func (s *session) originalID(id model.ID) model.ID {
	if s.original == nil {
		s.original = map[model.ID]model.ID{}
		for _, e := range s.task.Original.Entries() {
			if to := s.task.Renamed(e.ID); to != e.ID {
				s.original[to] = e.ID
			}
		}
	}
	if from, renamed := s.original[id]; renamed {
		return from
	}
	return id
}

// staysOf returns the type that a table is of all the time, if there is one.
func (s *session) staysOf(table model.QName) model.QName {
	typ := s.new.table(table).OfType
	if s.old.table(table).OfType != typ || s.task.Planned(node(s.new.types[typ])) == render.Replace {
		return model.QName{}
	}
	return typ
}

// setNotNull: a scan of a busy table must not hold its lock. A NOT NULL (since
// 18) or a check (before) that is not valid yet is validated under a weak one,
// and SET NOT NULL then believes the check
// (https://www.postgresql.org/docs/current/sql-altertable.html, SET NOT NULL).
func (c *columnChange) setNotNull() {
	same := func(child model.Column) bool { return child.NotNull }
	rewritten := c.op.Has(diff.FacetType)
	switch {
	case c.s.version.HasNotNullConstraints() && !c.fresh.NotNullConstraint.NotValid && (c.online() && !rewritten || c.belowNotValid()):
		n := c.fresh
		n.NotNullConstraint.NotValid = true
		step := c.addConstraint("not null", c.s.new.notNullConstraint(c.newTable, n))
		step.Takes = c.s.notNullTaken(true, c.table, c.s.new.notNullName(c.newTable, c.fresh))
		c.handDown(step)
		c.validateNotNull(c.s.new.notNullName(c.newTable, c.fresh), c.online())
	case c.s.version.HasNotNullConstraints() && c.namesNotNull():
		c.addNotNull()
	case c.online() && !rewritten:
		c.checkedNotNull(same)
	default:
		step := c.clause("not null", write("SET NOT NULL"))
		step.Removes, step.Turn = false, turnAttribute
		c.s.scan(step, c.table, "SET NOT NULL on "+c.fresh.Name+" reads the whole table while nobody can read or write it.")
		c.mayHoldNull(step)
		if c.s.version.HasNotNullConstraints() {
			c.handDown(step)
		} else {
			c.spread(step, same)
		}
	}
}

// online reports whether rows are to be checked while the table is in use.
func (c *columnChange) online() bool { return c.s.online && !c.s.foreign(c.table) }

// mayHoldNull says what makes NOT NULL fail.
func (c *columnChange) mayHoldNull(step *render.Step) {
	if !c.s.foreign(c.table) {
		hazard(step, render.MayFail, "Fails if column "+c.fresh.Name+" holds a null.")
	}
}

// belowNotValid reports whether the constraint comes from a parent's that is
// not valid, though this one shall be.
func (c *columnChange) belowNotValid() bool {
	_, parent, ok := c.s.new.notNullParent(c.newTable, c.fresh.Name)
	return ok && c.fresh.NotNullConstraint.Inherited && parent.NotNullConstraint.NotValid
}

// namesNotNull reports whether the constraint is another than what SET NOT NULL
// makes.
func (c *columnChange) namesNotNull() bool {
	n := c.fresh.NotNullConstraint
	name, implied := c.s.new.notNullName(c.newTable, c.fresh), notNullName(c.newTable, model.Column{Name: c.fresh.Name})
	return n.NotValid || n.NoInherit || name != implied || c.s.takenMeanwhile(columnID(c.table, c.fresh.Name), name)
}

// handDown: children get a NOT NULL constraint with their parent's. Those that
// have one of their own keep that.
func (c *columnChange) handDown(step *render.Step) {
	if c.fresh.NotNullConstraint.Inherited {
		c.withParent(step)
	}
	if !c.fresh.NotNullConstraint.NoInherit {
		c.recurses(step)
	}
}

func (c *columnChange) addNotNull() {
	step := c.addConstraint("not null", c.s.new.notNullConstraint(c.newTable, c.fresh))
	step.Takes = c.s.notNullTaken(true, c.table, c.s.new.notNullName(c.newTable, c.fresh))
	if !c.fresh.NotNullConstraint.NotValid {
		c.s.scan(step, c.table, "NOT NULL on "+c.fresh.Name+" reads the whole table while nobody can read or write it.")
		c.mayHoldNull(step)
	}
	c.handDown(step)
}

// addConstraint adds a constraint of the table.
func (c *columnChange) addConstraint(aspect string, definition writer) *render.Step {
	step := gain(write("ADD ").add(definition).text())
	step.Aspect, step.Target, step.Turn = aspect, c.s.altering(c.table), turnAttribute
	step.Locks = c.s.locks(lockAccessExclusive, c.table)
	return c.add(step)
}

// validateNotNull checks what is there, with nobody locked out.
func (c *columnChange) validateNotNull(name string, commit bool) {
	step := gain(write("VALIDATE CONSTRAINT ").Ident(name).text())
	step.Aspect, step.Target, step.Commit = "validate not null", c.s.altering(c.table), commit
	step.Phase, step.Quiet = render.PhaseValidate, commit
	step.Locks = c.s.locks(lockShareUpdateExclusive, c.table)
	step.Scans = c.s.existing(c.table)
	c.mayHoldNull(&step)
	added := c.add(step)
	if c.fresh.NotNullConstraint.Inherited {
		c.withParent(added)
	}
}

// checkedNotNull sets NOT NULL by means of a check that is dropped again.
func (c *columnChange) checkedNotNull(same func(model.Column) bool) {
	name := naming.Choose(c.table.Name, c.fresh.Name, "not_null", func(n string) bool {
		return c.s.constraintTaken(c.table, n)
	})
	check := write("CONSTRAINT ").Ident(name).Key(" CHECK (").Ident(c.fresh.Name).Key(" IS NOT NULL) NOT VALID")
	c.spread(c.addConstraint("not null check", check), same)
	validate := gain(write("VALIDATE CONSTRAINT ").Ident(name).text())
	validate.Aspect, validate.Target, validate.Phase, validate.Commit = "not null validate", c.s.altering(c.table), render.PhaseValidate, true
	validate.Quiet = true
	validate.Locks = c.s.locks(lockShareUpdateExclusive, c.table)
	validate.Scans = c.s.existing(c.table)
	hazard(&validate, render.MayFail, "Fails if column "+c.fresh.Name+" holds a null.")
	c.spread(c.add(validate), same)
	set := c.clause("not null", write("SET NOT NULL"))
	set.Removes, set.Turn = false, turnAttribute
	set.Phase, set.Commit = render.PhaseCleanup, true
	c.spread(set, same)
	drop := gain(write("DROP CONSTRAINT ").Ident(name).text())
	drop.Aspect, drop.Target, drop.Phase = "not null drop", c.s.altering(c.table), render.PhaseCleanup
	drop.Turn = turnDrop
	drop.Locks = c.s.locks(lockAccessExclusive, c.table)
	c.spread(c.add(drop), same)
}

// constraintTaken reports whether a table or a child of it has a constraint of
// that name on either side.
func (s *session) constraintTaken(table model.QName, name string) bool {
	for _, d := range []*side{s.old, s.new} {
		for _, q := range append(d.descendants(table), table) {
			for _, e := range d.table(q).Parts() {
				if e.ID.Name == name && e.ID.Kind != model.KindColumn {
					return true
				}
			}
		}
	}
	return false
}
