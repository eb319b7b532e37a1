package catalog

import (
	"slices"
	"strings"

	"github.com/schemadiff/schemadiff/dialects/postgres/kind"
	"github.com/schemadiff/schemadiff/dialects/postgres/property"
	"github.com/schemadiff/schemadiff/inspect"
	"github.com/schemadiff/schemadiff/model"
)

const viewsSQL = `
SELECT c.oid, pg_get_viewdef(c.oid)
FROM pg_class c
JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('v', 'm') AND` + userSchema

func (r *reader) readViews(rows inspect.Rows) error {
	for rows.Next() {
		var oid uint32
		var query *string
		if err := rows.Scan(&oid, &query); err != nil {
			return err
		}
		t := r.relations[oid]
		if t == nil || t.owned {
			continue
		}
		if query == nil {
			return changed("view %s is gone", t.table.QName())
		}
		if text := strings.TrimSuffix(strings.TrimSpace(*query), ";"); t.kind == "m" {
			t.table.Query = model.Expr{Text: text}
		} else {
			r.schema.Definitions = append(r.schema.Definitions, r.view(t, text))
		}
	}
	return rows.Err()
}

// view makes the definition of a view.
func (r *reader) view(t *relation, query string) model.Definition {
	d := model.Definition{ID: kind.In(t.table.Schema, kind.View, t.table.Name), Comment: r.comment(classRelation, t.oid)}
	d.Set(property.Query, model.Value{Query: model.Expr{Text: query}})
	var names, defaults, comments []model.Value
	for _, c := range t.table.Columns {
		names = append(names, model.Value{Name: c.Name})
		if !c.Default.IsZero() {
			defaults = append(defaults, model.Value{Name: c.Name, Expr: c.Default})
		}
		if c.Comment != "" {
			comments = append(comments, model.Value{Name: c.Name, Text: c.Comment})
		}
	}
	d.Set(property.Columns, model.Value{List: names})
	d.Set(property.ColumnDefaults, model.Value{List: byName(defaults)})
	d.Set(property.ColumnComments, model.Value{List: byName(comments)})
	for _, o := range t.table.Options {
		d.SetText(model.PropertyName(o.Name), o.Value)
	}
	return d
}

// byName sorts a list whose order says nothing.
func byName(list []model.Value) []model.Value {
	slices.SortFunc(list, func(a, b model.Value) int { return strings.Compare(a.Name, b.Name) })
	return list
}
