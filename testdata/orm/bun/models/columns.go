// Package models has what the tags of Bun can say.
package models

import (
	"context"
	"database/sql"
	"encoding/json"
	"net"
	"time"

	"github.com/google/uuid"
	"github.com/uptrace/bun"
)

// Kinds has a column of each Go type.
type Kinds struct {
	bun.BaseModel `bun:"table:kinds,alias:k"`

	ID          int64 `bun:",pk,autoincrement"`
	Bool        bool
	Int         int
	Int8        int8
	Int16       int16
	Int32       int32
	Uint        uint
	Uint8       uint8
	Uint16      uint16
	Uint32      uint32
	Uint64      uint64
	Float32     float32
	Float64     float64
	String      string
	Bytes       []byte
	Time        time.Time
	TimePointer *time.Time
	NullTime    bun.NullTime
	Pointer     *string
	NullString  sql.NullString
	NullInt64   sql.NullInt64
	NullBool    sql.NullBool
	NullFloat   sql.NullFloat64
	Duration    time.Duration
	UUID        uuid.UUID `bun:"type:uuid"`
	IP          net.IP
	IPNet       net.IPNet
	Raw         json.RawMessage
	Map         map[string]string
	Struct      Address
	Slice       []string
	Ints        []int64        `bun:",array"`
	Strings     []string       `bun:",array"`
	PgArray     []string       `bun:"type:text[]"`
	JSON        Address        `bun:"type:json"`
	JSONB       []Address      `bun:",type:jsonb"`
	UseNumber   map[string]any `bun:",json_use_number"`
	Packed      Address        `bun:",msgpack"`
	Status      Status
	unexported  string
	Skipped     string `bun:"-"`
	Scanned     string `bun:",scanonly"`
}

// Status is a named type.
type Status string

// Address has no tags.
type Address struct{ Street, City string }

// Tagged has the tags of columns.
type Tagged struct {
	bun.BaseModel `bun:"tagged_things,select:tagged_view"`

	ID        int32     `bun:"tagged_id,pk,identity"`
	Named     string    `bun:"Other Name"`
	Column    string    `bun:"column:renamed"`
	Typed     string    `bun:"type:varchar(100)"`
	NotNull   string    `bun:",notnull"`
	NullZero  string    `bun:",nullzero"`
	Default   int       `bun:"default:18"`
	DefaultS  string    `bun:",nullzero,default:'it''s'"`
	DefaultF  uuid.UUID `bun:"type:uuid,default:gen_random_uuid()"`
	DefaultB  bool      `bun:",notnull,default:true"`
	CreatedAt time.Time `bun:",nullzero,notnull,default:current_timestamp"`
	DeletedAt time.Time `bun:",soft_delete,nullzero"`
	Unique    string    `bun:",unique"`
	GroupA    string    `bun:",unique:group_name"`
	GroupB    string    `bun:"unique:group_name"`
	Both      string    `bun:"unique:group_name,unique:other"`
	Generated string    `bun:"type:text GENERATED ALWAYS AS (upper(typed)) STORED,scanonly"`
	Author    Author    `bun:"embed:author_"`
	Editor    Author    `bun:"embed:editor_"`
	Small     int16     `bun:",autoincrement"`
	Medium    int32     `bun:",autoincrement"`
}

// Author is embedded with a prefix, Base without.
type Author struct {
	Name  string `bun:"type:varchar(40)"`
	Email string `bun:",unique"`
}

// Base is embedded by others.
type Base struct {
	ID        uuid.UUID `bun:"type:uuid,pk,default:gen_random_uuid()"`
	CreatedAt time.Time `bun:",notnull"`
}

// Post has columns of Base.
type Post struct {
	Base
	Title string
}

// PostWithCount is another view of a post.
type PostWithCount struct {
	Post  `bun:",extend"`
	Count int
}

// Event is in a schema of its own.
type Event struct {
	bun.BaseModel `bun:"table:shop.events"`

	ID   int64 `bun:",pk,autoincrement"`
	Kind string
}

// Indexed makes its indexes and foreign keys itself.
type Indexed struct {
	bun.BaseModel `bun:"table:indexed"`

	ID     int64 `bun:",pk"`
	Text   string
	PostID uuid.UUID `bun:"type:uuid"`
	Post   *Post     `bun:"rel:belongs-to,join:post_id=id"`
}

var (
	_ bun.BeforeCreateTableHook = (*Indexed)(nil)
	_ bun.AfterCreateTableHook  = (*Indexed)(nil)
)

// BeforeCreateTable implements Bun's interface.
func (*Indexed) BeforeCreateTable(_ context.Context, query *bun.CreateTableQuery) error {
	query.ForeignKey(`("post_id") REFERENCES "posts" ("id") ON DELETE CASCADE`)
	return nil
}

// AfterCreateTable implements Bun's interface.
func (*Indexed) AfterCreateTable(ctx context.Context, query *bun.CreateTableQuery) error {
	_, err := query.DB().NewCreateIndex().Model((*Indexed)(nil)).Index("indexed_text_idx").
		Unique().Column("text").ColumnExpr("lower(text) DESC").Include("id").Where("text <> ''").Using("btree").Exec(ctx)
	return err
}
