package literal

import (
	"math/big"
	"strings"
)

// parseInterval reads the verbose form ("1 day 02:03:04 ago"), the ISO 8601
// form with designators ("p1dt2h") and the SQL standard's ("1-2", "3 4:05:06").
func parseInterval(text, mods string) (duration, bool) {
	if rest, ok := strings.CutPrefix(text, "p"); ok {
		return isoInterval(rest)
	}
	p := intervalParser{d: newDuration(), s: scanner{text: text}, fields: strings.Split(mods, "(")[0]}
	for p.s.skipSpace(); !p.s.done(); p.s.skipSpace() {
		if p.ended || !p.token() {
			return p.d, false
		}
		p.tokens++
	}
	if p.pending != nil && !p.bare() {
		return p.d, false
	}
	return p.d, p.tokens > 0
}

type intervalParser struct {
	d       duration
	s       scanner
	fields  string
	tokens  int
	pending *big.Rat // a number that waits for its unit
	signed  bool
	ended   bool // by "ago"
	seen    map[string]bool
}

func (p *intervalParser) token() bool {
	switch c := p.s.peek(); {
	case c == '@' && p.tokens == 0:
		p.s.pos++
		return true
	case c == ',':
		p.s.pos++
		return true
	case isLetter(c):
		return p.word(p.s.while(isLetter))
	case isDecimal(c) || c == '.' || c == '+' || c == '-':
		return p.number()
	}
	return false
}

func (p *intervalParser) word(word string) bool {
	if word == "ago" {
		p.ended = true
		for _, n := range []*big.Int{p.d.months, p.d.days, p.d.micros} {
			n.Neg(n)
		}
		return p.pending == nil && p.tokens > 0
	}
	months, days, micros, ok := intervalUnit(word)
	if !ok || p.pending == nil || !p.once(word, months, days, micros) {
		return false
	}
	n := p.pending
	p.pending = nil
	return p.d.add(n, months, days, micros)
}

// once refuses a unit that was given before; the server does too.
func (p *intervalParser) once(word string, months, days, micros int64) bool {
	key := new(big.Int).SetInt64(months*1_000_000_000_000 + days*1_000 + micros).String()
	if p.seen == nil {
		p.seen = map[string]bool{}
	}
	if p.seen[key] && word != "" {
		return false
	}
	p.seen[key] = true
	return true
}

// number reads a number, a time of day or years-months.
func (p *intervalParser) number() bool {
	if p.pending != nil && !p.dayTime() {
		return false
	}
	negative := p.s.peek() == '-'
	if negative || p.s.peek() == '+' {
		// Under IntervalStyle sql_standard a sign before all fields counts for all.
		if p.tokens == 0 {
			p.signed = negative
		}
		p.s.pos++
		p.s.skipSpace()
	} else if p.signed {
		return false
	}
	start := p.s.pos
	whole := p.s.while(isDecimal)
	switch {
	case p.s.peek() == ':':
		return p.clock(whole, negative)
	case p.s.peek() == '-' && whole != "":
		return p.yearMonth(whole, negative)
	}
	if p.s.take('.') {
		p.s.while(isDecimal)
	}
	text := p.s.text[start:p.s.pos]
	if c := p.s.peek(); c == 'e' || text == "." || text == "" {
		return false
	}
	n, ok := new(big.Rat).SetString(text)
	if !ok {
		return false
	}
	if negative {
		n.Neg(n)
	}
	p.pending = n
	return true
}

// dayTime: a number before a time of day is a number of days ("3 4:05:06").
func (p *intervalParser) dayTime() bool {
	rest := p.s.text[p.s.pos:]
	end := strings.IndexAny(rest, " \t\n")
	if end >= 0 {
		rest = rest[:end]
	}
	if !strings.Contains(rest, ":") || !p.pending.IsInt() || p.fields != "" && p.fields != "day to second" {
		return false
	}
	n := p.pending
	p.pending = nil
	return p.once("day", 0, 1, 0) && p.d.add(n, 0, 1, 0)
}

func (p *intervalParser) clock(hour string, negative bool) bool {
	p.s.pos++
	minute, second := p.fractional(), "0"
	switch {
	case p.s.take(':'):
		second = p.fractional()
	case p.fields == "minute to second" || strings.Contains(minute, "."):
		hour, minute, second = "0", hour, minute
	}
	h, ok1 := new(big.Rat).SetString(hour)
	m, ok2 := new(big.Rat).SetString(minute)
	s, ok3 := new(big.Rat).SetString(second)
	if !ok1 || !ok2 || !ok3 || m.Cmp(big.NewRat(60, 1)) >= 0 || s.Cmp(big.NewRat(60, 1)) >= 0 || !p.once("clock", 0, 0, 2) {
		return false
	}
	if negative {
		h, m, s = h.Neg(h), m.Neg(m), s.Neg(s)
	}
	return p.d.add(h, 0, 0, microsPerHour) && p.d.add(m, 0, 0, 60*microsPerSecond) && p.d.add(s, 0, 0, microsPerSecond)
}

// fractional reads digits, perhaps with a point among them.
func (p *intervalParser) fractional() string {
	start := p.s.pos
	p.s.while(isDecimal)
	if p.s.take('.') {
		p.s.while(isDecimal)
	}
	return p.s.text[start:p.s.pos]
}

func (p *intervalParser) yearMonth(year string, negative bool) bool {
	p.s.pos++
	month := p.s.while(isDecimal)
	y, ok1 := new(big.Rat).SetString(year)
	m, ok2 := new(big.Rat).SetString(month)
	if !ok1 || !ok2 || m.Cmp(big.NewRat(12, 1)) >= 0 || !p.once("year", 12, 0, 0) {
		return false
	}
	if negative {
		y, m = y.Neg(y), m.Neg(m)
	}
	return p.d.add(y, 12, 0, 0) && p.d.add(m, 1, 0, 0)
}

// bare adds a number without unit at the end: it is of the type's last field,
// or of seconds.
func (p *intervalParser) bare() bool {
	unit := "second"
	if p.fields != "" {
		unit = p.fields[strings.LastIndexByte(p.fields, ' ')+1:]
	}
	months, days, micros, ok := intervalUnit(unit)
	return ok && p.once(unit, months, days, micros) && p.d.add(p.pending, months, days, micros)
}

// isoInterval reads what follows the P of ISO 8601's form with designators.
func isoInterval(text string) (duration, bool) {
	d, s, inTime := newDuration(), scanner{text: text}, false
	if s.done() {
		return d, false
	}
	for !s.done() {
		if s.take('t') {
			inTime = true
			continue
		}
		start := s.pos
		s.while(func(c byte) bool { return isDecimal(c) || c == '.' || c == '-' || c == '+' })
		n, ok := new(big.Rat).SetString(s.text[start:s.pos])
		if !ok || s.done() {
			return d, false
		}
		var months, days, micros int64
		switch c := s.peek(); {
		case inTime && c == 'h':
			micros = microsPerHour
		case inTime && c == 'm':
			micros = 60 * microsPerSecond
		case inTime && c == 's':
			micros = microsPerSecond
		case !inTime && c == 'y':
			months = 12
		case !inTime && c == 'm':
			months = 1
		case !inTime && c == 'w':
			days = 7
		case !inTime && c == 'd':
			days = 1
		default:
			return d, false
		}
		s.pos++
		if !d.add(n, months, days, micros) {
			return d, false
		}
	}
	return d, true
}
