package gostruct

import (
	"strconv"
	"strings"

	"github.com/schemadiff/schemadiff/inspect/sqlfile"
)

// text is a piece of a Go file as it reads without the escapes of Go. Of each
// of its bytes it knows where that stands.
type text struct {
	s     string
	at    []int // one more than there are bytes: the last is the end
	lines *sqlfile.Lines
}

// fixedText is a text that isn't in the file, and stands for what is there.
func fixedText(s string, at sqlfile.Place) text {
	offsets := make([]int, len(s)+1)
	for i := range offsets {
		offsets[i] = at.Offset
	}
	return text{s, offsets, at.Lines}
}

// literalText decodes a string literal of a file.
func literalText(source string, lines *sqlfile.Lines, start, end int) (text, bool) {
	t := text{lines: lines}
	if end-start < 2 || end > len(source) {
		return t, false
	}
	if source[start] != '`' {
		raw := text{s: source[start:end], lines: lines}
		for i := start; i <= end; i++ {
			raw.at = append(raw.at, i)
		}
		return raw.unquote()
	}
	var b strings.Builder
	for i := start + 1; i < end-1; i++ {
		if source[i] != '\r' { // Go drops it from raw strings
			b.WriteByte(source[i])
			t.at = append(t.at, i)
		}
	}
	t.s, t.at = b.String(), append(t.at, end-1)
	return t, true
}

// cut returns a part of the text.
func (t text) cut(low, high int) text { return text{t.s[low:high], t.at[low : high+1], t.lines} }

// trim returns the text without the white space around it.
func (t text) trim() text {
	low := len(t.s) - len(strings.TrimLeft(t.s, " \t\n"))
	high := max(low, len(strings.TrimRight(t.s, " \t\n")))
	return t.cut(low, high)
}

// place returns where a byte stands.
func (t text) place(i int) sqlfile.Place { return sqlfile.Place{Lines: t.lines, Offset: t.at[i]} }

// start is where the text begins.
func (t text) start() sqlfile.Place { return t.place(0) }

// unquote decodes a text in double quotes.
func (t text) unquote() (text, bool) {
	if len(t.s) < 2 || t.s[0] != '"' || t.s[len(t.s)-1] != '"' {
		return t, false
	}
	out := text{lines: t.lines}
	var b strings.Builder
	end := len(t.s) - 1
	for i := 1; i < end; {
		r, multibyte, rest, err := strconv.UnquoteChar(t.s[i:end], '"')
		if err != nil {
			return t, false
		}
		before := b.Len()
		if r < 0x80 || multibyte {
			b.WriteRune(r)
		} else {
			b.WriteByte(byte(r))
		}
		next := end - len(rest)
		for k := range b.Len() - before {
			from := i
			if next-i == b.Len()-before { // no escape
				from = i + k
			}
			out.at = append(out.at, t.at[from])
		}
		i = next
	}
	out.s, out.at = b.String(), append(out.at, t.at[end])
	return out, true
}

// copyTo adds the text to a script, in pieces that stand together.
func (t text) copyTo(b *sqlfile.Builder) {
	if n := len(t.s); n > 0 && t.at[0] == t.at[n] {
		b.Write(t.start(), t.s)
		return
	}
	for low := 0; low < len(t.s); {
		high := low + 1
		for high < len(t.s) && t.at[high] == t.at[high-1]+1 {
			high++
		}
		b.Copy(t.place(low), t.s[low:high])
		low = high
	}
}
