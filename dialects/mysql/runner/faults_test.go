package runner_test

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"github.com/schemadiff/schemadiff/internal/mysqlconn"
	"github.com/schemadiff/schemadiff/internal/mytest"
	"github.com/schemadiff/schemadiff/migrate"
	"github.com/schemadiff/schemadiff/migrate/sqlmigrate"
)

// The faults: programs that run 30 revisions are killed, or their connections are
// cut, or the server crashes, at random moments, and they are started again until
// everything has run.
//
//	SCHEMADIFF_FAULTS=100 go test ./dialects/mysql/runner -run TestFaults -v
//
// does that until so many have met each fault; without it, it is a few, and with
// SCHEMADIFF_MATRIX it is 40. After each fault the history must say how far the
// revision got: see reached.

// childVariable makes the test's program the one that is killed: it has the
// database's address.
const childVariable = "SCHEMADIFF_FAULTS_CHILD"

func TestMain(m *testing.M) {
	if address := os.Getenv(childVariable); address != "" {
		os.Exit(child(address))
	}
	os.Exit(m.Run())
}

// child runs all revisions. It says when it begins with the first.
func child(address string) int {
	db, err := mysqlconn.Handle(address)
	if err == nil {
		var m *migrate.Migrator
		m, err = migrate.New(faultFiles(), sqlmigrate.MySQL(db), migrate.LockTimeout(2*time.Second),
			migrate.BeforeRun(func(context.Context, migrate.HookCall) error {
				fmt.Println("running")
				return nil
			}))
		if err == nil {
			_, err = m.Upgrade(context.Background())
		}
	}
	if err != nil {
		fmt.Println("failed:", strings.ReplaceAll(err.Error(), "\n", " | "))
		return 1
	}
	fmt.Println("ended")
	return 0
}

const faultRevisions = 30

const faultSetup = `CREATE TABLE log (revision int, statement int);
CREATE TABLE work (id int PRIMARY KEY, seen int NOT NULL);
INSERT INTO work WITH RECURSIVE n AS (SELECT 1 AS i UNION ALL SELECT i + 1 FROM n WHERE i < 400) SELECT i, 0 FROM n`

// faultFiles makes revisions of four kinds. Whatever can be written in a log is
// written there, so that what runs twice or never shows.
func faultFiles() fstest.MapFS {
	fsys := fstest.MapFS{}
	parent := "base"
	for i := range faultRevisions {
		id := fmt.Sprintf("r%02d", i)
		log := func(statement int) string { return fmt.Sprintf("INSERT INTO log VALUES (%d, %d);\n", i, statement) }
		var up string
		switch i % 4 {
		case 0: // tables and rows
			up = log(1) + fmt.Sprintf("CREATE TABLE t%d (id int PRIMARY KEY, b int, c int);\n", i) + log(2) +
				fmt.Sprintf("INSERT INTO t%d SELECT id, id, id FROM work;\n", i) + log(3)
		case 1: // what changes a table
			up = fmt.Sprintf("ALTER TABLE t%d ADD COLUMN d int, ADD KEY i%d (b);\n", i-1, i) + log(1) +
				fmt.Sprintf("CREATE UNIQUE INDEX u%d ON t%d (c);\nALTER TABLE t%[2]d MODIFY b bigint;\n", i, i-1) + log(2)
		case 2: // repeated
			up = log(1) + fmt.Sprintf("-- schemadiff: repeat\nUPDATE work SET seen = seen + 1 WHERE seen < %d ORDER BY id LIMIT 40;\n", i/4+1) + log(2)
		case 3: // names, and what takes away
			up = fmt.Sprintf("RENAME TABLE t%d TO s%[1]d;\n", i-3) + log(1) + fmt.Sprintf("ALTER TABLE s%d DROP KEY i%d, RENAME COLUMN d TO e;\n", i-3, i-2) + log(2) +
				fmt.Sprintf("CREATE TABLE gone%d (id int);\nDROP TABLE gone%[1]d;\n", i) + log(3)
		}
		fsys[id+".sql"] = &fstest.MapFile{Data: []byte(revision(id, parent, up, ""))}
		parent = id
	}
	return fsys
}

// logs returns the places of the statements of a revision that write in the log, by
// what they write there.
func logs(text string) map[int]int {
	_, up, _ := strings.Cut(text, "-- schemadiff: up\n")
	up, _, _ = strings.Cut(up, "-- schemadiff: down\n")
	places := map[int]int{}
	for place, statement := range strings.Split(up, ";\n") {
		var revision, number int
		if _, err := fmt.Sscanf(strings.TrimSpace(statement), "INSERT INTO log VALUES (%d, %d)", &revision, &number); err == nil {
			places[number] = place + 1
		}
	}
	return places
}

// reached compares what the history says of each revision with what its statements
// have left: all up to the last one that is done, nothing behind that, but perhaps
// the one that was running.
func reached(t *testing.T, db *mytest.DB) {
	t.Helper()
	if value(t, db, "SELECT count(*) FROM information_schema.tables WHERE table_schema = database() AND table_name = 'schemadiff_history'") == "0" {
		expect(t, db, "SELECT count(*) FROM log", "0")
		return
	}
	for i := range faultRevisions {
		id := fmt.Sprintf("r%02d", i)
		var done, running int
		text := value(t, db, "SELECT concat(coalesce(max(statements_done), 0), ' ', coalesce((SELECT running_statement FROM schemadiff_history WHERE revision = '"+
			id+"' ORDER BY id DESC LIMIT 1), 0)) FROM schemadiff_history WHERE revision = '"+id+"'")
		if _, err := fmt.Sscan(text, &done, &running); err != nil {
			t.Fatal(text, err)
		}
		for number, place := range logs(string(faultFiles()[id+".sql"].Data)) {
			got := value(t, db, fmt.Sprintf("SELECT count(*) FROM log WHERE revision = %d AND statement = %d", i, number))
			switch {
			case place <= done && got != "1", place > done && place != running && got != "0", got > "1":
				t.Errorf("revision %s: the history says that %d are done and %d is running, and statement %d has run %s times", id, done, running, place, got)
			}
		}
	}
}

// faultState is what a database must look like in the end.
var faultState = []string{
	"SELECT concat('log: ', count(*), ' rows, of them different: ', count(DISTINCT revision, statement)) FROM log",
	"SELECT concat('work: ', min(seen), ' to ', max(seen)) FROM work",
	tables,
	"SELECT group_concat(concat_ws(' ', table_name, column_name, column_type) ORDER BY table_name, ordinal_position) FROM information_schema.columns WHERE table_schema = database() AND table_name REGEXP '^[st][0-9]'",
	"SELECT group_concat(concat_ws(' ', table_name, index_name, column_name) ORDER BY table_name, index_name) FROM information_schema.statistics WHERE table_schema = database() AND table_name REGEXP '^[st][0-9]'",
	"SELECT count(*) FROM s0", "SELECT count(*) FROM s24",
	"SELECT group_concat(version_num) FROM schemadiff_version",
	"SELECT concat(count(*), ' good of ', count(DISTINCT revision)) FROM schemadiff_history WHERE finished_at IS NOT NULL AND error IS NULL AND statements = statements_done AND running_statement IS NULL",
}

func state(t *testing.T, db *mytest.DB) string {
	t.Helper()
	var lines []string
	for _, query := range faultState {
		lines = append(lines, value(t, db, query))
	}
	return strings.Join(lines, "\n")
}

// faults is how many programs are to meet each fault.
func faults(t *testing.T) int {
	t.Helper()
	if text := os.Getenv("SCHEMADIFF_FAULTS"); text != "" {
		n, err := strconv.Atoi(text)
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	if os.Getenv("SCHEMADIFF_MATRIX") != "" {
		return 40
	}
	return 5
}

// fault is something bad that happens to one of the programs.
type fault func(ctx context.Context, t *testing.T, server *mytest.Server, db *mytest.Database, program *exec.Cmd)

func kill(_ context.Context, _ *testing.T, _ *mytest.Server, _ *mytest.Database, program *exec.Cmd) {
	_ = program.Process.Kill()
}

// cut ends the sessions of all runners of a database.
func cut(ctx context.Context, t *testing.T, _ *mytest.Server, db *mytest.Database, _ *exec.Cmd) {
	conn, err := mysqlconn.Open(ctx, db.URL())
	if err != nil {
		t.Error(err)
		return
	}
	defer conn.Close()
	rows, err := conn.Driver().QueryContext(ctx, "SELECT id FROM information_schema.processlist WHERE db = database() AND id <> connection_id()")
	if err != nil {
		t.Error(err)
		return
	}
	var ids []string
	for rows.Next() {
		var id string
		if err := rows.Scan(&id); err != nil {
			t.Error(err)
		}
		ids = append(ids, id)
	}
	if err := rows.Err(); err != nil {
		t.Error(err)
	}
	for _, id := range ids {
		_ = conn.Exec(ctx, "KILL "+id) // it may have ended
	}
}

func crash(ctx context.Context, t *testing.T, server *mytest.Server, _ *mytest.Database, _ *exec.Cmd) {
	if err := server.Restart(ctx); err != nil {
		t.Error(err)
	}
}

func TestFaults(t *testing.T) {
	mytest.Each(t, func(t *testing.T, product mytest.Product) {
		undisturbed := mytest.NewOn(t, product)
		undisturbed.Exec(faultSetup)
		if _, err := open(t, undisturbed, faultFiles()).Upgrade(context.Background()); err != nil {
			t.Fatal(err)
		}
		want := state(t, undisturbed)
		for _, test := range []struct {
			name    string
			fault   fault
			runners int
			private bool
		}{
			{"killed", kill, 1, false},
			{"connection cut", cut, 1, false},
			{"killed, six at once", kill, 6, false},
			{"server crashed", crash, 1, true},
		} {
			t.Run(test.name, func(t *testing.T) {
				server := mytest.Need(t, product)
				if test.private {
					server = private(t, product)
				}
				met, databases := 0, 0
				for ; met < faults(t) && !t.Failed(); databases++ {
					met += disturb(t, server, want, test.fault, test.runners)
				}
				t.Logf("%d faults met in %d databases of %d revisions", met, databases, faultRevisions)
			})
		}
	})
}

// private starts a server of the test's own, which may crash.
func private(t *testing.T, product mytest.Product) *mytest.Server {
	t.Helper()
	t.Setenv(product.Variable(), "")
	server, err := mytest.Start(context.Background(), product)
	if err != nil {
		t.Skip(err)
	}
	t.Cleanup(func() {
		if err := server.Stop(); err != nil {
			t.Error(err)
		}
	})
	return server
}

// disturb upgrades one database with programs that suffer, until they have done
// it, and compares it with one that nobody disturbed. It returns how many met the
// fault while they ran.
func disturb(t *testing.T, server *mytest.Server, want string, hit fault, runners int) (met int) {
	t.Helper()
	db := mytest.NewIn(t, server)
	db.Exec(faultSetup)
	for ended, tries := false, 0; !ended; tries++ {
		if tries > 400 {
			t.Fatal("it never ends")
		}
		var group sync.WaitGroup
		var mutex sync.Mutex
		var last []string
		for range runners {
			group.Go(func() {
				line, was := suffer(t, server, db.Database, hit, runners)
				mutex.Lock()
				defer mutex.Unlock()
				last = append(last, line)
				ended = ended || line == "ended"
				if was {
					met++
				}
			})
		}
		group.Wait()
		db.Reconnect()
		reached(t, db)
		for _, line := range last {
			if strings.Contains(line, "doubt") || strings.Contains(line, "can't be found out") {
				t.Fatal(line)
			}
		}
	}
	db.Reconnect()
	if got := state(t, db); got != want {
		t.Errorf("after the faults:\n%s\nwant\n%s", got, want)
	}
	return met
}

// suffer starts a program and lets the fault happen at a random moment of it. It
// returns the program's last line.
func suffer(t *testing.T, server *mytest.Server, db *mytest.Database, hit fault, runners int) (last string, met bool) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Minute)
	defer cancel()
	program := exec.CommandContext(ctx, os.Args[0], "-test.run=^$") //nolint:gosec // the test's own program
	program.Env = append(os.Environ(), childVariable+"="+db.URL())
	output, err := program.StdoutPipe()
	if err == nil {
		err = program.Start()
	}
	if err != nil {
		t.Error(err)
		return "ended", false
	}
	lines := make(chan string)
	go func() {
		scanner := bufio.NewScanner(output)
		for scanner.Scan() {
			lines <- scanner.Text()
		}
		_, _ = io.Copy(io.Discard, output)
		close(lines)
	}()
	var moment <-chan time.Time
	for {
		select {
		case line, more := <-lines:
			if !more {
				_ = program.Wait() // how it ended is known
				return last, met
			}
			if last = line; line == "running" {
				moment = time.After(rand.N(time.Duration(200+50*runners) * time.Millisecond))
			}
		case <-moment:
			moment, met = nil, true
			hit(ctx, t, server, db, program)
		}
	}
}
