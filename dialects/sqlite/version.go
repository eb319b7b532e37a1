package sqlite

import (
	"fmt"
	"strconv"
	"strings"
)

// Dialect is what schemas of this dialect say in [model.Schema.Dialect].
//
// [model.Schema.Dialect]: https://pkg.go.dev/github.com/schemadiff/schemadiff/model#Schema
const Dialect = "sqlite"

// Oldest is the oldest version of the library that can be read: it is the first
// to tell which tables are strict.
const Oldest = 3_037_000

// parseVersion reads what sqlite_version() returns: "3.45.1" is 3045001, as the
// library itself counts (SQLITE_VERSION_NUMBER).
func parseVersion(text string) (int, error) {
	parts := strings.Split(text, ".")
	if len(parts) < 3 {
		return 0, fmt.Errorf("reading the version of SQLite: %q is none", text)
	}
	number := 0
	for _, part := range parts[:3] {
		n, err := strconv.Atoi(part)
		if err != nil || n < 0 || n > 999 {
			return 0, fmt.Errorf("reading the version of SQLite: %q is none", text)
		}
		number = number*1000 + n
	}
	if number < Oldest {
		return 0, fmt.Errorf("SQLite %s is too old: 3.37.0 is the oldest that can be read", text)
	}
	return number, nil
}

// VersionText writes a version as sqlite_version() returns it.
func VersionText(version int) string {
	return fmt.Sprintf("%d.%d.%d", version/1_000_000, version/1_000%1_000, version%1_000)
}
