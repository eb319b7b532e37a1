package plan_test

import (
	stdcmp "cmp"
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/schemadiff/schemadiff/dialects/mysql"
	"github.com/schemadiff/schemadiff/dialects/mysql/catalog"
	"github.com/schemadiff/schemadiff/dialects/mysql/plan"
	"github.com/schemadiff/schemadiff/diff"
	"github.com/schemadiff/schemadiff/internal/conformance"
	"github.com/schemadiff/schemadiff/internal/mytest"
	"github.com/schemadiff/schemadiff/model"
	"github.com/schemadiff/schemadiff/render"
)

var update = flag.Bool("update", false, "write the page of the conformance cases anew")

// coveragePage is the page that the conformance cases are shown on.
const coveragePage = "../../../docs/mysql-coverage.md"

// words is what the sum of a plan must know of MySQL and MariaDB.
func words() conformance.Product {
	return conformance.Product{
		Adds: []string{" ADD "}, Drops: []string{" DROP "}, Stronger: plan.StrongerLock,
	}
}

// fits reports whether a server has what a case is about: "" is all, "mariadb" or
// "mysql" all of a family, and a version behind that says since when.
func fits(t *testing.T, s mysql.Server, since string) bool {
	t.Helper()
	family, number, versioned := strings.Cut(since, " ")
	if family == "" || s.IsMariaDB() != (family == "mariadb") {
		return family == ""
	}
	if !versioned {
		return true
	}
	first, err := mysql.ParseServer(family + " " + number)
	if err != nil {
		t.Fatal(err)
	}
	return s.Number() >= first.Number()
}

// TestConformance tries every attribute of every kind of object on each server that
// has it, and holds the page against what came of it. A row shows what is done on the
// first of mariadb-10.11, mariadb-11.8 and mysql-9 that has the attribute; a run
// without that server leaves the row as it is.
func TestConformance(t *testing.T) {
	results, err := conformance.Read("../../../testdata/mysql/conformance/" + stdcmp.Or(os.Getenv("SCHEMADIFF_CONFORMANCE"), "*") + ".sql")
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	mytest.Each(t, func(t *testing.T, product mytest.Product) {
		l := newLab(t, product)
		for i := range results {
			r := &results[i]
			for n, c := range append([]conformance.Case{r.Cases.Itself()}, r.List...) {
				if !fits(t, l.server, c.Since) {
					continue
				}
				t.Run(fmt.Sprintf("%s:%d %s", r.File, c.Line, strings.Join(c.Attributes, ", ")), func(t *testing.T) {
					outcome := l.conform(t, r.Cases, c, seen)
					into := &r.Itself
					if n > 0 {
						into = &r.Outcomes[n-1]
					}
					if !t.Failed() && len(into.Up.SQL) == 0 {
						*into = outcome
					}
				})
			}
		}
	})
	if t.Failed() || len(seen) == 0 || os.Getenv("SCHEMADIFF_CONFORMANCE") != "" {
		return
	}
	wholeness(t, results)
	difference, err := conformance.Check(coveragePage, pageHead, results, *update)
	if err != nil {
		t.Fatal(err)
	}
	if difference != "" {
		t.Errorf("the page isn't true any more; -update corrects it (-page +truth):\n%s", difference)
	}
}

// wholeness wants a case for every attribute of every kind of object.
func wholeness(t *testing.T, results []conformance.Result) {
	t.Helper()
	have := map[string]bool{}
	for _, r := range results {
		for _, c := range r.List {
			for _, a := range c.Attributes {
				have[string(r.Kind)+" "+a] = true
			}
		}
	}
	for kind, facets := range plan.Facets() {
		for _, f := range facets {
			if key := string(kind) + " " + string(f); !have[key] && !slices.Contains(withoutCase(), key) {
				t.Errorf("no case changes the %s", key)
			}
		}
	}
}

// withoutCase are the attributes that have no case.
func withoutCase() []string {
	return []string{
		"check constraint of column", // another check, by its name
		"sequence comment",           // SHOW CREATE SEQUENCE doesn't say it
	}
}

// conform tries one case: what was, by itself, becomes what is, and comes back.
func (l *lab) conform(t *testing.T, all conformance.Cases, c conformance.Case, seen map[string]bool) conformance.Outcome {
	t.Helper()
	was, is := all.Given+c.Was, all.Given+c.Is
	var there []diff.RenameRequest
	for _, text := range c.Renames {
		r, err := diff.ParseRename(text)
		if err != nil {
			t.Fatal(err)
		}
		there = append(there, r)
	}
	old, new := l.read(t, was), l.read(t, is)
	result := compare(t, old, new, there...)
	if err := conformance.Sees(result, all.Kind, c.Attributes); err != nil {
		t.Error(err)
	}
	for _, name := range conformance.Seen(result, all.Kind) {
		seen[string(all.Kind)+" "+name] = true
	}
	m, err := render.NewMigration(result, plan.Planner{}, render.Options{Version: l.server.Number()})
	if err != nil {
		t.Fatal(err)
	}
	db, direct := mytest.NewOn(t, l.product), mytest.NewOn(t, l.product)
	run(t, db, was+"\nSET SESSION sql_mode = DEFAULT")
	run(t, direct, is+"\nSET SESSION sql_mode = DEFAULT")
	if c.Was != all.Object && c.Was != all.Without {
		l.agrees(t, db, old, "before")
	}
	before, want := mytest.Dump(t, db), mytest.Dump(t, direct)
	if before == want {
		t.Error("the server sees no difference")
	}
	runPlan(t, db, m.Up)
	if d := cmp.Diff(strings.Split(want, "\n"), strings.Split(mytest.Dump(t, db), "\n")); d != "" {
		t.Errorf("up leads to another schema (-direct +migrated):\n%s\n%s", d, script(m.Up))
	}
	l.agrees(t, db, new, "up")
	runPlan(t, db, m.Down)
	if d := cmp.Diff(strings.Split(before, "\n"), strings.Split(mytest.Dump(t, db), "\n")); d != "" {
		t.Errorf("down leads to another schema (-before +after):\n%s\n%s", d, script(m.Down))
	}
	return conformance.Outcome{Up: words().MeansOf(m.Up), Down: words().MeansOf(m.Down)}
}

// agrees compares what is read of a database with a script, both ways.
func (l *lab) agrees(t *testing.T, db *mytest.DB, want model.Schema, when string) {
	t.Helper()
	live, err := catalog.Inspect(t.Context(), db.Conn(), catalog.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if len(live.Unsupported) > 0 {
		t.Errorf("%s: it isn't understood: %v", when, live.Unsupported)
	}
	for _, pair := range [][2]model.Schema{{live, want}, {want, live}} {
		if r := compare(t, pair[0], pair[1]); !r.Empty() {
			for _, c := range r.Changes {
				t.Errorf("%s: the database isn't what was asked for: %s", when, described(c))
			}
			return
		}
	}
}

// described writes a change with what differs.
func described(c diff.Change) string {
	text := fmt.Sprintf("%T %v", c, c.Object())
	if altered, ok := c.(diff.Alter); ok {
		for _, f := range altered.Facets {
			text += fmt.Sprintf("; %s: %s, %s", f.Name, f.Old, f.New)
		}
	}
	return text
}

// runPlan executes the statements of a plan one by one.
func runPlan(t *testing.T, db *mytest.DB, p render.Plan) {
	t.Helper()
	for _, s := range p.Statements() {
		if err := db.Conn().Exec(t.Context(), strings.TrimSuffix(s.SQL, ";")); err != nil {
			t.Fatalf("%v\n%s", err, s.SQL)
		}
	}
}

const pageHead = `# What changes how in MySQL and MariaDB

Every kind of object that schemadiff holds of MySQL and MariaDB, and each attribute of it: how a migration brings the change about, and
how its down takes it back. The page is written by a test that runs each of these migrations on a server, up and down: what is read of the
database is what was asked for, what SHOW CREATE says of everything is the same as for a database that was built directly, and after
the way back it is what it was before. A row is about MariaDB 10.11; where only others have the attribute, behind its name is who, and it is about
MariaDB 11.8 or MySQL 9. All three are tried.

* **in place**: an ALTER keeps the object. **replaced**: CREATE OR REPLACE. **anew**: dropped and created. **no statement**: it follows from
  something else.
* *rewrites*: the rows of a table are written anew. *scans*: they are read while writes wait. *loses*: the plan says what is lost.
* The lock is the strongest one on a table that is there, by the manuals' tables of what ALTER TABLE does at once, in place or by a copy.
`
