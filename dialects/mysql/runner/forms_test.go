package runner_test

import (
	"testing"

	"github.com/schemadiff/schemadiff/dialects/mysql/runner"
)

func TestForms(t *testing.T) {
	var d runner.Dialect
	for _, test := range []struct {
		sql                            string
		commits, atomic, refused, sets bool
	}{
		{"INSERT INTO t VALUES (1)", false, true, false, false},
		{"with x as (select 1) update t set a = 1", false, true, false, false},
		{"CREATE TABLE t (a int)", true, false, false, false},
		{"/* make */ create table t (a int)", true, false, false, false},
		{"/*!50100 CREATE TABLE t (a int) */", true, false, false, false},
		{"/*M!100300 ALTER TABLE t ADD b int */", true, false, false, false},
		{"CREATE TEMPORARY TABLE t (a int)", false, false, false, false},
		{"CREATE OR REPLACE TEMPORARY TABLE t (a int)", false, false, false, false},
		{"DROP TEMPORARY TABLE t", false, false, false, false},
		{"CREATE DEFINER=`a`@`b` TRIGGER x BEFORE INSERT ON t FOR EACH ROW SET NEW.a = 1", true, false, false, false},
		{"TRUNCATE t", true, false, false, false},
		{"OPTIMIZE TABLE t", true, false, false, false},
		{"LOAD DATA LOCAL INFILE 'x' INTO TABLE t", false, true, false, false},
		{"LOAD INDEX INTO CACHE t", true, false, false, false},
		{"CALL p()", true, false, false, false},
		{"BEGIN NOT ATOMIC SET @a = 1; END", true, false, false, false},
		{"BEGIN", true, false, true, false},
		{"START TRANSACTION", true, false, true, false},
		{"START SLAVE", true, false, false, false},
		{"COMMIT", false, false, true, false},
		{"ROLLBACK TO s", false, false, false, false},
		{"ROLLBACK", false, false, true, false},
		{"SAVEPOINT s", false, false, false, false},
		{"LOCK TABLES t WRITE", false, false, true, false},
		{"USE other", false, false, true, false},
		{"SET autocommit = 0", false, true, true, true},
		{"SET @@session.autocommit=1", false, true, true, true},
		{"SET SESSION sql_mode = '', @@autocommit = 0", false, true, true, true},
		{"SET @autocommit = 0", false, true, false, true},
		{"/*!40101 SET NAMES utf8 */", false, true, false, true},
		{"SET GLOBAL x = 1", false, true, false, false},
		{"SET PASSWORD = 'x'", true, false, false, false},
		{"SET STATEMENT max_statement_time = 60 FOR ALTER TABLE t ADD b int", true, false, false, false},
		{"SET STATEMENT sort_buffer_size = 100000, lock_wait_timeout = 1 FOR UPDATE t SET a = 1", false, true, false, false},
		{"SET STATEMENT lock_wait_timeout = 1 FOR COMMIT", false, false, true, false},
		{"SELECT RELEASE_ALL_LOCKS()", false, true, true, false},
		{"SELECT 'commit; RELEASE_LOCK(x)'", false, true, false, false},
		{"", true, false, false, false},
	} {
		if got := d.Commits(test.sql); got != test.commits {
			t.Errorf("%s: commits %v", test.sql, got)
		}
		if got := d.Atomic(test.sql); got != test.atomic {
			t.Errorf("%s: atomic %v", test.sql, got)
		}
		if got := d.Refuses(test.sql); (got != "") != test.refused {
			t.Errorf("%s: refuses %q", test.sql, got)
		}
		if got := d.Sets(test.sql); got != test.sets {
			t.Errorf("%s: sets %v", test.sql, got)
		}
	}
}

func TestCounts(t *testing.T) {
	for sql, want := range map[string]string{
		"UPDATE t SET a = 1 LIMIT 10":                     "rows",
		"WITH x AS (SELECT 1) DELETE FROM t":              "rows",
		"WITH x AS (SELECT 1 FROM (SELECT 1) y) SELECT 1": "query",
		"SELECT f()":             "query",
		"CREATE TABLE t (a int)": "none",
		"CALL p()":               "none",
	} {
		query, err := runner.Dialect{}.Counts(sql)
		got := map[bool]string{true: "query", false: "rows"}[query]
		if err != nil {
			got = "none"
		}
		if got != want {
			t.Errorf("%s: got %s, want %s", sql, got, want)
		}
	}
}
