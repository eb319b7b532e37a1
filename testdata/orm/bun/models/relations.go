package models

import "github.com/uptrace/bun"

// User has relations of each kind.
type User struct {
	ID        int64    `bun:",pk,autoincrement"`
	CompanyID int64    `bun:",nullzero"`
	Company   *Company `bun:"rel:belongs-to,join:company_id=id,on_update:cascade,on_delete:set null"`
	ManagerID int64    `bun:",nullzero"`
	Manager   *User    `bun:"rel:belongs-to,join:manager_id=id"`
	Profile   *Profile `bun:"rel:has-one,join:id=user_id"`
	Orders    []*Order `bun:"rel:has-many,join:id=user_id"`
	Notes     []*Note  `bun:"rel:has-many,join:id=owner_id,join:type=owner_type,polymorphic"`
	Tags      []Tag    `bun:"m2m:user_tags,join:User=Tag"`
}

// Company is referred to.
type Company struct {
	ID   int64 `bun:",pk"`
	Name string
}

// Profile belongs to a user.
type Profile struct {
	ID     int64 `bun:",pk,autoincrement"`
	UserID int64 `bun:",unique"`
	User   *User `bun:"rel:belongs-to,join:user_id=id,on_delete:cascade"`
}

// Order has a key of several columns, Line refers to it.
type Order struct {
	Shop   int64  `bun:",pk"`
	Number string `bun:",pk"`
	UserID int64
	Lines  []*Line `bun:"rel:has-many,join:shop=order_shop,join:number=order_number"`
}

// Line refers to a key of several columns.
type Line struct {
	ID          int64 `bun:",pk,autoincrement"`
	OrderShop   int64
	OrderNumber string
	Order       *Order `bun:"rel:belongs-to,join:order_shop=shop,join:order_number=number"`
}

// Note belongs to anything.
type Note struct {
	ID        int64 `bun:",pk,autoincrement"`
	OwnerID   int64
	OwnerType string
}

// Tag belongs to many users.
type Tag struct {
	ID    string `bun:",pk"`
	Users []User `bun:"m2m:user_tags,join:Tag=User"`
}

// UserTag is the table between the two.
type UserTag struct {
	bun.BaseModel `bun:"table:user_tags"`

	UserID int64  `bun:",pk"`
	User   *User  `bun:"rel:belongs-to,join:user_id=id"`
	TagID  string `bun:",pk"`
	Tag    *Tag   `bun:"rel:belongs-to,join:tag_id=id"`
}
