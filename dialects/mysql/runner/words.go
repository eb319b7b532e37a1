package runner

import (
	"github.com/schemadiff/schemadiff/inspect/sqlfile"
	"github.com/schemadiff/schemadiff/inspect/sqltoken"
	"github.com/schemadiff/schemadiff/model"
)

// words is a statement cut into its tokens, without comments.
type words = sqltoken.Words

// cut returns the first tokens of a statement, all of them if most is 0. What stands
// before a statement for its time alone (MariaDB's SET STATEMENT … FOR) isn't a part
// of it.
func cut(sql string, most int) words {
	w := sqltoken.WordsOf(sql, sqlfile.MySQL(), most)
	if w.At(0) != "set" || w.At(1) != "statement" {
		return w
	}
	if w = sqltoken.WordsOf(sql, sqlfile.MySQL(), 0); w.Find("for") > 0 {
		w = w[w.Find("for")+1:]
	}
	if most > 0 {
		w = w[:min(most, len(w))]
	}
	return w
}

// nameOf reads a name that may be qualified, in the spelling that it has, and
// returns what follows it.
func nameOf(w words) (model.QName, words, error) {
	return w.Name(asWritten)
}

func asWritten(name string) string { return name }
