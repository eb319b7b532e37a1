package runner

import (
	"errors"
	"slices"
)

// Atomic implements [migrate.Dialect]. The forms that it doesn't know are none.
func (d Dialect) Atomic(sql string) bool {
	w := cut(sql, 0)
	switch w.At(0) {
	case "select", "values", "table", "insert", "update", "delete", "replace", "with", "load", "do", "set":
		return !d.Commits(sql)
	}
	return w.Is(0, "(")
}

// defining are the first words of statements that commit implicitly (13.3.3 of
// MySQL's manual, "SQL statements That Cause an Implicit Commit" of MariaDB's), or
// that may run any other: nobody knows what a procedure does.
var defining = []string{
	"alter", "create", "drop", "rename", "truncate", "grant", "revoke", "analyze", "cache", "change", "check",
	"flush", "import", "install", "uninstall", "optimize", "purge", "repair", "reset", "restart", "shutdown", "start", "stop",
	"backup", "clone", "kill", "call", "execute", "begin",
}

// Commits implements [migrate.Dialect]. A temporary table is made and dropped
// without a commit.
func (Dialect) Commits(sql string) bool {
	w := cut(sql, 0)
	switch w.At(0) {
	case "":
		return len(w) == 0
	case "create", "drop":
		return !temporary(w)
	case "load":
		return w.At(1) == "index"
	case "set":
		return w.At(1) == "password"
	}
	return slices.Contains(defining, w.At(0))
}

// temporary says whether a CREATE or DROP is about a temporary table.
func temporary(w words) bool {
	return w[1:].Skip("or", "replace").Begin("temporary")
}

// Refuses implements [migrate.Dialect]. Savepoints stay within a transaction, and
// BEGIN NOT ATOMIC begins a block.
func (Dialect) Refuses(sql string) string {
	const controls = "the runner begins and ends the transactions, and this statement would, too"
	w := cut(sql, 0)
	switch w.At(0) {
	case "begin":
		if w.At(1) != "not" {
			return controls
		}
	case "commit", "xa":
		return controls
	case "start":
		if w.At(1) == "transaction" {
			return controls
		}
	case "rollback":
		if !w.Has("to") {
			return controls
		}
	case "use":
		return "the address of the database says which one it is; another one's name stands before that of its table"
	case "lock", "unlock":
		if w.At(1) == "tables" || w.At(1) == "table" {
			return w.At(0) + " tables keeps the runner from its own; a statement locks by itself what it changes"
		}
	case "set":
		if sets(w, "autocommit") {
			return controls
		}
	}
	for i := range w {
		if name := w.At(i); (name == "release_lock" || name == "release_all_locks") && w.Is(i+1, "(") {
			return name + " may give back the lock of the runner"
		}
	}
	return ""
}

// sets says whether a SET gives the variable a value.
func sets(w words, variable string) bool {
	for _, name := range assigned(w) {
		if name == variable {
			return true
		}
	}
	return false
}

var errNoCount = errors.New("the statement doesn't say how many rows it changed: " +
	"only INSERT, UPDATE, DELETE, REPLACE, and a SELECT of one number can be repeated")

// Counts implements [migrate.Dialect].
func (Dialect) Counts(sql string) (query bool, err error) {
	w := cut(sql, 0)
	verb := w.At(0)
	if verb == "with" {
		verb = w.MainVerb("update", "delete", "select")
	}
	switch verb {
	case "insert", "update", "delete", "replace":
		return false, nil
	case "select":
		return true, nil
	}
	return false, errNoCount
}

// MaySet implements [migrate.Session]: a procedure may set something too, and
// what is temporary is the session's.
func (Dialect) MaySet(sql string) bool {
	w := cut(sql, 0)
	switch w.At(0) {
	case "create":
		return temporary(w)
	case "set", "call", "prepare", "execute", "begin":
		return true
	}
	return false
}

// Sets implements [migrate.Session].
func (Dialect) Sets(sql string) bool {
	w := cut(sql, 0)
	switch w.At(0) {
	case "set":
		switch w.At(1) {
		case "global", "persist", "persist_only", "password", "transaction", "default":
			return false
		}
		return true
	}
	return false
}

// Outside says whether the server refuses a statement inside a transaction: it
// refuses none, it ends the transaction.
func (Dialect) Outside(string) bool { return false }
