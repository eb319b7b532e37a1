package gostruct

import (
	"maps"
	"slices"
	"strings"

	"github.com/schemadiff/schemadiff/inspect/sqlfile"
	"github.com/schemadiff/schemadiff/model"
)

// nameHint says how names are written.
const nameHint = `a name that is no plain word stands in double quotes`

// scanner reads names and what is between them.
type scanner struct {
	t     text
	lexer *sqlfile.Lexer
	token sqlfile.Token
}

func (r *reader) scan(t text) *scanner {
	s := &scanner{t: t, lexer: sqlfile.NewLexer(t.s, r.dialect.Syntax())}
	s.next()
	return s
}

func (s *scanner) next() { s.token = s.lexer.Next() }

func (s *scanner) word() string { return s.t.s[s.token.Start:s.token.End] }

// accept passes over a character.
func (s *scanner) accept(word string) bool {
	if s.token.Kind == sqlfile.EOF || s.word() != word {
		return false
	}
	s.next()
	return true
}

func (s *scanner) atEnd() bool { return s.token.Kind == sqlfile.EOF }

// name reads a name as it is to be in the database: small and capital letters
// count.
func (s *scanner) name() (text, bool) {
	found := s.t.cut(s.token.Start, s.token.End)
	switch {
	case s.token.Kind == sqlfile.Word && !strings.ContainsAny(found.s, `'"`):
	case s.token.Kind == sqlfile.Quoted && !s.token.Open && len(found.s) > 2:
		found = unquoteName(found)
	default:
		return found, false
	}
	s.next()
	return found, true
}

// dotted reads names with dots between them.
func (s *scanner) dotted() (parts []text, ok bool) {
	for {
		part, ok := s.name()
		if !ok {
			return nil, false
		}
		parts = append(parts, part)
		if !s.accept(".") {
			return parts, true
		}
	}
}

// unquoteName removes the double quotes of a name.
func unquoteName(t text) text {
	out := text{lines: t.lines}
	var b strings.Builder
	for i := 1; i < len(t.s)-1; i++ {
		if t.s[i] == '"' {
			i++ // the first of two
		}
		b.WriteByte(t.s[i])
		out.at = append(out.at, t.at[i])
	}
	out.s, out.at = b.String(), append(out.at, t.at[len(t.s)-1])
	return out
}

// splitNames reads a list of names.
func (r *reader) splitNames(t text) []text {
	s := r.scan(t)
	var list []text
	for {
		name, ok := s.name()
		if !ok {
			break
		}
		list = append(list, name)
		if s.atEnd() {
			return list
		}
		if !s.accept(",") {
			break
		}
	}
	r.fail(t.place(min(s.token.Start, len(t.s))), nameHint, "%q isn't a list of names", t.s)
	return list
}

// splitQualified reads a list of names that may have a schema before them.
func (r *reader) splitQualified(t text) [][]text {
	s := r.scan(t)
	var list [][]text
	for {
		parts, ok := s.dotted()
		if !ok || len(parts) > 2 {
			break
		}
		list = append(list, parts)
		if s.atEnd() {
			return list
		}
		if !s.accept(",") {
			break
		}
	}
	r.fail(t.place(min(s.token.Start, len(t.s))), nameHint, "%q isn't a list of names", t.s)
	return list
}

// splitDots reads a name of up to so many parts.
func (r *reader) splitDots(t text, most int) []text {
	s := r.scan(t)
	parts, ok := s.dotted()
	if ok && s.atEnd() && len(parts) <= most {
		return parts
	}
	r.fail(t.start(), nameHint, "%q isn't a name", t.s)
	return nil
}

// reference reads table.column, schema.table.column, table, or table(column, …).
// A table without a schema is in that of the referring one.
func (r *reader) reference(t text, of *table) (reference, bool) {
	s := r.scan(t)
	parts, ok := s.dotted()
	ref := reference{schema: of.schema}
	listed := false
	if ok && s.accept("(") {
		listed = true
		for !s.accept(")") {
			name, isName := s.name()
			if ok = isName; !ok {
				break
			}
			ref.columns = append(ref.columns, name)
			s.accept(",")
		}
	}
	if n := len(parts); ok && !listed && n > 1 {
		ref.columns, parts = parts[n-1:], parts[:n-1]
	}
	if !ok || !s.atEnd() || len(parts) > 2 {
		r.fail(t.start(), "it is table.column, schema.table.column, or table(column, …)", "%q isn't what a foreign key can refer to", t.s)
		return ref, false
	}
	ref.table = parts[len(parts)-1]
	if len(parts) == 2 {
		ref.schema = parts[0]
	}
	return ref, true
}

// leadingWords returns the first name of each element of a list.
func leadingWords(list string) []string {
	lexer := sqlfile.NewLexer(list, sqlfile.Postgres())
	var words []string
	found, depth := false, 0
	for t := lexer.Next(); t.Kind != sqlfile.EOF; t = lexer.Next() {
		word := list[t.Start:t.End]
		switch {
		case word == "(" || word == "[":
			depth++
		case word == ")" || word == "]":
			depth--
		case word == "," && depth <= 0:
			found = false
		case !found && t.Kind == sqlfile.Word:
			words, found = append(words, word), true
		case !found && t.Kind == sqlfile.Quoted && len(word) > 2:
			words, found = append(words, strings.Trim(word, `"`)), true
		}
	}
	return words
}

func sortedKeys(o options) []string { return slices.Sorted(maps.Keys(o)) }

func posOf(p sqlfile.Place) model.Pos { return p.Lines.Pos(p.Offset) }
