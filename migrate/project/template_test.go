package project_test

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/schemadiff/schemadiff/migrate/project"
)

func TestTemplatesAreValid(t *testing.T) {
	for i, template := range project.Templates() {
		t.Run(template.Name, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "new", "project")
			made, err := template.Write(dir, products[i%2])
			if err != nil {
				t.Fatal(err)
			}
			for _, name := range made {
				if _, err := os.Stat(name); err != nil {
					t.Error(err)
				}
			}
			p, err := project.Load(project.Options{Products: products, Dialect: "postgres", Address: "sqlite:app.db", File: dir, Lookup: lookup()})
			if err != nil {
				t.Fatal(err)
			}
			list, err := p.Databases()
			if err != nil {
				t.Fatal(err)
			}
			for _, db := range list {
				if info, err := os.Stat(db.Migrations[0]); err != nil || !info.IsDir() {
					t.Errorf("%s: %v", db.Name, err)
				}
			}
			if _, err := template.Write(dir, products[0]); err == nil || !strings.HasSuffix(err.Error(), "is there already") {
				t.Errorf("a project was replaced: %v", err)
			}
		})
	}
	if _, err := project.FindTemplate("multi-databse"); err == nil || err.Error() != `there is no template "multi-databse"` {
		t.Errorf("got %v", err)
	}
}

var commented = regexp.MustCompile(`(?m)^#([a-z_]+ = )`)

// What the usual template has behind a # are the defaults, all of them.
func TestTheTemplateTellsTheDefaults(t *testing.T) {
	text, err := project.Templates()[0].Text(products[1])
	if err != nil {
		t.Fatal(err)
	}
	file := write(t, commented.ReplaceAllString(string(text), "$1"))
	p, err := project.Load(project.Options{Products: products, Dialect: "postgres", Address: "sqlite:app.db", File: file, Lookup: lookup()})
	if err != nil {
		t.Fatal(err)
	}
	s, err := p.Settings()
	if err != nil {
		t.Fatal(err)
	}
	want := project.Defaults()
	want.Dialect = "sqlite"
	want.Migrations[0] = filepath.Join(filepath.Dir(file), want.Migrations[0])
	if got, want := show(t, s), show(t, want); got != want {
		t.Errorf("(-want +got):\n%s", cmp.Diff(want, got))
	}
	for _, key := range project.Keys() {
		group, name, grouped := strings.Cut(key, ".")
		if !grouped {
			name = group
		}
		if !regexp.MustCompile(`(?m)^(# ?)?` + name + ` = `).Match(text) {
			t.Errorf("the template doesn't have %s", key)
		}
		if grouped && !regexp.MustCompile(`(?m)^(# )?\[+`+group+`\]`).Match(text) {
			t.Errorf("the template doesn't have %s", group)
		}
	}
}

// show writes settings down without what tells nothing from nothing.
func show(t *testing.T, s project.Settings) string {
	t.Helper()
	if s.Compare.Filter.IsZero() {
		s.Compare.Filter = project.Defaults().Compare.Filter
	}
	if len(s.Run.Before)+len(s.Run.After) == 0 {
		s.Run.Before, s.Run.After = nil, nil
	}
	zone := s.Files.TimeZone.String()
	s.Files.TimeZone = nil
	return zone + cmp.Diff(project.Settings{}, s)
}

func TestEveryKeyIsDocumented(t *testing.T) {
	text, err := os.ReadFile("../../docs/configuration.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, key := range append(project.Keys(), "env", "databases") {
		if !strings.Contains(string(text), "`"+key+"`") {
			t.Errorf("docs/configuration.md doesn't have `%s`", key)
		}
	}
	listed := regexp.MustCompile("(?m)^\\| `([a-z_.]+)` \\|").FindAllStringSubmatch(string(text), -1)
	for _, m := range listed {
		if !slices.Contains(project.Keys(), m[1]) {
			t.Errorf("docs/configuration.md has %s, which is no key", m[1])
		}
	}
}

func TestHooks(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "a b.sql")
	if err := os.WriteFile(file, []byte("x"), 0o666); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		name    string
		command []string
		err     string
	}{
		{"it works", []string{"sh", "-c", `test "$PWD" = "$0" && printf y >> "$1"`, dir, "{file}"}, ""},
		{"it fails", []string{"sh", "-c", "echo no such style >&2; exit 3", "{file}"}, "running the hook fmt: exit status 3\nno such style"},
		{"it isn't there", []string{"./nonexistent", "{file}"}, "running the hook fmt: fork/exec ./nonexistent: no such file or directory"},
	} {
		t.Run(test.name, func(t *testing.T) {
			err := project.Hook{Name: "fmt", Command: test.command, Dir: dir}.Run(t.Context(), file)
			if (err == nil) != (test.err == "") || err != nil && err.Error() != test.err {
				t.Errorf("got %v, want %s", err, test.err)
			}
		})
	}
	if got, err := os.ReadFile(file); err != nil || string(got) != "xy" {
		t.Errorf("got %q, %v", got, err)
	}
}
