//go:build unix

package orm_test

import (
	"context"
	"errors"
	"fmt"
	"go/types"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/schemadiff/schemadiff/dialects/postgres/gotype"
	"github.com/schemadiff/schemadiff/inspect/orm"
	"github.com/schemadiff/schemadiff/inspect/sqlfile"
)

// plain is a mapper that needs no module: each struct has a function SQL.
type plain struct{}

func (plain) Name() string { return "plain" }
func (plain) Hint() string { return "write a struct" }

func (plain) Find(p *types.Package) orm.Found {
	found := orm.Found{}
	for _, s := range orm.Structs(p) {
		if s.Named.Obj().Exported() {
			found.Models = append(found.Models, s.Name)
		} else {
			found.Doubts = append(found.Doubts, orm.Doubt{Type: s.Name, Reason: "isn't exported"})
		}
	}
	return found
}

func (plain) Program(p orm.Program) (string, error) {
	var b strings.Builder
	fmt.Fprintf(&b, "package main\n\nimport (\n\t%q\n", p.Record)
	for _, pkg := range p.Packages {
		fmt.Fprintf(&b, "\t%s %q\n", pkg.Alias, pkg.Path)
	}
	b.WriteString(")\n\nfunc main() { record.Main(run) }\n\nfunc run(log *record.Log) error {\n")
	for _, pkg := range p.Packages {
		for _, name := range pkg.Models {
			fmt.Fprintf(&b, "\tlog.Qualified(%s.%s{}.Name(), %s.%s{}, nil)\n", pkg.Alias, name, pkg.Alias, name)
			fmt.Fprintf(&b, "\tif _, err := log.DB().Exec(%s.%s{}.SQL()); err != nil {\n\t\treturn err\n\t}\n", pkg.Alias, name)
		}
	}
	b.WriteString("\treturn nil\n}\n")
	return b.String(), nil
}

const user = `package models

type User struct{}

func (User) Name() string { return "shop.users" }

func (User) SQL() string { return "CREATE TABLE shop.users (id bigint)" }
`

// write makes a module of files.
func write(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	if files["go.mod"] == "" {
		files["go.mod"] = "module example.com/shop\n\ngo 1.21\n"
	}
	for name, text := range files {
		file := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func read(ctx context.Context, dir string, timeout time.Duration, patterns ...string) (string, []string, error) {
	var warnings []string
	source, err := orm.Read(ctx, plain{}, patterns, orm.Options{
		Dialect: "postgres", SQL: gotype.Dialect{}, Dir: dir, Timeout: timeout,
		Warn: func(w *sqlfile.Error) { warnings = append(warnings, w.Msg) },
	})
	return source.Text, warnings, err
}

func TestRead(t *testing.T) {
	t.Parallel()
	dir := write(t, map[string]string{
		"models/user.go":                user + "\ntype hidden struct{}\n",
		"db/internal/models/user.go":    strings.ReplaceAll(user, "users", "people"),
		"db/internal/models/more/it.go": strings.ReplaceAll(strings.ReplaceAll(user, "users", "more"), "package models", "package more"),
		"other/internal/models/user.go": user,
	})
	tests := []struct {
		patterns []string
		want     string
	}{
		{[]string{"./models"}, "CREATE SCHEMA IF NOT EXISTS shop;\nCREATE TABLE shop.users (id bigint);\n"},
		{[]string{"example.com/shop/models"}, "CREATE SCHEMA IF NOT EXISTS shop;\nCREATE TABLE shop.users (id bigint);\n"},
		{[]string{"./db/internal/models"}, "CREATE SCHEMA IF NOT EXISTS shop;\nCREATE TABLE shop.people (id bigint);\n"},
		{
			[]string{"./db/...", "./models"},
			"CREATE SCHEMA IF NOT EXISTS shop;\nCREATE TABLE shop.people (id bigint);\nCREATE TABLE shop.more (id bigint);\nCREATE TABLE shop.users (id bigint);\n",
		},
	}
	for _, test := range tests {
		got, warnings, err := read(t.Context(), dir, 0, test.patterns...)
		if err != nil || got != test.want {
			t.Errorf("%v: %q, %v; want %q", test.patterns, got, err, test.want)
		}
		if want := slices.ContainsFunc(test.patterns, func(p string) bool { return strings.HasSuffix(p, "/models") && !strings.Contains(p, "internal") }); want != (len(warnings) == 1) {
			t.Errorf("%v: warnings %q", test.patterns, warnings)
		}
	}
	var refused *orm.Error
	if _, _, err := read(t.Context(), dir, 0, "./..."); !errors.As(err, &refused) || !strings.Contains(err.Error(), "both are internal") {
		t.Errorf("packages that are internal to several directories: %v", err)
	}
	unchanged(t, dir, 5)
}

// unchanged makes sure that nobody wrote into a module of so many files.
func unchanged(t *testing.T, dir string, files int) {
	t.Helper()
	var found []string
	err := filepath.WalkDir(dir, func(name string, entry os.DirEntry, err error) error {
		if err == nil && !entry.IsDir() {
			found = append(found, name)
		}
		return err
	})
	if err != nil || len(found) != files {
		t.Errorf("the module has other files now: %q, %v", found, err)
	}
}

func TestReadErrors(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name  string
		files map[string]string
		want  []string // parts of the message and the hint
	}{
		{"a type error", map[string]string{"models/user.go": user + "\nvar x int = \"a\"\nvar y = z\n"}, []string{`user.go:9:13: cannot use "a"`, "user.go:10:9: undefined: z"}},
		{"a syntax error", map[string]string{"models/user.go": "package models\n\nfunc {"}, []string{"user.go:3:6: "}},
		{
			"an error in a package that is imported",
			map[string]string{"models/user.go": strings.Replace(user, "\n\n", "\n\nimport _ \"example.com/shop/lib\"\n\n", 1), "lib/lib.go": "package lib\n\nvar x int = \"a\"\n"},
			[]string{`lib.go:3:13: cannot use "a"`},
		},
		{"no models", map[string]string{"models/user.go": "package models\n"}, []string{"./models has no models of plain", "write a struct"}},
		{"a program", map[string]string{"models/user.go": strings.Replace(user, "package models", "package main\n\nfunc main() {}", 1)}, []string{"can't be imported", "move them"}},
		{"nothing is created", map[string]string{"models/user.go": strings.Replace(user, "CREATE TABLE shop.users (id bigint)", "SELECT 1", 1)}, []string{"creates nothing"}},
		{"a panic of a method", map[string]string{"models/user.go": strings.Replace(user, "return \"CREATE", "panic(\"oh\"); return \"CREATE", 1)}, []string{"panic: oh", "in example.com/shop/models.User.SQL (", "user.go:7)", "without a database"}},
		{"a panic of init", map[string]string{"models/user.go": user + "\nfunc init() { panic(\"early\") }\n"}, []string{"panic: early", "user.go:9", "init functions"}},
		{"init ends the program", map[string]string{"models/user.go": user + "\nfunc init() { println(\"no DATABASE_URL\"); os.Exit(3) }\n"}, nil},
		{"init ends the program in peace", map[string]string{"models/user.go": strings.Replace(user, "\n\n", "\n\nimport \"os\"\n\nfunc init() { os.Exit(0) }\n\n", 1)}, []string{"ended without an answer", "init function"}},
		{"a package that isn't there", map[string]string{"models/user.go": strings.Replace(user, "\n\n", "\n\nimport _ \"example.com/other/lib\"\n\n", 1)}, []string{"user.go:3:10: no required module provides package example.com/other/lib", "go get example.com/other/lib"}},
		{"a method isn't there", map[string]string{"models/user.go": "package models\n\ntype User struct{}\n"}, []string{"can't be built", "undefined", "main.go"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if test.want == nil { // it needs an import
				test.files["models/user.go"] = strings.Replace(test.files["models/user.go"], "\n\n", "\n\nimport \"os\"\n\n", 1)
				test.want = []string{"no DATABASE_URL", "exit status 3", "init functions"}
			}
			dir := write(t, test.files)
			text, _, err := read(t.Context(), dir, 0, "./models")
			if err == nil {
				t.Fatalf("there is no error but\n%s", text)
			}
			message := err.Error()
			var hint interface{ Hint() string }
			if errors.As(err, &hint) {
				message += "\nhint: " + hint.Hint()
			}
			for _, part := range test.want {
				if !strings.Contains(message, part) {
					t.Errorf("no %q in\n%s", part, message)
				}
			}
			unchanged(t, dir, len(test.files))
		})
	}
	if _, _, err := read(t.Context(), t.TempDir(), 0, "./nowhere"); err == nil || !strings.Contains(err.Error(), "nowhere") {
		t.Errorf("a directory that isn't there: %v", err)
	}
}

// waiting is a package whose init tells its process and waits, if it is told where.
const waiting = `package models

import (
	"os"
	"strconv"
	"time"
)

func init() {
	if os.Getenv("WAITING") == "" {
		return
	}
	_ = os.WriteFile(os.Getenv("WAITING"), []byte(strconv.Itoa(os.Getpid())+"\n"), 0o600)
	time.Sleep(time.Hour)
}
`

func TestWhatWaitsIsEnded(t *testing.T) {
	for _, interrupted := range []bool{false, true} {
		t.Run(fmt.Sprintf("interrupted %v", interrupted), func(t *testing.T) {
			dir := write(t, map[string]string{"models/user.go": user, "models/init.go": waiting})
			if _, _, err := read(t.Context(), dir, 0, "./models"); err != nil { // it is built then
				t.Fatal(err)
			}
			file := filepath.Join(t.TempDir(), "pid")
			t.Setenv("WAITING", file)
			ctx, cancel := context.WithCancel(t.Context())
			defer cancel()
			process := make(chan int, 1)
			go func() {
				process <- waitFor(ctx, file)
				if interrupted {
					cancel()
				}
			}()
			timeout := time.Hour
			if !interrupted {
				timeout = 15 * time.Second
			}
			_, _, err := read(ctx, dir, timeout, "./models")
			if interrupted && !errors.Is(err, context.Canceled) {
				t.Errorf("the error is %v", err)
			}
			if !interrupted && (err == nil || !strings.Contains(err.Error(), "after 15s")) {
				t.Errorf("the error is %v", err)
			}
			pid := <-process
			if pid == 0 {
				t.Fatal("the program didn't begin")
			}
			for range 100 {
				if err := syscall.Kill(pid, 0); errors.Is(err, syscall.ESRCH) {
					return
				}
				time.Sleep(50 * time.Millisecond)
			}
			t.Errorf("process %d still runs", pid)
		})
	}
}

// waitFor returns the number that a file has when it is there.
func waitFor(ctx context.Context, file string) int {
	for ctx.Err() == nil {
		if data, err := os.ReadFile(file); err == nil && strings.HasSuffix(string(data), "\n") {
			n, _ := strconv.Atoi(strings.TrimSpace(string(data)))
			return n
		}
		time.Sleep(20 * time.Millisecond)
	}
	return 0
}
