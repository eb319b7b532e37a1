package laws

import (
	"context"
	"fmt"
	"strings"

	"github.com/schemadiff/schemadiff/inspect/sqlfile"
	"github.com/schemadiff/schemadiff/internal/pgtest"
)

// Script is the text of a schema.
type Script struct {
	Name string
	// Statements are single statements without semicolons. A script without
	// any is Text, which may be all that psql takes.
	Statements []string
	Text       string
	// Files, if set, is how the text is cut into files for the reader.
	Files []sqlfile.Source
}

// SQL is the whole text.
func (s Script) SQL() string {
	if s.Statements == nil {
		return s.Text
	}
	if len(s.Statements) == 0 {
		return ""
	}
	return strings.Join(s.Statements, ";\n") + ";\n"
}

// Sources is the text as files for the reader.
func (s Script) Sources() []sqlfile.Source {
	if s.Files != nil {
		return s.Files
	}
	return []sqlfile.Source{{Name: s.Name + ".sql", Text: s.SQL()}}
}

// Load runs the script in a database.
func (s Script) Load(ctx context.Context, db *pgtest.Database) error {
	if s.Statements == nil {
		return db.ExecuteScript(ctx, s.Text)
	}
	for _, statement := range s.Statements {
		if err := db.Execute(ctx, statement); err != nil {
			return fmt.Errorf("%w in\n%s", err, statement)
		}
	}
	return nil
}

// with is the script of other statements.
func (s Script) with(statements []string) Script {
	return Script{Name: s.Name, Statements: statements}
}
