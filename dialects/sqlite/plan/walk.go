package plan

import (
	"slices"

	"github.com/schemadiff/schemadiff/dialects/sqlite/kind"
	"github.com/schemadiff/schemadiff/model"
	"github.com/schemadiff/schemadiff/render"
)

// partShape is the node through which a table that is altered is asked whether it
// has to be rebuilt.
const partShape render.Part = "shape"

// Walk implements [render.Session]. A foreign key needs no table that it refers
// to: it may even be missing.
func (s *session) Walk(schema model.Schema, each func(n render.Node, needs []render.Node)) error {
	for i := range schema.Tables {
		t := &schema.Tables[i]
		own := node(tableID(t.Name))
		each(own, nil)
		each(render.Node{ID: own.ID, Part: partShape}, []render.Node{own})
		for _, e := range t.Parts() {
			each(node(e.ID), partNeeds(t, e))
		}
	}
	w := newDefinitionWalk(schema)
	for i := range schema.Definitions {
		d := &schema.Definitions[i]
		each(node(d.ID), w.needs(d))
	}
	return nil
}

// partNeeds lists the table of a part, and for all but columns those of its
// columns.
func partNeeds(t *model.Table, e model.Entry) []render.Node {
	needs := []render.Node{node(tableID(t.Name))}
	column := func(names ...string) {
		for _, name := range names {
			needs = append(needs, node(model.ID{Kind: model.KindColumn, Parent: t.Name, Name: name}))
		}
	}
	switch e.ID.Kind {
	case model.KindPrimaryKey, model.KindUnique:
		o, _ := e.Object.(model.Key)
		column(o.Columns...)
	case model.KindCheck:
		o, _ := e.Object.(model.Check)
		column(columnsIn(t, o.Expr.Text)...)
	case model.KindForeignKey:
		o, _ := e.Object.(model.ForeignKey)
		column(o.Columns...)
	case model.KindIndex:
		o, _ := e.Object.(model.Index)
		column(columnsIn(t, o.Predicate.Text)...)
		for _, k := range o.Keys {
			if k.Column != "" {
				column(k.Column)
			}
			column(columnsIn(t, k.Expr.Text)...)
		}
	default:
	}
	return needs
}

// definitionWalk finds what views and triggers mention, without going in circles.
type definitionWalk struct {
	relations map[string]model.ID
	index     map[model.ID]*model.Definition
	below     map[model.ID][]model.ID // once known
	open      map[model.ID]bool
}

func newDefinitionWalk(schema model.Schema) *definitionWalk {
	w := &definitionWalk{
		relations: map[string]model.ID{}, index: map[model.ID]*model.Definition{},
		below: map[model.ID][]model.ID{}, open: map[model.ID]bool{},
	}
	for i := range schema.Tables {
		w.relations[kind.Fold(schema.Tables[i].Name)] = tableID(schema.Tables[i].Name)
	}
	for i := range schema.Definitions {
		d := &schema.Definitions[i]
		w.index[d.ID] = d
		if d.ID.Kind != kind.Trigger {
			w.relations[kind.Fold(d.ID.Name)] = d.ID
		}
	}
	return w
}

// needs lists the relations that a definition mentions.
func (w *definitionWalk) needs(d *model.Definition) []render.Node {
	var list []render.Node
	for _, id := range w.find(d) {
		list = append(list, node(id))
	}
	return list
}

// find returns the relations that a definition mentions, but none that mentions
// the definition itself.
func (w *definitionWalk) find(d *model.Definition) []model.ID {
	if list, known := w.below[d.ID]; known {
		return list
	}
	w.open[d.ID] = true
	var list []model.ID
	for name := range mentions(definitionTexts(d)...) {
		if id, ok := w.relations[name]; ok && id != d.ID {
			list = append(list, id)
		}
	}
	if parent, ok := w.relations[kind.Fold(d.ID.Parent)]; ok && d.ID.Kind == kind.Trigger {
		list = append(list, parent)
	}
	slices.SortFunc(list, model.ID.Compare)
	list = slices.DeleteFunc(slices.Compact(list), func(id model.ID) bool {
		other, defined := w.index[id]
		if !defined || w.open[id] {
			return w.open[id]
		}
		w.find(other)
		return false
	})
	w.open[d.ID] = false
	w.below[d.ID] = list
	return list
}

// definitionTexts are the texts of a view or a trigger that name tables and
// columns.
func definitionTexts(d *model.Definition) []string {
	if d.ID.Kind == kind.VirtualTable {
		return nil
	}
	return append([]string{d.Get(kind.Query).Query.Text, d.Get(kind.When).Expr.Text, d.Get(kind.Body).Query.Text}, texts(d.Get(kind.Columns).List)...)
}
