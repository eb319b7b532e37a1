package runner

import (
	"strings"

	"github.com/schemadiff/schemadiff/migrate"
)

// Classes and codes of errors, appendix A of the manual.
const (
	lockNotAvailable     = "55P03"
	deadlockDetected     = "40P01"
	serializationFailure = "40001"
	adminShutdown        = "57P01"
	crashShutdown        = "57P02"
	cannotConnectNow     = "57P03"
	idleSessionTimeout   = "57P05"
	idleInTransaction    = "25P03"
	classConnection      = "08"

	activeTransaction  = "25001"
	unsafeNewEnumValue = "55P04"
	invalidSchemaName  = "3F000"
)

// Classify implements [migrate.Dialect].
func (Dialect) Classify(err *migrate.ServerError) migrate.Failure {
	switch err.Code {
	case lockNotAvailable, deadlockDetected, serializationFailure:
		return migrate.Retry
	case adminShutdown, crashShutdown, cannotConnectNow, idleSessionTimeout, idleInTransaction:
		return migrate.Lost
	}
	if strings.HasPrefix(err.Code, classConnection) {
		return migrate.Lost
	}
	return migrate.Final
}

// Advice implements [migrate.Dialect].
func (Dialect) Advice(err *migrate.ServerError) string {
	switch err.Code {
	case activeTransaction:
		return "write “-- schemadiff: no transaction” above the statement"
	case unsafeNewEnumValue:
		return "write “-- schemadiff: new transaction” above this statement, so that the new value is committed before it is used"
	case invalidSchemaName:
		return "create the schema first"
	case lockNotAvailable:
		return "another session holds a lock on the object for longer than lock_timeout; look for it in pg_stat_activity, or run again later"
	}
	return ""
}
