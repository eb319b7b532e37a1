package plan

import (
	"github.com/schemadiff/schemadiff/dialects/postgres/naming"
	"github.com/schemadiff/schemadiff/model"
	"github.com/schemadiff/schemadiff/render"
)

// createColumn writes a column: into CREATE TABLE, or as ADD COLUMN. One that
// is inherited comes with its parent's.
func (s *session) createColumn(op render.Op, c model.Column) ([]render.Step, error) {
	table := op.Node.ID.Owner()
	t := s.new.table(table)
	if t.Materialized() {
		return s.createMaterializedColumn(t, c)
	}
	text, err := s.columnText(t, c)
	if err != nil {
		return nil, err
	}
	add := text
	add.Head = "ADD COLUMN " + text.Head
	step := creation(add)
	step.Target, step.Turn = s.altering(table), turnColumn
	step.Position = columnPosition(t, c.Name)
	step.Takes = append([]render.Name{{Space: "column", Name: table, Sub: c.Name}}, s.notNullTaken(c.NotNull && !s.notNullApart(t, c), table, s.new.notNullName(t, c))...)
	step.Hosts = append(step.Hosts, render.Host{Step: createStep(node(tableID(table))), Inline: s.inlineColumn(t, c, text)})
	step.Then = s.columnExtras(t, c)
	foreignSecrets(&step, c.ForeignOptions)
	step.Aside = s.new.declaredAbove(t, c)
	if c.NotNull && s.comesWithType(t, c) {
		step.After = append(step.After, s.typedNotNull(t, c))
	}
	if c.Inherited && !s.declaresFirst(t, c) {
		if parent, _, ok := s.new.parentColumn(t, c.Name); ok {
			step.Hosts = append(step.Hosts, render.Host{Step: createStep(node(parent)), Unless: joining(table)})
		}
	}
	step.Hosts = append(step.Hosts, s.withType(t, c, aspectAdd)...)
	s.addColumnHazards(&step, t, c)
	return []render.Step{step}, nil
}

// withType is the step that gives the columns of a typed table along with the
// attributes of its type.
func (s *session) withType(t model.Table, c model.Column, aspect string) []render.Host {
	if t.OfType.IsZero() || !c.Inherited {
		return nil
	}
	of := render.StepRef{Node: node(tableID(t.QName())), Phase: render.PhaseAttach, Aspect: aspectOf}
	return []render.Host{{
		Step:   render.StepRef{Node: node(s.new.types[t.OfType]), Phase: render.PhaseAlter, Aspect: aspect + c.Name},
		Unless: []render.StepRef{of, {Node: of.Node, Phase: render.PhaseDetach, Aspect: aspectNotOf}},
	}}
}

// comesWithType reports whether a table that is of one type all the time gets a
// column along with an attribute of that.
func (s *session) comesWithType(t model.Table, c model.Column) bool {
	return c.Inherited && !s.isNewTable(t.QName()) && !t.OfType.IsZero() && !s.staysOf(t.QName()).IsZero()
}

// typedNotNull makes a column NOT NULL that came without.
func (s *session) typedNotNull(t model.Table, c model.Column) render.Step {
	step := gain(write("ALTER COLUMN ").Ident(c.Name).Key(" SET NOT NULL").text())
	if s.version.HasNotNullConstraints() {
		step.Text = write("ADD ").add(s.new.notNullConstraint(t, c)).text()
	}
	step.Target = s.altering(t.QName())
	s.scan(&step, t.QName(), "NOT NULL reads the whole table while nobody can read or write it.")
	hazard(&step, render.MayFail, "Fails if the table has rows: column "+c.Name+" comes with the type and has no value for them.")
	step.Locks = s.locks(lockAccessExclusive, t.QName())
	return step
}

func columnPosition(t model.Table, name string) int {
	for i, c := range t.Columns {
		if c.Name == name {
			return i - len(t.Columns)
		}
	}
	return 0
}

// inlineColumn returns what stands in CREATE TABLE for a column.
func (s *session) inlineColumn(t model.Table, c model.Column, text render.Text) render.Text {
	switch s.form(t) {
	case formPartition:
		return render.Text{}
	case formInherits:
		if parent, ok := s.fromParents(t, c); ok {
			return s.besideParents(t, c, parent)
		}
	case formTyped:
		return typedColumn(s, t, c)
	case formPlain:
	}
	return text
}

// besideParents returns what CREATE TABLE … INHERITS says of a column that the
// parents have, too.
func (s *session) besideParents(t model.Table, c, parent model.Column) render.Text {
	if !c.Local {
		return s.inlineOwnNotNull(t, c)
	}
	c = s.mergedColumn(c, parent)
	w := write("").Ident(c.Name).Key(" ").typ(c.Type).addForeignOptions(c.ForeignOptions)
	if !c.Collation.IsZero() {
		w.Key(" COLLATE ").Name(c.Collation)
	}
	if nullDefault(c, parent) {
		w.Key(" DEFAULT NULL")
	}
	return render.Text{Head: w.String(), Slot: render.Slot{Open: " "}, Tail: s.columnConstraints(t, c)}
}

// typedColumn returns what CREATE TABLE … OF says of a column beyond its type.
func typedColumn(s *session, t model.Table, c model.Column) render.Text {
	head := write("").Ident(c.Name).Key(" WITH OPTIONS").String()
	tail := s.columnConstraints(t, c)
	if tail == "" && c.Default.IsZero() {
		return render.Text{}
	}
	return render.Text{Head: head, Slot: render.Slot{Open: " "}, Tail: tail}
}

// columnText writes the definition of a column with a place for its default.
func (s *session) columnText(t model.Table, c model.Column) (render.Text, error) {
	w := write("").Ident(c.Name).Key(" ").typ(c.Type)
	if c.Storage != "" && s.inlineStorage() {
		w.Key(" STORAGE ").storage(c.Storage)
	}
	if c.Compression != "" {
		if err := s.needs(s.version.HasCompression(), 14, "a compression method"); err != nil {
			return render.Text{}, err
		}
		w.Key(" COMPRESSION ").Ident(c.Compression)
	}
	w.addForeignOptions(c.ForeignOptions)
	if !c.Collation.IsZero() {
		w.Key(" COLLATE ").Name(c.Collation)
	}
	if err := s.columnNeeds(c); err != nil {
		return render.Text{}, err
	}
	return render.Text{Head: w.String(), Slot: render.Slot{Open: " "}, Tail: s.columnConstraints(t, c)}, nil
}

// inlineStorage: CREATE TABLE and ADD COLUMN take STORAGE since 16.
func (s *session) inlineStorage() bool { return s.version.Major() >= 16 }

// storage writes a TOAST strategy as a keyword.
func (w writer) storage(name string) writer {
	switch name {
	case "plain":
		return w.Key("PLAIN")
	case "external":
		return w.Key("EXTERNAL")
	case "extended":
		return w.Key("EXTENDED")
	case "main":
		return w.Key("MAIN")
	}
	return w.Key("DEFAULT")
}

// compression writes a compression method; the server's default has no name.
func (w writer) compression(name string) writer {
	if name == "" {
		return w.Key("DEFAULT")
	}
	return w.Ident(name)
}

// columnNeeds fails if the server is too old for the column.
func (s *session) columnNeeds(c model.Column) error {
	if c.Generated.Virtual && !c.Generated.IsZero() {
		return s.needs(s.version.HasVirtualColumns(), 18, "a virtual generated column")
	}
	if c.NotNullConstraint.NotValid || c.NotNullConstraint.NoInherit {
		return s.needs(s.version.HasNotNullConstraints(), 18, "NOT NULL that is not valid or not inherited")
	}
	return nil
}

// columnConstraints writes what follows the default: the generated value or
// the identity, and NOT NULL.
func (s *session) columnConstraints(t model.Table, c model.Column) string {
	w := write("")
	switch {
	case !c.Generated.IsZero():
		w.Key(" GENERATED ALWAYS AS ").parenthesised(c.Generated.Expr)
		if c.Generated.Virtual {
			w.Key(" VIRTUAL")
		} else {
			w.Key(" STORED")
		}
	case s.ownIdentity(t, c):
		w.Key(" ").identity(t, c)
	}
	if s.inlineNotNull(t, c) {
		if name := s.givenNotNullName(t, c); name != "" && s.version.HasNotNullConstraints() {
			w.Key(" CONSTRAINT ").Ident(name)
		}
		w.Key(" NOT NULL")
		if c.NotNullConstraint.NoInherit {
			w.Key(" NO INHERIT")
		}
	}
	return w.String()
}

// inlineNotNull: a constraint that is not valid cannot be written into the
// definition of a column.
func (s *session) inlineNotNull(t model.Table, c model.Column) bool {
	if !c.NotNull || c.NotNullConstraint.NotValid || s.inheritsNotNull(t, c) || s.notNullApart(t, c) {
		return false
	}
	return !s.ownIdentity(t, c) || s.givenNotNullName(t, c) != "" && s.version.HasNotNullConstraints()
}

// givenNotNullName returns the name that NOT NULL must be given, if any.
func (s *session) givenNotNullName(t model.Table, c model.Column) string {
	// The names that the server would choose for a table that is made anew are
	// taken as long as the old one is there.
	if name := s.new.notNullName(t, c); name != notNullName(t, model.Column{Name: c.Name}) || s.rebuilt[t.QName()] ||
		s.version.HasNotNullConstraints() && s.takenMeanwhile(columnID(t.QName(), c.Name), name) {
		return name
	}
	return c.NotNullConstraint.Name
}

// notNullName returns the name of a column's NOT NULL (PostgreSQL 18). What
// PARTITION OF and INHERITS made has the name from the parent.
func (d *side) notNullName(t model.Table, c model.Column) string {
	if !c.NotNullConstraint.Inherited {
		return notNullName(t, c)
	}
	if parent, pc, ok := d.notNullParent(t, c.Name); ok {
		return d.notNullName(parent, pc)
	}
	return notNullName(t, c)
}

// notNullParent returns the column of a parent that hands down its NOT NULL.
func (d *side) notNullParent(t model.Table, column string) (model.Table, model.Column, bool) {
	for _, p := range parents(t) {
		if parent, ok := d.tables[p]; ok {
			if pc, _ := parent.Column(column); pc.NotNull && !pc.NotNullConstraint.NoInherit {
				return *parent, pc, true
			}
		}
	}
	return model.Table{}, model.Column{}, false
}

// inheritsNotNull reports whether a column of a new child is not null because of
// a parent: the child then has no constraint of its own.
func (s *session) inheritsNotNull(t model.Table, c model.Column) bool {
	if len(t.Inherits) == 0 || !c.Inherited || !s.isNewTable(t.QName()) {
		return false
	}
	if s.version.HasNotNullConstraints() {
		return c.NotNullConstraint.Inherited
	}
	_, _, ok := s.new.notNullParent(t, c.Name)
	return ok
}

// ownIdentity reports whether the column has an identity of its own: those of
// a partition are its partitioned table's.
func (s *session) ownIdentity(t model.Table, c model.Column) bool {
	return s.ownIdentityOn(s.new, t, c)
}

func (s *session) ownIdentityOn(d *side, t model.Table, c model.Column) bool {
	if c.Identity.IsZero() || t.PartitionOf.IsZero() || !s.version.HasPartitionIdentity() {
		return !c.Identity.IsZero()
	}
	parent, ok := d.table(t.PartitionOf).Column(c.Name)
	return !ok || parent.Identity.IsZero()
}

// identity writes GENERATED … AS IDENTITY with what its sequence needs.
func (w writer) identity(t model.Table, c model.Column) {
	w.Key("GENERATED ").identityMode(c.Identity.Mode).Key(" AS IDENTITY")
	options := write("")
	implicit := model.QName{Schema: t.Schema, Name: naming.Join(t.Name, c.Name, "seq")}
	if c.Identity.Sequence != implicit && !c.Identity.Sequence.IsZero() {
		options.Key(" SEQUENCE NAME ").Name(c.Identity.Sequence)
	}
	options.sequenceOptions(identityBegins(c))
	if text := options.String(); text != "" {
		w.Key(" (").Expr(model.Expr{Text: text[1:]}).Key(")")
	}
}

func (w writer) identityMode(m model.IdentityMode) writer {
	if m == model.IdentityByDefault {
		return w.Key("BY DEFAULT")
	}
	return w.Key("ALWAYS")
}

// columnExtras lists the statements about a new column for which its
// definition has no words.
func (s *session) columnExtras(t model.Table, c model.Column) []string {
	var then []string
	alter := write("").Expr(model.Expr{Text: s.alteringOnly(t.QName())}).Key(" ALTER COLUMN ").Ident(c.Name).Key(" ").String()
	parent, copied := s.fromParents(t, c)
	if c.Storage != parent.Storage && (copied || !s.inlineStorage()) {
		then = append(then, alter+write("SET STORAGE ").storage(s.storageName(c)).String())
	}
	if copied && c.Compression != parent.Compression {
		then = append(then, alter+write("SET COMPRESSION ").compression(c.Compression).String())
	}
	if copied && !c.Local {
		if s.inlineOwnNotNull(t, c).Head != "" {
			parent.NotNull = true // it is written
		}
		then = append(then, columnBeyond(alter, c, parent)...)
		then = append(then, columnForeignOptions(alter, c)...)
	}
	if s.comesWithType(t, c) && !c.Default.IsZero() {
		then = append(then, alter+write("SET DEFAULT ").Expr(c.Default).String())
	}
	if c.Statistics != 0 {
		then = append(then, alter+write("SET STATISTICS ").Int(int64(c.Statistics)-1).String())
	}
	if len(c.Options) > 0 {
		then = append(then, alter+write("SET ").options(c.Options).String())
	}
	if c.Comment != "" {
		then = append(then, commentOnColumn(t.QName(), c))
	}
	if c.NotNullConstraint.Comment != "" && !c.NotNullConstraint.NotValid {
		then = append(then, s.new.commentOnNotNull(t, c))
	}
	then = append(then, identityType(c)...)
	if c.Identity.Comment != "" {
		then = append(then, commentOnSequence(c.Identity.Sequence, c.Identity.Comment))
	}
	if c.Identity.Unlogged {
		then = append(then, identityPersistence(t, c))
	}
	return then
}

// columnBeyond lists what a column that the table does not declare itself has
// otherwise than its parents.
func columnBeyond(alter string, c, parent model.Column) []string {
	var then []string
	if c.Default.IsZero() && !parent.Default.IsZero() {
		then = append(then, alter+"DROP DEFAULT")
	}
	if !c.Generated.IsZero() && !parent.Generated.IsZero() && c.Generated.Expr.Text != parent.Generated.Expr.Text {
		then = append(then, alter+write("SET EXPRESSION AS ").parenthesised(c.Generated.Expr).String())
	}
	if c.NotNull && !parent.NotNull {
		then = append(then, alter+"SET NOT NULL")
	}
	return then
}

// notNullConstraint writes a named NOT NULL as a table constraint
// (PostgreSQL 18).
func (d *side) notNullConstraint(t model.Table, c model.Column) writer {
	w := write("CONSTRAINT ").Ident(d.notNullName(t, c)).Key(" NOT NULL ").Ident(c.Name)
	if c.NotNullConstraint.NoInherit {
		w.Key(" NO INHERIT")
	}
	if c.NotNullConstraint.NotValid {
		w.Key(" NOT VALID")
	}
	return w
}

// notNullName returns the name of a NOT NULL that is the table's own.
func notNullName(t model.Table, c model.Column) string {
	if c.NotNullConstraint.Name != "" {
		return c.NotNullConstraint.Name
	}
	return naming.Join(t.Name, c.Name, "not_null")
}

func commentOnColumn(table model.QName, c model.Column) string {
	return write("COMMENT ON COLUMN ").Name(table).Key(".").Ident(c.Name).isComment(c.Comment)
}

func (d *side) commentOnNotNull(t model.Table, c model.Column) string {
	return write("COMMENT ON CONSTRAINT ").Ident(d.notNullName(t, c)).Key(" ON ").Name(t.QName()).isComment(c.NotNullConstraint.Comment)
}

// identityPersistence gives an identity's sequence another persistence than
// its table has.
func identityPersistence(t model.Table, c model.Column) string {
	w := write("ALTER SEQUENCE ").Name(c.Identity.Sequence)
	if t.Unlogged {
		return w.Key(" SET LOGGED").String()
	}
	return w.Key(" SET UNLOGGED").String()
}

// createDefault sets the default of a column: inside its definition if that is
// new.
func (s *session) createDefault(op render.Op) ([]render.Step, error) {
	c, _ := op.New.(model.Column)
	table := op.Node.ID.Owner()
	t := s.new.table(table)
	inline := write("DEFAULT ").defaultExpr(c.Default).text()
	step := creation(write("ALTER COLUMN ").Ident(c.Name).Key(" SET DEFAULT ").defaultExpr(c.Default).text())
	step.Target, step.Turn = s.alteringOnly(table), turnConstraint
	step.Locks = s.locks(lockAccessExclusive, table)
	parent, copied := s.fromParents(t, c)
	host := render.Host{Step: createStep(node(op.Node.ID)), Inline: inline, Cut: cutDefault}
	if copied && !c.Local && s.isNewTable(table) {
		host.Inline = render.Text{}
	}
	if (!copied || c.Local || parent.Default.Text == c.Default.Text) && len(s.defaultsAfter(table, c.Name)) == 0 {
		step.Hosts = []render.Host{host}
	}
	return []render.Step{step}, nil
}

// isNewTable reports whether the plan creates the table, or makes it anew.
func (s *session) isNewTable(q model.QName) bool {
	_, old := s.old.tables[q]
	return !old || s.rebuilt[q] || s.task.Planned(node(tableID(q))) == render.Recreate
}
