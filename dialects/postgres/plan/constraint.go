package plan

import (
	"slices"

	"github.com/schemadiff/schemadiff/model"
	"github.com/schemadiff/schemadiff/render"
)

// tableConstraint returns the step that adds a constraint: inside CREATE TABLE
// if the table is new, else as a clause of ALTER TABLE.
func (s *session) tableConstraint(op render.Op, position int, definition writer, suffix render.Keyword, cut int) render.Step {
	table := op.Node.ID.Owner()
	step := creation(write("ADD ").add(definition).Key(suffix).text())
	step.Target, step.Turn = s.altering(table), turnConstraint
	step.Position = position
	step.Takes = []render.Name{constraintName(table, op.Node.ID.Name)}
	if suffix == "" {
		step.Hosts = []render.Host{{Step: createStep(node(tableID(table))), Inline: definition.text(), Cut: cut}}
	}
	return step
}

// joining addresses the steps that make an existing table a child. What its
// parent gets in the same plan it must then have by itself.
func joining(table model.QName) []render.StepRef {
	return []render.StepRef{
		{Node: render.Node{ID: tableID(table), Part: partAttach}, Phase: render.PhaseAttach},
		{Node: render.Node{ID: tableID(table), Part: partInherit}, Phase: render.PhaseAttach},
	}
}

// leaving addresses the steps that make a child an ordinary table.
func leaving(table model.QName) []render.StepRef {
	return []render.StepRef{
		{Node: render.Node{ID: tableID(table), Part: partAttach}, Phase: render.PhaseDetach},
		{Node: render.Node{ID: tableID(table), Part: partInherit}, Phase: render.PhaseDetach},
	}
}

// The order of constraints in CREATE TABLE, behind the columns.
const (
	positionPrimary = iota + 1
	positionUnique
	positionExclusion
	positionCheck
	positionForeignKey
)

// keyText writes a primary key or unique constraint.
func (s *session) keyText(k model.Key) (writer, error) {
	w := write("CONSTRAINT ").Ident(k.Name)
	if k.Primary {
		w.Key(" PRIMARY KEY ")
	} else {
		w.Key(" UNIQUE ")
	}
	if k.NullsNotDistinct {
		if err := s.needs(s.version.HasNullsNotDistinct(), 15, "NULLS NOT DISTINCT"); err != nil {
			return w, err
		}
		w.Key("NULLS NOT DISTINCT ")
	}
	w.Key("(").Idents(k.Columns)
	if k.WithoutOverlaps {
		if err := s.needs(s.version.HasPeriods(), 18, "WITHOUT OVERLAPS"); err != nil {
			return w, err
		}
		w.Key(" WITHOUT OVERLAPS")
	}
	w.Key(")").indexTail(k.Include, k.Options, k.Tablespace)
	w.deferrable(k.Deferrable, k.InitiallyDeferred)
	return w, nil
}

// indexTail writes what a constraint says of its index behind the columns.
func (w writer) indexTail(include []string, options []model.Option, tablespace string) {
	if len(include) > 0 {
		w.Key(" INCLUDE ").columns(include)
	}
	if len(options) > 0 {
		w.Key(" WITH ").options(options)
	}
	if tablespace != "" {
		w.Key(" USING INDEX TABLESPACE ").Ident(tablespace)
	}
}

func (w writer) deferrable(deferrable, deferred bool) {
	if deferrable {
		w.Key(" DEFERRABLE")
	}
	if deferred {
		w.Key(" INITIALLY DEFERRED")
	}
}

func (s *session) createKey(op render.Op, k model.Key) ([]render.Step, error) {
	if step, ok := s.renamePart(op); ok {
		return []render.Step{step}, nil
	}
	if step, ok := s.madeByServer(op); ok {
		return []render.Step{step}, nil
	}
	definition, err := s.keyText(k)
	if err != nil {
		return nil, err
	}
	table := op.Node.ID.Owner()
	position := positionUnique
	if k.Primary {
		position = positionPrimary
	}
	step := s.tableConstraint(op, position, definition, "", 0)
	step.Takes = append(step.Takes, relation(op.Node.ID.QName()))
	if k.Primary {
		step.Takes = append(step.Takes, primaryKey(table))
	}
	s.indexMarks(&step, op.Node.ID, k.Clustered, k.Comment, k.IndexComment)
	if s.isNewTable(table) {
		if !s.inPartition(&step, table, k.Parent) {
			s.apart(&step, op.Node.ID, s.repeatsKey(table, k) || k.Primary && s.inheritsAnyNotNull(table, k.Columns))
		}
		return []render.Step{step}, nil
	}
	if t := s.old.table(table); k.Primary && !t.OfType.IsZero() {
		for _, c := range k.Columns {
			if !hasColumn(&t, c) { // it comes with the type, which knows no NOT NULL
				hazard(&step, render.MayFail, "Fails if the table has rows: the new column "+c+" has no value for them.")
			}
		}
	}
	return s.addIndexed(op, step, k.Parent)
}

// apart takes a constraint out of CREATE TABLE if it must come later.
func (s *session) apart(step *render.Step, id model.ID, repeated bool) {
	late := !s.new.table(id.Owner()).Partitioning.IsZero() && s.late(id)
	if repeated || late || s.rivalAtAttach(id) {
		step.Hosts = nil
	}
	if late {
		step.Target = s.alteringOnly(id.Owner())
	}
}

// repeatsKey reports whether the table has another key on the same columns.
// CREATE TABLE makes only one of them.
func (s *session) repeatsKey(table model.QName, k model.Key) bool {
	for _, o := range s.new.table(table).Keys {
		if o.Name == k.Name {
			return false
		}
		if slices.Equal(o.Columns, k.Columns) && slices.Equal(o.Include, k.Include) {
			return true
		}
	}
	return false
}

// indexMarks adds what is said about the index of a constraint afterwards.
func (s *session) indexMarks(step *render.Step, id model.ID, clustered bool, comment, indexComment string) {
	if clustered {
		step.Then = append(step.Then, clusterOn(id))
	}
	if comment != "" {
		step.Then = append(step.Then, commentOnConstraint(id, comment))
	}
	if indexComment != "" {
		step.Then = append(step.Then, commentOnIndex(id, indexComment))
	}
}

func clusterOn(id model.ID) string {
	return write("ALTER TABLE ").Name(id.Owner()).Key(" CLUSTER ON ").Ident(id.Name).String()
}

func commentOnConstraint(id model.ID, comment string) string {
	return write("COMMENT ON CONSTRAINT ").Ident(id.Name).Key(" ON ").Name(id.Owner()).isComment(comment)
}

func commentOnIndex(id model.ID, comment string) string {
	return write("COMMENT ON INDEX ").Name(id.QName()).isComment(comment)
}

// inPartition leaves out the text of a constraint that CREATE TABLE …
// PARTITION OF copies from the partitioned table.
func (s *session) inPartition(step *render.Step, table, parent model.QName) bool {
	p, ok := s.new.indexes[parent]
	if !ok || s.form(s.new.table(table)) != formPartition || !s.attachedBefore(p) {
		return false
	}
	for i := range step.Hosts {
		step.Hosts[i].Inline = render.Text{}
	}
	return true
}

func (s *session) exclusionText(e model.Exclusion) (writer, error) {
	w := write("CONSTRAINT ").Ident(e.Name).Key(" EXCLUDE USING ").Ident(e.Method).Key(" (")
	for i, el := range e.Elements {
		if i > 0 {
			w.Key(", ")
		}
		w.indexKey(el.IndexKey)
		w.Key(" WITH ")
		if err := w.operator(el.Operator); err != nil {
			return w, err
		}
	}
	w.Key(")").indexTail(e.Include, e.Options, e.Tablespace)
	if !e.Predicate.IsZero() {
		w.Key(" WHERE ").parenthesised(e.Predicate)
	}
	w.deferrable(e.Deferrable, e.InitiallyDeferred)
	return w, nil
}

// elementKeys returns the keys of an exclusion constraint's index.
func elementKeys(e model.Exclusion) []model.IndexKey {
	keys := make([]model.IndexKey, len(e.Elements))
	for i := range e.Elements {
		keys[i] = e.Elements[i].IndexKey
	}
	return keys
}

func (s *session) createExclusion(op render.Op, e model.Exclusion) ([]render.Step, error) {
	if step, ok := s.renamePart(op); ok {
		return []render.Step{step}, nil
	}
	if step, ok := s.madeByServer(op); ok {
		return []render.Step{step}, nil
	}
	definition, err := s.exclusionText(e)
	if err != nil {
		return nil, err
	}
	table := op.Node.ID.Owner()
	step := s.tableConstraint(op, positionExclusion, definition, "", cutCheck)
	step.Takes = append(step.Takes, relation(op.Node.ID.QName()))
	s.newKeyStatistics(&step, op.Node.ID, elementKeys(e), e.Parent)
	s.indexMarks(&step, op.Node.ID, e.Clustered, e.Comment, e.IndexComment)
	if s.isNewTable(table) {
		s.inPartition(&step, table, e.Parent)
		return []render.Step{step}, nil
	}
	return s.addIndexed(op, step, e.Parent)
}

// checkText writes a check, and what CREATE TABLE has no words for.
func (s *session) checkText(c model.Check) (writer, render.Keyword, error) {
	w := write("CONSTRAINT ").Ident(c.Name).Key(" CHECK ").parenthesised(c.Expr)
	if c.NoInherit {
		w.Key(" NO INHERIT")
	}
	suffix := render.Keyword("")
	if c.NotEnforced {
		if err := s.needs(s.version.HasNotEnforced(), 18, "NOT ENFORCED"); err != nil {
			return w, suffix, err
		}
		w.Key(" NOT ENFORCED")
	} else if c.NotValid {
		suffix = " NOT VALID"
	}
	return w, suffix, nil
}

func (s *session) createCheck(op render.Op, c model.Check) ([]render.Step, error) {
	table := op.Node.ID.Owner()
	t := s.new.table(table)
	w, suffix, err := s.checkText(c)
	if err != nil {
		return nil, err
	}
	step := s.tableConstraint(op, positionCheck, w, suffix, cutCheck)
	if c.Comment != "" {
		step.Then = append(step.Then, commentOnConstraint(op.Node.ID, c.Comment))
	}
	step.Hosts = append(step.Hosts, s.inheritedCheck(t, c)...)
	if s.isNewTable(table) {
		if parent, copied := s.parentCheck(t, c); copied && s.form(t) != formPlain && slices.Contains(s.createdBelow(t), parent.Owner()) {
			for i := range step.Hosts {
				step.Hosts[i].Inline = render.Text{}
			}
		}
		return []render.Step{step}, nil
	}
	return s.addCheck(op, step, c), nil
}

// parentCheck returns the parent whose check a check is, unless the table also
// declares it by itself.
func (s *session) parentCheck(t model.Table, c model.Check) (model.ID, bool) {
	if !c.Inherited || c.Local {
		return model.ID{}, false
	}
	for _, p := range parents(t) {
		if id := partID(model.KindCheck, p, c.Name); s.new.has(id) {
			return id, true
		}
	}
	return model.ID{}, false
}

// inheritedCheck: the check of an existing table comes with its parent's.
func (s *session) inheritedCheck(t model.Table, c model.Check) []render.Host {
	if id, ok := s.parentCheck(t, c); ok && c.NotValid {
		return []render.Host{{Step: createStep(node(id))}}
	} else if ok {
		return []render.Host{{Step: createStep(node(id)), Unless: joining(t.QName())}}
	}
	return nil
}

func (s *session) foreignKeyText(f model.ForeignKey) (writer, error) {
	w := write("CONSTRAINT ").Ident(f.Name).Key(" FOREIGN KEY ").period(f.Columns, f.Period)
	w.Key(" REFERENCES ").Name(f.References).Key(" ").period(f.RefColumns, f.Period)
	if f.Period {
		if err := s.needs(s.version.HasPeriods(), 18, "a foreign key with PERIOD"); err != nil {
			return w, err
		}
	}
	if f.MatchFull {
		w.Key(" MATCH FULL")
	}
	if f.OnUpdate != model.NoAction {
		w.Key(" ON UPDATE ").action(f.OnUpdate)
	}
	if f.OnDelete != model.NoAction {
		w.Key(" ON DELETE ").action(f.OnDelete)
	}
	if len(f.OnDeleteColumns) > 0 {
		if err := s.needs(s.version.HasSetNullColumns(), 15, "ON DELETE SET NULL with a list of columns"); err != nil {
			return w, err
		}
		w.Key(" ").columns(f.OnDeleteColumns)
	}
	w.deferrable(f.Deferrable, f.InitiallyDeferred)
	if f.NotEnforced {
		if err := s.needs(s.version.HasNotEnforced(), 18, "NOT ENFORCED"); err != nil {
			return w, err
		}
		w.Key(" NOT ENFORCED")
	}
	return w, nil
}

// period writes a list of columns, the last of which may be a period.
func (w writer) period(names []string, period bool) writer {
	if !period || len(names) == 0 {
		return w.columns(names)
	}
	last := len(names) - 1
	w.Key("(").Idents(names[:last])
	if last > 0 {
		w.Key(", ")
	}
	return w.Key("PERIOD ").Ident(names[last]).Key(")")
}

func (w writer) action(a model.Action) {
	switch a {
	case model.NoAction:
		w.Key("NO ACTION")
	case model.Restrict:
		w.Key("RESTRICT")
	case model.Cascade:
		w.Key("CASCADE")
	case model.SetNull:
		w.Key("SET NULL")
	case model.SetDefault:
		w.Key("SET DEFAULT")
	}
}

func (s *session) createForeignKey(op render.Op, f model.ForeignKey) ([]render.Step, error) {
	definition, err := s.foreignKeyText(f)
	if err != nil {
		return nil, err
	}
	suffix := render.Keyword("")
	if f.NotValid {
		suffix = " NOT VALID"
	}
	table := op.Node.ID.Owner()
	step := s.tableConstraint(op, positionForeignKey, definition, suffix, cutForeignKey)
	if f.Comment != "" {
		step.Then = append(step.Then, commentOnConstraint(op.Node.ID, f.Comment))
	}
	step.Locks = append(s.recursing(lockShareRowExclusive, table), s.recursing(lockShareRowExclusive, f.References)...)
	step.Hosts = append(step.Hosts, s.keptForeignKey(op.Node.ID, f)...)
	if s.isNewTable(table) {
		return []render.Step{step}, nil
	}
	return s.addForeignKey(op, step, f), nil
}
