package gen

// ofTable pairs a part with its table.
type ofTable[T any] struct {
	t *Table
	v T
}

func allOf[T any](list func(*Table) []T) func(*mutator) []ofTable[T] {
	return func(m *mutator) []ofTable[T] {
		var all []ofTable[T]
		for _, t := range m.s.Tables {
			for _, v := range list(t) {
				all = append(all, ofTable[T]{t, v})
			}
		}
		return all
	}
}

func constraintMutations() []mutation {
	keys := allOf(func(t *Table) []*Key { return t.Keys })
	checks := allOf(func(t *Table) []*Check { return filter(t.Checks, func(c *Check) bool { return c.From == nil }) })
	exclusions := allOf(func(t *Table) []*Exclusion { return t.Excls })
	list := []mutation{
		onOne("add primary key", everyTable, func(m *mutator, t *Table) bool { return m.addKey(t, true) }),
		onOne("add unique constraint", everyTable, func(m *mutator, t *Table) bool { return m.addKey(t, false) }),
		onOne("drop key", keys, func(m *mutator, k ofTable[*Key]) bool { k.t.Keys = remove(k.t.Keys, k.v); return true }),
		onOne("redraw key", keys, func(m *mutator, k ofTable[*Key]) bool {
			k.t.Keys = remove(k.t.Keys, k.v)
			fresh := m.key(k.t, k.v.Primary)
			if fresh == nil {
				return true
			}
			if k.v.Name != "" {
				fresh.Name = k.v.Name
			}
			if !k.t.hasKeyOn(fresh) {
				k.t.Keys = append(k.t.Keys, fresh)
			}
			return true
		}),
		onOne("key attributes", keys, func(m *mutator, k ofTable[*Key]) bool {
			if k.v.WithoutOverlaps {
				return false
			}
			m.keyFlags(k.t, k.v)
			return true
		}),
		onOne("comment on key", keys, func(m *mutator, k ofTable[*Key]) bool { return k.v.Name != "" && m.recomment(&k.v.Comment) }),
		onOne("comment on key's index", keys, func(m *mutator, k ofTable[*Key]) bool { return k.v.Name != "" && m.recomment(&k.v.IndexComment) }),
		onOne("add check", everyTable, func(m *mutator, t *Table) bool { t.Checks = append(t.Checks, m.check(t)); return true }),
		onOne("drop check", checks, func(m *mutator, c ofTable[*Check]) bool { c.t.Checks = remove(c.t.Checks, c.v); return true }),
		onOne("check expression", checks, func(m *mutator, c ofTable[*Check]) bool {
			c.v.Expr = m.predicate(c.t.Columns, false)
			return true
		}),
		onOne("check attributes", checks, func(m *mutator, c ofTable[*Check]) bool {
			m.checkFlags(c.t, c.v)
			return true
		}),
		onOne("comment on check", checks, func(m *mutator, c ofTable[*Check]) bool { return c.v.Name != "" && m.recomment(&c.v.Comment) }),
		onOne("add exclusion", everyTable, func(m *mutator, t *Table) bool { return m.addExclusion(t) }),
		onOne("drop exclusion", exclusions, func(m *mutator, x ofTable[*Exclusion]) bool {
			x.t.Excls = remove(x.t.Excls, x.v)
			return true
		}),
		onOne("exclusion attributes", exclusions, func(m *mutator, x ofTable[*Exclusion]) bool {
			m.exclusionRest(x.t, x.v)
			return true
		}),
		onOne("comment on exclusion", exclusions, func(m *mutator, x ofTable[*Exclusion]) bool {
			return x.v.Name != "" && m.recomment(oneOf(m.draw, &x.v.Comment, &x.v.IndexComment))
		}),
	}
	return append(list, foreignKeyMutations()...)
}

func foreignKeyMutations() []mutation {
	fks := allOf(func(t *Table) []*ForeignKey { return t.FKs })
	return []mutation{
		{"add foreign key", func(m *mutator) bool { return m.foreignKey() != nil }},
		onOne("drop foreign key", fks, func(m *mutator, f ofTable[*ForeignKey]) bool {
			f.t.FKs = remove(f.t.FKs, f.v)
			return true
		}),
		onOne("foreign key attributes", fks, func(m *mutator, f ofTable[*ForeignKey]) bool {
			m.foreignKeyFlags(f.t, f.v)
			return true
		}),
		onOne("validate foreign key", fks, func(m *mutator, f ofTable[*ForeignKey]) bool {
			f.v.NotValid = !f.v.NotValid && !f.v.NotEnforced
			return true
		}),
		onOne("comment on foreign key", fks, func(m *mutator, f ofTable[*ForeignKey]) bool {
			return f.v.Name != "" && m.recomment(&f.v.Comment)
		}),
	}
}
