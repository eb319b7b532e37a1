package literal

import (
	"strconv"
	"strings"

	"github.com/schemadiff/schemadiff/dialects/postgres/facts"
)

// scanner walks over a text.
type scanner struct {
	text string
	pos  int
}

func (s *scanner) done() bool { return s.pos >= len(s.text) }

// peek returns the next byte, 0 at the end.
func (s *scanner) peek() byte {
	if s.done() {
		return 0
	}
	return s.text[s.pos]
}

func (s *scanner) skipSpace() {
	for !s.done() && strings.IndexByte(space, s.text[s.pos]) >= 0 {
		s.pos++
	}
}

// take skips the byte c if it is next.
func (s *scanner) take(c byte) bool {
	if s.peek() == c && !s.done() {
		s.pos++
		return true
	}
	return false
}

// array reads an array's text: {1,2}, {{a,b},{c,NULL}}, [0:1]={1,2}.
func (r reader) array(t *facts.Type, text string) (Value, error) {
	s := &scanner{text: trim(text)}
	p := arrayReader{reader: r, s: s, element: t.Element, delimiter: t.Element.Delimiter}
	if p.delimiter == 0 {
		p.delimiter = ','
	}
	bounds, ok := arrayBounds(s)
	if !ok {
		return Value{}, errInvalid
	}
	if err := p.dimension(0); err != nil {
		return Value{}, err
	}
	if s.skipSpace(); !s.done() {
		return Value{}, errInvalid
	}
	out := p.out.String()
	if strings.Trim(out, "{},") == "" && !strings.Contains(out, `"`) {
		out = "{}"
	}
	return Value{Text: bounds + out, Unsure: p.unsure}, nil
}

// arrayBounds reads the [l:u]… that may stand before an array; it returns ""
// if all bounds start at 1, as they do without it.
func arrayBounds(s *scanner) (string, bool) {
	if s.peek() != '[' {
		return "", true
	}
	end := strings.IndexByte(s.text, '=')
	if end < 0 {
		return "", false
	}
	bounds := strings.ReplaceAll(s.text[:end], " ", "")
	s.pos = end + 1
	s.skipSpace()
	usual := true
	for _, b := range strings.Split(strings.TrimSuffix(strings.TrimPrefix(bounds, "["), "]"), "][") {
		low, _, ranged := strings.Cut(b, ":")
		usual = usual && (low == "1" || !ranged)
	}
	if usual {
		return "", true
	}
	return bounds + "=", true
}

type arrayReader struct {
	reader
	s         *scanner
	element   *facts.Type
	delimiter byte
	out       strings.Builder
	unsure    string
}

// maxDimensions is MAXDIM.
const maxDimensions = 6

func (p *arrayReader) dimension(level int) error {
	p.s.skipSpace()
	if !p.s.take('{') || level >= maxDimensions {
		return errInvalid
	}
	p.out.WriteByte('{')
	for n := 0; ; n++ {
		p.s.skipSpace()
		if n == 0 && p.s.take('}') {
			break
		}
		if n > 0 {
			p.out.WriteByte(',')
		}
		var err error
		if p.s.peek() == '{' {
			err = p.dimension(level + 1)
		} else {
			err = p.item()
		}
		if err != nil {
			return err
		}
		p.s.skipSpace()
		if p.s.take('}') {
			break
		}
		if !p.s.take(p.delimiter) {
			return errInvalid
		}
	}
	p.out.WriteByte('}')
	return nil
}

func (p *arrayReader) item() error {
	text, quoted, ok := p.s.word(string(p.delimiter) + "{}")
	if !ok || text == "" && !quoted {
		return errInvalid
	}
	if !quoted && strings.EqualFold(text, "null") {
		p.out.WriteString("NULL")
		return nil
	}
	v, err := p.part(p.element, text)
	if err != nil {
		return err
	}
	if v.Unsure != "" {
		p.unsure = v.Unsure
	}
	p.out.WriteString(strconv.Quote(v.Text))
	return nil
}

// word reads a word up to one of the stop characters, with "…" and \x in it.
// White space around it doesn't count unless it is quoted.
func (s *scanner) word(stop string) (text string, quoted, ok bool) {
	var out strings.Builder
	kept := 0 // trailing white space after this is dropped
	for !s.done() {
		switch c := s.text[s.pos]; {
		case c == '"':
			if quoted = true; !s.quoted(&out) {
				return "", true, false
			}
			kept = out.Len()
		case c == '\\':
			if s.pos+1 >= len(s.text) {
				return "", quoted, false
			}
			quoted = true
			out.WriteByte(s.text[s.pos+1])
			s.pos += 2
			kept = out.Len()
		case strings.IndexByte(stop, c) >= 0:
			return out.String()[:kept], quoted, true
		default:
			out.WriteByte(c)
			s.pos++
			if strings.IndexByte(space, c) < 0 {
				kept = out.Len()
			}
		}
	}
	return out.String()[:kept], quoted, true
}

// quoted reads "…", in which "" and \" stand for a quote.
func (s *scanner) quoted(out *strings.Builder) bool {
	for s.pos++; !s.done(); s.pos++ {
		switch c := s.text[s.pos]; c {
		case '"':
			if s.pos+1 < len(s.text) && s.text[s.pos+1] == '"' {
				out.WriteByte('"')
				s.pos++
				continue
			}
			s.pos++
			return true
		case '\\':
			if s.pos++; s.done() {
				return false
			}
			out.WriteByte(s.text[s.pos])
		default:
			out.WriteByte(c)
		}
	}
	return false
}

// composite reads a row's text: (a,"b c",).
func (r reader) composite(t *facts.Type, text string) (Value, error) {
	if len(t.Fields) == 0 {
		return opaque(t, text), nil
	}
	s := &scanner{text: trim(text)}
	if !s.take('(') {
		return Value{}, errInvalid
	}
	var v Value
	for i, f := range t.Fields {
		if i > 0 && !s.take(',') {
			return Value{}, errInvalid
		}
		start := s.pos
		word, quoted, ok := s.rawWord(",)")
		if !ok {
			return Value{}, errInvalid
		}
		v.Text += ","
		if word == "" && !quoted && start == s.pos {
			continue // an empty field is NULL
		}
		part, err := r.fitted(f.Type, f.Mods, word)
		if err != nil {
			return Value{}, err
		}
		if v.Text += strconv.Quote(part.Text); part.Unsure != "" {
			v.Unsure = part.Unsure
		}
	}
	if !s.take(')') || !s.done() {
		return Value{}, errInvalid
	}
	return v, nil
}

// rawWord is word, but white space counts.
func (s *scanner) rawWord(stop string) (text string, quoted, ok bool) {
	var out strings.Builder
	for !s.done() {
		switch c := s.text[s.pos]; {
		case c == '"':
			if quoted = true; !s.quoted(&out) {
				return "", true, false
			}
		case c == '\\':
			if s.pos+1 >= len(s.text) {
				return "", quoted, false
			}
			out.WriteByte(s.text[s.pos+1])
			s.pos += 2
		case strings.IndexByte(stop, c) >= 0:
			return out.String(), quoted, true
		default:
			out.WriteByte(c)
			s.pos++
		}
	}
	return "", quoted, false
}
