package plan_test

import (
	"context"
	"strings"
	"testing"

	"github.com/schemadiff/schemadiff/dialects/postgres"
	"github.com/schemadiff/schemadiff/diff"
	"github.com/schemadiff/schemadiff/render"
)

// TestMovedAttributesOfElements: a row is converted by the names of its
// attributes, the elements of an array by their places, which must be told.
func TestMovedAttributesOfElements(t *testing.T) {
	const table = `CREATE TABLE t (id integer, x c%s);`
	for suffix, want := range map[string]bool{"": false, "[]": true} {
		old := `CREATE TYPE c AS (a integer, b integer);` + strings.Replace(table, "%s", suffix, 1)
		fresh := `CREATE TYPE c AS (b integer, a integer);` + strings.Replace(table, "%s", suffix, 1)
		result, err := diff.Compare(context.Background(), readText(t, old), readText(t, fresh), postgres.Rules{}, diff.Options{})
		if err != nil {
			t.Fatal(err)
		}
		migration, err := render.NewMigration(result, postgres.Planner{}, render.Options{})
		if err != nil {
			t.Fatal(err)
		}
		told := false
		for _, group := range migration.Up.Groups {
			for _, s := range group.Statements {
				for _, h := range s.Hazards {
					told = told || strings.Contains(h.Text, "by the places")
				}
			}
		}
		if told != want {
			t.Errorf("c%s: told %t, want %t", suffix, told, want)
		}
	}
}
