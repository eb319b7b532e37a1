package graph_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/schemadiff/schemadiff/migrate/graph"
	"github.com/schemadiff/schemadiff/model"
)

// TestProblems: all of them at once, and the graph can be looked at still.
func TestProblems(t *testing.T) {
	for _, c := range []struct {
		name, graph string
		problems    []string
		all, heads  string
		bases       string
	}{
		{"none", path, nil, "e d c b a", "e", "a"},
		{
			"a missing parent", "b < a; c < b; d",
			[]string{`revision "b" revises "a", which isn't there`},
			"d c b", "c d", "d",
		},
		{
			"a missing dependency", "a; b < a + lib",
			[]string{`revision "b" depends on "lib", which isn't there`},
			"b a", "b", "a",
		},
		{
			"an id three times", "a; b < a; b < a; b",
			[]string{`revision "b" is there 3 times`},
			"b a", "b", "a",
		},
		{
			"two cycles", "a < b; b < a; c < d; d < c; e < d; f",
			[]string{"cycle: a follows b follows a", "cycle: c follows d follows c"},
			"f e c d a b", "a c e f", "f",
		},
		{
			"a cycle and one of dependencies", "a < b; b < a; c; d < c + e; e < d",
			[]string{"cycle: a follows b follows a", "dependency cycle: d follows e follows d"},
			"d c e a b", "a d e", "c",
		},
		{
			"labels", "a # x; b < a # x; c < b # a; d < c # head; e < d # a-b",
			[]string{
				`label "x" of revision "b" can't be used: it names a branch already at revision "a"`,
				`label "a" of revision "c" can't be used: it is the id of a revision`,
				`label "head" of revision "d" can't be used: the word has a meaning of its own in identifiers`,
				`label "a-b" of revision "e" can't be used: the character - has a meaning of its own in identifiers`,
			},
			"e d c b a", "e", "a",
		},
		{
			"an id that is a word of identifiers", "base; b < base",
			[]string{`"base" can't be the id of a revision: the word has a meaning of its own in identifiers`},
			"b base", "b", "base",
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			revisions := parse(t, c.graph)
			g := graph.Lenient(revisions)
			var problems []string
			for _, p := range g.Problems() {
				problems = append(problems, p.Error())
			}
			if diff := cmp.Diff(c.problems, problems); diff != "" {
				t.Errorf("problems (-want +got):\n%s", diff)
			}
			for what, pair := range map[string][2]string{
				"all": {c.all, list(g.All())}, "heads": {c.heads, list(g.Heads())}, "bases": {c.bases, list(g.Bases())},
			} {
				if pair[0] != pair[1] {
					t.Errorf("%s: got %s, want %s", what, pair[1], pair[0])
				}
			}
			_, err := graph.New(revisions)
			if (err == nil) != (c.problems == nil) || err != nil && err.Error() != strings.Join(c.problems, "\n") {
				t.Errorf("New: %v", err)
			}
			if _, err := g.Upgrade(nil, "heads"); (err == nil) != (c.problems == nil) {
				t.Errorf("Upgrade: %v", err)
			}
			if _, err := g.History("", "", nil); err != nil {
				t.Errorf("History: %v", err)
			}
		})
	}
}

func TestProblemsHavePlaces(t *testing.T) {
	at := func(file string) model.Pos { return model.Pos{File: file, Line: 3, Column: 1} }
	_, err := graph.New([]graph.Revision{
		{ID: "a", Pos: at("a.sql")},
		{ID: "a", Pos: at("copy.sql")},
		{ID: "b", Revises: []string{"zzz"}, Pos: at("b.sql")},
		{ID: "c", Revises: []string{"c"}, Labels: []string{"a"}, Pos: at("c.sql")},
		{ID: "d\n", Pos: at("d.sql")},
	})
	want := `d.sql:3:1: "d\n" can't be the id of a revision: it contains a control character
a.sql:3:1: revision "a" is there twice, also in copy.sql:3:1
c.sql:3:1: label "a" of revision "c" can't be used: it is the id of a revision
b.sql:3:1: revision "b" revises "zzz", which isn't there
c.sql:3:1: revision "c" revises itself`
	for line := range strings.Lines(want) {
		if !strings.Contains(err.Error()+"\n", line) {
			t.Errorf("no %q in\n%v", line, err)
		}
	}
	var twice *graph.DuplicateError
	if !errors.As(err, &twice) || len(twice.Pos) != 2 {
		t.Errorf("%+v", twice)
	}
}

func TestCheckID(t *testing.T) {
	for id, want := range map[string]string{
		"20261120_103000_a1b2c3d4": "",
		"ae1027a6acf":              "",
		"1.2.0":                    "",
		"":                         "it is empty",
		"heads":                    "the word has a meaning of its own in identifiers",
		"a-b":                      "the character - has a meaning of its own in identifiers",
		"a@b":                      "the character @ has a meaning of its own in identifiers",
		"a b":                      "it contains a space",
		"a,b":                      "a comma separates names in lists",
		"a\x00":                    "it contains a control character",
	} {
		for what, err := range map[string]error{"id": graph.CheckID(id), "label": graph.CheckLabel(id)} {
			if (err == nil) != (want == "") || err != nil && !strings.HasSuffix(err.Error(), want) {
				t.Errorf("%s %q: got %v, want %s", what, id, err, want)
			}
		}
	}
}

// TestLabels: a label is on what follows it, and on what leads only to it.
func TestLabels(t *testing.T) {
	g, err := graph.New(parse(t, "a; b < a; c < b # left; d < c; e < b; f < e # right; m < d f; n < m # after; o < n"))
	if err != nil {
		t.Fatal(err)
	}
	for id, want := range map[string]string{
		"a": "-", "b": "-", "c": "left", "d": "left", "e": "right", "f": "right",
		"m": "left right", "n": "after left right", "o": "after left right",
	} {
		if got := list(g.Labels(id)); got != want {
			t.Errorf("%s: got %s, want %s", id, got, want)
		}
	}
	want := []graph.Branch{{Label: "after", Revision: "n"}, {Label: "left", Revision: "c"}, {Label: "right", Revision: "f"}}
	if diff := cmp.Diff(want, g.Branches()); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// TestFacts: what the graph says about single revisions and branches.
func TestFacts(t *testing.T) {
	g, err := graph.New(parse(t, "a # x; b < a; c < a; d < b c; lib # lib; e < d + lib"))
	if err != nil {
		t.Fatal(err)
	}
	for id, want := range map[string]string{
		"a": "base branch", "b": "", "c": "", "d": "merge", "e": "head tip", "lib": "base head", "nothing": "",
	} {
		var is []string
		for _, fact := range []struct {
			word string
			is   func(string) bool
		}{{"base", g.IsBase}, {"head", g.IsHead}, {"tip", g.IsTip}, {"branch", g.IsBranchPoint}, {"merge", g.IsMergePoint}} {
			if fact.is(id) {
				is = append(is, fact.word)
			}
		}
		if got := strings.Join(is, " "); got != want {
			t.Errorf("%s is %q, want %q", id, got, want)
		}
	}
	for what, pair := range map[string][2]string{
		"heads of x":      {"e", listed(g.BranchHeads("x"))},
		"heads of lib":    {"lib", listed(g.BranchHeads("lib"))},
		"bases of e":      {"a", listed(g.BranchBases("e"))},
		"heads of y":      {`error: there is no revision or branch "y"`, listed(g.BranchHeads("y"))},
		"branch y":        {`error: there is no revision or branch "y"`, listed(g.Branch("y"))},
		"branch points":   {"a", list(g.BranchPoints())},
		"merge points":    {"d", list(g.MergePoints())},
		"tips":            {"e", list(g.Tips())},
		"dependents":      {"e", list(g.Dependents("lib"))},
		"descendants":     {"e d", list(g.Descendants("c"))},
		"parents of none": {"-", list(g.Parents("nothing"))},
		"labels of none":  {"-", list(g.Labels("nothing"))},
	} {
		if pair[0] != pair[1] {
			t.Errorf("%s: got %s, want %s", what, pair[1], pair[0])
		}
	}
}
