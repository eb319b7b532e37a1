package gotype

import (
	"go/types"
	"maps"
	"slices"
	"strings"

	"github.com/schemadiff/schemadiff/dialects/postgres/facts"
	"github.com/schemadiff/schemadiff/dialects/postgres/plan"
	"github.com/schemadiff/schemadiff/inspect/gostruct"
	"github.com/schemadiff/schemadiff/model"
	"github.com/schemadiff/schemadiff/render/gomodel"
)

// Writer answers for PostgreSQL what package gomodel asks.
type Writer struct {
	Dialect
	fragments
}

// fragments are the pieces of statements. Both it and Dialect quote names.
type fragments struct{ plan.Fragments }

var _ gomodel.Dialect = Writer{}

// QuoteIdent implements [gomodel.Dialect].
func (Writer) QuoteIdent(name string) string { return plan.Quoter{}.QuoteIdent(name) }

// QuoteLiteral implements [gomodel.Dialect].
func (Writer) QuoteLiteral(value string) string { return plan.Quoter{}.QuoteLiteral(value) }

// DefaultSchema implements [gomodel.Dialect].
func (Writer) DefaultSchema() string { return "public" }

// Shadowed implements [gomodel.Dialect]: pg_catalog comes first, whatever the
// search path is.
func (Writer) Shadowed(name string) bool {
	if strings.HasPrefix(name, "pg_") {
		return true
	}
	known, err := facts.For(facts.NewestMajor)
	return err != nil || known.Type(facts.CatalogSchema, name) != nil
}

// Column implements [gomodel.Dialect].
func (Writer) Column(_ model.Table, c model.Column) gomodel.ColumnWords {
	return gomodel.ColumnWords{Collation: c.Collation}
}

// EnumValues implements [gomodel.Dialect]: enums are types of their own.
func (Writer) EnumValues(model.Type) []string { return nil }

// ImpliedIndex implements [gomodel.Dialect].
func (Writer) ImpliedIndex(model.Table, model.Index) bool { return false }

// TableOptionsText implements [gomodel.Dialect].
func (w Writer) TableOptionsText(t model.Table) string {
	if len(t.Options) == 0 {
		return ""
	}
	return w.OptionsText(t.Options)
}

// DefaultMethod implements [gomodel.Dialect].
func (Writer) DefaultMethod() string { return "btree" }

// Libraries implements [gomodel.Dialect].
func (Writer) Libraries() []string {
	return slices.Sorted(slices.Values(append(slices.Collect(maps.Keys(libraries)), pgtypeLibrary)))
}

// libraries are those that models may use when asked to, by what they are called
// on the way back, with their types. What they are in the database, the tables
// for reading say.
var libraries = map[string][]string{
	"uuid":    {"github.com/google/uuid.UUID"},
	"decimal": {"github.com/shopspring/decimal.Decimal"},
}

// standard are the types that come back without any library, beside those of the
// language.
var standard = []string{"time.Time", "encoding/json.RawMessage", "net/netip.Addr", "net/netip.Prefix", "net.HardwareAddr"}

// language are the types of the language that come back.
var language = []types.BasicKind{types.Bool, types.Int16, types.Int32, types.Int64, types.Float32, types.Float64, types.String}

// nearest are the types of Go for what no type of Go means by itself: the tag
// then says what it is. All others are strings, which the server turns into
// anything.
var nearest = map[string]string{
	"date": "time.Time", "timestamp without time zone": "time.Time", "json": "encoding/json.RawMessage", "oid": "uint32",
}

// nils are the types whose nil is null.
var nils = []string{"encoding/json.RawMessage", "net.HardwareAddr"}

// canonical are the names of types that the tables for reading spell shorter than
// the model does.
var canonical = map[string]string{
	"timestamptz": "timestamp with time zone", "timestamp": "timestamp without time zone", "time": "time without time zone", "varbit": "bit varying",
}

func canonicalName(name string) string {
	if long, ok := canonical[name]; ok {
		return long
	}
	return name
}

// GoType implements [gomodel.Dialect]: the way back of [Dialect.Type].
func (w Writer) GoType(t model.Type, asked []string) gomodel.GoType {
	element := t
	element.Array = false
	found, natural := w.plainType(element, asked)
	if t.Array {
		found, natural = w.list(found, natural)
	}
	switch {
	case natural == w.TypeText(t):
	case t.Builtin() && t.Modifiers != "" && w.spelled(w.Sized(natural, t.Modifiers)) == w.TypeText(t):
		found.Size = t.Modifiers
	default:
		found.Type = w.shortText(t)
	}
	return found
}

// shortText writes a type as people do.
func (w Writer) shortText(t model.Type) string {
	text := w.TypeText(t)
	if !t.Builtin() {
		return text
	}
	for _, short := range shorter {
		head, tail, _ := strings.Cut(short.long, "(…)")
		rest, ok := strings.CutPrefix(text, head)
		if !ok {
			continue
		}
		size := ""
		if end := strings.IndexByte(rest, ')'); strings.HasPrefix(rest, "(") && end > 0 {
			size, rest = rest[:end+1], rest[end+1:]
		}
		if array, ok := strings.CutPrefix(rest, tail); ok && (array == "" || array == "[]") {
			return short.name + size + array
		}
	}
	return text
}

// shorter are short names of types; (…) is where their modifiers stand in the long
// ones.
var shorter = []struct{ name, long string }{
	{"varchar", "character varying"},
	{"char", "character"},
	{"varbit", "bit varying"},
	{"timestamptz", "timestamp(…) with time zone"},
	{"timestamp", "timestamp(…) without time zone"},
	{"timetz", "time(…) with time zone"},
	{"time", "time(…) without time zone"},
}

// list makes the type of lists. What holds documents is one document itself, and
// bytes in a list are the value of one column.
func (w Writer) list(element gomodel.GoType, natural string) (gomodel.GoType, string) {
	list := gomodel.GoType{List: true, Args: []gomodel.GoType{element}, Nil: true}
	if natural == w.Document() {
		return list, natural
	}
	return list, w.Array(natural)
}

// spelled is a type of the tables as the model spells it.
func (w Writer) spelled(name string) string {
	name, array := strings.CutSuffix(name, "[]")
	head, rest, sized := strings.Cut(name, "(")
	long := canonicalName(head)
	if head == "varchar" {
		long = "character varying"
	}
	t := model.Type{Name: long, Array: array}
	if sized {
		t.Modifiers = strings.TrimSuffix(rest, ")")
	}
	return w.TypeText(t)
}

// plainType finds the type of Go for a type that is no array, and the type that
// such a field has in the database if nothing else is said.
func (w Writer) plainType(t model.Type, asked []string) (found gomodel.GoType, natural string) {
	if !t.Builtin() {
		return gomodel.GoType{Name: "string"}, "text"
	}
	for _, library := range asked {
		for _, name := range libraries[library] {
			if natural := naturalType(name); natural == t.Name {
				return typeNamed(name), natural
			}
		}
		if library == pgtypeLibrary {
			if found, natural, ok := w.ofPgtype(t.Name); ok {
				return found, natural
			}
		}
	}
	if t.Name == "bytea" {
		return gomodel.GoType{List: true, Args: []gomodel.GoType{{Name: "byte"}}, Nil: true}, "bytea"
	}
	for _, kind := range language {
		if m, _ := gostruct.MeaningOf(types.Typ[kind]); meanings[m] == t.Name {
			return gomodel.GoType{Name: types.Typ[kind].Name()}, t.Name
		}
	}
	for _, name := range standard {
		if natural := naturalType(name); natural == t.Name {
			return typeNamed(name), natural
		}
	}
	if name, ok := nearest[t.Name]; ok {
		return typeNamed(name), ""
	}
	return gomodel.GoType{Name: "string"}, "text"
}

// libraryName is a type as the table has it: without the major version of its
// package.
func libraryName(name string) string {
	i := strings.LastIndexByte(name, '.')
	return gostruct.LibraryOf(name[:i]) + name[i:]
}

// naturalType is the type that fields of a named one have, as the model spells it.
func naturalType(name string) string {
	found, _ := known(libraryName(name))
	return canonicalName(found.Name)
}

// typeNamed takes the path of a package and the name of a type apart.
func typeNamed(name string) gomodel.GoType {
	t := gomodel.GoType{Name: name, Nil: slices.Contains(nils, name)}
	if i := strings.LastIndexByte(name, '.'); i >= 0 {
		t.Package, t.Name = name[:i], name[i+1:]
	}
	return t
}

// pgtypeLibrary is what the package of pgx is called on the way back.
const pgtypeLibrary = "pgtype"

// ofPgtype finds a type of pgx's package. What the language has is better there.
func (w Writer) ofPgtype(name string) (found gomodel.GoType, natural string, ok bool) {
	of := func(name string, args ...gomodel.GoType) gomodel.GoType {
		return gomodel.GoType{Package: pgtype, Name: name, Args: args, Null: true}
	}
	for bound, known := range ranges {
		if known != name && multirange(known) != name {
			continue
		}
		inner, _, ok := w.ofPgtype(canonicalName(bound))
		if !ok {
			inner = of(map[string]string{"integer": "Int4", "bigint": "Int8", "timestamptz": "Timestamptz", "timestamp": "Timestamp"}[bound])
		}
		if known == name {
			return of("Range", inner), name, true
		}
		return of("Multirange", of("Range", inner)), name, true
	}
	for _, word := range []string{
		"Bits", "Box", "Circle", "Date", "Interval", "Line", "Lseg", "Numeric", "Path", "Point", "Polygon", "Time",
	} {
		if canonicalName(pgTypes[word]) == name {
			return of(word), name, true
		}
	}
	return found, "", false
}
