package check

import (
	"fmt"
	"io"
	"strings"

	"github.com/schemadiff/schemadiff/model"
	"github.com/schemadiff/schemadiff/render"
)

// WriteText writes results for people: each question with its answer, what was
// found, and what to do about it.
func WriteText(w io.Writer, results []Result, opts render.TextOptions) error {
	t := &text{opts: opts}
	for i, r := range results {
		if i > 0 {
			t.line("")
		}
		t.result(r)
	}
	if t.err == nil {
		_, t.err = io.WriteString(w, t.b.String())
	}
	if t.err != nil {
		return fmt.Errorf("writing the findings: %w", t.err)
	}
	return nil
}

// The sequences of ANSI terminals for an answer.
const (
	green  = "\x1b[32m"
	red    = "\x1b[31m"
	yellow = "\x1b[33m"
	bold   = "\x1b[1m"
	plain  = "\x1b[0m"
)

type text struct {
	b    strings.Builder
	opts render.TextOptions
	err  error
}

func (t *text) line(s string) { t.b.WriteString(s + "\n") }

func (t *text) paint(color, s string) string {
	if !t.opts.Color {
		return s
	}
	return color + s + plain
}

func (t *text) result(r Result) {
	if r.Database != "" {
		t.line(t.paint(bold, render.Visible(r.Database)))
	}
	if r.Err != nil {
		t.line(t.paint(red, "failed") + "  " + r.Err.Error())
		if r.Hint != "" {
			t.line("      → " + r.Hint)
		}
		return
	}
	for _, a := range r.Answers {
		t.answer(a)
	}
}

func (t *text) answer(a Answer) {
	switch {
	case a.Open != "":
		t.line(t.paint(yellow, "?   ") + a.Question.Ask())
		t.line("      not known: " + render.Visible(a.Open))
	case a.Idle != "":
		t.line(t.paint(yellow, "-   ") + a.Question.Ask())
		t.line("      not asked: " + render.Visible(a.Idle))
	case a.Clean():
		t.line(t.paint(green, "yes ") + a.Question.Ask())
	default:
		t.line(t.paint(red, "no  ") + a.Question.Ask())
	}
	if a.Report != nil && !a.Report.Result.Empty() {
		t.report(*a.Report)
	}
	hint := ""
	for i, f := range a.Findings {
		if f.Code != Difference { // those are in the report
			t.line("      " + place(f.Pos) + render.Visible(f.Message))
		}
		if hint = f.Hint; hint != "" && (i == len(a.Findings)-1 || a.Findings[i+1].Hint != hint) {
			t.line("      → " + hint)
		}
	}
}

// report writes a comparison below its question.
func (t *text) report(r render.Report) {
	var b strings.Builder
	if err := render.WriteText(&b, r, t.opts); err != nil {
		t.err = err
		return
	}
	for line := range strings.Lines(b.String()) {
		if strings.TrimSpace(line) == "" {
			t.b.WriteString(line)
			continue
		}
		t.b.WriteString("      " + line)
	}
}

func place(p model.Pos) string {
	if p.IsZero() {
		return ""
	}
	return p.String() + ": "
}
