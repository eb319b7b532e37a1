package gomodel

import (
	"github.com/schemadiff/schemadiff/inspect/gostruct"
	"github.com/schemadiff/schemadiff/model"
)

// Dialect is what a database product knows about types of Go, names, and the
// pieces of its statements. It knows of both directions, so that what is written
// is what is read.
type Dialect interface {
	gostruct.Dialect
	// DefaultSchema is the schema of names that tell none.
	DefaultSchema() string
	// Shadowed says whether a name without a schema means something of the product
	// itself.
	Shadowed(name string) bool
	// DefaultMethod is that of indexes which tell none.
	DefaultMethod() string
	// Libraries are the packages beyond the standard library that fields can have
	// types of, by the names that choose them.
	Libraries() []string
	// GoType returns the type of a field that has the values of a column.
	GoType(t model.Type, libraries []string) GoType
	// ChosenName returns the name that the server gives to a constraint or an
	// index on columns, if it is free; for a column, that of its NOT NULL.
	ChosenName(kind model.Kind, table string, columns []string) string
	// SerialType returns the word that stands for the type, the default and the
	// sequence of a column, whose options may be others; ok is false if none does.
	SerialType(t model.Table, c model.Column, q model.Sequence) (word string, ok bool)

	// Column returns what the tag of a column says in the words of the product.
	Column(t model.Table, c model.Column) ColumnWords
	// EnumValues lists the values of a type that lists them; none for others.
	EnumValues(t model.Type) []string

	// ImpliedIndex says whether an index comes by itself with another part of its
	// table.
	ImpliedIndex(t model.Table, x model.Index) bool

	// TypeText writes a data type, KeysText the keys of an index, ElementsText
	// those of an exclusion constraint, PartitioningText how a table is partitioned,
	// BoundText what a partition holds, TableOptionsText the parameters of a table,
	// OptionsText those of its parts, and
	// IdentityText the options of an identity column in parentheses.
	TypeText(t model.Type) string
	KeysText(list []model.IndexKey) string
	ElementsText(list []model.ExclusionElement) (string, error)
	PartitioningText(p model.Partitioning) string
	BoundText(b model.PartitionBound) string
	TableOptionsText(t model.Table) string
	OptionsText(list []model.Option) string
	IdentityText(t model.Table, c model.Column) string
}

// ColumnWords are what the tag of a column says in the words of a product.
type ColumnWords struct {
	// Collation is the one that must be said.
	Collation model.QName
	// Attributes are what stands behind the definition of the column.
	Attributes string
	// Type, if set, says the type and all that is in Checks, the names of checks.
	Type   string
	Checks []string
}

// GoType is a type of Go.
type GoType struct {
	// Package is the path of its package, empty for types of the language and of
	// the models themselves.
	Package, Name string
	// List: it is a list of the one type in Args. Else these are its type
	// arguments.
	List bool
	Args []GoType
	// Nil: its nil is null. Null: its values may be null.
	Nil, Null bool
	// Type and Size are what a tag must say, so that a field of the type is the
	// column.
	Type, Size string
}
