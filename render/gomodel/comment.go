package gomodel

import (
	"go/doc/comment"
	"strings"

	"github.com/schemadiff/schemadiff/inspect/gostruct"
)

// width is where the lines of comments end.
const width = 90

// docLines writes a comment of the database as one of Go. ok is false for a text
// that would be another one when it is read again: it must stand in a tag.
func docLines(text string) (lines []string, ok bool) {
	for i, paragraph := range strings.Split(text, "\n\n") {
		if i > 0 {
			lines = append(lines, "//")
		}
		line := ""
		for word := range strings.FieldsSeq(paragraph) {
			if line != "" && len(line)+1+len(word) > width {
				lines, line = append(lines, "// "+line), ""
			}
			if line != "" {
				line += " "
			}
			line += word
		}
		lines = append(lines, "// "+line)
	}
	var written strings.Builder
	for _, line := range lines {
		written.WriteString(strings.TrimPrefix(strings.TrimPrefix(line, "//"), " ") + "\n")
	}
	// What gofmt makes of it.
	var parser comment.Parser
	var printer comment.Printer
	formatted := string(printer.Comment(parser.Parse(written.String())))
	return lines, formatted == written.String() && gostruct.DocText(formatted) == text
}
