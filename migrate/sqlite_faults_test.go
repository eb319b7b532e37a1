package migrate_test

import (
	"context"
	"database/sql"
	"fmt"
	"os/exec"
	"strconv"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"github.com/schemadiff/schemadiff/internal/sqliteconn"
	"github.com/schemadiff/schemadiff/migrate"
	"github.com/schemadiff/schemadiff/migrate/sqlmigrate"
)

// liteAddress is what the address of a database of SQLite begins with.
const liteAddress = "sqlite:"

func liteTarget(path string) migrate.Target {
	db, err := sql.Open("sqlite", sqliteconn.Address(path, sqliteconn.Existing))
	if err != nil {
		panic(err)
	}
	return sqlmigrate.SQLite(db)
}

const liteFaultSetup = `CREATE TABLE log (revision int, statement int);
CREATE TABLE work (id int PRIMARY KEY, seen int NOT NULL);
WITH RECURSIVE g (i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM g WHERE i < 400) INSERT INTO work SELECT i, 0 FROM g;
CREATE TABLE parent (id INTEGER PRIMARY KEY AUTOINCREMENT, n int);
CREATE TABLE child (id INTEGER PRIMARY KEY, p int NOT NULL REFERENCES parent ON DELETE CASCADE);
INSERT INTO parent SELECT id, 0 FROM work; INSERT INTO child SELECT id, id FROM work`

// liteFaultFiles makes 50 revisions of five kinds.
func liteFaultFiles() fstest.MapFS {
	fsys := fstest.MapFS{}
	parent := "base"
	for i := range faultRevisions {
		id := fmt.Sprintf("r%02d", i)
		log := func(statement int) string { return fmt.Sprintf("INSERT INTO log VALUES (%d, %d);\n", i, statement) }
		const outside = "-- schemadiff: no transaction\n"
		var up string
		switch i % 5 {
		case 0: // one transaction
			up = log(1) + fmt.Sprintf("CREATE TABLE t%d (id int, b int);\nINSERT INTO t%[1]d SELECT id, id FROM work;\n", i) + log(2)
		case 1: // everything outside
			up = log(1) + fmt.Sprintf("CREATE INDEX i%d ON t%d (id);\nVACUUM;\n", i, i-1) + log(2)
			up = strings.Replace(revision(id, parent, up, ""), "schemadiff: up\n", "schemadiff: up, no transaction\n", 1)
		case 2: // a table is built anew while others refer to it
			up = log(1) + outside + "PRAGMA foreign_keys = OFF;\n" +
				fmt.Sprintf("CREATE TABLE fresh (id INTEGER PRIMARY KEY AUTOINCREMENT, n int, c%d int);\nINSERT INTO fresh (id, n) SELECT id, n + 1 FROM parent;\n", i) +
				"DROP TABLE parent;\nALTER TABLE fresh RENAME TO parent;\n" + log(2) + outside + "PRAGMA foreign_keys = ON;\n" + log(3)
		case 3: // repeated
			up = log(1) + fmt.Sprintf("-- schemadiff: repeat\nUPDATE work SET seen = seen + 1 WHERE id IN (SELECT id FROM work WHERE seen < %d ORDER BY id LIMIT 40);\n", i/5+1) + log(2)
		case 4: // what takes away
			up = outside + fmt.Sprintf("DROP INDEX i%d;\n", i-3) + log(1) + outside + "REINDEX;\n" + log(2)
		}
		if i%5 != 1 {
			up = revision(id, parent, up, "")
		}
		fsys[id+".sql"] = &fstest.MapFile{Data: []byte(up)}
		parent = id
	}
	return fsys
}

const liteFaultState = `SELECT
	'log: ' || (SELECT count(*) || ' rows, twice: ' || (count(*) - count(DISTINCT revision * 100 + statement)) FROM log) || char(10) ||
	'work: ' || (SELECT min(seen) || ' to ' || max(seen) FROM work) || char(10) ||
	'parents: ' || (SELECT count(*) || ' of ' || min(n) || ' to ' || max(n) FROM parent) || ', children: ' || (SELECT count(*) FROM child) || char(10) ||
	'schema: ' || (SELECT group_concat(sql, char(10)) FROM (SELECT sql FROM sqlite_schema WHERE name NOT LIKE 'schemadiff%' AND name NOT LIKE 'sqlite%' ORDER BY name)) || char(10) ||
	'check: ' || (SELECT integrity_check FROM pragma_integrity_check) || (SELECT count(*) FROM pragma_foreign_key_check) || char(10) ||
	'version: ' || (SELECT group_concat(version_num) FROM schemadiff_version) || char(10) ||
	'good runs: ' || (SELECT count(*) || ' of ' || count(DISTINCT revision) FROM schemadiff_history WHERE finished_at IS NOT NULL AND error IS NULL AND statements = statements_done AND running_statement IS NULL)`

// Programs that are killed at random moments, alone and with others, leave what
// one undisturbed run leaves. Foreign keys are on in what follows a rebuild: a
// table that is built anew must not take the rows along that refer to it.
func TestLiteFaults(t *testing.T) {
	undisturbed := newLite(t, liteFaultSetup)
	must[migrate.Result](t)(undisturbed.open(liteFaultFiles()).Upgrade(context.Background()))
	want := undisturbed.text(liteFaultState)
	for _, test := range []struct {
		name, mode string
		runners    int
	}{{"killed", "delete", 1}, {"killed with a write-ahead log", "wal", 1}, {"killed, four at once", "delete", 4}, {"killed, sixteen at once", "wal", 16}} {
		t.Run(test.name, func(t *testing.T) {
			sum := outcome{reasons: map[string]int{}}
			for n := 1; sum.died < faults(t)/max(1, test.runners/4) && !t.Failed(); n++ {
				t.Run(strconv.Itoa(n), func(t *testing.T) { disturbLite(t, want, test.mode, test.runners, &sum) })
			}
			t.Logf("%d programs started: %d killed while they ran, %d before; %d failed, %d ended well; %v",
				sum.started, sum.died, sum.early, sum.failed, sum.ended, sum.reasons)
		})
	}
}

func disturbLite(t *testing.T, want, mode string, runners int, sum *outcome) {
	t.Helper()
	l := newLite(t, "PRAGMA journal_mode = "+mode+";"+liteFaultSetup)
	for ended, tries := false, 0; !ended; tries++ {
		if tries > 400 {
			t.Fatal("it never ends")
		}
		var group sync.WaitGroup
		var mutex sync.Mutex
		for range runners {
			group.Go(func() {
				result := suffer(t, liteAddress+l.path, func(_ context.Context, program *exec.Cmd) { _ = program.Process.Kill() }, runners)
				mutex.Lock()
				defer mutex.Unlock()
				sum.add(result)
				ended = ended || result.last == "ended"
			})
		}
		group.Wait()
	}
	if got := l.text(liteFaultState); got != want {
		t.Errorf("after the faults:\n%s\nwant\n%s\n%s", got, want, l.text(liteHistory))
	}
}
