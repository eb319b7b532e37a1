package graph_test

import (
	"errors"
	"fmt"

	"github.com/schemadiff/schemadiff/migrate/graph"
)

// Two branches from one base, joined again.
func joined() *graph.Graph {
	g, err := graph.New([]graph.Revision{
		{ID: "1d0a"},
		{ID: "2b77", Revises: []string{"1d0a"}, Labels: []string{"billing"}},
		{ID: "3e91", Revises: []string{"1d0a"}, Labels: []string{"shop"}},
		{ID: "4c02", Revises: []string{"2b77", "3e91"}},
	})
	if err != nil {
		panic(err)
	}
	return g
}

func ExampleNew() {
	_, err := graph.New([]graph.Revision{
		{ID: "2b77", Revises: []string{"1d0a"}},
		{ID: "3e91", Revises: []string{"4c02"}},
		{ID: "4c02", Revises: []string{"3e91"}},
	})
	fmt.Println(err)
	var missing *graph.MissingError
	if errors.As(err, &missing) {
		fmt.Println("hint:", missing.Hint())
	}
	// Output:
	// revision "2b77" revises "1d0a", which isn't there
	// cycle: 3e91 follows 4c02 follows 3e91
	// hint: add the file of the missing revision (is it on another branch of the repository?), or correct the reference
}

func ExampleGraph_Upgrade() {
	g := joined()
	rows := graph.Rows{"2b77"}
	steps, err := g.Upgrade(rows, "head")
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, step := range steps {
		if rows, err = rows.Apply(step); err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(step, step.Changes, rows)
	}
	// Output:
	// upgrade 1d0a -> 3e91 [insert 3e91] [2b77 3e91]
	// upgrade 2b77, 3e91 -> 4c02 [delete 2b77 update 3e91 to 4c02] [4c02]
}

func ExampleGraph_Downgrade() {
	g := joined()
	rows := graph.Rows{"4c02"}
	steps, err := g.Downgrade(rows, "shop@base+1")
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, step := range steps {
		if rows, err = rows.Apply(step); err != nil {
			fmt.Println(err)
			return
		}
		fmt.Println(step, step.Changes, rows)
	}
	// Output:
	// downgrade 4c02 -> 2b77, 3e91 [insert 2b77 update 4c02 to 3e91] [2b77 3e91]
	// downgrade 3e91 -> 1d0a [delete 3e91] [2b77]
}

func ExampleGraph_Stamp() {
	steps, err := joined().Stamp(graph.Rows{"2b77", "3e91"}, "1d0a")
	fmt.Println(steps, err)
	// Output:
	// [stamp 2b77, 3e91 -> 1d0a] <nil>
}

func ExampleGraph_Resolve() {
	g := joined()
	for _, identifier := range []string{"4c02", "heads", "shop", "shop@head-1", "base+1", "current", "+1", "shop@+1", "4c02-1", "4c0d"} {
		ids, err := g.Resolve(identifier, graph.Rows{"2b77"})
		fmt.Println(identifier, ids, err)
	}
	// Output:
	// 4c02 [4c02] <nil>
	// heads [4c02] <nil>
	// shop [3e91] <nil>
	// shop@head-1 [3e91] <nil>
	// base+1 [1d0a] <nil>
	// current [2b77] <nil>
	// +1 [4c02] <nil>
	// shop@+1 [3e91] <nil>
	// 4c02-1 [] "4c02-1" is ambiguous: revision 4c02 merges several: 2b77, 3e91
	// 4c0d [] there is no revision or branch "4c0d"
}

func ExampleGraph_History() {
	ids, err := joined().History("-1", "shop@head", nil)
	fmt.Println(ids, err)
	// Output:
	// [4c02 3e91] <nil>
}
