package orm_test

import (
	"context"
	"path/filepath"
	"testing"

	"github.com/schemadiff/schemadiff/dialects/mysql"
	"github.com/schemadiff/schemadiff/dialects/mysql/catalog"
	mysqltype "github.com/schemadiff/schemadiff/dialects/mysql/gotype"
	"github.com/schemadiff/schemadiff/dialects/sqlite"
	sqlitetype "github.com/schemadiff/schemadiff/dialects/sqlite/gotype"
	"github.com/schemadiff/schemadiff/diff"
	"github.com/schemadiff/schemadiff/inspect/orm"
	"github.com/schemadiff/schemadiff/inspect/orm/bun"
	"github.com/schemadiff/schemadiff/inspect/orm/ent"
	"github.com/schemadiff/schemadiff/inspect/orm/gorm"
	"github.com/schemadiff/schemadiff/inspect/sqlfile"
	"github.com/schemadiff/schemadiff/internal/mysqlconn"
	"github.com/schemadiff/schemadiff/internal/mytest"
	"github.com/schemadiff/schemadiff/internal/sqliteconn"
	"github.com/schemadiff/schemadiff/model"
)

// product is a database product beside PostgreSQL.
type product struct {
	name    string
	options orm.Options
	server  func(version int) string
	rules   diff.Rules
	// database makes an empty database, and returns how Go's drivers call it, and
	// what reads it.
	database func(t *testing.T) (address string, live func() model.Schema)
	read     func(t *testing.T, script sqlfile.Source, version int) model.Schema
}

func products() []product {
	return []product{
		{
			"sqlite",
			orm.Options{Dialect: "sqlite", SQL: sqlitetype.Dialect{}},
			sqlite.VersionText,
			sqlite.Rules{},
			sqliteDatabase,
			func(t *testing.T, script sqlfile.Source, _ int) model.Schema {
				t.Helper()
				conn, err := sqliteconn.Memory(t.Context())
				if err != nil {
					t.Fatal(err)
				}
				defer conn.Close()
				schema, err := sqlite.Read(t.Context(), conn, []sqlfile.Source{script})
				if err != nil {
					t.Fatalf("%v\n%s", err, script.Text)
				}
				return schema
			},
		},
		{
			"mysql",
			orm.Options{Dialect: "mysql", SQL: mysqltype.Dialect{}},
			func(version int) string { return mysql.ServerOf(version).Release() },
			mysql.Rules{},
			mysqlDatabase,
			func(t *testing.T, script sqlfile.Source, version int) model.Schema {
				t.Helper()
				schema, err := mysql.Read([]sqlfile.Source{script}, mysql.Options{Server: mysql.ServerOf(version)})
				if err != nil {
					t.Fatalf("%v\n%s", err, script.Text)
				}
				return schema
			},
		},
	}
}

func sqliteDatabase(t *testing.T) (string, func() model.Schema) {
	t.Helper()
	file := filepath.Join(t.TempDir(), "made.db")
	return "file:" + file + "?_pragma=foreign_keys(1)", func() model.Schema {
		t.Helper()
		conn, err := sqliteconn.Open(t.Context(), sqliteconn.Address(file, sqliteconn.Existing))
		if err != nil {
			t.Fatal(err)
		}
		defer conn.Close()
		schema, err := sqlite.Inspect(t.Context(), conn)
		if err != nil {
			t.Fatal(err)
		}
		return schema
	}
}

func mysqlDatabase(t *testing.T) (string, func() model.Schema) {
	t.Helper()
	db := mytest.New(t)
	config, err := mysqlconn.Config(db.URL())
	if err != nil {
		t.Fatal(err)
	}
	config.ParseTime = true
	return config.FormatDSN(), func() model.Schema {
		t.Helper()
		conn, err := mysqlconn.Open(t.Context(), db.URL())
		if err != nil {
			t.Fatal(err)
		}
		defer conn.Close()
		schema, err := catalog.Inspect(context.Background(), conn, catalog.Options{})
		if err != nil {
			t.Fatal(err)
		}
		return schema
	}
}

// TestWhatTheMapperCreatesElsewhere compares what is read for other products with
// what the mapper itself makes in their databases.
func TestWhatTheMapperCreatesElsewhere(t *testing.T) {
	tests := []struct {
		mapper  orm.ORM
		pattern string
		create  string
		tables  int
	}{
		{gorm.ORM{}, "portable", "./elsewhere", 6},
		{bun.ORM{}, "portable", "./elsewhere", 4},
		{ent.ORM{}, "portable/schema", "./portable/create", 5},
	}
	for _, test := range tests {
		name := test.mapper.Name()
		t.Run(name, func(t *testing.T) {
			if name == "gorm" {
				t.Setenv("CGO_ENABLED", "0") // its driver of SQLite is written in C, and isn't the one that runs here
			}
			dir := module(t, name)
			if name == "ent" {
				goTool(t, dir, "tool", name, "generate", "./portable/schema")
			}
			binary := filepath.Join(t.TempDir(), "create")
			goTool(t, dir, "build", "-o", binary, test.create)
			for _, p := range products() {
				t.Run(p.name, func(t *testing.T) {
					address, live := p.database(t)
					run(t, binary, p.name, address)
					made := live()
					opts := p.options
					opts.Server = p.server(made.Version)
					opts.Warn = func(w *sqlfile.Error) { t.Errorf("warning: %v", w) }
					script, err := orm.Read(t.Context(), test.mapper, []string{filepath.Join(dir, filepath.FromSlash(test.pattern))}, opts)
					if err != nil {
						t.Fatal(err)
					}
					ours := p.read(t, script, made.Version)
					if len(made.Tables) != test.tables {
						t.Errorf("%s makes %d tables; want %d", name, len(made.Tables), test.tables)
					}
					for _, pair := range [][2]model.Schema{{made, ours}, {ours, made}} {
						result, err := diff.Compare(t.Context(), pair[0], pair[1], p.rules, diff.Options{})
						if err != nil {
							t.Fatal(err)
						}
						for _, c := range result.Changes {
							t.Errorf("%s: %+v", c.Object(), c)
						}
					}
				})
			}
		})
	}
}
