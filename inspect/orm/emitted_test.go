package orm_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/schemadiff/schemadiff/dialects/sqlite"
	sqlitetype "github.com/schemadiff/schemadiff/dialects/sqlite/gotype"
	"github.com/schemadiff/schemadiff/diff"
	"github.com/schemadiff/schemadiff/inspect/gostruct"
	"github.com/schemadiff/schemadiff/inspect/orm"
	"github.com/schemadiff/schemadiff/inspect/orm/bun"
	"github.com/schemadiff/schemadiff/inspect/orm/gorm"
	"github.com/schemadiff/schemadiff/inspect/sqlfile"
	"github.com/schemadiff/schemadiff/internal/corpus"
	"github.com/schemadiff/schemadiff/internal/sqliteconn"
	"github.com/schemadiff/schemadiff/model"
	"github.com/schemadiff/schemadiff/render/gomodel"
)

func readSQLite(ctx context.Context, _ int, scripts ...sqlfile.Source) (model.Schema, error) {
	conn, err := sqliteconn.Memory(ctx)
	if err != nil {
		return model.Schema{}, err
	}
	schema, err := sqlite.Read(ctx, conn, scripts)
	return schema, errors.Join(err, conn.Close())
}

// emit writes the tables of a schema as structs with the tags of a mapper, into a
// package of the mapper's module.
func emit(t *testing.T, schema model.Schema, tag, dir string) {
	t.Helper()
	result, err := gomodel.Write(t.Context(), schema, gomodel.Options{
		Dialect: sqlitetype.Writer{}, Planner: sqlite.Planner{}, Rules: sqlite.Rules{}, Read: readSQLite, Tags: []string{tag},
		Conventions: gostruct.Conventions{Index: "{table}_{columns}_idx"},
	})
	if err != nil {
		t.Fatal(err)
	}
	put(t, filepath.Join(dir, "models.go"), string(result.Go))
}

func put(t *testing.T, file, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(file), 0o750); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// withMarkers lets a module import package schema, which stands alone there.
func withMarkers(t *testing.T, dir string) {
	t.Helper()
	markers := t.TempDir()
	if err := os.CopyFS(filepath.Join(markers, "schema"), os.DirFS("../../schema")); err != nil {
		t.Fatal(err)
	}
	put(t, filepath.Join(markers, "go.mod"), "module github.com/schemadiff/schemadiff\n\ngo 1.25.0\n")
	goTool(t, dir, "mod", "edit", "-require=github.com/schemadiff/schemadiff@v0.0.0", "-replace=github.com/schemadiff/schemadiff="+markers)
}

// unsaid says what differs: which kinds of objects are others, in what. Those of a
// table that come and go are the same under other names.
func unsaid(changes []diff.Change) []string {
	type place struct{ table, kind string }
	of := func(c diff.Change) place { return place{c.Object().Parent, string(c.Object().Kind)} }
	balance := map[place]int{}
	for _, c := range changes {
		switch c.(type) {
		case diff.Add:
			balance[of(c)]++
		case diff.Drop:
			balance[of(c)]--
		case diff.Alter, diff.Rename, diff.Unsupported:
		}
	}
	var list []string
	for _, c := range changes {
		text := string(c.Object().Kind)
		switch c := c.(type) {
		case diff.Add, diff.Drop:
			switch n := balance[of(c)]; {
			case n > 0:
				text += " is lost"
			case n < 0:
				text += " is made"
			default:
				text += " has another name"
			}
		case diff.Alter:
			for _, f := range c.Facets {
				list = append(list, text+" has another "+string(f.Name))
			}
			continue
		case diff.Rename, diff.Unsupported:
			text += ": " + c.Object().String()
		}
		list = append(list, text)
	}
	slices.Sort(list)
	return slices.Compact(list)
}

// TestEmittedTags writes real schemas as models of the mappers, lets these make the
// tables, and looks at what is lost: what a mapper has no tag for.
func TestEmittedTags(t *testing.T) {
	tests := []struct {
		mapper orm.ORM
		tag    string
		unsaid []string
	}{
		{gorm.ORM{}, gomodel.TagGORM, []string{
			"check constraint has another name", "column has another type", "foreign key has another name", "primary key has another name",
			"unique constraint has another name", "unique constraint is lost", // of several columns
		}},
		{bun.ORM{}, gomodel.TagBun, []string{
			"check constraint is lost", "foreign key is lost", "index is lost", "primary key has another name", "unique constraint has another name",
		}},
	}
	t.Setenv("CGO_ENABLED", "0")
	for _, test := range tests {
		t.Run(test.tag, func(t *testing.T) {
			dir := module(t, test.mapper.Name())
			withMarkers(t, dir)
			lost := map[string]bool{}
			for _, s := range corpus.Open(t, "sqlite").Schemas(t) {
				name, _, _ := strings.Cut(s.Name, "/")
				if !slices.Contains([]string{"chinook", "memos", "sakila-jooq"}, name) {
					continue
				}
				t.Run(name, func(t *testing.T) {
					schema, err := readSQLite(t.Context(), 0, sqlfile.Source{Name: s.Name, Text: s.Read(t)})
					if err != nil {
						t.Fatal(err)
					}
					schema.Definitions = nil
					emit(t, schema, test.tag, filepath.Join(dir, "emitted", strings.ReplaceAll(name, "-", "")))
					script, err := orm.Read(t.Context(), test.mapper, []string{filepath.Join(dir, "emitted", strings.ReplaceAll(name, "-", ""))}, orm.Options{
						Dialect: "sqlite", Server: "3.45.1", SQL: sqlitetype.Dialect{}, Warn: func(w *sqlfile.Error) { t.Errorf("warning: %v", w) },
					})
					if err != nil {
						t.Fatal(err)
					}
					made, err := readSQLite(t.Context(), 0, script)
					if err != nil {
						t.Fatalf("%v\n%s", err, script.Text)
					}
					result, err := diff.Compare(t.Context(), made, schema, sqlite.Rules{}, diff.Options{})
					if err != nil {
						t.Fatal(err)
					}
					for _, text := range unsaid(result.Changes) {
						lost[text] = true
					}
					for _, c := range result.Changes {
						t.Logf("%T %s", c, c.Object())
					}
				})
			}
			var list []string
			for text := range lost {
				list = append(list, text)
			}
			slices.Sort(list)
			if difference := cmp.Diff(test.unsaid, list); difference != "" {
				t.Errorf("what is lost is another (-wanted +lost):\n%s", difference)
			}
		})
	}
}
