package diff

import (
	"slices"

	"github.com/schemadiff/schemadiff/model"
)

// notNulls settles the names of not-null constraints, which are no objects of
// their own. One that both sides have keeps the name that it has, unless the new
// side says otherwise: whether a table got it from its parent or was made with it
// is no reason to rename it. Parents come before their children, whose
// constraints may have their names.
func (s *settler) notNulls(newLive bool) {
	n := &notNullNames{
		settler: s, live: newLive,
		olds: placesOf(s.carried.Tables, tableName), news: placesOf(s.new.Tables, tableName),
		were: map[model.ColumnRef]string{}, are: map[model.ColumnRef]string{},
	}
	for _, i := range parentsFirst(s.carried.Tables) {
		n.readOld(i)
	}
	for _, j := range parentsFirst(s.new.Tables) {
		n.settle(&s.new.Tables[j])
	}
}

// notNullNames is what is known of the names of not-null constraints.
type notNullNames struct {
	*settler
	live       bool
	olds, news map[model.QName]int
	// were and are lead from columns to the names of their constraints, on the
	// old side, by the new names of its tables, and on the new one.
	were, are map[model.ColumnRef]string
}

// readOld notes the names that the columns of an old table have, and writes
// down those that the model leaves out since they follow from a name that is now
// another one.
func (n *notNullNames) readOld(i int) {
	original, t := &n.old.Tables[i], &n.carried.Tables[i]
	for k := range t.Columns {
		c := &t.Columns[k]
		before := n.rules.ImpliedName(FacetNotNullName, original.QName(), original.Columns[k].Name, n.settler.old.Version).Name
		if !c.NotNull || before == "" {
			continue
		}
		name := c.NotNullConstraint.Name
		switch {
		case name != "":
		case c.NotNullConstraint.Inherited:
			name = inheritedName(n.were, t, c.Name)
		default:
			name = before
		}
		n.were[model.ColumnRef{Table: t.QName(), Column: c.Name}] = name
		after := n.rules.ImpliedName(FacetNotNullName, t.QName(), c.Name, n.new.Version).Name
		if !c.NotNullConstraint.Inherited && before != after && after != "" {
			c.NotNullConstraint.Name = name
			if name == after {
				c.NotNullConstraint.Name = ""
			}
		}
	}
}

// inheritedName finds the name of the constraint that a table has from a parent.
func inheritedName(names map[model.ColumnRef]string, t *model.Table, column string) string {
	for _, p := range parentsOf(t) {
		if name := names[model.ColumnRef{Table: p, Column: column}]; name != "" {
			return name
		}
	}
	return ""
}

func (n *notNullNames) settle(t *model.Table) {
	var old *model.Table
	if i, ok := n.olds[t.QName()]; ok {
		old = &n.carried.Tables[i]
	}
	copied := false
	for j := range t.Columns {
		c := t.Columns[j]
		implied := n.rules.ImpliedName(FacetNotNullName, t.QName(), c.Name, n.new.Version).Name
		if !c.NotNull || implied == "" {
			continue
		}
		if old != nil {
			n.keep(old, t, &c, implied)
		}
		n.are[model.ColumnRef{Table: t.QName(), Column: c.Name}] = n.nameOf(t, &c, implied)
		if c.NotNullConstraint == t.Columns[j].NotNullConstraint {
			continue
		}
		if !copied {
			t.Columns, copied = slices.Clone(t.Columns), true
		}
		t.Columns[j] = c
	}
}

// nameOf returns the name of a constraint of the new side.
func (n *notNullNames) nameOf(t *model.Table, c *model.Column, implied string) string {
	switch {
	case c.NotNullConstraint.Name != "":
		return c.NotNullConstraint.Name
	case c.NotNullConstraint.Inherited:
		return inheritedName(n.are, t, c.Name)
	}
	return implied
}

// keep gives a column's constraint the name that it has, where the new side
// leaves that open.
func (n *notNullNames) keep(old, t *model.Table, c *model.Column, implied string) {
	to := &c.NotNullConstraint
	i := slices.IndexFunc(old.Columns, func(o model.Column) bool { return o.Name == c.Name })
	if i < 0 || !old.Columns[i].NotNull {
		return
	}
	from := old.Columns[i].NotNullConstraint
	if from.Name == to.Name && !from.Inherited && !to.Inherited {
		return
	}
	name := n.were[model.ColumnRef{Table: t.QName(), Column: c.Name}]
	if to.Inherited && !from.Inherited && t.PartitionOf.IsZero() {
		// No statement makes the table's own constraint the parent's.
		to.Name, to.Inherited = name, false
		n.result.Notes = append(n.result.Notes, Note{
			ID: columnID(t.QName(), c), Old: columnID(n.old.Tables[n.olds[t.QName()]].QName(), &n.old.Tables[n.olds[t.QName()]].Columns[i]),
			Text: "the not-null constraint stays declared by the table itself besides being inherited",
		})
	} else if n.live || to.Name != "" && !to.ImplicitName || name == "" || usesConstraint(t, c.Name, name) ||
		to.Inherited && from.Inherited && n.sameParent(old, t, c.Name) {
		return
	}
	to.ImplicitName = false
	switch above := inheritedName(n.are, t, c.Name); {
	case above == name && (to.Inherited || !t.PartitionOf.IsZero()):
		to.Name, to.Inherited = "", true
	case implied == name:
		to.Name, to.Inherited = "", false
	default:
		to.Name, to.Inherited = name, false
	}
}

// usesConstraint reports whether a declared table gives a name to another
// constraint than the not-null one of a column.
func usesConstraint(t *model.Table, column, name string) bool {
	return slices.ContainsFunc(t.Parts(), func(e model.Entry) bool {
		if o, ok := e.Object.(model.Column); ok {
			return o.Name != column && o.NotNullConstraint.Name == name && !o.NotNullConstraint.ImplicitName
		}
		return e.ID.Kind != model.KindIndex && e.ID.Name == name
	})
}

// sameParent reports whether a parent that has the constraint stays, so that
// its name is the parent's also when that is renamed.
func (n *notNullNames) sameParent(old, t *model.Table, column string) bool {
	return slices.ContainsFunc(parentsOf(t), func(p model.QName) bool {
		return slices.Contains(parentsOf(old), p) && n.were[model.ColumnRef{Table: p, Column: column}] != "" &&
			n.are[model.ColumnRef{Table: p, Column: column}] != ""
	})
}
