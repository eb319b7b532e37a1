package gen

import "strconv"

// predicate draws a condition over the columns.
func (m *maker) predicate(columns []*Column, immutable bool) *Expr {
	s := scope{draw: m.draw, lib: m.lib, columns: columns, functions: m.s.Functions, immutable: immutable}
	if len(columns) == 0 {
		return &Expr{Format: oneOf(m.draw, "true", "1 = 1", "(2 > 1)")}
	}
	if e := m.userPredicate(pick(m.draw, columns), immutable); e != nil && m.chance(60) {
		return e
	}
	for range 4 {
		if e := s.expr("boolean", m.between(1, 3)); e.hasColumn() {
			return e
		}
	}
	return &Expr{Format: hole(0) + " IS NOT NULL", Args: []any{pick(m.draw, columns)}}
}

// userPredicate draws a condition on a column of a user's type.
func (m *maker) userPredicate(c *Column, immutable bool) *Expr {
	t := c.typ()
	if t.Array {
		return nil
	}
	switch u := t.User.(type) {
	case *Enum:
		return m.enumPredicate(c, u, immutable)
	case *Domain:
		if e, isEnum := u.Base.User.(*Enum); isEnum {
			return &Expr{Format: hole(0) + "::" + hole(1) + " <> " + quoted(pick(m.draw, e.Labels)), Args: []any{c, u.Base}}
		}
	case *Range:
		return &Expr{Format: oneOf(m.draw, "NOT isempty("+hole(0)+")", "lower("+hole(0)+") < upper("+hole(0)+")", hole(0)+" <> 'empty'"), Args: []any{c}}
	case *Composite:
		return &Expr{Format: "(" + hole(0) + ")." + hole(1) + " IS NOT NULL", Args: []any{c, pick(m.draw, u.Attrs)}}
	}
	return nil
}

func (m *maker) enumPredicate(c *Column, e *Enum, immutable bool) *Expr {
	a, b := quoted(pick(m.draw, e.Labels)), quoted(pick(m.draw, e.Labels))
	t := Type{User: e}
	formats := []string{
		hole(0) + " = " + a,
		hole(0) + " <> " + a + "::" + hole(1),
		hole(0) + " IN (" + a + ", " + b + ")",
		hole(0) + " NOT IN (" + a + "::" + hole(1) + ", " + b + ")",
		hole(0) + " = ANY (ARRAY[" + a + ", " + b + "]::" + hole(1) + "[])",
		hole(0) + " >= " + a,
		hole(0) + " BETWEEN " + a + " AND " + b,
		hole(0) + " = CAST(" + a + " AS " + hole(1) + ")",
		"COALESCE(" + hole(0) + ", " + a + ") = " + b,
	}
	if !immutable {
		formats = append(formats, hole(0)+"::text = "+a, hole(0)+"::text LIKE 'n%'")
	}
	return &Expr{Format: pick(m.draw, formats), Args: []any{c, t}}
}

// check draws a check constraint for a table.
func (m *maker) check(t *Table) *Check {
	columns := t.Columns
	if m.chance(50) && len(columns) > 0 {
		columns = []*Column{pick(m.draw, columns)}
	}
	c := &Check{Expr: m.predicate(columns, false)}
	if m.chance(55) {
		c.Name = m.checkName(t)
		c.Comment = m.comment()
	}
	m.checkFlags(t, c)
	return c
}

// checkName may give the same name in several tables, unless they could meet in
// one table by inheritance.
func (m *maker) checkName(t *Table) string {
	used := map[string]bool{}
	for _, c := range t.Checks {
		used[c.Name] = true
	}
	if t.Part != nil || t.PartOf != nil || len(t.Parents) > 0 || m.isParent(t) || t.Like != nil {
		return "ck_" + strconv.Itoa(m.next())
	}
	for _, name := range []string{"positive", "Valid?", "ck", "sane"} {
		if !used[name] && m.chance(50) {
			return name
		}
	}
	return "ck_" + strconv.Itoa(m.next())
}

func (m *maker) isParent(t *Table) bool {
	for _, o := range m.s.Tables {
		if o.PartOf == t {
			return true
		}
		for _, p := range o.Parents {
			if p == t {
				return true
			}
		}
	}
	return false
}

func (m *maker) checkFlags(t *Table, c *Check) {
	c.NoInherit, c.NotValid, c.NotEnforced = false, false, false
	// A check of a partitioned table cannot be NO INHERIT.
	if t.Part == nil && t.PartOf == nil && m.chance(8) {
		c.NoInherit = true
	}
	switch {
	case m.chance(8):
		c.NotValid = true
	case m.s.Major >= 18 && m.chance(10):
		c.NotEnforced = true
	}
}
