// Package runner holds what the runner of revisions must know about
// PostgreSQL: its version table and history table, the advisory lock, timeouts,
// which errors may pass at a second try, which statements must stand outside a
// transaction, and how to find out what became of one of those when nobody saw
// its end.
//
// It is light: neither the parser nor a driver is below it, so that a service
// which runs its migrations at start-up doesn't pay for them.
package runner
