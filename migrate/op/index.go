package op

import "errors"

// IndexColumn is a column or an expression of an index.
type IndexColumn struct {
	// Column is a name; else Expression is SQL.
	Column, Expression string
	Collation, Opclass string
	// Length is how much of a text is in the index, 0 all (MySQL).
	Length int
	Desc   bool
	Nulls  Nulls
}

// Nulls says where an index has nulls; empty is the product's way.
type Nulls string

// The places of nulls.
const (
	NullsFirst Nulls = "FIRST"
	NullsLast  Nulls = "LAST"
)

// Columns makes columns of an index of names.
func Columns(names ...string) []IndexColumn {
	list := make([]IndexColumn, len(names))
	for i, name := range names {
		list[i].Column = name
	}
	return list
}

// CreateIndex creates an index. Concurrently it doesn't keep others from
// writing, and runs outside of a transaction.
type CreateIndex struct {
	Schema, Table, Name string
	Columns             []IndexColumn
	Include             []string
	Unique              bool
	Concurrently        bool
	IfNotExists         bool
	Only                bool
	NullsNotDistinct    bool
	// Using is the method, such as gin.
	Using string
	// With are parameters of storage, Where is the condition of a partial index.
	With, Where string
	// Options is what else the product has at the end of the statement.
	Options string
}

// Reverse implements [Reversible].
func (o CreateIndex) Reverse() (Operation, error) {
	if o.Name == "" {
		return nil, errors.New("the index has no name of its own")
	}
	return DropIndex{Schema: o.Schema, Table: o.Table, Name: o.Name, Concurrently: o.Concurrently, IfExists: o.IfNotExists, Was: &o}, nil
}

// DropIndex drops an index. Its schema is that of its table. The table need be
// said in MySQL only.
type DropIndex struct {
	Schema, Name      string
	Table             string
	Concurrently      bool
	IfExists, Cascade bool
	// Was is what it was, for the reverse.
	Was *CreateIndex
}

// Reverse implements [Reversible].
func (o DropIndex) Reverse() (Operation, error) {
	if o.Was == nil {
		return nil, errWas
	}
	return *o.Was, nil
}

// RenameIndex gives an index another name. The table need be said in MySQL only.
type RenameIndex struct{ Schema, From, To, Table string }

// Reverse implements [Reversible].
func (o RenameIndex) Reverse() (Operation, error) {
	o.From, o.To = o.To, o.From
	return o, nil
}
