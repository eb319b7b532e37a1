package expr

import (
	"fmt"

	"github.com/schemadiff/schemadiff/dialects/postgres/facts"
	"github.com/schemadiff/schemadiff/model"
)

// Catalog is what expressions of one schema can refer to: what the server
// brings along, what the extensions add, and what the schema itself declares.
// What it is about never changes; it remembers what it finds out, so that only
// one goroutine may use it at a time.
type Catalog struct {
	major int
	base  *facts.Snapshot
	user  *facts.Index

	tables map[*facts.Type]*model.Table // by their row type
	// views are the views by their row type; their columns are found out when
	// somebody asks for them.
	views map[*facts.Type]*viewRow
	// builtin are row types of built-in relations that queries have asked for.
	builtin   map[facts.Name]*facts.Type
	relations map[facts.Name]bool
	sequences map[facts.Name]bool
	checked   map[*facts.Type]bool // domains with constraints of their own
	schemas   map[string]bool
	// partial names routines, operators and casts that exist but whose types
	// are unknown here. An expression that uses the name is not decided.
	partial map[string]string
	known   wellKnown
}

// wellKnown are the types that the rules name.
type wellKnown struct {
	boolean, bytea, char, name, int2, int4, int8, numeric, float4, float8, oid, text, varchar, bpchar,
	bit, varbit, date, time, timetz, timestamp, timestamptz, interval, json, jsonb, jsonpath, xml, regclass,
	unknown, record, recordArray, any, anyarray, anyelement, anynonarray, anyenum, anyrange, anymultirange,
	compatible, compatibleArray, compatibleNonArray, compatibleRange, compatibleMultirange,
	int2vector, oidvector, textArray, cstring, void *facts.Type
}

// NewCatalog makes the catalog of a schema on a server of a major version. The
// schema is only read. A type or an extension that nothing is known about is no
// error here; expressions that need it are not decided.
func NewCatalog(major int, schema *model.Schema) (*Catalog, error) {
	return NewRenamedCatalog(major, schema, nil)
}

// Renamed leads, by type, from what expressions call the labels of an enum, the
// attributes of a composite type and the columns of a table's row to what the
// schema calls them.
type Renamed map[model.QName]map[string]string

// NewRenamedCatalog is [NewCatalog] for expressions that were written before
// parts of types were renamed. Their keys have the new names.
func NewRenamedCatalog(major int, schema *model.Schema, renamed Renamed) (*Catalog, error) {
	base, err := facts.For(major)
	if err != nil {
		return nil, err
	}
	c := &Catalog{
		major: major, base: base,
		tables:    map[*facts.Type]*model.Table{},
		views:     map[*facts.Type]*viewRow{},
		builtin:   map[facts.Name]*facts.Type{},
		relations: map[facts.Name]bool{},
		sequences: map[facts.Name]bool{},
		checked:   map[*facts.Type]bool{},
		schemas:   map[string]bool{"pg_catalog": true, "information_schema": true},
		partial:   map[string]string{},
	}
	if err := c.findWellKnown(); err != nil {
		return nil, err
	}
	if schema == nil {
		schema = &model.Schema{}
	}
	b := builder{catalog: c, types: map[facts.Name]*facts.Type{}, renamed: renamed}
	if err := b.build(schema); err != nil {
		return nil, fmt.Errorf("collecting the objects that expressions refer to: %w", err)
	}
	return c, nil
}

// Major returns the major version whose rules the catalog follows.
func (c *Catalog) Major() int { return c.major }

func (c *Catalog) findWellKnown() error {
	k := &c.known
	for _, w := range []struct {
		name string
		to   **facts.Type
	}{
		{"bool", &k.boolean},
		{"bytea", &k.bytea},
		{"char", &k.char},
		{"name", &k.name},
		{"int2", &k.int2},
		{"int4", &k.int4},
		{"int8", &k.int8},
		{"numeric", &k.numeric},
		{"float4", &k.float4},
		{"float8", &k.float8},
		{"oid", &k.oid},
		{"text", &k.text},
		{"varchar", &k.varchar},
		{"bpchar", &k.bpchar},
		{"bit", &k.bit},
		{"varbit", &k.varbit},
		{"date", &k.date},
		{"time", &k.time},
		{"timetz", &k.timetz},
		{"timestamp", &k.timestamp},
		{"timestamptz", &k.timestamptz},
		{"interval", &k.interval},
		{"json", &k.json},
		{"jsonb", &k.jsonb},
		{"jsonpath", &k.jsonpath},
		{"xml", &k.xml},
		{"regclass", &k.regclass},
		{"unknown", &k.unknown},
		{"record", &k.record},
		{"_record", &k.recordArray},
		{"any", &k.any},
		{"anyarray", &k.anyarray},
		{"anyelement", &k.anyelement},
		{"anynonarray", &k.anynonarray},
		{"anyenum", &k.anyenum},
		{"anyrange", &k.anyrange},
		{"anycompatible", &k.compatible},
		{"anycompatiblearray", &k.compatibleArray},
		{"anycompatiblenonarray", &k.compatibleNonArray},
		{"anycompatiblerange", &k.compatibleRange},
		{"int2vector", &k.int2vector},
		{"oidvector", &k.oidvector},
		{"_text", &k.textArray},
		{"cstring", &k.cstring},
		{"void", &k.void},
	} {
		if *w.to = c.base.Type(facts.CatalogSchema, w.name); *w.to == nil {
			return fmt.Errorf("the facts about PostgreSQL %d know no type %s", c.major, w.name)
		}
	}
	// The multirange types came with 14; before, nothing is of these types.
	k.anymultirange = c.base.Type(facts.CatalogSchema, "anymultirange")
	k.compatibleMultirange = c.base.Type(facts.CatalogSchema, "anycompatiblemultirange")
	if k.anymultirange == nil {
		k.anymultirange, k.compatibleMultirange = &facts.Type{Name: "anymultirange"}, &facts.Type{Name: "anycompatiblemultirange"}
	}
	return nil
}

// cast returns the entry of pg_cast from source to target, nil if there is none.
func (c *Catalog) cast(source, target *facts.Type) *facts.Cast {
	if cast := c.base.Cast(source, target); cast != nil {
		return cast
	}
	return c.user.Cast(source, target)
}

// typeIn returns the type schema.name, nil if there is none.
func (c *Catalog) typeIn(schema, name string) *facts.Type {
	if t := c.base.Type(schema, name); t != nil {
		return t
	}
	return c.user.Type(schema, name)
}

// relationIn reports whether there is a relation schema.name.
func (c *Catalog) relationIn(schema, name string) bool {
	return c.relations[facts.Name{Schema: schema, Name: name}] || c.base.HasRelation(schema, name)
}
