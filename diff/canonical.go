package diff

import (
	"cmp"
	"slices"
	"strings"

	"github.com/schemadiff/schemadiff/model"
)

// Canonical returns the schema in canonical order, as [Compare] sees it: the
// schema itself if it is in that order, else a copy.
func Canonical(s model.Schema) model.Schema { return canonical(s) }

// canonical returns s in canonical order. What is in order already is shared
// with s, all else is copied. Readers deliver schemas in order, so that copying
// tables is rare.
func canonical(s model.Schema) model.Schema {
	facts := model.Schema{
		Routines:    slices.Clone(s.Routines),
		Operators:   slices.Clone(s.Operators),
		Casts:       slices.Clone(s.Casts),
		Unsupported: slices.Clone(s.Unsupported),
	}
	facts.Sort()
	s.Routines, s.Operators, s.Casts, s.Unsupported = facts.Routines, facts.Operators, facts.Casts, facts.Unsupported
	if inOrder(s) {
		return s
	}
	s.Namespaces = slices.Clone(s.Namespaces)
	s.Extensions = slices.Clone(s.Extensions)
	s.Enums = slices.Clone(s.Enums)
	s.Domains = apply(s.Domains, func(o *model.Domain) { o.Checks = slices.Clone(o.Checks) })
	s.Composites = slices.Clone(s.Composites)
	s.Ranges = slices.Clone(s.Ranges)
	s.Sequences = slices.Clone(s.Sequences)
	s.Tables = apply(s.Tables, cloneLists)
	s.Statistics = apply(s.Statistics, func(o *model.Statistics) { o.Kinds = slices.Clone(o.Kinds) })
	s.Definitions = apply(s.Definitions, func(o *model.Definition) { o.Properties = slices.Clone(o.Properties) })
	s.Sort()
	return s
}

// cloneLists copies every list of a table that has a canonical order.
func cloneLists(t *model.Table) {
	t.Columns = apply(t.Columns, func(o *model.Column) { o.Options = slices.Clone(o.Options) })
	t.Keys = apply(t.Keys, func(o *model.Key) { o.Options = slices.Clone(o.Options) })
	t.Checks = slices.Clone(t.Checks)
	t.Exclusions = apply(t.Exclusions, func(o *model.Exclusion) { o.Options = slices.Clone(o.Options) })
	t.ForeignKeys = slices.Clone(t.ForeignKeys)
	t.Indexes = apply(t.Indexes, func(o *model.Index) { o.Options = slices.Clone(o.Options) })
	t.Options = slices.Clone(t.Options)
	t.Partitioning.Options = slices.Clone(t.Partitioning.Options)
	t.Partitioning.Sub.Options = slices.Clone(t.Partitioning.Sub.Options)
	t.Bound.In = slices.Clone(t.Bound.In)
}

func inOrder(s model.Schema) bool {
	return rising(s.Namespaces, func(o *model.Namespace) model.QName { return model.QName{Name: o.Name} }) &&
		rising(s.Extensions, func(o *model.Extension) model.QName { return model.QName{Name: o.Name} }) &&
		rising(s.Enums, func(o *model.Enum) model.QName { return model.QName{Schema: o.Schema, Name: o.Name} }) &&
		rising(s.Domains, func(o *model.Domain) model.QName { return model.QName{Schema: o.Schema, Name: o.Name} }) &&
		every(s.Domains, func(o *model.Domain) bool {
			return rising(o.Checks, func(c *model.Check) model.QName { return model.QName{Name: c.Name} })
		}) &&
		rising(s.Composites, func(o *model.Composite) model.QName { return model.QName{Schema: o.Schema, Name: o.Name} }) &&
		rising(s.Ranges, func(o *model.Range) model.QName { return model.QName{Schema: o.Schema, Name: o.Name} }) &&
		rising(s.Sequences, func(o *model.Sequence) model.QName { return model.QName{Schema: o.Schema, Name: o.Name} }) &&
		rising(s.Tables, func(o *model.Table) model.QName { return o.QName() }) &&
		every(s.Tables, tableInOrder) &&
		rising(s.Statistics, func(o *model.Statistics) model.QName { return model.QName{Schema: o.Schema, Name: o.Name} }) &&
		every(s.Statistics, func(o *model.Statistics) bool { return slices.IsSorted(o.Kinds) }) &&
		slices.IsSortedFunc(s.Definitions, func(a, b model.Definition) int { return a.ID.Compare(b.ID) }) &&
		every(s.Definitions, func(o *model.Definition) bool {
			return slices.IsSortedFunc(o.Properties, func(a, b model.Property) int { return cmp.Compare(a.Name, b.Name) })
		})
}

func tableInOrder(t *model.Table) bool {
	return every(t.Columns, func(o *model.Column) bool { return optionsInOrder(o.Options) }) &&
		rising(t.Keys, func(o *model.Key) model.QName {
			if o.Primary {
				return model.QName{Name: o.Name}
			}
			return model.QName{Schema: "unique", Name: o.Name}
		}) &&
		every(t.Keys, func(o *model.Key) bool { return optionsInOrder(o.Options) }) &&
		rising(t.Checks, func(o *model.Check) model.QName { return model.QName{Name: o.Name} }) &&
		rising(t.Exclusions, func(o *model.Exclusion) model.QName { return model.QName{Name: o.Name} }) &&
		every(t.Exclusions, func(o *model.Exclusion) bool { return optionsInOrder(o.Options) }) &&
		rising(t.ForeignKeys, func(o *model.ForeignKey) model.QName { return model.QName{Name: o.Name} }) &&
		rising(t.Indexes, func(o *model.Index) model.QName { return model.QName{Name: o.Name} }) &&
		every(t.Indexes, func(o *model.Index) bool { return optionsInOrder(o.Options) }) &&
		optionsInOrder(t.Options) && optionsInOrder(t.Partitioning.Options) && optionsInOrder(t.Partitioning.Sub.Options) &&
		slices.IsSortedFunc(t.Bound.In, func(a, b model.Expr) int { return strings.Compare(a.Text, b.Text) })
}

func optionsInOrder(list []model.Option) bool {
	return slices.IsSortedFunc(list, func(a, b model.Option) int { return strings.Compare(a.Name, b.Name) })
}

func rising[T any](list []T, key func(*T) model.QName) bool {
	for i := 1; i < len(list); i++ {
		if key(&list[i-1]).Compare(key(&list[i])) > 0 {
			return false
		}
	}
	return true
}

func every[T any](list []T, ok func(*T) bool) bool {
	for i := range list {
		if !ok(&list[i]) {
			return false
		}
	}
	return true
}

func some[T any](list []T, is func(*T) bool) bool {
	for i := range list {
		if is(&list[i]) {
			return true
		}
	}
	return false
}
