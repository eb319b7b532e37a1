package gen

import "slices"

// inheriting draws a table with one or two parents.
func (m *maker) inheriting() {
	parents := filter(m.s.Tables, func(t *Table) bool {
		return t.Part == nil && t.PartOf == nil && t.OfType == nil && t.Like == nil
	})
	if len(parents) == 0 {
		m.plain()
		return
	}
	t := m.newTable()
	t.Parents = []*Table{pick(m.draw, parents)}
	if other := pick(m.draw, parents); m.chance(25) && unrelated(t.Parents[0], other) {
		t.Parents = append(t.Parents, other)
	}
	for _, p := range t.Parents {
		for _, c := range p.Columns {
			t.Columns = append(t.Columns, m.inherited(t, c))
		}
	}
	for range m.n(4) {
		m.column(t)
	}
	m.storage(t)
	m.parts(t)
	for _, p := range t.Parents {
		for _, c := range p.Checks {
			if c.repeatable() && m.chance(30) {
				t.Checks = append(t.Checks, &Check{From: c})
			}
		}
	}
}

// repeatable says whether a child may declare the check again.
func (c *Check) repeatable() bool {
	return c.From == nil && c.Name != "" && !c.NoInherit && !c.NotValid && !c.NotEnforced
}

// inherited is the child's side of a parent's column.
func (m *maker) inherited(t *Table, from *Column) *Column {
	c := &Column{Table: t, From: from}
	if from.generated() == nil && !inheritsIdentity(from) && m.chance(15) {
		c.Local = true
		m.override(c)
	}
	return c
}

func inheritsIdentity(c *Column) bool {
	return c.Identity != nil || c.From != nil && inheritsIdentity(c.From)
}

// unrelated says whether two tables share no column name and no ancestor.
func unrelated(a, b *Table) bool {
	if a == b {
		return false
	}
	for _, c := range a.Columns {
		if b.column(c.name()) != nil {
			return false
		}
	}
	for _, c := range a.Checks {
		if slices.ContainsFunc(b.Checks, func(o *Check) bool { return o.Name == c.Name }) {
			return false
		}
	}
	return true
}

// partitioned draws a partitioned table with its partitions.
func (m *maker) partitioned() {
	t := m.newTable()
	for range m.between(1, 5) {
		m.column(t)
	}
	if !m.partitionBy(t) {
		c := &Column{Table: t, Name: m.name(t.columnNames(), plainColumns()), Type: Type{Base: m.lib.byName["integer"]}}
		t.Columns = append(t.Columns, c)
		t.Part = &Partitioning{Strategy: "RANGE", Keys: []PartKey{{Column: c, Class: c.Type.Base}}}
	}
	for _, c := range t.Columns {
		c.NN.NoInherit = false
	}
	m.security(t)
	m.partitions(t, 1)
	m.parts(t)
}

// partitionBy chooses a partition key; false if no column suits.
func (m *maker) partitionBy(t *Table) bool {
	strategy := oneOf(m.draw, "RANGE", "LIST", "HASH")
	columns := filter(t.Columns, func(c *Column) bool { return partitionable(c, strategy) })
	if len(columns) == 0 {
		return false
	}
	p := &Partitioning{Strategy: strategy}
	most := 1
	if strategy != "LIST" {
		most = 2
	}
	for _, c := range shuffled(m.draw, columns)[:min(len(columns), m.between(1, most))] {
		k := PartKey{Column: c, Class: c.typ().Base}
		if c.typ().Base != nil && c.typ().Base.Name == "text" && m.chance(30) {
			k.Collation = oneOf(m.draw, "", "C")
			if strategy != "HASH" && k.Collation == "" {
				k.Opclass = "text_pattern_ops"
			}
		}
		p.Keys = append(p.Keys, k)
	}
	if m.chance(15) {
		m.exprPartition(p, columns[0])
	}
	t.Part = p
	return true
}

// exprPartition makes the first key an expression.
func (m *maker) exprPartition(p *Partitioning, c *Column) {
	text := m.lib.byName["text"]
	switch baseType(c.typ()) {
	case "text", "character varying":
		p.Keys[0] = PartKey{Expr: &Expr{Format: "lower(" + hole(0) + ")", Args: []any{c}, Atomic: true}, Class: text}
	case "integer":
		p.Keys[0] = PartKey{Expr: &Expr{Format: hole(0) + " % 100", Args: []any{c}}, Class: m.lib.byName["integer"]}
	case "timestamp without time zone":
		p.Keys[0] = PartKey{Expr: &Expr{Format: "date_trunc('day', " + hole(0) + ")", Args: []any{c}, Atomic: true}, Class: c.typ().Base}
	}
}

// partitionable says whether the generator can make bounds for the column.
func partitionable(c *Column, strategy string) bool {
	t := c.typ()
	if t.Array || c.generated() != nil {
		return false
	}
	if e, isEnum := t.User.(*Enum); isEnum {
		return strategy == "LIST" && len(e.Labels) > 0 || strategy == "HASH"
	}
	if t.Base == nil || t.Mods != "" || t.Base.Extension != "" {
		return false
	}
	if strategy == "HASH" {
		return len(t.Base.Hash) > 0 && t.Base.Hash[0] != ""
	}
	if strategy == "RANGE" && t.Base.Overlap != "" {
		return false // the literals of ranges are not in their order
	}
	return len(t.Base.Btree) > 0 && len(t.Base.Literals) >= 2 && !slices.Contains([]string{"regclass", "tsvector", "tsquery", "jsonb", "money", "hstore"}, t.Base.Name)
}

// root is the table at the top of the partition tree.
func (t *Table) root() *Table {
	for t.PartOf != nil {
		t = t.PartOf
	}
	return t
}

// partitions draws the partitions of a table and of those partitions.
func (m *maker) partitions(t *Table, level int) {
	for _, b := range m.bounds(t.Part) {
		if m.chance(15) {
			continue
		}
		p := m.partition(t, b)
		if level < 3 && m.chance(25) && m.partitionBy(p) {
			m.partitions(p, level+1)
			continue
		}
		if m.chance(40) {
			m.leafParts(p)
		}
	}
}

func (m *maker) partition(t *Table, b Bound) *Table {
	p := m.newTable()
	p.PartOf, p.Bound, p.Attach = t, b, m.chance(35)
	for _, c := range t.Columns {
		col := &Column{Table: p, From: c, NotNull: c.NotNull}
		if m.chance(8) && c.generated() == nil && !inheritsIdentity(c) {
			col.Default = m.defaultFor(c.typ())
		}
		p.Columns = append(p.Columns, col)
	}
	if p.Attach {
		p.Columns = shuffled(m.draw, p.Columns)
	}
	return p
}

// leafParts gives a partition a few parts of its own.
func (m *maker) leafParts(p *Table) {
	m.storage(p)
	p.Unlogged = false
	if m.chance(40) {
		p.Checks = append(p.Checks, m.check(p))
	}
	if m.chance(50) {
		m.addIndex(p)
	}
	if m.chance(20) {
		m.addKey(p, false)
	}
	if m.chance(10) {
		p.Columns[0].Comment = m.someComment()
	}
}

// bounds draws bounds that do not overlap.
func (m *maker) bounds(p *Partitioning) []Bound {
	var list []Bound
	switch p.Strategy {
	case "HASH":
		list = oneOf(m.draw,
			[]Bound{{Modulus: 2}, {Modulus: 2, Remainder: 1}},
			[]Bound{{Modulus: 4}, {Modulus: 2, Remainder: 1}, {Modulus: 4, Remainder: 2}},
			[]Bound{{Modulus: 3, Remainder: 2}})
	case "LIST":
		list = m.listBounds(p.Keys[0])
	default:
		list = m.rangeBounds(p.Keys)
	}
	if p.Strategy != "HASH" && m.chance(35) {
		list = append(list, Bound{Default: true})
	}
	return list
}

func (m *maker) listBounds(k PartKey) []Bound {
	var values []string
	if k.Class != nil {
		for _, l := range k.Class.Literals {
			values = append(values, m.boundText(k.Class, l))
		}
	} else if enum, ok := k.Column.typ().User.(*Enum); ok {
		for _, l := range enum.Labels {
			values = append(values, quoted(l))
		}
	}
	values = append(values, "NULL")
	values = shuffled(m.draw, values)
	var list []Bound
	for len(values) > 0 && len(list) < 3 {
		n := min(m.between(1, 3), len(values))
		list = append(list, Bound{In: values[:n]})
		values = values[n:]
	}
	return list
}

// boundText writes a bound's value as people do.
func (m *maker) boundText(b *Builtin, text string) string {
	switch {
	case b.Bare && m.chance(70):
		return text
	case b.Name == "date" && m.chance(30):
		return "DATE " + quoted(text)
	case m.chance(12) && b.Name != "character" && b.Name != "bit":
		return quoted(text) + "::" + b.Name
	case b.Name == "integer" && m.chance(20):
		return text + " + 0"
	}
	return quoted(text)
}

func (m *maker) rangeBounds(keys []PartKey) []Bound {
	first := keys[0].Class
	cuts := some(m.draw, first.Literals, 2, 4)
	if len(cuts) < 2 {
		return nil
	}
	end := func(text string) []string {
		tuple := []string{m.boundText(first, text)}
		for _, k := range keys[1:] {
			if k.Class == nil || m.chance(50) {
				tuple = append(tuple, "MINVALUE")
			} else {
				tuple = append(tuple, m.boundText(k.Class, k.Class.Literals[0]))
			}
		}
		return tuple
	}
	lowest, highest := make([]string, len(keys)), make([]string, len(keys))
	for i := range keys {
		lowest[i], highest[i] = "MINVALUE", "MAXVALUE"
	}
	var list []Bound
	from := end(cuts[0])
	if m.chance(30) {
		list = append(list, Bound{From: lowest, To: from})
	}
	for _, cut := range cuts[1:] {
		to := end(cut)
		list = append(list, Bound{From: from, To: to})
		from = to
	}
	if m.chance(30) {
		list = append(list, Bound{From: from, To: highest})
	}
	return list
}
