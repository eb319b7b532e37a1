package format

import (
	"cmp"
	"strconv"
	"strings"
	"time"

	"github.com/schemadiff/schemadiff/migrate/script"
)

const digits = "0123456789"

// cutNumber cuts the digits off the beginning of a text.
func cutNumber(text string) (number, rest string) {
	rest = strings.TrimLeft(text, digits)
	return text[:len(text)-len(rest)], rest
}

// compareNumbers compares numbers of any length.
func compareNumbers(a, b string) int {
	a, b = strings.TrimLeft(a, "0"), strings.TrimLeft(b, "0")
	return cmp.Or(cmp.Compare(len(a), len(b)), strings.Compare(a, b))
}

// compareNatural compares texts in which runs of digits count as numbers. From
// where both have long ones they are compared as texts: those are times, which
// may be written more or less exactly.
func compareNatural(a, b string) int {
	for a != "" && b != "" {
		numberA, restA := cutNumber(a)
		numberB, restB := cutNumber(b)
		c := 0
		switch {
		case len(numberA) >= long && len(numberB) >= long:
			return strings.Compare(a, b)
		case numberA != "" && numberB != "":
			c, a, b = compareNumbers(numberA, numberB), restA, restB
		default:
			c, a, b = cmp.Compare(a[0], b[0]), a[1:], b[1:]
		}
		if c != 0 {
			return c
		}
	}
	return cmp.Compare(len(a), len(b))
}

// long is how many digits a time has at least.
const long = len("20060102")

// stampLayout is how most tools write a version that is a time.
const stampLayout = "20060102150405"

// timeOf returns the time that a version tells, zero if it tells none.
func timeOf(version string) time.Time {
	if len(version) < len(stampLayout) || strings.Trim(version, digits) != "" {
		return time.Time{}
	}
	created, err := time.Parse(stampLayout, version[:len(stampLayout)])
	if err != nil || created.Year() < 1970 {
		return time.Time{}
	}
	return created
}

// nextVersion returns the number of a new revision, which is after all others:
// of the kind that the last has, a time in one of the usual forms or a count.
func nextVersion(existing []script.Script, now time.Time, counts bool) string {
	last := ""
	for i := range existing {
		number, _ := cutNumber(existing[i].ID)
		if number != "" && compareNumbers(number, last) > 0 {
			last = number
		}
	}
	var next string
	switch {
	case last == "" && counts:
		next = "1"
	case last == "", len(last) == len(stampLayout):
		next = now.UTC().Format(stampLayout)
	case len(last) > len(stampLayout) && !timeOf(last).IsZero():
		next = now.UTC().Format(stampLayout) + strings.Repeat("0", len(last)-len(stampLayout))
	case len(last) == len("200601021504") && last[0] == '2':
		next = now.UTC().Format("200601021504")
	case len(last) == len("1500000000"):
		next = strconv.FormatInt(now.Unix(), 10)
	}
	if compareNumbers(next, last) <= 0 {
		next = increment(last)
	}
	return next
}

// increment adds one to a number of any length and keeps its zeros.
func increment(number string) string {
	list := []byte(number)
	for i := len(list) - 1; i >= 0; i-- {
		if list[i] != '9' {
			list[i]++
			return string(list)
		}
		list[i] = '0'
	}
	return "1" + string(list)
}
