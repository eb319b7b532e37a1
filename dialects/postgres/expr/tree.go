package expr

import (
	"slices"

	"github.com/schemadiff/schemadiff/dialects/postgres/facts"
	"github.com/schemadiff/schemadiff/model"
)

// kind says what a node of the resolved tree is.
type kind uint8

const (
	kindColumn     kind = iota + 1 // name
	kindWholeRow                   // the row of the relation
	kindValue                      // VALUE of a domain's check
	kindConst                      // text of type typ, or NULL
	kindUnknown                    // a string literal whose type isn't known yet, or NULL
	kindCall                       // function name(args)
	kindOperator                   // args[0] name args[1], or name args[0]
	kindArrayOp                    // args[0] name ANY/ALL (args[1]); flag: ANY
	kindDistinct                   // args[0] IS DISTINCT FROM args[1] by the operator name
	kindNullIf                     // NULLIF by the operator name
	kindRowCompare                 // rows compared by the operators names
	kindRelabel                    // the same bytes as another type
	kindInOut                      // cast by way of text
	kindCast                       // cast by a function
	kindLength                     // fits a value to modifiers; flag: explicit
	kindDomain                     // checks the domain's constraints
	kindArrayCast                  // casts each element: args[1] over args[0]
	kindElement                    // the element that a kindArrayCast works on
	kindConvertRow                 // the row as another row type
	kindAnd
	kindOr
	kindNot
	kindTest     // name: IS NULL, IS NOT NULL, IS TRUE, …
	kindCase     // args: operand or nil, then pairs, then default
	kindCaseTest // the operand in a WHEN of CASE operand WHEN
	kindCoalesce
	kindMinMax // name: GREATEST, LEAST
	kindArray  // ARRAY[…]; flag: elements are arrays
	kindRow
	kindSubscript // args[0][args[1:]]; name tells slices
	kindField     // field name of args[0]
	kindCollate   // name
	kindSession   // CURRENT_DATE and the like: name
	kindXML       // name
	kindJSON      // name

	kindAggregate // name: with what makes it one
	kindType      // nothing but a type
	kindClause    // a part of a query: name, names
	kindSubLink   // name: EXISTS, ANY, …; the query is the last argument
	kindSubColumn // a column of the query in a kindSubLink
)

// node is one node of the resolved tree. Nodes are never changed once they
// are part of a tree.
type node struct {
	kind kind
	flag bool
	null bool // of a constant
	// unsure: the constant's value depends on more than its text; text is what
	// was written.
	unsure bool

	// syntax: a call in the syntax of the SQL standard. array: the last argument
	// of a call is the array of a variadic one.
	syntax, array bool
	// before is what an implicit coercion was done to, which the server doesn't
	// print everywhere.
	before *node

	// origin is the value that a column of a query, or a sub-select, shows;
	// collated the collation of a column, if it is not that of its type.
	origin   *node
	collated facts.Name

	rel  int    // of a column in a query: the number of the item of FROM
	item *item  // and the item
	name string // of what; for an operator or function, see qualified
	text string // of a constant
	// written is what was read as the constant, nil where it was computed.
	written *string
	names   []string

	typ  *facts.Type // the type of the result
	mods string      // and its modifiers, as far as they are known of it
	fit  string      // the modifiers that the node itself applies
	args []*node
	outs []facts.Field // of a record: its fields, as far as they are known, such as the OUT arguments of a call
}

// withMods returns n as a value of which other modifiers are known.
func (n *node) withMods(mods string) *node {
	if n.mods == mods {
		return n
	}
	c := *n
	c.mods = mods
	return &c
}

// isConst reports whether n is a constant of a known type.
func (n *node) isConst() bool { return n.kind == kindConst }

// isNullConst reports whether n is a NULL, of known type or not.
func (n *node) isNullConst() bool { return (n.kind == kindConst || n.kind == kindUnknown) && n.null }

// holds reports whether a node of the tree below n is one that f looks for.
// budget bounds the walk: a tree may hold a part of it many times.
func (n *node) holds(budget *int, f func(*node) bool) bool {
	if n == nil {
		return false
	}
	if *budget--; *budget < 0 {
		fail("the expression is too large")
	}
	return f(n) || slices.ContainsFunc(n.args, func(arg *node) bool { return arg.holds(budget, f) })
}

// collation returns the collation of a COLLATE node; one of the server's own
// has no schema.
func (n *node) collation() model.QName { return model.QName{Schema: n.names[0], Name: n.names[1]} }

// qualified is how the tree calls an operator or a function: by its name if it
// is the server's own, else with its schema. No name holds a NUL.
func qualified(schema, name string) string {
	if schema == facts.CatalogSchema {
		return name
	}
	return schema + "\x00" + name
}
