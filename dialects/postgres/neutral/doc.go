// Package neutral says schemas of PostgreSQL in neutral words, and schemas in
// neutral words in those of PostgreSQL.
//
// What PostgreSQL keeps apart is put where it counts: an enumerated type and a
// domain are what they stand for in each column, a sequence that a default asks
// is a column that is numbered, the schema public has no name. The other way a
// column of an enumerated type gets a type of its own, called after the table and
// the column.
//
// The parser isn't needed: expressions are read by the grammar that the dialects
// share, and what that doesn't have stays foreign.
package neutral

import (
	"strings"

	"github.com/schemadiff/schemadiff/inspect/sqlexpr"
	"github.com/schemadiff/schemadiff/inspect/sqlfile"
	"github.com/schemadiff/schemadiff/model/neutral"
)

// Translator knows the words of PostgreSQL.
type Translator struct {
	// Version is that of the server which schemas are made for; zero: the newest.
	Version int
}

var _ neutral.Translator = Translator{}

// dialect is what schemas of this dialect say.
const dialect = "postgres"

// Name implements [neutral.Translator].
func (Translator) Name() string { return "PostgreSQL" }

// Traits implements [neutral.Translator].
func (Translator) Traits() neutral.Traits { return neutral.Traits{} }

// words are how expressions are written.
func words() sqlexpr.Dialect {
	return sqlexpr.Dialect{Name: dialect, Syntax: sqlfile.Postgres(), Fold: strings.ToLower}
}
