package plan

import (
	"github.com/schemadiff/schemadiff/dialects/postgres/expr"
	"github.com/schemadiff/schemadiff/model"
	"github.com/schemadiff/schemadiff/render"
)

// hazard adds something that a reviewer must see.
func hazard(step *render.Step, code render.Code, text string) {
	step.Hazards = append(step.Hazards, render.Hazard{Code: code, Text: text})
}

// rewrite marks a step that writes all rows of a table anew while nobody can
// read or write it.
func (s *session) rewrite(step *render.Step, table model.QName, why string) {
	if s.isNewTable(table) || s.foreign(table) {
		return
	}
	step.Locks = append(step.Locks, s.locks(lockAccessExclusive, table)...)
	if !s.old.table(table).Partitioning.IsZero() {
		return // it has no rows of its own; its partitions are marked themselves
	}
	step.Rewrites = append(step.Rewrites, table)
	hazard(step, render.TableRewrite, why)
}

// scan marks a step that reads all rows of a table while others must wait.
func (s *session) scan(step *render.Step, table model.QName, why string) {
	if s.isNewTable(table) || s.foreign(table) || !s.old.table(table).Partitioning.IsZero() {
		return
	}
	step.Scans = append(step.Scans, table)
	hazard(step, render.TableScan, why)
}

// concurrentHazards says what to know of CREATE INDEX CONCURRENTLY.
func concurrentHazards(step *render.Step) {
	hazard(step, render.NotTransactional, "Runs outside a transaction: if it fails it leaves an invalid index behind, which has to be dropped.")
}

// indexHazards says what building an index does to a busy table.
func (s *session) indexHazards(step *render.Step, table model.QName, x model.Index, concurrently, recursive bool) {
	if s.isNewTable(table) {
		return
	}
	if x.Unique {
		hazard(step, render.MayFail, "Fails if two rows have the same key of "+x.Name+".")
	}
	if s.mayFail(table, x) {
		hazard(step, render.MayFail, "Fails if an expression of "+x.Name+" fails for a row.")
	}
	if concurrently {
		step.Locks = s.locks(lockShareUpdateExclusive, table)
		step.Scans = s.existing(table)
		concurrentHazards(step)
		return
	}
	if !s.new.table(table).Partitioning.IsZero() && !recursive {
		step.Locks = s.locks(lockShare, table)
		return
	}
	step.Locks = s.locks(lockShare, append(s.old.descendants(table), table)...)
	s.scan(step, table, "Building index "+x.Name+" reads the whole table while nobody can write to it.")
}

// addColumnHazards says what adding a column does to the rows that are there.
func (s *session) addColumnHazards(step *render.Step, t model.Table, c model.Column) {
	table := t.QName()
	if s.isNewTable(table) {
		return
	}
	step.Locks = s.locks(lockAccessExclusive, append(s.old.descendants(table), table)...)
	if s.foreign(table) {
		return
	}
	byDefault := s.defaultOf(c)
	switch {
	case !c.Generated.IsZero() && !c.Generated.Virtual:
		s.rewrite(step, table, "Adding a stored generated column writes all rows anew while nobody can read or write the table.")
	case !c.Identity.IsZero() && s.ownIdentity(t, c):
		s.rewrite(step, table, "Adding an identity column writes all rows anew while nobody can read or write the table.")
	case s.volatile(byDefault):
		s.rewrite(step, table, "The default is computed for every row, which writes all of them anew while nobody can read or write the table.")
	case s.domainChecks(c.Type):
		s.rewrite(step, table, "The type is a domain with constraints, so that all rows are written anew while nobody can read or write the table.")
	case c.NotNull && byDefault.IsZero():
		s.scan(step, table, "NOT NULL reads the whole table while nobody can read or write it.")
	}
	switch {
	case s.comesWithType(t, c): // NOT NULL comes afterwards
	case s.domainChecks(c.Type):
		hazard(step, render.MayFail, "Fails if the table has rows for which the domain "+c.Type.QName().String()+" refuses the value of the new column.")
	case !c.NotNull || !c.Identity.IsZero() || !byDefault.IsZero():
		s.generationHazards(step, t, c)
	case c.Generated.IsZero():
		hazard(step, render.MayFail, "Fails if the table has rows: the new column has neither a default nor a value for them.")
	default:
		s.generationHazards(step, t, c)
		hazard(step, render.MayFail, "Fails if the table has rows for which the generated column is null.")
	}
}

// generationHazards says that the value of a stored generated column, which is
// computed for the rows that are there, may be an error for one of them.
func (s *session) generationHazards(step *render.Step, t model.Table, c model.Column) {
	if c.Generated.IsZero() || c.Generated.Virtual || s.isNewTable(t.QName()) {
		return
	}
	value := write("CAST(").parenthesised(c.Generated.Expr).Key(" AS ").typ(c.Type).Key(")").String()
	catalog := s.catalog(s.new)
	if c.Type.Modifiers != "" || catalog == nil || catalog.MayFail(expr.TableScope(&t), value) {
		hazard(step, render.MayFail, "Fails if the expression of column "+c.Name+" fails for a row.")
	}
}

// defaultOf returns what a column holds in the rows that are there when it is
// added: its default, or that of its type.
func (s *session) defaultOf(c model.Column) model.Expr {
	byDefault, t := c.Default, c.Type
	for byDefault.IsZero() && !t.Array {
		o, ok := s.new.object(s.new.types[t.QName()]).(model.Domain)
		if !ok {
			break
		}
		byDefault, t = o.Default, o.Base
	}
	return byDefault
}

// volatile reports whether a default may be another one for every row. Of a
// function that is not known the answer is yes.
func (s *session) volatile(byDefault model.Expr) bool {
	for _, m := range mentions(byDefault.Text) {
		if m.call && !m.cast && !stable(m) {
			return true
		}
	}
	return false
}

// domainChecks reports whether a type is a domain that checks its values.
func (s *session) domainChecks(t model.Type) bool {
	o, ok := s.new.object(s.new.types[t.QName()]).(model.Domain)
	return ok && !t.Array && (o.NotNull || len(o.Checks) > 0 || s.domainChecks(o.Base))
}

// loss adds to a step that something is destroyed for good.
func loss(step *render.Step, id model.ID, text string) {
	step.Losses = append(step.Losses, render.Loss{Object: id, Code: render.DataLoss, Text: text})
}

func (s *session) dropTableHazard(step *render.Step, t model.Table) {
	if t.Materialized() {
		hazard(step, render.ObjectDropped, "Drops the materialized view "+t.QName().String()+".")
		return
	}
	if t.Foreign() {
		hazard(step, render.ObjectDropped, "Drops the foreign table "+t.QName().String()+". Its rows stay where they are.")
		return
	}
	if !t.Partitioning.IsZero() {
		hazard(step, render.ObjectDropped, "Drops the partitioned table "+t.QName().String()+".")
		return
	}
	hazard(step, render.DataLoss, "Drops table "+t.QName().String()+" and all its rows. The way back makes the table again, without its rows.")
	loss(step, tableID(t.QName()), "all rows of the table are lost; the way back makes it again without them")
}

func (s *session) dropColumnHazard(step *render.Step, op render.Op, c model.Column) {
	id := op.Node.ID
	switch {
	case s.old.table(id.Owner()).Foreign():
		hazard(step, render.ObjectDropped, "Drops column "+id.Name+" of the foreign table "+id.Owner().String()+". Its values stay where they are.")
	case !c.Generated.IsZero():
		if op.Verb == render.Drop {
			hazard(step, render.ObjectDropped, "Drops the generated column "+id.Name+" of "+id.Owner().String()+".")
			return
		}
		hazard(step, render.ValueChange, "The generated column "+id.Name+" is dropped and added again: it becomes the last column, and its values are computed anew.")
	default:
		hazard(step, render.DataLoss, "Drops column "+id.Name+" of "+id.Owner().String()+" and its values. The way back makes the column again, without its values.")
		loss(step, id, "the values of the column are lost; the way back makes it again without them")
		for _, user := range s.old.rowsIn(id.Owner()) {
			if s.new.has(user) {
				loss(step, user, "the values of "+id.Name+" in the rows of "+id.Owner().String()+" that it holds are lost")
			}
		}
	}
}

// dropHazard says what is gone when an object without rows is dropped.
func (s *session) dropHazard(step *render.Step, op render.Op) {
	if op.Verb != render.Drop {
		return
	}
	id := op.Node.ID
	switch o := op.Old.(type) {
	case model.Key, model.Exclusion, model.Check, model.ForeignKey:
		hazard(step, render.Weakened, "Drops "+id.String()+": rows that it refused are accepted from then on.")
	case model.Index:
		if o.Unique {
			hazard(step, render.Weakened, "Drops unique index "+id.Path()+": rows with the same key are accepted from then on.")
			return
		}
		hazard(step, render.ObjectDropped, "Drops index "+id.Path()+": queries that use it become slower.")
	case model.Sequence:
		hazard(step, render.DataLoss, "Drops sequence "+id.Path()+": where it stands is lost.")
		loss(step, id, "where the sequence stands is lost")
	case model.Extension:
		hazard(step, render.DataLoss, "Drops extension "+id.Name+" with everything that it brought along.")
	case model.Namespace, model.Enum, model.Domain, model.Composite, model.Range, model.Table, model.Column, model.Statistics, model.Definition:
		hazard(step, render.ObjectDropped, "Drops "+id.String()+".")
	}
}

// mayFail reports whether an expression of an index may have no value for a row.
func (s *session) mayFail(table model.QName, x model.Index) bool {
	if !hasExpr(x.Keys) && x.Predicate.IsZero() {
		return false
	}
	t, c := s.new.tables[table], s.catalog(s.new)
	if t == nil || c == nil {
		return true
	}
	scope := expr.TableScope(t)
	for _, k := range x.Keys {
		if !k.Expr.IsZero() && c.MayFail(scope, k.Expr.Text) {
			return true
		}
	}
	return !x.Predicate.IsZero() && c.MayFail(scope.If(), x.Predicate.Text)
}
