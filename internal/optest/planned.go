package optest

import (
	"testing"

	"github.com/schemadiff/schemadiff/diff"
	"github.com/schemadiff/schemadiff/internal/corpus"
	"github.com/schemadiff/schemadiff/migrate/autogenerate"
	"github.com/schemadiff/schemadiff/migrate/op"
	"github.com/schemadiff/schemadiff/migrate/script"
	"github.com/schemadiff/schemadiff/model"
	"github.com/schemadiff/schemadiff/render"
)

// Planned returns the statements of both ways between two schemas.
func Planned(t *testing.T, from, to model.Schema, rules diff.Rules, planner render.Dialect) []script.Statement {
	t.Helper()
	result, err := diff.Compare(t.Context(), from, to, rules, diff.Options{})
	if err != nil {
		t.Fatal(err)
	}
	m, err := render.NewMigration(result, planner, render.Options{})
	if err != nil {
		t.Fatal(err)
	}
	up, down := autogenerate.Sections(m)
	list := append(up.Statements, down.Statements...)
	for i := range list {
		list[i].Comment = nil
	}
	return list
}

// Corpus counts the statements that the files of a dialect's corpus come to, each for
// itself, and those that have an operation. A file that statements gives none for is
// none that stands for itself.
func Corpus(t *testing.T, dialect string, statements func(file string) []script.Statement, of func(script.Statement) op.Operation) (typed, all int) {
	t.Helper()
	c := corpus.Open(t, dialect)
	var files []string
	for _, s := range c.Schemas(t) {
		files = append(files, s.File)
	}
	for _, h := range c.Histories(t) {
		for _, step := range h.Steps {
			files = append(files, step.Up)
		}
	}
	for _, file := range files {
		for _, s := range statements(file) {
			all++
			if _, ok := of(s).(op.Execute); !ok {
				typed++
			}
		}
	}
	if all == 0 {
		t.Error("no file of the corpus comes to a statement")
	}
	t.Logf("%d of %d statements have an operation", typed, all)
	return typed, all
}
