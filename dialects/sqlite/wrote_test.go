package sqlite_test

import (
	"context"
	"slices"
	"testing"

	"github.com/schemadiff/schemadiff/dialects/sqlite"
	"github.com/schemadiff/schemadiff/inspect/sqlfile"
	"github.com/schemadiff/schemadiff/model"
)

// Which statements write rows, by their lines.
func TestReadRows(t *testing.T) {
	text := `CREATE TABLE a (id INTEGER PRIMARY KEY, x);
INSERT INTO a SELECT 1, 2 WHERE 0;
CREATE TEMP TABLE guard (x);
INSERT INTO temp.guard VALUES (1);
INSERT OR IGNORE INTO guard VALUES (2);
UPDATE guard SET x = 3;
CREATE TABLE empty AS SELECT * FROM a;
CREATE TABLE "fil""led" AS SELECT 1 AS one;
INSERT INTO a VALUES (1, 2);
INSERT INTO a SELECT id + 1, x FROM a;
WITH w AS (SELECT 1) UPDATE OR REPLACE a SET x = 1;
DELETE FROM temp.guard;
DELETE FROM a WHERE id > 99;
CREATE TABLE b AS SELECT * FROM a;
CREATE TEMP TABLE c AS SELECT * FROM a;
ALTER TABLE a ADD COLUMN y DEFAULT 3;
CREATE VIEW v AS SELECT 1;
`
	var lines []int
	_, err := sqlite.ReadRows(context.Background(), memory(t), []sqlfile.Source{script("s.sql", text)}, func(at model.Pos) {
		lines = append(lines, at.Line)
	})
	if err != nil {
		t.Fatal(err)
	}
	if want := []int{8, 9, 10, 11, 14}; !slices.Equal(lines, want) {
		t.Errorf("rows are written in lines %v, want %v", lines, want)
	}
}
