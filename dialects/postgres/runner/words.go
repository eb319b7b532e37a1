package runner

import (
	"strings"

	"github.com/schemadiff/schemadiff/inspect/sqlfile"
	"github.com/schemadiff/schemadiff/inspect/sqltoken"
	"github.com/schemadiff/schemadiff/model"
)

// words is a statement cut into its tokens, without comments.
type words = sqltoken.Words

// cut returns the first tokens of a statement, all of them if most is 0.
func cut(sql string, most int) words { return sqltoken.WordsOf(sql, sqlfile.Postgres(), most) }

// nameOf reads a name that may be qualified, and returns what follows it.
func nameOf(w words) (model.QName, words, error) { return w.Name(strings.ToLower) }
