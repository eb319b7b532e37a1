package orm_test

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/schemadiff/schemadiff/dialects/postgres"
	"github.com/schemadiff/schemadiff/dialects/postgres/gotype"
	"github.com/schemadiff/schemadiff/dialects/postgres/version"
	"github.com/schemadiff/schemadiff/diff"
	"github.com/schemadiff/schemadiff/inspect/orm"
	"github.com/schemadiff/schemadiff/inspect/orm/bun"
	"github.com/schemadiff/schemadiff/inspect/orm/ent"
	"github.com/schemadiff/schemadiff/inspect/orm/gorm"
	"github.com/schemadiff/schemadiff/inspect/sqlfile"
	"github.com/schemadiff/schemadiff/internal/pgtest"
	"github.com/schemadiff/schemadiff/internal/pgxconn"
	"github.com/schemadiff/schemadiff/model"
)

// modules has a module of models for each mapper.
const modules = "../../testdata/orm"

// module makes a copy of the module of a mapper, so that what generators write
// is in nobody's way, and makes sure that the modules which it needs are there.
func module(t *testing.T, mapper string) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), mapper)
	if err := os.CopyFS(dir, os.DirFS(filepath.Join(modules, mapper))); err != nil {
		t.Fatal(err)
	}
	download := exec.Command("go", "mod", "download")
	download.Dir = dir
	if said, err := download.CombinedOutput(); err != nil {
		if os.Getenv("CI") == "true" || os.Getenv("SCHEMADIFF_REQUIRE_PG") == "1" {
			t.Fatalf("fetching the modules of %s: %v\n%s", mapper, err, said)
		}
		t.Skipf("the modules of %s can't be fetched: %v\n%s", mapper, err, said)
	}
	return dir
}

// goTool runs the go command in a module.
func goTool(t *testing.T, dir string, args ...string) {
	t.Helper()
	cmd := exec.Command("go", args...)
	cmd.Dir = dir
	if said, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("go %s: %v\n%s", strings.Join(args, " "), err, said)
	}
}

// options read for PostgreSQL. Warnings aren't expected.
func options(t *testing.T) orm.Options {
	return orm.Options{Dialect: "postgres", SQL: gotype.Dialect{}, Warn: func(w *sqlfile.Error) { t.Errorf("warning: %v", w) }}
}

// declared is the schema that models declare.
func declared(t *testing.T, mapper orm.ORM, number int, patterns ...string) model.Schema {
	t.Helper()
	script, err := orm.Read(t.Context(), mapper, patterns, options(t))
	if err != nil {
		t.Fatal(err)
	}
	schema, err := postgres.Read(t.Context(), []sqlfile.Source{script}, postgres.ReadOptions{Version: version.Number(number)})
	if err != nil {
		t.Fatalf("%v\n%s", err, script.Text)
	}
	return schema
}

// live is the schema that a database has.
func live(t *testing.T, db *pgtest.DB) model.Schema {
	t.Helper()
	conn, err := pgxconn.Open(t.Context(), db.URL())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(context.Background())
	schema, err := postgres.Inspect(t.Context(), conn, postgres.InspectOptions{})
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

// compare returns what differs.
func compare(t *testing.T, from, to model.Schema) diff.Result {
	t.Helper()
	result, err := diff.Compare(t.Context(), from, to, postgres.Rules{}, diff.Options{})
	if err != nil {
		t.Fatal(err)
	}
	return result
}

// TestWhatTheMapperCreates compares what is read with what the mapper itself
// makes in a database, for models with all that its tags can say.
func TestWhatTheMapperCreates(t *testing.T) {
	tests := []struct {
		mapper   orm.ORM
		name     string // of what create makes
		pattern  string
		tables   int
		generate string // a folder of schemas
	}{
		{gorm.ORM{}, "models", "models", 22, ""},
		{gorm.ORM{}, "listed", "listed", 3, ""},
		{gorm.ORM{}, "custom", "custom", 3, ""},
		{bun.ORM{}, "models", "models", 13, ""},
		{bun.ORM{}, "custom", "custom", 3, ""},
		{ent.ORM{}, "schema", "ent/schema", 17, "./ent/schema"},
		{ent.ORM{}, "schema", "ent/migrate", 17, "./ent/schema"},
	}
	dirs := map[string]string{}
	whole := t
	for _, test := range tests {
		name := test.mapper.Name()
		t.Run(name+"/"+test.pattern, func(t *testing.T) {
			db := pgtest.New(t, 15)
			dir := filepath.Join(modules, name)
			if dirs[name] == "" {
				dirs[name] = module(whole, name)
			}
			if test.generate != "" {
				goTool(t, dirs[name], "tool", name, "generate", test.generate)
				dir = dirs[name]
			}
			goTool(t, dirs[name], "run", "./create", test.name, db.URL())
			made := live(t, db)
			ours := declared(t, test.mapper, made.Version, filepath.Join(dir, filepath.FromSlash(test.pattern)))
			if len(made.Tables) != test.tables {
				t.Errorf("%s makes %d tables; want %d", name, len(made.Tables), test.tables)
			}
			for _, pair := range [][2]model.Schema{{made, ours}, {ours, made}} {
				result := compare(t, pair[0], pair[1])
				for _, c := range result.Changes {
					t.Errorf("%s: %+v", c.Object(), c)
				}
			}
		})
	}
}
