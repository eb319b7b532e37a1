package plan

import (
	"github.com/schemadiff/schemadiff/dialects/sqlite/kind"
	"github.com/schemadiff/schemadiff/diff"
	"github.com/schemadiff/schemadiff/model"
	"github.com/schemadiff/schemadiff/render"
)

// facetsOf lists the facets of a kind of objects that SQLite has.
func facetsOf(k model.Kind) []diff.FacetName {
	switch k {
	case model.KindTable:
		return []diff.FacetName{diff.FacetStorageParameters}
	case model.KindColumn:
		return []diff.FacetName{
			diff.FacetType, diff.FacetCollation, diff.FacetNotNull, diff.FacetNotNullName, diff.FacetDefault,
			diff.FacetGenerated, diff.FacetIdentity, diff.FacetAttributeOptions,
		}
	case model.KindPrimaryKey, model.KindUnique:
		return []diff.FacetName{diff.FacetColumns, diff.FacetKeys, diff.FacetStorageParameters}
	case model.KindCheck:
		return []diff.FacetName{diff.FacetExpression}
	case model.KindForeignKey:
		return []diff.FacetName{
			diff.FacetColumns, diff.FacetReferences, diff.FacetReferencedColumns, diff.FacetMatch,
			diff.FacetOnUpdate, diff.FacetOnDelete, diff.FacetDeferrable, diff.FacetInitiallyDeferred,
		}
	case model.KindIndex:
		return []diff.FacetName{diff.FacetUnique, diff.FacetKeys, diff.FacetPredicate}
	case kind.View:
		return []diff.FacetName{diff.FacetName(kind.Columns), diff.FacetName(kind.Query)}
	case kind.Trigger:
		return []diff.FacetName{
			diff.FacetName(kind.Timing), diff.FacetName(kind.Event), diff.FacetName(kind.Columns), diff.FacetName(kind.When), diff.FacetName(kind.Body),
		}
	case kind.VirtualTable:
		return []diff.FacetName{diff.FacetName(kind.Module), diff.FacetName(kind.Arguments)}
	default:
		return nil
	}
}

// Assess implements [render.Session]. A facet that SQLite doesn't have stays in
// the list, and is an error.
func (s *session) Assess(alter diff.Alter, facets *render.Facets) ([]render.Op, error) {
	op := render.Op{Node: node(alter.NewID), Verb: render.Alter, Facets: facets.Taken(facetsOf(alter.NewID.Kind)...)}
	switch alter.NewID.Kind {
	case model.KindIndex, kind.View, kind.Trigger, kind.VirtualTable:
		op.Verb = render.Recreate
	default:
	}
	return []render.Op{op}, nil
}

// Consider implements [render.Session]: a table that stays is altered by whatever
// happens to its parts.
func (s *session) Consider(c diff.Change) ([]render.Op, error) {
	at := s.task.Renamed(c.Object())
	switch c := c.(type) {
	case diff.Add:
		at = c.ID
	case diff.Alter:
		at = c.NewID
	case diff.Rename:
		at = c.To
		if ops, done := s.considerRename(c); done {
			return ops, nil
		}
	case diff.Drop, diff.Unsupported:
	}
	table := tableOf(at)
	if table == "" || !s.stays(table) {
		return nil, nil
	}
	w := s.works[table]
	if w == nil {
		w = &work{table: table}
		s.works[table] = w
	}
	w.changes = append(w.changes, c)
	return []render.Op{{Node: node(tableID(table)), Verb: render.Alter, Forced: true}}, nil
}

// considerRename makes anew what mentions a renamed table or column, or would keep
// the library from renaming since something in it may not be there, and what can get
// another name in no other way. It returns false for a constraint, whose name is a
// change of its table.
func (s *session) considerRename(c diff.Rename) ([]render.Op, bool) {
	switch c.From.Kind {
	case model.KindTable, model.KindColumn, kind.VirtualTable:
		s.renames = true
		var ops []render.Op
		was := s.was()
		for i := range was.schema.Definitions {
			d := &was.schema.Definitions[i]
			id := s.task.Renamed(d.ID)
			if d.ID.Kind == kind.VirtualTable || s.new.definitions[id] == nil {
				continue
			}
			if mentions(definitionTexts(d)...)[kind.Fold(c.From.Name)] || !sound(was, d) {
				ops = append(ops, render.Op{Node: node(id), Verb: render.Recreate, Forced: true})
			}
		}
		return ops, true
	case model.KindIndex, kind.View, kind.Trigger:
		return []render.Op{{Node: node(c.To), Verb: render.Recreate, Forced: true}}, true
	default:
		return nil, false
	}
}

// Disturb implements [render.Session].
func (s *session) Disturb(needed render.Op, dependent render.Node) []render.Op {
	of := needed.Node.ID
	again := []render.Op{{Node: dependent, Verb: render.Recreate, Forced: true}}
	switch {
	case needed.Node.Part != "":
		return nil
	case dependent.Part == partShape:
		if needed.Verb == render.Alter && s.rebuilds(of.Name) {
			return []render.Op{{Node: node(of), Verb: render.Recreate, Forced: true}}
		}
	case of.Kind == model.KindTable && needed.Verb == render.Recreate:
		if dependent.ID.Kind == model.KindIndex || dependent.ID.Kind == kind.Trigger && dependent.ID.Parent == of.Name {
			return again
		}
	case of.Kind == kind.View && (needed.Verb == render.Recreate || needed.Verb == render.Drop):
		if dependent.ID.Kind == kind.Trigger && dependent.ID.Parent == of.Name {
			return again
		}
	}
	return nil
}
