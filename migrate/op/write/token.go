package write

import (
	"slices"
	"strings"

	"github.com/schemadiff/schemadiff/inspect/sqlfile"
)

// tokens cuts SQL without comments.
func (w Writer) tokens(text string) []string {
	lexer := sqlfile.NewLexer(text, w.Syntax())
	var list []string
	for t := lexer.Significant(); t.Kind != sqlfile.EOF; t = lexer.Significant() {
		list = append(list, text[t.Start:t.End])
	}
	return list
}

// closes says whether the parenthesis at an index closes at the end of the tokens.
func closes(tokens []string, at int) bool {
	depth := 0
	for i := at; i < len(tokens); i++ {
		switch tokens[i] {
		case "(":
			depth++
		case ")":
			depth--
		}
		if depth == 0 {
			return i == len(tokens)-1
		}
	}
	return false
}

// isCall says whether an expression is a call of a function and nothing else.
func (w Writer) isCall(text string) bool {
	list := w.tokens(text)
	return len(list) > 2 && list[1] == "(" && list[0] != "(" && closes(list, 1)
}

// Simple says whether an expression is a constant, or all of it is in parentheses,
// so that it may stand where expressions have parentheses around them.
func (w Writer) Simple(text string) bool {
	list := w.tokens(text)
	switch {
	case len(list) == 1:
		return true
	case len(list) == 2:
		return list[0] == "-" || list[0] == "+"
	}
	return len(list) > 2 && list[0] == "(" && closes(list, 0)
}

// Constantly says whether a default is the same for each row, and known without
// computing anything: a literal.
func (w Writer) Constantly(text string) bool {
	lexer := sqlfile.NewLexer(text, w.Syntax())
	t := lexer.Significant()
	if sign := text[t.Start:t.End]; sign == "-" || sign == "+" {
		t = lexer.Significant()
	}
	switch word := text[t.Start:t.End]; t.Kind {
	case sqlfile.Number, sqlfile.String:
	case sqlfile.Word:
		if !strings.EqualFold(word, "null") && !strings.EqualFold(word, "true") && !strings.EqualFold(word, "false") {
			return false
		}
	default:
		return false
	}
	return lexer.Significant().Kind == sqlfile.EOF
}

// SameText says whether two pieces of SQL have the same tokens. Words are in any
// case.
func (w Writer) SameText(a, b string) bool {
	return slices.EqualFunc(w.tokens(a), w.tokens(b), strings.EqualFold)
}
