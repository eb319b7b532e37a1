package gen

import (
	"slices"
	"strings"
)

// Rename is a change of name that the user would have to tell of. Kind is a
// word of the product's flag; the paths lead from the schema to the object, the
// old one in old names and the new one in new names.
type Rename struct {
	Kind     string
	Old, New []string
}

// Invert is the rename that leads back.
func (r Rename) Invert() Rename { return Rename{Kind: r.Kind, Old: r.New, New: r.Old} }

// String is the rename as the flag's value: table:"app"."users"="people".
func (r Rename) String() string {
	path := func(names []string) string {
		quoted := make([]string, len(names))
		for i, n := range names {
			quoted[i] = QuoteIdent(n)
		}
		return strings.Join(quoted, ".")
	}
	to := r.New[len(r.New)-1:]
	if len(r.New) == 2 && r.Old[0] != r.New[0] && r.Kind != "index" && r.Kind != "statistics" {
		to = r.New
	}
	return r.Kind + ":" + path(r.Old) + "=" + path(to)
}

// named is an object with its path. The list has an order, so that the same
// seed gives the same renames.
type named struct {
	object any
	kind   string
	path   []string
}

// paths lists all objects that can be renamed.
func paths(s *Schema) []named {
	var list []named
	add := func(object any, kind string, path ...string) {
		if path[len(path)-1] != "" {
			list = append(list, named{object, kind, path})
		}
	}
	for _, ns := range s.Namespaces {
		add(ns, "schema", ns.Name)
	}
	for _, e := range s.Enums {
		add(e, "type", e.NS.Name, e.Name)
	}
	for _, d := range s.Domains {
		add(d, "type", d.NS.Name, d.Name)
		for _, c := range d.Checks {
			add(c, "constraint", d.NS.Name, d.Name, c.Name)
		}
	}
	for _, c := range s.Composites {
		add(c, "type", c.NS.Name, c.Name)
		for _, a := range c.Attrs {
			add(a, "attribute", c.NS.Name, c.Name, a.Name)
		}
	}
	for _, r := range s.Ranges {
		add(r, "type", r.NS.Name, r.Name)
	}
	for _, q := range s.Sequences {
		add(q, "sequence", q.NS.Name, q.Name)
	}
	for _, t := range s.Tables {
		tablePaths(t, add)
	}
	for _, st := range s.Statistics {
		add(st, "statistics", st.NS.Name, st.Name)
	}
	for _, o := range s.Objects {
		objectPath(o, add)
	}
	return list
}

func tablePaths(t *Table, add func(object any, kind string, path ...string)) {
	add(t, "table", t.NS.Name, t.Name)
	for _, c := range t.Columns {
		if c.From == nil {
			add(c, "column", t.NS.Name, t.Name, c.Name)
		}
	}
	for _, k := range t.Keys {
		add(k, "constraint", t.NS.Name, t.Name, k.Name)
	}
	for _, c := range t.Checks {
		add(c, "constraint", t.NS.Name, t.Name, c.Name)
	}
	for _, x := range t.Excls {
		add(x, "constraint", t.NS.Name, t.Name, x.Name)
	}
	for _, f := range t.FKs {
		add(f, "constraint", t.NS.Name, t.Name, f.Name)
	}
	for _, ix := range t.Indexes {
		add(ix, "index", t.NS.Name, ix.Name)
	}
}

// renames lists the objects that have another name than before, or another
// schema.
func renames(before, after []named) []Rename {
	var list []Rename
	moves := map[string]string{} // schemas that were renamed
	for _, old := range before {
		for _, now := range after {
			if old.object != now.object || slices.Equal(old.path, now.path) {
				continue
			}
			if old.kind == "schema" {
				moves[old.path[0]] = now.path[0]
			}
			last := len(old.path) - 1
			moved := now.path[0] != old.path[0] && now.path[0] != moves[old.path[0]] && last == 1 && old.kind != "index"
			if old.path[last] != now.path[last] || moved {
				list = append(list, Rename{Kind: old.kind, Old: old.path, New: now.path})
			}
		}
	}
	return list
}

// renameMutations change names, and the mutation tells of it.
func renameMutations() []mutation {
	indexes := allOf(func(t *Table) []*Index { return t.Indexes })
	keys := allOf(func(t *Table) []*Key { return t.Keys })
	checks := allOf(func(t *Table) []*Check { return filter(t.Checks, func(c *Check) bool { return c.From == nil }) })
	fks := allOf(func(t *Table) []*ForeignKey { return t.FKs })
	list := []mutation{
		onOne("rename table", everyTable, func(m *mutator, t *Table) bool {
			t.Name = m.relation(t.NS, plainNames())
			return true
		}),
		onOne("move table", everyTable, (*mutator).moveTable),
		onOne("rename column", ownColumns, (*mutator).renameColumn),
		onOne("rename index", indexes, func(m *mutator, ix ofTable[*Index]) bool {
			return m.renameTo(&ix.v.Name, func() string { return m.relation(ix.t.NS, []string{"idx", "ix_lookup"}) })
		}),
		onOne("rename key", keys, func(m *mutator, k ofTable[*Key]) bool {
			return m.renameTo(&k.v.Name, func() string { return m.relation(k.t.NS, []string{"pk", "uq"}) })
		}),
		onOne("rename check", checks, func(m *mutator, c ofTable[*Check]) bool {
			return m.renameTo(&c.v.Name, func() string { return "ck_" + itoa(m.next()) })
		}),
		onOne("rename foreign key", fks, func(m *mutator, f ofTable[*ForeignKey]) bool {
			return m.renameTo(&f.v.Name, func() string { return "fk_" + itoa(m.next()) })
		}),
	}
	return append(list, otherRenames()...)
}

func otherRenames() []mutation {
	typeNames := []string{"mood", "state", "color", "level", "kind_of"}
	return []mutation{
		onOne("rename enum", func(m *mutator) []*Enum { return m.s.Enums }, func(m *mutator, e *Enum) bool {
			return m.renameTo(&e.Name, func() string { return m.relation(e.NS, typeNames) })
		}),
		onOne("rename enum value", func(m *mutator) []*Enum { return m.s.Enums }, (*mutator).renameLabel),
		onOne("rename domain", func(m *mutator) []*Domain { return m.s.Domains }, func(m *mutator, d *Domain) bool {
			return m.renameTo(&d.Name, func() string { return m.relation(d.NS, typeNames) })
		}),
		onOne("rename composite", func(m *mutator) []*Composite { return m.s.Composites }, func(m *mutator, c *Composite) bool {
			return m.renameTo(&c.Name, func() string { return m.relation(c.NS, typeNames) })
		}),
		onOne("rename attribute", func(m *mutator) []*Composite { return m.s.Composites }, func(m *mutator, c *Composite) bool {
			used := reservedColumns()
			for _, a := range c.Attrs {
				used[a.Name] = true
			}
			return m.renameTo(&pick(m.draw, c.Attrs).Name, func() string { return m.name(used, plainColumns()) })
		}),
		onOne("rename range", func(m *mutator) []*Range { return m.s.Ranges }, func(m *mutator, r *Range) bool {
			return m.renameTo(&r.Name, func() string { return m.relation(r.NS, typeNames) })
		}),
		onOne("rename sequence", func(m *mutator) []*Sequence { return m.s.Sequences }, func(m *mutator, s *Sequence) bool {
			return m.renameTo(&s.Name, func() string { return m.relation(s.NS, []string{"seq", "counter"}) })
		}),
		onOne("rename statistics", func(m *mutator) []*Statistics { return m.s.Statistics }, func(m *mutator, st *Statistics) bool {
			return m.renameTo(&st.Name, func() string { return m.relation(st.NS, []string{"st", "stats"}) })
		}),
		onOne("rename schema", func(m *mutator) []*Namespace { return m.s.Namespaces }, func(m *mutator, ns *Namespace) bool {
			used := map[string]bool{"public": true}
			for _, o := range m.s.Namespaces {
				used[o.Name] = true
			}
			return ns.Name != "public" && m.renameTo(&ns.Name, func() string { return m.schemaName(used) })
		}),
	}
}

// renameTo gives something that has a name another one.
func (m *mutator) renameTo(name *string, fresh func() string) bool {
	if *name == "" {
		return false
	}
	*name = fresh()
	return true
}

func (m *mutator) renameColumn(c *Column) bool {
	if c.Table.OfType != nil {
		return false
	}
	used := c.Table.columnNames()
	for _, t := range m.below(c.Table) {
		for name := range t.columnNames() {
			used[name] = true
		}
	}
	c.Name = m.name(used, plainColumns())
	return true
}

// moveTable moves a table, and its sequences, to another schema where nothing
// of it is in the way.
func (m *mutator) moveTable(t *Table) bool {
	to := m.ns()
	for _, k := range t.Keys {
		if k.Name == "" || to.Used[k.Name] {
			return false
		}
	}
	for _, ix := range t.Indexes {
		if ix.Name == "" || to.Used[ix.Name] {
			return false
		}
	}
	serial := slices.ContainsFunc(t.Columns, func(c *Column) bool { return c.Serial || c.Identity != nil })
	if to == t.NS || t.PartOf != nil || to.Used[t.Name] || len(t.Excls) > 0 || serial {
		return false
	}
	for _, s := range m.s.Sequences {
		if s.OwnedBy != nil && s.OwnedBy.Table == t {
			if to.Used[s.Name] {
				return false
			}
			s.NS = to
		}
	}
	t.NS = to
	for _, name := range append([]string{t.Name}, t.relationNames()...) {
		if to.Used == nil {
			to.Used = map[string]bool{}
		}
		to.Used[name] = true
	}
	return true
}

func (t *Table) relationNames() []string {
	var list []string
	for _, k := range t.Keys {
		list = append(list, k.Name)
	}
	for _, ix := range t.Indexes {
		list = append(list, ix.Name)
	}
	return list
}

// renameLabel renames a value that nothing names in its text.
func (m *mutator) renameLabel(e *Enum) bool {
	if len(e.Labels) == 0 || m.partitionedBy(e) || slices.ContainsFunc(m.labels, func(r labelRename) bool { return r.enum == e }) {
		return false
	}
	m.forgetUses(e)
	used := map[string]bool{}
	for _, l := range e.Labels {
		used[l] = true
	}
	i := m.n(len(e.Labels))
	old := e.Labels[i]
	e.Labels[i] = m.label(used)
	m.labels = append(m.labels, labelRename{e, old, e.Labels[i]})
	return true
}

// labelRename is a rename of an enum's value, which is no object with a place
// of its own.
type labelRename struct {
	enum     *Enum
	old, now string
}

// labelRenames lists the renamed values that are still there.
func (m *mutator) labelRenames(before []named) []Rename {
	var list []Rename
	for _, r := range m.labels {
		for _, b := range before {
			if b.object == r.enum && slices.Contains(m.s.Enums, r.enum) && slices.Contains(r.enum.Labels, r.now) {
				list = append(list, Rename{Kind: "value", Old: append(slices.Clone(b.path), r.old), New: []string{r.enum.NS.Name, r.enum.Name, r.now}})
			}
		}
	}
	return list
}
