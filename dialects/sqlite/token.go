package sqlite

import (
	"strings"

	"github.com/schemadiff/schemadiff/inspect/sqlfile"
	"github.com/schemadiff/schemadiff/inspect/sqltoken"
)

// token is a piece of a statement.
type token struct {
	kind       sqlfile.TokenKind
	start, end int
	text       string
}

// tokenize cuts a text into tokens without comments.
func tokenize(text string) ([]token, error) {
	cut, err := sqltoken.Tokenize(text, sqlfile.SQLite(), operators[:])
	if err != nil {
		return nil, err
	}
	list := make([]token, len(cut))
	for i, t := range cut {
		list[i] = token{t.Kind, t.Start, t.End, t.Text}
	}
	return list, nil
}

// operators are those of more than one character, longer ones first.
var operators = [...]string{"->>", "->", "||", "<<", "<=", "<>", ">>", ">=", "==", "!="}

// is says whether the token is a keyword, given in lower case.
func (t token) is(keyword string) bool {
	return t.kind == sqlfile.Word && sqlfile.IsWord(t.text, keyword)
}

// isName says whether the token can be a name: SQLite takes a string for one,
// too, where only a name can stand.
func (t token) isName() bool {
	return t.kind == sqlfile.Word || t.kind == sqlfile.Quoted || t.kind == sqlfile.String && t.text[0] == '\''
}

// name returns a name or a plain string without its quotes.
func (t token) name() string {
	if t.kind == sqlfile.Word || len(t.text) < 2 {
		return t.text
	}
	inside, quote := t.text[1:len(t.text)-1], t.text[:1]
	if quote == "[" {
		return inside
	}
	return strings.ReplaceAll(inside, quote+quote, quote)
}

// fold returns what all spellings of a name share: the library compares names
// without regard to the case of ASCII letters.
func fold(name string) string {
	for i := range len(name) {
		if c := name[i]; c >= 'A' && c <= 'Z' {
			return strings.Map(func(r rune) rune {
				if r >= 'A' && r <= 'Z' {
					return r + ('a' - 'A')
				}
				return r
			}, name)
		}
	}
	return name
}

// same says whether two spellings are of one name.
func same(a, b string) bool { return a == b || fold(a) == fold(b) }

// quoteLiteral writes a string literal.
func quoteLiteral(text string) string { return "'" + strings.ReplaceAll(text, "'", "''") + "'" }
