package runner

import (
	"context"
	"fmt"

	"github.com/schemadiff/schemadiff/migrate"
	"github.com/schemadiff/schemadiff/model"
)

// errSchema says that the configuration names a schema.
var errSchema error = &schemaError{}

type schemaError struct{}

func (*schemaError) Error() string {
	return "locating the version table: SQLite has no schemas, and one is configured"
}

func (*schemaError) Hint() string { return "take schema out of [version]" }

// Locate implements [migrate.Store]. The tables are in the database itself, not in
// one that is attached.
func (Dialect) Locate(ctx context.Context, conn migrate.Conn, tables migrate.Tables) (migrate.Located, error) {
	found := migrate.Located{Tables: tables}
	if tables.Version.Schema != "" || tables.History.Schema != "" {
		return found, errSchema
	}
	w := writer().Key("SELECT count(*) FILTER (WHERE lower(name) = lower(").Literal(tables.Version.Name).
		Key(")), count(*) FILTER (WHERE lower(name) = lower(").Literal(tables.History.Name).
		Key(")) FROM main.sqlite_schema WHERE type = 'table'")
	var version, history int
	if err := migrate.QueryRow(ctx, conn, w.String(), &version, &history); err != nil {
		return found, fmt.Errorf("locating the version table: %w", err)
	}
	found.Version, found.History = version > 0, history > 0
	return found, nil
}

// CreateVersion implements [migrate.Store].
func (Dialect) CreateVersion(table model.QName) []string {
	return []string{writer().Key("CREATE TABLE IF NOT EXISTS ").Name(table).Key(" (version_num text NOT NULL PRIMARY KEY)").String()}
}

// CreateHistory implements [migrate.Store]. The types of the times are those that
// drivers know as times.
func (Dialect) CreateHistory(table model.QName) []string {
	return []string{writer().Key("CREATE TABLE IF NOT EXISTS ").Name(table).Key(` (
    id integer PRIMARY KEY,
    revision text NOT NULL,
    direction text NOT NULL,
    checksum text NOT NULL,
    started_at timestamp NOT NULL,
    finished_at timestamp,
    duration real GENERATED ALWAYS AS ((julianday(finished_at) - julianday(started_at)) * 86400.0) VIRTUAL,
    tool_version text NOT NULL,
    applied_by text NOT NULL,
    statements integer NOT NULL,
    statements_done integer NOT NULL,
    done_checksum text NOT NULL,
    running_statement integer,
    running_checksum text,
    repeat_rounds integer NOT NULL DEFAULT 0,
    repeat_rows integer NOT NULL DEFAULT 0,
    failed_statement integer,
    error text
)`).String()}
}

// list reads the only column of a query.
func list(ctx context.Context, conn migrate.Conn, sql string) (values []string, err error) {
	rows, err := conn.Query(ctx, sql)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	for rows.Next() {
		var value string
		if err := rows.Scan(&value); err != nil {
			return nil, err
		}
		values = append(values, value)
	}
	return values, rows.Err()
}
