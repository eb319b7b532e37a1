package pgtest

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"
)

// removeDefaultPrivileges deletes what ALTER DEFAULT PRIVILEGES left, which no
// DROP statement removes.
const removeDefaultPrivileges = `
SET LOCAL allow_system_table_mods = on;
DELETE FROM pg_shdepend WHERE classid = 'pg_default_acl'::regclass
  AND dbid = (SELECT oid FROM pg_database WHERE datname = current_database());
DELETE FROM pg_depend WHERE classid = 'pg_default_acl'::regclass;
DELETE FROM pg_init_privs WHERE classoid = 'pg_default_acl'::regclass;
DELETE FROM pg_default_acl;
`

// Restrict drops what a dump and a copy of the database do not carry over as it
// is: subscriptions, which are those of a cluster, and default privileges, which
// would give more to whatever is made later. All else stays.
func (d *Database) Restrict(ctx context.Context) error {
	conn, err := d.Connect(ctx)
	if err != nil {
		return err
	}
	if err := dropSubscriptions(ctx, conn); err != nil {
		return fmt.Errorf("restricting %s: %w", d.name, err)
	}
	if err := d.Execute(ctx, "BEGIN;"+removeDefaultPrivileges+"COMMIT"); err != nil {
		return fmt.Errorf("restricting %s: %w", d.name, err)
	}
	return nil
}

// dropSubscriptions detaches subscriptions from their publishers, which may not
// exist, before it drops them.
func dropSubscriptions(ctx context.Context, conn *pgx.Conn) error {
	rows, err := conn.Query(ctx, `
		SELECT format('ALTER SUBSCRIPTION %1$I DISABLE; ALTER SUBSCRIPTION %1$I SET (slot_name = NONE); DROP SUBSCRIPTION %1$I', subname)
		FROM pg_subscription WHERE subdbid = (SELECT oid FROM pg_database WHERE datname = current_database())
		ORDER BY subname`)
	if err != nil {
		return err
	}
	drops, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		return err
	}
	return conn.PgConn().Exec(ctx, strings.Join(drops, ";\n")).Close()
}

// Restrict is [Database.Restrict] for a test.
func Restrict(tb testing.TB, db *DB) {
	tb.Helper()
	if err := db.Restrict(context.Background()); err != nil {
		tb.Fatal(err)
	}
}
