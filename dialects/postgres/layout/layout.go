// Package layout breaks statements into lines. A query that is written from its
// tree is one line, however long it is; people read and compare it clause by
// clause. Only white space between tokens is changed, so that a statement means
// what it meant.
package layout

import (
	"strings"

	"github.com/schemadiff/schemadiff/inspect/sqlfile"
)

// short is how long a part of a statement may be to stay on its line.
const short = 60

// Statement breaks a query or another statement of DML into lines: each clause,
// each column, each joined table and each condition begins one. Inner queries are
// broken if they are long. What can't be understood is returned as it is.
func Statement(text string) string {
	tokens, ok := scan(text)
	if !ok {
		return text
	}
	p := &printer{text: text, tokens: tokens}
	p.frames = []frame{{query: true}}
	for i := range tokens {
		p.token(i)
	}
	return p.b.String()
}

// Short is Statement for a text that stays on its line if it fits there.
func Short(text string) string {
	if tokens, ok := scan(text); ok {
		if line := join(text, tokens); len(line) <= short {
			return line
		}
	}
	return Statement(text)
}

// scan cuts a text into tokens; it fails where white space could have a meaning.
func scan(text string) ([]sqlfile.Token, bool) {
	lexer := sqlfile.NewLexer(text, sqlfile.Postgres())
	var tokens []sqlfile.Token
	for {
		t := lexer.Next()
		switch {
		case t.Kind == sqlfile.EOF:
			return tokens, len(tokens) > 0
		case t.Kind == sqlfile.Comment, t.Kind == sqlfile.Backslash, t.Open:
			return nil, false
		case len(tokens) > 0 && t.Kind == sqlfile.String && tokens[len(tokens)-1].Kind == sqlfile.String:
			return nil, false // two strings are one if a line ends between them
		}
		tokens = append(tokens, t)
	}
}

// join writes tokens on one line.
func join(text string, tokens []sqlfile.Token) string {
	var b strings.Builder
	for i, t := range tokens {
		if i > 0 && tokens[i-1].End < t.Start {
			b.WriteByte(' ')
		}
		b.WriteString(text[t.Start:t.End])
	}
	return b.String()
}

// frame is what is open at a place of the text: parentheses or CASE.
type frame struct {
	query  bool // its clauses begin lines
	indent int
	clause string // of a query
	// between: the next AND belongs to BETWEEN.
	between bool
}

type printer struct {
	b      strings.Builder
	text   string
	tokens []sqlfile.Token
	frames []frame
	indent int // of the line at hand
}

func (p *printer) top() *frame { return &p.frames[len(p.frames)-1] }

// word returns the token at a place as a keyword in capitals, "" if it is none.
func (p *printer) word(i int) string {
	if i < 0 || i >= len(p.tokens) || p.tokens[i].Kind != sqlfile.Word {
		return ""
	}
	if i > 0 && p.is(i-1, ".") || i > 0 && p.tokens[i-1].Kind == sqlfile.Word && strings.EqualFold(p.source(i-1), "AS") {
		return "" // a name
	}
	return strings.ToUpper(p.source(i))
}

func (p *printer) source(i int) string { return p.text[p.tokens[i].Start:p.tokens[i].End] }

func (p *printer) is(i int, punct string) bool {
	return i >= 0 && i < len(p.tokens) && p.tokens[i].Kind == sqlfile.Punct && p.source(i) == punct
}

// token writes a token with what stands before it.
func (p *printer) token(i int) {
	word := p.word(i)
	switch {
	case p.is(i, ")"):
		closed := *p.top()
		if len(p.frames) > 1 {
			p.frames = p.frames[:len(p.frames)-1]
		}
		if closed.query && closed.indent > 0 {
			p.line(i, closed.indent-4)
		} else {
			p.gap(i)
		}
	case p.begins(i, word) && i > 0 && !p.opens(i-1):
		p.line(i, p.top().indent+p.deeper(word))
	case p.is(i-1, ",") && p.top().query && p.listed():
		p.line(i, p.top().indent+4)
	case p.opens(i - 1):
		p.line(i, p.top().indent)
	default:
		p.gap(i)
	}
	p.b.WriteString(p.source(i))
	p.enter(i, word)
}

// enter notes what begins or ends with a token.
func (p *printer) enter(i int, word string) {
	top := p.top()
	switch {
	case p.is(i, "("), p.is(i, "["):
		p.frames = append(p.frames, frame{query: top.query && p.broken(i), indent: p.indent + 4})
	case p.is(i, "]"), word == "END" && len(p.frames) > 1 && top.clause == "CASE":
		if len(p.frames) > 1 {
			p.frames = p.frames[:len(p.frames)-1]
		}
	case word == "CASE":
		p.frames = append(p.frames, frame{indent: top.indent, clause: "CASE"})
	case word == "BETWEEN":
		top.between = true
	case word == "AND":
		top.between = false
	case top.query && clauses[word] && !(word == "FROM" && p.word(i-1) == "DISTINCT"):
		top.clause = word
	}
}

// opens reports whether a token opens the parentheses of a query that is broken.
func (p *printer) opens(i int) bool { return p.is(i, "(") && p.top().query && p.broken(i) }

// broken reports whether the parentheses that begin at a token hold a query that
// is too long for a line.
func (p *printer) broken(i int) bool {
	switch p.word(i + 1) {
	case "SELECT", "WITH", "VALUES", "INSERT", "UPDATE", "DELETE":
	default:
		return false
	}
	depth := 0
	for j := i; j < len(p.tokens); j++ {
		switch {
		case p.is(j, "("):
			depth++
		case p.is(j, ")"):
			depth--
		}
		if depth == 0 {
			return len(join(p.text, p.tokens[i+1:j])) > short
		}
	}
	return false
}

// clauses are the words that begin a clause of a statement.
var clauses = map[string]bool{
	"WITH": true, "SELECT": true, "FROM": true, "WHERE": true, "GROUP": true, "HAVING": true, "WINDOW": true, "ORDER": true,
	"LIMIT": true, "OFFSET": true, "FETCH": true, "UNION": true, "INTERSECT": true, "EXCEPT": true, "VALUES": true,
	"RETURNING": true, "SET": true, "USING": true, "WHEN": true,
}

// begins reports whether a word begins a line.
func (p *printer) begins(i int, word string) bool {
	top := p.top()
	if !top.query {
		return false
	}
	before, after := p.word(i-1), p.word(i+1)
	switch word {
	case "SELECT":
		return !p.is(i-1, "(")
	case "FROM":
		return before != "DISTINCT" && before != "DELETE"
	case "WHERE", "HAVING", "WINDOW", "LIMIT", "OFFSET", "FETCH", "UNION", "INTERSECT", "EXCEPT", "RETURNING":
		return true
	case "VALUES":
		return i > 0 && !p.is(i-1, "(")
	case "GROUP", "ORDER":
		return after == "BY"
	case "SET":
		return top.clause == "" && len(p.frames) == 1
	case "JOIN":
		return !joins[before] && before != "OUTER"
	case "OUTER":
		return false
	case "AND", "OR":
		return (top.clause == "WHERE" || top.clause == "HAVING") && !top.between
	}
	return joins[word] && !joins[before] && (after == "JOIN" || after == "OUTER" || joins[after])
}

var joins = map[string]bool{"LEFT": true, "RIGHT": true, "FULL": true, "INNER": true, "CROSS": true, "NATURAL": true}

// deeper is how much further in a line stands that begins with a word.
func (p *printer) deeper(word string) int {
	switch word {
	case "AND", "OR", "JOIN", "LEFT", "RIGHT", "FULL", "INNER", "CROSS", "NATURAL":
		return 4
	}
	return 0
}

// listed reports whether each item of the list at hand stands on its line.
func (p *printer) listed() bool {
	switch p.top().clause {
	case "SELECT", "FROM", "WITH", "SET", "RETURNING":
		return true
	}
	return false
}

func (p *printer) line(i, indent int) {
	if i > 0 {
		p.indent = indent
		p.b.WriteString("\n" + strings.Repeat(" ", indent))
	}
}

func (p *printer) gap(i int) {
	if i > 0 && p.tokens[i-1].End < p.tokens[i].Start {
		p.b.WriteByte(' ')
	}
}
