package gen

import "slices"

func (m *maker) tables() {
	for range m.between(1, 6) {
		switch {
		case m.chance(16):
			m.partitioned()
		case m.chance(12):
			m.inheriting()
		case m.chance(6):
			m.typedTable()
		case m.chance(8):
			m.likeTable()
		default:
			m.plain()
		}
	}
	for _, t := range slices.Clone(m.s.Tables) {
		m.marks(t)
	}
}

// newTable draws a table without columns and adds it to the schema.
func (m *maker) newTable() *Table {
	ns := m.ns()
	t := &Table{NS: ns, Name: m.relation(ns, plainNames()), Comment: m.comment()}
	m.s.Tables = append(m.s.Tables, t)
	return t
}

func (m *maker) plain() *Table {
	t := m.newTable()
	n := m.between(1, 7)
	if m.chance(3) {
		n = 0
	}
	for range n {
		m.column(t)
	}
	m.storage(t)
	m.parts(t)
	return t
}

// storage draws what belongs to the table as a whole.
func (m *maker) storage(t *Table) {
	t.Unlogged = m.chance(6)
	t.Options = nil
	if m.chance(12) {
		t.Options = m.tableOptions()
	}
	t.Tablespace = m.tablespace()
	t.AccessMethod = ""
	if m.chance(4) {
		t.AccessMethod = oneOf(m.draw, "heap", AccessMethod)
	}
	m.security(t)
}

func (m *maker) security(t *Table) {
	t.RLS, t.ForceRLS = m.chance(6), m.chance(4)
}

// AccessMethod is a table access method that a schema which uses it creates: a
// second name for heap.
const AccessMethod = "heap2"

func (m *maker) tableOptions() []Option {
	list := []Option{
		{oneOf(m.draw, "fillfactor", "FILLFACTOR"), oneOf(m.draw, "70", "90")},
		{"autovacuum_enabled", oneOf(m.draw, "false", "off", "true")},
		{"autovacuum_vacuum_scale_factor", oneOf(m.draw, "0.02", "0.1")},
		{"autovacuum_vacuum_threshold", "1000"},
		{"toast_tuple_target", "4096"},
		{"parallel_workers", "4"},
		{"user_catalog_table", "false"},
		{"toast.autovacuum_enabled", "false"},
		{"toast.autovacuum_vacuum_threshold", "500"},
		{"vacuum_truncate", "off"},
	}
	return some(m.draw, list, 1, 3)
}

// parts draws keys, checks, exclusions and indexes over the table's columns.
func (m *maker) parts(t *Table) {
	if m.chance(65) {
		m.addKey(t, true)
	}
	for range oneOf(m.draw, 0, 0, 0, 1, 1, 2) {
		m.addKey(t, false)
	}
	for range oneOf(m.draw, 0, 0, 1, 1, 2) {
		t.Checks = append(t.Checks, m.check(t))
	}
	if m.chance(12) {
		m.addExclusion(t)
	}
	for range oneOf(m.draw, 0, 0, 1, 1, 2, 3) {
		m.addIndex(t)
	}
}

func (m *maker) addKey(t *Table, primary bool) bool {
	if primary && t.hasPrimary() {
		return false
	}
	k := m.temporalKey(t, primary)
	if k == nil || m.chance(40) {
		k = m.key(t, primary)
	}
	if k == nil || t.hasKeyOn(k) {
		return false
	}
	t.Keys = append(t.Keys, k)
	m.keyForm(t, k)
	if primary {
		for _, c := range k.Columns {
			c.NN.NoInherit, c.NN.NotValid = false, false
		}
	}
	return true
}

// keyForm chooses how a key is written: over an index that is there first, or
// on a partitioned table alone, with the keys of its partitions attached.
func (m *maker) keyForm(t *Table, k *Key) {
	if k.Name == "" || k.WithoutOverlaps {
		return
	}
	k.UsingIndex = t.Part == nil && t.PartOf == nil && m.chance(20)
	below := filter(m.s.Tables, func(p *Table) bool { return p.PartOf == t })
	flat := t.Part != nil && t.PartOf == nil && !slices.ContainsFunc(below, func(p *Table) bool { return p.Part != nil })
	nullable := slices.ContainsFunc(k.Columns, func(c *Column) bool { return !c.NotNull || c.NN != NotNull{} })
	if !flat || !m.chance(30) || k.Primary && nullable || k.Deferrable {
		return
	}
	k.OnOnly = true
	complete := m.chance(70)
	for _, p := range below {
		if (complete || m.chance(50)) && !(k.Primary && p.hasPrimary()) {
			k.Attached = append(k.Attached, &PartIndex{Table: p, Name: m.relation(p.NS, []string{"part_key", "p_key"}), Comment: m.comment()})
		}
	}
}

// hasKeyOn says whether another key has the same columns. The server takes two
// such keys of one CREATE TABLE for one, and one of the names is lost.
func (t *Table) hasKeyOn(k *Key) bool {
	return slices.ContainsFunc(t.Keys, func(o *Key) bool { return slices.Equal(o.Columns, k.Columns) && o.Name+k.Name != "" })
}

func (m *maker) addExclusion(t *Table) bool {
	x := m.exclusion(t)
	if x == nil {
		return false
	}
	t.Excls = append(t.Excls, x)
	return true
}

func (m *maker) addIndex(t *Table) bool {
	ix := m.index(t)
	if ix == nil {
		return false
	}
	if t.Part != nil && !ix.Unique && ix.Name != "" {
		m.attachments(t, ix)
	}
	t.Indexes = append(t.Indexes, ix)
	return true
}

// attachments lets some indexes of partitioned tables be made partition by
// partition; sometimes not for all of them, which leaves the index invalid.
func (m *maker) attachments(t *Table, ix *Index) {
	if !m.chance(35) {
		return
	}
	ix.OnOnly = true
	complete := m.chance(75)
	for _, p := range m.s.Tables {
		if p.PartOf == t && p.Part == nil && (complete || m.chance(50)) {
			ix.Attached = append(ix.Attached, &PartIndex{Table: p, Name: m.relation(p.NS, []string{"part_idx", "p_ix"}), Comment: m.comment()})
		}
	}
}

// hasPrimary says whether the table has a primary key, or a LIKE that may have
// brought one.
func (t *Table) hasPrimary() bool {
	return slices.ContainsFunc(t.Keys, func(k *Key) bool { return k.Primary }) ||
		t.Like != nil && slices.ContainsFunc(t.Like.Options, func(o string) bool { return o == "INCLUDING ALL" || o == "INCLUDING INDEXES" })
}

// marks draws what refers to the table's indexes: replica identity and CLUSTER.
func (m *maker) marks(t *Table) {
	t.Replica, t.ReplicaIndex, t.Cluster = "", nil, nil
	switch {
	case m.chance(4):
		t.Replica = "full"
	case m.chance(3):
		t.Replica = "nothing"
	case m.chance(12):
		m.replicaIndex(t)
	}
	if m.chance(8) && t.Part == nil {
		m.cluster(t)
	}
}

func (m *maker) replicaIndex(t *Table) {
	if list := replicaCandidates(t); len(list) > 0 {
		t.Replica, t.ReplicaIndex = "index", pick(m.draw, list)
	}
}

// replicaCandidates lists the keys and indexes that can be a replica identity.
func replicaCandidates(t *Table) []any {
	notNull := func(c *Column) bool {
		return c.NotNull && !c.NN.NotValid && c.Identity == nil
	}
	all := func(list []*Column) bool {
		return !slices.ContainsFunc(list, func(c *Column) bool { return !notNull(c) })
	}
	var candidates []any
	for _, k := range t.Keys {
		if k.Name != "" && !k.Deferrable && !k.WithoutOverlaps && (k.Primary || all(k.Columns)) {
			candidates = append(candidates, k)
		}
	}
	for _, ix := range t.Indexes {
		columns, plain := ix.plainColumns()
		if ix.Name != "" && ix.Unique && plain && ix.Predicate == nil && all(columns) {
			candidates = append(candidates, ix)
		}
	}
	return candidates
}

// plainColumns lists the key columns; not plain if a key is an expression.
func (ix *Index) plainColumns() (list []*Column, plain bool) {
	for _, k := range ix.Keys {
		if k.Column == nil {
			return nil, false
		}
		list = append(list, k.Column)
	}
	return list, true
}

func (m *maker) cluster(t *Table) {
	if list := clusterCandidates(t); len(list) > 0 {
		t.Cluster = pick(m.draw, list)
	}
}

// clusterCandidates lists what CLUSTER can order the table by.
func clusterCandidates(t *Table) []any {
	var candidates []any
	if t.Part != nil {
		return nil
	}
	for _, k := range t.Keys {
		if k.Name != "" {
			candidates = append(candidates, k)
		}
	}
	for _, ix := range t.Indexes {
		if ix.Name != "" && ix.Predicate == nil && (ix.Method == "btree" || ix.Method == "gist") {
			candidates = append(candidates, ix)
		}
	}
	for _, x := range t.Excls {
		if x.Name != "" && x.Predicate == nil && x.Method != "hash" {
			candidates = append(candidates, x)
		}
	}
	return candidates
}

// typedTable draws a table of a composite type.
func (m *maker) typedTable() {
	if len(m.s.Composites) == 0 {
		m.plain()
		return
	}
	c := pick(m.draw, m.s.Composites)
	c.Typed = true
	t := m.newTable()
	t.OfType = c
	for _, a := range c.Attrs {
		col := &Column{Table: t, From: a, Comment: m.comment()}
		m.override(col)
		t.Columns = append(t.Columns, col)
	}
	m.storage(t)
	m.parts(t)
}

// override draws what a column that comes from elsewhere has of its own.
func (m *maker) override(c *Column) {
	if m.chance(15) {
		c.NotNull = true
	}
	if m.chance(12) && c.generated() == nil {
		c.Default = m.defaultFor(c.typ())
	}
}

// likeTable draws a table that takes the columns of another.
func (m *maker) likeTable() {
	sources := filter(m.s.Tables, func(t *Table) bool { return t.Like == nil && t.PartOf == nil })
	if len(sources) == 0 {
		m.plain()
		return
	}
	source := pick(m.draw, sources)
	t := m.newTable()
	t.Like = &Like{Source: source, Options: m.likeOptions(), Count: len(source.Columns)}
	generated := slices.Contains(t.Like.Options, "INCLUDING ALL") || slices.Contains(t.Like.Options, "INCLUDING GENERATED")
	for _, c := range source.Columns {
		t.Columns = append(t.Columns, &Column{
			Table: t, Name: c.name(), Type: c.typ(), NotNull: c.NotNull, Collation: c.first().Collation, UserColl: c.first().UserColl,
			Virtual: generated && c.virtual(),
		})
	}
	for range m.n(3) {
		m.column(t)
	}
	m.storage(t)
	m.parts(t)
}

func (m *maker) likeOptions() []string {
	switch m.n(4) {
	case 0:
		return nil
	case 1:
		return []string{"INCLUDING ALL"}
	}
	list := []string{"COMMENTS", "CONSTRAINTS", "DEFAULTS", "GENERATED", "IDENTITY", "INDEXES", "STATISTICS", "STORAGE"}
	if m.s.Major >= 14 {
		list = append(list, "COMPRESSION")
	}
	var out []string
	for _, o := range shuffled(m.draw, list)[:m.between(1, 4)] {
		out = append(out, oneOf(m.draw, "INCLUDING ", "INCLUDING ", "EXCLUDING ")+o)
	}
	return out
}
