package ddl

import (
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/schemadiff/schemadiff/dialects/postgres/parse"
)

// value is what a variable of a block holds, as far as it is known without a
// server: int64 (within the range of integer), string, bool, moment, span,
// array, record, or nil for NULL.
type value any

// whole is a value of numeric or double precision that is an integer.
type whole int64

// moment is a date or a timestamp.
type moment struct {
	time.Time
	kind momentKind
}

type momentKind uint8

const (
	dateKind momentKind = iota
	plainKind
	// zonedKind is a timestamp with time zone that was made of a local time: only
	// that local time is known.
	zonedKind
)

// span is an interval.
type span struct {
	months, days int
	clock        time.Duration
}

// array is one of one dimension, which counts from 1.
type array []value

// record is a row, with its columns in order.
type record struct {
	names  []string
	values []value
}

// textOf is the text that a value's cast gives; false if that isn't known.
func textOf(v value) (string, bool) {
	switch v := v.(type) {
	case string:
		return v, true
	case int64:
		return strconv.FormatInt(v, 10), true
	case whole:
		return strconv.FormatInt(int64(v), 10), true
	case bool:
		return strconv.FormatBool(v), true
	case moment:
		switch {
		case v.Year() < 1000 || v.Year() > 9999:
		case v.kind == dateKind:
			return v.Format("2006-01-02"), true
		case v.kind == plainKind && v.Nanosecond() == 0:
			return v.Format("2006-01-02 15:04:05"), true
		}
	}
	return "", false
}

// cast converts a value to the type that stands behind :: or in a declaration.
func cast(v value, to *parse.TypeName) (value, bool) {
	name := lastName(to.GetNames())
	if len(to.GetTypmods()) > 0 || to.GetSetof() || to.GetPctType() || len(to.GetArrayBounds()) > 1 {
		return nil, false
	}
	switch {
	case v == nil:
		return nil, true
	case len(to.GetArrayBounds()) == 0:
		return castOne(v, name)
	}
	var list array
	switch v := v.(type) {
	case array:
		list = v
	case string:
		inner, ok := strings.CutPrefix(v, "{")
		inner, closed := strings.CutSuffix(inner, "}")
		if !ok || !closed || strings.ContainsAny(inner, "{}\"\\ \t\r\n") {
			return nil, false
		}
		for _, element := range strings.Split(inner, ",") {
			if element == "" || strings.EqualFold(element, "null") {
				return nil, false
			}
			list = append(list, element)
		}
	default:
		return nil, false
	}
	result := make(array, len(list))
	for i, element := range list {
		var ok bool
		if result[i], ok = castOne(element, name); !ok {
			return nil, false
		}
	}
	return result, true
}

func castOne(v value, name string) (value, bool) {
	if v == nil {
		return nil, true
	}
	text, isText := v.(string)
	switch name {
	case "text", "varchar", "name":
		result, ok := textOf(v)
		return result, ok && (name != "name" || len(result) < 64)
	case "int2", "int4", "int8":
		if isText {
			n, err := strconv.ParseInt(text, 10, 32)
			return fitting(n, err == nil)
		}
		n, ok := v.(int64)
		if w, isWhole := v.(whole); isWhole {
			n, ok = int64(w), true
		}
		return n, ok && (name != "int2" || n >= math.MinInt16 && n <= math.MaxInt16)
	case "bool":
		if isText {
			return text == "true", text == "true" || text == "false"
		}
		b, ok := v.(bool)
		return b, ok
	case "date", "timestamp", "timestamptz":
		m, ok := v.(moment)
		if isText {
			m, ok = parseMoment(text)
		}
		return m.to(name), ok
	case "interval":
		if isText {
			return parseSpan(text)
		}
		s, ok := v.(span)
		return s, ok
	}
	return nil, false
}

// fitting lets an integer pass that is within the range of integer.
func fitting(n int64, ok bool) (value, bool) {
	return n, ok && n >= math.MinInt32 && n <= math.MaxInt32
}

// to converts a moment to one of the types of dates and times.
func (m moment) to(name string) moment {
	switch name {
	case "date":
		year, month, day := m.Date()
		return moment{time.Date(year, month, day, 0, 0, 0, 0, time.UTC), dateKind}
	case "timestamp":
		m.kind = plainKind
	default:
		m.kind = zonedKind
	}
	return m
}

func parseMoment(text string) (moment, bool) {
	for _, layout := range []string{"2006-01-02", "20060102", "2006-01-02 15:04", "2006-01-02 15:04:05", "2006-01-02T15:04:05"} {
		if t, err := time.Parse(layout, text); err == nil && t.Nanosecond() == 0 {
			return moment{t, plainKind}, true
		}
	}
	return moment{}, false
}

// parseSpan reads an interval such as "1 month" or "2 days 3 hours".
func parseSpan(text string) (value, bool) {
	fields := strings.Fields(strings.ToLower(text))
	if len(fields) == 0 || len(fields)%2 != 0 {
		return nil, false
	}
	var s span
	for i := 0; i < len(fields); i += 2 {
		n, err := strconv.ParseInt(fields[i], 10, 16)
		if err != nil || !s.add(fields[i+1], int(n)) {
			return nil, false
		}
	}
	return s, true
}

// add adds a number of units.
func (s *span) add(unit string, n int) bool {
	switch strings.TrimSuffix(unit, "s") {
	case "year":
		s.months += 12 * n
	case "month", "mon":
		s.months += n
	case "week":
		s.days += 7 * n
	case "day":
		s.days += n
	case "hour":
		s.clock += time.Duration(n) * time.Hour
	case "minute", "min":
		s.clock += time.Duration(n) * time.Minute
	case "second", "sec":
		s.clock += time.Duration(n) * time.Second
	default:
		return false
	}
	return true
}

func (s span) times(n int) span {
	return span{s.months * n, s.days * n, s.clock * time.Duration(n)}
}

// plus adds an interval the way the server does: months first, where the day is
// at most the month's last.
func (m moment) plus(s span) (moment, bool) {
	if m.kind == zonedKind && s.clock != 0 {
		return moment{}, false // depends on the time zone
	}
	year, month, day := m.Date()
	months := year*12 + int(month) - 1 + s.months
	if months < 1000*12 || months > 9999*12 {
		return moment{}, false
	}
	year, month = months/12, time.Month(months%12+1)
	last := time.Date(year, month+1, 0, 0, 0, 0, 0, time.UTC).Day()
	hour, minute, second := m.Clock()
	t := time.Date(year, month, min(day, last)+s.days, hour, minute, second, 0, time.UTC).Add(s.clock)
	kind := m.kind
	if kind == dateKind {
		kind = plainKind
	}
	return moment{t, kind}, t.Year() >= 1000 && t.Year() <= 9999
}
