package catalog

import (
	"errors"
	"fmt"
)

// ErrChanged says that somebody changed the schema while it was read, so that
// what was read doesn't fit together. A damaged catalog looks the same.
var ErrChanged = errors.New("the schema changed during inspection; run it again")

// explain adds to a server's error what the reader of the message can do.
func explain(err error) error {
	var coded interface{ SQLState() string }
	if !errors.As(err, &coded) {
		return err
	}
	switch coded.SQLState() {
	case "XX000", "42P01", "42703", "42704", "42883":
		// Internal errors are "cache lookup failed for type 16411" and the like.
		// The queries name only what every supported version has; so that an
		// undefined object is one that a deparsed text refers to.
		return errors.Join(ErrChanged, err)
	case "42501":
		return fmt.Errorf("%w; inspecting needs SELECT on the tables of pg_catalog, which PUBLIC has by default", err)
	case "57014":
		return fmt.Errorf("%w; is statement_timeout too short?", err)
	}
	return err
}

// changed is an ErrChanged that says where it was seen.
func changed(format string, args ...any) error {
	return fmt.Errorf("%w (%s)", ErrChanged, fmt.Sprintf(format, args...))
}
