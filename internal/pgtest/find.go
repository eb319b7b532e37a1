package pgtest

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/jackc/pgx/v5"

	"github.com/schemadiff/schemadiff/internal/servertest"
)

// Oldest and Newest bound the major versions that schemadiff is tested with.
const (
	Oldest = 13
	Newest = 18
)

// Installation says where a major version was found. Exactly one of Bin and
// URL is set.
type Installation struct {
	Major int
	Bin   string // directory of initdb and postgres
	URL   string // superuser's URL of a server that runs already
	From  string // the rung of the ladder, for people: "SCHEMADIFF_PG_15", "cache", "debian"
}

// NotFoundError says that no rung of the ladder had the version.
type NotFoundError struct {
	Major int
	Tried []string
}

func (e *NotFoundError) Error() string {
	return fmt.Sprintf("finding PostgreSQL %d: not in %s; install it with: go run ./internal/pgtest/cmd/pgservers install %d",
		e.Major, strings.Join(e.Tried, ", "), e.Major)
}

// EnvName is the variable that overrides where a major version is found.
func EnvName(major int) string { return "SCHEMADIFF_PG_" + strconv.Itoa(major) }

// Find looks for a major version; the package comment describes the ladder.
// An environment variable that points nowhere is an error, not a reason to
// look further.
func Find(ctx context.Context, major int) (Installation, error) {
	env := EnvName(major)
	if value := os.Getenv(env); value != "" {
		return fromEnvironment(ctx, major, env, value)
	}
	missing := &NotFoundError{Major: major, Tried: []string{"$" + env}}
	cache, err := CacheDir()
	if err != nil {
		return Installation{}, err
	}
	rungs := []Installation{
		{Major: major, Bin: filepath.Join(cache, "postgres", strconv.Itoa(major), "bin"), From: "cache"},
		{Major: major, Bin: filepath.Join("/usr/lib/postgresql", strconv.Itoa(major), "bin"), From: "debian"},
	}
	for _, rung := range rungs {
		err := checkBin(ctx, rung.Bin, major)
		if err == nil {
			return rung, nil
		}
		if !errors.Is(err, os.ErrNotExist) {
			return Installation{}, err
		}
		missing.Tried = append(missing.Tried, rung.Bin)
	}
	return Installation{}, missing
}

// fromEnvironment believes the variable but checks that it has the version
// that its name promises.
func fromEnvironment(ctx context.Context, major int, env, value string) (Installation, error) {
	if strings.HasPrefix(value, "postgres://") || strings.HasPrefix(value, "postgresql://") {
		if err := checkURL(ctx, value, major); err != nil {
			return Installation{}, fmt.Errorf("using %s: %w", env, err)
		}
		return Installation{Major: major, URL: value, From: env}, nil
	}
	if err := checkBin(ctx, value, major); err != nil {
		return Installation{}, fmt.Errorf("using %s: %w", env, err)
	}
	return Installation{Major: major, Bin: value, From: env}, nil
}

// checkBin runs the server binary for its version; a directory without one
// gives os.ErrNotExist.
func checkBin(ctx context.Context, bin string, major int) error {
	for _, name := range []string{"postgres", "initdb"} {
		if _, err := os.Stat(filepath.Join(bin, name)); err != nil {
			return err
		}
	}
	got, err := binaryVersion(ctx, filepath.Join(bin, "postgres"))
	if err != nil {
		return err
	}
	if got.Major != major {
		return fmt.Errorf("%s holds PostgreSQL %v, not %d", bin, got, major)
	}
	return nil
}

func checkURL(ctx context.Context, url string, major int) error {
	conn, err := pgx.Connect(ctx, url)
	if err != nil {
		return err
	}
	defer conn.Close(ctx)
	got, err := serverVersion(conn)
	if err != nil {
		return err
	}
	if got.Major != major {
		return fmt.Errorf("the server has version %v, not %d", got, major)
	}
	return nil
}

// CacheDir is where installed servers and tools are kept; see
// [servertest.CacheDir].
func CacheDir() (string, error) { return servertest.CacheDir() }
