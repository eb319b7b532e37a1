package script

import (
	"strings"
	"unicode"
)

// directiveMark begins a comment that is meant for this program.
const directiveMark = "schemadiff:"

// cutLine returns the line that begins at an offset, without its end, and where
// the next one begins. Lines end with LF, CR LF or CR.
func cutLine(text string, at int) (line string, next int) {
	end := strings.IndexAny(text[at:], "\r\n")
	if end < 0 {
		return text[at:], len(text)
	}
	end += at
	if strings.HasPrefix(text[end:], "\r\n") {
		return text[at:end], end + 2
	}
	return text[at:end], end + 1
}

// splitLines cuts a text into its lines.
func splitLines(text string) []string {
	var lines []string
	for at := 0; ; {
		line, next := cutLine(text, at)
		lines = append(lines, line)
		if next == len(text) && next-at == len(line) {
			return lines
		}
		at = next
	}
}

// lineComment returns what a line says that is nothing but a comment. One blank
// behind the dashes belongs to them.
func lineComment(line string) (text string, ok bool) {
	text, ok = strings.CutPrefix(strings.TrimLeft(line, " \t"), "--")
	return cleanComment(text), ok
}

// cleanComment removes one blank in front and all white space behind.
func cleanComment(text string) string {
	return strings.TrimRight(strings.TrimPrefix(text, " "), " \t\r\n\v\f")
}

// commentLines returns the lines of a comment of any form without its marks.
func commentLines(comment string) []string {
	body, ok := strings.CutPrefix(comment, "/*")
	switch {
	case !ok && strings.HasPrefix(comment, "--"):
		return []string{cleanComment(comment[2:])}
	case !ok:
		return []string{cleanComment(strings.TrimPrefix(comment, "#"))}
	}
	lines := splitLines(strings.TrimSuffix(body, "*/"))
	for i, line := range lines {
		lines[i] = cleanComment(line)
	}
	for len(lines) > 0 && lines[0] == "" {
		lines = lines[1:]
	}
	for len(lines) > 0 && lines[len(lines)-1] == "" {
		lines = lines[:len(lines)-1]
	}
	return lines
}

// directive returns what a line of a comment says to this program.
func directive(comment string) (text string, ok bool) {
	comment = strings.TrimSpace(comment)
	if len(comment) < len(directiveMark) || !strings.EqualFold(comment[:len(directiveMark)], directiveMark) {
		return "", false
	}
	return strings.TrimSpace(comment[len(directiveMark):]), true
}

// words brings a name of several words into one form: lower case, with single
// blanks, however they were put together.
func words(text string) string {
	return strings.Join(strings.FieldsFunc(strings.ToLower(text), func(r rune) bool {
		return r == ' ' || r == '\t' || r == '-' || r == '_'
	}), " ")
}

// OneLine joins the lines of a text and leaves out what can't be seen.
func OneLine(text string) string {
	text = strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return ' '
		}
		return r
	}, strings.ToValidUTF8(text, ""))
	return strings.Join(strings.Fields(text), " ")
}
