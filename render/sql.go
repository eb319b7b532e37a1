package render

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/schemadiff/schemadiff/diff"
	"github.com/schemadiff/schemadiff/model"
)

// WriteSQL writes the migration of a report as a script: the statements in
// their order, with the transactions that they need, and in comments what a
// reviewer must know. The script runs as it is, statement by statement; it must
// stop at the first error.
func WriteSQL(w io.Writer, r Report) error {
	s := &script{told: map[risk]bool{}}
	s.migration(r)
	if _, err := io.WriteString(w, s.b.String()); err != nil {
		return fmt.Errorf("writing the migration: %w", err)
	}
	return nil
}

// WriteSchema writes a schema as [DDL] does, and in comments at the end what it
// holds and DDL can't make yet.
func WriteSchema(w io.Writer, schema model.Schema, dialect Dialect) error {
	text, err := DDL(schema, dialect)
	if err != nil {
		return err
	}
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
	b    strings.Builder
	told map[risk]bool
}

func (s *script) line(text string) {
	s.b.WriteString(text)
	s.b.WriteByte('\n')
}

// comment writes a comment of one line, whatever a name in it holds. It never
// has the form of a file's mark in a txtar archive, so that scripts can be kept
// in one.
func (s *script) comment(text string) {
	text = visible(text)
	if strings.HasSuffix(text, " --") {
		text += "."
	}
	s.line("-- " + text)
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
		s.comment("Read it before you run it, and let it stop at the first error: psql -v ON_ERROR_STOP=1 -f FILE")
	}
	s.losses(plan)
	if len(plan.Remade) > 0 {
		s.comment("Dropped and created again as they are, because of what they use:")
		for _, title := range kindsOf(r.Result).titles(plan.Remade) {
			s.comment("  " + title)
		}
	}
	s.unwritten(r.Result)
	for _, g := range plan.Groups {
		s.group(g)
	}
}

// losses lists what is destroyed, and what the way back does not bring back.
func (s *script) losses(plan Plan) {
	if len(plan.Losses) == 0 {
		return
	}
	s.comment("What cannot be undone:")
	for _, l := range plan.Losses {
		s.comment("  " + l.Object.String() + ": " + l.Text)
	}
}

// unwritten lists the differences that no statement removes.
func (s *script) unwritten(r diff.Result) {
	begun := false
	for _, c := range r.Changes {
		u, ok := c.(diff.Unsupported)
		if !ok {
			continue
		}
		if !begun {
			s.comment("These differences stay, since there is no statement for them:")
			begun = true
		}
		s.comment("  " + u.ID.String() + prefixed(", ", string(u.Facet)) + ": " + u.Reason)
	}
}

func (s *script) group(g Group) {
	if len(g.Statements) == 0 {
		return
	}
	s.line("")
	if g.Transactional {
		s.line("BEGIN;")
	} else {
		s.comment("Each of these runs on its own, outside a transaction.")
	}
	for _, st := range g.Statements {
		s.line("")
		s.locks(st)
		s.risks(st.Hazards)
		s.line(st.SQL)
	}
	if g.Transactional {
		s.line("")
		s.line("COMMIT;")
	}
}

func (s *script) locks(st Statement) {
	var parts []string
	for _, l := range st.LockedTables {
		text := l.Mode + " on " + l.Table.String()
		if slices.Contains(st.Rewrites, l.Table) {
			text += ", rewrites it"
		} else if slices.Contains(st.Scans, l.Table) {
			text += ", reads all of it"
		}
		parts = append(parts, text)
	}
	if len(parts) > 0 {
		s.comment("lock: " + strings.Join(parts, "; "))
	}
}

func (s *script) risks(list []Hazard) {
	here := map[risk]bool{}
	for _, h := range list {
		r := risk{h.Code, h.Text}
		if here[r] {
			continue // of another object of the same statement
		}
		if here[r] = true; s.told[r] {
			s.comment(codeWords(h.Code) + ": as above")
		} else {
			s.comment(codeWords(h.Code) + ": " + h.Text)
		}
		s.told[r] = true
	}
}

// codeWords writes a code for people: "data loss".
func codeWords(c Code) string { return strings.ReplaceAll(strings.ToLower(string(c)), "_", " ") }
