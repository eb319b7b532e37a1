// Package portable has models whose tags any database understands.
package portable

import (
	"encoding/json"
	"time"

	"github.com/google/uuid"
	"github.com/uptrace/bun"
)

// Kinds has fields of each kind.
type Kinds struct {
	bun.BaseModel `bun:"table:kinds"`

	ID      int64 `bun:",pk,autoincrement"`
	Bool    bool
	Int     int
	Int8    int8
	Int16   int16 `bun:",notnull,default:3"`
	Int32   int32
	Uint8   uint8
	Uint32  uint32
	Uint64  uint64
	Float32 float32
	Float64 float64
	Text    string
	Short   string `bun:"type:varchar(40),notnull,default:'it''s'"`
	Bytes   []byte
	Time    time.Time `bun:",notnull,default:current_timestamp"`
	JSON    json.RawMessage
	Object  map[string]any
	UUID    uuid.UUID `bun:"type:varchar(36)"`
	Pointer *int64
	Exact   string `bun:"type:decimal(10,2),notnull"`
	Ignored string `bun:"-"`
}

// User is referred to.
type User struct {
	ID        int64   `bun:",pk,autoincrement"`
	Name      string  `bun:"type:varchar(80),unique"`
	First     string  `bun:"type:varchar(20),unique:whole"`
	Last      string  `bun:"type:varchar(20),unique:whole"`
	ManagerID int64   `bun:",nullzero"`
	Manager   *User   `bun:"rel:belongs-to,join:manager_id=id,on_delete:set null"`
	Address   Address `bun:"embed:home_"`
}

// Address is a part of others.
type Address struct {
	Street string
	City   string `bun:",notnull"`
}

// Post belongs to a user.
type Post struct {
	ID     int64 `bun:",pk,autoincrement"`
	UserID int64 `bun:",notnull"`
	User   *User `bun:"rel:belongs-to,join:user_id=id,on_update:cascade,on_delete:cascade"`
}

// Line has a key of two columns.
type Line struct {
	OrderID  int64 `bun:",pk"`
	Position int   `bun:",pk"`
}
