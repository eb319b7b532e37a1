package sqlfile

import (
	"slices"
	"strings"
)

// directiveMark begins a comment that is meant for this program.
const directiveMark = "schemadiff:"

// comment keeps a comment that carries a directive. One that stands behind a
// statement on its line belongs to that statement.
func (s *splitter) comment(t Token) {
	text := s.lexer.Text[t.Start:t.End]
	body, ok := directiveText(text)
	if !ok {
		if isDown(text) {
			s.script.Downs = append(s.script.Downs, t.Start)
		}
		return
	}
	c := Directive{Text: body, Start: t.Start, End: t.End, Alone: aloneOnLine(s.lexer.Text, t.Start)}
	if n := len(s.script.Statements); s.first < 0 && n > 0 {
		last := &s.script.Statements[n-1]
		if !strings.ContainsAny(s.lexer.Text[last.End:t.Start], "\r\n") {
			last.Comments = append(last.Comments, c)
			return
		}
	}
	s.comments = append(s.comments, c)
}

// isDown says whether a comment marks the way back, as dbmate, goose and
// sql-migrate write it.
func isDown(comment string) bool {
	body := strings.TrimSpace(strings.TrimPrefix(comment, "--"))
	return len(body) <= len("+migrate Down") && slices.ContainsFunc([]string{"migrate:down", "+goose Down", "+migrate Down"},
		func(mark string) bool { return strings.EqualFold(body, mark) })
}

// directiveText returns what follows the mark in a comment.
func directiveText(comment string) (string, bool) {
	switch {
	case strings.HasPrefix(comment, "--"):
		comment = comment[2:]
	case strings.HasPrefix(comment, "/*"):
		comment = strings.TrimSuffix(comment[2:], "*/")
	default:
		comment = strings.TrimPrefix(comment, "#")
	}
	comment = strings.TrimSpace(comment)
	if len(comment) < len(directiveMark) || !strings.EqualFold(comment[:len(directiveMark)], directiveMark) {
		return "", false
	}
	return strings.TrimSpace(comment[len(directiveMark):]), true
}

func aloneOnLine(text string, i int) bool {
	for i > 0 && (text[i-1] == ' ' || text[i-1] == '\t') {
		i--
	}
	return i == 0 || isLineBreak(text[i-1])
}

// NamePart is one part of a qualified name as it was written.
type NamePart struct {
	Text   string // without quotes, doubled quotes undone
	Quoted bool
}

// RenamedFrom reads the directive "renamed from <name>" and returns the parts
// of the name; ok is false if the comment says something else.
func (c Directive) RenamedFrom(syntax Syntax) (name []NamePart, ok bool) {
	lexer := NewLexer(c.Text, syntax)
	for _, keyword := range []string{"renamed", "from"} {
		t := lexer.Next()
		if t.Kind != Word || !IsWord(c.Text[t.Start:t.End], keyword) {
			return nil, false
		}
	}
	for {
		t := lexer.Next()
		text := c.Text[t.Start:t.End]
		switch {
		case t.Kind == Word:
			name = append(name, NamePart{Text: text})
		case t.Kind == Quoted && !t.Open && len(text) > 2:
			name = append(name, NamePart{Text: unquote(text), Quoted: true})
		default:
			return nil, false
		}
		switch t := lexer.Next(); {
		case t.Kind == EOF:
			return name, true
		case c.Text[t.Start:t.End] != ".":
			return nil, false
		}
	}
}

// unquote removes the quotes of a name.
func unquote(text string) string {
	quote := text[len(text)-1:]
	text = text[1 : len(text)-1]
	return strings.ReplaceAll(text, quote+quote, quote)
}
