package plan

import (
	"slices"

	"github.com/schemadiff/schemadiff/model"
)

// An expression that selects an attribute of a composite value depends on that
// attribute, wherever the value comes from: a column, a domain over the type, an
// element of an array, an attribute of another type.

// exprOver needs what an expression over values of a type names, as in the check
// of a domain.
func (b *itemBuilder) exprOver(base model.Type, e model.Expr) {
	b.expr(nil, e)
	b.fields(nil, e, base.QName())
}

// fields needs what has the attributes and columns that an expression selects.
// From are the types of what it is about; t is the table, if there is one, whose
// columns it is about.
func (b *itemBuilder) fields(t *model.Table, e model.Expr, from ...model.QName) {
	list := mentions(e.Text)
	names := selected(list)
	if len(names) == 0 {
		return
	}
	for _, m := range list {
		q, qualified := m.qualified()
		switch {
		case m.field:
		case qualified:
			from = append(from, q)
			if _, known := b.side.types[q]; !known && m.call {
				from = append(from, b.side.rowTypes()...) // whatever the function returns
			}
		case t == nil || m.literal || m.cast:
		case m.parts[0] == t.Name:
			from = append(from, t.QName())
		default:
			if c, ok := t.Column(m.parts[0]); ok {
				from = append(from, c.Type.QName())
			}
		}
	}
	for _, q := range b.side.inside(from) {
		switch o := b.side.object(b.side.types[q]).(type) {
		case model.Composite:
			if slices.ContainsFunc(names, func(n string) bool { return hasAttribute(o, n) }) {
				b.need(node(b.side.types[q]))
			}
		case model.Table:
			for _, n := range names {
				if hasColumn(&o, n) {
					b.need(node(columnID(q, n)))
				}
			}
		case model.Definition, model.Namespace, model.Extension, model.Enum, model.Domain, model.Range, model.Sequence, model.Column, model.Key,
			model.Check, model.Exclusion, model.ForeignKey, model.Index, model.Statistics:
		}
	}
}

// selected lists the names that may be selected from values. A call of one
// argument may be a selection, too: name(value) is (value).name.
func selected(list []mention) []string {
	var names []string
	for _, m := range list {
		if m.field || m.call && len(m.parts) == 1 {
			names = append(names, m.parts...)
		}
	}
	return names
}

// inside lists types and all that they are made of.
func (d *side) inside(from []model.QName) []model.QName {
	var list []model.QName
	add := func(q model.QName) {
		if _, known := d.types[q]; known && !slices.Contains(list, q) {
			list = append(list, q)
		}
	}
	for _, q := range from {
		add(q)
	}
	for i := 0; i < len(list); i++ {
		switch o := d.object(d.types[list[i]]).(type) {
		case model.Domain:
			add(o.Base.QName())
		case model.Range:
			add(o.Subtype.QName())
		case model.Composite:
			for _, a := range o.Attributes {
				add(a.Type.QName())
			}
		case model.Table:
			for _, c := range o.Columns {
				add(c.Type.QName())
			}
		case model.Definition, model.Namespace, model.Extension, model.Enum, model.Sequence, model.Column, model.Key, model.Check, model.Exclusion,
			model.ForeignKey, model.Index, model.Statistics:
		}
	}
	return list
}

// rowTypes lists the composite types.
func (d *side) rowTypes() []model.QName {
	list := make([]model.QName, len(d.schema.Composites))
	for i, o := range d.schema.Composites {
		list[i] = model.QName{Schema: o.Schema, Name: o.Name}
	}
	return list
}

// rowsIn lists the columns of other tables whose values contain rows of a table.
func (d *side) rowsIn(table model.QName) []model.ID {
	if d.rows == nil {
		d.rows = map[model.QName][]model.ID{}
		for _, t := range d.schema.Tables {
			for _, c := range t.Columns {
				for _, q := range d.inside([]model.QName{c.Type.QName()}) {
					if d.tables[q] != nil {
						d.rows[q] = append(d.rows[q], columnID(t.QName(), c.Name))
					}
				}
			}
		}
	}
	return d.rows[table]
}
