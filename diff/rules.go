package diff

import (
	"context"

	"github.com/schemadiff/schemadiff/model"
)

// Rules are what a comparison must know of a database product.
type Rules interface {
	// Begin prepares the comparison of the expressions of two schemas. Old is in
	// its own names; names says what its objects are called in new.
	Begin(old, new model.Schema, names Names) (Analysis, error)
	// Comparable reports whether the servers of both versions keep what the
	// facet of a kind of objects says. Where only one of them does, the facet is
	// no difference.
	Comparable(kind model.Kind, facet FacetName, oldVersion, newVersion int) bool
	// ImpliedName returns the name that a facet has where the model leaves it
	// out, because it follows from the name of the owner (a range type, a domain,
	// a table with a column); zero if a server of that version keeps none. Such a
	// name stays when the owner gets another one.
	ImpliedName(facet FacetName, owner model.QName, column string, version int) model.QName
	// Members returns the names of what an extension brings along, as far as it is
	// known: its types, and all else that expressions and columns can name.
	Members(extension string, version int) (types, others []string, err error)
	// Rewrite puts an expression into other names, as far as it names relations
	// in constants: the sequence in a default.
	Rewrite(text string, names Names) string
	// CutName returns name followed by suffix, name being cut so that the server
	// keeps the whole.
	CutName(name, suffix string) string
	// Named returns a definition about privileges when the owner of the object is
	// known, and who runs the script that it is from; each is "" if it isn't.
	Named(d model.Definition, owner, runner string, version int) model.Definition
	// GetsPrivileges reports whether an object, which is made for the first time or
	// once more, may get other privileges under these default privileges than those
	// that it has where nothing is said about it.
	GetsPrivileges(of model.ID, defaults []model.Definition, first bool) bool
}

// Analysis tells whether expressions of two schemas mean the same.
type Analysis interface {
	// Compare decides pairs of expressions: the verdicts are as many as the
	// pairs and in their order.
	Compare(ctx context.Context, pairs []Pair) ([]Verdict, error)
	// Key returns a text that two expressions share only if they mean the same;
	// also if they are of different sides. An expression that cannot be analysed
	// has a key that no other text has.
	Key(side Side, e Expression) string
}

// ContextAnalysis is an [Analysis] of a product whose expressions may mean something
// else in the same words.
type ContextAnalysis interface {
	// Contextual reports whether an expression may mean something else on the other
	// side though its text is the same there: a star stands for the columns that a
	// table has.
	Contextual(e Expression) bool
}

// Side tells the two schemas of a comparison apart.
type Side uint8

// The sides: what the database has, and what is declared.
const (
	OldSide Side = iota
	NewSide
)

// Use is what an expression is for: it decides what can stand in it and what
// its value is converted to.
type Use uint8

// The uses of expressions. Those of a domain name its value as VALUE.
const (
	UseDefault        Use = iota // Column's default: assigned to the column
	UseGenerated                 // Column's value: of the table's columns, assigned to Column
	UseCheck                     // a check of the table
	UseDomainDefault             // assigned to the domain's base type
	UseDomainCheck               // a check of the domain
	UseIndexKey                  // a key of an index or an exclusion constraint
	UsePredicate                 // the predicate of an index or an exclusion constraint
	UsePartitionKey              // a part of the table's partition key
	UsePartitionBound            // a constant: assigned to part Position of the key of partitioned table Owner
	UseStatistics                // what extended statistics are about
	UseProperty                  // Property of the definition Object
	UseQuery                     // Property of the definition Object, which is a statement
)

// Expression is an expression and where it stands. It is comparable.
type Expression struct {
	Use Use
	// Owner is the table or the domain, in the names of the expression's side.
	Owner    model.QName
	Column   string
	Position int
	// Object and Property say which definition has the expression, and where.
	// Position is the place in a list.
	Object   model.ID
	Property model.PropertyName
	Text     string
}

// Pair is an expression of each side. Both have a text.
type Pair struct{ Old, New Expression }

// Outcome is what a comparison of two expressions came to.
type Outcome uint8

// The outcomes.
const (
	Same Outcome = iota
	Different
	Undecided
)

// Verdict is an outcome; Reason says why an undecided one is.
type Verdict struct {
	Outcome Outcome
	Reason  string
}
