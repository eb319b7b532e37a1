package sqlite_test

import (
	"context"
	"fmt"
	"log"

	"github.com/schemadiff/schemadiff/dialects/sqlite"
	"github.com/schemadiff/schemadiff/diff"
	"github.com/schemadiff/schemadiff/inspect/sqlfile"
	"github.com/schemadiff/schemadiff/internal/sqliteconn"
)

// What a database has is compared with what a script declares. Any driver will
// do that an inspect.Conn can be made of.
func Example() {
	ctx := context.Background()
	database, err := sqliteconn.Memory(ctx)
	if err != nil {
		log.Fatal(err)
	}
	defer database.Close()
	if err := database.Exec(ctx, "CREATE TABLE users (id INTEGER PRIMARY KEY, email TEXT CHECK (email LIKE '%@%'))"); err != nil {
		log.Fatal(err)
	}
	old, err := sqlite.Inspect(ctx, database)
	if err != nil {
		log.Fatal(err)
	}

	scratch, err := sqliteconn.Memory(ctx)
	if err != nil {
		log.Fatal(err)
	}
	defer scratch.Close()
	new, err := sqlite.Read(ctx, scratch, []sqlfile.Source{{Name: "schema.sql", Text: `
create table Users (
  id integer primary key,
  email text not null check ("email" like '%@%')
);`}})
	if err != nil {
		log.Fatal(err)
	}
	result, err := diff.Compare(ctx, old, new, sqlite.Rules{}, diff.Options{})
	if err != nil {
		log.Fatal(err)
	}
	for _, change := range result.Changes {
		fmt.Println(change.Object(), change.(diff.Alter).Facets)
	}
	// Output: column users.email [{not null no yes}]
}
