package graph_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/schemadiff/schemadiff/migrate/graph"
)

// TestScale: thousands of revisions are walked, whatever shape they have. How long
// that takes is for the benchmarks.
func TestScale(t *testing.T) {
	if testing.Short() {
		t.Skip("takes a while")
	}
	shapes := map[string][]graph.Revision{"line": line(size), "team": team(size)}
	add := func(shape string, r graph.Revision) { shapes[shape] = append(shapes[shape], r) }
	for i := range size {
		one := graph.Revision{ID: id(i), Labels: []string{fmt.Sprint("label", i)}}
		add("apart", one)
		if i > 0 {
			one.Revises = []string{id(i - 1)}
		}
		add("labels", one)
		one.Labels = nil
		if i > 1 {
			one.Revises = []string{id(i - 1), id(i - 2)}
			one.DependsOn = []string{id(i / 2), id(0)}
		}
		add("ladder", one)
		one = graph.Revision{ID: id(i)}
		if i > 0 {
			one.Revises = []string{id(0)}
		}
		add("star", one)
		add("missing", graph.Revision{ID: id(i), Revises: []string{id(i + size)}})
		add("circle", graph.Revision{ID: id(i), Revises: []string{id((i + 1) % size)}})
	}
	for shape, revisions := range shapes {
		t.Run(shape, func(t *testing.T) {
			begin := time.Now()
			g := graph.Lenient(revisions)
			tips := graph.Rows(g.Tips())
			for _, identifier := range []string{"head", "heads", "+1", "-1", "head-3000", "base+3000", "nothing", "20260101_"} {
				_, _ = g.Resolve(identifier, tips)
			}
			up, err := g.Upgrade(nil, "heads")
			if (err == nil) != (g.Err() == nil) {
				t.Fatal(err)
			}
			if err == nil && len(up) != size {
				t.Fatalf("%d steps", len(up))
			}
			if _, err := g.Downgrade(tips, "base"); (err == nil) != (g.Err() == nil) {
				t.Fatal(err)
			}
			if _, err := g.Stamp(graph.Rows{id(size / 2)}, "heads"); (err == nil) != (g.Err() == nil) {
				t.Fatal(err)
			}
			if ids, err := g.History("", "", nil); err != nil || len(ids) != size {
				t.Fatal(len(ids), err)
			}
			t.Log(time.Since(begin))
		})
	}
}
