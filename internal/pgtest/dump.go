package pgtest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"

	"github.com/schemadiff/schemadiff/internal/servertest"
)

// Dumper is a pg_dump program, as the start of its command line.
type Dumper struct {
	args []string
}

// NoDumperError says that there is no pg_dump for a server's version.
type NoDumperError struct{ Version Version }

func (e *NoDumperError) Error() string {
	return fmt.Sprintf("finding a pg_dump for PostgreSQL %v: there is none of its major version or a newer one; "+
		"install one with: go run ./internal/pgtest/cmd/pgservers install pg_dump", e.Version)
}

// FindDump looks for a pg_dump that can dump a server: one of its major version
// or a newer one. Within the same major version an older release is the last
// choice, since it shows what newer servers note down for themselves. The
// places are $SCHEMADIFF_PG_DUMP, the installed servers of the cache and of
// Debian, the pg_dump that cmd/pgservers installs with the loader and the
// libraries that it needs, and the PATH.
func FindDump(ctx context.Context, server Version) (Dumper, error) {
	candidates, err := dumpCandidates(server.Major)
	if err != nil {
		return Dumper{}, err
	}
	var older *Dumper
	for _, args := range candidates {
		got, err := binaryVersion(ctx, args[0], args[1:]...)
		switch {
		case err != nil || got.Major < server.Major:
		case got.Major == server.Major && got.Minor < server.Minor:
			if older == nil {
				older = &Dumper{args: args}
			}
		default:
			return Dumper{args: args}, nil
		}
	}
	if older != nil {
		return *older, nil
	}
	return Dumper{}, &NoDumperError{server}
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
		for _, base := range []string{filepath.Join(cache, "postgres"), "/usr/lib/postgresql"} {
			name := filepath.Join(base, strconv.Itoa(version), "bin", "pg_dump")
			if _, err := os.Stat(name); err == nil {
				candidates = append(candidates, []string{name})
			}
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
// privileges unless the database asks for them.
func (d Dumper) Dump(ctx context.Context, database *Database) (string, error) {
	args := append(d.args[1:len(d.args):len(d.args)], "--schema-only", "--dbname="+database.url)
	if !database.access {
		args = append(args, "--no-owner", "--no-privileges")
	}
	cmd := exec.CommandContext(ctx, d.args[0], args...)
	cmd.Env = cleanEnvironment("/", filepath.Dir(d.args[0]))
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	if err := cmd.Run(); err != nil {
		return "", fmt.Errorf("dumping %s: %w\n%s", database.name, err, stderr.Bytes())
	}
	return stdout.String(), nil
}

// Dump returns the database's schema as pg_dump writes it, in words that the
// server itself reads.
func (d *Database) Dump(ctx context.Context) (string, error) {
	dumper, err := d.dumper(ctx)
	if err != nil {
		return "", err
	}
	text, err := dumper.Dump(ctx, d)
	if err != nil || d.server.major >= notNullElements {
		return text, err
	}
	return forOlderServer(text)
}

// dumper finds the server's pg_dump at the first call.
func (d *Database) dumper(ctx context.Context) (Dumper, error) {
	s := d.server
	s.findDump.Do(func() {
		conn, err := d.Connect(ctx)
		if err != nil {
			s.dumpErr = err
			return
		}
		version, err := serverVersion(conn)
		if err != nil {
			s.dumpErr = err
			return
		}
		s.dump, s.dumpErr = FindDump(ctx, version)
	})
	return s.dump, s.dumpErr
}

// Dump returns the text of pg_dump -s --no-owner --no-privileges. Without a
// pg_dump for the server a test skips under the same rule as without a server.
func Dump(tb testing.TB, db *DB) string {
	tb.Helper()
	text, err := db.Dump(context.Background())
	checkDump(tb, err)
	return text
}

// checkDump ends the test on an error of dumping.
func checkDump(tb testing.TB, err error) {
	tb.Helper()
	var missing *NoDumperError
	if errors.As(err, &missing) && !servertest.Required("SCHEMADIFF_REQUIRE_PG") {
		tb.Skip(err)
	}
	if err != nil {
		tb.Fatal(err)
	}
}
