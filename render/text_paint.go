package render

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// paint is what a piece of text is, so that it can be shown in a colour.
type paint string

// The colours, as parameters of the terminal's SGR sequence.
const (
	plain   paint = ""
	strong  paint = "1"
	faint   paint = "90"
	added   paint = "32"
	dropped paint = "31"
	altered paint = "33"
	unsure  paint = "35"
	danger  paint = "1;31"
	warning paint = "33"
)

// canvas collects lines of painted text.
type canvas struct {
	b     strings.Builder
	color bool
	at    int // places used on this line
}

// put writes text of a schema or of this package; what could steer a terminal
// is made visible.
func (c *canvas) put(p paint, s string) {
	s = Visible(s)
	if s == "" {
		return
	}
	c.at += utf8.RuneCountInString(s)
	if !c.color || p == plain {
		c.b.WriteString(s)
		return
	}
	c.b.WriteString("\x1b[" + string(p) + "m" + s + "\x1b[0m")
}

func (c *canvas) space(n int) { c.put(plain, strings.Repeat(" ", max(n, 0))) }

func (c *canvas) end() {
	c.b.WriteByte('\n')
	c.at = 0
}

// used is how many places of the line are taken.
func (c *canvas) used() int { return c.at }

// Visible writes control characters as escapes, so that a name from a database
// can neither break lines nor paint the terminal.
func Visible(s string) string {
	if !strings.ContainsFunc(s, hiddenRune) {
		return s
	}
	var b strings.Builder
	for _, r := range s {
		switch {
		case r == '\n':
			b.WriteString(`\n`)
		case r == '\t':
			b.WriteString(`\t`)
		case r == '\r':
			b.WriteString(`\r`)
		case hiddenRune(r):
			fmt.Fprintf(&b, `\u%04x`, r)
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// hiddenRune: controls, the marks that turn the direction of text, and those that
// end lines and paragraphs.
func hiddenRune(r rune) bool {
	return unicode.IsControl(r) || unicode.In(r, unicode.Zl, unicode.Zp) || unicode.Is(unicode.Bidi_Control, r) || r == utf8.RuneError
}

// width is how many places a text takes, one for each character.
func width(s string) int { return utf8.RuneCountInString(Visible(s)) }
