package runner

import (
	"strings"

	"github.com/schemadiff/schemadiff/inspect/sqlfile"
)

// words is a statement cut into its tokens, without comments. Words are in lower
// case.
type words []token

type token struct {
	kind sqlfile.TokenKind
	text string
}

// cut returns the first tokens of a statement, all of them if most is 0.
func cut(sql string, most int) words {
	lexer := sqlfile.NewLexer(sql, sqlfile.SQLite())
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

// at returns the word at an index, "" if there is none.
func (w words) at(i int) string {
	if i < len(w) && w[i].kind == sqlfile.Word {
		return w[i].text
	}
	return ""
}

// pragma takes a PRAGMA apart: its name, without the database before it, and
// what it is set to. set is false for one that only asks.
func (w words) pragma() (name, value string, set bool) {
	if w.at(0) != "pragma" {
		return "", "", false
	}
	w = w[1:]
	if len(w) > 2 && w[1].text == "." {
		w = w[2:]
	}
	if len(w) == 0 {
		return "", "", false
	}
	name = strings.ToLower(strings.Trim(w[0].text, "\"`[]'"))
	if len(w) < 3 || w[1].text != "=" && w[1].text != "(" {
		return name, "", false
	}
	for _, t := range w[2:] {
		if t.text != ")" {
			value += t.text
		}
	}
	return name, strings.ToLower(strings.Trim(value, `'"`)), true
}

// temporary returns what a CREATE TEMP makes: the word for it and its name, ""
// if the statement is none.
func (w words) temporary() (what, name string) {
	if w.at(0) != "create" || w.at(1) != "temp" && w.at(1) != "temporary" {
		return "", ""
	}
	what, w = w.at(2), w[min(3, len(w)):]
	if w.at(0) == "if" && len(w) > 3 {
		w = w[3:]
	}
	if len(w) > 2 && w[1].text == "." {
		w = w[2:]
	}
	if len(w) == 0 {
		return what, ""
	}
	return what, unquote(w[0].text)
}

// unquote returns a name without its quotes.
func unquote(name string) string {
	if len(name) < 2 {
		return name
	}
	switch inner := name[1 : len(name)-1]; name[0] {
	case '"', '`', '\'':
		q := name[:1]
		return strings.ReplaceAll(inner, q+q, q)
	case '[':
		return inner
	}
	return name
}
