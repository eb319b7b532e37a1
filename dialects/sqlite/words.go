package sqlite

import (
	"github.com/schemadiff/schemadiff/dialects/sqlite/kind"
	"github.com/schemadiff/schemadiff/model"
)

// The kinds of definitions. The parent of a trigger is its table or view.
const (
	KindView         = kind.View
	KindTrigger      = kind.Trigger
	KindVirtualTable = kind.VirtualTable
)

// The properties of definitions.
const (
	PropertyColumns   = kind.Columns // of a view; of a trigger: UPDATE OF
	PropertyQuery     = kind.Query
	PropertyTiming    = kind.Timing // "before", "after", "instead of"
	PropertyEvent     = kind.Event  // "insert", "update", "delete"
	PropertyWhen      = kind.When
	PropertyBody      = kind.Body // the statements between BEGIN and END
	PropertyModule    = kind.Module
	PropertyArguments = kind.Arguments
)

// The options of tables, which are [model.On], and of keys and columns.
const (
	Strict       = kind.Strict
	WithoutRowID = kind.WithoutRowID
	OnConflict   = kind.OnConflict // "rollback", "fail", "ignore", "replace"
)

// reserved begins the names that no user may give to an object.
const reserved = kind.Reserved

// Unnamed reports whether a constraint has no name: the one that the model has
// for it was made by the reader, as ALTER and DROP know none either.
func Unnamed(name string) bool { return kind.Unnamed(name) }

// Affinity is how a column converts what is stored in it.
type Affinity = kind.Affinity

// The affinities.
const (
	Integer = kind.Integer
	Text    = kind.Text
	Blob    = kind.Blob
	Real    = kind.Real
	Numeric = kind.Numeric
)

// AffinityOf returns the affinity that a declared type has in a table that isn't
// strict.
func AffinityOf(t model.Type) Affinity { return kind.AffinityOf(t) }
