package neutral

import (
	"strconv"
	"strings"

	"github.com/schemadiff/schemadiff/dialects/sqlite"
	"github.com/schemadiff/schemadiff/model"
	"github.com/schemadiff/schemadiff/model/neutral"
)

// typeOf reads the type of a column: by its name if that is one that people know
// from elsewhere, else by its affinity.
func typeOf(t model.Type) neutral.Type {
	if n, ok := byName(t); ok {
		return n
	}
	length := 0
	if n, err := strconv.Atoi(t.Modifiers); err == nil {
		length = n
	}
	switch sqlite.AffinityOf(t) {
	case sqlite.Integer:
		return neutral.Type{Family: neutral.Integer}
	case sqlite.Text:
		return neutral.Type{Family: neutral.Text, Length: length}
	case sqlite.Real:
		return neutral.Type{Family: neutral.Float}
	case sqlite.Blob:
		if t.Name == "" {
			return neutral.Type{Family: neutral.Other, Name: "any"}
		}
		return neutral.Type{Family: neutral.Bytes, Length: length}
	case sqlite.Numeric:
	}
	return neutral.Type{Family: neutral.Other, Name: t.Name}
}

func byName(t model.Type) (neutral.Type, bool) {
	var n neutral.Type
	first, second, _ := strings.Cut(t.Modifiers, ",")
	length, _ := strconv.Atoi(first)
	if length < 0 {
		length = 0
	}
	integer := func(bits int) { n = neutral.Type{Family: neutral.Integer, Bits: bits} }
	text := func(fixed bool) {
		n = neutral.Type{Family: neutral.Text, Length: length, Fixed: fixed && length > 0}
	}
	timed := func(f neutral.Family, zone bool) {
		n = neutral.Type{Family: f, Zone: zone}
		if first != "" {
			n.Seconds = length + 1
		}
	}
	name, unsigned := strings.CutSuffix(t.Name, " unsigned")
	name, prefixed := strings.CutPrefix(name, "unsigned ")
	switch name {
	case "boolean", "bool":
		n.Family = neutral.Boolean
	case "integer", "int", "int4":
		integer(0)
	case "tinyint":
		integer(8)
	case "smallint", "int2":
		integer(16)
	case "mediumint":
		integer(24)
	case "bigint", "int8", "big int":
		integer(64)
	case "decimal", "numeric", "dec", "number", "money":
		scale, _ := strconv.Atoi(second)
		n = neutral.Type{Family: neutral.Decimal, Precision: length, Scale: scale, HasScale: second != ""}
	case "real", "double", "double precision", "float", "float4", "float8":
		n.Family = neutral.Float
	case "text", "clob", "tinytext", "mediumtext", "longtext", "ntext", "string":
		text(false)
		n.Length = 0
	case "varchar", "nvarchar", "character varying", "varying character", "varchar2", "nvarchar2":
		text(false)
	case "char", "character", "nchar", "native character", "bpchar":
		text(true)
	case "blob", "tinyblob", "mediumblob", "longblob", "bytea", "varbinary":
		n = neutral.Type{Family: neutral.Bytes, Length: length}
	case "binary":
		n = neutral.Type{Family: neutral.Bytes, Length: length, Fixed: length > 0}
	case "date":
		n.Family = neutral.Date
	case "time", "time without time zone":
		timed(neutral.Time, false)
	case "datetime", "timestamp", "timestamp without time zone":
		timed(neutral.Timestamp, false)
	case "timestamptz", "timestamp with time zone":
		timed(neutral.Timestamp, true)
	case "json", "jsonb":
		n.Family = neutral.JSON
	case "uuid", "uniqueidentifier", "guid":
		n.Family = neutral.UUID
	case "any":
		n = neutral.Type{Family: neutral.Other, Name: "any"}
	default:
		return n, false
	}
	n.Unsigned = (unsigned || prefixed) && n.Family == neutral.Integer
	return n, true
}

// declared returns the type that a column of a neutral type is declared with, and
// what that loses. Names are chosen so that typeOf reads them as the same type
// where there is one.
func declared(t neutral.Type) (model.Type, string) {
	named := func(name string) model.Type { return model.Type{Name: name} }
	if t.Array {
		return named("text"), "there are no arrays; the values are kept as text"
	}
	switch t.Family {
	case neutral.Boolean:
		return named("boolean"), ""
	case neutral.Integer:
		return named(integerName(t)), ""
	case neutral.Decimal:
		return decimalType(t)
	case neutral.Float:
		return named("real"), ""
	case neutral.Text:
		return textType(t), ""
	case neutral.Bytes:
		return bytesType(t), ""
	case neutral.Date:
		return named("date"), ""
	case neutral.Time:
		return named("time"), zoneLoss(t)
	case neutral.Timestamp:
		return named("timestamp"), zoneLoss(t)
	case neutral.UUID:
		return named("text"), "there is no type for UUIDs; the values are kept as text"
	case neutral.JSON:
		return named("text"), "" // with a check
	case neutral.Enum:
		return named("text"), "values of an enumerated type sort as text; a check keeps others out"
	case neutral.Set:
		return named("text"), "there are no sets; the values are kept as text"
	case neutral.Interval, neutral.XML, neutral.Bits, neutral.Network:
		return named("text"), "there is no type for " + string(t.Family) + " values; they are kept as text"
	case neutral.Geometry:
		return named("blob"), "there are no geometries; the values are kept as bytes"
	case neutral.Other:
		if t.Name == "any" {
			return model.Type{}, ""
		}
	}
	return named("text"), "there is no type " + t.Name + "; the values are kept as text"
}

func zoneLoss(t neutral.Type) string {
	if t.Zone {
		return "there are no time zones; times are kept as they are given"
	}
	return ""
}

func integerName(t neutral.Type) string {
	name := "integer"
	switch t.Bits {
	case 8:
		name = "tinyint"
	case 16:
		name = "smallint"
	case 24:
		name = "mediumint"
	case 64:
		name = "bigint"
	}
	if t.Unsigned {
		return name + " unsigned"
	}
	return name
}

// exactDigits is how many digits a number can have that isn't an integer.
const exactDigits = 15

func decimalType(t neutral.Type) (model.Type, string) {
	m := model.Type{Name: "decimal"}
	if t.Precision > 0 {
		m.Modifiers = strconv.Itoa(t.Precision)
		if t.HasScale {
			m.Modifiers += "," + strconv.Itoa(t.Scale)
		}
	}
	if t.Precision == 0 || t.Precision > exactDigits {
		return m, "decimals have 15 digits; those behind them are rounded"
	}
	return m, ""
}

func textType(t neutral.Type) model.Type {
	switch {
	case t.Length == 0:
		return model.Type{Name: "text"}
	case t.Fixed:
		return model.Type{Name: "char", Modifiers: strconv.Itoa(t.Length)}
	}
	return model.Type{Name: "varchar", Modifiers: strconv.Itoa(t.Length)}
}

// bytesType has no affinity but that of BLOB in its name: BINARY and VARBINARY
// would turn texts of digits into numbers.
func bytesType(t neutral.Type) model.Type {
	if t.Length == 0 {
		return model.Type{Name: "blob"}
	}
	return model.Type{Name: "blob", Modifiers: strconv.Itoa(t.Length)}
}

// Holds implements [neutral.Translator].
func (Translator) Holds(what, of neutral.Type) bool {
	if m, _ := declared(of); of.Family != neutral.Enum && typeOf(m).Equal(what) {
		return true
	}
	plainText := what.Is(neutral.Text)
	if of.Array {
		return plainText || what.Is(neutral.JSON)
	}
	switch of.Family {
	case neutral.Boolean:
		return what.Is(neutral.Integer)
	case neutral.Integer:
		return what.Is(neutral.Integer) && (what.Bits == 0 || of.Unsigned && what.Bits > of.Bits)
	case neutral.Decimal:
		return what.Is(neutral.Float)
	case neutral.Date, neutral.Time, neutral.Timestamp:
		return plainText || what.Is(of.Family) || what.Is(neutral.Timestamp)
	case neutral.UUID:
		return plainText && roomFor(what.Length, 36, 32) || what.Is(neutral.Bytes) && roomFor(what.Length, 16)
	case neutral.JSON, neutral.XML, neutral.Set, neutral.Interval, neutral.Network, neutral.Bits:
		return plainText
	case neutral.Geometry:
		return plainText || what.Is(neutral.Bytes)
	case neutral.Other:
		return plainText
	case neutral.Float, neutral.Text, neutral.Bytes, neutral.Enum:
	}
	return false
}

// roomFor reports whether a length is none, or one that values of one of the
// lengths need.
func roomFor(length int, of ...int) bool {
	if length == 0 {
		return true
	}
	for _, n := range of {
		if length == n {
			return true
		}
	}
	return false
}
