package command

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"
)

// BenchmarkStart runs the program on a project of three revisions: what it takes
// to begin, 20 ms at most. Neither the parser nor the facts may be set up for it.
func BenchmarkStart(b *testing.B) { benchmarkRevisions(b, 3) }

// BenchmarkHistory runs the program on 5,000 revisions, which may take 0.3 s.
func BenchmarkHistory(b *testing.B) { benchmarkRevisions(b, 5000) }

func benchmarkRevisions(b *testing.B, count int) {
	program := buildProgram(b)
	dir := b.TempDir()
	parent := "base"
	for i := range count {
		id := fmt.Sprintf("r%05d", i)
		text := fmt.Sprintf("-- schemadiff: revision %s\n-- revises:    %s\n\n-- schemadiff: up\n\nCREATE TABLE t%d (id bigint);\n\n"+
			"-- schemadiff: down\n\nDROP TABLE t%d;\n", id, parent, i, i)
		if err := os.WriteFile(filepath.Join(dir, id+".sql"), []byte(text), 0o600); err != nil {
			b.Fatal(err)
		}
		parent = id
	}
	config := filepath.Join(b.TempDir(), "schemadiff.toml")
	if err := os.WriteFile(config, fmt.Appendf(nil, "migrations = %q\n", dir), 0o600); err != nil {
		b.Fatal(err)
	}
	for _, args := range [][]string{{"heads"}, {"history", "--graph"}, {"upgrade", "--sql", "-o", os.DevNull}} {
		b.Run(args[0], func(b *testing.B) {
			for b.Loop() {
				if _, err := runProgram(program, append(args, "-c", config)...); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
