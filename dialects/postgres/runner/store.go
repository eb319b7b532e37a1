package runner

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/schemadiff/schemadiff/migrate"
	"github.com/schemadiff/schemadiff/model"
)

// errNoSchema says that the search path names no schema that exists.
var errNoSchema = errors.New("locating the version table: the search path names no schema that exists; say in which schema the table is")

// Locate implements [migrate.Store].
func (Dialect) Locate(ctx context.Context, conn migrate.Conn, tables migrate.Tables) (migrate.Located, error) {
	var found migrate.Located
	var err error
	if found.Path, err = path(ctx, conn); err != nil {
		return found, fmt.Errorf("reading the search path: %w", err)
	}
	version, exists, err := locate(ctx, conn, tables.Version, found.Path)
	if err != nil {
		return found, err
	}
	found.Tables.Version, found.Version = version, exists
	if tables.History.Schema == "" {
		tables.History.Schema = version.Schema // beside the version table
	}
	found.Tables.History, found.History, err = locate(ctx, conn, tables.History, found.Path)
	return found, err
}

// path reads the search path, as far as its schemas exist.
func path(ctx context.Context, conn migrate.Conn) (schemas []string, err error) {
	var text string
	const query = "SELECT pg_catalog.array_to_json(pg_catalog.current_schemas(false))::pg_catalog.text"
	if err = migrate.QueryRow(ctx, conn, query, &text); err == nil {
		err = json.Unmarshal([]byte(text), &schemas)
	}
	return schemas, err
}

func locate(ctx context.Context, conn migrate.Conn, table model.QName, path []string) (model.QName, bool, error) {
	w := writer().Key("SELECT coalesce((SELECT n.nspname::text FROM pg_catalog.pg_class c" +
		" JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace" +
		" WHERE c.oid = pg_catalog.to_regclass(").Literal(named(table)).
		Key(")), '')")
	var schema string
	if err := migrate.QueryRow(ctx, conn, w.String(), &schema); err != nil {
		return table, false, fmt.Errorf("locating table %s: %w", table, err)
	}
	switch {
	case schema != "":
		return model.QName{Schema: schema, Name: table.Name}, true, nil
	case table.Schema != "":
		return table, false, nil
	case len(path) == 0:
		return table, false, errNoSchema
	}
	return model.QName{Schema: path[0], Name: table.Name}, false, nil
}

// CreateVersion implements [migrate.Store].
func (Dialect) CreateVersion(table model.QName) []string {
	return []string{writer().Key("CREATE TABLE IF NOT EXISTS ").Name(table).Key(" (version_num text PRIMARY KEY)").String()}
}

// CreateHistory implements [migrate.Store].
func (Dialect) CreateHistory(table model.QName) []string {
	return []string{writer().Key("CREATE TABLE IF NOT EXISTS ").Name(table).Key(` (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    revision text NOT NULL,
    direction text NOT NULL,
    checksum text NOT NULL,
    started_at timestamptz NOT NULL,
    finished_at timestamptz,
    duration interval GENERATED ALWAYS AS (finished_at - started_at) STORED,
    tool_version text NOT NULL,
    applied_by text NOT NULL,
    statements integer NOT NULL,
    statements_done integer NOT NULL,
    done_checksum text NOT NULL,
    running_statement integer,
    running_checksum text,
    repeat_rounds bigint NOT NULL DEFAULT 0,
    repeat_rows bigint NOT NULL DEFAULT 0,
    failed_statement integer,
    error text
)`).String()}
}
