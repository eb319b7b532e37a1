package runner

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/schemadiff/schemadiff/migrate"
	"github.com/schemadiff/schemadiff/render"
)

// Begin implements [migrate.Session]. A transaction that only begins to write
// when it has read may find that another one has written since, and there is no
// waiting for that to pass.
func (Dialect) Begin() string { return "BEGIN IMMEDIATE" }

// Ended implements [migrate.Session]. ON CONFLICT ROLLBACK ends a transaction, and
// so does a full disk.
func (Dialect) Ended(err *migrate.ServerError) bool {
	return strings.Contains(err.Message, "no transaction is active")
}

// Timeouts implements [migrate.Session]. The library can't bound how long a
// statement runs.
func (Dialect) Timeouts(lock, _ time.Duration) []string {
	if lock <= 0 {
		return nil
	}
	return []string{writer().Key("PRAGMA busy_timeout = ").Int(max(1, lock.Milliseconds())).String()}
}

// foreignKeys is the setting that has no effect within a transaction.
const foreignKeys = "foreign_keys"

// settings are the PRAGMAs that hold for a session, with the values of a new one.
// What a driver or the user sets at its beginning may be others.
var settings = map[string]string{
	foreignKeys: "0", "automatic_index": "1", "busy_timeout": "5000", "cell_size_check": "0", "defer_foreign_keys": "0",
	"ignore_check_constraints": "0", "legacy_alter_table": "0", "query_only": "0", "read_uncommitted": "0", "recursive_triggers": "0",
	"reverse_unordered_selects": "0", "temp_store": "0", "trusted_schema": "1", "writable_schema": "0",
}

// MaySet implements [migrate.Session].
func (Dialect) MaySet(sql string) bool {
	w := cut(sql, 0)
	switch w.At(0) {
	case "pragma":
		_, _, set := setting(w)
		return set
	case "attach":
		return true
	}
	what, _ := temporary(w)
	return what != ""
}

// Sets implements [migrate.Session].
func (Dialect) Sets(sql string) bool {
	w := cut(sql, 0)
	name, _, set := setting(w)
	return set && settings[name] != "" && name != "defer_foreign_keys" || w.At(0) == "attach"
}

// SetsOutside implements [migrate.Session]: a database that takes part in a
// transaction can't be detached.
func (Dialect) SetsOutside(sql string) bool {
	w := cut(sql, 0)
	name, _, set := setting(w)
	return set && name == foreignKeys || w.At(0) == "attach"
}

// session is what a session has set and made for itself.
type session struct {
	values              map[string]int64
	temporary, attached []string
}

// changedBy lists the settings that statements give a value to.
func changedBy(statements []string) []string {
	var names []string
	for _, sql := range statements {
		if name, _, set := setting(cut(sql, 0)); set && settings[name] != "" {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

const (
	temporaryQuery = "SELECT type || ' ' || name FROM temp.sqlite_schema WHERE type IN ('table', 'view', 'trigger') AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY 1"
	attachedQuery  = "SELECT name FROM pragma_database_list WHERE name NOT IN ('main', 'temp') ORDER BY name"
)

func readSession(ctx context.Context, conn migrate.Conn, names []string) (s session, err error) {
	s.values = map[string]int64{}
	for _, name := range names {
		var value int64
		if err := migrate.QueryRow(ctx, conn, "PRAGMA "+name, &value); err != nil {
			return s, err
		}
		s.values[name] = value
	}
	if s.temporary, err = list(ctx, conn, temporaryQuery); err != nil {
		return s, err
	}
	s.attached, err = list(ctx, conn, attachedQuery)
	return s, err
}

// Remember implements [migrate.Session].
func (Dialect) Remember(ctx context.Context, conn migrate.Conn, statements []string) (func(context.Context, migrate.Conn) error, error) {
	names := changedBy(statements)
	before, err := readSession(ctx, conn, names)
	if err != nil {
		return nil, fmt.Errorf("reading the settings of the session: %w", err)
	}
	return func(ctx context.Context, conn migrate.Conn) error {
		now, err := readSession(ctx, conn, names)
		if err != nil {
			return fmt.Errorf("reading the settings of the session: %w", err)
		}
		var errs []error
		for _, sql := range now.back(before, names) {
			if _, err := conn.Exec(ctx, sql); err != nil {
				errs = append(errs, fmt.Errorf("restoring the settings of the session: %w", err))
			}
		}
		return errors.Join(errs...)
	}, nil
}

// back returns the statements that lead from s to what was before.
func (s session) back(before session, names []string) []string {
	var list []string
	for _, name := range names {
		if s.values[name] != before.values[name] {
			list = append(list, pragma(name).Int(before.values[name]).String())
		}
	}
	for _, word := range []string{"trigger", "view", "table"} {
		for _, made := range s.temporary {
			if name, ok := cutWord(made, word); ok && !slices.Contains(before.temporary, made) {
				list = append(list, drop(word, name))
			}
		}
	}
	for _, name := range s.attached {
		if !slices.Contains(before.attached, name) {
			list = append(list, writer().Key("DETACH ").Ident(name).String())
		}
	}
	return list
}

func cutWord(text, word string) (string, bool) {
	if len(text) > len(word) && text[:len(word)] == word {
		return text[len(word)+1:], true
	}
	return "", false
}

// drop takes a temporary object away.
func drop(what, name string) string {
	w := writer()
	switch what {
	case "trigger":
		w.Key("DROP TRIGGER IF EXISTS temp.")
	case "view":
		w.Key("DROP VIEW IF EXISTS temp.")
	default:
		w.Key("DROP TABLE IF EXISTS temp.")
	}
	return w.Ident(name).String()
}

// pragma begins a PRAGMA of the table of settings.
func pragma(name string) *render.Writer {
	return writer().Key("PRAGMA ").Ident(name).Key(" = ")
}
