package schema

import (
	"entgo.io/ent"
	"entgo.io/ent/dialect"
	"entgo.io/ent/dialect/entsql"
	entschema "entgo.io/ent/schema"
	"entgo.io/ent/schema/edge"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"
	"github.com/google/uuid"
)

// User has edges of each kind.
type User struct{ ent.Schema }

// Fields implements ent.Interface.
func (User) Fields() []ent.Field {
	return []ent.Field{
		field.String("name"), field.String("email").Optional(), field.JSON("data", map[string]any{}).Optional(), field.Int("age").Default(0),
		field.Int("company_id").Optional().Nillable(), field.Time("deleted_at").Optional().Nillable(),
	}
}

// Edges implements ent.Interface.
func (User) Edges() []ent.Edge {
	return []ent.Edge{
		edge.To("pets", Pet.Type).Annotations(entsql.OnDelete(entsql.Cascade)),
		edge.To("card", Card.Type).Unique(),
		edge.To("spouse", User.Type).Unique(),
		edge.To("next", User.Type).Unique().From("prev"),
		edge.To("children", User.Type).From("parent").Unique(),
		edge.To("friends", User.Type),
		edge.To("following", User.Type).From("followers"),
		edge.From("company", Company.Type).Ref("employees").Unique().Field("company_id"),
		edge.From("groups", Group.Type).Ref("users"),
		edge.To("tagged", Texts.Type).StorageKey(edge.Table("user_texts"), edge.Columns("the_user", "the_text"), edge.Symbols("fk_the_user", "fk_the_text")),
		edge.To("liked", Post.Type).Through("likes", Like.Type),
		edge.To("owned", Tagged.Type).StorageKey(edge.Column("owner"), edge.Symbol("fk_tagged_owner")),
	}
}

// Indexes implements ent.Interface.
func (User) Indexes() []ent.Index {
	return []ent.Index{
		index.Fields("age"),
		index.Fields("name", "age").Unique(),
		index.Fields("name").Edges("parent").Unique(),
		index.Edges("parent"),
		index.Fields("email").StorageKey("the_email"),
		index.Fields("deleted_at").Annotations(entsql.Desc()),
		index.Fields("age", "email").Annotations(entsql.DescColumns("email")),
		index.Fields("data").Annotations(entsql.IndexTypes(map[string]string{dialect.Postgres: "GIN", dialect.MySQL: "FULLTEXT"})),
		index.Fields("email", "name").Annotations(entsql.IndexWhere("deleted_at IS NULL AND age > 3")),
		index.Fields("name", "email").Annotations(entsql.IncludeColumns("age")),
		index.Fields("name", "deleted_at").Annotations(entsql.OpClassColumn("name", "varchar_pattern_ops")),
		index.Fields("company_id").Annotations(entsql.IndexType("HASH")),
	}
}

// Pet belongs to a user, who must be there.
type Pet struct{ ent.Schema }

// Edges implements ent.Interface.
func (Pet) Edges() []ent.Edge {
	return []ent.Edge{
		edge.From("owner", User.Type).Ref("pets").Unique().Required(),
		edge.To("friends", Pet.Type).Annotations(entsql.Annotation{OnDelete: entsql.Restrict}),
		edge.To("vet", Company.Type).Unique().Annotations(entsql.OnDelete(entsql.NoAction), entsql.Annotation{}),
	}
}

// Card is one user's.
type Card struct{ ent.Schema }

// Edges implements ent.Interface.
func (Card) Edges() []ent.Edge {
	return []ent.Edge{edge.From("owner", User.Type).Ref("card").Unique()}
}

// Company is named in the schema of the database by another name.
type Company struct{ ent.Schema }

// Annotations implements ent.Interface.
func (Company) Annotations() []entschema.Annotation {
	return []entschema.Annotation{entsql.Table("the companies")}
}

// Edges implements ent.Interface.
func (Company) Edges() []ent.Edge {
	return []ent.Edge{edge.To("employees", User.Type).Annotations(entsql.OnDelete(entsql.SetNull))}
}

// Group has users.
type Group struct{ ent.Schema }

// Fields implements ent.Interface.
func (Group) Fields() []ent.Field {
	return []ent.Field{field.UUID("id", uuid.UUID{}).Default(uuid.New)}
}

// Edges implements ent.Interface.
func (Group) Edges() []ent.Edge { return []ent.Edge{edge.To("users", User.Type)} }

// Post is liked.
type Post struct{ ent.Schema }

// Edges implements ent.Interface.
func (Post) Edges() []ent.Edge {
	return []ent.Edge{edge.From("liked_by", User.Type).Ref("liked").Through("likes", Like.Type)}
}

// Like is an edge with fields, and a key of two columns.
type Like struct{ ent.Schema }

// Annotations implements ent.Interface.
func (Like) Annotations() []entschema.Annotation {
	return []entschema.Annotation{field.ID("user_id", "post_id")}
}

// Fields implements ent.Interface.
func (Like) Fields() []ent.Field {
	return []ent.Field{field.Time("at").Optional(), field.Int("user_id"), field.Int("post_id")}
}

// Edges implements ent.Interface.
func (Like) Edges() []ent.Edge {
	return []ent.Edge{
		edge.To("user", User.Type).Unique().Required().Field("user_id").Annotations(entsql.OnDelete(entsql.Cascade)),
		edge.To("post", Post.Type).Unique().Required().Field("post_id"),
	}
}
