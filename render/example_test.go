package render_test

import (
	"context"
	"fmt"
	"log"

	"github.com/schemadiff/schemadiff/dialects/postgres"
	"github.com/schemadiff/schemadiff/diff"
	"github.com/schemadiff/schemadiff/inspect/sqlfile"
	"github.com/schemadiff/schemadiff/model"
	"github.com/schemadiff/schemadiff/render"
)

// Two scripts are read, compared and planned: the statements with their locks,
// and what leads back.
func Example() {
	read := func(name, text string) model.Schema {
		schema, err := postgres.Read(context.Background(), []sqlfile.Source{{Name: name, Text: text}}, postgres.ReadOptions{})
		if err != nil {
			log.Fatal(err)
		}
		return schema
	}
	old := read("old.sql", `CREATE TABLE orders (id bigint PRIMARY KEY, total integer NOT NULL);`)
	fresh := read("new.sql", `CREATE TABLE orders (id bigint PRIMARY KEY, total integer NOT NULL, note text);
		CREATE INDEX orders_note_idx ON orders (note);`)

	result, err := diff.Compare(context.Background(), old, fresh, postgres.Rules{}, diff.Options{})
	if err != nil {
		log.Fatal(err)
	}
	migration, err := render.NewMigration(result, postgres.Planner{}, render.Options{})
	if err != nil {
		log.Fatal(err)
	}
	for _, s := range migration.Up.Statements() {
		fmt.Println(s.SQL)
		fmt.Printf("    lock %s, in a transaction: %v\n", s.Lock, s.Transactional)
	}
	fmt.Println("and back:")
	for _, s := range migration.Down.Statements() {
		fmt.Println(s.SQL)
	}
	for _, l := range migration.Down.Losses {
		fmt.Println("   ", l.Code, l.Object)
	}
	// Output:
	// ALTER TABLE public.orders ADD COLUMN note text;
	//     lock ACCESS EXCLUSIVE, in a transaction: true
	// CREATE INDEX CONCURRENTLY orders_note_idx ON public.orders (note);
	//     lock SHARE UPDATE EXCLUSIVE, in a transaction: false
	// and back:
	// ALTER TABLE public.orders DROP COLUMN note;
	//     DATA_LOSS column public.orders.note
}
