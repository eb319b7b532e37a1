package check_test

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/schemadiff/schemadiff/dialects/postgres"
	"github.com/schemadiff/schemadiff/diff"
	"github.com/schemadiff/schemadiff/inspect/sqlfile"
	"github.com/schemadiff/schemadiff/migrate/check"
	"github.com/schemadiff/schemadiff/model"
	"github.com/schemadiff/schemadiff/render"
)

var update = flag.Bool("update", false, "write the golden files anew")

func compare(t *testing.T, fromName, from, toName, to string, renames ...string) render.Report {
	t.Helper()
	ctx := context.Background()
	read := func(name, text string) model.Schema {
		s, err := postgres.Read(ctx, []sqlfile.Source{{Name: name, Text: text}}, postgres.ReadOptions{})
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	var opts diff.Options
	for _, text := range renames {
		r, err := diff.ParseRename(text)
		if err != nil {
			t.Fatal(err)
		}
		opts.Renames = append(opts.Renames, r)
	}
	result, err := diff.Compare(ctx, read(fromName, from), read(toName, to), postgres.Rules{}, opts)
	if err != nil {
		t.Fatal(err)
	}
	report := render.Report{From: fromName, To: toName, Result: result}
	if report.Migration, err = render.NewMigration(result, postgres.Planner{}, render.Options{}); err != nil {
		t.Fatal(err)
	}
	return report
}

// results have a finding of each sort.
func results(t *testing.T) []check.Result {
	target := compare(t, "migrations", "CREATE TABLE users (id int, name varchar(10), old text); CREATE VIEW v AS SELECT 1 AS a;",
		"schema.sql", "CREATE TABLE users (\n  id bigint,\n  label varchar(10),\n  email text\n);\nCREATE TABLE \"a%b,c\" (x int);",
		"column:public.users.name=label")
	schema := compare(t, "postgres://db/shop", "CREATE TABLE users (id int, extra int);", "revision b2", "CREATE TABLE users (id int); CREATE INDEX i ON users (id);")
	return []check.Result{
		{Answers: []check.Answer{
			check.Differences(check.Target, target),
		}},
		{Database: "postgres://db/shop", Answers: []check.Answer{
			{Question: check.Target},
			{Question: check.Revision, Findings: []check.Finding{
				{Code: check.Behind, Message: "revision c3 was not applied", Hint: "schemadiff upgrade heads"},
				{Code: check.EditedFile, Message: "the file was changed after a1 was applied", Pos: model.Pos{File: "migrations/a1.sql", Line: 1, Column: 1}},
			}},
			check.Differences(check.Schema, schema),
		}},
		{Database: "postgres://db/empty", Answers: []check.Answer{
			{Question: check.Revision},
			{Question: check.Schema, Open: "revision zz isn't in the files"},
		}},
		{Database: "postgres://db/away", Err: errors.New("connecting: no route")},
		{Database: "clean", Answers: []check.Answer{{Question: check.Target}}},
	}
}

func TestWriters(t *testing.T) {
	list := results(t)
	for _, test := range []struct {
		file  string
		write func(*strings.Builder) error
	}{
		{"testdata/results.txt", func(b *strings.Builder) error { return check.WriteText(b, list, render.TextOptions{}) }},
		{"testdata/results.json", func(b *strings.Builder) error { return check.WriteJSON(b, list) }},
		{"testdata/results.github", func(b *strings.Builder) error { return check.WriteGitHub(b, list) }},
	} {
		var b strings.Builder
		if err := test.write(&b); err != nil {
			t.Fatal(err)
		}
		if *update {
			if err := os.WriteFile(test.file, []byte(b.String()), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(test.file)
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(string(want), b.String()); d != "" {
			t.Errorf("%s (-want +got):\n%s", test.file, d)
		}
	}
}

// TestEveryFindingIsWritten: no writer leaves one out.
func TestEveryFindingIsWritten(t *testing.T) {
	list := results(t)
	var text, program, github strings.Builder
	for _, err := range []error{
		check.WriteText(&text, list, render.TextOptions{}), check.WriteJSON(&program, list), check.WriteGitHub(&github, list),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	findings := 0
	for _, r := range list {
		for _, a := range r.Answers {
			for _, f := range a.Findings {
				findings++
				if f.Code != check.Difference && !strings.Contains(text.String(), f.Message) {
					t.Errorf("the text lacks %q", f.Message)
				}
			}
		}
	}
	if n := strings.Count(github.String(), "::error "); n != findings+1 { // and an error
		t.Errorf("%d annotations of %d findings", n, findings)
	}
	var j struct {
		Clean     bool
		Databases []struct {
			Answers []struct{ Findings []json.RawMessage }
		}
	}
	if err := json.Unmarshal([]byte(program.String()), &j); err != nil {
		t.Fatal(err)
	}
	got := 0
	for _, d := range j.Databases {
		for _, a := range d.Answers {
			got += len(a.Findings)
		}
	}
	if got != findings || j.Clean {
		t.Errorf("%d findings in JSON of %d, clean %t", got, findings, j.Clean)
	}
}

func TestClean(t *testing.T) {
	for i, want := range []bool{false, false, false, false, true} {
		if got := results(t)[i].Clean(); got != want {
			t.Errorf("result %d: clean %t", i, got)
		}
	}
}
