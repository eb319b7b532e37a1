package render_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/schemadiff/schemadiff/dialects/postgres"
	"github.com/schemadiff/schemadiff/diff"
	"github.com/schemadiff/schemadiff/inspect/sqlfile"
	"github.com/schemadiff/schemadiff/model"
	"github.com/schemadiff/schemadiff/render"
)

// TestReviewTellsHazards: whatever hazard the plan of a pair has is in the review,
// also where the hazard is about an object that is the same on both sides.
func TestReviewTellsHazards(t *testing.T) {
	files, err := filepath.Glob("../testdata/schemas/*.from.sql")
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	told := 0
	for _, file := range files {
		from, to := readPostgres(t, file), readPostgres(t, strings.Replace(file, ".from.", ".to.", 1))
		for _, sides := range [][2]model.Schema{{from, to}, {to, from}} {
			result, err := diff.Compare(t.Context(), sides[0], sides[1], postgres.Rules{}, diff.Options{})
			if err != nil {
				t.Fatalf("%s: %v", file, err)
			}
			migration, err := render.NewMigration(result, postgres.Planner{}, render.Options{})
			if err != nil {
				continue // refused
			}
			text := review(t, render.Report{From: "old", To: "new", Result: result, Migration: migration})
			for _, h := range hazards(migration.Up) {
				told++
				if h.Code != render.DataLoss && !strings.Contains(text, h.Text) { // of losses one is enough
					t.Errorf("%s: the review doesn't tell of %s that %q:\n%s", file, h.Object, h.Text, text)
				}
			}
		}
	}
	if told < len(files) {
		t.Errorf("%d pairs have %d hazards; something was not read", len(files), told)
	}
}

func readPostgres(t *testing.T, file string) model.Schema {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	s, err := postgres.Read(t.Context(), []sqlfile.Source{{Name: filepath.Base(file), Text: string(text)}}, postgres.ReadOptions{})
	if err != nil {
		t.Fatal(err)
	}
	return s
}
