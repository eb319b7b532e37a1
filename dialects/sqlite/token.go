package sqlite

import (
	"strings"

	"github.com/schemadiff/schemadiff/dialects/sqlite/kind"
	"github.com/schemadiff/schemadiff/inspect/sqlfile"
	"github.com/schemadiff/schemadiff/inspect/sqltoken"
)

// tokenize cuts a text into tokens without comments.
func tokenize(text string) ([]sqltoken.Token, error) {
	return sqltoken.Tokenize(text, sqlfile.SQLite(), operators[:])
}

// operators are those of more than one character, longer ones first.
var operators = [...]string{"->>", "->", "||", "<<", "<=", "<>", ">>", ">=", "==", "!="}

// isName says whether a token can be a name: SQLite takes a string for one, too,
// where only a name can stand.
func isName(t sqltoken.Token) bool {
	return t.Kind == sqlfile.Word || t.Kind == sqlfile.Quoted || t.Kind == sqlfile.String && t.Text[0] == '\''
}

// same says whether two spellings are of one name.
func same(a, b string) bool { return a == b || kind.Fold(a) == kind.Fold(b) }

// quoteLiteral writes a string literal.
func quoteLiteral(text string) string { return "'" + strings.ReplaceAll(text, "'", "''") + "'" }
