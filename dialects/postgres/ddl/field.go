package ddl

import (
	"github.com/schemadiff/schemadiff/dialects/postgres/deparse"
	"github.com/schemadiff/schemadiff/dialects/postgres/expr"
	"github.com/schemadiff/schemadiff/dialects/postgres/parse"
	"github.com/schemadiff/schemadiff/model"
)

// renameFields changes the name of an attribute of a composite type, or of a
// column of a row type, where expressions take it from a value: (value).name. It
// comes before the attribute itself gets its name.
func (r *reader) renameFields(row model.QName, old, name string) {
	word := ")." + deparse.Ident(old)
	var catalog *expr.Catalog
	for _, d := range r.allExpressions() {
		e := d.at()
		if !mentions(e.text, word) {
			continue
		}
		if catalog == nil {
			var err error
			if catalog, err = r.rowCatalog(); err != nil {
				r.fail(here, "%v", err)
			}
		}
		node, s := r.reparse(e.text), d.scope(r)
		s.Target, s.Condition = model.Type{}, false
		var fields []*parse.String
		walk(node, func(x *parse.Node) {
			for i, field := range x.GetAIndirection().GetIndirection() {
				if field.GetString_().GetSval() != old {
					continue
				}
				value := x.GetAIndirection().Arg
				if i > 0 {
					value = &parse.Node{Node: &parse.Node_AIndirection{AIndirection: &parse.A_Indirection{
						Arg: value, Indirection: x.GetAIndirection().Indirection[:i],
					}}}
				}
				if t, err := catalog.TypeOf(s, r.print(value)); err == nil && r.base(t).QName() == row {
					fields = append(fields, field.GetString_())
				}
			}
		})
		if len(fields) == 0 {
			continue
		}
		for _, field := range fields {
			field.Sval = name
		}
		changed := *e
		changed.text = r.print(node)
		r.db.change(e, changed)
	}
}

// rowCatalog is catalog with the row types of the tables. Few expressions have
// to do with these, and any change of a table changes them.
func (r *reader) rowCatalog() (*expr.Catalog, error) {
	schema := r.db.symbols()
	for _, t := range r.db.tables() {
		row := model.Table{Schema: t.ns.name, Name: t.name}
		for _, c := range t.columns {
			row.Columns = append(row.Columns, model.Column{Name: c.name, Type: c.typ})
		}
		schema.Tables = append(schema.Tables, row)
	}
	return expr.NewCatalog(r.version.Major(), &schema)
}
