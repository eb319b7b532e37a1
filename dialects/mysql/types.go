package mysql

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/schemadiff/schemadiff/inspect/sqlfile"
	"github.com/schemadiff/schemadiff/inspect/sqltoken"
	"github.com/schemadiff/schemadiff/model"
)

// declaredType is a type with what stands with it and is a matter of its column.
type declaredType struct {
	model.Type
	charset, collation string
	binary             bool // the attribute BINARY: the binary collation of the charset
	serial             bool // NOT NULL AUTO_INCREMENT UNIQUE
	json               bool // MariaDB: checked to be JSON
}

// synonyms leads from names of types to those that the server keeps. Those of
// several words are read by [typeName].
var synonyms = map[string]string{
	"bool": "tinyint", "boolean": "tinyint", "int1": "tinyint", "int2": "smallint", "int3": "mediumint", "middleint": "mediumint",
	"int4": "int", "integer": "int", "int8": "bigint", "dec": "decimal", "numeric": "decimal", "fixed": "decimal",
	"float4": "float", "float8": "double", "real": "double", "character": "char", "varcharacter": "varchar",
	"long": "mediumtext", "sql_tsi_year": "year",
}

// known are the types by the names that the server keeps.
var known = map[string]typeClass{
	"tinyint": integer, "smallint": integer, "mediumint": integer, "int": integer, "bigint": integer,
	"decimal": fixed, "float": floating, "double": floating, "bit": sized,
	"char": characters, "varchar": characters, "tinytext": characters, "text": characters, "mediumtext": characters, "longtext": characters,
	"enum": characters, "set": characters, "binary": sized, "varbinary": sized,
	"tinyblob": plain, "blob": plain, "mediumblob": plain, "longblob": plain, "json": plain,
	"date": plain, "time": temporal, "datetime": temporal, "timestamp": temporal, "year": plain,
	"geometry": plain, "point": plain, "linestring": plain, "polygon": plain, "multipoint": plain, "multilinestring": plain,
	"multipolygon": plain, "geometrycollection": plain, "geomcollection": plain,
	"uuid": plain, "inet4": plain, "inet6": plain, "vector": plain, "xmltype": plain,
}

// typeClass is what types have in common.
type typeClass uint8

const (
	unknownClass typeClass = iota
	plain
	integer
	fixed
	floating
	sized
	temporal
	characters
)

// classOf returns the class of a type of the model.
func classOf(t model.Type) typeClass {
	word, _, _ := strings.Cut(t.Name, " ")
	return known[word]
}

// numeric reports whether values of the type are numbers.
func numeric(t model.Type) bool {
	switch classOf(t) {
	case integer, fixed, floating:
		return true
	default:
	}
	return t.Name == "year"
}

// ParseType reads a type as COLUMN_TYPE prints it, or as a person writes it.
func ParseType(text string, s Server) (model.Type, error) {
	tokens, err := tokenize(text)
	if err != nil {
		return model.Type{}, fmt.Errorf("reading type %q: %w", text, err)
	}
	c := &sqltoken.Cursor{Text: text, Tokens: tokens}
	t, err := readType(c, s)
	if err == nil && !c.Done() {
		err = c.Unexpected("the end of the type")
	}
	if err != nil {
		return model.Type{}, fmt.Errorf("reading type %q: %w", text, err)
	}
	return t.Type, nil
}

// readType reads a type with its attributes.
func readType(c *sqltoken.Cursor, s Server) (declaredType, error) {
	var d declaredType
	if err := d.name(c, s); err != nil {
		return d, err
	}
	if c.Peek().Text == "(" {
		inside, err := c.Inside()
		if err != nil {
			return d, err
		}
		if d.Modifiers, err = modifiers(d.Type, inside); err != nil {
			return d, err
		}
	}
	unsigned, zerofill := false, false
	for {
		switch {
		case c.Accept("unsigned"):
			unsigned = true
		case c.Accept("signed"):
		case c.Accept("zerofill"):
			unsigned, zerofill = true, true
		case known[d.Name] == characters && c.Accept("byte"):
			d.charset = "binary"
		case known[d.Name] == characters && d.textAttribute(c):
		case known[d.Name] != characters && (c.Sees("character", "set") || c.Sees("charset")) && d.textAttribute(c):
			return d, fmt.Errorf("%s has no charset", d.Name)
		default:
			if d.normalize(s, unsigned, zerofill); unsigned && d.serial {
				return d, c.Unexpected("something else")
			}
			return d, nil
		}
	}
}

// name reads the words of a type.
func (d *declaredType) name(c *sqltoken.Cursor, s Server) error {
	t := c.Next()
	if t.Kind != sqlfile.Word {
		c.At--
		return c.Unexpected("a type")
	}
	d.Name = strings.ToLower(t.Text)
	national := false
	switch {
	case d.Name == "national" && (c.Accept("char") || c.Accept("character")), d.Name == "nchar":
		d.Name, national = "char", true
	case d.Name == "national" && (c.Accept("varchar") || c.Accept("varcharacter")), d.Name == "nvarchar":
		d.Name, national = "varchar", true
	case d.Name == "double":
		c.Accept("precision")
	case d.Name == "long" && c.Accept("varbinary"):
		d.Name = "mediumblob"
	case d.Name == "long":
		if !c.Accept("varchar") && !c.Accept("varcharacter") && (c.Accept("char", "varying") || c.Accept("character", "varying")) {
			d.Name = "mediumtext"
		}
	case d.Name == "serial":
		d.Name, d.serial = "bigint", true
	case d.Name == "json" && s.IsMariaDB():
		d.Name, d.json, d.collation = "longtext", true, "utf8mb4_bin"
	}
	if synonyms[d.Name] == "tinyint" && d.Name != "int1" {
		d.Modifiers = "1"
	}
	if to := synonyms[d.Name]; to != "" {
		d.Name = to
	}
	if d.Name == "char" && c.Accept("varying") {
		d.Name = "varchar"
	}
	if d.Name == "char" && c.Accept("byte") {
		d.Name = "binary"
	}
	if national {
		d.charset = s.Charset("utf8mb3")
	}
	if (d.Name == "geometrycollection" || d.Name == "geomcollection") && !s.IsMariaDB() {
		d.Name = "geomcollection"
	}
	if known[d.Name] == unknownClass {
		c.At--
		return fmt.Errorf("%s is no type that is known", t.Text)
	}
	return nil
}

// textAttribute reads what a type of characters says about them.
func (d *declaredType) textAttribute(c *sqltoken.Cursor) bool {
	switch {
	case c.Accept("character", "set"), c.Accept("charset"), c.Accept("char", "set"):
		d.charset = strings.ToLower(stringOrName(c.Next()))
	case c.Accept("collate"):
		c.AcceptMark("=")
		d.collation = strings.ToLower(stringOrName(c.Next()))
	case c.Accept("binary"):
		d.binary = true
	case c.Accept("ascii"):
		d.charset = "latin1"
	case c.Accept("unicode"):
		d.charset = "ucs2"
	default:
		return false
	}
	return true
}

// stringOrName returns a name that may also be written as a string.
func stringOrName(t token) string {
	if t.Kind == sqlfile.String {
		text, err := unquote(t.Text)
		if err == nil {
			return text
		}
	}
	return t.Name()
}

// modifiers reads what stands between the parentheses of a type.
func modifiers(t model.Type, tokens []token) (string, error) {
	parts := sqltoken.Split(tokens)
	texts := make([]string, len(parts))
	for i, part := range parts {
		if len(part) == 0 {
			return "", fmt.Errorf("the modifiers of type %s are empty", t.Name)
		}
		if t.Name != "enum" && t.Name != "set" {
			if len(part) != 1 || part[0].Kind != sqlfile.Number {
				return "", fmt.Errorf("the modifiers of type %s are no numbers", t.Name)
			}
			texts[i] = part[0].Text
			continue
		}
		label, err := labelOf(part)
		if err != nil {
			return "", fmt.Errorf("a value of the %s is no string", t.Name)
		}
		texts[i] = Literal(label)
	}
	return strings.Join(texts, ","), nil
}

// labelOf returns the value of an enum or a set that tokens say. Blanks at the end
// are no part of it.
func labelOf(tokens []token) (string, error) {
	var b strings.Builder
	for i, t := range tokens {
		text := t.Text
		if i == 0 && t.Kind == sqlfile.Word && strings.HasPrefix(text, "_") && len(tokens) > 1 {
			continue // a charset
		}
		if len(text) > 1 && text[0]|0x20 == 'n' {
			text = text[1:]
		}
		if t.Kind == sqlfile.String && (text[0]|0x20 == 'x') {
			decoded, err := unhex(text[2 : len(text)-1])
			if err != nil {
				return "", err
			}
			b.WriteString(decoded)
			continue
		}
		piece, err := unquote(text)
		if err != nil {
			return "", err
		}
		b.WriteString(piece)
	}
	return strings.TrimRight(b.String(), " "), nil
}

func unhex(digits string) (string, error) {
	var b strings.Builder
	for i := 0; i+1 < len(digits); i += 2 {
		n, err := strconv.ParseUint(digits[i:i+2], 16, 8)
		if err != nil {
			return "", err
		}
		b.WriteByte(byte(n))
	}
	return b.String(), nil
}

// Labels returns the values of an enum or a set.
func Labels(t model.Type) []string {
	tokens, err := tokenize(t.Modifiers)
	if err != nil || t.Name != "enum" && t.Name != "set" {
		return nil
	}
	var list []string
	for _, part := range sqltoken.Split(tokens) {
		label, err := labelOf(part)
		if err != nil {
			return nil
		}
		list = append(list, label)
	}
	return list
}

// widths are how wide integers are shown by default: signed, unsigned.
var widths = map[string][2]string{
	"tinyint": {"4", "3"}, "smallint": {"6", "5"}, "mediumint": {"9", "8"}, "int": {"11", "10"}, "bigint": {"20", "20"},
}

// keepsWidths reports whether the server keeps how wide integers are shown.
func (s Server) keepsWidths() bool { return s.Flavour != MySQL || !s.MinMySQL(8, 0, 19) }

// normalize brings the modifiers into the form that the server keeps.
func (d *declaredType) normalize(s Server, unsigned, zerofill bool) {
	m := d.Modifiers
	switch known[d.Name] {
	case integer:
		usual := widths[d.Name][0]
		if unsigned {
			usual = widths[d.Name][1]
		}
		boolean := d.Name == "tinyint" && m == "1" && !unsigned
		if m == "0" || m == usual || !s.keepsWidths() && !zerofill && !boolean {
			m = ""
		}
		unsigned = unsigned || d.serial
	case fixed:
		precision, scale, hasScale := strings.Cut(m, ",")
		if precision == "" || precision == "0" {
			precision = "10"
		}
		if !hasScale {
			scale = "0"
		}
		m = precision + "," + scale
	case floating:
		if m != "" && !strings.Contains(m, ",") {
			if n, _ := strconv.Atoi(m); d.Name == "float" && n > 24 {
				d.Name = "double"
			}
			m = ""
		}
	case sized, characters:
		switch d.Name {
		case "bit", "char", "binary":
			if m == "" {
				m = "1"
			}
		}
	case temporal:
		if m == "0" {
			m = ""
		}
	case plain:
		switch {
		case d.Name == "year":
			m = ""
		case d.Name == "vector" && m == "" && !s.IsMariaDB():
			m = "2048"
		}
	case unknownClass:
	}
	d.Modifiers = m
	if unsigned {
		d.Name += " unsigned"
	}
	if zerofill {
		d.Name += " zerofill"
	}
}

// IsGeometry reports whether the values of a type, as the server names it, are shapes.
func IsGeometry(name string) bool {
	switch strings.ToLower(name) {
	case "geometry", "point", "linestring", "polygon", "multipoint", "multilinestring", "multipolygon", "geometrycollection", "geomcollection":
		return true
	}
	return false
}

// WithSRID returns a column with a reference system.
func WithSRID(c model.Column, srid string) model.Column {
	c.Options = setOption(c.Options, OptionSRID, srid)
	return c
}
