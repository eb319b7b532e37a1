package model

// Table is an ordinary, partitioned or typed table, a partition, a materialized
// view, or a foreign table.
type Table struct {
	Schema string `json:"schema"`
	Name   string `json:"name"`
	// Columns in their order. A partition lists all of its columns (they are
	// Inherited); a typed table those of its type.
	Columns     []Column     `json:"columns,omitempty"`
	Keys        []Key        `json:"keys,omitempty"` // the primary key first, then by name
	Checks      []Check      `json:"checks,omitempty"`
	Exclusions  []Exclusion  `json:"exclusions,omitempty"`
	ForeignKeys []ForeignKey `json:"foreignKeys,omitempty"`
	Indexes     []Index      `json:"indexes,omitempty"`

	Unlogged bool `json:"unlogged,omitempty"`
	// Options are the storage parameters; those of the TOAST table are named
	// "toast.…". In SQLite they are "strict" and "without rowid".
	Options []Option `json:"options,omitempty"`
	// AccessMethod is empty for the default (heap) and for what has none.
	AccessMethod     string          `json:"accessMethod,omitempty"`
	Tablespace       string          `json:"tablespace,omitempty"` // empty: the database's
	ReplicaIdentity  ReplicaIdentity `json:"replicaIdentity,omitzero"`
	RowSecurity      bool            `json:"rowSecurity,omitempty"`
	ForceRowSecurity bool            `json:"forceRowSecurity,omitempty"`

	OfType   QName   `json:"ofType,omitzero"`    // typed table: CREATE TABLE … OF
	Inherits []QName `json:"inherits,omitempty"` // parents of plain inheritance, in order

	Partitioning Partitioning   `json:"partitioning,omitzero"` // this table is partitioned
	PartitionOf  QName          `json:"partitionOf,omitzero"`  // this table is a partition of it
	Bound        PartitionBound `json:"bound,omitzero"`

	// Query is what a materialized view holds the rows of; its columns are those of
	// the query. Zero: this is a table.
	Query Expr `json:"query,omitzero"`
	// Unpopulated: the materialized view was never filled. That is a state of the
	// rows: it says how a new one is made, and is no difference.
	Unpopulated bool `json:"unpopulated,omitempty"`

	// Server is where the rows of a foreign table are. Empty: this is none.
	Server string `json:"server,omitempty"`
	// ForeignOptions are what a foreign table tells its server, sorted by name;
	// secrets are taken out.
	ForeignOptions []Option `json:"foreignOptions,omitempty"`

	Comment string `json:"comment,omitempty"`
	Pos     Pos    `json:"-"`
}

// Materialized reports whether this is a materialized view.
func (t Table) Materialized() bool { return !t.Query.IsZero() }

// Kind returns KindTable, KindMaterializedView or KindForeignTable: what people
// call it. Its ID has KindTable always.
func (t Table) Kind() Kind {
	switch {
	case t.Materialized():
		return KindMaterializedView
	case t.Foreign():
		return KindForeignTable
	}
	return KindTable
}

// Foreign reports whether this is a foreign table.
func (t Table) Foreign() bool { return t.Server != "" }

// QName returns the table's qualified name.
func (t Table) QName() QName { return QName{t.Schema, t.Name} }

// Column returns the column of that name.
func (t Table) Column(name string) (Column, bool) {
	for i := range t.Columns {
		if t.Columns[i].Name == name {
			return t.Columns[i], true
		}
	}
	return Column{}, false
}

// ReplicaIdentityMode says what logical replication sends of an old row.
type ReplicaIdentityMode string

// The replica identities; the zero value is DEFAULT.
const (
	ReplicaDefault ReplicaIdentityMode = ""
	ReplicaFull    ReplicaIdentityMode = "full"
	ReplicaNothing ReplicaIdentityMode = "nothing"
	ReplicaIndex   ReplicaIdentityMode = "index"
)

// ReplicaIdentity is a table's REPLICA IDENTITY; Index is the index or
// constraint name for mode "index".
type ReplicaIdentity struct {
	Mode  ReplicaIdentityMode `json:"mode"`
	Index string              `json:"index,omitempty"`
}

// Column is a column of a table.
type Column struct {
	Name      string `json:"name"`
	Type      Type   `json:"type"`
	Collation QName  `json:"collation,omitzero"` // zero: the type's

	NotNull bool `json:"notNull,omitempty"`
	// NotNullConstraint holds what PostgreSQL 18 knows about the not-null
	// constraint beyond its existence; zero for implicit names and before 18.
	// A column of a primary key is NotNull on every version.
	NotNullConstraint NotNull `json:"notNullConstraint,omitzero"`

	Default   Expr      `json:"default,omitzero"` // DEFAULT NULL is no default
	Generated Generated `json:"generated,omitzero"`
	Identity  Identity  `json:"identity,omitzero"`
	// Serial: the column was declared serial, so that Default and the sequence
	// in it are of the server's choosing, as is the sequence's name.
	Serial bool `json:"-"`

	// Storage is the TOAST strategy ("plain", "external", "extended", "main");
	// empty where it is the type's own.
	Storage     string `json:"storage,omitempty"`
	Compression string `json:"compression,omitempty"` // "pglz", "lz4"; empty: the server's default
	// Statistics is the statistics target plus one, so that zero is the
	// default: 1 means "collect none".
	Statistics int `json:"statistics,omitempty"`
	// Options are n_distinct and n_distinct_inherited, in SQLite the "on conflict"
	// of NOT NULL.
	Options []Option `json:"options,omitempty"`
	// ForeignOptions are those of a column of a foreign table, sorted by name.
	ForeignOptions []Option `json:"foreignOptions,omitempty"`

	// Inherited: the column comes from a parent (plain inheritance, partition)
	// or from the type of a typed table. Local: it is also declared by the
	// table itself (attislocal); only meaningful if Inherited by plain
	// inheritance, always false for partitions and for columns that are not
	// inherited.
	Inherited bool `json:"inherited,omitempty"`
	Local     bool `json:"local,omitempty"`

	Comment string `json:"comment,omitempty"`
	Pos     Pos    `json:"-"`
}

// NotNull is what PostgreSQL 18 keeps of a not-null constraint.
type NotNull struct {
	// Name is empty when it is <table>_<column>_not_null, cut as the server does
	// and without a number, and when it is a parent's.
	Name string `json:"name,omitempty"`
	// ImplicitName: the declared side left it unnamed; Name, which has a number,
	// is what the server would have chosen.
	ImplicitName bool `json:"-"`
	// Inherited: the table has the constraint because a parent has it, and under
	// the name of that one. What a table declares itself is its own, also if the
	// parent has one too.
	Inherited bool   `json:"inherited,omitempty"`
	NoInherit bool   `json:"noInherit,omitempty"`
	NotValid  bool   `json:"notValid,omitempty"`
	Comment   string `json:"comment,omitempty"`
}

// Generated is the value of a generated column.
type Generated struct {
	Expr    Expr `json:"expr"`
	Virtual bool `json:"virtual,omitempty"` // PostgreSQL 18; else STORED
}

// IsZero reports whether the column is not generated.
func (g Generated) IsZero() bool { return g.Expr.IsZero() }

// IdentityMode is GENERATED ALWAYS or BY DEFAULT AS IDENTITY.
type IdentityMode string

// The identity modes; the zero value is no identity. IdentityAutoIncrement is
// AUTOINCREMENT: the counter is the table's own, without a name and without
// parameters.
const (
	NotIdentity           IdentityMode = ""
	IdentityAlways        IdentityMode = "always"
	IdentityByDefault     IdentityMode = "by default"
	IdentityAutoIncrement IdentityMode = "auto increment"
)

// Identity is an identity column's mode and the attributes of its sequence.
type Identity struct {
	Mode     IdentityMode    `json:"mode"`
	Sequence QName           `json:"sequence,omitzero"` // its name, given or chosen by the server
	Options  SequenceOptions `json:"options,omitzero"`
	Unlogged bool            `json:"unlogged,omitempty"` // differs from the table's own persistence
	// ImplicitName: the declared side did not name the sequence.
	ImplicitName bool   `json:"-"`
	Comment      string `json:"comment,omitempty"` // of the sequence
}

// IsZero reports whether the column has no identity.
func (i Identity) IsZero() bool { return i.Mode == NotIdentity }

// SequenceOptions are the parameters of a sequence, always fully resolved: the
// defaults depend on type and direction and are filled in by the readers.
type SequenceOptions struct {
	Type      string `json:"type"` // "smallint", "integer", "bigint"
	Start     int64  `json:"start"`
	Increment int64  `json:"increment"`
	Min       int64  `json:"min"`
	Max       int64  `json:"max"`
	Cache     int64  `json:"cache"`
	Cycle     bool   `json:"cycle,omitempty"`
}

// Sequence is a sequence that is not an identity column's own.
type Sequence struct {
	Schema   string          `json:"schema"`
	Name     string          `json:"name"`
	Options  SequenceOptions `json:"options"`
	OwnedBy  ColumnRef       `json:"ownedBy,omitzero"`
	Unlogged bool            `json:"unlogged,omitempty"`
	Comment  string          `json:"comment,omitempty"`
	// ImplicitName: made by serial, so that its name is the server's choice.
	ImplicitName bool `json:"-"`
	Pos          Pos  `json:"-"`
}

// PartitionStrategy is how a table is partitioned.
type PartitionStrategy string

// The partition strategies; the zero value is "not partitioned".
const (
	PartitionByRange PartitionStrategy = "range"
	PartitionByList  PartitionStrategy = "list"
	PartitionByHash  PartitionStrategy = "hash"
)

// Partitioning is the partition key of a partitioned table, and its partitions
// where these are no tables of their own.
type Partitioning struct {
	Strategy PartitionStrategy `json:"strategy"`
	Keys     []PartitionKey    `json:"keys"`
	Options  []Option          `json:"options,omitempty"`
	// Sub is how each partition is divided once more.
	Sub Subpartitioning `json:"sub,omitzero"`
	// Partitions, in their order, are those that are parts of the table (MySQL).
	Partitions []Partition `json:"partitions,omitempty"`
}

// Subpartitioning is how the partitions that are parts of a table are divided.
type Subpartitioning struct {
	Strategy PartitionStrategy `json:"strategy"`
	Keys     []PartitionKey    `json:"keys"`
	Options  []Option          `json:"options,omitempty"`
}

// IsZero reports whether the partitions are not divided.
func (p Subpartitioning) IsZero() bool { return p.Strategy == "" }

// Partition is a partition, or a part of one, that is no table of its own. The
// bound of a range has only its upper end, the rows below it.
type Partition struct {
	Name       string         `json:"name"`
	Bound      PartitionBound `json:"bound,omitzero"`
	Options    []Option       `json:"options,omitempty"`
	Comment    string         `json:"comment,omitempty"`
	Partitions []Partition    `json:"partitions,omitempty"`
}

// IsZero reports whether the table is not partitioned.
func (p Partitioning) IsZero() bool { return p.Strategy == "" }

// PartitionKey is one column or expression of a partition key.
type PartitionKey struct {
	Column    string `json:"column,omitempty"`
	Expr      Expr   `json:"expr,omitzero"`
	Collation QName  `json:"collation,omitzero"` // zero: the column's
	Opclass   QName  `json:"opclass,omitzero"`   // zero: the type's default
}

// PartitionBound is a partition's FOR VALUES clause or DEFAULT.
type PartitionBound struct {
	Default   bool         `json:"default,omitempty"`
	In        []Expr       `json:"in,omitempty"` // LIST, sorted by text
	From      []BoundValue `json:"from,omitempty"`
	To        []BoundValue `json:"to,omitempty"`
	Modulus   int          `json:"modulus,omitempty"`
	Remainder int          `json:"remainder,omitempty"`
}

// IsZero reports whether there is no bound: the table is no partition.
func (b PartitionBound) IsZero() bool {
	return !b.Default && b.In == nil && b.From == nil && b.To == nil && b.Modulus == 0
}

// BoundValue is one end of a range: a value, MINVALUE or MAXVALUE.
type BoundValue struct {
	Infinite string `json:"infinite,omitempty"` // "minvalue", "maxvalue"
	Expr     Expr   `json:"expr,omitzero"`
}
