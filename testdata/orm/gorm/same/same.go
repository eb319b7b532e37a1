// Package same has two types for one table.
package same

// User is the table.
type User struct {
	ID uint `gorm:"primaryKey"`
}

// TableName implements GORM's interface.
func (User) TableName() string { return "users" }

// UserWithCount is what a query returns.
type UserWithCount struct {
	User
	Count int
}
