package mysql

import (
	"strings"
	"testing"

	"github.com/schemadiff/schemadiff/inspect/sqlfile"
)

func source(text string) []sqlfile.Source { return []sqlfile.Source{{Name: "t.sql", Text: text}} }

// Every mistake is told at its place, all of them in one run.
func TestMistakes(t *testing.T) {
	text := `CREATE TABLE t (a int, a text);
CREATE TABLE u (
  x nothing,
  y int);
SELECT 1;
ALTER TABLE missing ADD x int;
CREATE TABLE v (a int) ENGINE=InnoDB WHATEVER=1;
CALL p();
CREATE INDEX i ON v (b);
FROBNICATE;
CREATE TABLE w AS SELECT 1;
`
	want := []string{
		"t.sql:1:24: table t has a column a already",
		"t.sql:3:5: nothing is no type that is known",
		"t.sql:6:13: there is no table missing",
		"t.sql:7:38: WHATEVER stands where the end of the statement should be",
		"t.sql:8:1: what CALL does is only known when it runs (write the statements that it runs)",
		"t.sql:9:22: table v has no column b",
		"t.sql:10:1: no statement that is known begins with FROBNICATE",
		"t.sql:11:16: AS stands where ( should be",
	}
	_, err := Read(source(text), Options{})
	if err == nil {
		t.Fatal("there is no error")
	}
	got := strings.Split(err.Error(), "\n")
	for i := range max(len(got), len(want)) {
		g, w := "", ""
		if i < len(got) {
			g = got[i]
		}
		if i < len(want) {
			w = want[i]
		}
		if g != w {
			t.Errorf("line %d is\n%s\nwant\n%s", i+1, g, w)
		}
	}
}

// FuzzRead: no text makes the reader panic, and what it reads it writes so that it
// reads the same.
func FuzzRead(f *testing.F) {
	for _, text := range []string{
		"CREATE TABLE t (a int DEFAULT 1, b text, KEY (a), CHECK (a > 0)) PARTITION BY HASH (a) PARTITIONS 2;",
		"CREATE TABLE t (a enum('x')); ALTER TABLE t ADD b int FIRST, DROP a;", "DELIMITER //\nCREATE TRIGGER x BEFORE INSERT ON t FOR EACH ROW SET @a = 1//",
		"CREATE SEQUENCE s START WITH 5;", "CREATE VIEW v AS SELECT 1; /*!50001 DROP VIEW v */", "SET sql_mode = ANSI_QUOTES; CREATE TABLE \"t\" (a int)",
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, s := range []Server{{MySQL, 8, 4, 0}, {MariaDB, 11, 4, 0}} {
			schema, err := Read(source(text), Options{Server: s})
			if err != nil {
				continue
			}
			Script(schema)
		}
	})
}
