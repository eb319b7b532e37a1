// Package schema has schemas that any database understands.
package schema

import (
	"time"

	"entgo.io/ent"
	"entgo.io/ent/dialect/entsql"
	"entgo.io/ent/schema"
	"entgo.io/ent/schema/edge"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/index"
	"github.com/google/uuid"
)

// Kinds has fields of each kind.
type Kinds struct{ ent.Schema }

// Fields of Kinds.
func (Kinds) Fields() []ent.Field {
	return []ent.Field{
		field.Bool("bool").Default(true), field.Int("int"), field.Int8("int8"), field.Int16("int16").Default(3), field.Int32("int32"),
		field.Uint8("uint8"), field.Uint32("uint32").Optional(), field.Uint64("uint64").Optional().Nillable(),
		field.Float32("float32"), field.Float("float64"), field.String("text"), field.String("short").MaxLen(40).Default("it's"),
		field.Text("long").Optional(), field.Bytes("bytes").Optional(), field.Time("time").Default(time.Now),
		field.JSON("json", map[string]any{}).Optional(), field.UUID("uuid", uuid.UUID{}).Default(uuid.New),
		field.Enum("mood").Values("sad", "happy").Default("sad"),
	}
}

// Annotations of Kinds.
func (Kinds) Annotations() []schema.Annotation {
	return []schema.Annotation{entsql.Checks(map[string]string{"positive": "int32 >= 0"})}
}

// User is referred to.
type User struct{ ent.Schema }

// Fields of User.
func (User) Fields() []ent.Field {
	return []ent.Field{field.String("name").Unique().MaxLen(80), field.String("first").MaxLen(20), field.String("last").MaxLen(20)}
}

// Edges of User.
func (User) Edges() []ent.Edge {
	return []ent.Edge{
		edge.To("posts", Post.Type).Annotations(entsql.OnDelete(entsql.Cascade)), edge.To("team", User.Type).From("manager").Unique(),
		edge.To("tags", Tag.Type),
	}
}

// Indexes of User.
func (User) Indexes() []ent.Index {
	return []ent.Index{index.Fields("first", "last").Unique(), index.Fields("last")}
}

// Post belongs to a user.
type Post struct{ ent.Schema }

// Fields of Post.
func (Post) Fields() []ent.Field {
	return []ent.Field{field.UUID("id", uuid.UUID{}).Default(uuid.New), field.String("title").Comment("what it is about")}
}

// Edges of Post.
func (Post) Edges() []ent.Edge {
	return []ent.Edge{edge.From("author", User.Type).Ref("posts").Unique().Required()}
}

// Tag belongs to many users.
type Tag struct{ ent.Schema }

// Fields of Tag.
func (Tag) Fields() []ent.Field { return []ent.Field{field.String("id").MaxLen(20)} }

// Edges of Tag.
func (Tag) Edges() []ent.Edge { return []ent.Edge{edge.From("users", User.Type).Ref("tags")} }
