package diff

import (
	"slices"

	"github.com/schemadiff/schemadiff/model"
)

// unstated fills in what a declared side leaves to the server and what is not
// the name of an object of its own: names of not-null constraints of domains
// and of multiranges. A multirange whose name is used is not left to the server.
func (s *settler) unstated() {
	domains := placesOf(s.new.Domains, domainName)
	for _, o := range s.carried.Domains {
		j, ok := domains[domainName(&o)]
		if !ok || !o.NotNull || !s.new.Domains[j].NotNull {
			continue
		}
		if n := &s.new.Domains[j]; n.NotNullName == "" || n.ImplicitName {
			n.NotNullName, n.ImplicitName = o.NotNullName, false
		}
	}
	s.new.Ranges = slices.Clone(s.new.Ranges)
	ranges := placesOf(s.new.Ranges, rangeName)
	for _, o := range s.carried.Ranges {
		j, ok := ranges[rangeName(&o)]
		if !ok || !s.new.Ranges[j].Multirange.IsZero() {
			continue
		}
		if implied := s.rules.ImpliedName(FacetMultirange, rangeName(&o), "", s.new.Version); !usesType(&s.new, implied) {
			s.new.Ranges[j].Multirange = o.Multirange
		}
	}
}

// usesType reports whether something is of a type.
func usesType(s *model.Schema, name model.QName) bool {
	is := func(t model.Type) bool { return t.QName() == name }
	return slices.ContainsFunc(s.Tables, func(t model.Table) bool {
		return slices.ContainsFunc(t.Columns, func(c model.Column) bool { return is(c.Type) })
	}) || slices.ContainsFunc(s.Composites, func(c model.Composite) bool {
		return slices.ContainsFunc(c.Attributes, func(a model.Attribute) bool { return is(a.Type) })
	}) || slices.ContainsFunc(s.Domains, func(d model.Domain) bool { return is(d.Base) }) ||
		slices.ContainsFunc(s.Ranges, func(r model.Range) bool { return is(r.Subtype) })
}

// settleExtensions fills in what one side leaves to the server. A declared side
// that comes second takes it from the first; one that comes first takes it from
// a database that comes second, and one that was replayed from any.
func settleExtensions(original, old, new []model.Extension, opts Options) (originalOut, oldOut, newOut []model.Extension) {
	original, old, new = slices.Clone(original), slices.Clone(old), slices.Clone(new)
	places := make(map[string]int, len(new))
	for j := range new {
		places[new[j].Name] = j
	}
	for i := range old {
		j, ok := places[old[i].Name]
		if !ok {
			continue
		}
		if !opts.NewLive {
			fill(&new[j].Schema, old[i].Schema)
			fill(&new[j].Version, old[i].Version)
			fill(&new[j].Comment, old[i].Comment)
			if !opts.OldReplayed {
				continue
			}
		}
		if old[i].Version != "" && old[i].Schema != "" && !opts.OldReplayed {
			continue // a database always knows both: the old side was read from one, too
		}
		for _, o := range []*model.Extension{&old[i], &original[i]} {
			fill(&o.Version, new[j].Version)
			fill(&o.Comment, new[j].Comment)
		}
		if old[i].Schema == "" {
			old[i].Schema, original[i].Schema = new[j].Schema, new[j].Schema
		}
	}
	return original, old, new
}

func fill(s *string, value string) {
	if *s == "" {
		*s = value
	}
}

// forgetImplicit clears the marks of unnamed objects: all names are settled.
func forgetImplicit(s *model.Schema) {
	s.Domains = edited(s.Domains, func(o *model.Domain) bool {
		return o.ImplicitName || some(o.Checks, func(c *model.Check) bool { return c.ImplicitName })
	}, func(o *model.Domain) {
		o.ImplicitName = false
		o.Checks = apply(o.Checks, func(c *model.Check) { c.ImplicitName = false })
	})
	s.Sequences = edited(s.Sequences, func(o *model.Sequence) bool { return o.ImplicitName },
		func(o *model.Sequence) { o.ImplicitName = false })
	s.Statistics = edited(s.Statistics, func(o *model.Statistics) bool { return o.ImplicitName },
		func(o *model.Statistics) { o.ImplicitName = false })
	s.Tables = edited(s.Tables, leavesNames, func(t *model.Table) {
		t.Columns = edited(t.Columns, leavesColumnNames, func(o *model.Column) {
			o.Identity.ImplicitName, o.NotNullConstraint.ImplicitName = false, false
		})
		t.Keys = edited(t.Keys, func(o *model.Key) bool { return o.ImplicitName }, func(o *model.Key) { o.ImplicitName = false })
		t.Checks = edited(t.Checks, func(o *model.Check) bool { return o.ImplicitName }, func(o *model.Check) { o.ImplicitName = false })
		t.Exclusions = edited(t.Exclusions, func(o *model.Exclusion) bool { return o.ImplicitName },
			func(o *model.Exclusion) { o.ImplicitName = false })
		t.ForeignKeys = edited(t.ForeignKeys, func(o *model.ForeignKey) bool { return o.ImplicitName },
			func(o *model.ForeignKey) { o.ImplicitName = false })
		t.Indexes = edited(t.Indexes, func(o *model.Index) bool { return o.ImplicitName }, func(o *model.Index) { o.ImplicitName = false })
	})
}

// leavesNames reports whether a part of a table is unnamed.
func leavesNames(t *model.Table) bool {
	return some(t.Columns, leavesColumnNames) ||
		some(t.Keys, func(o *model.Key) bool { return o.ImplicitName }) ||
		some(t.Checks, func(o *model.Check) bool { return o.ImplicitName }) ||
		some(t.Exclusions, func(o *model.Exclusion) bool { return o.ImplicitName }) ||
		some(t.ForeignKeys, func(o *model.ForeignKey) bool { return o.ImplicitName }) ||
		some(t.Indexes, func(o *model.Index) bool { return o.ImplicitName })
}

func leavesColumnNames(o *model.Column) bool {
	return o.Identity.ImplicitName || o.NotNullConstraint.ImplicitName
}

// edited returns list with the marked elements edited, as a copy if there are
// any.
func edited[T any](list []T, marked func(*T) bool, edit func(*T)) []T {
	copied := false
	for i := range list {
		if !marked(&list[i]) {
			continue
		}
		if !copied {
			list, copied = slices.Clone(list), true
		}
		edit(&list[i])
	}
	return list
}
