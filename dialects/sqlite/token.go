package sqlite

import (
	"fmt"
	"strings"

	"github.com/schemadiff/schemadiff/inspect/sqlfile"
)

// token is a piece of a statement.
type token struct {
	kind       sqlfile.TokenKind
	start, end int
	text       string
}

// tokenize cuts a text into tokens without comments. The lexer's runs of
// operator characters are cut into SQLite's operators.
func tokenize(text string) ([]token, error) {
	var list []token
	lexer := sqlfile.NewLexer(text, sqlfile.SQLite())
	for {
		t := lexer.Significant()
		if t.Kind == sqlfile.EOF {
			return list, nil
		}
		if t.Open && t.Kind != sqlfile.Comment {
			return nil, fmt.Errorf("a quote is never closed")
		}
		for start := t.Start; start < t.End; {
			end := t.End
			if t.Kind == sqlfile.Operator {
				end = start + operatorLength(text[start:t.End])
			}
			list = append(list, token{t.Kind, start, end, text[start:end]})
			start = end
		}
	}
}

// operators are those of more than one character, longer ones first.
var operators = [...]string{"->>", "->", "||", "<<", "<=", "<>", ">>", ">=", "==", "!="}

func operatorLength(text string) int {
	for _, o := range operators {
		if strings.HasPrefix(text, o) {
			return len(o)
		}
	}
	return 1
}

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
