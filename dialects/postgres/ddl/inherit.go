package ddl

import (
	"slices"

	"github.com/schemadiff/schemadiff/dialects/postgres/deparse"
	"github.com/schemadiff/schemadiff/dialects/postgres/parse"
	"github.com/schemadiff/schemadiff/model"
)

// inherit is MergeAttributes of the server's tablecmds.c: it gives a new table
// the columns and checks of its parents, and then its own.
func (r *reader) inherit(d *definition, parents []*table, partition bool) {
	t := d.table
	conflicts := map[string]bool{} // columns whose parents' defaults differ
	for i, p := range parents {
		r.checkParent(t, p, partition)
		if slices.Contains(parents[:i], p) {
			r.fail(here, "relation %s would be inherited from more than once", p.qname())
		}
		for _, c := range p.columns {
			r.inheritColumn(t, c, partition, conflicts)
		}
	}
	if partition {
		r.mergePartitionColumns(d)
	} else {
		for _, c := range d.own {
			if !c.value.isZero() || c.nullDefault {
				delete(conflicts, c.name)
			}
			r.mergeOwnColumn(t, c)
		}
	}
	for _, name := range sortedKeys(conflicts) {
		r.failHint(here, "specify a default to resolve the conflict", "column %s inherits conflicting default values", deparse.Ident(name))
	}
	for _, p := range parents {
		r.addParent(t, p, partition)
		r.inheritChecks(t, p)
	}
}

func (r *reader) checkParent(t, p *table, partition bool) {
	switch {
	case partition && p.kind != partitioned:
		r.fail(here, "%s is not partitioned", p.qname())
	case !partition && p.kind == partitioned:
		r.fail(here, "cannot inherit from partitioned table %s", p.qname())
	case !partition && p.partitionOf != nil:
		r.fail(here, "cannot inherit from partition %s", p.qname())
	case p.kind != ordinary && p.kind != partitioned && p.kind != foreignTable:
		r.fail(here, "inherited relation %s is not a table", p.qname())
	case p.temporary() && !t.temporary():
		r.fail(here, "cannot inherit from temporary relation %s", p.qname())
	}
}

// addParent links a child with its parent.
func (r *reader) addParent(t, p *table, partition bool) {
	save(r.db, t)
	save(r.db, p)
	if partition {
		t.partitionOf = p
	} else {
		t.parents = append(t.parents, p)
	}
	p.children = append(p.children, t)
}

// inheritColumn gives a table a column of a parent, or merges it with the one
// that the table has from another parent. Defaults that differ are noted.
func (r *reader) inheritColumn(t *table, from *column, partition bool, conflicts map[string]bool) {
	if c := t.column(from.name); c != nil {
		r.sameType(c, from)
		c.inherited++
		if c.value.text != from.value.text && !from.value.isZero() {
			if !c.value.isZero() {
				conflicts[c.name] = true
			}
			c.value, c.generated, c.virtual = from.value, from.generated, from.virtual
		}
		r.inheritNotNull(c, from)
		return
	}
	c := &column{
		table: t, name: from.name, typ: from.typ, collation: from.collation, storage: from.storage,
		compression: from.compression, value: from.value, generated: from.generated, virtual: from.virtual,
		inherited: 1, pos: t.pos,
	}
	if partition && r.version.HasPartitionIdentity() {
		c.identity = from.identity
	}
	r.inheritNotNull(c, from)
	t.columns = append(t.columns, c)
}

func (r *reader) sameType(a, b *column) {
	if a.typ != b.typ {
		r.fail(here, "column %s has a type conflict: %s versus %s", deparse.Ident(a.name), a.typ, b.typ)
	}
	if a.collation != b.collation {
		r.fail(here, "column %s has a collation conflict: %s versus %s", deparse.Ident(a.name), a.collation, b.collation)
	}
}

// inheritNotNull makes a column NOT NULL because a parent's is. Since
// PostgreSQL 18 that is a constraint, which can be kept from children.
func (r *reader) inheritNotNull(c, from *column) {
	if !from.notNull || r.version.HasNotNullConstraints() && from.null.noInherit {
		return
	}
	if !r.version.HasNotNullConstraints() {
		c.notNull = true
		return
	}
	if !c.notNull {
		c.notNull = true
		c.null = notNull{name: from.null.name}
		r.nameNotNull(c)
	}
	c.null.inherited++
}

// mergeOwnColumn adds a column that the table declares itself to those that it
// inherits.
func (r *reader) mergeOwnColumn(t *table, own *column) {
	i := slices.IndexFunc(t.columns, func(c *column) bool { return c.name == own.name })
	if i < 0 {
		t.columns = append(t.columns, own)
		return
	}
	c := t.columns[i]
	r.sameType(c, own)
	if c.generated && !own.generated && !own.value.isZero() {
		r.fail(here, "column %s inherits from generated column but specifies default", own.name)
	}
	own.inherited = c.inherited
	if own.value.isZero() && !own.generated && !own.nullDefault {
		own.value, own.generated, own.virtual, own.serial = c.value, c.generated, c.virtual, false
	}
	own.notNull, own.null = c.notNull, c.null
	if own.storage == "" {
		own.storage = c.storage
	}
	if own.compression == "" {
		own.compression = c.compression
	}
	t.columns[i] = own
}

// inheritChecks gives a table the checks of a parent that are for children too.
func (r *reader) inheritChecks(t, p *table) {
	for _, k := range p.checks {
		if k.noInherit {
			continue
		}
		if i := slices.IndexFunc(t.checks, func(own *check) bool { return own.name == k.name }); i >= 0 {
			own := t.checks[i]
			if own.expr.text != k.expr.text {
				r.fail(here, "check constraint name %s appears multiple times but with different expressions", deparse.Ident(k.name))
			}
			save(r.db, own)
			own.inherited++
			continue
		}
		copied := *k
		copied.inherited, copied.local, copied.comment, copied.implicit = 1, false, "", false
		copied.notValid = false // there are no rows yet
		copied.pos = t.pos
		r.appendCheck(t, &copied)
	}
}

// partitionColumn notes "column WITH OPTIONS …" of a partition, which may
// override what the partition inherits.
func (r *reader) partitionColumn(d *definition, parent *table, def *parse.ColumnDef) {
	from := parent.column(def.Colname)
	if from == nil {
		r.missing(def.Location, "column %s does not exist", deparse.Ident(def.Colname))
	}
	c := &column{table: d.table, name: from.name, typ: from.typ, pos: r.pos(def.Location)}
	r.columnConstraints(d, c, def)
	d.own = append(d.own, c)
}

// mergePartitionColumns applies the options of a partition's columns.
func (r *reader) mergePartitionColumns(d *definition) {
	for _, own := range d.own {
		c := d.table.column(own.name)
		c.pos = own.pos
		if !own.value.isZero() || own.generated || own.nullDefault {
			c.value, c.generated, c.virtual = own.value, own.generated, own.virtual
		}
		for i := range d.generated {
			if d.generated[i].column == own {
				d.generated[i].column = c
			}
		}
	}
}

// addInherit applies ALTER TABLE … INHERIT.
func (r *reader) addInherit(t *table, parent *parse.RangeVar) {
	p := r.tableOf(parent)
	r.checkParent(t, p, false)
	if slices.Contains(t.parents, p) {
		r.fail(parent.Location, "relation %s would be inherited from more than once", p.qname())
	}
	if p == t || slices.Contains(t.descendants(), p) {
		r.fail(parent.Location, "circular inheritance not allowed")
	}
	r.adopt(t, p)
	r.addParent(t, p, false)
}

// adopt is CreateInheritance: the columns and checks of a table that exists
// become those of its new parent as well.
func (r *reader) adopt(t, p *table) {
	for _, from := range p.columns {
		c := t.column(from.name)
		if c == nil {
			r.fail(here, "child table is missing column %s", deparse.Ident(from.name))
		}
		r.sameType(c, from)
		save(r.db, c)
		if from.notNull && !from.null.noInherit {
			if !c.notNull {
				r.fail(here, "column %s in child table must be marked NOT NULL", deparse.Ident(c.name))
			}
			c.null.inherited++
		}
		c.inherited++
	}
	for _, k := range p.checks {
		if k.noInherit {
			continue
		}
		i := slices.IndexFunc(t.checks, func(own *check) bool { return own.name == k.name })
		if i < 0 {
			r.fail(here, "child table is missing constraint %s", deparse.Ident(k.name))
		}
		save(r.db, t.checks[i])
		t.checks[i].inherited++
	}
}

// dropInherit applies ALTER TABLE … NO INHERIT.
func (r *reader) dropInherit(t *table, parent *parse.RangeVar) {
	p := r.tableOf(parent)
	if !slices.Contains(t.parents, p) {
		r.fail(parent.Location, "relation %s is not a parent of relation %s", p.qname(), t.qname())
	}
	r.disown(t, p)
}

// disown is RemoveInheritance: what the table had from a parent is its own now.
func (r *reader) disown(t, p *table) {
	save(r.db, t)
	save(r.db, p)
	t.parents = without(t.parents, p)
	if t.partitionOf == p {
		t.partitionOf, t.bound = nil, model.PartitionBound{}
	}
	p.children = without(p.children, t)
	for _, from := range p.columns {
		c := t.column(from.name)
		if c == nil || c.inherited == 0 {
			continue
		}
		save(r.db, c)
		if c.inherited--; c.inherited == 0 {
			c.local = true
		}
		if c.null.inherited > 0 && from.notNull && !from.null.noInherit {
			if c.null.inherited--; c.null.inherited == 0 {
				c.null.local = true
			}
		}
	}
	for _, k := range p.checks {
		i := slices.IndexFunc(t.checks, func(own *check) bool { return own.name == k.name })
		if i < 0 || k.noInherit || t.checks[i].inherited == 0 {
			continue
		}
		own := t.checks[i]
		save(r.db, own)
		if own.inherited--; own.inherited == 0 {
			own.local = true
		}
	}
}
