package plan_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/schemadiff/schemadiff/dialects/sqlite"
	"github.com/schemadiff/schemadiff/render"
)

// tables returns a script that makes that many tables with a foreign key, an index,
// a trigger and a view each; more stands in each table.
func tables(count int, more string) string {
	var b strings.Builder
	for i := range count {
		fmt.Fprintf(&b, `CREATE TABLE table_%[1]d (
  id INTEGER PRIMARY KEY AUTOINCREMENT, parent_id INTEGER REFERENCES table_%[2]d ON DELETE CASCADE,
  name VARCHAR(100) NOT NULL, email TEXT UNIQUE, amount NUMERIC(12, 2) DEFAULT 0 NOT NULL, state TEXT DEFAULT 'new',
  created_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL, updated_at TIMESTAMP, payload JSON DEFAULT '{}', flags BLOB%[3]s
);
CREATE INDEX name_%[1]d ON table_%[1]d (name);
CREATE VIEW view_%[1]d AS SELECT id, name FROM table_%[1]d WHERE state <> 'done';
CREATE TRIGGER trigger_%[1]d AFTER UPDATE ON table_%[1]d BEGIN UPDATE table_%[1]d SET updated_at = CURRENT_TIMESTAMP WHERE id = new.id; END;
`, i, max(i-1, 0), more)
	}
	return b.String()
}

// Both ways between two schemas of 200 tables, each of which is rebuilt.
func BenchmarkPlanRebuild(b *testing.B) {
	result := compared(b, declared(b, tables(200, "")), declared(b, tables(200, ", CHECK (amount >= 0), UNIQUE (name, state)")))
	for b.Loop() {
		if m, err := render.NewMigration(result, sqlite.Planner{}, render.Options{}); err != nil || m.Up.Empty() {
			b.Fatal(err)
		}
	}
}

// Both ways between two schemas of 200 tables, one of which gets a column.
func BenchmarkPlanColumn(b *testing.B) {
	old := tables(200, "")
	result := compared(b, declared(b, old), declared(b, strings.Replace(old, "flags BLOB", "flags BLOB, more INT", 1)))
	for b.Loop() {
		if m, err := render.NewMigration(result, sqlite.Planner{}, render.Options{}); err != nil || m.Up.Empty() {
			b.Fatal(err)
		}
	}
}

// BenchmarkDDL writes 200 tables.
func BenchmarkDDL(b *testing.B) {
	s := declared(b, tables(200, ""))
	for b.Loop() {
		if _, err := render.DDL(s, sqlite.Planner{}); err != nil {
			b.Fatal(err)
		}
	}
}
