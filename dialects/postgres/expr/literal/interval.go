package literal

import (
	"fmt"
	"math/big"
	"strconv"
	"strings"

	"github.com/schemadiff/schemadiff/dialects/postgres/facts"
)

// span of time: the three fields of an interval, which don't convert into each
// other.
type duration struct {
	months, days, micros *big.Int
}

const (
	microsPerSecond = 1_000_000
	microsPerHour   = 3600 * microsPerSecond
	microsPerDay    = 24 * microsPerHour
)

// readInterval reads an interval. What the modifiers cut off, fractions that
// the server rounds, and mixed signs of the SQL standard are left to the server.
func readInterval(t *facts.Type, mods, text string) Value {
	if d, ok := parseInterval(strings.ToLower(trim(text)), mods); ok {
		if d.fits(mods) {
			return Value{Text: d.String()}
		}
	}
	v := opaque(t, text)
	v.Text += "/" + mods
	v.Unsure = "how the interval is read is not known"
	return v
}

func (d duration) String() string {
	return fmt.Sprintf("%d months %d days %d us", d.months, d.days, d.micros)
}

// fits reports whether the modifiers keep the interval as it is.
func (d duration) fits(mods string) bool {
	if mods == "" {
		return true
	}
	fields, precision, _ := strings.Cut(mods, "(")
	if precision != "" {
		digits, err := strconv.Atoi(strings.TrimSuffix(precision, ")"))
		if err != nil || digits < 0 || digits > 6 {
			return false
		}
		step := big.NewInt(1)
		for range 6 - digits {
			step.Mul(step, big.NewInt(10))
		}
		if new(big.Int).Rem(d.micros, step).Sign() != 0 {
			return false
		}
	}
	return fields == "" || d.multipleOf(fields)
}

// multipleOf reports whether nothing is finer than the last of the fields, and
// nothing is coarser than what the type keeps with them.
func (d duration) multipleOf(fields string) bool {
	last := fields[strings.LastIndexByte(fields, ' ')+1:]
	rest := func(n *big.Int, by int64) bool { return new(big.Int).Rem(n, big.NewInt(by)).Sign() == 0 }
	switch last {
	case "year":
		return rest(d.months, 12) && d.days.Sign() == 0 && d.micros.Sign() == 0
	case "month":
		return d.days.Sign() == 0 && d.micros.Sign() == 0
	case "day":
		return d.micros.Sign() == 0
	case "hour":
		return rest(d.micros, microsPerHour)
	case "minute":
		return rest(d.micros, 60*microsPerSecond)
	case "second":
		return true
	}
	return false
}

// intervalUnit returns what one of a unit is in months, days and microseconds;
// one of them is not zero.
func intervalUnit(word string) (months, days, micros int64, ok bool) {
	switch word {
	case "us", "usec", "usecs", "usecond", "useconds", "microsecond", "microseconds", "microsecon":
		return 0, 0, 1, true
	case "ms", "msec", "msecs", "msecond", "mseconds", "millisecond", "milliseconds", "millisecon":
		return 0, 0, 1000, true
	case "s", "sec", "secs", "second", "seconds":
		return 0, 0, microsPerSecond, true
	case "m", "min", "mins", "minute", "minutes":
		return 0, 0, 60 * microsPerSecond, true
	case "h", "hr", "hrs", "hour", "hours":
		return 0, 0, microsPerHour, true
	case "d", "day", "days":
		return 0, 1, 0, true
	case "w", "week", "weeks":
		return 0, 7, 0, true
	case "mon", "mons", "month", "months":
		return 1, 0, 0, true
	case "y", "yr", "yrs", "year", "years":
		return 12, 0, 0, true
	case "dec", "decs", "decade", "decades":
		return 120, 0, 0, true
	case "c", "cent", "century", "centuries":
		return 1200, 0, 0, true
	case "mil", "mils", "millennium", "millennia":
		return 12000, 0, 0, true
	}
	return 0, 0, 0, false
}

// add adds a number of units. A fraction of a unit goes on to the next finer
// field, as long as nothing has to be rounded.
func (d *duration) add(n *big.Rat, months, days, micros int64) bool {
	scaled := func(by int64) *big.Rat { return new(big.Rat).Mul(n, big.NewRat(by, 1)) }
	switch {
	case months != 0:
		whole, rest := split(scaled(months))
		d.months.Add(d.months, whole)
		// The server rounds parts of a year to months; parts of a month are days.
		return rest.Sign() == 0 || months == 1 && d.add(new(big.Rat).Mul(rest, big.NewRat(30, 1)), 0, 1, 0)
	case days != 0:
		whole, rest := split(scaled(days))
		d.days.Add(d.days, whole)
		return rest.Sign() == 0 || d.add(rest, 0, 0, microsPerDay)
	}
	whole, rest := split(scaled(micros))
	d.micros.Add(d.micros, whole)
	return rest.Sign() == 0
}

// split cuts a number into its whole part, towards zero, and the rest.
func split(n *big.Rat) (*big.Int, *big.Rat) {
	whole := new(big.Int).Quo(n.Num(), n.Denom())
	return whole, new(big.Rat).Sub(n, new(big.Rat).SetInt(whole))
}

func newDuration() duration { return duration{new(big.Int), new(big.Int), new(big.Int)} }
