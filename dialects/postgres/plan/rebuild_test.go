package plan_test

import (
	"context"
	"strings"
	"testing"

	"github.com/schemadiff/schemadiff/dialects/postgres"
	"github.com/schemadiff/schemadiff/diff"
	"github.com/schemadiff/schemadiff/render"
)

// TestRebuildForeign: the rows of a foreign partition are at another server. To
// copy them with the others would write them there a second time.
func TestRebuildForeign(t *testing.T) {
	const far = `CREATE EXTENSION postgres_fdw; CREATE SERVER far FOREIGN DATA WRAPPER postgres_fdw; `
	const parts = `CREATE TABLE one PARTITION OF t FOR VALUES IN (1); `
	for _, test := range []struct{ name, old, new, want string }{
		{
			"a partition", far + `CREATE TABLE t (a int, b int) PARTITION BY LIST (a); ` + parts + `CREATE FOREIGN TABLE two PARTITION OF t FOR VALUES IN (2) SERVER far;`,
			far + `CREATE TABLE t (a int, b int) PARTITION BY LIST (b); ` + parts + `CREATE FOREIGN TABLE two PARTITION OF t FOR VALUES IN (2) SERVER far;`,
			"foreign partition public.two",
		},
		{
			"further down", far + `CREATE TABLE t (a int, b int) PARTITION BY LIST (a); ` + parts + `CREATE TABLE two PARTITION OF t FOR VALUES IN (2) PARTITION BY LIST (b); CREATE FOREIGN TABLE low PARTITION OF two DEFAULT SERVER far;`,
			far + `CREATE TABLE t (a int, b int) PARTITION BY LIST (b); ` + parts + `CREATE TABLE two PARTITION OF t FOR VALUES IN (2) PARTITION BY LIST (a); CREATE FOREIGN TABLE low PARTITION OF two DEFAULT SERVER far;`,
			"foreign partition public.low",
		},
		{
			"a new one", far + `CREATE TABLE t (a int, b int);`,
			far + `CREATE TABLE t (a int, b int) PARTITION BY LIST (b); CREATE FOREIGN TABLE two PARTITION OF t FOR VALUES IN (2) SERVER far;`,
			"foreign partition public.two",
		},
		{
			"none", far + `CREATE TABLE t (a int, b int) PARTITION BY LIST (a); CREATE FOREIGN TABLE two (a int, b int) SERVER far; ` + parts,
			far + `CREATE TABLE t (a int, b int) PARTITION BY LIST (b); CREATE FOREIGN TABLE two (a int, b int) SERVER far; ` + parts,
			"",
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			result, err := diff.Compare(context.Background(), readText(t, test.old), readText(t, test.new), postgres.Rules{}, diff.Options{})
			if err != nil {
				t.Fatal(err)
			}
			_, err = render.NewMigration(result, postgres.Planner{}, render.Options{})
			if test.want == "" && err != nil || test.want != "" && (err == nil || !strings.Contains(err.Error(), test.want)) {
				t.Errorf("got the error %v, want one with %q", err, test.want)
			}
		})
	}
}
