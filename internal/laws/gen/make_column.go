package gen

import "strconv"

// reservedColumns are the names that every table already has.
func reservedColumns() map[string]bool {
	return map[string]bool{"tableoid": true, "xmin": true, "cmin": true, "xmax": true, "cmax": true, "ctid": true}
}

// columnNames are the names that a table cannot give again.
func (t *Table) columnNames() map[string]bool {
	used := reservedColumns()
	for _, c := range t.Columns {
		used[c.name()] = true
	}
	return used
}

// name is the column's name, which a column that comes from a parent has from
// there.
func (c *Column) name() string {
	if c.Alias != "" {
		return c.Alias
	}
	if c.From != nil {
		return c.From.name()
	}
	return c.Name
}

// first is the column at the top of a line of inheritance.
func (c *Column) first() *Column {
	for c.From != nil {
		c = c.From
	}
	return c
}

func (c *Column) typ() Type {
	if c.From != nil {
		return c.From.typ()
	}
	return c.Type
}

func (c *Column) generated() *Expr {
	if c.From != nil && c.Table != nil {
		return c.From.generated()
	}
	return c.Generated
}

func (c *Column) virtual() bool {
	if c.From != nil && c.Table != nil {
		return c.From.virtual()
	}
	return c.Virtual
}

// column draws a new column and appends it to the table.
func (m *maker) column(t *Table) *Column {
	c := &Column{Table: t, Name: m.name(t.columnNames(), plainColumns()), Type: m.anyType(), Comment: m.comment()}
	m.collation(c)
	m.notNull(c)
	m.columnValue(c)
	m.columnStorage(c)
	t.Columns = append(t.Columns, c)
	return c
}

func (m *maker) collation(c *Column) {
	c.Collation, c.UserColl = "", nil
	if c.Type.Base == nil || !c.Type.Base.Collatable || !m.chance(10) {
		return
	}
	if len(m.s.Collations) > 0 && m.chance(50) {
		c.UserColl = m.s.Collations[0]
		return
	}
	c.Collation = oneOf(m.draw, "C", "POSIX", "ucs_basic", "default")
}

func (m *maker) notNull(c *Column) {
	if c.NotNull = m.chance(35); c.NotNull && m.chance(15) {
		c.NN.Name = "nn_" + strconv.Itoa(m.next())
	}
	if m.s.Major >= 18 && c.NN.Name != "" {
		c.NN.NoInherit = m.chance(20)
		c.NN.NotValid = m.chance(20)
		c.NN.Comment = m.comment()
	}
}

// next counts, for names that are used once in a schema.
func (m *maker) next() int {
	m.s.Counter++
	return m.s.Counter
}

func (t Type) isInteger() bool {
	return t.Base != nil && !t.Array && (t.Base.Name == "integer" || t.Base.Name == "bigint" || t.Base.Name == "smallint")
}

// columnValue draws where the column's value comes from.
func (m *maker) columnValue(c *Column) {
	c.Default, c.Generated, c.Virtual, c.Identity, c.Serial, c.SerialSeq = nil, nil, false, nil, false, nil
	switch {
	case c.Type.isInteger() && m.chance(12):
		c.Identity = m.identity(c)
		c.NotNull, c.NN = true, NotNull{}
	case c.Type.isInteger() && m.chance(14):
		c.Serial, c.SerialSeq = true, &Sequence{}
		c.NotNull, c.NN = true, NotNull{}
	case m.chance(10):
		m.generate(c)
	case m.chance(35):
		c.Default = m.defaultFor(c.Type)
	}
}

func (m *maker) identity(c *Column) *Identity {
	i := &Identity{Always: m.chance(50), Comment: m.comment()}
	if m.chance(50) {
		i.Opts = m.seqOpts("")
	}
	if m.chance(20) && c.Table != nil {
		i.SeqName = m.relation(c.Table.NS, []string{"id_seq", "Numbers"})
	} else {
		i.Comment = ""
	}
	if m.s.Major >= 15 && i.SeqName != "" && m.chance(40) {
		i.Unlogged = ptr(m.chance(50))
	}
	return i
}

// generate makes c a generated column if its type and the others allow.
func (m *maker) generate(c *Column) {
	want := baseType(c.Type)
	if want == "" || c.Table == nil {
		return
	}
	virtual := m.s.Major >= 18 && m.chance(50)
	if _, isDomain := c.Type.User.(*Domain); isDomain {
		virtual = false
	}
	columns := filter(c.Table.Columns, func(o *Column) bool {
		return o.generated() == nil && o != c && o.From == nil && (!virtual || o.typ().User == nil)
	})
	s := scope{draw: m.draw, lib: m.lib, columns: columns, functions: m.s.Functions, immutable: true}
	if virtual {
		s.functions = nil
		if c.Type.Base.Extension != "" {
			return
		}
	}
	e := s.expr(want, 2)
	if !e.hasColumn() && m.chance(80) {
		return
	}
	c.Generated, c.Virtual = e, virtual
}

// defaultFor draws a default value for a type.
func (m *maker) defaultFor(t Type) *Expr {
	s := scope{draw: m.draw, lib: m.lib, functions: m.s.Functions}
	if t.isInteger() && len(m.s.Sequences) > 0 && m.chance(25) {
		return m.nextval(pick(m.draw, m.s.Sequences))
	}
	switch u := t.User.(type) {
	case *Enum:
		if !t.Array {
			e := &Expr{Format: quoted(pick(m.draw, u.Labels)), Atomic: true}
			if m.chance(40) {
				e.Format, e.Args = e.Format+"::"+hole(0), []any{t}
			}
			return e
		}
	case *Domain:
		if !t.Array {
			return m.defaultFor(u.Base)
		}
	case *Composite:
		return &Expr{Format: "NULL"}
	}
	if list := m.lib.defaults[baseType(t)]; len(list) > 0 && m.chance(60) {
		return s.produce(pick(m.draw, list), 0)
	}
	if f := s.call(baseType(t), 0); f != nil && m.chance(50) {
		return f
	}
	return &Expr{Format: s.value(t), Atomic: true}
}

// nextval writes the call as people do: the name as text, or cast.
func (m *maker) nextval(seq *Sequence) *Expr {
	args := []any{seqText{Seq: seq}}
	switch m.n(3) {
	case 0:
		return &Expr{Format: "nextval(" + hole(0) + ")", Args: args, Atomic: true}
	case 1:
		return &Expr{Format: "pg_catalog.nextval(" + hole(0) + "::regclass)", Args: args, Atomic: true}
	}
	return &Expr{Format: "nextval((" + hole(0) + ")::regclass)", Args: args, Atomic: true}
}

// seqText stands for a sequence's name within a string constant.
type seqText struct{ Seq *Sequence }

func (m *maker) columnStorage(c *Column) {
	c.Storage, c.Compress, c.Stats, c.Options = "", "", nil, nil
	toast := c.Type.Array || c.Type.Base != nil && c.Type.Base.Toast
	if toast && m.chance(7) {
		c.Storage = oneOf(m.draw, "PLAIN", "EXTERNAL", "EXTENDED", "MAIN", "main")
	}
	if toast && m.s.Major >= 14 && m.chance(7) && c.Generated == nil {
		c.Compress = "pglz"
	}
	if m.chance(5) && !c.Virtual {
		c.Stats = ptr(oneOf(m.draw, 0, 1, 500, 10000, -1))
	}
	if m.chance(4) && !c.Virtual {
		c.Options = []Option{{oneOf(m.draw, "n_distinct", "n_distinct_inherited"), oneOf(m.draw, "5", "-0.5", "100")}}
	}
}
