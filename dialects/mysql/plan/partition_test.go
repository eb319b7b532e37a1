package plan_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/schemadiff/schemadiff/dialects/mysql/plan"
	"github.com/schemadiff/schemadiff/render"
)

// Partitions that stay are left alone where a statement can do that; what loses rows
// says so, and what copies a table, too.
func TestPartitionStatements(t *testing.T) {
	const p0, p1, p2 = "PARTITION p0 VALUES LESS THAN (10)", "PARTITION p1 VALUES LESS THAN (20)", "PARTITION p2 VALUES LESS THAN (30)"
	for _, test := range []struct {
		name, old, new string
		want           string
		hazards        []render.Code
		loses          bool
	}{
		{"at the end", "RANGE (a) (" + p0 + ")", "RANGE (a) (" + p0 + ", " + p1 + ")", "ADD PARTITION (PARTITION `p1`", nil, false},
		{"the last one goes", "RANGE (a) (" + p0 + ", " + p1 + ")", "RANGE (a) (" + p0 + ")", "DROP PARTITION `p1`", []render.Code{render.DataLoss}, true},
		{"one in the middle gives its rows to the next", "RANGE (a) (" + p0 + ", " + p1 + ", " + p2 + ")", "RANGE (a) (" + p0 + ", " + p2 + ")", "REORGANIZE PARTITION `p1`, `p2` INTO", []render.Code{render.MayFail, render.TableRewrite}, false},
		{"one is split", "RANGE (a) (" + p0 + ", " + p2 + ")", "RANGE (a) (" + p0 + ", " + p1 + ", " + p2 + ")", "REORGANIZE PARTITION `p2` INTO", []render.Code{render.MayFail, render.TableRewrite}, false},
		{"the end moves", "RANGE (a) (" + p0 + ", " + p1 + ")", "RANGE (a) (" + p0 + ", PARTITION p1 VALUES LESS THAN (15))", "PARTITION BY RANGE", []render.Code{render.MayFail, render.TableRewrite}, false},
		{"values go", "LIST (a) (PARTITION x VALUES IN (1), PARTITION y VALUES IN (2))", "LIST (a) (PARTITION y VALUES IN (2))", "DROP PARTITION `x`", []render.Code{render.DataLoss}, true},
		{"more of a hash", "HASH (a) PARTITIONS 2", "HASH (a) PARTITIONS 5", "ADD PARTITION PARTITIONS 3", []render.Code{render.TableRewrite}, false},
		{"fewer", "HASH (a) PARTITIONS 5", "HASH (a) PARTITIONS 2", "COALESCE PARTITION 3", []render.Code{render.TableRewrite}, false},
		{"another key", "HASH (a) PARTITIONS 2", "HASH (b) PARTITIONS 2", "PARTITION BY HASH", []render.Code{render.MayFail, render.TableRewrite}, false},
	} {
		for _, s := range servers() {
			table := "CREATE TABLE t (a int NOT NULL, b int NOT NULL) PARTITION BY "
			p, err := render.NewPlan(compare(t, read(t, s, table+test.old), read(t, s, table+test.new)), plan.Planner{}, render.Options{Version: s.Number()})
			if err != nil || len(p.Statements()) != 1 {
				t.Fatal(test.name, err, p.Statements())
			}
			st := p.Statements()[0]
			var codes []render.Code
			for _, h := range st.Hazards {
				codes = append(codes, h.Code)
			}
			slices.Sort(codes)
			want := slices.Sorted(slices.Values(test.hazards))
			if !strings.Contains(st.SQL, test.want) || !slices.Equal(codes, want) || st.Lock == "" || (len(p.Losses) > 0) != test.loses {
				t.Errorf("%s: %s\nhazards %v, lock %q, losses %v", test.name, st.SQL, codes, st.Lock, p.Losses)
			}
		}
	}
}
