// Package literal reads string literals as the values that PostgreSQL's input
// functions make of them, and writes each value in one canonical form: '7 days'
// and '1 week' are the same interval, '{"b":1,"a":2}' and '{"a": 2, "b": 1}'
// the same jsonb.
//
// The canonical form is for comparing, not for the server: two texts of one
// type have the same form only if they are the same value. Where the value
// depends on the session or the moment, or where nothing is known about a
// type's input, the form is the text itself and marked as unsure: then
// different texts may still be the same value.
package literal

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/schemadiff/schemadiff/dialects/postgres/facts"
)

// Value is what a literal means.
type Value struct {
	// Text is the canonical form.
	Text string
	// Unsure says why a different text may mean the same; empty if it can't.
	Unsure string
}

// Names resolves literals that name objects of the catalog.
type Names interface {
	// Object returns the canonical name of what a text names. kind is the name
	// of a type: regclass, regtype, regproc, regconfig, …. It is false if there
	// is no such object.
	Object(kind, text string) (string, bool)
}

// Server is what the reading of literals depends on besides their type.
type Server struct {
	// Major is the server's major version; 0 stands for the newest.
	Major int
	// Names may be nil: then no literal names anything that is known.
	Names Names
}

// Read reads text as a value of type t, whose modifiers only an interval's
// input pays attention to. It is an error if the server would refuse the text.
//
// Where the server's settings count, they are taken to be those of a new
// installation, with UTC as the time zone: DateStyle ISO, MDY, IntervalStyle
// postgres, TimeZone UTC, lc_monetary C.
func Read(t *facts.Type, mods, text string, server Server) (Value, error) {
	return reader{server: server}.read(t, mods, text)
}

// maxDepth bounds the nesting of arrays in composites in ranges.
const maxDepth = 20

var (
	errInvalid     = errors.New("the text has no valid form")
	errNested      = errors.New("the types are nested too deeply")
	errUnknownPart = errors.New("nothing is known about the type of a part")
)

func (r reader) read(t *facts.Type, mods, text string) (Value, error) {
	if r.depth > maxDepth {
		return Value{}, errNested
	}
	switch t.Kind {
	case facts.Domain:
		if t.Base == nil {
			return opaque(t, text), nil
		}
		return r.fitted(t.Base, t.BaseMods, text)
	case facts.Enum:
		return readEnum(t, text)
	case facts.Range:
		return r.rangeValue(t, text)
	case facts.Multirange:
		return r.multirange(t, text)
	case facts.Composite:
		return r.composite(t, text)
	case facts.Pseudo:
		return Value{}, fmt.Errorf("type %s has no literals", t)
	case facts.Base:
	}
	if t.IsArray {
		return r.array(t, text)
	}
	if t.Schema != facts.CatalogSchema {
		return readExtension(t, text)
	}
	return r.builtin(t, mods, text)
}

// fitted reads a value that its place fits to modifiers: that of a domain, the
// field of a row. Where the server would change it, only the server knows.
func (r reader) fitted(t *facts.Type, mods, text string) (Value, error) {
	if t == nil {
		return Value{}, errUnknownPart
	}
	r.depth++
	v, err := r.read(t, mods, text)
	if err != nil || mods == "" || t.Schema == facts.CatalogSchema && t.Name == "interval" {
		return v, err
	}
	if t.Schema == facts.CatalogSchema && t.Kind == facts.Base {
		switch t.Name {
		case "varchar":
			if n, err := strconv.Atoi(mods); err == nil && utf8.RuneCountInString(v.Text) <= n {
				return v, nil
			}
		case "numeric":
			if text, ok := FitNumeric(v.Text, mods); ok {
				v.Text = text
				return v, nil
			}
		}
	}
	v.Unsure = "the value is fitted to the modifiers of " + t.String()
	return v, nil
}

// reader reads values that hold other values.
type reader struct {
	server Server
	depth  int
}

func (r reader) part(t *facts.Type, text string) (Value, error) {
	if t == nil {
		return Value{}, errUnknownPart
	}
	r.depth++
	return r.read(t, "", text)
}

// sure is a value without doubts.
func sure(text string, err error) (Value, error) { return Value{Text: text}, err }

// found is a value if ok says so.
func found(text string, ok bool) (Value, error) {
	if !ok {
		return Value{}, errInvalid
	}
	return Value{Text: text}, nil
}

// opaque is a text that only the server can read.
func opaque(t *facts.Type, text string) Value {
	return Value{Text: text, Unsure: "how type " + t.String() + " reads its literals is not known"}
}

// builtin reads a value of a base type of pg_catalog.
func (r reader) builtin(t *facts.Type, mods, text string) (Value, error) {
	switch t.Name {
	case "text", "varchar", "bpchar", "json", "refcursor", "unknown":
		return Value{Text: text}, nil
	case "bool":
		return found(readBool(text))
	case "int2":
		return sure(readInt(text, 16))
	case "int4":
		return sure(readInt(text, 32))
	case "int8":
		return sure(readInt(text, 64))
	case "oid", "xid", "cid", "xid8":
		return readOID(t, text)
	case "numeric":
		return found(Numeric(text))
	case "float4":
		return sure(readFloat(text, 32))
	case "float8":
		return sure(readFloat(text, 64))
	case "money":
		return found(readMoney(text))
	case "name":
		return Value{Text: truncate(text, nameLength)}, nil
	case "char":
		return readChar(t, text), nil
	case "bytea":
		return found(readBytea(text))
	case "bit", "varbit":
		return found(readBits(text))
	case "uuid":
		return found(readUUID(text))
	case "jsonb":
		return sure(readJSONB(text))
	case "jsonpath":
		return readJSONPath(t, text), nil
	case "xml":
		return readXML(t, text), nil
	case "tsvector":
		return found(readVector(text))
	case "tsquery":
		return readQuery(t, text), nil
	}
	return r.builtinMore(t, mods, text)
}

func (r reader) builtinMore(t *facts.Type, mods, text string) (Value, error) {
	switch t.Name {
	case "date", "time", "timetz", "timestamp", "timestamptz":
		return readDateTime(t, text)
	case "interval":
		return r.interval(mods, text)
	case "inet", "cidr":
		return readNetwork(t, text)
	case "macaddr":
		return found(readMac(text, 6))
	case "macaddr8":
		return found(readMac(text, 8))
	case "point", "lseg", "box", "path", "polygon", "circle", "line":
		return readGeometry(t, text), nil
	case "int2vector", "oidvector":
		return readVectorOf(t, text), nil
	case "pg_lsn":
		return found(readLSN(text))
	}
	if strings.HasPrefix(t.Name, "reg") && r.server.Names != nil {
		name, ok := r.server.Names.Object(t.Name, text)
		if ok {
			return Value{Text: name}, nil
		}
		return Value{Text: text, Unsure: "there is no object that " + t.Name + " " + text + " names"}, nil
	}
	return opaque(t, text), nil
}

func readEnum(t *facts.Type, text string) (Value, error) {
	text = t.Called(text)
	for _, l := range t.Labels {
		if l == text {
			return Value{Text: text}, nil
		}
	}
	if len(t.Labels) > 0 {
		return Value{}, fmt.Errorf("the enum %s has no such label", t)
	}
	return opaque(t, text), nil
}

// readExtension reads a value of a type that an extension added.
func readExtension(t *facts.Type, text string) (Value, error) {
	switch {
	case t.Name == "citext" && t.Category == facts.CategoryString, t.Name == "ltree" && t.Category == facts.CategoryUser:
		return Value{Text: text}, nil
	case t.Name == "hstore" && t.Category == facts.CategoryUser:
		return found(readHstore(text))
	}
	return opaque(t, text), nil
}
