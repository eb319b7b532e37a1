package gomodel_test

import (
	"context"
	"fmt"

	"github.com/schemadiff/schemadiff/dialects/postgres"
	"github.com/schemadiff/schemadiff/dialects/postgres/gotype"
	"github.com/schemadiff/schemadiff/inspect/sqlfile"
	"github.com/schemadiff/schemadiff/model"
	"github.com/schemadiff/schemadiff/render/gomodel"
)

// A schema becomes structs, and what these don't hold a script beside them.
func Example() {
	ctx := context.Background()
	read := func(ctx context.Context, _ int, scripts ...sqlfile.Source) (model.Schema, error) {
		return postgres.Read(ctx, scripts, postgres.ReadOptions{})
	}
	schema, err := read(ctx, 0, sqlfile.Source{Name: "schema.sql", Text: `
		CREATE TABLE teams (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, name text NOT NULL UNIQUE);
		CREATE TABLE users (id bigint PRIMARY KEY, team_id bigint REFERENCES teams ON DELETE CASCADE, joined date);
		CREATE VIEW loners AS SELECT id FROM users WHERE team_id IS NULL;`})
	if err != nil {
		fmt.Println(err)
		return
	}
	result, err := gomodel.Write(ctx, schema, gomodel.Options{
		Dialect: gotype.Writer{}, Planner: postgres.Planner{}, Rules: postgres.Rules{}, Read: read,
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Printf("%s\n%s", result.Go, result.SQL)
	// Output:
	// // Package models has the tables of a database as structs.
	// package models
	//
	// import (
	// 	"time"
	//
	// 	"github.com/schemadiff/schemadiff/schema"
	// )
	//
	// // Team is a row of the table teams.
	// type Team struct {
	// 	_ schema.Table `schema:"name=teams"`
	//
	// 	ID   int64  `db:"id" schema:"pk;identity"`
	// 	Name string `db:"name" schema:"unique"`
	//
	// 	// Has many User, by TeamID.
	// }
	//
	// // User is a row of the table users.
	// type User struct {
	// 	_ schema.Table `schema:"name=users"`
	//
	// 	ID     int64      `db:"id" schema:"pk"`
	// 	TeamID *int64     `db:"team_id" schema:"fk=teams.id;ondelete=cascade"`
	// 	Joined *time.Time `db:"joined" schema:"type=date"`
	//
	// 	// TeamID belongs to Team.
	// }
	//
	// CREATE VIEW public.loners AS
	// SELECT users.id
	// FROM public.users
	// WHERE users.team_id IS NULL;
}
