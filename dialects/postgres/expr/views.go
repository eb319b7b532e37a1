package expr

import (
	"github.com/schemadiff/schemadiff/dialects/postgres/facts"
	"github.com/schemadiff/schemadiff/dialects/postgres/property"
	"github.com/schemadiff/schemadiff/model"
)

// viewRow is what is known about the columns of a view: at first, that they are
// those of its query.
type viewRow struct {
	definition *model.Definition
	state      viewState
	fields     []facts.Field
	reason     string // why the columns are not known
}

type viewState uint8

const (
	viewUnread viewState = iota
	viewReading
	viewKnown
	viewUnknown
)

// viewFields returns the columns of a view. They come from its query, under the
// names that the view gives them.
func (c *Catalog) viewFields(v *viewRow) []facts.Field {
	switch v.state {
	case viewKnown:
		return v.fields
	case viewReading:
		fail("the view %s is about itself", v.definition.ID.QName())
	case viewUnknown:
		fail("the columns of the view %s are not known: %s", v.definition.ID.QName(), v.reason)
	case viewUnread:
	}
	v.state = viewReading
	err := guard(func() { v.fields = c.queryFields(v.definition) })
	if err != nil {
		v.state, v.reason = viewUnknown, err.Error()
		fail("the columns of the view %s are not known: %s", v.definition.ID.QName(), v.reason)
	}
	v.state = viewKnown
	return v.fields
}

func (c *Catalog) queryFields(d *model.Definition) []facts.Field {
	stmt, err := ParseQuery(d.Get(property.Query).Query.Text)
	if err != nil {
		fail("%s", err)
	}
	a := c.analysis(&Scope{})
	columns := a.selectStmt(stmt, nil, false).columns
	names := d.Get(property.Columns).List
	fields := make([]facts.Field, len(columns))
	for i, out := range columns {
		fields[i] = facts.Field{Name: out.name, Type: out.node.typ, Mods: out.node.mods, Collation: nameOf(a.collationOf(out.node))}
		if i < len(names) {
			fields[i].Name = names[i].Name
		}
	}
	return fields
}

// builtinRow returns the row type of a relation of pg_catalog or
// information_schema, nil if there is none.
func (c *Catalog) builtinRow(schema, name string) *facts.Type {
	key := facts.Name{Schema: schema, Name: name}
	if t, ok := c.builtin[key]; ok {
		return t
	}
	fields, err := c.base.Columns(schema, name)
	if err != nil {
		fail("%s", err)
	}
	if fields == nil {
		return nil
	}
	t := &facts.Type{
		Schema: schema, Name: name, Kind: facts.Composite, Category: facts.CategoryComposit, Fields: fields,
		Subscript: facts.NotSubscriptable, Delimiter: ',',
	}
	t.Array = &facts.Type{
		Schema: schema, Name: "_" + name, Kind: facts.Base, Category: facts.CategoryArray,
		Element: t, IsArray: true, Subscript: facts.ArraySubscript, Delimiter: ',',
	}
	c.builtin[key] = t
	return t
}

// sequenceRow returns what a sequence shows in FROM, nil if there is none of that
// name. It is no type.
func (c *Catalog) sequenceRow(schema, name string) *facts.Type {
	if !c.sequences[facts.Name{Schema: schema, Name: name}] {
		return nil
	}
	return &facts.Type{
		Schema: schema, Name: name, Kind: facts.Composite, Category: facts.CategoryComposit, Subscript: facts.NotSubscriptable, Delimiter: ',',
		Fields: []facts.Field{{Name: "last_value", Type: c.known.int8}, {Name: "log_cnt", Type: c.known.int8}, {Name: "is_called", Type: c.known.boolean}},
	}
}

// SetView tells the columns of a view. Without that they are found out when an
// expression needs them.
func (c *Catalog) SetView(name model.QName, columns []Column) {
	for t, v := range c.views {
		if t.Schema != name.Schema || t.Name != name.Name {
			continue
		}
		v.state, v.fields = viewKnown, make([]facts.Field, len(columns))
		for i, column := range columns {
			v.fields[i] = facts.Field{Name: column.Name, Type: c.resolve(column.Type), Mods: column.Type.Modifiers, Collation: nameOf(column.Collation)}
		}
	}
}
