package command

import (
	"errors"
	"fmt"
	"go/token"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"unicode"

	"github.com/schemadiff/schemadiff/migrate"
	"github.com/schemadiff/schemadiff/migrate/op/gocode"
	"github.com/schemadiff/schemadiff/migrate/project"
	"github.com/schemadiff/schemadiff/migrate/script"
	"github.com/schemadiff/schemadiff/migrate/script/format"
)

// goScripts returns the revisions in Go: those that this program is linked with,
// and the headers of others that stand in the directories.
func (p *program) goScripts(s project.Settings) (linked, unlinked []script.Script, err error) {
	programs, err := migrate.Programs(dialectNamed(s.Dialect).runner, p.revisions...)
	if err != nil {
		return nil, nil, err
	}
	known := map[string]bool{}
	for i := range programs {
		linked = append(linked, programs[i].Script)
		known[programs[i].ID] = true
	}
	if s.Format != ownFormat {
		return linked, nil, nil
	}
	for _, dir := range s.Migrations {
		pkg, err := gocode.ReadPackage(script.Host{}, filepath.ToSlash(dir), "")
		if err != nil {
			return nil, nil, err
		}
		for _, v := range pkg.Revisions {
			if !known[v.Script.ID] {
				unlinked = append(unlinked, v.Script)
			}
		}
	}
	return linked, unlinked, nil
}

// notLinked refuses to run what this program doesn't have.
func notLinked(scripts []script.Script) error {
	var names []string
	for i := range scripts {
		names = append(names, scripts[i].ID+" ("+scripts[i].Path+")")
	}
	return &hinted{
		fmt.Errorf("revisions in Go that this program is not linked with: %s", strings.Join(names, ", ")),
		"run them with a program of your own, which schemadiff init --go writes: go run ./cmd/schemadiff",
	}
}

// files are the scripts that are no Go.
func (w *workspace) files() []script.Script {
	return slices.DeleteFunc(slices.Clone(w.scripts), func(s script.Script) bool { return path.Ext(s.Path) == ".go" })
}

// goFiles returns the file of a revision in Go, and that with the list of all of
// its package.
func goFiles(w *workspace, d *draft) (format.Written, error) {
	if w.settings.Format != ownFormat {
		return format.Written{}, &hinted{fmt.Errorf("the format %s has no revisions in Go", w.settings.Format), "move over: schemadiff import"}
	}
	dialect := dialectNamed(w.settings.Dialect)
	if dialect.operation == nil {
		return format.Written{}, &hinted{fmt.Errorf("there are no revisions in Go for %s yet", dialect.Dialect), "leave --go out: a revision of SQL does the same"}
	}
	below, err := naming(w.settings).Path(d.ID, d.Message, d.Created)
	if err != nil {
		return format.Written{}, err
	}
	pkg, err := gocode.ReadPackage(script.Host{}, filepath.ToSlash(d.directory), "")
	if err != nil {
		return format.Written{}, err
	}
	if pkg.Name == "" {
		pkg.Name = packageName(d.directory)
	}
	name := gocode.VariableName(d.Message, d.ID, pkg.Taken)
	text, err := (&gocode.File{Package: pkg.Name, Name: name, Script: &d.Script, Operation: dialect.operation}).Text()
	if err != nil {
		return format.Written{}, err
	}
	names := []string{name}
	for _, v := range pkg.Revisions {
		names = append(names, v.Name)
	}
	slices.Sort(names)
	registry, err := gocode.Registry(pkg.Name, names)
	if err != nil {
		return format.Written{}, err
	}
	list := path.Join(filepath.ToSlash(d.directory), gocode.RegistryFile)
	_, err = fs.Stat(script.Host{}, list)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return format.Written{}, err
	}
	return format.Written{ID: d.ID, Files: []format.File{
		{Path: path.Join(filepath.ToSlash(d.directory), goName(path.Base(below))), Text: string(text)},
		{Path: list, Text: string(registry), Replace: err == nil},
	}}, nil
}

// goName makes the name of a Go file, whose last words mean nothing to Go: not a
// test, nor a file for one system only.
func goName(base string) string {
	return strings.TrimLeft(strings.TrimSuffix(base, ".sql"), "_.") + "_rev.go"
}

// packageName makes the name of a package of that of its directory.
func packageName(dir string) string {
	name := strings.Map(func(c rune) rune {
		if unicode.IsLetter(c) || unicode.IsDigit(c) {
			return unicode.ToLower(c)
		}
		return -1
	}, filepath.Base(dir))
	if !token.IsIdentifier(name) {
		return "migrations"
	}
	return name
}
