package runner

import (
	"strings"

	"github.com/schemadiff/schemadiff/inspect/sqlfile"
	"github.com/schemadiff/schemadiff/migrate"
	"github.com/schemadiff/schemadiff/model"
	"github.com/schemadiff/schemadiff/render"
)

// Dialect implements [migrate.Dialect] for PostgreSQL 13 and later.
type Dialect struct{}

var _ migrate.Dialect = Dialect{}

// Name implements [migrate.Dialect].
func (Dialect) Name() string { return "PostgreSQL" }

// Syntax implements [migrate.Dialect].
func (Dialect) Syntax() sqlfile.Syntax { return sqlfile.Postgres() }

// QuoteIdent implements [render.Quoter]. It always quotes: the list of keywords
// is the parser's.
func (Dialect) QuoteIdent(name string) string {
	return `"` + strings.ReplaceAll(name, `"`, `""`) + `"`
}

// QuoteLiteral implements [render.Quoter]. A backslash makes it an escape
// string, which means the same whatever standard_conforming_strings is; so does
// the end of a line, to keep the literal on one. A zero byte, which no text of
// PostgreSQL has, is left out.
func (Dialect) QuoteLiteral(value string) string {
	value = strings.ReplaceAll(value, "\x00", "")
	quoted := `'` + strings.ReplaceAll(value, `'`, `''`) + `'`
	if !strings.ContainsAny(value, "\\\n\r") {
		return quoted
	}
	return `E` + strings.NewReplacer(`\`, `\\`, "\n", `\n`, "\r", `\r`).Replace(quoted)
}

// Now implements [migrate.Store].
func (Dialect) Now() render.Keyword { return "clock_timestamp()" }

func writer() *render.Writer { return render.NewWriter(Dialect{}) }

// named writes a name as SQL.
func named(name model.QName) string { return writer().Name(name).String() }
