// Package models has what the tags of GORM can say about columns, indexes and relations.
package models

import (
	"database/sql"
	"database/sql/driver"
	"encoding/json"
	"time"

	"github.com/google/uuid"
	"gorm.io/datatypes"
	"gorm.io/gorm"
	"gorm.io/gorm/schema"
)

// Kinds has a column of each Go type.
type Kinds struct {
	gorm.Model
	Bool        bool
	Int         int
	Int8        int8
	Int16       int16
	Int32       int32
	Int64       int64
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
	Pointer     *string
	NullString  sql.NullString
	NullInt64   sql.NullInt64
	NullBool    sql.NullBool
	NullTime    sql.NullTime
	NullFloat   sql.NullFloat64
	Generic     sql.Null[int32]
	Status      Status
	Valuer      Point
	UUID        uuid.UUID      `gorm:"type:uuid"`
	JSON        datatypes.JSON `gorm:"index:,type:gin"`
	JSONMap     datatypes.JSONMap
	Date        datatypes.Date
	TimeOfDay   datatypes.Time
	Raw         json.RawMessage `gorm:"type:jsonb"`
	unexported  string
	NotAColumn  string `gorm:"-"`
	NotMigrated string `gorm:"-:migration"`
	Never       string `gorm:"-:all"`
}

// Status is a named type.
type Status string

// Point brings its own type.
type Point struct{ X, Y float64 }

// GormDataType implements GORM's interface.
func (Point) GormDataType() string { return "point" }

// GormDBDataType implements GORM's interface.
func (Point) GormDBDataType(*gorm.DB, *schema.Field) string { return "point" }

// Value implements driver.Valuer.
func (p Point) Value() (driver.Value, error) { return "(0,0)", nil }

// Scan implements sql.Scanner.
func (p *Point) Scan(any) error { return nil }

// Tagged has the tags of columns.
type Tagged struct {
	Key        string    `gorm:"column:tagged_key;primaryKey;size:36"`
	Second     int32     `gorm:"primaryKey;autoIncrement:false"`
	Named      string    `gorm:"column:Other Name"`
	Typed      string    `gorm:"type:varchar(100)"`
	Domain     string    `gorm:"type:char(3) COLLATE \"C\""`
	Sized      string    `gorm:"size:64"`
	Size8      int       `gorm:"size:8"`
	Size16     int       `gorm:"size:16"`
	Size32     uint      `gorm:"size:31"`
	Unique     string    `gorm:"unique"`
	Default    int       `gorm:"default:18"`
	DefaultS   string    `gorm:"default:galeone"`
	DefaultQ   string    `gorm:"default:'it''s; so'"`
	DefaultB   bool      `gorm:"default:true"`
	DefaultF   string    `gorm:"default:gen_random_uuid();type:uuid"`
	DefaultN   *string   `gorm:"default:null"`
	DefaultT   time.Time `gorm:"default:CURRENT_TIMESTAMP"`
	Generated  string    `gorm:"->;type:text GENERATED ALWAYS AS (upper(\"typed\")) STORED;default:(-)"`
	GeneratedN int64     `gorm:"generated:size8 * 2"`
	Precise    float64   `gorm:"precision:10;scale:2"`
	Precise2   float64   `gorm:"precision:5"`
	PreciseT   time.Time `gorm:"precision:3"`
	NotNull    string    `gorm:"not null"`
	NotNull2   string    `gorm:"not null;default:''"`
	Serial     int64     `gorm:"autoIncrement"`
	Serial16   int16     `gorm:"autoIncrement;autoIncrementIncrement:10"`
	ReadOnly   string    `gorm:"->"`
	CreateOnly string    `gorm:"<-:create"`
	UpdateOnly string    `gorm:"<-:update"`
	NoWrite    string    `gorm:"<-:false"`
	WriteOnly  string    `gorm:"->:false;<-:create"`
	Commented  string    `gorm:"comment:it's commented, \"so\""`
	JSONS      Address   `gorm:"serializer:json"`
	Unix       int64     `gorm:"serializer:unixtime;type:time"`
	Gob        []byte    `gorm:"serializer:gob"`
	Checked    int       `gorm:"check:checked > 13"`
	CheckName  string    `gorm:"check:name_checker,check_name <> 'jinzhu'"`
	CreatedAt  time.Time
	UpdatedAt  int
	Milli      int64 `gorm:"autoCreateTime:milli"`
	Nano       int64 `gorm:"autoUpdateTime:nano"`
	DeletedAt  gorm.DeletedAt
	Upper      string `GORM:"size:10" gorm:"SIZE:12;NOT NULL"`
}

// TableName implements GORM's interface.
func (Tagged) TableName() string { return "tagged things" }

// Address has no tags.
type Address struct{ Street, City string }

// Author is embedded with a prefix, Base without.
type Author struct {
	Name  string `gorm:"size:40"`
	Email string
}

// Base is embedded by others.
type Base struct {
	ID        uuid.UUID `gorm:"type:uuid;primaryKey;default:gen_random_uuid()"`
	CreatedAt time.Time `gorm:"not null"`
}

// Blog embeds structs in each way.
type Blog struct {
	Base
	Author  Author  `gorm:"embedded;embeddedPrefix:author_"`
	Editor  Author  `gorm:"embedded;embeddedPrefix:editor_"`
	Inline  Address `gorm:"embedded"`
	Upvotes int32
}

// Events is in a schema of its own.
type Event struct {
	ID   int64  `gorm:"primaryKey"`
	Kind string `gorm:"index"`
}

// TableName implements GORM's interface.
func (*Event) TableName() string { return "shop.events" }
