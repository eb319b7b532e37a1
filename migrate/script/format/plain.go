package format

import (
	"cmp"
	"path"
	"slices"
	"strings"

	"github.com/schemadiff/schemadiff/migrate/script"
)

// The formats without marks in their files: pairs of name.up.sql and
// name.down.sql; folders with up.sql and down.sql, as diesel has them, or with
// migration.sql, as prisma has them; and plain files. Each is read by the same
// rules, so that a directory may hold several, and they differ in what is
// written. The order is that of the names, numbers in them compared as numbers.
var (
	pairs  = &tool{name: "pairs", steps: plainSteps, before: byName, parse: (*parsing).files, copies: true, write: writePairs}
	diesel = &tool{name: "diesel", steps: plainSteps, before: byDiesel, parse: (*parsing).files, whole: true, write: writeDiesel}
	prisma = &tool{name: "prisma", steps: plainSteps, before: byName, parse: (*parsing).files, whole: true, noWayBack: true, write: writePrisma}
	plain  = &tool{name: "plain", steps: plainSteps, before: byName, parse: (*parsing).files, copies: true, noWayBack: true, write: writePlain}
)

func byName(a, b *step) int { return compareNatural(a.name, b.name) }

// byDiesel is the order of diesel: that of the versions, which end at the first
// underscore, as texts without dashes.
func byDiesel(a, b *step) int {
	version := func(s *step) string {
		first, _, _ := strings.Cut(s.name, "_")
		return strings.ReplaceAll(first, "-", "")
	}
	return cmp.Or(strings.Compare(version(a), version(b)), byName(a, b))
}

// dialectWords are the words by which file names say that they are for one
// database.
var dialectWords = []struct{ word, dialect string }{
	{"postgres", "postgres"},
	{"postgresql", "postgres"},
	{"pg", "postgres"},
	{"mysql", "mysql"},
	{"mariadb", "mysql"},
	{"sqlite", "sqlite"},
	{"sqlite3", "sqlite"},
	{"cockroach", "cockroach"},
	{"cockroachdb", "cockroach"},
	{"mssql", "mssql"},
	{"sqlserver", "mssql"},
	{"oracle", "oracle"},
}

// plainName is the name of a file, taken apart.
type plainName struct {
	step, dialect    string
	down, autocommit bool
}

// readName takes a name apart from its end, because the step's own name may have
// dots in it.
func readName(stem string) plainName {
	n := plainName{step: stem}
	cut := func(word string) bool {
		rest, ok := strings.CutSuffix(n.step, "."+word)
		if ok {
			n.step = rest
		}
		return ok
	}
	if !cut("up") {
		n.down = cut("down")
	}
	n.autocommit = cut("autocommit")
	for _, row := range dialectWords {
		if cut(row.word) {
			n.dialect = row.dialect
			break
		}
	}
	return n
}

// candidate is a file that may be one direction of a step.
type candidate struct {
	plainName
	file string
}

// plainSteps finds steps that are files or folders.
func plainSteps(t *tree) []step {
	chosen := map[string]candidate{}
	used, unused := map[string]bool{}, []string{}
	for _, e := range t.files {
		stem, ok := strings.CutSuffix(e.name, ".sql")
		if !ok {
			continue
		}
		c := candidate{readName(base(stem)), e.path()}
		if folder := path.Dir(e.name); folder != "." {
			where := path.Join(e.dir, folder)
			switch {
			case isStepFile(base(e.name)):
				c.plainName = plainName{step: base(folder), down: base(stem) == "down"}
				used[where] = true
			case !t.options.Recursive:
				unused = append(unused, where)
				continue
			}
		}
		if c.dialect == "" || c.dialect == t.options.Dialect {
			t.choose(chosen, c)
		}
	}
	for _, folder := range slices.Compact(unused) {
		if !used[folder] {
			t.fail(folder, "this folder has neither up.sql nor migration.sql", "folders full of revisions are read if the configuration says so")
		}
	}
	return pairUp(t, chosen)
}

// choose keeps a file of a step unless there is one for the dialect.
func (t *tree) choose(chosen map[string]candidate, c candidate) {
	key := c.step + "\x00up"
	if c.down {
		key = c.step + "\x00down"
	}
	there, ok := chosen[key]
	switch {
	case ok && there.dialect != "" && c.dialect == "":
		return
	case ok && (there.dialect == "") == (c.dialect == ""):
		t.fail(c.file, "this file and "+t.shown(there.file)+" are for the same step", "")
	}
	chosen[key] = c
}

// isStepFile says whether a file of this name makes its folder a step.
func isStepFile(name string) bool {
	return name == "up.sql" || name == "down.sql" || name == "migration.sql"
}

// pairUp puts the two directions together.
func pairUp(t *tree, chosen map[string]candidate) []step {
	keys := make([]string, 0, len(chosen))
	for key := range chosen {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	steps := newPairing(t)
	for _, key := range keys {
		c := chosen[key]
		number, _ := cutNumber(c.step)
		title := strings.TrimLeft(c.step, digits+"._-")
		s := step{id: identifier(c.step), version: number, name: c.step, title: title, noTransaction: c.autocommit}
		s.noTransaction = s.noTransaction || isStepFile(base(c.file)) && withoutTransaction(t, path.Dir(c.file))
		steps.add(s, c.file, c.down)
	}
	return steps.list()
}

// withoutTransaction reads what diesel's settings of a step say.
func withoutTransaction(t *tree, dir string) bool {
	text, err := t.read(path.Join(dir, "metadata.toml"))
	if err != nil {
		return false // most steps have none
	}
	for line := range strings.Lines(text) {
		setting, _, _ := strings.Cut(line, "#")
		key, value, _ := strings.Cut(setting, "=")
		if strings.TrimSpace(key) == "run_in_transaction" {
			return strings.TrimSpace(value) == "false"
		}
	}
	return false
}

// identifier makes an ID of a name.
func identifier(name string) string {
	id := strings.Map(func(r rune) rune {
		if script.CheckID("x"+string(r)) != nil {
			return '_'
		}
		return r
	}, name)
	if script.CheckID(id) != nil {
		id += "_"
	}
	return id
}
