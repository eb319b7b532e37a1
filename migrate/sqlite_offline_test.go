package migrate_test

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/schemadiff/schemadiff/migrate"
	"github.com/schemadiff/schemadiff/migrate/graph"
)

// sqlite3 runs a script as it is, in the product's own shell.
func sqlite3(path, script string) (string, error) {
	command := exec.Command("sqlite3", path) //nolint:gosec // the test's own database
	command.Stdin = strings.NewReader(script)
	output, err := command.CombinedOutput()
	return string(output), err
}

func needShell(t *testing.T) {
	t.Helper()
	if _, err := exec.LookPath("sqlite3"); err != nil {
		t.Skip("there is no sqlite3")
	}
}

const liteLeftSetup = `CREATE TABLE trail (n INTEGER PRIMARY KEY, what text); CREATE TABLE work (id int, seen int);
INSERT INTO work VALUES (1, 0), (2, 0), (3, 0);
CREATE TABLE parent (id INTEGER PRIMARY KEY); INSERT INTO parent VALUES (1), (2);
CREATE TABLE child (p int REFERENCES parent ON DELETE CASCADE); INSERT INTO child VALUES (1), (2)`

// liteLeft is all that a run leaves in a database, but for times.
const liteLeft = `SELECT
	'version: ' || (SELECT coalesce(group_concat(version_num), '') FROM (SELECT version_num FROM schemadiff_version ORDER BY 1)) || char(10) ||
	(SELECT coalesce(group_concat(line, char(10)), '') FROM (SELECT revision || ' ' || direction || ' ' || checksum || ' ' || tool_version || ' ' || applied_by || ' ' || statements || ' ' ||
		statements_done || ' ' || done_checksum || ' ' || coalesce(running_statement, '') || coalesce(running_checksum, '') || ' ' || repeat_rounds || ' ' || repeat_rows || ' ' ||
		coalesce(failed_statement, '') || coalesce(error, '') || (finished_at >= started_at) AS line FROM schemadiff_history ORDER BY id)) || char(10) ||
	'trail: ' || (SELECT coalesce(group_concat(what, ' '), '') FROM (SELECT what FROM trail ORDER BY n)) || char(10) ||
	'work: ' || (SELECT group_concat(id || ' ' || seen, ', ') FROM work) || ', children: ' || (SELECT count(*) FROM child) || char(10) ||
	'schema: ' || (SELECT group_concat(type || ' ' || name) FROM (SELECT type, name FROM sqlite_schema ORDER BY name))`

// liteBody makes the statements of a section. One that is repeated can't be
// written into a script.
func liteBody(t *rapid.T, id, direction string) string {
	mark := func(text string) string {
		return fmt.Sprintf("INSERT INTO trail (what) VALUES ('%s %s ''%s''');\n", id, direction, text)
	}
	const outside = "-- schemadiff: no transaction\n"
	pieces := []string{
		mark("plain"), outside + mark("alone"), "-- schemadiff: new transaction\n" + mark("new"),
		"UPDATE work SET seen = seen + 1;\n",
		"CREATE TABLE IF NOT EXISTS made_" + id + " (a int);\n",
		"CREATE TRIGGER IF NOT EXISTS noted_" + id + " AFTER UPDATE ON work BEGIN INSERT INTO trail (what) VALUES ('fired; ' || NEW.id); END;\n",
		"DROP TRIGGER IF EXISTS noted_" + id + ";\n",
		outside + "VACUUM;\n",
		outside + "PRAGMA foreign_keys = ON;\nINSERT INTO trail (what) SELECT 'keys ' || foreign_keys FROM pragma_foreign_keys;\n",
		outside + "PRAGMA foreign_keys = OFF;\nCREATE TABLE p2 (id INTEGER PRIMARY KEY);\nINSERT INTO p2 SELECT id FROM parent;\nDROP TABLE parent;\nALTER TABLE p2 RENAME TO parent;\n",
		"PRAGMA recursive_triggers = ON;\n",
		"INSERT INTO trail (what) SELECT 'keys ' || (SELECT foreign_keys FROM pragma_foreign_keys) || ' recursive ' || (SELECT recursive_triggers FROM pragma_recursive_triggers);\n",
		"CREATE TEMP TABLE IF NOT EXISTS batch (a int);\nINSERT INTO batch VALUES (1);\nINSERT INTO trail (what) SELECT 'batch ' || count(*) FROM batch;\n",
		outside + "ATTACH ':memory:' AS aside;\nCREATE TABLE IF NOT EXISTS aside.x (a int);\n" + outside + "DETACH aside;\n",
	}
	return strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 0, 5).Draw(t, direction+" of "+id), "")
}

// The script does the same to a database as the run.
func TestLiteScriptDoesWhatTheRunDoes(t *testing.T) {
	needShell(t)
	ctx := context.Background()
	if os.Getenv("SCHEMADIFF_FAULTS") == "" { // the long form of this test as well
		if err := flag.Set("rapid.checks", "12"); err != nil {
			t.Fatal(err)
		}
	}
	rapid.Check(t, func(rt *rapid.T) {
		online, offline := newLite(t, liteLeftSetup), newLite(t, liteLeftSetup)
		defer online.db.Close()
		defer offline.db.Close()
		fsys, ids := randomHistory(rt, liteBody)
		var options []migrate.Option
		if rapid.Bool().Draw(rt, "in one transaction") {
			options = append(options, migrate.TransactionPerRun())
		}
		m := online.open(fsys, options...)
		var rows graph.Rows
		for range rapid.IntRange(1, 6).Draw(rt, "moves") {
			direction, targets := move(rt, ids)
			if _, err := m.Plan(ctx, direction, targets...); err != nil {
				continue // there is no such way from here
			}
			var script strings.Builder
			if err := m.Script(&script, direction, rows, targets...); err != nil {
				rt.Fatalf("writing the script: %v", err)
			}
			result, err := run(ctx, m, direction, targets)
			if err != nil {
				rt.Fatalf("%s to %v: %v", direction, targets, err)
			}
			rows = result.After
			if output, err := sqlite3(offline.path, script.String()); err != nil {
				rt.Fatalf("running the script: %v\n%s\n%s", err, output, script.String())
			}
			if want, got := online.text(liteLeft), offline.text(liteLeft); got != want {
				rt.Fatalf("the script left\n%s\nthe run left\n%s\nthe script is\n%s", got, want, script.String())
			}
		}
	})
}

// A script that begins elsewhere, or fails, changes nothing behind that.
func TestLiteScriptFailsSafely(t *testing.T) {
	needShell(t)
	l := newLite(t, "")
	m := l.open(files("CREATE TABLE a (id int);", "CREATE TABLE b (id int);", "CREATE TABLE a (id int);\nCREATE TABLE c (id int);"))
	script := func(from, to string) string {
		var b strings.Builder
		if err := m.Script(&b, graph.Up, []string{from}, to); err != nil {
			t.Fatal(err)
		}
		return b.String()
	}
	must[migrate.Result](t)(m.Upgrade(context.Background(), "a"))
	output, err := sqlite3(l.path, script("b", "c"))
	if err == nil || !strings.Contains(output, "this script begins at b, and the database is elsewhere") {
		t.Errorf("got %v %s", err, output)
	}
	output, err = sqlite3(l.path, script("a", "c"))
	if err == nil || !strings.Contains(output, "table a already exists") {
		t.Errorf("got %v %s", err, output)
	}
	expect(t, "rows", l.text(liteRows), "b")
	expect(t, "tables", l.text("SELECT group_concat(name) FROM sqlite_schema WHERE length(name) = 1"), "a,b")

	repeated := l.open(files("-- schemadiff: repeat\nUPDATE a SET id = 1 WHERE id < 1;"))
	var b strings.Builder
	if err := repeated.Script(&b, graph.Up, nil, "heads"); err == nil || !strings.Contains(err.Error(), "neither SQL nor the sqlite3 shell can repeat a statement") {
		t.Errorf("got %v", err)
	}
	if entries, err := filepath.Glob(filepath.Dir(l.path) + "/*-journal"); err != nil || len(entries) > 0 {
		t.Errorf("there are %v, %v", entries, err)
	}
}
