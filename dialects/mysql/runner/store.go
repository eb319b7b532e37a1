package runner

import (
	"context"
	"errors"
	"fmt"

	"github.com/schemadiff/schemadiff/migrate"
	"github.com/schemadiff/schemadiff/model"
)

// errNoDatabase says that the connection has no database.
var errNoDatabase = errors.New("locating the version table: the connection has no database; say which in its address")

// Locate implements [migrate.Store].
func (Dialect) Locate(ctx context.Context, conn migrate.Conn, tables migrate.Tables) (migrate.Located, error) {
	var found migrate.Located
	var database *string
	if err := migrate.QueryRow(ctx, conn, "SELECT database()", &database); err != nil {
		return found, fmt.Errorf("reading the name of the database: %w", err)
	}
	if database == nil {
		return found, errNoDatabase
	}
	found.Path = []string{*database}
	// Names without a database stay so, as the schema of this database has them: no
	// statement of a revision leaves it.
	if tables.History.Schema == "" {
		tables.History.Schema = tables.Version.Schema // beside the version table
	}
	found.Tables = tables
	var err error
	if found.Version, err = exists(ctx, conn, tables.Version); err != nil {
		return found, err
	}
	found.History, err = exists(ctx, conn, tables.History)
	return found, err
}

func exists(ctx context.Context, conn migrate.Conn, table model.QName) (bool, error) {
	var n int64
	w := writer().Key("SELECT count(*) FROM information_schema.tables WHERE table_schema = ")
	if table.Schema == "" {
		w.Key("database()")
	} else {
		w.Literal(table.Schema)
	}
	w.Key(" AND table_name = ").Literal(table.Name)
	if err := migrate.QueryRow(ctx, conn, w.String(), &n); err != nil {
		return false, fmt.Errorf("locating table %s: %w", table, err)
	}
	return n > 0, nil
}

// CreateVersion implements [migrate.Store]. Identifiers are told apart to the
// letter, and the engine is one with transactions, whatever the database's
// defaults are.
func (Dialect) CreateVersion(table model.QName) []string {
	return []string{writer().Key("CREATE TABLE IF NOT EXISTS ").Name(table).
		Key(" (version_num varchar(255) NOT NULL PRIMARY KEY)" + tableOptions).String()}
}

const tableOptions = " ENGINE=InnoDB DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_bin"

// CreateHistory implements [migrate.Store]. Times are in UTC.
func (Dialect) CreateHistory(table model.QName) []string {
	return []string{writer().Key("CREATE TABLE IF NOT EXISTS ").Name(table).Key(` (
    id bigint NOT NULL AUTO_INCREMENT PRIMARY KEY,
    revision varchar(255) NOT NULL,
    direction varchar(16) NOT NULL,
    checksum varchar(255) NOT NULL,
    started_at datetime(6) NOT NULL,
    finished_at datetime(6),
    duration time(6) GENERATED ALWAYS AS (timediff(finished_at, started_at)) VIRTUAL,
    tool_version varchar(255) NOT NULL,
    applied_by varchar(255) NOT NULL,
    statements integer NOT NULL,
    statements_done integer NOT NULL,
    done_checksum varchar(255) NOT NULL,
    running_statement integer,
    running_checksum varchar(255),
    repeat_rounds bigint NOT NULL DEFAULT 0,
    repeat_rows bigint NOT NULL DEFAULT 0,
    failed_statement integer,
    error longtext,
    KEY (revision)
)` + tableOptions).String()}
}
