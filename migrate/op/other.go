package op

import (
	"errors"
	"time"
)

// CommentTable sets the comment of a table; an empty one drops it.
type CommentTable struct{ Schema, Table, Comment, Was string }

// Reverse implements [Reversible].
func (o CommentTable) Reverse() (Operation, error) {
	o.Comment, o.Was = o.Was, o.Comment
	return o, nil
}

// CommentColumn sets the comment of a column; an empty one drops it.
type CommentColumn struct{ Schema, Table, Name, Comment, Was string }

// Reverse implements [Reversible].
func (o CommentColumn) Reverse() (Operation, error) {
	o.Comment, o.Was = o.Was, o.Comment
	return o, nil
}

// CreateSchema creates a schema.
type CreateSchema struct {
	Name        string
	IfNotExists bool
}

// Reverse implements [Reversible].
func (o CreateSchema) Reverse() (Operation, error) {
	return DropSchema{Name: o.Name, IfExists: o.IfNotExists}, nil
}

// DropSchema drops a schema.
type DropSchema struct {
	Name              string
	IfExists, Cascade bool
}

// Reverse implements [Reversible].
func (o DropSchema) Reverse() (Operation, error) {
	return CreateSchema{Name: o.Name, IfNotExists: o.IfExists}, nil
}

// CreateEnum creates an enumeration.
type CreateEnum struct {
	Schema, Name string
	Values       []string
}

// Reverse implements [Reversible].
func (o CreateEnum) Reverse() (Operation, error) {
	return DropEnum{Schema: o.Schema, Name: o.Name, Was: o.Values}, nil
}

// DropEnum drops an enumeration.
type DropEnum struct {
	Schema, Name      string
	IfExists, Cascade bool
	// Was are the values that it had, for the reverse.
	Was []string
}

// Reverse implements [Reversible].
func (o DropEnum) Reverse() (Operation, error) {
	if o.Was == nil {
		return nil, errWas
	}
	return CreateEnum{Schema: o.Schema, Name: o.Name, Values: o.Was}, nil
}

// AddEnumValue adds a value to an enumeration, at its end or beside another
// value. It is committed at once, since only then it can be used. It can't be
// taken back.
type AddEnumValue struct {
	Schema, Name, Value string
	Before, After       string
	IfNotExists         bool
}

// RenameEnumValue gives a value of an enumeration another name.
type RenameEnumValue struct{ Schema, Name, From, To string }

// Reverse implements [Reversible].
func (o RenameEnumValue) Reverse() (Operation, error) {
	return RenameEnumValue{o.Schema, o.Name, o.To, o.From}, nil
}

// Execute runs a statement of SQL. Arguments take the places of $1, $2 …, as
// constants, so that a script has them, too.
type Execute struct {
	SQL  string
	Args []any
	// Back is the statement that takes it back; empty, there is none.
	Back string
	// RowsOnly: it changes rows and nothing of the schema. NoTransaction: it doesn't
	// run in a transaction.
	RowsOnly, NoTransaction bool
}

// Reverse implements [Reversible].
func (o Execute) Reverse() (Operation, error) {
	if o.Back == "" {
		return nil, errors.New("the statement that takes it back isn't said (Back)")
	}
	return Execute{SQL: o.Back, Back: o.SQL, RowsOnly: o.RowsOnly, NoTransaction: o.NoTransaction}, nil
}

// Batched runs a statement again and again, each time in a transaction of its
// own, until it changes no more rows.
type Batched struct {
	SQL   string
	Args  []any
	Pause time.Duration
}

// BatchedUpdate updates the rows that a condition selects, some at a time, each
// time in a transaction of its own, until there are none: an updated row must not
// fulfil the condition any more.
type BatchedUpdate struct {
	Schema, Table string
	Set           []Assignment
	// Where is SQL.
	Where string
	// Size is how many rows are updated at a time, 1000 if it is 0.
	Size  int
	Pause time.Duration
}

// Assignment gives a column a value: an expression of SQL, or a constant.
type Assignment struct {
	Column, Expression string
	Value              any
}

// BulkInsert inserts rows.
type BulkInsert struct {
	Schema, Table string
	Columns       []string
	Rows          [][]any
}

// Object is what has a text that is replaced as a whole: a view, a function, a
// trigger.
type Object struct {
	Kind         ObjectKind
	Schema, Name string
	// Table is that of a trigger.
	Table string
	// Arguments are the types of a routine's arguments, to drop it.
	Arguments string
	// Definition is the SQL behind the name: AS SELECT …; (a integer) RETURNS …;
	// BEFORE UPDATE ON … .
	Definition string
}

// ObjectKind is the kind of an [Object].
type ObjectKind string

// The kinds of objects.
const (
	View             ObjectKind = "VIEW"
	MaterializedView ObjectKind = "MATERIALIZED VIEW"
	Function         ObjectKind = "FUNCTION"
	Procedure        ObjectKind = "PROCEDURE"
	Trigger          ObjectKind = "TRIGGER"
)

// CreateObject creates an object. With OrReplace it takes the place of the one that
// is there, which Was is then.
type CreateObject struct {
	Object
	OrReplace bool
	Was       *Object
}

// Reverse implements [Reversible].
func (o CreateObject) Reverse() (Operation, error) {
	switch {
	case o.OrReplace && o.Was == nil:
		return nil, errWas
	case o.OrReplace:
		return CreateObject{Object: *o.Was, OrReplace: true, Was: &o.Object}, nil
	}
	return DropObject{Object: o.Object}, nil
}

// DropObject drops an object. The definition is for the reverse.
type DropObject struct {
	Object
	IfExists, Cascade bool
}

// Reverse implements [Reversible].
func (o DropObject) Reverse() (Operation, error) {
	if o.Definition == "" {
		return nil, errors.New("the definition isn't said")
	}
	return CreateObject{Object: o.Object}, nil
}

// ReplaceObject drops an object and creates it anew.
type ReplaceObject struct{ From, To Object }

// Reverse implements [Reversible].
func (o ReplaceObject) Reverse() (Operation, error) { return ReplaceObject{o.To, o.From}, nil }

// Raw is a value that is SQL already.
type Raw string
