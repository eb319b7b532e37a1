package deparse

import "strings"

// Ident returns a name as an SQL identifier, quoted if it has to be.
func Ident(name string) string {
	if IsPlain(name) && !IsReserved(name) {
		return name
	}
	return `"` + strings.ReplaceAll(name, `"`, `""`) + `"`
}

// Qualified returns the parts of a name as one qualified identifier.
func Qualified(parts ...string) string {
	list := make([]string, len(parts))
	for i, p := range parts {
		list[i] = Ident(p)
	}
	return strings.Join(list, ".")
}

// Literal returns a string constant.
func Literal(value string) string {
	return "'" + strings.ReplaceAll(value, "'", "''") + "'"
}

// IsPlain says whether an unquoted name is read back as it is, unless it is a
// keyword.
func IsPlain(name string) bool {
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

// IsReserved says whether a name is a keyword that the server's quote_identifier
// quotes: all but the unreserved ones of any version from 13 to 18
// (pg_get_keywords).
func IsReserved(name string) bool {
	switch name {
	case "all", "analyse", "analyze", "and", "any", "array", "as", "asc", "asymmetric", "authorization", "between",
		"bigint", "binary", "bit", "boolean", "both", "case", "cast", "char", "character", "check", "coalesce",
		"collate", "collation", "column", "concurrently", "constraint", "create", "cross", "current_catalog",
		"current_date", "current_role", "current_schema", "current_time", "current_timestamp", "current_user", "dec",
		"decimal", "default", "deferrable", "desc", "distinct", "do", "else", "end", "except", "exists", "extract",
		"false", "fetch", "float", "for", "foreign", "freeze", "from", "full", "grant", "greatest", "group",
		"grouping", "having", "ilike", "in", "initially", "inner", "inout", "int", "integer", "intersect",
		"interval", "into", "is", "isnull", "join", "json", "json_array", "json_arrayagg", "json_exists",
		"json_object", "json_objectagg", "json_query", "json_scalar", "json_serialize", "json_table", "json_value",
		"lateral", "leading", "least", "left", "like", "limit", "localtime", "localtimestamp", "merge_action",
		"national", "natural", "nchar", "none", "normalize", "not", "notnull", "null", "nullif", "numeric", "offset",
		"on", "only", "or", "order", "out", "outer", "overlaps", "overlay", "placing", "position", "precision",
		"primary", "real", "references", "returning", "right", "row", "select", "session_user", "setof", "similar",
		"smallint", "some", "substring", "symmetric", "system_user", "table", "tablesample", "then", "time",
		"timestamp", "to", "trailing", "treat", "trim", "true", "union", "unique", "user", "using", "values",
		"varchar", "variadic", "verbose", "when", "where", "window", "with", "xmlattributes", "xmlconcat",
		"xmlelement", "xmlexists", "xmlforest", "xmlnamespaces", "xmlparse", "xmlpi", "xmlroot", "xmlserialize",
		"xmltable":
		return true
	}
	return false
}
