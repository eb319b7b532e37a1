package format

import (
	"crypto/sha256"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/schemadiff/schemadiff/inspect/sqlfile"
	"github.com/schemadiff/schemadiff/migrate/script"
)

var now = time.Date(2026, 11, 20, 10, 30, 0, 0, time.UTC)

func place(fsys fs.FS, existing []script.Script) Place {
	return Place{FS: fsys, Dir: "m", Existing: existing, Now: now, Syntax: sqlfile.Postgres()}
}

// ids makes scripts that have nothing but an ID.
func ids(list ...string) []script.Script {
	var scripts []script.Script
	for _, id := range list {
		var s script.Script
		s.ID = id
		scripts = append(scripts, s)
	}
	return scripts
}

func aRevision() script.Script {
	s := script.Script{Message: "add an index", Doc: "for readers"}
	s.Up.Statements = []script.Statement{
		{SQL: "CREATE TABLE t (a int)", Comment: []string{"no lock"}},
		{SQL: "DO $$ BEGIN\n  PERFORM 1;\nEND $$"},
	}
	s.Down.Statements = []script.Statement{{SQL: "DROP TABLE t", Irreversible: "the rows are lost"}}
	return s
}

// TestWrite shows the files of a revision in each format.
func TestWrite(t *testing.T) {
	const up = "-- no lock\nCREATE TABLE t (a int);\n\nDO $$ BEGIN\n  PERFORM 1;\nEND $$;\n"
	const down = "-- schemadiff: irreversible: the rows are lost\nDROP TABLE t;\n"
	const doc = "-- for readers\n\n"
	alone := func(s *script.Script) {
		s.Up = script.Section{Statements: []script.Statement{{SQL: concurrently, NoTransaction: true}}}
	}
	const marked = "-- schemadiff: no transaction\n" + concurrently + ";\n"
	tests := []struct {
		format   string
		existing []script.Script
		change   func(*script.Script)
		want     string
	}{
		{"goose", nil, nil, "m/20261120103000_add_an_index.sql\n" + doc + "-- +goose Up\n-- no lock\nCREATE TABLE t (a int);\n\n" +
			"-- +goose StatementBegin\nDO $$ BEGIN\n  PERFORM 1;\nEND $$;\n-- +goose StatementEnd\n\n-- +goose Down\n" + down},
		{"goose", ids("00009"), alone, "m/00010_add_an_index.sql\n" + doc + "-- +goose NO TRANSACTION\n-- +goose Up\n" + marked + "\n-- +goose Down\n" + down +
			"note: the format knows no mark for single statements: all of the file run without transaction, and if one fails, those before it remain done\n"},
		{"golang-migrate", ids("1510262030"), nil, "m/1795170600_add_an_index.down.sql\n" + down + "m/1795170600_add_an_index.up.sql\n" + doc + up},
		{"golang-migrate", ids("000099"), alone, "m/000100_add_an_index.down.sql\n" + down + "m/000100_add_an_index.up.sql\n" + doc + marked},
		{"dbmate", ids("20991120103000"), nil, "m/20991120103001_add_an_index.sql\n" + doc + "-- migrate:up\n" + up + "\n-- migrate:down\n" + down},
		{"dbmate", nil, alone, "m/20261120103000_add_an_index.sql\n" + doc + "-- migrate:up transaction:false\n" + marked + "\n-- migrate:down\n" + down},
		{"flyway", nil, nil, "m/U1__add_an_index.sql\n" + down + "m/V1__add_an_index.sql\n" + doc + up},
		{"flyway", ids("1.9", "1.10"), alone, "m/U1.11__add_an_index.sql\n" + down + "m/V1.11__add_an_index.sql.conf\nexecuteInTransaction=false\nm/V1.11__add_an_index.sql\n" + doc + marked},
		{"flyway", ids("7"), func(s *script.Script) { s.Down = script.Section{Missing: true} }, "m/V8__add_an_index.sql\n" + doc + up},
		{"diesel", nil, nil, "m/2026-11-20-103000_add_an_index/down.sql\n" + down + "m/2026-11-20-103000_add_an_index/up.sql\n" + doc + up},
		{"diesel", ids("20180710061642_x"), alone, "m/20261120103000_add_an_index/metadata.toml\nrun_in_transaction = false\nm/20261120103000_add_an_index/down.sql\n" + down + "m/20261120103000_add_an_index/up.sql\n" + doc + marked},
		{"prisma", nil, nil, "m/20261120103000_add_an_index/migration.sql\n" + doc + up + "note: prisma has no way back, so that the section down is not written\n"},
		{"pairs", ids("1_a", "2_b"), nil, "m/3_add_an_index.down.sql\n" + down + "m/3_add_an_index.up.sql\n" + doc + up},
		{"plain", ids("000019"), nil, "m/000020_add_an_index.sql\n" + doc + up + "note: plain has no way back, so that the section down is not written\n"},
	}
	for _, test := range tests {
		t.Run(test.format, func(t *testing.T) {
			format, err := ByName(test.format)
			if err != nil {
				t.Fatal(err)
			}
			s := aRevision()
			if test.change != nil {
				test.change(&s)
			}
			out, err := format.Write(s, place(fstest.MapFS{}, test.existing))
			if err != nil {
				t.Fatal(err)
			}
			got := ""
			for _, file := range out.Files {
				got += file.Path + "\n" + file.Text
			}
			for _, note := range out.Notes {
				got += "note: " + note + "\n"
			}
			if diff := cmp.Diff(test.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// TestWriteAtlas checks the file and the checksums of the directory with it.
func TestWriteAtlas(t *testing.T) {
	fsys := below("m", withSum(files("20250101000000_a.sql", "SELECT 1;\n")))
	out, err := atlas.Write(aRevision(), place(fsys, ids("20250101000000")))
	if err != nil {
		t.Fatal(err)
	}
	if len(out.Files) != 2 || !out.Files[1].Replace || out.Files[1].Path != "m/atlas.sum" || out.ID != "20261120103000" {
		t.Fatalf("wrote %+v", out)
	}
	for _, file := range out.Files {
		fsys[file.Path] = &fstest.MapFile{Data: []byte(file.Text)}
	}
	scripts, err := atlas.Read(fsys, []string{"m"}, options())
	if err != nil || len(scripts) != 2 || len(scripts[1].Up.Statements) != 2 {
		t.Errorf("read %v, %v", scripts, err)
	}
	if first, err := atlas.Write(aRevision(), place(fstest.MapFS{"m": &fstest.MapFile{Mode: fs.ModeDir}}, nil)); err != nil || first.Files[1].Replace {
		t.Errorf("in an empty directory: %+v, %v", first, err)
	}
}

func TestWriteErrors(t *testing.T) {
	two := func(s script.Statement) script.Script {
		return script.Script{Message: "m", Up: script.Section{Statements: []script.Statement{{SQL: "SELECT 1"}, s}}, Down: script.Section{Missing: true}}
	}
	tests := []struct {
		format string
		s      script.Script
		want   string
	}{
		{"goose", two(script.Statement{SQL: "DELETE FROM t", Repeat: true}), "it has no repeated statements"},
		{"dbmate", two(script.Statement{SQL: "COPY t FROM stdin", Copy: true}), "it doesn't run COPY"},
		{"goose", two(script.Statement{SQL: "SELECT 'new'::mood", NewTransaction: true}), `"SELECT 'new'::mood" needs a new one`},
		{"golang-migrate", two(script.Statement{SQL: concurrently + " WHERE a > 0", NoTransaction: true}), `"CREATE INDEX CONCURRENTLY i …" must run alone`},
		{"goose", two(script.Statement{SQL: "SELECT '\n-- +goose Down\n'"}), "this string is never closed"},
		{"dbmate", two(script.Statement{SQL: "SELECT 1", Comment: []string{"migrate:down"}}), "a second line"},
		{"goose", two(script.Statement{SQL: "SELECT 1; SELECT 2"}), "the tool would read other statements"},
		{"goose", two(script.Statement{SQL: "SELECT 'a"}), "this string is never closed"},
		{"schemadiff", two(script.Statement{SQL: "SELECT 1; SELECT 2"}), "what is read from"},
		{"schemadiff", two(script.Statement{SQL: "SELECT 'a"}), "this string is never closed"},
	}
	for _, test := range tests {
		format, err := ByName(test.format)
		if err != nil {
			t.Fatal(err)
		}
		test.s.ID = "a"
		_, err = format.Write(test.s, place(fstest.MapFS{"m": &fstest.MapFile{Mode: fs.ModeDir}}, nil))
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: %v, want %s", test.format, err, test.want)
		}
	}
}

// aSection is a section that a tool can run.
func aSection(t *rapid.T, f *tool) script.Section {
	text := rapid.SampledFrom([]string{
		"SELECT 1", "SELECT 'a;b'", "DO $$ BEGIN; -- x\nEND $$", "SELECT /* a */\n 2", "SELECT '--'", "SELECT '\n\n;\n'", "SELECT 'a --b'",
		"CREATE FUNCTION f() RETURNS int BEGIN ATOMIC SELECT 1; END", "SELECT (';')", concurrently, "SELECT 1 -- x\n+ 2",
	})
	line := rapid.StringMatching(`([a-z]{1,8} ?){0,5}[a-z]`)
	var s script.Section
	for range rapid.IntRange(0, 4).Draw(t, "statements") {
		stmt := script.Statement{SQL: text.Draw(t, "sql"), Comment: rapid.SliceOfN(line, 0, 2).Draw(t, "comment")}
		stmt.NoTransaction = stmt.SQL == concurrently
		if rapid.Bool().Draw(t, "irreversible") {
			stmt.Irreversible = line.Draw(t, "reason")
		}
		if f.copies && rapid.IntRange(0, 5).Draw(t, "copy") == 0 {
			stmt = script.Statement{SQL: "COPY t FROM stdin", Copy: true, Data: "1\n2\n"}
		}
		s.Statements = append(s.Statements, stmt)
	}
	if f.whole && outside(&s) {
		s.Statements = s.Statements[:1]
	}
	if f.name != "flyway" && f.name != "atlas" && len(s.Statements) > 0 && rapid.Bool().Draw(t, "section") {
		s.Irreversible = line.Draw(t, "reason")
	}
	s.Tail = rapid.SliceOfN(line, 0, 2).Draw(t, "tail")
	return s
}

// TestRoundTrip writes revisions one after the other in each format and reads
// the directory after each.
func TestRoundTrip(t *testing.T) {
	for _, one := range All() {
		f, ok := one.(*tool)
		if !ok {
			continue // our own format has its own test
		}
		t.Run(f.name, func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				fsys := fstest.MapFS{"m": &fstest.MapFile{Mode: fs.ModeDir | 0o755}}
				var want, read []script.Script
				for range rapid.IntRange(1, 4).Draw(t, "revisions") {
					s := script.Script{Message: rapid.StringMatching(`[a-z ]{0,12}`).Draw(t, "message"), Up: aSection(t, f), Down: aSection(t, f)}
					if f.noWayBack || rapid.IntRange(0, 3).Draw(t, "no way back") == 0 {
						s.Down = script.Section{Missing: f.name != "dbmate"}
					}
					out, err := f.Write(s, place(fsys, read))
					if err != nil {
						t.Fatal(err)
					}
					for _, file := range out.Files {
						if _, there := fsys[file.Path]; there != file.Replace {
							t.Fatalf("%s is written: it is there: %v", file.Path, there)
						}
						fsys[file.Path] = &fstest.MapFile{Data: []byte(file.Text)}
					}
					s.ID = out.ID
					want = append(want, expected(f, s))
					if read, err = f.Read(fsys, []string{"m"}, options()); err != nil {
						t.Fatal(err)
					}
					if diff := cmp.Diff(sections(want), sections(read), sameStatements...); diff != "" {
						t.Fatalf("%s\n%s", diff, out.Files[0].Text)
					}
				}
			})
		})
	}
}

// sections are the parts of scripts that every format keeps.
func sections(scripts []script.Script) map[string][2]script.Section {
	list := map[string][2]script.Section{}
	for i, s := range scripts {
		list[fmt.Sprint(i, " ", s.ID)] = [2]script.Section{s.Up, s.Down}
	}
	return list
}

// expected is what a tool's format makes of a script: where it knows no mark for
// single statements, the section or the file has it.
func expected(f *tool, s script.Script) script.Script {
	up, down := outside(&s.Up), outside(&s.Down)
	switch f.name {
	case "goose", "diesel":
		up = up || down
		down = up && !s.Down.Missing
	case "dbmate", "flyway", "atlas":
	default:
		return s
	}
	s.Up.NoTransaction, s.Down.NoTransaction = up, down
	return s
}

func TestSave(t *testing.T) {
	root := t.TempDir()
	out := Written{Files: []File{{Path: "m/1.down.sql", Text: "down"}, {Path: "m/1.up.sql", Text: "up"}}}
	if err := out.Save(root); err != nil {
		t.Fatal(err)
	}
	before := tree256(t, root)
	other := Written{Files: []File{{Path: "m/2.down.sql", Text: "down"}, {Path: "m/1.up.sql", Text: "another"}}}
	if err := other.Save(root); err == nil {
		t.Fatal("a file takes the place of another")
	}
	if after := tree256(t, root); after != before {
		t.Error("something of the second revision remains")
	}
	other.Files[1].Replace = true
	if err := other.Save(root); err != nil {
		t.Fatal(err)
	}
	if data, err := os.ReadFile(filepath.Join(root, "m", "1.up.sql")); err != nil || string(data) != "another" {
		t.Errorf("the file has %q, %v", data, err)
	}
}

// tree256 is a checksum of all that a directory holds.
func tree256(t *testing.T, root string) string {
	t.Helper()
	h := sha256.New()
	err := filepath.WalkDir(root, func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		data, err := os.ReadFile(name)
		fmt.Fprintln(h, name, string(data))
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return fmt.Sprintf("%x", h.Sum(nil))
}
