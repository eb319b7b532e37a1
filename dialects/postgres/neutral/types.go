package neutral

import (
	"strconv"
	"strings"

	"github.com/schemadiff/schemadiff/model"
	"github.com/schemadiff/schemadiff/model/neutral"
)

// typeOf says a type of the server's own, or of an extension.
func typeOf(t model.Type) neutral.Type {
	n := scalar(t)
	n.Array = t.Array
	return n
}

func scalar(t model.Type) neutral.Type {
	first, second, _ := strings.Cut(t.Modifiers, ",")
	length := numberOf(first)
	integer := func(bits int) neutral.Type { return neutral.Type{Family: neutral.Integer, Bits: bits} }
	timed := func(f neutral.Family, zone bool) neutral.Type {
		n := neutral.Type{Family: f, Zone: zone}
		if first != "" {
			n.Seconds = length + 1
		}
		return n
	}
	switch t.Name {
	case "boolean":
		return neutral.Type{Family: neutral.Boolean}
	case "smallint":
		return integer(16)
	case "integer", "oid":
		return integer(32)
	case "bigint":
		return integer(64)
	case "numeric", "money":
		return neutral.Type{Family: neutral.Decimal, Precision: length, Scale: numberOf(second), HasScale: second != ""}
	case "real":
		return neutral.Type{Family: neutral.Float, Bits: 32}
	case "double precision":
		return neutral.Type{Family: neutral.Float, Bits: 64}
	case "text", "name", `"char"`:
		return neutral.Type{Family: neutral.Text}
	case "citext":
		return neutral.Type{Family: neutral.Text, NoCase: true}
	case "character varying":
		return neutral.Type{Family: neutral.Text, Length: length}
	case "character":
		return neutral.Type{Family: neutral.Text, Length: max(length, 1), Fixed: true}
	case "bytea":
		return neutral.Type{Family: neutral.Bytes}
	case "date":
		return neutral.Type{Family: neutral.Date}
	case "time without time zone":
		return timed(neutral.Time, false)
	case "time with time zone":
		return timed(neutral.Time, true)
	case "timestamp without time zone":
		return timed(neutral.Timestamp, false)
	case "timestamp with time zone":
		return timed(neutral.Timestamp, true)
	case "interval":
		return neutral.Type{Family: neutral.Interval}
	case "uuid":
		return neutral.Type{Family: neutral.UUID}
	case "json", "jsonb":
		return neutral.Type{Family: neutral.JSON}
	case "xml":
		return neutral.Type{Family: neutral.XML}
	case "bit":
		return neutral.Type{Family: neutral.Bits, Length: max(length, 1), Fixed: true}
	case "bit varying":
		return neutral.Type{Family: neutral.Bits, Length: length}
	case "inet", "cidr", "macaddr", "macaddr8":
		return neutral.Type{Family: neutral.Network, Name: t.Name}
	case "point", "line", "lseg", "box", "path", "polygon", "circle":
		return neutral.Type{Family: neutral.Geometry, Name: t.Name}
	case "geometry", "geography":
		return neutral.Type{Family: neutral.Geometry, Name: strings.ToLower(first)}
	}
	name := t.Name
	if t.Modifiers != "" {
		name += "(" + t.Modifiers + ")"
	}
	return neutral.Type{Family: neutral.Other, Name: name}
}

// numberOf reads a modifier; what isn't a number is none.
func numberOf(text string) int {
	n, err := strconv.Atoi(text)
	if err != nil {
		return 0
	}
	return n
}

// castType says the type that a cast names, under any of its names.
func castType(name string) neutral.Type {
	name, array := strings.CutSuffix(name, "[]")
	var m model.Type
	m.Name = name
	if before, rest, found := strings.Cut(name, "("); found {
		inside, after, _ := strings.Cut(rest, ")")
		m.Name, m.Modifiers = strings.TrimSpace(before)+after, strings.ReplaceAll(inside, " ", "")
	}
	m.Name = strings.TrimPrefix(m.Name, "pg_catalog.")
	switch m.Name {
	case "int", "int4":
		m.Name = "integer"
	case "int2":
		m.Name = "smallint"
	case "int8":
		m.Name = "bigint"
	case "bool":
		m.Name = "boolean"
	case "decimal":
		m.Name = "numeric"
	case "float8", "double", "float":
		m.Name = "double precision"
	case "float4":
		m.Name = "real"
	case "varchar":
		m.Name = "character varying"
	case "char", "bpchar":
		m.Name = "character"
	case "timestamp":
		m.Name = "timestamp without time zone"
	case "timestamptz":
		m.Name = "timestamp with time zone"
	case "time":
		m.Name = "time without time zone"
	}
	n := scalar(m)
	if m.Name == "character" && m.Modifiers == "" {
		n.Length = 0
	}
	n.Array = array
	return n
}

// longest is the most characters that a length can say.
const longest = 10485760

// declared returns the type for a neutral one, and what that loses. Enumerated
// types are made by who asks.
func declared(t neutral.Type) (model.Type, string) {
	m, loss := element(t)
	m.Array = t.Array
	return m, loss
}

func element(t neutral.Type) (model.Type, string) {
	named := func(name string) (model.Type, string) { return model.Type{Name: name}, "" }
	timed := func(name string) (model.Type, string) {
		m := model.Type{Name: name + " without time zone"}
		if t.Zone {
			m.Name = name + " with time zone"
		}
		if t.Seconds > 0 && t.Seconds-1 < 6 {
			m.Modifiers = strconv.Itoa(t.Seconds - 1)
		}
		return m, ""
	}
	switch t.Family {
	case neutral.Integer:
		return integerType(t)
	case neutral.Decimal:
		m := model.Type{Name: "numeric"}
		if t.Precision > 0 {
			m.Modifiers = strconv.Itoa(t.Precision) + "," + strconv.Itoa(t.Scale)
		}
		return m, ""
	case neutral.Float:
		if t.Bits == 32 {
			return named("real")
		}
		return named("double precision")
	case neutral.Text, neutral.Enum:
		return textType(t)
	case neutral.Bytes:
		if t.Length > 0 {
			return model.Type{Name: "bytea"}, "bytes have no greatest length"
		}
		return named("bytea")
	case neutral.Time:
		return timed("time")
	case neutral.Timestamp:
		return timed("timestamp")
	case neutral.Boolean, neutral.Date, neutral.Interval, neutral.UUID, neutral.XML:
		return named(string(t.Family))
	case neutral.JSON:
		return named("jsonb")
	case neutral.Bits:
		m := model.Type{Name: "bit varying"}
		if t.Fixed {
			m.Name = "bit"
		}
		if t.Length > 0 {
			m.Modifiers = strconv.Itoa(t.Length)
		}
		return m, ""
	case neutral.Set:
		return model.Type{Name: "text"}, "there are no sets; the values are kept as text"
	case neutral.Network:
		return named(t.Name)
	case neutral.Geometry:
		if t.Name == "point" || t.Name == "polygon" || t.Name == "path" || t.Name == "box" || t.Name == "line" || t.Name == "lseg" || t.Name == "circle" {
			return named(t.Name)
		}
		return model.Type{Name: "bytea"}, "there are no such geometries without PostGIS; the values are kept as bytes"
	case neutral.Other:
	}
	return model.Type{Name: "text"}, "there is no type " + t.Name + "; the values are kept as text"
}

// integerType takes the narrowest type that holds all values. An integer of no
// stated width may have 64 bits.
func integerType(t neutral.Type) (model.Type, string) {
	bits, loss := t.Bits, ""
	if t.Unsigned {
		bits, loss = max(bits, 32)*2, "there are no unsigned integers; a wider type holds the values, and negative ones, too"
		if t.Bits == 8 || t.Bits == 16 || t.Bits == 24 {
			bits = 32
		}
	}
	switch {
	case bits > 64:
		return model.Type{Name: "numeric", Modifiers: "20,0"}, loss
	case bits == 0 || bits > 32:
		return model.Type{Name: "bigint"}, loss
	case bits > 16:
		return model.Type{Name: "integer"}, loss
	}
	return model.Type{Name: "smallint"}, loss
}

func textType(t neutral.Type) (model.Type, string) {
	switch {
	case t.NoCase && t.Length > 0:
		return model.Type{Name: citext}, "texts that are equal in any case have no greatest length"
	case t.NoCase:
		return model.Type{Name: citext}, ""
	case t.Length == 0:
		return model.Type{Name: "text"}, ""
	case t.Length > longest:
		return model.Type{Name: "text"}, "a text has at most " + strconv.Itoa(longest) + " characters, or any number"
	case t.Fixed:
		return model.Type{Name: "character", Modifiers: strconv.Itoa(t.Length)}, ""
	}
	return model.Type{Name: "character varying", Modifiers: strconv.Itoa(t.Length)}, ""
}

// citext is the extension and its type.
const citext = "citext"

// Holds implements [neutral.Translator].
func (Translator) Holds(what, of neutral.Type) bool {
	if m, _ := declared(of); of.Family != neutral.Enum && typeOf(m).Equal(what) {
		return true
	}
	if what.Array != of.Array {
		return of.Is(neutral.Set) && (what.Is(neutral.Text) || what.Array && what.Family == neutral.Text)
	}
	switch of.Family {
	case neutral.Integer:
		if !what.Is(neutral.Integer) {
			m, _ := integerType(of)
			return of.Unsigned && what.Is(neutral.Decimal) && m.Name == "numeric"
		}
		m, _ := integerType(neutral.Type{Family: neutral.Integer, Bits: of.Bits})
		narrowest := scalar(m).Bits
		return what.Bits == narrowest || of.Unsigned && what.Bits > of.Bits || of.Bits == 0
	case neutral.Bytes:
		return what.Is(neutral.Bytes) && what.Length == 0
	case neutral.Set:
		return what.Is(neutral.Text)
	case neutral.Text:
		return what.Is(neutral.Text) && of.NoCase == what.NoCase && what.Length == 0 && of.Length > longest
	case neutral.Geometry:
		return what.Is(neutral.Bytes, neutral.Text)
	default:
	}
	return false
}
