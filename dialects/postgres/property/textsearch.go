package property

import (
	"strings"

	"github.com/schemadiff/schemadiff/model"
)

// The properties of text search parsers and templates refer to functions.
const (
	Start    model.PropertyName = "start"
	GetToken model.PropertyName = "gettoken"
	End      model.PropertyName = "end"
	Headline model.PropertyName = "headline"
	LexTypes model.PropertyName = "lextypes"

	Init   model.PropertyName = "init"
	Lexize model.PropertyName = "lexize"
)

// The properties of text search dictionaries and configurations.
const (
	// Template refers to the template of a dictionary.
	Template model.PropertyName = "template"
	// Options is a list of names and values, in the server's order. The text of a
	// dictionary's option is its value, as a literal or as a number.
	Options model.PropertyName = "options"
	// Parser refers to the parser of a configuration.
	Parser model.PropertyName = "parser"
	// Mappings is a list of token types, sorted by name; the list of each refers
	// to its dictionaries in their order.
	Mappings model.PropertyName = "mappings"
)

// SerializedOption writes the value of an option of a dictionary as
// serialize_deflist does: a number as it is, all else as a literal.
func SerializedOption(value string, number bool) string {
	if number {
		return value
	}
	quoted := "'" + strings.ReplaceAll(strings.ReplaceAll(value, `\`, `\\`), "'", "''") + "'"
	if strings.Contains(value, `\`) {
		return "E" + quoted
	}
	return quoted
}

// OptionValue is the way back.
func OptionValue(text string) (value string, number bool) {
	escaped := strings.HasPrefix(text, "E'")
	inner := strings.TrimPrefix(text, "E")
	if len(inner) < 2 || inner[0] != '\'' || inner[len(inner)-1] != '\'' {
		return text, true
	}
	value = strings.ReplaceAll(inner[1:len(inner)-1], "''", "'")
	if escaped {
		value = strings.ReplaceAll(value, `\\`, `\`)
	}
	return value, false
}
