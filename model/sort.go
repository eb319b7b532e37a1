package model

import (
	"cmp"
	"slices"
)

// Sort brings s into canonical order, in place: every list whose order has no
// meaning is ordered by name. Readers call it last.
func (s *Schema) Sort() {
	sortBy(s.Namespaces, func(o Namespace) QName { return QName{Name: o.Name} })
	sortBy(s.Extensions, func(o Extension) QName { return QName{Name: o.Name} })
	sortBy(s.Enums, func(o Enum) QName { return QName{o.Schema, o.Name} })
	sortBy(s.Domains, func(o Domain) QName { return QName{o.Schema, o.Name} })
	for i := range s.Domains {
		sortBy(s.Domains[i].Checks, func(c Check) QName { return QName{Name: c.Name} })
	}
	sortBy(s.Composites, func(o Composite) QName { return QName{o.Schema, o.Name} })
	sortBy(s.Ranges, func(o Range) QName { return QName{o.Schema, o.Name} })
	sortBy(s.Sequences, func(o Sequence) QName { return QName{o.Schema, o.Name} })
	sortBy(s.Tables, func(o Table) QName { return QName{o.Schema, o.Name} })
	for i := range s.Tables {
		s.Tables[i].sort()
	}
	sortBy(s.Statistics, func(o Statistics) QName { return QName{o.Schema, o.Name} })
	for i := range s.Statistics {
		slices.Sort(s.Statistics[i].Kinds)
	}
	for i := range s.Definitions {
		s.Definitions[i].sort()
	}
	slices.SortStableFunc(s.Definitions, func(a, b Definition) int { return a.ID.Compare(b.ID) })
	for i := range s.Cluster {
		s.Cluster[i].sort()
	}
	slices.SortStableFunc(s.Cluster, func(a, b Definition) int { return a.ID.Compare(b.ID) })
	s.sortFacts()
}

func (s *Schema) sortFacts() {
	slices.SortStableFunc(s.Routines, func(a, b Routine) int {
		return cmp.Or(QName{a.Schema, a.Name}.Compare(QName{b.Schema, b.Name}),
			slices.CompareFunc(a.Args, b.Args, func(x, y RoutineArg) int { return cmp.Compare(x.Type.String(), y.Type.String()) }))
	})
	slices.SortStableFunc(s.Operators, func(a, b Operator) int {
		return cmp.Or(QName{a.Schema, a.Name}.Compare(QName{b.Schema, b.Name}),
			cmp.Compare(a.Left.String(), b.Left.String()), cmp.Compare(a.Right.String(), b.Right.String()))
	})
	slices.SortStableFunc(s.Casts, func(a, b Cast) int {
		return cmp.Or(cmp.Compare(a.From.String(), b.From.String()), cmp.Compare(a.To.String(), b.To.String()))
	})
	slices.SortStableFunc(s.Unsupported, func(a, b Unsupported) int {
		return cmp.Or(cmp.Compare(a.ID.Kind, b.ID.Kind), a.ID.Compare(b.ID))
	})
}

func (t *Table) sort() {
	slices.SortStableFunc(t.Keys, func(a, b Key) int {
		if a.Primary != b.Primary {
			if a.Primary {
				return -1
			}
			return 1
		}
		return cmp.Compare(a.Name, b.Name)
	})
	for i := range t.Keys {
		SortOptions(t.Keys[i].Options)
	}
	sortBy(t.Checks, func(o Check) QName { return QName{Name: o.Name} })
	sortBy(t.Exclusions, func(o Exclusion) QName { return QName{Name: o.Name} })
	for i := range t.Exclusions {
		SortOptions(t.Exclusions[i].Options)
	}
	sortBy(t.ForeignKeys, func(o ForeignKey) QName { return QName{Name: o.Name} })
	sortBy(t.Indexes, func(o Index) QName { return QName{Name: o.Name} })
	for i := range t.Indexes {
		SortOptions(t.Indexes[i].Options)
	}
	for i := range t.Columns {
		SortOptions(t.Columns[i].Options)
		SortOptions(t.Columns[i].ForeignOptions)
	}
	SortOptions(t.Options)
	SortOptions(t.ForeignOptions)
	SortOptions(t.Partitioning.Options)
	SortOptions(t.Partitioning.Sub.Options)
	slices.SortStableFunc(t.Bound.In, func(a, b Expr) int { return cmp.Compare(a.Text, b.Text) })
}

// SortOptions orders options by name.
func SortOptions(list []Option) {
	slices.SortStableFunc(list, func(a, b Option) int { return cmp.Compare(a.Name, b.Name) })
}

func sortBy[T any](list []T, key func(T) QName) {
	slices.SortStableFunc(list, func(a, b T) int { return key(a).Compare(key(b)) })
}
