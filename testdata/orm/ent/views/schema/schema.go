// Package schema has what client.Schema.Create passes over: views, and tables in schemas of their own.
package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/dialect"
	"entgo.io/ent/dialect/entsql"
	"entgo.io/ent/dialect/sql"
	entschema "entgo.io/ent/schema"
	"entgo.io/ent/schema/edge"
	"entgo.io/ent/schema/field"
)

// User is in the schema app.
type User struct{ ent.Schema }

// Annotations implements ent.Interface.
func (User) Annotations() []entschema.Annotation { return []entschema.Annotation{entsql.Schema("app")} }

// Fields implements ent.Interface.
func (User) Fields() []ent.Field { return []ent.Field{field.String("name").Unique(), field.Int("age")} }

// Edges implements ent.Interface.
func (User) Edges() []ent.Edge { return []ent.Edge{edge.To("entries", Entry.Type)} }

// Entry is in the schema audit.
type Entry struct{ ent.Schema }

// Annotations implements ent.Interface.
func (Entry) Annotations() []entschema.Annotation {
	return []entschema.Annotation{entsql.Schema("audit")}
}

// Grown is a view.
type Grown struct{ ent.View }

// Annotations implements ent.Interface.
func (Grown) Annotations() []entschema.Annotation {
	return []entschema.Annotation{
		entsql.Schema("app"),
		entsql.ViewFor(dialect.Postgres, func(s *sql.Selector) {
			s.Select("name").From(sql.Table("users").Schema("app")).Where(sql.ExprP("age > 17"))
		}),
	}
}

// Fields implements ent.Interface.
func (Grown) Fields() []ent.Field { return []ent.Field{field.String("name")} }
