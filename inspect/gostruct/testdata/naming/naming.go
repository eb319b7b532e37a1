// Package naming leaves names to conventions.
package naming

import "github.com/schemadiff/schemadiff/schema"

// Kind is an enum without being asked for, since all such types are.
type Kind string

// The kinds.
const (
	Big   Kind = "big"
	Small Kind = "small"
)

// Category is what things
// belong to.
//
// It has a second paragraph.
type Category struct {
	_  schema.Table
	ID int64 `schema:"pk"`
	// Name is unique.
	Name string `schema:"unique;index"`
	Kind Kind   `schema:"notnull=known"`
}

// UserURL is a thing.
type UserURL struct {
	_          schema.Table
	_          schema.Index     `schema:"on=lower(title), category_id DESC"`
	_          schema.Index     `schema:"name=kept_as_it_is;columns=title"`
	_          schema.Exclusion `schema:"on=title WITH ="`
	ID         int64            `schema:"pk"`
	CategoryID int64            `schema:"fk=categories.id;index"`
	Title      string           `schema:"check=title <> '';name=not_empty;check=title <> 'x'"`
	PoSIDs     []int64          // the IDs of points of sale
	IPv4Addr   string
}
