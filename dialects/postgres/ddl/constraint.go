package ddl

import (
	"slices"

	"github.com/schemadiff/schemadiff/dialects/postgres/deparse"
	"github.com/schemadiff/schemadiff/dialects/postgres/naming"
	"github.com/schemadiff/schemadiff/dialects/postgres/parse"
)

// addChecks adds the checks of a definition, and names those without a name as
// AddRelationNewConstraints does: after the column, if there is only one.
func (r *reader) addChecks(d *definition) {
	t := d.table
	for _, c := range d.checks {
		r.addCheck(t, c, d.create)
	}
}

// addCheck adds a check to a table and its children. A child may have it
// already.
func (r *reader) addCheck(t *table, c *parse.Constraint, create bool) {
	k := &check{
		name: naming.Truncate(c.Conname), local: true, noInherit: c.IsNoInherit, pos: r.pos(c.Location),
		notEnforced: r.stmt.Marked(parse.NotEnforced, c.Location),
	}
	k.notValid = c.SkipValidation && (!create || t.kind == foreignTable) && !k.notEnforced
	k.expr = r.expression(c.RawExpr, scope{table: t, what: "check constraint"})
	if k.name == "" {
		column := ""
		if len(k.expr.columns) == 1 && !k.expr.row {
			column = k.expr.columns[0]
		}
		k.name, k.implicit = r.chooseConstraint(t.ns, t.name, column, "check", nil), true
	}
	if create {
		if own := t.check(k.name); own != nil && own.inherited > 0 {
			r.mergeCheck(t, own, k)
			return
		}
		r.appendCheck(t, k)
		r.partDirective(c.Location, t, kindCheck, k.name)
		return
	}
	r.recurseCheck(t, k)
	r.partDirective(c.Location, t, kindCheck, k.name)
}

// recurseCheck adds a check to a table that exists, and to its children.
func (r *reader) recurseCheck(t *table, k *check) {
	if own := t.check(k.name); own != nil {
		r.mergeCheck(t, own, k)
	} else {
		r.appendCheck(t, k)
	}
	if k.noInherit {
		if t.kind == partitioned && len(t.children) > 0 {
			r.fail(here, "cannot add NO INHERIT constraint to partitioned table %s", t.qname())
		}
		return
	}
	for _, child := range t.children {
		copied := *k
		copied.local, copied.inherited, copied.implicit = false, 1, false
		r.recurseCheck(child, &copied)
	}
}

// mergeCheck is MergeWithExistingConstraint.
func (r *reader) mergeCheck(t *table, own, k *check) {
	if own.expr.text != k.expr.text || own.local && k.local {
		r.fail(here, "constraint %s for relation %s already exists", deparse.Ident(k.name), t.qname())
	}
	save(r.db, own)
	own.inherited += k.inherited
	own.local = own.local || k.local
	if own.notValid && !k.notValid {
		own.notValid = false
	}
}

// appendCheck adds a check to a table alone.
func (r *reader) appendCheck(t *table, k *check) {
	r.claimConstraint(t, k.name)
	save(r.db, t)
	t.checks = append(t.checks, k)
	r.db.countConstraint(t.ns, k.name, 1)
}

// claimConstraint makes sure that a table has no constraint of a name.
func (r *reader) claimConstraint(t *table, name string) {
	if t.hasConstraint(name) {
		r.fail(here, "constraint %s for relation %s already exists", deparse.Ident(name), t.qname())
	}
}

func (t *table) hasConstraint(name string) bool {
	return t.check(name) != nil || t.foreignKey(name) != nil || t.key(name) != nil || t.notNullNamed(name) != nil
}

func (t *table) check(name string) *check {
	for _, k := range t.checks {
		if k.name == name {
			return k
		}
	}
	return nil
}

func (t *table) foreignKey(name string) *foreignKey {
	for _, k := range t.references {
		if k.name == name {
			return k
		}
	}
	return nil
}

// key returns the index of the constraint of that name.
func (t *table) key(name string) *index {
	for _, x := range t.keys {
		if x.constraint != nil && x.name == name {
			return x
		}
	}
	return nil
}

// notNullNamed returns the column whose not-null constraint has a name.
func (t *table) notNullNamed(name string) *column {
	if name == "" {
		return nil
	}
	for _, c := range t.columns {
		if c.notNull && c.null.name == name {
			return c
		}
	}
	return nil
}

// addNotNulls makes columns NOT NULL. Since PostgreSQL 18 these are constraints
// with names, of which a column has one.
func (r *reader) addNotNulls(d *definition) {
	t := d.table
	declared := d.notNulls
	for _, key := range d.indexes {
		if key.constraint.Contype == parse.ConstrType_CONSTR_PRIMARY {
			for _, name := range key.columns {
				if c := t.column(name); c != nil && c.notNull && !d.create {
					continue // whatever makes it so
				}
				declared = append(declared, declaredNotNull{column: name, location: key.constraint.Location})
			}
		}
	}
	for i, n := range declared {
		c := t.column(n.column)
		if c == nil {
			continue // a mistake that addKeys reports, or a table constraint below
		}
		for _, other := range declared[i+1:] {
			if other.column == n.column && n.name == "" {
				n.name = other.name
			}
		}
		if d.create {
			r.declareNotNull(c, n)
		} else {
			r.setNotNull(c, n, !d.only)
		}
	}
	for _, n := range d.notNulls {
		if t.column(n.column) == nil && !t.opaque {
			r.missing(n.location, "column %s of relation %s does not exist", deparse.Ident(n.column), t.qname())
		}
	}
}

// declareNotNull makes a new table's column NOT NULL.
func (r *reader) declareNotNull(c *column, n declaredNotNull) {
	if !r.version.HasNotNullConstraints() {
		c.notNull = true
		return
	}
	if c.notNull {
		if !c.null.local && c.null.inherited > 0 { // the table's own choice of a name comes first
			r.renameNotNull(c, n.name)
		}
		c.null.local = true
		return
	}
	c.notNull = true
	c.null = notNull{name: naming.Truncate(n.name), noInherit: n.noInherit, notValid: n.notValid, local: true}
	r.nameNotNull(c)
}

// nameNotNull gives a not-null constraint a name and notes it.
func (r *reader) nameNotNull(c *column) {
	if !r.version.HasNotNullConstraints() {
		return
	}
	if c.null.name == "" {
		c.null.name = r.chooseConstraint(c.table.ns, c.table.name, c.name, "not_null", nil)
		c.null.chosen = naming.Join(c.table.name, c.name, "not_null")
	}
	r.db.countConstraint(c.table.ns, c.null.name, 1)
}

func (r *reader) renameNotNull(c *column, name string) {
	r.db.countConstraint(c.table.ns, c.null.name, -1)
	c.null.name, c.null.chosen = naming.Truncate(name), ""
	r.nameNotNull(c)
}

// setNotNull makes a column of a table that exists NOT NULL, and those of its
// children.
func (r *reader) setNotNull(c *column, n declaredNotNull, recurse bool) {
	save(r.db, c)
	switch {
	case !c.notNull:
		c.notNull = true
		c.null = notNull{name: naming.Truncate(n.name), noInherit: n.noInherit, notValid: n.notValid, local: true}
		r.nameNotNull(c)
	case r.version.HasNotNullConstraints():
		c.null.local = true
		if !n.noInherit {
			c.null.noInherit = false
		}
		if !n.notValid && c.null.notValid {
			r.validateNotNull(c, recurse)
		}
		return // what inherits from the column has the constraint already
	}
	if !recurse || n.noInherit {
		return
	}
	for _, child := range c.table.children {
		inherited := child.column(c.name)
		if inherited == nil {
			continue
		}
		r.passNotNull(inherited, declaredNotNull{column: n.column, name: c.null.name, notValid: n.notValid})
	}
}

// passNotNull makes a column NOT NULL because its parent's is.
func (r *reader) passNotNull(c *column, n declaredNotNull) {
	save(r.db, c)
	local := c.notNull && c.null.local
	r.setNotNull(c, n, true)
	c.null.local = local
	c.null.inherited++
}

// dropNotNull makes a column nullable again, and the columns that inherit it.
func (r *reader) dropNotNull(c *column, recurse bool) {
	for _, x := range c.table.keys {
		if x.primary() && slices.ContainsFunc(x.keys, func(k indexKey) bool { return k.column == c }) {
			r.fail(here, "column %s is in a primary key", deparse.Ident(c.name))
		}
	}
	if c.identity != "" {
		r.fail(here, "column %s of relation %s is an identity column", deparse.Ident(c.name), c.table.qname())
	}
	if p := c.table.partitionOf; p != nil {
		if from := p.column(c.name); from != nil && from.notNull && !from.null.noInherit {
			r.fail(here, "column %s is marked NOT NULL in parent table", deparse.Ident(c.name))
		}
	}
	if !c.notNull {
		return
	}
	save(r.db, c)
	if !r.version.HasNotNullConstraints() {
		c.notNull = false
		if recurse {
			for _, child := range c.table.children {
				if inherited := child.column(c.name); inherited != nil {
					r.dropNotNull(inherited, true)
				}
			}
		}
		return
	}
	if c.null.inherited > 0 {
		r.fail(here, "cannot drop inherited constraint %s of relation %s", deparse.Ident(c.null.name), c.table.qname())
	}
	r.dropNotNullConstraint(c)
}

// dropNotNullConstraint removes a column's not-null constraint and what
// children have because of it.
func (r *reader) dropNotNullConstraint(c *column) {
	save(r.db, c)
	noInherit := c.null.noInherit
	if c.null.name != "" {
		r.db.countConstraint(c.table.ns, c.null.name, -1)
	}
	c.notNull, c.null = false, notNull{}
	if noInherit {
		return
	}
	for _, child := range c.table.children {
		inherited := child.column(c.name)
		if inherited == nil || !inherited.notNull {
			continue
		}
		save(r.db, inherited)
		if inherited.null.inherited > 0 {
			inherited.null.inherited--
		}
		if inherited.null.inherited == 0 && !inherited.null.local {
			r.dropNotNullConstraint(inherited)
		}
	}
}
