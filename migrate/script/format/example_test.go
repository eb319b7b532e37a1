package format_test

import (
	"fmt"
	"testing/fstest"
	"time"

	"github.com/schemadiff/schemadiff/inspect/sqlfile"
	"github.com/schemadiff/schemadiff/migrate/script"
	"github.com/schemadiff/schemadiff/migrate/script/format"
)

var migrations = fstest.MapFS{
	"db/1_users.up.sql":   &fstest.MapFile{Data: []byte("CREATE TABLE users (id int);\n")},
	"db/1_users.down.sql": &fstest.MapFile{Data: []byte("DROP TABLE users;\n")},
}

func ExampleImport() {
	from, err := format.Detect(migrations, []string{"db"})
	if err != nil {
		fmt.Println(err)
		return
	}
	options := format.Options{Options: script.Options{Syntax: sqlfile.Postgres()}, Dialect: "postgres"}
	scripts, err := format.Import(migrations, []string{"db"}, from, options, script.Naming{})
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, s := range scripts {
		fmt.Println(from.Name(), s.Path)
		fmt.Print(s.Format())
	}
	// Output:
	// golang-migrate 0001_users.sql
	// -- schemadiff: revision 0001
	// -- message:    users
	// -- revises:    base
	// --
	// -- Imported from db/1_users.up.sql and db/1_users.down.sql
	//
	// -- schemadiff: up
	//
	// CREATE TABLE users (id int);
	//
	// -- schemadiff: down
	//
	// DROP TABLE users;
}

func ExampleFormat_Write() {
	goose, err := format.ByName("goose")
	if err != nil {
		fmt.Println(err)
		return
	}
	revision := script.Script{
		Message: "add users",
		Up:      script.Section{Statements: []script.Statement{{SQL: "CREATE TABLE users (id int)"}}},
		Down:    script.Section{Statements: []script.Statement{{SQL: "DROP TABLE users"}}},
	}
	place := format.Place{Dir: "db", Now: time.Date(2026, 11, 20, 10, 30, 0, 0, time.UTC), Syntax: sqlfile.Postgres()}
	written, err := goose.Write(revision, place)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, file := range written.Files {
		fmt.Println(file.Path)
		fmt.Print(file.Text)
	}
	// Output:
	// db/20261120103000_add_users.sql
	// -- +goose Up
	// CREATE TABLE users (id int);
	//
	// -- +goose Down
	// DROP TABLE users;
}
