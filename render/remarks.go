package render

import (
	"slices"
	"strings"

	"github.com/schemadiff/schemadiff/diff"
)

// Remarks says in words what a reviewer must know of the statements of a plan,
// one after the other: the comments above them in a migration. What is the same
// for several statements is told once. The zero value has told nothing yet.
type Remarks struct{ told map[risk]bool }

// Of returns the lines about a statement, without marks of comments. No line
// has the form of a file's mark in a txtar archive, so that migrations can be
// kept in one, and whatever a name holds, a line stays one line.
func (r *Remarks) Of(s Statement) []string {
	var lines []string
	if text := lockWords(s); text != "" {
		lines = append(lines, remark("lock: "+text))
	}
	if r.told == nil {
		r.told = map[risk]bool{}
	}
	here := map[risk]bool{}
	for _, h := range s.Hazards {
		what := risk{h.Code, h.Text}
		if here[what] {
			continue // of another object of the same statement
		}
		text := h.Text
		if here[what] = true; r.told[what] {
			text = "as above"
		}
		r.told[what] = true
		lines = append(lines, remark(codeWords(h.Code)+": "+text))
	}
	return lines
}

// Remarks returns the lines about the way up as a whole: what it destroys for
// good, what it makes anew without a change, and the differences that stay.
func (r Report) Remarks() []string {
	var lines []string
	plan := r.Migration.Up
	if len(plan.Losses) > 0 {
		lines = append(lines, "What cannot be undone:")
		for _, l := range plan.Losses {
			lines = append(lines, remark("  "+l.Object.String()+": "+l.Text))
		}
	}
	if len(plan.Remade) > 0 {
		lines = append(lines, "Dropped and created again as they are, because of what they use:")
		for _, title := range kindsOf(r.Result).titles(plan.Remade) {
			lines = append(lines, remark("  "+title))
		}
	}
	return append(lines, unwritten(r.Result)...)
}

// unwritten lists the differences that no statement removes.
func unwritten(r diff.Result) []string {
	var lines []string
	for _, c := range r.Changes {
		u, ok := c.(diff.Unsupported)
		if !ok {
			continue
		}
		if lines == nil {
			lines = append(lines, "These differences stay, since there is no statement for them:")
		}
		lines = append(lines, remark("  "+u.ID.String()+prefixed(", ", string(u.Facet))+": "+u.Reason))
	}
	return lines
}

func lockWords(s Statement) string {
	var parts []string
	for _, l := range s.LockedTables {
		text := l.Mode + " on " + l.Table.String()
		if slices.Contains(s.Rewrites, l.Table) {
			text += ", rewrites it"
		} else if slices.Contains(s.Scans, l.Table) {
			text += ", reads all of it"
		}
		parts = append(parts, text)
	}
	return strings.Join(parts, "; ")
}

// codeWords writes a code for people: "data loss".
func codeWords(c Code) string { return strings.ReplaceAll(strings.ToLower(string(c)), "_", " ") }

// remark makes a text one line that is safe in a comment.
func remark(text string) string {
	text = Visible(text)
	if strings.HasSuffix(text, " --") {
		text += "."
	}
	return text
}
