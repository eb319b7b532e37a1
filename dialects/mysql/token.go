package mysql

import (
	"errors"
	"strings"

	"github.com/schemadiff/schemadiff/inspect/sqlfile"
	"github.com/schemadiff/schemadiff/inspect/sqltoken"
)

// token is a piece of a statement.
type token = sqltoken.Token

// operators are those of more than one character, longer ones first. That of
// assignment begins with a punctuation mark.
var operators = []string{"<=>", "->>", "->", "||", "&&", "<<", "<=", "<>", ">>", ">=", "!="}

// tokenize cuts a text into tokens without comments.
func tokenize(text string) ([]token, error) {
	return sqltoken.Tokenize(text, sqlfile.MySQL(), operators)
}

// isName reports whether the token can be a name. An unquoted name may begin with
// digits.
func isName(t token) bool {
	switch t.Kind {
	case sqlfile.Word, sqlfile.Quoted:
		return true
	case sqlfile.Number:
		return strings.ContainsFunc(t.Text, func(r rune) bool { return r == '_' || r|0x20 >= 'a' && r|0x20 <= 'z' }) &&
			!strings.Contains(t.Text, ".") && !isNumber(t.Text)
	default:
	}
	return false
}

// isNumber reports whether a text is a number: 12, 1.5e-3, 0x1F, 0b01.
func isNumber(text string) bool {
	lower := strings.ToLower(text)
	if hex, found := strings.CutPrefix(lower, "0x"); found {
		return strings.Trim(hex, "0123456789abcdef") == ""
	}
	if bits, found := strings.CutPrefix(lower, "0b"); found {
		return strings.Trim(bits, "01") == ""
	}
	mantissa, exponent, scientific := strings.Cut(lower, "e")
	exponent = strings.TrimLeft(exponent, "+-")
	digits := strings.Trim(mantissa, "0123456789")
	return (digits == "" || digits == ".") && mantissa != "" && (!scientific || exponent != "" && strings.Trim(exponent, "0123456789") == "")
}

// errNoString says that a token is no plain string.
var errNoString = errors.New("this is no string")

// unquote returns what a string literal says, without a prefix: its pieces one
// after the other, escapes resolved.
func unquote(text string) (string, error) {
	var b strings.Builder
	for text != "" {
		quote := text[0]
		if quote != '\'' && quote != '"' {
			return "", errNoString
		}
		i := 1
		for closed := false; !closed; i++ {
			switch {
			case i >= len(text):
				return "", sqltoken.ErrOpen
			case text[i] == '\\' && i+1 < len(text):
				i++
				b.WriteString(escaped(text[i]))
			case text[i] == quote && i+1 < len(text) && text[i+1] == quote:
				i++
				b.WriteByte(quote)
			case text[i] == quote:
				closed = true
			default:
				b.WriteByte(text[i])
			}
		}
		text = strings.TrimLeft(text[i:], " \t\r\n\f\v")
	}
	return b.String(), nil
}

// escaped returns what a character means behind a backslash.
func escaped(c byte) string {
	switch c {
	case '0':
		return "\x00"
	case 'b':
		return "\b"
	case 'n':
		return "\n"
	case 'r':
		return "\r"
	case 't':
		return "\t"
	case 'Z':
		return "\x1a"
	case '%', '_': // for LIKE
		return "\\" + string(c)
	}
	return string(rune(c))
}

// Literal writes a string literal, as the server does.
func Literal(value string) string {
	var b strings.Builder
	b.Grow(len(value) + 2)
	b.WriteByte('\'')
	for i := range len(value) {
		switch c := value[i]; c {
		case '\'':
			b.WriteString("''")
		case '\\':
			b.WriteString(`\\`)
		case 0:
			b.WriteString(`\0`)
		case '\n':
			b.WriteString(`\n`)
		case '\r':
			b.WriteString(`\r`)
		default:
			b.WriteByte(c)
		}
	}
	b.WriteByte('\'')
	return b.String()
}

// Ident writes a name in backticks, as the server does.
func Ident(name string) string { return "`" + strings.ReplaceAll(name, "`", "``") + "`" }
