package render

import (
	"cmp"
	"fmt"
	"io"
	"strings"

	"github.com/schemadiff/schemadiff/model"
)

// WriteSQL writes the migration of a report as a script: the statements in
// their order, with the transactions that they need, and in comments what a
// reviewer must know. The script runs as it is, statement by statement; it must
// stop at the first error.
func WriteSQL(w io.Writer, r Report) error {
	s := &script{client: r.Client}
	s.migration(r)
	if _, err := io.WriteString(w, s.b.String()); err != nil {
		return fmt.Errorf("writing the migration: %w", err)
	}
	return nil
}

// Client writes a statement with its end, as the program wants it that runs scripts:
// some cut them at every semicolon. Nil: a semicolon is all.
type Client func(statement string) string

// ended writes a statement of a plan, which has its semicolon.
func (c Client) ended(sql string) string {
	if statement, found := strings.CutSuffix(sql, ";"); found && c != nil {
		return c(statement)
	}
	return sql
}

// WriteSchema writes a schema as [DDL] does, for a client, and in comments at the end
// what it holds and DDL can't make yet.
func WriteSchema(w io.Writer, schema model.Schema, dialect Dialect, client Client) error {
	plan, err := ddl(schema, dialect)
	if err != nil {
		return err
	}
	text := plan.script(client)
	s := &script{}
	s.b.WriteString(text)
	if len(schema.Unsupported) > 0 {
		if text != "" {
			s.line("")
		}
		s.comment("This schema also has what can't be written yet:")
		for _, u := range schema.Unsupported {
			s.comment("  " + u.ID.String())
		}
	}
	if _, err := io.WriteString(w, s.b.String()); err != nil {
		return fmt.Errorf("writing the schema: %w", err)
	}
	return nil
}

// script collects the lines of a script.
type script struct {
	b       strings.Builder
	remarks Remarks
	client  Client
}

func (s *script) line(text string) {
	s.b.WriteString(text)
	s.b.WriteByte('\n')
}

// comment writes comments of one line each, whatever a name in them holds.
func (s *script) comment(lines ...string) {
	for _, line := range lines {
		s.line("-- " + remark(line))
	}
}

func (s *script) migration(r Report) {
	if r.Result.Empty() {
		s.comment("No differences between " + r.From + " and " + r.To + ".")
		return
	}
	s.comment("From " + r.From + " to " + r.To + prefixed(", for ", r.Server) + ".")
	plan := r.Migration.Up
	if plan.Empty() {
		s.comment("There is nothing to run.")
	} else {
		s.comment(planPhrase(plan) + ".")
		s.comment("Read it before you run it, and let it stop at the first error" + prefixed(": ", r.Run))
	}
	s.comment(r.Remarks()...)
	for _, g := range plan.Groups {
		s.group(g, cmp.Or(r.Begin, "BEGIN"))
	}
}

func (s *script) group(g Group, begin string) {
	if len(g.Statements) == 0 {
		return
	}
	s.line("")
	if g.Transactional {
		s.line(begin + ";")
	} else {
		s.comment("Each of these runs on its own, outside a transaction.")
	}
	for _, st := range g.Statements {
		s.line("")
		s.comment(s.remarks.Of(st)...)
		s.line(s.client.ended(st.SQL))
	}
	if g.Transactional {
		s.line("")
		s.line("COMMIT;")
	}
}
