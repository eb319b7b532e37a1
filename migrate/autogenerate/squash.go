package autogenerate

import (
	"fmt"
	"slices"
	"strings"

	"github.com/schemadiff/schemadiff/inspect/sqlfile"
	"github.com/schemadiff/schemadiff/migrate/graph"
	"github.com/schemadiff/schemadiff/migrate/script"
)

// Prefix is the beginning of a history, up to one revision.
type Prefix struct {
	// Last is the revision at its end, Scripts are all of it in the order in which
	// they run, Last at the end.
	Last    string
	Scripts []script.Script
}

// SquashError says why a beginning of the history can't become one revision.
type SquashError struct {
	Last string
	// Inside are revisions of the beginning that others follow or depend on.
	Inside, Followers []string
}

// Error implements error.
func (e *SquashError) Error() string {
	return fmt.Sprintf("squashing all up to %s: %s would lose what they follow: %s",
		e.Last, strings.Join(e.Followers, ", "), strings.Join(e.Inside, ", "))
}

// Hint says what to do.
func (e *SquashError) Hint() string {
	return "squash up to a revision that everything later goes through: where branches begin, or where they have been merged"
}

// PrefixOf collects a revision and all that must run before it. The error is a
// [SquashError] if a later revision follows another one of these.
func PrefixOf(g *graph.Graph, scripts []script.Script, last string) (Prefix, error) {
	ids := append([]string{last}, g.Ancestors(last)...)
	inside := make(map[string]bool, len(ids))
	for _, id := range ids {
		inside[id] = true
	}
	e := &SquashError{Last: last}
	for _, id := range ids[1:] {
		for _, follower := range append(g.Children(id), g.Dependents(id)...) {
			if !inside[follower] {
				e.Inside, e.Followers = append(e.Inside, id), append(e.Followers, follower)
			}
		}
	}
	if len(e.Inside) > 0 {
		slices.Sort(e.Followers)
		e.Followers = slices.Compact(e.Followers)
		return Prefix{}, e
	}
	return Prefix{Last: last, Scripts: InOrder(scripts, ids)}, nil
}

// Baseline returns the header of the revision that stands for the prefix: its ID
// is that of the last one, so that databases which are there or further need not
// know, and it names all of them with their checksums.
func (p Prefix) Baseline() script.Script {
	s := script.Script{Revision: graph.Revision{ID: p.Last}}
	for _, old := range p.Scripts {
		s.Labels = append(s.Labels, old.Labels...)
		s.Squashes = append(append(s.Squashes, old.Squashes...), script.Squashed{ID: old.ID, Checksum: old.Checksum})
		s.Created = old.Created
		s.Path, s.DownPath = old.Path, old.DownPath
	}
	slices.Sort(s.Labels)
	s.Labels = slices.Compact(s.Labels)
	s.Message = fmt.Sprintf("all up to %s, squashed", p.Last)
	return s
}

// Dialect is what must be known of a database product to tell statements apart.
type Dialect interface {
	Syntax() sqlfile.Syntax
	// Sets says whether a statement does nothing but set something for the session.
	Sets(sql string) bool
}

// RowStatements lists the statements of the prefix that write rows, or may: a
// schema holds none, so that a baseline is without them.
func (p Prefix) RowStatements(d Dialect) []script.Statement {
	var list []script.Statement
	for _, s := range p.Scripts {
		for _, st := range s.Up.Statements {
			idle := st.Copy && st.Data == "" || d.Sets(st.SQL)
			if st.RowsOnly || st.Repeat || !idle && writesRows(st.SQL, d.Syntax()) {
				list = append(list, st)
			}
		}
	}
	return list
}

// writesRows says whether the first word of a statement is one of those that
// write rows, or run code that may.
func writesRows(sql string, syntax sqlfile.Syntax) bool {
	lexer := sqlfile.NewLexer(sql, syntax)
	first := lexer.Significant()
	switch strings.ToLower(sql[first.Start:first.End]) {
	case "insert", "update", "delete", "merge", "replace", "copy", "truncate", "load", "do", "call", "execute", "with", "select":
		return true
	case "create":
		return makesFilled(lexer)
	}
	return false
}

// makesFilled says whether what follows CREATE makes a table that has the rows of a
// query, and isn't gone with the session.
func makesFilled(lexer *sqlfile.Lexer) bool {
	depth, table, query := 0, false, false
	var last [3]string
	for t := lexer.Significant(); t.Kind != sqlfile.EOF; t = lexer.Significant() {
		word := strings.ToLower(lexer.Text[t.Start:t.End])
		last = [3]string{last[1], last[2], word}
		switch {
		case !table && (word == "table" || word == "or" || word == "replace" || word == "unlogged"):
			table = word == "table"
		case !table:
			return false
		case word == "(":
			depth++
		case word == ")":
			depth--
		case depth == 0 && t.Kind == sqlfile.Word:
			query = query || word == "as" || word == "select"
		}
	}
	return query && last != [3]string{"with", "no", "data"}
}
