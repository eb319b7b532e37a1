package model

import "strings"

// Type is a use of a data type: which one, with which modifiers, and whether
// as an array. It is comparable with ==.
//
// A built-in type has an empty Schema and its canonical display name, in
// PostgreSQL exactly what format_type prints without modifier: "integer",
// "bigint", "character varying", "timestamp with time zone", "bit varying",
// `"char"` (with its quotes). All other types have the schema that holds them
// and their plain, unquoted name. A type that belongs to an extension is
// qualified by the extension's schema.
//
// Modifiers is the text between the parentheses, normalised without spaces:
// "50", "10,2", "Point,4326". For interval it is the fields and precision as
// format_type prints them after the name: "day to second(3)", "(3)".
// For "time"/"timestamp with(out) time zone" it is the precision: "3".
//
// MySQL's attributes of numbers are a part of the name: "int unsigned zerofill".
//
// Array: one- and more-dimensional arrays are the same type to PostgreSQL.
type Type struct {
	Schema    string `json:"schema,omitempty"`
	Name      string `json:"name"`
	Modifiers string `json:"modifiers,omitempty"`
	Array     bool   `json:"array,omitempty"`
}

// IsZero reports whether t is no type at all.
func (t Type) IsZero() bool { return t == Type{} }

// QName returns the name of the type without modifiers and array.
func (t Type) QName() QName { return QName{Schema: t.Schema, Name: t.Name} }

// Builtin reports whether the type belongs to the dialect itself.
func (t Type) Builtin() bool { return t.Schema == "" }

// String returns the type for messages, without quoting:
// "timestamp(3) with time zone[]", "app.mood". Dialects render SQL.
func (t Type) String() string {
	s := t.QName().String()
	if t.Modifiers != "" {
		switch head, tail, _ := strings.Cut(s, " "); {
		case t.Builtin() && (tail == "unsigned" || strings.HasSuffix(tail, "zerofill")):
			s = head + "(" + t.Modifiers + ") " + tail
		case t.Builtin() && (head == "time" || head == "timestamp") && tail != "":
			s = head + "(" + t.Modifiers + ") " + tail
		case t.Builtin() && s == "interval":
			if strings.HasPrefix(t.Modifiers, "(") {
				s += t.Modifiers
			} else {
				s += " " + t.Modifiers
			}
		default:
			s += "(" + t.Modifiers + ")"
		}
	}
	if t.Array {
		s += "[]"
	}
	return s
}

// Expr is an expression as text: a default, a check, a generated value, an
// index key or predicate. It stands without enclosing parentheses, and names in
// it are qualified as if search_path were empty. Two expressions of different
// text may be the same: only a dialect's analyser can tell.
type Expr struct {
	Text string `json:"text"`
	Pos  Pos    `json:"-"`
}

// IsZero reports whether there is no expression.
func (e Expr) IsZero() bool { return e.Text == "" }

// MarshalText writes the text alone.
func (e Expr) MarshalText() ([]byte, error) { return []byte(e.Text), nil }

// UnmarshalText reads what MarshalText wrote.
func (e *Expr) UnmarshalText(b []byte) error {
	e.Text = string(b)
	return nil
}

// Option is one storage parameter or attribute option: fillfactor=70. The
// value is the server's text (reloptions); lists of options are sorted by name.
type Option struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// Enum is an enumerated type; Labels are in their sort order.
type Enum struct {
	Schema  string   `json:"schema"`
	Name    string   `json:"name"`
	Labels  []string `json:"labels"`
	Comment string   `json:"comment,omitempty"`
	Pos     Pos      `json:"-"`
}

// Domain is a type with constraints over a base type.
type Domain struct {
	Schema    string `json:"schema"`
	Name      string `json:"name"`
	Base      Type   `json:"base"`
	Collation QName  `json:"collation,omitzero"` // zero: the base type's
	NotNull   bool   `json:"notNull,omitempty"`
	// NotNullName is the name of the not-null constraint (PostgreSQL 17 and
	// newer). Empty before that, or where it is <domain>_not_null, truncated as
	// the server does and without a number.
	NotNullName string `json:"notNullName,omitempty"`
	// ImplicitName: the declared side left the not-null constraint unnamed, and
	// NotNullName has a number.
	ImplicitName bool `json:"-"`
	Default      Expr `json:"default,omitzero"`
	// Checks: expressions name the value as VALUE. Sorted by name.
	Checks  []Check `json:"checks,omitempty"`
	Comment string  `json:"comment,omitempty"`
	Pos     Pos     `json:"-"`
}

// Composite is a stand-alone composite type (CREATE TYPE … AS).
type Composite struct {
	Schema     string      `json:"schema"`
	Name       string      `json:"name"`
	Attributes []Attribute `json:"attributes,omitempty"`
	Comment    string      `json:"comment,omitempty"`
	Pos        Pos         `json:"-"`
}

// Attribute is one field of a composite type.
type Attribute struct {
	Name      string `json:"name"`
	Type      Type   `json:"type"`
	Collation QName  `json:"collation,omitzero"` // zero: the type's
	Comment   string `json:"comment,omitempty"`
}

// Range is a user-defined range type.
type Range struct {
	Schema      string `json:"schema"`
	Name        string `json:"name"`
	Subtype     Type   `json:"subtype"`
	Opclass     QName  `json:"opclass,omitzero"`   // zero: the subtype's default btree class
	Collation   QName  `json:"collation,omitzero"` // zero: the subtype's
	Canonical   QName  `json:"canonical,omitzero"`
	SubtypeDiff QName  `json:"subtypeDiff,omitzero"`
	// Multirange is the multirange type's name (PostgreSQL 14 and newer). Zero:
	// before 14, or the name that the server chooses (makeMultirangeTypeName).
	Multirange QName  `json:"multirange,omitzero"`
	Comment    string `json:"comment,omitempty"`
	Pos        Pos    `json:"-"`
}
