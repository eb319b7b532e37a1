package gen

import "strconv"

// foreignKey draws a foreign key between two tables of the schema, or of a
// table on itself; cycles happen.
func (m *maker) foreignKey() *ForeignKey {
	if len(m.s.Tables) == 0 {
		return nil
	}
	ref := pick(m.draw, m.s.Tables)
	targets := filter(ref.Keys, func(k *Key) bool { return !k.Deferrable && !k.NullsNotDistinct && !k.OnOnly })
	if len(targets) == 0 {
		return nil
	}
	t := pick(m.draw, m.s.Tables)
	key := pick(m.draw, targets)
	if t != ref && t.root() == ref.root() || !t.Unlogged && ref.Unlogged || key.WithoutOverlaps && m.s.Major < 18 {
		return nil
	}
	f := &ForeignKey{Ref: ref, RefKey: key}
	f.Period = key.WithoutOverlaps
	for _, c := range key.Columns {
		if c.typ().Array || !hasOwnEquality(c.typ()) {
			return nil
		}
		mine := m.referring(t, c, f.Columns)
		if mine == nil {
			return nil
		}
		f.Columns = append(f.Columns, mine)
	}
	f.OmitColumns = key.Primary && m.chance(50)
	if m.chance(50) {
		f.Name = "fk_" + strconv.Itoa(m.next())
		f.Comment = m.comment()
	}
	m.foreignKeyFlags(t, f)
	t.FKs = append(t.FKs, f)
	return f
}

// hasOwnEquality says whether the server finds an equality operator for a
// column of the type by name. It does not for domains over types whose operator
// is polymorphic.
func hasOwnEquality(t Type) bool {
	d, isDomain := t.User.(*Domain)
	if !isDomain || t.Array {
		return true
	}
	return d.Base.Base != nil && !d.Base.Array && d.Base.Base.Overlap == "" || d.Base.Base == nil && hasOwnEquality(d.Base) && isDomainType(d.Base)
}

func isDomainType(t Type) bool {
	_, isDomain := t.User.(*Domain)
	return isDomain && !t.Array
}

// referring finds or makes a column that can refer to another.
func (m *maker) referring(t *Table, to *Column, taken []*Column) *Column {
	want := to.typ()
	fits := filter(except(t.Columns, taken), func(c *Column) bool { return c.typ() == want && c.generated() == nil })
	if len(fits) > 0 && m.chance(70) {
		return pick(m.draw, fits)
	}
	if t.PartOf != nil || t.OfType != nil || m.isParent(t) || len(t.Parents) > 0 || m.isLiked(t) {
		return nil
	}
	if want.Base != nil && want.Base.Name == "bigint" && m.chance(30) {
		want = Type{Base: m.lib.byName["integer"]}
	}
	c := &Column{Table: t, Name: m.name(t.columnNames(), []string{"ref_id", "parent_id", "owner_id", "other"}), Type: want}
	c.NotNull = m.chance(20)
	t.Columns = append(t.Columns, c)
	return c
}

// isLiked says whether the table is the source of a LIKE, which counts columns.
func (m *maker) isLiked(t *Table) bool {
	for _, o := range m.s.Tables {
		if o.Like != nil && o.Like.Source == t {
			return true
		}
	}
	return false
}

func (m *maker) foreignKeyFlags(t *Table, f *ForeignKey) {
	actions := []string{"", "", "NO ACTION", "RESTRICT", "CASCADE", "SET NULL", "SET DEFAULT"}
	if f.Period {
		actions = []string{"", "NO ACTION"}
	}
	f.OnUpdate, f.OnDelete = pick(m.draw, actions), pick(m.draw, actions)
	f.MatchFull = m.chance(12) && !f.Period
	f.OnDeleteCols = nil
	if m.s.Major >= 15 && (f.OnDelete == "SET NULL" || f.OnDelete == "SET DEFAULT") && m.chance(40) {
		f.OnDeleteCols = some(m.draw, f.Columns, 1, 2)
	}
	f.Deferrable, f.Deferred, f.NotValid, f.NotEnforced = false, false, false, false
	if m.chance(20) {
		f.Deferrable, f.Deferred = true, m.chance(50)
	}
	partitioned := t.Part != nil || f.Ref.Part != nil || t.PartOf != nil
	switch {
	case m.chance(10) && (!partitioned || m.s.Major >= 18 && t.Part == nil):
		f.NotValid = true
	case m.s.Major >= 18 && m.chance(12) && !f.Period:
		f.NotEnforced = true
	}
}

// statistics draws an extended statistics object.
func (m *maker) statistics() *Statistics {
	tables := filter(m.s.Tables, func(t *Table) bool { return len(t.Columns) >= 2 })
	if len(tables) == 0 {
		return nil
	}
	t := pick(m.draw, tables)
	ns := m.ns()
	st := &Statistics{NS: ns, Name: m.relation(ns, []string{"st", "stats", "Correlated"}), Table: t, Comment: m.comment()}
	plain := filter(t.Columns, func(c *Column) bool { return sortable(c.typ()) && !c.virtual() })
	if !m.statisticsOn(st, plain) {
		return nil
	}
	if m.chance(15) {
		st.Target = ptr(oneOf(m.draw, 0, 50, 1000))
	}
	if m.s.Major >= 16 && m.chance(15) && st.Comment == "" && st.Target == nil {
		st.Name, st.NS = "", t.NS
	}
	m.s.Statistics = append(m.s.Statistics, st)
	return st
}

func (m *maker) statisticsOn(st *Statistics, plain []*Column) bool {
	st.Columns, st.Exprs, st.Kinds = nil, nil, nil
	s := scope{draw: m.draw, lib: m.lib, columns: plain, functions: m.s.Functions, immutable: true}
	expr := func() {
		if e := s.expr(oneOf(m.draw, "text", "integer", "date"), 2); e.hasColumn() && !isColumn(e) {
			st.Exprs = append(st.Exprs, e)
		}
	}
	if m.s.Major >= 14 && m.chance(15) {
		expr()
		return len(st.Exprs) == 1
	}
	if len(plain) < 2 {
		return false
	}
	st.Columns = shuffled(m.draw, some(m.draw, plain, 2, 4))
	if m.s.Major >= 14 && m.chance(20) {
		expr()
	}
	if m.chance(60) {
		st.Kinds = shuffled(m.draw, some(m.draw, []string{"ndistinct", "dependencies", "mcv"}, 1, 3))
	}
	return true
}
