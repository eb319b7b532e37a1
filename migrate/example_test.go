package migrate_test

import (
	"context"
	"database/sql"
	"embed"
	"fmt"
	"log"
	"log/slog"
	"net/http"
	"os"
	"strings"
	"testing/fstest"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"

	"github.com/schemadiff/schemadiff/migrate"
	"github.com/schemadiff/schemadiff/migrate/graph"
	"github.com/schemadiff/schemadiff/migrate/pgxmigrate"
	"github.com/schemadiff/schemadiff/migrate/sqlmigrate"
)

// In a program this is filled by the line
//
//	//go:embed migrations/*.sql
var migrations embed.FS

// A service brings its database up to date when it starts. If many replicas
// start at once, one does it and the others wait.
func Example() {
	ctx := context.Background()
	pool, err := pgxpool.New(ctx, os.Getenv("DATABASE_URL"))
	if err != nil {
		log.Fatal(err)
	}
	defer pool.Close()
	m, err := migrate.New(migrations, pgxmigrate.Pool(pool),
		migrate.Directories("migrations"),
		migrate.LockTimeout(2*time.Second),
		migrate.Logger(slog.Default()),
	)
	if err != nil {
		log.Fatal(err)
	}
	result, err := m.Upgrade(ctx, "heads")
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(len(result.Steps), "revisions have run")
}

// With database/sql the driver is the program's.
func Example_databaseSQL() {
	db, err := sql.Open("pgx", os.Getenv("DATABASE_URL"))
	if err != nil {
		log.Fatal(err)
	}
	defer db.Close()
	m, err := migrate.New(migrations, sqlmigrate.Postgres(db), migrate.Directories("migrations"))
	if err != nil {
		log.Fatal(err)
	}
	if _, err := m.Upgrade(context.Background()); err != nil {
		log.Fatal(err)
	}
}

// A service says that it is ready when its database is.
func ExampleMigrator_Status() {
	m, err := migrate.New(migrations, pgxmigrate.Address(os.Getenv("DATABASE_URL")))
	if err != nil {
		log.Fatal(err)
	}
	http.HandleFunc("/ready", func(w http.ResponseWriter, r *http.Request) {
		status, err := m.Status(r.Context())
		switch {
		case err != nil:
			http.Error(w, err.Error(), http.StatusInternalServerError)
		case !status.UpToDate:
			http.Error(w, fmt.Sprint("still to run: ", status.Pending), http.StatusServiceUnavailable)
		}
	})
}

// A hook does something in the transaction of each revision.
func ExampleAfterRevision() {
	_, err := migrate.New(migrations, pgxmigrate.Address(os.Getenv("DATABASE_URL")),
		migrate.AfterRevision(func(ctx context.Context, call migrate.HookCall) error {
			_, err := call.Conn.Exec(ctx, "SELECT pg_notify('schema', $1)", call.Step.String())
			return err
		}))
	if err != nil {
		log.Fatal(err)
	}
}

// A script for psql needs no database to be written.
func ExampleMigrator_Script() {
	files := fstest.MapFS{"a.sql": &fstest.MapFile{Data: []byte(`-- schemadiff: revision a
-- message: add the users
-- revises: base

-- schemadiff: up

CREATE TABLE users (id bigint PRIMARY KEY);

-- schemadiff: down

DROP TABLE users;
`)}}
	m, err := migrate.New(files, pgxmigrate.Address(""), migrate.VersionTable("public", "schemadiff_version"),
		migrate.ToolVersion("v1.0.0"), migrate.Who("ada@build"))
	if err != nil {
		log.Fatal(err)
	}
	var script strings.Builder
	if err := m.Script(&script, graph.Down, []string{"a"}, "base"); err != nil {
		log.Fatal(err)
	}
	// Before it stand the lock of the version table, and a check that the database
	// is at a.
	_, transaction, _ := strings.Cut(script.String(), "BEGIN;\n")
	for line := range strings.Lines(transaction) {
		if !strings.Contains(line, "schemadiff_history") {
			fmt.Print(line)
		}
	}
	// Output:
	// -- Running downgrade a -> base: add the users
	//
	// DROP TABLE users;
	//
	// DELETE FROM "public"."schemadiff_version" WHERE version_num = 'a';
	// COMMIT;
	//
	// SELECT pg_catalog.pg_advisory_unlock(920301348697574819);
}
