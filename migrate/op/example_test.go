package op_test

import (
	"context"
	"fmt"
	"log"
	"os"
	"testing/fstest"

	"github.com/schemadiff/schemadiff/migrate"
	"github.com/schemadiff/schemadiff/migrate/graph"
	"github.com/schemadiff/schemadiff/migrate/op"
	"github.com/schemadiff/schemadiff/migrate/pgxmigrate"
	"github.com/schemadiff/schemadiff/migrate/script"
)

// AddEmail is a revision of an application; a file of its own, as a rule.
var AddEmail = op.Revision{
	ID:      "add_email",
	Message: "add the users' e-mail addresses",
	Revises: []string{"users"},
	Up:      addEmail,
	Down:    op.Back(addEmail),
}

func addEmail(_ context.Context, o *op.Operations) error {
	return o.Do(
		op.AddColumn{Table: "users", Column: op.Column{Name: "email", Type: "text"}},
		op.CreateIndex{Table: "users", Name: "users_email", Columns: op.Columns("email"), Concurrently: true},
	)
}

// The revisions in Go are handed to the runner beside the files.
func Example() {
	files := fstest.MapFS{"users.sql": &fstest.MapFile{Data: []byte(`-- schemadiff: revision users
-- revises: base

-- schemadiff: up
CREATE TABLE users (id bigint PRIMARY KEY);

-- schemadiff: down
DROP TABLE users;
`)}}
	m, err := migrate.New(files, pgxmigrate.Address(os.Getenv("DATABASE_URL")), migrate.Go(AddEmail))
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(m.Graph().Heads())
	var script printed
	if err := m.Script(&script, graph.Down, []string{"add_email"}, "users"); err != nil {
		log.Fatal(err)
	}
	for _, line := range script.lines("DROP", "ALTER") {
		fmt.Println(line)
	}
	// Output:
	// [add_email]
	// DROP INDEX CONCURRENTLY "users_email";
	// ALTER TABLE "users" DROP COLUMN "email";
}

// A revision may look what is there, and work on rows in Go. Then it runs in one
// transaction, and no script can be written of it.
func ExampleOperations_HasColumn() {
	_ = op.Revision{
		ID: "shorten_names",
		Up: func(_ context.Context, o *op.Operations) error {
			has, err := o.HasColumn("", "users", "nickname")
			if err != nil || !has {
				return err
			}
			ids, err := op.Values[int64](o, "SELECT id FROM users WHERE length(nickname) > $1", 20)
			if err != nil {
				return err
			}
			for _, id := range ids {
				if _, err := o.Exec("UPDATE users SET nickname = left(nickname, 20) WHERE id = $1", id); err != nil {
					return err
				}
			}
			return o.Do(op.AlterColumn{Table: "users", Name: "nickname", Type: "varchar(20)", WasType: "text"})
		},
	}
}

// Many rows are changed some at a time, each time in a transaction of its own:
// by a statement, or by code.
func ExampleRepeatCode() {
	_ = op.Revision{
		ID: "hash_tokens",
		Up: func(_ context.Context, o *op.Operations) error {
			return o.Do(
				op.AddColumn{Table: "sessions", Column: op.Column{Name: "digest", Type: "bytea"}},
				op.BatchedUpdate{
					Table: "sessions", Where: "expired IS NULL", Size: 5000,
					Set: []op.Assignment{{Column: "expired", Value: false}},
				},
				op.RepeatCode{Name: "hash the tokens", Run: hashTokens},
				op.AlterColumn{Table: "sessions", Name: "digest", NotNull: op.Set},
			)
		},
	}
}

func hashTokens(_ context.Context, o *op.Operations) (int64, error) {
	tokens, err := op.Values[string](o, "SELECT token FROM sessions WHERE digest IS NULL LIMIT 1000 FOR UPDATE")
	if err != nil {
		return 0, err
	}
	for _, token := range tokens {
		if _, err := o.Exec("UPDATE sessions SET digest = $2 WHERE token = $1", token, hash(token)); err != nil {
			return 0, err
		}
	}
	return int64(len(tokens)), nil
}

// What is replaced as a whole has its definition in the code, once for each
// version: the way back brings the one before.
func ExampleReplaceObject() {
	totals1 := op.Object{Kind: op.View, Name: "totals", Definition: "AS SELECT sum(amount) AS total FROM payments"}
	totals2 := op.Object{Kind: op.View, Name: "totals", Definition: "AS SELECT sum(amount) AS total, count(*) AS payments FROM payments"}
	up := func(_ context.Context, o *op.Operations) error {
		return o.Do(op.ReplaceObject{From: totals1, To: totals2})
	}
	show(op.Revision{ID: "count_payments", Up: up, Down: op.Back(up)})
	// Output:
	// up    DROP VIEW "totals"
	// up    CREATE VIEW "totals" AS SELECT sum(amount) AS total, count(*) AS payments FROM payments
	// down  DROP VIEW "totals"
	// down  CREATE VIEW "totals" AS SELECT sum(amount) AS total FROM payments
}

// AddRole is an operation of one's own, with its reverse.
type AddRole struct{ Name string }

// Statements implements [op.Operation].
func (r AddRole) Statements(d op.Dialect) ([]script.Statement, error) {
	return op.SQL("CREATE ROLE " + d.QuoteIdent(r.Name)), nil
}

// Reverse implements [op.Reversible].
func (r AddRole) Reverse() (op.Operation, error) { return RemoveRole(r), nil }

// RemoveRole takes it back.
type RemoveRole struct{ Name string }

// Statements implements [op.Operation].
func (r RemoveRole) Statements(d op.Dialect) ([]script.Statement, error) {
	return op.SQL("DROP ROLE " + d.QuoteIdent(r.Name)), nil
}

// Reverse implements [op.Reversible].
func (r RemoveRole) Reverse() (op.Operation, error) { return AddRole(r), nil }

// Operations of one's own are types with statements, and perhaps a reverse.
func ExampleOperation() {
	up := func(_ context.Context, o *op.Operations) error {
		return o.Do(AddRole{Name: "Reader"})
	}
	show(op.Revision{ID: "reader", Up: up, Down: op.Back(up)})
	// Output:
	// up    CREATE ROLE "Reader"
	// down  DROP ROLE "Reader"
}
