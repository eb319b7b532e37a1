// Package listed lists its models, and names tables in its own way.
package listed

import (
	"gorm.io/gorm"
	"gorm.io/gorm/schema"
)

type Order struct {
	ID         uint
	Number     string
	Customer   Customer
	CustomerID uint
	Lines      []OrderLine
}

type Customer struct {
	ID    uint
	Email string
}

type OrderLine struct {
	ID      uint
	OrderID uint
	Text    string
}

// Response is no model.
type Response struct {
	ID uint `gorm:"primaryKey"`
}

// Models lists the models.
func Models() []any { return []any{&Order{}, &Customer{}, &OrderLine{}} }

// GormConfig is how the program opens its database.
func GormConfig() *gorm.Config {
	return &gorm.Config{
		NamingStrategy:                           schema.NamingStrategy{TablePrefix: "t_", SingularTable: true},
		DisableForeignKeyConstraintWhenMigrating: true,
		PrepareStmt:                              true,
	}
}
