package plan

import (
	"slices"
	"strings"

	"github.com/schemadiff/schemadiff/dialects/postgres/naming"
	"github.com/schemadiff/schemadiff/model"
	"github.com/schemadiff/schemadiff/render"
)

// addIndexed adds a key or an exclusion constraint to an existing table.
func (s *session) addIndexed(op render.Op, step render.Step, parent model.QName) ([]render.Step, error) {
	id := op.Node.ID
	table := id.Owner()
	t := s.new.table(table)
	if p, ok := s.new.indexes[parent]; ok && s.recursiveIndex(p) {
		step.Hosts = append(step.Hosts, render.Host{Step: createStep(node(p))})
	}
	if !t.Partitioning.IsZero() && !s.recursiveIndex(id) {
		step.Target = s.alteringOnly(table)
	}
	k, isKey := op.New.(model.Key)
	if isKey && s.buildsApart(op, t, k) {
		return s.keyFromIndex(op, step, k)
	}
	step.Locks = s.locks(lockAccessExclusive, table)
	if s.recursiveIndex(id) {
		step.Locks = s.recursing(lockAccessExclusive, table)
	}
	if t.Partitioning.IsZero() || s.recursiveIndex(id) {
		s.scan(&step, table, "The index of "+id.Name+" is built while nobody can read or write the table.")
	}
	hazard(&step, render.MayFail, "Fails if two rows cannot stand together under "+id.Name+".")
	return []render.Step{step}, nil
}

// buildsApart reports whether the index of a key can be built before the key is
// added.
func (s *session) buildsApart(op render.Op, t model.Table, k model.Key) bool {
	old, _ := op.Old.(model.Key)
	return s.online && t.Partitioning.IsZero() && !op.Forced && !k.WithoutOverlaps && k.Parent.IsZero() && !s.inheritsNotNulls(t, k) &&
		s.columnsStay(t.QName(), func(c string) bool {
			return slices.Contains(slices.Concat(k.Columns, k.Include, old.Columns, old.Include), c)
		})
}

// inheritsNotNulls reports whether a table has the not-null constraints of a
// primary key from a parent alone. USING INDEX would declare them in the table,
// which no statement undoes (PostgreSQL 18).
func (s *session) inheritsNotNulls(t model.Table, k model.Key) bool {
	return k.Primary && s.version.HasNotNullConstraints() && slices.ContainsFunc(k.Columns, func(name string) bool {
		c, ok := t.Column(name)
		return ok && c.NotNull && c.NotNullConstraint.Inherited
	})
}

// aspectIndex is the step that builds an index for what follows.
const aspectIndex = "index"

// keyFromIndex builds the index of a key while the table is in use and makes a
// constraint of it afterwards
// (https://www.postgresql.org/docs/current/sql-altertable.html, ADD
// table_constraint_using_index).
func (s *session) keyFromIndex(op render.Op, step render.Step, k model.Key) ([]render.Step, error) {
	table := op.Node.ID.Owner()
	x := model.Index{
		Name: k.Name, Unique: true, NullsNotDistinct: k.NullsNotDistinct, Method: "btree",
		Include: k.Include, Options: k.Options, Tablespace: k.Tablespace,
	}
	for _, c := range k.Columns {
		x.Keys = append(x.Keys, model.IndexKey{Column: c})
	}
	if op.Verb == render.Recreate {
		// The old index still has the name.
		x.Name = newName(k.Name)
	}
	w, err := s.indexText(table, x, true, false)
	if err != nil {
		return nil, err
	}
	build := render.Step{Phase: render.PhaseCreate, Aspect: aspectIndex, Establishes: true, Text: w.text(), Outside: true, Unchained: true}
	build.Node = render.Node{ID: op.Node.ID, Part: partIndex}
	build.Takes = []render.Name{relation(model.QName{Schema: table.Schema, Name: x.Name})}
	build.Locks = s.locks(lockShareUpdateExclusive, table)
	build.Scans = s.existing(table)
	concurrentHazards(&build)
	hazard(&build, render.MayFail, "Fails if two rows have the same "+strings.Join(k.Columns, ", ")+".")
	add := write("ADD CONSTRAINT ").Ident(k.Name)
	if k.Primary {
		add.Key(" PRIMARY KEY")
	} else {
		add.Key(" UNIQUE")
	}
	add.Key(" USING INDEX ").Ident(x.Name).deferrable(k.Deferrable, k.InitiallyDeferred)
	step.Text = add.text()
	step.Locks = s.locks(lockAccessExclusive, table)
	if op.Verb != render.Recreate {
		step.Takes = step.Takes[:1]
		return []render.Step{build, step}, nil
	}
	return []render.Step{build, step}, nil
}

// newName is the name of an index that is built while the old one still has
// its name.
func newName(name string) string { return naming.Join(name, "", "schemadiff_new") }

// rebuildIndex makes an index anew beside the old one, so that there is no
// moment without it.
func (s *session) rebuildIndex(op render.Op, x model.Index) ([]render.Step, error) {
	id := op.Node.ID
	table := id.Owner()
	fresh := x
	fresh.Name = newName(x.Name)
	w, err := s.indexText(table, fresh, true, false)
	if err != nil {
		return nil, err
	}
	build := render.Step{Node: op.Node, Phase: render.PhaseCreate, Aspect: aspectIndex, Establishes: true, Text: w.text(), Outside: true}
	build.Locks = s.locks(lockShareUpdateExclusive, table)
	build.Scans = s.existing(table)
	s.indexHazards(&build, table, x, true, false)
	drop, err := s.drop(op)
	if err != nil {
		return nil, err
	}
	rename := creation(write("ALTER INDEX ").Name(model.QName{Schema: table.Schema, Name: fresh.Name}).Key(" RENAME TO ").Ident(x.Name).text())
	s.indexExtras(&rename, id, x)
	return append([]render.Step{build}, append(drop, rename)...), nil
}

// addCheck adds a check to an existing table: not valid at first, so that the
// rows are read under a weaker lock.
func (s *session) addCheck(op render.Op, step render.Step, c model.Check) []render.Step {
	id := op.Node.ID
	step.Locks = s.recursing(lockAccessExclusive, id.Owner())
	if c.NotValid || c.NotEnforced {
		return []render.Step{step}
	}
	if !s.online || op.Forced || s.foreign(id.Owner()) {
		s.scan(&step, id.Owner(), "Adding check "+c.Name+" reads the whole table while nobody can read or write it.")
		if !s.foreign(id.Owner()) {
			hazard(&step, render.MayFail, "Fails if a row does not meet "+c.Name+".")
		}
		if parent, ok := s.parentCheck(s.new.table(id.Owner()), c); ok && notValid(s.new.object(parent)) {
			// It comes with the parent's, which is not valid.
			validate := s.validate(id)
			validate.Removes = false
			return []render.Step{step, validate}
		}
		return []render.Step{step}
	}
	step.Text.Head += " NOT VALID"
	validate := s.validate(id)
	validate.Removes, validate.Commit = false, true
	for _, h := range step.Hosts {
		h.Step.Phase, h.Inline = render.PhaseValidate, render.Text{}
		validate.Hosts = append(validate.Hosts, h)
	}
	return []render.Step{step, validate}
}

// notValid reports whether a check is not valid.
func notValid(o model.Object) bool {
	c, ok := o.(model.Check)
	return ok && c.NotValid
}

// addForeignKey adds a foreign key to an existing table: not valid at first,
// so that writes to both tables wait for a moment only.
func (s *session) addForeignKey(op render.Op, step render.Step, f model.ForeignKey) []render.Step {
	id := op.Node.ID
	if f.NotValid || f.NotEnforced {
		return []render.Step{step}
	}
	// A foreign key of a partitioned table takes NOT VALID since 18 only.
	partitioned := !s.new.table(id.Owner()).Partitioning.IsZero() && s.version.Major() < 18
	if !s.online || partitioned {
		step.Scans = append(s.holding(f.References), s.holding(id.Owner())...)
		s.scan(&step, id.Owner(), "Adding foreign key "+f.Name+" reads the whole table while nobody can write to it or to "+f.References.String()+".")
		hazard(&step, render.MayFail, "Fails if a row does not meet "+f.Name+".")
		return []render.Step{step}
	}
	step.Text.Head += " NOT VALID"
	validate := s.validate(id, f.References)
	validate.Removes, validate.Commit = false, true
	return []render.Step{step, validate}
}
