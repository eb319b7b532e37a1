package gen

import "slices"

// ownColumns lists the columns that a table itself declares.
func ownColumns(m *mutator) []*Column {
	var list []*Column
	for _, t := range m.s.Tables {
		list = append(list, filter(t.Columns, func(c *Column) bool { return c.From == nil })...)
	}
	return list
}

func everyColumn(m *mutator) []*Column {
	var list []*Column
	for _, t := range m.s.Tables {
		list = append(list, t.Columns...)
	}
	return list
}

func columnMutations() []mutation {
	return slices.Concat(columnShapeMutations(), []mutation{
		onOne("column default", everyColumn, func(m *mutator, c *Column) bool {
			if c.generated() != nil || inheritsIdentity(c) || c.Serial || c.From != nil && !c.Local && c.Table.PartOf == nil && c.Table.OfType == nil {
				return false
			}
			if c.Default != nil && m.chance(40) {
				c.Default = nil
				return true
			}
			c.Default = m.defaultFor(c.typ())
			return true
		}),
		onOne("generated column", ownColumns, func(m *mutator, c *Column) bool {
			if len(m.descend(c)) > 1 || c.Table.OfType != nil || m.inPartitionKey(c) || c.Identity != nil || c.Serial || m.inForeignKey(c) {
				return false
			}
			m.forgetColumn(c)
			old := c.Generated
			c.Default, c.Generated, c.Virtual = nil, nil, false
			m.orderForGenerated(c)
			if old == nil || m.chance(50) {
				m.generate(c)
			}
			return old != c.Generated
		}),
		onOne("identity", ownColumns, (*mutator).reidentify),
		onOne("serial", ownColumns, func(m *mutator, c *Column) bool {
			if !c.Type.isInteger() || c.Generated != nil || c.Identity != nil || len(m.descend(c)) > 1 || c.Table.OfType != nil {
				return false
			}
			if c.Serial = !c.Serial; c.Serial {
				c.Default, c.NN = nil, NotNull{}
			}
			c.NotNull = true
			return true
		}),
		onOne("column storage", ownColumns, func(m *mutator, c *Column) bool {
			storage, compress, stats, options := c.Storage, c.Compress, c.Stats, c.Options
			for range 10 {
				m.columnStorage(c)
				if storage != c.Storage || compress != c.Compress || stats != c.Stats || len(options)+len(c.Options) > 0 {
					return true
				}
			}
			return false
		}),
		onOne("comment on column", everyColumn, func(m *mutator, c *Column) bool { return m.recomment(&c.Comment) }),
	})
}

func columnShapeMutations() []mutation {
	return []mutation{
		onOne("add column", everyTable, (*mutator).addColumn),
		onOne("drop column", ownColumns, func(m *mutator, c *Column) bool {
			if m.inPartitionKey(c) || c.Table.OfType != nil {
				return false
			}
			m.dropColumn(c)
			return true
		}),
		onOne("widen column type", ownColumns, (*mutator).widen),
		onOne("column type", ownColumns, (*mutator).retype),
		onOne("column collation", ownColumns, func(m *mutator, c *Column) bool {
			if m.inPartitionKey(c) || m.inForeignKey(c) {
				return false
			}
			old := c.Collation
			for range 10 {
				if m.collation(c); old != c.Collation {
					return true
				}
			}
			return false
		}),
		onOne("column not null", everyColumn, func(m *mutator, c *Column) bool {
			if c.Identity != nil || c.Serial || c.From != nil && (c.Table.PartOf == nil && !c.Local || c.From.mustNotBeNull()) {
				return false
			}
			c.NotNull, c.NN = !c.NotNull, NotNull{}
			return true
		}),
		onOne("not-null constraint", ownColumns, func(m *mutator, c *Column) bool {
			if m.s.Major < 18 || c.Identity != nil || c.Serial || len(m.descend(c)) > 1 {
				return false
			}
			m.notNull(c)
			return true
		}),
	}
}

// inForeignKey says whether a column refers or is referred to.
func (m *mutator) inForeignKey(c *Column) bool {
	for _, t := range m.s.Tables {
		for _, f := range t.FKs {
			if slices.Contains(f.Columns, c) || slices.Contains(f.RefKey.Columns, c) {
				return true
			}
		}
	}
	return false
}

// orderForGenerated takes generated columns away that would use another one.
func (m *mutator) orderForGenerated(c *Column) {
	for _, o := range c.Table.Columns {
		if o.Generated.uses(c) {
			o.Generated, o.Virtual = nil, false
		}
	}
}

// addColumn appends a column, and to all children.
func (m *mutator) addColumn(t *Table) bool {
	if t.PartOf != nil || t.OfType != nil {
		return false
	}
	used := t.columnNames()
	for _, below := range m.below(t) {
		for name := range below.columnNames() {
			used[name] = true
		}
	}
	c := &Column{Table: t, Name: m.name(used, plainColumns()), Type: m.anyType(), Comment: m.comment()}
	m.collation(c)
	m.notNull(c)
	m.columnValue(c)
	m.columnStorage(c)
	t.Columns = append(t.Columns, c)
	if len(m.below(t)) > 0 {
		c.NN.NoInherit = false
	}
	m.inheritNew(t, c)
	return true
}

// below lists all tables that inherit from a table or are partitions of it.
func (m *mutator) below(t *Table) []*Table {
	var list []*Table
	for _, o := range m.s.Tables {
		if o.PartOf == t || slices.Contains(o.Parents, t) {
			list = append(append(list, o), m.below(o)...)
		}
	}
	return list
}

func (m *mutator) inheritNew(t *Table, c *Column) {
	for _, o := range m.s.Tables {
		if o.PartOf == t || slices.Contains(o.Parents, t) {
			child := &Column{Table: o, From: c}
			o.Columns = append(o.Columns, child)
			m.inheritNew(o, child)
		}
	}
}

// widen changes a type within its family, with everything on it in place.
func (m *mutator) widen(c *Column) bool {
	if m.inPartitionKey(c) || c.Type.Array || c.Type.Base == nil || m.inForeignKey(c) || c.Table.OfType != nil {
		return false
	}
	families := [][]string{{"smallint", "integer", "bigint"}, {"character varying", "text"}, {"real", "double precision"}}
	for _, family := range families {
		if at := slices.Index(family, c.Type.Base.Name); at >= 0 && m.chance(60) {
			m.forgetExprs(c)
			for _, d := range m.descend(c) {
				m.forgetExprs(d)
			}
			m.forgetClasses(c)
			c.Type = m.useOf(m.lib.byName[pick(m.draw, family)])
			c.Type.Array = false
			return true
		}
	}
	if len(c.Type.Base.Mods) == 0 || c.Type.Base.Name == "bit" || c.Type.Base.Name == "character" {
		return false
	}
	old := c.Type.Mods
	c.Type.Mods = oneOf(m.draw, append(c.Type.Base.Mods, "")...)
	return old != c.Type.Mods
}

// forgetClasses takes explicit operator classes off a column's index keys.
func (m *mutator) forgetClasses(c *Column) {
	for _, c := range m.descend(c) {
		for _, t := range m.s.Tables {
			for _, ix := range t.Indexes {
				for i := range ix.Keys {
					if k := &ix.Keys[i]; k.Column == c && ix.Method == "btree" {
						k.Opclass, k.OpclassOptions = "", ""
					}
				}
			}
			t.Indexes = filter(t.Indexes, func(ix *Index) bool {
				return ix.Method == "btree" || !slices.ContainsFunc(ix.Keys, func(k IndexKey) bool { return k.Column == c })
			})
		}
	}
}

// retype gives a column another type, without what was built on the old one.
func (m *mutator) retype(c *Column) bool {
	if m.inPartitionKey(c) || c.Table.OfType != nil {
		return false
	}
	m.forgetColumn(c)
	for _, d := range m.descend(c) {
		d.Default, d.Storage, d.Compress, d.Stats, d.Options = nil, "", "", nil, nil
	}
	c.Type = m.anyType()
	c.Collation, c.UserColl, c.Generated, c.Virtual, c.Identity, c.Serial = "", nil, nil, false, nil, false
	m.collation(c)
	return true
}

// reidentify adds or removes an identity.
func (m *mutator) reidentify(c *Column) bool {
	if c.Identity != nil {
		c.Identity = nil
		return true
	}
	if !c.Type.isInteger() || c.Generated != nil || c.Serial || len(m.descend(c)) > 1 || c.Table.OfType != nil {
		return false
	}
	c.Default, c.Identity, c.NotNull, c.NN = nil, m.identity(c), true, NotNull{}
	return true
}
