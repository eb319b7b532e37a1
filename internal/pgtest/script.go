package pgtest

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"github.com/schemadiff/schemadiff/inspect/sqlfile"
)

// ExecuteScript runs a script as psql does: each statement in a transaction of
// its own, on a connection of its own, with the data of COPY … FROM stdin,
// stopping at the first error. What a script says about the world outside of
// the database is adapted to a server that tests share: databases are neither
// created, dropped, altered nor changed to, roles aren't dropped, and a role
// that exists already is as good as a new one. psql's backslash commands and
// timeouts that the server doesn't know are passed over.
func (d *Database) ExecuteScript(ctx context.Context, text string) error {
	return d.executeScript(ctx, text, false)
}

// ExecuteTransaction is ExecuteScript in one transaction.
func (d *Database) ExecuteTransaction(ctx context.Context, text string) error {
	return d.executeScript(ctx, text, true)
}

func (d *Database) executeScript(ctx context.Context, text string, transaction bool) (err error) {
	script, errs := sqlfile.Split(sqlfile.Source{Name: "script", Text: text}, sqlfile.Postgres())
	if err := errs.Err(); err != nil {
		return err
	}
	conn, err := pgx.Connect(ctx, d.url)
	if err != nil {
		return fmt.Errorf("connecting to %s: %w", d.name, err)
	}
	defer conn.Close(ctx) // ends a transaction that is left open
	if transaction {
		if _, err := conn.Exec(ctx, "BEGIN"); err != nil {
			return err
		}
	}
	for i := range script.Statements {
		statement := &script.Statements[i]
		if statement.Kind != sqlfile.SQL || outside(statement) {
			continue
		}
		if statement.Conformed { // the server reads the script's own spelling
			statement.Text = script.Source.Text[statement.Offset : statement.Offset+len(statement.Text)]
		}
		if err := execute(ctx, conn.PgConn(), script, statement); err != nil && !harmless(err, statement) {
			return fmt.Errorf("%v: %w\n%s", script.Pos(statement.Offset), err, shorten(statement.Text))
		}
	}
	if transaction {
		_, err = conn.Exec(ctx, "COMMIT")
	}
	return err
}

// execute sends one statement, and the lines that follow it if it asks for
// data.
func execute(ctx context.Context, conn *pgconn.PgConn, script *sqlfile.Script, statement *sqlfile.Statement) error {
	data, ok := copyData(script, statement)
	if ok {
		_, err := conn.CopyFrom(ctx, strings.NewReader(data), statement.Text)
		return err
	}
	return conn.Exec(ctx, statement.Text).Close()
}

// copyData returns the lines between a COPY and its "\.".
func copyData(script *sqlfile.Script, statement *sqlfile.Statement) (string, bool) {
	if !sqlfile.IsWord(statement.FirstWord(), "copy") {
		return "", false
	}
	rest := script.Source.Text[statement.Offset+len(statement.Text) : statement.End]
	_, data, found := strings.Cut(rest, "\n")
	if !found {
		return "", false
	}
	end := strings.LastIndex(data, `\.`)
	if end < 0 {
		return "", false
	}
	return data[:end], true
}

// outside says whether a statement is about databases or drops roles.
func outside(statement *sqlfile.Statement) bool {
	verb, object := firstWords(statement)
	switch {
	case sqlfile.IsWord(object, "database"):
		return sqlfile.IsWord(verb, "create") || sqlfile.IsWord(verb, "drop") || sqlfile.IsWord(verb, "alter")
	case sqlfile.IsWord(object, "role"), sqlfile.IsWord(object, "user"), sqlfile.IsWord(object, "group"):
		return sqlfile.IsWord(verb, "drop") && !strings.Contains(strings.ToLower(statement.Text), "mapping")
	}
	return false
}

// harmless says whether an error is only that a role exists, or that a session
// setting of a newer version doesn't, as in dumps that a newer pg_dump made.
func harmless(err error, statement *sqlfile.Statement) bool {
	const duplicateObject, undefinedObject = "42710", "42704"
	var failure *pgconn.PgError
	if !errors.As(err, &failure) {
		return false
	}
	verb, object := firstWords(statement)
	switch failure.Code {
	case duplicateObject:
		return sqlfile.IsWord(verb, "create") && (sqlfile.IsWord(object, "role") || sqlfile.IsWord(object, "user"))
	case undefinedObject:
		return sqlfile.IsWord(verb, "set") && strings.HasSuffix(object, "_timeout")
	}
	return false
}

// firstWords returns the first two words of a statement.
func firstWords(statement *sqlfile.Statement) (first, second string) {
	lexer := sqlfile.NewLexer(statement.Text, sqlfile.Postgres())
	one, two := lexer.Significant(), lexer.Significant()
	return statement.Text[one.Start:one.End], statement.Text[two.Start:two.End]
}
