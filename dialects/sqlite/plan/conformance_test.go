package plan_test

import (
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/schemadiff/schemadiff/dialects/sqlite"
	"github.com/schemadiff/schemadiff/dialects/sqlite/plan"
	"github.com/schemadiff/schemadiff/diff"
	"github.com/schemadiff/schemadiff/model"
	"github.com/schemadiff/schemadiff/render"
)

var update = flag.Bool("update", false, "write docs/sqlite-coverage.md")

// attribute is the change of one attribute: two scripts, or what stands for % in
// the plain one of its kind.
type attribute struct{ name, was, is, rename string }

// conformance is what is tried with one kind of object: that it comes and goes
// (the script without %), and how each attribute changes.
type conformance struct {
	kind       model.Kind
	title      string
	given      string // before and after
	object     string // with % for what changes
	attributes []attribute
}

func conformances() []conformance {
	const parent = "CREATE TABLE p (a INT UNIQUE, b INT UNIQUE, UNIQUE (a, b)); CREATE TABLE q (a INT UNIQUE);"
	return []conformance{
		{model.KindTable, "table", "", "CREATE TABLE t (a TEXT PRIMARY KEY NOT NULL, b INT)%", []attribute{
			{"strict", "", " STRICT", ""},
			{"without rowid", "", " WITHOUT ROWID", ""},
			{"strict, without rowid", " STRICT", " WITHOUT ROWID", ""},
			{"name", "CREATE TABLE t (a INT); CREATE VIEW v AS SELECT a FROM t", "CREATE TABLE u (a INT); CREATE VIEW v AS SELECT a FROM u", "table:t=u"},
		}},
		{model.KindColumn, "column", "", "CREATE TABLE t (id INTEGER PRIMARY KEY, a INT%)", []attribute{
			{"added", "", ", b TEXT COLLATE NOCASE DEFAULT 'x' NOT NULL CHECK (b <> '')", ""},
			{"added, with a foreign key", "", ", b INT REFERENCES t ON DELETE CASCADE", ""},
			{"added, virtual", "", ", b INT AS (a + 1)", ""},
			{"added, stored", "", ", b INT AS (a + 1) STORED", ""},
			{"added, default not constant", "", ", b TEXT DEFAULT CURRENT_TIMESTAMP", ""},
			{"added, unique", "", ", b INT UNIQUE", ""},
			{"name", ", b INT", ", c INT", "column:t.b=c"},
			{"type", ", b INT", ", b TEXT", ""},
			{"type, same affinity", ", b VARCHAR(10)", ", b VARCHAR(20)", ""},
			{"collation", ", b TEXT", ", b TEXT COLLATE NOCASE", ""},
			{"not null", ", b INT", ", b INT NOT NULL", ""},
			{"not-null name", ", b INT NOT NULL", ", b INT CONSTRAINT n NOT NULL", ""},
			{"attribute options (on conflict of not null)", ", b INT NOT NULL", ", b INT NOT NULL ON CONFLICT IGNORE", ""},
			{"default", ", b INT", ", b INT DEFAULT 1", ""},
			{"default, expression", ", b INT DEFAULT 1", ", b INT DEFAULT (1 + 1)", ""},
			{"generated", ", b INT", ", b INT AS (a)", ""},
			{"generated, expression", ", b INT AS (a)", ", b INT AS (a + 1)", ""},
			{"generated, stored", ", b INT AS (a)", ", b INT AS (a) STORED", ""},
			{"identity (autoincrement)", "CREATE TABLE t (id INTEGER PRIMARY KEY)", "CREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT)", ""},
		}},
		{model.KindPrimaryKey, "primary key", "", "CREATE TABLE t (a INT, b INT%)", []attribute{
			{"added", "", ", PRIMARY KEY (a)", ""},
			{"columns", ", PRIMARY KEY (a)", ", PRIMARY KEY (a, b)", ""},
			{"keys (order, collation)", ", PRIMARY KEY (a, b)", ", PRIMARY KEY (a DESC, b COLLATE NOCASE)", ""},
			{"storage parameters (on conflict)", ", PRIMARY KEY (a)", ", PRIMARY KEY (a) ON CONFLICT REPLACE", ""},
			{"name", ", PRIMARY KEY (a)", ", CONSTRAINT k PRIMARY KEY (a)", ""},
			{"rowid", "CREATE TABLE t (id INT PRIMARY KEY)", "CREATE TABLE t (id INTEGER PRIMARY KEY)", ""},
			{"rowid, descending", "CREATE TABLE t (id INTEGER PRIMARY KEY)", "CREATE TABLE t (id INTEGER PRIMARY KEY DESC)", ""},
		}},
		{model.KindUnique, "unique constraint", "", "CREATE TABLE t (a INT, b INT%)", []attribute{
			{"added", "", ", UNIQUE (a)", ""},
			{"columns", ", CONSTRAINT k UNIQUE (a)", ", CONSTRAINT k UNIQUE (b)", ""},
			{"keys (order, collation)", ", UNIQUE (a, b)", ", UNIQUE (a DESC, b COLLATE NOCASE)", ""},
			{"storage parameters (on conflict)", ", UNIQUE (a)", ", UNIQUE (a) ON CONFLICT IGNORE", ""},
			{"name", ", CONSTRAINT k UNIQUE (a)", ", CONSTRAINT l UNIQUE (a)", "constraint:t.k=l"},
		}},
		{model.KindCheck, "check constraint", "", "CREATE TABLE t (a INT%)", []attribute{
			{"added", "", ", CHECK (a > 0)", ""},
			{"added, named", "", ", CONSTRAINT k CHECK (a > 0)", ""},
			{"expression", ", CONSTRAINT k CHECK (a > 0)", ", CONSTRAINT k CHECK (a > 1)", ""},
			{"expression, unnamed", ", CHECK (a > 0)", ", CHECK (a > 1)", ""},
			{"name", ", CONSTRAINT k CHECK (a > 0)", ", CONSTRAINT l CHECK (a > 0)", "constraint:t.k=l"},
			{"with the name of the table", ", CHECK (t.a > 0)", ", CONSTRAINT k CHECK (t.a > 1)", ""},
		}},
		{model.KindForeignKey, "foreign key", parent, "CREATE TABLE t (a INT, b INT%)", []attribute{
			{"added", "", ", FOREIGN KEY (a) REFERENCES p (a)", ""},
			{"columns", ", CONSTRAINT f FOREIGN KEY (a) REFERENCES p (a)", ", CONSTRAINT f FOREIGN KEY (b) REFERENCES p (a)", ""},
			{"references", ", CONSTRAINT f FOREIGN KEY (a) REFERENCES p (a)", ", CONSTRAINT f FOREIGN KEY (a) REFERENCES q (a)", ""},
			{"references, missing", ", CONSTRAINT f FOREIGN KEY (a) REFERENCES p (a)", ", CONSTRAINT f FOREIGN KEY (a) REFERENCES nowhere", ""},
			{"referenced columns", ", CONSTRAINT f FOREIGN KEY (a) REFERENCES p (a)", ", CONSTRAINT f FOREIGN KEY (a) REFERENCES p (b)", ""},
			{"match", ", FOREIGN KEY (a) REFERENCES p (a)", ", FOREIGN KEY (a) REFERENCES p (a) MATCH FULL", ""},
			{"on update", ", FOREIGN KEY (a) REFERENCES p (a)", ", FOREIGN KEY (a) REFERENCES p (a) ON UPDATE CASCADE", ""},
			{"on delete", ", FOREIGN KEY (a) REFERENCES p (a)", ", FOREIGN KEY (a) REFERENCES p (a) ON DELETE SET NULL", ""},
			{"deferrable, initially deferred", ", FOREIGN KEY (a) REFERENCES p (a)", ", FOREIGN KEY (a) REFERENCES p (a) DEFERRABLE INITIALLY DEFERRED", ""},
			{"name", ", CONSTRAINT f FOREIGN KEY (a) REFERENCES p (a)", ", FOREIGN KEY (a) REFERENCES p (a)", ""},
		}},
		{model.KindIndex, "index", "CREATE TABLE t (a INT, b TEXT);", "CREATE INDEX i ON t (a)%", []attribute{
			{"unique", "", "CREATE UNIQUE INDEX i ON t (a)", ""},
			{"keys", "", "CREATE INDEX i ON t (b COLLATE NOCASE DESC, a)", ""},
			{"keys, expression", "", "CREATE INDEX i ON t (lower(b))", ""},
			{"predicate", "", " WHERE b IS NOT NULL", ""},
			{"name", "", "CREATE INDEX j ON t (a)", "index:t.i=j"},
		}},
		{sqlite.KindView, "view", "CREATE TABLE t (a INT, b TEXT);", "CREATE VIEW v AS SELECT a FROM t%", []attribute{
			{"query", "", " WHERE a > 0", ""},
			{"columns", "", "CREATE VIEW v (x) AS SELECT a FROM t", ""},
			{"name", "", "CREATE VIEW w AS SELECT a FROM t", "view:v=w"},
		}},
		{sqlite.KindTrigger, "trigger", "CREATE TABLE t (a INT, b TEXT);", "CREATE TRIGGER g BEFORE UPDATE OF a ON t BEGIN SELECT 1; END%", []attribute{
			{"timing", "", "CREATE TRIGGER g AFTER UPDATE OF a ON t BEGIN SELECT 1; END", ""},
			{"event", "", "CREATE TRIGGER g BEFORE DELETE ON t BEGIN SELECT 1; END", ""},
			{"columns", "", "CREATE TRIGGER g BEFORE UPDATE OF b ON t BEGIN SELECT 1; END", ""},
			{"when", "", "CREATE TRIGGER g BEFORE UPDATE OF a ON t WHEN new.a > 0 BEGIN SELECT 1; END", ""},
			{"body", "", "CREATE TRIGGER g BEFORE UPDATE OF a ON t BEGIN SELECT 2; END", ""},
			{"name", "", "CREATE TRIGGER h BEFORE UPDATE OF a ON t BEGIN SELECT 1; END", "trigger:t.g=h"},
		}},
		{sqlite.KindVirtualTable, "virtual table", "", "CREATE VIRTUAL TABLE s USING fts5 (a, b)%", []attribute{
			{"module", "", "CREATE VIRTUAL TABLE s USING rtree (a, b, c)", ""},
			{"arguments", "", "CREATE VIRTUAL TABLE s USING fts5 (a, c, tokenize = 'porter ascii')", ""},
		}},
	}
}

// sides returns the two scripts of an attribute.
func (c conformance) sides(a attribute) (was, is string) {
	script := func(text string) string {
		if strings.HasPrefix(text, "CREATE") {
			return c.given + text + ";"
		}
		return c.given + strings.ReplaceAll(c.object, "%", text) + ";"
	}
	return script(a.was), script(a.is)
}

// means says how a plan brings something about.
func means(p render.Plan) (how, statement string) {
	var own []string
	rebuilt := false
	for _, s := range p.Statements() {
		rebuilt = rebuilt || strings.Contains(s.SQL, "__schemadiff_")
		own = append(own, s.SQL)
	}
	switch {
	case rebuilt:
		how = "rebuilt"
	case slices.ContainsFunc(own, func(s string) bool { return strings.HasPrefix(s, "ALTER TABLE") }):
		how = "in place"
	case len(own) > 1:
		how = "anew"
	case strings.HasPrefix(own[0], "CREATE"):
		how = "created"
	default:
		how = "dropped"
	}
	for _, l := range p.Losses {
		if l.Code == render.DataLoss || l.Code == render.Irreversible {
			how += ", *loses*"
			break
		}
	}
	if rebuilt {
		return how, ""
	}
	return how, "`" + strings.Join(strings.Fields(strings.Join(own, " ")), " ") + "`"
}

// TestConformance tries the change of each attribute, up and down, and writes what
// is done for it.
func TestConformance(t *testing.T) {
	var page strings.Builder
	page.WriteString(pageHead)
	for _, c := range conformances() {
		seen := map[diff.FacetName]bool{}
		plain := c.given + strings.ReplaceAll(c.object, "%", "") + ";"
		converge(t, c.given, plain)
		fmt.Fprintf(&page, "\n## %s\n\n| attribute | up | down | statements |\n|---|---|---|---|\n", c.title)
		for _, a := range c.attributes {
			t.Run(c.title+"/"+a.name, func(t *testing.T) {
				was, is := c.sides(a)
				var there, back []diff.RenameRequest
				if a.rename != "" {
					there, back = request(t, a.rename), request(t, inverted(a.rename))
				}
				converge(t, was, is, there...)
				converge(t, is, was, back...)
				result := compared(t, declared(t, was), declared(t, is), there...)
				for _, change := range result.Changes {
					if alter, ok := change.(diff.Alter); ok && alter.NewID.Kind == c.kind {
						for _, f := range alter.Facets {
							seen[f.Name] = true
						}
					}
				}
				m := planned(t, result)
				up, statement := means(m.Up)
				down, _ := means(m.Down)
				fmt.Fprintf(&page, "| %s | %s | %s | %s |\n", a.name, up, down, statement)
			})
		}
		for _, f := range plan.FacetsOf(c.kind) {
			if !seen[f] {
				t.Errorf("no case changes the %s of a %s", f, c.title)
			}
		}
	}
	const file = "../../../docs/sqlite-coverage.md"
	if *update {
		if err := os.WriteFile(file, []byte(page.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	have, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if got := string(have); got != page.String() && !t.Failed() {
		t.Errorf("docs/sqlite-coverage.md is not what the test writes; run it with -update:\n%s", cmp.Diff(got, page.String()))
	}
}

func request(t *testing.T, text string) []diff.RenameRequest {
	t.Helper()
	r, err := diff.ParseRename(text)
	if err != nil {
		t.Fatal(err)
	}
	return []diff.RenameRequest{r}
}

// inverted turns a request round: "column:t.b=c" is "column:t.c=b".
func inverted(text string) string {
	what, names, _ := strings.Cut(text, ":")
	from, to, _ := strings.Cut(names, "=")
	at := strings.LastIndex(from, ".") + 1
	return what + ":" + from[:at] + to + "=" + from[at:]
}

const pageHead = `# What changes how in SQLite

Every kind of object that schemadiff holds of SQLite, and each attribute of it: how a migration brings the change about, and how
its down takes it back. The page is written by a test that runs each of these migrations, both ways and back: a second comparison
finds no difference, what sqlite_schema and the PRAGMAs say is the same as for a database that was built directly, and
PRAGMA integrity_check finds nothing. The plans are those for the library that schemadiff has inside; one before 3.53 rebuilds
tables for checks and NOT NULL, too.

* **in place**: ALTER TABLE. **anew**: dropped and created; that copies no rows but those of an index. **rebuilt**: the table is made
  anew with its rows, once for all its changes, in the order that SQLite documents, with foreign keys off outside the
  transaction and checked inside of it; indexes and triggers come back, all else is left as it is.
* *loses*: the plan says what is lost, or not brought back by the way down.
`
