package deparse

import (
	"strconv"

	"github.com/schemadiff/schemadiff/dialects/postgres/parse"
)

// typeName writes a type: SETOF name%TYPE(modifiers)[].
func (w *writer) typeName(t *parse.TypeName) {
	if t == nil {
		w.fail("a type is missing")
		return
	}
	if t.Setof {
		w.put("SETOF ")
	}
	w.scalarType(t)
	if t.PctType {
		w.put("%TYPE")
	}
	for _, bound := range t.ArrayBounds {
		if n := bound.GetInteger().GetIval(); n >= 0 {
			w.put("[", strconv.Itoa(int(n)), "]")
		} else {
			w.put("[]")
		}
	}
}

// scalarType writes a type's name with its modifiers. The grammar's own words
// for a type stand for a name in pg_catalog.
func (w *writer) scalarType(t *parse.TypeName) {
	name, ok := isSystem(t.Names)
	if ok && !t.PctType && w.standardType(name, t) {
		return
	}
	if len(t.Names) == 1 && t.Names[0].GetString_().GetSval() == "json" {
		w.put("json") // a keyword since 17, but one that names this type
	} else {
		w.names(t.Names)
	}
	w.modifiers(t.Typmods)
}

func (w *writer) modifiers(mods []*parse.Node) {
	if len(mods) == 0 {
		return
	}
	w.put("(")
	w.exprs(mods)
	w.put(")")
}

// standardType writes a type that SQL has a word for, and says whether it did.
func (w *writer) standardType(name string, t *parse.TypeName) bool {
	words := ""
	switch name {
	case "bool":
		words = "boolean"
	case "int2":
		words = "smallint"
	case "int4":
		words = "integer"
	case "int8":
		words = "bigint"
	case "float4":
		words = "real"
	case "float8":
		words = "double precision"
	}
	if words != "" {
		if len(t.Typmods) > 0 {
			return false
		}
		w.put(words)
		return true
	}
	switch name {
	case "numeric":
		w.put("numeric")
		w.modifiers(t.Typmods)
	case "varchar":
		w.put("character varying")
		w.modifiers(t.Typmods)
	case "varbit":
		w.put("bit varying")
		w.modifiers(t.Typmods)
	case "bpchar":
		if len(t.Typmods) == 0 {
			return false // the type without a length; the word means length 1
		}
		w.put("character")
		w.modifiers(t.Typmods)
	case "bit":
		if len(t.Typmods) == 0 {
			return false
		}
		w.put("bit")
		w.modifiers(t.Typmods)
	case "time", "timetz", "timestamp", "timestamptz":
		w.timeType(name, t.Typmods)
	case "interval":
		w.put("interval")
		w.intervalModifiers(t.Typmods)
	default:
		return false
	}
	return true
}

// timeType writes time and timestamp with their precision in the middle.
func (w *writer) timeType(name string, mods []*parse.Node) {
	word, zone := "time", " without time zone"
	if len(name) > len("timetz") {
		word = "timestamp"
	}
	if name == "timetz" || name == "timestamptz" {
		zone = " with time zone"
	}
	w.put(word)
	w.modifiers(mods)
	w.put(zone)
}

// intervalModifiers writes the fields and the precision of an interval. The
// fields are a set of bits (INTERVAL_MASK of the server's timestamp.h).
func (w *writer) intervalModifiers(mods []*parse.Node) {
	if len(mods) == 0 {
		return
	}
	fields, ok := IntervalFields(int(mods[0].GetAConst().GetIval().GetIval()))
	if !ok {
		w.fail("an interval has unknown fields")
		return
	}
	if fields != "" {
		w.put(" ", fields)
	}
	w.modifiers(mods[1:])
}

// IntervalFields returns the words for an interval's fields; none for all.
func IntervalFields(mask int) (string, bool) {
	const (
		month  = 1 << 1
		year   = 1 << 2
		day    = 1 << 3
		hour   = 1 << 10
		minute = 1 << 11
		second = 1 << 12
		full   = 0x7FFF
	)
	switch mask {
	case year:
		return "year", true
	case month:
		return "month", true
	case day:
		return "day", true
	case hour:
		return "hour", true
	case minute:
		return "minute", true
	case second:
		return "second", true
	case year | month:
		return "year to month", true
	case day | hour:
		return "day to hour", true
	case day | hour | minute:
		return "day to minute", true
	case day | hour | minute | second:
		return "day to second", true
	case hour | minute:
		return "hour to minute", true
	case hour | minute | second:
		return "hour to second", true
	case minute | second:
		return "minute to second", true
	case full:
		return "", true
	}
	return "", false
}
