package sqlfile

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestReadDirectory(t *testing.T) {
	dir := t.TempDir()
	files := map[string]string{"b.sql": "b", "a/2.SQL": "2", "a/1.sql": "\ufeff1", ".git/x.sql": "x", "a/readme.md": "#"}
	for name, text := range files {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	sources, err := Read(dir, nil)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, s := range sources {
		name, err := filepath.Rel(dir, s.Name)
		if err != nil {
			t.Fatal(err)
		}
		got = append(got, filepath.ToSlash(name)+"="+s.Text)
	}
	if want := "a/1.sql=1 a/2.SQL=2 b.sql=b"; strings.Join(got, " ") != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// Links are followed, in circles only once; what can't be read is named.
func TestReadLinks(t *testing.T) {
	dir := t.TempDir()
	write := func(name string) {
		t.Helper()
		path := filepath.Join(dir, name)
		if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o755), os.WriteFile(path, []byte("SELECT 1"), 0o644)); err != nil {
			t.Fatal(err)
		}
	}
	link := func(target, name string) {
		t.Helper()
		if err := os.Symlink(target, filepath.Join(dir, name)); err != nil {
			t.Skip(err)
		}
	}
	write("schema/a.sql")
	write("schema/in/b.sql")
	write("shared/c.sql")
	link("../../schema", "schema/in/circle")
	link("../shared", "schema/shared")
	link("../shared/c.sql", "schema/d.sql")
	link("nothing", "schema/no_sql")
	link("schema", "link")
	for _, path := range []string{"schema", "link"} {
		sources, err := Read(filepath.Join(dir, path), nil)
		if err != nil {
			t.Fatal(err)
		}
		var names []string
		for _, s := range sources {
			name, err := filepath.Rel(filepath.Join(dir, path), s.Name)
			if err != nil {
				t.Fatal(err)
			}
			names = append(names, filepath.ToSlash(name))
		}
		if got, want := strings.Join(names, " "), "a.sql d.sql in/b.sql shared/c.sql"; got != want {
			t.Errorf("%s: read %s, want %s", path, got, want)
		}
	}
	link("nothing", "schema/lost.sql")
	link("self.sql", "schema/self.sql")
	if _, err := Read(filepath.Join(dir, "schema"), nil); err == nil || !strings.Contains(err.Error(), ".sql: ") {
		t.Errorf("got %v", err)
	}
}

// endless is a device that has no end.
type endless struct{ read int }

func (e *endless) Read(b []byte) (int, error) {
	e.read += len(b)
	if e.read > 1<<20 {
		return 0, errors.New("read too far")
	}
	return len(b), nil
}

func TestReadEndlessZeros(t *testing.T) {
	if _, err := ReadFrom("zeros", &endless{}); err == nil || err.Error() != "zeros:1:1: the file is a binary file, no SQL text in UTF-8" {
		t.Errorf("got %v", err)
	}
}

func TestReadRefuses(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) string {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		return path
	}
	write("both/1.up.sql", "x")
	write("both/1.down.sql", "x")
	tests := []struct{ name, path, want string }{
		{"nothing there", filepath.Join(dir, "missing.sql"), "no such file"},
		{"directory without SQL", filepath.Dir(write("empty/readme.md", "")), "holds no .sql file"},
		{"both ways", filepath.Join(dir, "both"), "1.down.sql (give a directory of scripts that build the schema up)"},
		{"utf-16 with a mark", write("a.sql", "\xff\xfeS\x00E\x00"), "a.sql:1:1: the file is UTF-16 text"},
		{"utf-16 without", write("b.sql", "S\x00E\x00L\x00E\x00C\x00T\x00 \x001\x00"), "b.sql:1:1: the file is UTF-16 text"},
		{"utf-16 big-endian", write("c.sql", "\x00S\x00E\x00L\x00E\x00C\x00T\x00 \x001"), "c.sql:1:1: the file is UTF-16 text"},
		{"custom dump", write("d.sql", "PGDMP\x01\x0e\x00"), "pg_restore"},
		{"gzip", write("e.sql", "\x1f\x8b\x08\x00"), "a gzip file"},
		{"binary", write("f.sql", strings.Repeat("\x00\x00\x00\x01", 300)), "a binary file"},
		{"one zero byte", write("g.sql", strings.Repeat("SELECT 1;\n", 200)+"SELE\x00CT"), "g.sql:201:5: there is a zero byte"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, err := Read(tt.path, nil)
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got %v, want …%s…", err, tt.want)
			}
			if tt.name == "nothing there" && !errors.Is(err, fs.ErrNotExist) {
				t.Errorf("%v is no fs.ErrNotExist", err)
			}
		})
	}
}

func TestReadStandardInput(t *testing.T) {
	sources, err := Read(Stdin, strings.NewReader("\ufeffSELECT 1"))
	if err != nil {
		t.Fatal(err)
	}
	if len(sources) != 1 || sources[0] != (Source{Name: "<stdin>", Text: "SELECT 1"}) {
		t.Errorf("got %v", sources)
	}
}

func TestErrorList(t *testing.T) {
	_, list := Split(Source{Name: "f.sql", Text: "\\i b\n\\i a"}, Postgres())
	err := list.Err()
	if got := len(Errors(err)); got != 2 {
		t.Errorf("Errors finds %d errors, want 2", got)
	}
	var one *Error
	if !errors.As(err, &one) || one.Pos.Line != 1 {
		t.Errorf("errors.As finds %v", one)
	}
	if ErrorList(nil).Err() != nil {
		t.Error("an empty list is an error")
	}
}
