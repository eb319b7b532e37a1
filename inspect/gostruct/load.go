package gostruct

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

// mode asks for no more than is needed: what the packages import comes from
// export data.
const mode = packages.NeedName | packages.NeedFiles | packages.NeedSyntax | packages.NeedTypes | packages.NeedTypesInfo |
	packages.NeedImports

// load reads the packages that the patterns name.
func (r *reader) load(ctx context.Context, patterns []string) error {
	var dirs []string
	byDir := map[string][]string{}
	for _, p := range patterns {
		dir, pattern := startOf(p, r.opts.Dir)
		dir, err := filepath.Abs(dir) // the go command is told of it in its environment, too
		if err != nil {
			return fmt.Errorf("reading Go packages: %w", err)
		}
		if byDir[dir] == nil {
			dirs = append(dirs, dir)
		}
		byDir[dir] = append(byDir[dir], pattern)
	}
	r.index.sources = r.sourcesIn(ctx, dirs)
	seen := map[string]bool{}
	for _, dir := range dirs {
		if _, err := os.Stat(dir); err != nil {
			return err
		}
		config := &packages.Config{Context: ctx, Mode: mode, Dir: dir, Fset: r.index.files, ParseFile: r.index.parse}
		if len(r.opts.BuildTags) > 0 {
			config.BuildFlags = []string{"-tags=" + strings.Join(r.opts.BuildTags, ",")}
		}
		list, err := packages.Load(config, byDir[dir]...)
		if err != nil {
			return fmt.Errorf("reading Go packages: %w", loadError(err))
		}
		if len(list) == 0 {
			return noPackages(ctx, dir, byDir[dir])
		}
		slices.SortStableFunc(list, func(a, b *packages.Package) int { return cmp.Compare(a.PkgPath, b.PkgPath) })
		for _, p := range list {
			if seen[p.PkgPath] {
				continue
			}
			seen[p.PkgPath] = true
			r.packageErrors(p)
			if p.Types != nil {
				r.packages = append(r.packages, p.Types)
			}
		}
	}
	return ctx.Err()
}

// sourcesIn finds the files of packages that are imported, as the go command
// sees them from one of the directories.
func (r *reader) sourcesIn(ctx context.Context, dirs []string) func(string) []string {
	known := map[string][]string{}
	return func(path string) []string {
		if files, ok := known[path]; ok {
			return files
		}
		known[path] = nil
		for _, dir := range dirs {
			list, err := packages.Load(&packages.Config{Context: ctx, Mode: packages.NeedName | packages.NeedFiles, Dir: dir}, path)
			if err == nil && len(list) == 1 && len(list[0].GoFiles) > 0 {
				known[path] = list[0].GoFiles
				break
			}
		}
		return known[path]
	}
}

// startOf says where the go command is to run for a pattern: in the directory
// that a path begins with, since that may be in a module of its own.
func startOf(pattern, dir string) (start, rest string) {
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

// loadError keeps what the go command said of its failure.
func loadError(err error) error {
	text := err.Error()
	if _, said, ok := strings.Cut(text, "stderr: "); ok && strings.TrimSpace(said) != "" {
		return errors.New(strings.TrimSpace(said))
	}
	return err
}

// noPackages asks the go command once more why it has nothing to tell.
func noPackages(ctx context.Context, dir string, patterns []string) error {
	list := exec.CommandContext(ctx, "go", append([]string{"list", "--"}, patterns...)...)
	list.Dir = dir
	var said strings.Builder
	list.Stderr = &said
	if err := list.Run(); err == nil || said.Len() == 0 {
		return fmt.Errorf("no Go packages are named by %s", strings.Join(patterns, " "))
	}
	return fmt.Errorf("reading Go packages: %s", strings.Join(strings.Fields(said.String()), " "))
}

// packageErrors notes what the go command and the compiler have to say.
func (r *reader) packageErrors(p *packages.Package) {
	placed := slices.ContainsFunc(p.Errors, func(e packages.Error) bool { return e.Kind == packages.TypeError || e.Kind == packages.ParseError })
	for _, e := range p.Errors {
		if placed && e.Kind == packages.ListError && strings.HasPrefix(e.Msg, "# ") {
			continue // the compiler's own words for the same
		}
		r.failed = true
		r.errs = append(r.errs, &sqlfile.Error{Pos: errorPos(e.Pos), Msg: strings.TrimSpace(e.Msg)})
	}
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
	pos := model.Pos{File: shortPath(text), Line: numbers[len(numbers)-1], Column: 1}
	if len(numbers) == 2 {
		pos.Column = numbers[0]
	}
	return pos
}

// shortPath is a file's path as seen from the working directory if that is
// shorter.
func shortPath(path string) string {
	if rel, err := filepath.Rel(workingDir(), path); err == nil && len(rel) < len(path) {
		return rel
	}
	return path
}
