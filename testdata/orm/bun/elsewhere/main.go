// Elsewhere makes the tables of the package portable in a database of SQLite or MySQL.
package main

import (
	"context"
	"database/sql"
	"log"
	"os"

	_ "github.com/go-sql-driver/mysql"
	"github.com/uptrace/bun"
	"github.com/uptrace/bun/dialect/mysqldialect"
	"github.com/uptrace/bun/dialect/sqlitedialect"
	"github.com/uptrace/bun/schema"
	_ "modernc.org/sqlite"

	"example.com/bun/portable"
)

func main() {
	conn, err := sql.Open(os.Args[1], os.Args[2])
	if err == nil {
		var dialect schema.Dialect = sqlitedialect.New()
		if os.Args[1] == "mysql" {
			dialect = mysqldialect.New()
		}
		err = create(context.Background(), bun.NewDB(conn, dialect))
	}
	if err != nil {
		log.Fatal(err)
	}
}

func create(ctx context.Context, db *bun.DB) error {
	for _, model := range []any{(*portable.Kinds)(nil), (*portable.User)(nil), (*portable.Post)(nil), (*portable.Line)(nil)} {
		if _, err := db.NewCreateTable().Model(model).WithForeignKeys().Exec(ctx); err != nil {
			return err
		}
	}
	return nil
}
