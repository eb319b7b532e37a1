package neutral

import (
	"strconv"
	"strings"

	"github.com/schemadiff/schemadiff/dialects/mysql"
	"github.com/schemadiff/schemadiff/model"
	"github.com/schemadiff/schemadiff/model/neutral"
)

// typeOf says a type.
func typeOf(t model.Type) neutral.Type {
	word, attributes, _ := strings.Cut(t.Name, " ")
	first, second, _ := strings.Cut(t.Modifiers, ",")
	length := numberOf(first)
	integer := func(bits int) neutral.Type {
		return neutral.Type{Family: neutral.Integer, Bits: bits, Unsigned: strings.Contains(attributes, "unsigned")}
	}
	timed := func(f neutral.Family, zone bool) neutral.Type {
		n := neutral.Type{Family: f, Zone: zone}
		if first != "" {
			n.Seconds = length + 1
		}
		return n
	}
	switch word {
	case "tinyint":
		if first == "1" && attributes == "" {
			return neutral.Type{Family: neutral.Boolean}
		}
		return integer(8)
	case "smallint", "year":
		return integer(16)
	case "mediumint":
		return integer(24)
	case "int":
		return integer(32)
	case "bigint":
		return integer(64)
	case "decimal":
		return neutral.Type{Family: neutral.Decimal, Precision: length, Scale: numberOf(second), HasScale: second != ""}
	case "float":
		return neutral.Type{Family: neutral.Float, Bits: 32}
	case "double":
		return neutral.Type{Family: neutral.Float, Bits: 64}
	case "bit":
		return neutral.Type{Family: neutral.Bits, Length: length, Fixed: true}
	case "char":
		return neutral.Type{Family: neutral.Text, Length: length, Fixed: true}
	case "varchar":
		return neutral.Type{Family: neutral.Text, Length: length}
	case "tinytext", "text", "mediumtext", "longtext":
		return neutral.Type{Family: neutral.Text}
	case "binary":
		return neutral.Type{Family: neutral.Bytes, Length: length, Fixed: true}
	case "varbinary":
		return neutral.Type{Family: neutral.Bytes, Length: length}
	case "tinyblob", "blob", "mediumblob", "longblob":
		return neutral.Type{Family: neutral.Bytes}
	case "enum":
		return neutral.Type{Family: neutral.Enum, Values: mysql.Labels(t)}
	case "set":
		return neutral.Type{Family: neutral.Set, Values: mysql.Labels(t)}
	case "date":
		return neutral.Type{Family: neutral.Date}
	case "time":
		return timed(neutral.Time, false)
	case "datetime":
		return timed(neutral.Timestamp, false)
	case "timestamp":
		return timed(neutral.Timestamp, true)
	case "json":
		return neutral.Type{Family: neutral.JSON}
	case "uuid":
		return neutral.Type{Family: neutral.UUID}
	case "inet4", "inet6":
		return neutral.Type{Family: neutral.Network, Name: "inet"}
	case "geometry":
		return neutral.Type{Family: neutral.Geometry}
	case "point", "linestring", "polygon", "multipoint", "multilinestring", "multipolygon", "geometrycollection", "geomcollection":
		return neutral.Type{Family: neutral.Geometry, Name: word}
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

// castType says the type that a cast names, or the charset before a string.
func castType(name string) neutral.Type {
	word, modifiers, _ := strings.Cut(name, "(")
	modifiers = strings.TrimSuffix(modifiers, ")")
	switch word {
	case "signed", "signed integer":
		return neutral.Type{Family: neutral.Integer, Bits: 64}
	case "unsigned", "unsigned integer":
		return neutral.Type{Family: neutral.Integer, Bits: 64, Unsigned: true}
	case "char", "nchar":
		return neutral.Type{Family: neutral.Text, Length: numberOf(modifiers)}
	}
	if strings.HasPrefix(word, "_") {
		return neutral.Type{Family: neutral.Text}
	}
	return typeOf(model.Type{Name: word, Modifiers: strings.ReplaceAll(modifiers, " ", "")})
}

// Holds reports whether a column of the type what is where people keep values of
// the type of in these products.
func Holds(what, of neutral.Type) bool {
	text := what.Is(neutral.Text)
	if of.Array {
		return text && what.Length == 0 || what.Is(neutral.JSON)
	}
	switch of.Family {
	case neutral.Integer:
		return of.Bits == 0 && what.Is(neutral.Integer)
	case neutral.Boolean:
		return what.Is(neutral.Bits) && what.Length == 1
	case neutral.UUID:
		return text && (what.Length == 36 || what.Length == 32 || what.Length == 0) || what.Is(neutral.Bytes) && (what.Length == 16 || what.Length == 0)
	case neutral.Interval, neutral.XML, neutral.Network, neutral.Other, neutral.Bits:
		return text
	case neutral.Text: // which is longer than a row of the table, or is in a key, and has no other case
		return text && of.NoCase
	default:
	}
	return false
}
