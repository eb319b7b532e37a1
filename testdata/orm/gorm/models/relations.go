package models

import "gorm.io/gorm"

// User has relations of each kind.
type User struct {
	gorm.Model
	Name      string `gorm:"size:80;uniqueIndex"`
	CompanyID *uint
	Company   Company `gorm:"constraint:OnUpdate:CASCADE,OnDelete:SET NULL;"`
	ManagerID *uint
	Manager   *User
	Team      []User `gorm:"foreignKey:ManagerID"`
	CardRef   CreditCard
	Accounts  []Account  `gorm:"foreignKey:UserName;references:Name;constraint:OnDelete:CASCADE"`
	Languages []Language `gorm:"many2many:user_languages;constraint:OnDelete:CASCADE"`
	Friends   []*User    `gorm:"many2many:user_friends"`
	Roles     []Role     `gorm:"many2many:user_roles;foreignKey:ID;joinForeignKey:UserReferID;references:Code;joinReferences:RoleCode"`
	Toy       Toy        `gorm:"polymorphic:Owner"`
	Notes     []Note     `gorm:"polymorphicType:Kind;polymorphicId:OwnerID;polymorphicValue:person"`
	Profile   Profile    `gorm:"foreignKey:UserRefer"`
	Loose     *Loose     `gorm:"-:migration"`
	LooseID   uint
}

// Account refers to a column that is no key of its own name.
type Account struct {
	ID       uint   `gorm:"primaryKey"`
	UserName string `gorm:"size:80"`
	Balance  int64  `gorm:"not null;default:0;check:balance_positive,balance >= 0"`
}

// Company has no sign of a model: it is one since users refer to it.
type Company struct {
	ID   uint
	Name string
}

// CreditCard belongs to a user.
type CreditCard struct {
	gorm.Model
	Number string
	UserID uint
}

// Language has a key that is a string.
type Language struct {
	Code  string  `gorm:"primaryKey;size:8"`
	Users []*User `gorm:"many2many:user_languages"`
}

// Role has a unique code.
type Role struct {
	ID   uint
	Code string `gorm:"size:20;unique"`
}

// Toy belongs to anything.
type Toy struct {
	ID        uint `gorm:"primaryKey"`
	Name      string
	OwnerID   uint
	OwnerType string `gorm:"size:30"`
}

// Note belongs to anything, by other names.
type Note struct {
	ID      uint   `gorm:"primaryKey"`
	OwnerID uint   `gorm:"index:idx_note_owner"`
	Kind    string `gorm:"index:idx_note_owner"`
}

// Profile refers to its user by another name.
type Profile struct {
	ID        uint `gorm:"primaryKey"`
	UserRefer uint
}

// Loose has no constraint.
type Loose struct {
	ID uint `gorm:"primaryKey"`
}

// Product has a key of several columns, Line refers to it.
type Product struct {
	Shop  int    `gorm:"primaryKey;autoIncrement:false"`
	Code  string `gorm:"primaryKey"`
	Lines []Line `gorm:"foreignKey:ProductShop,ProductCode;references:Shop,Code;constraint:OnUpdate:RESTRICT,OnDelete:SET DEFAULT"`
	Tags  []Tag  `gorm:"many2many:product_tags"`
}

// Line refers to a key of several columns.
type Line struct {
	ID          uint `gorm:"primaryKey"`
	ProductShop int
	ProductCode string
}

// Tag has a key of several columns as well.
type Tag struct {
	ID     uint   `gorm:"primaryKey"`
	Locale string `gorm:"primaryKey"`
}
