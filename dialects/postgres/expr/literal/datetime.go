package literal

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/schemadiff/schemadiff/dialects/postgres/facts"
)

// moment is what the text of a date or time says.
type moment struct {
	hasDate          bool
	year, month, day int
	bc               bool

	hasTime              bool
	hour, minute, second int
	micros               int

	hasZone bool
	zone    int    // seconds east of UTC
	special string // infinity, -infinity, epoch
}

const atRunTime = "the text is evaluated when the statement runs"

// readDateTime reads the forms that mean the same under every DateStyle.
func readDateTime(t *facts.Type, text string) (Value, error) {
	lower := strings.ToLower(trim(text))
	switch lower {
	case "now", "today", "tomorrow", "yesterday", "current", "allballs":
		return Value{Text: lower, Unsure: atRunTime}, nil
	}
	m, ok := parseMoment(lower)
	if !ok {
		return Value{Text: text, Unsure: "how the text is read may depend on DateStyle or TimeZone"}, nil
	}
	if m.special != "" {
		return readSpecial(t, m.special)
	}
	if !m.valid() {
		return Value{}, errInvalid
	}
	switch t.Name {
	case "date":
		if !m.hasDate {
			return Value{}, errInvalid
		}
		return Value{Text: m.date()}, nil
	case "time", "timetz":
		return m.timeValue(t, text)
	}
	if !m.hasDate {
		return Value{}, errInvalid
	}
	return m.timestamp(t.Name == "timestamptz")
}

func readSpecial(t *facts.Type, special string) (Value, error) {
	if t.Name == "time" || t.Name == "timetz" {
		return Value{}, errInvalid
	}
	if special != "epoch" {
		return Value{Text: special}, nil
	}
	m := moment{year: 1970, month: 1, day: 1, hasDate: true, hasZone: true}
	if t.Name == "date" {
		return Value{Text: m.date()}, nil
	}
	return m.timestamp(t.Name == "timestamptz")
}

func (m *moment) valid() bool {
	if m.hasDate {
		year := m.year
		if m.bc {
			year = 1 - year
		}
		if m.month < 1 || m.month > 12 || m.day < 1 || m.year < 1 ||
			m.day > time.Date(year, time.Month(m.month)+1, 0, 0, 0, 0, 0, time.UTC).Day() {
			return false
		}
	}
	whole := m.minute == 0 && m.second == 0 && m.micros == 0
	return m.hour < 24 && m.minute < 60 && m.second <= 60 || m.hour == 24 && whole
}

func (m *moment) date() string {
	text := fmt.Sprintf("%04d-%02d-%02d", m.year, m.month, m.day)
	if m.bc {
		text += " BC"
	}
	return text
}

// clock writes a time of day.
func (m *moment) clock() string {
	return fmt.Sprintf("%02d:%02d:%02d", m.hour, m.minute, m.second) + fraction(m.micros)
}

func fraction(micros int) string {
	if micros == 0 {
		return ""
	}
	return strings.TrimRight(fmt.Sprintf(".%06d", micros), "0")
}

func (m *moment) timeValue(t *facts.Type, text string) (Value, error) {
	if !m.hasTime {
		return Value{}, errInvalid
	}
	if m.second == 60 {
		return opaque(t, text), nil
	}
	if t.Name == "time" {
		return Value{Text: m.clock()}, nil
	}
	if !m.hasZone {
		return Value{Text: text, Unsure: "the zone depends on TimeZone"}, nil
	}
	return Value{Text: m.clock() + offset(m.zone)}, nil
}

func offset(zone int) string { return fmt.Sprintf("%+d", zone) }

// timestamp writes a date and time; one with time zone in UTC.
func (m *moment) timestamp(zoned bool) (Value, error) {
	year := m.year
	if m.bc {
		year = 1 - year
	}
	at := time.Date(year, time.Month(m.month), m.day, m.hour, m.minute, m.second, m.micros*1000, time.UTC)
	v := Value{}
	if zoned {
		if m.hasZone {
			at = at.Add(-time.Duration(m.zone) * time.Second)
		} else {
			v.Unsure = "the zone of the timestamp depends on TimeZone"
		}
	}
	out := moment{
		year: at.Year(), month: int(at.Month()), day: at.Day(), hour: at.Hour(), minute: at.Minute(),
		second: at.Second(), micros: at.Nanosecond() / 1000,
	}
	if out.year <= 0 {
		out.year, out.bc = 1-out.year, true
	}
	v.Text = out.date() + " " + out.clock()
	return v, nil
}

// microsOf reads the digits after the point of the seconds.
func microsOf(digits string) (micros int, carry bool, ok bool) {
	if digits == "" {
		return 0, false, true
	}
	f, err := strconv.ParseFloat("0."+digits, 64)
	if err != nil || !allDigits(digits) {
		return 0, false, false
	}
	n := int(math.RoundToEven(f * 1e6))
	return n % 1000000, n >= 1000000, true
}
