package render

import (
	"slices"
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
	t.put(head.sign.paint(), string(head.sign)+" "+string(b.owner.Kind))
	t.space(1)
	t.put(strong, b.owner.Path())
	if head.sign == signAdd || head.sign == signDrop {
		t.defineHead(head)
	}
	single := len(head.facets) == 1 && t.aligned(head.facets, t.used()+2)
	if single {
		t.space(2)
		t.facet(head.facets[0], 0)
	}
	t.trailer(head)
	t.end()
	if !single {
		t.facets(head, head.facets, 4)
	}
	t.below(head, 4)
	grid := newGrid(b.parts, 4)
	for _, e := range b.parts {
		t.part(e, grid, b.owner)
	}
}

// definition says what an added or dropped object is.
func definition(e *entry) string {
	if table, ok := e.object.(model.Table); ok && e.sign == signDrop {
		return "(" + counted(len(table.Columns), "column") + ")"
	}
	return describe(e.object)
}

// define writes the definition behind a gap.
func (t *reviewer) define(e *entry, gap int) {
	if text := definition(e); text != "" {
		t.space(gap)
		t.put(plain, text)
	}
}

// defineHead is define for the head of a block: what doesn't fit stands on the
// next line.
func (t *reviewer) defineHead(e *entry) {
	gap := 1
	if t.used()+gap+width(definition(e)) > longest {
		t.end()
		gap = 6
	}
	t.define(e, gap)
}

// grid is where the definitions of a block's entries begin.
type grid struct{ kind, name, indent int }

func newGrid(parts []*entry, indent int) grid {
	g := grid{indent: indent}
	for _, e := range parts {
		g.kind = max(g.kind, width(kindWord(e.id.Kind)))
		if n := width(e.id.Name); n <= maxName {
			g.name = max(g.name, n)
		}
	}
	return g
}

func (g grid) column() int { return g.indent + 2 + g.kind + 2 + g.name + 2 }

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
	t.space(g.kind - width(kindWord(e.id.Kind)) + 2)
	name := e.id.Name
	if e.id.Parent == "" && e.id.Schema != owner.Schema {
		name = e.id.Path()
	}
	t.put(strong, name)
	gap := max(g.name-width(name), 0) + 2
	switch {
	case e.sign == signAdd || e.sign == signDrop:
		t.define(e, gap)
	case len(e.facets) > 0 && t.aligned(e.facets, g.column()) && width(name) <= g.name:
		t.space(gap)
		names := facetWidth(e.facets)
		for i, f := range e.facets {
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
	t.facets(e, e.facetsBelow(), g.indent+4)
	t.below(e, g.indent+4)
}

// facetsBelow are the facets that a line per entry has no room for.
func (e *entry) facetsBelow() []diff.Facet {
	if e.sign == signAlter || e.sign == signDoubt {
		return e.facets
	}
	return nil
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

func facetWidth(facets []diff.Facet) int {
	n := 0
	for _, f := range facets {
		n = max(n, width(string(f.Name)))
	}
	return n
}

// aligned reports whether all facets fit on lines of their own from a column.
func (t *reviewer) aligned(facets []diff.Facet, column int) bool {
	names := facetWidth(facets)
	return !slices.ContainsFunc(facets, func(f diff.Facet) bool {
		return column+names+2+facetLength(f) > fits
	})
}

// facets writes each facet on a line, or on several where its values are long.
func (t *reviewer) facets(e *entry, facets []diff.Facet, indent int) {
	names := facetWidth(facets)
	for _, f := range facets {
		t.space(indent)
		if indent+names+2+facetLength(f) <= fits {
			t.facet(f, names)
			t.end()
			continue
		}
		t.put(faint, string(f.Name))
		t.end()
		list := longFacet(e, f)
		for i, line := range list {
			other := ""
			if len(list) == 2 && list[0].sign != list[1].sign {
				other = list[1-i].text
			}
			t.space(indent + 2)
			t.contrast(line, other)
			t.end()
		}
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

// longFacet writes both values of a facet below each other; of the labels of
// an enum only those that come and go.
func longFacet(e *entry, f diff.Facet) []signed {
	old, ok := e.old.(model.Enum)
	fresh, both := e.object.(model.Enum)
	if f.Name != diff.FacetLabels || !ok || !both {
		return []signed{{signDrop, show(f, f.Old)}, {signAdd, show(f, f.New)}}
	}
	edit := diff.EnumEdit(old.Labels, fresh.Labels)
	var lines []signed
	for _, label := range edit.Removed {
		lines = append(lines, signed{signDrop, label})
	}
	for _, a := range edit.Added {
		lines = append(lines, signed{signAdd, a.Label + prefixed(" after ", a.After) + prefixed(" before ", a.Before)})
	}
	if edit.Reordered {
		lines = append(lines, signed{signAlter, "in another order: " + strings.Join(fresh.Labels, ", ")})
	}
	return lines
}

func (t *reviewer) facet(f diff.Facet, names int) {
	t.put(faint, string(f.Name))
	t.space(max(names-width(string(f.Name)), 0) + 2)
	t.value(dropped, f, f.Old)
	t.put(faint, " → ")
	t.value(added, f, f.New)
}

func (t *reviewer) value(p paint, f diff.Facet, s string) {
	if s == "" {
		p = faint // none, or default
	}
	t.put(p, show(f, s))
}

// show returns a facet's value: comments, which may hold anything, in quotes.
func show(f diff.Facet, s string) string {
	switch {
	case s == "" && slices.Contains(withDefault, f.Name):
		return "default"
	case s == "":
		return "none"
	case strings.HasSuffix(string(f.Name), string(diff.FacetComment)):
		return "“" + s + "”"
	}
	return s
}

// withDefault are the facets whose empty value stands for the server's choice.
var withDefault = []diff.FacetName{
	diff.FacetCollation, diff.FacetOpclass, diff.FacetTablespace, diff.FacetAccessMethod, diff.FacetStatisticsTarget,
	diff.FacetStorage, diff.FacetCompression, diff.FacetReplicaIdentity, diff.FacetMultirange, diff.FacetVersion,
	diff.FacetSchema, diff.FacetKeyStatistics,
}

func facetLength(f diff.Facet) int { return width(show(f, f.Old)) + 3 + width(show(f, f.New)) }

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
	}
	return plain
}
