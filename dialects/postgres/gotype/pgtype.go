package gotype

import (
	"go/types"

	"github.com/schemadiff/schemadiff/inspect/gostruct"
)

// pgtype is the package of pgx, without its major version in the middle.
const pgtype = "github.com/jackc/pgx/v5/pgtype"

// pgTypes are the types of pgtype, which all may be null.
var pgTypes = map[string]string{
	"Bits": "varbit", "Bool": "boolean", "Box": "box", "Circle": "circle", "Date": "date", "Float4": "real", "Float8": "double precision",
	"Hstore": "hstore", "Int2": "smallint", "Int4": "integer", "Int8": "bigint", "Interval": "interval", "Line": "line", "Lseg": "lseg",
	"Numeric": "numeric", "Path": "path", "Point": "point", "Polygon": "polygon", "TID": "tid", "Text": "text", "Time": "time",
	"Timestamp": "timestamp", "Timestamptz": "timestamptz", "UUID": "uuid", "Uint32": "oid", "TSVector": "tsvector", "XMLCodec": "xml",
}

// ranges are the range types by those of their bounds.
var ranges = map[string]string{
	"integer": "int4range", "bigint": "int8range", "numeric": "numrange", "timestamp": "tsrange", "timestamptz": "tstzrange", "date": "daterange",
}

// pgtype finds the types of pgx's package.
func (d Dialect) pgtype(t *types.Named) (gostruct.Type, bool) {
	name := t.Obj().Name()
	if found, ok := pgTypes[name]; ok {
		return null(found), true
	}
	args := t.TypeArgs()
	if args.Len() == 0 {
		return gostruct.Type{}, false
	}
	inner, ok := d.Type(args.At(0))
	if !ok {
		return gostruct.Type{}, false
	}
	switch name {
	case "Array", "FlatArray":
		return null(d.Array(inner.Name)), true
	case "Range":
		found, ok := ranges[inner.Name]
		return null(found), ok
	case "Multirange":
		// Its argument is the range.
		for _, found := range ranges {
			if found == inner.Name {
				return null(multirange(found)), true
			}
		}
	}
	return gostruct.Type{}, false
}

func multirange(name string) string { return name[:len(name)-len("range")] + "multirange" }
