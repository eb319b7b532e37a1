package plan_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/schemadiff/schemadiff/dialects/mysql"
	"github.com/schemadiff/schemadiff/dialects/mysql/plan"
	"github.com/schemadiff/schemadiff/diff"
	"github.com/schemadiff/schemadiff/inspect/sqlfile"
	"github.com/schemadiff/schemadiff/internal/corpus"
	"github.com/schemadiff/schemadiff/model"
	"github.com/schemadiff/schemadiff/render"
)

func servers() []mysql.Server {
	return []mysql.Server{{Flavour: mysql.MariaDB, Major: 10, Minor: 11, Patch: 6}, {Flavour: mysql.MySQL, Major: 8, Minor: 0, Patch: 36}}
}

func read(t *testing.T, s mysql.Server, text string) model.Schema {
	t.Helper()
	schema, err := mysql.Read([]sqlfile.Source{{Name: "t.sql", Text: text}}, mysql.Options{Server: s})
	if err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	return schema
}

func compare(t *testing.T, old, new model.Schema, renames ...diff.RenameRequest) diff.Result {
	t.Helper()
	r, err := diff.Compare(t.Context(), old, new, mysql.Rules{}, diff.Options{Renames: renames})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// script joins the statements of a plan, as they would run.
func script(p render.Plan) string {
	var b strings.Builder
	for _, s := range p.Statements() {
		b.WriteString(s.SQL + "\n")
	}
	return b.String()
}

// converge tries laws 3, 4 and 5 with the reader in the place of a server: what the
// statements of a plan lead to is the new side, and after those of the way back the
// old one.
func converge(t *testing.T, s mysql.Server, oldText, newText string, renames ...diff.RenameRequest) {
	t.Helper()
	old, new := read(t, s, oldText), read(t, s, newText)
	result := compare(t, old, new, renames...)
	m, err := render.NewMigration(result, plan.Planner{}, render.Options{Version: s.Number()})
	if err != nil {
		t.Fatal(err)
	}
	again, err := render.NewMigration(compare(t, old, new, renames...), plan.Planner{}, render.Options{Version: s.Number()})
	if err != nil || script(again.Up) != script(m.Up) || script(again.Down) != script(m.Down) {
		t.Errorf("the plan is another one the second time: %v", err)
	}
	if result.Empty() != m.Up.Empty() {
		t.Errorf("there are %d changes and a plan of %d statements", len(result.Changes), len(m.Up.Statements()))
	}
	for _, group := range m.Up.Groups {
		if group.Transactional {
			t.Errorf("statements share a transaction: %v", group.Statements)
		}
	}
	up := mysql.Script(old) + script(m.Up)
	after := read(t, s, up)
	same(t, after, result.New, "up", script(m.Up))
	back := read(t, s, mysql.Script(result.New)+script(m.Down))
	same(t, back, result.Old, "down", script(m.Down))
}

func same(t *testing.T, got, want model.Schema, what, text string) {
	t.Helper()
	for _, pair := range [][2]model.Schema{{got, want}, {want, got}} {
		if r := compare(t, pair[0], pair[1]); !r.Empty() {
			t.Fatalf("%s leaves changes: %v\n%s", what, r.Changes, text)
		}
	}
}

// directives returns the renames that the first lines of a file ask for.
func directives(t *testing.T, text string) (renames []diff.RenameRequest) {
	t.Helper()
	for line := range strings.Lines(text) {
		if request, ok := strings.CutPrefix(strings.TrimSpace(line), "-- rename: "); ok {
			r, err := diff.ParseRename(request)
			if err != nil {
				t.Fatal(err)
			}
			renames = append(renames, r)
		}
	}
	return renames
}

// Pairs of testdata, both ways, on both flavours.
func TestPairs(t *testing.T) {
	files, err := filepath.Glob("../../../testdata/mysql/*.from.sql")
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	for _, from := range files {
		oldText, err := os.ReadFile(from)
		if err != nil {
			t.Fatal(err)
		}
		newText, err := os.ReadFile(strings.TrimSuffix(from, ".from.sql") + ".to.sql")
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range servers() {
			t.Run(filepath.Base(from)+"/"+s.Flavour.String(), func(t *testing.T) {
				converge(t, s, string(oldText), string(newText), directives(t, string(newText))...)
				converge(t, s, string(newText), string(oldText), directives(t, string(oldText))...)
				converge(t, s, "", string(newText))
			})
		}
	}
}

// Schemas of the corpus: from nothing, and back.
func TestSchemas(t *testing.T) {
	var before string
	for _, one := range corpus.Open(t, mysql.Dialect).Schemas(t) {
		text := one.Read(t)
		for _, s := range servers() {
			if strings.Contains(one.Name, "mariadb") && !s.HasSequences() {
				continue
			}
			t.Run(one.Name+"/"+s.Flavour.String(), func(t *testing.T) {
				converge(t, s, "", text)
				converge(t, s, text, before)
			})
		}
		if !strings.Contains(one.Name, "mariadb") {
			before = text
		}
	}
}

// Histories of the corpus: from each step to the next one and back.
func TestHistories(t *testing.T) {
	for _, h := range corpus.Open(t, mysql.Dialect).Histories(t) {
		s := servers()[0]
		before := ""
		for _, step := range h.Steps {
			after := before + "\n;" + step.ReadUp(t)
			t.Run(h.Name+"/"+step.Name, func(t *testing.T) { converge(t, s, before, after) })
			before = mysql.Script(read(t, s, after))
		}
	}
}
