package expr

import (
	"errors"
	"fmt"
)

// UndecidedError says why an expression has no key.
type UndecidedError struct {
	// Reason is for people: "function f(integer) does not exist".
	Reason string
	// Provisional is a key up to the constants whose value can't be known
	// here. Two expressions with equal provisional keys are the same; different
	// ones may be the same too. Empty if there is none.
	Provisional string
}

// Error returns the reason.
func (e *UndecidedError) Error() string { return e.Reason }

// Provisional returns what is known of a key: the key itself, or the provisional
// one. Of texts with the same constants it tells whether they are the same.
func Provisional(key string, err error) (string, bool) {
	if err == nil {
		return key, true
	}
	var undecided *UndecidedError
	if !errors.As(err, &undecided) || undecided.Provisional == "" {
		return "", false
	}
	return undecided.Provisional, true
}

// undecided is the panic value with which the analysis unwinds. It never leaves
// the package: [Catalog.guard] turns it into an UndecidedError.
type undecided struct{ reason string }

// fail gives up on the expression.
func fail(format string, args ...any) {
	panic(undecided{fmt.Sprintf(format, args...)})
}

// guard runs f and turns its giving up into an error.
func guard(f func()) (err error) {
	defer func() {
		switch r := recover().(type) {
		case nil:
		case undecided:
			err = &UndecidedError{Reason: r.reason}
		default:
			panic(r)
		}
	}()
	f()
	return nil
}
