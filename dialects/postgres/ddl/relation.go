package ddl

import (
	"slices"

	"github.com/schemadiff/schemadiff/dialects/postgres/facts"
	"github.com/schemadiff/schemadiff/model"
)

// tableKind is pg_class.relkind of a table-like relation.
type tableKind byte

const (
	ordinary     tableKind = 'r'
	partitioned  tableKind = 'p'
	foreignTable tableKind = 'f'
	view         tableKind = 'v'
	materialized tableKind = 'm'
)

// table is a table, or something that can stand in a table's place.
type table struct {
	ns   *namespace
	name string
	kind tableKind
	// owned: it is an extension's, so that changes of it are the extension's too.
	owned bool
	// opaque: its columns aren't known (views, relations of extensions).
	opaque bool
	// broken: the statement that makes it failed.
	broken bool
	// dropOnCommit: a temporary table that ends with its transaction.
	dropOnCommit bool

	columns    []*column
	checks     []*check
	keys       []*index // indexes that belong to a constraint or to none, by age
	references []*foreignKey
	referrers  []*foreignKey // of any table that refer to this one

	unlogged         bool
	options          []model.Option
	toast            bool // it has a TOAST table, whose options are the table's
	accessMethod     string
	tablespace       string
	replicaIdentity  model.ReplicaIdentityMode
	identityIndex    *index
	rowSecurity      bool
	forceRowSecurity bool

	ofType   *typ
	parents  []*table // of inheritance, in order
	children []*table // of inheritance, and partitions

	partitioning model.PartitionStrategy
	partKeys     []partKey
	partitionOf  *table
	bound        model.PartitionBound

	comment string
	pos     model.Pos
	// uses are the relations and routines that a view can't be without.
	uses []any
	// names are the columns' names that a view mentions.
	names map[string]bool

	// query is what a view stands for. While its columns are not known (opaque),
	// given are those that it gives names, path is the search path of its making
	// and columnComments are comments that came too early.
	query          expression
	given          []string
	path           []string
	columnComments map[string]string
	// unpopulated: a materialized view without rows.
	unpopulated bool
	// server and foreign are the server of a foreign table and its options.
	server  *other
	foreign []model.Value
}

// partKey is a key of a partitioned table.
type partKey struct {
	column    *column
	expr      expression
	collation model.QName
	opclass   model.QName
}

func (t *table) what() string {
	switch t.kind {
	case view:
		return "view"
	case materialized:
		return "materialized view"
	case foreignTable:
		return "foreign table"
	default:
	}
	return "table"
}

func (t *table) place() (*namespace, string) { return t.ns, t.name }

func (t *table) qname() model.QName { return model.QName{Schema: t.ns.name, Name: t.name} }

// temporary says whether the table ends with its session.
func (t *table) temporary() bool { return t.ns.name == tempSchema }

// column returns the column of that name, nil if there is none.
func (t *table) column(name string) *column {
	for _, c := range t.columns {
		if c.name == name {
			return c
		}
	}
	return nil
}

// descendants lists the table's children, their children and so on, each once,
// parents before children.
func (t *table) descendants() []*table {
	var list []*table
	queue := slices.Clone(t.children)
	for len(queue) > 0 {
		child := queue[0]
		queue = queue[1:]
		if !slices.Contains(list, child) {
			list = append(list, child)
			queue = append(queue, child.children...)
		}
	}
	return list
}

// column is a column of a table.
type column struct {
	table     *table
	name      string
	typ       model.Type
	collation model.QName // zero: the type's

	notNull bool
	null    notNull // what PostgreSQL 18 knows about it

	value     expression // the default, or what generates the column
	generated bool
	virtual   bool
	// nullDefault: the column was declared with DEFAULT NULL, which overrides
	// what it inherits.
	nullDefault bool
	identity    model.IdentityMode
	sequence    *sequence // of an identity column
	serial      bool

	storage     string // empty: the type's
	compression string
	statistics  int // the target plus one
	options     []model.Option
	foreign     []model.Value // options of a column of a foreign table

	local     bool // the table itself declares it
	inherited int  // how many parents it comes from

	comment string
	pos     model.Pos
}

// notNull is a not-null constraint. Before PostgreSQL 18 only its existence
// counts, and no name is chosen.
type notNull struct {
	name string
	// chosen: the server chose the name, which is this and perhaps a number.
	chosen    string
	noInherit bool
	notValid  bool
	local     bool
	inherited int
	comment   string
}

// check is a check constraint of a table or a domain.
type check struct {
	name        string
	expr        expression
	noInherit   bool
	notValid    bool
	notEnforced bool
	local       bool
	inherited   int
	implicit    bool
	comment     string
	pos         model.Pos
}

// foreignKey is a foreign key. The server's copies of it on partitions are left
// out.
type foreignKey struct {
	table      *table
	name       string
	columns    []*column
	target     *table
	refColumns []*column
	index      *index // that makes the referenced columns unique

	matchFull         bool
	onUpdate          model.Action
	onDelete          model.Action
	onDeleteColumns   []*column
	period            bool
	deferrable        bool
	initiallyDeferred bool
	notValid          bool
	notEnforced       bool
	implicit          bool
	// hidden are the names of its copies for partitions of the target.
	hidden  []string
	comment string
	pos     model.Pos
}

// index is an index, together with the constraint that it serves.
type index struct {
	table *table
	name  string

	unique           bool
	nullsNotDistinct bool
	method           string
	keys             []indexKey
	include          []*column
	// names are the names of the index's own columns.
	names      []string
	predicate  expression
	options    []model.Option
	tablespace string
	clustered  bool
	invalid    bool
	parent     *index
	children   []*index

	constraint *keyConstraint // nil: none

	implicit bool
	cloned   bool // it was made like another one
	comment  string
	pos      model.Pos
}

// indexKey is a key of an index.
type indexKey struct {
	column     *column // nil: an expression
	expr       expression
	collation  model.QName
	opclass    model.QName
	options    []model.Option
	descending bool
	nullsFirst bool
	statistics int
	operator   model.QName // of an exclusion constraint
}

// keyConstraint is what makes an index a primary key, a unique constraint or an
// exclusion constraint. Its name is the index's.
type keyConstraint struct {
	kind              model.Kind
	deferrable        bool
	initiallyDeferred bool
	withoutOverlaps   bool
	local             bool
	comment           string
}

func (x *index) what() string { return "index" }

func (x *index) place() (*namespace, string) { return x.table.ns, x.name }

func (x *index) qname() model.QName { return model.QName{Schema: x.table.ns.name, Name: x.name} }

// primary says whether the index is a primary key's.
func (x *index) primary() bool {
	return x.constraint != nil && x.constraint.kind == model.KindPrimaryKey
}

// sequence is a sequence.
type sequence struct {
	ns       *namespace
	name     string
	options  model.SequenceOptions
	unlogged bool
	// owner is the column that it belongs to; identity says that it is the
	// column's own.
	owner    *column
	identity bool
	owned    bool // by an extension
	implicit bool
	comment  string
	pos      model.Pos
}

func (s *sequence) what() string { return "sequence" }

func (s *sequence) place() (*namespace, string) { return s.ns, s.name }

func (s *sequence) qname() model.QName { return model.QName{Schema: s.ns.name, Name: s.name} }

// statistics is an extended statistics object.
type statistics struct {
	ns       *namespace
	name     string
	table    *table
	kinds    []string
	columns  []*column
	exprs    []expression
	target   int // plus one
	implicit bool
	comment  string
	pos      model.Pos
}

// typeKind is the kind of a type.
type typeKind uint8

const (
	enumType typeKind = iota
	domainType
	compositeType
	rangeType
	multirangeType
	baseType
	shellType
	rowType // of a table or view
)

// typ is a type of a schema.
type typ struct {
	ns    *namespace
	name  string
	kind  typeKind
	owned bool // by an extension

	labels     []string          // of an enum
	attributes []model.Attribute // of a composite type
	domain     *domain
	rng        *rangeInfo
	table      *table      // whose row type it is
	of         *typ        // the range type of a multirange type
	fact       *facts.Type // of an extension

	comment string
	pos     model.Pos
	// other and base are what is known of a base type.
	other *other
	base  *baseInfo
}

// domain is what a domain has.
type domain struct {
	base      model.Type
	collation model.QName
	notNull   bool
	nullName  string
	// nullChosen: as [notNull.chosen].
	nullChosen string
	// nullComment is the comment on the not-null constraint, which the model
	// has no place for, and where it was made.
	nullComment string
	nullPos     model.Pos
	value       expression
	checks      []*check
}

// rangeInfo is what a range type has.
type rangeInfo struct {
	subtype     model.Type
	opclass     model.QName
	collation   model.QName
	canonical   model.QName
	subtypeDiff model.QName
	multirange  *typ
	implicit    bool // the multirange's name is the server's choice
}

func (t *typ) what() string {
	switch t.kind {
	case domainType:
		return "domain"
	case compositeType:
		return "composite type"
	default:
	}
	return "type"
}

func (t *typ) place() (*namespace, string) { return t.ns, t.name }

func (t *typ) qname() model.QName { return model.QName{Schema: t.ns.name, Name: t.name} }

// routine is the signature of a function, procedure or aggregate.
type routine struct {
	ns *namespace
	model.Routine
	owned bool
	// constructs is the range type that the function came with.
	constructs *typ
	// body is the text of one whose call may change the schema.
	body     string
	language string
	// arguments are all arguments, as the definition has them.
	arguments  []model.Value
	definition model.Definition
	// uses are the relations and routines in a body that the server has read.
	uses []any
	// refs are the properties that refer to other routines or to operators.
	refs map[model.PropertyName]reference
}

// reference is a property that refers to something: what it is called at the
// end of the script. It can't be without what it uses, if the script made that.
type reference struct {
	id   func() model.ID
	uses any
}

// dependsOn says whether the routine refers to something.
func (f *routine) dependsOn(used any) bool {
	for _, ref := range f.refs {
		if ref.uses == used && used != nil {
			return true
		}
	}
	return slices.Contains(f.uses, used)
}

// operator is the signature of an operator.
type operator struct {
	ns *namespace
	model.Operator
	owned bool
	pos   model.Pos
	// other is what is known of a user's operator beside its signature;
	// commutator and negator are set as pg_operator has them.
	other               *other
	commutator, negator *operator
	hashes, merges      bool
	// shell: it was only mentioned so far.
	shell bool
}
