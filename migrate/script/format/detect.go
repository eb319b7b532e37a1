package format

import (
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"
)

// Detect finds out which format directories have. A file of another format than
// the others is an error.
func Detect(fsys fs.FS, dirs []string) (Format, error) {
	t := &tree{fsys: fsys}
	t.options.Recursive = true
	t.list(dirs)
	if len(t.errs) > 0 {
		return nil, t.errs
	}
	first, titles := map[string]string{}, map[string]string{}
	for _, e := range t.files {
		name, err := t.formatOf(e)
		if err != nil {
			return nil, err
		}
		if name == "golang-migrate" {
			// There a version is that of one revision.
			stem := readName(strings.TrimSuffix(base(e.name), ".sql")).step
			number, _ := cutNumber(stem)
			if other, ok := titles[number]; ok && other != stem {
				name = "pairs"
			}
			titles[number] = stem
		}
		if _, ok := first[name]; !ok {
			first[name] = e.path()
		}
	}
	delete(first, "")
	return decide(first, dirs)
}

// weak are the formats that any file could be of; a file that says more decides.
// Numbered ones are plain files that would be revisions beside those of
// golang-migrate.
var weak = []string{"golang-migrate", "pairs", "plain", "numbered"}

func decide(first map[string]string, dirs []string) (Format, error) {
	if first["atlas"] != "" {
		// All other files say nothing of themselves there.
		return atlas, nil
	}
	var strong []string
	for name := range first {
		if !slices.Contains(weak, name) {
			strong = append(strong, name)
		}
	}
	slices.Sort(strong)
	switch {
	case len(strong) > 1:
		return nil, fmt.Errorf("finding out the format of %s: %s is a revision of %s, and %s is one of %s; name the format",
			strings.Join(dirs, ", "), first[strong[0]], strong[0], first[strong[1]], strong[1])
	case len(strong) == 1:
		return ByName(strong[0])
	case first["pairs"] != "", first["golang-migrate"] != "" && first["numbered"] != "":
		return pairs, nil
	case first["golang-migrate"] != "":
		return golangMigrate, nil
	case first["plain"] != "", first["numbered"] != "":
		return plain, nil
	}
	return nil, fmt.Errorf("finding out the format of %s: there are no revisions in it", strings.Join(dirs, ", "))
}

// formatOf returns the format that a file shows, "" if it shows none.
func (t *tree) formatOf(e entry) (string, error) {
	name := base(e.name)
	stem, isSQL := strings.CutSuffix(name, ".sql")
	inFolder := path.Dir(e.name) != "."
	switch {
	case name == sumName:
		return "atlas", nil
	case name == "migration_lock.toml", name == "migration.sql" && inFolder:
		return "prisma", nil
	case inFolder && (name == "up.sql" || name == "down.sql"):
		return "diesel", nil
	case !isSQL:
		return "", nil
	}
	if prefix, _, ok := strings.Cut(stem, "__"); ok && isFlyway(prefix) {
		return "flyway", nil
	}
	text, err := t.read(e.path())
	if err != nil {
		t.failIO(e.path(), "reading the revision", err)
		return "", t.errs
	}
	for l := range lines(text) {
		line := text[l.start:l.end]
		if word, ok := annotation(line, "+goose"); ok && word == "up" {
			return "goose", nil
		}
		if _, _, ok := dbmateMark(line); ok {
			return "dbmate", nil
		}
		if word, ok := annotation(line, "schemadiff:"); ok && strings.HasPrefix(word, "revision ") {
			return "schemadiff", nil
		}
	}
	return formatOfName(stem), nil
}

// formatOfName is the format of a file whose text says nothing.
func formatOfName(stem string) string {
	n := readName(stem)
	number, rest := cutNumber(stem)
	switch {
	case n.step == stem && number != "":
		return "numbered"
	case n.step == stem:
		return "plain"
	}
	if number != "" && strings.HasPrefix(rest, "_") && n.dialect == "" && !n.autocommit {
		return "golang-migrate"
	}
	return "pairs"
}

func isFlyway(prefix string) bool {
	if prefix == "R" {
		return true
	}
	return len(prefix) > 1 && strings.ContainsRune("VUB", rune(prefix[0])) && strings.Trim(prefix[1:], digits+"._") == ""
}
