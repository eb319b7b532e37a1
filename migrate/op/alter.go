package op

import (
	"errors"
	"fmt"
	"slices"
)

// AlterTable alters a table in several ways at once: in one statement where the
// product has that, and in SQLite in one go over its rows.
type AlterTable struct {
	Schema, Table string
	// Only leaves out the tables that inherit from it, IfExists allows that it isn't
	// there (PostgreSQL).
	Only, IfExists bool
	Changes        []Change
}

// Change is a part of an [AlterTable]: one of the operations below, whose own
// schema and table are empty, or a [Clause].
type Change interface {
	Operation
	// in is the change as an operation of its own.
	in(schema, table string) Operation
}

var (
	_ Change = AddColumn{}
	_ Change = DropColumn{}
	_ Change = AlterColumn{}
	_ Change = RedefineColumn{}
	_ Change = AddConstraint{}
	_ Change = DropConstraint{}
	_ Change = ValidateConstraint{}
	_ Change = Clause{}
)

// Clause is a change in SQL, such as SET (fillfactor = 70), for which there is no
// operation. It is a part of an [AlterTable].
type Clause struct {
	SQL string
	// Back is the clause that takes it back; empty, there is none.
	Back string
}

// Reverse implements [Reversible].
func (o Clause) Reverse() (Operation, error) {
	if o.Back == "" {
		return nil, errors.New("the clause that takes it back isn't said (Back)")
	}
	return Clause{SQL: o.Back, Back: o.SQL}, nil
}

// Reverse implements [Reversible].
func (o AlterTable) Reverse() (Operation, error) {
	back := o
	back.Changes = nil
	for _, change := range slices.Backward(o.Changes) {
		reverse, err := Reverse(change)
		if err != nil {
			return nil, err
		}
		switch r := reverse.(type) {
		case Nothing:
		case Change:
			back.Changes = append(back.Changes, r)
		default:
			return nil, fmt.Errorf("%s can't stand in AlterTable", name(reverse))
		}
	}
	if len(back.Changes) == 0 {
		return Nothing{}, nil
	}
	return back, nil
}

// Operations returns the changes as operations of their own, each on the table. A
// [Clause] has none.
func (o AlterTable) Operations() ([]Operation, error) {
	var list []Operation
	for _, change := range o.Changes {
		if change == nil {
			return nil, errors.New("there is no change")
		}
		operation := change.in(o.Schema, o.Table)
		if operation == nil {
			return nil, fmt.Errorf("%s has a table of its own: it is that of AlterTable", name(change))
		}
		list = append(list, operation)
	}
	if len(list) == 0 {
		return nil, errors.New("there are no changes")
	}
	return list, nil
}

func (o AddColumn) in(schema, table string) Operation {
	if o.Schema+o.Table != "" {
		return nil
	}
	o.Schema, o.Table = schema, table
	return o
}

func (o DropColumn) in(schema, table string) Operation {
	if o.Schema+o.Table != "" {
		return nil
	}
	o.Schema, o.Table = schema, table
	return o
}

func (o AlterColumn) in(schema, table string) Operation {
	if o.Schema+o.Table != "" {
		return nil
	}
	o.Schema, o.Table = schema, table
	return o
}

func (o RedefineColumn) in(schema, table string) Operation {
	if o.Schema+o.Table != "" {
		return nil
	}
	o.Schema, o.Table = schema, table
	return o
}

func (o AddConstraint) in(schema, table string) Operation {
	if o.Schema+o.Table != "" {
		return nil
	}
	o.Schema, o.Table = schema, table
	return o
}

func (o DropConstraint) in(schema, table string) Operation {
	if o.Schema+o.Table != "" {
		return nil
	}
	o.Schema, o.Table = schema, table
	return o
}

func (o ValidateConstraint) in(schema, table string) Operation {
	if o.Schema+o.Table != "" {
		return nil
	}
	o.Schema, o.Table = schema, table
	return o
}

func (o Clause) in(string, string) Operation { return o }

// RedefineColumn gives a column a definition anew, and a name with it: MODIFY and
// CHANGE in MySQL. What the definition doesn't say is gone. Where ALTER COLUMN does
// what is needed, [AlterColumn] keeps the rest as it is.
type RedefineColumn struct {
	Schema, Table, Name string
	Column              Column
	// First and After say where it is from now on; else it stays.
	First bool
	After string
	// Was is what it was, for the reverse.
	Was *Column
}

// Reverse implements [Reversible].
func (o RedefineColumn) Reverse() (Operation, error) {
	if o.Was == nil {
		return nil, errWas
	}
	if o.First || o.After != "" {
		return nil, errors.New("it moves the column, and where that was isn't said")
	}
	return RedefineColumn{Schema: o.Schema, Table: o.Table, Name: o.Column.Name, Column: *o.Was, Was: &o.Column}, nil
}

// AttachPartition makes a table a partition of another one (PostgreSQL). Bound is
// SQL: FOR VALUES … or DEFAULT.
type AttachPartition struct {
	Schema, Table              string
	PartitionSchema, Partition string
	Bound                      string
}

// Reverse implements [Reversible].
func (o AttachPartition) Reverse() (Operation, error) { return DetachPartition(o), nil }

// DetachPartition makes a partition a table of its own (PostgreSQL). The bound is
// for the reverse.
type DetachPartition struct {
	Schema, Table              string
	PartitionSchema, Partition string
	Bound                      string
}

// Reverse implements [Reversible].
func (o DetachPartition) Reverse() (Operation, error) {
	if o.Bound == "" {
		return nil, errors.New("the bound that it had isn't said (Bound)")
	}
	return AttachPartition(o), nil
}

// AlterColumn changes a column. What is empty stays as it is.
type AlterColumn struct {
	Schema, Table, Name string
	// Type and WasType are the new type and the old one; Using and WasUsing are
	// the expressions of the new values, and of those of the way back.
	Type, WasType string
	// Collation is that of the new type, WasCollation that of the old one.
	Collation, WasCollation string
	Using, WasUsing         string
	// NotNull sets or drops that the column may not be null.
	NotNull Switch
	// Default sets a default, DropDefault drops it. WasDefault is the old one, empty
	// if there was none.
	Default     string
	DropDefault bool
	WasDefault  string
	// Comment sets a comment, DropComment drops it. WasComment is the old one, empty
	// if there was none.
	Comment     string
	DropComment bool
	WasComment  string
}

// Switch says whether something is set, dropped, or left.
type Switch uint8

// The positions of a [Switch].
const (
	Keep Switch = iota
	Set
	Drop
)

// Reverse implements [Reversible].
func (o AlterColumn) Reverse() (Operation, error) {
	back := AlterColumn{Schema: o.Schema, Table: o.Table, Name: o.Name}
	if o.Type != "" {
		if o.WasType == "" {
			return nil, errors.New("the type that it had isn't said (WasType)")
		}
		back.Type, back.WasType, back.Using, back.WasUsing = o.WasType, o.Type, o.WasUsing, o.Using
		back.Collation, back.WasCollation = o.WasCollation, o.Collation
	}
	switch o.NotNull {
	case Set:
		back.NotNull = Drop
	case Drop:
		back.NotNull = Set
	case Keep:
	}
	if o.Default != "" || o.DropDefault {
		back.Default, back.WasDefault = o.WasDefault, o.Default
		back.DropDefault = o.WasDefault == ""
	}
	if o.Comment != "" || o.DropComment {
		back.Comment, back.WasComment = o.WasComment, o.Comment
		back.DropComment = o.WasComment == ""
	}
	return back, nil
}
