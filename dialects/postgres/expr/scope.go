package expr

import (
	"slices"

	"github.com/schemadiff/schemadiff/model"
)

// Scope is where an expression stands: which columns it sees and how its names
// are looked up.
type Scope struct {
	// Relation is the table that the expression belongs to; zero for a domain.
	Relation model.QName
	Columns  []Column
	// SearchPath lists schemas for unqualified names. Empty: only pg_catalog,
	// as the server prints its expressions and the model stores them.
	SearchPath []string
	// Value is the base type of the domain whose check this is: the type of
	// VALUE. Zero elsewhere.
	Value model.Type
	// Target is the type that the value is assigned to: that of the column for
	// a default and for a generated column. Zero elsewhere.
	Target model.Type
	// Constant: the server keeps the value and not the expression, as it does for
	// the bound of a partition.
	Constant bool
	// Condition: the value is wanted as a boolean, as that of a check and of a
	// predicate is.
	Condition bool
	// Rows is the relation whose rows OLD and NEW a query can refer to, as the
	// actions of a rule do.
	Rows model.QName
	// AnyNames: what the columns of a query's result are called is no part of its
	// meaning, as a view names its columns itself.
	AnyNames bool
	// Arguments: the columns are the arguments of a function, which its body can
	// also call by their numbers.
	Arguments bool
}

// Column is a column that an expression may refer to.
type Column struct {
	Name string
	Type model.Type
	// Collation is another one than that of the type. Expressions may be read
	// without it; a query's columns have it.
	Collation model.QName
	// As is the name by which the key calls the column, if that is another one:
	// the new name of a column that is to be renamed.
	As string
}

// TableScope returns the scope of the expressions of a table. [Scope.If] makes
// it one for checks and predicates, [Scope.Assign] one for defaults and
// generated values; as it is, it is for index keys.
func TableScope(t *model.Table) Scope {
	s := Scope{Relation: t.QName(), Columns: make([]Column, len(t.Columns))}
	for i, c := range t.Columns {
		s.Columns[i] = Column{Name: c.Name, Type: c.Type}
	}
	return s
}

// Assign returns the scope for a value that is assigned to a column of type
// target: a default, a generated value.
func (s Scope) Assign(target model.Type) Scope {
	s.Target = target
	return s
}

// Bound returns the scope for the bound of a partition, which is assigned to a
// part of the partition key of type target.
func (s Scope) Bound(target model.Type) Scope {
	s.Target, s.Constant = target, true
	return s
}

// If returns the scope for a condition: a check, the predicate of an index or
// of an exclusion constraint.
func (s Scope) If() Scope {
	s.Condition = true
	return s
}

// DomainScope returns the scope of a domain's checks.
func DomainScope(d *model.Domain) Scope { return Scope{Value: d.Base, Condition: true} }

// path is the effective search path: pg_catalog comes first unless it is named.
func (s *Scope) path() []string {
	if slices.Contains(s.SearchPath, "pg_catalog") {
		return s.SearchPath
	}
	if len(s.SearchPath) == 0 {
		return catalogOnly
	}
	return append([]string{"pg_catalog"}, s.SearchPath...)
}

var catalogOnly = []string{"pg_catalog"}
