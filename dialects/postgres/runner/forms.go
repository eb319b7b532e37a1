package runner

import (
	"errors"
)

// Atomic implements [migrate.Dialect]. The forms that it doesn't know are none.
func (Dialect) Atomic(sql string) bool {
	w := cut(sql, 0)
	switch w.At(0) {
	case "select", "values", "table", "insert", "update", "delete", "merge", "with", "truncate", "copy",
		"comment", "grant", "revoke", "security", "reassign", "refresh", "import", "set", "reset":
		return true
	case "create", "drop", "alter":
		return !outside(w)
	}
	return len(w) > 0 && w[0].Text == "("
}

// Outside says whether the server refuses a statement inside a transaction block.
func (Dialect) Outside(sql string) bool {
	w := cut(sql, 0)
	switch w.At(0) {
	case "create", "drop", "alter":
		return outside(w)
	case "vacuum":
		return true
	case "reindex":
		return w.Has("concurrently") || w.Has("schema") || w.Has("database") || w.Has("system")
	case "cluster":
		return w.At(1) == "" || w.At(1) == "verbose" && w.At(2) == ""
	case "discard":
		return w.At(1) == "all"
	}
	return false
}

// outside says whether a CREATE, DROP or ALTER is refused inside a transaction
// block (PreventInTransactionBlock in the server's source).
func outside(w words) bool {
	switch w.At(1) {
	case "database", "tablespace", "subscription", "system":
		return true
	case "unique", "index", "table":
		return w.Has("concurrently")
	}
	return false
}

// Commits implements [migrate.Dialect]: the server refuses inside a transaction
// what can't stand there.
func (Dialect) Commits(string) bool { return false }

// Refuses implements [migrate.Dialect]. Savepoints stay within a transaction.
func (Dialect) Refuses(sql string) string {
	const controls = "the runner begins and ends the transactions, and this statement would, too"
	w := cut(sql, 4)
	switch w.At(0) {
	case "begin", "commit", "end", "abort":
		return controls
	case "start", "prepare":
		if w.At(1) == "transaction" {
			return controls
		}
	case "rollback":
		if !w.Has("to") {
			return controls
		}
	case "discard":
		if w.At(1) == "all" {
			return "DISCARD ALL gives back the lock of the runner"
		}
	}
	return ""
}

var errNoCount = errors.New("the statement doesn't say how many rows it changed: " +
	"only INSERT, UPDATE, DELETE, MERGE, and a SELECT of one number can be repeated")

// Counts implements [migrate.Dialect].
func (Dialect) Counts(sql string) (query bool, err error) {
	w := cut(sql, 0)
	verb := w.At(0)
	if verb == "with" {
		verb = w.MainVerb("insert", "update", "delete", "merge", "select")
	}
	switch verb {
	case "insert", "update", "delete", "merge":
		return false, nil
	case "select":
		return true, nil
	}
	return false, errNoCount
}

// MaySet implements [migrate.Session]: a function or a block may set something
// too, and what is temporary is the session's.
func (Dialect) MaySet(sql string) bool {
	w := cut(sql, 5)
	switch w.At(0) {
	case "create":
		return temporary(w)
	case "set", "reset", "discard", "load", "do", "call", "select", "with":
		return true
	}
	return false
}

// temporary says whether a statement says that it makes something temporary.
func temporary(w words) bool { return w.Has("temp") || w.Has("temporary") }

// Sets implements [migrate.Session].
func (Dialect) Sets(sql string) bool {
	w := cut(sql, 12)
	switch w.At(0) {
	case "set":
		return w.At(1) != "local" && w.At(1) != "constraints" && w.At(1) != "transaction"
	case "reset":
		return true
	case "select":
		w = w[1:].Skip("pg_catalog")
		if len(w) > 0 && w[0].Text == "." {
			w = w[1:]
		}
		// SELECT pg_catalog.set_config('search_path', '', false), as pg_dump writes
		// it.
		return w.At(0) == "set_config" && len(w) > 6 && w.At(6) == "false"
	}
	return false
}

// switchesUser says whether a statement is SET ROLE or SET SESSION
// AUTHORIZATION.
func switchesUser(w words) bool {
	w = w.Skip("set").Skip("session")
	return w.At(0) == "role" || w.At(0) == "authorization"
}
