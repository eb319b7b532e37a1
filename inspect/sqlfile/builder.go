package sqlfile

import "strings"

// Place is a byte of a text.
type Place struct {
	Lines  *Lines
	Offset int
}

// A Builder puts a script together from pieces that stand in other texts or
// stand for what stands there. Positions in the script are positions in those
// texts. Its zero value is an empty script.
type Builder struct {
	out     strings.Builder
	origins []origin
	errs    ErrorList
}

// made is what is known of a script beyond its text.
type made struct {
	lines *Lines
	errs  ErrorList
}

// Fail notes mistakes that were found where the script comes from. Whoever
// splits it is told of them.
func (b *Builder) Fail(errs ...*Error) { b.errs = append(b.errs, errs...) }

// Write adds a text that stands for what is at a place.
func (b *Builder) Write(at Place, text string) { b.add(at, text, true) }

// Copy adds a text that stands at a place.
func (b *Builder) Copy(at Place, text string) { b.add(at, text, false) }

func (b *Builder) add(at Place, text string, fixed bool) {
	if text == "" {
		return
	}
	next := origin{start: b.out.Len(), lines: at.Lines, offset: at.Offset, fixed: fixed}
	if n := len(b.origins); n == 0 || !fixed || b.origins[n-1] != (origin{b.origins[n-1].start, at.Lines, at.Offset, true}) {
		b.origins = append(b.origins, next)
	}
	b.out.WriteString(text)
}

// Source returns the script. It holds no commands for psql.
func (b *Builder) Source(name string) Source {
	text := b.out.String()
	lines := NewLines(name, text)
	lines.origins = b.origins
	return Source{Name: name, Text: text, made: &made{lines, b.errs}}
}
