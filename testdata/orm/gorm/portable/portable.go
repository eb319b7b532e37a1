// Package portable has models whose tags any database understands.
package portable

import (
	"database/sql"
	"time"

	"github.com/google/uuid"
	"gorm.io/datatypes"
	"gorm.io/gorm"
)

// Kinds has fields of each kind.
type Kinds struct {
	ID       uint `gorm:"primaryKey"`
	Bool     bool
	Int      int
	Int8     int8
	Int16    int16 `gorm:"not null;default:3"`
	Int32    int32
	Uint8    uint8
	Uint16   uint16
	Uint32   uint32
	Uint64   uint64
	Float32  float32
	Float64  float64 `gorm:"precision:10"`
	Text     string
	Short    string `gorm:"size:40;not null;default:it's"`
	Bytes    []byte
	Few      []byte `gorm:"size:16"`
	Time     time.Time
	Day      datatypes.Date
	JSON     datatypes.JSON
	UUID     uuid.UUID `gorm:"size:36"`
	Null     sql.NullString
	Pointer  *int64
	Duration time.Duration
	Exact    string `gorm:"type:decimal(10,2);not null;check:exact_positive,exact >= 0"`
	Ignored  string `gorm:"-"`
}

// Post has keys, indexes and parts.
type Post struct {
	gorm.Model
	Title    string  `gorm:"size:100;not null;uniqueIndex:by_title,priority:2"`
	Slug     string  `gorm:"size:100;unique"`
	AuthorID uint    `gorm:"not null;index;uniqueIndex:by_title,priority:1"`
	Author   User    `gorm:"constraint:OnUpdate:CASCADE,OnDelete:CASCADE"`
	Rating   int     `gorm:"index:by_rating,sort:desc"`
	Address  Address `gorm:"embedded;embeddedPrefix:from_"`
	Tags     []Tag   `gorm:"many2many:post_tags"`
}

// Address is a part of others.
type Address struct {
	Street string `gorm:"size:80"`
	City   string `gorm:"size:80"`
}

// User is referred to.
type User struct {
	gorm.Model
	Name      string `gorm:"size:80;uniqueIndex"`
	ManagerID *uint
	Manager   *User `gorm:"constraint:OnDelete:SET NULL"`
	Active    bool  `gorm:"default:true"`
}

// Tag has a key that is a string.
type Tag struct {
	Code string `gorm:"primaryKey;size:20"`
}

// Line has a key of two columns.
type Line struct {
	OrderID  int64  `gorm:"primaryKey;autoIncrement:false"`
	Position int    `gorm:"primaryKey;autoIncrement:false"`
	Note     string `gorm:"size:20;comment:what it is"`
}
