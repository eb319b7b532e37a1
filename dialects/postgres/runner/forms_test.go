package runner_test

import (
	"context"
	"errors"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"

	"github.com/schemadiff/schemadiff/dialects/postgres/runner"
	"github.com/schemadiff/schemadiff/internal/pgtest"
)

// forms says of statements what the runner must know about them.
var forms = []struct {
	sql                           string
	atomic, refused, maySet, sets bool
	counts, query                 bool
	skip                          string // why the server isn't asked
}{
	{sql: "SELECT 1", atomic: true, maySet: true, counts: true, query: true},
	{sql: "-- a word\nselect 1", atomic: true, maySet: true, counts: true, query: true},
	{sql: "(SELECT 1)", atomic: true},
	{sql: "INSERT INTO t VALUES (1)", atomic: true, counts: true},
	{sql: "UPDATE t SET id = 1", atomic: true, counts: true},
	{sql: "DELETE FROM t", atomic: true, counts: true},
	{sql: "WITH c AS (UPDATE t SET id = 2 RETURNING 1) SELECT count(*) FROM c", atomic: true, maySet: true, counts: true, query: true},
	{sql: "WITH c (a) AS (SELECT 1), d AS NOT MATERIALIZED (SELECT (2)) INSERT INTO t SELECT * FROM d", atomic: true, maySet: true, counts: true},
	{sql: "WITH update AS (SELECT 1) DELETE FROM t USING update", atomic: true, maySet: true, counts: true},
	{sql: "TRUNCATE t", atomic: true},
	{sql: "CREATE TABLE u ()", atomic: true},
	{sql: "CREATE INDEX ON t (id)", atomic: true},
	{sql: `CREATE INDEX "concurrently" ON t (id)`, atomic: true},
	{sql: "CREATE INDEX /* now */ CONCURRENTLY x ON t (id)"},
	{sql: "CREATE UNIQUE INDEX CONCURRENTLY x ON t (id)"},
	{sql: "DROP INDEX CONCURRENTLY x"},
	{sql: "DROP INDEX IF EXISTS x", atomic: true},
	{sql: "REINDEX TABLE CONCURRENTLY t"},
	{sql: "ALTER TYPE kind ADD VALUE 'x'", atomic: true},
	{sql: "ALTER TABLE p DETACH PARTITION c CONCURRENTLY"},
	{sql: "ALTER TABLE p DETACH PARTITION c", atomic: true},
	{sql: "ALTER TABLE t ADD COLUMN concurrently_ int", atomic: true},
	{sql: "ALTER SYSTEM SET work_mem = '5MB'"},
	{sql: "CREATE DATABASE schemadiff_forms"},
	{sql: "DROP DATABASE IF EXISTS schemadiff_forms"},
	{sql: "VACUUM t"},
	{sql: "ANALYZE t"},
	{sql: "CALL pr()", maySet: true},
	{sql: "DO 'BEGIN COMMIT; END'", maySet: true},
	{sql: "COMMENT ON TABLE t IS 'x'", atomic: true},
	{sql: "GRANT SELECT ON t TO public", atomic: true},
	{sql: "REFRESH MATERIALIZED VIEW CONCURRENTLY m", atomic: true},
	{sql: "SET search_path = public", atomic: true, maySet: true, sets: true},
	{sql: "SET LOCAL search_path = public", atomic: true, maySet: true},
	{sql: "SET CONSTRAINTS ALL DEFERRED", atomic: true, maySet: true},
	{sql: "CREATE TEMP TABLE of_session (a int)", atomic: true, maySet: true},
	{sql: "CREATE OR REPLACE TEMPORARY VIEW of_session AS SELECT 1", atomic: true, maySet: true},
	{sql: "RESET ALL", atomic: true, maySet: true, sets: true},
	{sql: "SELECT pg_catalog.set_config('search_path', '', false)", atomic: true, maySet: true, sets: true, counts: true, query: true},
	{sql: "SELECT set_config('search_path', 'public', true)", atomic: true, maySet: true, counts: true, query: true},
	{sql: "DISCARD ALL", maySet: true, refused: true},
	{sql: "BEGIN", refused: true, skip: "it is about transactions"},
	{sql: "START TRANSACTION", refused: true, skip: "it is about transactions"},
	{sql: "COMMIT AND CHAIN", refused: true, skip: "it is about transactions"},
	{sql: "END", refused: true, skip: "it is about transactions"},
	{sql: "ROLLBACK", refused: true, skip: "it is about transactions"},
	{sql: "ROLLBACK TO SAVEPOINT s", skip: "it is about transactions"},
	{sql: "SAVEPOINT s", skip: "it is about transactions"},
	{sql: "PREPARE TRANSACTION 'x'", refused: true, skip: "it is about transactions"},
	{sql: "PREPARE x AS SELECT 1"},
	{sql: ""},
}

func TestForms(t *testing.T) {
	var d runner.Dialect
	for _, test := range forms {
		check := func(what string, got, want bool) {
			if got != want {
				t.Errorf("%s: %s is %v", test.sql, what, got)
			}
		}
		check("atomic", d.Atomic(test.sql), test.atomic)
		check("refused", d.Refuses(test.sql) != "", test.refused)
		check("may set", d.MaySet(test.sql), test.maySet)
		check("sets", d.Sets(test.sql), test.sets)
		query, err := d.Counts(test.sql)
		check("counts", err == nil, test.counts)
		check("query", query, test.query)
	}
}

// What is atomic is let into a transaction by the server, and what is refused
// there is not atomic.
func TestAtomicAsTheServerSees(t *testing.T) {
	pgtest.Each(t, func(t *testing.T, major int) {
		db := pgtest.New(t, major)
		db.Exec(`CREATE TABLE t (id int); CREATE TABLE p (id int) PARTITION BY LIST (id); CREATE TABLE c PARTITION OF p FOR VALUES IN (1);
			CREATE INDEX x ON t (id); CREATE TYPE kind AS ENUM (); CREATE PROCEDURE pr() LANGUAGE plpgsql AS 'BEGIN COMMIT; END';
			CREATE MATERIALIZED VIEW m AS SELECT 1 AS a; CREATE UNIQUE INDEX ON m (a)`)
		ctx := context.Background()
		conn, err := pgx.Connect(ctx, db.URL())
		if err != nil {
			t.Fatal(err)
		}
		defer conn.Close(ctx)
		for _, test := range forms {
			if test.skip != "" || test.sql == "" {
				continue
			}
			if _, err := conn.Exec(ctx, "BEGIN"); err != nil {
				t.Fatal(err)
			}
			_, err := conn.Exec(ctx, test.sql, pgx.QueryExecModeSimpleProtocol)
			var report *pgconn.PgError
			refused := errors.As(err, &report) && (report.Code == "25001" || report.Code == "2D000")
			if refused && test.atomic {
				t.Errorf("%s: %v", test.sql, err)
			}
			if _, err := conn.Exec(ctx, "ROLLBACK"); err != nil {
				t.Fatal(err)
			}
		}
	})
}

func TestQuotes(t *testing.T) {
	db := pgtest.New(t, 15)
	var d runner.Dialect
	for _, value := range []string{"", "a", "it's", `back\slash`, "line\nend\r", `both\'`, "$1", "ö%s"} {
		var got string
		if err := db.Conn().QueryRow(context.Background(), "SELECT "+d.QuoteLiteral(value)+" AS "+d.QuoteIdent(`a "b" `+value+" c")).Scan(&got); err != nil || got != value {
			t.Errorf("%q: got %q, %v", value, got, err)
		}
	}
}
