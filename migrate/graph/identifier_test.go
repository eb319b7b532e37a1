package graph_test

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/schemadiff/schemadiff/migrate/graph"
)

// shop is what two teams make: the application depends on the library, both have
// a label; the application has been forked and merged.
const shop = "0001_tables # app; 0002_users < 0001_tables + lib; 0003_left < 0002_users; 0003_right < 0002_users # right; 0004_join < 0003_left 0003_right;" +
	"lib1 # lib; lib2 < lib1; lib3 < lib2"

func TestIdentifiers(t *testing.T) {
	for _, c := range []struct{ name, graph, call, want string }{
		{"full id", shop, "resolve 0003_left", "0003_left"},
		{"unique prefix", shop, "resolve 0003_l", "0003_left"},
		{"ambiguous prefix", shop, "resolve 0003", `error: "0003" may be any of several revisions: 0003_left, 0003_right`},
		{"many matches are not all listed", "aaaa1; aaaa2; aaaa3; aaaa4; aaaa5; aaaa6", "resolve aaaa", "error: aaaa4, aaaa5, …"},
		{"prefix within a branch", shop, "resolve right@0003_r", "0003_right"},
		{"the branch decides between prefixes", "abcd1 # x; abcd2 # y", "resolve y@abcd", "abcd2"},
		{"prefix of a label", shop, "resolve righ", "0003_right"},
		{"an exact id wins over longer ones", "1; 10 < 1; 100 < 10", "resolve 1", "1"},
		{"a short id must be whole", "10; 11 < 10", "resolve 1", "error: there is no revision or branch \"1\""},
		{"label", shop, "resolve lib", "lib1"},
		{"heads are tips", shop, "resolve heads", "0004_join lib3"},
		{"effective heads are no tips", "a; b + a", "resolve heads", "b"},
		{"but heads", "a; b + a", "resolve head", `error: "head" means several revisions: a, b`},
		{"head of a branch", shop, "resolve lib@head", "lib3"},
		{"head of a branch that was merged", shop, "resolve right@head", "0004_join"},
		{"heads of a branch", "a # x; b < a; c < a; d", "resolve x@heads", "b c"},
		{"base", shop, "resolve base", "-"},
		{"base of a branch", shop, "resolve lib@base", "-"},
		{"current", shop, "resolve current from 0003_left 0003_right lib2", "0003_left 0003_right lib2"},
		{"current is each branch, also without a row", shop, "resolve current from 0003_left", "0003_left lib1"},
		{"current of a branch", shop, "resolve lib@current from 0003_left", "lib1"},
		{"below current", shop, "resolve current-1 from lib3", "lib2"},
		{"above current on a branch", shop, "resolve lib@current+1 from 0003_left", "lib2"},
		{"a revision names a branch", shop, "resolve lib2@head", "lib3"},
		{"the part of a revision names a branch", "abcdef; ghijkl < abcdef", "resolve abcd@head", "ghijkl"},
		{"branch@branch", shop, "resolve lib@lib", "lib1"},
		{"not on the branch", shop, "resolve lib@0004_join", `error: revision "0004_join" is not on branch "lib"`},
		{"offset from a revision", shop, "resolve lib1+2", "lib3"},
		{"offset from a part of a revision", "abcdef; ghijkl < abcdef", "resolve abcd+1", "ghijkl"},
		{"offset from the head", shop, "resolve lib@head-2", "lib1"},
		{"offset from the base", shop, "resolve lib@base+2", "lib2"},
		{"offset to the base", shop, "resolve lib1-1", "-"},
		{"offset past the base", shop, "resolve lib1-2", `error: "lib1-2" leads nowhere: there are no 2 revisions below lib1`},
		{"offset from several bases", shop, "resolve base+1", `error: "base+1" is ambiguous: the base leads on to several: 0001_tables, lib1`},
		{"offset from several heads", shop, "resolve heads-1", `error: "heads-1" is ambiguous: it counts from several revisions: 0004_join, lib3`},
		{"no offset", shop, "resolve lib1+0", "lib1"},
		{"no offset from the base", shop, "resolve base+0", "-"},
		{"offset over a fork", shop, "resolve 0002_users+1", `error: "0002_users+1" is ambiguous: revision 0002_users leads on to several: 0003_left, 0003_right`},
		{"a branch decides at a fork", shop, "resolve right@0002_users+1", "0003_right"},
		{"offset over a merge", shop, "resolve 0004_join-1", `error: "0004_join-1" is ambiguous: revision 0004_join merges several: 0003_left, 0003_right`},
		{"a branch decides at a merge", shop, "resolve right@head-1", "0003_right"},
		{"a merge of a line with itself is none", "a; b < a; c < a b", "resolve c-1", "b"},
		{"nor is it a fork", "a; b < a; c < a b", "resolve a+1", "b"},
		{"nor is a child that depends on the other one", "a; b < a; c < a + b", "resolve a+1", "b"},
		{"a merge with a dependency of the other side is none", "a; b + a; c < a b", "resolve c-1", "b"},
		{"offset from current", shop, "resolve +1 from lib1", "lib2"},
		{"offset from current, on a branch", shop, "resolve lib@+1 from 0003_left lib2", "lib3"},
		{"offset on a branch that others imply", shop, "resolve lib@+1 from 0003_left", "lib2"},
		{"offset on a branch that has not begun", shop, "resolve lib@+1 from 0001_tables", "lib1"},

		{"ids of other tools: the exact one wins over an offset", "v1; v1-1 < v1; v2 < v1-1", "resolve v1-1", "v1-1"},
		{"so does the beginning of one", "2026-01-05; 2026-02-07 < 2026-01-05", "resolve 2026-02", "2026-02-07"},
		{"but not over an offset from a whole one", "user; user-1-add < user; last < user-1-add", "resolve user+2", "last"},
		{"and what is whole before the sign counts", "a; user < a; user-1-add < user", "resolve user-1", "a"},
		{"dots", "1.1; 1.2 < 1.1; 1.10 < 1.2", "resolve 1.1+2", "1.10"},
		{"an at in an id", "a@b; c < a@b", "resolve a@b", "a@b"},
		{"a colon in an id", "a:b; c < a:b", "history a:b:c", "c a:b"},
		{"a colon in the upper id", "a; b:c < a", "history a:b:c", "b:c a"},

		{"nothing", shop, "upgrade lib@ from ", "error: the identifier is empty"},
		{"no branch before the at", shop, "resolve @head", `error: there is no revision or branch "@head"`},
		{"two ats", shop, "resolve lib@lib@head", `error: there is no revision or branch "lib@head"`},
		{"no number", shop, "resolve lib+x", `error: there is no revision or branch "lib+x"`},
		{"too large a number", shop, "resolve lib+99999999999999999999", `error: there is no revision or branch`},

		{"upgrade of a branch runs what it depends on", shop, "upgrade app@head from ", "lib1 0001_tables 0002_users 0003_left 0003_right 0004_join => 0004_join"},
		{"upgrade by one runs it, too", shop, "upgrade app@+1 from 0001_tables", "lib1 0002_users => 0002_users"},
		{"upgrade to what has run", shop, "upgrade lib1 from 0002_users", "- => 0002_users"},
		{"upgrade to the base", shop, "upgrade base from lib1", "- => lib1"},
		{"downgrade of a merge", shop, "downgrade -1 from 0004_join", "0004_join => 0003_left 0003_right"},
		{"downgrade over a merge", shop, "downgrade right@-2 from 0004_join", "0004_join 0003_right => 0003_left"},
		{"downgrade over a merge needs a branch", shop, "downgrade -2 from 0004_join", `error: "-2" is ambiguous: revision 0004_join merges several`},
		{"downgrade takes dependents along", shop, "downgrade lib@base from 0004_join lib2", "lib2 0004_join 0003_right 0003_left 0002_users lib1 => 0001_tables"},
		{"downgrade of a branch leaves its dependencies", shop, "downgrade app@base from 0003_left", "0003_left 0002_users 0001_tables => lib1"},
		{"downgrade of a branch begins at its rows", "a; b1 < a; b2 < a; c + b2", "downgrade a@-1 from b1 c", "b1 => c"},
		{"downgrade to several", shop, "downgrade heads from 0004_join lib3", `error: "heads" means several revisions`},
		{"downgrade to what is on another branch", shop, "downgrade lib@0002_users from 0003_left", `error: revision "0002_users" is not on branch "lib"`},
		{"downgrade of a branch that has not run", shop, "downgrade right@0002_users from 0003_left", "- => 0003_left"},

		{"stamp of several", shop, "stamp 0003_left 0003_right from 0002_users", "insert 0003_left, update 0002_users to 0003_right => 0003_left 0003_right"},
		{"stamp of one and what it follows", shop, "stamp 0003_left 0002_users from ", "insert 0003_left => 0003_left"},
		{"stamp of what a row implies", shop, "stamp lib1 from 0003_left", "update 0003_left to lib1 => lib1"},
		{"stamp of the base of a branch leaves what others need", shop, "stamp app@base from 0003_left", "update 0003_left to lib1 => lib1"},
		{"stamp of the base of a library takes dependents", shop, "stamp lib@base from 0003_left", "update 0003_left to 0001_tables => 0001_tables"},
		{"stamp of the base takes all", shop, "stamp base from 0003_left lib2", "delete 0003_left, delete lib2 => -"},
		{"stamp of the same", shop, "stamp current from 0003_left", " => 0003_left"},

		{"all of history", shop, "history :", "lib3 lib2 0004_join 0003_right 0003_left 0002_users 0001_tables lib1"},
		{"history of a branch", shop, "history lib@base:", "lib3 lib2 lib1"},
		{"history down from current", shop, "history -1:current from lib2", "lib2 lib1"},
		{"history past the end", shop, "history -9:lib2", "lib2 lib1"},
		{"history up from a revision", shop, "history lib1:+1", "lib2 lib1"},
		{"history up from a revision, past the end", shop, "history lib2:+9", "lib3 lib2"},
		{"history from current", shop, "history current: from lib2", "lib3 lib2"},
		{"history down over a merge", shop, "history -1:0004_join", "0004_join 0003_right 0003_left"},
		{"history down over a merge to the fork", shop, "history -2:0004_join", "0004_join 0003_right 0003_left 0002_users"},
		{"history down over a merge, on a branch", shop, "history -1:right@head", "0004_join 0003_right"},
		{"history down from all heads", shop, "history -1:", "lib3 lib2 0004_join 0003_right 0003_left"},
		{"history down, where one branch ends early", shop, "history -3:", "lib3 lib2 0004_join 0003_right 0003_left 0002_users 0001_tables lib1"},
		{"history over a merge of a line with itself", "a; b < a; c < a b", "history -1:c", "c b"},
		{"history up from the base", shop, "history :+2", "lib2 0002_users 0001_tables lib1"},
		{"history up over a fork", shop, "history 0002_users:+1", "0003_right 0003_left 0002_users"},
		{"history of one", shop, "history lib1:+0", "lib1"},
		{"history of nothing that is there", shop, "history x:y:z", `error: there is no revision or branch "y:z"`},
		{"history backwards", shop, "history lib3:lib1", "error: lib3 is no ancestor of lib1"},
		{"history across branches", shop, "history lib2:0004_join", "error: lib2 is no ancestor of 0004_join"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := ask(t, c.graph, c.call); !answers(got, c.want) {
				t.Errorf("graph: %s\n%s\n got %s\nwant %s", c.graph, c.call, got, c.want)
			}
		})
	}
}

// TestHints: an error says what to do next.
func TestHints(t *testing.T) {
	for _, c := range []struct{ name, graph, call, want string }{
		{"a typing error", shop, "resolve 0003_wright", `did you mean "0003_right"?`},
		{"a typing error at the beginning of a long id", "20260101_120000_abcdef00; 20260102_120000_12345678 < 20260101_120000_abcdef00", "resolve 20250102_1", `did you mean "20260102_120000_12345678" or`},
		{"the part of an id that is random", "20260101_120000_abcdef00", "resolve abcdef", `did you mean "20260101_120000_abcdef00"?`},
		{"several are near", "abcd1; abcd2", "resolve abcd3", `did you mean "abcd1" or "abcd2"?`},
		{"of many that are near three are enough", "abcd1; abcd2; abcd3; abcd4", "resolve abcd9", `did you mean "abcd1" or "abcd2" or "abcd3"?`},
		{"nothing is near", shop, "resolve zzzzzzzz", "history lists all revisions"},
		{"several heads", shop, "resolve head", "say which one (app@head, lib@head)"},
		{"several heads without labels", "a; b", "resolve head", "say which one (a, b)"},
		{"several rows with labels", shop, "upgrade +1 from 0001_tables lib1", "say which one: app@+1, lib@+1"},
		{"several rows without labels", "a; b; c < a; d < b", "downgrade -1 from c d", "say which one: c@-1, d@-1"},
		{"the wrong way up", shop, "upgrade -1 from lib1", "downgrade -1 leads downwards"},
		{"the wrong way down", shop, "downgrade +1 from lib1", "upgrade +1 leads upwards"},
		{"another branch", shop, "resolve lib@0003_right", "it is on app, right"},
		{"not there yet", shop, "downgrade lib2 from lib1", "upgrade leads there"},
		{"an unknown row", shop, "upgrade heads from gone", "stamp --purge"},
		{"a missing parent", "abc; def < abd", "new", `did you mean "abc"?`},
		{"a missing parent that is like none", "abc; def < uvw", "new", "add the file"},
	} {
		t.Run(c.name, func(t *testing.T) {
			err := failure(t, c.graph, c.call)
			var hinted interface{ Hint() string }
			if !errors.As(err, &hinted) {
				t.Fatalf("%v has no hint", err)
			}
			if got := hinted.Hint(); !strings.Contains(got, c.want) {
				t.Errorf("%v\n got %s\nwant %s", err, got, c.want)
			}
		})
	}
}

// failure makes a call that fails.
func failure(t *testing.T, text, call string) error {
	t.Helper()
	g, err := graph.New(parse(t, text))
	if err != nil {
		return err
	}
	call, from, _ := strings.Cut(call, " from ")
	verb, target, _ := strings.Cut(call, " ")
	rows := graph.Rows(strings.Fields(from))
	switch verb {
	case "upgrade":
		_, err = g.Upgrade(rows, target)
	case "downgrade":
		_, err = g.Downgrade(rows, target)
	default:
		_, err = g.Resolve(target, rows)
	}
	if err == nil {
		t.Fatalf("%s doesn't fail", call)
	}
	return err
}

// FuzzIdentifier: no text makes the graph fail in another way than by an error,
// and what it returns is there.
func FuzzIdentifier(f *testing.F) {
	for _, text := range []string{"head", "heads", "base", "current", "+1", "-1", "lib@head-1", "0003", "a:b", ":", "@", "lib@+", "+", "-", "--1", "base-1", "right@base+3", "current+1", "head-0"} {
		f.Add(text)
	}
	g, err := graph.New(parse(f, shop))
	if err != nil {
		f.Fatal(err)
	}
	all := g.All()
	f.Fuzz(func(t *testing.T, text string) {
		rows := graph.Rows{"0003_left", "lib2"}
		ids, err := g.Resolve(text, rows)
		if err == nil && slices.ContainsFunc(ids, func(id string) bool { return !slices.Contains(all, id) }) {
			t.Errorf("%q: %v", text, ids)
		}
		for _, plan := range []func() ([]graph.Step, error){
			func() ([]graph.Step, error) { return g.Upgrade(rows, text) },
			func() ([]graph.Step, error) { return g.Downgrade(rows, text) },
			func() ([]graph.Step, error) { return g.Stamp(rows, text) },
		} {
			steps, err := plan()
			if err != nil {
				continue
			}
			at := rows
			for _, s := range steps {
				if at, err = at.Apply(s); err != nil {
					t.Errorf("%q: %v", text, err)
				}
			}
		}
		if lower, upper, ok := g.Range(text); ok {
			_, _ = g.History(lower, upper, rows)
		}
	})
}
