// Package gopkg is what readers of Go packages have in common: where the go
// command runs for a pattern, and what it and the compiler have to say.
package gopkg

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/tools/go/packages"

	"github.com/schemadiff/schemadiff/inspect/sqlfile"
	"github.com/schemadiff/schemadiff/model"
)

// Start says where the go command is to run for a pattern: in the directory
// that a path begins with, since that may be in a module of its own.
func Start(pattern, dir string) (start, rest string) {
	slashed := filepath.ToSlash(pattern)
	if !filepath.IsAbs(pattern) && slashed != "." && slashed != ".." && !strings.HasPrefix(slashed, "./") && !strings.HasPrefix(slashed, "../") {
		return dir, pattern
	}
	base, below, wild := strings.Cut(slashed, "...")
	rest = "."
	if wild {
		cut := strings.LastIndexByte(base, '/') + 1
		rest = "./" + base[cut:] + "..." + below
		base = base[:cut]
	}
	start = filepath.FromSlash(cmp.Or(base, "."))
	if !filepath.IsAbs(start) {
		start = filepath.Join(dir, start)
	}
	return start, rest
}

// LoadError keeps what the go command said of its failure.
func LoadError(err error) error {
	text := err.Error()
	if _, said, ok := strings.Cut(text, "stderr: "); ok && strings.TrimSpace(said) != "" {
		return errors.New(strings.TrimSpace(said))
	}
	return err
}

// NoneNamed asks the go command once more why it has nothing to tell.
func NoneNamed(ctx context.Context, dir string, patterns []string) error {
	list := exec.CommandContext(ctx, "go", append([]string{"list", "--"}, patterns...)...)
	list.Dir = dir
	var said strings.Builder
	list.Stderr = &said
	if err := list.Run(); err == nil || said.Len() == 0 {
		return fmt.Errorf("no Go packages are named by %s", strings.Join(patterns, " "))
	}
	return fmt.Errorf("reading Go packages: %s", strings.Join(strings.Fields(said.String()), " "))
}

// Errors lists what the go command and the compiler say about a package, and the
// go command about what it imports.
func Errors(p *packages.Package) sqlfile.ErrorList {
	placed := slices.ContainsFunc(p.Errors, func(e packages.Error) bool { return e.Kind == packages.TypeError || e.Kind == packages.ParseError })
	var list sqlfile.ErrorList
	for _, e := range p.Errors {
		if placed && e.Kind == packages.ListError && strings.HasPrefix(e.Msg, "# ") {
			continue // the compiler's own words for the same
		}
		at, why := errorPos(e.Pos), []packages.Error{e}
		if missing := notImported(p, e); missing != nil {
			why = missing
		}
		for _, e := range why {
			list = append(list, &sqlfile.Error{Pos: at, Msg: strings.TrimSpace(e.Msg)})
		}
	}
	return list
}

// notImported returns why there is no package that the compiler can't import.
func notImported(p *packages.Package, e packages.Error) []packages.Error {
	path, ok := strings.CutPrefix(e.Msg, "could not import ")
	path, _, cut := strings.Cut(path, " ")
	if !ok || !cut || p.Imports[path] == nil {
		return nil
	}
	return slices.DeleteFunc(slices.Clone(p.Imports[path].Errors), func(e packages.Error) bool { return e.Kind != packages.ListError })
}

// errorPos reads file:line:column.
func errorPos(text string) model.Pos {
	var numbers []int
	for len(numbers) < 2 {
		i := strings.LastIndexByte(text, ':')
		n, err := strconv.Atoi(text[i+1:])
		if i < 0 || err != nil {
			break
		}
		numbers = append(numbers, n)
		text = text[:i]
	}
	if text == "" || text == "-" || len(numbers) == 0 {
		return model.Pos{}
	}
	pos := model.Pos{File: ShortPath(text), Line: numbers[len(numbers)-1], Column: 1}
	if len(numbers) == 2 {
		pos.Column = numbers[0]
	}
	return pos
}

// ShortPath is a file's path as seen from the working directory if that is
// shorter.
func ShortPath(path string) string {
	if rel, err := filepath.Rel(workingDir(), path); err == nil && len(rel) < len(path) {
		return rel
	}
	return path
}

// workingDir is where paths in messages begin.
func workingDir() string {
	dir, err := os.Getwd()
	if err != nil {
		return ""
	}
	return dir
}
