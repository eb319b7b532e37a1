// Changes makes the tables of models in three databases: in the first by CreateTable of the old models and
// then by AutoMigrator for the new ones, in the second by CreateTable of the new ones alone, in the third of
// the old ones alone. Each change is in a schema of its own, by the number of its case. It prints the cases,
// with the errors of the migration.
package main

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"log"
	"os"

	_ "github.com/jackc/pgx/v5/stdlib"
	"github.com/uptrace/bun"
	"github.com/uptrace/bun/dialect/pgdialect"
	"github.com/uptrace/bun/migrate"
)

// Case is a change of models. What is in a function has the same names in both. Fill is run between the
// two, and Ask asks for what is there afterwards.
type Case struct {
	Name      string
	Old, New  func() []any
	Fill, Ask string
}

type result struct{ Name, Error, Answer string }

func main() {
	ctx := context.Background()
	var results []result
	for i, c := range cases {
		r := result{Name: c.Name}
		changed, fresh, old := open(os.Args[1]), open(os.Args[2]), open(os.Args[3])
		for _, db := range []*bun.DB{changed, old} {
			must(create(ctx, db, c.Old()))
			if c.Fill != "" {
				_, err := db.ExecContext(ctx, c.Fill)
				must(err)
			}
		}
		if err := auto(ctx, changed, c.New()); err != nil {
			r.Error = err.Error()
		}
		if c.Ask != "" {
			must(changed.QueryRowContext(ctx, c.Ask).Scan(&r.Answer))
		}
		must(create(ctx, fresh, c.New()))
		for _, db := range []*bun.DB{changed, fresh, old} {
			must(move(ctx, db, fmt.Sprintf("case_%02d", i)))
			must(db.Close())
		}
		results = append(results, r)
	}
	must(json.NewEncoder(os.Stdout).Encode(results))
}

func open(url string) *bun.DB {
	conn, err := sql.Open("pgx", url)
	must(err)
	return bun.NewDB(conn, pgdialect.New())
}

func create(ctx context.Context, db *bun.DB, models []any) error {
	for _, model := range models {
		if _, err := db.NewCreateTable().Model(model).WithForeignKeys().Exec(ctx); err != nil {
			return err
		}
	}
	return nil
}

func auto(ctx context.Context, db *bun.DB, models []any) error {
	dir, err := os.MkdirTemp("", "")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	m, err := migrate.NewAutoMigrator(db, migrate.WithModel(models...), migrate.WithMigrationsDirectoryAuto(dir))
	if err != nil {
		return err
	}
	_, err = m.Migrate(ctx)
	return err
}

// move puts the tables of a case out of the way.
func move(ctx context.Context, db *bun.DB, schema string) error {
	var tables []string
	err := db.NewRaw("SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename NOT LIKE 'bun\\_%'").Scan(ctx, &tables)
	if err == nil {
		_, err = db.ExecContext(ctx, "DROP TABLE IF EXISTS bun_migrations, bun_migration_locks; CREATE SCHEMA "+schema)
	}
	for _, table := range tables {
		if err == nil {
			_, err = db.ExecContext(ctx, fmt.Sprintf("ALTER TABLE %q SET SCHEMA %s", table, schema))
		}
	}
	return err
}

func must(err error) {
	if err != nil {
		log.Fatal(err)
	}
}
