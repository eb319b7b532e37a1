package gostruct

import (
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"os"
	"sync"

	"github.com/schemadiff/schemadiff/inspect/sqlfile"
)

// index finds the syntax of fields and types by where they stand.
type index struct {
	files *token.FileSet
	mutex sync.Mutex // the loader parses in several goroutines
	known map[string]*file
}

// file is a Go file with what it declares, by line and column.
type file struct {
	lines  *sqlfile.Lines
	text   string
	starts []int // of lines
	start  token.Pos
	fields map[spot]*ast.Field
	specs  map[spot]string // the comments of types
}

// spot is a line and a column, in bytes.
type spot struct{ line, column int }

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
		lines: sqlfile.NewLines(shortPath(name), text), text: text, start: syntax.FileStart,
		fields: map[spot]*ast.Field{}, specs: map[spot]string{}, starts: []int{0},
	}
	for i := range text {
		if text[i] == '\n' {
			f.starts = append(f.starts, i+1)
		}
	}
	at := func(pos token.Pos) spot {
		p := files.PositionFor(pos, false)
		return spot{p.Line, p.Column}
	}
	ast.Inspect(syntax, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.StructType:
			for _, field := range n.Fields.List {
				for _, name := range field.Names {
					f.fields[at(name.Pos())] = field
				}
				if len(field.Names) == 0 {
					f.fields[at(embeddedName(field.Type).Pos())] = field
				}
			}
		case *ast.GenDecl:
			for _, spec := range n.Specs {
				if s, ok := spec.(*ast.TypeSpec); ok {
					doc := s.Doc
					if doc == nil && len(n.Specs) == 1 {
						doc = n.Doc
					}
					f.specs[at(s.Name.Pos())] = doc.Text()
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
	at := spot{p.Line, p.Column}
	if f, ok := x.known[p.Filename]; ok || p.Filename == "" {
		return f, at
	}
	x.known[p.Filename] = nil
	if text, err := os.ReadFile(p.Filename); err == nil {
		files := token.NewFileSet()
		if syntax, err := parser.ParseFile(files, p.Filename, text, parser.ParseComments|parser.SkipObjectResolution); err == nil {
			f := newFile(files, syntax, p.Filename, string(text))
			x.known[p.Filename] = f
		}
	}
	return x.known[p.Filename], at
}

// place returns where an object is declared; ok is false if its file can't be
// read.
func (x *index) place(o types.Object) (at sqlfile.Place, ok bool) {
	f, spot := x.find(o)
	if f == nil {
		return at, false
	}
	return sqlfile.Place{Lines: f.lines, Offset: f.byte(spot)}, true
}

// byte is the offset of a line and a column.
func (f *file) byte(s spot) int {
	if s.line < 1 || s.line > len(f.starts) {
		return 0
	}
	return min(f.starts[s.line-1]+s.column-1, len(f.text))
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
		return f.specs[at]
	}
	return ""
}

// offset is where a node stands in its file.
func (f *file) offset(pos token.Pos) int { return int(pos - f.start) }
