package render

import (
	"strings"

	"github.com/schemadiff/schemadiff/diff"
	"github.com/schemadiff/schemadiff/model"
)

// tall reports whether a block takes more than a line.
func (b *block) tall() bool {
	return b.head == nil || len(b.parts) > 0 || len(b.head.facets) > 1 || len(b.head.risks) > 0 || len(b.head.doubts) > 0
}

func (t *reviewer) block(b *block) {
	head := b.head
	if head == nil {
		head = &entry{sign: signAlter, id: b.owner}
	}
	if mode := t.groups.strongest[b.owner.QName()]; mode != "" && b.owner.Kind == model.KindTable {
		head.locks = addLock(head.locks, TableLock{b.owner.QName(), mode})
	}
	t.put(head.sign.paint(), string(head.sign)+" "+string(t.groups.kind(b.owner)))
	t.space(1)
	if head.sign == signAdd || head.sign == signDrop {
		t.defineHead(head)
	} else {
		t.put(strong, b.owner.Path())
	}
	list := t.attributes(head)
	single := len(list) == 1 && aligned(list, t.used()+2)
	if single {
		t.space(2)
		t.facet(list[0], 0)
	}
	t.trailer(head)
	t.end()
	if !single {
		t.facets(list, 4)
	}
	t.below(head, 4)
	grid := t.newGrid(b.parts, 4)
	for _, e := range b.parts {
		t.part(e, grid, b.owner)
	}
}

// sketch says what an added or dropped object is.
func (t *reviewer) sketch(e *entry) Sketch {
	if d, ok := e.object.(model.Definition); ok {
		return t.words.Sketch(d)
	}
	text := describe(e.object)
	if o, ok := e.object.(model.Table); ok {
		switch {
		case e.sign == signDrop:
			text = "(" + counted(len(o.Columns), "column") + ")"
		case o.Materialized():
			text = words(text, "as "+abbreviated(o.Query.Text), flag(o.Unpopulated, "with no data"))
		}
	}
	if text == "" {
		return Sketch{}
	}
	return Sketch{Phrases: []string{text}}
}

// flow writes pieces one after the other, the first behind a gap; a piece for which
// there is no room on the line begins the next one.
func (t *reviewer) flow(p paint, pieces []string, gap, indent int) {
	for _, piece := range pieces {
		if t.used() > indent && t.used()+gap+width(piece) > longest {
			t.end()
			gap = indent
		}
		t.space(gap)
		t.put(p, piece)
		gap = 1
	}
}

// defineHead writes the name of an object that comes or goes, and what it is:
// what doesn't fit stands on the next lines.
func (t *reviewer) defineHead(e *entry) {
	const indent = 6
	s := t.sketch(e)
	if len(s.Name) == 0 {
		t.put(strong, e.id.Path())
	} else {
		t.put(strong, s.Name[0])
		t.flow(strong, s.Name[1:], 1, indent)
	}
	t.flow(plain, s.Phrases, 1, indent)
}

// grid is where the definitions of a block's entries begin.
type grid struct{ kind, name, indent int }

func (t *reviewer) newGrid(parts []*entry, indent int) grid {
	g := grid{indent: indent}
	for _, e := range parts {
		g.kind = max(g.kind, width(kindWord(e.id.Kind)))
		if n := width(t.partName(e)); n <= maxName {
			g.name = max(g.name, n)
		}
	}
	return g
}

func (g grid) column() int {
	if g.name == 0 {
		return g.indent + 2 + g.kind + 2
	}
	return g.indent + 2 + g.kind + 2 + g.name + 2
}

// kindWord is short where the place makes clear what is meant.
func kindWord(k model.Kind) string {
	if k == model.KindDomainConstraint {
		k = model.KindCheck
	}
	if of, aspect, ok := (model.ID{Kind: k}).About(); ok && of.Kind != model.KindColumn {
		return string(aspect)
	}
	return strings.TrimSuffix(string(k), " constraint")
}

func (t *reviewer) part(e *entry, g grid, owner model.ID) {
	t.space(g.indent)
	t.put(e.sign.paint(), string(e.sign)+" "+kindWord(e.id.Kind))
	name := t.partName(e)
	if e.id.Parent == "" && e.id.Schema != owner.Schema {
		name = e.id.Path()
	}
	if name != "" {
		t.space(g.kind - width(kindWord(e.id.Kind)) + 2)
		t.put(strong, name)
	}
	gap := max(g.column()-t.used(), 2)
	list := t.attributes(e)
	switch {
	case e.sign == signAdd || e.sign == signDrop:
		if phrases := t.sketch(e).Phrases; len(phrases) > 0 {
			t.space(gap)
			t.put(plain, phrases[0])
			t.flow(plain, phrases[1:], 1, min(g.column(), maxIndent))
		}
	case len(list) > 0 && aligned(list, g.column()) && width(name) <= g.name:
		t.space(gap)
		names := nameWidth(list)
		for i, f := range list {
			if i > 0 {
				t.end()
				t.space(g.column())
			}
			t.facet(f, names)
			if i == 0 {
				t.trailer(e)
			}
		}
		t.end()
		t.below(e, g.indent+4)
		return
	}
	t.trailer(e)
	t.end()
	if e.sign == signAlter || e.sign == signDoubt {
		t.facets(list, g.indent+4)
	}
	t.below(e, g.indent+4)
}

// partName is what a part is called in the block of what it is a part of: what is
// said of the block's object needs no name, and what a definition follows that has
// none either.
func (t *reviewer) partName(e *entry) string {
	if of, _, ok := e.id.About(); ok && of.Kind != model.KindColumn {
		return ""
	}
	text, unnamed := t.unnamed[e.id]
	switch {
	case !unnamed:
		return e.id.Name
	case e.sign == signAdd || e.sign == signDrop:
		return ""
	}
	return text
}

// trailer tells the locks of an entry at the end of its line, if that isn't
// long already.
func (t *reviewer) trailer(e *entry) {
	text := t.groups.lockText(e)
	if text != "" && t.used()+len(text) <= longest {
		t.put(faint, "  ["+text+"]")
		e.locks, e.outside = nil, false
	}
}

// signed is a line that begins with a sign.
type signed struct {
	sign sign
	text string
}

// contrast writes a line with its sign, and makes stronger where it differs
// from another one that it begins and ends like.
func (t *reviewer) contrast(line signed, other string) {
	own, theirs := []rune(line.text), []rune(other)
	head := 0
	for head < len(own) && head < len(theirs) && own[head] == theirs[head] {
		head++
	}
	tail := 0
	for tail < len(own)-head && tail < len(theirs)-head && own[len(own)-1-tail] == theirs[len(theirs)-1-tail] {
		tail++
	}
	for head > 0 && own[head-1] != ' ' { // whole words
		head--
	}
	for tail > 0 && own[len(own)-tail] != ' ' {
		tail--
	}
	p := line.sign.paint()
	t.put(p, string(line.sign)+" "+string(own[:head]))
	middle := "1;" + p
	if head+tail == 0 {
		middle = p
	}
	t.put(middle, string(own[head:len(own)-tail]))
	t.put(p, string(own[len(own)-tail:]))
}

// below writes what is to know of an entry.
func (t *reviewer) below(e *entry, indent int) {
	if text := t.groups.lockText(e); text != "" {
		t.space(indent)
		t.put(faint, "["+text+"]")
		t.end()
	}
	for _, u := range e.doubts {
		t.doubt(u, indent)
	}
	for _, r := range e.risks {
		p := warning
		if r.grave() {
			p = danger
		}
		t.space(indent)
		t.put(p, "! "+codeWords(r.code))
		if t.told[r] {
			t.put(faint, ": as above")
		} else {
			t.put(plain, ": "+r.text)
		}
		t.told[r] = true
		t.end()
	}
}

// doubt writes why a difference has no statement.
func (t *reviewer) doubt(u diff.Unsupported, indent int) {
	text := u.Reason
	if u.Facet != "" {
		text = string(u.Facet) + ": " + text
	}
	t.space(indent)
	t.put(unsure, "? "+text)
	t.end()
	if u.Facet == diff.FacetQuery {
		t.lines(compareQueries(t.words.Query(u.Old), t.words.Query(u.New)), indent+2)
		return
	}
	sides := []signed{{signDrop, u.Old}, {signAdd, u.New}}
	for i, side := range sides {
		if side.text != "" && side.text != u.ID.Path() {
			t.space(indent + 2)
			t.contrast(side, sides[1-i].text)
			t.end()
		}
	}
}

func (s sign) paint() paint {
	switch s {
	case signAdd:
		return added
	case signDrop:
		return dropped
	case signAlter:
		return altered
	case signDoubt:
		return unsure
	case signSame, signGap:
	}
	return plain
}
