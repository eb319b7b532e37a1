package format

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/schemadiff/schemadiff/inspect/sqlfile"
	"github.com/schemadiff/schemadiff/migrate/script"
)

func TestImport(t *testing.T) {
	tests := []struct {
		name   string
		fsys   fstest.MapFS
		naming script.Naming
		want   []string // path: ID revises
	}{
		{"counted", files("1_a.up.sql", "", "2_b_c.up.sql", "", "10_d.up.sql", ""), script.Naming{}, []string{
			"0001_a.sql: 0001 <- ", "0002_b_c.sql: 0002 <- 0001", "0010_d.sql: 0010 <- 0002",
		}},
		{"wide", files("00001_a.up.sql", "", "00002_b.up.sql", ""), script.Naming{}, []string{"00001_a.sql: 00001 <- ", "00002_b.sql: 00002 <- 00001"}},
		{"times", files("20250102030405_a.sql", "-- +goose Up", "20260102030405_b.sql", "-- +goose Up"), script.Naming{Template: "{year}/{rev}_{slug}"}, []string{
			"2025/20250102030405_a.sql: 20250102030405 <- ", "2026/20260102030405_b.sql: 20260102030405 <- 20250102030405",
		}},
		{"names", files("a-b.sql", "", "c.sql", ""), script.Naming{Template: "{rev}_{slug}"}, []string{"a_b.sql: a_b <- ", "c.sql: c <- a_b"}},
		{"numbers that are the same", files("1_a.up.sql", "", "1_b.up.sql", ""), script.Naming{}, []string{"1_a.sql: 1_a <- ", "1_b.sql: 1_b <- 1_a"}},
		{"flyway", files("V1__a.sql", "", "V1.1__b.sql", "", "R__views.sql", ""), script.Naming{}, []string{
			"1_a.sql: 1 <- ", "1.1_b.sql: 1.1 <- 1", "R_views.sql: R_views <- 1.1",
		}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			from, err := Detect(test.fsys, []string{"."})
			if err != nil {
				t.Fatal(err)
			}
			scripts, err := Import(test.fsys, []string{"."}, from, options(), test.naming)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, s := range scripts {
				got = append(got, s.Path+": "+s.ID+" <- "+strings.Join(s.Revises, ","))
				if s.Repeatable || !strings.Contains(s.Doc, "Imported from ") || s.Checksum != s.Sum() {
					t.Errorf("%+v", s)
				}
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// TestImportedFrom checks that a revision says where it comes from as everybody
// would call it.
func TestImportedFrom(t *testing.T) {
	for _, test := range []struct{ dir, name, want string }{
		{"db", "db/1.sql", "db/1.sql"},
		{"../old/db", "../old/db/1.sql", "../old/db/1.sql"},
		{"/home/me/work/db", "/home/me/work/db/1/up.sql", "db/1/up.sql"},
		{"/home/me/work/db/", "/home/me/work/db/1.sql", "db/1.sql"},
		{".", "1.sql", "1.sql"},
	} {
		if got := origin(test.name, []string{"/elsewhere", test.dir}); got != test.want {
			t.Errorf("%s in %s: %s", test.name, test.dir, got)
		}
	}
}

func TestImportErrors(t *testing.T) {
	fsys := files("1_a.up.sql", "", "2_a.up.sql", "")
	_, err := Import(fsys, []string{"."}, golangMigrate, options(), script.Naming{Template: "{slug}"})
	if err == nil || !strings.Contains(err.Error(), "its new name a.sql is that of 1_a.up.sql too") {
		t.Errorf("two files of one name: %v", err)
	}
	if _, err = Import(fsys, []string{"."}, golangMigrate, options(), script.Naming{Template: "{slog}"}); err == nil {
		t.Error("an unknown token is no error")
	}
	if _, err = Import(files("1_a.up.sql", "'"), []string{"."}, golangMigrate, options(), script.Naming{}); err == nil {
		t.Error("a file that can't be read is no error")
	}
}

// FuzzRead: no file makes a format panic, and what it reads without errors is
// imported, written and read as the same.
func FuzzRead(f *testing.F) {
	for _, test := range readTests {
		for name, file := range test.fsys {
			f.Add(name, string(file.Data))
		}
	}
	f.Fuzz(func(t *testing.T, name, text string) {
		name = strings.NewReplacer("/", "_", "\\", "_").Replace(name)
		fsys := fstest.MapFS{name: &fstest.MapFile{Data: []byte(text)}, "d/" + name: &fstest.MapFile{Data: []byte(text)}}
		if name == "" || name == "." || name == ".." {
			return
		}
		_, _ = Detect(fsys, []string{"."})
		for _, from := range All() {
			scripts, err := Import(fsys, []string{"."}, from, options(), script.Naming{})
			if err != nil {
				continue
			}
			for _, s := range scripts {
				out, err := WriteImported(s, Place{Syntax: sqlfile.Postgres()})
				if err != nil {
					t.Fatalf("%s: %v\n%q", from.Name(), err, text)
				}
				again, errs := script.Parse(sqlfile.Source{Text: out.Files[0].Text}, sqlfile.Postgres())
				if diff := cmp.Diff(s.Up, again.Up, sameStatements...); diff != "" || len(errs) > 0 {
					t.Fatalf("%s: %s %v\n%q", from.Name(), diff, errs, text)
				}
			}
		}
	})
}

// BenchmarkRead reads 5,000 revisions of another tool, from memory.
func BenchmarkRead(b *testing.B) {
	const text = "-- +goose Up\nCREATE TABLE t (a int, b text DEFAULT 'x;y');\n-- +goose StatementBegin\nDO $$ BEGIN PERFORM 1; END $$;\n-- +goose StatementEnd\n\n-- +goose Down\nDROP TABLE t;\n"
	fsys := fstest.MapFS{}
	for i := range 5000 {
		fsys[fmt.Sprintf("m/%05d_x.sql", i+1)] = &fstest.MapFile{Data: []byte(text)}
	}
	for b.Loop() {
		if scripts, err := goose.Read(fsys, []string{"m"}, options()); err != nil || len(scripts) != 5000 {
			b.Fatal(len(scripts), err)
		}
	}
}
