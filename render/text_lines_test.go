package render_test

import (
	"strings"
	"testing"

	"github.com/schemadiff/schemadiff/dialects/postgres"
	"github.com/schemadiff/schemadiff/diff"
	"github.com/schemadiff/schemadiff/model"
	"github.com/schemadiff/schemadiff/render"
)

// bodyReview writes the review of one body that becomes another one.
func bodyReview(t *testing.T, old, fresh string, color bool) string {
	t.Helper()
	define := func(body string) model.Definition {
		d := model.Definition{ID: id("function", "app", "f()")}
		d.SetText("body", body)
		return d
	}
	report := render.Report{From: "a", To: "b", Result: diff.Result{Changes: []diff.Change{diff.Alter{
		OldID: id("function", "app", "f()"), NewID: id("function", "app", "f()"), Old: define(old), New: define(fresh),
		Facets: []diff.Facet{{Name: "body", Old: old, New: fresh}},
	}}}}
	var b strings.Builder
	if err := render.WriteText(&b, report, render.TextOptions{Wording: postgres.Wording{}, Color: color}); err != nil {
		t.Fatal(err)
	}
	_, text, _ := strings.Cut(b.String(), "body\n")
	text, _, _ = strings.Cut(text, "\n\n1 function")
	return text
}

func TestBodies(t *testing.T) {
	long := "  -- 1\n  -- 2\n  -- 3\n  -- 4\n  -- 5\n  -- 6\n  -- 7\n  -- 8\n  -- 9\n"
	for _, tt := range []struct{ name, old, fresh, want string }{
		{"an empty first line is no context", "\nBEGIN\n  x;\nEND\n", "\nBEGIN\n  y;\nEND\n", `
        BEGIN
      -   x;
      +   y;
        END`},
		{"where the lines stand", "\nBEGIN\n  a();\n" + long + "  x;\nEND", "\nBEGIN\n  b();\n" + long + "  y;\nEND", `
        BEGIN
      -   a();
      +   b();
          -- 1
          -- 2
          -- 3
      … line 10
          -- 7
          -- 8
          -- 9
      -   x;
      +   y;
        END`},
		{"white space alone", "a\n\tb\nc ", "a\n    b\nc", `
        a
      - \tb
      - c·
      + ····b
      + c`},
		{"the ends of lines", "a\r\nb\r\n", "a\r\nc\r\n", `
        a
      - b
      + c`},
		{"some ends of lines", "a\r\nb", "a\nb", `
      - a\r
      + a
        b`},
		{"nothing that steers a terminal", "a\nb", "a\n\x1b[2J\u202e\u2028c", `
        a
      - b
      + \u001b[2J\u202e\u2028c`},
	} {
		if got := bodyReview(t, tt.old, tt.fresh, false); got != strings.TrimPrefix(tt.want, "\n") {
			t.Errorf("%s:\n%s\nwant\n%s", tt.name, got, tt.want)
		}
	}
	if text := bodyReview(t, "a\n\x1b[31mb", "a\n\x1b[32mc", true); strings.Contains(text, "\x1b[31mb") || strings.Contains(text, "\x1b[32mc") {
		t.Errorf("a body paints the terminal: %q", text)
	}
}
