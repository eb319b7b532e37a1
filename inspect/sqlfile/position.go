package sqlfile

import (
	"sort"
	"strings"
	"unicode/utf8"

	"github.com/schemadiff/schemadiff/model"
)

// Lines turns byte offsets of a text into lines and columns. Lines end with
// LF, CR LF or CR, and columns count characters.
type Lines struct {
	file   string
	text   string
	starts []int // offset of each line's first byte
	// origins, if there are any, say where the pieces of the text come from.
	origins []origin
}

// origin is where the text from start on comes from, up to the next one: from
// an offset of another text, or, if it is fixed, from what stands there.
type origin struct {
	start  int
	lines  *Lines
	offset int
	fixed  bool
}

// NewLines indexes the lines of a text, once.
func NewLines(file, text string) *Lines {
	starts := make([]int, 1, 64+len(text)/40)
	if strings.IndexByte(text, '\r') < 0 {
		for at := 0; ; {
			i := strings.IndexByte(text[at:], '\n')
			if i < 0 {
				break
			}
			at += i + 1
			starts = append(starts, at)
		}
		return &Lines{file: file, text: text, starts: starts}
	}
	for i := 0; i < len(text); i++ {
		if text[i] == '\n' || text[i] == '\r' && (i+1 == len(text) || text[i+1] != '\n') {
			starts = append(starts, i+1)
		}
	}
	return &Lines{file: file, text: text, starts: starts}
}

// Pos returns the position of a byte offset. An offset outside of the text is
// moved to its nearer end.
func (l *Lines) Pos(offset int) model.Pos {
	offset = max(0, min(offset, len(l.text)))
	if n := sort.Search(len(l.origins), func(i int) bool { return l.origins[i].start > offset }); n > 0 {
		from := l.origins[n-1]
		if from.fixed {
			return from.lines.Pos(from.offset)
		}
		return from.lines.Pos(from.offset + offset - from.start)
	}
	line := l.line(offset)
	column := utf8.RuneCountInString(l.text[l.starts[line]:offset]) + 1
	return model.Pos{File: l.file, Line: line + 1, Column: column}
}

// SameLine says whether two offsets are on one line.
func (l *Lines) SameLine(a, b int) bool { return l.line(a) == l.line(b) }

// line returns the 0-based line of an offset.
func (l *Lines) line(offset int) int {
	return sort.Search(len(l.starts), func(i int) bool { return l.starts[i] > offset }) - 1
}
