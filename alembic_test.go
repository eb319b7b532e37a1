package schemadiff_test

import (
	"go/ast"
	"os"
	"path"
	"path/filepath"
	"strings"
	"testing"
)

// TestAlembicPage checks that every row of docs/alembic.md names tests that
// exist: scripts of the commands, or Go tests as package.TestName.
func TestAlembicPage(t *testing.T) {
	there := map[string]bool{}
	for _, s := range sources(t) {
		for _, d := range s.file.Decls {
			if f, ok := d.(*ast.FuncDecl); ok && s.isTest() && strings.HasPrefix(f.Name.Name, "Test") {
				there[path.Base(s.dir)+"."+f.Name.Name] = true
			}
		}
	}
	scripts, err := filepath.Glob("cmd/command/testdata/script/*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range scripts {
		there[filepath.Base(name)] = true
	}
	text, err := os.ReadFile("docs/alembic.md")
	if err != nil {
		t.Fatal(err)
	}
	rows := 0
	for line := range strings.Lines(string(text)) {
		cells := strings.Split(strings.Trim(strings.TrimSpace(line), "|"), " | ")
		if !strings.HasPrefix(line, "| ") || strings.HasPrefix(line, "| Alembic |") {
			continue
		}
		rows++
		proofs := strings.Fields(strings.ReplaceAll(cells[len(cells)-1], "`", ""))
		if len(cells) != 3 || len(proofs) == 0 {
			t.Errorf("no proof: %s", line)
		}
		for _, name := range proofs {
			if !there[name] {
				t.Errorf("there is no test %s: %s", name, line)
			}
		}
	}
	if rows < 60 {
		t.Errorf("%d rows", rows)
	}
}
