package runner

import (
	"errors"
	"strings"

	"github.com/schemadiff/schemadiff/inspect/sqlfile"
	"github.com/schemadiff/schemadiff/model"
)

// words is a statement cut into its tokens, without comments.
type words []token

type token struct {
	kind sqlfile.TokenKind
	text string
}

// cut returns the first tokens of a statement, all of them if most is 0. What
// stands in comments that the server executes is part of the statement.
func cut(sql string, most int) words {
	lexer := sqlfile.NewLexer(sql, sqlfile.MySQL())
	var list words
	for most == 0 || len(list) < most {
		t := lexer.Significant()
		if t.Kind == sqlfile.EOF {
			break
		}
		if t.Kind == sqlfile.Conditional || t.Kind == sqlfile.ConditionalEnd {
			continue
		}
		list = append(list, token{t.Kind, sql[t.Start:t.End]})
	}
	return list
}

// at returns the keyword at an index in lower case, "" if there is none.
func (w words) at(i int) string {
	if i >= 0 && i < len(w) && w[i].kind == sqlfile.Word {
		return strings.ToLower(w[i].text)
	}
	return ""
}

// is says whether a punctuation mark stands at an index.
func (w words) is(i int, mark string) bool {
	return i < len(w) && w[i].kind != sqlfile.Word && w[i].kind != sqlfile.Quoted && w[i].text == mark
}

// begin says whether the statement begins with the keywords.
func (w words) begin(keywords ...string) bool {
	for i, keyword := range keywords {
		if w.at(i) != keyword {
			return false
		}
	}
	return true
}

// has says whether a keyword stands anywhere outside of parentheses.
func (w words) has(keyword string) bool { return w.find(keyword) >= 0 }

// find returns where a keyword stands outside of parentheses, or -1.
func (w words) find(keyword string) int {
	depth := 0
	for i := range w {
		switch {
		case w.is(i, "("):
			depth++
		case w.is(i, ")"):
			depth--
		case depth == 0 && w.at(i) == keyword:
			return i
		}
	}
	return -1
}

// skip returns what follows the keywords, if the statement begins with them.
func (w words) skip(keywords ...string) words {
	if w.begin(keywords...) {
		return w[len(keywords):]
	}
	return w
}

// split cuts at the commas outside of parentheses.
func (w words) split() []words {
	var list []words
	depth, start := 0, 0
	for i := range w {
		switch {
		case w.is(i, "("):
			depth++
		case w.is(i, ")"):
			depth--
		case depth == 0 && w.is(i, ","):
			list = append(list, w[start:i])
			start = i + 1
		}
	}
	return append(list, w[start:])
}

var errNoName = errors.New("reading a name: there is none")

// name reads a name that may be qualified, and returns what follows it.
func (w words) name() (model.QName, words, error) {
	first, rest, err := w.ident()
	if err != nil {
		return model.QName{}, w, err
	}
	if !rest.is(0, ".") {
		return model.QName{Name: first}, rest, nil
	}
	second, rest, err := rest[1:].ident()
	return model.QName{Schema: first, Name: second}, rest, err
}

// ident reads one identifier, in the spelling that it has.
func (w words) ident() (string, words, error) {
	if len(w) == 0 {
		return "", w, errNoName
	}
	switch t := w[0]; {
	case t.kind == sqlfile.Word:
		return t.text, w[1:], nil
	case t.kind == sqlfile.Quoted && len(t.text) > 2 && t.text[0] == '`':
		return strings.ReplaceAll(t.text[1:len(t.text)-1], "``", "`"), w[1:], nil
	}
	return "", w, errNoName
}
