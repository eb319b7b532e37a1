package conformance

import (
	"fmt"
	"os"
	"slices"
	"strings"

	"github.com/google/go-cmp/cmp"
)

// Result is what came of the cases of one kind. The outcome at the place of a case
// that wasn't tried is the zero one.
type Result struct {
	Cases
	Itself   Outcome
	Outcomes []Outcome
}

// Section writes the part of the page that is about one kind.
func (r Result) Section() string {
	var b strings.Builder
	fmt.Fprintf(&b, "\n## %s\n\n", r.Title)
	if r.Since != "" {
		fmt.Fprintf(&b, "Since %s. ", r.Since)
	}
	column := "attribute"
	if r.Aspect() != "" {
		column = "object"
	} else {
		fmt.Fprintf(&b, "Created by `%s`, dropped by `%s`.\n\n", first(r.Itself.Up.SQL, "CREATE"), first(r.Itself.Down.SQL, "DROP"))
	}
	b.WriteString("| " + column + " | up | down | statement |\n|---|---|---|---|\n")
	for i, c := range r.List {
		name := strings.Join(c.Attributes, ", ")
		if c.Note != "" {
			name += " (" + c.Note + ")"
		}
		if c.Since != r.Since {
			name += ", " + c.Since
		}
		o := r.Outcomes[i]
		fmt.Fprintf(&b, "| %s | %s | %s | %s |\n", name, o.Up.cell(), o.Down.cell(), statements(o.Up.SQL))
	}
	return b.String()
}

func (m Means) cell() string {
	parts := []string{m.How}
	if m.Lock != "" {
		parts = append(parts, m.Lock)
	}
	for _, mark := range []struct {
		on   bool
		word string
	}{{m.Rewrites, "*rewrites*"}, {m.Scans, "*scans*"}, {m.Loses, "*loses*"}} {
		if mark.on {
			parts = append(parts, mark.word)
		}
	}
	return strings.Join(parts, ", ")
}

// first returns the first statement that begins with a word, shortened.
func first(list []string, word string) string {
	for _, s := range list {
		if strings.HasPrefix(s, word) {
			return shortened(s)
		}
	}
	if len(list) > 0 {
		return shortened(list[0])
	}
	return ""
}

// statements writes the statements of a plan into a cell.
func statements(list []string) string {
	const most = 2
	cells := make([]string, 0, most)
	for i, s := range list {
		if i == most {
			cells = append(cells, fmt.Sprintf("and %d more", len(list)-most))
			break
		}
		cells = append(cells, "`"+strings.ReplaceAll(shortened(s), "|", `\|`)+"`")
	}
	return strings.Join(cells, "; ")
}

// shortened cuts a statement for a cell.
func shortened(text string) string {
	const longest = 110
	letters := []rune(strings.ReplaceAll(text, "`", "'"))
	if len(letters) <= longest {
		return string(letters)
	}
	return string(letters[:longest]) + "…"
}

// Check compares a page with what was tried, row by row, and returns where they
// differ: a row that this run hasn't tried stays as it is. With update it writes the
// page instead.
func Check(file, head string, results []Result, update bool) (difference string, err error) {
	old, err := os.ReadFile(file)
	if err != nil && !update {
		return "", err
	}
	was := strings.Split(string(old), "\n## ")
	page := head
	for _, r := range results {
		section := r.Section()
		i := slices.IndexFunc(was, func(s string) bool { return strings.HasPrefix(s, r.Title+"\n") })
		if i >= 0 {
			section = keepUntried(section, "\n## "+was[i])
		}
		page += section
	}
	if update {
		return "", os.WriteFile(file, []byte(page), 0o600)
	}
	return cmp.Diff(string(old), page), nil
}

// keepUntried takes the rows without an outcome from the section as it was.
func keepUntried(section, was string) string {
	lines := strings.Split(section, "\n")
	for i, line := range lines {
		name, untried := strings.CutSuffix(line, " |  |  |  |")
		if head, is := strings.CutSuffix(line, "Created by ``, dropped by ``."); is {
			name, untried = head+"Created by", true
		}
		if !untried {
			continue
		}
		for old := range strings.SplitSeq(was, "\n") {
			if strings.HasPrefix(old, name+" ") && (strings.HasPrefix(old, name+" |") || strings.HasPrefix(old, name+" `")) {
				lines[i] = old
			}
		}
	}
	return strings.Join(lines, "\n")
}
