package draw_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/schemadiff/schemadiff/migrate/graph"
	"github.com/schemadiff/schemadiff/migrate/graph/draw"
)

// build reads a graph: revisions parted by semicolons, each an ID, "< parents",
// "+ dependencies", "# labels".
func build(t testing.TB, text string) *graph.Graph {
	t.Helper()
	var list []graph.Revision
	for part := range strings.SplitSeq(text, ";") {
		words := strings.Fields(part)
		r := graph.Revision{ID: words[0]}
		into := &r.Revises
		for _, word := range words[1:] {
			switch word {
			case "<":
				into = &r.Revises
			case "+":
				into = &r.DependsOn
			case "#":
				into = &r.Labels
			default:
				*into = append(*into, word)
			}
		}
		list = append(list, r)
	}
	return graph.Lenient(list)
}

func TestText(t *testing.T) {
	for _, c := range []struct {
		name, graph string
		rows        graph.Rows
		options     draw.TextOptions
		last        int // draw only so many
		want        string
	}{
		{
			name: "line", graph: "a; b < a; c < b", rows: graph.Rows{"b"}, want: `
○ c (head)
● b (current)
● a (base)
`,
		},
		{
			name: "fork and merge", graph: "a; b < a; c1 < b # left; d1 < c1; c2 < b # right; d2 < c2; e < d1 d2; f < e", rows: graph.Rows{"d1"}, want: `
○ f (head)
○─╮ e (merge)
○ │ d2
○ │ c2 [right]
│ ● d1 (current)
│ ● c1 [left]
●─╯ b (branch point)
● a (base)
`,
		},
		{
			name: "merges of three", graph: "a; b1 < a; b2 < a; b3 < a; c1 < b1 b2 b3; c2 < b1 b2 b3; d1 < c1; d2 < c2", want: `
○ d2 (head)
○─┬─╮ c2 (merge)
│ │ │ ○ d1 (head)
│ │ │ ○─┬─╮ c1 (merge)
○─┼─┼─╯ │ │ b3 (branch point)
│ ○─┼───╯ │ b2 (branch point)
│ │ ○─────╯ b1 (branch point)
○─┴─╯ a (branch point, base)
`,
		},
		{
			name: "a revision that merges what it follows anyway", graph: "a; b < a; c < a b; d < a c; e < a", want: `
○ e (head)
│ ○─╮ d (head, merge)
│ ○─┼─╮ c (merge)
│ ○ │ │ b
○─┴─┴─╯ a (branch point, base)
`,
		},
		{
			name: "several bases, no line between them", graph: "a; b < a; c; d < c # lib; e + d", want: `
○ e (head, base), depends on d
  ○ d (effective head) [lib]
  ○ c (base)
○ b (head)
○ a (base)
`,
		},
		{
			name: "a range", graph: "a; b1 < a; b2 < a; c < b1 b2", last: 2, want: `
○ c (head, merge)
○ b2
`,
		},
		{
			name: "characters of ASCII", graph: "a; b1 < a; b2 < a; b3 < a; c < b1 b2 b3; d", options: draw.TextOptions{ASCII: true}, want: `
o d (head, base)
  o-.-\ c (head, merge)
  o | | b3
  | o | b2
  | | o b1
  o-'-/ a (branch point, base)
`,
		},
		{
			name: "several lines for a revision", graph: "a; b1 < a; b2 < a; c < b1 b2", rows: graph.Rows{"a"},
			options: draw.TextOptions{Describe: func(r draw.Revision) string { return r.ID + "\nmore\n" }}, want: `
○─╮ c
│ │ more
│ │
○ │ b2
│ │ more
│ │
│ ○ b1
│ │ more
│ │
●─╯ a
    more
`,
		},
		{
			name: "what is missing", graph: "b < a; c < b c; d + x", want: `
○ d (head, base), follows what is missing: x
  ○ c (head)
  ○ b, follows what is missing: a
`,
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			g := build(t, c.graph)
			ids := g.All()
			if c.last > 0 {
				ids = ids[:c.last]
			}
			var out strings.Builder
			list := draw.Revisions(g, ids, draw.Source{Connected: true, Rows: c.rows})
			if err := draw.Text(&out, list, c.options); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(strings.TrimPrefix(c.want, "\n"), out.String()); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// TestTextReadsBack draws random histories and follows the lines with a finger:
// they must lead from each revision to its parents and nowhere else.
func TestTextReadsBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var list []graph.Revision
		for i := range rapid.IntRange(1, 25).Draw(t, "revisions") {
			r := graph.Revision{ID: fmt.Sprint("r", i)}
			for range rapid.IntRange(0, 3).Draw(t, "parents") {
				if i > 0 {
					r.Revises = append(r.Revises, fmt.Sprint("r", i-1-rapid.IntRange(0, min(i-1, 6)).Draw(t, "back")))
				}
			}
			list = append(list, r)
		}
		g, err := graph.New(list)
		if err != nil {
			t.Fatal(err)
		}
		ids := g.All()
		ids = ids[:rapid.IntRange(1, len(ids)).Draw(t, "shown")]
		var out strings.Builder
		if err := draw.Text(&out, draw.Revisions(g, ids, draw.Source{}), draw.TextOptions{Describe: func(r draw.Revision) string { return r.ID }}); err != nil {
			t.Fatal(err)
		}
		got := follow(t, out.String())
		for _, id := range ids {
			want := slices.DeleteFunc(g.Parents(id), func(p string) bool { return !slices.Contains(ids, p) })
			slices.Sort(want)
			slices.Sort(got[id])
			if !slices.Equal(want, got[id]) {
				t.Fatalf("%s leads to %v, want %v in\n%s", id, got[id], want, out.String())
			}
		}
	})
}

// follow reads a picture: for each revision those that its lines lead to.
func follow(t *rapid.T, picture string) map[string][]string {
	edges := map[string][]string{}
	above := map[int]string{} // what each column comes from
	for line := range strings.Lines(picture) {
		lanes, id, ok := cutLast(strings.TrimSuffix(line, "\n"))
		if !ok {
			t.Fatalf("%q has no revision", line)
		}
		cells := []rune(lanes)
		at := slices.IndexFunc(cells, func(r rune) bool { return r == '●' || r == '○' })
		next := map[int]string{}
		if from, ok := above[at]; ok {
			edges[from] = append(edges[from], id)
		}
		next[at] = id
		for i, cell := range cells {
			from, open := above[i]
			switch cell {
			case '│', '┼':
				if !open {
					t.Fatalf("%q: the line in column %d comes from nowhere", line, i)
				}
				next[i] = from
			case '╯', '┴':
				edges[from] = append(edges[from], id)
			case '╮', '┬':
				next[i] = id
			}
		}
		above = next
	}
	return edges
}

// cutLast splits the last word off.
func cutLast(line string) (before, word string, ok bool) {
	i := strings.LastIndex(line, " ")
	if i < 0 {
		return "", "", false
	}
	return line[:i], line[i+1:], true
}
