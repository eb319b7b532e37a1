package runner

import (
	"context"
	"errors"
	"strings"

	"github.com/schemadiff/schemadiff/migrate"
)

// Atomic implements [migrate.Dialect]: all but what is about the connection or
// about the whole file is undone with its transaction.
func (d Dialect) Atomic(sql string) bool { return !d.Outside(sql) && cut(sql, 1).At(0) != "pragma" }

// Commits implements [migrate.Dialect]: no statement does.
func (Dialect) Commits(string) bool { return false }

// Outside says whether a statement can't run in a transaction, or has no effect
// there.
func (d Dialect) Outside(sql string) bool {
	w := cut(sql, 0)
	switch w.At(0) {
	case "vacuum", "attach", "detach":
		return true
	case "pragma":
		name, _, set := setting(w)
		return set && (name == foreignKeys || name == "journal_mode")
	}
	return false
}

// Refuses implements [migrate.Dialect]. Savepoints stay within a transaction.
func (Dialect) Refuses(sql string) string {
	const controls = "the runner begins and ends the transactions, and this statement would, too"
	w := cut(sql, 6)
	switch w.At(0) {
	case "begin", "commit", "end":
		return controls
	case "rollback":
		for i := range w {
			if w.At(i) == "to" {
				return ""
			}
		}
		return controls
	case "detach":
		if last := w[len(w)-1]; strings.EqualFold(unquote(last.Text), string(held)) {
			return "this gives back the lock of the runner"
		}
	}
	if len(w) > 0 && w[0].Text == "." {
		return "this is a command of the sqlite3 shell, no SQL"
	}
	return ""
}

var errNoCount = errors.New("the statement doesn't say how many rows it changed: only INSERT, UPDATE and DELETE can be repeated")

// Counts implements [migrate.Dialect]. A SELECT changes nothing here.
func (Dialect) Counts(sql string) (query bool, err error) {
	w := cut(sql, 0)
	verb := w.At(0)
	if verb == "with" {
		verb = w.MainVerb("insert", "update", "delete", "select", "replace", "values")
	}
	switch verb {
	case "insert", "update", "delete":
		return false, nil
	}
	return false, errNoCount
}

// Examine implements [migrate.Dialect]. What runs outside a transaction is about
// the session, which is another one now, or may run again.
func (Dialect) Examine(_ context.Context, _ migrate.Conn, sql string, failed bool) (migrate.Doubt, error) {
	switch w := cut(sql, 1); w.At(0) {
	case "vacuum", "pragma", "attach", "detach", "analyze", "reindex":
		return migrate.Doubt{Outcome: migrate.Undone, Found: "it may run a second time without harm"}, nil
	}
	if failed {
		return migrate.Doubt{Outcome: migrate.Undone, Found: "it had no effect"}, nil
	}
	return migrate.Doubt{Found: "nothing in the database tells whether it ran"}, nil
}
