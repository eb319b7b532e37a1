package format

import (
	"strings"

	"github.com/schemadiff/schemadiff/inspect/sqlfile"
	"github.com/schemadiff/schemadiff/migrate/script"
)

// dbmate is the format of github.com/amacneil/dbmate: a file for both
// directions, whose sections carry options.
var dbmate = &tool{
	name:   "dbmate",
	steps:  dbmateSteps,
	before: byFile,
	parse:  (*parsing).dbmate,
	whole:  true,
	write:  writeDbmate,
}

// byFile is the order of tools that sort the names of files.
func byFile(a, b *step) int { return strings.Compare(base(a.file()), base(b.file())) }

// dbmateSteps finds files that begin with a number.
func dbmateSteps(t *tree) []step {
	var steps []step
	for _, e := range t.flat() {
		stem, ok := strings.CutSuffix(e.name, ".sql")
		number, title := cutNumber(base(stem))
		if ok && number != "" {
			steps = append(steps, step{id: number, version: number, title: strings.TrimLeft(title, "_-."), up: e.path(), down: e.path()})
		}
	}
	return steps
}

// dbmate reads a file. As dbmate does, it looks at lines.
func (p *parsing) dbmate() {
	if !p.open(p.step.up) {
		return
	}
	text := p.source.Text
	var section *script.Section
	at, noTransaction := 0, false
	end := func(to int) {
		if section == nil {
			p.preamble(at, to)
			return
		}
		pos := section.Pos
		*section = p.section(at, to, section == &p.script.Down, noTransaction)
		section.Pos = pos
	}
	for line := range lines(text) {
		word, options, ok := dbmateMark(text[line.start:line.end])
		if !ok {
			continue
		}
		end(line.start)
		next := &p.script.Up
		if word == "down" {
			next = &p.script.Down
		}
		if !next.Missing {
			p.fail(line.start, "the file has a second line \"-- migrate:"+word+"\"", "")
		}
		section, at, noTransaction = next, line.next, false
		section.Missing = false
		section.Pos = sqlfile.NewLines(p.source.Name, text).Pos(line.start)
		for _, option := range options {
			switch option {
			case "transaction:false":
				noTransaction = true
			case "transaction:true":
			default:
				p.fail(line.start, "unknown option "+option, "dbmate has transaction:false")
			}
		}
	}
	end(len(text))
	if p.script.Up.Missing {
		p.fail(0, "the file has no line \"-- migrate:up\"", "dbmate can't run it either")
	}
}

// dbmateMark reads a line "-- migrate:up transaction:false".
func dbmateMark(line string) (word string, options []string, ok bool) {
	comment, ok := strings.CutPrefix(line, "--")
	fields := strings.Fields(comment)
	if !ok || len(fields) == 0 {
		return "", nil, false
	}
	word, ok = strings.CutPrefix(fields[0], "migrate:")
	return word, fields[1:], ok && (word == "up" || word == "down")
}
