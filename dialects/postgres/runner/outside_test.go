package runner_test

import (
	"testing"

	"github.com/schemadiff/schemadiff/dialects/postgres/runner"
)

func TestOutside(t *testing.T) {
	for sql, want := range map[string]bool{
		"CREATE INDEX CONCURRENTLY i ON t (a)":              true,
		"create unique index concurrently i on t (a)":       true,
		"CREATE INDEX i ON t (concurrently(a))":             false,
		"/* now */ DROP INDEX CONCURRENTLY i":               true,
		"DROP INDEX i":                                      false,
		"ALTER TABLE t DETACH PARTITION p CONCURRENTLY":     true,
		"ALTER TABLE t ADD COLUMN \"concurrently\" integer": false,
		"CREATE DATABASE d":                                 true,
		"ALTER SYSTEM SET work_mem = '1MB'":                 true,
		"VACUUM t":                                          true,
		"REINDEX TABLE CONCURRENTLY t":                      true,
		"REINDEX TABLE t":                                   false,
		"CLUSTER":                                           true,
		"CLUSTER VERBOSE":                                   true,
		"CLUSTER t USING i":                                 false,
		"DISCARD ALL":                                       true,
		"DISCARD PLANS":                                     false,
		"UPDATE t SET a = 'VACUUM'":                         false,
		"":                                                  false,
	} {
		if got := (runner.Dialect{}).Outside(sql); got != want {
			t.Errorf("%q: got %v", sql, got)
		}
	}
}
