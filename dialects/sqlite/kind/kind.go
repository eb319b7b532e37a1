// Package kind names what schemas of SQLite hold beside tables: the kinds of
// definitions, their properties, and the options of tables, keys and columns.
package kind

import (
	"strings"

	"github.com/schemadiff/schemadiff/model"
)

// The kinds of definitions. The parent of a trigger is its table or view.
const (
	View         model.Kind = "view"
	Trigger      model.Kind = "trigger"
	VirtualTable model.Kind = "virtual table"
)

// The properties of definitions.
const (
	Columns   model.PropertyName = "columns" // of a view; of a trigger: UPDATE OF
	Query     model.PropertyName = "query"
	Timing    model.PropertyName = "timing" // "before", "after", "instead of"
	Event     model.PropertyName = "event"  // "insert", "update", "delete"
	When      model.PropertyName = "when"
	Body      model.PropertyName = "body" // the statements between BEGIN and END
	Module    model.PropertyName = "module"
	Arguments model.PropertyName = "arguments"
)

// The options of tables, which are [model.On], and of keys and columns.
const (
	Strict       = "strict"
	WithoutRowID = "without rowid"
	OnConflict   = "on conflict" // "rollback", "fail", "ignore", "replace"
)

// Reserved begins the names that no user may give to an object.
const Reserved = "sqlite_"

// Unnamed reports whether a constraint has no name: the one that the model has
// for it was made by the reader, as ALTER and DROP know none either.
func Unnamed(name string) bool { return strings.HasPrefix(Fold(name), Reserved) }

// Fold returns what all spellings of a name share: the library compares names
// without regard to the case of ASCII letters.
func Fold(name string) string {
	for i := range len(name) {
		if c := name[i]; c >= 'A' && c <= 'Z' {
			return strings.Map(func(r rune) rune {
				if r >= 'A' && r <= 'Z' {
					return r + ('a' - 'A')
				}
				return r
			}, name)
		}
	}
	return name
}

// Option returns the value of an option, "" if it isn't there.
func Option(list []model.Option, name string) string {
	for _, o := range list {
		if o.Name == name {
			return o.Value
		}
	}
	return ""
}
