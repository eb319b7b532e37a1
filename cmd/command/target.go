package command

import (
	"errors"
)

// runError says what to do about an error of the runner that says nothing
// itself.
func runError(err error) error {
	var advised interface{ Hint() string }
	if errors.As(err, &advised) && advised.Hint() != "" {
		return err
	}
	if hint := driverAdvice(err); hint != "" {
		return &hinted{err, hint}
	}
	return err
}
