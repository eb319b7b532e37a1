// Elsewhere makes the tables of the package portable in a database of SQLite or MySQL.
package main

import (
	"log"
	"os"

	"gorm.io/driver/mysql"
	"gorm.io/driver/sqlite"
	"gorm.io/gorm"
	_ "modernc.org/sqlite"

	"example.com/gorm/portable"
)

func main() {
	driver := mysql.Open(os.Args[2])
	if os.Args[1] == "sqlite" {
		driver = &sqlite.Dialector{DriverName: "sqlite", DSN: os.Args[2]}
	}
	db, err := gorm.Open(driver, &gorm.Config{})
	if err == nil {
		err = db.AutoMigrate(&portable.Kinds{}, &portable.Post{}, &portable.User{}, &portable.Tag{}, &portable.Line{})
	}
	if err != nil {
		log.Fatal(err)
	}
}
