package runner

import (
	"strings"

	"github.com/schemadiff/schemadiff/inspect/sqlfile"
	"github.com/schemadiff/schemadiff/migrate"
	"github.com/schemadiff/schemadiff/model"
	"github.com/schemadiff/schemadiff/render"
)

// Dialect implements [migrate.Dialect] for MySQL 8.0 and MariaDB 10.6 and later
// ones.
type Dialect struct{}

var _ migrate.Dialect = Dialect{}

// Name implements [migrate.Dialect].
func (Dialect) Name() string { return "MySQL" }

// Syntax implements [migrate.Dialect].
func (Dialect) Syntax() sqlfile.Syntax { return sqlfile.MySQL() }

// QuoteIdent implements [render.Quoter].
func (Dialect) QuoteIdent(name string) string {
	return "`" + strings.ReplaceAll(name, "`", "``") + "`"
}

// QuoteLiteral implements [render.Quoter]. A text with a backslash means
// different things by sql_mode, so its bytes are written as a number then, with
// their charset. So is one with the end of a line, to keep the literal on one.
func (Dialect) QuoteLiteral(value string) string {
	if !strings.ContainsAny(value, "\\\n\r\x00") {
		return `'` + strings.ReplaceAll(value, `'`, `''`) + `'`
	}
	const digits = "0123456789abcdef"
	var b strings.Builder
	b.WriteString("_utf8mb4 x'")
	for i := range len(value) {
		b.WriteByte(digits[value[i]>>4])
		b.WriteByte(digits[value[i]&15])
	}
	return b.String() + "'"
}

// Now implements [migrate.Store].
func (Dialect) Now() render.Keyword { return "utc_timestamp(6)" }

func writer() *render.Writer { return render.NewWriter(Dialect{}) }

// named writes a name as SQL.
func named(name model.QName) string { return writer().Name(name).String() }
