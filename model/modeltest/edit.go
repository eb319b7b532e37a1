package modeltest

import (
	"slices"

	"pgregory.net/rapid"

	"github.com/schemadiff/schemadiff/model"
)

// Related generates a schema that has much in common with s: some objects are
// those of s, some those of another random schema, some are gone.
func Related(t *rapid.T, s model.Schema) model.Schema {
	other := Schemas().Draw(t, "other")
	m := mixer{t}
	r := model.Schema{Dialect: s.Dialect, Version: s.Version}
	r.Namespaces = mix(m, s.Namespaces, other.Namespaces, func(o model.Namespace) string { return o.Name })
	r.Extensions = mix(m, s.Extensions, other.Extensions, func(o model.Extension) string { return o.Name })
	r.Enums = mix(m, s.Enums, other.Enums, func(o model.Enum) string { return o.Schema + "." + o.Name })
	r.Domains = mix(m, s.Domains, other.Domains, func(o model.Domain) string { return o.Schema + "." + o.Name })
	r.Composites = mix(m, s.Composites, other.Composites, func(o model.Composite) string { return o.Schema + "." + o.Name })
	r.Ranges = mix(m, s.Ranges, other.Ranges, func(o model.Range) string { return o.Schema + "." + o.Name })
	r.Sequences = mix(m, s.Sequences, other.Sequences, func(o model.Sequence) string { return o.Schema + "." + o.Name })
	r.Tables = mix(m, s.Tables, other.Tables, func(o model.Table) string { return o.QName().String() })
	for i := range r.Tables {
		j := slices.IndexFunc(other.Tables, func(o model.Table) bool { return o.QName() == r.Tables[i].QName() })
		if j >= 0 && rapid.Bool().Draw(t, "mix") {
			r.Tables[i] = m.table(r.Tables[i], other.Tables[j])
		}
	}
	r.Statistics = mix(m, s.Statistics, other.Statistics, func(o model.Statistics) string { return o.Schema + "." + o.Name })
	r.Unsupported = mix(m, s.Unsupported, other.Unsupported, func(o model.Unsupported) string { return o.ID.String() })
	prune(&r)
	r.Sort()
	return r
}

type mixer struct{ t *rapid.T }

// mix takes most elements of a and a few of b, each name once.
func mix[T any](m mixer, a, b []T, name func(T) string) []T {
	var list []T
	seen := map[string]bool{}
	take := func(o T, least int) {
		if !seen[name(o)] && rapid.IntRange(0, 9).Draw(m.t, "take") >= least {
			seen[name(o)] = true
			list = append(list, o)
		}
	}
	for _, o := range a {
		take(o, 3)
	}
	for _, o := range b {
		take(o, 5)
	}
	return list
}

// table mixes the parts of two tables of one name. Constraints and indexes need
// not fit the columns any more; prune removes those that don't.
func (m mixer) table(a, b model.Table) model.Table {
	a.Columns = mix(m, a.Columns, b.Columns, func(o model.Column) string { return o.Name })
	if len(a.Columns) == 0 {
		a.Columns = b.Columns[:1:1]
	}
	a.Keys = mix(m, a.Keys, b.Keys, func(o model.Key) string {
		if o.Primary {
			return "" // one is enough
		}
		return o.Name
	})
	a.Checks = mix(m, a.Checks, b.Checks, func(o model.Check) string { return o.Name })
	a.ForeignKeys = mix(m, a.ForeignKeys, b.ForeignKeys, func(o model.ForeignKey) string { return o.Name })
	a.Indexes = mix(m, a.Indexes, b.Indexes, func(o model.Index) string { return o.Name })
	if rapid.Bool().Draw(m.t, "attributes") {
		a.Unlogged, a.Options, a.Comment = b.Unlogged, b.Options, b.Comment
	}
	return a
}

// prune removes what refers to something that is not there.
func prune(s *model.Schema) {
	tables := map[model.QName]bool{}
	for _, t := range s.Tables {
		tables[t.QName()] = true
	}
	for i := range s.Tables {
		t := &s.Tables[i]
		has := func(names []string) bool {
			return !slices.ContainsFunc(names, func(n string) bool { _, ok := t.Column(n); return !ok })
		}
		t.Keys = slices.DeleteFunc(slices.Clone(t.Keys), func(o model.Key) bool { return !has(o.Columns) })
		t.ForeignKeys = slices.DeleteFunc(slices.Clone(t.ForeignKeys), func(o model.ForeignKey) bool {
			return !has(o.Columns) || !tables[o.References]
		})
		t.Indexes = slices.DeleteFunc(slices.Clone(t.Indexes), func(o model.Index) bool {
			return slices.ContainsFunc(o.Keys, func(k model.IndexKey) bool { return k.Column != "" && !has([]string{k.Column}) })
		})
		t.Inherits = slices.DeleteFunc(slices.Clone(t.Inherits), func(q model.QName) bool { return !tables[q] })
		if !tables[t.PartitionOf] {
			t.PartitionOf, t.Bound = model.QName{}, model.PartitionBound{}
		}
		if t.ReplicaIdentity.Mode == model.ReplicaIndex &&
			!slices.ContainsFunc(t.Keys, func(k model.Key) bool { return k.Name == t.ReplicaIdentity.Index }) {
			t.ReplicaIdentity = model.ReplicaIdentity{}
		}
	}
	s.Statistics = slices.DeleteFunc(slices.Clone(s.Statistics), func(o model.Statistics) bool { return !tables[o.Table] })
	identities := map[model.QName]bool{}
	for _, t := range s.Tables {
		for _, c := range t.Columns {
			identities[c.Identity.Sequence] = true
		}
	}
	s.Sequences = slices.DeleteFunc(slices.Clone(s.Sequences), func(o model.Sequence) bool {
		return !o.OwnedBy.IsZero() && !tables[o.OwnedBy.Table] || identities[model.QName{Schema: o.Schema, Name: o.Name}]
	})
}

// Shuffled returns s with every list whose order has no meaning in another
// order.
func Shuffled(t *rapid.T, s model.Schema) model.Schema {
	s.Namespaces = shuffle(t, s.Namespaces)
	s.Extensions = shuffle(t, s.Extensions)
	s.Enums = shuffle(t, s.Enums)
	s.Domains = shuffle(t, s.Domains)
	for i := range s.Domains {
		s.Domains[i].Checks = shuffle(t, s.Domains[i].Checks)
	}
	s.Composites = shuffle(t, s.Composites)
	s.Ranges = shuffle(t, s.Ranges)
	s.Sequences = shuffle(t, s.Sequences)
	s.Tables = shuffle(t, s.Tables)
	for i := range s.Tables {
		o := &s.Tables[i]
		o.Keys = shuffle(t, o.Keys)
		o.Checks = shuffle(t, o.Checks)
		o.Exclusions = shuffle(t, o.Exclusions)
		o.ForeignKeys = shuffle(t, o.ForeignKeys)
		o.Indexes = shuffle(t, o.Indexes)
		o.Options = shuffle(t, o.Options)
		o.Bound.In = shuffle(t, o.Bound.In)
	}
	s.Statistics = shuffle(t, s.Statistics)
	for i := range s.Statistics {
		s.Statistics[i].Kinds = shuffle(t, s.Statistics[i].Kinds)
	}
	s.Unsupported = shuffle(t, s.Unsupported)
	return s
}

func shuffle[T any](t *rapid.T, list []T) []T {
	if list == nil {
		return nil
	}
	return slices.Clone(rapid.Permutation(list).Draw(t, "order"))
}
