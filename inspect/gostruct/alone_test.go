package gostruct_test

import (
	"os"
	"strings"
	"testing"

	"github.com/schemadiff/schemadiff/dialects/postgres/gotype"
	"github.com/schemadiff/schemadiff/inspect/gostruct"
)

// A file that stands alone means what it means in a package, whatever its
// imports are.
func TestReadAlone(t *testing.T) {
	opts := gostruct.Options{Dialect: gotype.Dialect{}}
	text, err := os.ReadFile("testdata/everything/everything.go")
	if err != nil {
		t.Fatal(err)
	}
	// This one embeds a struct of another package, and sizes the types of one.
	alone := strings.NewReplacer("\ttime.Time `db:\"at\"`", "\tTime time.Time `db:\"at\"`").Replace(string(text))
	got, err := gostruct.ReadAlone("everything.go", alone, opts)
	if err != nil {
		t.Fatal(err)
	}
	want, err := os.ReadFile("testdata/everything/want.sql")
	if err != nil {
		t.Fatal(err)
	}
	// Of sql.NullInt32 nothing is known but its name.
	for _, line := range strings.Split(string(want), "\n") {
		if !strings.Contains(got.Text, line) && !strings.Contains(line, "count ") {
			t.Errorf("%s\nisn't in\n%s", line, got.Text)
		}
	}
	for name, text := range map[string]string{
		"no Go": "package", "no such type": "package x\n\ntype T struct{ A nothing }", "no table": "package x",
	} {
		if _, err := gostruct.ReadAlone("x.go", text, opts); err == nil {
			t.Errorf("%s: there is no error", name)
		}
	}
}
