package sqlfile

import "strings"

// delimited handles what the client of MySQL understands beside statements: the
// command that chooses a delimiter, and the delimiter itself. It says whether it has
// taken the token.
func (s *splitter) delimited(t Token) bool {
	text := s.lexer.Text
	if t.Kind == Word && s.first < 0 && IsWord(text[t.Start:t.End], "delimiter") && aloneOnLine(text, t.Start) {
		end := lineEnd(text, t.End)
		s.delimiter = strings.TrimSpace(text[t.End:end])
		if s.delimiter == "" {
			s.fail(t.Start, "DELIMITER says no delimiter", "")
		}
		if s.delimiter == ";" {
			s.delimiter = ""
		}
		s.lexer.Seek(end)
		s.reset(end)
		return true
	}
	if s.delimiter == "" || t.Kind == String || t.Kind == Quoted || t.Kind == Conditional {
		return false
	}
	at := strings.Index(text[t.Start:min(len(text), t.End+len(s.delimiter)-1)], s.delimiter)
	switch {
	case at < 0:
		return false
	case at > 0: // it follows a word at once: END$$
		s.lexer.Seek(t.Start + at)
		t.End = t.Start + at
		s.token(t)
		return true
	}
	t.End = t.Start + len(s.delimiter)
	s.lexer.Seek(t.End)
	s.depth, s.bodies = 0, 0
	if s.first >= 0 {
		s.emit(t.End)
	}
	return true
}

// blockWord counts what ends with END in the body of a routine. Where a delimiter
// is chosen nothing needs to be counted.
func (s *splitter) blockWord(text string) {
	switch {
	case s.delimiter != "":
	case IsWord(text, "begin"), s.bodies > 0 && IsWord(text, "case"):
		s.bodies++
	case s.bodies > 0 && IsWord(text, "end"):
		ahead := *s.lexer
		next := ahead.Significant()
		for _, what := range [...]string{"if", "loop", "repeat", "while"} {
			if next.Kind == Word && IsWord(s.lexer.Text[next.Start:next.End], what) {
				return
			}
		}
		s.bodies--
		if next.Kind == Word && IsWord(s.lexer.Text[next.Start:next.End], "case") {
			s.lexer.Seek(next.End)
			s.last = next.End
		}
	}
}
