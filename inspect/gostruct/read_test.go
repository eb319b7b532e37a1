package gostruct_test

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/schemadiff/schemadiff/dialects/postgres"
	"github.com/schemadiff/schemadiff/dialects/postgres/gotype"
	"github.com/schemadiff/schemadiff/inspect/gostruct"
	"github.com/schemadiff/schemadiff/inspect/sqlfile"
	"github.com/schemadiff/schemadiff/model"
)

var update = flag.Bool("update", false, "write the wanted results")

// read reads packages as the program does.
func read(t testing.TB, c gostruct.Conventions, patterns ...string) (model.Schema, string, error) {
	t.Helper()
	script, err := gostruct.Read(t.Context(), patterns, gostruct.Options{Dialect: gotype.Dialect{}, Conventions: c})
	if err != nil {
		return model.Schema{}, "", err
	}
	schema, err := postgres.Read(t.Context(), []sqlfile.Source{script}, postgres.ReadOptions{})
	return schema, script.Text, err
}

// Each directory of testdata is a package. want.sql is the script that it
// stands for, want.txt the mistakes in it.
func TestPackages(t *testing.T) {
	conventions := map[string]gostruct.Conventions{
		"naming": {
			Plural: true, Comments: true, Enums: true, Initialisms: []string{"PoS"},
			PrimaryKey: "pk_{table}", Unique: "uq_{table}_{columns}", Index: "ix_{table}_{columns}",
			ForeignKey: "fk_{table}_{columns}_{referred_table}", Check: "ck_{table}_{name}", Exclusion: "ex_{table}_{column}",
		},
	}
	dirs, err := filepath.Glob("testdata/*/want.*")
	if err != nil || len(dirs) == 0 {
		t.Fatal("there are no packages", err)
	}
	for _, want := range dirs {
		dir := filepath.Dir(want)
		t.Run(filepath.Base(dir), func(t *testing.T) {
			_, script, err := read(t, conventions[filepath.Base(dir)], "./"+dir)
			got := script
			if strings.HasSuffix(want, ".txt") {
				got = fmt.Sprintln(err)
			} else if err != nil {
				t.Error(err)
			}
			if *update {
				if err := os.WriteFile(want, []byte(got), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			text, err := os.ReadFile(want)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(text), got); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// What the structs declare is found where it stands.
func TestPositions(t *testing.T) {
	schema, _, err := read(t, gostruct.Conventions{}, "./testdata/everything")
	if err != nil {
		t.Fatal(err)
	}
	text, err := os.ReadFile("testdata/everything/everything.go")
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(string(text), "\n")
	for _, e := range schema.Entries() {
		pos := model.PosOf(e.Object)
		if pos.IsZero() || e.ID.Kind == model.KindSchema {
			continue
		}
		if pos.File != "testdata/everything/everything.go" || pos.Line > len(lines) || pos.Column > len(lines[pos.Line-1]) {
			t.Errorf("%v stands at %v", e.ID, pos)
			continue
		}
		// A word of Go or of a tag begins there.
		if rest := lines[pos.Line-1][pos.Column-1:]; strings.ContainsAny(rest[:1], " \t`") {
			t.Errorf("%v stands at %v: %q", e.ID, pos, rest)
		}
	}
}

func TestNothingToRead(t *testing.T) {
	for _, test := range []struct{ name, pattern, want string }{
		{"no such directory", "./nowhere", "no such file or directory"},
		{"no tables", "./names", "no struct of ./names is a table"},
		{"no Go files", "./testdata", "no Go files"},
		{"no such package", "example.invalid/x", "no required module provides package example.invalid/x"},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, _, err := read(t, gostruct.Conventions{}, test.pattern)
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("got %v", err)
			}
		})
	}
}

// A package that doesn't compile tells the compiler's errors and ours.
func TestBroken(t *testing.T) {
	_, _, err := read(t, gostruct.Conventions{}, "./testdata/broken")
	var list sqlfile.ErrorList
	if !errors.As(err, &list) {
		t.Fatal(err)
	}
	for _, want := range []string{"undefined: Undefined", `there is no key "nam" here`, "cannot use"} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("%q isn't told:\n%v", want, err)
		}
	}
	for _, e := range list {
		if e.Pos.File != filepath.Join("testdata", "broken", "broken.go") {
			t.Errorf("%v has no place in the file", e)
		}
	}
}
