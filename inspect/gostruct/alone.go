package gostruct

import (
	"errors"
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"path"
	"strconv"
	"strings"

	"github.com/schemadiff/schemadiff/inspect/sqlfile"
)

// ReadAlone makes the script of one Go file without asking the go command, as
// for a file that isn't there yet. Nothing of what the file imports is read:
// types of other packages are known by their names alone, which is enough for
// all that the dialect knows.
func ReadAlone(name, text string, opts Options) (sqlfile.Source, error) {
	r := newReader(opts)
	syntax, err := r.index.parse(r.index.files, name, []byte(text))
	if err != nil {
		return sqlfile.Source{}, fmt.Errorf("reading Go: %w", err)
	}
	var mistakes []error
	config := types.Config{
		Importer: standIns(syntax),
		Error:    func(err error) { mistakes = append(mistakes, err) },
	}
	pkg, err := config.Check(syntax.Name.Name, r.index.files, []*ast.File{syntax}, nil)
	if err != nil {
		return sqlfile.Source{}, fmt.Errorf("reading Go: %w", errors.Join(mistakes...))
	}
	r.packages = []*types.Package{pkg}
	return r.read([]string{name})
}

// importer makes packages of what a file asks of them.
type importer map[string]*types.Package

func (i importer) Import(path string) (*types.Package, error) {
	if p, ok := i[path]; ok {
		return p, nil
	}
	return nil, fmt.Errorf("the package %s isn't used", path)
}

// standIns makes packages that have the types which a file names.
func standIns(syntax *ast.File) importer {
	made := importer{}
	byName := map[string]*types.Package{}
	for _, spec := range syntax.Imports {
		importPath, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			continue
		}
		name := packageName(importPath)
		if spec.Name != nil {
			name = spec.Name.Name
		}
		made[importPath] = types.NewPackage(importPath, name)
		byName[name] = made[importPath]
	}
	add := func(e ast.Expr, parameters int) {
		if s, ok := e.(*ast.SelectorExpr); ok {
			if of, ok := s.X.(*ast.Ident); ok && byName[of.Name] != nil {
				standIn(byName[of.Name], s.Sel.Name, parameters)
			}
		}
	}
	ast.Inspect(syntax, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.IndexExpr: // before what is in it
			add(n.X, 1)
		case *ast.IndexListExpr:
			add(n.X, len(n.Indices))
		case ast.Expr:
			add(n, 0)
		}
		return true
	})
	for _, p := range made {
		p.MarkComplete()
	}
	return made
}

// packageName is what a package is called, as far as its path tells.
func packageName(importPath string) string {
	name := path.Base(importPath)
	if strings.Trim(name, "v0123456789") == "" && path.Dir(importPath) != "." {
		name = path.Base(path.Dir(importPath)) // a major version
	}
	return name
}

// standIn declares a type in a package: an empty struct, since its name is all
// that counts, with as many parameters as it is used with.
func standIn(p *types.Package, name string, parameters int) {
	if p.Scope().Lookup(name) != nil {
		return
	}
	o := types.NewTypeName(token.NoPos, p, name, nil)
	named := types.NewNamed(o, types.NewStruct(nil, nil), nil)
	var list []*types.TypeParam
	for i := range parameters {
		parameter := types.NewTypeName(token.NoPos, p, "T"+strconv.Itoa(i), nil)
		list = append(list, types.NewTypeParam(parameter, types.Universe.Lookup("any").Type()))
	}
	named.SetTypeParams(list)
	p.Scope().Insert(o)
}
