package ddl

import (
	"strconv"
	"strings"

	"github.com/schemadiff/schemadiff/dialects/postgres/deparse"
	"github.com/schemadiff/schemadiff/dialects/postgres/facts"
	"github.com/schemadiff/schemadiff/dialects/postgres/naming"
	"github.com/schemadiff/schemadiff/dialects/postgres/parse"
	"github.com/schemadiff/schemadiff/model"
)

// typeRef is a type that a name refers to: a built-in one, one of the database,
// or one that an unknown extension is taken to have.
type typeRef struct {
	builtin *facts.Type
	user    *typ
	foreign model.QName
	array   bool
}

// columnType resolves the type of a column, an attribute, a cast and so on.
func (r *reader) columnType(tn *parse.TypeName) model.Type {
	if tn == nil || len(tn.Names) == 0 {
		r.fail(here, "a type is missing")
	}
	if tn.Setof {
		r.fail(tn.Location, "SETOF is not allowed here")
	}
	if tn.PctType {
		return r.typeOfColumn(tn)
	}
	ref, ok := r.lookupType(stringsOf(tn.Names))
	if !ok {
		r.missing(tn.Location, "type %s does not exist", quoteNames(tn.Names))
	}
	t := ref.model()
	if len(tn.ArrayBounds) > 0 {
		t.Array = true
	}
	t.Modifiers = r.modifiers(&t, tn)
	return t
}

// typeOfColumn resolves table.column%TYPE.
func (r *reader) typeOfColumn(tn *parse.TypeName) model.Type {
	names := stringsOf(tn.Names)
	if len(names) < 2 {
		r.fail(tn.Location, "%%TYPE needs a table and a column")
	}
	names, last := names[:len(names)-1], names[len(names)-1]
	t := r.tableNamed(names, tn.Location)
	if t.opaque {
		return model.Type{Name: "text"} // only the signature of an unsupported routine depends on it
	}
	c := t.column(last)
	if c == nil {
		r.missing(tn.Location, "column %s of %s %s does not exist", deparse.Ident(last), t.what(), t.qname())
	}
	typ := c.typ
	typ.Array = typ.Array || len(tn.ArrayBounds) > 0
	return typ
}

// model returns the type as the model has it, without modifiers.
func (ref typeRef) model() model.Type {
	t := model.Type{Array: ref.array}
	switch {
	case ref.builtin != nil:
		t.Schema, t.Name = builtinSchema(ref.builtin), displayName(ref.builtin)
	case ref.user != nil && ref.user.ns.name == catalogSchema:
		t.Name = displayName(ref.user.fact)
	case ref.user != nil:
		t.Schema, t.Name = ref.user.ns.name, ref.user.name
	default:
		t.Schema, t.Name = ref.foreign.Schema, ref.foreign.Name
	}
	return t
}

// builtinSchema is empty for what needs no qualification.
func builtinSchema(t *facts.Type) string {
	if t.Schema == catalogSchema {
		return ""
	}
	return t.Schema
}

// lookupType finds a type by its written name.
func (r *reader) lookupType(names []string) (typeRef, bool) {
	name := names[len(names)-1]
	if len(names) > 1 {
		schema := names[len(names)-2]
		if ref, ok := r.typeIn(schema, name); ok {
			return ref, true
		}
		q, ok := r.foreignName(schema, name)
		return typeRef{foreign: q}, ok
	}
	name = naming.Truncate(name)
	for _, schema := range r.searchPath() {
		if ref, ok := r.typeIn(schema, name); ok {
			return ref, true
		}
	}
	q, ok := r.foreignName(name)
	return typeRef{foreign: q}, ok
}

// typeIn finds a type of a schema. An array type may be called by the name that
// it has in the catalog: _text.
func (r *reader) typeIn(schema, name string) (typeRef, bool) {
	if t := r.facts.Type(schema, name); t != nil {
		if t.IsArray {
			return typeRef{builtin: t.Element, array: true}, true
		}
		return typeRef{builtin: t}, true
	}
	ns := r.db.namespaces[schema]
	if ns == nil {
		return typeRef{}, false
	}
	if t := ns.types[name]; t != nil {
		return typeRef{user: t}, true
	}
	if element, ok := strings.CutPrefix(name, "_"); ok {
		if t := ns.types[element]; t != nil {
			return typeRef{user: t, array: true}, true
		}
	}
	return typeRef{}, false
}

// displayNames are the names that format_type prints for built-in types which
// have another one in the catalog.
func displayNames() map[string]string {
	return map[string]string{
		"bool": "boolean", "float4": "real", "float8": "double precision", "int2": "smallint", "int4": "integer",
		"int8": "bigint", "time": "time without time zone", "timetz": "time with time zone",
		"timestamp": "timestamp without time zone", "timestamptz": "timestamp with time zone",
		"varbit": "bit varying", "varchar": "character varying", "bit": `"bit"`,
		"json": "json", "numeric": "numeric", "interval": "interval", // keywords that need no quotes here
	}
}

// display and internal translate between the two names.
var (
	display  = displayNames()
	internal = func() map[string]string {
		m := map[string]string{"character": "bpchar", "bit": "bit", `"char"`: "char", `"any"`: "any"}
		for in, out := range displayNames() {
			m[out] = in
		}
		return m
	}()
)

// displayName returns the name that format_type prints for a type without a
// modifier.
func displayName(t *facts.Type) string {
	if name, ok := display[t.Name]; ok {
		return name
	}
	return deparse.Ident(t.Name)
}

// builtin returns the facts about a built-in type, nil for any other.
func (r *reader) builtin(t model.Type) *facts.Type {
	if t.Schema != "" {
		return r.facts.Type(t.Schema, t.Name)
	}
	name := t.Name
	if in, ok := internal[name]; ok {
		name = in
	}
	return r.facts.Type(catalogSchema, unquote(name))
}

// userType returns the type of the database that a type refers to, nil for a
// built-in one.
func (r *reader) userType(t model.Type) *typ {
	if ns := r.db.namespaces[t.Schema]; ns != nil {
		return ns.types[t.Name]
	}
	return nil
}

// modifiers returns the canonical text of a type's modifiers and settles the
// names that depend on whether there are any.
func (r *reader) modifiers(t *model.Type, tn *parse.TypeName) string {
	if len(tn.Typmods) == 0 {
		return ""
	}
	list := make([]string, len(tn.Typmods))
	for i, n := range tn.Typmods {
		text, ok := modifier(n)
		if !ok {
			r.fail(tn.Location, "a modifier of type %s is not a constant", t.Name)
		}
		list[i] = text
	}
	if t.Schema != "" {
		for i := range list {
			list[i] = geometryName(list[i])
		}
		return strings.Join(list, ",")
	}
	switch t.Name {
	case "numeric":
		if len(list) == 1 {
			list = append(list, "0")
		}
	case "bpchar":
		t.Name = "character"
	case `"bit"`:
		t.Name = "bit"
	case "interval":
		return r.intervalModifiers(list, tn)
	case "character varying", "bit varying":
	case "time without time zone", "time with time zone", "timestamp without time zone", "timestamp with time zone":
		list[0] = precision(list[0])
	default:
		r.fail(tn.Location, "type modifier is not allowed for type %s", t.Name)
	}
	return strings.Join(list, ",")
}

// modifier returns a type's modifier as text.
func modifier(n *parse.Node) (string, bool) {
	switch c := n.GetAConst(); {
	case c.GetSval() != nil:
		return c.GetSval().Sval, true
	case c.GetFval() != nil:
		return c.GetFval().Fval, true
	case c != nil && !c.Isnull:
		return strconv.Itoa(int(c.GetIval().GetIval())), true
	}
	if fields := n.GetColumnRef().GetFields(); len(fields) == 1 && fields[0].GetString_() != nil {
		return fields[0].GetString_().Sval, true
	}
	return "", false
}

func (r *reader) intervalModifiers(list []string, tn *parse.TypeName) string {
	mask, err := strconv.Atoi(list[0])
	fields, ok := deparse.IntervalFields(mask)
	if err != nil || !ok {
		r.fail(tn.Location, "the fields of the interval are not understood")
	}
	if len(list) > 1 {
		fields += "(" + precision(list[1]) + ")"
	}
	return fields
}

// precision limits the digits of seconds, as the server does with a warning.
func precision(text string) string {
	const most = 6
	if n, err := strconv.Atoi(text); err == nil && n > most {
		return strconv.Itoa(most)
	}
	return text
}

// geometryName gives the kind of a PostGIS type its spelling in the catalog:
// the grammar folds geometry(Point, 4326).
func geometryName(text string) string {
	for _, name := range []string{
		"Geometry", "Point", "LineString", "Polygon", "MultiPoint", "MultiLineString", "MultiPolygon",
		"GeometryCollection", "CircularString", "CompoundCurve", "CurvePolygon", "MultiCurve", "MultiSurface",
		"PolyhedralSurface", "Triangle", "Tin",
	} {
		for _, dimensions := range []string{"", "Z", "M", "ZM"} {
			if strings.EqualFold(name+dimensions, text) {
				return name + dimensions
			}
		}
	}
	return text
}

// signatureType returns a type as format_type prints it in a signature, where
// modifiers don't count.
func signatureType(t model.Type) model.Type {
	t.Modifiers = ""
	switch {
	case t.Schema != "":
	case t.Name == "bpchar":
		t.Name = "character"
	case t.Name == `"bit"`:
		t.Name = "bit"
	}
	return t
}

// stringsOf returns the parts of a qualified name.
func stringsOf(nodes []*parse.Node) []string {
	list := make([]string, len(nodes))
	for i, n := range nodes {
		list[i] = n.GetString_().GetSval()
	}
	return list
}

// quoteNames writes a qualified name for a message.
func quoteNames(nodes []*parse.Node) string { return deparse.Qualified(stringsOf(nodes)...) }
