package sqlfile

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// files writes a directory of files.
func files(t *testing.T, texts map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range texts {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// Included files are read where they are included, once, and positions are
// those of their files.
func TestInclude(t *testing.T) {
	dir := files(t, map[string]string{
		"main.sql":       "\\set s app\nfirst;\n\\ir parts/a.sql\n\\i 'parts/c.sql'\n  last;\n",
		"parts/a.sql":    "CREATE :s;\n\\ir b.sql\nCREATE a -- no end",
		"parts/b.sql":    "\n b1; COPY t FROM stdin;\n:s\n\\.\n\\q\nunread;",
		"parts/c.sql":    "x :'s' y;",
		"parts/more.sql": "more;",
	})
	sources, err := Read(dir, nil)
	if err != nil {
		t.Fatal(err)
	}
	scripts, errs := SplitAll(sources, Postgres())
	if len(errs) > 0 {
		t.Fatal(errs)
	}
	var got []string
	for _, script := range scripts {
		for _, s := range script.Statements {
			if s.Kind != SQL {
				continue
			}
			pos := script.Pos(s.Offset)
			pos.File = filepath.Base(pos.File)
			got = append(got, pos.String()+" "+s.Text)
		}
	}
	want := []string{
		"main.sql:2:1 first", "a.sql:1:1 CREATE app", "b.sql:2:2 b1", "b.sql:2:6 COPY t FROM stdin", "a.sql:3:1 CREATE a",
		"c.sql:1:1 x 'app' y", "main.sql:5:3 last", "more.sql:1:1 more",
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestIncludeFails(t *testing.T) {
	tests := []struct{ name, main, other, want string }{
		{"missing", "a;\n  \\ir nothing.sql", "", `main.sql:2:3: \ir includes the file "nothing.sql", which is not there`},
		{"circle", "\\ir other.sql", "b;\n\\ir main.sql", `other.sql:2:1: \ir includes the file "main.sql", which includes this one`},
		{"open", "\\ir other.sql\n'", "b 'c", `other.sql:1:3: this string is never closed`},
		{"no text", "\\i other.sql", "PGDMP", "pg_restore"},
		{"inside", "a \\ir other.sql\n;", "b", `main.sql:1:3: the psql command \ir stands inside`},
		{"unknown name", "\\set x `date`\n\\ir :x", "", "main.sql:2:1: which file"},
		{"unknown value", "\\set x `date`\na :x;", "", "main.sql:2:3: the value of the psql variable x"},
		{"lost value", "\\set x 1\nSELECT 2 AS x \\gset\na :x;", "", "main.sql:3:3: the value of the psql variable x"},
		{"condition", "\\set x 1\n\\if :x\na;\n\\endif", "", `main.sql:2:1: \if depends`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			dir := files(t, map[string]string{"main.sql": tt.main, "other.sql": tt.other})
			sources, err := Read(filepath.Join(dir, "main.sql"), nil)
			if err != nil {
				t.Fatal(err)
			}
			_, errs := SplitAll(sources, Postgres())
			if err := errs.Err(); err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got %v, want …%s…", err, tt.want)
			}
		})
	}
}

// A circle of the files of a directory is an error, though each is included.
func TestIncludeCircle(t *testing.T) {
	dir := files(t, map[string]string{"a.sql": "\\ir b.sql", "b.sql": "\\ir a.sql"})
	sources, err := Read(dir, nil)
	if err != nil {
		t.Fatal(err)
	}
	if _, errs := SplitAll(sources, Postgres()); len(errs) == 0 {
		t.Error("no error")
	}
}

func TestVariables(t *testing.T) {
	tests := []struct{ script, want string }{
		{"\\set a x\nt :a :'a' :\"a\" ::a :b;", `t x 'x' "x" ::a :b`},
		{"\\set a 'it''s'\nt :a;", ""},
		{"\\set a b c\nt :a':a' \":a\" $$:a$$;", `t bc':a' ":a" $$:a$$`},
		{"\\set a b\n\\set c :a d\n\\unset a\nt :c :a;", `t bd :a`},
		{"\\set a 1\nt [2:a] a:=1;", `t [21] a:=1`},
		{"\\set a 'x;y'\nt :a;", "t x|y"},
		{"t :a;\n\\set a 1", "t :a"},
	}
	for _, tt := range tests {
		script, errs := Split(Source{Name: "f.sql", Text: tt.script}, Postgres())
		var got []string
		for _, s := range script.Statements {
			if s.Kind == SQL && len(errs) == 0 {
				got = append(got, s.Text)
			}
		}
		if strings.Join(got, "|") != tt.want {
			t.Errorf("%s: got %q, want %q (%v)", tt.script, got, tt.want, errs)
		}
	}
}
