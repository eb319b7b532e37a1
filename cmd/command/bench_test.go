package command

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/schemadiff/schemadiff/internal/corpus"
	"github.com/schemadiff/schemadiff/internal/measure"
	"github.com/schemadiff/schemadiff/internal/pgtest"
)

// BenchmarkDiff runs the program: a live database against the file that it was
// made of, GitLab's and synthetic ones of 100 to 10,000 tables. Beside the time
// it reports
//
//   - the time as a multiple of what reading the two sides takes, one after
//     the other: comparing them and starting once instead of twice are to come
//     to 1.3 at most
//   - the peak memory of the process
//   - the time per table, which must not grow
func BenchmarkDiff(b *testing.B) {
	program := buildProgram(b)
	b.Run("gitlab", func(b *testing.B) {
		schema := corpus.Open(b, "postgres").Schema(b, "gitlab/structure.sql")
		db := pgtest.New(b, 15)
		corpus.Load(b, db, schema)
		benchmarkDiff(b, program, db, schema.Read(b))
	})
	for _, tables := range []int{100, 1000, 10000} {
		b.Run("tables="+strconv.Itoa(tables), func(b *testing.B) {
			db := pgtest.New(b, 15)
			corpus.LoadTables(b, db, tables)
			benchmarkDiff(b, program, db, strings.Join(corpus.Tables(tables), ""))
		})
	}
}

func buildProgram(b *testing.B) string {
	b.Helper()
	program := filepath.Join(b.TempDir(), "schemadiff")
	if out, err := exec.Command("go", "build", "-o", program, "../schemadiff").CombinedOutput(); err != nil {
		b.Fatalf("%v\n%s", err, out)
	}
	return program
}

func benchmarkDiff(b *testing.B, program string, db *pgtest.DB, text string) {
	b.Helper()
	file := filepath.Join(b.TempDir(), "schema.sql")
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		b.Fatal(err)
	}
	peak, tables := int64(0), strings.Count(text, "CREATE TABLE ")
	took := measure.Against(b, "of-inspect+read", func() error {
		memory, err := runProgram(program, "diff", db.URL(), file)
		peak = max(peak, memory)
		return err
	}, func() error {
		if _, err := runProgram(program, "inspect", db.URL(), "--format", "json", "-o", os.DevNull); err != nil {
			return err
		}
		_, err := runProgram(program, "inspect", file, "--format", "json", "-o", os.DevNull)
		return err
	})
	b.ReportMetric(float64(peak)/(1<<20), "MB-peak")
	b.ReportMetric(float64(took)/float64(tables), "ns/table")
}

// runProgram returns the peak memory of a run, zero where the system doesn't
// tell.
func runProgram(program string, args ...string) (int64, error) {
	command := exec.CommandContext(context.Background(), program, args...)
	out, err := command.CombinedOutput()
	if err != nil {
		return 0, fmt.Errorf("%s: %w\n%.2000s", args[0], err, out)
	}
	return peakMemory(command.ProcessState), nil
}
