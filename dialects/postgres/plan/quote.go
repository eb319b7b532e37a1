package plan

import (
	"strings"

	"github.com/schemadiff/schemadiff/render"
)

// Quoter quotes as PostgreSQL's quote_identifier and quote_literal do, with
// the reserved words of all supported versions together.
type Quoter struct{}

var _ render.Quoter = Quoter{}

// QuoteIdent implements [render.Quoter].
func (Quoter) QuoteIdent(name string) string {
	if plainIdent(name) && !isReserved(name) {
		return name
	}
	return `"` + strings.ReplaceAll(name, `"`, `""`) + `"`
}

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

// plainIdent reports whether the server reads a name back as it is.
func plainIdent(name string) bool {
	for i := range len(name) {
		switch c := name[i]; {
		case c >= 'a' && c <= 'z', c == '_':
		case i > 0 && c >= '0' && c <= '9':
		default:
			return false
		}
	}
	return name != ""
}

func isReserved(name string) bool {
	_, found := reserved[name]
	return found
}

// reserved holds every keyword of PostgreSQL 13 to 18 that is not of the
// category "unreserved" (pg_get_keywords): such a name has to be quoted in at
// least some places.
var reserved = func() map[string]struct{} {
	m := map[string]struct{}{}
	for _, w := range strings.Fields(reservedWords) {
		m[w] = struct{}{}
	}
	return m
}()

const reservedWords = `
all analyse analyze and any array as asc asymmetric authorization between bigint binary bit boolean both case cast char
character check coalesce collate collation column concurrently constraint create cross current_catalog current_date
current_role current_schema current_time current_timestamp current_user dec decimal default deferrable desc distinct do
else end except exists extract false fetch float for foreign freeze from full grant greatest group grouping having ilike
in initially inner inout int integer intersect interval into is isnull join json json_array json_arrayagg json_exists
json_object json_objectagg json_query json_scalar json_serialize json_table json_value lateral leading least left like
limit localtime localtimestamp merge_action national natural nchar none normalize not notnull null nullif numeric offset
on only or order out outer overlaps overlay placing position precision primary real references returning right row
select session_user setof similar smallint some substring symmetric system_user table tablesample then time timestamp to
trailing treat trim true union unique user using values varchar variadic verbose when where window with xmlattributes
xmlconcat xmlelement xmlexists xmlforest xmlnamespaces xmlparse xmlpi xmlroot xmlserialize xmltable
`
