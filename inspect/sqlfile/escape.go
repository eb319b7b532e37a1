package sqlfile

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// escaping follows the parameter standard_conforming_strings through a script:
// while it is off, a backslash escapes in every string, as in E'…'. Dumps by
// pg_dump before 9.1 turn it off.
// https://www.postgresql.org/docs/current/runtime-config-compatible.html#GUC-STANDARD-CONFORMING-STRINGS
type escaping struct {
	local bool // SET LOCAL holds until the transaction ends,
	outer bool // and then this holds again
}

// follow looks at a statement that may set the parameter.
func (s *splitter) follow(stmt *Statement) {
	first := stmt.FirstWord()
	if !slices.ContainsFunc(setting, func(w string) bool { return IsWord(first, w) }) {
		return
	}
	lexer := NewLexer(stmt.Text, s.lexer.Syntax)
	word := func() string {
		t := lexer.Significant()
		return strings.ToLower(strings.Trim(stmt.Text[t.Start:t.End], `'"`))
	}
	now := &s.lexer.Syntax.PlainEscapes
	switch word() {
	case "commit", "end", "rollback", "abort":
		if s.escaping.local {
			*now = s.escaping.outer
		}
		s.escaping.local = false
	case "discard", "reset":
		if name := word(); name == "all" || name == conforming {
			*now = false
		}
	case "set":
		name := word()
		local := name == "local"
		if local || name == "session" {
			name = word()
		}
		if name != conforming {
			return
		}
		if local && !s.escaping.local {
			s.escaping = escaping{local: true, outer: *now}
		}
		word() // TO or =
		switch word() {
		case "off", "false", "no", "0":
			*now = true
		default:
			*now = false
		}
	}
}

// setting are the words that a statement begins with which can set a parameter.
var setting = []string{"set", "reset", "discard", "commit", "end", "rollback", "abort"}

const conforming = "standard_conforming_strings"

// conform writes the strings of a statement in which backslashes escape as
// standard strings, which are never longer: blanks fill them up, so that every
// offset stays.
func (s *splitter) conform(stmt *Statement) {
	text := stmt.Text
	if !strings.Contains(text, `\`) {
		return
	}
	out := []byte(text)
	lexer := NewLexer(text, s.lexer.Syntax)
	for t := lexer.Next(); t.Kind != EOF; t = lexer.Next() {
		if t.Kind == String && text[t.Start]|0x20 == 'n' {
			t.Start++
		}
		if t.Kind != String || text[t.Start] != '\'' || strings.IndexByte(text[t.Start:t.End], '\\') < 0 {
			continue
		}
		standard, ok := standardString(text[t.Start:t.End])
		if !ok {
			s.fail(stmt.Offset+t.Start, "a backslash of this string makes a byte that is no UTF-8", "")
			continue
		}
		n := copy(out[t.Start:t.End], standard)
		for i := t.Start + n; i < t.End; i++ {
			out[i] = ' '
		}
		stmt.Conformed = true
	}
	stmt.Text = string(out)
}

// standardString makes a standard string of one in which backslashes escape.
// https://www.postgresql.org/docs/current/sql-syntax-lexical.html#SQL-SYNTAX-STRINGS-ESCAPE
func standardString(text string) (string, bool) {
	out := append(make([]byte, 0, len(text)), '\'')
	for i := 1; ; {
		switch c := text[i]; {
		case c == '\\':
			value, size := unescape(text[i:])
			if value == "'" {
				value = "''"
			}
			out, i = append(out, value...), i+size
		case c != '\'':
			out, i = append(out, c), i+1
		case i+1 < len(text) && text[i+1] == '\'':
			out, i = append(out, "''"...), i+2
		default:
			next := continuation(text, i+1)
			if next < 0 {
				out = append(out, '\'')
				return string(out), len(out) <= len(text) && utf8.Valid(out) && !strings.Contains(string(out), "\x00")
			}
			i = next + 1
		}
	}
}

// unescape returns what the escape stands for that a text begins with, and its
// length.
func unescape(text string) (value string, size int) {
	switch c := text[1]; c {
	case 'b':
		return "\b", 2
	case 'f':
		return "\f", 2
	case 'n':
		return "\n", 2
	case 'r':
		return "\r", 2
	case 't':
		return "\t", 2
	case 'v':
		return "\v", 2
	case '0', '1', '2', '3', '4', '5', '6', '7':
		value, size := digits(text[1:], 8, 3)
		return string([]byte{byte(value)}), 1 + size
	case 'x':
		if value, size := digits(text[2:], 16, 2); size > 0 {
			return string([]byte{byte(value)}), 2 + size
		}
	case 'u', 'U':
		length := map[byte]int{'u': 4, 'U': 8}[c]
		if value, size := digits(text[2:], 16, length); size == length {
			return string(value), 2 + size
		}
	}
	_, size = utf8.DecodeRuneInString(text[1:])
	return text[1 : 1+size], 1 + size
}

// digits reads up to a number of digits.
func digits(text string, base rune, most int) (value rune, size int) {
	for size < most && size < len(text) {
		d := rune(-1)
		switch c := text[size]; {
		case isDigit(c):
			d = rune(c - '0')
		case isLetter(c):
			d = rune(c|0x20-'a') + 10
		}
		if d < 0 || d >= base {
			break
		}
		value, size = value*base+d, size+1
	}
	return value, size
}
