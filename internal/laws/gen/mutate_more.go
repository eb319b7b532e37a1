package gen

import "slices"

// identityColumns lists the columns that have an identity of their own.
func identityColumns(m *mutator) []*Column {
	return filter(ownColumns(m), func(c *Column) bool { return c.Identity != nil })
}

func identityMutations() []mutation {
	return []mutation{
		onOne("identity options", identityColumns, func(m *mutator, c *Column) bool {
			c.Identity.Opts = m.seqOpts("")
			c.Identity.Always = m.chance(50)
			return true
		}),
		onOne("identity type", identityColumns, func(m *mutator, c *Column) bool {
			if m.inPartitionKey(c) || m.inForeignKey(c) || c.Table.OfType != nil || c.Type.Base == nil {
				return false
			}
			old := c.Type.Base
			m.forgetExprs(c)
			for _, d := range m.descend(c) {
				m.forgetExprs(d)
			}
			m.forgetClasses(c)
			c.Type = Type{Base: m.lib.byName[oneOf(m.draw, "smallint", "integer", "bigint")]}
			c.Identity.Opts = SeqOpts{}
			return c.Type.Base != old
		}),
		onOne("identity sequence", identityColumns, func(m *mutator, c *Column) bool {
			c.Identity.SeqName = m.relation(c.Table.NS, []string{"id_seq", "Numbers"})
			return true
		}),
		onOne("identity persistence", identityColumns, func(m *mutator, c *Column) bool {
			if m.s.Major < 15 || c.Identity.SeqName == "" {
				return false
			}
			c.Identity.Unlogged = ptr(c.Identity.Unlogged == nil && m.chance(70))
			return true
		}),
		onOne("comment on identity sequence", identityColumns, func(m *mutator, c *Column) bool {
			return c.Identity.SeqName != "" && m.recomment(&c.Identity.Comment)
		}),
	}
}

// redrawMutations put something else in the place of an object, under its name.
func redrawMutations() []mutation {
	keys := allOf(func(t *Table) []*Key { return filter(t.Keys, func(k *Key) bool { return k.WithoutOverlaps }) })
	exclusions := allOf(func(t *Table) []*Exclusion { return filter(t.Excls, func(x *Exclusion) bool { return x.Name != "" }) })
	fks := allOf(func(t *Table) []*ForeignKey { return filter(t.FKs, func(f *ForeignKey) bool { return f.Name != "" }) })
	domains := func(m *mutator) []*Domain { return m.s.Domains }
	return []mutation{
		onOne("redraw exclusion", exclusions, func(m *mutator, x ofTable[*Exclusion]) bool {
			fresh := m.exclusion(x.t)
			if fresh == nil {
				return false
			}
			fresh.Name = x.v.Name
			x.t.Excls = append(remove(x.t.Excls, x.v), fresh)
			return true
		}),
		onOne("redraw foreign key", fks, func(m *mutator, f ofTable[*ForeignKey]) bool {
			for range 8 {
				fresh := m.foreignKey()
				if fresh == nil {
					continue
				}
				if f.t.FKs[len(f.t.FKs)-1] == fresh {
					fresh.Name = f.v.Name
					f.t.FKs = remove(f.t.FKs, f.v)
				}
				return true
			}
			return false
		}),
		onOne("redraw statistics", func(m *mutator) []*Statistics { return m.s.Statistics }, func(m *mutator, st *Statistics) bool {
			fresh := m.statistics()
			if fresh == nil || st.Name == "" || fresh.Name == "" {
				return fresh != nil
			}
			fresh.Name, fresh.NS = st.Name, st.NS
			m.s.Statistics = remove(m.s.Statistics, st)
			return true
		}),
		onOne("key with overlaps", keys, func(m *mutator, k ofTable[*Key]) bool {
			k.v.WithoutOverlaps = false
			for _, t := range m.s.Tables {
				t.FKs = filter(t.FKs, func(f *ForeignKey) bool { return f.RefKey != k.v })
			}
			return true
		}),
		onOne("rename exclusion", exclusions, func(m *mutator, x ofTable[*Exclusion]) bool {
			return m.renameTo(&x.v.Name, func() string { return m.relation(x.t.NS, []string{"excl", "no_overlap"}) })
		}),
		onOne("rename domain constraint", domains, func(m *mutator, d *Domain) bool {
			c, ok := anyOf(m.draw, d.Checks)
			return ok && m.renameTo(&c.Name, func() string { return "rule_" + itoa(m.next()) })
		}),
		{"check declared by a child", redeclare},
	}
}

// redeclare lets a child declare a check of its parent too, or not any more.
func redeclare(m *mutator) bool {
	for _, t := range shuffled(m.draw, m.s.Tables) {
		if i := slices.IndexFunc(t.Checks, func(c *Check) bool { return c.From != nil }); i >= 0 {
			t.Checks = slices.Delete(t.Checks, i, i+1)
			return true
		}
		for _, p := range append(slices.Clone(t.Parents), t.PartOf) {
			if p == nil {
				continue
			}
			for _, c := range p.Checks {
				if c.Name != "" && !c.NoInherit && !c.NotValid && !c.NotEnforced && c.From == nil {
					t.Checks = append(t.Checks, &Check{From: c})
					return true
				}
			}
		}
	}
	return false
}
