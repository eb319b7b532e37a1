package orm_test

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/schemadiff/schemadiff/dialects/postgres"
	"github.com/schemadiff/schemadiff/diff"
	"github.com/schemadiff/schemadiff/internal/pgtest"
	"github.com/schemadiff/schemadiff/model"
	"github.com/schemadiff/schemadiff/render"
)

// migrators are the mappers' own migrations, as the columns of the table in
// docs/orm.md.
var migrators = []struct {
	column, module string
	args           []string
}{
	{"GORM `AutoMigrate`", "gorm", nil},
	{"Bun `AutoMigrator`", "bun", nil},
	{"ent `Schema.Create`", "ent", []string{"keep"}},
	{"ent with drops", "ent", []string{"drop"}},
}

// The words of the table.
const (
	does    = "yes"
	doesNot = "**no**"
	fails   = "**fails**"
	loses   = "**loses the data**"
	cannot  = "–" // there is no tag for it
)

// measured is what a migration did about a change.
type measured struct {
	Name, Error, Answer string
	word                string
}

// measure lets a mapper migrate models that change, and looks at what the
// database has then: is it what the new models make in an empty one? A plan of
// ours must lead there from the old models, all of them.
func measure(t *testing.T, dir string, args ...string) []measured {
	t.Helper()
	changed, fresh, old := pgtest.New(t, 15), pgtest.New(t, 15), pgtest.New(t, 15)
	cmd := exec.Command("go", append([]string{"run", "./changes", changed.URL(), fresh.URL(), old.URL()}, args...)...)
	cmd.Dir = dir
	var said bytes.Buffer
	cmd.Stderr = &said
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("go run ./changes: %v\n%s", err, said.String())
	}
	var list []measured
	if err := json.Unmarshal(out, &list); err != nil {
		t.Fatal(err)
	}
	want := live(t, fresh)
	result := compare(t, live(t, changed), want)
	var renames []diff.RenameRequest
	for i := range list {
		schema := fmt.Sprintf("case_%02d", i)
		list[i].word = does
		switch {
		case list[i].Error != "":
			list[i].word = fails
		case slices.ContainsFunc(result.Changes, func(c diff.Change) bool { return c.Object().Schema == schema }):
			list[i].word = doesNot
		case list[i].Name == renamedColumn && list[i].Answer != kept:
			list[i].word = loses
		}
		if list[i].Name == renamedColumn {
			renames = append(renames, rename(t, "column:"+schema+".things.old=new"))
		}
		if list[i].Name == "rename a table" {
			renames = append(renames, rename(t, "table:"+schema+".things=objects"))
		}
	}
	migrate(t, old, want, renames)
	for i, m := range list {
		if m.Name == renamedColumn {
			var text string
			err := old.Conn().QueryRow(t.Context(), fmt.Sprintf("SELECT new FROM case_%02d.things", i)).Scan(&text)
			if err != nil || text != kept {
				t.Errorf("after our migration a renamed column has %q, %v", text, err)
			}
		}
	}
	return list
}

// renamedColumn is the change that may lose what is in the column.
const (
	renamedColumn = "rename a column"
	kept          = "of the old column"
)

func rename(t *testing.T, text string) diff.RenameRequest {
	t.Helper()
	request, err := diff.ParseRename(text)
	if err != nil {
		t.Fatal(err)
	}
	return request
}

// migrate runs the plan that leads to a schema.
func migrate(t *testing.T, db *pgtest.DB, want model.Schema, renames []diff.RenameRequest) {
	t.Helper()
	result, err := diff.Compare(t.Context(), live(t, db), want, postgres.Rules{}, diff.Options{Renames: renames})
	if err != nil {
		t.Fatal(err)
	}
	migration, err := render.NewMigration(result, postgres.Planner{}, render.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range migration.Up.Statements() {
		if _, err := db.Conn().Exec(context.Background(), s.SQL); err != nil {
			t.Fatalf("%v\n%s", err, s.SQL)
		}
	}
	for _, c := range compare(t, live(t, db), want).Changes {
		t.Errorf("after our migration: %s: %+v", c.Object(), c)
	}
}

// TestTableOfChanges measures what the mappers' own migrations do, and compares
// that with the table in docs/orm.md.
func TestTableOfChanges(t *testing.T) {
	t.Parallel()
	header := []string{"change of the models"}
	var names []string
	cells := map[string]map[string]string{}
	dirs := map[string]string{}
	for _, m := range migrators {
		header = append(header, m.column)
		if dirs[m.module] == "" {
			dirs[m.module] = module(t, m.module)
		}
		for _, c := range measure(t, dirs[m.module], m.args...) {
			if cells[c.Name] == nil {
				cells[c.Name] = map[string]string{}
				names = append(names, c.Name)
			}
			cells[c.Name][m.column] = c.word
			if c.Error != "" {
				t.Logf("%s: %s: %s", m.column, c.Name, c.Error)
			}
		}
	}
	var b strings.Builder
	line := func(cells []string) { b.WriteString("| " + strings.Join(cells, " | ") + " |\n") }
	line(append(header, "schemadiff"))
	line(slices.Repeat([]string{"---"}, len(header)+1))
	for _, name := range names {
		row := []string{name}
		for _, m := range migrators {
			word := cells[name][m.column]
			if word == "" {
				word = cannot
			}
			row = append(row, word)
		}
		line(append(row, does))
	}
	inDocs(t, b.String())
}

// inDocs compares the table with that of the page, or writes it there.
func inDocs(t *testing.T, table string) {
	t.Helper()
	const page = "../../docs/orm.md"
	text, err := os.ReadFile(page)
	if err != nil {
		t.Fatal(err)
	}
	start := strings.Index(string(text), "| change of the models |")
	if start < 0 {
		t.Fatalf("%s has no table of changes", page)
	}
	end := start
	for line := range strings.Lines(string(text[start:])) {
		if !strings.HasPrefix(line, "|") {
			break
		}
		end += len(line)
	}
	if diff := cmp.Diff(string(text[start:end]), table); diff != "" {
		if os.Getenv("SCHEMADIFF_UPDATE") == "1" {
			if err := os.WriteFile(page, slices.Concat(text[:start], []byte(table), text[end:]), 0o644); err != nil {
				t.Fatal(err)
			}
			return
		}
		t.Errorf("the table in %s says otherwise (-page +measured; SCHEMADIFF_UPDATE=1 writes it):\n%s", page, diff)
	}
}
