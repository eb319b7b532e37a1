package literal

import "strconv"

// isoInterval is DecodeISO8601Interval: P1Y2M3DT4H5M6S, P0001-02-03T04:05:06
// and P00010203T040506.
func isoInterval(text string, major int) (Duration, bool) {
	if len(text) < 2 || text[0] != 'P' {
		return Duration{}, false
	}
	p := isoParser{sum: newSum(major), s: scanner{text: text, pos: 1}}
	for more := true; more && !p.s.done(); {
		var ok bool
		switch {
		case p.s.take('T'):
			p.inTime, p.found = true, false
			continue
		case p.inTime:
			more, ok = p.time()
		default:
			more, ok = p.date()
		}
		if !ok {
			return Duration{}, false
		}
	}
	return p.d, !p.overflow
}

type isoParser struct {
	sum
	s      scanner
	inTime bool
	found  bool // a field of this half with a designator
}

// number is ParseISO8601Number. width is how many digits its whole part has.
func (p *isoParser) number() (whole int64, fraction float64, width int, ok bool) {
	start := p.s.pos
	sign := 1.0
	if c := p.s.peek(); c == '-' || c == '+' {
		p.s.pos++
		if c == '-' {
			sign = -1
		}
	}
	digits := p.s.while(isDecimal)
	number := p.s.text[start:p.s.pos]
	rest := ""
	if p.s.take('.') {
		rest = p.s.while(isDecimal)
	}
	if digits == "" && rest == "" {
		return 0, 0, 0, false
	}
	if digits != "" {
		n, err := strconv.ParseInt(number, 10, 64)
		if err != nil {
			return 0, 0, 0, false
		}
		whole = n
	}
	fraction, ok = fractionOf(rest)
	return whole, sign * fraction, len(digits), ok
}

// date reads a field before the T. more is false at the end.
func (p *isoParser) date() (more, ok bool) {
	whole, fraction, width, ok := p.number()
	if !ok {
		return false, false
	}
	designator := p.s.peek()
	switch designator {
	case 'Y':
		p.add(whole, fraction, unit{months: 12})
	case 'M':
		p.add(whole, fraction, unit{months: 1})
	case 'W':
		p.add(whole, fraction, unit{days: 7})
	case 'D':
		p.add(whole, fraction, unit{days: 1})
	case 'T', 0:
		if width == 8 && !p.found {
			p.add(whole/10000, 0, unit{months: 12})
			p.add(whole/100%100, 0, unit{months: 1})
			p.add(whole%100, fraction, unit{days: 1})
			return designator == 'T', true
		}
		return p.dashed(whole, fraction)
	case '-':
		return p.dashed(whole, fraction)
	default:
		return false, false
	}
	p.s.pos++
	p.found = true
	return true, true
}

// dashed goes on after the years of year-month-day.
func (p *isoParser) dashed(years int64, fraction float64) (more, ok bool) {
	if p.found {
		return false, false
	}
	p.add(years, fraction, unit{months: 12})
	for _, u := range []unit{{months: 1}, {days: 1}} {
		if !p.s.take('-') {
			break
		}
		whole, fraction, _, ok := p.number()
		if !ok {
			return false, false
		}
		p.add(whole, fraction, u)
	}
	return p.s.peek() == 'T', p.s.done() || p.s.peek() == 'T'
}

// time reads a field after the T.
func (p *isoParser) time() (more, ok bool) {
	whole, fraction, width, ok := p.number()
	if !ok {
		return false, false
	}
	hour, minute := unit{micros: microsPerHour}, unit{micros: microsPerMinute}
	switch p.s.peek() {
	case 'H':
		p.add(whole, fraction, hour)
	case 'M':
		p.add(whole, fraction, minute)
	case 'S':
		p.add(whole, fraction, secondUnit)
	case 0, ':':
		if width == 6 && !p.found && p.s.done() {
			p.add(whole/10000, 0, hour)
			p.add(whole/100%100, 0, minute)
			p.add(whole%100, fraction, secondUnit)
			return false, true
		}
		return p.colons(whole, fraction)
	default:
		return false, false
	}
	p.s.pos++
	p.found = true
	return true, true
}

// colons goes on after the hours of hour:minute:second.
func (p *isoParser) colons(hours int64, fraction float64) (more, ok bool) {
	if p.found {
		return false, false
	}
	p.add(hours, fraction, unit{micros: microsPerHour})
	for _, u := range []unit{{micros: microsPerMinute}, secondUnit} {
		if !p.s.take(':') {
			break
		}
		whole, fraction, _, ok := p.number()
		if !ok {
			return false, false
		}
		p.add(whole, fraction, u)
	}
	return false, p.s.done()
}
