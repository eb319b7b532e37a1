// Package sqltoken cuts statements into tokens for readers that need no more than
// these: products whose servers keep statements nearly as they were written.
//
// The lexer of inspect/sqlfile knows where quotes and comments end; this package
// cuts its runs of operator characters into operators, and knows how a reader goes
// through tokens: [Cursor].
package sqltoken

import (
	"errors"
	"strings"

	"github.com/schemadiff/schemadiff/inspect/sqlfile"
)

// Token is a piece of a statement.
type Token struct {
	Kind       sqlfile.TokenKind
	Start, End int
	Text       string
}

// ErrOpen says that a quote is never closed.
var ErrOpen = errors.New("a quote is never closed")

// Tokenize cuts a text into tokens without comments. Operators are those of the
// product that have more than one character, longer ones before their beginnings.
func Tokenize(text string, syntax sqlfile.Syntax, operators []string) ([]Token, error) {
	list := make([]Token, 0, len(text)/5+1)
	lexer := sqlfile.NewLexer(text, syntax)
	for {
		t := lexer.Significant()
		if t.Kind == sqlfile.EOF {
			return list, nil
		}
		if t.Open && t.Kind != sqlfile.Comment {
			return nil, ErrOpen
		}
		list = Cut(list, text, t, operators)
	}
}

// Cut appends a lexer's token to a list, an operator cut into those of the product.
func Cut(list []Token, text string, t sqlfile.Token, operators []string) []Token {
	for start := t.Start; start < t.End; {
		end := t.End
		if t.Kind == sqlfile.Operator {
			end = start + operatorLength(text[start:t.End], operators)
		}
		list = append(list, Token{t.Kind, start, end, text[start:end]})
		start = end
	}
	return list
}

func operatorLength(text string, operators []string) int {
	for _, o := range operators {
		if strings.HasPrefix(text, o) {
			return len(o)
		}
	}
	return 1
}

// Is reports whether the token is a keyword, given in lower case.
func (t Token) Is(keyword string) bool {
	return t.Kind == sqlfile.Word && sqlfile.IsWord(t.Text, keyword)
}

// Name returns a name, or a plain string without escapes, without its quotes.
func (t Token) Name() string {
	if t.Kind != sqlfile.Quoted && t.Kind != sqlfile.String || len(t.Text) < 2 {
		return t.Text
	}
	inside, quote := t.Text[1:len(t.Text)-1], t.Text[:1]
	if quote == "[" || !strings.Contains(inside, quote) {
		return inside
	}
	return strings.ReplaceAll(inside, quote+quote, quote)
}
