// Create makes the tables of one of the packages in a database, as a program with GORM does.
package main

import (
	"log"
	"os"

	"gorm.io/driver/postgres"
	"gorm.io/gorm"

	"example.com/gorm/custom"
	"example.com/gorm/listed"
	"example.com/gorm/models"
)

func main() {
	config := &gorm.Config{}
	if os.Args[1] == "listed" {
		config = listed.GormConfig()
	}
	db, err := gorm.Open(postgres.Open(os.Args[2]), config)
	if err == nil {
		err = create(db, os.Args[1])
	}
	if err != nil {
		log.Fatal(err)
	}
}

func create(db *gorm.DB, name string) error {
	switch name {
	case "listed":
		return db.AutoMigrate(listed.Models()...)
	case "custom":
		return custom.CreateSchema(db)
	}
	if err := db.Exec("CREATE SCHEMA shop").Error; err != nil {
		return err
	}
	return db.AutoMigrate(
		&models.Kinds{}, &models.Tagged{}, &models.Blog{}, &models.Event{}, &models.Indexed{},
		&models.User{}, &models.Account{}, &models.Company{}, &models.CreditCard{}, &models.Language{}, &models.Role{},
		&models.Toy{}, &models.Note{}, &models.Profile{}, &models.Loose{}, &models.Product{}, &models.Line{}, &models.Tag{},
	)
}
