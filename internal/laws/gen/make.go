package gen

import "pgregory.net/rapid"

// maker draws the objects of one schema.
type maker struct {
	draw
	s   *Schema
	lib *library
}

// New draws a schema that a server of that major version accepts.
func New(t *rapid.T, major int) *Schema {
	m := &maker{draw: draw{t}, s: &Schema{Major: major}}
	m.namespaces()
	m.extensions()
	m.lib = newLibrary(major, m.s.Extensions)
	m.types()
	m.routines()
	m.tables()
	for range m.n(7) {
		m.foreignKey()
	}
	for range m.n(4) {
		m.statistics()
	}
	m.accessMethods()
	for range oneOf(m.draw, 0, 0, 1, 2, 3, 5) {
		m.object(nil)
	}
	return m.s
}

func (m *maker) namespaces() {
	m.s.Namespaces = []*Namespace{{Name: "public"}}
	used := map[string]bool{"public": true}
	for range oneOf(m.draw, 0, 1, 1, 2) {
		m.s.Namespaces = append(m.s.Namespaces, &Namespace{Name: m.schemaName(used), Comment: m.comment()})
	}
	switch {
	case m.chance(5) && len(m.s.Namespaces) > 1:
		m.s.NoPublic = true
		m.s.Namespaces = m.s.Namespaces[1:]
	case m.chance(5):
		m.s.Namespaces[0].Comment = m.someComment()
	}
}

// schemaName avoids names that the server keeps for itself.
func (m *maker) schemaName(used map[string]bool) string {
	return m.name(used, []string{"app", "auth", "billing", "core", "data", "internal", "reporting"})
}

func (m *maker) ns() *Namespace { return pick(m.draw, m.s.Namespaces) }

// extensions are rare: each costs the server much time.
func (m *maker) extensions() {
	for _, name := range []string{"citext", "hstore", "btree_gist", "pg_trgm"} {
		if !m.chance(4) {
			continue
		}
		e := &Extension{Name: name, Comment: m.comment()}
		if m.chance(60) || m.s.NoPublic {
			e.NS = m.ns()
		}
		m.s.Extensions = append(m.s.Extensions, e)
		if name == "pg_trgm" { // no draw of its own: those of other parts stay as they are
			cube := &Extension{Name: "cube", NS: e.NS}
			m.s.Extensions = append(m.s.Extensions, cube, &Extension{Name: "earthdistance", NS: e.NS, Requires: cube})
		}
	}
}

func (m *maker) hasExtension(name string) *Extension {
	for _, e := range m.s.Extensions {
		if e.Name == name {
			return e
		}
	}
	return nil
}

func (m *maker) types() {
	if m.chance(10) {
		ns := m.ns()
		m.s.Collations = append(m.s.Collations, &Collation{NS: ns, Name: m.relation(ns, []string{"my_c", "sorted"})})
	}
	for range oneOf(m.draw, 0, 0, 1, 1, 2) {
		m.s.Enums = append(m.s.Enums, m.enum())
	}
	for range oneOf(m.draw, 0, 0, 0, 1, 2) {
		m.s.Domains = append(m.s.Domains, m.domain())
	}
	for range oneOf(m.draw, 0, 0, 0, 1, 2) {
		m.s.Composites = append(m.s.Composites, m.composite())
	}
	if m.chance(15) {
		m.s.Ranges = append(m.s.Ranges, m.rangeType())
	}
	for range oneOf(m.draw, 0, 0, 0, 1, 2) {
		m.s.Sequences = append(m.s.Sequences, m.sequence())
	}
}

func (m *maker) enum() *Enum {
	ns := m.ns()
	e := &Enum{NS: ns, Name: m.relation(ns, []string{"mood", "state", "color", "level"}), Comment: m.comment()}
	used := map[string]bool{}
	for range m.between(1, 5) {
		e.Labels = append(e.Labels, m.label(used))
	}
	if m.chance(3) {
		e.Labels = nil
	}
	return e
}

func (m *maker) label(used map[string]bool) string {
	return m.name(used, []string{"new", "open", "closed", "done", "red", "green", "blue", "a", "b", "in progress"})
}

// simpleType draws a type of the server or an extension.
func (m *maker) simpleType() Type {
	name := pick(m.draw, []string{"integer", "text", "character varying", "bigint", "boolean", "timestamp with time zone", "numeric", "uuid", "date", "jsonb"})
	b := m.lib.byName[name]
	if m.chance(35) {
		b = pick(m.draw, m.lib.types)
	}
	return m.useOf(b)
}

func (m *maker) useOf(b *Builtin) Type {
	t := Type{Base: b}
	if len(b.Mods) > 0 && (m.chance(60) || b.Name == "bit" || b.Name == "character") {
		t.Mods = pick(m.draw, b.Mods)
	}
	if m.s.Major >= 15 && b.Name == "numeric" && m.chance(5) {
		t.Mods = oneOf(m.draw, "(5,-2)", "(2,4)")
	}
	if b.Array && m.chance(8) {
		t.Array = true
	}
	return t
}

// anyType draws a type of any kind.
func (m *maker) anyType() Type {
	var user []any
	for _, e := range m.s.Enums {
		if len(e.Labels) > 0 {
			user = append(user, e, e)
		}
	}
	for _, d := range m.s.Domains {
		user = append(user, d, d)
	}
	for _, c := range m.s.Composites {
		user = append(user, c)
	}
	for _, r := range m.s.Ranges {
		user = append(user, r)
	}
	if len(user) > 0 && m.chance(22) {
		t := Type{User: pick(m.draw, user)}
		t.Array = m.chance(10)
		return t
	}
	return m.simpleType()
}

func (m *maker) domain() *Domain {
	ns := m.ns()
	d := &Domain{NS: ns, Name: m.relation(ns, []string{"email", "positive", "short_text", "percent", "amount_t"}), Comment: m.comment(), Base: m.simpleType()}
	if m.chance(15) && len(m.s.Domains) > 0 {
		d.Base = Type{User: pick(m.draw, m.s.Domains)}
	}
	if m.chance(10) && len(m.s.Enums) > 0 && len(m.s.Enums[0].Labels) > 0 {
		d.Base = Type{User: m.s.Enums[0]}
	}
	if d.Base.Base != nil && d.Base.Base.Collatable && m.chance(10) {
		d.Collation = oneOf(m.draw, "C", "POSIX", "ucs_basic")
	}
	if m.chance(20) {
		d.NotNull = true
		if m.chance(30) {
			d.NotNullName = oneOf(m.draw, "must", "NotNull", "given")
		}
	}
	if m.chance(30) {
		d.Default = m.defaultFor(d.Base)
	}
	used := map[string]bool{"must": true, "NotNull": true, "given": true}
	for range oneOf(m.draw, 0, 1, 1, 2) {
		d.Checks = append(d.Checks, m.domainCheck(d, used))
	}
	return d
}

func (m *maker) domainCheck(d *Domain, used map[string]bool) *Check {
	// VALUE is a column without a table: the writer writes it as the keyword.
	value := &Column{Name: "VALUE", Type: Type{Base: d.Base.Base, User: d.Base.User, Array: d.Base.Array}}
	c := &Check{Comment: m.comment(), Expr: m.predicate([]*Column{value}, false)}
	if m.chance(60) {
		c.Name = m.name(used, []string{"valid", "in_bounds", "not_empty"})
	} else {
		c.Comment = ""
	}
	if m.chance(5) {
		c.NotValid = true
	}
	return c
}

func (m *maker) composite() *Composite {
	ns := m.ns()
	c := &Composite{NS: ns, Name: m.relation(ns, []string{"address", "pair", "coord", "range_of"}), Comment: m.comment()}
	used := reservedColumns()
	for range m.between(1, 4) {
		a := &Column{Name: m.name(used, plainColumns()), Type: m.simpleType(), Comment: m.comment()}
		if a.Type.Base.Collatable && m.chance(10) {
			a.Collation = oneOf(m.draw, "C", "POSIX")
		}
		c.Attrs = append(c.Attrs, a)
	}
	return c
}

func (m *maker) rangeType() *Range {
	ns := m.ns()
	r := &Range{NS: ns, Name: m.relation(ns, []string{"float_range", "TimeRange", "span"}), Comment: m.comment()}
	r.Subtype = m.lib.byName[oneOf(m.draw, "double precision", "text", "time without time zone", "inet", "numeric", "integer")]
	switch r.Subtype.Name {
	case "double precision":
		r.Diff = oneOf(m.draw, "", "float8mi", "pg_catalog.float8mi")
	case "text":
		r.Collation = oneOf(m.draw, "", "C")
		r.Opclass = oneOf(m.draw, "", "text_pattern_ops", "text_ops")
	}
	if m.s.Major >= 14 && m.chance(40) {
		r.Multirange = m.relation(ns, []string{"float_multi", "spans", "MultiSpan"})
	}
	return r
}

func (m *maker) routines() {
	for range oneOf(m.draw, 0, 0, 0, 1, 2) {
		ns := m.ns()
		f := &Function{NS: ns, Name: m.relation(ns, []string{"clean", "score_of", "normal", "F"})}
		names := []string{"integer", "text", "numeric", "boolean"}
		f.Arg, f.Result = m.lib.byName[pick(m.draw, names)], m.lib.byName[pick(m.draw, names)]
		f.ArgIs = oneOf(m.draw, "", "x ", "IN x ")
		f.Body = "NULL::" + f.Result.Name
		m.s.Functions = append(m.s.Functions, f)
	}
}
