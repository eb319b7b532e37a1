package gomodel_test

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/schemadiff/schemadiff/dialects/mysql"
	mysqltype "github.com/schemadiff/schemadiff/dialects/mysql/gotype"
	mysqlplan "github.com/schemadiff/schemadiff/dialects/mysql/plan"
	"github.com/schemadiff/schemadiff/dialects/sqlite"
	sqlitetype "github.com/schemadiff/schemadiff/dialects/sqlite/gotype"
	"github.com/schemadiff/schemadiff/inspect/gostruct"
	"github.com/schemadiff/schemadiff/inspect/sqlfile"
	"github.com/schemadiff/schemadiff/internal/corpus"
	"github.com/schemadiff/schemadiff/internal/laws/mysqlgen"
	"github.com/schemadiff/schemadiff/internal/laws/sqlitegen"
	"github.com/schemadiff/schemadiff/internal/sqliteconn"
	"github.com/schemadiff/schemadiff/model"
	"github.com/schemadiff/schemadiff/render/gomodel"
)

// product is a database product beside PostgreSQL, and what law 8 is tried on.
type product struct {
	name     string
	options  gomodel.Options
	versions []int                 // the first is the usual one
	files    string                // schemas of testdata
	random   func(seed int) string // a script; the product may refuse it
}

func products() []product {
	return []product{{
		name: "sqlite", versions: []int{sqliteconn.Version}, files: "../../testdata/sqlite/*.sql",
		options: gomodel.Options{
			Dialect: sqlitetype.Writer{}, Planner: sqlite.Planner{}, Rules: sqlite.Rules{}, Read: readSQLite,
			Conventions: gostruct.Conventions{Index: "{table}_{columns}_idx"},
		},
		random: func(seed int) string {
			return rapid.Custom(func(t *rapid.T) string { return sqlitegen.Draw(t).String() }).Example(seed)
		},
	}, {
		name: "mysql", versions: []int{mysql.Default().Number(), mysql.Server{Flavour: mysql.MariaDB, Major: 10, Minor: 11}.Number()}, files: "../../testdata/mysql/*.sql",
		options: gomodel.Options{
			Dialect: mysqltype.Writer{}, Planner: mysqlplan.Planner{}, Rules: mysql.Rules{}, Read: readMySQL,
			Conventions: gostruct.Conventions{Index: "{table}_{columns}_idx"},
		},
		random: func(seed int) string { return mysqlgen.New(seed).Schema() },
	}}
}

func readMySQL(_ context.Context, version int, scripts ...sqlfile.Source) (model.Schema, error) {
	return mysql.Read(scripts, mysql.Options{Server: mysql.ServerOf(version)})
}

func productNamed(t *testing.T, name string) product {
	t.Helper()
	for _, p := range products() {
		if p.name == name {
			return p
		}
	}
	t.Fatalf("there is no product %s", name)
	return product{}
}

func readSQLite(ctx context.Context, _ int, scripts ...sqlfile.Source) (model.Schema, error) {
	conn, err := sqliteconn.Memory(ctx)
	if err != nil {
		return model.Schema{}, err
	}
	schema, err := sqlite.Read(ctx, conn, scripts)
	return schema, errors.Join(err, conn.Close())
}

// schemaOf reads a script of a product.
func (p product) schemaOf(t *testing.T, version int, name, text string) (model.Schema, error) {
	t.Helper()
	return p.options.Read(t.Context(), version, sqlfile.Source{Name: name, Text: text})
}

// longText is the length from which on a schema isn't written in all ways, unless
// everything is asked for.
const longText = 30_000

// TestLaw8OfProducts writes schemas of the other products as Go: those of testdata,
// real ones, of which structs hold every table whole, and random ones.
func TestLaw8OfProducts(t *testing.T) {
	for _, p := range products() {
		t.Run(p.name, func(t *testing.T) {
			texts := p.testdata(t)
			t.Run("corpus", func(t *testing.T) { texts = append(texts, p.corpus(t)...) })
			t.Run("random", p.randomSchemas)
			t.Run("compile", func(t *testing.T) { compile(t, texts) })
		})
	}
}

func (p product) testdata(t *testing.T) (texts [][]byte) {
	t.Helper()
	files, err := filepath.Glob(p.files)
	if err != nil || len(files) < 10 {
		t.Fatal("there are no schemas", p.files, err)
	}
	for _, file := range files {
		for _, version := range p.versions {
			t.Run(fmt.Sprint(filepath.Base(file), "/", version), func(t *testing.T) {
				text, err := os.ReadFile(file)
				if err != nil {
					t.Fatal(err)
				}
				schema, err := p.schemaOf(t, version, file, string(text))
				if err != nil {
					t.Skip(err) // for another version
				}
				if result, ok := eachVariant(t, schema, p.options); ok {
					texts = append(texts, result.Go)
				}
			})
		}
	}
	return texts
}

func (p product) corpus(t *testing.T) (texts [][]byte) {
	t.Helper()
	for _, s := range corpus.Open(t, p.name).Schemas(t) {
		t.Run(s.Name, func(t *testing.T) {
			text, version := s.Read(t), p.versions[0]
			if strings.Contains(s.Name, "mariadb") {
				version = p.versions[1]
			}
			schema, err := p.schemaOf(t, version, s.Name, text)
			if err != nil {
				t.Fatal(err)
			}
			result, err := law8(t.Context(), schema, p.options)
			if err != nil {
				t.Fatal(err)
			}
			for _, left := range result.Left {
				if left.ID.Kind == model.KindTable || left.ID.Parent != "" && left.ID.Kind != "trigger" {
					t.Errorf("structs don't hold %s", left)
				}
			}
			texts = append(texts, result.Go)
			if len(text) < longText || os.Getenv("SCHEMADIFF_MATRIX") == "1" {
				eachVariant(t, schema, p.options)
			}
		})
	}
	return texts
}

func (p product) randomSchemas(t *testing.T) {
	tried, count := 0, 60
	if os.Getenv("SCHEMADIFF_MATRIX") == "1" {
		count = 1000
	}
	for seed := range count {
		version := p.versions[seed%len(p.versions)]
		schema, err := p.schemaOf(t, version, "random.sql", p.random(seed))
		if err != nil {
			continue
		}
		tried++
		t.Run(fmt.Sprint(seed), func(t *testing.T) { eachVariant(t, schema, p.options) })
	}
	if tried < count/5 {
		t.Errorf("only %d random schemas are accepted", tried)
	}
}
