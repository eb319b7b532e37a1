// Package op is for revisions that are written in Go: typed operations that
// create, alter and drop what a schema is made of, each with its reverse, and an
// interface to ask the database.
//
//	var AddEmail = op.Revision{
//		ID:      "20261120_103000_a1b2c3d4",
//		Revises: []string{"20261119_090000_0badcafe"},
//		Message: "add the users' e-mail addresses",
//		Up: func(ctx context.Context, o *op.Operations) error {
//			return o.Do(
//				op.AddColumn{Table: "users", Column: op.Column{Name: "email", Type: "text"}},
//				op.CreateIndex{Name: "users_email_idx", Table: "users", Columns: op.Columns("email"), Concurrently: true},
//			)
//		},
//		Down: func(ctx context.Context, o *op.Operations) error {
//			return o.Do(op.DropColumn{Table: "users", Name: "email"})
//		},
//	}
//
// The revisions are handed to the runner with [migrate.Go], and stand in one
// graph with those of SQL files. No list of them is kept anywhere else.
//
// # When the functions are called
//
// Up and Down are called without a database first, to learn their statements:
// what they record with [Operations.Do] is run, resumed, shown, checked for edits
// and written as a script as the statements of a file are. So they must do the
// same each time they are called, and have no other effect.
//
// What runs code, such as a computation over rows, is an operation as well:
// [Code] and [RepeatCode]. It runs at its turn between the statements.
//
// A function that asks the database itself ([Operations.HasColumn],
// [Operations.Query], …) is run as a whole when its turn comes, in one
// transaction, and may be called again if another session was in the way. It
// can't be written as a script, and what doesn't run in a transaction has no
// place in it. Its operations run at once.
package op
