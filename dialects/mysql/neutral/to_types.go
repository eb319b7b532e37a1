package neutral

import (
	"strconv"
	"strings"

	"github.com/schemadiff/schemadiff/model"
	"github.com/schemadiff/schemadiff/model/neutral"
)

// The lengths of texts and bytes. A key holds 3072 bytes and a row 65535, and a
// character takes up to four.
const (
	inKey      = 191
	longestRow = 60000
	longText   = 4000
)

// declared returns the type for a neutral one, and what that loses. What is in a
// key must have a length.
func (w *writer) declared(t neutral.Type, keyed bool) (model.Type, string) {
	timed := func(name string) model.Type {
		digits := 6
		if t.Seconds > 0 {
			digits = min(t.Seconds-1, 6)
		}
		if digits == 0 {
			return named(name)
		}
		return sized(name, digits)
	}
	asText := func(what string) (model.Type, string) {
		if keyed {
			return sized("varchar", inKey), what
		}
		return named("longtext"), what
	}
	if t.Array {
		return named("json"), "there are no arrays; the values are kept as JSON"
	}
	switch t.Family {
	case neutral.Boolean:
		return sized("tinyint", 1), ""
	case neutral.Integer:
		return integerType(t), ""
	case neutral.Decimal:
		return decimalType(t)
	case neutral.Float:
		if t.Bits == 32 {
			return named("float"), ""
		}
		return named("double"), ""
	case neutral.Text:
		return textType(t, keyed)
	case neutral.Bytes:
		return bytesType(t, keyed)
	case neutral.Date:
		return named("date"), ""
	case neutral.Time:
		if t.Zone {
			return timed("time"), "a time of day has no zone"
		}
		return timed("time"), ""
	case neutral.Timestamp:
		if t.Zone {
			return timed("timestamp"), "times with a zone are those from 1970 to 2038"
		}
		return timed("datetime"), ""
	case neutral.UUID:
		if w.server.MinMariaDB(10, 7, 0) {
			return named("uuid"), ""
		}
		return sized("char", 36), "there is no type for UUIDs; the values are kept as text"
	case neutral.JSON:
		return named("json"), ""
	case neutral.Bits:
		if t.Length > 0 && t.Length <= 64 {
			return sized("bit", t.Length), ""
		}
		return asText("there are no more than 64 bits; the values are kept as text")
	case neutral.Enum, neutral.Set:
		return model.Type{Name: string(t.Family), Modifiers: labels(t.Values)}, ""
	case neutral.Geometry:
		return named(geometryName(t.Name)), ""
	case neutral.Interval, neutral.XML, neutral.Network, neutral.Other:
	}
	return asText("there is no type for " + t.String() + "; the values are kept as text")
}

func named(name string) model.Type { return model.Type{Name: name} }

func sized(name string, n int) model.Type {
	return model.Type{Name: name, Modifiers: strconv.Itoa(n)}
}

func bytesType(t neutral.Type, keyed bool) (model.Type, string) {
	switch {
	case t.Fixed && t.Length > 0 && t.Length <= 255:
		return sized("binary", t.Length), ""
	case t.Length > 0 && t.Length <= longText:
		return sized("varbinary", t.Length), ""
	case keyed:
		return sized("varbinary", 255), "bytes in a key have a greatest length: 255"
	}
	return named("longblob"), ""
}

func geometryName(name string) string {
	switch name {
	case "point", "linestring", "polygon", "multipoint", "multilinestring", "multipolygon":
		return name
	case "geometrycollection", "geomcollection":
		return "geomcollection"
	}
	return "geometry"
}

func labels(values []string) string {
	list := make([]string, len(values))
	for i, v := range values {
		list[i] = "'" + strings.ReplaceAll(v, "'", "''") + "'"
	}
	return strings.Join(list, ",")
}

func integerType(t neutral.Type) model.Type {
	name := "bigint"
	switch t.Bits {
	case 8:
		name = "tinyint"
	case 16:
		name = "smallint"
	case 24:
		name = "mediumint"
	case 32:
		name = "int"
	}
	if t.Unsigned {
		name += " unsigned"
	}
	return model.Type{Name: name}
}

func decimalType(t neutral.Type) (model.Type, string) {
	switch {
	case t.Precision == 0:
		return model.Type{Name: "decimal", Modifiers: "65,30"}, "decimals have 65 digits, 30 of them behind the point"
	case t.Precision > 65 || t.Scale > 30:
		return model.Type{Name: "decimal", Modifiers: "65," + strconv.Itoa(min(t.Scale, 30))}, "decimals have 65 digits, 30 of them behind the point"
	}
	return model.Type{Name: "decimal", Modifiers: strconv.Itoa(t.Precision) + "," + strconv.Itoa(t.Scale)}, ""
}

func textType(t neutral.Type, keyed bool) (model.Type, string) {
	switch {
	case t.Fixed && t.Length > 0 && t.Length <= 255:
		return model.Type{Name: "char", Modifiers: strconv.Itoa(t.Length)}, ""
	case t.Length > 0 && t.Length <= longText && (!keyed || t.Length <= 768):
		return model.Type{Name: "varchar", Modifiers: strconv.Itoa(t.Length)}, ""
	case keyed:
		return model.Type{Name: "varchar", Modifiers: strconv.Itoa(inKey)}, "texts in a key have a greatest length: " + strconv.Itoa(inKey)
	case t.Length > 0:
		return model.Type{Name: "longtext"}, "a text that may be long has no greatest length"
	}
	return model.Type{Name: "longtext"}, ""
}
