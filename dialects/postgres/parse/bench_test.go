package parse

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"github.com/schemadiff/schemadiff/inspect/sqlfile"
)

// BenchmarkGitLab compares reading a big dump in chunks with parsing it whole,
// which is what the reader's time is measured against.
func BenchmarkGitLab(b *testing.B) {
	root := os.Getenv("SCHEMADIFF_CORPUS")
	if root == "" {
		b.Skip("SCHEMADIFF_CORPUS names no directory of real schemas")
	}
	data, err := os.ReadFile(filepath.Join(root, "postgres/gitlab/structure.sql"))
	if err != nil {
		b.Fatal(err)
	}
	text := string(data)
	b.Run("whole", func(b *testing.B) {
		b.SetBytes(int64(len(text)))
		for b.Loop() {
			if _, err := parse(text); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("chunks", func(b *testing.B) {
		b.SetBytes(int64(len(text)))
		for b.Loop() {
			s, _ := sqlfile.Split(sqlfile.Source{Name: "f.sql", Text: text}, sqlfile.Postgres())
			for _, err := range Statements(context.Background(), s, Options{}) {
				if err != nil {
					b.Fatal(err)
				}
			}
		}
	})
}
