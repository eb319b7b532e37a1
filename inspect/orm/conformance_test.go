package orm_test

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
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
// is in nobody's way.
func module(t *testing.T, mapper string) string {
	t.Helper()
	need(t, mapper)
	dir := filepath.Join(t.TempDir(), mapper)
	if err := os.CopyFS(dir, os.DirFS(filepath.Join(modules, mapper))); err != nil {
		t.Fatal(err)
	}
	return dir
}

// need makes sure that the modules are there that the one of a mapper requires.
// Without a network the test skips, or fails where it may not.
func need(t *testing.T, mapper string) {
	t.Helper()
	if testing.Short() {
		t.Skip("it builds programs with a mapper")
	}
	download := exec.Command("go", "mod", "download")
	download.Dir = filepath.Join(modules, mapper)
	said, err := download.CombinedOutput()
	switch {
	case err == nil:
	case os.Getenv("CI") == "true" || os.Getenv("SCHEMADIFF_REQUIRE_PG") == "1":
		t.Fatalf("fetching the modules of %s: %v\n%s", mapper, err, said)
	default:
		t.Skipf("the modules of %s can't be fetched: %v\n%s", mapper, err, said)
	}
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
	return orm.Options{Dialect: "postgres", Server: "150000", SQL: gotype.Dialect{}, Warn: func(w *sqlfile.Error) { t.Errorf("warning: %v", w) }}
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
	t.Parallel()
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

// TestWhatNobodyCreates reads what ent describes and its migration passes over:
// views, and tables in schemas of their own. The server is asked what it makes of
// the script.
func TestWhatNobodyCreates(t *testing.T) {
	t.Parallel()
	need(t, "ent")
	db := pgtest.New(t, 15)
	pattern := filepath.Join(modules, "ent", "views", "schema")
	script, err := orm.Read(t.Context(), ent.ORM{}, []string{pattern}, options(t))
	if err != nil {
		t.Fatal(err)
	}
	db.Exec(script.Text)
	made := live(t, db)
	ours := declared(t, ent.ORM{}, made.Version, pattern)
	view := func(d model.Definition) bool { return d.ID.Kind == "view" && d.ID.Name == "growns" }
	if len(made.Tables) != 2 || !slices.ContainsFunc(made.Definitions, view) {
		t.Errorf("there are %d tables, and no view perhaps:\n%s", len(made.Tables), script.Text)
	}
	for _, c := range compare(t, made, ours).Changes {
		t.Errorf("%s: %+v", c.Object(), c)
	}
}

// TestPlaces looks where tables are found in the Go files.
func TestPlaces(t *testing.T) {
	t.Parallel()
	need(t, "gorm")
	schema := declared(t, gorm.ORM{}, 0, filepath.Join(modules, "gorm", "models"))
	found := map[string]string{}
	for _, table := range schema.Tables {
		found[table.Name] = filepath.Base(table.Pos.File) + ":" + strconv.Itoa(table.Pos.Line)
		for _, c := range table.Columns {
			found[table.Name+"."+c.Name] = filepath.Base(c.Pos.File) + ":" + strconv.Itoa(c.Pos.Line)
		}
	}
	text, err := os.ReadFile(filepath.Join(modules, "gorm", "models", "relations.go"))
	if err != nil {
		t.Fatal(err)
	}
	for table, declaration := range map[string]string{
		"users": "type User struct", "companies": "type Company struct", "user_languages": "type User struct", "lines": "type Line struct",
		"credit_cards.number": "	Number string", "accounts.balance": "	Balance  int64",
	} {
		before, _, _ := strings.Cut(string(text), declaration)
		if want := "relations.go:" + strconv.Itoa(1+strings.Count(before, "\n")); found[table] != want {
			t.Errorf("%s is at %s; want %s", table, found[table], want)
		}
	}
}

// TestDoubts looks at what is told of types that may be models or not.
func TestDoubts(t *testing.T) {
	t.Parallel()
	need(t, "gorm")
	var warnings []string
	opts := options(t)
	opts.Warn = func(w *sqlfile.Error) { warnings = append(warnings, w.Msg) }
	script, err := orm.Read(t.Context(), gorm.ORM{}, []string{filepath.Join(modules, "gorm", "odd")}, opts)
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"Lone has an ID and no sign of a model: it isn't read", "hidden isn't exported: it isn't read"}
	if !slices.Equal(warnings, want) {
		t.Errorf("warnings %q; want %q", warnings, want)
	}
	for _, table := range []string{"knowns", "relatives", "wholes", "names"} {
		if !strings.Contains(script.Text, `CREATE TABLE "`+table+`"`) {
			t.Errorf("there is no table %s in\n%s", table, script.Text)
		}
	}
	if n := strings.Count(script.Text, "CREATE TABLE"); n != 4 {
		t.Errorf("there are %d tables in\n%s", n, script.Text)
	}
	_, err = orm.Read(t.Context(), gorm.ORM{}, []string{filepath.Join(modules, "gorm", "same")}, opts)
	if err == nil || !strings.Contains(err.Error(), "are the same table users: func Models() []any can list the models") {
		t.Errorf("two types for one table: %v", err)
	}
}

// run runs a program.
func run(t *testing.T, program string, args ...string) {
	t.Helper()
	if said, err := exec.Command(program, args...).CombinedOutput(); err != nil {
		t.Fatalf("%s: %v\n%s", filepath.Base(program), err, said)
	}
}
