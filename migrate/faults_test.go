package migrate_test

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

	"github.com/jackc/pgx/v5"

	"github.com/schemadiff/schemadiff/internal/pgtest"
	"github.com/schemadiff/schemadiff/migrate"
	"github.com/schemadiff/schemadiff/migrate/pgxmigrate"
)

// The faults: programs that run 50 revisions, of SQL and of Go, are killed, or their connections
// are cut, at random moments, and started again until everything has run.
//
//	SCHEMADIFF_FAULTS=200 go test ./migrate -run TestFaults -v
//
// does that until so many have died of each fault; without it, it is a few.

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
	fmt.Println("started")
	fsys, programs := mixedFaults()
	target := pgxmigrate.Address(address)
	if path, ok := strings.CutPrefix(address, liteAddress); ok {
		fsys, programs, target = liteFaultFiles(), migrate.Go(), liteTarget(path)
	}
	m, err := migrate.New(fsys, target, programs,
		migrate.LockTimeout(2*time.Second),
		migrate.BeforeRun(func(context.Context, migrate.HookCall) error {
			fmt.Println("running")
			return nil
		}))
	if err == nil {
		_, err = m.Upgrade(context.Background())
	}
	if err != nil {
		fmt.Println("failed:", strings.ReplaceAll(err.Error(), "\n", " | "), "hint:", hint(err))
		return 1
	}
	fmt.Println("ended")
	return 0
}

const faultRevisions = 50

// faultSetup is what the revisions work on.
const faultSetup = `CREATE TABLE log (revision int, statement int);
CREATE TABLE work (id int PRIMARY KEY, seen int NOT NULL);
INSERT INTO work SELECT i, 0 FROM generate_series(1, 400) i;
CREATE TYPE kind AS ENUM ('none')`

// faultFiles makes 50 revisions of five kinds. Whatever can be written in a log
// is written there, so that what runs twice or never shows.
func faultFiles() fstest.MapFS {
	fsys := fstest.MapFS{}
	parent := "base"
	for i := range faultRevisions {
		id := fmt.Sprintf("r%02d", i)
		log := func(statement int) string { return fmt.Sprintf("INSERT INTO log VALUES (%d, %d);\n", i, statement) }
		const outside = "-- schemadiff: no transaction\n"
		var up string
		switch i % 5 {
		case 0: // one transaction
			up = log(1) + fmt.Sprintf("CREATE TABLE t%d (id int, b int);\nINSERT INTO t%[1]d SELECT g, g FROM generate_series(1, 300) g;\n", i) + log(2)
		case 1: // everything outside
			up = log(1) + fmt.Sprintf("CREATE INDEX CONCURRENTLY i%d ON t%d (id);\nVACUUM t%[2]d;\n", i, i-1) + log(2)
			up = strings.Replace(revision(id, parent, up, ""), "schemadiff: up\n", "schemadiff: up, no transaction\n", 1)
		case 2: // inside and outside in turn
			up = log(1) + outside + fmt.Sprintf("CREATE UNIQUE INDEX CONCURRENTLY i%d ON t%d (b);\n", i, i-2) + log(2) +
				outside + fmt.Sprintf("ALTER TYPE kind ADD VALUE 'k%d';\n", i) + log(3)
		case 3: // repeated
			up = log(1) + fmt.Sprintf("-- schemadiff: repeat\nUPDATE work SET seen = seen + 1 WHERE id IN (SELECT id FROM work WHERE seen < %d ORDER BY id LIMIT 40);\n", i/5+1) + log(2)
		case 4: // what takes away
			up = outside + fmt.Sprintf("DROP INDEX CONCURRENTLY i%d;\n", i-3) + log(1) +
				outside + fmt.Sprintf("REINDEX TABLE CONCURRENTLY t%d;\n", i-4) + log(2)
		}
		if i%5 != 1 {
			up = revision(id, parent, up, "")
		}
		fsys[id+".sql"] = &fstest.MapFile{Data: []byte(up)}
		parent = id
	}
	return fsys
}

// faultState is what a database must look like in the end.
const faultState = `SELECT concat_ws(E'\n',
	(SELECT 'log: ' || count(*) || ' rows, twice: ' || count(*) - count(DISTINCT (revision, statement)) FROM log),
	(SELECT 'work: ' || min(seen) || ' to ' || max(seen) FROM work),
	(SELECT 'kinds: ' || count(*) FROM pg_enum WHERE enumtypid = 'kind'::regtype),
	(SELECT 'tables: ' || count(*) FROM pg_class WHERE relname ~ '^t[0-9]+$'),
	(SELECT 'rows: ' || sum((xpath('/row/c/text()', query_to_xml('SELECT count(*) AS c FROM ' || relname, false, true, '')))[1]::text::int) FROM pg_class WHERE relname ~ '^t[0-9]+$'),
	(SELECT 'indexes: ' || string_agg(relname || CASE WHEN indisvalid THEN '' ELSE ' is not valid' END, ' ' ORDER BY relname)
		FROM pg_index JOIN pg_class c ON c.oid = indexrelid WHERE relname ~ '^i[0-9]+|_cc(new|old)'),
	(SELECT 'version: ' || string_agg(version_num, ' ') FROM schemadiff_version),
	(SELECT 'good runs: ' || count(*) || ' of ' || count(DISTINCT revision) FROM schemadiff_history WHERE finished_at IS NOT NULL AND error IS NULL AND statements = statements_done AND running_statement IS NULL))`

// faults is how many programs are to die of each fault.
func faults(t *testing.T) int {
	t.Helper()
	if value := os.Getenv("SCHEMADIFF_FAULTS"); value != "" {
		n, err := strconv.Atoi(value)
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	return 6
}

// wantFaultState is what one undisturbed run leaves.
func wantFaultState(t *testing.T) string {
	t.Helper()
	db := pgtest.New(t, 15)
	db.Exec(faultSetup)
	must[migrate.Result](t)(open(t, db, faultFiles()).Upgrade(context.Background()))
	return text(t, db, faultState)
}

// outcome counts what became of the programs.
type outcome struct {
	started, died, failed, ended, early int
	reasons                             map[string]int
}

// fault is something bad that happens to one of the programs.
type fault func(ctx context.Context, t *testing.T, db *pgtest.DB, program *exec.Cmd)

func kill(_ context.Context, _ *testing.T, _ *pgtest.DB, program *exec.Cmd) {
	_ = program.Process.Kill()
}

// cut ends the sessions of all runners of a database.
func cut(ctx context.Context, t *testing.T, db *pgtest.DB, _ *exec.Cmd) {
	conn, err := pgx.Connect(ctx, db.URL())
	if err != nil {
		t.Error(err)
		return
	}
	defer conn.Close(ctx)
	_, err = conn.Exec(ctx, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND application_name = 'schemadiff'")
	if err != nil {
		t.Error(err)
	}
}

func TestFaults(t *testing.T) {
	want := wantFaultState(t)
	for _, test := range []struct {
		name    string
		fault   fault
		runners int
	}{
		{"killed", kill, 1},
		{"connection cut", cut, 1},
		{"killed, several at once", kill, 4},
		{"killed, sixteen at once", kill, 16},
	} {
		t.Run(test.name, func(t *testing.T) {
			sum := outcome{reasons: map[string]int{}}
			databases := 0
			for sum.died < faults(t)/max(1, test.runners/4) {
				databases++
				t.Run(strconv.Itoa(databases), func(t *testing.T) { disturb(t, want, test.fault, test.runners, &sum) })
				if t.Failed() {
					break
				}
			}
			t.Logf("%d databases, %d programs started: %d hit by the fault while they ran, %d before; %d failed, %d ended well; %v",
				databases, sum.started, sum.died, sum.early, sum.failed, sum.ended, sum.reasons)
		})
	}
}

// disturb upgrades one database with programs that suffer, until they have done
// it, and compares it with one that nobody disturbed.
func disturb(t *testing.T, want string, hit fault, runners int, sum *outcome) {
	t.Helper()
	db := pgtest.New(t, 15)
	db.Exec(faultSetup)
	for ended, tries := false, 0; !ended; tries++ {
		if tries > 400 {
			t.Fatal("it never ends")
		}
		var group sync.WaitGroup
		var mutex sync.Mutex
		for range runners {
			group.Go(func() {
				result := suffer(t, db.URL(), func(ctx context.Context, program *exec.Cmd) { hit(ctx, t, db, program) }, runners)
				mutex.Lock()
				defer mutex.Unlock()
				sum.add(result)
				ended = ended || result.last == "ended"
			})
		}
		group.Wait()
	}
	if got := text(t, db, faultState); got != want {
		t.Errorf("after the faults:\n%s\nwant\n%s\n%s", got, want, history(t, db))
	}
}

// suffering is what became of one program: the last thing that it said, and
// whether the fault hit it.
type suffering struct {
	last          string
	running, died bool
}

func (o *outcome) add(s suffering) {
	o.started++
	switch {
	case s.last == "ended":
		o.ended++
	case strings.HasPrefix(s.last, "failed:"):
		o.failed++
		reason := s.last
		for _, known := range []string{"being committed", "terminating connection", "broken pipe", "conn closed"} {
			if strings.Contains(reason, known) {
				reason = known
			}
		}
		o.reasons[reason]++
		if s.died {
			o.died++
		}
	case s.died && s.running:
		o.died++
	default:
		o.early++
	}
}

// suffer starts a program and lets the fault happen at a random moment of it.
func suffer(t *testing.T, address string, hit func(context.Context, *exec.Cmd), runners int) suffering {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Minute)
	defer cancel()
	program := exec.CommandContext(ctx, os.Args[0], "-test.run=^$") //nolint:gosec // the test's own program
	program.Env = append(os.Environ(), childVariable+"="+address)
	output, err := program.StdoutPipe()
	if err == nil {
		err = program.Start()
	}
	if err != nil {
		t.Error(err)
		return suffering{last: "ended"}
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
	var s suffering
	var moment <-chan time.Time
	// Most faults come while revisions run, some before.
	if rand.N(10) == 0 {
		moment = time.After(rand.N(100 * time.Millisecond))
	}
	for {
		select {
		case line, more := <-lines:
			if !more {
				_ = program.Wait() // how it ended is known
				return s
			}
			if s.last = line; line == "running" {
				s.running = true
				moment = time.After(rand.N(time.Duration(250+50*runners) * time.Millisecond))
			}
		case <-moment:
			moment = nil
			s.died = true
			hit(ctx, program)
		}
	}
}
