package neutral

import (
	"strconv"
	"strings"

	"github.com/schemadiff/schemadiff/model"
)

// Dialect is the dialect of a schema in neutral form.
const Dialect = "neutral"

// KindView is the kind of views.
const KindView model.Kind = "view"

// Family is a kind of values, whatever databases call it.
type Family string

// The families of types.
const (
	Boolean   Family = "boolean"
	Integer   Family = "integer"
	Decimal   Family = "decimal"
	Float     Family = "float"
	Text      Family = "text"
	Bytes     Family = "bytes"
	Date      Family = "date"
	Time      Family = "time"
	Timestamp Family = "timestamp"
	Interval  Family = "interval"
	UUID      Family = "uuid"
	JSON      Family = "json"
	XML       Family = "xml"
	Bits      Family = "bits"
	Enum      Family = "enum"     // one of Values
	Set       Family = "set"      // some of Values
	Network   Family = "network"  // Name: "inet", "cidr", "macaddr"
	Geometry  Family = "geometry" // Name: "point", "polygon", …; "" is any
	Other     Family = "other"    // Name is the dialect's
)

// Type is a type in neutral words. The zero value of a parameter says that the
// declaration leaves it open.
type Type struct {
	Family   Family
	Bits     int  // of an integer or a float
	Unsigned bool // an integer that is never negative
	// Length is the most characters of a text, bytes of bytes, or bits of bits.
	Length int
	Fixed  bool // always of that length
	NoCase bool // texts in another case are equal
	// Precision and Scale are those of a decimal; HasScale tells 0 from none.
	Precision, Scale int
	HasScale         bool
	// Seconds are the digits after the point of a time, plus one.
	Seconds int
	Zone    bool     // a time knows its zone
	Values  []string // of an enum or a set
	Name    string   // which one of a family of several
	Array   bool     // a list of such values
}

// Is reports whether it is a single value of one of the families.
func (t Type) Is(families ...Family) bool {
	if t.Array {
		return false
	}
	for _, f := range families {
		if t.Family == f {
			return true
		}
	}
	return false
}

// Number reports whether the values are numbers.
func (t Type) Number() bool { return t.Is(Integer, Decimal, Float) }

// String returns the type for messages.
func (t Type) String() string { return t.Model().String() }

// Equal reports whether two types are the same in all they say.
func (t Type) Equal(o Type) bool { return t.Model() == o.Model() }

// Model returns the type as a schema in neutral form has it.
func (t Type) Model() model.Type {
	m := model.Type{Name: string(t.Family), Array: t.Array}
	switch t.Family {
	case Integer, Float:
		if t.Bits > 0 {
			m.Name = strconv.Itoa(t.Bits) + "-bit " + m.Name
		}
		if t.Unsigned {
			m.Name = "unsigned " + m.Name
		}
	case Decimal:
		m.Modifiers = t.decimal()
	case Text, Bytes, Bits:
		if t.Length > 0 {
			m.Modifiers = strconv.Itoa(t.Length)
		}
		if t.Fixed {
			m.Name = "fixed " + m.Name
		}
		if t.NoCase {
			m.Name = "case-insensitive " + m.Name
		}
	case Time, Timestamp, Interval:
		if t.Seconds > 0 {
			m.Modifiers = strconv.Itoa(t.Seconds - 1)
		}
		if t.Family == Interval && m.Modifiers != "" {
			m.Modifiers = "(" + m.Modifiers + ")"
		}
		if t.Zone {
			m.Name += " with time zone"
		}
	case Enum, Set:
		list := make([]string, len(t.Values))
		for i, v := range t.Values {
			list[i] = quote(v)
		}
		m.Modifiers = strings.Join(list, ", ")
	case Network, Geometry, Other:
		m.Modifiers = t.Name
	case Boolean, Date, UUID, JSON, XML:
	}
	return m
}

func (t Type) decimal() string {
	if t.Precision == 0 {
		return ""
	}
	text := strconv.Itoa(t.Precision)
	if t.HasScale {
		text += "," + strconv.Itoa(t.Scale)
	}
	return text
}

// TypeOf reads what [Type.Model] made.
func TypeOf(m model.Type) Type {
	t := Type{Array: m.Array}
	words := strings.Fields(m.Name)
	take := func(word string) bool {
		if len(words) > 1 && words[0] == word {
			words = words[1:]
			return true
		}
		return false
	}
	t.Unsigned = take("unsigned")
	t.NoCase = take("case-insensitive")
	t.Fixed = take("fixed")
	if len(words) > 1 {
		if bits, ok := strings.CutSuffix(words[0], "-bit"); ok {
			t.Bits, words = number(bits), words[1:]
		}
	}
	if len(words) > 0 {
		t.Family = Family(words[0])
	}
	t.Zone = len(words) > 1
	switch t.Family {
	case Decimal:
		precision, scale, found := strings.Cut(m.Modifiers, ",")
		t.Precision, t.Scale, t.HasScale = number(precision), number(scale), found
	case Text, Bytes, Bits:
		t.Length = number(m.Modifiers)
	case Time, Timestamp, Interval:
		if m.Modifiers != "" {
			t.Seconds = number(strings.Trim(m.Modifiers, "()")) + 1
		}
	case Enum, Set:
		t.Values = unquoteList(m.Modifiers)
	case Network, Geometry, Other:
		t.Name = m.Modifiers
	case Boolean, Integer, Float, Date, UUID, JSON, XML:
	}
	return t
}

// number reads a number that [Type.Model] wrote.
func number(text string) int {
	n, err := strconv.Atoi(text)
	if err != nil {
		return 0
	}
	return n
}

// unquoteList reads a list of strings with commas.
func unquoteList(text string) []string {
	var list []string
	for _, t := range lex(text) {
		if t.Kind == String {
			list = append(list, t.Text)
		}
	}
	return list
}

func quote(s string) string { return "'" + strings.ReplaceAll(s, "'", "''") + "'" }

// TypeNamed reads what [Type.String] wrote.
func TypeNamed(text string) Type {
	var m model.Type
	text, m.Array = strings.CutSuffix(text, "[]")
	before, rest, found := strings.Cut(text, "(")
	m.Name = before
	if at := strings.LastIndexByte(rest, ')'); found && at >= 0 {
		m.Name, m.Modifiers = before+rest[at+1:], rest[:at]
	}
	return TypeOf(m)
}
