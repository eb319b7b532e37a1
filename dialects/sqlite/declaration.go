package sqlite

import (
	"github.com/schemadiff/schemadiff/dialects/sqlite/kind"
	"github.com/schemadiff/schemadiff/model"
)

// ParseTable reads what a CREATE TABLE statement says, without a library to ask.
// What foreign keys leave to the tables that they refer to stays open.
func ParseTable(name, text string) (model.Table, error) {
	parsed, err := parseTable(text)
	if err != nil {
		return model.Table{}, err
	}
	r := newReader(&facts{columns: map[string][]columnFact{name: make([]columnFact, len(parsed.columns))}}, nowhere)
	return r.build(object{kind: "table", name: name, text: text}, parsed), nil
}

// ResolveReferences gives the foreign keys of a schema the columns that they leave
// to the tables which they refer to.
func ResolveReferences(s *model.Schema) {
	r := newReader(&facts{}, nowhere)
	r.out = *s
	for i := range s.Tables {
		r.tables[kind.Fold(s.Tables[i].Name)] = i
	}
	r.resolveReferences()
}

// Mentions says whether an expression or a statement can be about a column.
func Mentions(text, column string) bool {
	t := model.Table{Columns: []model.Column{{Name: column}}}
	return len(mentioned(&t, text)) > 0
}
