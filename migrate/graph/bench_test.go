package graph_test

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"github.com/schemadiff/schemadiff/migrate/graph"
)

// size is the number of revisions of the benchmarks: more than anybody has.
const size = 5000

// line is one branch from the first revision to the last.
func line(n int) []graph.Revision {
	list := make([]graph.Revision, n)
	for i := range list {
		list[i].ID = id(i)
		if i > 0 {
			list[i].Revises = []string{id(i - 1)}
		}
	}
	return list
}

// team is what teams make: forks that are merged after a while, several bases
// with labels, dependencies between them.
func team(n int) []graph.Revision {
	random := rand.New(rand.NewPCG(5000, 7))
	list := make([]graph.Revision, n)
	heads := []int{}
	for i := range list {
		list[i].ID = id(i)
		switch k := random.IntN(20); {
		case len(heads) == 0 || k == 0 && len(heads) < 30: // a new base
			list[i].Labels = []string{fmt.Sprintf("app%d", i)}
			heads = append(heads, i)
		case k < 4: // a fork
			list[i].Revises = []string{id(max(0, heads[random.IntN(len(heads))]-random.IntN(3)))}
			heads = append(heads, i)
		case k < 7 && len(heads) > 3: // a merge of two or three
			random.Shuffle(len(heads), func(a, b int) { heads[a], heads[b] = heads[b], heads[a] })
			m := 2 + random.IntN(2)
			for _, h := range heads[len(heads)-m:] {
				list[i].Revises = append(list[i].Revises, id(h))
			}
			heads = append(heads[:len(heads)-m], i)
		default:
			h := random.IntN(len(heads))
			list[i].Revises = []string{id(heads[h])}
			heads[h] = i
		}
		if i > 100 && random.IntN(8) == 0 {
			list[i].DependsOn = []string{id(random.IntN(i))}
		}
	}
	return list
}

func id(i int) string { return fmt.Sprintf("20260101_%06d_%08x", i, uint32(i)*2654435761) }

func BenchmarkGraph(b *testing.B) {
	for _, shape := range []struct {
		name      string
		revisions []graph.Revision
	}{{"line", line(size)}, {"team", team(size)}} {
		g, err := graph.New(shape.revisions)
		if err != nil {
			b.Fatal(err)
		}
		tips := graph.Rows(g.Tips())
		half := graph.Rows{id(size / 2)}
		run := func(name string, f func() error) {
			b.Run(shape.name+"/"+name, func(b *testing.B) {
				for b.Loop() {
					if err := f(); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
		run("New", func() error { _, err := graph.New(shape.revisions); return err })
		run("Heads", func() error { g.Heads(); return nil })
		run("UpgradeFromBase", func() error { _, err := g.Upgrade(nil, "heads"); return err })
		run("UpgradeOne", func() error { _, err := g.Upgrade(half, id(size/2+1)); return err })
		run("DowngradeToBase", func() error { _, err := g.Downgrade(tips, "base"); return err })
		run("History", func() error { _, err := g.History("", "", nil); return err })
		run("Stamp", func() error { _, err := g.Stamp(half, "heads"); return err })
		run("Pending", func() error { _, err := g.Pending(half); return err })
		run("Unknown", func() error {
			if _, err := g.Resolve("20260101_xyz", nil); err == nil {
				b.Fatal("found")
			}
			return nil
		})
	}
}
