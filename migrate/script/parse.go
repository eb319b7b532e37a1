package script

import (
	"strings"

	"github.com/schemadiff/schemadiff/inspect/sqlfile"
	"github.com/schemadiff/schemadiff/model"
)

// Parse reads a file of our own format. It returns what it could read together
// with every error that it met.
func Parse(source sqlfile.Source, syntax sqlfile.Syntax) (Script, sqlfile.ErrorList) {
	p := newParser(source, syntax)
	if at := p.header(); p.script.ID != "" || len(p.errs) == 0 {
		p.body(at)
	}
	p.script.Checksum = p.script.Sum()
	p.errs.Sort()
	return p.script, p.errs
}

// ParseHeader reads only the head of a file: the script has no sections and no
// checksum. The text may end behind the header.
func ParseHeader(source sqlfile.Source) (Script, sqlfile.ErrorList) {
	p := newParser(source, sqlfile.Syntax{})
	p.header()
	p.endDoc()
	return p.script, p.errs
}

type parser struct {
	name, text string
	syntax     sqlfile.Syntax
	lines      *sqlfile.Lines // nil until it is needed
	errs       sqlfile.ErrorList
	failed     map[model.Pos]bool // places of errors
	script     Script
	seen       map[string]bool // keys of the header
	idAt       int             // offset of the header's first line
	spans      []span          // values of the header
	remarks    []string        // lines below the header

	// foreign is the direction of a section in a file of another format.
	foreign  string
	controls []control // statements for transactions in such a file

	section *Section // the current one
	pending []string // lines of comments above the next statement
	marks   marks    // marks above the next statement
	strayed bool     // a statement before the first section was reported
	cuts    int      // how often the text was cut inside of a statement
}

func newParser(source sqlfile.Source, syntax sqlfile.Syntax) *parser {
	p := &parser{name: source.Name, text: strings.TrimPrefix(source.Text, "\ufeff"), syntax: syntax, failed: map[model.Pos]bool{}}
	p.script.Path = source.Name
	p.script.Pos = model.Pos{File: source.Name, Line: 1, Column: 1}
	p.script.Up.Missing, p.script.Down.Missing = true, true
	return p
}

// pos returns the position of an offset.
func (p *parser) pos(offset int) model.Pos {
	if offset == 0 {
		return model.Pos{File: p.name, Line: 1, Column: 1}
	}
	if p.lines == nil {
		p.lines = sqlfile.NewLines(p.name, p.text)
	}
	return p.lines.Pos(offset)
}

// fail reports an error. One at the same place is enough.
func (p *parser) fail(offset int, msg, hint string) { p.failAt(p.pos(offset), msg, hint) }

func (p *parser) failAt(pos model.Pos, msg, hint string) {
	if !p.failed[pos] {
		p.failed[pos] = true
		p.errs = append(p.errs, &sqlfile.Error{Pos: pos, Msg: msg, Hint: hint})
	}
}

// endDoc makes the remarks one text.
func (p *parser) endDoc() { p.script.Doc = strings.Trim(strings.Join(p.remarks, "\n"), "\n") }

// body reads the sections.
func (p *parser) body(at int) {
	p.chunk(at, len(p.text))
	p.flush()
	p.endDoc()
	if p.script.Up.Missing && len(p.errs) == 0 {
		p.fail(len(p.text), "the file has no section \"-- schemadiff: up\"", "a revision that does nothing has an empty one")
	}
}

// maxCuts limits how many sections may begin inside of a statement: each of
// them makes the rest of the file be read again.
const maxCuts = 8

// chunk reads a part of the text. A section that begins before the statement
// above it got its semicolon ends that statement.
func (p *parser) chunk(from, to int) {
	part, errs := sqlfile.Split(sqlfile.Source{Name: p.name, Text: p.text[from:to]}, p.syntax)
	if cut := p.sectionInside(part); cut > 0 && p.cuts < maxCuts {
		p.cuts++
		p.chunk(from, from+cut)
		p.chunk(from+cut, to)
		return
	}
	c := chunk{parser: p, part: part, from: from}
	c.read()
	for _, err := range errs {
		p.failAt(c.place(err.Pos), err.Msg, err.Hint)
	}
}

// sectionInside returns the offset of the first mark of a section that stands
// inside of a statement, 0 if there is none.
func (p *parser) sectionInside(part *sqlfile.Script) int {
	for i := range part.Statements {
		stmt := &part.Statements[i]
		for _, comment := range stmt.Comments {
			inside := comment.Start > stmt.Offset && comment.End <= textEnd(part, stmt, p.syntax)
			if inside && namesSection(comment.Text) {
				return comment.Start
			}
		}
	}
	return 0
}

// namesSection says whether a mark begins a section.
func namesSection(text string) bool {
	var m marks
	_, _ = readMark(text, &m)
	return m.section != ""
}

// control is a statement that begins or ends a transaction.
type control struct {
	word          string
	index, offset int
}

// ReadSection reads a part of a file of another format as one direction. Marks of
// ours count in it; one that names the direction is about the whole section. A
// transaction around all of it is left out, because it is made where the
// section runs, and reported.
func ReadSection(source sqlfile.Source, from, to int, down bool, syntax sqlfile.Syntax) (section Section, wrapped bool, errs sqlfile.ErrorList) {
	p := newParser(source, syntax)
	p.foreign, p.section = markUp, &p.script.Up
	if down {
		p.foreign = markDown
	}
	p.section.Missing = false
	p.section.Pos = p.pos(from)
	p.chunk(from, to)
	p.flush()
	wrapped = p.unwrap()
	p.errs.Sort()
	return *p.section, wrapped, p.errs
}

// unwrap leaves a transaction out that is around the whole section, and refuses
// other statements for transactions.
func (p *parser) unwrap() bool {
	list := p.section.Statements
	if n := len(p.controls); n == 2 && p.controls[0].index == 0 && p.controls[1].index == len(list)-1 &&
		begins[p.controls[0].word] && commits[p.controls[1].word] {
		inner := list[1 : len(list)-1]
		if len(inner) > 0 {
			inner[0].Comment = append(list[0].Comment, inner[0].Comment...)
		} else {
			p.section.Tail = append(list[0].Comment, p.section.Tail...)
		}
		p.section.Tail = append(list[len(list)-1].Comment, p.section.Tail...)
		p.section.Statements = inner
		return true
	}
	for _, c := range p.controls {
		p.refuse(c)
	}
	return false
}

// refuse reports a statement for transactions.
func (p *parser) refuse(c control) {
	p.fail(c.offset, c.word+" has no place in a revision, whose transactions are made where it runs",
		"leave it out; what can't run in a transaction is marked \"-- schemadiff: no transaction\"")
}

// flush gives comments that no statement follows to what they stand in.
func (p *parser) flush() {
	if p.marks.set {
		p.fail(p.marks.offset, "no statement follows this mark", "a mark stands above its statement")
	}
	switch {
	case p.section != nil:
		p.section.Tail = append(p.section.Tail, p.pending...)
	default:
		p.remarks = append(p.remarks, p.pending...)
	}
	p.pending, p.marks = nil, marks{}
}

// open begins the section that a mark names.
func (p *parser) open(m marks, offset int) {
	if p.foreign != "" {
		p.openForeign(m, offset)
		return
	}
	p.flush()
	section := &p.script.Up
	if m.section == markDown {
		section = &p.script.Down
	}
	if !section.Missing {
		p.fail(offset, "the file has a second section \""+m.section+"\"", "each direction has one")
	}
	p.checkSectionMark(m, offset)
	p.section = section
	section.Missing = false
	section.Pos = p.pos(offset)
	section.NoTransaction, section.Irreversible = m.noTransaction, m.irreversible
}

// openForeign reads a mark that is about the section of a foreign file.
func (p *parser) openForeign(m marks, offset int) {
	switch {
	case m.section != p.foreign:
		p.fail(offset, "this is no place for a section \""+m.section+"\"", "the file has the sections of its own format")
	default:
		p.checkSectionMark(m, offset)
		p.section.NoTransaction = p.section.NoTransaction || m.noTransaction
		p.section.Irreversible = m.irreversible
	}
}

// checkSectionMark refuses marks of statements on sections.
func (p *parser) checkSectionMark(m marks, offset int) {
	switch {
	case m.repeat || m.pause > 0:
		p.fail(offset, "a section can't be repeated", "mark the statement that is to be repeated")
	case m.rowsOnly:
		p.fail(offset, "single statements change rows only, not a section", "mark the statement")
	case m.newTransaction:
		p.fail(offset, "a section begins in a new transaction anyway", "mark the statement that is to begin another")
	}
}
