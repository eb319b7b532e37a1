package script

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/schemadiff/schemadiff/inspect/sqlfile"
)

// BenchmarkRead reads 5,000 revisions of about 2 KB: the headers alone, as
// history and heads do, and whole, as upgrade does.
func BenchmarkRead(b *testing.B) {
	const files = 5000
	dir := b.TempDir()
	for i := range files {
		text := strings.Replace(example, "a1b2c3d4", fmt.Sprintf("%08x", i), 1)
		table := fmt.Sprintf("CREATE TABLE t%d (\n    id bigint PRIMARY KEY, -- the key\n    name text NOT NULL DEFAULT 'none; yet',\n    CHECK (name <> '')\n);\n\n", i)
		text = strings.Replace(text, "-- schemadiff: down", strings.Repeat(table, 10)+"-- schemadiff: down", 1)
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("%05d.sql", i)), []byte(text), 0o644); err != nil {
			b.Fatal(err)
		}
	}
	options := Options{Syntax: sqlfile.Postgres()}
	for name, read := range map[string]func() ([]Script, error){
		"headers": func() ([]Script, error) { return ReadHeaders(os.DirFS(dir), []string{"."}, options) },
		"whole":   func() ([]Script, error) { return ReadDir(os.DirFS(dir), []string{"."}, options) },
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if scripts, err := read(); err != nil || len(scripts) != files {
					b.Fatal(len(scripts), err)
				}
			}
		})
	}
}
