package plan_test

import (
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/rogpeppe/go-internal/txtar"

	"github.com/schemadiff/schemadiff/dialects/postgres"
	"github.com/schemadiff/schemadiff/diff"
	"github.com/schemadiff/schemadiff/internal/pgtest"
	"github.com/schemadiff/schemadiff/render"
)

var onlyCase = flag.String("case", "", "run only the plan tests whose file name has this in it")

// pair is one file of testdata/pairs: two schemas, and rows for the first.
type pair struct {
	name, old, new, rows string
	renames              []diff.RenameRequest
	least, most          int // major versions
}

func loadPairs(t *testing.T) []pair {
	t.Helper()
	files, err := filepath.Glob("testdata/pairs/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatal("no pairs", err)
	}
	var list []pair
	for _, file := range files {
		if !strings.Contains(file, *onlyCase) {
			continue
		}
		archive, err := txtar.ParseFile(file)
		if err != nil {
			t.Fatal(err)
		}
		p := pair{name: strings.TrimSuffix(filepath.Base(file), ".txt"), least: 13, most: 18}
		for _, line := range strings.Split(string(archive.Comment), "\n") {
			switch word, rest, _ := strings.Cut(strings.TrimSpace(line), " "); word {
			case "rename":
				r, err := diff.ParseRename(rest)
				if err != nil {
					t.Fatal(err)
				}
				p.renames = append(p.renames, r)
			case "versions":
				if _, err := fmt.Sscanf(rest, "%d-%d", &p.least, &p.most); err != nil {
					t.Fatal(file, err)
				}
			}
		}
		for _, f := range archive.Files {
			switch f.Name {
			case "old.sql":
				p.old = string(f.Data)
			case "new.sql":
				p.new = string(f.Data)
			case "rows.sql":
				p.rows = string(f.Data)
			default:
				t.Fatalf("%s: unknown section %s", file, f.Name)
			}
		}
		list = append(list, p)
	}
	return list
}

// TestPlans brings each old schema to the new one and back; the server must
// not see a difference to schemas that were built directly. On the way it
// compares what the plan says of locks and rewrites with what the server does.
func TestPlans(t *testing.T) {
	pairs := loadPairs(t)
	pgtest.Each(t, func(t *testing.T, major int) {
		for _, p := range pairs {
			if major < p.least || major > p.most {
				continue
			}
			t.Run(p.name, func(t *testing.T) { testPair(t, major, p) })
		}
	})
}

func testPair(t *testing.T, major int, p pair) {
	from, to := pgtest.New(t, major), pgtest.New(t, major)
	from.LoadScript(t, p.old)
	to.LoadScript(t, p.new)
	old, fresh := read(t, from), read(t, to)
	result, err := diff.Compare(context.Background(), old, fresh, postgres.Rules{}, diff.Options{Renames: p.renames, NewLive: true})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range result.Changes {
		if u, ok := c.(diff.Unsupported); ok {
			t.Fatalf("unsupported: %+v", u)
		}
	}
	for _, mode := range []struct {
		name    string
		options render.Options
	}{{"online", render.Options{}}, {"offline", render.Options{Offline: true}}} {
		t.Run(mode.name, func(t *testing.T) {
			m, err := render.NewMigration(result, postgres.Planner{}, mode.options)
			if err != nil {
				t.Fatal(err)
			}
			if os.Getenv("SCHEMADIFF_SHOW") != "" {
				t.Logf("up:\n%s\ndown:\n%s", show(m.Up), show(m.Down))
			}
			db := pgtest.New(t, major)
			db.LoadScript(t, p.old)
			db.LoadScript(t, p.rows)
			runPlan(t, db, m.Up)
			if d := pgtest.CompareDumps(t, to, db); d != "" {
				t.Fatalf("up leads to another schema:\n%s\n%s", d, show(m.Up))
			}
			runPlan(t, db, m.Down)
			if d := pgtest.CompareDumps(t, from, db); d != "" {
				t.Fatalf("down leads to another schema:\n%s\n%s", d, show(m.Down))
			}
		})
	}
}

// show writes a plan for the reader of a failed test.
func show(p render.Plan) string {
	var b strings.Builder
	for _, g := range p.Groups {
		fmt.Fprintf(&b, "-- transactional: %v\n", g.Transactional)
		for _, s := range g.Statements {
			for _, h := range s.Hazards {
				fmt.Fprintf(&b, "-- %s: %s\n", h.Code, h.Text)
			}
			b.WriteString(s.SQL + "\n")
		}
	}
	return b.String()
}

// runPlan runs a plan as the migration runner would and checks its claims.
func runPlan(t *testing.T, db *pgtest.DB, plan render.Plan) {
	t.Helper()
	ctx := context.Background()
	conn, err := pgx.Connect(ctx, db.URL())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(ctx)
	exec := func(sql string) {
		t.Helper()
		if _, err := conn.Exec(ctx, sql); err != nil {
			t.Fatalf("%v\nin: %s\nof:\n%s", err, sql, show(plan))
		}
	}
	exec("SET search_path = ''")
	before := tables(t, conn)
	for _, g := range plan.Groups {
		if !g.Transactional {
			for _, s := range g.Statements {
				exec(s.SQL)
			}
			continue
		}
		exec("BEGIN")
		held := map[string]string{}
		files := tables(t, conn)
		for _, s := range g.Statements {
			exec(s.SQL)
			after := tables(t, conn)
			for _, claim := range s.LockedTables {
				name := claim.Table.String()
				held[name] = stronger(held[name], claim.Mode)
			}
			checkLocks(t, s, held, before, after)
			checkRewrites(t, s, files, after)
			checkScans(t, s, before, files, after)
			files = after
		}
		exec("COMMIT")
	}
}

// tableState is what the server says of a table.
type tableState struct {
	oid, file uint32
	scans     int64
	lock      string
	child     bool
}

// modes orders pg_locks.mode.
var modes = []string{
	"", "AccessShareLock", "RowShareLock", "RowExclusiveLock", "ShareUpdateExclusiveLock", "ShareLock",
	"ShareRowExclusiveLock", "ExclusiveLock", "AccessExclusiveLock",
}

func stronger(a, b string) string {
	if slices.Index(modes, mode(b)) > slices.Index(modes, mode(a)) {
		return b
	}
	return a
}

// mode returns pg_locks' word for a lock mode.
func mode(words string) string {
	if words == "" {
		return ""
	}
	text := ""
	for _, w := range strings.Fields(words) {
		text += w[:1] + strings.ToLower(w[1:])
	}
	return text + "Lock"
}

// tables lists the tables with the strongest lock that the connection holds.
func tables(t *testing.T, conn *pgx.Conn) map[string]tableState {
	t.Helper()
	rows, err := conn.Query(context.Background(), `
		SELECT n.nspname || '.' || c.relname, c.oid, coalesce(pg_catalog.pg_relation_filenode(c.oid), 0),
		       coalesce(pg_catalog.pg_stat_get_xact_numscans(c.oid), 0),
		       coalesce(array_agg(l.mode) FILTER (WHERE l.mode IS NOT NULL), '{}'),
		       c.relispartition OR EXISTS (SELECT FROM pg_catalog.pg_inherits WHERE inhrelid = c.oid)
		FROM pg_catalog.pg_class c JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace
		LEFT JOIN pg_catalog.pg_locks l ON l.relation = c.oid AND l.pid = pg_catalog.pg_backend_pid() AND l.granted
		WHERE c.relkind IN ('r', 'p', 'm', 'v', 'f') AND n.nspname !~ '^pg_|^information_schema$'
		GROUP BY c.oid, n.nspname, c.relname, c.relkind, c.relispartition`)
	if err != nil {
		t.Fatal(err)
	}
	states := map[string]tableState{}
	for rows.Next() {
		var name string
		var s tableState
		var held []string
		if err := rows.Scan(&name, &s.oid, &s.file, &s.scans, &held, &s.child); err != nil {
			t.Fatal(err)
		}
		for _, m := range held {
			if slices.Index(modes, m) > slices.Index(modes, s.lock) {
				s.lock = m
			}
		}
		states[name] = s
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return states
}

// checkLocks compares the locks of all tables that were there before with the
// claims.
func checkLocks(t *testing.T, s render.Statement, held map[string]string, before, after map[string]tableState) {
	t.Helper()
	there := map[uint32]tableState{}
	for _, b := range before {
		there[b.oid] = b
	}
	for name, a := range after {
		was, ok := there[a.oid]
		if !ok {
			continue
		}
		a.child = a.child || was.child
		claim := mode(held[name])
		if a.child && slices.Index(modes, claim) > slices.Index(modes, a.lock) {
			continue // it may have been detached by then
		}
		if claim == "" && a.lock == "AccessShareLock" {
			continue // reading never waits for long
		}
		if claim != a.lock {
			t.Errorf("%s holds %q on %s, the plan says %q", s.SQL, a.lock, name, claim)
			held[name] = words(a.lock)
		}
	}
}

// words turns pg_locks' word into ours.
func words(mode string) string {
	var b strings.Builder
	for i, r := range strings.TrimSuffix(mode, "Lock") {
		if i > 0 && r >= 'A' && r <= 'Z' {
			b.WriteByte(' ')
		}
		b.WriteRune(r)
	}
	return strings.ToUpper(b.String())
}

// checkRewrites compares the files of all tables with the claims.
func checkRewrites(t *testing.T, s render.Statement, before, after map[string]tableState) {
	t.Helper()
	claimed := map[string]bool{}
	for _, q := range s.Rewrites {
		claimed[q.String()] = true
	}
	for name, b := range before {
		a, still := after[name]
		if still && a.oid == b.oid && (a.file != b.file) != claimed[name] {
			t.Errorf("%s: rewrites %s: %v, the plan says %v", s.SQL, name, a.file != b.file, claimed[name])
		}
	}
}

// checkScans compares with the claims of which tables the rows were read, of
// those that were there before the plan.
func checkScans(t *testing.T, s render.Statement, there, before, after map[string]tableState) {
	t.Helper()
	claimed := map[string]bool{}
	for _, q := range append(slices.Clone(s.Rewrites), s.Scans...) {
		claimed[q.String()] = true
	}
	for name, b := range before {
		a, still := after[name]
		if !still || a.oid != b.oid || there[name].oid != a.oid {
			continue
		}
		if own := strings.HasPrefix(s.SQL, "ALTER TABLE "+name) || strings.Contains(s.SQL, " ON "+name+" "); !own && a.scans == b.scans {
			continue // the other side of a foreign key may be looked up in an index, or have no part of it
		}
		if (a.scans != b.scans) != claimed[name] {
			t.Errorf("%s: scans %s: %v, the plan says %v", s.SQL, name, a.scans != b.scans, claimed[name])
		}
	}
}
