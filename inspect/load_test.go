package inspect_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/schemadiff/schemadiff/inspect"
	"github.com/schemadiff/schemadiff/inspect/sqlfile"
	"github.com/schemadiff/schemadiff/model"
)

// fakeDatabase stands for a live database.
type fakeDatabase struct {
	version int
	fail    error
	closed  bool
}

func (d *fakeDatabase) Version() int { return d.version }
func (d *fakeDatabase) Inspect(context.Context) (model.Schema, error) {
	return model.Schema{Dialect: "postgres", Version: d.version}, d.fail
}
func (d *fakeDatabase) Close(context.Context) error { d.closed = true; return nil }

// products are those of the tests: one with servers, one with files.
var products = inspect.Products{
	{Dialect: "postgres", Schemes: []string{"postgres", "postgresql"}, Example: "postgres://user@host/database"},
	{
		Dialect: "sqlite", Schemes: []string{"sqlite"}, File: true, Example: "sqlite:app.db",
		Recognizes: func(path string) bool { return filepath.Ext(path) == ".db" },
	},
}

// loader reads every script into a schema that shows what it was read for.
func loader(db *fakeDatabase) inspect.Loader {
	reader := func(dialect string, usual int) inspect.Reader {
		return inspect.Reader{
			Connect: func(_ context.Context, s inspect.Source) (inspect.Database, error) {
				if strings.HasSuffix(s.Location(), "/refused") {
					return nil, errors.New("connecting: refused")
				}
				return db, nil
			},
			ReadSQL: func(_ context.Context, scripts []sqlfile.Source, version int) (model.Schema, error) {
				s := model.Schema{Dialect: dialect, Version: version}
				for _, script := range scripts {
					if strings.Contains(script.Text, "wrong") {
						return s, &sqlfile.Error{Pos: model.Pos{File: script.Name, Line: 1, Column: 1}, Msg: "wrong"}
					}
					s.Namespaces = append(s.Namespaces, model.Namespace{Name: strings.TrimSpace(script.Text)})
				}
				return s, nil
			},
			Version: strconv.Atoi,
			Told: func(scripts []sqlfile.Source) int {
				if strings.Contains(scripts[0].Text, "fifteen") {
					return 150000
				}
				return 0
			},
			Usual: usual,
		}
	}
	return inspect.Loader{
		Reader: func(dialect string) (inspect.Reader, bool) {
			versions := map[string]int{"postgres": 180000, "sqlite": 3045000}
			return reader(dialect, versions[dialect]), versions[dialect] != 0
		},
		Usual: "postgres",
	}
}

func sources(t *testing.T, args ...string) []inspect.Source {
	t.Helper()
	var list []inspect.Source
	for _, arg := range args {
		s, err := products.ParseSource(arg)
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, s)
	}
	return list
}

func folder(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range map[string]string{
		"a.sql":           "a",
		"wrong.sql":       "wrong",
		"dump.sql":        "fifteen",
		"snapshot":        "\ufeff \n" + `{"kind": "schemadiff-snapshot", "format": 1, "schema": {"dialect": "postgres", "version": 140000}}`,
		"other.json":      `{"name": "x"}`,
		"newer.json":      `{"kind": "schemadiff-snapshot", "format": 2, "schema": {}}`,
		"lite":            `{"kind": "schemadiff-snapshot", "format": 1, "schema": {"dialect": "sqlite", "version": 3046000}}`,
		"strange":         `{"kind": "schemadiff-snapshot", "format": 1, "schema": {"dialect": "oracle", "version": 1}}`,
		"dir/2.sql":       "second",
		"dir/sub/1.sql":   "first",
		"dir/readme.md":   "no SQL",
		"nothing/read.me": "no SQL",
		"dump.pgc":        "PGDMP\x01\x0e",
	} {
		path := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	t.Chdir(dir)
	return dir
}

func TestLoad(t *testing.T) {
	folder(t)
	for _, tt := range []struct {
		name, reason string
		version      int
		args         []string
		want         string
	}{
		{"two files", "nobody knows better than the default", 0, []string{"a.sql", "dir"}, "180000 a; 180000 second first"},
		{"files for a version", "the person knows", 150000, []string{"a.sql", "a.sql"}, "150000 a; 150000 a"},
		{"dump", "it says what it was made of", 0, []string{"a.sql", "dump.sql"}, "150000 a; 150000 fifteen"},
		{"dump for a version", "the person knows better", 130000, []string{"a.sql", "dump.sql"}, "130000 a; 130000 fifteen"},
		{"dump and snapshot", "a snapshot knows better", 0, []string{"dump.sql", "snapshot"}, "140000 fifteen; 140000"},
		{"snapshot", "whatever the file's name; the other side is read for its version", 0, []string{"snapshot", "a.sql"}, "140000; 140000 a"},
		{"live", "a file is read for the server that it is compared with", 0, []string{"a.sql", "postgres://h/db"}, "160002 a; 160002"},
		{"live and snapshot", "two sides with a version keep it", 0, []string{"snapshot", "postgres://h/db"}, "140000; 160002"},
		{"standard input", "it is a file like others", 0, []string{"-", "a.sql"}, "180000 typed; 180000 a"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			db := &fakeDatabase{version: 160002}
			l := loader(db)
			l.Version, l.Stdin = tt.version, strings.NewReader("typed\n")
			loaded, err := l.Load(t.Context(), sources(t, tt.args...)...)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, side := range loaded {
				text := fmt.Sprint(side.Schema.Version)
				for _, n := range side.Schema.Namespaces {
					text += " " + n.Name
				}
				got = append(got, text)
				if err := side.Close(t.Context()); err != nil {
					t.Error(err)
				}
			}
			if s := strings.Join(got, "; "); s != tt.want {
				t.Errorf("got %s, want %s: %s", s, tt.want, tt.reason)
			}
			if strings.Contains(strings.Join(tt.args, " "), "postgres:") && !db.closed {
				t.Error("the database is open still")
			}
		})
	}
}

func TestLoadErrors(t *testing.T) {
	folder(t)
	for _, tt := range []struct {
		args []string
		want string
	}{
		{[]string{"none.sql", "a.sql"}, "reading none.sql: there is no such file or directory"},
		{[]string{"none.sql", "a.sql/b"}, "reading none.sql: there is no such file or directory\nreading a.sql/b: reading SQL: stat a.sql/b: not a directory"},
		{[]string{"-", "-"}, "standard input can be one source only, not two"},
		{[]string{"nothing", "a.sql"}, "the directory nothing holds no .sql file"},
		{[]string{"other.json", "a.sql"}, `reading other.json: reading snapshot: not a schemadiff snapshot: kind is "", not "schemadiff-snapshot"`},
		{[]string{"newer.json", "a.sql"}, `reading newer.json: reading snapshot: format 2 is not the format 1 that this version reads; write it anew with inspect`},
		{[]string{"dump.pgc", "a.sql"}, `dump.pgc:1:1: the file is a dump in PostgreSQL's custom format, no SQL text in UTF-8 (make SQL text of it with: pg_restore -s -f schema.sql FILE)`},
		{[]string{"wrong.sql", "wrong.sql"}, "wrong.sql:1:1: wrong\nwrong.sql:1:1: wrong"},
		{[]string{"postgres://u:p@h/refused", "none.sql"}, "connecting: refused\nreading none.sql: there is no such file or directory"},
		{[]string{"postgres://u:p@h/broken", "a.sql"}, "reading postgres://u@h/broken: the server went away"},
	} {
		db := &fakeDatabase{version: 150000, fail: errors.New("the server went away")}
		_, err := loader(db).Load(t.Context(), sources(t, tt.args...)...)
		if err == nil || err.Error() != tt.want {
			t.Errorf("%v: got %v\nwant %s", tt.args, err, tt.want)
		}
		if tt.args[0] == "postgres://u:p@h/broken" && !db.closed {
			t.Error("the database is open after an error")
		}
	}
}

// All sources of a comparison are of one dialect: that of the database and of the
// snapshot among them, which nobody can overrule.
func TestDialect(t *testing.T) {
	folder(t)
	for _, tt := range []struct {
		asked string
		args  []string
		want  string
	}{
		{"", []string{"a.sql", "a.sql"}, "postgres 180000"},
		{"sqlite", []string{"a.sql", "a.sql"}, "sqlite 3045000"},
		{"", []string{"a.sql", "lite"}, "sqlite 3046000"},
		{"", []string{"sqlite:some.where", "a.sql"}, "sqlite 160002"},
		{"", []string{"app.db", "a.sql"}, "sqlite 160002"},
		{"", []string{"strange", "a.sql"}, `reading strange: the snapshot is of the dialect "oracle", which this version doesn't know`},
		{"sqlite", []string{"postgres://h/db", "a.sql"}, "--dialect is sqlite, and postgres://h/db is postgres: schemas of two dialects can't be compared yet"},
		{"", []string{"sqlite:x", "postgres://h/refused"}, "sqlite:x is sqlite, and postgres://h/refused is postgres: schemas of two dialects can't be compared yet"},
		{"", []string{"snapshot", "lite"}, "snapshot is postgres, and lite is sqlite: schemas of two dialects can't be compared yet"},
	} {
		l := loader(&fakeDatabase{version: 160002})
		l.Dialect = tt.asked
		loaded, err := l.Load(t.Context(), sources(t, tt.args...)...)
		got := ""
		for _, side := range loaded {
			if side.Source.Kind == inspect.Path && !side.Snapshot {
				got = fmt.Sprint(side.Schema.Dialect, " ", side.Schema.Version)
			}
		}
		if err != nil {
			got = err.Error()
		}
		if got != tt.want {
			t.Errorf("%s %v: got %s, want %s", tt.asked, tt.args, got, tt.want)
		}
	}
}

// A read that nobody answers must not keep the program from ending.
func TestLoadStopsWhileStandardInputIsSilent(t *testing.T) {
	r, w := io.Pipe()
	defer w.Close()
	ctx, cancel := context.WithTimeout(t.Context(), 10*time.Millisecond)
	defer cancel()
	l := loader(nil)
	l.Stdin = r
	if _, err := l.Load(ctx, sources(t, "-")...); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("got %v", err)
	}
}

// A bug in a reader must reach the caller's goroutine, where the program turns
// it into a report.
func TestLoadHandsOnPanics(t *testing.T) {
	folder(t)
	l := loader(nil)
	l.Reader = func(string) (inspect.Reader, bool) {
		return inspect.Reader{ReadSQL: func(context.Context, []sqlfile.Source, int) (model.Schema, error) { panic("a bug") }}, true
	}
	defer func() {
		if cause := fmt.Sprint(recover()); !strings.HasPrefix(cause, "a bug\n\ngoroutine ") {
			t.Errorf("got %s", cause)
		}
	}()
	_, err := l.Load(t.Context(), sources(t, "a.sql")...)
	t.Errorf("got %v", err)
}
