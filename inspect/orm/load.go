package orm

import (
	"cmp"
	"context"
	"fmt"
	"go/token"
	"go/types"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/tools/go/packages"

	"github.com/schemadiff/schemadiff/inspect/gopkg"
	"github.com/schemadiff/schemadiff/inspect/orm/record"
	"github.com/schemadiff/schemadiff/inspect/sqlfile"
	"github.com/schemadiff/schemadiff/model"
)

const mode = packages.NeedName | packages.NeedFiles | packages.NeedSyntax | packages.NeedTypes | packages.NeedTypesInfo |
	packages.NeedImports | packages.NeedModule

// models are the packages of models, and how they are asked.
type models struct {
	orm      ORM
	opts     Options
	packages []*packages.Package
	found    []Package
	lines    map[string]*sqlfile.Lines // of files, by name
}

// load reads the packages and finds their models.
func load(ctx context.Context, orm ORM, patterns []string, opts Options) (*models, error) {
	m := &models{orm: orm, opts: opts, lines: map[string]*sqlfile.Lines{}}
	list, err := loadPackages(ctx, patterns, opts)
	if err != nil {
		return nil, err
	}
	var errs sqlfile.ErrorList
	count := 0
	for _, p := range list {
		errs = append(errs, gopkg.Errors(p)...)
		if p.Types == nil || len(p.Errors) > 0 {
			continue
		}
		found := orm.Find(p.Types)
		inOrder(p, found.Models)
		if len(found.Models) == 0 && len(found.Hooks) == 0 {
			continue
		}
		count += len(found.Models) + len(found.Hooks)
		if p.Name == "main" {
			return nil, &Error{
				fmt.Sprintf("the models of %s are in a program, which can't be imported", p.PkgPath),
				"move them to a package of their own",
			}
		}
		if p.Module == nil {
			return nil, &Error{fmt.Sprintf("the package %s is in no module", p.PkgPath), "go mod init makes a module of it"}
		}
		m.packages = append(m.packages, p)
		m.found = append(m.found, Package{Alias: "m" + strconv.Itoa(len(m.found)), Path: p.PkgPath, Found: found})
	}
	switch {
	case len(errs) > 0:
		errs.Sort()
		return nil, slices.CompactFunc(errs, func(a, b *sqlfile.Error) bool { return *a == *b })
	case count == 0:
		return nil, &Error{fmt.Sprintf("%s has no models of %s", strings.Join(patterns, " "), orm.Name()), orm.Hint()}
	}
	return m, ctx.Err()
}

// inOrder sorts names by where they stand: what a mapper makes of relations may
// depend on which of the models it sees first.
func inOrder(p *packages.Package, names []string) {
	at := func(name string) token.Position { return p.Fset.PositionFor(p.Types.Scope().Lookup(name).Pos(), false) }
	slices.SortFunc(names, func(a, b string) int {
		x, y := at(a), at(b)
		return cmp.Or(cmp.Compare(x.Filename, y.Filename), cmp.Compare(x.Offset, y.Offset))
	})
}

// loadPackages reads packages, each in the directory where its pattern begins.
func loadPackages(ctx context.Context, patterns []string, opts Options) ([]*packages.Package, error) {
	var all []*packages.Package
	seen := map[string]bool{}
	for _, pattern := range patterns {
		start, rest := gopkg.Start(pattern, opts.Dir)
		dir, err := filepath.Abs(start) // the go command is told of it in its environment, too
		if err != nil {
			return nil, fmt.Errorf("reading Go packages: %w", err)
		}
		if _, err := os.Stat(dir); err != nil {
			return nil, fmt.Errorf("reading Go packages: %w", err)
		}
		config := &packages.Config{Context: ctx, Mode: mode, Dir: dir, BuildFlags: tagFlags(opts.BuildTags), Fset: token.NewFileSet()}
		list, err := packages.Load(config, rest)
		if err != nil {
			return nil, fmt.Errorf("reading Go packages: %w", gopkg.LoadError(err))
		}
		if len(list) == 0 {
			return nil, gopkg.NoneNamed(ctx, dir, []string{rest})
		}
		for _, p := range list {
			if !seen[p.PkgPath] {
				seen[p.PkgPath] = true
				all = append(all, p)
			}
		}
	}
	slices.SortStableFunc(all, func(a, b *packages.Package) int { return cmp.Compare(a.PkgPath, b.PkgPath) })
	return all, nil
}

func tagFlags(tags []string) []string {
	if len(tags) == 0 {
		return nil
	}
	return []string{"-tags=" + strings.Join(tags, ",")}
}

// warn tells of types that look like models and of which the mapper has made
// nothing.
func (m *models) warn(out record.Output) {
	for i, p := range m.packages {
		for _, d := range m.found[i].Doubts {
			read := slices.ContainsFunc(out.Tables, func(t record.Table) bool { return t.Package == p.PkgPath && t.Type == d.Type })
			if read || m.opts.Warn == nil {
				continue
			}
			pos := model.Pos{}
			if at, ok := m.place(p, d.Type); ok {
				pos = at.Lines.Pos(at.Offset)
			}
			m.opts.Warn(&sqlfile.Error{Pos: pos, Msg: d.Type + " " + d.Reason, Hint: m.orm.Hint()})
		}
	}
}

// place is where a package declares a name.
func (m *models) place(p *packages.Package, name string) (sqlfile.Place, bool) {
	return m.declared(p, p.Types.Scope().Lookup(name))
}

// field is where a struct has a field.
func (m *models) field(p *packages.Package, name, field string) (sqlfile.Place, bool) {
	o := p.Types.Scope().Lookup(name)
	if o == nil {
		return sqlfile.Place{}, false
	}
	s, _ := o.Type().Underlying().(*types.Struct)
	for i := 0; s != nil && i < s.NumFields(); i++ {
		if s.Field(i).Name() == field {
			return m.declared(p, s.Field(i))
		}
	}
	return sqlfile.Place{}, false
}

// declared is where something of a package stands.
func (m *models) declared(p *packages.Package, o types.Object) (sqlfile.Place, bool) {
	if o == nil || !o.Pos().IsValid() {
		return sqlfile.Place{}, false
	}
	at := p.Fset.PositionFor(o.Pos(), false)
	lines, ok := m.lines[at.Filename]
	if !ok {
		text, err := os.ReadFile(at.Filename)
		if err != nil {
			return sqlfile.Place{}, false
		}
		lines = sqlfile.NewLines(gopkg.ShortPath(at.Filename), string(text))
		m.lines[at.Filename] = lines
	}
	return sqlfile.Place{Lines: lines, Offset: at.Offset}, true
}
