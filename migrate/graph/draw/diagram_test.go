package draw_test

import (
	"encoding/json"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/schemadiff/schemadiff/migrate/graph"
	"github.com/schemadiff/schemadiff/migrate/graph/draw"
)

// hostile is a message that tries every format.
const hostile = "1. \"quoted\" <b>&amp; `x` [y] {z} \\N\x1b[31m\u202eback\nsecond line"

func source(rows graph.Rows) draw.Source {
	return draw.Source{
		Connected: true, Rows: rows,
		Message: func(id string) string {
			if id == "b" {
				return hostile
			}
			return ""
		},
	}
}

func TestDiagrams(t *testing.T) {
	g := build(t, "a # shop; b < a; c < a + b")
	list := draw.Revisions(g, g.All(), source(graph.Rows{"b"}))
	for _, c := range []struct {
		name string
		draw func(io.Writer, []draw.Revision) error
		want string
	}{
		{"text", func(w io.Writer, list []draw.Revision) error { return draw.Text(w, list, draw.TextOptions{}) }, `
○ c (head), depends on b
│ ● b (current, effective head) 1. "quoted" <b>&amp; ` + "`x`" + ` [y] {z} \N�[31m�back
●─╯ a (branch point, base) [shop]
`},
		{"mermaid", draw.Mermaid, `
flowchart BT
    r0["c"]:::pending
    r1["b<br/>1#46; #34;quoted#34; #60;b#62;#38;amp#59; #96;x#96; #91;y#93; #123;z#125; #92;N#65533;#91;31m#65533;back<br/>#40;current#41;"]:::current
    r2["a<br/>#91;shop#93;"]
    r2 --> r0
    r1 -.-> r0
    r2 --> r1
    classDef current stroke-width:4px
    classDef pending stroke-dasharray:5 5
`},
		{"dot", draw.Dot, `
digraph history {
    rankdir=BT;
    node [shape=box];
    r0 [label="c", style=dashed];
    r1 [label="b\n1. \"quoted\" <b>&amp;amp; ` + "`x`" + ` [y] {z} \\N�[31m�back\n(current)", style="bold,filled"];
    r2 [label="a\n[shop]"];
    r2 -> r0;
    r1 -> r0 [style=dotted];
    r2 -> r1;
}
`},
	} {
		t.Run(c.name, func(t *testing.T) {
			var out strings.Builder
			if err := c.draw(&out, list); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(strings.TrimPrefix(c.want, "\n"), out.String()); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestJSON(t *testing.T) {
	g := build(t, "a # shop; b < a; c < a + b; d < gone")
	list := draw.Revisions(g, g.All(), source(graph.Rows{"b"}))
	var out strings.Builder
	if err := draw.JSON(&out, list); err != nil {
		t.Fatal(err)
	}
	var back []draw.Revision
	if err := json.Unmarshal([]byte(out.String()), &back); err != nil {
		t.Fatal(err)
	}
	for i := range list {
		for _, l := range []*[]string{&list[i].Parents, &list[i].DependsOn, &list[i].Labels, &list[i].Branches} {
			if *l == nil {
				*l = []string{}
			}
		}
	}
	if diff := cmp.Diff(list, back); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if strings.Contains(out.String(), "null") {
		t.Errorf("a list is null:\n%s", out.String())
	}
	// Nobody asked a database: it is not said to be at no revision.
	out.Reset()
	if err := draw.JSON(&out, draw.Revisions(g, g.All(), draw.Source{})); err != nil {
		t.Fatal(err)
	}
	if strings.Contains(out.String(), "applied") || strings.Contains(out.String(), "current") {
		t.Errorf("a database is spoken of:\n%s", out.String())
	}
}

func TestClean(t *testing.T) {
	for text, want := range map[string]string{
		"plain – text äß 漢字": "plain – text äß 漢字",
		"a\tb\r\nc":          "a b  c",
		"\x1b]0;title\a":     "�]0;title�",
		"\u202eabc\u2066":    "�abc�",
		"zero\u200bwidth":    "zero�width",
		"bad \xff utf-8":     "bad � utf-8",
	} {
		if got := draw.Clean(text); got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}

// TestEdges: a dependency on a parent is no second line, and nothing leads to
// what is not drawn.
func TestEdges(t *testing.T) {
	g := build(t, "a; b < a + a; lib; c < b + lib a")
	list := draw.Revisions(g, []string{"c", "b", "lib"}, draw.Source{Message: func(string) string { return "v1.2-3, 4. end" }})
	var out strings.Builder
	if err := draw.Mermaid(&out, list); err != nil {
		t.Fatal(err)
	}
	want := `flowchart BT
    r0["c<br/>v1.2-3, 4#46; end"]:::head
    r1["b<br/>v1.2-3, 4#46; end"]
    r2["lib<br/>v1.2-3, 4#46; end"]:::head
    r1 --> r0
    r2 -.-> r0
    classDef head stroke-width:2px
`
	if diff := cmp.Diff(want, out.String()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
