package mysql

import (
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/schemadiff/schemadiff/inspect/sqlfile"
	"github.com/schemadiff/schemadiff/model"
)

// binaryOfTable stands for the binary collation of the table's charset, until the
// table is settled.
const binaryOfTable = " binary"

// nullable marks a column that says NULL, until the table is settled.
const nullable = " null"

// columnPart is a column with what its definition brings to the table.
type columnPart struct {
	model.Column
	token      token
	indexes    []index
	checks     []model.Check
	references *reference
	bare       bool // the definition says neither charset nor collation
}

// reference is a foreign key, and the name of its index.
type reference struct {
	model.ForeignKey
	index string
}

// column reads the definition of a column.
func (p *parser) column(t *table) (columnPart, error) {
	c := columnPart{token: p.Peek()}
	c.Pos = p.here()
	var err error
	if c.Name, err = p.name(); err != nil {
		return c, err
	}
	return c, p.columnDefinition(t, &c)
}

// columnDefinition reads what follows the name of a column.
func (p *parser) columnDefinition(t *table, c *columnPart) error {
	at := p.Peek()
	d, err := readType(&p.Cursor, p.server)
	if err != nil {
		if p.At > 0 && p.Peek() != at {
			return err
		}
		return p.wrong(at, err.Error(), "")
	}
	if d.serial {
		c.NotNull, c.Identity.Mode = true, model.IdentityAutoIncrement
		c.indexes = append(c.indexes, index{kind: uniqueIndex, keys: []model.IndexKey{{Column: c.Name}}, pos: c.Pos})
	}
	for !p.Done() && p.Peek().Text != "," && p.Peek().Text != ")" {
		known, err := p.columnAttribute(c, &d)
		if err != nil {
			return err
		}
		if !known {
			break
		}
	}
	p.resolve(c, d)
	return nil
}

// resolve gives a column its type and collation.
func (p *parser) resolve(c *columnPart, d declaredType) {
	s := p.server
	c.bare = d.charset == "" && d.collation == "" && !d.binary
	collation := "" // the table's, which is not yet known
	switch {
	case d.collation != "":
		collation = s.Collation(d.collation)
	case d.charset != "":
		collation = s.DefaultCollation(d.charset)
		if d.binary {
			collation = s.Charset(d.charset) + "_bin"
		}
	case d.binary:
		collation = binaryOfTable
	}
	c.Type = d.Type
	if classOf(c.Type) == characters {
		c.Collation.Name = collation
	}
	if d.json {
		c.Collation.Name = "utf8mb4_bin"
		c.checks = append(c.checks, model.Check{
			Name: ColumnCheck(c.Name), Column: c.Name, Pos: c.Pos, Expr: model.Expr{Text: "json_valid(" + Ident(c.Name) + ")"},
		})
	}
	c.Default = p.literalOf(c.Type, c.Default)
}

// bytesOf returns what a type of characters is in the charset binary.
func bytesOf(t model.Type) model.Type {
	switch t.Name {
	case "char":
		t.Name = "binary"
	case "varchar":
		t.Name = "varbinary"
	case "tinytext", "text", "mediumtext", "longtext":
		t.Name = strings.TrimSuffix(t.Name, "text") + "blob"
	}
	return t
}

// sizedText chooses the type of text(n) and blob(n): the smallest that holds them.
func sizedText(t model.Type, collation string) model.Type {
	if t.Name != "text" && t.Name != "blob" || t.Modifiers == "" {
		return t
	}
	var length int
	if _, err := fmt.Sscan(t.Modifiers, &length); err != nil {
		return t
	}
	if t.Name == "text" {
		length *= MaxBytes(collation)
	}
	t.Modifiers = ""
	switch {
	case length == 0:
	case length < 1<<8:
		t.Name = "tiny" + t.Name
	case length < 1<<16:
	case length < 1<<24:
		t.Name = "medium" + t.Name
	default:
		t.Name = "long" + t.Name
	}
	return t
}

// columnAttribute reads one attribute; false: the next words are none.
func (p *parser) columnAttribute(c *columnPart, d *declaredType) (bool, error) {
	switch {
	case p.Accept("not", "null"):
		c.NotNull = true
		c.Options = setOption(c.Options, nullable, "")
	case p.Accept("null"):
		c.Options = setOption(c.Options, nullable, model.On)
	case p.Accept("default"):
		return true, p.defaultValue(c)
	case p.Accept("serial", "default", "value"):
		c.NotNull, c.Identity.Mode = true, model.IdentityAutoIncrement
		c.indexes = append(c.indexes, index{kind: uniqueIndex, keys: []model.IndexKey{{Column: c.Name}}, pos: c.Pos})
	case p.Accept("auto_increment"):
		c.Identity.Mode, c.NotNull = model.IdentityAutoIncrement, true
	case p.Accept("unique"):
		p.Accept("key")
		c.indexes = append(c.indexes, index{kind: uniqueIndex, keys: []model.IndexKey{{Column: c.Name}}, pos: c.Pos})
	case p.Accept("primary", "key"), p.Accept("primary"), p.Accept("key"):
		c.NotNull = true
		c.indexes = append(c.indexes, index{kind: primaryIndex, keys: []model.IndexKey{{Column: c.Name}}, pos: c.Pos})
	case p.Accept("comment"):
		p.AcceptMark("=")
		var err error
		c.Comment, err = p.text()
		return true, err
	case p.Accept("on", "update"):
		now, ok, err := p.now()
		if err == nil && !ok {
			err = p.Unexpected("CURRENT_TIMESTAMP")
		}
		c.Options = setOption(c.Options, OptionOnUpdate, now)
		return true, err
	case p.Sees("generated"), p.Sees("as"):
		return true, p.generated(c)
	case p.Sees("references"):
		f, err := p.references(nil)
		f.Columns = []string{c.Name}
		f.Pos = c.Pos
		c.references = &reference{ForeignKey: f}
		return true, err
	case p.Sees("check"), p.Sees("constraint"):
		return true, p.columnCheck(c)
	case d.textAttribute(&p.Cursor):
	default:
		return p.rareAttribute(c)
	}
	return true, nil
}

// rareAttribute reads the attributes that few columns have.
func (p *parser) rareAttribute(c *columnPart) (bool, error) {
	value := func(option string) (bool, error) {
		p.AcceptMark("=")
		text, err := p.wordOrText()
		c.Options = setOption(c.Options, option, text)
		return true, err
	}
	switch {
	case p.Accept("invisible"):
		c.Options = setOption(c.Options, OptionInvisible, model.On)
	case p.Accept("visible"):
		c.Options = setOption(c.Options, OptionInvisible, "")
	case p.Accept("srid"), p.Accept("ref_system_id"):
		return value(OptionSRID)
	case p.Accept("column_format"):
		_, err := value("column format")
		if v := fold(OptionOf(c.Options, "column format")); v == "default" {
			c.Options = setOption(c.Options, "column format", "")
		} else {
			c.Options = setOption(c.Options, "column format", v)
		}
		return true, err
	case p.Accept("storage"):
		_, err := value("storage")
		if v := fold(OptionOf(c.Options, "storage")); v == "default" {
			c.Options = setOption(c.Options, "storage", "")
		} else {
			c.Options = setOption(c.Options, "storage", v)
		}
		return true, err
	case p.Accept("engine_attribute"):
		return value("engine attribute")
	case p.Accept("secondary_engine_attribute"):
		return value("secondary engine attribute")
	case p.Accept("with", "system", "versioning"):
		c.Options = setOption(c.Options, OptionVersioning, "with")
	case p.Accept("without", "system", "versioning"):
		c.Options = setOption(c.Options, OptionVersioning, "without")
	case p.Accept("compressed"):
		c.Compression = "compressed"
		if p.AcceptMark("=") {
			method, err := p.wordOrText()
			c.Compression = fold(method)
			return true, err
		}
	default:
		return false, nil
	}
	return true, nil
}

// generated reads [GENERATED ALWAYS] AS (…) and AS ROW START or END.
func (p *parser) generated(c *columnPart) error {
	if p.Accept("generated") {
		if err := p.Expect("always"); err != nil {
			return err
		}
	}
	if err := p.Expect("as"); err != nil {
		return err
	}
	if p.Accept("row") {
		c.NotNull = true
		c.Options = setOption(c.Options, OptionRow, fold(p.Next().Text))
		return nil
	}
	inside, err := p.Inside()
	if err != nil {
		return err
	}
	c.Generated = model.Generated{Expr: p.expression(inside), Virtual: true}
	if p.Accept("stored") || p.Accept("persistent") {
		c.Generated.Virtual = false
	} else {
		p.Accept("virtual")
	}
	return nil
}

// columnCheck reads a check behind a column. MariaDB keeps it with the column.
func (p *parser) columnCheck(c *columnPart) error {
	var name string
	if p.Accept("constraint") && !p.Sees("check") {
		var err error
		if name, err = p.name(); err != nil {
			return err
		}
	}
	check, err := p.check(name)
	if err == nil && p.server.IsMariaDB() {
		check.Name, check.Column = ColumnCheck(c.Name), c.Name
	}
	c.checks = append(c.checks, check)
	return err
}

// defaultValue reads what follows DEFAULT.
func (p *parser) defaultValue(c *columnPart) error {
	start := p.At
	switch now, ok, err := p.now(); {
	case err != nil:
		return err
	case ok:
		c.Default = model.Expr{Text: now, Pos: p.pos(p.Tokens[start].Start)}
		return nil
	}
	switch t := p.Peek(); {
	case t.Text == "(":
		inside, err := p.Inside()
		c.Default = p.expression(inside)
		return err
	case t.Is("null"):
		p.At++
		c.Default = model.Expr{}
		return nil
	case t.Kind == sqlfile.String:
		for p.Peek().Kind == sqlfile.String {
			p.At++
		}
	case t.Text == "-", t.Text == "+":
		p.At += 2
	case t.Kind == sqlfile.Number:
		p.At++
	case t.Kind == sqlfile.Word && strings.HasPrefix(t.Text, "_") && p.Ahead(1).Kind == sqlfile.String:
		p.At += 2
	case p.Accept("next", "value", "for"), isName(t):
		if err := p.call(); err != nil {
			return err
		}
	default:
		return p.Unexpected("a default")
	}
	c.Default = p.expression(p.Tokens[start:p.At])
	return nil
}

// call reads a name and the arguments of a function.
func (p *parser) call() error {
	if _, err := p.foreign(); err != nil {
		return err
	}
	if p.Peek().Text == "(" {
		_, err := p.Inside()
		return err
	}
	return nil
}

// now reads CURRENT_TIMESTAMP in any of its spellings.
func (p *parser) now() (string, bool, error) {
	t := p.Peek()
	found := false
	for _, w := range []string{"current_timestamp", "now", "localtime", "localtimestamp"} {
		found = found || t.Is(w)
	}
	if !found || t.Is("now") && p.Ahead(1).Text != "(" {
		return "", false, nil
	}
	p.At++
	if p.Peek().Text != "(" {
		return "current_timestamp", true, nil
	}
	inside, err := p.Inside()
	switch {
	case err != nil:
		return "", false, err
	case len(inside) == 0, inside[0].Text == "0":
		return "current_timestamp", true, nil
	}
	return "current_timestamp(" + inside[0].Text + ")", true, nil
}

// literalOf writes a default that is a literal as the model has it.
func (p *parser) literalOf(t model.Type, e model.Expr) model.Expr {
	if text, ok := literalDefault(t, e.Text); ok {
		e.Text = text
	}
	return e
}

// literalDefault returns the form that a literal has as the default of a column.
func literalDefault(t model.Type, text string) (string, bool) {
	tokens, err := tokenize(text)
	if err != nil || len(tokens) == 0 {
		return "", false
	}
	if tokens[0].Kind == sqlfile.Word && strings.HasPrefix(tokens[0].Text, "_") && len(tokens) > 1 {
		tokens = tokens[1:]
	}
	sign := ""
	if len(tokens) == 2 && (tokens[0].Text == "-" || tokens[0].Text == "+") {
		sign = strings.Trim(tokens[0].Text, "+")
		tokens = tokens[1:]
	}
	if len(tokens) != 1 {
		return "", false
	}
	one := tokens[0]
	value := one.Text
	switch {
	case one.Is("true"):
		value = "1"
	case one.Is("false"):
		value = "0"
	case one.Kind == sqlfile.String && (one.Text[0] == '\'' || one.Text[0] == '"'):
		if value, err = unquote(one.Text); err != nil {
			return "", false
		}
	case one.Kind == sqlfile.String && strings.HasPrefix(fold(one.Text), "x'") && !numeric(t) && t.Name != "bit":
		if value, err = unhex(strings.Trim(one.Text[1:], "'")); err != nil {
			return "", false
		}
	case one.Kind == sqlfile.Number && isNumber(one.Text), t.Name == "bit":
	default:
		return "", false
	}
	if t.Name == "bit" {
		return bits(one)
	}
	value = sign + value
	if strings.HasPrefix(fold(value), "0x") || strings.HasPrefix(fold(value), "0b") {
		return "", false
	}
	if numeric(t) {
		return canonicalNumber(t, value)
	}
	if size, err := strconv.Atoi(t.Modifiers); err == nil && t.Name == "binary" && len(value) < size {
		value += strings.Repeat("\x00", size-len(value)) // as the server fills it
	}
	if classOf(t) == temporal {
		value = canonicalTime(t, value)
	}
	return Literal(value), true
}

// scientific writes a number with an exponent as the server prints it: without one
// while it has few digits.
func scientific(t model.Type, value string) string {
	n, err := strconv.ParseFloat(value, 64)
	if err != nil || classOf(t) != floating {
		return value
	}
	if size := math.Abs(n); size != 0 && (size < 1e-15 || size >= 1e15) {
		digits, exponent, _ := strings.Cut(strconv.FormatFloat(n, 'e', -1, 64), "e")
		sign := strings.Trim(exponent[:1], "+")
		return digits + "e" + sign + strings.TrimLeft(exponent[1:], "0")
	}
	return strconv.FormatFloat(n, 'f', -1, 64)
}

// roundedFloat is a number as a column of single precision prints it, with six digits:
// two that print alike may be two numbers, but the server shows no more of them.
func roundedFloat(value string) string {
	n, err := strconv.ParseFloat(value, 64)
	if err != nil {
		return value
	}
	return strconv.FormatFloat(n, 'e', 5, 64)
}

// canonicalTime writes a date or a time in the usual form with all the digits that the
// column keeps. Other forms stay as they are.
func canonicalTime(t model.Type, value string) string {
	usual := map[string]string{"datetime": "0000-00-00 00:00:00", "timestamp": "0000-00-00 00:00:00", "time": "00:00:00"}[t.Name]
	if usual == "" {
		return value
	}
	if t.Name != "time" && alike(value, usual[:10]) {
		value += usual[10:]
	}
	whole, fraction, _ := strings.Cut(value, ".")
	digits, _ := strconv.Atoi(t.Modifiers)
	if !alike(whole, usual) || strings.Trim(fraction, "0123456789") != "" || len(strings.TrimRight(fraction, "0")) > digits {
		return value
	}
	if fraction = strings.TrimRight(fraction, "0"); digits == 0 {
		return whole
	}
	return whole + "." + fraction + strings.Repeat("0", digits-len(fraction))
}

// alike reports whether a text is of a form: digits where this has some, else the same.
func alike(text, form string) bool {
	digits := func(s string) string {
		return strings.Map(func(r rune) rune {
			if r >= '0' && r <= '9' {
				return '0'
			}
			return r
		}, s)
	}
	return digits(text) == form
}

// bits writes the default of a column of bits.
func bits(t token) (string, bool) {
	text := fold(t.Text)
	base := 10
	switch {
	case t.Is("true"):
		text = "1"
	case t.Is("false"):
		text = "0"
	case strings.HasPrefix(text, "b'"):
		text, base = strings.Trim(text[1:], "'"), 2
	case strings.HasPrefix(text, "x'"):
		text, base = strings.Trim(text[1:], "'"), 16
	case strings.HasPrefix(text, "0b"):
		text, base = text[2:], 2
	case strings.HasPrefix(text, "0x"):
		text, base = text[2:], 16
	case t.Kind == sqlfile.String:
		return "", false
	}
	n, err := strconv.ParseUint(text, base, 64)
	if err != nil {
		return "", false
	}
	return "b'" + strconv.FormatUint(n, 2) + "'", true
}

// canonicalNumber writes a number as a column of the type keeps it.
func canonicalNumber(t model.Type, value string) (string, bool) {
	tokens, err := tokenize(value)
	if err != nil || len(tokens) == 0 || !isNumber(tokens[len(tokens)-1].Text) {
		return "", false
	}
	negative := strings.HasPrefix(value, "-")
	digits := strings.TrimLeft(value, "+-")
	if strings.ContainsAny(digits, "eE") {
		return scientific(t, value), true
	}
	whole, part, _ := strings.Cut(digits, ".")
	if whole = strings.TrimLeft(whole, "0"); whole == "" {
		whole = "0"
	}
	switch classOf(t) {
	case fixed:
		_, scale, _ := strings.Cut(t.Modifiers, ",")
		var n int
		if _, err := fmt.Sscan(scale, &n); err != nil || len(part) > n {
			return value, true // rounding is the server's
		}
		part += strings.Repeat("0", n-len(part))
	case floating:
		part = strings.TrimRight(part, "0")
	default:
		if strings.Trim(part, "0") != "" {
			return value, true
		}
		part = ""
	}
	text := whole
	if part != "" {
		text += "." + part
	}
	if negative && strings.Trim(text, "0.") != "" {
		text = "-" + text
	}
	return text, true
}
