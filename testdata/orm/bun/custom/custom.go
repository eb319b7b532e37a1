// Package custom makes its schema itself.
package custom

import (
	"context"

	"github.com/uptrace/bun"
)

type Book struct {
	ID       int64 `bun:",pk,autoincrement"`
	Title    string
	AuthorID int64
}

type Author struct {
	ID   int64 `bun:",pk,autoincrement"`
	Name string
}

type Measure struct {
	bun.BaseModel `bun:"table:measures"`

	At    string `bun:"type:date"`
	Value float64
}

// CreateSchema is what the program does when it starts.
func CreateSchema(ctx context.Context, db *bun.DB) error {
	return db.RunInTx(ctx, nil, func(ctx context.Context, tx bun.Tx) error {
		if _, err := tx.NewCreateTable().Model((*Author)(nil)).IfNotExists().Varchar(80).ColumnExpr("born date").Exec(ctx); err != nil {
			return err
		}
		if _, err := tx.NewCreateTable().Model((*Book)(nil)).IfNotExists().
			ForeignKey(`("author_id") REFERENCES "authors" ("id") ON DELETE CASCADE`).Exec(ctx); err != nil {
			return err
		}
		if _, err := tx.NewCreateTable().Model((*Measure)(nil)).PartitionBy("RANGE (at)").Exec(ctx); err != nil {
			return err
		}
		if _, err := tx.NewCreateIndex().Model((*Book)(nil)).Index("books_title_idx").Column("title").Exec(ctx); err != nil {
			return err
		}
		_, err := tx.ExecContext(ctx, "CREATE VIEW titles AS SELECT title FROM books")
		return err
	})
}
