package gen

// Schema is the blueprint of a database: what the writer turns into DDL text
// and the mutator changes. Its objects point at each other, so that a renamed
// column is renamed wherever it is used. It is the generator's own form, on
// purpose not the product's model: it knows how a person may have written a
// thing, and nothing of how the product keeps it.
type Schema struct {
	Major      int
	Namespaces []*Namespace
	NoPublic   bool // DROP SCHEMA public
	Extensions []*Extension
	Collations []*Collation
	Enums      []*Enum
	Domains    []*Domain
	Composites []*Composite
	Ranges     []*Range
	Sequences  []*Sequence
	Functions  []*Function
	Tables     []*Table
	Statistics []*Statistics
	Objects    []*Object
	Counter    int // counts made objects, for names that must not collide
}

// Namespace is a schema in the sense of CREATE SCHEMA.
type Namespace struct {
	Name, Comment string
	Used          map[string]bool // names of relations, types and index-like constraints
}

// Extension is one of PostgreSQL's own contrib modules.
type Extension struct {
	Name    string
	NS      *Namespace // nil: wherever the search path leads
	Comment string
	// Requires is another one that it builds upon.
	Requires *Extension
}

// Collation is a user-made collation that columns use.
type Collation struct {
	NS   *Namespace
	Name string
}

// Type is one use of a data type; exactly one of Base and User is set.
type Type struct {
	Base  *Builtin
	User  any // *Enum, *Domain, *Composite or *Range
	Mods  string
	Array bool
}

// Enum is an enumerated type.
type Enum struct {
	NS            *Namespace
	Name, Comment string
	Labels        []string
}

// Domain is a domain.
type Domain struct {
	NS            *Namespace
	Name, Comment string
	Base          Type
	Collation     string // a built-in one
	NotNull       bool
	NotNullName   string
	Default       *Expr
	Checks        []*Check
}

// Composite is a stand-alone composite type.
type Composite struct {
	NS            *Namespace
	Name, Comment string
	Attrs         []*Column
	Typed         bool // a typed table is made of it
}

// Range is a range type.
type Range struct {
	NS            *Namespace
	Name, Comment string
	Subtype       *Builtin
	Opclass       string
	Collation     string
	Diff          string
	Multirange    string
}

// Sequence is a stand-alone or owned sequence.
type Sequence struct {
	NS            *Namespace
	Name, Comment string
	Opts          SeqOpts
	OwnedBy       *Column
	Unlogged      bool
}

// SeqOpts are sequence options as written: nil is not written.
type SeqOpts struct {
	Type                         string
	Start, Inc, Min, Max, Cache  *int64
	NoMin, NoMax, Cycle, NoCycle bool
}

// Function is a routine that expressions call.
type Function struct {
	NS     *Namespace
	Name   string
	ArgIs  string // how the argument is named: "x ", "IN x " or not at all
	Arg    *Builtin
	Result *Builtin
	Body   string // an SQL expression over $1
}

// Table is an ordinary, typed or partitioned table, or a partition.
type Table struct {
	NS            *Namespace
	Name, Comment string
	Columns       []*Column
	Keys          []*Key
	Checks        []*Check
	Excls         []*Exclusion
	FKs           []*ForeignKey
	Indexes       []*Index
	Unlogged      bool
	Options       []Option
	AccessMethod  string
	Tablespace    string
	Replica       string // "", "full", "nothing" or "index"
	ReplicaIndex  any    // *Key or *Index
	Cluster       any    // *Key, *Exclusion or *Index
	RLS, ForceRLS bool
	OfType        *Composite
	Like          *Like
	Parents       []*Table
	Part          *Partitioning
	PartOf        *Table
	Bound         Bound
	Attach        bool // written as a table of its own and attached
}

// Like is the LIKE clause that made the first columns of a table.
type Like struct {
	Source  *Table
	Options []string
	Count   int
}

// Column is a column of a table, or an attribute of a composite type.
type Column struct {
	Table     *Table
	Name      string
	Type      Type
	Collation string
	UserColl  *Collation
	NotNull   bool
	NN        NotNull
	Default   *Expr
	Generated *Expr
	Virtual   bool
	Identity  *Identity
	Serial    bool
	SerialSeq *Sequence // stands for the sequence that serial makes
	Storage   string
	Compress  string
	Stats     *int
	Options   []Option
	Comment   string
	// From is the parent's column that this one is inherited from; Local says
	// that the table declares it too.
	From  *Column
	Local bool
	Alias string // the name in a view, where it is not that of From
}

// NotNull is what PostgreSQL 18 adds to NOT NULL.
type NotNull struct {
	Name, Comment       string
	NoInherit, NotValid bool
}

// Identity is GENERATED … AS IDENTITY.
type Identity struct {
	Always   bool
	Opts     SeqOpts
	SeqName  string
	Comment  string
	Unlogged *bool
}

// Option is a storage parameter or attribute option.
type Option struct{ Name, Value string }

// Key is a primary key or unique constraint. An empty Name leaves it to the
// server.
type Key struct {
	Name, Comment, IndexComment string
	Primary                     bool
	Columns, Include            []*Column
	WithoutOverlaps             bool
	NullsNotDistinct            bool
	Deferrable, Deferred        bool
	Options                     []Option
	Tablespace                  string
	UsingIndex                  bool
	OnOnly                      bool // written with ALTER TABLE ONLY and attached by hand
	Attached                    []*PartIndex
}

// Check is a check constraint of a table or a domain.
type Check struct {
	Name, Comment                    string
	Expr                             *Expr
	NoInherit, NotValid, NotEnforced bool
	From                             *Check // declared again by a child
}

// ForeignKey is a foreign key.
type ForeignKey struct {
	Name, Comment         string
	Columns               []*Column
	Ref                   *Table
	RefKey                *Key
	RefIndex              *Index
	OmitColumns           bool // REFERENCES t without a column list
	MatchFull             bool
	OnUpdate, OnDelete    string
	OnDeleteCols          []*Column
	Period                bool
	Deferrable, Deferred  bool
	NotValid, NotEnforced bool
}

// Exclusion is an exclusion constraint.
type Exclusion struct {
	Name, Comment, IndexComment string
	Method                      string
	Elements                    []IndexKey
	Include                     []*Column
	Predicate                   *Expr
	Deferrable, Deferred        bool
	Options                     []Option
	Tablespace                  string
}

// IndexKey is one key of an index or one element of an exclusion constraint.
type IndexKey struct {
	Column         *Column
	Expr           *Expr
	Collation      string
	Opclass        string
	OpclassOptions string
	Desc           bool
	Nulls          string // "", "FIRST" or "LAST"
	Operator       string // exclusions only
	Stats          *int
}

// Index is an index.
type Index struct {
	Name, Comment    string
	Unique           bool
	NullsNotDistinct bool
	Method           string
	Keys             []IndexKey
	Include          []*Column
	Predicate        *Expr
	Options          []Option
	Tablespace       string
	// OnOnly: made on the partitioned table alone; Attached are the indexes of
	// its partitions that are then attached by hand. If not all partitions
	// have one, the index stays invalid.
	OnOnly   bool
	Attached []*PartIndex
}

// PartIndex is the index of one partition, attached by hand.
type PartIndex struct {
	Table   *Table
	Name    string
	Comment string
}

// Partitioning is a partition key.
type Partitioning struct {
	Strategy string // RANGE, LIST or HASH
	Keys     []PartKey
}

// PartKey is one column or expression of a partition key.
type PartKey struct {
	Column    *Column
	Expr      *Expr
	Collation string
	Opclass   string
	Class     *Builtin // whose literals bounds are made of
}

// Bound is a partition bound; texts are SQL.
type Bound struct {
	Default            bool
	In                 []string
	From, To           []string
	Modulus, Remainder int
}

// Statistics is an extended statistics object.
type Statistics struct {
	NS            *Namespace
	Name, Comment string
	Table         *Table
	Kinds         []string
	Columns       []*Column
	Exprs         []*Expr
	Target        *int
}

// Expr is an expression: a format in which a NUL and a digit stand for the
// argument of that number, which is a column, a type, a function, a sequence or
// another expression.
type Expr struct {
	Format string
	Args   []any
	Atomic bool // needs no parentheses as an operand
}

// hole is the place of the i-th argument in a format.
func hole(i int) string { return "\x00" + string(rune('0'+i)) }
