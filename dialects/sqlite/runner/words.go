package runner

import (
	"strings"

	"github.com/schemadiff/schemadiff/inspect/sqlfile"
	"github.com/schemadiff/schemadiff/inspect/sqltoken"
)

// words is a statement cut into its tokens, without comments.
type words = sqltoken.Words

// cut returns the first tokens of a statement, all of them if most is 0.
func cut(sql string, most int) words { return sqltoken.WordsOf(sql, sqlfile.SQLite(), most) }

// setting takes a PRAGMA apart: its name, without the database before it, and
// what it is set to. set is false for one that only asks.
func setting(w words) (name, value string, set bool) {
	if w.At(0) != "pragma" {
		return "", "", false
	}
	w = w[1:]
	if len(w) > 2 && w[1].Text == "." {
		w = w[2:]
	}
	if len(w) == 0 {
		return "", "", false
	}
	name = strings.ToLower(strings.Trim(w[0].Text, "\"`[]'"))
	if len(w) < 3 || w[1].Text != "=" && w[1].Text != "(" {
		return name, "", false
	}
	for _, t := range w[2:] {
		if t.Text != ")" {
			value += t.Text
		}
	}
	return name, strings.ToLower(strings.Trim(value, `'"`)), true
}

// temporary returns what a CREATE TEMP makes: the word for it and its name, ""
// if the statement is none.
func temporary(w words) (what, name string) {
	if w.At(0) != "create" || w.At(1) != "temp" && w.At(1) != "temporary" {
		return "", ""
	}
	what, w = w.At(2), w[min(3, len(w)):]
	if w.At(0) == "if" && len(w) > 3 {
		w = w[3:]
	}
	if len(w) > 2 && w[1].Text == "." {
		w = w[2:]
	}
	if len(w) == 0 {
		return what, ""
	}
	return what, unquote(w[0].Text)
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
