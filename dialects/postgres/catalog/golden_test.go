package catalog_test

import (
	"bytes"
	"context"
	"flag"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"github.com/schemadiff/schemadiff/dialects/postgres/catalog"
	"github.com/schemadiff/schemadiff/internal/pgtest"
	"github.com/schemadiff/schemadiff/internal/pgxconn"
	"github.com/schemadiff/schemadiff/model"
)

var update = flag.Bool("update", false, "write what was read into the golden files")

// open connects to a test's database.
func open(tb testing.TB, db *pgtest.DB) *pgxconn.Conn {
	tb.Helper()
	conn, err := pgxconn.Open(context.Background(), db.URL())
	if err != nil {
		tb.Fatal(err)
	}
	tb.Cleanup(func() { _ = conn.Close(context.Background()) })
	return conn
}

func read(tb testing.TB, db *pgtest.DB) model.Schema {
	tb.Helper()
	s, err := catalog.Read(context.Background(), open(tb, db), catalog.Options{})
	if err != nil {
		tb.Fatal(err)
	}
	return s
}

// TestGolden reads the database that each testdata/*.txt builds and compares it
// with the snapshot in the same file. "min: 15" and "max: 17" in a file's head
// say which versions it is for. All of these versions must read the same.
func TestGolden(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatalf("got %d golden files, %v", len(files), err)
	}
	pgtest.Each(t, func(t *testing.T, major int) {
		for _, file := range files {
			t.Run(strings.TrimSuffix(filepath.Base(file), ".txt"), func(t *testing.T) {
				golden(t, file, major)
			})
		}
	})
}

// goldenScript returns the statements of a golden file.
func goldenScript(t *testing.T, file string) []byte {
	t.Helper()
	return goldenArchive(t, file).Files[0].Data
}

func goldenArchive(t *testing.T, file string) *txtar.Archive {
	t.Helper()
	archive, err := txtar.ParseFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return archive
}

// goldenDatabase builds the database of a golden file.
func goldenDatabase(t *testing.T, archive *txtar.Archive, major int) *pgtest.DB {
	t.Helper()
	if min, max := bound(t, archive, "min: "), bound(t, archive, "max: "); major < min || max != 0 && major > max {
		t.Skipf("this is for PostgreSQL %d to %d", min, max)
	}
	db := pgtest.New(t, major)
	t.Cleanup(func() { // a database with a subscription can't be dropped
		if err := db.Execute(context.Background(), "DROP SUBSCRIPTION IF EXISTS sub"); err != nil {
			t.Error(err)
		}
	})
	db.LoadScript(t, string(archive.Files[0].Data))
	return db
}

// forgetInherited leaves out what older versions don't know.
func forgetInherited(s model.Schema) {
	for _, t := range s.Tables {
		for i := range t.Columns {
			t.Columns[i].NotNullConstraint.Inherited = false
		}
	}
}

func golden(t *testing.T, file string, major int) {
	archive := goldenArchive(t, file)
	db := goldenDatabase(t, archive, major)
	s := read(t, db)
	s.Version = 0
	s = s.Only(model.Privileges)
	s.Role = "" // all belongs to the role of the test
	if bound(t, archive, "min: ") < 18 {
		forgetInherited(s)
	}
	for i := range s.Extensions { // their versions are the server's
		s.Extensions[i].Version = ""
	}
	var got bytes.Buffer
	if err := model.WriteSnapshot(&got, s); err != nil {
		t.Fatal(err)
	}
	if *update {
		archive.Files = append(archive.Files[:1], txtar.File{Name: "want.json", Data: got.Bytes()})
		if err := os.WriteFile(file, txtar.Format(archive), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if diff := cmp.Diff(string(archive.Files[1].Data), got.String()); diff != "" {
		t.Errorf("the snapshot differs (-want +got):\n%s", diff)
	}
}

func bound(t *testing.T, archive *txtar.Archive, prefix string) int {
	for line := range strings.Lines(string(archive.Comment)) {
		if text, found := strings.CutPrefix(line, prefix); found {
			n, err := strconv.Atoi(strings.TrimSpace(text))
			if err != nil {
				t.Fatal(err)
			}
			return n
		}
	}
	return 0
}
