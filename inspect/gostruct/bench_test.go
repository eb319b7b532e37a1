package gostruct_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/schemadiff/schemadiff/dialects/mysql"
	mysqltype "github.com/schemadiff/schemadiff/dialects/mysql/gotype"
	"github.com/schemadiff/schemadiff/dialects/sqlite"
	sqlitetype "github.com/schemadiff/schemadiff/dialects/sqlite/gotype"
	"github.com/schemadiff/schemadiff/inspect/gostruct"
	"github.com/schemadiff/schemadiff/inspect/sqlfile"
	"github.com/schemadiff/schemadiff/internal/sqliteconn"
)

// BenchmarkStructs reads a package of 200 structs with ten fields each, to the
// schema: for PostgreSQL, whose own types these are, and for the other products.
func BenchmarkStructs(b *testing.B) {
	b.Run("postgres", func(b *testing.B) {
		dir := manyStructs(b, "now()")
		for b.Loop() {
			schema, _, err := read(b, gostruct.Conventions{}, dir)
			if err != nil || len(schema.Tables) != 200 {
				b.Fatal(len(schema.Tables), err)
			}
		}
	})
	naming := gostruct.Conventions{Index: "{table}_{columns}_idx"}
	b.Run("mysql", func(b *testing.B) {
		dir := manyStructs(b, "now()")
		for b.Loop() {
			script, err := gostruct.Read(b.Context(), []string{dir}, gostruct.Options{Dialect: mysqltype.Dialect{}, Conventions: naming})
			if err != nil {
				b.Fatal(err)
			}
			schema, err := mysql.Read([]sqlfile.Source{script}, mysql.Options{})
			if err != nil || len(schema.Tables) != 200 {
				b.Fatal(len(schema.Tables), err)
			}
		}
	})
	b.Run("sqlite", func(b *testing.B) {
		dir := manyStructs(b, "current_timestamp")
		for b.Loop() {
			script, err := gostruct.Read(b.Context(), []string{dir}, gostruct.Options{Dialect: sqlitetype.Dialect{}, Conventions: naming})
			if err != nil {
				b.Fatal(err)
			}
			conn, err := sqliteconn.Memory(b.Context())
			if err != nil {
				b.Fatal(err)
			}
			schema, err := sqlite.Read(b.Context(), conn, []sqlfile.Source{script})
			if err != nil || len(schema.Tables) != 200 || conn.Close() != nil {
				b.Fatal(len(schema.Tables), err)
			}
		}
	})
}

// manyStructs makes a module of 200 structs.
func manyStructs(b *testing.B, now string) string {
	b.Helper()
	root, err := filepath.Abs("../..")
	if err != nil {
		b.Fatal(err)
	}
	dir := b.TempDir()
	var models strings.Builder
	models.WriteString("package models\n\nimport (\n\t\"time\"\n\n\t\"github.com/schemadiff/schemadiff/schema\"\n)\n")
	for i := range 200 {
		fmt.Fprintf(&models, "\n// Thing%d is one of many.\ntype Thing%d struct {\n\t_ schema.Table `schema:\"comments\"`\n", i, i)
		fmt.Fprintf(&models, "\tID int64 `db:\"id\" schema:\"pk;identity\"`\n\tOther *int64 `schema:\"fk=thing%d.id;ondelete=cascade;index\"`\n", i/2)
		models.WriteString("\tName string `schema:\"size=80;unique\"`\n\tPrice float64 `schema:\"type=numeric(10,2);check=price > 0\"`\n")
		models.WriteString("\tAt time.Time `schema:\"default=" + now + ";index=by_time_" + fmt.Sprint(i) + "\"`\n\tTags []string\n\tMeta map[string]any\n\tA, B int32\n\tC *string\n}\n")
	}
	files := map[string]string{
		"go.mod":    "module example.com/m\n\ngo 1.26.0\n\nrequire github.com/schemadiff/schemadiff v0.0.0\n\nreplace github.com/schemadiff/schemadiff => " + root + "\n",
		"models.go": models.String(),
	}
	for name, text := range files {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			b.Fatal(err)
		}
	}
	return dir
}
