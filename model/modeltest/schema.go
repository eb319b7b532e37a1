// Package modeltest makes random schemas for property tests.
//
// The schemas are consistent: every name that refers to something refers to
// something that is there, names that must differ do, and values are ones that
// a PostgreSQL server could hold. Names come from small sets, so that two
// schemas have many of them in common.
package modeltest

import (
	"slices"

	"pgregory.net/rapid"

	"github.com/schemadiff/schemadiff/model"
)

// Schemas generates schemas of a few objects each, in canonical order.
func Schemas() *rapid.Generator[model.Schema] {
	return rapid.Custom(func(t *rapid.T) model.Schema { return draw(t) })
}

// maker draws one schema.
type maker struct {
	t *rapid.T
	s model.Schema
	// relations are the names that tables, indexes and sequences have taken.
	relations map[model.QName]bool
}

func draw(t *rapid.T) model.Schema {
	m := &maker{t: t, relations: map[model.QName]bool{}}
	m.s = model.Schema{Dialect: "postgres", Version: 180000}
	for _, name := range m.some("schemas", "app", "core", "public") {
		m.s.Namespaces = append(m.s.Namespaces, model.Namespace{Name: name, Comment: m.comment()})
	}
	if len(m.s.Namespaces) == 0 {
		m.s.Namespaces = []model.Namespace{{Name: "app"}}
	}
	for _, name := range m.some("extensions", "citext", "hstore") {
		m.s.Extensions = append(m.s.Extensions, model.Extension{
			Name: name, Schema: m.schema(), Version: m.one("version", "1.0", "1.1"), Comment: m.comment(),
		})
	}
	m.types()
	for _, q := range m.names("sequences", 2, "ids", "numbers") {
		if m.take(q) {
			m.s.Sequences = append(m.s.Sequences, model.Sequence{
				Schema: q.Schema, Name: q.Name, Options: m.sequenceOptions(), Unlogged: m.rarely(), Comment: m.comment(),
			})
		}
	}
	m.tables()
	for _, q := range m.names("unsupported", 2, "view_a", "view_b") {
		m.s.Unsupported = append(m.s.Unsupported, model.Unsupported{ID: model.ID{Kind: "view", Schema: q.Schema, Name: q.Name}})
	}
	m.s.Sort()
	return m.s
}

// Some of the draws have names that say little, since rapid shows them only
// where a test fails.

func (m *maker) one(label string, values ...string) string {
	return rapid.SampledFrom(values).Draw(m.t, label)
}

func (m *maker) often() bool  { return rapid.IntRange(0, 3).Draw(m.t, "often") > 0 }
func (m *maker) half() bool   { return rapid.Bool().Draw(m.t, "half") }
func (m *maker) rarely() bool { return rapid.IntRange(0, 7).Draw(m.t, "rarely") == 7 }

// some draws a part of a list.
func (m *maker) some(label string, values ...string) []string {
	var list []string
	for _, v := range values {
		if rapid.Bool().Draw(m.t, label) {
			list = append(list, v)
		}
	}
	return list
}

// few draws a part of a list that is not empty, in any order.
func (m *maker) few(label string, values []string, most int) []string {
	list := rapid.Permutation(values).Draw(m.t, label)
	return slices.Clone(list[:rapid.IntRange(1, min(most, len(list))).Draw(m.t, label)])
}

func (m *maker) schema() string {
	return m.s.Namespaces[rapid.IntRange(0, len(m.s.Namespaces)-1).Draw(m.t, "schema")].Name
}

// names draws different qualified names.
func (m *maker) names(label string, most int, names ...string) []model.QName {
	var list []model.QName
	for _, n := range m.some(label, names...) {
		if len(list) < most {
			list = append(list, model.QName{Schema: m.schema(), Name: n})
		}
	}
	return list
}

// take reserves the name of a relation.
func (m *maker) take(q model.QName) bool {
	if m.relations[q] {
		return false
	}
	m.relations[q] = true
	return true
}

func (m *maker) comment() string {
	if m.rarely() {
		return m.one("comment", "a comment", "it's \"quoted\"", "two\nlines")
	}
	return ""
}

func (m *maker) options(names ...string) []model.Option {
	var list []model.Option
	for _, n := range names {
		if m.rarely() {
			list = append(list, model.Option{Name: n, Value: m.one("option", "10", "50", "70")})
		}
	}
	return list
}

func (m *maker) expr(texts ...string) model.Expr {
	return model.Expr{Text: m.one("expression", texts...)}
}

func (m *maker) sequenceOptions() model.SequenceOptions {
	o := model.SequenceOptions{Type: "bigint", Start: 1, Increment: 1, Min: 1, Max: 9223372036854775807, Cache: 1}
	if m.rarely() {
		o = model.SequenceOptions{Type: "integer", Start: 10, Increment: 2, Min: 0, Max: 1000, Cache: 5, Cycle: m.half()}
	}
	return o
}

func (m *maker) types() {
	taken := map[model.QName]bool{}
	free := func(label string, names ...string) []model.QName {
		return slices.DeleteFunc(m.names(label, 2, names...), func(q model.QName) bool {
			ok := taken[q]
			taken[q] = true
			m.relations[q] = true
			return ok
		})
	}
	for _, q := range free("enums", "mood", "state") {
		m.s.Enums = append(m.s.Enums, model.Enum{
			Schema: q.Schema, Name: q.Name, Labels: m.few("labels", []string{"sad", "ok", "happy", "none"}, 4), Comment: m.comment(),
		})
	}
	for _, q := range free("domains", "state", "email", "amount") {
		d := model.Domain{Schema: q.Schema, Name: q.Name, Base: m.builtin(), NotNull: m.rarely(), Comment: m.comment()}
		if m.half() {
			d.Default = m.expr("'x'", "'y'")
		}
		for _, n := range m.some("checks", "d_check", "d_other") {
			d.Checks = append(d.Checks, model.Check{Name: n, Expr: m.expr("VALUE IS NOT NULL", "VALUE <> ''"), NotValid: m.rarely()})
		}
		m.s.Domains = append(m.s.Domains, d)
	}
	for _, q := range free("composites", "address", "amount") {
		c := model.Composite{Schema: q.Schema, Name: q.Name, Comment: m.comment()}
		for _, n := range m.few("attributes", []string{"street", "zip", "town"}, 3) {
			c.Attributes = append(c.Attributes, model.Attribute{Name: n, Type: m.builtin(), Comment: m.comment()})
		}
		m.s.Composites = append(m.s.Composites, c)
	}
	for _, q := range free("ranges", "span") {
		m.s.Ranges = append(m.s.Ranges, model.Range{Schema: q.Schema, Name: q.Name, Subtype: m.builtin(), Comment: m.comment()})
	}
}

func (m *maker) builtin() model.Type {
	types := []model.Type{
		{Name: "integer"},
		{Name: "bigint"},
		{Name: "text"},
		{Name: "numeric", Modifiers: "10,2"},
		{Name: "boolean"},
		{Name: "character varying", Modifiers: "50"},
		{Name: "timestamp with time zone", Modifiers: "3"},
	}
	return rapid.SampledFrom(types).Draw(m.t, "type")
}

// columnType is a built-in or one of the schema's own types.
func (m *maker) columnType() model.Type {
	types := []model.Type{m.builtin()}
	for _, o := range m.s.Enums {
		types = append(types, model.Type{Schema: o.Schema, Name: o.Name})
	}
	for _, o := range m.s.Domains {
		types = append(types, model.Type{Schema: o.Schema, Name: o.Name})
	}
	for _, o := range m.s.Composites {
		types = append(types, model.Type{Schema: o.Schema, Name: o.Name, Array: true})
	}
	if m.half() {
		return types[0]
	}
	return rapid.SampledFrom(types).Draw(m.t, "column type")
}
