package laws_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/schemadiff/schemadiff/internal/laws"
	"github.com/schemadiff/schemadiff/internal/pgtest"
)

// TestTestdata tries the laws on the small schemas of testdata/schemas, each of
// which once broke one of them, or on the files that $SCHEMADIFF_LAWS_FILES
// matches. A schema name.from.sql makes a pair with name.to.sql, in both
// directions; every schema makes a pair with the empty database. A first line
// "-- from 18" says which version a file needs; lines "-- rename VALUE" and
// "-- back VALUE" of name.to.sql are renames of the way there and back. A file with
// the line notHeld makes no pairs. What a usual run leaves out, a matrix deals to
// its servers.
func TestTestdata(t *testing.T) {
	pattern := os.Getenv("SCHEMADIFF_LAWS_FILES")
	if pattern == "" {
		pattern = "../../testdata/schemas/*.sql"
	}
	files, err := filepath.Glob(pattern)
	if err != nil || len(files) == 0 {
		t.Fatalf("no files match %s: %v", pattern, err)
	}
	pgtest.Each(t, func(t *testing.T, major int) {
		lab := newLab(t, major)
		s := laws.NewStudy(t, fmt.Sprintf("testdata on %d", major))
		each(len(files), func(i int) {
			script, needs := readScript(t, files[i])
			if major < needs || testing.Short() && i%4 != 0 {
				return
			}
			lab := lab
			if strings.Contains(script.Text, withAccess) {
				lab = lab.WithAccess()
			}
			if strings.Contains(script.Text, keepingAccess) {
				lab = lab.KeepingAccess()
			}
			study(t.Context(), s, lab, script)
			able := func(major int) bool { return major >= needs }
			for _, live := range []bool{false, true} {
				if !strings.Contains(script.Text, notHeld) && !strings.Contains(script.Text, keepingAccess) && (!live || dealt(t, major, i, able)) {
					studyPair(t.Context(), s, lab, laws.Pair{Name: script.Name + " from nothing", A: laws.Script{Name: "nothing"}, B: script, Live: live, Seed: 1})
				}
			}
			if to := strings.Replace(files[i], ".from.sql", ".to.sql", 1); to != files[i] && !testing.Short() {
				bothWays(t, s, lab, script, to, func(n int) bool { return dealt(t, major, i+n, able) })
			}
		})
		s.Finish()
	})
}

// bothWays tries a pair there and back, with the target read from its database
// and from its file, planned for a busy server and not. Three of the eight ways,
// in which each choice occurs, are always tried, the others where more says so.
func bothWays(t *testing.T, s *laws.Study, lab *laws.Lab, from laws.Script, file string, more func(n int) bool) {
	t.Helper()
	to, _ := readScript(t, file)
	there, back := renamesIn(to.Text, "-- rename "), renamesIn(to.Text, "-- back ")
	for n, live := range []bool{true, false, true, false} {
		p := laws.Pair{Name: from.Name, A: from, B: to, Renames: there, Live: live, Offline: n > 1, Seed: 1}
		if n == 0 || n == 3 || more(n) {
			studyPair(t.Context(), s, lab, p)
		}
		p.A, p.B, p.Renames, p.Name = to, from, back, from.Name+" back"
		if n == 1 || more(4+n) {
			studyPair(t.Context(), s, lab, p)
		}
	}
}

// withAccess marks schemas whose owners and privileges are compared, too.
const withAccess = "-- owners and privileges are compared"

// keepingAccess marks pairs of which both sides have the same owners and
// privileges, which are not compared: a plan must keep them.
const keepingAccess = "-- owners and privileges are kept"

// notHeld marks schemas with objects that no migration can make.
const notHeld = "-- has what the product does not hold"

// renamesIn collects what follows a mark in the lines of a text.
func renamesIn(text, mark string) []string {
	var list []string
	for line := range strings.Lines(text) {
		if value, found := strings.CutPrefix(line, mark); found {
			list = append(list, strings.TrimSpace(value))
		}
	}
	return list
}

// readScript reads a file and the version that it needs.
func readScript(t *testing.T, file string) (script laws.Script, needs int) {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	line, _, _ := strings.Cut(string(text), "\n")
	if n, err := fmt.Sscanf(line, "-- from %d", &needs); n == 1 && err != nil {
		t.Fatal(err)
	}
	return laws.Script{Name: filepath.Base(file), Text: string(text)}, needs
}
