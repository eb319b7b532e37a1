package literal

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"github.com/schemadiff/schemadiff/dialects/postgres/facts"
)

// readVector reads a tsvector: lexemes, each perhaps with :positions, sorted
// and without doubles.
func readVector(text string) (string, bool) {
	s := scanner{text: text}
	positions := map[string]map[int]byte{}
	for s.skipSpace(); !s.done(); s.skipSpace() {
		lexeme, ok := s.lexeme(":" + space)
		if !ok {
			return "", false
		}
		if positions[lexeme] == nil {
			positions[lexeme] = map[int]byte{}
		}
		if s.take(':') && !s.positions(positions[lexeme]) {
			return "", false
		}
	}
	lexemes := make([]string, 0, len(positions))
	for l := range positions {
		lexemes = append(lexemes, l)
	}
	slices.Sort(lexemes)
	var out strings.Builder
	for _, l := range lexemes {
		out.WriteString(strconv.Quote(l))
		list := make([]int, 0, len(positions[l]))
		for p := range positions[l] {
			list = append(list, p)
		}
		slices.Sort(list)
		for _, p := range list {
			out.WriteString(":" + strconv.Itoa(p) + string(positions[l][p]))
		}
		out.WriteByte(' ')
	}
	return out.String(), true
}

// maxPosition is MAXENTRYPOS - 1.
const maxPosition = 16383

func (s *scanner) positions(to map[int]byte) bool {
	for {
		n, err := strconv.Atoi(s.while(isDecimal))
		if err != nil || n == 0 {
			return false
		}
		weight := byte('D')
		switch c := s.peek() &^ 0x20; c {
		case 'A', 'B', 'C', 'D':
			weight = c
			s.pos++
		}
		if s.take('*') {
			weight = 'A'
		}
		n = min(n, maxPosition)
		if old, ok := to[n]; !ok || weight < old {
			to[n] = weight
		}
		if !s.take(',') {
			return true
		}
	}
}

// lexeme reads a word up to one of the stop characters, or 'a quoted one'.
func (s *scanner) lexeme(stop string) (string, bool) {
	var out strings.Builder
	if s.take('\'') {
		for !s.done() {
			c := s.text[s.pos]
			s.pos++
			switch {
			case c == '\'' && s.peek() == '\'' && !s.done():
				s.pos++
			case c == '\'':
				return out.String(), out.Len() > 0
			case c == '\\' && !s.done():
				c = s.text[s.pos]
				s.pos++
			}
			out.WriteByte(c)
		}
		return "", false
	}
	for !s.done() && strings.IndexByte(stop, s.text[s.pos]) < 0 {
		if s.text[s.pos] == '\\' {
			if s.pos++; s.done() {
				return "", false
			}
		}
		out.WriteByte(s.text[s.pos])
		s.pos++
	}
	return out.String(), out.Len() > 0
}

// query is a node of a tsquery.
type query struct {
	op    string // "" for a lexeme, "!", "&", "|", "<n>"
	text  string
	parts []*query
}

// readQuery reads a tsquery: ! before <-> before & before |.
func readQuery(t *facts.Type, text string) Value {
	p := queryParser{scanner{text: text}, 0}
	if p.s.skipSpace(); p.s.done() {
		return Value{}
	}
	q := p.level(0)
	if p.s.skipSpace(); q == nil || !p.s.done() {
		return opaque(t, text)
	}
	var out strings.Builder
	q.write(&out)
	return Value{Text: out.String()}
}

type queryParser struct {
	s     scanner
	depth int
}

// level parses the operators of one precedence: 0 is |, 1 is &, 2 is <->.
func (p *queryParser) level(n int) *query {
	if n == 3 {
		return p.operand()
	}
	left := p.level(n + 1)
	for left != nil {
		op := p.operator(n)
		if op == "" {
			return left
		}
		right := p.level(n + 1)
		if right == nil {
			return nil
		}
		left = joinQuery(op, left, right)
	}
	return nil
}

// joinQuery joins two parts; & and | are associative, <-> is not.
func joinQuery(op string, left, right *query) *query {
	q := &query{op: op}
	for _, part := range []*query{left, right} {
		if part.op == op && (op == "&" || op == "|") {
			q.parts = append(q.parts, part.parts...)
		} else {
			q.parts = append(q.parts, part)
		}
	}
	return q
}

func (p *queryParser) operator(level int) string {
	p.s.skipSpace()
	switch {
	case level == 0 && p.s.take('|'):
		return "|"
	case level == 1 && p.s.take('&'):
		return "&"
	case level == 2 && p.s.peek() == '<':
		end := strings.IndexByte(p.s.text[p.s.pos:], '>')
		if end < 0 {
			return ""
		}
		distance := p.s.text[p.s.pos+1 : p.s.pos+end]
		if distance == "-" {
			distance = "1"
		}
		if n, err := strconv.Atoi(distance); err != nil || n < 0 {
			return ""
		}
		p.s.pos += end + 1
		return "<" + distance + ">"
	}
	return ""
}

func (p *queryParser) operand() *query {
	if p.depth++; p.depth > maxJSON {
		return nil
	}
	defer func() { p.depth-- }()
	p.s.skipSpace()
	switch {
	case p.s.take('!'):
		if q := p.operand(); q != nil {
			return &query{op: "!", parts: []*query{q}}
		}
		return nil
	case p.s.take('('):
		q := p.level(0)
		if p.s.skipSpace(); q == nil || !p.s.take(')') {
			return nil
		}
		return q
	}
	lexeme, ok := p.s.lexeme(":!&|<()" + space)
	if !ok {
		return nil
	}
	text := strconv.Quote(lexeme)
	if p.s.take(':') {
		flags := strings.Split(strings.ToUpper(p.s.while(func(c byte) bool { return strings.IndexByte("*abcdABCD", c) >= 0 })), "")
		slices.SortFunc(flags, cmp.Compare[string])
		text += ":" + strings.Join(slices.Compact(flags), "")
	}
	return &query{text: text}
}

func (q *query) write(out *strings.Builder) {
	if q.op == "" {
		out.WriteString(q.text)
		return
	}
	out.WriteString("(" + q.op)
	for _, p := range q.parts {
		out.WriteByte(' ')
		p.write(out)
	}
	out.WriteByte(')')
}

// readHstore reads an hstore: "a"=>"1", b=>NULL. The first of equal keys wins.
func readHstore(text string) (string, bool) {
	s := scanner{text: text}
	members := map[string]string{}
	for s.skipSpace(); !s.done(); s.skipSpace() {
		key, _, ok := s.word("=,")
		if !ok || !s.take('=') || !s.take('>') {
			return "", false
		}
		s.skipSpace()
		value, quoted, ok := s.word(",")
		if !ok {
			return "", false
		}
		if _, known := members[key]; !known {
			members[key] = strconv.Quote(value)
			if !quoted && strings.EqualFold(value, "null") {
				members[key] = "NULL"
			}
		}
		if s.skipSpace(); !s.done() && !s.take(',') {
			return "", false
		}
	}
	keys := make([]string, 0, len(members))
	for k := range members {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	var out strings.Builder
	for _, k := range keys {
		out.WriteString(strconv.Quote(k) + "=>" + members[k] + ",")
	}
	return out.String(), true
}
