package modeltest

import (
	"slices"

	"pgregory.net/rapid"

	"github.com/schemadiff/schemadiff/model"
)

func (m *maker) tables() {
	for _, q := range m.names("tables", 5, "users", "orders", "items", "logs", "events") {
		if m.take(q) {
			m.s.Tables = append(m.s.Tables, m.table(q))
		}
	}
	count := len(m.s.Tables)
	for i := range count {
		m.ownedSequence(&m.s.Tables[i])
		m.foreignKeys(&m.s.Tables[i])
		m.children(m.s.Tables[i])
		m.statistics(m.s.Tables[i])
	}
}

func (m *maker) table(q model.QName) model.Table {
	t := model.Table{Schema: q.Schema, Name: q.Name, Comment: m.comment()}
	for _, name := range m.few("columns", []string{"id", "a", "b", "c", "d"}, 5) {
		t.Columns = append(t.Columns, m.column(t, name))
	}
	t.Unlogged = m.rarely()
	t.RowSecurity, t.ForceRowSecurity = m.rarely(), m.rarely()
	t.Options = m.options("fillfactor", "toast_tuple_target")
	if m.rarely() {
		t.Tablespace = "fast"
	}
	m.keys(&t)
	for _, name := range m.some("checks", q.Name+"_check", q.Name+"_check1") {
		t.Checks = append(t.Checks, model.Check{
			Name: name, Expr: m.condition(t), NoInherit: m.rarely(), NotValid: m.rarely(), Comment: m.comment(),
			ImplicitName: m.half(),
		})
	}
	m.exclusions(&t)
	m.indexes(&t)
	m.replicaIdentity(&t)
	return t
}

func (m *maker) column(t model.Table, name string) model.Column {
	c := model.Column{Name: name, Type: m.columnType(), NotNull: m.half(), Comment: m.comment()}
	switch rapid.IntRange(0, 5).Draw(m.t, "value") {
	case 0:
		c.Default = m.expr("1", "2", "now()")
	case 1:
		c.Generated = model.Generated{Expr: m.expr("1 + 1", "2 + 2"), Virtual: m.half()}
	case 2:
		c.NotNull = true
		c.Type = model.Type{Name: "bigint"}
		sequence := model.QName{Schema: t.Schema, Name: t.Name + "_" + name + "_seq"}
		if m.take(sequence) {
			c.Identity = model.Identity{
				Mode: model.IdentityMode(m.one("identity", "always", "by default")), Sequence: sequence,
				Options: m.sequenceOptions(), ImplicitName: m.half(),
			}
		}
	}
	if c.NotNull && m.rarely() {
		c.NotNullConstraint = model.NotNull{Name: t.Name + "_" + name + "_given", NoInherit: m.rarely()}
	}
	if m.rarely() {
		c.Storage, c.Compression = m.one("storage", "", "plain", "main"), m.one("compression", "", "lz4")
		c.Statistics = rapid.IntRange(0, 200).Draw(m.t, "statistics")
		c.Options = m.options("n_distinct")
	}
	return c
}

func (m *maker) columns(t model.Table, most int) []string {
	names := make([]string, len(t.Columns))
	for i, c := range t.Columns {
		names[i] = c.Name
	}
	return m.few("columns", names, most)
}

func (m *maker) condition(t model.Table) model.Expr {
	column := m.columns(t, 1)[0]
	return m.expr(column+" IS NOT NULL", column+" > 0", column+" <> 'x'")
}

func (m *maker) keys(t *model.Table) {
	add := func(primary bool, name string) {
		if !m.take(model.QName{Schema: t.Schema, Name: name}) {
			return
		}
		k := model.Key{
			Name: name, Primary: primary, Columns: m.columns(*t, 2), Deferrable: m.rarely(),
			Options: m.options("fillfactor"), Comment: m.comment(), IndexComment: m.comment(), ImplicitName: m.half(),
		}
		if !primary {
			k.NullsNotDistinct = m.rarely()
		}
		t.Keys = append(t.Keys, k)
	}
	if m.often() {
		add(true, t.Name+m.one("primary key", "_pkey", "_pk"))
		for i := range t.Columns {
			for _, k := range t.Keys {
				if slices.Contains(k.Columns, t.Columns[i].Name) {
					t.Columns[i].NotNull = true
				}
			}
		}
	}
	for _, suffix := range m.some("unique", "_key", "_key1", "_unique") {
		add(false, t.Name+suffix)
	}
}

func (m *maker) exclusions(t *model.Table) {
	name := t.Name + "_excl"
	if !m.rarely() || !m.take(model.QName{Schema: t.Schema, Name: name}) {
		return
	}
	x := model.Exclusion{Name: name, Method: "btree", ImplicitName: m.half()}
	for _, c := range m.columns(*t, 2) {
		x.Elements = append(x.Elements, model.ExclusionElement{
			IndexKey: model.IndexKey{Column: c, Descending: m.rarely()}, Operator: model.QName{Name: "="},
		})
	}
	t.Exclusions = []model.Exclusion{x}
}

func (m *maker) indexes(t *model.Table) {
	for _, suffix := range m.some("indexes", "_idx", "_idx1", "_a_idx") {
		if !m.take(model.QName{Schema: t.Schema, Name: t.Name + suffix}) {
			continue
		}
		x := model.Index{
			Name: t.Name + suffix, Unique: m.rarely(), Method: m.one("method", "btree", "btree", "hash"),
			Options: m.options("fillfactor"), Comment: m.comment(), ImplicitName: m.half(),
		}
		for _, c := range m.columns(*t, 2) {
			k := model.IndexKey{Column: c}
			if m.rarely() {
				k = model.IndexKey{Expr: model.Expr{Text: "abs(" + c + ")"}, Statistics: rapid.IntRange(0, 100).Draw(m.t, "statistics")}
			}
			k.Descending = m.rarely()
			k.NullsFirst = k.Descending
			x.Keys = append(x.Keys, k)
		}
		if m.rarely() {
			x.Predicate = m.condition(*t)
		}
		t.Indexes = append(t.Indexes, x)
	}
}

func (m *maker) replicaIdentity(t *model.Table) {
	switch mode := model.ReplicaIdentityMode(m.one("replica identity", "", "", "full", "index")); {
	case mode != model.ReplicaIndex:
		t.ReplicaIdentity.Mode = mode
	case len(t.Keys) > 0:
		t.ReplicaIdentity = model.ReplicaIdentity{Mode: mode, Index: t.Keys[0].Name}
	}
}

func (m *maker) ownedSequence(t *model.Table) {
	c := &t.Columns[len(t.Columns)-1]
	name := model.QName{Schema: t.Schema, Name: t.Name + "_" + c.Name + "_" + m.one("serial", "seq", "seq1")}
	if m.often() || !c.Default.IsZero() || !c.Identity.IsZero() || !c.Generated.IsZero() || !m.take(name) {
		return
	}
	c.Type, c.NotNull, c.Serial = model.Type{Name: "bigint"}, true, m.half()
	c.Default = NextValue(name)
	m.s.Sequences = append(m.s.Sequences, model.Sequence{
		Schema: name.Schema, Name: name.Name, Options: m.sequenceOptions(), ImplicitName: c.Serial,
		OwnedBy: model.ColumnRef{Table: t.QName(), Column: c.Name},
	})
}

// NextValue is the default of a column that takes its values from a sequence.
func NextValue(sequence model.QName) model.Expr {
	return model.Expr{Text: "nextval('" + sequence.String() + "'::regclass)"}
}

func (m *maker) foreignKeys(t *model.Table) {
	for _, name := range m.some("foreign keys", t.Name+"_fkey", t.Name+"_fkey1") {
		to := m.s.Tables[rapid.IntRange(0, len(m.s.Tables)-1).Draw(m.t, "references")]
		if len(to.Keys) == 0 || len(to.Keys[0].Columns) > len(t.Columns) {
			continue
		}
		n := len(to.Keys[0].Columns)
		columns := m.columns(*t, len(t.Columns))
		if len(columns) < n {
			continue
		}
		t.ForeignKeys = append(t.ForeignKeys, model.ForeignKey{
			Name: name, Columns: columns[:n], References: to.QName(), RefColumns: to.Keys[0].Columns,
			OnDelete: model.Action(m.one("action", "", "cascade", "set null")), MatchFull: m.rarely(),
			Deferrable: m.rarely(), NotValid: m.rarely(), Comment: m.comment(), ImplicitName: m.half(),
		})
	}
}

// children adds an inheriting table or partitions.
func (m *maker) children(parent model.Table) {
	name := model.QName{Schema: parent.Schema, Name: parent.Name + "_child"}
	if m.often() || !m.take(name) {
		return
	}
	child := model.Table{Schema: name.Schema, Name: name.Name}
	for _, c := range parent.Columns {
		c.Identity, c.NotNullConstraint, c.Serial = model.Identity{}, model.NotNull{}, false
		c.Inherited = true
		child.Columns = append(child.Columns, c)
	}
	if m.half() {
		child.Inherits = []model.QName{parent.QName()}
		m.s.Tables = append(m.s.Tables, child)
		return
	}
	for i := range m.s.Tables {
		if t := &m.s.Tables[i]; t.QName() == parent.QName() {
			t.Partitioning = model.Partitioning{
				Strategy: model.PartitionByList, Keys: []model.PartitionKey{{Column: parent.Columns[0].Name}},
			}
		}
	}
	child.PartitionOf = parent.QName()
	child.Bound = model.PartitionBound{In: []model.Expr{m.expr("'a'", "'b'", "1")}}
	for i, x := range parent.Indexes {
		x.Parent = model.QName{Schema: parent.Schema, Name: x.Name}
		if x.Name = child.Name + x.Name[len(parent.Name):]; i == 0 && m.take(model.QName{Schema: child.Schema, Name: x.Name}) {
			child.Indexes = append(child.Indexes, x)
		}
	}
	m.s.Tables = append(m.s.Tables, child)
}

func (m *maker) statistics(t model.Table) {
	if m.often() || len(t.Columns) < 2 {
		return
	}
	name := t.Name + "_stat"
	m.s.Statistics = append(m.s.Statistics, model.Statistics{
		Schema: t.Schema, Name: name, Table: t.QName(), Kinds: m.some("kinds", "dependencies", "mcv", "ndistinct"),
		Columns: []string{t.Columns[0].Name, t.Columns[1].Name}, Comment: m.comment(), ImplicitName: m.half(),
		Target: rapid.IntRange(0, 3).Draw(m.t, "target"),
	})
}
