package inspect

import (
	"errors"
	"slices"
	"strings"

	"github.com/schemadiff/schemadiff/model"
)

// Filter says which objects of a schema count. The zero Filter takes all.
//
// An object counts if its schema is one of Schemas (or there are none), if an
// Include chooses it (or there are none) and if no Exclude does. A pattern that
// chooses an object chooses what belongs to it too: a schema takes along all
// that lives in it, a table its columns, constraints, indexes, triggers,
// statistics, owned sequences and its partitions, a domain its constraints. So
// Exclude "table:audit" is about the whole of that table; what merely refers to
// it, such as another table's foreign key, stays.
//
// Extensions, and whatever else lives in no schema, don't count if there are
// Schemas.
//
// A filter never changes what is read: expressions are resolved with all the
// types and functions that the source has.
type Filter struct {
	Schemas []string // globs as in a [Pattern]
	Include []Pattern
	Exclude []Pattern
}

// IsZero reports whether the filter takes all.
func (f Filter) IsZero() bool {
	return len(f.Schemas) == 0 && len(f.Include) == 0 && len(f.Exclude) == 0
}

// ParseSchemaPattern checks a glob for [Filter.Schemas].
func ParseSchemaPattern(text string) (string, error) {
	parts, err := splitName(text)
	if err != nil {
		return "", err
	}
	if len(parts) != 1 {
		return "", errors.New("a schema has a name of one part")
	}
	return parts[0], nil
}

// A Selection is a filter together with what it needs to know about the
// objects of the schemas at hand: which sequence, partition or statistics
// object belongs to which table.
type Selection struct {
	filter Filter
	owners map[model.ID][]model.ID
	// views are the relations which are no tables but have triggers and rules.
	views map[model.QName]model.ID
	// called are the objects that patterns know by another kind or name than the
	// model does.
	called map[model.ID]model.ID
}

// On prepares the filter for the objects of the given schemas.
func (f Filter) On(schemas ...model.Schema) Selection {
	s := Selection{filter: f}
	if f.IsZero() {
		return s
	}
	s.owners = map[model.ID][]model.ID{}
	s.views = map[model.QName]model.ID{}
	s.called = map[model.ID]model.ID{}
	for _, schema := range schemas {
		s.learn(schema)
	}
	return s
}

func (s Selection) learn(schema model.Schema) {
	own := func(owner model.QName, id model.ID) {
		if !owner.IsZero() {
			table := model.ID{Kind: model.KindTable, Schema: owner.Schema, Name: owner.Name}
			if !slices.Contains(s.owners[id], table) {
				s.owners[id] = append(s.owners[id], table)
			}
		}
	}
	for _, o := range schema.Sequences {
		own(o.OwnedBy.Table, model.ID{Kind: model.KindSequence, Schema: o.Schema, Name: o.Name})
	}
	for _, o := range schema.Tables {
		own(o.PartitionOf, model.ID{Kind: model.KindTable, Schema: o.Schema, Name: o.Name})
		if id := called(o); id.Kind != model.KindTable {
			s.called[model.ID{Kind: model.KindTable, Schema: o.Schema, Name: o.Name}] = id
		}
	}
	for _, o := range schema.Definitions {
		if id := called(o); id != o.ID {
			s.called[o.ID] = id
		}
		if isRelation(o.ID.Kind) {
			s.views[o.ID.QName()] = o.ID
		}
	}
	for _, o := range schema.Statistics {
		own(o.Table, model.ID{Kind: model.KindStatistics, Schema: o.Schema, Name: o.Name})
	}
	for _, o := range schema.Unsupported {
		if isRelation(o.ID.Kind) {
			s.views[o.ID.QName()] = o.ID
		}
	}
}

func isRelation(k model.Kind) bool {
	return strings.HasSuffix(string(k), "view") || strings.HasSuffix(string(k), "table")
}

// called returns what patterns know an object by: a routine without the types of
// its arguments, a materialized view or a foreign table as such.
func called(o model.Object) model.ID {
	switch o := o.(type) {
	case model.Definition:
		o.ID.Name = o.PlainName()
		return o.ID
	case model.Table:
		return model.ID{Kind: o.Kind(), Schema: o.Schema, Name: o.Name}
	case model.Namespace, model.Extension, model.Enum, model.Domain, model.Composite, model.Range, model.Sequence, model.Column, model.Key,
		model.Check, model.Exclusion, model.ForeignKey, model.Index, model.Statistics:
	}
	return model.ID{}
}

// Has reports whether an object counts. An object that goes by two names, one
// on each side, counts if it does under either and is excluded under none.
func (s Selection) Has(names ...model.ID) bool {
	f := s.filter
	if f.IsZero() {
		return true
	}
	included := false
	for _, id := range names {
		line := s.lineage(id)
		if chosen(f.Exclude, line) {
			return false
		}
		if f.inSchemas(id) && (len(f.Include) == 0 || chosen(f.Include, line)) {
			included = true
		}
	}
	return included
}

// Idle lists what the filter asks for and nothing fits in any of the schemas:
// the globs of Schemas and the patterns of Include. Most often that is a slip of
// the pen, and a filter that chooses nothing makes all schemas look the same.
func (f Filter) Idle(schemas ...model.Schema) []string {
	var ids []model.ID
	for _, schema := range schemas {
		for _, e := range schema.Entries() {
			if id := called(e.Object); id.Kind != "" {
				ids = append(ids, id)
			}
			if e.ID.Kind != model.KindTable {
				ids = append(ids, e.ID)
			}
		}
		for _, o := range schema.Unsupported {
			ids = append(ids, o.ID)
		}
	}
	var idle []string
	for _, glob := range f.Schemas {
		if !slices.ContainsFunc(ids, Filter{Schemas: []string{glob}}.inSchemas) {
			idle = append(idle, glob)
		}
	}
	for _, p := range f.Include {
		if !slices.ContainsFunc(ids, p.Matches) {
			idle = append(idle, p.String())
		}
	}
	return idle
}

func (f Filter) inSchemas(id model.ID) bool {
	if of, _, ok := id.About(); ok {
		id = of
	}
	name := id.Schema
	if id.Kind == model.KindSchema {
		name = id.Name
	}
	return len(f.Schemas) == 0 ||
		slices.ContainsFunc(f.Schemas, func(glob string) bool { return globMatches(glob, name) })
}

func chosen(patterns []Pattern, line []model.ID) bool {
	return slices.ContainsFunc(patterns, func(p Pattern) bool {
		return slices.ContainsFunc(line, p.Matches)
	})
}

// lineage lists the object and all that it belongs to.
func (s Selection) lineage(id model.ID) []model.ID {
	line := []model.ID{id}
	add := func(owner model.ID) {
		if !slices.Contains(line, owner) {
			line = append(line, owner)
		}
	}
	for i := 0; i < len(line); i++ {
		at := line[i]
		if id, ok := s.called[at]; ok && at.Kind == model.KindTable {
			line[i] = id
		} else if ok {
			add(id)
		}
		for _, owner := range s.owners[at] {
			add(owner)
		}
		if of, _, ok := at.About(); ok {
			add(of)
			continue
		}
		switch {
		case at.Parent != "":
			add(s.parent(at))
		case at.Schema != "":
			add(model.ID{Kind: model.KindSchema, Name: at.Schema})
		}
	}
	return line
}

func (s Selection) parent(id model.ID) model.ID {
	owner := model.ID{Kind: model.KindTable, Schema: id.Schema, Name: id.Parent}
	if id.Kind == model.KindDomainConstraint {
		owner.Kind = model.KindDomain
	} else if view, ok := s.views[owner.QName()]; ok {
		return view
	}
	return owner
}

// Apply returns the part of a schema that counts. Signatures of routines,
// operators and casts stay: they are what the expressions in it call. So do
// all columns of a table that counts, since a table is nothing without them;
// its constraints and indexes are chosen one by one.
func (f Filter) Apply(schema model.Schema) model.Schema {
	if f.IsZero() {
		return schema
	}
	has := f.On(schema).Has
	at := func(kind model.Kind, schema, name string) model.ID {
		return model.ID{Kind: kind, Schema: schema, Name: name}
	}
	out := schema
	out.Namespaces = keep(schema.Namespaces, func(o model.Namespace) bool { return has(at(model.KindSchema, "", o.Name)) })
	out.Extensions = keep(schema.Extensions, func(o model.Extension) bool { return has(at(model.KindExtension, "", o.Name)) })
	out.Enums = keep(schema.Enums, func(o model.Enum) bool { return has(at(model.KindEnum, o.Schema, o.Name)) })
	out.Domains = keep(schema.Domains, func(o model.Domain) bool { return has(at(model.KindDomain, o.Schema, o.Name)) })
	out.Composites = keep(schema.Composites, func(o model.Composite) bool { return has(at(model.KindComposite, o.Schema, o.Name)) })
	out.Ranges = keep(schema.Ranges, func(o model.Range) bool { return has(at(model.KindRange, o.Schema, o.Name)) })
	out.Sequences = keep(schema.Sequences, func(o model.Sequence) bool { return has(at(model.KindSequence, o.Schema, o.Name)) })
	out.Tables = keep(schema.Tables, func(o model.Table) bool { return has(at(model.KindTable, o.Schema, o.Name)) })
	for i, t := range out.Tables {
		out.Tables[i] = keepParts(t, has)
	}
	out.Statistics = keep(schema.Statistics, func(o model.Statistics) bool { return has(at(model.KindStatistics, o.Schema, o.Name)) })
	out.Definitions = keep(schema.Definitions, func(o model.Definition) bool { return has(o.ID) })
	out.Unsupported = keep(schema.Unsupported, func(o model.Unsupported) bool { return has(o.ID) })
	return out
}

func keepParts(t model.Table, has func(...model.ID) bool) model.Table {
	part := func(kind model.Kind, name string) bool {
		return has(model.ID{Kind: kind, Schema: t.Schema, Parent: t.Name, Name: name})
	}
	t.Keys = keep(t.Keys, func(o model.Key) bool { return part(o.Kind(), o.Name) })
	t.Checks = keep(t.Checks, func(o model.Check) bool { return part(model.KindCheck, o.Name) })
	t.Exclusions = keep(t.Exclusions, func(o model.Exclusion) bool { return part(model.KindExclusion, o.Name) })
	t.ForeignKeys = keep(t.ForeignKeys, func(o model.ForeignKey) bool { return part(model.KindForeignKey, o.Name) })
	t.Indexes = keep(t.Indexes, func(o model.Index) bool { return part(model.KindIndex, o.Name) })
	return t
}

// keep returns a new list; the filter's input stays as it is.
func keep[T any](list []T, has func(T) bool) []T {
	var kept []T
	for _, o := range list {
		if has(o) {
			kept = append(kept, o)
		}
	}
	return kept
}
