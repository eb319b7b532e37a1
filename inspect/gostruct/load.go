package gostruct

import (
	"cmp"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/tools/go/packages"

	"github.com/schemadiff/schemadiff/inspect/gopkg"
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
		dir, pattern := gopkg.Start(p, r.opts.Dir)
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
			return fmt.Errorf("reading Go packages: %w", gopkg.LoadError(err))
		}
		if len(list) == 0 {
			return gopkg.NoneNamed(ctx, dir, byDir[dir])
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

// packageErrors notes what the go command and the compiler have to say.
func (r *reader) packageErrors(p *packages.Package) {
	errs := gopkg.Errors(p)
	r.failed = r.failed || len(errs) > 0
	r.errs = append(r.errs, errs...)
}
