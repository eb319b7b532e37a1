package postgres_test

import (
	"context"
	"errors"
	"fmt"
	"log"
	"testing"

	"github.com/jackc/pgx/v5"

	"github.com/schemadiff/schemadiff/dialects/postgres"
	"github.com/schemadiff/schemadiff/inspect"
	"github.com/schemadiff/schemadiff/internal/pgtest"
	"github.com/schemadiff/schemadiff/model"
)

// pgxConn is all that it takes to inspect through a driver, here pgx.
type pgxConn struct{ *pgx.Conn }

// Exec implements [inspect.Conn].
func (c pgxConn) Exec(ctx context.Context, sql string) error {
	_, err := c.PgConn().Exec(ctx, sql).ReadAll()
	return err
}

// Batch implements [inspect.Conn].
func (c pgxConn) Batch(ctx context.Context, queries []inspect.Query, each func(int, inspect.Rows) error) (err error) {
	batch := &pgx.Batch{}
	for _, q := range queries {
		batch.Queue(q.SQL, q.Args...)
	}
	results := c.SendBatch(ctx, batch)
	defer func() { err = errors.Join(err, results.Close()) }()
	for i := range queries {
		rows, err := results.Query()
		if err != nil {
			return err
		}
		if err := each(i, rows); err != nil {
			rows.Close()
			return err
		}
		rows.Close()
		if err := rows.Err(); err != nil {
			return err
		}
	}
	return nil
}

// A live database is read through the caller's own connection; pgxConn, above,
// is what pgx needs for it.
func ExampleInspect() {
	ctx := context.Background()
	conn, err := pgx.Connect(ctx, "postgres://app@db.example.com/shop")
	if err != nil {
		log.Fatal(err)
	}
	defer conn.Close(ctx)
	schema, err := postgres.Inspect(ctx, pgxConn{conn}, postgres.InspectOptions{})
	if err != nil {
		log.Fatal(err)
	}
	for _, table := range schema.Tables {
		fmt.Println(table.QName())
	}
}

// TestInspect runs what the example shows.
func TestInspect(t *testing.T) {
	ctx := t.Context()
	db := pgtest.New(t, 15)
	if err := db.Execute(ctx, "CREATE SCHEMA shop; CREATE TABLE shop.orders (id int)"); err != nil {
		t.Fatal(err)
	}
	schema, err := postgres.Inspect(ctx, pgxConn{db.Conn()}, postgres.InspectOptions{})
	if err != nil {
		t.Fatal(err)
	}
	if len(schema.Tables) != 1 || schema.Tables[0].QName() != (model.QName{Schema: "shop", Name: "orders"}) {
		t.Errorf("the tables are %v", schema.Tables)
	}
}
