package runner

import (
	"errors"
	"strings"

	"github.com/schemadiff/schemadiff/inspect/sqlfile"
	"github.com/schemadiff/schemadiff/model"
)

// words is a statement cut into its tokens, without comments. Unquoted words
// are in lower case.
type words []token

type token struct {
	kind sqlfile.TokenKind
	text string
}

// cut returns the first tokens of a statement, all of them if most is 0.
func cut(sql string, most int) words {
	lexer := sqlfile.NewLexer(sql, sqlfile.Postgres())
	var list words
	for most == 0 || len(list) < most {
		t := lexer.Significant()
		if t.Kind == sqlfile.EOF {
			break
		}
		text := sql[t.Start:t.End]
		if t.Kind == sqlfile.Word {
			text = strings.ToLower(text)
		}
		list = append(list, token{t.Kind, text})
	}
	return list
}

// at returns the keyword at an index, "" if there is none.
func (w words) at(i int) string {
	if i < len(w) && w[i].kind == sqlfile.Word {
		return w[i].text
	}
	return ""
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
	for i, t := range w {
		switch {
		case t.text == "(" && t.kind == sqlfile.Punct:
			depth++
		case t.text == ")" && t.kind == sqlfile.Punct:
			depth--
		case depth == 0 && t.kind == sqlfile.Word && t.text == keyword:
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

// parenthesized returns what follows a list in parentheses at the beginning.
func (w words) parenthesized() words {
	if len(w) == 0 || w[0].text != "(" {
		return w
	}
	depth := 0
	for i, t := range w {
		switch t.text {
		case "(":
			depth++
		case ")":
			if depth--; depth == 0 {
				return w[i+1:]
			}
		}
	}
	return nil
}

var errNoName = errors.New("reading a name: there is none")

// name reads a name that may be qualified, and returns what follows it.
func (w words) name() (model.QName, words, error) {
	first, rest, err := w.ident()
	if err != nil {
		return model.QName{}, w, err
	}
	if len(rest) == 0 || rest[0].text != "." {
		return model.QName{Name: first}, rest, nil
	}
	second, rest, err := rest[1:].ident()
	return model.QName{Schema: first, Name: second}, rest, err
}

// ident reads one identifier.
func (w words) ident() (string, words, error) {
	if len(w) == 0 {
		return "", w, errNoName
	}
	switch t := w[0]; {
	case t.kind == sqlfile.Word:
		return t.text, w[1:], nil
	case t.kind == sqlfile.Quoted && strings.HasPrefix(t.text, `"`) && len(t.text) > 2:
		return strings.ReplaceAll(t.text[1:len(t.text)-1], `""`, `"`), w[1:], nil
	}
	return "", w, errNoName
}
