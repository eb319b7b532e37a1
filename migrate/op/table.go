package op

import (
	"errors"

	"github.com/schemadiff/schemadiff/migrate/script"
)

// Column is a column of a table. Type, Default, Generated, Check, OnUpdate and
// Options are SQL.
type Column struct {
	Name, Type string
	NotNull    bool
	Default    string
	// AutoIncrement numbers the rows (MySQL; SQLite, where it needs PrimaryKey).
	AutoIncrement bool
	// OnUpdate is what an update sets, CURRENT_TIMESTAMP (MySQL).
	OnUpdate string
	// Generated is the expression of a generated column; it is stored unless Virtual.
	Generated string
	Virtual   bool
	Identity  Identity
	Collation string
	Comment   string

	// PrimaryKey, Unique, Check and References are constraints of the column alone,
	// which the product names.
	PrimaryKey, Unique bool
	Check              string
	References         *Reference

	// Options is what else the product has at the end of a definition.
	Options string
}

// Identity says whether and how a column numbers its rows.
type Identity string

// The kinds of identity columns.
const (
	Always    Identity = "ALWAYS"
	ByDefault Identity = "BY DEFAULT"
)

// Reference is what a foreign key refers to.
type Reference struct {
	Schema, Table string
	// Columns are those of its primary key if there are none.
	Columns            []string
	Match              Match
	OnUpdate, OnDelete Action
	Deferrable         bool
	InitiallyDeferred  bool
}

// Match is how a foreign key of several columns treats nulls.
type Match string

// MatchFull wants all columns or none to be null.
const MatchFull Match = "FULL"

// Action is what happens to rows whose referenced row is changed.
type Action string

// The actions; none is NO ACTION.
const (
	NoAction   Action = "NO ACTION"
	Restrict   Action = "RESTRICT"
	Cascade    Action = "CASCADE"
	SetNull    Action = "SET NULL"
	SetDefault Action = "SET DEFAULT"
)

// Constraint is a constraint of a table: [PrimaryKey], [Unique], [ForeignKey],
// [Check] or [Exclude]; in [CreateTable] also a [Key].
type Constraint interface{ constraint() string }

// PrimaryKey is a constraint. Without a name the product makes one.
type PrimaryKey struct {
	Name                          string
	Columns, Include              []string
	Deferrable, InitiallyDeferred bool
	// UsingIndex is the index that it takes over; it has the columns then.
	UsingIndex string
	// Options is what the product has behind the columns: WITH (fillfactor = 70),
	// USING BTREE, ON CONFLICT IGNORE.
	Options string
}

// Unique is a constraint.
type Unique struct {
	Name                          string
	Columns, Include              []string
	NullsNotDistinct              bool
	Deferrable, InitiallyDeferred bool
	// UsingIndex is the index that it takes over; it has the columns then.
	UsingIndex string
	// Options is what the product has behind the columns: WITH (fillfactor = 70),
	// USING BTREE, ON CONFLICT IGNORE.
	Options string
}

// Key is an index that is made together with its table (MySQL).
type Key struct {
	Name    string
	Columns []IndexColumn
	Unique  bool
	// Using is the method, such as BTREE; FULLTEXT and SPATIAL stand before the word
	// KEY. Options is SQL.
	Using, Options string
}

// ForeignKey is a constraint.
type ForeignKey struct {
	Name       string
	Columns    []string
	References Reference
	// NotValid doesn't look at the rows that are there; [ValidateConstraint] does.
	NotValid bool
}

// Check is a constraint. The expression is SQL.
type Check struct {
	Name, Expression    string
	NoInherit, NotValid bool
}

// Exclude is a constraint: no two rows are alike in all elements, by their
// operators.
type Exclude struct {
	Name, Using                   string
	Elements                      []ExcludeElement
	Where                         string
	Deferrable, InitiallyDeferred bool
}

// ExcludeElement is an element of an [Exclude], and the operator it is compared
// with.
type ExcludeElement struct {
	IndexColumn
	With string
}

// ConstraintKind is the kind of a constraint.
type ConstraintKind string

// The kinds of constraints.
const (
	KindPrimaryKey ConstraintKind = "PRIMARY KEY"
	KindUnique     ConstraintKind = "UNIQUE"
	KindForeignKey ConstraintKind = "FOREIGN KEY"
	KindCheck      ConstraintKind = "CHECK"
)

// KindOf returns the kind of a constraint that is dropped, "" if nothing says it.
func (o DropConstraint) KindOf() ConstraintKind {
	switch o.Was.(type) {
	case PrimaryKey:
		return KindPrimaryKey
	case Unique, Key:
		return KindUnique
	case ForeignKey:
		return KindForeignKey
	case Check:
		return KindCheck
	}
	return o.Kind
}

func (c PrimaryKey) constraint() string { return c.Name }
func (c Unique) constraint() string     { return c.Name }
func (c ForeignKey) constraint() string { return c.Name }
func (c Check) constraint() string      { return c.Name }
func (c Exclude) constraint() string    { return c.Name }
func (c Key) constraint() string        { return c.Name }

// CreateTable creates a table.
type CreateTable struct {
	Schema, Table string
	Columns       []Column
	Constraints   []Constraint
	Comment       string
	Unlogged      bool
	Temporary     bool
	IfNotExists   bool
	// PartitionBy is SQL, such as RANGE (created_at).
	PartitionBy string
	// With are parameters of storage, such as fillfactor = 70.
	With string
	// Options is what else stands behind the closing parenthesis: INHERITS (a),
	// ENGINE=InnoDB, STRICT.
	Options string
}

// Reverse implements [Reversible].
func (o CreateTable) Reverse() (Operation, error) {
	return DropTable{Schema: o.Schema, Table: o.Table, Was: &o}, nil
}

// DropTable drops a table.
type DropTable struct {
	Schema, Table     string
	IfExists, Cascade bool
	// Was is what it was, for the reverse.
	Was *CreateTable
}

// Reverse implements [Reversible].
func (o DropTable) Reverse() (Operation, error) {
	if o.Was == nil {
		return nil, errWas
	}
	return *o.Was, nil
}

var errWas = errors.New("what was there isn't said (Was)")

// RenameTable gives a table another name.
type RenameTable struct{ Schema, From, To string }

// Reverse implements [Reversible].
func (o RenameTable) Reverse() (Operation, error) {
	return RenameTable{o.Schema, o.To, o.From}, nil
}

// MoveTable moves a table into another schema.
type MoveTable struct{ Table, From, To string }

// Reverse implements [Reversible].
func (o MoveTable) Reverse() (Operation, error) {
	if o.From == "" {
		return nil, errors.New("the schema that it was in isn't said (From)")
	}
	return MoveTable{o.Table, o.To, o.From}, nil
}

// AddColumn adds a column to a table.
type AddColumn struct {
	Schema, Table string
	Column        Column
	IfNotExists   bool
	// First and After say where; else it is the last one (MySQL, SQLite).
	First bool
	After string
}

// Reverse implements [Reversible].
func (o AddColumn) Reverse() (Operation, error) {
	return DropColumn{Schema: o.Schema, Table: o.Table, Name: o.Column.Name, IfExists: o.IfNotExists, Was: &o.Column}, nil
}

// DropColumn drops a column of a table. Cascade drops what depends on it, too; in
// SQLite that is all that has the column, and what else would refuse it: indexes,
// keys, checks, foreign keys.
type DropColumn struct {
	Schema, Table, Name string
	IfExists, Cascade   bool
	// Was is what it was, for the reverse.
	Was *Column
}

// Reverse implements [Reversible].
func (o DropColumn) Reverse() (Operation, error) {
	if o.Was == nil {
		return nil, errWas
	}
	return AddColumn{Schema: o.Schema, Table: o.Table, Column: *o.Was, IfNotExists: o.IfExists}, nil
}

// RenameColumn gives a column another name.
type RenameColumn struct{ Schema, Table, From, To string }

// Reverse implements [Reversible].
func (o RenameColumn) Reverse() (Operation, error) {
	return RenameColumn{o.Schema, o.Table, o.To, o.From}, nil
}

// AddConstraint adds a constraint to a table.
type AddConstraint struct {
	Schema, Table string
	Constraint    Constraint
}

// Reverse implements [Reversible].
func (o AddConstraint) Reverse() (Operation, error) {
	if o.Constraint == nil || o.Constraint.constraint() == "" {
		return nil, errors.New("the constraint has no name of its own")
	}
	return DropConstraint{Schema: o.Schema, Table: o.Table, Name: o.Constraint.constraint(), Was: o.Constraint}, nil
}

// DropConstraint drops a constraint of a table. Where it has no name (SQLite; the
// primary key in MySQL), Was says which one it is.
type DropConstraint struct {
	Schema, Table, Name string
	// Kind need be said in MySQL only, if Was doesn't.
	Kind              ConstraintKind
	IfExists, Cascade bool
	// Was is what it was, for the reverse.
	Was Constraint
}

// Reverse implements [Reversible].
func (o DropConstraint) Reverse() (Operation, error) {
	if o.Was == nil {
		return nil, errWas
	}
	return AddConstraint{Schema: o.Schema, Table: o.Table, Constraint: o.Was}, nil
}

// ValidateConstraint checks the rows that were there before a constraint. The
// way back has nothing to do.
type ValidateConstraint struct{ Schema, Table, Name string }

// Reverse implements [Reversible].
func (o ValidateConstraint) Reverse() (Operation, error) { return Nothing{}, nil }

// RenameConstraint gives a constraint another name.
type RenameConstraint struct{ Schema, Table, From, To string }

// Reverse implements [Reversible].
func (o RenameConstraint) Reverse() (Operation, error) {
	return RenameConstraint{o.Schema, o.Table, o.To, o.From}, nil
}

// NewTransaction commits what stands before it. Else neighbours that may run in
// a transaction run in the same one.
type NewTransaction struct{}

// Statements implements [Operation].
func (NewTransaction) Statements(Dialect) ([]script.Statement, error) { return nil, nil }

// Nothing does nothing: the reverse of what needs none.
type Nothing struct{}

// Reverse implements [Reversible].
func (Nothing) Reverse() (Operation, error) { return Nothing{}, nil }
