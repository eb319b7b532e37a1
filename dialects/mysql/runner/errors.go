package runner

import (
	"errors"

	"github.com/schemadiff/schemadiff/migrate"
)

// Numbers of errors, as both products have them unless one is named.
const (
	tooManyConnections = 1040
	serverShutdown     = 1053
	networkRead        = 1158 // to 1161: errors of the network
	networkTimeout     = 1161
	lockWaitTimeout    = 1205
	deadlock           = 1213
	checkRead          = 1020 // MariaDB: another transaction has changed the row
	connectionKilled   = 1927 // MariaDB
	lockAborted        = 1689
	lockNoWait         = 3572
	inactivity         = 4031 // MySQL: the session is closed

	readOnlyServer    = 1290
	readOnlyMode      = 1836
	binlogUnsafe      = 1418
	alterNotSupported = 1846 // ALGORITHM or LOCK can't be as it was asked
	alterNotReason    = 1845
	foreignKeyCannot  = 1005 // MariaDB: can't create table, errno 150
	foreignKeyFails   = 1452
	duplicateEntry    = 1062
	tableDenied       = 1142
)

// Classify implements [migrate.Dialect].
func (Dialect) Classify(err *migrate.ServerError) migrate.Failure {
	switch n := err.Number; n {
	case lockWaitTimeout, deadlock, checkRead, lockAborted, lockNoWait:
		return migrate.Retry
	case tooManyConnections, serverShutdown, connectionKilled, inactivity:
		return migrate.Lost
	default:
		if n >= networkRead && n <= networkTimeout {
			return migrate.Lost
		}
	}
	return migrate.Final
}

// Advice implements [migrate.Dialect].
func (Dialect) Advice(err *migrate.ServerError) string {
	switch err.Number {
	case lockWaitTimeout:
		return "another session has locked the rows or uses the table for longer than the timeout; look for it in SHOW PROCESSLIST, or run again later"
	case readOnlyServer, readOnlyMode:
		return "the server takes no changes: is it a replica?"
	case binlogUnsafe:
		return "say DETERMINISTIC, NO SQL or READS SQL DATA, or set log_bin_trust_function_creators on the server"
	case alterNotSupported, alterNotReason:
		return "take ALGORITHM and LOCK out of the statement, and run it when the table can be copied or locked"
	case foreignKeyCannot:
		return "SHOW ENGINE INNODB STATUS tells what is wrong with the foreign key: most often the types or collations of the columns aren't the same, or the referenced columns have no index"
	case foreignKeyFails:
		return "rows reference what isn't there; mend them first"
	case duplicateEntry:
		return "rows have the same key; mend them first"
	case tableDenied:
		return "the user of this connection has no privilege for it"
	}
	return ""
}

// asServer returns what the server reported.
func asServer(err error) (*migrate.ServerError, bool) {
	var failed *migrate.ServerError
	return failed, errors.As(err, &failed)
}
