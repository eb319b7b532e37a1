package script

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"

	"github.com/schemadiff/schemadiff/inspect/sqlfile"
)

// file is a small revision.
func file(id string) *fstest.MapFile {
	return &fstest.MapFile{Data: []byte("-- schemadiff: revision " + id + "\n--\n-- remarks\n\n-- schemadiff: up\nSELECT 1;\n")}
}

func TestReadDir(t *testing.T) {
	fsys := fstest.MapFS{
		"a/2.sql": file("two"), "a/1.SQL": file("one"), "a/.hidden.sql": file("x"), "a/.git/1.sql": file("x"), "a/README.md": file("x"),
		"a/sub/3.sql": file("three"), "b/0.sql": file("zero"), "a/1.sql~": file("x"),
	}
	tests := []struct {
		name    string
		dirs    []string
		options Options
		want    string
	}{
		{"one directory", []string{"a"}, Options{}, "a/1.SQL=one a/2.sql=two"},
		{"two directories", []string{"b", "./a/", "a"}, Options{}, "a/1.SQL=one a/2.sql=two b/0.sql=zero"},
		{"recursive", []string{"a", "a/sub"}, Options{Recursive: true}, "a/1.SQL=one a/2.sql=two a/sub/3.sql=three"},
		{"prefix", []string{"b"}, Options{Prefix: "../x"}, "../x/b/0.sql=zero"},
		{"root", []string{"."}, Options{}, ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			test.options.Syntax = sqlfile.Postgres()
			list := func(scripts []Script, err error) string {
				if err != nil {
					t.Fatal(err)
				}
				var names []string
				for _, s := range scripts {
					if s.Doc != "remarks" || s.Pos.File != s.Path {
						t.Errorf("%s has the remarks %q, its place is %v", s.Path, s.Doc, s.Pos)
					}
					names = append(names, s.Path+"="+s.ID)
				}
				return strings.Join(names, " ")
			}
			if got := list(ReadDir(fsys, test.dirs, test.options)); got != test.want {
				t.Errorf("got %s, want %s", got, test.want)
			}
			if got := list(ReadHeaders(fsys, test.dirs, test.options)); got != test.want {
				t.Errorf("headers: got %s, want %s", got, test.want)
			}
		})
	}
}

func TestReadDirErrors(t *testing.T) {
	fsys := fstest.MapFS{
		"a/1.sql": {Data: []byte("\xff\xfea\x00")},
		"a/2.sql": {Data: []byte(head + "-- schemadiff: up\nSELECT 'a;")},
		"a/3.sql": file("three"),
		"a/4.sql": {Data: []byte(head + "-- x: 1\n-- y: 2\n")},
	}
	scripts, err := ReadDir(fsys, []string{"a", "no/where"}, Options{Syntax: sqlfile.Postgres()})
	if len(scripts) != 1 || scripts[0].ID != "three" {
		t.Errorf("read %v", scripts)
	}
	var got []string
	for _, err := range sqlfile.Errors(err) {
		got = append(got, fmt.Sprintf("%s:%d", err.Pos.File, err.Pos.Line))
	}
	if diff := cmp.Diff([]string{"a/1.sql:1", "a/2.sql:4", "a/4.sql:3", "a/4.sql:4", "no/where:0"}, got); diff != "" {
		t.Errorf("%s\n%v", diff, err)
	}
}

func TestReadHost(t *testing.T) {
	dir := t.TempDir()
	if err := os.MkdirAll(filepath.Join(dir, "real"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "real", "1.sql"), file("one").Data, 0o644); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("real", filepath.Join(dir, "link.sql")); err != nil {
		t.Skip(err)
	}
	if err := os.Symlink(filepath.Join("real", "1.sql"), filepath.Join(dir, "2.sql")); err != nil {
		t.Skip(err)
	}
	scripts, err := ReadDir(Host{}, []string{filepath.Join(dir, "real", "..")}, Options{Syntax: sqlfile.Postgres(), Recursive: true})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, s := range scripts {
		got = append(got, strings.TrimPrefix(s.Path, filepath.ToSlash(dir)))
	}
	if diff := cmp.Diff([]string{"/2.sql", "/link.sql/1.sql"}, got); diff != "" {
		t.Error(diff)
	}
}

// What isn't a file is refused: a pipe would be waited for, a device has no end.
func TestReadSpecialFile(t *testing.T) {
	dir := t.TempDir()
	if err := os.Symlink(os.DevNull, filepath.Join(dir, "1.sql")); err != nil {
		t.Skip(err)
	}
	for name, read := range map[string]func(fs.FS, []string, Options) ([]Script, error){"whole": ReadDir, "headers": ReadHeaders} {
		_, err := read(Host{}, []string{dir}, Options{Syntax: sqlfile.Postgres()})
		if err == nil || !strings.Contains(err.Error(), "1.sql: reading the revision: this is a pipe, a socket or a device") {
			t.Errorf("%s: got %v", name, err)
		}
	}
}

// TestReadHeaderLong reads a header that is longer than what is read at first.
func TestReadHeaderLong(t *testing.T) {
	var b strings.Builder
	b.WriteString("-- schemadiff: revision a\n")
	for i := range 400 {
		fmt.Fprintf(&b, "-- squashes: r%d 0123456789abcdef\r\n", i)
	}
	b.WriteString("-- schemadiff: up\nSELECT 'never closed")
	scripts, err := ReadHeaders(fstest.MapFS{"a.sql": {Data: []byte(b.String())}}, []string{"."}, Options{})
	if err != nil || len(scripts) != 1 || len(scripts[0].Squashes) != 400 {
		t.Errorf("read %v, %v", scripts, err)
	}
}
