package render

import (
	"slices"
	"strings"

	"github.com/schemadiff/schemadiff/diff"
	"github.com/schemadiff/schemadiff/model"
)

// DDL writes a schema as statements that make it in an empty database, in the
// order of their dependencies.
func DDL(schema model.Schema, dialect Dialect) (string, error) {
	plan, err := ddl(schema, dialect)
	if err != nil {
		return "", err
	}
	return plan.Script(), nil
}

func ddl(schema model.Schema, dialect Dialect) (Plan, error) {
	return NewPlan(Build(schema, dialect), dialect, Options{Offline: true, Apart: true, Version: schema.Version})
}

// Script writes the statements of a plan one after the other, without the
// transactions that they need: as those of a plan are that was made for nobody
// to disturb.
func (p Plan) Script() string { return p.script(nil) }

func (p Plan) script(client Client) string {
	var b strings.Builder
	last := ""
	for _, s := range p.Statements() {
		if b.Len() > 0 && apart(last, s.SQL) {
			b.WriteByte('\n')
		}
		b.WriteString(client.ended(s.SQL))
		b.WriteByte('\n')
		last = s.SQL
	}
	return b.String()
}

// Build returns the difference between a new database and the schema.
func Build(schema model.Schema, dialect Dialect) diff.Result {
	schema = diff.Canonical(schema)
	result := diff.Result{Old: dialect.Empty(schema.Version), New: schema}
	there := map[model.ID]model.Object{}
	for _, e := range result.Old.Entries() {
		there[e.ID] = e.Object
	}
	for _, e := range schema.Entries() {
		if old, ok := there[e.ID]; ok {
			delete(there, e.ID)
			o, _ := e.Object.(model.Namespace)
			was, _ := old.(model.Namespace)
			if o.Comment != was.Comment {
				result.Changes = append(result.Changes, diff.Alter{
					OldID: e.ID, NewID: e.ID, Old: old, New: e.Object,
					Facets: []diff.Facet{{Name: diff.FacetComment, Old: was.Comment, New: o.Comment}},
				})
			}
			continue
		}
		switch e.ID.Kind {
		case model.KindColumn, model.KindDomainConstraint:
			// They come with their table or domain.
		default:
			result.Changes = append(result.Changes, diff.Add{ID: e.ID, New: e.Object})
		}
	}
	for _, e := range result.Old.Entries() {
		if _, gone := there[e.ID]; gone {
			result.Changes = append(result.Changes, diff.Drop{ID: e.ID, Old: e.Object})
		}
	}
	return result
}

// Chosen returns a part that was chosen of a schema together with what a new
// database holds: [DDL] drops what a schema lacks of that, but nothing that was
// only not chosen.
func Chosen(chosen model.Schema, dialect Dialect) model.Schema {
	list := slices.Clone(chosen.Namespaces)
	for _, o := range dialect.Empty(chosen.Version).Namespaces {
		if !slices.ContainsFunc(list, func(have model.Namespace) bool { return have.Name == o.Name }) {
			list = append(list, o)
		}
	}
	chosen.Namespaces = list
	return chosen
}

// apart reports whether an empty line stands between two statements: around
// those of several lines and before each that begins something new.
func apart(before, after string) bool {
	return strings.Contains(before, "\n") || strings.Contains(after, "\n") || verb(before) != verb(after)
}

// verb returns the first word of a statement.
func verb(sql string) string {
	word, _, _ := strings.Cut(sql, " ")
	return word
}
