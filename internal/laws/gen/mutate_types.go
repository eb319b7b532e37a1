package gen

import "slices"

func schemaMutations() []mutation {
	namespaces := func(m *mutator) []*Namespace { return m.s.Namespaces }
	sequences := func(m *mutator) []*Sequence { return m.s.Sequences }
	return []mutation{
		{"add schema", func(m *mutator) bool {
			used := map[string]bool{}
			for _, ns := range m.s.Namespaces {
				used[ns.Name] = true
			}
			m.s.Namespaces = append(m.s.Namespaces, &Namespace{Name: m.schemaName(used), Comment: m.comment()})
			return true
		}},
		onOne("comment on schema", namespaces, func(m *mutator, ns *Namespace) bool { return m.recomment(&ns.Comment) }),
		onOne("comment on extension", func(m *mutator) []*Extension { return m.s.Extensions }, func(m *mutator, e *Extension) bool { return m.recomment(&e.Comment) }),
		onOne("move extension", func(m *mutator) []*Extension { return m.s.Extensions }, func(m *mutator, e *Extension) bool {
			if e.Requires != nil || e.Name == "cube" { // the server refuses to move what others build upon
				return false
			}
			e.NS = m.ns()
			return true
		}),
		{"add extension", func(m *mutator) bool {
			if len(m.s.Extensions) > 0 || m.chance(60) {
				return false
			}
			m.s.Extensions = append(m.s.Extensions, &Extension{Name: oneOf(m.draw, "citext", "hstore", "pg_trgm"), NS: m.ns()})
			m.lib = newLibrary(m.s.Major, m.s.Extensions)
			return true
		}},
		{"add sequence", func(m *mutator) bool { m.s.Sequences = append(m.s.Sequences, m.sequence()); return true }},
		onOne("drop sequence", sequences, (*mutator).dropSequence),
		onOne("sequence options", sequences, func(m *mutator, s *Sequence) bool {
			s.Opts = m.seqOpts(oneOf(m.draw, "", "integer", "bigint"))
			return true
		}),
		onOne("sequence persistence", sequences, func(m *mutator, s *Sequence) bool {
			s.Unlogged = !s.Unlogged && m.s.Major >= 15
			return m.s.Major >= 15
		}),
		onOne("comment on sequence", sequences, func(m *mutator, s *Sequence) bool { return m.recomment(&s.Comment) }),
		onOne("sequence owner", sequences, (*mutator).own),
	}
}

func (m *mutator) dropSequence(s *Sequence) bool {
	m.s.Sequences = remove(m.s.Sequences, s)
	m.forget(s)
	m.orphaned(s.NS, s.Name)
	return true
}

// own gives a sequence to a column, or takes it away from one.
func (m *mutator) own(s *Sequence) bool {
	if s.OwnedBy != nil && m.chance(50) {
		s.OwnedBy = nil
		return true
	}
	t := m.anyTable(func(t *Table) bool { return t.NS == s.NS && len(t.Columns) > 0 && t.Unlogged == s.Unlogged })
	if t == nil {
		return false
	}
	s.OwnedBy = pick(m.draw, t.Columns)
	return true
}

func typeMutations() []mutation {
	enums := func(m *mutator) []*Enum { return m.s.Enums }
	domains := func(m *mutator) []*Domain { return m.s.Domains }
	composites := func(m *mutator) []*Composite { return m.s.Composites }
	ranges := func(m *mutator) []*Range { return m.s.Ranges }
	return slices.Concat([]mutation{
		{"add enum", func(m *mutator) bool { m.s.Enums = append(m.s.Enums, m.enum()); return true }},
		onOne("add enum value", enums, (*mutator).addLabel),
		onOne("drop enum value", enums, (*mutator).dropLabel),
		onOne("reorder enum values", enums, func(m *mutator, e *Enum) bool {
			old := slices.Clone(e.Labels)
			e.Labels = shuffled(m.draw, e.Labels)
			return !slices.Equal(old, e.Labels)
		}),
		onOne("drop enum", enums, func(m *mutator, e *Enum) bool {
			if m.partitionedBy(e) {
				return false
			}
			m.s.Enums = remove(m.s.Enums, e)
			m.dropType(e, e.NS, e.Name)
			return true
		}),
		onOne("comment on enum", enums, func(m *mutator, e *Enum) bool { return m.recomment(&e.Comment) }),
		{"add composite", func(m *mutator) bool { m.s.Composites = append(m.s.Composites, m.composite()); return true }},
		onOne("drop composite", composites, func(m *mutator, c *Composite) bool {
			if c.Typed {
				return false
			}
			if m.partitionedBy(c) {
				return false
			}
			m.s.Composites = remove(m.s.Composites, c)
			m.dropType(c, c.NS, c.Name)
			return true
		}),
		onOne("add attribute", composites, (*mutator).addAttribute),
		onOne("drop attribute", composites, (*mutator).dropAttribute),
		onOne("attribute type", composites, func(m *mutator, c *Composite) bool {
			a := pick(m.draw, c.Attrs)
			if c.Typed {
				return false
			}
			m.forgetExprs(a)
			a.Type, a.Collation = m.simpleType(), ""
			return true
		}),
		onOne("comment on composite", composites, func(m *mutator, c *Composite) bool { return m.recomment(&c.Comment) }),
		onOne("comment on attribute", composites, func(m *mutator, c *Composite) bool { return m.recomment(&pick(m.draw, c.Attrs).Comment) }),
		{"add range", func(m *mutator) bool { m.s.Ranges = append(m.s.Ranges, m.rangeType()); return true }},
		onOne("comment on range", ranges, func(m *mutator, r *Range) bool { return m.recomment(&r.Comment) }),
		onOne("drop range", ranges, func(m *mutator, r *Range) bool {
			if m.partitionedBy(r) {
				return false
			}
			m.s.Ranges = remove(m.s.Ranges, r)
			m.dropType(r, r.NS, r.Name)
			return true
		}),
		onOne("redefine range", ranges, func(m *mutator, r *Range) bool {
			m.forgetUses(r)
			fresh := m.rangeType()
			r.Subtype, r.Opclass, r.Collation, r.Diff, r.Multirange = fresh.Subtype, fresh.Opclass, fresh.Collation, fresh.Diff, ""
			return true
		}),
	}, domainMutations(domains))
}

func domainMutations(domains func(*mutator) []*Domain) []mutation {
	return []mutation{
		{"add domain", func(m *mutator) bool { m.s.Domains = append(m.s.Domains, m.domain()); return true }},
		onOne("drop domain", domains, func(m *mutator, d *Domain) bool {
			if m.partitionedBy(d) {
				return false
			}
			m.s.Domains = remove(m.s.Domains, d)
			m.dropType(d, d.NS, d.Name)
			return true
		}),
		onOne("domain default", domains, func(m *mutator, d *Domain) bool {
			if d.Default != nil && m.chance(40) {
				d.Default = nil
				return true
			}
			d.Default = m.defaultFor(d.Base)
			return true
		}),
		onOne("domain not null", domains, func(m *mutator, d *Domain) bool {
			d.NotNull = !d.NotNull
			d.NotNullName = ""
			return true
		}),
		onOne("add domain check", domains, func(m *mutator, d *Domain) bool {
			used := map[string]bool{"must": true, "NotNull": true, "given": true}
			for _, c := range d.Checks {
				used[c.Name] = true
			}
			d.Checks = append(d.Checks, m.domainCheck(d, used))
			return true
		}),
		onOne("drop domain check", domains, func(m *mutator, d *Domain) bool {
			c, ok := anyOf(m.draw, d.Checks)
			d.Checks = remove(d.Checks, c)
			return ok
		}),
		onOne("validate domain check", domains, func(m *mutator, d *Domain) bool {
			c, ok := anyOf(m.draw, d.Checks)
			if ok {
				c.NotValid = !c.NotValid
			}
			return ok
		}),
		onOne("domain check expression", domains, func(m *mutator, d *Domain) bool {
			c, ok := anyOf(m.draw, d.Checks)
			if ok {
				c.Expr = m.domainCheck(d, map[string]bool{}).Expr
			}
			return ok
		}),
		onOne("domain type", domains, func(m *mutator, d *Domain) bool {
			if m.partitionedBy(d) {
				return false
			}
			m.forgetUses(d)
			d.Base, d.Default, d.Checks, d.Collation = m.simpleType(), nil, nil, ""
			return true
		}),
		onOne("domain collation", domains, func(m *mutator, d *Domain) bool {
			if d.Base.Base == nil || !d.Base.Base.Collatable || m.partitionedBy(d) {
				return false
			}
			old := d.Collation
			d.Collation = oneOf(m.draw, "", "C", "POSIX")
			return d.Collation != old
		}),
		onOne("comment on domain", domains, func(m *mutator, d *Domain) bool { return m.recomment(&d.Comment) }),
		onOne("comment on domain check", domains, func(m *mutator, d *Domain) bool {
			c, ok := anyOf(m.draw, filter(d.Checks, func(c *Check) bool { return c.Name != "" }))
			return ok && m.recomment(&c.Comment)
		}),
	}
}

func (m *mutator) addLabel(e *Enum) bool {
	used := map[string]bool{}
	for _, l := range e.Labels {
		used[l] = true
	}
	e.Labels = slices.Insert(e.Labels, m.n(len(e.Labels)+1), m.label(used))
	return true
}

// dropLabel takes a label away that no expression and no bound names.
func (m *mutator) dropLabel(e *Enum) bool {
	if len(e.Labels) < 2 || m.partitionedBy(e) {
		return false
	}
	m.forgetUses(e)
	i := m.n(len(e.Labels))
	e.Labels = slices.Delete(e.Labels, i, i+1)
	return true
}

func (m *mutator) addAttribute(c *Composite) bool {
	used := reservedColumns()
	for _, a := range c.Attrs {
		used[a.Name] = true
	}
	a := &Column{Name: m.name(used, plainColumns()), Type: m.simpleType(), Comment: m.comment()}
	c.Attrs = append(c.Attrs, a)
	for _, t := range m.s.Tables {
		if t.OfType == c {
			t.Columns = append(t.Columns, &Column{Table: t, From: a})
		}
	}
	return true
}

func (m *mutator) dropAttribute(c *Composite) bool {
	if len(c.Attrs) < 2 {
		return false
	}
	a := pick(m.draw, c.Attrs)
	for _, t := range m.s.Tables {
		for _, col := range slices.Clone(t.Columns) {
			if col.From == a {
				m.dropColumn(col)
			}
		}
	}
	m.forgetExprs(a)
	c.Attrs = remove(c.Attrs, a)
	return true
}

// dropType takes a type away from wherever it is used: columns and attributes
// become text.
func (m *mutator) dropType(u any, ns *Namespace, name string) {
	m.forgetUses(u)
	retype := func(t *Type) {
		if t.User == u {
			*t = Type{Base: m.lib.byName["text"]}
		}
	}
	for _, t := range m.s.Tables {
		for _, c := range t.Columns {
			retype(&c.Type)
		}
	}
	for _, d := range m.s.Domains {
		retype(&d.Base)
	}
	m.orphaned(ns, name)
}
