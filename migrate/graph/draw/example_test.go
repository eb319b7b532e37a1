package draw_test

import (
	"fmt"
	"os"

	"github.com/schemadiff/schemadiff/migrate/graph"
	"github.com/schemadiff/schemadiff/migrate/graph/draw"
)

// Two developers have begun with the same revision; the third has joined what
// they did.
func ExampleText() {
	g, err := graph.New([]graph.Revision{
		{ID: "1d0a", Labels: []string{"shop"}},
		{ID: "2b77", Revises: []string{"1d0a"}},
		{ID: "3e91", Revises: []string{"1d0a"}},
		{ID: "4c02", Revises: []string{"2b77", "3e91"}},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	list := draw.Revisions(g, g.All(), draw.Source{
		Message:   func(string) string { return "a message" },
		Connected: true, Rows: graph.Rows{"2b77"},
	})
	if err := draw.Text(os.Stdout, list, draw.TextOptions{}); err != nil {
		fmt.Println(err)
	}
	// Output:
	// ○─╮ 4c02 (head, merge) a message
	// ○ │ 3e91 a message
	// │ ● 2b77 (current) a message
	// ●─╯ 1d0a (branch point, base) [shop] a message
}
