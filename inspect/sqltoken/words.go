package sqltoken

import (
	"errors"
	"slices"
	"strings"

	"github.com/schemadiff/schemadiff/inspect/sqlfile"
	"github.com/schemadiff/schemadiff/model"
)

// Words is a statement cut into its tokens, without comments, for those who look
// at its form and needn't understand it.
type Words []Token

// WordsOf returns the first tokens of a statement, all of them if most is 0. What
// stands in comments that the server executes is part of the statement.
func WordsOf(sql string, syntax sqlfile.Syntax, most int) Words {
	lexer := sqlfile.NewLexer(sql, syntax)
	var list Words
	for most == 0 || len(list) < most {
		t := lexer.Significant()
		switch t.Kind {
		case sqlfile.EOF:
			return list
		case sqlfile.Conditional, sqlfile.ConditionalEnd:
		default:
			list = append(list, Token{t.Kind, t.Start, t.End, sql[t.Start:t.End]})
		}
	}
	return list
}

// At returns the keyword at an index in lower case, "" if there is none.
func (w Words) At(i int) string {
	if i >= 0 && i < len(w) && w[i].Kind == sqlfile.Word {
		return strings.ToLower(w[i].Text)
	}
	return ""
}

// Is reports whether a punctuation mark stands at an index.
func (w Words) Is(i int, mark string) bool {
	return i >= 0 && i < len(w) && w[i].Kind != sqlfile.Word && w[i].Kind != sqlfile.Quoted && w[i].Text == mark
}

// Begin reports whether the statement begins with the keywords.
func (w Words) Begin(keywords ...string) bool {
	for i, keyword := range keywords {
		if w.At(i) != keyword {
			return false
		}
	}
	return true
}

// Skip returns what follows the keywords, if the statement begins with them.
func (w Words) Skip(keywords ...string) Words {
	if w.Begin(keywords...) {
		return w[len(keywords):]
	}
	return w
}

// Has reports whether a keyword stands anywhere outside of parentheses.
func (w Words) Has(keyword string) bool { return w.Find(keyword) >= 0 }

// Find returns where a keyword stands outside of parentheses, or -1.
func (w Words) Find(keyword string) int {
	return w.outside(func(i int) bool { return w.At(i) == keyword })
}

// outside returns the first index outside of parentheses that fits, or -1.
func (w Words) outside(fits func(int) bool) int {
	depth := 0
	for i := range w {
		switch {
		case w.Is(i, "("):
			depth++
		case w.Is(i, ")"):
			depth--
		case depth == 0 && fits(i):
			return i
		}
	}
	return -1
}

// Split cuts at the commas outside of parentheses.
func (w Words) Split() []Words {
	var list []Words
	for {
		at := w.outside(func(i int) bool { return w.Is(i, ",") })
		if at < 0 {
			return append(list, w)
		}
		list, w = append(list, w[:at]), w[at+1:]
	}
}

// MainVerb returns the verb behind the list of a WITH: the first of some that
// follows a closing parenthesis. It returns "" if there is none.
func (w Words) MainVerb(verbs ...string) string {
	return w.At(w.outside(func(i int) bool { return w.Is(i-1, ")") && slices.Contains(verbs, w.At(i)) }))
}

// AfterList returns what follows a list in parentheses at the beginning.
func (w Words) AfterList() Words {
	depth := 0
	for i := range w {
		switch {
		case w.Is(i, "("):
			depth++
		case w.Is(i, ")"):
			depth--
		}
		if depth == 0 {
			if i == 0 {
				return w
			}
			return w[i+1:]
		}
	}
	return nil
}

// ErrNoName says that no name stands where one is read.
var ErrNoName = errors.New("reading a name: there is none")

// Name reads a name that may be qualified, and returns what follows it. A name
// without quotes is brought into the spelling that the product gives it.
func (w Words) Name(fold func(string) string) (model.QName, Words, error) {
	first, rest, err := w.Ident(fold)
	if err != nil {
		return model.QName{}, w, err
	}
	if !rest.Is(0, ".") {
		return model.QName{Name: first}, rest, nil
	}
	second, rest, err := rest[1:].Ident(fold)
	return model.QName{Schema: first, Name: second}, rest, err
}

// Ident reads one identifier, and returns what follows it.
func (w Words) Ident(fold func(string) string) (string, Words, error) {
	if len(w) == 0 {
		return "", w, ErrNoName
	}
	switch t := w[0]; {
	case t.Kind == sqlfile.Word:
		return fold(t.Text), w[1:], nil
	case t.Kind == sqlfile.Quoted && len(t.Text) > 2 && strings.Contains("`\"", t.Text[:1]):
		return t.Name(), w[1:], nil
	}
	return "", w, ErrNoName
}
