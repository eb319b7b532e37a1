package plan_test

import (
	"slices"
	"testing"

	"github.com/schemadiff/schemadiff/dialects/mysql"
	"github.com/schemadiff/schemadiff/dialects/mysql/plan"
	"github.com/schemadiff/schemadiff/render"
)

// What an ALTER TABLE costs is as the manuals' tables have it, by version.
func TestCosts(t *testing.T) {
	my8011, my8012, my8029 := mysql.Server{Flavour: mysql.MySQL, Major: 8, Patch: 11}, mysql.Server{Flavour: mysql.MySQL, Major: 8, Patch: 12},
		mysql.Server{Flavour: mysql.MySQL, Major: 8, Patch: 29}
	maria := mysql.Server{Flavour: mysql.MariaDB, Major: 10, Minor: 11}
	const (
		nothing = ""
		rewrite = string(render.TableRewrite)
		waits   = string(render.BlocksWrites)
	)
	tests := []struct {
		name, old, new string
		server         mysql.Server
		want           string // the hazard about the whole table
	}{
		{"a column at the end, before it was instant", "a int", "a int, b int", my8011, rewrite},
		{"a column at the end", "a int", "a int, b int", my8012, nothing},
		{"a column between, before it was instant", "a int, c int", "a int, b int, c int", my8012, rewrite},
		{"a column between", "a int, c int", "a int, b int, c int", my8029, nothing},
		{"a column between, on MariaDB", "a int, c int", "a int, b int, c int", maria, nothing},
		{"a column that goes", "a int, c int", "a int", my8029, nothing},
		{"an index", "a int", "a int, KEY (a)", my8029, nothing},
		{"a fulltext index", "a text", "a text, FULLTEXT KEY f (a)", my8029, waits},
		{"another type", "a int", "a bigint", my8029, waits},
		{"a longer text", "a varchar(10)", "a varchar(20)", my8029, nothing},
		{"a text whose length needs another byte", "a varchar(10)", "a varchar(200)", my8029, waits},
		{"values at the end of an enum", "a enum('x')", "a enum('x','y')", my8029, nothing},
		{"values in front of an enum", "a enum('x')", "a enum('y','x')", my8029, waits},
		{"NOT NULL", "a int", "a int NOT NULL", my8029, rewrite},
		{"another default", "a int DEFAULT 1", "a int DEFAULT 2", my8029, nothing},
		{"a check", "a int", "a int, CONSTRAINT c CHECK (a > 0)", my8029, waits},
		{"a primary key in the place of another one", "a int NOT NULL, b int NOT NULL, PRIMARY KEY (a)", "a int NOT NULL, b int NOT NULL, PRIMARY KEY (b)", my8029, rewrite},
		{"a virtual column", "a int", "a int, b int AS (a + 1)", my8011, nothing},
		{"a stored one", "a int", "a int, b int AS (a + 1) STORED", my8029, waits},
	}
	for _, test := range tests {
		old, new := read(t, test.server, "CREATE TABLE t ("+test.old+");"), read(t, test.server, "CREATE TABLE t ("+test.new+");")
		p, err := render.NewPlan(compare(t, old, new), plan.Planner{}, render.Options{Version: test.server.Number()})
		if err != nil || len(p.Statements()) != 1 {
			t.Fatal(test.name, err, p.Statements())
		}
		var codes []string
		for _, h := range p.Statements()[0].Hazards {
			codes = append(codes, string(h.Code))
		}
		for _, code := range []string{rewrite, waits} {
			want := code == test.want || code == rewrite && test.want == waits && test.name != "a fulltext index"
			if slices.Contains(codes, code) != want {
				t.Errorf("%s: the hazards are %v, want %q", test.name, codes, test.want)
			}
		}
		if p.Statements()[0].Lock == "" {
			t.Errorf("%s: no lock is told", test.name)
		}
	}
}
