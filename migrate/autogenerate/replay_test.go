package autogenerate_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/schemadiff/schemadiff/dialects/postgres"
	"github.com/schemadiff/schemadiff/dialects/postgres/version"
	"github.com/schemadiff/schemadiff/diff"
	"github.com/schemadiff/schemadiff/inspect/sqlfile"
	"github.com/schemadiff/schemadiff/migrate/autogenerate"
	"github.com/schemadiff/schemadiff/migrate/graph"
	"github.com/schemadiff/schemadiff/migrate/script"
	"github.com/schemadiff/schemadiff/model"
	"github.com/schemadiff/schemadiff/render"
)

// history is a history of revisions as files.
type history struct {
	t       *testing.T
	scripts []script.Script
	access  bool
}

// add writes a migration as a revision and reads it back, as a project does.
func (h *history) add(id string, m render.Report) {
	h.t.Helper()
	s := script.Script{Revision: graph.Revision{ID: id}}
	if n := len(h.scripts); n > 0 {
		s.Revises = []string{h.scripts[n-1].ID}
	}
	autogenerate.Fill(&s, m)
	h.scripts = append(h.scripts, h.reread(s))
}

func (h *history) reread(s script.Script) script.Script {
	h.t.Helper()
	text := s.Format()
	read, errs := script.Parse(sqlfile.Source{Name: s.ID + ".sql", Text: text}, sqlfile.Postgres())
	if err := errs.Err(); err != nil {
		h.t.Fatalf("%v\n%s", err, text)
	}
	return read
}

func (h *history) replay() model.Schema { return h.replayOn(0) }

// replayOn reads for a version of the server.
func (h *history) replayOn(number int) model.Schema {
	h.t.Helper()
	sources, err := autogenerate.Replay(h.t.Context(), h.scripts, nil)
	if err != nil {
		h.t.Fatal(err)
	}
	s, err := postgres.Read(h.t.Context(), sources, postgres.ReadOptions{InOrder: true, Version: version.Number(number)})
	if err != nil {
		h.t.Fatalf("%v\n%s", err, h.text())
	}
	return s
}

func (h *history) text() string {
	var b strings.Builder
	for i := range h.scripts {
		b.WriteString(h.scripts[i].Format())
	}
	return b.String()
}

func (h *history) compare(from, to model.Schema, renames []string) render.Report {
	h.t.Helper()
	opts := diff.Options{Owners: h.access, Privileges: h.access, Roles: h.access}
	for _, text := range renames {
		r, err := diff.ParseRename(text)
		if err != nil {
			h.t.Fatal(err)
		}
		opts.Renames = append(opts.Renames, r)
	}
	result, err := diff.Compare(h.t.Context(), from, to, postgres.Rules{}, opts)
	if err != nil {
		h.t.Fatal(err)
	}
	report := render.Report{Result: result}
	if report.Migration, err = render.NewMigration(result, postgres.Planner{}, render.Options{}); err != nil {
		h.t.Fatal(err)
	}
	return report
}

// same fails if two schemas differ.
func (h *history) same(what string, got, want model.Schema) {
	h.t.Helper()
	report := h.compare(got, want, nil)
	var list []string
	for _, c := range report.Result.Changes {
		if _, undecided := c.(diff.Unsupported); !undecided {
			list = append(list, c.Object().String())
		}
	}
	if d := cmp.Diff([]string(nil), list); d != "" {
		var b strings.Builder
		_ = render.WriteText(&b, report, render.TextOptions{}) // a builder doesn't fail
		h.t.Errorf("%s:\n%s\n%s", what, b.String(), h.text())
	}
}

// TestReplay writes the plans between the pairs of testdata/schemas as
// revisions, and reads these back in memory: the revisions must lead to the
// schema that they were made for, and back.
func TestReplay(t *testing.T) {
	files, err := filepath.Glob("../../testdata/schemas/*.from.sql")
	if err != nil || len(files) == 0 {
		t.Fatalf("no schemas: %v", err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			t.Parallel()
			a, b := text(t, file), text(t, strings.Replace(file, ".from.", ".to.", 1))
			h := &history{t: t, access: strings.Contains(a, "-- owners and privileges are compared")}
			from, to := read(t, a), read(t, b)
			empty := postgres.Planner{}.Empty(from.Version)
			h.add("a1", h.compare(empty, from, nil))
			h.same("the first revision", h.replay(), from)

			h.add("b2", h.compare(h.replay(), to, renamesIn(b)))
			h.same("the second revision", h.replay(), to)

			next := h.scripts[1]
			if next.Down.Irreversible != "" {
				return
			}
			h.scripts = append(h.scripts, script.Script{Path: "down.sql", Up: next.Down})
			h.same("the way back", h.replay(), from)
		})
	}
}

func text(t *testing.T, file string) string {
	t.Helper()
	b, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func read(t *testing.T, text string) model.Schema {
	t.Helper()
	s, err := postgres.Read(t.Context(), []sqlfile.Source{{Name: "schema.sql", Text: text}}, postgres.ReadOptions{})
	if err != nil {
		t.Fatal(err)
	}
	return s
}
