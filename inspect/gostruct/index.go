package gostruct

import (
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"os"
	"path"
	"path/filepath"
	"sync"

	"github.com/schemadiff/schemadiff/inspect/gopkg"
	"github.com/schemadiff/schemadiff/inspect/sqlfile"
)

// index finds the syntax of fields and types by where they stand.
type index struct {
	files *token.FileSet
	mutex sync.Mutex // the loader parses in several goroutines
	known map[string]*file
	// sources lists the files of a package that only is imported.
	sources func(path string) []string
}

// file is a Go file with what it declares, by line and name: export data doesn't
// tell columns.
type file struct {
	lines  *sqlfile.Lines
	text   string
	start  token.Pos
	fields map[spot]*ast.Field
	docs   map[spot]string // the comments of types
	names  map[spot]int    // where the names of fields, types and constants stand
}

// spot is a name on a line.
type spot struct {
	line int
	name string
}

func newIndex() *index { return &index{files: token.NewFileSet(), known: map[string]*file{}} }

// parse parses a file for the loader.
func (x *index) parse(files *token.FileSet, name string, text []byte) (*ast.File, error) {
	syntax, err := parser.ParseFile(files, name, text, parser.AllErrors|parser.ParseComments|parser.SkipObjectResolution)
	if syntax != nil {
		f := newFile(files, syntax, name, string(text))
		x.mutex.Lock()
		defer x.mutex.Unlock()
		x.known[name] = f
	}
	return syntax, err
}

func newFile(files *token.FileSet, syntax *ast.File, name, text string) *file {
	f := &file{
		lines: sqlfile.NewLines(gopkg.ShortPath(name), text), text: text, start: syntax.FileStart,
		fields: map[spot]*ast.Field{}, docs: map[spot]string{}, names: map[spot]int{},
	}
	at := func(name *ast.Ident) spot {
		s := spot{files.PositionFor(name.Pos(), false).Line, name.Name}
		f.names[s] = f.offset(name.Pos())
		return s
	}
	ast.Inspect(syntax, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.StructType:
			for _, field := range n.Fields.List {
				for _, name := range field.Names {
					f.fields[at(name)] = field
				}
				if name, ok := embeddedName(field.Type).(*ast.Ident); ok && len(field.Names) == 0 {
					f.fields[at(name)] = field
				}
			}
		case *ast.GenDecl:
			for _, spec := range n.Specs {
				switch s := spec.(type) {
				case *ast.ValueSpec:
					for _, name := range s.Names {
						at(name)
					}
				case *ast.TypeSpec:
					doc := s.Doc
					if doc == nil && len(n.Specs) == 1 {
						doc = n.Doc
					}
					f.docs[at(s.Name)] = doc.Text()
				}
			}
		}
		return true
	})
	return f
}

// embeddedName is where the type checker says that an embedded field stands.
func embeddedName(e ast.Expr) ast.Node {
	for {
		switch t := e.(type) {
		case *ast.StarExpr:
			e = t.X
		case *ast.ParenExpr:
			e = t.X
		case *ast.IndexExpr:
			e = t.X
		case *ast.IndexListExpr:
			e = t.X
		case *ast.SelectorExpr:
			return t.Sel
		default:
			return e
		}
	}
}

// find returns the file in which something stands, nil if that can't be read.
// A file of a package that only is imported is parsed when it is asked for.
func (x *index) find(o types.Object) (*file, spot) {
	p := x.files.PositionFor(o.Pos(), false)
	at := spot{p.Line, o.Name()}
	if f, ok := x.known[p.Filename]; ok || p.Filename == "" {
		return f, at
	}
	x.known[p.Filename] = x.read(p.Filename)
	if x.known[p.Filename] == nil && x.sources != nil && o.Pkg() != nil {
		// What the compiler noted may be no path (-trimpath).
		for _, name := range x.sources(o.Pkg().Path()) {
			if filepath.Base(name) == path.Base(filepath.ToSlash(p.Filename)) {
				x.known[p.Filename] = x.read(name)
			}
		}
	}
	return x.known[p.Filename], at
}

// read parses a file; nil if it can't be read.
func (x *index) read(name string) *file {
	text, err := os.ReadFile(name)
	if err != nil {
		return nil
	}
	files := token.NewFileSet()
	syntax, err := parser.ParseFile(files, name, text, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		return nil
	}
	return newFile(files, syntax, name, string(text))
}

// place returns where an object is declared; ok is false if its file can't be
// read.
func (x *index) place(o types.Object) (at sqlfile.Place, ok bool) {
	f, spot := x.find(o)
	if f == nil {
		return at, false
	}
	offset, ok := f.names[spot]
	return sqlfile.Place{Lines: f.lines, Offset: offset}, ok
}

// field returns the declaration of a field, nil if its file can't be read.
func (x *index) field(v *types.Var) (*ast.Field, *file) {
	f, at := x.find(v)
	if f == nil {
		return nil, nil
	}
	return f.fields[at], f
}

// doc returns the comment of a type.
func (x *index) doc(o types.Object) string {
	if f, at := x.find(o); f != nil {
		return f.docs[at]
	}
	return ""
}

// offset is where a node stands in its file.
func (f *file) offset(pos token.Pos) int { return int(pos - f.start) }
