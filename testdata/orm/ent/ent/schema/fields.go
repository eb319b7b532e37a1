// Package schema has what schemas of ent can say.
package schema

import (
	"database/sql"
	"net/url"
	"time"

	"entgo.io/ent"
	"entgo.io/ent/dialect"
	"entgo.io/ent/dialect/entsql"
	entschema "entgo.io/ent/schema"
	"entgo.io/ent/schema/edge"
	"entgo.io/ent/schema/field"
	"entgo.io/ent/schema/mixin"
	"github.com/google/uuid"
)

// Kinds has a field of each type.
type Kinds struct{ ent.Schema }

// Fields implements ent.Interface.
func (Kinds) Fields() []ent.Field {
	return []ent.Field{
		field.Bool("bool"),
		field.Int("int"), field.Int8("int8"), field.Int16("int16"), field.Int32("int32"), field.Int64("int64"),
		field.Uint("uint"), field.Uint8("uint8"), field.Uint16("uint16"), field.Uint32("uint32"), field.Uint64("uint64"),
		field.Float32("float32"), field.Float("float64"),
		field.String("string"), field.Text("text"), field.Bytes("bytes"),
		field.Time("time"),
		field.UUID("uuid", uuid.UUID{}),
		field.JSON("json", map[string]any{}), field.Strings("strings"), field.Ints("ints"), field.Floats("floats"), field.Any("any"),
		field.JSON("url", &url.URL{}).Optional(),
		field.Enum("enum").Values("on", "off").Default("on"),
		field.Enum("named").NamedValues("One", "ONE", "Two", "TWO"),
		field.Other("ip", &sql.NullString{}).SchemaType(map[string]string{dialect.Postgres: "inet"}).Optional(),
		field.Float("money").SchemaType(map[string]string{dialect.Postgres: "numeric(6,2)", dialect.MySQL: "decimal(6,2)"}),
		field.String("char").SchemaType(map[string]string{dialect.Postgres: "char(3)"}),
		field.Time("date").SchemaType(map[string]string{dialect.Postgres: "date"}),
		field.JSON("tags", []string{}).SchemaType(map[string]string{dialect.Postgres: "json"}),
		field.Int("serial").SchemaType(map[string]string{dialect.Postgres: "serial"}),
	}
}

// Tagged has the options of fields.
type Tagged struct{ ent.Schema }

// Fields implements ent.Interface.
func (Tagged) Fields() []ent.Field {
	return []ent.Field{
		field.UUID("id", uuid.UUID{}).Default(uuid.New).StorageKey("tagged_id"),
		field.String("optional").Optional(),
		field.String("nillable").Optional().Nillable(),
		field.String("unique").Unique(),
		field.String("immutable").Immutable(),
		field.String("stored").StorageKey("other_name"),
		field.Int("default").Default(18),
		field.String("default_text").Default("it's"),
		field.Bool("default_bool").Default(true),
		field.Float("default_float").Default(1.5),
		field.Time("default_func").Default(time.Now),
		field.Time("default_now").Default(time.Now).Annotations(entsql.Default("CURRENT_TIMESTAMP")),
		field.UUID("default_expr", uuid.UUID{}).Default(uuid.New).Annotations(entsql.DefaultExpr("gen_random_uuid()")),
		field.String("default_exprs").Annotations(entsql.DefaultExprs(map[string]string{dialect.Postgres: "md5(random()::text)", dialect.MySQL: "uuid()"})),
		field.Time("update_default").Default(time.Now).UpdateDefault(time.Now),
		field.String("sized").MaxLen(40),
		field.String("max").MaxLen(100000000),
		field.String("annotated").Annotations(entsql.Annotation{Size: 128}),
		field.String("collated").Annotations(entsql.Annotation{Collation: "C"}),
		field.String("commented").Comment("it's commented").Annotations(entsql.WithComments(true)),
		field.String("sensitive").Sensitive(),
		field.Int("deprecated").Optional().Deprecated("old"),
		field.Bytes("blob").MaxLen(10).Optional(),
		field.String("skipped").Optional().Annotations(entsql.Skip()),
		field.Int("positive").Positive(),
	}
}

// Annotations implements ent.Interface.
func (Tagged) Annotations() []entschema.Annotation {
	return []entschema.Annotation{
		entsql.Annotation{Table: "tagged_things", Check: "positive > 0"},
		entsql.Checks(map[string]string{"sized_not_empty": "sized <> ''", "range_check": "\"default\" BETWEEN 0 AND 100"}),
		entsql.WithComments(true),
		entschema.Comment("what is said of the table"),
	}
}

// TimeMixin has fields for others.
type TimeMixin struct{ mixin.Schema }

// Fields implements ent.Mixin.
func (TimeMixin) Fields() []ent.Field {
	return []ent.Field{
		field.Time("created_at").Immutable().Default(time.Now),
		field.Time("updated_at").Default(time.Now).UpdateDefault(time.Now),
	}
}

// Mixed has fields of mixins and another start of its numbers.
type Mixed struct{ ent.Schema }

// Mixin implements ent.Interface.
func (Mixed) Mixin() []ent.Mixin { return []ent.Mixin{TimeMixin{}} }

// Fields implements ent.Interface.
func (Mixed) Fields() []ent.Field { return []ent.Field{field.String("name")} }

// Annotations implements ent.Interface.
func (Mixed) Annotations() []entschema.Annotation {
	start := 1000
	return []entschema.Annotation{entsql.Annotation{IncrementStart: &start}}
}

// Texts has a string as its key.
type Texts struct{ ent.Schema }

// Fields implements ent.Interface.
func (Texts) Fields() []ent.Field { return []ent.Field{field.String("id").MaxLen(25)} }

// Edges implements ent.Interface.
func (Texts) Edges() []ent.Edge { return []ent.Edge{edge.From("users", User.Type).Ref("tagged")} }

// Manual has a number that nobody counts, Skipped no table.
type Manual struct{ ent.Schema }

// Fields implements ent.Interface.
func (Manual) Fields() []ent.Field {
	off := false
	return []ent.Field{field.Int64("id").Annotations(entsql.Annotation{Incremental: &off})}
}

// Skipped has no table.
type Skipped struct{ ent.Schema }

// Annotations implements ent.Interface.
func (Skipped) Annotations() []entschema.Annotation { return []entschema.Annotation{entsql.Skip()} }
