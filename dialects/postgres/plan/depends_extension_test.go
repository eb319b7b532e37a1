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

// TestExtensionsInOrder: what an extension requires comes before it and goes
// after it, also where only the order of the script tells; one that stays is
// left alone when something before it goes.
func TestExtensionsInOrder(t *testing.T) {
	const all = `CREATE EXTENSION postgis; CREATE EXTENSION pgrouting; CREATE EXTENSION h3; CREATE EXTENSION cube; CREATE EXTENSION earthdistance;`
	for _, test := range []struct {
		name, old, new string
		want           []string
	}{
		{"created", ``, all, []string{
			"CREATE EXTENSION cube", "CREATE EXTENSION earthdistance", "CREATE EXTENSION postgis", "CREATE EXTENSION pgrouting", "CREATE EXTENSION h3",
		}},
		{"dropped", all, ``, []string{
			"DROP EXTENSION earthdistance", "DROP EXTENSION cube", "DROP EXTENSION h3", "DROP EXTENSION pgrouting", "DROP EXTENSION postgis",
		}},
		{"one goes, the next stays", all, `CREATE EXTENSION postgis; CREATE EXTENSION h3;`, []string{
			"DROP EXTENSION earthdistance", "DROP EXTENSION cube", "DROP EXTENSION pgrouting",
		}},
	} {
		t.Run(test.name, func(t *testing.T) {
			result, err := diff.Compare(context.Background(), readText(t, test.old), readText(t, test.new), postgres.Rules{}, diff.Options{})
			if err != nil {
				t.Fatal(err)
			}
			migration, err := render.NewMigration(result, postgres.Planner{}, render.Options{})
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, group := range migration.Up.Groups {
				for _, s := range group.Statements {
					got = append(got, strings.TrimSuffix(s.SQL, ";"))
				}
			}
			if !slices.Equal(got, test.want) {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}
