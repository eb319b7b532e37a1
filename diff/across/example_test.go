package across_test

import (
	"context"
	"fmt"
	"log"
	"os"

	"github.com/schemadiff/schemadiff/dialects/postgres"
	pgwords "github.com/schemadiff/schemadiff/dialects/postgres/neutral"
	"github.com/schemadiff/schemadiff/dialects/sqlite"
	litewords "github.com/schemadiff/schemadiff/dialects/sqlite/neutral"
	"github.com/schemadiff/schemadiff/diff"
	"github.com/schemadiff/schemadiff/diff/across"
	"github.com/schemadiff/schemadiff/inspect/sqlfile"
	"github.com/schemadiff/schemadiff/internal/sqliteconn"
	"github.com/schemadiff/schemadiff/render"
)

// An application keeps its schema for two databases. What one of them lacks is
// found, and what is only another spelling isn't told.
func Example() {
	ctx := context.Background()
	conn, err := sqliteconn.Memory(ctx)
	if err != nil {
		log.Fatal(err)
	}
	defer conn.Close()
	lite, err := sqlite.Read(ctx, conn, []sqlfile.Source{{Name: "lite.sql", Text: `
		CREATE TABLE users (
			id INTEGER PRIMARY KEY AUTOINCREMENT,
			email VARCHAR(255) NOT NULL,
			active BOOLEAN NOT NULL DEFAULT 1,
			since DATETIME DEFAULT CURRENT_TIMESTAMP
		);`}})
	if err != nil {
		log.Fatal(err)
	}
	server, err := postgres.Read(ctx, []sqlfile.Source{{Name: "server.sql", Text: `
		CREATE TABLE users (
			id bigserial PRIMARY KEY,
			email varchar(255) NOT NULL UNIQUE,
			active boolean NOT NULL DEFAULT true,
			since timestamptz DEFAULT now()
		);`}}, postgres.ReadOptions{})
	if err != nil {
		log.Fatal(err)
	}
	result, err := across.Compare(ctx,
		across.Side{Schema: lite, Translator: litewords.Translator{}},
		across.Side{Schema: server, Translator: pgwords.Translator{}}, diff.Options{})
	if err != nil {
		log.Fatal(err)
	}
	for _, change := range result.Changes {
		fmt.Println(change.Object())
	}

	// The same schema for the other database.
	plain, _ := pgwords.Translator{}.Neutral(server)
	made, losses := litewords.Translator{}.Dialect(plain)
	if err := render.WriteSchema(os.Stdout, made, sqlite.Planner{}, nil); err != nil {
		log.Fatal(err)
	}
	for _, loss := range losses {
		fmt.Printf("%s: %s\n", loss.ID, loss.Text)
	}
	// Output:
	// unique constraint users.users_email_key
	// CREATE TABLE users (
	//     id INTEGER CONSTRAINT users_pkey PRIMARY KEY AUTOINCREMENT,
	//     email VARCHAR(255) NOT NULL CONSTRAINT users_email_key UNIQUE,
	//     active BOOLEAN NOT NULL DEFAULT true,
	//     since TIMESTAMP DEFAULT CURRENT_TIMESTAMP
	// );
	// column users.since: there are no time zones; times are kept as they are given
}
