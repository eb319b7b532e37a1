package plan

import (
	"slices"
	"strings"

	"github.com/schemadiff/schemadiff/dialects/sqlite/kind"
	"github.com/schemadiff/schemadiff/inspect/sqlfile"
)

// piece is a token of an expression or a query.
type piece struct {
	kind sqlfile.TokenKind
	text string
}

// pieces cuts a text into tokens without comments.
func pieces(text string) []piece {
	var list []piece
	lexer := sqlfile.NewLexer(text, sqlfile.SQLite())
	for {
		t := lexer.Significant()
		if t.Kind == sqlfile.EOF {
			return list
		}
		list = append(list, piece{t.Kind, text[t.Start:t.End]})
	}
}

// name returns the folded name that a token can be, "" if it can't be any.
func (p piece) name() string {
	switch p.kind {
	case sqlfile.Word:
		return kind.Fold(p.text)
	case sqlfile.Quoted:
		if len(p.text) < 2 {
			return ""
		}
		inside, quote := p.text[1:len(p.text)-1], p.text[:1]
		if quote != "[" {
			inside = strings.ReplaceAll(inside, quote+quote, quote)
		}
		return kind.Fold(inside)
	default:
		return ""
	}
}

// mentions returns all that can be a name in the texts, folded: the tables and
// columns that they are about are among them.
func mentions(texts ...string) map[string]bool {
	names := map[string]bool{}
	for _, text := range texts {
		for _, p := range pieces(text) {
			if name := p.name(); name != "" {
				names[name] = true
			}
		}
	}
	return names
}

// qualified reports whether a text names columns together with the table.
func qualified(text, table string) bool {
	list := pieces(text)
	for i, p := range list[:max(len(list)-1, 0)] {
		if list[i+1].text == "." && p.name() == kind.Fold(table) {
			return true
		}
	}
	return false
}

// literal reports whether a default is a value by itself, which needs no
// parentheses.
func literal(text string) bool {
	list := pieces(text)
	if len(list) == 2 && (list[0].text == "-" || list[0].text == "+") {
		return list[1].kind == sqlfile.Number
	}
	if len(list) != 1 {
		return false
	}
	switch list[0].kind {
	case sqlfile.Number, sqlfile.String:
		return true
	case sqlfile.Word:
		return constant(text) || slices.Contains([]string{"current_time", "current_date", "current_timestamp"}, kind.Fold(text))
	default:
		return false
	}
}

// constant reports whether a default is the same at any time, which ADD COLUMN
// asks for.
func constant(text string) bool {
	switch list := pieces(text); {
	case len(list) == 1 && list[0].kind == sqlfile.Word:
		return slices.Contains([]string{"null", "true", "false"}, kind.Fold(text))
	default:
		return literal(text)
	}
}

// isCall reports whether a text is a call of a function and nothing else.
func isCall(text string) bool {
	list := pieces(text)
	if len(list) < 3 || list[0].kind != sqlfile.Word || list[1].text != "(" {
		return false
	}
	depth := 0
	for i, p := range list {
		switch p.text {
		case "(":
			depth++
		case ")":
			depth--
		}
		if depth == 0 && i > 0 {
			return i == len(list)-1 && !keyword(list[0].text)
		}
	}
	return false
}
