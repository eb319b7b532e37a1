package draw

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"unicode"
)

// JSON writes revisions as a list.
func JSON(w io.Writer, list []Revision) error {
	full := make([]Revision, len(list))
	for i, r := range list {
		for _, l := range []*[]string{&r.Parents, &r.DependsOn, &r.Labels, &r.Branches} {
			if *l == nil {
				*l = []string{}
			}
		}
		full[i] = r
	}
	out := json.NewEncoder(w)
	out.SetIndent("", "  ")
	out.SetEscapeHTML(false)
	return out.Encode(full)
}

// Mermaid writes revisions as a flow chart from the oldest, at the bottom, up to
// the newest. Dotted lines are dependencies.
func Mermaid(w io.Writer, list []Revision) error {
	out := bufio.NewWriter(w)
	say := func(format string, args ...any) { _, _ = fmt.Fprintf(out, format+"\n", args...) }
	names := number(list)
	say("flowchart BT")
	used := map[string]bool{}
	for i, r := range list {
		class := class(r)
		used[class] = true
		if class != "" {
			class = ":::" + class
		}
		say(`    r%d["%s"]%s`, i, mermaid(lines(r)), class)
	}
	edges(list, names, func(from, to int, dependency bool) {
		arrow := "-->"
		if dependency {
			arrow = "-.->"
		}
		say("    r%d %s r%d", from, arrow, to)
	})
	for _, c := range []struct{ name, style string }{
		{"current", "stroke-width:4px"}, {"head", "stroke-width:2px"}, {"pending", "stroke-dasharray:5 5"},
	} {
		if used[c.name] {
			say("    classDef %s %s", c.name, c.style)
		}
	}
	return out.Flush()
}

// Dot writes revisions as a graph for Graphviz, the oldest at the bottom. Dotted
// lines are dependencies.
func Dot(w io.Writer, list []Revision) error {
	out := bufio.NewWriter(w)
	say := func(format string, args ...any) { _, _ = fmt.Fprintf(out, format+"\n", args...) }
	styles := map[string]string{
		"": "", "current": `, style="bold,filled"`, "head": ", style=bold", "pending": ", style=dashed",
	}
	say("digraph history {\n    rankdir=BT;\n    node [shape=box];")
	for i, r := range list {
		say(`    r%d [label="%s"%s];`, i, dot(lines(r)), styles[class(r)])
	}
	edges(list, number(list), func(from, to int, dependency bool) {
		style := ""
		if dependency {
			style = " [style=dotted]"
		}
		say("    r%d -> r%d%s;", from, to, style)
	})
	say("}")
	return out.Flush()
}

// class is what a diagram shows by the frame of a revision.
func class(r Revision) string {
	switch {
	case r.Current != nil && *r.Current:
		return "current"
	case r.Applied != nil && !*r.Applied:
		return "pending"
	case r.Head:
		return "head"
	}
	return ""
}

// lines is what stands in a revision of a diagram.
func lines(r Revision) []string {
	text := []string{r.ID}
	if message, _, _ := strings.Cut(r.Message, "\n"); message != "" {
		text = append(text, message)
	}
	if len(r.Labels) > 0 {
		text = append(text, "["+strings.Join(r.Labels, ", ")+"]")
	}
	if r.Current != nil && *r.Current {
		text = append(text, "(current)")
	}
	return text
}

func number(list []Revision) map[string]int {
	names := make(map[string]int, len(list))
	for i, r := range list {
		names[r.ID] = i
	}
	return names
}

// edges visits what leads from one revision to another that follows it, as far
// as both are drawn.
func edges(list []Revision, names map[string]int, visit func(from, to int, dependency bool)) {
	for to, r := range list {
		parents := set(r.Parents)
		for _, id := range r.Parents {
			if from, ok := names[id]; ok {
				visit(from, to, false)
			}
		}
		for _, id := range r.DependsOn {
			if from, ok := names[id]; ok && !parents[id] {
				visit(from, to, true)
			}
		}
	}
}

// mermaid writes lines of a label. Mermaid has its own entities, by number;
// everything that could mean something to it or to HTML becomes one, and also
// what would make the line an item of a list: "1. text", "- text".
func mermaid(lines []string) string {
	var b strings.Builder
	for i, line := range lines {
		if i > 0 {
			b.WriteString("<br/>")
		}
		line = Clean(line)
		for i, r := range line {
			item := strings.ContainsRune(".-", r) && strings.HasPrefix(line[i+1:], " ")
			if unicode.IsLetter(r) || unicode.IsDigit(r) || strings.ContainsRune(" .,_-", r) && !item {
				b.WriteRune(r)
			} else {
				fmt.Fprintf(&b, "#%d;", r)
			}
		}
	}
	return b.String()
}

// dot writes lines of a label, in which the backslash and the ampersand mean
// something besides the quote.
func dot(lines []string) string {
	escape := strings.NewReplacer(`\`, `\\`, `"`, `\"`, "&", "&amp;")
	var escaped []string
	for _, line := range lines {
		escaped = append(escaped, escape.Replace(Clean(line)))
	}
	return strings.Join(escaped, `\n`)
}
