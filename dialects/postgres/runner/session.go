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
}

func readSettings(ctx context.Context, conn migrate.Conn) (settings, error) {
	s := settings{values: map[string]string{}}
	rows, err := conn.Query(ctx, `SELECT name, setting FROM pg_catalog.pg_settings WHERE source = 'session'
UNION ALL SELECT '', session_user::text
UNION ALL SELECT ' ', pg_catalog.current_setting('role')`)
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
		case "role", "session_authorization": // these two are known already
		default:
			s.values[name] = value
		}
	}
	return s, rows.Err()
}

// Remember implements [migrate.Session].
func (Dialect) Remember(ctx context.Context, conn migrate.Conn) (func(context.Context, migrate.Conn) error, error) {
	before, err := readSettings(ctx, conn)
	if err != nil {
		return nil, fmt.Errorf("reading the settings of the session: %w", err)
	}
	return func(ctx context.Context, conn migrate.Conn) error {
		now, err := readSettings(ctx, conn)
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
