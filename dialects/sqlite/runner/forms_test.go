package runner_test

import (
	"strings"
	"testing"
	"time"

	"github.com/schemadiff/schemadiff/dialects/sqlite/runner"
)

// What a statement is to the runner.
func TestForms(t *testing.T) {
	for _, test := range []struct {
		sql, want string
	}{
		{"CREATE TABLE a (b)", "atomic"},
		{"insert into a values (1)", "atomic"},
		{"/* x */ VACUUM", "outside"},
		{"PRAGMA foreign_keys = OFF", "outside may-set sets sets-outside"},
		{"pragma main.\"foreign_keys\"(1)", "outside may-set sets sets-outside"},
		{"PRAGMA foreign_keys", ""},
		{"PRAGMA foreign_key_check", ""},
		{"PRAGMA foreign_key_check(a)", "may-set"},
		{"PRAGMA journal_mode = wal", "outside may-set"},
		{"PRAGMA defer_foreign_keys = 1", "may-set"},
		{"PRAGMA legacy_alter_table = ON", "may-set sets"},
		{"ATTACH 'x' AS y", "outside may-set sets sets-outside"},
		{"DETACH y", "outside"},
		{"CREATE TEMPORARY VIEW IF NOT EXISTS v AS SELECT 1", "atomic may-set"},
		{"CREATE TEMP TABLE temp.t (a)", "atomic may-set"},
		{"BEGIN", "atomic refused"},
		{"COMMIT", "atomic refused"},
		{"END TRANSACTION", "atomic refused"},
		{"ROLLBACK", "atomic refused"},
		{"ROLLBACK TO SAVEPOINT x", "atomic"},
		{"SAVEPOINT x", "atomic"},
		{"DETACH \"schemadiff_lock\"", "outside refused"},
		{"", "atomic"},
	} {
		var d runner.Dialect
		var got []string
		for _, fact := range []struct {
			is   bool
			name string
		}{
			{d.Atomic(test.sql), "atomic"},
			{d.Outside(test.sql), "outside"},
			{d.Refuses(test.sql) != "", "refused"},
			{d.MaySet(test.sql), "may-set"},
			{d.Sets(test.sql), "sets"},
			{d.SetsOutside(test.sql), "sets-outside"},
		} {
			if fact.is {
				got = append(got, fact.name)
			}
		}
		if s := strings.Join(got, " "); s != test.want {
			t.Errorf("%s: got %s, want %s", test.sql, s, test.want)
		}
	}
}

func TestCounts(t *testing.T) {
	for sql, want := range map[string]bool{
		"UPDATE a SET b = 1": true, "delete from a": true, "INSERT INTO a SELECT 1": true,
		"WITH c AS (SELECT 1) UPDATE a SET b = 1": true, "WITH c AS (SELECT 1) SELECT 1": false,
		"SELECT 1": false, "REPLACE INTO a VALUES (1)": false, "VACUUM": false,
	} {
		if query, err := (runner.Dialect{}).Counts(sql); query || (err == nil) != want {
			t.Errorf("%s: got %v, %v", sql, query, err)
		}
	}
}

// What a section leaves in the session of a script is undone by name.
func TestScriptReset(t *testing.T) {
	got := runner.Dialect{}.ScriptReset([]string{
		"ATTACH 'a' AS one", "ATTACH 'b' AS [two]", "DETACH DATABASE ONE", "CREATE TEMP TABLE IF NOT EXISTS \"t 1\" (a)",
		"CREATE TEMP TRIGGER g AFTER INSERT ON x BEGIN SELECT 1; END", "PRAGMA recursive_triggers=1", "PRAGMA user_version = 3", "SELECT 1",
	})
	want := `PRAGMA "recursive_triggers" = 0; DROP TRIGGER IF EXISTS temp."g"; DROP TABLE IF EXISTS temp."t 1"; DETACH "two"`
	if s := strings.Join(got, "; "); s != want {
		t.Errorf("got  %s\nwant %s", s, want)
	}
}

func TestWriting(t *testing.T) {
	var d runner.Dialect
	if got := d.QuoteLiteral("it's\x00"); got != "'it''s'" {
		t.Errorf("got %s", got)
	}
	if got := d.QuoteIdent(`a"b`); got != `"a""b"` {
		t.Errorf("got %s", got)
	}
	if got := strings.Join(d.Timeouts(1500*time.Microsecond, time.Hour), ";"); got != "PRAGMA busy_timeout = 1" {
		t.Errorf("got %s", got)
	}
	for code, want := range map[int]string{5: "SQLITE_BUSY", 517: "SQLITE_BUSY", 2067: "SQLITE_CONSTRAINT", 14: "SQLITE_CANTOPEN", 255: "SQLITE_ERROR"} {
		if got := runner.CodeName(code); got != want {
			t.Errorf("%d: got %s, want %s", code, got, want)
		}
	}
}
