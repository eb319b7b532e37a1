package ddl

import (
	"slices"
	"strconv"
	"strings"

	"github.com/schemadiff/schemadiff/dialects/postgres/deparse"
	"github.com/schemadiff/schemadiff/dialects/postgres/facts"
	"github.com/schemadiff/schemadiff/dialects/postgres/kind"
	"github.com/schemadiff/schemadiff/dialects/postgres/parse"
	"github.com/schemadiff/schemadiff/dialects/postgres/property"
	"github.com/schemadiff/schemadiff/model"
)

// baseInfo is what a base type is like.
type baseInfo struct {
	length              string
	byValue             bool
	align, storage      string
	category            string
	preferred, collates bool
	value, delimiter    string
	element             func() model.Type
	functions           map[model.PropertyName]func() model.ID
}

// typeFunctions are the functions of a base type with the arguments that they
// may have, the first choice first.
func typeFunctions(own model.Type) map[string]functionOption {
	return map[string]functionOption{
		"input":      {property.Input, [][]model.Type{builtinTypes("cstring"), builtinTypes("cstring", "oid", "integer")}},
		"output":     {property.Output, [][]model.Type{{own}}},
		"receive":    {property.Receive, [][]model.Type{builtinTypes("internal"), builtinTypes("internal", "oid", "integer")}},
		"send":       {property.Send, [][]model.Type{{own}}},
		"typmod_in":  {property.TypmodIn, oneList("cstring[]")},
		"typmod_out": {property.TypmodOut, oneList("integer")},
		"analyze":    {property.Analyze, oneList("internal")},
		"analyse":    {property.Analyze, oneList("internal")},
		"subscript":  {property.Subscript, oneList("internal")},
	}
}

// defineType applies CREATE TYPE of a base type or a shell type.
func (r *reader) defineType(s *parse.DefineStmt) {
	ns, name := r.target(stringsOf(s.Defnames), here)
	old := ns.types[name]
	shell := len(s.Definition) == 0
	if old != nil && (old.kind != shellType || shell) {
		r.fail(here, "type %s already exists", deparse.Ident(name))
	}
	t := &typ{ns: ns, name: name, kind: baseType, pos: r.pos(here)}
	if shell {
		t.kind = shellType
	}
	t.other = &other{typ: t, define: func(*model.Definition) {}}
	if old != nil {
		t.comment = old.comment
	}
	put(r.db, ns.types, name, t)
	if old != nil {
		r.replaceUses(old, t)
	}
	if !shell {
		t.base = r.baseInfo(t, s)
		t.other.define = t.base.define
	}
	r.changed()
}

// baseInfo reads the parentheses of CREATE TYPE (DefineType).
func (r *reader) baseInfo(t *typ, s *parse.DefineStmt) *baseInfo {
	b := &baseInfo{length: "variable", align: "int4", storage: "plain", category: "U", delimiter: ",", functions: map[model.PropertyName]func() model.ID{}}
	own := model.Type{Schema: t.ns.name, Name: t.name}
	for _, n := range s.Definition {
		if d := n.GetDefElem(); lower(d.GetDefname()) == "like" {
			r.likeType(b, signatureType(r.columnType(typeOption(d))))
		}
	}
	functions := typeFunctions(own)
	var element model.Type
	for _, n := range s.Definition {
		d := n.GetDefElem()
		name := lower(d.GetDefname())
		if f, ok := functions[name]; ok {
			b.functions[f.property] = t.other.useRoutine(r.routineExact(defNames(d), d.GetLocation(), f.args...))
			continue
		}
		switch name {
		case "like":
		case "internallength":
			b.length = strings.ToLower(defString(d))
		case "passedbyvalue":
			b.byValue = defBool(d)
		case "alignment":
			b.align = r.alignment(d)
		case "storage":
			b.storage = lower(defString(d))
		case "category":
			b.category = defString(d)[:min(1, len(defString(d)))]
		case "preferred":
			b.preferred = defBool(d)
		case "default":
			b.value = defString(d)
		case "element":
			element = signatureType(r.columnType(typeOption(d)))
			b.element = t.other.useType(r, element)
		case "delimiter":
			b.delimiter = defString(d)
		case "collatable":
			b.collates = defBool(d)
		default:
			r.warn(d.GetLocation(), "type attribute %s not recognized", deparse.Ident(d.GetDefname()))
		}
	}
	length, err := strconv.Atoi(b.length)
	if err == nil && length < 0 {
		b.length = "variable"
	}
	if _, said := b.functions[property.Subscript]; !said && length > 0 && !b.byValue && r.version.Major() >= 14 && r.fixedLength(element) {
		id := kind.RoutineID(kind.Function, "", "raw_array_subscript_handler", builtinTypes("internal"))
		b.functions[property.Subscript] = func() model.ID { return id }
	}
	if b.functions[property.Input] == nil {
		r.fail(here, "type input function must be specified")
	}
	if b.functions[property.Output] == nil {
		r.fail(here, "type output function must be specified")
	}
	return b
}

// fixedLength says whether all values of a type have one length.
func (r *reader) fixedLength(t model.Type) bool {
	if t.IsZero() || t.Array {
		return false
	}
	if user := r.userType(t); user != nil {
		return user.kind == enumType || user.base != nil && user.base.length != "variable"
	}
	f := r.builtin(t)
	if f == nil {
		return false
	}
	length, _, _ := builtinLayout(f)
	return length != "variable"
}

func (r *reader) alignment(d *parse.DefElem) string {
	switch text := lower(defString(d)); text {
	case "double", "float8", "pg_catalog.float8":
		return "double"
	case "int4", "pg_catalog.int4":
		return "int4"
	case "int2", "pg_catalog.int2":
		return "int2"
	case "char", "bpchar", "pg_catalog.bpchar":
		return "char"
	default:
		r.fail(d.GetLocation(), "alignment %s not recognized", deparse.Literal(text))
	}
	return ""
}

// likeType takes over how values of another type are kept.
func (r *reader) likeType(b *baseInfo, t model.Type) {
	if user := r.userType(t); user != nil && user.base != nil {
		b.length, b.byValue, b.align, b.storage = user.base.length, user.base.byValue, user.base.align, user.base.storage
		return
	}
	f := r.builtin(t)
	if f == nil {
		r.fail(here, "how values of type %s are kept is not known", t)
	}
	b.length, b.byValue, b.align = builtinLayout(f)
	b.storage = r.typeStorage(t)
}

// builtinLayout is typlen, typbyval and typalign of a built-in type.
func builtinLayout(f *facts.Type) (length string, byValue bool, align string) {
	switch f.Name {
	case "bool", "char":
		return "1", true, "char"
	case "int2":
		return "2", true, "int2"
	case "int4", "oid", "float4", "date", "xid", "cid", "regproc", "regprocedure", "regoper", "regoperator", "regclass", "regcollation",
		"regtype", "regrole", "regnamespace", "regconfig", "regdictionary", "anyenum":
		return "4", true, "int4"
	case "int8", "float8", "money", "time", "timestamp", "timestamptz", "pg_lsn", "xid8":
		return "8", true, "double"
	case "interval":
		return "16", false, "double"
	case "timetz":
		return "12", false, "double"
	case "uuid":
		return "16", false, "char"
	case "macaddr":
		return "6", false, "int4"
	case "macaddr8":
		return "8", false, "int4"
	case "name":
		return "64", false, "char"
	case "tid":
		return "6", false, "int2"
	case "point":
		return "16", false, "double"
	case "line", "circle":
		return "24", false, "double"
	case "lseg", "box":
		return "32", false, "double"
	case "path", "polygon", "txid_snapshot", "pg_snapshot":
		return "variable", false, "double"
	}
	return "variable", false, "int4"
}

// define fills in the properties of a base type.
func (b *baseInfo) define(d *model.Definition) {
	for name, ref := range b.functions {
		d.Set(name, model.Value{Ref: ref()})
	}
	d.SetText(property.Length, unless(b.length, "variable"))
	d.SetFlag(property.PassedByValue, b.byValue)
	d.SetText(property.Alignment, unless(b.align, "int4"))
	d.SetText(property.StorageMode, unless(b.storage, "plain"))
	d.SetText(property.Category, unless(b.category, "U"))
	d.SetFlag(property.Preferred, b.preferred)
	d.SetText(property.TypeDefault, b.value)
	if b.element != nil {
		d.Set(property.Element, model.Value{Type: b.element()})
	}
	d.SetText(property.Delimiter, unless(b.delimiter, ","))
	d.SetFlag(property.Collatable, b.collates)
}

// alterBaseType applies ALTER TYPE … SET (…).
func (r *reader) alterBaseType(s *parse.AlterTypeStmt) {
	t := r.typeNamed(stringsOf(s.TypeName))
	if t.owned {
		return
	}
	if t.base == nil {
		r.fail(here, "%s is not a base type", t.qname())
	}
	save(r.db, t)
	save(r.db, t.other)
	copied := *t.base
	copied.functions = map[model.PropertyName]func() model.ID{}
	for name, f := range t.base.functions {
		copied.functions[name] = f
	}
	t.other.uses = slices.Clone(t.other.uses)
	functions := typeFunctions(model.Type{Schema: t.ns.name, Name: t.name})
	for _, n := range s.Options {
		d := n.GetDefElem()
		name := lower(d.GetDefname())
		f, ok := functions[name]
		switch {
		case name == "storage":
			copied.storage = lower(defString(d))
		case !ok || f.property == property.Input || f.property == property.Output:
			r.fail(d.GetLocation(), "type attribute %s cannot be changed", deparse.Ident(d.GetDefname()))
		case d.GetArg() == nil || slices.Equal(defNames(d), []string{"none"}):
			delete(copied.functions, f.property)
		default:
			copied.functions[f.property] = t.other.useRoutine(r.routineExact(defNames(d), d.GetLocation(), f.args...))
		}
	}
	t.base = &copied
	t.other.define = copied.define
	r.changed()
}
