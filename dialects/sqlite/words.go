package sqlite

import (
	"strings"

	"github.com/schemadiff/schemadiff/model"
)

// The kinds of definitions. The parent of a trigger is its table or view.
const (
	KindView         model.Kind = "view"
	KindTrigger      model.Kind = "trigger"
	KindVirtualTable model.Kind = "virtual table"
)

// The properties of definitions.
const (
	PropertyColumns   model.PropertyName = "columns" // of a view; of a trigger: UPDATE OF
	PropertyQuery     model.PropertyName = "query"
	PropertyTiming    model.PropertyName = "timing" // "before", "after", "instead of"
	PropertyEvent     model.PropertyName = "event"  // "insert", "update", "delete"
	PropertyWhen      model.PropertyName = "when"
	PropertyBody      model.PropertyName = "body" // the statements between BEGIN and END
	PropertyModule    model.PropertyName = "module"
	PropertyArguments model.PropertyName = "arguments"
)

// The options of tables, which are [model.On], and of keys and columns.
const (
	Strict       = "strict"
	WithoutRowID = "without rowid"
	OnConflict   = "on conflict" // "rollback", "fail", "ignore", "replace"
)

// reserved begins the names that no user may give to an object.
const reserved = "sqlite_"

// Unnamed reports whether a constraint has no name: the one that the model has
// for it was made by the reader, as ALTER and DROP know none either.
func Unnamed(name string) bool { return strings.HasPrefix(fold(name), reserved) }
