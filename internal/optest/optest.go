// Package optest tests that revisions in Go do what revisions of SQL do: it writes
// statements as Go, compiles, vets and runs that, and compares.
package optest

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/schemadiff/schemadiff/migrate/graph"
	"github.com/schemadiff/schemadiff/migrate/op"
	"github.com/schemadiff/schemadiff/migrate/op/gocode"
	"github.com/schemadiff/schemadiff/migrate/script"
)

// Case is what is written as Go.
type Case struct {
	Statements []script.Statement
	// Operation finds the operation of a statement.
	Operation func(script.Statement) op.Operation
	Dialect   op.Dialect
	// Package is the path of the package whose Dialect that is.
	Package string
}

// Typed counts the statements that have an operation.
func (c Case) Typed() int {
	typed := 0
	for _, s := range c.Statements {
		if _, ok := c.Operation(s).(op.Execute); !ok {
			typed++
		}
	}
	return typed
}

// written is what the operations are as SQL.
func (c Case) written(t *testing.T) []string {
	t.Helper()
	var texts []string
	for _, s := range c.Statements {
		list, err := c.Operation(s).Statements(c.Dialect)
		if err != nil {
			t.Fatal(err)
		}
		for i := range list {
			texts = append(texts, list[i].Text())
		}
	}
	return texts
}

// program is the main function, for a package of a dialect.
func program(pkg string) []byte {
	return []byte(`package main

import (
	"encoding/json"
	"fmt"
	"os"

	dialect "` + pkg + `"
)

func main() {
	var texts []string
	for _, r := range All() {
		p, err := r.Program(dialect.Dialect{})
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		for i := range p.Script.Up.Statements {
			texts = append(texts, p.Script.Up.Statements[i].Text())
		}
	}
	_ = json.NewEncoder(os.Stdout).Encode(texts)
}
`)
}

// Run writes the operations of all statements as Go, vets and runs that, and
// compares what the revision does.
func Run(t *testing.T, c Case) {
	t.Helper()
	dir := folder(t)
	f := gocode.File{Package: "main", Name: "Everything", Operation: c.Operation, Script: &script.Script{
		Revision: graph.Revision{ID: "a", DependsOn: []string{"b"}, Labels: []string{"c"}}, Created: time.Unix(1e9, 0),
		Up: script.Section{Statements: c.Statements},
	}}
	text, err := f.Text()
	if err != nil {
		t.Fatal(err)
	}
	registry, err := gocode.Registry("main", []string{"Everything"})
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string][]byte{"everything.go": text, gocode.RegistryFile: registry, "main.go": program(c.Package)} {
		if err := os.WriteFile(filepath.Join(dir, name), text, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if out, err := exec.Command("go", "vet", "./"+filepath.ToSlash(dir)).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	out, err := exec.Command("go", "run", "./"+filepath.ToSlash(dir)).Output()
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	if err := json.Unmarshal(out, &got); err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(c.written(t), got); d != "" {
		t.Errorf("what was written does something else:\n%s", d)
	}
	pkg, err := gocode.ReadPackage(os.DirFS(dir), ".", "migrations")
	if err != nil || pkg.Name != "main" || len(pkg.Revisions) != 1 {
		t.Fatalf("read as %+v, %v", pkg, err)
	}
	read := pkg.Revisions[0].Script
	if !reflect.DeepEqual([]string{read.ID, read.DependsOn[0], read.Labels[0], read.Path}, []string{"a", "b", "c", "migrations/everything.go"}) {
		t.Errorf("read as %+v, %v", pkg, err)
	}
}

// folder makes one below testdata, so that it is in the module and no pattern finds
// it.
func folder(t *testing.T) string {
	t.Helper()
	if err := os.MkdirAll("testdata", 0o777); err != nil {
		t.Fatal(err)
	}
	dir, err := os.MkdirTemp("testdata", "program")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = os.RemoveAll(dir)
		_ = os.Remove("testdata") // if nothing else is in it
	})
	return dir
}
