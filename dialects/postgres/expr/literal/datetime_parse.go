package literal

import (
	"strconv"
	"strings"
)

// parseMoment takes a text in lower case apart, as ParseDateTime and
// DecodeDateTime do. It is false for what it doesn't know and for what depends
// on settings: dates that begin with a day or month in digits, years of two
// digits, zones by name where they matter.
func parseMoment(text string) (moment, bool) {
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
	p := momentParser{m: &m, s: scanner{text: text}, month: -1}
	for p.s.skipSpace(); !p.s.done(); p.s.skipSpace() {
		if !p.token() {
			return m, false
		}
	}
	return m, p.finish()
}

type momentParser struct {
	m       *moment
	s       scanner
	month   int   // named by a word; -1 if none was
	numbers []int // that stand alone beside a month's name
	widths  []int
	pm, am  bool
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
	case (c == '+' || c == '-') && (p.m.hasTime || p.m.hasDate):
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
		if p.m.hasDate {
			return c == '.' && len(number) == 6 && p.compactTime(number)
		}
		return p.date(number, c)
	}
	switch {
	case len(number) == 8 && !p.m.hasDate && p.month < 0:
		return p.setDate(number[:4], number[4:6], number[6:])
	case len(number) == 6 && p.m.hasDate && !p.m.hasTime:
		return p.compactTime(number)
	case len(number) <= 4 && !p.m.hasDate:
		n, err := strconv.Atoi(number)
		p.numbers, p.widths = append(p.numbers, n), append(p.widths, len(number))
		return err == nil
	}
	return false
}

// date reads year-month-day, year/month/day and day-mon-year.
func (p *momentParser) date(first string, separator byte) bool {
	p.s.pos++
	second := p.s.while(func(c byte) bool { return isDecimal(c) || isLetter(c) })
	if !p.s.take(separator) {
		return false
	}
	third := p.s.while(isDecimal)
	if separator == '.' {
		return false // 1.2.2020 depends on DateStyle, and 2020.001 is a day of the year
	}
	if month := monthNumber(second); month > 0 {
		second = strconv.Itoa(month)
		if len(first) <= 2 {
			first, third = third, first
		}
	}
	return len(first) >= 3 && len(third) <= 2 && p.setDate(first, second, third)
}

func (p *momentParser) setDate(year, month, day string) bool {
	var err1, err2, err3 error
	m := p.m
	m.year, err1 = strconv.Atoi(year)
	m.month, err2 = strconv.Atoi(month)
	m.day, err3 = strconv.Atoi(day)
	fresh := !m.hasDate
	m.hasDate = true
	return fresh && err1 == nil && err2 == nil && err3 == nil && m.year < 100000
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
	return p.setTime(digits[:2], digits[2:4], digits[4:], fraction)
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
	return fresh && ok && !carry && err1 == nil && err2 == nil && err3 == nil
}

func (p *momentParser) word(word string) bool {
	m := p.m
	switch word {
	case "t":
		return m.hasDate && isDecimal(p.s.peek())
	case "z", "utc", "gmt", "zulu", "ut", "uct":
		fresh := !m.hasZone
		m.hasZone = true
		// GMT+2 is a zone of its own.
		return fresh && m.hasTime && p.s.peek() != '+' && p.s.peek() != '-'
	case "am", "pm":
		p.am, p.pm = word == "am", word == "pm"
		return m.hasTime && m.hour >= 1 && m.hour <= 12
	case "bc", "ad":
		m.bc = word == "bc"
		return true
	case "mon", "monday", "tue", "tues", "tuesday", "wed", "weds", "wednesday", "thu", "thur", "thurs", "thursday",
		"fri", "friday", "sat", "saturday", "sun", "sunday":
		return true
	}
	if month := monthNumber(word); month > 0 && p.month < 0 && !m.hasDate {
		p.month = month
		return true
	}
	return false
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
	if err1 != nil || err2 != nil || err3 != nil || p.m.hasZone || h > 15 || min > 59 || s > 59 || len(hours) > 2 {
		return false
	}
	p.m.hasZone, p.m.zone = true, sign*(h*3600+min*60+s)
	return true
}

// finish combines what stood apart.
func (p *momentParser) finish() bool {
	m := p.m
	if p.month > 0 {
		if len(p.numbers) != 2 || m.hasDate {
			return false
		}
		day, year, width := p.numbers[0], p.numbers[1], p.widths[1]
		if p.widths[0] >= 3 {
			day, year, width = year, day, p.widths[0]
		}
		if width < 3 {
			return false
		}
		m.hasDate, m.year, m.month, m.day = true, year, p.month, day
	} else if len(p.numbers) > 0 {
		return false
	}
	if m.hasZone && !m.hasTime || m.bc && !m.hasDate {
		return false
	}
	if p.pm && m.hour < 12 {
		m.hour += 12
	} else if p.am && m.hour == 12 {
		m.hour = 0
	}
	return m.hasDate || m.hasTime
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
