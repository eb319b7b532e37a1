package plan_test

import (
	"context"
	"strings"
	"testing"

	"github.com/schemadiff/schemadiff/dialects/postgres"
	"github.com/schemadiff/schemadiff/diff"
	"github.com/schemadiff/schemadiff/render"
)

// TestLocksOfWhatGoes: nobody waits for a table that the plan has dropped
// before, and what goes with its table takes no locks of its own.
func TestLocksOfWhatGoes(t *testing.T) {
	const tenants = `CREATE TABLE tenants (id int PRIMARY KEY);`
	old := readText(t, tenants+`CREATE TABLE ev (id int, at int) PARTITION BY RANGE (at);
		CREATE TABLE ev1 PARTITION OF ev FOR VALUES FROM (0) TO (10); CREATE TABLE ev2 PARTITION OF ev FOR VALUES FROM (10) TO (20);
		CREATE TABLE products (id serial, t int REFERENCES tenants);`)
	fresh := readText(t, tenants+`CREATE TABLE ev (id bigint, at int) PARTITION BY RANGE (at);
		CREATE TABLE ev2 PARTITION OF ev FOR VALUES FROM (10) TO (20);`)
	result, err := diff.Compare(context.Background(), old, fresh, postgres.Rules{}, diff.Options{})
	if err != nil {
		t.Fatal(err)
	}
	plan, err := render.NewPlan(result, postgres.Planner{}, render.Options{})
	if err != nil {
		t.Fatal(err)
	}
	dropped := false
	for _, s := range plan.Statements() {
		for _, l := range s.LockedTables {
			if dropped && l.Table.Name == "ev1" {
				t.Errorf("%s locks %s, which was dropped before", s.SQL, l.Table)
			}
		}
		dropped = dropped || s.SQL == "DROP TABLE public.ev1;"
	}
	if !dropped {
		t.Error("the partition is not dropped")
	}
	var text strings.Builder
	if err := render.WriteText(&text, render.Report{Result: result, Migration: render.Migration{Up: plan}}, render.TextOptions{}); err != nil {
		t.Fatal(err)
	}
	var sequence string
	for line := range strings.Lines(text.String()) {
		if strings.Contains(line, "sequence") {
			sequence = line
		}
	}
	if sequence == "" || strings.Contains(sequence, "[") {
		t.Errorf("the sequence goes with its table: %q in\n%s", sequence, text.String())
	}
}
