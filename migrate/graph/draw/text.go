package draw

import (
	"bufio"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// TextOptions say how the picture in the terminal looks.
type TextOptions struct {
	// ASCII draws with characters that every terminal has.
	ASCII bool
	// Describe writes what stands beside a revision; the lines after the first one
	// stand beside the lanes. Nil is [Describe]. It must [Clean] foreign text.
	Describe func(Revision) string
}

// Text draws revisions with a line for each. A lane is what leads from a revision
// down to its parent; a merge opens lanes to the right, a branch point closes
// them. Dependencies are no lanes, they are written down.
//
//	○─╮ e (head) join them
//	○ │ d2
//	│ ● d1 (current)
//	●─╯ b (branch point)
//	●   a (base)
//
// A full circle is a revision that has run, where a database was asked.
func Text(w io.Writer, list []Revision, options TextOptions) error {
	if options.Describe == nil {
		options.Describe = Describe
	}
	p := &picture{row: make(map[string]int, len(list)), ended: -1}
	for i := range list {
		p.row[list[i].ID] = i
	}
	out := bufio.NewWriter(w)
	for i := range list {
		line := p.draw(&list[i])
		width := utf8.RuneCountInString(line)
		for k, text := range strings.Split(options.Describe(list[i]), "\n") {
			if k > 0 {
				line = fmt.Sprintf("%-*s", width, p.between())
			}
			if options.ASCII {
				line = plain.Replace(line)
			}
			if text = strings.TrimRight(line+" "+text, " "); text != "" || k == 0 {
				_, _ = fmt.Fprintln(out, text)
			}
		}
	}
	return out.Flush()
}

// plain has a character of ASCII for each that pictures are drawn with.
var plain = strings.NewReplacer("●", "*", "○", "o", "│", "|", "─", "-", "╮", `\`, "╯", "/", "┬", ".", "┴", "'", "┼", "|")

// picture is what has been drawn so far: for each lane the revision that it
// leads to, "" where there is none.
type picture struct {
	row   map[string]int
	lanes []string
	// ended is the lane in which nothing follows the last revision, or -1.
	ended int
}

// draw makes the line of a revision, two characters for each lane.
func (p *picture) draw(r *Revision) string {
	at := slices.Index(p.lanes, r.ID)
	if at < 0 {
		at = p.head(r.ID)
	}
	// The other lanes that lead here end, and those that this revision opens begin
	// beside them.
	var ends, begins []int
	for i := at + 1; i < len(p.lanes); i++ {
		if p.lanes[i] == r.ID {
			ends = append(ends, i)
		}
	}
	parents := p.drawn(r.Parents)
	if len(parents) > 1 {
		for _, parent := range parents[1:] {
			begins = append(begins, p.open(at, parent))
		}
	}
	line := p.line(at, ends, begins, r.Applied != nil && !*r.Applied)
	p.lanes[at], p.ended = "", at
	if len(parents) > 0 {
		p.lanes[at], p.ended = parents[0], -1
	}
	for _, i := range ends {
		p.lanes[i] = ""
	}
	p.trim()
	return line
}

// trim drops the places at the right that are free.
func (p *picture) trim() {
	for len(p.lanes) > 0 && p.lanes[len(p.lanes)-1] == "" {
		p.lanes = p.lanes[:len(p.lanes)-1]
	}
}

// drawn lists the parents that are part of the picture, the one first that comes
// first.
func (p *picture) drawn(parents []string) []string {
	var list []string
	for _, id := range parents {
		if _, ok := p.row[id]; ok {
			list = append(list, id)
		}
	}
	slices.SortFunc(list, func(a, b string) int { return p.row[a] - p.row[b] })
	return list
}

// head begins a lane for a revision that nothing leads to, in the first place
// that is free. Right below the last revision of a lane it would look like its
// parent.
func (p *picture) head(id string) int {
	if p.ended < 0 {
		return p.open(-1, id)
	}
	for len(p.lanes) <= p.ended {
		p.lanes = append(p.lanes, "")
	}
	p.lanes[p.ended] = id // so that it is not free
	at := p.open(-1, id)
	p.lanes[p.ended] = ""
	p.trim()
	return at
}

// open begins a lane to the right of another one, in the first place that is
// free.
func (p *picture) open(after int, id string) int {
	for i := after + 1; i < len(p.lanes); i++ {
		if p.lanes[i] == "" {
			p.lanes[i] = id
			return i
		}
	}
	p.lanes = append(p.lanes, id)
	return len(p.lanes) - 1
}

// line draws the lanes with a revision at one of them, from which lines lead to
// the right: to lanes that end here from above, and to such that begin.
func (p *picture) line(at int, ends, begins []int, pending bool) string {
	last := max(at, slices.Max(append([]int{at}, ends...)), slices.Max(append([]int{at}, begins...)))
	var line strings.Builder
	for i, lane := range p.lanes {
		across := at < i && i < last
		switch {
		case i == at && pending:
			line.WriteString("○")
		case i == at:
			line.WriteString("●")
		case slices.Contains(ends, i) && i == last:
			line.WriteString("╯")
		case slices.Contains(ends, i):
			line.WriteString("┴")
		case slices.Contains(begins, i) && i == last:
			line.WriteString("╮")
		case slices.Contains(begins, i):
			line.WriteString("┬")
		case across && lane != "":
			line.WriteString("┼")
		case across:
			line.WriteString("─")
		case lane != "":
			line.WriteString("│")
		default:
			line.WriteString(" ")
		}
		if i < len(p.lanes)-1 {
			if at <= i && i < last {
				line.WriteString("─")
			} else {
				line.WriteString(" ")
			}
		}
	}
	return line.String()
}

// between draws the lanes alone.
func (p *picture) between() string {
	var line strings.Builder
	for i, lane := range p.lanes {
		if i > 0 {
			line.WriteString(" ")
		}
		if lane == "" {
			line.WriteString(" ")
		} else {
			line.WriteString("│")
		}
	}
	return line.String()
}

// Describe writes a revision in a line: its ID, what is special about it, the
// labels that it declares, its message, what it depends on.
func Describe(r Revision) string {
	text := Clean(r.ID)
	if marks := Marks(r); len(marks) > 0 {
		text += " (" + strings.Join(marks, ", ") + ")"
	}
	if len(r.Labels) > 0 {
		text += " [" + Clean(strings.Join(r.Labels, ", ")) + "]"
	}
	if message, _, _ := strings.Cut(r.Message, "\n"); message != "" {
		text += " " + Clean(message)
	}
	if len(r.DependsOn) > 0 {
		text += ", depends on " + Clean(strings.Join(r.DependsOn, ", "))
	}
	if len(r.Missing) > 0 {
		text += ", follows what is missing: " + Clean(strings.Join(r.Missing, ", "))
	}
	return text
}

// Marks says in words what is special about a revision.
func Marks(r Revision) []string {
	var marks []string
	add := func(is bool, word string) {
		if is {
			marks = append(marks, word)
		}
	}
	add(r.Current != nil && *r.Current, "current")
	add(r.Head && !r.Effective, "head")
	add(r.Effective, "effective head")
	add(r.BranchPoint, "branch point")
	add(r.MergePoint, "merge")
	add(r.Base, "base")
	return marks
}

// Clean replaces what a terminal would not show as it stands: control characters,
// and those that change the direction of writing or are invisible.
func Clean(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == '\t' || r == '\n' || r == '\r':
			return ' '
		case r == unicode.ReplacementChar || !unicode.IsPrint(r):
			return unicode.ReplacementChar
		}
		return r
	}, text)
}
