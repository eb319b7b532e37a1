package plan

import (
	"slices"

	"github.com/schemadiff/schemadiff/dialects/mysql"
	"github.com/schemadiff/schemadiff/diff"
	"github.com/schemadiff/schemadiff/model"
	"github.com/schemadiff/schemadiff/render"
)

// Assess implements [render.Session]. A facet that the servers don't have stays in
// the list, and is an error.
func (s *session) Assess(alter diff.Alter, facets *render.Facets) ([]render.Op, error) {
	op := render.Op{Node: node(alter.NewID), Verb: render.Alter}
	if known := facetsOf(alter.NewID.Kind); known != nil {
		op.Facets = facets.Taken(known...)
	} else {
		op.Facets = facets.Taken(facets.Names()...)
	}
	switch alter.NewID.Kind {
	case model.KindTable, model.KindColumn, model.KindPrimaryKey, model.KindUnique, model.KindIndex, model.KindCheck, model.KindSequence,
		mysql.KindView, mysql.KindDatabase: // one statement does
	default:
		op.Verb = render.Recreate
	}
	return []render.Op{op}, nil
}

// facetsOf lists the facets of a kind of objects; nil for a definition, whose facets
// are its properties.
func facetsOf(kind model.Kind) []diff.FacetName {
	switch kind {
	case model.KindTable:
		return []diff.FacetName{
			diff.FacetStorageParameters, diff.FacetAccessMethod, diff.FacetTablespace, diff.FacetComment,
			diff.FacetPartitionKey, diff.FacetPartitions, diff.FacetColumnOrder,
		}
	case model.KindColumn:
		return []diff.FacetName{
			diff.FacetType, diff.FacetCollation, diff.FacetNotNull, diff.FacetDefault, diff.FacetGenerated,
			diff.FacetIdentity, diff.FacetAttributeOptions, diff.FacetCompression, diff.FacetComment,
		}
	case model.KindPrimaryKey, model.KindUnique:
		return []diff.FacetName{diff.FacetColumns, diff.FacetKeys, diff.FacetStorageParameters, diff.FacetIndexComment, diff.FacetWithoutOverlaps}
	case model.KindIndex:
		return []diff.FacetName{diff.FacetUnique, diff.FacetKeys, diff.FacetAccessMethod, diff.FacetStorageParameters, diff.FacetComment}
	case model.KindCheck:
		return []diff.FacetName{diff.FacetExpression, diff.FacetNotEnforced, diff.FacetOfColumn}
	case model.KindForeignKey:
		return []diff.FacetName{diff.FacetColumns, diff.FacetReferences, diff.FacetReferencedColumns, diff.FacetOnUpdate, diff.FacetOnDelete}
	case model.KindSequence:
		return []diff.FacetName{
			diff.FacetStart, diff.FacetIncrement, diff.FacetMinimum, diff.FacetMaximum, diff.FacetCache,
			diff.FacetCycle, diff.FacetType, diff.FacetComment,
		}
	default:
		return nil
	}
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
	table := at.Parent
	switch at.Kind {
	case model.KindTable:
		table = at.Name
	case model.KindColumn, model.KindPrimaryKey, model.KindUnique, model.KindCheck, model.KindIndex:
	default:
		return nil, nil
	}
	if !s.stays(table) {
		return nil, nil
	}
	w := s.works[table]
	if w == nil {
		w = &work{}
		s.works[table] = w
	}
	w.changes = append(w.changes, c)
	return []render.Op{{Node: node(tableID(table)), Verb: render.Alter, Forced: true}}, nil
}

// considerRename makes anew what has no statement for a new name.
func (s *session) considerRename(c diff.Rename) ([]render.Op, bool) {
	switch c.To.Kind {
	case model.KindTable, model.KindColumn, model.KindSequence:
		return nil, true
	case model.KindIndex, model.KindUnique:
		return nil, s.renamesIndexes()
	case model.KindForeignKey:
		return []render.Op{{Node: node(c.To), Verb: render.Recreate, Forced: true}}, true
	case model.KindCheck:
		return nil, false
	case mysql.KindView:
		return nil, true
	default:
		return []render.Op{{Node: node(c.To), Verb: render.Recreate, Forced: true}}, true
	}
}

func (s *session) renamesIndexes() bool {
	return !s.server.IsMariaDB() || s.server.MinMariaDB(10, 5, 2)
}

func (s *session) renamesColumns() bool {
	return !s.server.IsMariaDB() || s.server.MinMariaDB(10, 5, 2)
}

// Disturb implements [render.Session]: the columns of a foreign key don't change their
// types while it is there, on neither side of it. Triggers keep their order.
func (s *session) Disturb(needed render.Op, dependent render.Node) []render.Op {
	if dependent.ID.Kind == mysql.KindTrigger && needed.Node.ID.Kind == mysql.KindTrigger && needed.Verb == render.Recreate {
		// A trigger that is made takes the last place, or that behind another one.
		return []render.Op{{Node: dependent, Verb: render.Recreate, Forced: true}}
	}
	if dependent.ID.Kind != model.KindForeignKey || needed.Node.ID.Kind != model.KindColumn || needed.Verb != render.Alter {
		return nil
	}
	if needed.Has(diff.FacetIdentity) && !s.server.IsMariaDB() { // MySQL refuses that, too
		return []render.Op{{Node: dependent, Verb: render.Recreate, Forced: true}}
	}
	for _, f := range [...]diff.FacetName{diff.FacetType, diff.FacetCollation, diff.FacetGenerated, diff.FacetNotNull} {
		if needed.Has(f) {
			return []render.Op{{Node: dependent, Verb: render.Recreate, Forced: true}}
		}
	}
	return nil
}

// Walk implements [render.Session].
func (s *session) Walk(schema model.Schema, each func(n render.Node, needs []render.Node)) error {
	for _, q := range schema.Sequences {
		each(node(model.ID{Kind: model.KindSequence, Name: q.Name}), nil)
	}
	for i := range schema.Tables {
		t := &schema.Tables[i]
		each(node(tableID(t.Name)), nil)
		for _, e := range t.Parts() {
			each(node(e.ID), partNeeds(schema, t, e))
		}
	}
	for _, d := range schema.Definitions {
		var needs []render.Node
		if follows := d.Get(mysql.PropertyFollows).Text; follows != "" {
			needs = append(needs, node(model.ID{Kind: mysql.KindTrigger, Parent: d.ID.Parent, Name: follows}))
		}
		each(node(d.ID), needs)
	}
	return nil
}

// partNeeds lists the table of a part, and the columns of a foreign key.
func partNeeds(schema model.Schema, t *model.Table, e model.Entry) []render.Node {
	needs := []render.Node{node(tableID(t.Name))}
	f, ok := e.Object.(model.ForeignKey)
	if !ok {
		return needs
	}
	for _, c := range f.Columns {
		needs = append(needs, node(columnID(t.Name, c)))
	}
	there := slices.ContainsFunc(schema.Tables, func(o model.Table) bool { return o.QName() == f.References })
	for _, c := range f.RefColumns {
		if there {
			needs = append(needs, node(columnID(f.References.Name, c)))
		}
	}
	return needs
}
