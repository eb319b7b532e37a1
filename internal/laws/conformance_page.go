package laws

import (
	"fmt"
	"strings"
)

// pageHead explains the page of [ConformancePage].
const pageHead = `# What changes how

Every kind of object that schemadiff holds of PostgreSQL, and each attribute of it: how a migration brings the change about, and
how its down takes it back. The page is written by a test that runs each of these migrations on a server, up and down: a second
comparison finds no difference, the server's own dump is the same as that of a database which was built directly, and rows that
the plan doesn't give up are still there. Versions: 15, or the first one that has the attribute.

* **in place**: an ALTER or COMMENT keeps the object. **replaced**: CREATE OR REPLACE. **anew**: dropped and created, with all that
  depends on it. **no statement**: it follows from something else.
* *rewrites*: the rows of a table are written anew. *scans*: they are read under the lock. *loses*: the plan says what is lost.
* The lock is the strongest one on a table that is there; none is named where no table is locked.

Owners and privileges are tried for each kind of object that has them. Roles, memberships and parameters are the server's, so that
their two sides are tried one after the other, and what the server keeps of them takes the place of the dump. Security labels are
read, compared and written like these, but no plan with one is run here: none of the servers has a provider of labels.

The plans are those for the fewest statements (` + "`--online=false`" + `); those for a busy server take weaker locks in more steps.
`

// ConformanceResult is what came of the cases of one kind. The outcome at the
// place of a case that wasn't tried is the zero one.
type ConformanceResult struct {
	Conformance
	Itself   Outcome
	Outcomes []Outcome
}

// Section writes the part of the page that is about one kind.
func (r ConformanceResult) Section() string {
	var b strings.Builder
	fmt.Fprintf(&b, "\n## %s\n\n", r.Title)
	if r.Since > oldestMajor {
		fmt.Fprintf(&b, "Since %d. ", r.Since)
	}
	column := "attribute"
	if r.Aspect() != "" {
		column = "object"
	} else {
		fmt.Fprintf(&b, "Created by `%s`, dropped by `%s`.\n\n", first(r.Itself.Up.SQL, "CREATE"), first(r.Itself.Down.SQL, "DROP"))
	}
	b.WriteString("| " + column + " | up | down | statement |\n|---|---|---|---|\n")
	for i, c := range r.Cases {
		name := strings.Join(c.Attributes, ", ")
		if c.Note != "" {
			name += " (" + c.Note + ")"
		}
		if c.Since > max(r.Since, oldestMajor) {
			name += fmt.Sprintf(", %d", c.Since)
		}
		o := r.Outcomes[i]
		fmt.Fprintf(&b, "| %s | %s | %s | %s |\n", name, o.Up.cell(), o.Down.cell(), statements(o.Up.SQL))
	}
	return b.String()
}

// oldestMajor is the oldest version that there is.
const oldestMajor = 13

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

// ConformancePage writes the page of all kinds.
func ConformancePage(sections []string) string { return pageHead + strings.Join(sections, "") }
