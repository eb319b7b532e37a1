// Create makes the tables of the portable schemas in a database of SQLite or MySQL, as
// client.Schema.Create does. Its package migrate is generated first.
package main

import (
	"context"
	"database/sql"
	"log"
	"os"

	entsql "entgo.io/ent/dialect/sql"
	_ "github.com/go-sql-driver/mysql"
	_ "modernc.org/sqlite"

	"example.com/ent/portable/migrate"
)

func main() {
	conn, err := sql.Open(os.Args[1], os.Args[2])
	if err == nil {
		dialect := os.Args[1]
		if dialect == "sqlite" {
			dialect = "sqlite3"
		}
		err = migrate.NewSchema(entsql.OpenDB(dialect, conn)).Create(context.Background())
	}
	if err != nil {
		log.Fatal(err)
	}
}
