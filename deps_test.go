package schemadiff_test

import (
	"go/ast"
	"go/build"
	"go/doc"
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// The rules of the source tree as tests: who may import whom, and the limits of
// docs/architecture.md on files and functions.

const module = "github.com/schemadiff/schemadiff"

// lattice says which packages of this module a package may import, beside those
// below its own row. A row is for a package and all below it that have no row
// of their own; the first that fits counts. Imports point from the later stages
// of the pipeline to the earlier ones, and a dialect knows no other dialect.
// Tests may import anything.
var lattice = []struct {
	pkg     string
	imports []string
}{
	{"schema", nil}, // what models import: it must cost them nothing
	{"examples", []string{"schema"}},
	{"model", nil},
	{"inspect", []string{"model"}},
	{"internal/typo", nil},     // suggestions of messages
	{"internal/gosource", nil}, // files of Go
	{"diff", []string{"model", "internal/typo"}},
	// The way back of inspect/gostruct, whose reader it asks what it has written.
	{"render/gomodel", []string{"inspect", "diff", "render", "model", "internal/gosource"}},
	{"render", []string{"diff", "model"}},
	{"dialects/postgres/facts/gen", []string{"dialects/postgres", "internal/pgtest"}}, // a generator, no part of the program
	// What a service embeds to run its migrations: no parser and no driver.
	{"dialects/postgres/runner", []string{"migrate", "inspect", "render", "model"}},
	// Operations of statements: it needs the parser, which the runner must not have.
	{"dialects/postgres/operations", []string{"dialects/postgres", "migrate", "inspect", "model"}},
	{"dialects/postgres", []string{"inspect", "diff", "render", "model"}},
	// What ALTER TABLE can't do alone is planned when its turn comes.
	{"dialects/sqlite/runner", []string{"dialects/sqlite", "migrate", "inspect", "diff", "render", "model"}},
	{"dialects/sqlite", []string{"inspect", "diff", "render", "model"}},
	{"dialects/mysql/runner", []string{"dialects/mysql", "migrate", "inspect", "diff", "render", "model"}},
	{"dialects/mysql", []string{"inspect", "diff", "render", "model"}},
	// The adapters bring a driver and the facts of its product together.
	{"migrate/pgxmigrate", []string{"migrate", "dialects/postgres/runner", "internal/pgxconn"}},
	{"migrate/sqlmigrate", []string{"migrate", "dialects/postgres/runner", "dialects/mysql/runner", "dialects/sqlite/runner"}},
	{"migrate", []string{"model", "inspect", "diff", "render", "internal/typo", "internal/gosource"}},
	{"internal", []string{"internal", "dialects", "inspect", "diff", "render", "model", "migrate"}},
	{"cmd", []string{"internal", "dialects", "inspect", "diff", "render", "model", "migrate"}},
}

// outside says which packages may import a module of others. A module that
// isn't here may be imported by nobody: a dependency is a decision. Tests may
// import all of these.
var outside = []struct {
	module string
	users  []string
}{
	// Drivers belong to the program, the libraries take connections as values.
	{"github.com/jackc/pgx/v5", []string{"cmd", "internal", "dialects/postgres/facts/gen", "migrate/pgxmigrate"}},
	{"github.com/go-sql-driver/mysql", []string{"cmd", "internal"}},
	// SQLite itself, translated to Go: no C compiler, no library to install, and
	// nothing to start; see dialects/sqlite.
	{"modernc.org/sqlite", []string{"cmd", "internal"}},
	// Everybody else uses the names that parse gives to the nodes.
	{"github.com/pganalyze/pg_query_go", []string{"dialects/postgres/parse"}},
	{"google.golang.org/protobuf", []string{"dialects/postgres/parse"}},
	{"github.com/google/go-cmp", []string{"internal"}},
	{"pgregory.net/rapid", []string{"internal", "model/modeltest"}},
	// Go's own anchored diff of lines, for the review.
	{"github.com/rogpeppe/go-internal/diff", []string{"render"}},
	{"github.com/rogpeppe/go-internal", nil},
	// It places every key and value of a file, so that errors can be told there.
	{"github.com/pelletier/go-toml/v2", []string{"migrate/project"}},
	// Go's own loader of packages, which knows modules, build tags and export data.
	{"golang.org/x/tools/go/packages", []string{"inspect/gostruct", "inspect/gopkg", "inspect/orm"}},
	// It writes Go with the imports that it needs, formatted.
	{"github.com/dave/jennifer", []string{"internal/gosource", "migrate/op/gocode", "render/gomodel"}},
	{"github.com/spf13/cobra", []string{"cmd"}},
	{"github.com/spf13/pflag", []string{"cmd"}},
	// Tables of the encodings that a script can say it is in, kept by the
	// Go project itself.
	{"golang.org/x/text/encoding/charmap", []string{"dialects/postgres/ddl"}},
	{"golang.org/x/sys", []string{"cmd", "internal"}},
	{"golang.org/x/term", []string{"cmd"}},
}

// parsers are the packages that may handle the nodes of the parser's tree.
var parsers = []string{
	"dialects/postgres/parse", "dialects/postgres/deparse", "dialects/postgres/expr", "dialects/postgres/ddl",
	"dialects/postgres/operations", "dialects/postgres/canon", "dialects/postgres/verify",
}

// source is a parsed file. Dir is its folder below the root, "." for the root.
type source struct {
	name, dir string
	file      *ast.File
	files     *token.FileSet
	generated bool
	ignored   bool // a build constraint leaves it out, as in a generator
}

func (s *source) isTest() bool { return strings.HasSuffix(s.name, "_test.go") }

// sources parses all Go files of the module.
func sources(t *testing.T) []*source {
	t.Helper()
	var list []*source
	err := filepath.WalkDir(".", func(name string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir() && name != "." && (strings.HasPrefix(entry.Name(), ".") || entry.Name() == "testdata" || entry.Name() == "tools"):
			return filepath.SkipDir
		case entry.IsDir() || filepath.Ext(name) != ".go":
			return nil
		}
		files := token.NewFileSet()
		file, err := parser.ParseFile(files, name, nil, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		matched, err := build.Default.MatchFile(filepath.Dir(name), filepath.Base(name))
		list = append(list, &source{
			name: filepath.ToSlash(name), dir: filepath.ToSlash(filepath.Dir(name)),
			file: file, files: files, generated: ast.IsGenerated(file), ignored: !matched,
		})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(list) < 20 {
		t.Fatalf("found %d files; is this the root of the module?", len(list))
	}
	return list
}

// below says whether a package is one of the given ones or below one.
func below(pkg string, roots ...string) bool {
	return slices.ContainsFunc(roots, func(root string) bool {
		return pkg == root || strings.HasPrefix(pkg, root+"/")
	})
}

func TestImports(t *testing.T) {
	for _, s := range sources(t) {
		if s.isTest() || s.ignored {
			continue
		}
		for _, spec := range s.file.Imports {
			imported, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				t.Fatal(err)
			}
			if reason := forbidden(s.dir, imported); reason != "" {
				t.Errorf("%v: %s imports %s: %s", s.files.Position(spec.Pos()), s.dir, imported, reason)
			}
		}
	}
}

// forbidden returns why a package may not import another, "" if it may.
func forbidden(pkg, imported string) string {
	if own, ok := strings.CutPrefix(imported, module+"/"); ok {
		return forbiddenOwn(pkg, own)
	}
	if first, _, _ := strings.Cut(imported, "/"); !strings.Contains(first, ".") {
		return "" // the standard library
	}
	for _, row := range outside {
		if strings.HasPrefix(imported, row.module) {
			if below(pkg, row.users...) {
				return ""
			}
			return "only these may: " + strings.Join(row.users, ", ")
		}
	}
	return "it isn't among the modules that deps_test.go lists"
}

func forbiddenOwn(pkg, imported string) string {
	if below(imported, "dialects/postgres/parse") && below(pkg, "dialects/postgres") && !below(pkg, parsers...) {
		return "the parser's tree stays in " + strings.Join(parsers, ", ")
	}
	for _, row := range lattice {
		if below(pkg, row.pkg) {
			if below(imported, row.pkg) || below(imported, row.imports...) {
				return ""
			}
			return "imports go from later stages to earlier ones only"
		}
	}
	return "deps_test.go has no row for " + pkg
}

// TestLatticeHolds makes sure that the test above would notice.
func TestLatticeHolds(t *testing.T) {
	tests := []struct {
		pkg, imported string
		allowed       bool
	}{
		{"model", module + "/diff", false},
		{"inspect/sqlfile", module + "/model", true},
		{"inspect", module + "/diff", false},
		{"diff", module + "/render", false},
		{"render", module + "/diff", true},
		{"dialects/postgres/catalog", module + "/dialects/postgres/facts", true},
		{"dialects/postgres/catalog", module + "/dialects/postgres/parse", false},
		{"dialects/postgres/ddl", module + "/dialects/postgres/parse", true},
		{"dialects/postgres/ddl", "github.com/pganalyze/pg_query_go/v5", false},
		{"dialects/postgres", module + "/dialects/mysql", false},
		{"dialects/sqlite", module + "/dialects/postgres/property", false},
		{"dialects/sqlite", "modernc.org/sqlite", false},
		{"dialects/postgres/catalog", module + "/internal/pgtest", false},
		{"dialects/postgres/facts/gen", module + "/internal/pgtest", true},
		{"dialects/postgres/catalog", "github.com/jackc/pgx/v5", false},
		{"cmd/schemadiff", "github.com/jackc/pgx/v5", true},
		{"model", "github.com/jackc/pgx/v5", false},
		{"model", "example.com/anything", false},
		{"model", "encoding/json", true},
	}
	for _, test := range tests {
		if reason := forbidden(test.pkg, test.imported); (reason == "") != test.allowed {
			t.Errorf("%s imports %s: allowed is %v (%s); want %v", test.pkg, test.imported, reason == "", reason, test.allowed)
		}
	}
}

func TestEveryPackageHasItsComment(t *testing.T) {
	documented := map[string]bool{}
	for _, s := range sources(t) {
		if s.isTest() || s.ignored {
			continue
		}
		documented[s.dir] = documented[s.dir] || s.file.Doc != nil
	}
	for _, dir := range sortedKeys(documented) {
		if !documented[dir] {
			t.Errorf("package %s has no comment", path.Join(module, dir))
		}
	}
}

// A user of a package sees first how it is used.
func TestEveryPackageHasAnExample(t *testing.T) {
	missing := map[string]bool{}
	for _, pkg := range []string{
		"model", "inspect", "inspect/sqlfile", "inspect/orm", "diff", "render", "dialects/postgres", "dialects/sqlite", "dialects/postgres/ddl",
		"dialects/postgres/expr", "dialects/postgres/deparse", "migrate",
	} {
		missing[pkg] = true
	}
	for _, s := range sources(t) {
		for _, example := range doc.Examples(s.file) {
			if example.Output != "" {
				delete(missing, s.dir)
			}
		}
	}
	for _, pkg := range sortedKeys(missing) {
		t.Errorf("package %s has no example that runs", pkg)
	}
}

func sortedKeys(set map[string]bool) []string {
	var keys []string
	for key := range set {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return keys
}

// Limits of size. A file that is a table of data says so by its name.
const (
	maxFileLines     = 600
	maxFunctionLines = 80
	tableSuffix      = "_table.go"
)

func TestSizes(t *testing.T) {
	for _, s := range sources(t) {
		if s.generated {
			continue
		}
		lines := s.files.File(s.file.FileStart).LineCount()
		if lines > maxFileLines && !strings.HasSuffix(s.name, tableSuffix) {
			t.Errorf("%s has %d lines, more than %d", s.name, lines, maxFileLines)
		}
		for _, declaration := range s.file.Decls {
			function, ok := declaration.(*ast.FuncDecl)
			if !ok || function.Body == nil {
				continue
			}
			begin, end := s.files.Position(function.Pos()), s.files.Position(function.End())
			if n := end.Line - begin.Line + 1; n > maxFunctionLines && s.isTest() {
				t.Logf("%v: %s has %d lines", begin, function.Name.Name, n) // tables of cases count as well
			} else if n > maxFunctionLines {
				t.Errorf("%v: %s has %d lines, more than %d", begin, function.Name.Name, n, maxFunctionLines)
			}
		}
	}
}
