package sqlite_test

import (
	"bytes"
	"context"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/schemadiff/schemadiff/dialects/sqlite"
	"github.com/schemadiff/schemadiff/inspect/sqlfile"
	"github.com/schemadiff/schemadiff/model"
)

var update = flag.Bool("update", false, "write the golden files")

// TestGolden says what the model holds of every clause.
func TestGolden(t *testing.T) {
	files, err := filepath.Glob("../../testdata/sqlite/*.sql")
	if err != nil || len(files) == 0 {
		t.Fatalf("there are no schemas in testdata: %v", err)
	}
	for _, file := range files {
		if strings.Count(filepath.Base(file), ".") > 1 {
			continue // one of a pair, for plans
		}
		t.Run(filepath.Base(file), func(t *testing.T) {
			sources, err := sqlfile.Read(file, nil)
			if err != nil {
				t.Fatal(err)
			}
			schema := declared(t, sources...)
			schema.Version = sqlite.Oldest // a newer library is no difference
			golden := filepath.Join("testdata", strings.TrimSuffix(filepath.Base(file), ".sql")+".json")
			got := []byte(snapshot(t, schema))
			if *update {
				if err := os.WriteFile(golden, got, 0o666); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(golden)
			if err != nil {
				t.Fatal(err)
			}
			if !bytes.Equal(got, want) {
				t.Errorf("the schema is another one (-want +got):\n%s", cmp.Diff(string(want), string(got)))
			}
		})
	}
}

func TestReadErrors(t *testing.T) {
	tests := []struct {
		name, text string
		want       []string
	}{
		{name: "syntax", text: "CREATE TABLE a (x);\n  CREATE TABLE b (\n  x int;\n)", want: []string{`s.sql:3:8: near ";": syntax error`}},
		{
			name: "all errors in one run", text: "CREATE TABLE a (x CHEK (x));\nCREATE INDEX i ON nowhere (x);\nCREATE TABLE a (x);\nCREATE TABLE a (x);",
			want: []string{`s.sql:1:1: near "x": syntax error`, "s.sql:2:1: no such table: main.nowhere", "s.sql:4:1: table a already exists"},
		},
		{name: "open quote", text: "CREATE TABLE a (x DEFAULT 'y);", want: []string{"s.sql:1:27: this string is never closed"}},
		{
			name: "other files", text: "ATTACH 'other.db' AS other; VACUUM INTO 'copy.db'; DETACH other",
			want: []string{
				"s.sql:1:1: ATTACH is not run where a schema is declared: it reaches other files (leave it out)",
				"s.sql:1:29: VACUUM is not run where a schema is declared: it reaches other files (leave it out)",
				"s.sql:1:52: DETACH is not run where a schema is declared: it reaches other files (leave it out)",
			},
		},
		{
			name: "the shell", text: ".mode column\nCREATE TABLE a (x);",
			want: []string{"s.sql:1:1: this is a command of the sqlite3 shell, no SQL (leave it out; sqlite3 file.db .schema writes a schema without any)"},
		},
		{
			name: "both ways", text: "CREATE TABLE a (x);\n-- +goose Down\nDROP TABLE a;",
			want: []string{"s.sql:2:1: what follows is the way back of this migration (leave it out to read what the migration leads to)"},
		},
		{
			name: "unknown directive", text: "-- schemadiff: hello\nCREATE TABLE a (x);",
			want: []string{`s.sql:1:1: this directive isn't understood: what can be said is "renamed from <name>"`},
		},
		{
			name: "directive about what is gone", text: "-- schemadiff: renamed from b\nCREATE TABLE a (x); DROP TABLE a;",
			want: []string{"s.sql:1:1: this directive belongs to nothing that could be renamed, or what it belongs to isn't there at the end"},
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, err := sqlite.Read(context.Background(), memory(t), []sqlfile.Source{script("s.sql", test.text)})
			if err == nil {
				t.Fatal("there is no error")
			}
			if d := cmp.Diff(test.want, strings.Split(err.Error(), "\n")); d != "" {
				t.Errorf("the errors are others (-want +got):\n%s", d)
			}
		})
	}
}

// TestReadNeedsAnEmptyDatabase: what is there would be taken for declared.
func TestReadNeedsAnEmptyDatabase(t *testing.T) {
	conn := memory(t)
	exec(t, conn, "CREATE TABLE a (x)")
	if _, err := sqlite.Read(context.Background(), conn, nil); err == nil {
		t.Error("a database with a table was taken for an empty one")
	}
}

func TestPositions(t *testing.T) {
	const text = `-- People.
CREATE TABLE IF NOT EXISTS main.people (
  id INTEGER PRIMARY KEY,
  name TEXT UNIQUE, age INT CHECK (age > 0),
  FOREIGN KEY (age) REFERENCES people
);
CREATE INDEX people_age ON people (age);
CREATE TEMP TABLE people_copy (a); CREATE TABLE a (b);
ALTER TABLE a ADD COLUMN c; ALTER TABLE a RENAME TO renamed;
CREATE TRIGGER r AFTER INSERT ON people BEGIN SELECT 1; END;`
	want := map[string]string{
		"table people": "2:1", "column people.id": "3:3", "primary key people.sqlite_pk_people": "3:14", "column people.name": "4:3",
		"unique constraint people.sqlite_unique_people_name": "4:13", "column people.age": "4:21", "check constraint people.sqlite_check_people_age": "4:29",
		"foreign key people.sqlite_fk_people_age": "5:3", "index people.people_age": "7:1", "trigger people.r": "10:1",
		"table renamed": "8:36", "column renamed.b": "8:36", "column renamed.c": "8:36",
	}
	got := map[string]string{}
	for _, e := range declared(t, script("s.sql", text)).Entries() {
		got[e.ID.String()] = strings.TrimPrefix(model.PosOf(e.Object).String(), "s.sql:")
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("the places are others (-want +got):\n%s", d)
	}
}

// TestUnsupported: what the model can't hold as it is, is reported.
func TestUnsupported(t *testing.T) {
	conn := memory(t)
	exec(t, conn, `CREATE TABLE twice (a CONSTRAINT c CHECK (a > 0), b CONSTRAINT c CHECK (b > 0));
		CREATE TABLE edited (a); CREATE INDEX i ON edited (a); CREATE TRIGGER r AFTER INSERT ON edited BEGIN SELECT 1; END;
		PRAGMA writable_schema = on;
		UPDATE sqlite_schema SET sql = 'CREATE TABLE edited (a, b)' WHERE name = 'edited';`)
	schema := inspected(t, conn)
	honest(t, conn, schema)
	var got []string
	for _, u := range schema.Unsupported {
		got = append(got, u.ID.String())
	}
	want := []string{"check constraint twice.c", "index edited.i", "table edited", "trigger edited.r"}
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("what is unsupported is something else (-want +got):\n%s", d)
	}
}

// TestUnknownModule: a database may have virtual tables of a module that this
// library doesn't have. They are read from their text.
func TestUnknownModule(t *testing.T) {
	path := filepath.Join(t.TempDir(), "live.db")
	conn := open(t, path)
	exec(t, conn, `CREATE TABLE a (x); CREATE VIEW v AS SELECT * FROM vectors; PRAGMA writable_schema = on;
		INSERT INTO sqlite_schema VALUES ('table', 'vectors', 'vectors', 0, 'CREATE VIRTUAL TABLE vectors USING vec0(v float[3])')`)
	again := open(t, path)
	schema := inspected(t, again)
	honest(t, again, schema)
	if len(schema.Unsupported) > 0 || len(schema.Definitions) != 2 || schema.Definitions[1].ID.Name != "vectors" {
		t.Errorf("it is read as %+v, unsupported %v", schema.Definitions, schema.Unsupported)
	}
}
