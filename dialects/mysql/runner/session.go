package runner

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/schemadiff/schemadiff/inspect/sqlfile"
	"github.com/schemadiff/schemadiff/migrate"
	"github.com/schemadiff/schemadiff/render"
)

// Begin implements [migrate.Session].
func (Dialect) Begin() string { return "BEGIN" }

// Ended implements [migrate.Session]: a ROLLBACK without a transaction is none's
// error.
func (Dialect) Ended(*migrate.ServerError) bool { return false }

// SetsOutside implements [migrate.Session]: all that a session can set can be set
// in a transaction.
func (Dialect) SetsOutside(string) bool { return false }

// Timeouts implements [migrate.Session]. The lock's is about both locks of tables
// and of rows; whole seconds, one at least, are what there is. MariaDB bounds every
// statement, MySQL none but SELECT; each has a setting that the other doesn't know,
// so each stands in a comment that the other passes over.
func (Dialect) Timeouts(lock, statement time.Duration) []string {
	var list []string
	if lock > 0 {
		seconds := int64(max(1, (lock+time.Second-1)/time.Second))
		list = append(list, writer().Key("SET SESSION lock_wait_timeout = ").Int(seconds).
			Key(", SESSION innodb_lock_wait_timeout = ").Int(seconds).String())
	}
	if statement > 0 {
		seconds := render.Keyword(strconv.FormatFloat(max(statement, time.Millisecond).Seconds(), 'f', 3, 64))
		list = append(list, writer().Key("SET @schemadiff = 0 /*M!100101 , SESSION max_statement_time = ").Key(seconds).
			Key(" */ /*!80000 , SESSION max_execution_time = ").Int(max(1, statement.Milliseconds())).Key(" */").String())
	}
	return list
}

// kept is a setting of a session with what brings its value back.
type kept struct{ name, value string }

// Remember implements [migrate.Session]. What statements name is remembered; a
// list of everything that changes by itself has no end.
func (d Dialect) Remember(ctx context.Context, conn migrate.Conn, statements []string) (func(context.Context, migrate.Conn) error, error) {
	var variables, tables []string
	for _, sql := range statements {
		w := cut(sql, 0)
		variables = append(variables, assigned(w)...)
		if w.At(0) == "create" && temporary(w) {
			if name, _, err := nameOf(w[1:].Skip("or", "replace").Skip("temporary", "table").Skip("if", "not", "exists")); err == nil {
				tables = append(tables, named(name))
			}
		}
	}
	slices.Sort(variables)
	values, err := readSettings(ctx, conn, slices.Compact(variables))
	if err != nil {
		return nil, fmt.Errorf("reading the settings of the session: %w", err)
	}
	return func(ctx context.Context, conn migrate.Conn) error {
		for _, sql := range back(values, tables) {
			if _, err := conn.Exec(ctx, sql); err != nil {
				return fmt.Errorf("restoring the settings of the session: %w", err)
			}
		}
		return nil
	}, nil
}

// readSettings reads variables of the session and the user's own, whose names
// begin with @. One that the server doesn't have can't be set either.
func readSettings(ctx context.Context, conn migrate.Conn, names []string) ([]kept, error) {
	var list []kept
	for _, name := range names {
		w := writer().Key("SELECT quote(")
		if user, found := strings.CutPrefix(name, "@"); found {
			w.Key("@").Ident(user)
		} else {
			w.Key("@@SESSION.").Ident(name)
		}
		var value string
		if err := migrate.QueryRow(ctx, conn, w.Key(")").String(), &value); err != nil {
			if failed, is := asServer(err); is && failed.Number != 0 {
				continue
			}
			return nil, err
		}
		list = append(list, kept{name, value})
	}
	return list, nil
}

// back returns the statements that lead to what was before.
func back(values []kept, tables []string) []string {
	var list []string
	for _, v := range values {
		w := writer().Key("SET ")
		if user, found := strings.CutPrefix(v.name, "@"); found {
			w.Key("@").Ident(user).Key(" = ").Key(render.Keyword(v.value))
		} else {
			w.Key("SESSION ").Ident(v.name).Key(" = ").Key(render.Keyword(plain(v.value)))
		}
		list = append(list, w.String())
	}
	for _, table := range tables {
		list = append(list, "DROP TEMPORARY TABLE IF EXISTS "+table)
	}
	return list
}

// plain takes the quotes off a number: settings that are numbers take no texts.
func plain(value string) string {
	inner := strings.Trim(value, "'")
	if _, err := strconv.ParseFloat(inner, 64); err == nil {
		return inner
	}
	return value
}

// assigned lists the variables that a SET gives values to, in lower case, the
// user's own with an @ before them.
func assigned(w words) []string {
	if w.At(0) != "set" {
		return nil
	}
	var list []string
	for _, part := range w[1:].Split() {
		part = part.Skip("session").Skip("local")
		switch {
		case part.Begin("names"), part.Begin("character"), part.Begin("charset"):
			list = append(list, "character_set_client", "character_set_connection", "character_set_results", "collation_connection")
			continue
		case part.Begin("global"), part.Begin("persist"), part.Begin("persist_only"), part.Begin("password"),
			part.Begin("role"), part.Begin("default"), part.Begin("statement"), part.Begin("transaction"):
			continue
		}
		if name := variable(part); name != "" {
			list = append(list, name)
		}
	}
	return list
}

// variable reads the name of a variable before its value: name, @@name,
// @@session.name, @name.
func variable(w words) string {
	marks := ""
	for i, t := range w {
		switch {
		case t.Kind == sqlfile.Operator && strings.Trim(t.Text, "@") == "":
			marks += t.Text
		case t.Kind == sqlfile.Word || t.Kind == sqlfile.Quoted || t.Kind == sqlfile.Param:
			text := strings.ToLower(strings.Trim(t.Text, "`"))
			if trimmed := strings.TrimLeft(text, "@"); trimmed != text {
				marks, text = text[:len(text)-len(trimmed)], trimmed
			}
			switch {
			case marks == "@@" && text == "global":
				return ""
			case marks == "@@" && w.Is(i+1, "."):
				continue
			case marks == "@":
				return "@" + text
			}
			return text
		}
	}
	return ""
}
