package pgtest

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"
)

// Dumper is a pg_dump program, as the start of its command line.
type Dumper struct {
	args []string
}

// FindDump looks for a pg_dump that can dump a server of a major version: one
// of that version or newer. The places are $SCHEMADIFF_PG_DUMP, Debian's
// directories, the cache (where cmd/pgservers installs one with the loader and
// libraries that it needs), and the PATH.
func FindDump(ctx context.Context, major int) (Dumper, error) {
	candidates, err := dumpCandidates(major)
	if err != nil {
		return Dumper{}, err
	}
	for _, args := range candidates {
		got, err := binaryMajor(ctx, args[0], args[1:]...)
		if err == nil && got >= major {
			return Dumper{args: args}, nil
		}
	}
	return Dumper{}, fmt.Errorf("finding a pg_dump for PostgreSQL %d: there is none of that version or newer; "+
		"install one with: go run ./internal/pgtest/cmd/pgservers install pg_dump", major)
}

func dumpCandidates(major int) ([][]string, error) {
	if own := os.Getenv("SCHEMADIFF_PG_DUMP"); own != "" {
		return [][]string{{own}}, nil
	}
	cache, err := CacheDir()
	if err != nil {
		return nil, err
	}
	var candidates [][]string
	for version := major; version <= Newest; version++ {
		name := filepath.Join("/usr/lib/postgresql", strconv.Itoa(version), "bin", "pg_dump")
		if _, err := os.Stat(name); err == nil {
			candidates = append(candidates, []string{name})
		}
	}
	dir := filepath.Join(cache, "pg_dump")
	candidates = append(candidates, []string{
		filepath.Join(dir, "loader"), "--library-path", filepath.Join(dir, "lib"), filepath.Join(dir, "pg_dump"),
	})
	if name, err := exec.LookPath("pg_dump"); err == nil {
		candidates = append(candidates, []string{name})
	}
	return candidates, nil
}

// Dump returns the schema as text, as pg_dump writes it, without owners and
// privileges.
func (d Dumper) Dump(ctx context.Context, database *Database) (string, error) {
	args := append(d.args[1:len(d.args):len(d.args)], "--schema-only", "--no-owner", "--no-privileges", "--dbname="+database.url)
	cmd := exec.CommandContext(ctx, d.args[0], args...)
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	if err := cmd.Run(); err != nil {
		return "", fmt.Errorf("dumping %s: %w\n%s", database.name, err, stderr.Bytes())
	}
	return stdout.String(), nil
}

// needDump finds a pg_dump for a test's database. A test without one skips
// under the same rule as a test without a server.
func needDump(tb testing.TB, db *DB) Dumper {
	tb.Helper()
	dumper, err := FindDump(context.Background(), db.Major())
	if err != nil && !required() {
		tb.Skip(err)
	}
	if err != nil {
		tb.Fatal(err)
	}
	return dumper
}

// Dump returns the text of pg_dump -s --no-owner --no-privileges.
func Dump(tb testing.TB, db *DB) string {
	tb.Helper()
	text, err := needDump(tb, db).Dump(context.Background(), db.Database)
	if err != nil {
		tb.Fatal(err)
	}
	return text
}
