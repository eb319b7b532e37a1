package script

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/schemadiff/schemadiff/inspect/sqlfile"
)

func TestEdit(t *testing.T) {
	body := "--\n-- revises: nothing, this is a remark\n\n-- schemadiff: up\n-- labels: none\nSELECT 1;  \n"
	tests := []struct {
		name, text string
		edit       Edit
		want       string
	}{
		{"another value", "-- message: m\n--  revises :   a ,b  \n", Edit{"revises", []string{"c"}}, "-- message: m\n--  revises :   c  \n"},
		{"a first value", "-- labels:\n", Edit{"labels", []string{"x", "y"}}, "-- labels: x, y\n"},
		{"base", "-- revises: a\n", Edit{"revises", nil}, "-- revises: base\n"},
		{"none", "-- message: m\n-- labels:     a\n-- created: 2026-01-01\n", Edit{"labels", nil}, "-- message: m\n-- created: 2026-01-01\n"},
		{"none as before", "-- message: m\n", Edit{"labels", nil}, "-- message: m\n"},
		{"a new line", "-- message:    m\n-- created:    2026-01-01\n", Edit{"depends on", []string{"a"}}, "-- message:    m\n-- depends on: a\n-- created:    2026-01-01\n"},
		{"a new line at the end", "-- message: m\n", Edit{"labels", []string{"a"}}, "-- message: m\n-- labels:  a\n"},
		{"a new line alone", "", Edit{"labels", []string{"a"}}, "-- labels: a\n"},
		{"the same", "-- labels: a,b\n", Edit{"labels", []string{"a", "b"}}, "-- labels: a, b\n"},
		{"message", "-- message: m\n", Edit{"message", []string{"two\nlines"}}, "-- message: two lines\n"},
	}
	const first = "-- schemadiff: revision z\n"
	for _, test := range tests {
		for _, form := range []struct{ bom, end string }{{"", "\n"}, {"\ufeff\n", "\n"}, {"", "\r\n"}} {
			t.Run(test.name, func(t *testing.T) {
				in := func(header string) string { return form.bom + strings.ReplaceAll(first+header+body, "\n", form.end) }
				got, err := test.edit.Apply(sqlfile.Source{Name: "f.sql", Text: in(test.text)})
				if err != nil {
					t.Fatal(err)
				}
				if diff := cmp.Diff(in(test.want), got); diff != "" {
					t.Error(diff)
				}
				mustParse(t, got)
			})
		}
	}
	got, err := Edit{"labels", []string{"a"}}.Apply(sqlfile.Source{Text: "-- schemadiff: revision z"})
	if want := "-- schemadiff: revision z\n-- labels: a"; err != nil || got != want {
		t.Errorf("without a line's end: %q, %v", got, err)
	}
	for name, edit := range map[string]Edit{"an ID that is none": {"revises", []string{"a b"}}, "a key that is none": {"revise", nil}} {
		if _, err := edit.Apply(sqlfile.Source{Text: first}); err == nil {
			t.Errorf("%s is no error", name)
		}
	}
	if _, err := (Edit{"revises", nil}).Apply(sqlfile.Source{Text: "SELECT 1;"}); err == nil {
		t.Error("a file that is no revision is edited")
	}
}

// TestEditRandom: an edit changes what it is about in a file and nothing else.
func TestEditRandom(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := aScript(t)
		text := want.Format()
		edit := Edit{rapid.SampledFrom([]string{keyRevises, keyDependsOn, keyLabels}).Draw(t, "key"), rapid.SliceOfN(anID, 0, 3).Draw(t, "values")}
		switch edit.Key {
		case keyRevises:
			want.Revises = edit.Values
		case keyDependsOn:
			want.DependsOn = edit.Values
		default:
			want.Labels = edit.Values
		}
		got, err := edit.Apply(sqlfile.Source{Name: "f.sql", Text: text})
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, mustParse(t, got), sameContent...); diff != "" {
			t.Fatal(diff)
		}
		if want.Format() != got {
			t.Fatalf("the file is no longer in its form: %s", cmp.Diff(want.Format(), got))
		}
	})
}

func TestEditFile(t *testing.T) {
	dir := t.TempDir()
	path, link := filepath.Join(dir, "a.sql"), filepath.Join(dir, "link.sql")
	if err := os.WriteFile(path, []byte(example), 0o640); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("a.sql", link); err != nil {
		t.Skip(err)
	}
	err := EditFile(link, Edit{"revises", []string{"x"}}, Edit{"labels", nil})
	if err != nil {
		t.Fatal(err)
	}
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	want := strings.Replace(strings.Replace(example, "20261119_090000_0badcafe", "x", 1), "-- labels:     shop\n", "", 1)
	if diff := cmp.Diff(want, string(data)); diff != "" {
		t.Error(diff)
	}
	info, err := os.Lstat(link)
	if err != nil || info.Mode()&os.ModeSymlink == 0 {
		t.Errorf("the link has become a file: %v, %v", info, err)
	}
	if info, err = os.Stat(path); err != nil || info.Mode().Perm() != 0o640 {
		t.Errorf("the permissions are %v, %v", info, err)
	}
}
