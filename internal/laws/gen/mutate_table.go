package gen

import "slices"

func everyTable(m *mutator) []*Table { return m.s.Tables }

// storedTables lists the tables that have storage of their own.
func storedTables(m *mutator) []*Table {
	return filter(m.s.Tables, func(t *Table) bool { return t.Part == nil })
}

func tableMutations() []mutation {
	return []mutation{
		{"add table", func(m *mutator) bool { m.marks(m.plain()); return true }},
		{"add tables of other kinds", func(m *mutator) bool {
			switch m.n(3) {
			case 0:
				m.partitioned()
			case 1:
				m.inheriting()
			default:
				m.typedTable()
			}
			m.materialize()
			return true
		}},
		onOne("drop table", everyTable, func(m *mutator, t *Table) bool { m.dropTable(t); return true }),
		onOne("comment on table", everyTable, func(m *mutator, t *Table) bool { return m.recomment(&t.Comment) }),
		onOne("persistence", storedTables, (*mutator).persistence),
		onOne("storage parameters", storedTables, func(m *mutator, t *Table) bool {
			if len(t.Options) > 0 && m.chance(40) {
				t.Options = nil
			} else {
				t.Options = m.tableOptions()
			}
			return true
		}),
		onOne("access method", storedTables, func(m *mutator, t *Table) bool {
			t.AccessMethod = oneOf(m.draw, "", AccessMethod)
			return m.s.Major >= 15
		}),
		onOne("tablespace", storedTables, func(m *mutator, t *Table) bool {
			old := t.Tablespace
			t.Tablespace = oneOf(m.draw, append(Tablespaces(), "")...)
			return old != t.Tablespace
		}),
		onOne("replica identity", everyTable, func(m *mutator, t *Table) bool {
			t.Replica, t.ReplicaIndex = oneOf(m.draw, "", "full", "nothing"), nil
			if m.chance(50) {
				m.replicaIndex(t)
			}
			return true
		}),
		onOne("cluster", storedTables, func(m *mutator, t *Table) bool {
			old := t.Cluster
			t.Cluster = nil
			if old == nil || m.chance(50) {
				m.cluster(t)
			}
			return old != t.Cluster
		}),
		onOne("row security", everyTable, func(m *mutator, t *Table) bool {
			rls, force := t.RLS, t.ForceRLS
			t.RLS, t.ForceRLS = m.chance(50), m.chance(50)
			return rls != t.RLS || force != t.ForceRLS
		}),
		onOne("typed table", everyTable, (*mutator).untype),
	}
}

// persistence switches between logged and unlogged, for a table that no foreign
// key ties to another.
func (m *mutator) persistence(t *Table) bool {
	for _, o := range m.s.Tables {
		for _, f := range o.FKs {
			if (o == t || f.Ref == t) && o != f.Ref {
				return false
			}
		}
	}
	owns := slices.ContainsFunc(m.s.Sequences, func(s *Sequence) bool { return s.OwnedBy != nil && s.OwnedBy.Table == t })
	if owns || t.PartOf != nil || m.published(t) {
		return false
	}
	for _, c := range t.Columns {
		if c.Identity != nil && c.Identity.Unlogged != nil {
			return false
		}
	}
	t.Unlogged = !t.Unlogged
	return true
}

// published says whether a publication names a table, or one that it inherits from.
func (m *mutator) published(t *Table) bool {
	return slices.ContainsFunc(t.Parents, m.published) || slices.ContainsFunc(m.s.Objects, func(o *Object) bool {
		return o.Kind == "publication" && slices.ContainsFunc(o.Rels, func(b binding) bool { return b.Rel == any(t) })
	})
}

// untype makes an ordinary table of a typed one.
func (m *mutator) untype(t *Table) bool {
	if t.OfType == nil {
		return false
	}
	for _, c := range t.Columns {
		c.settle()
	}
	t.OfType = nil
	return true
}

func treeMutations() []mutation {
	return []mutation{
		onOne("detach partition", everyTable, (*mutator).detach),
		onOne("drop partition", everyTable, func(m *mutator, t *Table) bool {
			if t.PartOf != nil {
				m.dropTable(t)
			}
			return !slices.Contains(m.s.Tables, t)
		}),
		onOne("add partition", everyTable, (*mutator).addPartition),
		onOne("partition bound", everyTable, (*mutator).rebound),
		onOne("partition key", everyTable, (*mutator).repartition),
		onOne("stop inheriting", everyTable, func(m *mutator, t *Table) bool {
			p, ok := anyOf(m.draw, t.Parents)
			if ok {
				m.disinherit(t, p)
			}
			return ok
		}),
		onOne("inherit", everyTable, (*mutator).inheritFrom),
		onOne("override in a child", everyTable, func(m *mutator, t *Table) bool {
			c, ok := anyOf(m.draw, filter(t.Columns, func(c *Column) bool {
				return c.From != nil && t.OfType == nil && c.generated() == nil && !inheritsIdentity(c.From)
			}))
			if !ok {
				return false
			}
			c.Local = t.PartOf == nil
			c.Default = nil
			m.override(c)
			return true
		}),
	}
}

func (m *mutator) detach(t *Table) bool {
	if t.PartOf == nil {
		return false
	}
	for _, c := range t.Columns {
		c.settle()
	}
	t.PartOf, t.Bound, t.Attach = nil, Bound{}, false
	return true
}

// addPartition gives a hash, list or range parent without a default partition
// one more.
func (m *mutator) addPartition(t *Table) bool {
	if t.Part == nil {
		return false
	}
	hasDefault := slices.ContainsFunc(m.s.Tables, func(p *Table) bool { return p.PartOf == t && p.Bound.Default })
	if t.Part.Strategy == "HASH" || hasDefault {
		return false
	}
	m.leafParts(m.partition(t, Bound{Default: true}))
	return true
}

// rebound exchanges the bounds of two partitions, or redraws them all.
func (m *mutator) rebound(t *Table) bool {
	if t.Part == nil {
		return false
	}
	partitions := filter(m.s.Tables, func(p *Table) bool { return p.PartOf == t })
	if len(partitions) >= 2 && m.chance(40) {
		a, b := partitions[0], partitions[1]
		a.Bound, b.Bound = b.Bound, a.Bound
		return true
	}
	return m.redrawBounds(t, partitions)
}

func (m *mutator) redrawBounds(t *Table, partitions []*Table) bool {
	bounds := m.bounds(t.Part)
	for i, p := range partitions {
		if i < len(bounds) {
			p.Bound = bounds[i]
		} else {
			m.dropTable(p)
		}
	}
	return len(partitions) > 0
}

// repartition changes the partition key of a table, and all bounds with it.
func (m *mutator) repartition(t *Table) bool {
	if t.Part == nil || !m.partitionBy(t) {
		return false
	}
	m.redrawBounds(t, filter(m.s.Tables, func(p *Table) bool { return p.PartOf == t }))
	return true
}

// inheritFrom makes a table a child of a new parent that has some of its
// columns.
func (m *mutator) inheritFrom(t *Table) bool {
	if t.Part != nil || t.PartOf != nil || t.OfType != nil || len(t.Parents) > 0 || m.isParent(t) {
		return false
	}
	mine := filter(t.Columns, func(c *Column) bool {
		return c.Generated == nil && c.Identity == nil && !c.Serial && c.NN == NotNull{}
	})
	if len(mine) == 0 {
		return false
	}
	p := m.newTable()
	for _, c := range some(m.draw, mine, 1, 3) {
		from := &Column{Table: p, Name: c.Name, Type: c.Type, Collation: c.Collation, UserColl: c.UserColl, NotNull: c.NotNull && m.chance(50)}
		p.Columns = append(p.Columns, from)
		c.From, c.Local = from, true
	}
	t.Parents = []*Table{p}
	// A child is written after its parent.
	m.s.Tables = remove(m.s.Tables, t)
	m.s.Tables = append(m.s.Tables, t)
	return true
}
