package mysql

import (
	"fmt"
	"strconv"
	"strings"
)

// Dialect is what schemas of this dialect say in [model.Schema.Dialect], whatever
// the flavour.
//
// [model.Schema.Dialect]: https://pkg.go.dev/github.com/schemadiff/schemadiff/model#Schema
const Dialect = "mysql"

// Flavour is a product that speaks the dialect.
type Flavour int

// The flavours.
const (
	MySQL Flavour = iota
	MariaDB
	TiDB
)

// String returns what the product calls itself.
func (f Flavour) String() string {
	switch f {
	case MySQL:
		return "MySQL"
	case MariaDB:
		return "MariaDB"
	case TiDB:
		return "TiDB"
	}
	return "unknown"
}

// Server is a flavour with its version. It is comparable. What differs between
// products is asked by predicates, such as s.MinMySQL(8, 0, 23) || s.MinMariaDB(10, 5, 2),
// and never copied into tables of one product.
type Server struct {
	Flavour             Flavour
	Major, Minor, Patch int
}

// flavourUnit is what a flavour counts in a version's number. The rest is
// MYSQL_VERSION_ID: 80036 is MySQL 8.0.36, 1101106 is MariaDB 10.11.6 and 2080500
// is TiDB 8.5.0.
const flavourUnit = 1_000_000

// Oldest versions that are known.
var (
	oldestMySQL   = Server{MySQL, 8, 0, 0}
	oldestMariaDB = Server{MariaDB, 10, 4, 0}
	oldestTiDB    = Server{TiDB, 6, 0, 0}
)

// Default is what a script is taken to be written for where nothing says more.
func Default() Server { return Server{MySQL, 8, 4, 0} }

// ServerOf returns the server that [model.Schema.Version] tells; [Default] for 0.
//
// [model.Schema.Version]: https://pkg.go.dev/github.com/schemadiff/schemadiff/model#Schema
func ServerOf(version int) Server {
	if version <= 0 {
		return Default()
	}
	n := version % flavourUnit
	return Server{Flavour(version / flavourUnit), n / 10000, n / 100 % 100, n % 100}
}

// Number returns what [model.Schema.Version] says; see [ServerOf].
//
// [model.Schema.Version]: https://pkg.go.dev/github.com/schemadiff/schemadiff/model#Schema
func (s Server) Number() int {
	return int(s.Flavour)*flavourUnit + s.Major*10000 + s.Minor*100 + s.Patch
}

// String returns the product with its version: "MariaDB 10.11.6".
func (s Server) String() string {
	return fmt.Sprintf("%v %d.%d.%d", s.Flavour, s.Major, s.Minor, s.Patch)
}

// Release returns what such a server answers to SELECT version(), as far as clients
// look at it.
func (s Server) Release() string {
	number := fmt.Sprintf("%d.%d.%d", s.Major, s.Minor, s.Patch)
	switch s.Flavour {
	case MariaDB:
		return number + "-MariaDB"
	case TiDB:
		return "8.0.11-TiDB-v" + number
	case MySQL:
	}
	return number
}

func (s Server) min(f Flavour, major, minor, patch int) bool {
	return s.Flavour == f && (s.Major*100+s.Minor)*100+s.Patch >= (major*100+minor)*100+patch
}

// MinMySQL reports whether this is MySQL of that version or a newer one. TiDB
// isn't MySQL.
func (s Server) MinMySQL(major, minor, patch int) bool { return s.min(MySQL, major, minor, patch) }

// MinMariaDB reports whether this is MariaDB of that version or a newer one.
func (s Server) MinMariaDB(major, minor, patch int) bool { return s.min(MariaDB, major, minor, patch) }

// MinTiDB reports whether this is TiDB of that version or a newer one.
func (s Server) MinTiDB(major, minor, patch int) bool { return s.min(TiDB, major, minor, patch) }

// IsMariaDB reports whether this is MariaDB.
func (s Server) IsMariaDB() bool { return s.Flavour == MariaDB }

// HasSequences reports whether the server has CREATE SEQUENCE.
func (s Server) HasSequences() bool { return s.Flavour != MySQL }

// ParseServer reads what SELECT version() returns, or what a person writes:
// "8.0.36-0ubuntu0.22.04.1", "5.5.5-10.11.6-MariaDB-1:10.11.6+maria~ubu2204",
// "8.0.11-TiDB-v8.5.0", "mariadb 10.11".
func ParseServer(text string) (Server, error) {
	lower := strings.ToLower(strings.TrimSpace(text))
	s := Server{Flavour: MySQL}
	number := lower
	switch {
	case strings.Contains(lower, "tidb"):
		s.Flavour = TiDB
		_, number, _ = strings.Cut(lower, "tidb")
		number = strings.TrimLeft(number, "-v ")
	case strings.Contains(lower, "mariadb"):
		s.Flavour = MariaDB
		if rest, found := strings.CutPrefix(lower, "mariadb"); found {
			number = strings.TrimLeft(rest, "- ")
		}
		// Servers before 11.0 put this in front for old replicas.
		number = strings.TrimPrefix(number, "5.5.5-")
	default:
		number = strings.TrimLeft(strings.TrimPrefix(lower, "mysql"), "- ")
	}
	parts := [3]int{}
	at := 0
	for i := range parts {
		end := at
		for end < len(number) && number[end] >= '0' && number[end] <= '9' {
			end++
		}
		n, err := strconv.Atoi(number[at:end])
		if err != nil || n > 99 {
			return Server{}, fmt.Errorf("reading the version of the server: %q is none", text)
		}
		parts[i] = n
		if end == len(number) || number[end] != '.' {
			break
		}
		at = end + 1
	}
	s.Major, s.Minor, s.Patch = parts[0], parts[1], parts[2]
	return s, s.known()
}

// known reports an error for what is too old to be read.
func (s Server) known() error {
	oldest := [...]Server{oldestMySQL, oldestMariaDB, oldestTiDB}[s.Flavour]
	if s.Number() < oldest.Number() {
		return fmt.Errorf("%v is too old: %v is the oldest that is known", s, oldest)
	}
	return nil
}
