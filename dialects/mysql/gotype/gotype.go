// Package gotype knows what the types of Go are in MySQL and MariaDB: those of the
// language, of the standard library, and of the libraries that models use.
package gotype

import (
	"go/types"
	"slices"
	"strings"

	"github.com/schemadiff/schemadiff/dialects/mysql"
	"github.com/schemadiff/schemadiff/inspect/gostruct"
	"github.com/schemadiff/schemadiff/inspect/sqlfile"
)

// Dialect answers for MySQL and MariaDB what package gostruct asks.
type Dialect struct{}

var _ gostruct.Dialect = Dialect{}

// Syntax implements [gostruct.Dialect].
func (Dialect) Syntax() sqlfile.Syntax { return sqlfile.MySQL() }

// QuoteIdent implements [gostruct.Dialect]: only what isn't a plain word stands
// between quotes.
func (Dialect) QuoteIdent(name string) string {
	for i, c := range []byte(name) {
		letter := c == '_' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
		if !letter && (i == 0 || c < '0' || c > '9') {
			return mysql.Ident(name)
		}
	}
	if name == "" || reserved(name) {
		return mysql.Ident(name)
	}
	return name
}

// QuoteLiteral implements [gostruct.Dialect].
func (Dialect) QuoteLiteral(value string) string { return mysql.Literal(value) }

// Form implements [gostruct.Dialect].
func (Dialect) Form() gostruct.Form {
	return gostruct.Form{
		Counter: " AUTO_INCREMENT", Null: " NULL", Comments: gostruct.CommentClauses, Using: " ENGINE=", With: [2]string{" ", ""},
		PartitionsLast: true, Methods: []string{"fulltext", "spatial", "vector"},
	}
}

// Array implements [gostruct.Dialect]: lists are kept as JSON.
func (Dialect) Array(string) string { return document }

// SchemaStatement is for products that have schemas.
func (Dialect) SchemaStatement(string) string { return "" }

// Document implements [gostruct.Dialect].
func (Dialect) Document() string { return document }

// Enum implements [gostruct.Dialect]: the type lists its values.
func (d Dialect) Enum(values []string) string {
	list := make([]string, len(values))
	for i, v := range values {
		list[i] = d.QuoteLiteral(v)
	}
	return "enum(" + strings.Join(list, ",") + ")"
}

// Bare implements [gostruct.Dialect]: in parentheses, a literal would be an
// expression to MySQL, and older servers take literals and the time alone.
func (d Dialect) Bare(value string) bool {
	var kinds []sqlfile.TokenKind
	var words []string
	lexer := sqlfile.NewLexer(value, d.Syntax())
	for t := lexer.Significant(); t.Kind != sqlfile.EOF; t = lexer.Significant() {
		kinds, words = append(kinds, t.Kind), append(words, strings.ToLower(value[t.Start:t.End]))
	}
	if len(words) > 1 && (words[0] == "-" || words[0] == "+" || strings.HasPrefix(words[0], "_")) {
		kinds, words = kinds[1:], words[1:] // a sign, or a charset
	}
	if len(words) == 0 {
		return false
	}
	if len(words) == 1 {
		literal := kinds[0] == sqlfile.String || kinds[0] == sqlfile.Number || slices.Contains([]string{"null", "true", "false"}, words[0])
		return literal || isNow(words[0])
	}
	return isNow(words[0]) && words[1] == "(" && slices.Index(words, ")") == len(words)-1
}

func isNow(word string) bool {
	return slices.Contains([]string{"current_timestamp", "now", "localtime", "localtimestamp"}, word)
}

// Sized implements [gostruct.Dialect].
func (Dialect) Sized(name, size string) string {
	name, _, _ = strings.Cut(name, "(")
	if name == bytesType {
		name = "varbinary"
	}
	word, attributes, _ := strings.Cut(name, " ")
	return strings.TrimSpace(word + "(" + size + ") " + attributes)
}

const (
	document  = "json"
	bytesType = "longblob"
)

// Type implements [gostruct.Dialect].
func (Dialect) Type(t types.Type) (gostruct.Type, bool) {
	m, null := gostruct.MeaningOf(t)
	return gostruct.Type{Name: meanings[m], Null: null}, m != gostruct.NoMeaning
}

// meanings are the types by what those of Go mean. A string has a length, so that it
// can be in an index; a time is no TIMESTAMP, which ends in 2038; a number of any size
// has the most digits that there are.
var meanings = map[gostruct.Meaning]string{
	gostruct.Boolean: "tinyint(1)", gostruct.Text: "varchar(255)", gostruct.Bytes: bytesType, gostruct.Float32: "float", gostruct.Float64: "double",
	gostruct.Int8: "tinyint", gostruct.Int16: "smallint", gostruct.Int32: "int", gostruct.Int64: "bigint",
	gostruct.Uint8: "tinyint unsigned", gostruct.Uint16: "smallint unsigned", gostruct.Uint32: "int unsigned", gostruct.Uint64: "bigint unsigned",
	gostruct.Time: "datetime(6)", gostruct.Duration: "bigint", gostruct.Document: document, gostruct.Number: "decimal(65,30)", gostruct.UUID: "char(36)",
	gostruct.Address: "varchar(45)", gostruct.Network: "varchar(49)", gostruct.Hardware: "varchar(23)",
	gostruct.Date: "date", gostruct.TimeOfDay: "time(6)", gostruct.DateTime: "datetime(6)",
}
