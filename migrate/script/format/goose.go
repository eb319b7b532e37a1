package format

import (
	"fmt"
	"slices"
	"strings"

	"github.com/schemadiff/schemadiff/inspect/sqlfile"
	"github.com/schemadiff/schemadiff/migrate/script"
)

// goose is the format of github.com/pressly/goose: a file for both directions,
// which are begun by comments.
var goose = &tool{
	name:   "goose",
	steps:  gooseSteps,
	before: byNumber,
	parse:  (*parsing).goose,
	write:  writeGoose,
}

func byNumber(a, b *step) int { return compareNumbers(a.version, b.version) }

// gooseSteps finds files NUMBER_name.sql. Revisions in Go can't be read as SQL.
func gooseSteps(t *tree) []step {
	var steps []step
	for _, e := range t.flat() {
		stem, isSQL := strings.CutSuffix(e.name, ".sql")
		if !isSQL {
			stem = strings.TrimSuffix(e.name, ".go")
		}
		number, title := cutNumber(base(stem))
		switch {
		case number == "" || !strings.HasPrefix(title, "_"):
		case isSQL:
			steps = append(steps, step{id: number, version: number, title: title[1:], up: e.path(), down: e.path()})
		case stem != e.name && !strings.HasSuffix(stem, "_test"):
			t.fail(e.path(), "this revision is written in Go, and only revisions in SQL can be read",
				"write it in SQL, or keep running it with goose")
		}
	}
	return steps
}

func base(name string) string { return name[strings.LastIndexByte(name, '/')+1:] }

// gooseWords are what the comments can say, in lower case.
var gooseWords = []string{"up", "down", "statementbegin", "statementend", "no transaction", "envsub on", "envsub off"}

// annotation returns what a line says to a tool: "-- +goose Up" is "up" for the
// mark "+goose".
func annotation(line, mark string) (word string, ok bool) {
	comment, ok := strings.CutPrefix(strings.TrimSpace(line), "--")
	word, found := strings.CutPrefix(strings.ToLower(strings.TrimSpace(comment)), mark)
	if !ok || !found {
		return "", false
	}
	return strings.Join(strings.Fields(word), " "), true
}

// goose reads a file. As goose does, it looks at lines, also at those inside of
// strings.
func (p *parsing) goose() {
	if !p.open(p.step.up) {
		return
	}
	g := gooseReader{parsing: p}
	for line := range lines(p.source.Text) {
		word, ok := annotation(p.source.Text[line.start:line.end], "+goose")
		if !ok {
			continue
		}
		g.annotation(word, line)
		g.at = line.next
	}
	g.piece(len(p.source.Text))
	if g.group {
		p.fail(g.at, "no line \"-- +goose StatementEnd\" follows \"-- +goose StatementBegin\"", "")
	}
	if p.script.Up.Missing {
		p.fail(0, "the file has no line \"-- +goose Up\"", "goose can't run it either")
	}
	p.script.Up.NoTransaction = !p.script.Up.Missing && g.noTransaction
	p.script.Down.NoTransaction = !p.script.Down.Missing && g.noTransaction
}

type gooseReader struct {
	*parsing
	section       *script.Section // the current one
	at            int             // where the current piece begins
	group         bool            // the piece is one statement
	noTransaction bool
}

// annotation ends the piece above a comment for goose and does what it says.
func (g *gooseReader) annotation(word string, at line) {
	g.piece(at.start)
	switch word {
	case "up", "down":
		next := &g.script.Up
		if word == "down" {
			next = &g.script.Down
		}
		if !next.Missing {
			g.fail(at.start, fmt.Sprintf("the file has a second line \"-- +goose %s\"", word), "")
		}
		next.Missing = false
		next.Pos = sqlfile.NewLines(g.source.Name, g.source.Text).Pos(at.start)
		g.section = next
	case "statementbegin", "statementend":
		if begins := word == "statementbegin"; begins == g.group || g.section == nil {
			g.fail(at.start, fmt.Sprintf("the line %q has no place here", "-- +goose "+word), "StatementBegin and StatementEnd stand around a statement")
		}
		g.group = word == "statementbegin"
	case "no transaction":
		g.noTransaction = true
	case "envsub on", "envsubst on":
		g.fail(at.start, "goose puts variables of the environment into this file, so that its text isn't known", "write the values, or keep running it with goose")
	case "envsub off", "envsubst off":
	default:
		g.fail(at.start, fmt.Sprintf("unknown annotation \"+goose %s\"", word), "there are "+strings.Join(gooseWords, ", "))
	}
}

// piece reads the text between two comments for goose.
func (g *gooseReader) piece(end int) {
	switch {
	case g.section != nil && g.group:
		g.add(g.grouped(g.at, end, g.section == &g.script.Down))
	case g.section != nil:
		g.add(g.parsing.section(g.at, end, g.section == &g.script.Down, false))
	default:
		g.preamble(g.at, end)
	}
}

// add adds a piece to its section. What comments say at its end belongs to what
// follows.
func (g *gooseReader) add(piece script.Section) { addPiece(g.section, piece) }

func addPiece(section *script.Section, piece script.Section) {
	if len(piece.Statements) > 0 {
		piece.Statements[0].Comment = append(section.Tail, piece.Statements[0].Comment...)
		section.Tail = nil
	}
	section.Statements = append(section.Statements, piece.Statements...)
	section.Tail = append(section.Tail, piece.Tail...)
	if piece.Irreversible != "" {
		section.Irreversible = piece.Irreversible
	}
	section.NoTransaction = section.NoTransaction || piece.NoTransaction
}

// preamble reads what stands above the first section: comments for readers.
func (p *parsing) preamble(from, to int) {
	section := p.section(from, to, false, false)
	if len(section.Statements) > 0 {
		pos := section.Statements[0].Pos
		p.errs = append(p.errs, &sqlfile.Error{Pos: pos, Msg: "this statement stands above the section that goes up", Hint: "it would not run"})
	}
	p.script.Doc = strings.Join(append(slices.DeleteFunc([]string{p.script.Doc}, func(s string) bool { return s == "" }), section.Tail...), "\n")
}

// grouped reads a piece that is one statement for its tool. Where our splitter
// knows the bodies of the dialect it is still cut at its semicolons, else it is
// kept as it is.
func (p *parsing) grouped(from, to int, down bool) script.Section {
	syntax := p.tree.options.Syntax
	section, _, errs := script.ReadSection(p.source, from, to, down, syntax)
	if len(section.Statements) <= 1 && len(errs) == 0 || syntax.DollarQuotes || syntax.TriggerBodies {
		p.errs = append(p.errs, errs...)
		return section
	}
	text := strings.TrimRight(p.source.Text[from:to], " \t\r\n")
	text = strings.TrimSuffix(text, ";")
	trimmed := strings.TrimLeft(text, " \t\r\n")
	section.Statements = section.Statements[:1]
	section.Statements[0] = script.Statement{
		SQL: trimmed,
		Pos: sqlfile.NewLines(p.source.Name, p.source.Text).Pos(from + len(text) - len(trimmed)),
	}
	section.Tail = nil
	return section
}

// line is where a line stands in a text; next is where the next one begins.
type line struct{ start, end, next int }

// lines yields the lines of a text.
func lines(text string) func(func(line) bool) {
	return func(yield func(line) bool) {
		for at := 0; at < len(text); {
			end := strings.IndexAny(text[at:], "\r\n")
			l := line{at, len(text), len(text)}
			if end >= 0 {
				l.end = at + end
				l.next = l.end + 1
				if strings.HasPrefix(text[l.end:], "\r\n") {
					l.next++
				}
			}
			if !yield(l) {
				return
			}
			at = l.next
		}
	}
}
