package ddl

import (
	"strings"

	"golang.org/x/text/encoding/charmap"

	"github.com/schemadiff/schemadiff/dialects/postgres/parse"
)

// encodingName returns the name of a client encoding in one spelling; empty for
// those in which text is what it is.
func encodingName(name string) string {
	name = strings.Map(func(c rune) rune {
		if c == '-' || c == '_' || c == ' ' {
			return -1
		}
		return c
	}, strings.ToLower(name))
	switch name {
	case "", "utf8", "unicode", "sqlascii", "default":
		return ""
	}
	return name
}

// charmapOf returns an encoding of one byte for each character.
func charmapOf(name string) *charmap.Charmap {
	switch name {
	case "latin1", "iso88591":
		return charmap.ISO8859_1
	case "latin2", "iso88592":
		return charmap.ISO8859_2
	case "latin5", "iso88599":
		return charmap.ISO8859_9
	case "latin9", "iso885915":
		return charmap.ISO8859_15
	case "win1250", "windows1250":
		return charmap.Windows1250
	case "win1251", "windows1251", "win":
		return charmap.Windows1251
	case "win1252", "windows1252":
		return charmap.Windows1252
	case "koi8", "koi8r":
		return charmap.KOI8R
	}
	return nil
}

// recode does to the texts of a statement what the server does to a statement
// under another client_encoding: each byte is a character of that encoding.
func (r *reader) recode(stmt *parse.Statement) {
	if isASCII(stmt.Text) {
		return
	}
	encoding := charmapOf(r.session.encoding)
	if encoding == nil {
		r.failHint(here, "write the file in UTF-8 and set client_encoding to it", "text in the encoding %s is not understood", r.session.encoding)
	}
	parse.MapTexts(stmt.Node, func(text string) string {
		if isASCII(text) {
			return text
		}
		var b strings.Builder
		for i := range len(text) {
			b.WriteRune(encoding.DecodeByte(text[i]))
		}
		return b.String()
	})
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}
