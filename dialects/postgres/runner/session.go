package runner

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/schemadiff/schemadiff/migrate"
	"github.com/schemadiff/schemadiff/render"
)

// Begin implements [migrate.Session].
func (Dialect) Begin() string { return "BEGIN" }

// Ended implements [migrate.Session]: a transaction ends by COMMIT or ROLLBACK.
func (Dialect) Ended(*migrate.ServerError) bool { return false }

// SetsOutside implements [migrate.Session]: all that a session can set can be set
// in a transaction.
func (Dialect) SetsOutside(string) bool { return false }

// Timeouts implements [migrate.Session].
func (Dialect) Timeouts(lock, statement time.Duration) []string {
	var list []string
	set := func(key render.Keyword, limit time.Duration) {
		if limit > 0 {
			// 0 would be no limit.
			milliseconds := max(1, limit.Milliseconds())
			list = append(list, writer().Key(key).Literal(fmt.Sprint(milliseconds, "ms")).String())
		}
	}
	set("SET lock_timeout = ", lock)
	set("SET statement_timeout = ", statement)
	return list
}

// settings is what the session has set for itself.
type settings struct {
	user, role string
	values     map[string]string
	temporary  bool // there are temporary tables
}

// readSettings reads what the server lists as set by the session. Settings that
// only the user knows are in no list; they are asked for by name.
func readSettings(ctx context.Context, conn migrate.Conn, custom []string) (settings, error) {
	s := settings{values: map[string]string{}}
	w := writer().Key(`SELECT name, setting FROM pg_catalog.pg_settings
WHERE source = 'session' AND name NOT IN ('transaction_isolation', 'transaction_read_only', 'transaction_deferrable')
UNION ALL SELECT '', session_user::text
UNION ALL SELECT ' ', pg_catalog.current_setting('role')
UNION ALL SELECT '  ', 't' WHERE EXISTS (SELECT FROM pg_catalog.pg_class WHERE relnamespace = pg_catalog.pg_my_temp_schema())`)
	for _, name := range custom {
		w.Key("\nUNION ALL SELECT ").Literal(name).Key(", pg_catalog.current_setting(").Literal(name).
			Key(", true) WHERE pg_catalog.current_setting(").Literal(name).Key(", true) <> ''")
	}
	rows, err := conn.Query(ctx, w.String())
	if err != nil {
		return s, err
	}
	defer rows.Close()
	for rows.Next() {
		var name, value string
		if err := rows.Scan(&name, &value); err != nil {
			return s, err
		}
		switch name {
		case "":
			s.user = value
		case " ":
			s.role = value
		case "  ":
			s.temporary = true
		default:
			s.values[name] = value
		}
	}
	return s, rows.Err()
}

// Remember implements [migrate.Session].
func (Dialect) Remember(ctx context.Context, conn migrate.Conn, statements []string) (func(context.Context, migrate.Conn) error, error) {
	custom := customSettings(statements)
	before, err := readSettings(ctx, conn, custom)
	if err != nil {
		return nil, fmt.Errorf("reading the settings of the session: %w", err)
	}
	return func(ctx context.Context, conn migrate.Conn) error {
		now, err := readSettings(ctx, conn, custom)
		if err != nil {
			return fmt.Errorf("reading the settings of the session: %w", err)
		}
		for _, sql := range now.back(before) {
			if _, err := conn.Exec(ctx, sql); err != nil {
				return fmt.Errorf("restoring the settings of the session: %w", err)
			}
		}
		return nil
	}, nil
}

// back returns the statements that lead from s to what was before.
func (s settings) back(before settings) []string {
	var list []string
	user, role := s.user != before.user, s.role != before.role
	if user {
		list = append(list, "SET SESSION AUTHORIZATION DEFAULT")
	}
	if user || role {
		w := writer().Key("SET ROLE ")
		if before.role == "none" {
			w.Key("NONE")
		} else {
			w.Ident(before.role)
		}
		list = append(list, w.String())
	}
	var names []string
	for name, value := range s.values {
		if old, ok := before.values[name]; !ok || old != value {
			names = append(names, name)
		}
	}
	for name := range before.values {
		if _, ok := s.values[name]; !ok {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	for _, name := range names {
		list = append(list, setting(name, before))
	}
	if s.temporary && !before.temporary {
		list = append(list, "DISCARD TEMP")
	}
	return list
}

// setting returns the statement that gives a setting its former value.
func setting(name string, before settings) string {
	if value, ok := before.values[name]; ok {
		return writer().Key("SELECT pg_catalog.set_config(").Literal(name).Key(", ").Literal(value).Key(", false)").String()
	}
	w := writer().Key("RESET ")
	for i, part := range strings.Split(name, ".") {
		if i > 0 {
			w.Key(".")
		}
		w.Ident(part)
	}
	return w.String()
}

// customSettings lists the settings with a dot in their names that statements
// give a value to.
func customSettings(statements []string) []string {
	var names []string
	for _, sql := range statements {
		w := cut(sql, 0)
		if w.At(0) == "set" {
			if name, _, err := nameOf(w[1:].Skip("session")); err == nil && strings.Contains(name.String(), ".") {
				names = append(names, name.String())
			}
		}
		for i := range w {
			if w.At(i) != "set_config" || i+2 >= len(w) || w[i+1].Text != "(" {
				continue
			}
			if name := strings.Trim(w[i+2].Text, "'"); strings.Contains(name, ".") {
				names = append(names, name)
			}
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}
