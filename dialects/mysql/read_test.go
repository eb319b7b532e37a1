package mysql_test

import (
	"flag"
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"

	"github.com/schemadiff/schemadiff/dialects/mysql"
	"github.com/schemadiff/schemadiff/inspect/sqlfile"
)

var update = flag.Bool("update", false, "write the golden files anew")

func read(t testing.TB, text string, s mysql.Server) (string, error) {
	t.Helper()
	schema, err := mysql.Read([]sqlfile.Source{{Name: "t.sql", Text: text}}, mysql.Options{Server: s})
	if err != nil {
		return "", err
	}
	return mysql.Script(schema), nil
}

func TestReadGolden(t *testing.T) {
	const golden = "testdata/read.txt"
	archive, err := txtar.ParseFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]string{}
	fresh := &txtar.Archive{Comment: archive.Comment}
	for _, f := range archive.Files {
		want[f.Name] = string(f.Data)
	}
	for _, f := range archive.Files {
		name, found := strings.CutSuffix(f.Name, ".sql")
		if !found {
			continue
		}
		fresh.Files = append(fresh.Files, f)
		for suffix, server := range map[string]mysql.Server{".mysql": mysql8, ".mariadb": maria10} {
			got, err := read(t, string(f.Data), server)
			if err != nil {
				got = err.Error() + "\n"
			}
			if d := cmp.Diff(want[name+suffix], got); d != "" && !*update {
				t.Errorf("%s%s (-want +got):\n%s", name, suffix, d)
			}
			want[name+suffix] = got
		}
		for _, suffix := range []string{".mysql", ".mariadb"} {
			fresh.Files = append(fresh.Files, txtar.File{Name: name + suffix, Data: []byte(want[name+suffix])})
		}
	}
	if *update {
		if err := os.WriteFile(golden, txtar.Format(fresh), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}
