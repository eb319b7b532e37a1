package runner

import (
	"strings"

	"github.com/schemadiff/schemadiff/inspect/sqlfile"
	"github.com/schemadiff/schemadiff/migrate"
	"github.com/schemadiff/schemadiff/render"
)

// Dialect implements [migrate.Dialect] for SQLite 3.37 and later.
type Dialect struct{}

var _ migrate.Dialect = Dialect{}

// Name implements [migrate.Dialect].
func (Dialect) Name() string { return "SQLite" }

// Syntax implements [migrate.Dialect].
func (Dialect) Syntax() sqlfile.Syntax { return sqlfile.SQLite() }

// QuoteIdent implements [render.Quoter]. It always quotes: any word may be one
// that a later version of the library keeps for itself.
func (Dialect) QuoteIdent(name string) string {
	return `"` + strings.ReplaceAll(name, `"`, `""`) + `"`
}

// QuoteLiteral implements [render.Quoter]. A zero byte, at which a statement
// would end, is left out.
func (Dialect) QuoteLiteral(value string) string {
	return `'` + strings.NewReplacer(`'`, `''`, "\x00", "").Replace(value) + `'`
}

// Now implements [migrate.Store]: the time of the statement, in UTC.
func (Dialect) Now() render.Keyword { return "strftime('%Y-%m-%d %H:%M:%f', 'now')" }

func writer() *render.Writer { return render.NewWriter(Dialect{}) }
