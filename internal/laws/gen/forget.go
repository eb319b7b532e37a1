package gen

import "slices"

// descend lists a column and all that come from it in children, partitions and
// typed tables.
func (m *mutator) descend(c *Column) []*Column {
	list := []*Column{c}
	for _, t := range m.s.Tables {
		for _, o := range t.Columns {
			for from := o.From; from != nil; from = from.From {
				if from == c {
					list = append(list, o)
				}
			}
		}
	}
	return list
}

// involves says whether a type is made of another.
func involves(t Type, u any) bool {
	if t.User == u {
		return true
	}
	d, isDomain := t.User.(*Domain)
	return isDomain && involves(d.Base, u)
}

// forget removes whatever has an expression that uses an object: a column, an
// attribute, a type, a sequence or a function.
func (m *mutator) forget(object any) { m.forgetExprs(object) }

func (m *mutator) forgetExprs(object any) {
	for _, t := range m.s.Tables {
		for _, c := range t.Columns {
			if c.Default != nil && c.Default.uses(object) {
				c.Default = nil
			}
			if c.Generated != nil && c.Generated.uses(object) {
				c.Generated, c.Virtual = nil, false
			}
		}
		t.Checks = filter(t.Checks, func(c *Check) bool { return !c.Expr.uses(object) && (c.From == nil || !c.From.Expr.uses(object)) })
		t.Excls = filter(t.Excls, func(x *Exclusion) bool {
			return !x.Predicate.uses(object) && !slices.ContainsFunc(x.Elements, func(k IndexKey) bool { return k.Expr.uses(object) })
		})
		t.Indexes = filter(t.Indexes, func(ix *Index) bool {
			return !ix.Predicate.uses(object) && !slices.ContainsFunc(ix.Keys, func(k IndexKey) bool { return k.Expr.uses(object) })
		})
	}
	m.s.Statistics = filter(m.s.Statistics, func(st *Statistics) bool {
		return !slices.ContainsFunc(st.Exprs, func(e *Expr) bool { return e.uses(object) })
	})
	for _, d := range m.s.Domains {
		if d.Default.uses(object) {
			d.Default = nil
		}
		d.Checks = filter(d.Checks, func(c *Check) bool { return !c.Expr.uses(object) })
	}
	m.forgetObjects(object, false)
}

// forgetUses removes what depends on how a type is made.
func (m *mutator) forgetUses(u any) {
	m.forgetExprs(u)
	for _, d := range m.s.Domains {
		if involves(d.Base, u) {
			d.Default, d.Checks = nil, nil
		}
	}
	for _, t := range m.s.Tables {
		for _, c := range t.Columns {
			if involves(c.typ(), u) {
				c.Default, c.Generated, c.Virtual = nil, nil, false
				m.forgetColumn(c)
			}
		}
	}
}

// forgetColumn removes what is built on a column or on one that comes from it,
// but not the column.
func (m *mutator) forgetColumn(c *Column) {
	for _, c := range m.descend(c) {
		m.forgetExprs(c)
		uses := func(list []*Column) bool { return slices.Contains(list, c) }
		keyed := func(list []IndexKey) bool {
			return slices.ContainsFunc(list, func(k IndexKey) bool { return k.Column == c })
		}
		for _, t := range m.s.Tables {
			t.Keys = filter(t.Keys, func(k *Key) bool { return !uses(k.Columns) && !uses(k.Include) })
			t.Excls = filter(t.Excls, func(x *Exclusion) bool { return !keyed(x.Elements) && !uses(x.Include) })
			t.FKs = filter(t.FKs, func(f *ForeignKey) bool { return !uses(f.Columns) })
			t.Indexes = filter(t.Indexes, func(ix *Index) bool { return !keyed(ix.Keys) && !uses(ix.Include) })
		}
		m.s.Statistics = filter(m.s.Statistics, func(st *Statistics) bool { return !uses(st.Columns) })
	}
}

// inPartitionKey says whether a column, or one that comes from it, is part of a
// partition key.
func (m *mutator) inPartitionKey(c *Column) bool {
	for _, c := range m.descend(c) {
		if p := tableOf(c).Part; p != nil && slices.ContainsFunc(p.Keys, func(k PartKey) bool { return k.Column == c || k.Expr.uses(c) }) {
			return true
		}
	}
	return false
}

func tableOf(c *Column) *Table {
	if c.Table == nil {
		return &Table{}
	}
	return c.Table
}

// partitionedBy says whether a type is used in a partition key.
func (m *mutator) partitionedBy(u any) bool {
	for _, t := range m.s.Tables {
		for _, c := range t.Columns {
			if involves(c.typ(), u) && m.inPartitionKey(c) {
				return true
			}
		}
	}
	return false
}

// dropColumn removes a column with all that is built on it. What children
// declare themselves they keep.
func (m *mutator) dropColumn(c *Column) {
	m.forgetColumn(c)
	m.forgetObjects(c, true)
	for _, s := range m.s.Sequences {
		if s.OwnedBy == c {
			s.OwnedBy = nil
		}
	}
	t := tableOf(c)
	t.Columns = remove(t.Columns, c)
	for _, child := range m.s.Tables {
		for _, o := range slices.Clone(child.Columns) {
			if o.From != c {
				continue
			}
			if o.Local {
				o.settle()
				continue
			}
			m.dropColumn(o)
		}
	}
}

// settle makes an inherited column the table's own.
func (c *Column) settle() {
	from := c.From
	name, typ, generated, virtual := c.name(), c.typ(), c.generated(), c.virtual()
	for up := from; up != nil; up = up.From {
		c.Collation, c.UserColl = up.Collation, up.UserColl
	}
	c.From, c.Local = nil, false
	c.Name, c.Type, c.Virtual = name, typ, virtual
	if generated != nil {
		c.Generated = generated.on(c.Table)
	}
}

// on is the expression with the columns of the same names in another table.
func (e *Expr) on(t *Table) *Expr {
	out := *e
	out.Args = slices.Clone(e.Args)
	for i, arg := range out.Args {
		switch arg := arg.(type) {
		case *Expr:
			out.Args[i] = arg.on(t)
		case *Column:
			if mine := t.column(arg.name()); mine != nil {
				out.Args[i] = mine
			}
		}
	}
	return &out
}

// dropTable removes a table with its partitions; tables that inherit from it
// keep their columns.
func (m *mutator) dropTable(t *Table) {
	for _, o := range slices.Clone(m.s.Tables) {
		if o.PartOf == t {
			m.dropTable(o)
		}
		if slices.Contains(o.Parents, t) {
			m.disinherit(o, t)
		}
	}
	for _, c := range t.Columns {
		m.forgetColumn(c)
		m.forgetObjects(c, true)
		for _, s := range m.s.Sequences {
			if s.OwnedBy == c {
				s.OwnedBy = nil
			}
		}
	}
	m.forgetObjects(t, true)
	m.s.Tables = remove(m.s.Tables, t)
	m.orphaned(t.NS, t.Name)
}

func (m *mutator) disinherit(child, parent *Table) {
	child.Parents = remove(child.Parents, parent)
	for _, c := range child.Columns {
		if c.From != nil && c.From.Table == parent {
			c.settle()
		}
	}
}

// tidy repairs what a change left dangling.
func (m *mutator) tidy() {
	for _, t := range m.s.Tables {
		m.tidyKeys(t)
		t.Checks = filter(t.Checks, func(c *Check) bool { return c.From == nil || c.From.repeatable() && t.inheritsCheck(c.From) })
		for _, ix := range t.Indexes {
			ix.Attached = filter(ix.Attached, func(p *PartIndex) bool { return p.Table.PartOf == t && slices.Contains(m.s.Tables, p.Table) })
			ix.OnOnly = ix.OnOnly && t.Part != nil
		}
	}
	for _, t := range m.s.Tables {
		t.FKs = filter(t.FKs, func(f *ForeignKey) bool { return m.holds(t, f) })
		if t.ReplicaIndex != nil && !slices.Contains(replicaCandidates(t), t.ReplicaIndex) {
			t.Replica, t.ReplicaIndex = "", nil
		}
		if t.Cluster != nil && !slices.Contains(clusterCandidates(t), t.Cluster) {
			t.Cluster = nil
		}
	}
	m.accessMethods()
	m.tidyObjects()
	m.s.Statistics = filter(m.s.Statistics, func(st *Statistics) bool { return slices.Contains(m.s.Tables, st.Table) })
	for _, s := range m.s.Sequences {
		if c := s.OwnedBy; c != nil && (c.Table.NS != s.NS || !slices.Contains(c.Table.Columns, c) || !slices.Contains(m.s.Tables, c.Table)) {
			s.OwnedBy = nil
		}
	}
}

func (t *Table) inheritsCheck(c *Check) bool {
	return slices.ContainsFunc(t.Parents, func(p *Table) bool { return slices.Contains(p.Checks, c) })
}

func (m *mutator) tidyKeys(t *Table) {
	need, ok := m.s.partitionColumns(t)
	t.Keys = filter(t.Keys, func(k *Key) bool { return ok && len(except(need, k.Columns)) == 0 })
	for _, k := range t.Keys {
		k.Attached = filter(k.Attached, func(p *PartIndex) bool { return p.Table.PartOf == t && slices.Contains(m.s.Tables, p.Table) })
		k.OnOnly = k.OnOnly && t.Part != nil && !k.Deferrable && !(k.Primary && slices.ContainsFunc(k.Columns, func(c *Column) bool { return !c.NotNull }))
		if slices.ContainsFunc(m.s.Tables, func(p *Table) bool { return p.PartOf == t && p.Part != nil }) {
			k.OnOnly = false
		}
	}
	t.Indexes = filter(t.Indexes, func(ix *Index) bool { return !ix.Unique || t.Part == nil })
	for _, k := range t.Keys {
		for _, c := range k.Columns {
			if k.Primary {
				c.NN.NoInherit, c.NN.NotValid = false, false
			}
		}
	}
}

// holds says whether a foreign key is still possible.
func (m *mutator) holds(t *Table, f *ForeignKey) bool {
	if !slices.Contains(m.s.Tables, f.Ref) || !slices.Contains(f.Ref.Keys, f.RefKey) || f.RefKey.Deferrable || f.RefKey.NullsNotDistinct || f.RefKey.OnOnly {
		return false
	}
	if t != f.Ref && t.root() == f.Ref.root() || !t.Unlogged && f.Ref.Unlogged || len(f.Columns) != len(f.RefKey.Columns) {
		return false
	}
	for i, c := range f.Columns {
		if a, b := c.typ(), f.RefKey.Columns[i].typ(); a != b && (!a.isInteger() || !b.isInteger()) || c.generated() != nil {
			return false
		}
	}
	partitioned := t.Part != nil || f.Ref.Part != nil || t.PartOf != nil
	if f.NotValid && partitioned && (m.s.Major < 18 || t.Part != nil) {
		f.NotValid = false
	}
	f.OmitColumns = f.OmitColumns && f.RefKey.Primary
	return true
}
