package literal

import (
	"strconv"
	"strings"
	"time"
)

// parseMoment takes a text in lower case apart, as ParseDateTime and
// DecodeDateTime do under DateStyle MDY. It is false for what it doesn't know:
// Julian days, days of a year, zones that this machine doesn't know.
func parseMoment(text string, timeOnly bool) (moment, bool) {
	var m moment
	switch text {
	case "infinity", "+infinity", "inf", "+inf":
		m.special = "infinity"
		return m, true
	case "-infinity", "-inf":
		m.special = "-infinity"
		return m, true
	case "epoch":
		m.special = text
		return m, true
	}
	p := momentParser{m: &m, s: scanner{text: text}, timeOnly: timeOnly}
	for p.s.skipSpace(); !p.s.done(); p.s.skipSpace() {
		if !p.token() {
			return m, false
		}
	}
	return m, p.finish()
}

type momentParser struct {
	m         *moment
	s         scanner
	timeOnly  bool // of the types time and timetz: digits are no date
	wordMonth bool // the month was named by a word
	pm, am    bool
}

// while returns the bytes from here that satisfy f.
func (s *scanner) while(f func(c byte) bool) string {
	start := s.pos
	for !s.done() && f(s.text[s.pos]) {
		s.pos++
	}
	return s.text[start:s.pos]
}

func isDecimal(c byte) bool { return c >= '0' && c <= '9' }
func isLetter(c byte) bool  { return c >= 'a' && c <= 'z' }

func (p *momentParser) token() bool {
	switch c := p.s.peek(); {
	case c == ',':
		p.s.pos++
		return true
	case isDecimal(c):
		return p.digits()
	case isLetter(c):
		return p.word(p.s.while(isLetter))
	case (c == '+' || c == '-') && (p.m.hasTime || p.m.hasDate()):
		return p.zone()
	}
	return false
}

// digits reads a date, a time, or a number that is either without separators.
func (p *momentParser) digits() bool {
	number := p.s.while(isDecimal)
	switch c := p.s.peek(); c {
	case ':':
		return p.time(number)
	case '-', '/', '.':
		if c == '.' && (p.m.hasDate() || p.timeOnly) {
			return len(number) == 6 && p.compactTime(number)
		}
		return p.date(number, c)
	}
	switch {
	case p.timeOnly && !p.m.hasTime && (len(number) == 6 || len(number) == 4):
		return p.compactTime(number)
	case len(number) >= 6 && !p.m.hasDate():
		return p.compactDate(number)
	case len(number) == 6 && !p.m.hasTime:
		return p.compactTime(number)
	}
	return p.number(number)
}

// compactDate reads a date of six digits or more: the last four are month and
// day.
func (p *momentParser) compactDate(number string) bool {
	m, end := p.m, len(number)
	if m.hasYear || m.hasMonth || m.hasDay {
		return false
	}
	m.hasYear, m.hasMonth, m.hasDay = true, true, true
	m.short = end == 6
	return atoi(number[:end-4], &m.year) && atoi(number[end-4:end-2], &m.month) && atoi(number[end-2:], &m.day)
}

// atoi reads a number of a few digits.
func atoi(digits string, n *int) bool {
	var err error
	*n, err = strconv.Atoi(digits)
	return err == nil && *n < 1_000_000
}

// number is DecodeNumber: what a number in a date is depends on how long it is
// and what is there already.
func (p *momentParser) number(digits string) bool {
	var n int
	if !atoi(digits, &n) {
		return false
	}
	m, long := p.m, len(digits) >= 3
	year := func() bool {
		m.hasYear, m.year, m.short = true, n, len(digits) <= 2
		return true
	}
	day := func() bool {
		m.hasDay, m.day = true, n
		return true
	}
	month := func() bool {
		m.hasMonth, m.month = true, n
		return true
	}
	switch {
	case m.hasYear && m.hasMonth && m.hasDay:
		return false
	case m.hasYear && m.hasMonth, m.hasMonth && !m.hasDay && !m.hasYear && !(p.wordMonth && long):
		return day()
	case m.hasYear && !m.hasMonth && len(digits) == 3:
		return false // the day of the year
	case m.hasYear, m.hasDay && !m.hasMonth, !m.hasMonth && !long:
		return month()
	}
	return year()
}

// namedMonth takes the name of a month. A number before it that was taken for
// one was the day.
func (p *momentParser) namedMonth(month int) bool {
	m := p.m
	if m.hasMonth {
		if p.wordMonth || m.hasDay {
			return false
		}
		m.hasDay, m.day = true, m.month
	}
	m.hasMonth, m.month, p.wordMonth = true, month, true
	return true
}

// dayOfYear reads 2020-005 and 2020.005.
func (p *momentParser) dayOfYear(year, day string) bool {
	m := p.m
	m.hasYear, m.hasMonth, m.hasDay, m.month = true, true, true, 1
	if !atoi(year, &m.year) || !atoi(day, &m.day) || m.day < 1 || m.day > 366 {
		return false
	}
	at := m.utc()
	m.year, m.month, m.day = at.Year(), int(at.Month()), at.Day()
	return true
}

// julian reads a Julian day.
func (p *momentParser) julian(digits string) bool {
	const epoch = 2440588 // 1970-01-01
	days, err := strconv.Atoi(digits)
	if m := p.m; err != nil || m.hasYear || m.hasMonth || m.hasDay || days < 1_721_426 || days > 10_000_000 {
		return false // before the year 1, or beyond what there is
	}
	at := time.Unix(int64(days-epoch)*24*3600, 0).UTC()
	p.m.hasYear, p.m.hasMonth, p.m.hasDay = true, true, true
	p.m.year, p.m.month, p.m.day = at.Year(), int(at.Month()), at.Day()
	return true
}

// date reads three parts with a separator between them; one may be the name of
// a month.
func (p *momentParser) date(first string, separator byte) bool {
	parts := []string{first}
	for len(parts) < 3 && p.s.take(separator) {
		part := p.s.while(isDecimal)
		if part == "" {
			part = p.s.while(isLetter)
		}
		parts = append(parts, part)
	}
	if len(parts) == 2 && len(first) >= 4 && len(parts[1]) == 3 && allDigits(first) {
		return p.dayOfYear(first, parts[1])
	}
	if len(parts) != 3 || p.m.hasYear || p.m.hasDay {
		return false
	}
	for i, part := range parts {
		if month := monthNumber(part); month > 0 {
			if !p.namedMonth(month) {
				return false
			}
			parts[i] = ""
		}
	}
	for _, part := range parts {
		if part != "" && (!allDigits(part) || !p.number(part)) {
			return false
		}
	}
	return p.m.hasDate()
}

// time reads hour:minute, perhaps with seconds and their fraction.
func (p *momentParser) time(hour string) bool {
	p.s.pos++
	minute := p.s.while(isDecimal)
	second, fraction := "0", ""
	if p.s.take(':') {
		if second = p.s.while(isDecimal); p.s.take('.') {
			fraction = p.s.while(isDecimal)
		}
	}
	return p.setTime(hour, minute, second, fraction)
}

func (p *momentParser) compactTime(digits string) bool {
	fraction := ""
	if p.s.take('.') {
		fraction = p.s.while(isDecimal)
	}
	seconds := digits[4:]
	if seconds == "" {
		seconds = "0"
	}
	return p.setTime(digits[:2], digits[2:4], seconds, fraction)
}

func (p *momentParser) setTime(hour, minute, second, fraction string) bool {
	var err1, err2, err3 error
	m := p.m
	m.hour, err1 = strconv.Atoi(hour)
	m.minute, err2 = strconv.Atoi(minute)
	m.second, err3 = strconv.Atoi(second)
	micros, carry, ok := microsOf(fraction)
	m.micros = micros
	fresh := !m.hasTime
	m.hasTime = true
	if carry {
		m.second++
	}
	return fresh && ok && err1 == nil && err2 == nil && err3 == nil
}

func (p *momentParser) word(word string) bool {
	m := p.m
	switch word {
	case "t":
		return (m.hasDate() || p.timeOnly) && isDecimal(p.s.peek())
	case "z", "utc", "gmt", "zulu", "ut", "uct":
		// GMT+2 is a zone of its own.
		return p.s.peek() != '+' && p.s.peek() != '-' && p.setZone(0, nil)
	case "am", "pm":
		p.am, p.pm = word == "am", word == "pm"
		return m.hasTime && m.hour <= 12
	case "bc", "ad":
		m.bc = word == "bc"
		return true
	case "allballs":
		fresh := !m.hasTime
		m.hasTime = true
		return fresh && p.setZone(0, nil)
	case "mon", "monday", "tue", "tues", "tuesday", "wed", "weds", "wednesday", "thu", "thur", "thurs", "thursday",
		"fri", "friday", "sat", "saturday", "sun", "sunday":
		return true
	}
	if word == "j" && isDecimal(p.s.peek()) {
		return p.julian(p.s.while(isDecimal))
	}
	if month := monthNumber(word); month > 0 {
		switch c := p.s.peek(); c {
		case '-', '/', '.':
			return p.date(word, c)
		}
		return p.namedMonth(month)
	}
	return p.namedZone(word)
}

// zone reads +02, +0230, +02:30 and the like.
func (p *momentParser) zone() bool {
	sign := 1
	if p.s.peek() == '-' {
		sign = -1
	}
	p.s.pos++
	hours := p.s.while(isDecimal)
	minutes, seconds := "0", "0"
	if len(hours) == 4 {
		hours, minutes = hours[:2], hours[2:]
	} else if p.s.take(':') {
		if minutes = p.s.while(isDecimal); p.s.take(':') {
			seconds = p.s.while(isDecimal)
		}
	}
	h, err1 := strconv.Atoi(hours)
	min, err2 := strconv.Atoi(minutes)
	s, err3 := strconv.Atoi(seconds)
	if err1 != nil || err2 != nil || err3 != nil || h > 15 || min > 59 || s > 59 || len(hours) > 2 {
		return false
	}
	return p.setZone(sign*(h*3600+min*60+s), nil)
}

// finish combines what stood apart.
func (p *momentParser) finish() bool {
	m := p.m
	if some := m.hasYear || m.hasMonth || m.hasDay; some && !m.hasDate() || !some && (m.bc || !m.hasTime) {
		return false
	}
	if m.short && !m.bc {
		switch {
		case m.year < 70:
			m.year += 2000
		case m.year < 100:
			m.year += 1900
		}
	}
	if p.pm && m.hour < 12 {
		m.hour += 12
	} else if p.am && m.hour == 12 {
		m.hour = 0
	}
	return true
}

// monthNumber returns the month that a word names, 0 if none.
func monthNumber(word string) int {
	if len(word) < 3 {
		return 0
	}
	for i, name := range []string{
		"january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
	} {
		if word == name || word == name[:3] || word == "sept" && strings.HasPrefix(name, "sep") {
			return i + 1
		}
	}
	return 0
}
