package graph_test

import (
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/schemadiff/schemadiff/migrate/graph"
)

var update = flag.Bool("update", false, "write the golden files")

// restated is a case of Alembic's own tests in our words: what is asked of which
// graph, and what comes out.
type restated struct {
	// test is the class and the name of Alembic's test, without "test_".
	test string
	// graph is as [parse] reads it.
	graph string
	// call is as [ask] reads it: "upgrade TARGETS from ROWS".
	call string
	// want is the answer: the revisions that run and the rows after them, or a
	// part of the error.
	want string
	// why says why the answer is not Alembic's, where it isn't.
	why string
}

// Reasons that several rows share.
const (
	newerFirst = "the order is newer ids first; Alembic's is that of its list of files"
	oldFirst   = "of two branches the one with the older id is upgraded first; Alembic takes the one that its list of files has last"
	noOverlap  = "what another one implies is no error: the way is as clear with it as without it"
	exact      = "the error names the members of the cycle alone, and no revision that merely leads there"
	together   = "a stamp is one step, whatever rows it changes"
	sameOrder  = "revisions run in one order whatever the target; Alembic finds one for each set"
	noFirstRow = "rows of a table have no first one, so that the answer would be a matter of luck; the hint names shop@-1. Alembic warns that it will refuse this, too"
)

// parse reads a graph: revisions parted by semicolons, each an ID, "< parents",
// "+ dependencies", "# labels".
func parse(t testing.TB, text string) []graph.Revision {
	t.Helper()
	var list []graph.Revision
	for part := range strings.SplitSeq(text, ";") {
		words := strings.Fields(part)
		if len(words) == 0 {
			continue
		}
		r := graph.Revision{ID: words[0]}
		var into *[]string
		for _, word := range words[1:] {
			switch word {
			case "<":
				into = &r.Revises
			case "+":
				into = &r.DependsOn
			case "#":
				into = &r.Labels
			default:
				if into == nil {
					t.Fatalf("%q: what is %q?", part, word)
				}
				*into = append(*into, word)
			}
		}
		list = append(list, r)
	}
	return list
}

// TestAlembic runs the cases of Alembic's tests.
func TestAlembic(t *testing.T) {
	for i, c := range slices.Concat(traversal, revisions) {
		t.Run(fmt.Sprintf("%s/%d", c.test, i), func(t *testing.T) {
			if got := ask(t, c.graph, c.call); !answers(got, c.want) {
				t.Errorf("graph: %s\n%s\n got %s\nwant %s", c.graph, c.call, got, c.want)
			}
		})
	}
}

// answers compares: of an error a part is enough.
func answers(got, want string) bool {
	if strings.HasPrefix(want, "error: ") {
		return strings.HasPrefix(got, "error: ") && strings.Contains(got, strings.TrimPrefix(want, "error: "))
	}
	return got == want
}

// ask builds the graph and makes the call, which is a verb, its arguments, and
// perhaps "from" with the rows of the version table.
func ask(t testing.TB, text, call string) string {
	t.Helper()
	g, err := graph.New(parse(t, text))
	if err != nil {
		return "error: " + err.Error()
	}
	call, from, _ := strings.Cut(call, " from ")
	words, rows := strings.Fields(call), graph.Rows(strings.Fields(from))
	verb, args := words[0], words[1:]
	switch verb {
	case "upgrade":
		steps, err := g.Upgrade(rows, args...)
		return walked(t, rows, steps, err)
	case "downgrade":
		steps, err := g.Downgrade(rows, args[0])
		return walked(t, rows, steps, err)
	case "stamp":
		steps, err := g.Stamp(rows, args...)
		return stamped(t, rows, steps, err)
	case "resolve":
		return listed(g.Resolve(args[0], rows))
	case "one":
		id, err := g.One(args[0], rows)
		return listed(strings.Fields(id), err)
	case "history":
		lower, upper, ok := g.Range(args[0])
		if !ok {
			t.Fatalf("%q is no range", args[0])
		}
		return listed(g.History(lower, upper, rows))
	case "heads":
		return listed(g.Heads(), nil)
	case "branch":
		return listed(g.Branch(args[0]))
	case "branch-bases":
		return listed(g.BranchBases(args[0]))
	case "bases":
		return listed(g.Bases(), nil)
	case "ancestors":
		return listed(g.Ancestors(args...), nil)
	case "show":
		return fmt.Sprintf("revises %s depends on %s", list(g.Parents(args[0])), list(g.Dependencies(args[0])))
	case "order":
		return ordered(t, g)
	case "new":
		return "fine"
	}
	t.Fatalf("what is %q?", call)
	return ""
}

// ordered looks at the order of all revisions, with nothing of the graph but
// what the revisions say themselves.
func ordered(t testing.TB, g *graph.Graph) string {
	t.Helper()
	all := g.All()
	place := map[string]int{}
	for i, id := range all {
		place[id] = i
	}
	for _, id := range all {
		r, _ := g.Get(id)
		for _, below := range slices.Concat(r.Revises, r.DependsOn) {
			if place[below] <= place[id] {
				t.Errorf("%s comes before %s, which it leads to", below, id)
			}
		}
	}
	return fmt.Sprintf("%d revisions once each, before all that they follow", len(place))
}

// walked says which revisions run, and the rows that are left.
func walked(t testing.TB, rows graph.Rows, steps []graph.Step, err error) string {
	t.Helper()
	if err != nil {
		return "error: " + err.Error()
	}
	var ran []string
	for _, s := range steps {
		if rows, err = rows.Apply(s); err != nil {
			t.Fatal(err)
		}
		ran = append(ran, s.Revision)
	}
	return list(ran) + " => " + list(rows)
}

// stamped says what becomes of the rows.
func stamped(t testing.TB, rows graph.Rows, steps []graph.Step, err error) string {
	t.Helper()
	if err != nil {
		return "error: " + err.Error()
	}
	var said []string
	for _, s := range steps {
		if rows, err = rows.Apply(s); err != nil {
			t.Fatal(err)
		}
		for _, c := range s.Changes {
			said = append(said, c.String())
		}
	}
	return strings.Join(said, ", ") + " => " + list(rows)
}

func listed(ids []string, err error) string {
	if err != nil {
		return "error: " + err.Error()
	}
	return list(ids)
}

// fields splits a list of IDs.
func fields(text string) []string { return strings.Fields(text) }

func list(ids []string) string {
	if len(ids) == 0 {
		return "-"
	}
	return strings.Join(ids, " ")
}

// TestAlembicComplete proves that every test of the two files has a row here and
// that every row names one, and keeps the list for the documentation.
func TestAlembicComplete(t *testing.T) {
	text, err := os.ReadFile("testdata/alembic_tests.txt")
	if err != nil {
		t.Fatal(err)
	}
	rows := map[string][]restated{}
	for _, c := range slices.Concat(traversal, revisions) {
		rows[c.test] = append(rows[c.test], c)
	}
	var doc strings.Builder
	last := ""
	for line := range strings.Lines(string(text)) {
		file, test, ok := strings.Cut(strings.TrimSpace(line), " ")
		if !ok {
			t.Fatalf("what is %q?", line)
		}
		if file != last {
			fmt.Fprintf(&doc, "\n### tests/%s\n\n| Alembic's test | asked of our graph | answer | differs because |\n|---|---|---|---|\n", file)
			last = file
		}
		if len(rows[test]) == 0 {
			t.Errorf("%s has no row", test)
		}
		for _, c := range rows[test] {
			fmt.Fprintf(&doc, "| `%s` | `%s` | %s | %s |\n", c.test, asked(c.call), cell(c.want), cell(c.why))
		}
		delete(rows, test)
	}
	for test := range rows {
		t.Errorf("%s is no test of Alembic's", test)
	}
	golden(t, "testdata/alembic.md", strings.TrimLeft(doc.String(), "\n"))
}

// asked writes a call; a version table without rows is a minus.
func asked(call string) string {
	if strings.HasSuffix(call, " from ") {
		return call + "-"
	}
	return call
}

func cell(text string) string { return strings.ReplaceAll(text, "|", `\|`) }

func golden(t *testing.T, name, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(name, []byte(got), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(string(want), got); diff != "" {
		t.Errorf("%s (-want +got, -update writes it):\n%s", name, diff)
	}
}
