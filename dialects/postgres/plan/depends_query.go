package plan

import (
	"slices"

	"github.com/schemadiff/schemadiff/dialects/postgres/expr"
	"github.com/schemadiff/schemadiff/dialects/postgres/kind"
	"github.com/schemadiff/schemadiff/dialects/postgres/property"
	"github.com/schemadiff/schemadiff/model"
)

// query needs exactly what a query uses, as the server notes it: columns, and not
// the tables that have them. It reports whether the value is a query, or an
// expression that may hold one, and could be analysed.
func (b *itemBuilder) query(d *model.Definition, name model.PropertyName, v model.Value) bool {
	text := queryOf(d, name, v)
	return text != "" && b.queryText(text)
}

// queryText needs what a query uses, if it can be analysed.
func (b *itemBuilder) queryText(text string) bool {
	catalog := b.session.catalog(b.side)
	if catalog == nil {
		return false
	}
	stmt, err := expr.ParseQuery(text)
	if err != nil {
		return false
	}
	uses, err := catalog.QueryReferences(expr.Scope{}, stmt)
	if err != nil {
		return false
	}
	b.uses(uses)
	return true
}

// queryOf returns the query that says what a value of a definition uses, "" if
// it says that otherwise.
func queryOf(d *model.Definition, name model.PropertyName, v model.Value) string {
	switch {
	case d.ID.Kind == kind.View && name == property.Query:
		return v.Query.Text
	case d.ID.Kind == kind.Rule && name == property.Where:
		on := write("").Name(d.ID.Owner()).String()
		return "SELECT 1 FROM " + on + " old, " + on + " new WHERE (" + v.Expr.Text + "\n)"
	case d.ID.Kind == kind.Policy && !v.Expr.IsZero():
		return "SELECT 1 FROM " + write("").Name(d.ID.Owner()).String() + " WHERE (" + v.Expr.Text + "\n)"
	}
	return ""
}

// uses needs what an expression refers to.
func (b *itemBuilder) uses(uses expr.References) {
	for _, q := range uses.Relations {
		b.relation(q)
	}
	for _, f := range uses.Fields {
		if t := b.side.tables[f.Table]; t != nil && hasColumn(t, f.Column) {
			b.need(node(columnID(f.Table, f.Column)))
		}
	}
	for _, q := range uses.Keys {
		if id, ok := b.side.primaryKey(q); ok {
			b.need(node(id))
		}
	}
	for _, list := range [][]model.QName{uses.Functions, uses.Operators, uses.Collations} {
		for _, q := range list {
			b.named(q)
		}
	}
	for _, q := range uses.Types {
		b.typeName(q)
	}
}

// primaryKey returns the primary key of a table.
func (d *side) primaryKey(table model.QName) (model.ID, bool) {
	t := d.tables[table]
	if t == nil {
		return model.ID{}, false
	}
	i := slices.IndexFunc(t.Keys, func(k model.Key) bool { return k.Primary })
	if i < 0 {
		return model.ID{}, false
	}
	return partID(model.KindPrimaryKey, table, t.Keys[i].Name), true
}

// relation needs a table, a view or a sequence.
func (b *itemBuilder) relation(q model.QName) {
	if b.side.tables[q] != nil {
		b.need(node(tableID(q)))
		return
	}
	b.named(q)
}

// mentioned needs what a query that can't be analysed may use: all columns of
// the relations whose names are in it that have a name which is in it, too.
func (b *itemBuilder) mentioned(query model.Expr) {
	if query.IsZero() {
		return
	}
	b.expr(nil, query)
	list := mentions(query.Text)
	for _, m := range list {
		q, ok := m.qualified()
		t := b.side.tables[q]
		if !ok || t == nil {
			continue
		}
		b.need(node(tableID(q)))
		if usesAllColumns(query.Text) {
			b.wholeRow(t)
			continue
		}
		for i := range t.Columns {
			name := t.Columns[i].Name
			if slices.ContainsFunc(list, func(m mention) bool { return slices.Contains(m.parts, name) }) {
				b.need(node(columnID(q, name)))
			}
		}
	}
}
