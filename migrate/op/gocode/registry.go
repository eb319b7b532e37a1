package gocode

import (
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/dave/jennifer/jen"

	"github.com/schemadiff/schemadiff/internal/gosource"
	"github.com/schemadiff/schemadiff/migrate/script"
	"github.com/schemadiff/schemadiff/model"
)

// RegistryFile is the name of the file with the list of a package's revisions.
const RegistryFile = "revisions.go"

// Package is what a directory has of Go.
type Package struct {
	// Name is the package's, "" if the directory has no Go files.
	Name string
	// Names are all names that its files declare.
	Names []string
	// Revisions are the variables that are an op.Revision, in the order of the
	// files.
	Revisions []Variable
}

// Variable is a variable with a revision, read without running anything: its
// script has what the header of a file has.
type Variable struct {
	Name   string
	Script script.Script
}

// ReadPackage reads what the Go files of a directory declare. Positions have the
// names of the files below prefix.
func ReadPackage(fsys fs.FS, dir, prefix string) (Package, error) {
	var p Package
	entries, err := fs.ReadDir(fsys, dir)
	if errors.Is(err, fs.ErrNotExist) {
		return p, nil
	}
	if err != nil {
		return p, err
	}
	for _, entry := range entries {
		name := path.Join(dir, entry.Name())
		if path.Ext(name) != ".go" || strings.HasSuffix(name, "_test.go") || strings.HasPrefix(entry.Name(), ".") || strings.HasPrefix(entry.Name(), "_") {
			continue
		}
		text, err := fs.ReadFile(fsys, name)
		if err != nil {
			return p, err
		}
		set := token.NewFileSet()
		file, err := parser.ParseFile(set, path.Join(prefix, name), text, parser.SkipObjectResolution)
		if err != nil {
			return p, fmt.Errorf("reading the revisions in Go: %w", err)
		}
		p.Name = file.Name.Name
		for _, d := range file.Decls {
			if err := p.declaration(set, d); err != nil {
				return p, err
			}
		}
	}
	return p, nil
}

func (p *Package) declaration(set *token.FileSet, d ast.Decl) error {
	switch d := d.(type) {
	case *ast.FuncDecl:
		if d.Recv == nil {
			p.Names = append(p.Names, d.Name.Name)
		}
	case *ast.GenDecl:
		for _, spec := range d.Specs {
			switch spec := spec.(type) {
			case *ast.TypeSpec:
				p.Names = append(p.Names, spec.Name.Name)
			case *ast.ValueSpec:
				if err := p.values(set, spec); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

func (p *Package) values(set *token.FileSet, spec *ast.ValueSpec) error {
	for i, name := range spec.Names {
		p.Names = append(p.Names, name.Name)
		if i >= len(spec.Values) {
			continue
		}
		literal, ok := spec.Values[i].(*ast.CompositeLit)
		if !ok || !isRevision(literal.Type) {
			continue
		}
		at := set.Position(literal.Pos())
		v := Variable{Name: name.Name}
		v.Script.Path = at.Filename
		v.Script.Pos = model.Pos{File: at.Filename, Line: at.Line, Column: at.Column}
		if err := v.read(literal); err != nil {
			return fmt.Errorf("%s: revision %s: %w", v.Script.Pos, name.Name, err)
		}
		p.Revisions = append(p.Revisions, v)
	}
	return nil
}

func isRevision(t ast.Expr) bool {
	selector, ok := t.(*ast.SelectorExpr)
	if !ok || selector.Sel.Name != "Revision" {
		return false
	}
	pkg, ok := selector.X.(*ast.Ident)
	return ok && pkg.Name == "op"
}

// read reads the fields that say where the revision stands.
func (v *Variable) read(literal *ast.CompositeLit) error {
	s := &v.Script
	for _, element := range literal.Elts {
		pair, ok := element.(*ast.KeyValueExpr)
		if !ok {
			return errors.New("its fields have no names")
		}
		key, _ := pair.Key.(*ast.Ident)
		var err error
		switch key.String() {
		case "ID":
			s.ID, err = stringOf(pair.Value)
		case "Message":
			s.Message, err = stringOf(pair.Value)
		case "Revises":
			s.Revises, err = stringsOf(pair.Value)
		case "DependsOn":
			s.DependsOn, err = stringsOf(pair.Value)
		case "Labels":
			s.Labels, err = stringsOf(pair.Value)
		}
		if err != nil {
			return fmt.Errorf("%s: %w", key, err)
		}
	}
	return nil
}

var errLiteral = errors.New("it must be written as a string, so that the history is known without running the program")

func stringOf(e ast.Expr) (string, error) {
	literal, ok := e.(*ast.BasicLit)
	if !ok || literal.Kind != token.STRING {
		return "", errLiteral
	}
	return strconv.Unquote(literal.Value)
}

func stringsOf(e ast.Expr) ([]string, error) {
	literal, ok := e.(*ast.CompositeLit)
	if !ok {
		return nil, errLiteral
	}
	var list []string
	for _, element := range literal.Elts {
		text, err := stringOf(element)
		if err != nil {
			return nil, err
		}
		list = append(list, text)
	}
	return list, nil
}

// Taken says whether a revision can't have the name, because of it or of its
// functions.
func (p *Package) Taken(name string) bool {
	return slices.ContainsFunc([]string{name, unexported(name) + "Up", unexported(name) + "Down"}, func(name string) bool {
		return slices.Contains(p.Names, name)
	}) || name == registryName
}

const registryName = "All"

// Registry returns the file that lists the revisions of a package.
func Registry(pkg string, revisions []string) ([]byte, error) {
	file := jen.NewFile(pkg)
	file.HeaderComment("Code generated by schemadiff revision --go. DO NOT EDIT.")
	var codes []jen.Code
	for _, name := range revisions {
		codes = append(codes, jen.Id(name))
	}
	const migratePath = "github.com/schemadiff/schemadiff/migrate"
	file.ImportName(migratePath, "migrate")
	file.Comment("// All returns the revisions that are written in Go.")
	file.Func().Id(registryName).Params().Index().Qual(migratePath, "Source").Block(
		jen.Return(jen.Index().Qual(migratePath, "Source").Custom(lines, codes...)),
	)
	return gosource.Render(file)
}
