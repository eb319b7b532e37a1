package facts

// TypeKind is pg_type.typtype.
type TypeKind byte

// The kinds of types.
const (
	Base       TypeKind = 'b'
	Composite  TypeKind = 'c'
	Domain     TypeKind = 'd'
	Enum       TypeKind = 'e'
	Multirange TypeKind = 'm'
	Pseudo     TypeKind = 'p'
	Range      TypeKind = 'r'
)

// The categories of types (pg_type.typcategory) that decide something.
const (
	CategoryArray    = 'A'
	CategoryBoolean  = 'B'
	CategoryString   = 'S'
	CategoryPseudo   = 'P'
	CategoryUnknown  = 'X'
	CategoryEnum     = 'E'
	CategoryRange    = 'R'
	CategoryUser     = 'U'
	CategoryComposit = 'C'
)

// Subscripting is how values of a type are subscripted.
type Subscripting byte

// The ways to subscript.
const (
	NotSubscriptable Subscripting = '-'
	ArraySubscript   Subscripting = 'a'
	RawSubscript     Subscripting = 'r' // fixed-length: name, point, int2vector
	JsonbSubscript   Subscripting = 'j'
	OtherSubscript   Subscripting = 'o' // an extension's own handler: hstore
)

// Type is a data type.
type Type struct {
	Schema string // "pg_catalog" for a built-in one
	Name   string
	Kind   TypeKind

	Category  byte
	Preferred bool

	Element   *Type  // of an array, and of what else can be subscripted
	Array     *Type  // its array type, nil if there is none
	Base      *Type  // of a domain
	BaseMods  string // the domain's type modifiers, as TypeMods of the base
	Subtype   *Type  // of a range and a multirange
	Multi     *Type  // a range's multirange type
	Subscript Subscripting

	Collatable bool
	Collation  Name // of a domain: another one than that of its base
	Modifiable bool // has a typmodin function
	Delimiter  byte // between array elements
	// IsArray: a true array type, whose Element's Array it is. Others, such as
	// point and name, have an Element and can be subscripted but are no arrays.
	IsArray bool

	Labels []string // of an enum, in order
	Fields []Field  // of a composite
	// Aliases leads from the names by which texts call labels or fields to those
	// that they have.
	Aliases map[string]string
}

// Called returns the name of what a text calls by name.
func (t *Type) Called(name string) string {
	if to, ok := t.Aliases[name]; ok {
		return to
	}
	return name
}

// Field is one attribute of a composite type.
type Field struct {
	Name string
	Type *Type
	Mods string
	// Collation is another one than that of the type.
	Collation Name
}

// String returns schema.name, or the name alone if it is built in.
func (t *Type) String() string {
	if t == nil {
		return "-"
	}
	if t.Schema == CatalogSchema {
		return t.Name
	}
	return t.Schema + "." + t.Name
}

// CatalogSchema is the schema of the built-in objects.
const CatalogSchema = "pg_catalog"

// CastContext says where a cast applies by itself (pg_cast.castcontext).
type CastContext byte

// The contexts of casts.
const (
	ImplicitCast   CastContext = 'i'
	AssignmentCast CastContext = 'a'
	ExplicitCast   CastContext = 'e'
)

// CastMethod is how a cast works (pg_cast.castmethod).
type CastMethod byte

// The methods of casts.
const (
	FunctionCast CastMethod = 'f'
	InOutCast    CastMethod = 'i'
	BinaryCast   CastMethod = 'b'
)

// Cast is a row of pg_cast.
type Cast struct {
	Source, Target *Type
	Context        CastContext
	Method         CastMethod
	Function       Name // of a FunctionCast
	FunctionArgs   int  // 1 to 3: value, modifier, "is explicit"
}

// Operator is an operator. Left is nil for a prefix operator.
type Operator struct {
	Schema, Name string
	Left, Right  *Type
	Result       *Type
	Function     Name
}

// ProcKind is pg_proc.prokind.
type ProcKind byte

// The kinds of routines.
const (
	Function  ProcKind = 'f'
	Aggregate ProcKind = 'a'
	Window    ProcKind = 'w'
	Procedure ProcKind = 'p'
)

// Proc is a function, an aggregate or a procedure.
type Proc struct {
	Schema, Name string
	Kind         ProcKind
	Args         []*Type  // of the input arguments
	ArgNames     []string // empty, or one for each input argument
	Variadic     *Type    // element type of the last argument, if VARIADIC
	Defaults     int      // how many of the last arguments have defaults
	Result       *Type
	Outs         []Field // OUT arguments and the columns of RETURNS TABLE
	Set          bool    // RETURNS SETOF
	Volatility   byte    // i, s, v
}

// Opclass is an operator class.
type Opclass struct {
	Method       string // the access method
	Schema, Name string
	Input        *Type
	Default      bool
	Family       Name
}

// Name is an object's schema and name.
type Name struct{ Schema, Name string }

// String returns schema.name, or the name alone if it is built in.
func (n Name) String() string {
	if n.Schema == CatalogSchema {
		return n.Name
	}
	return n.Schema + "." + n.Name
}

// Objects is a set of objects, as a version or an extension brings them along.
type Objects struct {
	Types      []*Type
	Casts      []Cast
	Operators  []*Operator
	Procs      []*Proc
	Opclasses  []*Opclass
	Methods    []Method
	Collations []Name
	Configs    []Name // text search configurations
	Dicts      []Name // text search dictionaries
	Relations  []Relation
}

// Method is an access method; Kind is 'i' for indexes, 't' for tables.
type Method struct {
	Name string
	Kind byte
}

// Relation is a table, view, sequence, … (pg_class.relkind) by name.
type Relation struct {
	Schema, Name string
	Kind         byte
}
