// Create makes the tables of one of the packages in a database, as a program with Bun does.
package main

import (
	"context"
	"database/sql"
	"log"
	"os"

	_ "github.com/jackc/pgx/v5/stdlib"
	"github.com/uptrace/bun"
	"github.com/uptrace/bun/dialect/pgdialect"

	"example.com/bun/custom"
	"example.com/bun/models"
)

func main() {
	conn, err := sql.Open("pgx", os.Args[2])
	if err == nil {
		err = create(context.Background(), bun.NewDB(conn, pgdialect.New()), os.Args[1])
	}
	if err != nil {
		log.Fatal(err)
	}
}

func create(ctx context.Context, db *bun.DB, name string) error {
	if name == "custom" {
		return custom.CreateSchema(ctx, db)
	}
	db.RegisterModel((*models.UserTag)(nil))
	if _, err := db.ExecContext(ctx, "CREATE SCHEMA shop"); err != nil {
		return err
	}
	for _, model := range []any{
		(*models.Kinds)(nil), (*models.Tagged)(nil), (*models.Post)(nil), (*models.Event)(nil), (*models.Company)(nil), (*models.User)(nil),
		(*models.Profile)(nil), (*models.Order)(nil), (*models.Line)(nil), (*models.Note)(nil), (*models.Tag)(nil), (*models.UserTag)(nil),
	} {
		if _, err := db.NewCreateTable().Model(model).WithForeignKeys().Exec(ctx); err != nil {
			return err
		}
	}
	_, err := db.NewCreateTable().Model((*models.Indexed)(nil)).Exec(ctx)
	return err
}
