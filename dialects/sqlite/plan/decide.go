package plan

import (
	"slices"

	"github.com/schemadiff/schemadiff/dialects/sqlite/kind"
	"github.com/schemadiff/schemadiff/diff"
	"github.com/schemadiff/schemadiff/model"
	"github.com/schemadiff/schemadiff/render"
)

// work is what happens to one table that stays.
type work struct {
	table   string
	changes []diff.Change
	decided bool
	rebuild bool
}

// rebuilds reports whether a table that stays has to be made anew. It is asked
// when all changes were considered.
func (s *session) rebuilds(table string) bool {
	w := s.works[table]
	if w == nil {
		return false
	}
	if !w.decided {
		w.decided = true
		w.rebuild = slices.ContainsFunc(w.changes, func(c diff.Change) bool { return !s.native(table, c) })
	}
	return w.rebuild
}

// native reports whether ALTER TABLE brings a change about, exactly and whatever
// the table and the rest of the schema are like.
func (s *session) native(table string, c diff.Change) bool {
	switch c := c.(type) {
	case diff.Add:
		if o, ok := c.New.(model.Column); ok {
			return s.addable(table, o)
		}
		if o, ok := c.New.(model.Check); ok {
			return s.columnOfCheck(table, o) != "" || s.altersConstraints()
		}
		o, ok := c.New.(model.ForeignKey)
		return ok && s.columnOfReference(table, o) != ""
	case diff.Drop:
		name := s.task.Renamed(c.ID).Name
		if c.ID.Kind == model.KindColumn {
			return s.droppable(table, name)
		}
		return c.ID.Kind == model.KindCheck && s.altersConstraints() && s.alone(s.old.tables[table], name)
	case diff.Alter:
		return s.alterable(table, c)
	case diff.Rename, diff.Unsupported:
	}
	return false
}

func (s *session) altersConstraints() bool { return s.task.Version >= alterConstraints }

// alone reports whether a constraint can be told by its name.
func (s *session) alone(t *model.Table, name string) bool {
	count := 0
	for _, e := range t.Parts() {
		if e.ID.Kind != model.KindColumn && e.ID.Kind != model.KindIndex && kind.Fold(e.ID.Name) == kind.Fold(name) {
			count++
		}
	}
	for _, c := range t.Columns {
		if kind.Fold(c.NotNullConstraint.Name) == kind.Fold(name) {
			count++
		}
	}
	return count == 1 && !kind.Unnamed(name)
}

// alterable reports whether ALTER COLUMN or ALTER TABLE … CONSTRAINT can do it.
func (s *session) alterable(table string, c diff.Alter) bool {
	if !s.altersConstraints() {
		return false
	}
	switch c.NewID.Kind {
	case model.KindColumn:
		o, _ := c.New.(model.Column)
		old, _ := s.old.object(c.NewID).(model.Column)
		plain := func(c model.Column) bool { return c.NotNullConstraint.Name == "" && len(c.Options) == 0 }
		inKey := slices.ContainsFunc(s.new.tables[table].Keys, func(k model.Key) bool { return k.Primary && slices.Contains(k.Columns, o.Name) })
		return len(c.Facets) == 1 && c.Has(diff.FacetNotNull) && plain(old) && plain(o) && !inKey
	case model.KindCheck:
		return s.alone(s.old.tables[table], c.NewID.Name) && s.alone(s.new.tables[table], c.NewID.Name)
	default:
		return false
	}
}

// addable reports whether ADD COLUMN takes a column (lang_altertable.html, section
// 4).
func (s *session) addable(table string, c model.Column) bool {
	t := s.new.tables[table]
	inKey := slices.ContainsFunc(t.Keys, func(k model.Key) bool { return slices.Contains(k.Columns, c.Name) })
	refers := slices.ContainsFunc(t.ForeignKeys, func(f model.ForeignKey) bool { return slices.Contains(f.Columns, c.Name) })
	switch {
	case inKey, !c.Identity.IsZero():
		return false
	case !c.Generated.IsZero():
		return c.Generated.Virtual && !refers
	case refers && !c.Default.IsZero():
		return false
	default:
		return c.Default.IsZero() || constant(c.Default.Text)
	}
}

// added lists the columns that a table gets.
func (s *session) added(table string) []string {
	var list []string
	for _, c := range s.new.tables[table].Columns {
		if _, had := s.old.tables[table].Column(c.Name); !had {
			list = append(list, c.Name)
		}
	}
	return list
}

// columnOfCheck returns the new column that a new check can be added with, "" if
// there is none: of the new columns it names this one alone.
func (s *session) columnOfCheck(table string, c model.Check) string {
	if !s.stays(table) || s.old.object(model.ID{Kind: model.KindCheck, Parent: table, Name: c.Name}) != nil {
		return ""
	}
	fresh := s.added(table)
	about := slices.DeleteFunc(columnsIn(s.new.tables[table], c.Expr.Text), func(name string) bool { return !slices.Contains(fresh, name) })
	if len(about) != 1 {
		return ""
	}
	return about[0]
}

// columnOfReference is the same for a foreign key.
func (s *session) columnOfReference(table string, f model.ForeignKey) string {
	if !s.stays(table) || len(f.Columns) != 1 || !slices.Contains(s.added(table), f.Columns[0]) {
		return ""
	}
	return f.Columns[0]
}

// droppable reports whether DROP COLUMN takes a column (lang_altertable.html,
// section 5): nothing else of the table names it, and no view or trigger that
// stays makes the library stumble.
func (s *session) droppable(table, column string) bool {
	t := s.old.tables[table]
	for _, k := range t.Keys {
		if slices.Contains(k.Columns, column) {
			return false
		}
	}
	for _, f := range t.ForeignKeys {
		if slices.Contains(f.Columns, column) {
			return false
		}
	}
	for _, c := range t.Checks {
		if mentions(c.Expr.Text)[s.before(table, column)] {
			return false
		}
	}
	plain := 0
	for _, c := range t.Columns {
		if c.Name != column && mentions(c.Generated.Expr.Text)[s.before(table, column)] {
			return false
		}
		if _, kept := s.new.tables[table].Column(c.Name); kept && c.Generated.IsZero() {
			plain++
		}
	}
	return plain > 0 && !s.indexed(t, column) && s.definitionsAllow(column)
}

// before returns the folded name that a column has in texts of the old side, which
// have the names from before the renames.
func (s *session) before(table, column string) string {
	id := model.ID{Kind: model.KindColumn, Parent: table, Name: column}
	for _, t := range s.task.Original.Tables {
		if s.task.Renamed(tableID(t.Name)) != tableID(table) {
			continue
		}
		for _, c := range t.Columns {
			if s.task.Renamed(model.ID{Kind: model.KindColumn, Parent: t.Name, Name: c.Name}) == id {
				return kind.Fold(c.Name)
			}
		}
	}
	return kind.Fold(column)
}

// indexed reports whether an index that stays as it is has the column.
func (s *session) indexed(t *model.Table, column string) bool {
	name := s.before(t.Name, column)
	return slices.ContainsFunc(t.Indexes, func(x model.Index) bool {
		id := model.ID{Kind: model.KindIndex, Parent: t.Name, Name: x.Name}
		if s.task.Planned(node(id)) != render.Keep {
			return false
		}
		return mentions(x.Predicate.Text)[name] || slices.ContainsFunc(x.Keys, func(k model.IndexKey) bool {
			return k.Column == column || mentions(k.Expr.Text)[name]
		})
	})
}

// definitionsAllow reports whether DROP COLUMN can make sure that each view and
// each trigger still works: the library refuses if any of them doesn't, whatever
// it is about.
func (s *session) definitionsAllow(column string) bool {
	for i := range s.old.schema.Definitions {
		d := &s.old.schema.Definitions[i]
		if d.ID.Kind == kind.VirtualTable || s.task.Planned(node(d.ID)) != render.Keep {
			continue
		}
		if mentions(definitionTexts(d)...)[kind.Fold(column)] || !sound(s.old, d) || !sound(s.new, d) {
			return false
		}
	}
	return true
}
