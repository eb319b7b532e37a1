package plan

import (
	"strings"

	"github.com/schemadiff/schemadiff/dialects/sqlite/kind"
	"github.com/schemadiff/schemadiff/render"
)

// Quoter quotes names and literals.
type Quoter struct{}

var _ render.Quoter = Quoter{}

// QuoteIdent implements [render.Quoter]: a name that isn't a plain word, or is a
// keyword, stands between double quotes.
func (Quoter) QuoteIdent(name string) string {
	if plain(name) && !keyword(name) {
		return name
	}
	return `"` + strings.ReplaceAll(name, `"`, `""`) + `"`
}

// QuoteLiteral implements [render.Quoter]. No character has a meaning in a
// literal but the quote.
func (Quoter) QuoteLiteral(value string) string {
	return "'" + strings.ReplaceAll(value, "'", "''") + "'"
}

func plain(name string) bool {
	for i := range len(name) {
		c := name[i]
		letter := c == '_' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
		if !letter && (i == 0 || c < '0' || c > '9') {
			return false
		}
	}
	return name != ""
}

// keywords are the words that mean something to SQLite (lang_keywords.html). Some
// may be names without quotes, in some places.
const keywords = " abort action add after all alter always analyze and as asc attach autoincrement before begin between by " +
	"cascade case cast check collate column commit conflict constraint create cross current current_date current_time " +
	"current_timestamp database default deferrable deferred delete desc detach distinct do drop each else end escape except " +
	"exclude exclusive exists explain fail filter first following for foreign from full generated glob group groups having " +
	"if ignore immediate in index indexed initially inner insert instead intersect into is isnull join key last left like " +
	"limit match materialized natural no not nothing notnull null nulls of offset on or order others outer over partition " +
	"plan pragma preceding primary query raise range recursive references regexp reindex release rename replace restrict " +
	"returning right rollback row rows savepoint select set table temp temporary then ties to transaction trigger unbounded " +
	"union unique update using vacuum values view virtual when where window with within without true false stored strict "

func keyword(name string) bool { return strings.Contains(keywords, " "+kind.Fold(name)+" ") }
