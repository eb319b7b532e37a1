package gen

// sortable says whether the type has a default btree operator class.
func sortable(t Type) bool {
	switch u := t.User.(type) {
	case *Domain:
		return sortable(u.Base)
	case *Composite:
		return false
	case *Range, *Enum:
		return true
	}
	return len(t.Base.Btree) > 0
}

// keyable lists the columns that can be part of a key.
func (t *Table) keyable() []*Column {
	return filter(t.Columns, func(c *Column) bool { return sortable(c.typ()) && !c.virtual() })
}

// key draws a primary key or a unique constraint; nil if the table cannot have
// one.
func (m *maker) key(t *Table, primary bool) *Key {
	need, ok := m.s.partitionColumns(t)
	candidates := t.keyable()
	if !ok || len(candidates) == 0 || t.PartOf != nil && primary {
		return nil
	}
	k := &Key{Primary: primary, Columns: some(m.draw, candidates, 1, 3)}
	if len(need) > 0 {
		k.Columns = union(need, k.Columns)
	}
	k.Columns = shuffled(m.draw, k.Columns)
	for _, c := range k.Columns {
		if !sortable(c.typ()) || c.virtual() {
			return nil
		}
	}
	if rest := except(t.Columns, k.Columns); len(rest) > 0 && m.chance(12) {
		k.Include = filter(some(m.draw, rest, 1, 2), func(c *Column) bool { return !c.virtual() })
	}
	if m.chance(50) {
		k.Name = m.relation(t.NS, []string{"pk", "uq", "main_key", "Key", "natural_key"})
		k.Comment, k.IndexComment = m.comment(), m.comment()
	}
	m.keyFlags(t, k)
	return k
}

func (m *maker) keyFlags(t *Table, k *Key) {
	k.Deferrable, k.Deferred, k.NullsNotDistinct = false, false, false
	if m.chance(10) {
		k.Deferrable, k.Deferred = true, m.chance(50)
	}
	k.NullsNotDistinct = !k.Primary && m.s.Major >= 15 && m.chance(15)
	k.Options = nil
	if m.chance(10) {
		k.Options = m.indexOptions("btree")
	}
	k.Tablespace = m.tablespace()
}

// tablespace draws one of the two tablespaces that the tests make; mostly none.
func (m *maker) tablespace() string {
	if !m.chance(3) {
		return ""
	}
	return oneOf(m.draw, Tablespaces()...)
}

// Tablespaces names the tablespaces that must exist on a server before a schema
// is loaded.
func Tablespaces() []string { return []string{"space_one", "Space Two"} }

// Setup lists statements that prepare a server: each is to be run once, in one
// session, and may fail where it has been run before.
func Setup() []string {
	list := []string{"SET allow_in_place_tablespaces = on"}
	for _, name := range Tablespaces() {
		list = append(list, "CREATE TABLESPACE "+QuoteIdent(name)+" LOCATION ''")
	}
	return list
}

// partitionColumns lists the columns that a key of the table must hold: those
// that it and the tables below it are partitioned by. It is not ok if one of
// them is partitioned by an expression, which forbids keys.
func (s *Schema) partitionColumns(t *Table) (list []*Column, ok bool) {
	if t.Part == nil {
		return nil, true
	}
	for _, k := range t.Part.Keys {
		if k.Column == nil || k.Opclass != "" || k.Collation != "" {
			return nil, false
		}
		list = append(list, k.Column)
	}
	for _, child := range s.Tables {
		if child.PartOf != t {
			continue
		}
		below, ok := s.partitionColumns(child)
		if !ok {
			return nil, false
		}
		for _, c := range below {
			list = union(list, []*Column{t.column(c.name())})
		}
	}
	return list, true
}

// column returns the column of that name, or nil.
func (t *Table) column(name string) *Column {
	for _, c := range t.Columns {
		if c.name() == name {
			return c
		}
	}
	return nil
}

func union(a, b []*Column) []*Column {
	return append(append([]*Column(nil), a...), except(b, a)...)
}

func except(a, b []*Column) []*Column {
	return filter(a, func(c *Column) bool {
		for _, o := range b {
			if o == c {
				return false
			}
		}
		return true
	})
}

// temporalKey draws a key WITHOUT OVERLAPS, which PostgreSQL 18 has.
func (m *maker) temporalKey(t *Table, primary bool) *Key {
	ranges := filter(t.Columns, func(c *Column) bool {
		return c.From == nil && !c.Virtual && c.Type.Base != nil && !c.Type.Array && c.Type.Base.Overlap == "&&" && len(c.Type.Base.Btree) > 0
	})
	if m.s.Major < 18 || t.Part != nil || t.PartOf != nil || len(ranges) < 2 {
		return nil
	}
	k := &Key{Primary: primary, Columns: shuffled(m.draw, ranges)[:2], WithoutOverlaps: true}
	if m.chance(50) {
		k.Name = m.relation(t.NS, []string{"temporal"})
	}
	return k
}

// index draws an index; nil if no column suits.
func (m *maker) index(t *Table) *Index {
	ix := &Index{Method: oneOf(m.draw, "btree", "btree", "btree", "btree", "btree", "gin", "gist", "hash", "brin", "spgist")}
	if m.chance(65) {
		ix.Name = m.relation(t.NS, []string{"idx", "ix_lookup", "by_name", "Index"})
		ix.Comment = m.comment()
	}
	for range oneOf(m.draw, 1, 1, 1, 2, 2, 3) {
		if k, ok := m.indexKey(t, ix.Method); ok {
			ix.Keys = append(ix.Keys, k)
		}
		if ix.Method == "hash" || ix.Method == "spgist" {
			break
		}
	}
	if len(ix.Keys) == 0 {
		return nil
	}
	m.unique(t, ix)
	m.indexRest(t, ix)
	return ix
}

// unique makes some btree indexes unique, where partitioning allows.
func (m *maker) unique(t *Table, ix *Index) {
	if ix.Method != "btree" || !m.chance(25) {
		return
	}
	if need, ok := m.s.partitionColumns(t); !ok || len(need) > 0 {
		return
	}
	ix.Unique = true
	ix.NullsNotDistinct = m.s.Major >= 15 && m.chance(30)
}

func (m *maker) indexRest(t *Table, ix *Index) {
	plain := filter(t.Columns, func(c *Column) bool { return !c.virtual() })
	takes := ix.Method == "btree" || ix.Method == "gist" || ix.Method == "spgist" && m.s.Major >= 14
	if takes && m.chance(12) {
		var keys []*Column
		for _, k := range ix.Keys {
			if k.Column != nil {
				keys = append(keys, k.Column)
			}
		}
		ix.Include = some(m.draw, except(plain, keys), 0, 2)
	}
	if m.chance(25) {
		ix.Predicate = m.predicate(plain, true)
	}
	if m.chance(15) {
		ix.Options = m.indexOptions(ix.Method)
	}
	ix.Tablespace = m.tablespace()
}

func (m *maker) indexKey(t *Table, method string) (IndexKey, bool) {
	columns := filter(t.Columns, func(c *Column) bool { return !c.virtual() && len(classes(c.typ(), method)) > 0 })
	if m.chance(25) {
		if k, ok := m.exprKey(t, method); ok {
			return k, true
		}
	}
	if k, ok := m.trigramKey(t, method); ok {
		return k, true
	}
	if len(columns) == 0 {
		return IndexKey{}, false
	}
	c := pick(m.draw, columns)
	k := IndexKey{Column: c}
	m.keyClass(&k, c.typ(), method)
	m.keyOrder(&k, c.typ(), method)
	return k, true
}

// trigramKey draws a key with an operator class of pg_trgm, if that is there.
func (m *maker) trigramKey(t *Table, method string) (IndexKey, bool) {
	texts := filter(t.Columns, func(c *Column) bool { return baseType(c.typ()) == "text" && !c.virtual() })
	if m.hasExtension("pg_trgm") == nil || len(texts) == 0 || method != "gin" && method != "gist" {
		return IndexKey{}, false
	}
	k := IndexKey{Column: pick(m.draw, texts), Opclass: method + "_trgm_ops"}
	if method == "gist" && m.chance(50) {
		k.OpclassOptions = "(siglen=32)"
	}
	return k, true
}

// exprKey draws a key on an expression.
func (m *maker) exprKey(t *Table, method string) (IndexKey, bool) {
	wants := map[string][]string{
		"btree": {"text", "integer", "date", "boolean", "numeric", "timestamp without time zone"}, "hash": {"text", "integer"},
		"gin": {"tsvector", "jsonb", "text[]"}, "gist": {"tsvector", "daterange", "int4range"}, "brin": {"integer", "date"}, "spgist": {"text"},
	}[method]
	plain := filter(t.Columns, func(c *Column) bool { return !c.virtual() })
	s := scope{draw: m.draw, lib: m.lib, columns: plain, functions: m.s.Functions, immutable: true, noPadded: true}
	want := pick(m.draw, wants)
	e := s.expr(want, 2)
	if !e.hasColumn() || isColumn(e) {
		return IndexKey{}, false
	}
	k := IndexKey{Expr: e}
	typ := Type{Base: m.lib.byName[trimArray(want)], Array: want != trimArray(want)}
	m.keyClass(&k, typ, method)
	m.keyOrder(&k, typ, method)
	if m.chance(12) && looksLikeCall(e.Format) {
		k.Stats = ptr(oneOf(m.draw, 0, 300, 1000))
	}
	return k, true
}

// isColumn says whether the expression is but a column.
func isColumn(e *Expr) bool {
	return e.Format == hole(0) && len(e.Args) == 1
}

func trimArray(name string) string {
	if len(name) > 2 && name[len(name)-2:] == "[]" {
		return name[:len(name)-2]
	}
	return name
}
