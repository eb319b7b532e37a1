package plan

import (
	"slices"

	"github.com/schemadiff/schemadiff/model"
)

// merged returns what CREATE TABLE … INHERITS or PARTITION OF makes of the
// columns of that name that the parents have (MergeAttributes of the server's
// tablecmds.c), if any has one.
func (d *side) merged(parents []model.QName, name string) (c model.Column, ok bool) {
	for _, p := range parents {
		next, has := d.table(p).Column(name)
		switch {
		case !has:
		case !ok:
			c, ok = next, true
		default:
			if c.Default.IsZero() {
				c.Default = next.Default
			}
			if c.Compression == "" {
				c.Compression = next.Compression
			}
			c.NotNull = c.NotNull || next.NotNull
		}
	}
	return c, ok
}

// createdBelow lists the parents that CREATE TABLE names: as many of the first
// ones as the server can merge. The table inherits from the others afterwards,
// when nothing is merged any more.
func (s *session) createdBelow(t model.Table) []model.QName {
	list := parents(t)
	for n := 1; n < len(list); n++ {
		parent := s.new.table(list[n])
		if slices.ContainsFunc(parent.Columns, func(c model.Column) bool { return s.conflicts(t, list[:n], list[n], c) }) {
			return list[:n]
		}
	}
	return list
}

// conflicts reports whether the server would refuse to merge a column with that
// of the parents before. A value that the table declares itself ends a conflict
// of values, and a new parent can have its default later.
func (s *session) conflicts(t model.Table, before []model.QName, parent model.QName, c model.Column) bool {
	m, ok := s.new.merged(before, c.Name)
	if !ok {
		return false
	}
	if m.Storage != c.Storage || m.Compression != c.Compression && m.Compression != "" && c.Compression != "" {
		return true
	}
	if own, _ := t.Column(c.Name); own.Local {
		return false
	}
	return m.Generated.Expr.Text != c.Generated.Expr.Text || defaultsConflict(m, c) && !s.isNewTable(parent)
}

func defaultsConflict(m, c model.Column) bool {
	return m.Default.Text != c.Default.Text && !m.Default.IsZero() && !c.Default.IsZero()
}

// defaultsAfter lists the new children of a new table that could not inherit
// from it if a column had its default by then, because another parent gives it
// another one. A default that comes later is not the children's.
func (s *session) defaultsAfter(table model.QName, column string) []model.QName {
	if !s.isNewTable(table) {
		return nil
	}
	c, _ := s.new.table(table).Column(column)
	if c.Default.IsZero() {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(s.new.children[table]), func(q model.QName) bool {
		t := s.new.table(q)
		at := slices.Index(t.Inherits, table)
		own, _ := t.Column(column)
		if at < 1 || own.Local || !s.isNewTable(q) {
			return true
		}
		m, ok := s.new.merged(t.Inherits[:at], column)
		return !ok || !defaultsConflict(m, c)
	})
}

// mergedNew is [side.merged] without the defaults that come later.
func (s *session) mergedNew(parents []model.QName, name string) (c model.Column, ok bool) {
	for i, p := range parents {
		if len(s.defaultsAfter(p, name)) == 0 {
			continue
		}
		before, has := s.mergedNew(parents[:i], name)
		after, more := s.mergedNew(parents[i+1:], name)
		c, _ = s.new.merged(parents, name)
		c.Default = model.Expr{}
		if has {
			c.Default = before.Default
		}
		if more && c.Default.IsZero() {
			c.Default = after.Default
		}
		return c, true
	}
	return s.new.merged(parents, name)
}

// fromParents returns the column that a new column begins as: what CREATE TABLE
// merges, or a copy that comes with ADD COLUMN on the parent.
func (s *session) fromParents(t model.Table, c model.Column) (model.Column, bool) {
	if !c.Inherited {
		return model.Column{}, false
	}
	if !s.isNewTable(t.QName()) {
		if c.Local {
			return model.Column{}, false
		}
		id, parent, ok := s.new.parentColumn(t, c.Name)
		if above, known := s.new.tables[id.Owner()]; ok && known && !s.isNewTable(id.Owner()) {
			// ADD COLUMN gives all that are below a table the same column.
			if top, came := s.fromParents(*above, parent); came {
				return top, true
			}
		}
		return parent, ok
	}
	switch s.form(t) {
	case formInherits, formPartition:
		return s.mergedNew(s.createdBelow(t), c.Name)
	case formPlain, formTyped:
	}
	return model.Column{}, false
}

// mergedColumn returns what CREATE TABLE … INHERITS says of a column that the
// table declares beside its parents. What the server takes from them and what
// it wants to be the same is left out.
func (s *session) mergedColumn(own, parent model.Column) model.Column {
	own.Storage, own.Compression = "", ""
	if !parent.Generated.IsZero() && (own.Generated == parent.Generated || s.version.Major() < 16) {
		own.Generated = model.Generated{}
	}
	return own
}

// nullDefault reports whether a column must declare that it has no default,
// since its parents have one.
func nullDefault(own, parent model.Column) bool {
	return own.Local && own.Default.IsZero() && own.Generated.IsZero() && own.Identity.IsZero() && !parent.Default.IsZero()
}

// sameColumn reports whether a partition's column is what PARTITION OF makes of
// the partitioned table's.
func (s *session) sameColumn(parent, c model.Column) bool {
	if !s.version.HasPartitionIdentity() {
		parent.Identity = model.Identity{}
	}
	return c.Inherited && parent.Name == c.Name && parent.Type == c.Type && parent.Collation == c.Collation &&
		parent.NotNull == c.NotNull && parent.Default.Text == c.Default.Text && parent.Generated.Expr.Text == c.Generated.Expr.Text &&
		parent.Generated.Virtual == c.Generated.Virtual && parent.Identity.Mode == c.Identity.Mode &&
		parent.Storage == c.Storage && parent.Compression == c.Compression
}
