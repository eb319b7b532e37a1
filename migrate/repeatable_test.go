package migrate_test

import (
	"context"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/schemadiff/schemadiff/inspect/sqlfile"
	"github.com/schemadiff/schemadiff/internal/pgtest"
	"github.com/schemadiff/schemadiff/migrate"
	"github.com/schemadiff/schemadiff/migrate/pgxmigrate"
	"github.com/schemadiff/schemadiff/migrate/script"
	"github.com/schemadiff/schemadiff/migrate/script/format"
)

// A file that Flyway repeats stands behind all versions, so that a database can't
// be there: a version that came later would be taken for applied.
func TestRepeatable(t *testing.T) {
	db := pgtest.New(t, 15)
	ctx := context.Background()
	fsys := fstest.MapFS{
		"m/V1__t.sql":     &fstest.MapFile{Data: []byte("CREATE TABLE t (a int);")},
		"m/R__v.sql":      &fstest.MapFile{Data: []byte("CREATE OR REPLACE VIEW v AS SELECT 1 AS a;")},
		"m/R__w_also.sql": &fstest.MapFile{Data: []byte("CREATE OR REPLACE VIEW w AS SELECT 1 AS a;")},
	}
	open := func() *migrate.Migrator {
		flyway := must[format.Format](t)(format.ByName("flyway"))
		options := format.Options{Options: script.Options{Syntax: sqlfile.Postgres()}, Dialect: "postgres"}
		scripts := must[[]script.Script](t)(flyway.Read(fsys, []string{"m"}, options))
		return must[*migrate.Migrator](t)(migrate.FromScripts(scripts, pgxmigrate.Address(db.URL())))
	}
	if _, err := open().Upgrade(ctx); err == nil || !strings.Contains(err.Error(), "R__v.sql: this file is repeated") {
		t.Errorf("upgrading to the head: %v", err)
	}
	if _, err := open().Stamp(ctx, false, "heads"); err == nil || !strings.Contains(err.Error(), "is repeated") {
		t.Errorf("stamping the head: %v", err)
	}
	must[migrate.Result](t)(open().Upgrade(ctx, "1"))
	fsys["m/V2__u.sql"] = &fstest.MapFile{Data: []byte("CREATE TABLE u (a int);")}
	must[migrate.Result](t)(open().Upgrade(ctx, "2"))
	expect(t, "the rows", rowsOf(t, db), "2")
	expect(t, "the tables", text(t, db, "SELECT string_agg(relname, ' ' ORDER BY relname) FROM pg_class WHERE relname IN ('t', 'u', 'v', 'w')"), "t u")
}
