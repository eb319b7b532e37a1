// Changes makes tables in three databases: in the first those of the old schemas and then, by ent's
// migration, those of the new ones, in the second the new ones alone, in the third the old ones alone. Each
// change is in a schema of its own, by the number of its case. It prints the cases, with the errors of the
// migration.
//
// The tables are such as ent generates them from schemas, in its package migrate. With "drop" as the last
// argument the migration may drop columns and indexes.
package main

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"log"
	"os"

	"entgo.io/ent/dialect"
	entsql "entgo.io/ent/dialect/sql"
	"entgo.io/ent/dialect/sql/schema"
	_ "github.com/jackc/pgx/v5/stdlib"
)

// Case is a change of schemas. Fill is run between the two, and Ask asks for what is there afterwards.
type Case struct {
	Name      string
	Old, New  []*schema.Table
	Fill, Ask string
}

type result struct{ Name, Error, Answer string }

func main() {
	drop := os.Args[4] == "drop"
	var results []result
	for i, c := range cases() {
		r := result{Name: c.Name}
		changed, fresh, old := open(os.Args[1]), open(os.Args[2]), open(os.Args[3])
		for _, db := range []*sql.DB{changed, old} {
			must(create(db, drop, c.Old))
			if c.Fill != "" {
				_, err := db.Exec(c.Fill)
				must(err)
			}
		}
		if err := create(changed, drop, c.New); err != nil {
			r.Error = err.Error()
		}
		if c.Ask != "" {
			must(changed.QueryRow(c.Ask).Scan(&r.Answer))
		}
		must(create(fresh, drop, c.New))
		for _, db := range []*sql.DB{changed, fresh, old} {
			must(move(db, fmt.Sprintf("case_%02d", i)))
			must(db.Close())
		}
		results = append(results, r)
	}
	must(json.NewEncoder(os.Stdout).Encode(results))
}

func open(url string) *sql.DB {
	db, err := sql.Open("pgx", url)
	must(err)
	return db
}

func create(db *sql.DB, drop bool, tables []*schema.Table) error {
	if len(tables) == 0 {
		return nil
	}
	tables, err := schema.CopyTables(tables)
	if err != nil {
		return err
	}
	m, err := schema.NewMigrate(entsql.OpenDB(dialect.Postgres, db), schema.WithDropColumn(drop), schema.WithDropIndex(drop))
	if err != nil {
		return err
	}
	return m.Create(context.Background(), tables...)
}

// move puts the tables of a case out of the way.
func move(db *sql.DB, name string) error {
	rows, err := db.Query("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
	if err != nil {
		return err
	}
	defer rows.Close()
	var tables []string
	for rows.Next() {
		var table string
		if err := rows.Scan(&table); err != nil {
			return err
		}
		tables = append(tables, table)
	}
	_, err = db.Exec("CREATE SCHEMA " + name)
	for _, table := range tables {
		if err == nil {
			_, err = db.Exec(fmt.Sprintf("ALTER TABLE %q SET SCHEMA %s", table, name))
		}
	}
	return err
}

func must(err error) {
	if err != nil {
		log.Fatal(err)
	}
}
