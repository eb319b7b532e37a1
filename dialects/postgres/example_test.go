package postgres_test

import (
	"context"
	"fmt"
	"log"
	"os"

	"github.com/schemadiff/schemadiff/dialects/postgres"
	"github.com/schemadiff/schemadiff/diff"
	"github.com/schemadiff/schemadiff/inspect/sqlfile"
	"github.com/schemadiff/schemadiff/model"
	"github.com/schemadiff/schemadiff/render"
)

// The whole way: two scripts are read, compared, planned and written.
func Example() {
	ctx := context.Background()
	read := func(name, text string) model.Schema {
		schema, err := postgres.Read(ctx, []sqlfile.Source{{Name: name, Text: text}}, postgres.ReadOptions{})
		if err != nil {
			log.Fatal(err)
		}
		return schema
	}
	old := read("old.sql", `
		CREATE TABLE orders (id bigserial PRIMARY KEY, amount int CHECK (amount BETWEEN 1 AND 100));`)
	fresh := read("new.sql", `
		CREATE TABLE orders (id bigserial, amount int, note text);
		ALTER TABLE orders ADD PRIMARY KEY (id), ADD CHECK (amount >= 1 AND amount <= 100);`)

	result, err := diff.Compare(ctx, old, fresh, postgres.Rules{}, diff.Options{})
	if err != nil {
		log.Fatal(err)
	}
	migration, err := render.NewMigration(result, postgres.Planner{}, render.Options{})
	if err != nil {
		log.Fatal(err)
	}
	for _, statement := range migration.Up.Statements() {
		fmt.Println(statement.SQL)
	}
	// Output:
	// ALTER TABLE public.orders ADD COLUMN note text;
}

// A schema is written as a script that loads, in the order of its dependencies.
func ExampleRead() {
	script := sqlfile.Source{Name: "shop.sql", Text: `
		CREATE TYPE state AS ENUM ('open');
		CREATE TABLE orders (id serial PRIMARY KEY, condition state DEFAULT 'open');
		ALTER TABLE orders RENAME condition TO state;
		ALTER TYPE state ADD VALUE 'done';`}
	schema, err := postgres.Read(context.Background(), []sqlfile.Source{script}, postgres.ReadOptions{})
	if err != nil {
		log.Fatal(err)
	}
	if err := render.WriteSchema(os.Stdout, schema, postgres.Planner{}, nil); err != nil {
		log.Fatal(err)
	}
	// Output:
	// CREATE TYPE public.state AS ENUM ('open', 'done');
	// CREATE SEQUENCE public.orders_id_seq AS integer;
	//
	// CREATE TABLE public.orders (
	//     id integer DEFAULT nextval('public.orders_id_seq'::regclass) NOT NULL,
	//     state public.state DEFAULT 'open',
	//     CONSTRAINT orders_pkey PRIMARY KEY (id)
	// );
	//
	// ALTER SEQUENCE public.orders_id_seq OWNED BY public.orders.id;
}
