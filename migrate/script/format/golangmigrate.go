package format

import (
	"fmt"
	"slices"
	"strings"
)

// golangMigrate is the format of github.com/golang-migrate/migrate: a file for
// each direction, which is sent to the server as a whole.
var golangMigrate = &tool{
	name:   "golang-migrate",
	steps:  migrateSteps,
	before: byNumber,
	parse:  (*parsing).files,
	whole:  true,
	write:  writeGolangMigrate,
}

// migrateSteps finds files NUMBER_title.up.sql and NUMBER_title.down.sql.
func migrateSteps(t *tree) []step {
	steps := newPairing(t)
	for _, e := range t.flat() {
		stem, ok := strings.CutSuffix(e.name, ".sql")
		if !ok {
			continue
		}
		name, down := strings.CutSuffix(stem, ".down")
		name, up := strings.CutSuffix(name, ".up")
		number, title := cutNumber(base(name))
		if up == down || number == "" || !strings.HasPrefix(title, "_") {
			continue
		}
		steps.add(step{id: number, version: number, title: title[1:]}, e.path(), down)
	}
	return steps.list()
}

// pairing puts the files of a revision together.
type pairing struct {
	tree  *tree
	steps map[string]*step
	order []string
}

func newPairing(t *tree) *pairing { return &pairing{tree: t, steps: map[string]*step{}} }

// add adds the file of a direction.
func (p *pairing) add(s step, file string, down bool) {
	there, ok := p.steps[s.id]
	if !ok {
		there = &s
		p.steps[s.id] = there
		p.order = append(p.order, s.id)
	}
	side := &there.up
	if down {
		side = &there.down
	}
	if *side != "" {
		p.tree.fail(file, fmt.Sprintf("the version %s is that of %s too", s.id, p.tree.shown(*side)), "give one of them another version")
		return
	}
	*side = file
	if !down {
		there.title, there.noTransaction = s.title, there.noTransaction || s.noTransaction
	}
}

// list returns the revisions. A way back from nowhere is an error.
func (p *pairing) list() []step {
	slices.Sort(p.order)
	var list []step
	for _, id := range p.order {
		s := p.steps[id]
		if s.up == "" {
			p.tree.fail(s.down, "this file takes back a revision that isn't there", "is its other file missing?")
			continue
		}
		list = append(list, *s)
	}
	return list
}
