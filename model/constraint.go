package model

// Key is a primary key or a unique constraint, together with the index that
// the server keeps for it.
type Key struct {
	Name    string `json:"name"`
	Primary bool   `json:"primary,omitempty"`
	// Columns in key order; Include are the non-key columns of the index.
	Columns []string `json:"columns"`
	// Elements are the columns once more, each with what the key says about it: a
	// collation, an order. Empty where it says nothing about any of them, as
	// always in PostgreSQL.
	Elements []IndexKey `json:"elements,omitempty"`
	Include  []string   `json:"include,omitempty"`
	// WithoutOverlaps: the last column is a range (PostgreSQL 18).
	WithoutOverlaps   bool `json:"withoutOverlaps,omitempty"`
	NullsNotDistinct  bool `json:"nullsNotDistinct,omitempty"`
	Deferrable        bool `json:"deferrable,omitempty"`
	InitiallyDeferred bool `json:"initiallyDeferred,omitempty"`
	// Options are storage parameters of the index, and "on conflict" in SQLite.
	Options    []Option `json:"options,omitempty"`
	Tablespace string   `json:"tablespace,omitempty"` // of the index
	Clustered  bool     `json:"clustered,omitempty"`  // CLUSTER ON
	// Parent is the partitioned table's constraint that this one is attached
	// to, by the name of its index.
	Parent QName `json:"parent,omitzero"`
	// Invalid: the index of a partitioned table's key that is not attached in
	// every partition, or a failed build.
	Invalid bool `json:"invalid,omitempty"`

	Comment      string `json:"comment,omitempty"`
	IndexComment string `json:"indexComment,omitempty"`
	// ImplicitName: the declared side left it unnamed; Name is what the server
	// would choose.
	ImplicitName bool `json:"-"`
	Pos          Pos  `json:"-"`
}

// Action is a foreign key's ON UPDATE or ON DELETE action.
type Action string

// The referential actions; the zero value is NO ACTION.
const (
	NoAction   Action = ""
	Restrict   Action = "restrict"
	Cascade    Action = "cascade"
	SetNull    Action = "set null"
	SetDefault Action = "set default"
)

// ForeignKey is a referential constraint. The copies that the server makes of
// it on partitions are not stored.
type ForeignKey struct {
	Name       string   `json:"name"`
	Columns    []string `json:"columns"`
	References QName    `json:"references"`
	// RefColumns are always filled in, also when the declaration left them to
	// the primary key.
	RefColumns []string `json:"refColumns"`
	MatchFull  bool     `json:"matchFull,omitempty"`
	OnUpdate   Action   `json:"onUpdate,omitempty"`
	OnDelete   Action   `json:"onDelete,omitempty"`
	// OnDeleteColumns restricts SET NULL and SET DEFAULT (PostgreSQL 15).
	OnDeleteColumns   []string `json:"onDeleteColumns,omitempty"`
	Period            bool     `json:"period,omitempty"` // PostgreSQL 18: the last column is PERIOD
	Deferrable        bool     `json:"deferrable,omitempty"`
	InitiallyDeferred bool     `json:"initiallyDeferred,omitempty"`
	NotValid          bool     `json:"notValid,omitempty"`
	NotEnforced       bool     `json:"notEnforced,omitempty"` // PostgreSQL 18; implies NotValid, which is then not set
	Comment           string   `json:"comment,omitempty"`
	ImplicitName      bool     `json:"-"`
	Pos               Pos      `json:"-"`
}

// Check is a check constraint of a table or a domain.
type Check struct {
	Name        string `json:"name"`
	Expr        Expr   `json:"expr"`
	NoInherit   bool   `json:"noInherit,omitempty"`
	NotValid    bool   `json:"notValid,omitempty"`
	NotEnforced bool   `json:"notEnforced,omitempty"` // PostgreSQL 18; NotValid is then not set
	// Inherited: the constraint comes from a parent; Local: the table declares
	// it too (conislocal; plain inheritance only). Same meaning as in Column.
	Inherited bool `json:"inherited,omitempty"`
	Local     bool `json:"local,omitempty"`
	// Column is the column that the check is a part of, where the product tells
	// such checks from those of the table (MariaDB): it has no name of its own, and
	// Name is made by the reader. Empty: the table's.
	Column       string `json:"column,omitempty"`
	Comment      string `json:"comment,omitempty"`
	ImplicitName bool   `json:"-"`
	Pos          Pos    `json:"-"`
}

// Exclusion is an exclusion constraint, together with its index.
type Exclusion struct {
	Name              string             `json:"name"`
	Method            string             `json:"method"` // always filled in: "gist", "btree"
	Elements          []ExclusionElement `json:"elements"`
	Include           []string           `json:"include,omitempty"`
	Predicate         Expr               `json:"predicate,omitzero"`
	Deferrable        bool               `json:"deferrable,omitempty"`
	InitiallyDeferred bool               `json:"initiallyDeferred,omitempty"`
	Options           []Option           `json:"options,omitempty"`
	Tablespace        string             `json:"tablespace,omitempty"`
	Clustered         bool               `json:"clustered,omitempty"`
	Parent            QName              `json:"parent,omitzero"` // as in Key
	Comment           string             `json:"comment,omitempty"`
	IndexComment      string             `json:"indexComment,omitempty"`
	ImplicitName      bool               `json:"-"`
	Pos               Pos                `json:"-"`
}

// ExclusionElement is one element WITH its operator. A built-in operator has an
// empty schema.
type ExclusionElement struct {
	IndexKey
	Operator QName `json:"operator"`
}

// IndexKey is one key of an index: a column or an expression.
type IndexKey struct {
	Column         string   `json:"column,omitempty"`
	Expr           Expr     `json:"expr,omitzero"`
	Collation      QName    `json:"collation,omitzero"` // zero: the column's or expression's own
	Opclass        QName    `json:"opclass,omitzero"`   // zero: the type's default for the method
	OpclassOptions []Option `json:"opclassOptions,omitempty"`
	// Length: only so many characters, or bytes, of the column are in the index
	// (MySQL). Zero: all.
	Length     int  `json:"length,omitempty"`
	Descending bool `json:"descending,omitempty"`
	// NullsFirst is resolved: DESC without NULLS has it set. A product without a
	// choice never has it.
	NullsFirst bool `json:"nullsFirst,omitempty"`
	// Statistics is the target of an expression key plus one; zero: default.
	Statistics int `json:"statistics,omitempty"`
}

// Index is an index that belongs to no constraint.
type Index struct {
	Name             string     `json:"name"`
	Unique           bool       `json:"unique,omitempty"`
	NullsNotDistinct bool       `json:"nullsNotDistinct,omitempty"`
	Method           string     `json:"method"` // always filled in: "btree"
	Keys             []IndexKey `json:"keys"`
	Include          []string   `json:"include,omitempty"`
	Predicate        Expr       `json:"predicate,omitzero"`
	Options          []Option   `json:"options,omitempty"`
	Tablespace       string     `json:"tablespace,omitempty"`
	Clustered        bool       `json:"clustered,omitempty"`
	// Invalid: a failed concurrent build, or the index of a partitioned table
	// that is not attached in every partition.
	Invalid bool `json:"invalid,omitempty"`
	// Parent is the partitioned index that this one is attached to.
	Parent       QName  `json:"parent,omitzero"`
	Comment      string `json:"comment,omitempty"`
	ImplicitName bool   `json:"-"`
	Pos          Pos    `json:"-"`
}

// Statistics is an extended statistics object.
type Statistics struct {
	Schema string `json:"schema"`
	Name   string `json:"name"`
	Table  QName  `json:"table"`
	// Kinds: "ndistinct", "dependencies", "mcv", sorted; all three when the
	// declaration names none; empty for statistics on one expression.
	Kinds   []string `json:"kinds,omitempty"`
	Columns []string `json:"columns,omitempty"` // in table order, as the server keeps them
	Exprs   []Expr   `json:"exprs,omitempty"`
	Target  int      `json:"target,omitempty"` // plus one; zero: default
	Comment string   `json:"comment,omitempty"`
	// ImplicitName: CREATE STATISTICS without a name (PostgreSQL 16).
	ImplicitName bool `json:"-"`
	Pos          Pos  `json:"-"`
}
