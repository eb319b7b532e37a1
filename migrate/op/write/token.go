package write

import "github.com/schemadiff/schemadiff/inspect/sqlfile"

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
