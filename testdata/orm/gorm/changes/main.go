// Changes makes the tables of models in three databases: in the first by AutoMigrate of the old models and
// then of the new ones, in the second of the new ones alone, in the third of the old ones alone. Each change
// is in a schema of its own, by the number of its case. It prints the cases, with the errors of the migration.
package main

import (
	"encoding/json"
	"fmt"
	"log"
	"os"

	"gorm.io/driver/postgres"
	"gorm.io/gorm"
	"gorm.io/gorm/logger"
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
	changed, fresh, old := open(os.Args[1]), open(os.Args[2]), open(os.Args[3])
	var results []result
	for i, c := range cases {
		r := result{Name: c.Name}
		for _, db := range []*gorm.DB{changed, old} {
			must(migrate(db, c.Old()))
			if c.Fill != "" {
				must(db.Exec(c.Fill).Error)
			}
		}
		if err := migrate(changed, c.New()); err != nil {
			r.Error = err.Error()
		}
		if c.Ask != "" {
			must(changed.Raw(c.Ask).Row().Scan(&r.Answer))
		}
		must(migrate(fresh, c.New()))
		for _, db := range []*gorm.DB{changed, fresh, old} {
			must(move(db, fmt.Sprintf("case_%02d", i)))
		}
		results = append(results, r)
	}
	must(json.NewEncoder(os.Stdout).Encode(results))
}

func open(url string) *gorm.DB {
	db, err := gorm.Open(postgres.Open(url), &gorm.Config{Logger: logger.Discard})
	must(err)
	return db
}

func migrate(db *gorm.DB, models []any) error {
	if len(models) == 0 {
		return nil
	}
	// Prepared plans of a connection know the tables of the case before.
	if err := db.Exec("DISCARD PLANS").Error; err != nil {
		return err
	}
	return db.AutoMigrate(models...)
}

// move puts the tables of a case out of the way.
func move(db *gorm.DB, schema string) error {
	tables, err := db.Migrator().GetTables()
	if err == nil {
		err = db.Exec("CREATE SCHEMA " + schema).Error
	}
	for _, table := range tables {
		if err == nil {
			err = db.Exec(fmt.Sprintf("ALTER TABLE %q SET SCHEMA %s", table, schema)).Error
		}
	}
	return err
}

func must(err error) {
	if err != nil {
		log.Fatal(err)
	}
}
