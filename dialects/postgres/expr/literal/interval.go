package literal

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// Duration is an interval: its three fields don't convert into each other.
type Duration struct {
	Months, Days, Micros int64
	// Infinite is 1 for infinity and -1 for -infinity.
	Infinite int
}

const (
	microsPerSecond = 1_000_000
	microsPerMinute = 60 * microsPerSecond
	microsPerHour   = 60 * microsPerMinute
	microsPerDay    = 24 * microsPerHour
)

// interval reads an interval and fits it to the modifiers, as interval_in does.
func (r reader) interval(mods, text string) (Value, error) {
	d, ok := parseInterval(text, mods, r.server.Major)
	if !ok {
		return Value{}, errInvalid
	}
	if d, ok = d.Fit(mods); !ok {
		return Value{}, errInvalid
	}
	return Value{Text: d.String()}, nil
}

// String writes an interval in the canonical form, which reads as the same
// interval.
func (d Duration) String() string {
	switch {
	case d.Infinite > 0:
		return "infinity"
	case d.Infinite < 0:
		return "-infinity"
	}
	return fmt.Sprintf("%d months %d days %d us", d.Months, d.Days, d.Micros)
}

// ParseDuration reads the canonical form of an interval.
func ParseDuration(text string) (Duration, bool) { return parseInterval(text, "", 0) }

// Fit is AdjustIntervalForTypmod: it cuts off what is finer than the fields of
// the modifiers and rounds to their precision.
func (d Duration) Fit(mods string) (Duration, bool) {
	if mods == "" || d.Infinite != 0 {
		return d, true
	}
	fields, precision, _ := strings.Cut(mods, "(")
	switch fields = strings.TrimSpace(fields); fields[strings.LastIndexByte(fields, ' ')+1:] {
	case "year":
		d.Months -= d.Months % 12
		d.Days, d.Micros = 0, 0
	case "month":
		d.Days, d.Micros = 0, 0
	case "day":
		d.Micros = 0
	case "hour":
		d.Micros -= d.Micros % microsPerHour
	case "minute":
		d.Micros -= d.Micros % microsPerMinute
	case "second", "":
	default:
		return d, false
	}
	if precision == "" {
		return d, true
	}
	digits, err := strconv.Atoi(strings.TrimSuffix(precision, ")"))
	if err != nil || digits < 0 {
		return d, false
	}
	d.Micros = roundMicros(d.Micros, digits)
	return d, true
}

// roundMicros rounds to a number of digits after the point of the second, half
// of a unit away from zero.
func roundMicros(micros int64, digits int) int64 {
	step := int64(1)
	for range 6 - digits {
		step *= 10
	}
	if micros >= 0 {
		return (micros + step/2) / step * step
	}
	return -((-micros + step/2) / step * step)
}

// sum adds up the parts of an interval; what overflows makes it invalid.
type sum struct {
	d Duration
	// old: fractions are handled as up to PostgreSQL 14, where parts of a year are
	// cut to months and not rounded.
	old      bool
	overflow bool
}

// unit is what a number in an interval counts: one of the numbers is not zero.
type unit struct{ months, days, micros int64 }

// add adds a number of units: its whole part and its fraction, which goes on to
// the finer field.
func (s *sum) add(whole int64, fraction float64, u unit) {
	switch {
	case u.months > 0:
		s.d.Months = s.plus(s.d.Months, whole, u.months)
		switch {
		case u.months == 1:
			s.fractionOfDays(fraction, 30)
		case s.old:
			s.d.Months += int64(fraction * 12 * float64(u.months/12))
		default:
			s.d.Months += int64(math.RoundToEven(fraction * float64(u.months)))
		}
	case u.days > 0:
		s.d.Days = s.plus(s.d.Days, whole, u.days)
		s.fractionOfDays(fraction, float64(u.days))
	default:
		s.d.Micros = s.plus(s.d.Micros, whole, u.micros)
		s.fractionOfMicros(fraction, float64(u.micros))
	}
	if int64(int32(s.d.Months)) != s.d.Months || int64(int32(s.d.Days)) != s.d.Days {
		s.overflow = true
	}
}

func (s *sum) plus(n, whole, scale int64) int64 {
	product := whole * scale
	if whole != 0 && product/whole != scale {
		s.overflow = true
		return 0
	}
	total := n + product
	if (total > n) != (product > 0) && product != 0 {
		s.overflow = true
	}
	return total
}

// fractionOfDays is AdjustFractDays.
func (s *sum) fractionOfDays(fraction, scale float64) {
	days, rest := math.Modf(fraction * scale)
	s.d.Days += int64(days)
	s.fractionOfMicros(rest, microsPerDay)
}

// fractionOfMicros is AdjustFractMicroseconds.
func (s *sum) fractionOfMicros(fraction, scale float64) {
	micros, rest := math.Modf(fraction * scale)
	switch {
	case s.old:
		micros = math.RoundToEven(micros + rest)
	case rest > 0.5:
		micros++
	case rest < -0.5:
		micros--
	}
	s.d.Micros += int64(micros)
}

// intervalUnit returns what one of a unit is. Only ten letters of a word count.
func intervalUnit(word string) (unit, bool) {
	switch word[:min(len(word), 10)] {
	case "us", "usec", "usecs", "usecond", "useconds", "microsecon":
		return unit{micros: 1}, true
	case "ms", "msec", "msecs", "msecond", "mseconds", "millisecon":
		return unit{micros: 1000}, true
	case "s", "sec", "secs", "second", "seconds":
		return unit{micros: microsPerSecond}, true
	case "m", "min", "mins", "minute", "minutes":
		return unit{micros: microsPerMinute}, true
	case "h", "hr", "hrs", "hour", "hours":
		return unit{micros: microsPerHour}, true
	case "d", "day", "days":
		return unit{days: 1}, true
	case "w", "week", "weeks":
		return unit{days: 7}, true
	case "mon", "mons", "month", "months":
		return unit{months: 1}, true
	case "y", "yr", "yrs", "year", "years":
		return unit{months: 12}, true
	case "dec", "decs", "decade", "decades":
		return unit{months: 120}, true
	case "c", "cent", "century", "centuries":
		return unit{months: 1200}, true
	case "mil", "mils", "millennium", "millennia":
		return unit{months: 12000}, true
	}
	return unit{}, false
}
