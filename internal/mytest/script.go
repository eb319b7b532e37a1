package mytest

import (
	"context"
	"fmt"
	"strings"

	"github.com/schemadiff/schemadiff/inspect/sqlfile"
	"github.com/schemadiff/schemadiff/internal/mysqlconn"
)

// ExecuteStatements runs a script statement by statement on a connection of its
// own, stopping at the first error. What a script says about databases is passed
// over: they are neither created nor dropped nor changed to.
func (d *Database) ExecuteStatements(ctx context.Context, text string) error {
	script, errs := sqlfile.Split(sqlfile.Source{Name: "script", Text: text}, sqlfile.MySQL())
	if err := errs.Err(); err != nil {
		return err
	}
	conn, err := mysqlconn.Open(ctx, d.url)
	if err != nil {
		return err
	}
	defer conn.Close()
	// Dumps have tables in any order.
	if err := conn.Exec(ctx, "SET foreign_key_checks = 0"); err != nil {
		return err
	}
	for i := range script.Statements {
		statement := &script.Statements[i]
		if statement.Kind != sqlfile.SQL || aboutDatabases(statement.Text) {
			continue
		}
		if err := conn.Exec(ctx, statement.Text); err != nil {
			return fmt.Errorf("%v: %w\n%.2000s", script.Pos(statement.Offset), err, statement.Text)
		}
	}
	return nil
}

func aboutDatabases(text string) bool {
	lexer := sqlfile.NewLexer(text, sqlfile.MySQL())
	var words [2]string
	for i := range words {
		token := lexer.Significant()
		for token.Kind == sqlfile.Conditional {
			token = lexer.Significant()
		}
		words[i] = strings.ToLower(text[token.Start:token.End])
	}
	if words[0] == "use" {
		return true
	}
	return (words[0] == "create" || words[0] == "drop" || words[0] == "alter") && (words[1] == "database" || words[1] == "schema")
}
