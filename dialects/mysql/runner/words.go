package runner

import (
	"github.com/schemadiff/schemadiff/inspect/sqlfile"
	"github.com/schemadiff/schemadiff/inspect/sqltoken"
	"github.com/schemadiff/schemadiff/model"
)

// words is a statement cut into its tokens, without comments.
type words = sqltoken.Words

// cut returns the first tokens of a statement, all of them if most is 0.
func cut(sql string, most int) words { return sqltoken.WordsOf(sql, sqlfile.MySQL(), most) }

// nameOf reads a name that may be qualified, in the spelling that it has, and
// returns what follows it.
func nameOf(w words) (model.QName, words, error) {
	return w.Name(asWritten)
}

func asWritten(name string) string { return name }
