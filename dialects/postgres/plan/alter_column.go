package plan

import (
	"slices"

	"github.com/schemadiff/schemadiff/diff"
	"github.com/schemadiff/schemadiff/model"
	"github.com/schemadiff/schemadiff/render"
)

// columnChange is what one ALTER COLUMN operation works on.
type columnChange struct {
	s          *session
	op         render.Op
	table      model.QName
	oldTable   model.Table
	newTable   model.Table
	old, fresh model.Column
	steps      []render.Step
	part       render.Part           // of the node that the steps are about
	sequence   model.SequenceOptions // of the identity, as the steps so far leave it
}

// alterColumn writes the clauses that change a column in place.
func (s *session) alterColumn(op render.Op, fresh model.Column) ([]render.Step, error) {
	table := op.Node.ID.Owner()
	old, _ := op.Old.(model.Column)
	c := &columnChange{s: s, op: op, table: table, oldTable: s.old.table(table), newTable: s.new.table(table), old: old, fresh: fresh}
	if err := s.columnNeeds(fresh); err != nil {
		return nil, err
	}
	c.losses()
	c.generated()
	c.fitIdentity()
	c.typ()
	c.alterIdentity()
	c.storage()
	c.alterForeignOptions()
	c.comments()
	c.gains()
	return c.steps, nil
}

// losses ends an identity and NOT NULL, which the identity needs.
func (c *columnChange) losses() {
	nullable := c.op.Has(diff.FacetNotNull) && !c.fresh.NotNull
	if nullable {
		c.part = partNotNull
	}
	if c.op.Has(diff.FacetIdentity) && c.fresh.Identity.IsZero() && c.s.ownIdentityOn(c.s.old, c.oldTable, c.old) {
		step := c.clause("identity", write("DROP IDENTITY"))
		step.Turn = turnDrop
		step.Alone = c.op.Has(diff.FacetType) // ALTER TYPE looks for it first
	}
	if nullable {
		step := c.clause("not null", write("DROP NOT NULL"))
		step.Establishes, step.Turn = false, turnDrop
		if c.oldTable.Partitioning.IsZero() && c.oldTable.PartitionOf.IsZero() {
			c.spread(step, func(child model.Column) bool { return !child.NotNull })
		} else {
			// The server takes it away from all partitions. One that keeps it is
			// detached in the meantime.
			c.withParent(step)
			c.recurses(step)
		}
		if c.s.version.HasNotNullConstraints() && !c.old.NotNullConstraint.Inherited {
			step.Hosts = nil // the table's own stays when the parent's goes
		}
	}
	c.part = ""
}

// gains adds what only a column that is not null can have, after that.
func (c *columnChange) gains() {
	c.part = partNotNull
	c.notNull()
	if c.op.Has(diff.FacetNotNullComment) || c.op.Has(diff.FacetNotNull) && c.fresh.NotNull && c.fresh.NotNullConstraint.Comment != "" {
		c.statement("not-null comment", c.s.new.commentOnNotNull(c.newTable, c.fresh))
	}
	c.addIdentity()
	c.part = ""
}

// clause adds ALTER COLUMN with an action.
func (c *columnChange) clause(aspect string, action writer) *render.Step {
	w := write("ALTER COLUMN ").Ident(c.fresh.Name).Key(" ").add(action)
	step := alteration(w.text())
	step.Aspect = aspect
	step.Target = c.s.altering(c.table)
	step.Locks = c.s.locks(lockAccessExclusive, c.table)
	return c.add(step)
}

// gain is clause for what is in nobody's way.
func (c *columnChange) gain(aspect string, action writer) *render.Step {
	step := c.clause(aspect, action)
	step.Removes = false
	return step
}

func (c *columnChange) add(step render.Step) *render.Step {
	step.Node = render.Node{ID: c.op.Node.ID, Part: c.part}
	c.steps = append(c.steps, step)
	return &c.steps[len(c.steps)-1]
}

// statement adds a statement of its own.
func (c *columnChange) statement(aspect, sql string) *render.Step {
	step := gain(render.Text{Head: sql})
	step.Aspect = aspect
	return c.add(step)
}

// withParent lets the step come with the parent's, where ALTER TABLE on the
// parent changes the children too.
func (c *columnChange) withParent(step *render.Step) {
	if !c.fresh.Inherited || !c.old.Inherited {
		return
	}
	if parent, _, ok := c.s.new.parentColumn(c.newTable, c.fresh.Name); ok {
		if step.Aspect == "not null" && step.Establishes || step.Aspect == "validate not null" {
			// The parent's may come to be handed down.
			step.Hosts = append(step.Hosts, render.Host{
				Step:   render.StepRef{Node: render.Node{ID: parent, Part: c.part}, Phase: render.PhaseAlter, Aspect: "not-null inherit"},
				Unless: slices.Concat(joining(c.table), leaving(c.table)),
			})
		}
		step.Hosts = append(step.Hosts, render.Host{
			Step:   render.StepRef{Node: render.Node{ID: parent, Part: c.part}, Phase: step.Phase, Aspect: step.Aspect},
			Unless: slices.Concat(joining(c.table), leaving(c.table)),
		})
	}
}

// spread is for facets that ALTER TABLE hands down to the children, unless
// ONLY says not to. If all of them shall have the same, they come along; else
// each stands for itself.
func (c *columnChange) spread(step *render.Step, same func(child model.Column) bool) {
	c.withParent(step)
	if len(step.Hosts) > 0 {
		parent, _, _ := c.s.new.parentColumn(c.newTable, c.fresh.Name)
		if !c.s.handsDown(parent.Owner(), parent.Name, same) {
			step.Hosts = nil
		}
	}
	if !c.s.handsDown(c.table, c.fresh.Name, same) {
		step.Target = c.s.alteringOnly(c.table)
		return
	}
	c.recurses(step)
}

// recurses gives the children the lock of the table.
func (c *columnChange) recurses(step *render.Step) {
	for _, l := range step.Locks {
		step.Locks = append(step.Locks, c.s.recursing(l.Mode, l.Table)...)
	}
}

// handsDown reports whether every child's column shall be the same.
func (s *session) handsDown(table model.QName, column string, same func(child model.Column) bool) bool {
	for _, q := range s.new.children[table] {
		child, ok := s.new.table(q).Column(column)
		if !ok || !child.Inherited {
			continue
		}
		if !same(child) || !s.handsDown(q, column, same) {
			return false
		}
	}
	return true
}

// generated changes or ends the expression of a generated column.
func (c *columnChange) generated() {
	if !c.op.Has(diff.FacetGenerated) {
		return
	}
	if c.fresh.Generated.IsZero() {
		step := c.clause("generated", write("DROP EXPRESSION"))
		step.Turn = turnDrop
		step.Alone = c.op.Has(diff.FacetType) // ALTER TYPE looks for it first
		c.withParent(step)
		c.recurses(step)
		return
	}
	step := c.clause("generated", write("SET EXPRESSION AS ").parenthesised(c.fresh.Generated.Expr))
	step.Turn = turnExpression
	if _, parent, ok := c.s.new.parentColumn(c.newTable, c.fresh.Name); ok && parent.Generated.Expr.Text == c.fresh.Generated.Expr.Text {
		c.withParent(step)
	}
	c.recurses(step)
	c.foreignKeysLocked(step, true)
	if !c.fresh.Generated.Virtual {
		c.s.rewrite(step, c.table, "SET EXPRESSION computes the value of every row anew.")
		c.s.generationHazards(step, c.newTable, c.fresh)
	}
	hazard(step, render.ValueChange, "The values of the generated column are computed anew.")
}

// typ changes the type or the collation.
func (c *columnChange) typ() {
	if !c.op.Has(diff.FacetType) && !c.op.Has(diff.FacetCollation) {
		return
	}
	w := write("TYPE ").typ(c.fresh.Type)
	if !c.fresh.Collation.IsZero() {
		w.Key(" COLLATE ").Name(c.fresh.Collation)
	}
	using := c.s.conversion(c.oldTable, c.old, c.fresh, c.op.Forced)
	if using != "" && !c.s.foreign(c.table) { // which has no values to convert
		w.Key(" USING ").Expr(model.Expr{Text: using})
	}
	step := c.clause("type", w)
	step.Turn = turnType
	c.withParent(step)
	step.Hosts = append(step.Hosts, c.s.withType(c.newTable, c.fresh, aspectAlter)...)
	c.recurses(step)
	c.foreignKeysLocked(step, c.s.comparedAnew(c.old.Type, c.fresh.Type))
	c.s.typeHazards(step, c.op, c.table, c.old, c.fresh)
	// ALTER TYPE takes the storage and the compression of the new type.
	only := write("").Expr(model.Expr{Text: c.s.alteringOnly(c.table)}).Key(" ALTER COLUMN ").Ident(c.fresh.Name).Key(" ").String()
	if c.fresh.Storage != "" && !c.op.Has(diff.FacetStorage) {
		step.Then = append(step.Then, only+write("SET STORAGE ").storage(c.fresh.Storage).String())
	}
	if c.fresh.Compression != "" && !c.op.Has(diff.FacetCompression) {
		step.Then = append(step.Then, only+write("SET COMPRESSION ").compression(c.fresh.Compression).String())
	}
}

// foreignKeysLocked locks the tables on the other side of the foreign keys that
// the server makes anew when the values of a column change. It reads the rows of
// both again if the keys are compared in another way than before.
func (c *columnChange) foreignKeysLocked(step *render.Step, compared bool) {
	name := c.fresh.Name
	concerns := func(from, to model.QName, key string) {
		switch c.s.task.Planned(node(partID(model.KindForeignKey, from, key))) {
		case render.Recreate, render.Replace, render.Drop:
			return // it is gone by then
		case render.Keep, render.Alter, render.Create:
		}
		step.Locks = append(step.Locks, c.s.locks(lockAccessExclusive, from, to)...)
		if compared {
			step.Scans = append(step.Scans, slices.Concat(c.s.holding(from), c.s.holding(to))...)
		}
	}
	for _, r := range c.s.old.referring[c.table] {
		if slices.Contains(r.key.RefColumns, name) {
			concerns(r.table, c.table, r.key.Name)
		}
	}
	for _, f := range c.oldTable.ForeignKeys {
		if slices.Contains(f.Columns, name) {
			concerns(c.table, f.References, f.Name)
		}
	}
}

// comparedAnew reports whether the values of another type have another equality
// operator.
func (s *session) comparedAnew(old, fresh model.Type) bool {
	return family(old) != family(fresh) || family(old) == "integers" && old.Name != fresh.Name
}

// storage changes how values are stored and what is known of them.
func (c *columnChange) storage() {
	if c.op.Has(diff.FacetStorage) {
		step := c.gain("storage", write("SET STORAGE ").storage(c.s.storageName(c.fresh)))
		c.spread(step, func(child model.Column) bool { return child.Storage == c.fresh.Storage })
	}
	if c.op.Has(diff.FacetCompression) {
		step := c.gain("compression", write("SET COMPRESSION ").compression(c.fresh.Compression))
		step.Target = c.s.alteringOnly(c.table)
	}
	if c.op.Has(diff.FacetStatisticsTarget) {
		step := c.gain("statistics", write("SET STATISTICS ").Int(int64(c.fresh.Statistics)-1))
		step.Target = c.s.alteringOnly(c.table)
		step.Locks = c.s.locks(lockShareUpdateExclusive, c.table)
	}
	if c.op.Has(diff.FacetAttributeOptions) {
		set, reset := changedOptions(c.old.Options, c.fresh.Options)
		if len(reset) > 0 {
			step := c.gain("reset options", write("RESET ").optionNames(reset))
			step.Target, step.Locks = c.s.alteringOnly(c.table), c.s.locks(lockShareUpdateExclusive, c.table)
		}
		if len(set) > 0 {
			step := c.gain("options", write("SET ").options(set))
			step.Target, step.Locks = c.s.alteringOnly(c.table), c.s.locks(lockShareUpdateExclusive, c.table)
		}
	}
}

// storageName returns the strategy to set; before 16 SET STORAGE has no word
// for the default of the type.
func (s *session) storageName(c model.Column) string {
	if c.Storage != "" || s.version.Major() >= 16 {
		return c.Storage
	}
	return s.typeStorage(c.Type)
}

// changedOptions returns what to set and what to reset.
func changedOptions(old, fresh []model.Option) (set, reset []model.Option) {
	for _, o := range fresh {
		if !slices.Contains(old, o) {
			set = append(set, o)
		}
	}
	for _, o := range old {
		if !slices.ContainsFunc(fresh, func(n model.Option) bool { return n.Name == o.Name }) {
			reset = append(reset, o)
		}
	}
	return set, reset
}

func (c *columnChange) comments() {
	if c.op.Has(diff.FacetComment) {
		step := c.statement("comment", commentOnColumn(c.table, c.fresh))
		step.Locks = c.s.locks(lockShareUpdateExclusive, c.table)
	}
}

// alterDefault replaces a default by another one.
func (s *session) alterDefault(op render.Op) ([]render.Step, error) {
	fresh, _ := op.New.(model.Column)
	table := op.Node.ID.Owner()
	step := alteration(write("ALTER COLUMN ").Ident(fresh.Name).Key(" SET DEFAULT ").defaultExpr(fresh.Default).text())
	step.Target, step.Turn = s.alteringOnly(table), turnConstraint
	step.Locks = s.locks(lockAccessExclusive, table)
	return []render.Step{step}, nil
}
