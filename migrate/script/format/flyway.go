package format

import (
	"slices"
	"strings"

	"github.com/schemadiff/schemadiff/migrate/graph"
	"github.com/schemadiff/schemadiff/migrate/script"
)

// flyway is the format of Flyway: V1_2__title.sql goes up, U1_2__title.sql goes
// back. Files R__title.sql are made again by Flyway whenever their text changes;
// they are read as repeatable scripts behind all others, so that the schema can
// be built, and only Flyway can run them. A baseline B1_2__title.sql stands for
// all versions up to its own and counts if these are not there.
var flyway = &tool{
	name:   "flyway",
	steps:  flywaySteps,
	before: byFlyway,
	parse:  (*parsing).flyway,
	deep:   true,
	copies: true,
	write:  writeFlyway,
}

// byFlyway compares versions part by part; what is repeatable comes last, in
// the order of its names.
func byFlyway(a, b *step) int {
	switch {
	case a.repeatable != b.repeatable && a.repeatable:
		return 1
	case a.repeatable != b.repeatable:
		return -1
	case a.repeatable:
		return strings.Compare(a.title, b.title)
	}
	return compareVersions(a.version, b.version)
}

func compareVersions(a, b string) int {
	partsA, partsB := strings.Split(a, "."), strings.Split(b, ".")
	for i := range max(len(partsA), len(partsB)) {
		partA, partB := "", ""
		if i < len(partsA) {
			partA = partsA[i]
		}
		if i < len(partsB) {
			partB = partsB[i]
		}
		if c := compareNumbers(partA, partB); c != 0 {
			return c
		}
	}
	return 0
}

// flywaySteps finds the files. Flyway itself searches all directories below its
// locations.
func flywaySteps(t *tree) []step {
	steps := newPairing(t)
	var repeatable, baselines []step
	for _, e := range t.flat() {
		name := base(e.name)
		stem, ok := strings.CutSuffix(name, ".sql")
		prefix, title, separated := strings.Cut(stem, "__")
		if !ok || !separated || prefix == "" {
			continue
		}
		kind, version := prefix[0], strings.ReplaceAll(prefix[1:], "_", ".")
		s := step{id: version, version: version, title: title}
		switch valid := version != "" && strings.Trim(version, digits+".") == ""; {
		case kind == 'R' && version == "":
			repeatable = append(repeatable, step{id: identifier("R_" + title), title: title, up: e.path(), repeatable: true})
		case !valid:
		case kind == 'V' || kind == 'U':
			steps.add(s, e.path(), kind == 'U')
		case kind == 'B':
			s.up = e.path()
			baselines = append(baselines, s)
		}
	}
	list := steps.list()
	slices.SortFunc(baselines, func(a, b step) int { return compareVersions(b.version, a.version) })
	if len(baselines) > 0 {
		newest := baselines[0]
		if !slices.ContainsFunc(list, func(s step) bool { return compareVersions(s.version, newest.version) <= 0 }) {
			list = append(list, newest)
		}
	}
	return append(list, repeatable...)
}

// flyway reads a step, its files with the settings beside them.
func (p *parsing) flyway() {
	for _, direction := range []struct {
		name    string
		section *script.Section
		down    bool
	}{{p.step.up, &p.script.Up, false}, {p.step.down, &p.script.Down, true}} {
		if direction.name == "" || !p.open(direction.name) {
			continue
		}
		conf := p.flywayConf(direction.name + ".conf")
		if conf["placeholderreplacement"] != "false" {
			p.placeholders()
		}
		*direction.section = p.section(0, len(p.source.Text), direction.down, conf["executeintransaction"] == "false")
	}
}

// placeholders refuses a text whose parts Flyway replaces.
func (p *parsing) placeholders() {
	for at := 0; ; {
		i := strings.Index(p.source.Text[at:], "${")
		if i < 0 {
			return
		}
		at += i + 2
		name, _, closed := strings.Cut(p.source.Text[at:], "}")
		if closed && name != "" && !strings.ContainsAny(name, " \t\r\n$'\"") {
			p.fail(at-2, "Flyway puts the value of ${"+name+"} in here, so that the text isn't known",
				"write the value, or set placeholderReplacement=false in "+base(p.source.Name)+".conf if it is meant as it stands")
			return
		}
	}
}

// flywayConf reads the settings of a file, in lower case.
func (p *parsing) flywayConf(name string) map[string]string {
	settings := map[string]string{}
	text, err := p.tree.read(name)
	if err != nil {
		return settings // most files have none
	}
	for line := range strings.Lines(text) {
		key, value, ok := strings.Cut(strings.TrimSpace(line), "=")
		if ok && !strings.HasPrefix(key, "#") {
			key = strings.TrimPrefix(strings.ToLower(strings.TrimSpace(key)), "flyway.")
			settings[key] = strings.ToLower(strings.TrimSpace(value))
		}
	}
	return settings
}

// lastVersion returns the greatest version of revisions that have one.
func lastVersion(existing []script.Script) string {
	last := ""
	for i := range existing {
		if existing[i].Repeatable {
			continue
		}
		if id := existing[i].ID; last == "" || compareVersions(id, last) > 0 {
			last = id
		}
	}
	return last
}

// nextFlyway is the version behind the last: one more in its last part, or a
// time if that is one.
func nextFlyway(place Place) string {
	last := lastVersion(place.Existing)
	i := strings.LastIndexByte(last, '.')
	if i >= 0 {
		return last[:i+1] + increment(last[i+1:])
	}
	return nextVersion([]script.Script{{Revision: graph.Revision{ID: last}}}, place.Now, true)
}
