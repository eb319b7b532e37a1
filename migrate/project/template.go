package project

import (
	"embed"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/schemadiff/schemadiff/inspect"
)

//go:embed templates
var templates embed.FS

// Template is what a project can begin as.
type Template struct {
	Name    string
	Summary string
	// Directories are made beside the configuration.
	Directories []string
}

// Templates lists the templates, the usual one first.
func Templates() []Template {
	return []Template{
		{"default", "one database in each environment, revisions in migrations/", []string{"migrations"}},
		{"multi-database", "several databases, each with its revisions in migrations/NAME", []string{"migrations/users", "migrations/orders"}},
		{"plain", "pairs of SQL files for another runner, such as golang-migrate", []string{"migrations"}},
	}
}

// FindTemplate returns the template of a name.
func FindTemplate(name string) (Template, error) {
	var names []string
	for _, t := range Templates() {
		if t.Name == name {
			return t, nil
		}
		names = append(names, t.Name)
	}
	return Template{}, &Error{fmt.Sprintf("there is no template %q", name), meant(name, names)}
}

// Text returns the configuration that the template begins with, for a database
// product.
func (t Template) Text(product inspect.Product) ([]byte, error) {
	text, err := templates.ReadFile("templates/" + t.Name + "/" + FileName)
	if err != nil {
		return nil, err
	}
	parts := strings.Split(string(text), "@@") // what is between two of them is to be filled in
	for i := 1; i < len(parts); i += 2 {
		switch what, name, _ := strings.Cut(parts[i], " "); what {
		case "dialect":
			parts[i] = product.Dialect
		case "local":
			parts[i] = product.Local(name)
			if strings.Contains(parts[i], "${") { // a default can't have variables
				before, _, _ := cutLast(parts[i-1], "${")
				parts[i-1], parts[i+1] = before, strings.TrimPrefix(parts[i+1], "}")
			}
		case "remote":
			parts[i] = product.Remote(name)
		}
	}
	return []byte(strings.Join(parts, "")), nil
}

// cutLast cuts a text at the last occurrence of another one.
func cutLast(text, at string) (before, after string, found bool) {
	i := strings.LastIndex(text, at)
	if i < 0 {
		return text, "", false
	}
	return text[:i], text[i+len(at):], true
}

// Write makes the project in a directory, for a database product, and returns
// what it made. It replaces
// nothing: a project that is there already is an error.
func (t Template) Write(dir string, product inspect.Product) (made []string, err error) {
	file := filepath.Join(dir, FileName)
	if _, err := os.Lstat(file); err == nil {
		return nil, &Error{file + " is there already", "edit it, or name another directory"}
	}
	text, err := t.Text(product)
	if err != nil {
		return nil, err
	}
	for _, sub := range t.Directories {
		path := filepath.Join(dir, filepath.FromSlash(sub))
		if info, err := os.Stat(path); err == nil && info.IsDir() {
			continue
		}
		if err := os.MkdirAll(path, 0o777); err != nil {
			return made, fmt.Errorf("making the directory of the revisions: %w", err)
		}
		made = append(made, path+string(filepath.Separator))
	}
	if err := create(file, text); err != nil {
		return made, fmt.Errorf("writing the configuration: %w", err)
	}
	return slices.Insert(made, 0, file), nil
}

// create writes a file that must be new.
func create(name string, text []byte) error {
	f, err := os.OpenFile(name, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
	if err != nil {
		return err
	}
	_, err = f.Write(text)
	if err = errors.Join(err, f.Sync(), f.Close()); err != nil {
		return errors.Join(err, os.Remove(name))
	}
	return nil
}
