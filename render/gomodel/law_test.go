package gomodel_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"go/format"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/tools/go/packages"
	"pgregory.net/rapid"

	"github.com/schemadiff/schemadiff/dialects/postgres"
	"github.com/schemadiff/schemadiff/dialects/postgres/gotype"
	"github.com/schemadiff/schemadiff/dialects/postgres/version"
	"github.com/schemadiff/schemadiff/diff"
	"github.com/schemadiff/schemadiff/inspect/gostruct"
	"github.com/schemadiff/schemadiff/inspect/sqlfile"
	"github.com/schemadiff/schemadiff/internal/corpus"
	"github.com/schemadiff/schemadiff/internal/laws/gen"
	"github.com/schemadiff/schemadiff/model"
	"github.com/schemadiff/schemadiff/render"
	"github.com/schemadiff/schemadiff/render/gomodel"
)

func options() gomodel.Options {
	return gomodel.Options{
		Dialect: gotype.Writer{}, Planner: postgres.Planner{}, Rules: postgres.Rules{},
		Read: func(ctx context.Context, v int, scripts ...sqlfile.Source) (model.Schema, error) {
			return postgres.Read(ctx, scripts, postgres.ReadOptions{Version: version.Number(v)})
		},
	}
}

func readSQL(t testing.TB, name, text string, major int) (model.Schema, error) {
	t.Helper()
	return options().Read(t.Context(), int(version.OfMajor(major)), sqlfile.Source{Name: name, Text: text})
}

// law8 writes a schema as Go, and compares what that declares with the schema in
// both directions. The file is as gofmt would write it.
func law8(ctx context.Context, schema model.Schema, opts gomodel.Options) (gomodel.Result, error) {
	result, err := gomodel.Write(ctx, schema, opts)
	if err != nil {
		return result, err
	}
	if formatted, err := format.Source(result.Go); err != nil || !bytes.Equal(formatted, result.Go) {
		return result, fmt.Errorf("gofmt would write it otherwise: %w\n%s", err, result.Go)
	}
	structs, err := gostruct.ReadAlone("models.go", string(result.Go), gostruct.Options{Dialect: opts.Dialect, Conventions: opts.Conventions})
	if err != nil {
		return result, err
	}
	return result, same(ctx, schema, structs, result.SQL, opts)
}

// same compares a schema with what structs and a script declare.
func same(ctx context.Context, schema model.Schema, structs sqlfile.Source, script string, opts gomodel.Options) error {
	again, err := opts.Read(ctx, schema.Version, structs, sqlfile.Source{Name: "schema.sql", Text: script})
	if err != nil {
		return fmt.Errorf("%w\n%s\n%s", err, structs.Text, script)
	}
	again.Unsupported = schema.Unsupported
	for _, sides := range [][2]model.Schema{{schema, again}, {again, schema}} {
		result, err := diff.Compare(ctx, sides[0], sides[1], opts.Rules, diff.Options{})
		if err != nil {
			return err
		}
		for _, c := range result.Changes {
			return fmt.Errorf("%s differs: %+v\n%s\n%s", c.Object(), c, structs.Text, script)
		}
	}
	return nil
}

// variants of the ways to write Go are the choices that change the types of fields and the names of
// what there is.
var variants = map[string]func(*gomodel.Options){
	"plain": func(*gomodel.Options) {},
	"libraries": func(o *gomodel.Options) {
		o.Libraries, o.Tags, o.Generic = o.Dialect.Libraries(), []string{"json", "gorm", "bun"}, true
	},
	"conventions": func(o *gomodel.Options) {
		o.Conventions = gostruct.Conventions{
			Plural: true, Comments: true, Enums: true, PrimaryKey: "pk_{table}", Unique: "{table}_{name}", Index: "{column}_idx",
			ForeignKey: "{table}_{columns}_fkey", Check: "{table}_{name}_check", Exclusion: "{name}",
		}
	},
}

// eachVariant writes a schema in all ways, and returns what comes of the plain one.
func eachVariant(t *testing.T, schema model.Schema, opts gomodel.Options) (plain gomodel.Result, ok bool) {
	t.Helper()
	for name, choose := range variants {
		opts := opts
		choose(&opts)
		result, err := law8(t.Context(), schema, opts)
		if err != nil && !errors.Is(err, gomodel.ErrNoTables) {
			t.Errorf("%s: %v", name, err)
		}
		if name == "plain" {
			plain, ok = result, err == nil
		}
	}
	return plain, ok
}

// TestLaw8OfTestdata writes all schemas of the project as Go.
func TestLaw8OfTestdata(t *testing.T) {
	files, err := filepath.Glob("../../testdata/schemas/*.sql")
	if err != nil || len(files) < 100 {
		t.Fatal("there are no schemas", err)
	}
	var texts [][]byte
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		t.Run(filepath.Base(file), func(t *testing.T) {
			schema, err := readSQL(t, file, string(text), version.NewestMajor)
			if err != nil {
				schema, err = readSQL(t, file, string(text), 15)
			}
			if err != nil {
				t.Fatal(err)
			}
			if result, ok := eachVariant(t, schema, options()); ok {
				texts = append(texts, result.Go)
			}
		})
	}
	t.Run("compile", func(t *testing.T) { compile(t, texts) })
}

// TestLaw8OfRandomSchemas writes schemas as Go that nobody wrote.
func TestLaw8OfRandomSchemas(t *testing.T) {
	var texts [][]byte
	for seed := range 40 {
		for _, major := range []int{13, 18} {
			t.Run(fmt.Sprintf("seed%d/%d", seed, major), func(t *testing.T) {
				statements := rapid.Custom(func(t *rapid.T) []string { return gen.Write(t, gen.New(t, major)) }).Example(seed)
				schema, err := readSQL(t, "random.sql", strings.Join(statements, ";\n")+";\n", major)
				if err != nil {
					t.Fatal(err)
				}
				if result, ok := eachVariant(t, schema, options()); ok && seed%6 == 0 {
					texts = append(texts, result.Go)
				}
			})
		}
	}
	t.Run("compile", func(t *testing.T) { compile(t, texts) })
}

// TestLaw8OfCorpus writes real schemas as Go.
func TestLaw8OfCorpus(t *testing.T) {
	var texts [][]byte
	for _, s := range corpus.Open(t, "postgres").Schemas(t) {
		t.Run(s.Name, func(t *testing.T) {
			text := s.Read(t)
			if testing.Short() && len(text) > 200_000 {
				t.Skip("it is long")
			}
			schema, err := readSQL(t, s.Name, psqlVariable.ReplaceAllString(text, "postgres"), version.NewestMajor)
			if err != nil {
				t.Skip(err) // for a server with more than PostgreSQL
			}
			result, err := law8(t.Context(), schema, options())
			switch {
			case err == nil:
				texts = append(texts, result.Go)
			case errors.Is(err, gomodel.ErrNoTables):
			case !readsBack(t, schema):
				t.Skip("it doesn't read back as SQL either")
			default:
				t.Fatal(err)
			}
		})
	}
	t.Run("compile", func(t *testing.T) { compile(t, texts) })
}

// readsBack says whether a schema that is written as SQL is read as the same.
func readsBack(t *testing.T, schema model.Schema) bool {
	t.Helper()
	text, err := render.DDL(schema, postgres.Planner{})
	if err != nil {
		return false
	}
	return same(t.Context(), schema, sqlfile.Source{Name: "whole.sql", Text: text}, "", options()) == nil
}

// psqlVariable is a variable in what is meant for psql alone.
var psqlVariable = regexp.MustCompile(`:"?DBNAME"?`)

// compile proves that files compile, and vets them. Each is a package of one
// module, which has nothing beside this one.
func compile(t *testing.T, texts [][]byte) {
	t.Helper()
	dir := moduleOf(t)
	for i, text := range texts {
		write(t, filepath.Join(dir, fmt.Sprintf("models%d", i), "models.go"), string(text))
	}
	list, err := packages.Load(&packages.Config{Context: t.Context(), Dir: dir, Mode: packages.NeedName | packages.NeedTypes | packages.NeedSyntax | packages.NeedImports | packages.NeedTypesInfo}, "./...")
	if err != nil || len(list) != len(texts) {
		t.Fatal(len(list), len(texts), err)
	}
	for _, p := range list {
		for _, e := range p.Errors {
			t.Errorf("%s: %v", p.PkgPath, e)
		}
	}
	for i := 0; i < len(texts); i += 1 + len(texts)/10 {
		vet := exec.CommandContext(t.Context(), "go", "vet", fmt.Sprintf("./models%d", i))
		vet.Dir = dir
		if said, err := vet.CombinedOutput(); err != nil {
			t.Errorf("go vet: %v\n%s", err, said)
		}
	}
}

// moduleOf makes a module that has this one.
func moduleOf(t *testing.T) string {
	t.Helper()
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	write(t, filepath.Join(dir, "go.mod"), "module example.com/shop\n\ngo 1.26.0\n\nrequire github.com/schemadiff/schemadiff v0.0.0\n\nreplace github.com/schemadiff/schemadiff => "+root+"\n")
	return dir
}

func write(t *testing.T, file, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(file), 0o750); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}
