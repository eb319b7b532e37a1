package expr

import (
	"strings"

	"github.com/schemadiff/schemadiff/dialects/postgres/facts"
	"github.com/schemadiff/schemadiff/model"
)

// builtinName returns the schema and the name that pg_type has for a type. The
// model calls built-in types by the names that format_type prints.
func builtinName(t model.Type) (schema, name string) {
	if t.Schema != "" {
		return t.Schema, t.Name
	}
	return facts.CatalogSchema, internalName(t.Name)
}

// internalName is the name in pg_type of the types that have another in SQL.
func internalName(name string) string {
	switch name {
	case "bigint":
		return "int8"
	case "integer":
		return "int4"
	case "smallint":
		return "int2"
	case "boolean":
		return "bool"
	case "real":
		return "float4"
	case "double precision":
		return "float8"
	case "character varying":
		return "varchar"
	case "character":
		return "bpchar"
	case "bit varying":
		return "varbit"
	case "time without time zone":
		return "time"
	case "time with time zone":
		return "timetz"
	case "timestamp without time zone":
		return "timestamp"
	case "timestamp with time zone":
		return "timestamptz"
	}
	if unquoted, ok := strings.CutPrefix(name, `"`); ok {
		return strings.TrimSuffix(unquoted, `"`)
	}
	return name
}

// displayName is the reverse of internalName.
func displayName(name string) string {
	switch name {
	case "int8":
		return "bigint"
	case "int4":
		return "integer"
	case "int2":
		return "smallint"
	case "bool":
		return "boolean"
	case "float4":
		return "real"
	case "float8":
		return "double precision"
	case "varchar":
		return "character varying"
	case "bpchar":
		return "character"
	case "varbit":
		return "bit varying"
	case "time":
		return "time without time zone"
	case "timetz":
		return "time with time zone"
	case "timestamp":
		return "timestamp without time zone"
	case "timestamptz":
		return "timestamp with time zone"
	case "char":
		return `"char"`
	}
	return name
}

// resolve returns the type that a model type names, nil if it isn't known.
func (c *Catalog) resolve(t model.Type) *facts.Type {
	found := c.typeIn(builtinName(t))
	if found != nil && t.Array {
		return found.Array
	}
	return found
}

// modelType is the reverse of resolve.
func modelType(t *facts.Type, mods string) model.Type {
	out := model.Type{Modifiers: mods}
	if t.IsArray {
		t, out.Array = t.Element, true
	}
	if out.Name = t.Name; t.Schema == facts.CatalogSchema {
		out.Name = displayName(t.Name)
	} else {
		out.Schema = t.Schema
	}
	return out
}

// fields returns the fields of a composite type or of a relation's row type.
func (c *Catalog) fields(t *facts.Type) []facts.Field {
	if v := c.views[t]; v != nil {
		return c.viewFields(v)
	}
	table := c.tables[t]
	if table == nil {
		return t.Fields
	}
	out := make([]facts.Field, len(table.Columns))
	for i, col := range table.Columns {
		out[i] = facts.Field{Name: col.Name, Type: c.resolve(col.Type), Mods: col.Type.Modifiers, Collation: nameOf(col.Collation)}
	}
	return out
}

// baseType sees through domains, as getBaseTypeAndTypmod does.
func baseType(t *facts.Type, mods string) (*facts.Type, string) {
	for n := 0; t.Kind == facts.Domain; n++ {
		if t.Base == nil || n > maxDomains {
			fail("nothing is known about the base type of %s", t)
		}
		t, mods = t.Base, t.BaseMods
	}
	return t, mods
}

// maxDomains bounds chains of domains, lest one refers to itself.
const maxDomains = 100

// base is baseType for the type alone.
func base(t *facts.Type) *facts.Type {
	t, _ = baseType(t, "")
	return t
}

// elementOf is get_element_type: the element type of a true array, else nil.
func elementOf(t *facts.Type) *facts.Type {
	// int2vector and oidvector are arrays, although not those of any type.
	if t != nil && (t.IsArray || t.Element != nil && t.Subscript == facts.ArraySubscript) {
		return t.Element
	}
	return nil
}

// baseElementOf is get_base_element_type: it sees through domains over arrays.
func baseElementOf(t *facts.Type) *facts.Type { return elementOf(base(t)) }

// isComposite is ISCOMPLEX: a named row type, or a domain over one.
func isComposite(t *facts.Type) bool { return base(t).Kind == facts.Composite }

// category is TypeCategory.
func category(t *facts.Type) byte { return t.Category }
