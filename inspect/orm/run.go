package orm

import (
	"bytes"
	"cmp"
	"context"
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/tools/go/packages"

	"github.com/schemadiff/schemadiff/inspect/orm/record"
)

// recorder is package record, which becomes a part of the program.
//
//go:embed record/record.go record/driver.go
var recorder embed.FS

// programDir is the directory in the user's module that the program seems to be
// in.
const programDir = "schemadiff_orm"

// run runs the program and returns what it found out.
func (m *models) run(ctx context.Context) (record.Output, error) {
	base, importPath, err := m.base()
	if err != nil {
		return record.Output{}, err
	}
	temp, err := os.MkdirTemp("", "schemadiff-")
	if err != nil {
		return record.Output{}, fmt.Errorf("making a temporary directory: %w", err)
	}
	defer os.RemoveAll(temp)
	name := programDir
	for exists(filepath.Join(base, name)) {
		name += "_"
	}
	overlay, err := m.overlay(temp, filepath.Join(base, name), path.Join(importPath, name))
	if err != nil {
		return record.Output{}, err
	}
	timeout := cmp.Or(m.opts.Timeout, defaultTimeout)
	timed, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()

	answer := filepath.Join(temp, "answer.json")
	args := slices.Concat([]string{"run", "-overlay=" + overlay}, tagFlags(m.opts.BuildTags), []string{"./" + name, answer})
	var said tail
	err = goCommand(timed, base, args, &said)
	if ctx.Err() != nil {
		return record.Output{}, ctx.Err()
	}
	data, missing := os.ReadFile(answer)
	began := missing == nil
	switch {
	case timed.Err() != nil:
		return record.Output{}, m.late(timeout.String(), began)
	case err == nil && len(data) > 0:
		var out record.Output
		if err := json.Unmarshal(data, &out); err != nil {
			return record.Output{}, fmt.Errorf("reading what %s creates: %w", m.orm.Name(), err)
		}
		return out, m.failed(out)
	}
	return record.Output{}, m.explain(err, began, said.String())
}

func exists(file string) bool {
	_, err := os.Lstat(file)
	return !errors.Is(err, os.ErrNotExist)
}

// overlay writes the program's files into a temporary directory and tells the go
// command where they seem to be.
func (m *models) overlay(temp, dir, importPath string) (string, error) {
	main, err := m.orm.Program(Program{Dialect: m.opts.Dialect, Server: m.opts.Server, Record: path.Join(importPath, "record"), Packages: m.found, Modules: m.modules()})
	if err != nil {
		return "", err
	}
	files := []struct{ name, text string }{{"main.go", main}}
	for _, name := range []string{"record/record.go", "record/driver.go"} {
		text, err := recorder.ReadFile(name)
		if err != nil {
			return "", err
		}
		files = append(files, struct{ name, text string }{name, string(text)})
	}
	replace := map[string]string{}
	for _, f := range files {
		file := filepath.Join(temp, filepath.FromSlash(f.name))
		if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
			return "", fmt.Errorf("writing the program: %w", err)
		}
		if err := os.WriteFile(file, []byte(f.text), 0o600); err != nil {
			return "", fmt.Errorf("writing the program: %w", err)
		}
		replace[filepath.Join(dir, filepath.FromSlash(f.name))] = file
	}
	data, err := json.Marshal(map[string]any{"Replace": replace})
	if err != nil {
		return "", err
	}
	file := filepath.Join(temp, "overlay.json")
	return file, os.WriteFile(file, data, 0o600)
}

// modules are the versions of the modules that the packages import.
func (m *models) modules() map[string]string {
	versions := map[string]string{}
	for _, p := range m.packages {
		for _, imported := range p.Imports {
			if imported.Module != nil {
				versions[imported.Module.Path] = imported.Module.Version
			}
		}
	}
	return versions
}

// base is the directory below which the program may import all the packages:
// what is internal is so to the directory that has the internal one.
func (m *models) base() (dir, importPath string, err error) {
	first := m.packages[0]
	dir, importPath = first.Module.Dir, first.Module.Path
	var within string
	for _, p := range m.packages {
		root, ok := internalRoot(p.PkgPath)
		if !ok || len(root) <= len(importPath) {
			continue
		}
		importPath, within = root, p.PkgPath
		dir = filepath.Dir(p.GoFiles[0])
		for rest := strings.TrimPrefix(p.PkgPath, root); strings.Contains(rest, "/"); rest = path.Dir(rest) {
			if rest == "/" {
				break
			}
			dir = filepath.Dir(dir)
		}
	}
	for _, p := range m.packages {
		if root, ok := internalRoot(p.PkgPath); ok && root != importPath && !strings.HasPrefix(importPath, root+"/") {
			return "", "", &Error{
				fmt.Sprintf("no package may import both %s and %s, since both are internal", p.PkgPath, within),
				"name the packages one by one, or move the models together",
			}
		}
	}
	return dir, importPath, nil
}

// internalRoot is the path of the directory to which a package is internal.
func internalRoot(importPath string) (string, bool) {
	elements := strings.Split(importPath, "/")
	for i := len(elements) - 1; i > 0; i-- {
		if elements[i] == "internal" {
			return strings.Join(elements[:i], "/"), true
		}
	}
	return "", false
}

// goCommand runs the go command, and ends it with all that it has started.
func goCommand(ctx context.Context, dir string, args []string, said *tail) error {
	cmd := exec.CommandContext(ctx, "go", args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "PWD="+dir)
	cmd.Stderr = said
	group(cmd)
	return cmd.Run()
}

// tail keeps the beginning and the end of a long text.
type tail struct {
	head, rest bytes.Buffer
}

const tailSize = 16 << 10

// Write implements io.Writer.
func (t *tail) Write(p []byte) (int, error) {
	n := len(p)
	room := min(tailSize-t.head.Len(), n)
	t.head.Write(p[:room])
	t.rest.Write(p[room:])
	if over := t.rest.Len() - tailSize; over > 0 {
		t.rest.Next(over)
	}
	return n, nil
}

func (t *tail) String() string { return t.head.String() + t.rest.String() }

// packageOf returns the package of a path, nil if it isn't one of the user's.
func (m *models) packageOf(path string) *packages.Package {
	for _, p := range m.packages {
		if p.PkgPath == path {
			return p
		}
	}
	return nil
}
