// Package runner holds what the runner of revisions must know about MySQL and
// MariaDB: its version table and history table, the named lock, timeouts, which
// errors may pass at a second try, which statements commit by themselves, and how
// to find out what became of one of those when nobody saw its end.
//
// Statements that define something commit there, before and after themselves. So
// each of them stands alone, and the history says before it that it is about to
// run, and after it that it is done. What a run that failed in the middle has done
// stays, and the next one goes on behind it.
//
// It is light: neither a parser nor a driver is below it, so that a service which
// runs its migrations at start-up doesn't pay for them.
//
// A connection for it has the driver's option that counts the rows which a
// statement finds, not those alone which it changes; see package mysqlconn.
package runner
