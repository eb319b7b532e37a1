package plan_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"github.com/schemadiff/schemadiff/dialects/postgres"
	"github.com/schemadiff/schemadiff/diff"
	"github.com/schemadiff/schemadiff/render"
)

// TestRowsElsewhere: the server writes no rows anew that are values of another
// table's column.
func TestRowsElsewhere(t *testing.T) {
	const holder = `CREATE TABLE b (c a[]);`
	const refused = "public.b.c holds rows of table public.a"
	for _, test := range []struct {
		name, old, new string
		err, hazard    bool
	}{
		{"another type", `CREATE TABLE a (x int);` + holder, `CREATE TABLE a (x bigint);` + holder, true, false},
		{"another type when the rows go", `CREATE TABLE a (x int);` + holder, `CREATE TABLE a (x bigint);`, false, false},
		{"a column without a default", `CREATE TABLE a (x int);` + holder, `CREATE TABLE a (x int, y int);` + holder, false, false},
		{"a column with a default", `CREATE TABLE a (x int);` + holder, `CREATE TABLE a (x int, y int DEFAULT 1);` + holder, false, true},
		{"a table that becomes logged", `CREATE UNLOGGED TABLE a (x int);` + holder, `CREATE TABLE a (x int);` + holder, false, true},
		{"a new check of a domain", `CREATE DOMAIN d AS int; CREATE TABLE a (x d);` + holder, `CREATE DOMAIN d AS int CHECK (VALUE > 0); CREATE TABLE a (x d);` + holder, false, true},
		{"a domain without nulls", `CREATE DOMAIN d AS int; CREATE TABLE a (x d);` + holder, `CREATE DOMAIN d AS int NOT NULL; CREATE TABLE a (x d);` + holder, false, true},
	} {
		t.Run(test.name, func(t *testing.T) {
			result, err := diff.Compare(context.Background(), readText(t, test.old), readText(t, test.new), postgres.Rules{}, diff.Options{})
			if err != nil {
				t.Fatal(err)
			}
			plan, err := render.NewPlan(result, postgres.Planner{}, render.Options{})
			if got := err != nil; got != test.err || got && !strings.Contains(err.Error(), refused) {
				t.Fatalf("error %v, want one: %t", err, test.err)
			}
			told := slices.ContainsFunc(plan.Statements(), func(s render.Statement) bool {
				return slices.ContainsFunc(s.Hazards, func(h render.Hazard) bool { return h.Code == render.MayFail && strings.Contains(h.Text, refused) })
			})
			if told != test.hazard {
				t.Errorf("hazard %t, want %t", told, test.hazard)
			}
		})
	}
}
