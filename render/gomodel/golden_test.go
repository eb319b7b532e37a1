package gomodel_test

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"github.com/schemadiff/schemadiff/dialects/postgres/version"
	"github.com/schemadiff/schemadiff/inspect/gostruct"
	"github.com/schemadiff/schemadiff/inspect/sqlfile"
)

var update = flag.Bool("update", false, "write the wanted results")

// Each archive of testdata has a schema in in.sql, what is asked for in its
// comment (a line "flags: dialect=sqlite tags=json,gorm types=uuid"), and the two files that
// come of it.
func TestGolden(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(files) == 0 {
		t.Fatal("there are no archives", err)
	}
	for _, file := range files {
		t.Run(filepath.Base(file), func(t *testing.T) {
			archive, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			opts, number := options(), int(version.OfMajor(version.NewestMajor))
			for line := range strings.Lines(string(archive.Comment)) {
				flags, ok := strings.CutPrefix(line, "flags:")
				for word := range strings.FieldsSeq(flags) {
					key, value, _ := strings.Cut(word, "=")
					switch list := strings.Split(value, ","); {
					case !ok:
					case key == "dialect":
						p := productNamed(t, value)
						opts, number = p.options, p.versions[0]
					case key == "tags":
						opts.Tags = list
					case key == "types":
						opts.Libraries = list
					case key == "nulls":
						opts.Generic = value == "sql"
					case key == "conventions":
						opts.Conventions = gostruct.Conventions{Plural: true, Comments: true, Index: "ix_{table}_{columns}", Check: "ck_{table}_{name}"}
					default:
						t.Fatalf("there is no flag %s", key)
					}
				}
			}
			schema, err := opts.Read(t.Context(), number, sqlfile.Source{Name: "in.sql", Text: string(archive.Files[0].Data)})
			if err != nil {
				t.Fatal(err)
			}
			result, err := law8(t.Context(), schema, opts)
			if err != nil {
				t.Fatal(err)
			}
			got := txtar.Format(&txtar.Archive{Comment: archive.Comment, Files: []txtar.File{
				archive.Files[0], {Name: "models.go", Data: result.Go}, {Name: "schema.sql", Data: []byte(result.SQL)},
			}})
			if *update {
				if err := os.WriteFile(file, got, 0o600); err != nil {
					t.Fatal(err)
				}
			}
			if diff := cmp.Diff(string(txtar.Format(archive)), string(got)); diff != "" && !*update {
				t.Error(diff)
			}
		})
	}
}
