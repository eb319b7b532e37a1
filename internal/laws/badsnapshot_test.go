package laws_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/schemadiff/schemadiff/dialects/postgres"
	"github.com/schemadiff/schemadiff/dialects/postgres/parse"
	"github.com/schemadiff/schemadiff/diff"
	"github.com/schemadiff/schemadiff/inspect/sqlfile"
	"github.com/schemadiff/schemadiff/model"
	"github.com/schemadiff/schemadiff/render"
)

// TestHostileSnapshot puts SQL into every text of snapshots, one at a time. The
// snapshot is refused, or the text is but a name or a literal in all that is
// written from it.
func TestHostileSnapshot(t *testing.T) {
	seen := map[string]bool{} // the fields that were tried
	tried, refused := 0, 0
	schemas := snapshotSchemas(t)
	for _, name := range slices.Sorted(maps.Keys(schemas)) {
		good := schemas[name]
		if err := postgres.Verify(good); err != nil {
			t.Errorf("%s: a good schema is refused: %v", name, err)
		}
		for _, l := range leaves(t, good) {
			if seen[l.field] {
				continue
			}
			seen[l.field] = true
			for _, hostile := range []string{
				`1); DROP SCHEMA hostile; --`, `"; DROP SCHEMA hostile; --`, `'; DROP SCHEMA hostile; --`, `1; DROP SCHEMA hostile`,
				"x\n; DROP SCHEMA hostile;\n", "x\r; DROP SCHEMA hostile;\r", `\'; DROP SCHEMA hostile; --`, `1 --`, `--`, `/*`, `$$`, `1, hostile int`,
				"",
			} {
				bad, err := model.ReadSnapshot(bytes.NewReader(l.with(hostile)))
				if err == nil {
					err = postgres.Verify(bad)
				}
				tried++
				if err != nil {
					refused++
					continue
				}
				checkHarmless(t, fmt.Sprintf("%s = %q", l.field, hostile), good, bad)
			}
		}
	}
	t.Logf("%d fields, %d snapshots, %d refused", len(seen), tried, refused)
	if len(seen) < 120 || refused == 0 || refused == tried {
		t.Errorf("%d fields, %d snapshots, %d refused: does this test anything?", len(seen), tried, refused)
	}
}

// checkHarmless writes all that can be written of a schema; what is refused then
// is no harm either.
func checkHarmless(t *testing.T, what string, good, bad model.Schema) {
	t.Helper()
	empty := model.Schema{Dialect: bad.Dialect, Version: bad.Version}
	for _, pair := range [][2]model.Schema{{empty, bad}, {good, bad}, {bad, good}} {
		result, err := diff.Compare(t.Context(), pair[0], pair[1], postgres.Rules{}, diff.Options{})
		if err != nil {
			continue
		}
		migration, err := render.NewMigration(result, postgres.Planner{}, render.Options{})
		if err != nil {
			continue
		}
		var text bytes.Buffer
		if err := render.WriteSQL(&text, render.Report{From: "a", To: "b", Result: result, Migration: migration}); err != nil {
			continue
		}
		checkScript(t, what, text.String())
	}
	var text bytes.Buffer
	if err := render.WriteSchema(&text, bad, postgres.Planner{}, nil); err == nil {
		checkScript(t, what, text.String())
	}
}

func checkScript(t *testing.T, what, text string) {
	t.Helper()
	script, mistakes := sqlfile.Split(sqlfile.Source{Name: "written.sql", Text: text}, sqlfile.Postgres())
	if len(mistakes) > 0 {
		t.Errorf("%s: the text breaks out of the script: %v\n%s", what, mistakes, text)
		return
	}
	for statement, err := range parse.Statements(t.Context(), script, parse.Options{}) {
		switch {
		case err != nil:
			t.Errorf("%s: the text makes a statement invalid: %v\n%s", what, err, text)
			return
		case statement.Node.GetDropStmt() != nil && strings.Contains(statement.Node.String(), `sval:"hostile"`):
			t.Errorf("%s: the text is a statement of its own:\n%s", what, text)
			return
		}
	}
}

// leaf is a text in a snapshot.
type leaf struct {
	field string // its path, without the numbers
	with  func(text string) []byte
}

// leaves lists the texts of a schema's snapshot, each with a way to change it.
func leaves(t *testing.T, s model.Schema) []leaf {
	t.Helper()
	var text bytes.Buffer
	if err := model.WriteSnapshot(&text, s); err != nil {
		t.Fatal(err)
	}
	var tree map[string]any
	if err := json.Unmarshal(text.Bytes(), &tree); err != nil {
		t.Fatal(err)
	}
	var list []leaf
	var walk func(field string, value any, set func(any))
	walk = func(field string, value any, set func(any)) {
		switch value := value.(type) {
		case string:
			list = append(list, leaf{field, func(text string) []byte {
				set(text)
				defer set(value)
				out, err := json.Marshal(tree)
				if err != nil {
					t.Fatal(err)
				}
				return out
			}})
		case []any:
			for i := range value {
				walk(field, value[i], func(x any) { value[i] = x })
			}
		case map[string]any:
			for _, name := range slices.Sorted(maps.Keys(value)) {
				walk(field+"."+name, value[name], func(x any) { value[name] = x })
			}
		}
	}
	walk("", tree["schema"], nil)
	return list
}

// snapshotSchemas reads random schemas and those of testdata, as far as they are
// for the newest version.
func snapshotSchemas(t *testing.T) map[string]model.Schema {
	t.Helper()
	texts := map[string]string{}
	for seed := range 20 {
		texts[fmt.Sprintf("random %d", seed)] = schemaOf(seed, 18).SQL()
	}
	names, err := filepath.Glob("../../testdata/schemas/*.sql")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		texts[name] = string(text)
	}
	schemas := map[string]model.Schema{}
	for name, text := range texts {
		schema, err := postgres.Read(t.Context(), []sqlfile.Source{{Name: name, Text: text}}, postgres.ReadOptions{})
		if err == nil {
			schemas[name] = schema
		}
	}
	if len(schemas) < 50 {
		t.Fatalf("%d of %d schemas can be read", len(schemas), len(texts))
	}
	return schemas
}
