// Package custom makes its schema itself.
package custom

import (
	"time"

	"gorm.io/gorm"
)

type Person struct {
	ID        int
	Name      string
	Addresses []Address `gorm:"many2many:person_addresses;"`
}

type Address struct {
	ID   uint
	Name string
}

// PersonAddress is the table between the two.
type PersonAddress struct {
	PersonID  int `gorm:"primaryKey"`
	AddressID int `gorm:"primaryKey"`
	CreatedAt time.Time
	DeletedAt gorm.DeletedAt
}

// CreateSchema is what the program does when it starts.
func CreateSchema(db *gorm.DB) error {
	if err := db.SetupJoinTable(&Person{}, "Addresses", &PersonAddress{}); err != nil {
		return err
	}
	if err := db.AutoMigrate(&Person{}, &Address{}); err != nil {
		return err
	}
	if err := db.AutoMigrate(&Person{}); err != nil {
		return err
	}
	if err := db.Exec("CREATE OR REPLACE VIEW names AS SELECT name FROM people UNION SELECT name FROM addresses").Error; err != nil {
		return err
	}
	return db.Exec("INSERT INTO people (name) VALUES (?)", "first").Error
}
