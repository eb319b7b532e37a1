package literal

import (
	"math"
	"strconv"
	"strings"
)

// parseInterval reads an interval as interval_in does: the verbose form ("1 day
// 02:03:04 ago"), the SQL standard's ("1-2", "3 4:05:06"), and, if it is
// neither, the ISO 8601 forms ("P1DT2H"). mods tell what a number without a
// unit is.
func parseInterval(text, mods string, major int) (Duration, bool) {
	if d, ok := verboseInterval(text, mods, major); ok {
		return d, true
	}
	return isoInterval(text, major)
}

func newSum(major int) sum { return sum{old: !atLeast(major, 15)} }

// atLeast reports whether a server, 0 for the newest, is of version since or later.
func atLeast(major, since int) bool { return major == 0 || major >= since }

// intervalField is a part of an interval's text.
type intervalField struct {
	kind fieldKind
	text string
}

type fieldKind uint8

const (
	fieldNumber fieldKind = iota // 12, 1.5, 1-2
	fieldClock                   // 04:05, 04:05:06.7
	fieldSigned                  // either of both, after a sign
	fieldWord
)

// intervalFields is ParseDateTime for an interval.
func intervalFields(text string) ([]intervalField, bool) {
	var out []intervalField
	s := scanner{text: strings.ToLower(text)}
	for s.skipSpace(); !s.done(); s.skipSpace() {
		start := s.pos
		switch c := s.peek(); {
		case isDecimal(c), c == '.':
			out = append(out, s.intervalNumber())
		case isLetter(c):
			out = append(out, intervalField{fieldWord, s.while(isLetter)})
		case c == '+' || c == '-':
			s.pos++
			s.skipSpace()
			if n := s.peek(); isDecimal(n) || n == '.' {
				number := s.while(func(c byte) bool { return isDecimal(c) || c == ':' || c == '.' || c == '-' })
				out = append(out, intervalField{fieldSigned, string(c) + number})
			} else if word := s.while(isLetter); word != "" {
				out = append(out, intervalField{fieldWord, string(c) + word})
			} else {
				return nil, false
			}
		case c > ' ' && c < 0x7f:
			s.pos++ // punctuation separates and means nothing
		default:
			return nil, false
		}
		if s.pos == start {
			return nil, false
		}
	}
	return out, true
}

func (s *scanner) intervalNumber() intervalField {
	start := s.pos
	s.while(isDecimal)
	kind := fieldNumber
	switch s.peek() {
	case ':':
		kind = fieldClock
		s.while(func(c byte) bool { return isDecimal(c) || c == ':' || c == '.' })
	case '-', '.', '/':
		s.while(func(c byte) bool { return isDecimal(c) || c == '-' || c == '.' || c == '/' })
	}
	return intervalField{kind, s.text[start:s.pos]}
}

// verboseInterval is DecodeInterval.
func verboseInterval(text, mods string, major int) (Duration, bool) {
	fields, ok := intervalFields(text)
	if !ok || len(fields) == 0 {
		return Duration{}, false
	}
	if len(fields) == 1 && atLeast(major, 17) {
		switch fields[0].text {
		case "infinity", "+infinity":
			return Duration{Infinite: 1}, true
		case "-infinity":
			return Duration{Infinite: -1}, true
		}
	}
	p := intervalParser{sum: newSum(major), fields: strings.TrimSpace(strings.Split(mods, "(")[0]), seen: map[unit]bool{}, strict: atLeast(major, 17)}
	for i := len(fields) - 1; i >= 0; i-- {
		if !p.field(fields[i], i == len(fields)-1) {
			return Duration{}, false
		}
	}
	if p.waiting && p.strict || len(p.seen) == 0 || p.overflow {
		return Duration{}, false
	}
	if p.ago {
		p.d.Months, p.d.Days, p.d.Micros = -p.d.Months, -p.d.Days, -p.d.Micros
	}
	return p.d, true
}

// intervalParser reads fields from the last one to the first, so that it knows
// the unit when it comes to the number.
type intervalParser struct {
	sum
	fields  string        // of the type
	unit    *unit         // of the number that comes next
	waiting bool          // the unit has no number yet
	seen    map[unit]bool // what was given; none may be given twice
	ago     bool
	// strict: each unit has its number, "ago" comes last, and "at" may be said, as
	// since PostgreSQL 17.
	strict bool
}

func (p *intervalParser) field(f intervalField, last bool) bool {
	switch f.kind {
	case fieldWord:
		return p.word(f.text, last)
	case fieldClock:
		return p.clock(f.text, 1)
	case fieldSigned:
		if strings.ContainsRune(f.text, ':') {
			sign := int64(1)
			if f.text[0] == '-' {
				sign = -1
			}
			return p.clock(f.text[1:], sign)
		}
	case fieldNumber:
	}
	return p.number(f.text)
}

func (p *intervalParser) word(word string, last bool) bool {
	switch word {
	case "ago":
		p.ago = true
		return last || !p.strict
	case "at", "on":
		return p.strict
	}
	if p.waiting && p.strict {
		return false
	}
	u, ok := intervalUnit(word)
	p.unit, p.waiting = &u, true
	return ok
}

// once notes that a field was given.
func (p *intervalParser) once(units ...unit) bool {
	for _, u := range units {
		if p.seen[u] {
			return false
		}
		p.seen[u] = true
	}
	return true
}

var (
	secondUnit = unit{micros: microsPerSecond}
	allSeconds = []unit{secondUnit, {micros: 1000}, {micros: 1}}
)

// clock reads hour:minute, perhaps with seconds, or minute:second.
func (p *intervalParser) clock(text string, sign int64) bool {
	parts := strings.Split(text, ":")
	last := len(parts) - 1
	whole, rest, fractional := strings.Cut(parts[last], ".")
	parts[last] = whole
	fraction, ok := fractionOf(rest)
	if !ok || last > 2 {
		return false
	}
	var n [3]int64
	for i, part := range parts {
		number, err := strconv.ParseInt(part, 10, 64)
		if err != nil || i > 0 && number > 60 {
			return false
		}
		n[i] = number
	}
	if last == 1 && (fractional || p.fields == "minute to second") {
		n = [3]int64{0, n[0], n[1]}
	}
	if n[1] > 59 || !p.once(append([]unit{{micros: microsPerHour}, {micros: microsPerMinute}}, allSeconds...)...) {
		return false
	}
	p.add(sign*n[0], 0, unit{micros: microsPerHour})
	p.add(sign*n[1], 0, unit{micros: microsPerMinute})
	// The server rounds the fraction by itself.
	p.add(sign*n[2], 0, secondUnit)
	p.d.Micros += sign * int64(math.RoundToEven(fraction*microsPerSecond))
	p.unit, p.waiting = &unit{days: 1}, false
	return true
}

// fractionOf reads the digits after a point.
func fractionOf(digits string) (float64, bool) {
	if digits == "" {
		return 0, true
	}
	f, err := strconv.ParseFloat("0."+digits, 64)
	return f, err == nil && allDigits(digits)
}

// number reads a number, perhaps with a sign, or years-months.
func (p *intervalParser) number(text string) bool {
	u := p.unit
	if u == nil {
		rightmost := p.rightmost()
		u = &rightmost
	}
	p.waiting = false
	sign := 1.0
	if strings.HasPrefix(text, "-") {
		sign = -1
	}
	end := 0
	if text[0] == '+' || text[0] == '-' {
		end = 1
	}
	for end < len(text) && isDecimal(text[end]) {
		end++
	}
	whole, err := strconv.ParseInt(text[:end], 10, 64)
	if err != nil && strings.Trim(text[:end], "+-") != "" {
		return false
	}
	fraction := 0.0
	switch {
	case end == len(text):
	case text[end] == '-':
		months, err := strconv.ParseInt(text[end+1:], 10, 64)
		if err != nil || months < 0 || months > 11 {
			return false
		}
		u = &unit{months: 1}
		whole = whole*12 + int64(sign)*months
	case text[end] == '.':
		f, ok := fractionOf(text[end+1:])
		if !ok {
			return false
		}
		fraction = sign * f
	default:
		return false
	}
	return p.count(whole, fraction, *u)
}

func (p *intervalParser) count(whole int64, fraction float64, u unit) bool {
	given := []unit{u}
	if u == secondUnit && fraction != 0 {
		given = allSeconds
	}
	if !p.once(given...) {
		return false
	}
	p.add(whole, fraction, u)
	p.unit = &u
	if u.micros == microsPerHour {
		p.unit = &unit{days: 1}
	}
	return true
}

// rightmost is the unit of a number that has none: the last field of the type.
func (p *intervalParser) rightmost() unit {
	if u, ok := intervalUnit(p.fields[strings.LastIndexByte(p.fields, ' ')+1:]); ok {
		return u
	}
	return secondUnit
}
