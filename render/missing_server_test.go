package render_test

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"github.com/schemadiff/schemadiff/dialects/postgres"
	"github.com/schemadiff/schemadiff/dialects/postgres/catalog"
	"github.com/schemadiff/schemadiff/diff"
	"github.com/schemadiff/schemadiff/inspect"
	"github.com/schemadiff/schemadiff/internal/pgtest"
	"github.com/schemadiff/schemadiff/internal/pgxconn"
	"github.com/schemadiff/schemadiff/model"
	"github.com/schemadiff/schemadiff/render"
)

// TestFilteredPlansRun holds filters to their promise: a plan of chosen changes
// either is refused, because something is missing, or runs, and then what is
// left to do is what was not chosen.
func TestFilteredPlansRun(t *testing.T) {
	if testing.Short() {
		t.Skip("it takes long")
	}
	files, err := filepath.Glob("../dialects/postgres/plan/testdata/pairs/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatal("there are no pairs", err)
	}
	ran, refused := 0, 0
	for _, file := range files {
		archive, err := txtar.ParseFile(file)
		if err != nil {
			t.Fatal(err)
		}
		comment := string(archive.Comment)
		if strings.Contains(comment, "versions") || strings.Contains(comment, "rename ") {
			continue
		}
		t.Run(filepath.Base(file), func(t *testing.T) {
			from, to := pgtest.New(t, 15), pgtest.New(t, 15)
			for _, f := range archive.Files {
				switch f.Name {
				case "old.sql":
					from.LoadScript(t, string(f.Data))
				case "new.sql":
					to.LoadScript(t, string(f.Data))
				}
			}
			old, fresh := readLive(t, from), readLive(t, to)
			whole := compareLive(t, old, fresh)
			for _, filter := range oneByOne(t) {
				chosen := whole.Select(filter.On(old, fresh).Has)
				if chosen.Empty() || len(chosen.Changes) == len(whole.Changes) {
					continue
				}
				if runFiltered(t, filter, from, whole, chosen, fresh) {
					ran++
				} else {
					refused++
				}
			}
		})
	}
	t.Logf("%d plans ran, %d were refused", ran, refused)
	if ran < 20 {
		t.Error("the filters choose too little to tell")
	}
}

// oneByOne excludes, and includes, each kind of object.
func oneByOne(t *testing.T) []inspect.Filter {
	var list []inspect.Filter
	texts := []string{"type:*", "constraint:*", "table:[a-m]*", "table:[n-z]*"}
	for _, kind := range model.Kinds() {
		texts = append(texts, string(kind)+":*")
	}
	for _, text := range texts {
		p, err := inspect.ParsePattern(text)
		if err != nil {
			t.Fatal(err)
		}
		list = append(list, inspect.Filter{Include: []inspect.Pattern{p}}, inspect.Filter{Exclude: []inspect.Pattern{p}})
	}
	return list
}

func runFiltered(t *testing.T, filter inspect.Filter, from *pgtest.DB, whole, chosen diff.Result, fresh model.Schema) bool {
	t.Helper()
	missing, err := render.FindMissing(whole, chosen, postgres.Planner{})
	if err != nil {
		t.Fatal(err)
	}
	if len(missing) > 0 {
		return false
	}
	what := fmt.Sprintf("include %v exclude %v", filter.Include, filter.Exclude)
	migration, err := render.NewMigration(chosen, postgres.Planner{}, render.Options{})
	if err != nil {
		t.Fatalf("%s: %v", what, err)
	}
	db := from.Clone(t)
	for _, s := range migration.Up.Statements() {
		if _, err := db.Conn().Exec(t.Context(), s.SQL); err != nil {
			t.Errorf("%s: %v\n%s", what, err, s.SQL)
			return true
		}
	}
	rest := compareLive(t, readLive(t, db), fresh)
	var left, want []string
	for _, c := range rest.Changes {
		left = append(left, c.Object().String())
	}
	kept := map[string]bool{}
	for _, c := range chosen.Changes {
		kept[fmt.Sprintf("%T %s", c, c.Object())] = true
	}
	for _, c := range whole.Changes {
		if !kept[fmt.Sprintf("%T %s", c, c.Object())] {
			want = append(want, c.Object().String())
		}
	}
	for _, c := range chosen.Changes {
		if id := c.Object(); slices.Contains(left, id.String()) && !slices.Contains(want, id.String()) {
			t.Errorf("%s: %s was chosen and differs still", what, id)
		}
	}
	for _, c := range migration.Down.Statements() {
		if _, err := db.Conn().Exec(t.Context(), c.SQL); err != nil {
			t.Errorf("%s: the way back: %v\n%s", what, err, c.SQL)
			return true
		}
	}
	if back := compareLive(t, whole.Old, readLive(t, db)); !back.Empty() {
		t.Errorf("%s: the way back leads elsewhere: %v", what, back.Changes[0].Object())
	}
	return true
}

func readLive(t *testing.T, db *pgtest.DB) model.Schema {
	t.Helper()
	schema, err := catalog.Read(context.Background(), pgxconn.Wrap(db.Conn()), catalog.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

func compareLive(t *testing.T, old, fresh model.Schema) diff.Result {
	t.Helper()
	result, err := diff.Compare(context.Background(), old, fresh, postgres.Rules{}, diff.Options{NewLive: true})
	if err != nil {
		t.Fatal(err)
	}
	return result
}
