package command

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/schemadiff/schemadiff/migrate/graph/draw"
)

// entry is a revision as the commands list it.
type entry struct {
	ID        string   `json:"id"`
	Message   string   `json:"message,omitempty"`
	Revises   []string `json:"revises"`
	DependsOn []string `json:"dependsOn,omitempty"`
	Children  []string `json:"children,omitempty"`
	// Labels are its own, Branches those of the branch that it is on.
	Labels   []string `json:"labels,omitempty"`
	Branches []string `json:"branches,omitempty"`
	Created  string   `json:"created,omitempty"`
	Path     string   `json:"path"`
	DownPath string   `json:"downPath,omitempty"`
	Doc      string   `json:"doc,omitempty"`

	Head bool `json:"head,omitempty"`
	// EffectiveHead: it is a head, but another revision depends on it.
	EffectiveHead bool `json:"effectiveHead,omitempty"`
	BranchPoint   bool `json:"branchPoint,omitempty"`
	MergePoint    bool `json:"mergePoint,omitempty"`
	Current       bool `json:"current,omitempty"`

	drawn bool // lines lead to its parents, they needn't be told
}

// entry describes a revision.
func (w *workspace) entry(id string) entry {
	s, g := w.byID[id], w.graph
	e := entry{
		ID: id, Message: s.Message, Revises: s.Revises, DependsOn: s.DependsOn, Children: g.Children(id),
		Labels: s.Labels, Branches: g.Labels(id), Path: s.Path, DownPath: s.DownPath, Doc: s.Doc,
		Head: g.IsHead(id), BranchPoint: g.IsBranchPoint(id), MergePoint: g.IsMergePoint(id),
	}
	e.EffectiveHead = e.Head && !g.IsTip(id)
	if e.Revises == nil {
		e.Revises = []string{}
	}
	if !s.Created.IsZero() {
		e.Created = s.Created.Format(time.RFC3339)
	}
	return e
}

func (w *workspace) entries(ids []string) []entry {
	list := make([]entry, len(ids))
	for i, id := range ids {
		list[i] = w.entry(id)
	}
	return list
}

// marks says in words what is special about a revision. The next one is what
// stands below it.
func (e entry) marks(next string) []string {
	var list []string
	add := func(is bool, what string) {
		if is {
			list = append(list, what)
		}
	}
	list = append(list, e.Branches...)
	add(e.Current, "current")
	add(e.EffectiveHead, "effective head")
	add(e.Head && !e.EffectiveHead, "head")
	add(e.BranchPoint, "branch point")
	add(e.MergePoint && e.drawn, "merge point")
	add(e.MergePoint && !e.drawn, "merges "+strings.Join(e.Revises, ", "))
	add(len(e.Revises) == 0, "base")
	add(len(e.Revises) == 1 && next != "" && e.Revises[0] != next, "revises "+strings.Join(e.Revises, ", "))
	add(len(e.DependsOn) > 0, "depends on "+strings.Join(e.DependsOn, ", "))
	return list
}

// style paints text for a terminal.
type style struct{ color bool }

func (s style) paint(code, text string) string {
	if !s.color || text == "" {
		return text
	}
	return "\x1b[" + code + "m" + text + "\x1b[0m"
}

func (s style) id(text string) string     { return s.paint("33", text) }
func (s style) marks(text string) string  { return s.paint("36", text) }
func (s style) good(text string) string   { return s.paint("32", text) }
func (s style) bad(text string) string    { return s.paint("31", text) }
func (s style) strong(text string) string { return s.paint("1", text) }

// style decides about colour.
func (p *program) style() style { return style{p.colored("auto", "")} }

// writeEntries writes a line for each revision, or all about it.
func writeEntries(w io.Writer, s style, list []entry, verbose, follow bool) {
	width := 0
	for _, e := range list {
		width = max(width, utf8.RuneCountInString(e.ID))
	}
	for i, e := range list {
		if verbose {
			if i > 0 {
				fmt.Fprintln(w)
			}
			e.write(w, s)
			continue
		}
		next := ""
		if follow && i+1 < len(list) {
			next = list[i+1].ID
		}
		fmt.Fprintln(w, e.line(s, width, next))
	}
}

// line tells a revision in a line.
func (e entry) line(s style, width int, next string) string {
	text := s.id(e.ID) + strings.Repeat(" ", max(0, width-utf8.RuneCountInString(e.ID)))
	if e.Message != "" {
		text += "  " + draw.Clean(e.Message)
	}
	if marks := e.marks(next); len(marks) > 0 {
		text += "  " + s.marks("("+strings.Join(marks, ", ")+")")
	}
	return strings.TrimRight(text, " ")
}

// write tells all about a revision.
func (e entry) write(w io.Writer, s style) {
	var words []string
	for _, word := range e.marks("") {
		if !strings.HasPrefix(word, "depends on ") && !strings.HasPrefix(word, "merges ") && !slices.Contains(e.Branches, word) {
			words = append(words, word)
		}
	}
	marks := ""
	if len(words) > 0 {
		marks = "  " + s.marks("("+strings.Join(words, ", ")+")")
	}
	field := func(name, value string) {
		if value != "" {
			fmt.Fprintf(w, "%-11s %s\n", name, value)
		}
	}
	field("revision", s.id(e.ID)+marks)
	field("message", draw.Clean(e.Message))
	switch len(e.Revises) {
	case 0:
		field("revises", "nothing")
	case 1:
		field("revises", e.Revises[0])
	default:
		field("merges", strings.Join(e.Revises, ", "))
	}
	field("depends on", strings.Join(e.DependsOn, ", "))
	if len(e.Children) > 1 {
		field("branches to", strings.Join(e.Children, ", "))
	} else {
		field("followed by", strings.Join(e.Children, ", "))
	}
	field("labels", strings.Join(e.Labels, ", "))
	field("branch", strings.Join(e.Branches, ", "))
	field("created", e.Created)
	field("file", e.Path)
	field("way back", e.DownPath)
	if e.Doc != "" {
		fmt.Fprintln(w)
		for line := range strings.Lines(e.Doc) {
			fmt.Fprintln(w, strings.TrimRight("    "+strings.TrimRight(line, "\n"), " "))
		}
	}
}
