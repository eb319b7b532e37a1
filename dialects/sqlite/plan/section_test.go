package plan_test

import (
	"context"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/schemadiff/schemadiff/dialects/sqlite"
	"github.com/schemadiff/schemadiff/render"
)

const (
	family = `CREATE TABLE parent (id INTEGER PRIMARY KEY AUTOINCREMENT, a TEXT);
CREATE TABLE child (id INTEGER PRIMARY KEY, p INT NOT NULL REFERENCES parent ON DELETE CASCADE);
CREATE TABLE grandchild (c INT REFERENCES child ON DELETE CASCADE);
CREATE TRIGGER parent_gone AFTER DELETE ON parent BEGIN DELETE FROM child WHERE p = old.id; END;
`
	familyRows = `INSERT INTO parent VALUES (1, 'x'), (5, 'y'), (9, 'z'); DELETE FROM parent WHERE id = 9;
INSERT INTO child VALUES (1, 1), (2, 1), (3, 5); INSERT INTO grandchild VALUES (1), (3);`
)

// up returns the plan between two scripts.
func up(t *testing.T, oldText, newText string) render.Plan {
	t.Helper()
	return planned(t, compared(t, declared(t, oldText), declared(t, newText))).Up
}

func rebuilt(t *testing.T) render.Plan {
	t.Helper()
	return up(t, family, strings.Replace(family, "a TEXT)", "a TEXT UNIQUE)", 1))
}

// Children stay when their parent is made anew, and the counter goes on.
func TestChildrenStay(t *testing.T) {
	for _, enforced := range []string{"ON", "OFF"} {
		conn := database(t)
		execute(t, conn, family+familyRows+"PRAGMA foreign_keys = "+enforced)
		if err := run(conn, rebuilt(t)); err != nil {
			t.Fatal(err)
		}
		execute(t, conn, "INSERT INTO parent (a) VALUES ('new')")
		got := lines(t, conn, "SELECT (SELECT count(*) FROM child) || ' ' || (SELECT count(*) FROM grandchild) || ' ' || (SELECT group_concat(id) FROM parent)")[0]
		if got != "3 2 1,5,10" {
			t.Errorf("with foreign keys %s: %s", enforced, got)
		}
	}
}

// A counter is kept where the table is empty.
func TestCounterOfEmptyTable(t *testing.T) {
	conn := database(t)
	execute(t, conn, family+"INSERT INTO parent (id) VALUES (41); DELETE FROM parent")
	if err := run(conn, rebuilt(t)); err != nil {
		t.Fatal(err)
	}
	execute(t, conn, "INSERT INTO parent (a) VALUES ('new')")
	if got := lines(t, conn, "SELECT id FROM parent")[0]; got != "42" {
		t.Errorf("the new row is %s", got)
	}
}

// Somebody who runs all statements in a transaction of his own, where PRAGMA
// foreign_keys does nothing, is stopped before anything is deleted.
func TestInsideTransaction(t *testing.T) {
	conn := database(t)
	execute(t, conn, family+familyRows+"PRAGMA foreign_keys = ON; BEGIN")
	var failed error
	for _, s := range rebuilt(t).Statements() {
		if failed = conn.Exec(context.Background(), s.SQL); failed != nil {
			break
		}
	}
	if failed == nil || !strings.Contains(failed.Error(), "foreign keys are enforced") {
		t.Errorf("the plan went on: %v", failed)
	}
	execute(t, conn, "COMMIT")
	if got := lines(t, conn, "SELECT (SELECT count(*) FROM child) || ' ' || (SELECT count(*) FROM parent)")[0]; got != "3 2" {
		t.Errorf("rows are gone: %s", got)
	}
}

// Somebody runs the statements with a program that goes on after an error, as the
// sqlite3 shell does without -bail. What can't be copied is where it was.
func TestGoesOnAfterErrors(t *testing.T) {
	for name, test := range map[string]struct{ old, rows, new string }{
		"not null":    {"CREATE TABLE t (a INT, b)", "INSERT INTO t VALUES (1, 2), (NULL, 3)", "CREATE TABLE t (a TEXT NOT NULL, b)"},
		"unique":      {"CREATE TABLE t (a INT, b)", "INSERT INTO t VALUES (1, 2), (1, 3)", "CREATE TABLE t (a INT UNIQUE, b)"},
		"check aside": {"CREATE TABLE t (a INT, b)", "INSERT INTO t VALUES (1, 2)", "CREATE TABLE t (a TEXT, b, CHECK (t.a > 7))"},
		"name taken":  {"CREATE TABLE t (a INT, b)", "CREATE TABLE t__schemadiff_new (a); INSERT INTO t VALUES (1, 2)", "CREATE TABLE t (a TEXT, b)"},
		"references":  {"CREATE TABLE p (id INTEGER PRIMARY KEY); CREATE TABLE t (a)", "INSERT INTO t VALUES (1)", "CREATE TABLE p (id INTEGER PRIMARY KEY); CREATE TABLE t (a REFERENCES p)"},
	} {
		t.Run(name, func(t *testing.T) {
			conn := database(t)
			plan := up(t, test.old, test.new)
			execute(t, conn, test.old+";"+test.rows)
			s := inspected(t, conn)
			schema, rows := dump(t, conn), contents(t, conn, s)
			failures := 0
			for _, g := range plan.Groups {
				texts := []string{"BEGIN IMMEDIATE"}
				for _, s := range g.Statements {
					texts = append(texts, s.SQL)
				}
				if texts = append(texts, "COMMIT"); !g.Transactional {
					texts = texts[1 : len(texts)-1]
				}
				for _, text := range texts {
					if err := conn.Exec(context.Background(), text); err != nil {
						failures++
					}
				}
			}
			if failures == 0 {
				t.Error("nothing failed")
			}
			if got := dump(t, conn); got != schema {
				t.Errorf("another schema is left: %s", cmp.Diff(schema, got))
			}
			if got := contents(t, conn, s); got != rows {
				t.Errorf("other rows are left: %s", cmp.Diff(rows, got))
			}
		})
	}
}

// Rows that refer to nothing are no obstacle if they did so before, but for a
// foreign key that is new.
func TestBrokenRows(t *testing.T) {
	conn := database(t)
	execute(t, conn, family+familyRows+"INSERT INTO child VALUES (7, 77)")
	if err := run(conn, rebuilt(t)); err != nil {
		t.Errorf("rows that were broken before: %v", err)
	}
	const loose, tight = "CREATE TABLE p (id INTEGER PRIMARY KEY); CREATE TABLE c (p INT);", "CREATE TABLE p (id INTEGER PRIMARY KEY); CREATE TABLE c (p INT REFERENCES p);"
	conn = database(t)
	execute(t, conn, loose+"INSERT INTO c VALUES (1)")
	before := dump(t, conn)
	if err := run(conn, up(t, loose, tight)); err == nil || !strings.Contains(err.Error(), "rows would refer to rows that are not there") {
		t.Errorf("a new foreign key on a broken row: %v", err)
	}
	if got := dump(t, conn); got != before {
		t.Errorf("the plan that failed left %s", got)
	}
	execute(t, conn, "INSERT INTO p VALUES (1)")
	if err := run(conn, up(t, loose, tight)); err != nil {
		t.Error(err)
	}
}

// A parent that is dropped takes no rows along, although the foreign key stays.
func TestDroppedParent(t *testing.T) {
	conn := database(t)
	execute(t, conn, "CREATE TABLE p (id INTEGER PRIMARY KEY); CREATE TABLE c (p INT REFERENCES p ON DELETE CASCADE); INSERT INTO p VALUES (1); INSERT INTO c VALUES (1); PRAGMA foreign_keys = ON")
	if err := run(conn, up(t, "CREATE TABLE p (id INTEGER PRIMARY KEY); CREATE TABLE c (p INT REFERENCES p ON DELETE CASCADE)", "CREATE TABLE c (p INT REFERENCES p ON DELETE CASCADE)")); err != nil {
		t.Fatal(err)
	}
	if got := lines(t, conn, "SELECT count(*) FROM c")[0]; got != "1" {
		t.Errorf("%s rows are left", got)
	}
}

// Several changes of several tables make one section and one rebuild of each.
func TestOneSection(t *testing.T) {
	const before = "CREATE TABLE a (x INT, y INT, z INT); CREATE TABLE b (x INT REFERENCES a (x))"
	const after = "CREATE TABLE a (x TEXT PRIMARY KEY, y INT NOT NULL DEFAULT 1 CHECK (y > 0), more INT UNIQUE); CREATE TABLE b (x TEXT UNIQUE REFERENCES a (x) ON DELETE CASCADE, n INT)"
	text := script(up(t, before, after))
	for part, want := range map[string]int{
		"PRAGMA foreign_keys = OFF;": 1, "PRAGMA foreign_keys = ON;": 1, "transaction: true": 1, "DROP TABLE a;": 1, "DROP TABLE b;": 1, "RENAME TO": 2,
	} {
		if got := strings.Count(text, part); got != want {
			t.Errorf("%q occurs %d times instead of %d:\n%s", part, got, want, text)
		}
	}
}

// What the library can't rename is refused, with what to do.
func TestUnrenamable(t *testing.T) {
	const before = "CREATE TABLE a (id, n INTEGER PRIMARY KEY, UNIQUE (n, id)) WITHOUT ROWID"
	r := compared(t, declared(t, before), declared(t, "CREATE TABLE a (id, m INTEGER PRIMARY KEY, UNIQUE (m, id)) WITHOUT ROWID"), request(t, "column:a.n=m")...)
	if _, err := render.NewMigration(r, sqlite.Planner{}, render.Options{}); err == nil || !strings.Contains(err.Error(), "drop that constraint") {
		t.Errorf("the plan is there: %v", err)
	}
	conn := database(t)
	execute(t, conn, before)
	if err := conn.Exec(t.Context(), "ALTER TABLE a RENAME COLUMN n TO m"); err == nil {
		t.Error("the library can do it by now: let the planner")
	}
}

// What ALTER TABLE can do needs no rebuild, if the library is new enough.
func TestNative(t *testing.T) {
	tests := []struct {
		name, old, new string
		want           string
		version        int
	}{
		{"add", "CREATE TABLE t (a INT)", "CREATE TABLE t (a INT, b TEXT DEFAULT 'x' CHECK (b <> ''))", "ALTER TABLE t ADD COLUMN b TEXT DEFAULT 'x' CHECK (b <> '')", 3_037_000},
		{"drop", "CREATE TABLE t (a INT, b INT)", "CREATE TABLE t (a INT)", "ALTER TABLE t DROP COLUMN b", 3_037_000},
		{"set not null", "CREATE TABLE t (a INT)", "CREATE TABLE t (a INT NOT NULL)", "ALTER TABLE t ALTER COLUMN a SET NOT NULL", 3_053_000},
		{"set not null, old", "CREATE TABLE t (a INT)", "CREATE TABLE t (a INT NOT NULL)", "DROP TABLE t", 3_052_000},
		{"drop not null", "CREATE TABLE t (a INT NOT NULL)", "CREATE TABLE t (a INT)", "ALTER TABLE t ALTER COLUMN a DROP NOT NULL", 3_053_000},
		{"add check", "CREATE TABLE t (a INT)", "CREATE TABLE t (a INT CHECK (a > 0))", "ALTER TABLE t ADD CHECK (a > 0)", 3_053_000},
		{"add check, old", "CREATE TABLE t (a INT)", "CREATE TABLE t (a INT CHECK (a > 0))", "DROP TABLE t", 3_052_000},
		{"drop check", "CREATE TABLE t (a INT, CONSTRAINT c CHECK (a > 0))", "CREATE TABLE t (a INT)", "ALTER TABLE t DROP CONSTRAINT c", 3_053_000},
		{"drop unnamed check", "CREATE TABLE t (a INT, CHECK (a > 0))", "CREATE TABLE t (a INT)", "DROP TABLE t", 3_053_000},
		{"default that isn't constant", "CREATE TABLE t (a INT)", "CREATE TABLE t (a INT, b TEXT DEFAULT CURRENT_DATE)", "DROP TABLE t", 3_053_000},
		{"drop what a broken view forbids", "CREATE TABLE t (a INT, b INT); CREATE VIEW v AS SELECT 1 FROM nowhere", "CREATE TABLE t (a INT); CREATE VIEW v AS SELECT 1 FROM nowhere", "DROP TABLE t", 3_053_000},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			result := compared(t, declared(t, test.old), declared(t, test.new))
			result.Old.Version, result.New.Version = test.version, test.version
			if text := script(planned(t, result).Up); !strings.Contains(text, test.want+";\n") || strings.Contains(text, "DROP TABLE t;") != (test.want == "DROP TABLE t") {
				t.Errorf("want %s:\n%s", test.want, text)
			}
		})
	}
}
