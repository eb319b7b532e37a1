package ddl

import (
	"slices"

	"github.com/schemadiff/schemadiff/dialects/postgres/deparse"
	"github.com/schemadiff/schemadiff/dialects/postgres/parse"
)

// dropConstraintCommand applies DROP CONSTRAINT.
func (r *reader) dropConstraintCommand(t *table, c *command, recurse bool) {
	cascade := c.Behavior == parse.DropBehavior_DROP_CASCADE
	if k := t.check(c.Name); k != nil {
		if k.inherited > 0 {
			r.fail(here, "cannot drop inherited constraint %s of relation %s", deparse.Ident(k.name), t.qname())
		}
		r.dropCheckTree(t, k, recurse)
		return
	}
	if k := t.foreignKey(c.Name); k != nil {
		r.dropForeignKey(k)
		return
	}
	if x := t.key(c.Name); x != nil {
		if x.parent != nil {
			r.fail(here, "cannot drop inherited constraint %s of relation %s", deparse.Ident(x.name), t.qname())
		}
		r.dropReferrers(t, x, cascade)
		r.dropIndex(x)
		return
	}
	if column := t.notNullNamed(c.Name); column != nil {
		if column.null.inherited > 0 {
			r.fail(here, "cannot drop inherited constraint %s of relation %s", deparse.Ident(c.Name), t.qname())
		}
		r.dropNotNull(column, recurse)
		return
	}
	if !c.MissingOk && !t.opaque {
		r.missing(here, "constraint %s of relation %s does not exist", deparse.Ident(c.Name), t.qname())
	}
}

// dropCheckTree removes a check and what children have because of it.
func (r *reader) dropCheckTree(t *table, k *check, recurse bool) {
	r.dropCheck(t, k)
	if k.noInherit {
		return
	}
	for _, child := range t.children {
		own := child.check(k.name)
		if own == nil {
			continue
		}
		save(r.db, own)
		if own.inherited > 0 {
			own.inherited--
		}
		switch {
		case !recurse:
			own.local = true
		case own.inherited == 0 && !own.local:
			r.dropCheckTree(child, own, true)
		}
	}
}

// alterConstraint applies ALTER CONSTRAINT.
func (r *reader) alterConstraint(t *table, c *command) {
	def := c.Def.GetConstraint()
	enforced, notEnforced := r.stmt.CommandMarked(parse.Enforced, c.number), r.stmt.CommandMarked(parse.NotEnforced, c.number)
	inherit, noInherit := r.stmt.CommandMarked(parse.AlterInherit, c.number), r.stmt.CommandMarked(parse.AlterNoInherit, c.number)
	if column := t.notNullNamed(def.Conname); column != nil && (inherit || noInherit) {
		save(r.db, column)
		if column.null.noInherit == noInherit {
			return
		}
		column.null.noInherit = noInherit
		for _, child := range t.children {
			own := child.column(column.name)
			switch {
			case own == nil:
			case inherit:
				r.passNotNull(own, declaredNotNull{column: own.name, name: column.null.name})
			default:
				save(r.db, own)
				own.null.local = true
				own.null.inherited = max(0, own.null.inherited-1)
			}
		}
		return
	}
	k := t.foreignKey(def.Conname)
	if k == nil {
		r.missing(here, "constraint %s of relation %s does not exist", deparse.Ident(def.Conname), t.qname())
	}
	save(r.db, k)
	if def.Deferrable || def.Initdeferred || !enforced && !notEnforced {
		k.deferrable, k.initiallyDeferred = def.Deferrable || def.Initdeferred, def.Initdeferred
	}
	switch {
	case notEnforced:
		k.notEnforced, k.notValid = true, false
	case enforced:
		k.notEnforced = false
	}
}

// validateConstraint applies VALIDATE CONSTRAINT.
func (r *reader) validateConstraint(t *table, name string, recurse bool) {
	if k := t.foreignKey(name); k != nil {
		save(r.db, k)
		k.notValid = false
		return
	}
	if column := t.notNullNamed(name); column != nil {
		r.validateNotNull(column, recurse)
		return
	}
	k := t.check(name)
	if k == nil {
		if t.opaque {
			return
		}
		r.missing(here, "constraint %s of relation %s does not exist", deparse.Ident(name), t.qname())
	}
	save(r.db, k)
	k.notValid = false
	if !recurse || k.noInherit {
		return
	}
	for _, child := range t.children {
		if slices.ContainsFunc(child.checks, func(own *check) bool { return own.name == name }) {
			r.validateConstraint(child, name, true)
		}
	}
}

// validateNotNull validates the not-null constraint of a column and those of the
// columns that inherit it.
func (r *reader) validateNotNull(c *column, recurse bool) {
	save(r.db, c)
	c.null.notValid = false
	if !recurse || c.null.noInherit {
		return
	}
	for _, child := range c.table.children {
		if own := child.column(c.name); own != nil && own.notNull {
			r.validateNotNull(own, true)
		}
	}
}
