package plan

import (
	"strings"

	"github.com/schemadiff/schemadiff/dialects/postgres/deparse"
	"github.com/schemadiff/schemadiff/render"
)

// Quoter quotes as PostgreSQL's quote_identifier and quote_literal do, with
// the reserved words of all supported versions together.
type Quoter struct{}

var _ render.Quoter = Quoter{}

// QuoteIdent implements [render.Quoter].
func (Quoter) QuoteIdent(name string) string { return deparse.Ident(name) }

// QuoteLiteral implements [render.Quoter]. A backslash makes it an escape
// string, which means the same whatever standard_conforming_strings is; so does
// the end of a line, to keep the literal on one.
func (Quoter) QuoteLiteral(value string) string {
	quoted := `'` + strings.ReplaceAll(value, `'`, `''`) + `'`
	if !strings.ContainsAny(value, "\\\n\r") {
		return quoted
	}
	return `E` + strings.NewReplacer(`\`, `\\`, "\n", `\n`, "\r", `\r`).Replace(quoted)
}
