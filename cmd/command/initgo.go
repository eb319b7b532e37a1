package command

import (
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"github.com/schemadiff/schemadiff/migrate/op/gocode"
	"github.com/schemadiff/schemadiff/migrate/project"
	"github.com/schemadiff/schemadiff/migrate/script"
)

// initGo writes the program that has the commands and the project's revisions in
// Go, and the list of these. What is there already is left.
func initGo(dir string) (made []string, err error) {
	module, below, err := moduleOf(dir)
	if err != nil {
		return nil, err
	}
	migrations := project.Defaults().Migrations[0]
	pkg, err := gocode.ReadPackage(script.Host{}, filepath.ToSlash(filepath.Join(dir, migrations)), "")
	if err != nil {
		return nil, err
	}
	if pkg.Name == "" {
		pkg.Name = packageName(migrations)
	}
	var names []string
	for _, v := range pkg.Revisions {
		names = append(names, v.Name)
	}
	registry, err := gocode.Registry(pkg.Name, names)
	if err != nil {
		return nil, err
	}
	main, err := gocode.Main(path.Join(module, below, filepath.ToSlash(migrations)), pkg.Name)
	if err != nil {
		return nil, err
	}
	for _, file := range []struct {
		path string
		text []byte
	}{
		{filepath.Join(dir, migrations, gocode.RegistryFile), registry},
		{filepath.Join(dir, "cmd", "schemadiff", "main.go"), main},
	} {
		switch err := script.Create(file.path, file.text); {
		case errors.Is(err, fs.ErrExist):
		case err != nil:
			return made, err
		default:
			made = append(made, file.path)
		}
	}
	return made, nil
}

// moduleOf finds the module that a directory is in, and the way down from it.
func moduleOf(dir string) (module, below string, err error) {
	start, err := filepath.Abs(dir)
	if err != nil {
		return "", "", err
	}
	for at := start; ; at = filepath.Dir(at) {
		text, err := os.ReadFile(filepath.Join(at, "go.mod"))
		if errors.Is(err, fs.ErrNotExist) && filepath.Dir(at) != at {
			continue
		}
		if errors.Is(err, fs.ErrNotExist) {
			return "", "", &hinted{errors.New("the directory is in no Go module: there is no go.mod here or above"), "go mod init makes one"}
		}
		if err != nil {
			return "", "", err
		}
		for line := range strings.Lines(string(text)) {
			if fields := strings.Fields(line); len(fields) > 1 && fields[0] == "module" {
				below, err = filepath.Rel(at, start)
				return strings.Trim(fields[1], `"`+"`"), filepath.ToSlash(below), err
			}
		}
		return "", "", errors.New(filepath.Join(at, "go.mod") + " names no module")
	}
}
