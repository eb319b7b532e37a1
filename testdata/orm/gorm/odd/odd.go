// Package odd has types that may be models or not.
package odd

import "gorm.io/gorm"

// Known is a model.
type Known struct {
	gorm.Model
	Relative   Relative
	RelativeID uint
}

// Relative is one since Known is related to it.
type Relative struct{ ID uint }

// Lone has an ID and nothing else.
type Lone struct{ ID uint }

// Part is embedded.
type Part struct {
	ID uint `gorm:"primaryKey"`
}

// Whole embeds it.
type Whole struct{ Part }

// Response has no ID.
type Response struct{ Text string }

type hidden struct{ gorm.Model }

// Generic is no type yet.
type Generic[T any] struct {
	gorm.Model
	Value T
}

// Named has a name.
type Named struct{ Text string }

// TableName implements GORM's interface.
func (Named) TableName() string { return "names" }

var _ = hidden{}
