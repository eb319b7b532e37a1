// Create makes the tables of the schemas in a database, as client.Schema.Create does.
package main

import (
	"context"
	"database/sql"
	"log"
	"os"

	"entgo.io/ent/dialect"
	entsql "entgo.io/ent/dialect/sql"
	_ "github.com/jackc/pgx/v5/stdlib"

	"example.com/ent/ent/migrate"
)

func main() {
	conn, err := sql.Open("pgx", os.Args[2])
	if err == nil {
		err = migrate.NewSchema(entsql.OpenDB(dialect.Postgres, conn)).Create(context.Background())
	}
	if err != nil {
		log.Fatal(err)
	}
}
