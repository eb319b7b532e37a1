package check

import (
	"fmt"
	"io"
	"strconv"
	"strings"

	"github.com/schemadiff/schemadiff/render"
)

// WriteGitHub writes every finding as an annotation, in the commands that a
// workflow of GitHub Actions reads from the output of a step
// (https://docs.github.com/actions/reference/workflow-commands-for-github-actions).
// A finding about a file is shown at its line.
func WriteGitHub(w io.Writer, results []Result) error {
	var b strings.Builder
	for _, r := range results {
		title := "schemadiff check"
		if r.Database != "" {
			title += " of " + r.Database
		}
		if r.Err != nil {
			annotate(&b, "error", title, Finding{Message: r.Err.Error(), Hint: r.Hint})
		}
		for _, a := range r.Answers {
			if a.Open != "" {
				annotate(&b, "warning", title, Finding{Message: a.Question.Ask() + " Not known: " + a.Open})
			}
			for _, f := range a.Findings {
				annotate(&b, "error", title, f)
			}
		}
	}
	if _, err := io.WriteString(w, b.String()); err != nil {
		return fmt.Errorf("writing annotations: %w", err)
	}
	return nil
}

func annotate(b *strings.Builder, level, title string, f Finding) {
	b.WriteString("::" + level + " title=" + property(title))
	if f.Pos.File != "" {
		b.WriteString(",file=" + property(f.Pos.File))
		if f.Pos.Line > 0 {
			b.WriteString(",line=" + strconv.Itoa(f.Pos.Line) + ",col=" + strconv.Itoa(f.Pos.Column))
		}
	}
	lines := strings.Split(f.Message, "\n")
	for i := range lines {
		lines[i] = render.Visible(lines[i])
	}
	message := strings.Join(lines, "\n")
	if f.Hint != "" {
		message += "\n" + f.Hint
	}
	b.WriteString("::" + data(message) + "\n")
}

// data and property escape what would end a command or a property of it.
func data(s string) string {
	return strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A").Replace(s)
}

func property(s string) string {
	return strings.NewReplacer("%", "%25", "\r", "%0D", "\n", "%0A", ":", "%3A", ",", "%2C").Replace(s)
}
