package property

import (
	"cmp"
	"slices"
	"strconv"

	"github.com/schemadiff/schemadiff/model"
)

// The properties of operators.
const (
	OperatorFunction model.PropertyName = "function"
	// Commutator and Negator refer to operators, also to such that are only
	// mentioned.
	Commutator model.PropertyName = "commutator"
	Negator    model.PropertyName = "negator"
	// Restrict and Join refer to the functions that estimate the selectivity.
	Restrict model.PropertyName = "restrict"
	Join     model.PropertyName = "join"
	Hashes   model.PropertyName = "hashes"
	Merges   model.PropertyName = "merges"
)

// The properties of operator classes and families.
const (
	// ForType is the type that an operator class is for.
	ForType model.PropertyName = "for type"
	// Default is set for the class that an index takes by itself; a conversion has
	// it, too.
	Default model.PropertyName = "default"
	Family  model.PropertyName = "family"
	Storage model.PropertyName = "storage"
	// Operators is a list of references to operators; the name is the strategy
	// number, the list has the two types of the operands, and of an ordering
	// operator the family that sorts its results. Of a family it has those that
	// belong to no class.
	Operators model.PropertyName = "operators"
	// Functions is a list of references to functions; the name is the number of
	// the support function, the list has the two types that it is for and then
	// those of the arguments.
	Functions model.PropertyName = "functions"
)

// The properties of casts.
const (
	// CastFunction refers to the function, with a list of its arguments' types;
	// CastMethod is "inout" or "binary" where there is none.
	CastFunction model.PropertyName = "function"
	CastMethod   model.PropertyName = "method"
	// Context is "implicit" or "assignment".
	Context model.PropertyName = "context"
)

// SortMembers sorts the members of an operator class or family by their number
// and then by what they are.
func SortMembers(list []model.Value) {
	number := func(v model.Value) int {
		n, _ := strconv.Atoi(v.Name)
		return n
	}
	types := func(v model.Value) string {
		text := ""
		for _, t := range v.List {
			text += t.Type.String() + ","
		}
		return text
	}
	slices.SortFunc(list, func(a, b model.Value) int {
		return cmp.Or(number(a)-number(b), cmp.Compare(types(a), types(b)), a.Ref.Compare(b.Ref))
	})
}
