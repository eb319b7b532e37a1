package corpus

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/schemadiff/schemadiff/inspect/sqlfile"
	"github.com/schemadiff/schemadiff/internal/pgtest"
)

// Load builds a schema in an empty database. If the schema needs a newer server
// or an extension that the server doesn't have, the test skips.
func Load(tb testing.TB, db *pgtest.DB, schema Schema) {
	tb.Helper()
	if reason := tooOld(schema.Name, db.Major()); reason != "" {
		tb.Skipf("%s needs a newer version than %d: %s", schema.Name, db.Major(), reason)
	}
	script := split(tb, schema.Name, schema.Read(tb))
	if missing := missingExtensions(tb, db, script); len(missing) > 0 {
		tb.Skipf("%s needs what this server of version %d doesn't have: extension %s", schema.Name, db.Major(), strings.Join(missing, ", "))
	}
	if err := db.ExecuteScript(context.Background(), withoutHalfOfTheRows(script)); err != nil {
		tb.Fatalf("loading %s: %v", schema.Name, err)
	}
}

func split(tb testing.TB, name, text string) *sqlfile.Script {
	tb.Helper()
	script, errs := sqlfile.Split(sqlfile.Source{Name: name, Text: text}, sqlfile.Postgres())
	if err := errs.Err(); err != nil {
		tb.Fatal(err)
	}
	return script
}

// withoutHalfOfTheRows returns the script without its INSERTs if other rows
// come from files that the corpus doesn't have, since then neither foreign keys
// nor later statements find all that they rely on.
func withoutHalfOfTheRows(script *sqlfile.Script) string {
	if !slices.ContainsFunc(script.Statements, copiesFile) {
		return script.Source.Text
	}
	var text strings.Builder
	for i := range script.Statements {
		if statement := &script.Statements[i]; !sqlfile.IsWord(statement.FirstWord(), "insert") {
			text.WriteString(script.Source.Text[statement.Begin:statement.End])
		}
	}
	return text.String()
}

func copiesFile(statement sqlfile.Statement) bool {
	name, arguments := statement.CommandName()
	return statement.Kind == sqlfile.Command && name == "copy" && !strings.Contains(strings.ToLower(arguments), " from stdin")
}

// missingExtensions lists the extensions that a script creates and the server
// can't.
func missingExtensions(tb testing.TB, db *pgtest.DB, script *sqlfile.Script) []string {
	tb.Helper()
	var missing []string
	for i := range script.Statements {
		name := createdExtension(script.Statements[i].Text)
		if name == "" {
			continue
		}
		var available bool
		err := db.Conn().QueryRow(context.Background(),
			"SELECT EXISTS (SELECT FROM pg_available_extensions WHERE name = $1)", name).Scan(&available)
		if err != nil {
			tb.Fatal(err)
		}
		if !available {
			missing = append(missing, name)
		}
	}
	return missing
}

// createdExtension returns the name in CREATE EXTENSION [IF NOT EXISTS] name,
// "" in other statements.
func createdExtension(statement string) string {
	lexer := sqlfile.NewLexer(statement, sqlfile.Postgres())
	for _, word := range []string{"create", "extension"} {
		token := lexer.Significant()
		if !sqlfile.IsWord(statement[token.Start:token.End], word) {
			return ""
		}
	}
	for {
		token := lexer.Significant()
		text := statement[token.Start:token.End]
		switch {
		case token.Kind == sqlfile.Quoted:
			return strings.Trim(text, `"`)
		case sqlfile.IsWord(text, "if"), sqlfile.IsWord(text, "not"), sqlfile.IsWord(text, "exists"):
		default:
			return strings.ToLower(text)
		}
	}
}

// Apply takes the steps from one position of a history to another: with from
// less than to the steps from, …, to-1 forward, else the steps from-1, …, to
// backward. Each step is one transaction, except where that can't be.
func Apply(tb testing.TB, db *pgtest.DB, history History, from, to int) {
	tb.Helper()
	for ; from < to; from++ {
		step := history.Steps[from]
		run(tb, db, fmt.Sprintf("step %d of %s, %s", from, history.Name, step.Name), step.ReadUp(tb), step.Autocommit)
	}
	for ; from > to; from-- {
		step := history.Steps[from-1]
		run(tb, db, fmt.Sprintf("taking back step %d of %s, %s", from-1, history.Name, step.Name), step.ReadDown(tb), step.Autocommit)
	}
}

// TakeBack runs the down script of one step of a history and returns why the
// server refused it: not all that are published work. One that runs in a
// transaction leaves nothing behind then.
func TakeBack(tb testing.TB, db *pgtest.DB, step Step) error {
	tb.Helper()
	return try(tb, db, "taking back "+step.Name, step.ReadDown(tb), step.Autocommit)
}

func run(tb testing.TB, db *pgtest.DB, what, text string, autocommit bool) {
	tb.Helper()
	if err := try(tb, db, what, text, autocommit); err != nil {
		tb.Fatal(err)
	}
}

func try(tb testing.TB, db *pgtest.DB, what, text string, autocommit bool) error {
	tb.Helper()
	script, errs := sqlfile.Split(sqlfile.Source{Name: what, Text: text}, sqlfile.Postgres())
	if err := errs.Err(); err != nil {
		return err
	}
	execute := db.ExecuteTransaction
	if autocommit || slices.ContainsFunc(script.Statements, concurrent) {
		execute = db.ExecuteScript
	}
	if err := execute(context.Background(), text); err != nil {
		return fmt.Errorf("%s: %w", what, err)
	}
	return nil
}

// concurrent says whether a statement can't run in a transaction: one that
// builds or drops an index concurrently.
func concurrent(statement sqlfile.Statement) bool {
	lexer := sqlfile.NewLexer(statement.Text, sqlfile.Postgres())
	index := false
	for token := lexer.Significant(); token.Kind != sqlfile.EOF; token = lexer.Significant() {
		text := statement.Text[token.Start:token.End]
		if index && sqlfile.IsWord(text, "concurrently") {
			return true
		}
		index = sqlfile.IsWord(text, "index")
	}
	return false
}
