// Package version knows which PostgreSQL versions there are and what each of
// them can. Whatever depends on a version asks a predicate of this package, so
// that the numbers stand in one place.
package version

import (
	"fmt"
	"strconv"
)

// Number is a server version as server_version_num gives it: 150018 is 15.18.
type Number int

// The oldest and newest major versions that are supported.
const (
	OldestMajor = 13
	NewestMajor = 18
)

// OfMajor returns the first version of a major version: 15 gives 150000.
func OfMajor(major int) Number { return Number(major * 10000) }

// Major returns 15 for 15.18.
func (v Number) Major() int { return int(v) / 10000 }

// String returns "15.18", and "9.6.24" for what came before 10.
func (v Number) String() string {
	if v.Major() < 10 {
		return fmt.Sprintf("%d.%d.%d", v.Major(), int(v)/100%100, int(v)%100)
	}
	return strconv.Itoa(v.Major()) + "." + strconv.Itoa(int(v)%10000)
}

// atLeast reports whether v is of that major version or a newer one.
func (v Number) atLeast(major int) bool { return v.Major() >= major }

// HasMultiranges reports whether range types come with a multirange type (14).
func (v Number) HasMultiranges() bool { return v.atLeast(14) }

// HasSQLBodies reports whether functions can have a body in the SQL standard's
// form (14).
func (v Number) HasSQLBodies() bool { return v.atLeast(14) }

// HasCompression reports whether columns have a compression method (14).
func (v Number) HasCompression() bool { return v.atLeast(14) }

// HasStatisticsExpressions reports whether extended statistics may be on
// expressions (14).
func (v Number) HasStatisticsExpressions() bool { return v.atLeast(14) }

// HasConcurrentDetach reports whether a partition can be half detached (14).
func (v Number) HasConcurrentDetach() bool { return v.atLeast(14) }

// HasPostfixOperators reports whether operators may have a left operand only (until 13).
func (v Number) HasPostfixOperators() bool { return !v.atLeast(14) }

// HasNullsNotDistinct reports whether there is UNIQUE NULLS NOT DISTINCT (15).
func (v Number) HasNullsNotDistinct() bool { return v.atLeast(15) }

// HasSetNullColumns reports whether there is ON DELETE SET NULL (columns) (15).
func (v Number) HasSetNullColumns() bool { return v.atLeast(15) }

// HasUnloggedSequences reports whether sequences have a persistence of their
// own (15).
func (v Number) HasUnloggedSequences() bool { return v.atLeast(15) }

// RestrictsPublic reports whether not everybody may create objects in schema
// public of a new database (15).
func (v Number) RestrictsPublic() bool { return v.atLeast(15) }

// HasParameterPrivileges reports whether there are privileges on parameters (15).
func (v Number) HasParameterPrivileges() bool { return v.atLeast(15) }

// HasMembershipOptions reports whether memberships have options of their own, and
// several grantors (16).
func (v Number) HasMembershipOptions() bool { return v.atLeast(16) }

// HasMaintain reports whether there is the privilege MAINTAIN on tables (17).
func (v Number) HasMaintain() bool { return v.atLeast(17) }

// HasDomainNotNullConstraints reports whether NOT NULL of a domain is a
// named constraint (17).
func (v Number) HasDomainNotNullConstraints() bool { return v.atLeast(17) }

// AttachesKeysByKind reports whether ATTACH PARTITION takes a unique constraint
// for the part of a unique constraint only, and not of a primary key (17).
func (v Number) AttachesKeysByKind() bool { return v.atLeast(17) }

// HasJSONFunctions reports whether the server has the SQL/JSON functions
// JSON_EXISTS, JSON_QUERY, JSON_VALUE, JSON, JSON_SCALAR and JSON_SERIALIZE.
func (v Number) HasJSONFunctions() bool { return v.atLeast(17) }

// HasPartitionIdentity reports whether partitions share the identity columns
// of their partitioned table (17).
func (v Number) HasPartitionIdentity() bool { return v.atLeast(17) }

// HasNotNullConstraints reports whether NOT NULL of a column is a named constraint (18).
func (v Number) HasNotNullConstraints() bool { return v.atLeast(18) }

// NumbersForeignKeyCopies reports whether the copies of a foreign key for the
// partitions of the referenced table are called <name>_1 and so on (18); before,
// they have names as if they had been declared without one.
func (v Number) NumbersForeignKeyCopies() bool { return v.atLeast(18) }

// HasNotEnforced reports whether checks and foreign keys may be NOT ENFORCED (18).
func (v Number) HasNotEnforced() bool { return v.atLeast(18) }

// HasPeriods reports whether keys may be WITHOUT OVERLAPS and foreign keys have a
// PERIOD (18).
func (v Number) HasPeriods() bool { return v.atLeast(18) }

// HasVirtualColumns reports whether generated columns may be VIRTUAL (18).
func (v Number) HasVirtualColumns() bool { return v.atLeast(18) }

// Error says that a server's version is not one that is supported.
type Error struct {
	Version Number
}

func (e *Error) Error() string {
	if e.TooNew() {
		return fmt.Sprintf("PostgreSQL %s is newer than %d, the newest version that is known: it may hold what would be overlooked", e.Version, NewestMajor)
	}
	return fmt.Sprintf("PostgreSQL %s is too old: the versions %d to %d are supported", e.Version, OldestMajor, NewestMajor)
}

// TooNew reports whether the version is newer than the known ones, rather than
// older than the supported ones.
func (e *Error) TooNew() bool { return e.Version.Major() > NewestMajor }

// Check returns an *[Error] for a version that is not supported.
func Check(v Number) error {
	if v.Major() < OldestMajor || v.Major() > NewestMajor {
		return &Error{Version: v}
	}
	return nil
}
