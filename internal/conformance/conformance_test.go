package conformance_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/schemadiff/schemadiff/internal/conformance"
	"github.com/schemadiff/schemadiff/internal/laws"
)

const cases = `-- kind: trigger, since 13
-- title: a trigger
-- given
CREATE TABLE t;
-- without
-- object
CREATE TRIGGER g;
-- attribute: timing (to after), since 14
CREATE TRIGGER g AFTER;
-- attribute: event, name
-- was
CREATE TRIGGER g INSERT;
-- is
CREATE TRIGGER h DELETE;
-- rename: trigger:t.g=h
`

func TestParse(t *testing.T) {
	got, err := conformance.Parse("f.sql", cases)
	if err != nil {
		t.Fatal(err)
	}
	want := conformance.Cases{
		File: "f.sql", Kind: "trigger", Title: "a trigger", Since: "13", Given: "CREATE TABLE t;\n", Object: "CREATE TRIGGER g;\n",
		List: []conformance.Case{
			{Attributes: []string{"timing"}, Note: "to after", Since: "14", Was: "CREATE TRIGGER g;\n", Is: "CREATE TRIGGER g AFTER;\n", Line: 8},
			{
				Attributes: []string{"event", "name"}, Since: "13", Was: "CREATE TRIGGER g INSERT;\n", Is: "CREATE TRIGGER h DELETE;\n",
				Renames: []string{"trigger:t.g=h"}, Line: 10,
			},
		},
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	for _, text := range []string{"CREATE TABLE t;", "-- kind: a\n-- was\n", "-- kind: a\n-- object\nx\n-- attribute: b\n-- nonsense\n", "-- kind: a\n"} {
		if _, err := conformance.Parse("f.sql", text); err == nil || !strings.HasPrefix(err.Error(), "f.sql:") {
			t.Errorf("%q: got %v", text, err)
		}
	}
}

// A row that wasn't tried stays as it is: so a page of which nothing was tried is what
// it was, and another outcome of one row is seen.
func TestUntried(t *testing.T) {
	results, err := conformance.Read("../../testdata/conformance/*.sql")
	if err != nil {
		t.Fatal(err)
	}
	const page = "../../docs/postgres-coverage.md"
	if d, err := conformance.Check(page, laws.PageHead, results, false); err != nil || d != "" {
		t.Errorf("got %v\n%s", err, d)
	}
	results[0].Outcomes[0].Up = conformance.Means{How: "by magic", SQL: []string{"DO"}}
	if d, err := conformance.Check(page, laws.PageHead, results, false); err != nil || !strings.Contains(d, "by magic") {
		t.Errorf("got %v\n%s", err, d)
	}
	file := filepath.Join(t.TempDir(), "page.md")
	if _, err := conformance.Check(file, laws.PageHead, results, true); err != nil {
		t.Fatal(err)
	}
	if text, err := os.ReadFile(file); err != nil || !strings.HasPrefix(string(text), laws.PageHead) {
		t.Errorf("got %v, %.100s", err, text)
	}
}
