package model

// Schema is everything that one source declares: a whole database or the part
// of it that was asked for.
type Schema struct {
	// Dialect names the database product ("postgres").
	Dialect string `json:"dialect"`
	// Version is the server version as a number (150018 for PostgreSQL 15.18).
	// A source without a server carries the version that it was read for.
	Version int `json:"version"`

	// Role is who read the database, and who is taken to run a script that leaves
	// it open; empty if that is unknown.
	Role string `json:"role,omitempty"`

	Namespaces []Namespace  `json:"schemas,omitempty"`
	Extensions []Extension  `json:"extensions,omitempty"`
	Enums      []Enum       `json:"enums,omitempty"`
	Domains    []Domain     `json:"domains,omitempty"`
	Composites []Composite  `json:"composites,omitempty"`
	Ranges     []Range      `json:"ranges,omitempty"`
	Sequences  []Sequence   `json:"sequences,omitempty"`
	Tables     []Table      `json:"tables,omitempty"`
	Statistics []Statistics `json:"statistics,omitempty"`
	// Definitions are the objects of all other kinds, sorted by ID.
	Definitions []Definition `json:"definitions,omitempty"`

	// Routines are the signatures of user-defined functions, which expressions
	// call. They are facts for resolving expressions; the routine itself is
	// listed in Unsupported until the model holds it whole.
	Routines []Routine `json:"routines,omitempty"`
	// Operators are the signatures of user-defined operators, for the same use.
	Operators []Operator `json:"operators,omitempty"`
	// Casts are the user-defined casts, for the same use.
	Casts []Cast `json:"casts,omitempty"`

	// Cluster are roles and memberships of the server that nothing in the database
	// refers to: they are there, and yet no part of this schema. A script may
	// create such a role.
	Cluster []Definition `json:"-"`

	// Unsupported lists every object that the source holds and the model does
	// not. It is never silently empty: a reader that meets an object it cannot
	// represent puts it here.
	Unsupported []Unsupported `json:"unsupported,omitempty"`

	// Directives are the rename requests written as comments in SQL files.
	Directives []Directive `json:"-"`
}

// Namespace is a schema in the sense of CREATE SCHEMA.
//
// The comment that a new database has on schema public ("standard public
// schema") is stored as no comment.
type Namespace struct {
	Name    string `json:"name"`
	Comment string `json:"comment,omitempty"`
	Pos     Pos    `json:"-"`
}

// Extension is an installed extension. plpgsql, which every new database has,
// is not stored.
//
// In a declared source an empty Version, Schema or Comment means "whatever the
// server chooses", and is not compared.
type Extension struct {
	Name    string `json:"name"`
	Schema  string `json:"schema,omitempty"`
	Version string `json:"version,omitempty"`
	Comment string `json:"comment,omitempty"`
	// Requires lists the extensions that have to be there before this one,
	// sorted. It orders statements and is not compared: a script of an extension
	// that nothing is known about has all those here that it creates before.
	Requires []string `json:"requires,omitempty"`
	Pos      Pos      `json:"-"`
}

// Unsupported names an object that a source holds and the model does not.
// ID.Kind is a kind in the words of the dialect ("view", "trigger",
// "function"); a routine's ID.Name includes its argument types: "f(integer)".
// Objects of a table (trigger, rule, policy) have it as ID.Parent.
type Unsupported struct {
	ID  ID  `json:"id"`
	Pos Pos `json:"-"`
}

// RoutineKind tells functions apart as pg_proc.prokind does.
type RoutineKind string

// The kinds of routines.
const (
	Function       RoutineKind = "function"
	Procedure      RoutineKind = "procedure"
	Aggregate      RoutineKind = "aggregate"
	WindowFunction RoutineKind = "window"
)

// Routine is the signature of a user-defined function.
type Routine struct {
	Schema string      `json:"schema"`
	Name   string      `json:"name"`
	Kind   RoutineKind `json:"kind"`
	// Args are the input arguments (IN, INOUT, VARIADIC) in order.
	Args []RoutineArg `json:"args,omitempty"`
	// Returns is the result type; for OUT parameters or RETURNS TABLE of more
	// than one column it is "record".
	Returns    Type `json:"returns"`
	ReturnsSet bool `json:"returnsSet,omitempty"`
	// Variadic: the last of Args is VARIADIC (its type is the array type).
	Variadic bool `json:"variadic,omitempty"`
	Pos      Pos  `json:"-"`
}

// RoutineArg is one input argument of a routine.
type RoutineArg struct {
	Name string `json:"name,omitempty"`
	Type Type   `json:"type"`
	// Default is the text of the default value; empty if there is none.
	Default string `json:"default,omitempty"`
}

// Operator is the signature of a user-defined operator. A prefix operator has
// a zero Left.
type Operator struct {
	Schema string `json:"schema"`
	Name   string `json:"name"`
	Left   Type   `json:"left"`
	Right  Type   `json:"right"`
	Result Type   `json:"result"`
}

// Cast is a user-defined cast. Context is "implicit", "assignment" or
// "explicit"; Binary means without a function (binary-coercible).
type Cast struct {
	From    Type   `json:"from"`
	To      Type   `json:"to"`
	Context string `json:"context"`
	Binary  bool   `json:"binary,omitempty"`
}

// Directive is a rename request that stands in a comment of an SQL file: the
// object To was called From before. From has the same Kind and Parent as To
// (Parent in the new spelling); only its Name, or its Schema too, differ.
type Directive struct {
	From ID
	To   ID
	Pos  Pos
}
