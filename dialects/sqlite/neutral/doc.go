// Package neutral says schemas of SQLite in neutral words, and schemas in neutral
// words in those of SQLite.
//
// SQLite's types are remarks: any name can stand behind a column, and words in it
// say how values are converted (its affinity). So the name is read first, as
// people mean it in all databases, and only what isn't a name that others know is
// read by its affinity. The other way each type gets the name that is read back as
// the same, and whose affinity leaves the values as they are.
package neutral

import (
	"github.com/schemadiff/schemadiff/dialects/sqlite"
	"github.com/schemadiff/schemadiff/inspect/sqlexpr"
	"github.com/schemadiff/schemadiff/inspect/sqlfile"
	"github.com/schemadiff/schemadiff/model/neutral"
)

// Translator knows the words of SQLite.
type Translator struct{}

var _ neutral.Translator = Translator{}

// Name implements [neutral.Translator].
func (Translator) Name() string { return "SQLite" }

// Traits implements [neutral.Translator].
func (Translator) Traits() neutral.Traits { return neutral.Traits{UntypedLength: true} }

// words are how expressions are written. What stands between double quotes and
// is no name is a string.
func words(known func(string) bool) sqlexpr.Dialect {
	return sqlexpr.Dialect{
		Name: sqlite.Dialect, Syntax: sqlfile.SQLite(),
		Quoted: func(name string) neutral.TokenKind {
			if known == nil || known(name) {
				return neutral.Name
			}
			return neutral.String
		},
	}
}
