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
	hasYear, hasMonth, hasDay bool
	year, month, day          int
	// short: the year has two digits or fewer.
	short bool
	bc    bool

	hasTime              bool
	hour, minute, second int
	micros               int

	hasZone  bool
	zone     int            // seconds east of UTC
	location *time.Location // of a zone that is named, nil if zone says it all
	special  string         // infinity, -infinity, epoch
}

func (m *moment) hasDate() bool { return m.hasYear && m.hasMonth && m.hasDay }

const atRunTime = "the text is evaluated when the statement runs"

// readDateTime reads a date or time under DateStyle MDY and TimeZone UTC.
func readDateTime(t *facts.Type, text string) (Value, error) {
	lower := strings.ToLower(trim(text))
	switch lower {
	case "now", "today", "tomorrow", "yesterday":
		return Value{Text: lower, Unsure: atRunTime}, nil
	}
	m, ok := parseMoment(lower, t.Name == "time" || t.Name == "timetz")
	if !ok {
		return Value{Text: text, Unsure: "how the text is read as a " + t.String() + " is not known"}, nil
	}
	if m.special != "" {
		return readSpecial(t, m.special)
	}
	if !m.valid() {
		return Value{}, errInvalid
	}
	switch t.Name {
	case "date":
		if !m.hasDate() {
			return Value{}, errInvalid
		}
		return Value{Text: m.date()}, nil
	case "time", "timetz":
		return m.timeValue(t, text)
	}
	if !m.hasDate() {
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
	m := moment{year: 1970, month: 1, day: 1}
	if t.Name == "date" {
		return Value{Text: m.date()}, nil
	}
	return m.timestamp(t.Name == "timestamptz")
}

func (m *moment) valid() bool {
	if m.hasDate() {
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
		m.second = 0
		if m.minute++; m.minute == 60 {
			m.minute = 0
			m.hour++
		}
	}
	if t.Name == "time" {
		return Value{Text: m.clock()}, nil
	}
	zone, ok := m.offset()
	if !ok {
		return Value{Text: text, Unsure: "the zone depends on the day"}, nil
	}
	return Value{Text: m.clock() + offset(zone)}, nil
}

func offset(zone int) string { return fmt.Sprintf("%+d", zone) }

// timestamp writes a date and time; one with time zone in UTC.
func (m *moment) timestamp(zoned bool) (Value, error) {
	at := m.utc()
	if zoned {
		zone, ok := m.offset()
		if !ok {
			return Value{}, errInvalid
		}
		at = at.Add(-time.Duration(zone) * time.Second)
	}
	return Value{Text: FormatTimestamp(at)}, nil
}

// utc returns the date and time as if they were in UTC.
func (m *moment) utc() time.Time {
	year := m.year
	if m.bc {
		year = 1 - year
	}
	return time.Date(year, time.Month(m.month), m.day, m.hour, m.minute, m.second, m.micros*1000, time.UTC)
}

// offset returns how many seconds east of UTC the time is; false for a zone that
// depends on the day, without a day. When clocks are changed, a time that there
// isn't is before the change, and one that there is twice after it: both are the
// smaller offset.
func (m *moment) offset() (int, bool) {
	if m.location == nil {
		return m.zone, true
	}
	if !m.hasDate() {
		return 0, false
	}
	local := m.utc()
	_, before := local.Add(-24 * time.Hour).In(m.location).Zone()
	_, after := local.Add(24 * time.Hour).In(m.location).Zone()
	fits := func(zone int) bool {
		_, there := local.Add(-time.Duration(zone) * time.Second).In(m.location).Zone()
		return there == zone
	}
	switch {
	case fits(before) && !fits(after):
		return before, true
	case fits(after) && !fits(before):
		return after, true
	}
	return min(before, after), true
}

// FormatTimestamp writes the canonical form of a timestamp.
func FormatTimestamp(at time.Time) string {
	out := moment{
		year: at.Year(), month: int(at.Month()), day: at.Day(), hour: at.Hour(), minute: at.Minute(),
		second: at.Second(), micros: at.Nanosecond() / 1000,
	}
	if out.year <= 0 {
		out.year, out.bc = 1-out.year, true
	}
	return out.date() + " " + out.clock()
}

// FormatDate writes the canonical form of a date.
func FormatDate(at time.Time) string {
	text := FormatTimestamp(at)
	date, rest, _ := strings.Cut(text, " ")
	if strings.HasPrefix(rest, "BC") {
		date += " BC"
	}
	return date
}

// ParseTimestamp reads the canonical form of a date or a timestamp; it is false
// for infinity.
func ParseTimestamp(text string) (time.Time, bool) {
	m, ok := parseMoment(strings.ToLower(text), false)
	if !ok || m.special != "" || !m.hasDate() {
		return time.Time{}, false
	}
	return m.utc(), true
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
