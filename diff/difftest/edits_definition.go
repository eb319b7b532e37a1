package difftest

import (
	"github.com/schemadiff/schemadiff/diff"
	"github.com/schemadiff/schemadiff/model"
)

// definitionEdits change a property of every sort of value.
func definitionEdits() []edit {
	definition := func(s *model.Schema, id model.ID) *model.Definition {
		return find(s.Definitions, func(d *model.Definition) bool { return d.ID == id })
	}
	return []edit{
		{"function", "body", func(s *model.Schema) { definition(s, touch().ID).SetText("body", "BEGIN\n\tRETURN OLD;\nEND") }},
		{"function", "strict", func(s *model.Schema) { definition(s, touch().ID).SetFlag("strict", false) }},
		{"function", "SQL body", func(s *model.Schema) {
			definition(s, count().ID).Set("SQL body", model.Value{Query: model.Expr{Text: "SELECT count(*) FROM shop.orders"}})
		}},
		{"function", "arguments", func(s *model.Schema) {
			definition(s, count().ID).Set("arguments", model.Value{List: []model.Value{{Name: "m", Type: model.Type{Schema: "shop", Name: "mood"}}}})
		}},
		{"function", "returns", func(s *model.Schema) { definition(s, count().ID).Set("returns", model.Value{Type: integerType()}) }},
		{"function", diff.FacetComment, func(s *model.Schema) { definition(s, count().ID).Comment = "" }},
		{"trigger", "columns", func(s *model.Schema) { definition(s, touched().ID).Set("columns", model.Value{}) }},
		{"trigger", "when", func(s *model.Schema) {
			definition(s, touched().ID).Set("when", model.Value{Expr: model.Expr{Text: "new.day < old.day"}})
		}},
		{"trigger", diff.FacetComment, func(s *model.Schema) { definition(s, touched().ID).Comment = "" }},
	}
}
