package migrate_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/schemadiff/schemadiff/internal/pgtest"
	"github.com/schemadiff/schemadiff/migrate"
	"github.com/schemadiff/schemadiff/migrate/pgxmigrate"
)

// revision is the text of a file.
func revision(id, revises, up, down string) string {
	return fmt.Sprintf("-- schemadiff: revision %s\n-- revises: %s\n\n-- schemadiff: up\n\n%s\n\n-- schemadiff: down\n\n%s\n", id, revises, up, down)
}

// files makes a directory of a chain of revisions a, b, c …: each is the text of
// an up section, and perhaps, behind a line of dashes, of a down section.
func files(texts ...string) fstest.MapFS {
	fsys := fstest.MapFS{}
	parent := "base"
	for i, text := range texts {
		id := string(rune('a' + i))
		up, down, _ := strings.Cut(text, "\n====\n")
		fsys[id+".sql"] = &fstest.MapFile{Data: []byte(revision(id, parent, up, down))}
		parent = id
	}
	return fsys
}

// open makes a migrator for a test's database.
func open(t *testing.T, db *pgtest.DB, fsys fstest.MapFS, options ...migrate.Option) *migrate.Migrator {
	t.Helper()
	m, err := migrate.New(fsys, pgxmigrate.Address(db.URL()), append([]migrate.Option{
		migrate.RetryWith(migrate.Retries{Attempts: 3, First: 10 * time.Millisecond, Most: 50 * time.Millisecond}),
	}, options...)...)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// text reads a query's only value.
func text(t *testing.T, db *pgtest.DB, query string) string {
	t.Helper()
	var value string
	if err := db.Conn().QueryRow(context.Background(), query).Scan(&value); err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	return value
}

func rowsOf(t *testing.T, db *pgtest.DB) string {
	t.Helper()
	return text(t, db, "SELECT coalesce(string_agg(version_num, ' ' ORDER BY version_num), '') FROM schemadiff_version")
}

// history is the history table without what differs from run to run.
func history(t *testing.T, db *pgtest.DB) string {
	t.Helper()
	return text(t, db, `SELECT coalesce(string_agg(concat_ws(' ', revision, direction, statements_done || '/' || statements,
	CASE WHEN finished_at IS NULL THEN 'open' END, 'running ' || running_statement, 'failed ' || failed_statement), E'\n' ORDER BY id), '')
	FROM schemadiff_history`)
}

func expect(t *testing.T, what, got, want string) {
	t.Helper()
	if got != want {
		t.Errorf("%s:\ngot  %s\nwant %s", what, got, want)
	}
}

func must[T any](t *testing.T) func(T, error) T {
	return func(value T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return value
	}
}

func TestUpgradeAndDowngrade(t *testing.T) {
	pgtest.Each(t, func(t *testing.T, major int) {
		db := pgtest.New(t, major)
		ctx := context.Background()
		m := open(t, db, files(
			"CREATE TABLE t (id int); INSERT INTO t VALUES (1);\n====\nDROP TABLE t;",
			"-- schemadiff: no transaction\nCREATE INDEX CONCURRENTLY t_id ON t (id);\n====\nDROP INDEX t_id;",
			"ALTER TABLE t ADD COLUMN b int;\n-- schemadiff: repeat\nUPDATE t SET b = 1 WHERE b IS NULL;\nALTER TABLE t ALTER b SET NOT NULL;\n====\nALTER TABLE t DROP COLUMN b;",
		))
		status := must[migrate.Status](t)(m.Status(ctx))
		if status.UpToDate || len(status.Pending) != 3 || status.Tables.Version || status.Tables.History {
			t.Errorf("an empty database: %+v", status)
		}
		result := must[migrate.Result](t)(m.Upgrade(ctx))
		if len(result.Steps) != 3 {
			t.Errorf("result: %+v", result)
		}
		expect(t, "rows", rowsOf(t, db), "c")
		expect(t, "history", history(t, db), "a upgrade 2/2\nb upgrade 1/1\nc upgrade 3/3")
		if status = must[migrate.Status](t)(m.Status(ctx)); !status.UpToDate {
			t.Errorf("after the upgrade: %+v", status)
		}
		must[migrate.Result](t)(m.Downgrade(ctx, "base"))
		expect(t, "rows", rowsOf(t, db), "")
		expect(t, "tables", text(t, db, "SELECT count(*)::text FROM pg_class WHERE relname IN ('t', 't_id')"), "0")
		if records := must[[]migrate.Record](t)(m.Applied(ctx)); len(records) != 6 || !records[5].OK() {
			t.Errorf("history: %+v", records)
		}
	})
}

func TestFailureIsLocated(t *testing.T) {
	db := pgtest.New(t, 15)
	ctx := context.Background()
	m := open(t, db, files("CREATE TABLE t (id int);", "CREATE TABLE u (id int);\nSELECT 1,\n  nope FROM t;"))
	_, err := m.Upgrade(ctx)
	var failed *migrate.StatementError
	if !errors.As(err, &failed) {
		t.Fatalf("got %v", err)
	}
	expect(t, "place", failed.Pos.String(), "b.sql:8:3")
	expect(t, "rows", rowsOf(t, db), "a")
	expect(t, "history", history(t, db), "a upgrade 1/1\nb upgrade 0/2 failed 2")
	if !strings.Contains(err.Error(), "the database has nothing of it") || !strings.Contains(err.Error(), "committed before: a") {
		t.Errorf("got %v", err)
	}
	much := &migrate.RunError{Err: errors.New("x"), Committed: strings.Fields("a b c d e f")}
	expect(t, "much before", much.Error(), "x\ncommitted before: 6 revisions, the last of them f")
}
