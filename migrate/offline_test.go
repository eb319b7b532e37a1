package migrate_test

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"pgregory.net/rapid"

	"github.com/schemadiff/schemadiff/internal/pgtest"
	"github.com/schemadiff/schemadiff/migrate"
	"github.com/schemadiff/schemadiff/migrate/graph"
	"github.com/schemadiff/schemadiff/migrate/pgxmigrate"
)

// psql runs a script as it is.
func psql(t fataler, db *pgtest.DB, script string) (string, error) {
	t.Helper()
	path, err := exec.LookPath("psql")
	if err != nil {
		t.Fatalf("looking for psql: %v", err)
	}
	command := exec.Command(path, "-X", "-q", "-d", db.URL(), "-f", "-") //nolint:gosec // the test's own database
	command.Stdin = strings.NewReader(script)
	output, err := command.CombinedOutput()
	return string(output), err
}

type fataler interface {
	Helper()
	Fatalf(format string, args ...any)
}

// needPsql skips without psql, or fails where nothing may be skipped.
func needPsql(t *testing.T) {
	t.Helper()
	if _, err := exec.LookPath("psql"); err != nil {
		t.Skip("there is no psql")
	}
}

// left is all that a run leaves in a database, but for times.
const left = `SELECT concat_ws(E'\n',
	(SELECT 'version: ' || string_agg(version_num, ' ' ORDER BY version_num) FROM schemadiff_version),
	(SELECT string_agg(concat_ws(' ', revision, direction, checksum, tool_version, applied_by, statements, statements_done, done_checksum,
		running_statement, running_checksum, repeat_rounds, repeat_rows, failed_statement, error, finished_at >= started_at), E'\n' ORDER BY id) FROM schemadiff_history),
	(SELECT 'trail: ' || string_agg(what, ' ' ORDER BY n) FROM trail),
	(SELECT 'work: ' || string_agg(id || ' ' || seen, ', ' ORDER BY id) FROM work),
	(SELECT 'tables: ' || string_agg(relnamespace::regnamespace || '.' || relname, ' ' ORDER BY relname) FROM pg_class WHERE relname LIKE 'made%'))`

const leftSetup = `DROP SCHEMA IF EXISTS app CASCADE; DROP SCHEMA public CASCADE; CREATE SCHEMA public; CREATE SCHEMA app;
CREATE TABLE trail (n int GENERATED ALWAYS AS IDENTITY, what text);
CREATE TABLE work (id int, seen int); INSERT INTO work SELECT i, 0 FROM generate_series(1, 25) i;`

// body makes the statements of a section. Which rows a round of a repeated one
// takes, and so the number of rounds, must not hang on where the rows lie: that
// changes with any other session's snapshot.
func body(t *rapid.T, id, direction string) string {
	mark := func(text string) string {
		return fmt.Sprintf("INSERT INTO public.trail (what) VALUES ('%s %s %s');\n", id, direction, text)
	}
	pieces := []string{
		mark("plain"),
		"-- schemadiff: no transaction\n" + mark("alone"),
		"-- schemadiff: new transaction\n" + mark("new"),
		"-- schemadiff: no transaction\nDO $$ BEGIN " + mark("do") + " END $$;\n",
		"-- schemadiff: repeat\nUPDATE public.work SET seen = seen + 1 WHERE id IN (SELECT id FROM public.work WHERE seen < (SELECT count(*) FROM public.trail) ORDER BY seen, id LIMIT 10);\n",
		"-- schemadiff: repeat\nWITH c AS (UPDATE public.work SET seen = seen - 1 WHERE seen > 3 RETURNING 1) SELECT count(*) FROM c;\n",
		"COPY public.trail (what) FROM stdin;\n" + id + " " + direction + " copied\n\\.\n",
		"SET search_path = app;\n",
		"SELECT set_config('search_path', '', false);\n",
		"SET search_path = app;\nCREATE TABLE IF NOT EXISTS made_" + id + " ();\n",
		"CREATE TABLE IF NOT EXISTS public.made_" + id + " ();\n",
		"INSERT INTO public.trail (what) SELECT current_setting('search_path');\n",
		"-- schemadiff: no transaction\nVACUUM public.work;\n",
		"CREATE TEMP TABLE IF NOT EXISTS batch (a int);\nINSERT INTO batch VALUES (1);\nINSERT INTO public.trail (what) SELECT 'batch ' || count(*) FROM batch;\n",
	}
	return strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 0, 5).Draw(t, direction+" of "+id), "")
}

// history of random shape: each revision follows up to three others, and may
// depend on another.
func randomFiles(t *rapid.T) (fstest.MapFS, []string) { return randomHistory(t, body) }

// randomHistory is that with the statements of a product.
func randomHistory(t *rapid.T, body func(t *rapid.T, id, direction string) string) (fstest.MapFS, []string) {
	fsys := fstest.MapFS{}
	var ids []string
	for i := range rapid.IntRange(1, 9).Draw(t, "revisions") {
		id := fmt.Sprintf("r%d", i)
		parents, dependsOn := "base", ""
		if len(ids) > 0 {
			if list := rapid.SliceOfNDistinct(rapid.SampledFrom(ids), 0, min(3, len(ids)), rapid.ID).Draw(t, "parents of "+id); len(list) > 0 {
				parents = strings.Join(list, ", ")
			}
			if rapid.IntRange(0, 4).Draw(t, "depends") == 0 {
				dependsOn = "\n-- depends on: " + rapid.SampledFrom(ids).Draw(t, "dependency of "+id)
			}
		}
		text := revision(id, parents+dependsOn, body(t, id, "up"), body(t, id, "down"))
		fsys[id+".sql"] = &fstest.MapFile{Data: []byte(text)}
		ids = append(ids, id)
	}
	return fsys, ids
}

// move is a random run.
func move(t *rapid.T, ids []string) (graph.Direction, []string) {
	direction := rapid.SampledFrom([]graph.Direction{graph.Up, graph.Up, graph.Up, graph.Down, graph.Down, graph.Stamp}).Draw(t, "direction")
	targets := slices.Clone(ids)
	switch direction {
	case graph.Up:
		targets = append(targets, "heads", "heads")
	case graph.Down:
		targets = append(targets, "base")
	case graph.Stamp:
		targets = append(targets, "heads", "base")
	}
	return direction, []string{rapid.SampledFrom(targets).Draw(t, "target")}
}

// The script does the same to a database as the run.
func TestScriptDoesWhatTheRunDoes(t *testing.T) {
	needPsql(t)
	online, offline := pgtest.New(t, 15), pgtest.New(t, 15)
	ctx := context.Background()
	if os.Getenv("SCHEMADIFF_FAULTS") == "" { // the long form of this test as well
		if err := flag.Set("rapid.checks", "12"); err != nil {
			t.Fatal(err)
		}
	}
	rapid.Check(t, func(rt *rapid.T) {
		online.Exec(leftSetup)
		offline.Exec(leftSetup)
		fsys, ids := randomFiles(rt)
		var options []migrate.Option
		if rapid.Bool().Draw(rt, "in one transaction") {
			options = append(options, migrate.TransactionPerRun())
		}
		if rapid.Bool().Draw(rt, "schema known") {
			options = append(options, migrate.VersionTable("public", migrate.DefaultVersionTable))
		}
		m, err := migrate.New(fsys, pgxmigrate.Address(online.URL()), options...)
		if err != nil {
			rt.Fatal(err)
		}
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
			if output, err := psql(rt, offline, script.String()); err != nil {
				rt.Fatalf("running the script: %v\n%s\n%s", err, output, script.String())
			}
			want, got := text(t, online, left), text(t, offline, left)
			if got != want {
				rt.Fatalf("the script left\n%s\nthe run left\n%s\nthe script is\n%s", got, want, script.String())
			}
		}
	})
}

func run(ctx context.Context, m *migrate.Migrator, direction graph.Direction, targets []string) (migrate.Result, error) {
	switch direction {
	case graph.Up:
		return m.Upgrade(ctx, targets...)
	case graph.Down:
		return m.Downgrade(ctx, targets[0])
	case graph.Stamp:
	}
	return m.Stamp(ctx, false, targets...)
}
