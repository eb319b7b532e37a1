package autogenerate_test

import (
	"testing"

	"github.com/schemadiff/schemadiff/dialects/postgres/runner"
	"github.com/schemadiff/schemadiff/inspect/sqlfile"
	"github.com/schemadiff/schemadiff/migrate/autogenerate"
	"github.com/schemadiff/schemadiff/migrate/script"
)

func TestRowStatements(t *testing.T) {
	for _, test := range []struct {
		sql  string
		want bool
	}{
		{"INSERT INTO t VALUES (1)", true},
		{"CREATE TABLE t (a int)", false},
		{"CREATE TABLE t (a int GENERATED ALWAYS AS (1) STORED)", false},
		{"CREATE TABLE t AS SELECT 1", true},
		{"CREATE UNLOGGED TABLE IF NOT EXISTS t (a) AS (VALUES (1))", true},
		{"create or replace table t select 1 as a", true},
		{"CREATE TABLE t AS TABLE u WITH NO DATA", false},
		{"CREATE TEMP TABLE t AS SELECT 1", false},
		{"CREATE VIEW v AS SELECT 1", false},
		{"CREATE OR REPLACE VIEW v AS SELECT 1", false},
		{"CREATE", false},
	} {
		source := sqlfile.Source{Name: "1.sql", Text: "-- schemadiff: revision 1\n\n-- schemadiff: up\n\n" + test.sql + ";\n"}
		s, errs := script.Parse(source, sqlfile.Postgres())
		if err := errs.Err(); err != nil {
			t.Fatal(err)
		}
		prefix := autogenerate.Prefix{Scripts: []script.Script{s}}
		if got := len(prefix.RowStatements(runner.Dialect{})) > 0; got != test.want {
			t.Errorf("%s: writes rows: %t, want %t", test.sql, got, test.want)
		}
	}
}
