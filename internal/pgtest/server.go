package pgtest

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"syscall"

	"github.com/jackc/pgx/v5"

	"github.com/schemadiff/schemadiff/internal/servertest"
)

// Server is a PostgreSQL server that databases for tests are created on: one
// that this process started, or one that the environment names.
type Server struct {
	major int
	url   string
	bin   string // directory of its binaries, "" for a server from the environment

	process *servertest.Process // nil for a server from the environment

	findDump sync.Once
	dump     Dumper
	dumpErr  error
}

// Start finds a major version and starts a server of it, or connects to the
// one that the environment names. Call Stop when done; a forgotten server ends
// with the process.
func Start(ctx context.Context, major int) (*Server, error) {
	found, err := Find(ctx, major)
	if err != nil {
		return nil, err
	}
	if found.URL != "" {
		return &Server{major: major, url: found.URL}, nil
	}
	server, err := launch(ctx, found)
	if err != nil {
		return nil, fmt.Errorf("starting PostgreSQL %d from %s: %w", major, found.Bin, err)
	}
	return server, nil
}

func launch(ctx context.Context, found Installation) (*Server, error) {
	who, err := servertest.Account("postgres")
	if err != nil {
		return nil, err
	}
	dir, err := servertest.TempDir(os.Getenv("SCHEMADIFF_PG_TMP"), "schemadiff-pg-", who)
	if err != nil {
		return nil, err
	}
	if err := initCluster(ctx, found.Bin, dir, who); err != nil {
		return nil, errors.Join(err, os.RemoveAll(dir))
	}
	server, err := runCluster(found, dir, who)
	if err != nil {
		return nil, errors.Join(err, os.RemoveAll(dir))
	}
	answers := func(ctx context.Context) error {
		conn, err := pgx.Connect(ctx, server.url)
		if err != nil {
			return err
		}
		return conn.Close(ctx)
	}
	if err := server.process.WaitReady(ctx, answers); err != nil {
		return nil, errors.Join(err, server.Stop())
	}
	return server, nil
}

func initCluster(ctx context.Context, bin, dir string, who *syscall.Credential) error {
	cmd := exec.CommandContext(ctx, filepath.Join(bin, "initdb"),
		"--pgdata="+filepath.Join(dir, "data"), "--username=postgres", "--auth=trust",
		"--encoding=UTF8", "--locale=C", "--no-sync")
	cmd.Dir = dir
	cmd.Env = cleanEnvironment(dir, bin)
	servertest.As(cmd, who)
	out, err := cmd.CombinedOutput()
	if errors.Is(err, os.ErrPermission) {
		return fmt.Errorf("running initdb: %w; the server's user (uid %d) must be able to enter %s", err, who.Uid, bin)
	}
	if err != nil {
		return fmt.Errorf("running initdb: %w\n%s", err, out)
	}
	return nil
}

// cleanEnvironment keeps the caller's PG* variables and locale away from the
// server. Packages that were unpacked into the cache have libraries beside
// them, in root/usr/lib/<system>; elsewhere there are none to be found.
func cleanEnvironment(home, bin string) []string {
	environment := []string{"PATH=" + os.Getenv("PATH"), "HOME=" + home, "LC_ALL=C", "TZ=UTC"}
	libraries, _ := filepath.Glob(filepath.Join(filepath.Dir(bin), "root", "usr", "lib", "*-linux-gnu")) // the pattern is valid
	if len(libraries) > 0 {
		environment = append(environment, "LD_LIBRARY_PATH="+strings.Join(libraries, ":"))
	}
	return environment
}

// settings trade all durability for speed and leave room for schemas of many
// thousand objects in one transaction. Background work that would make test
// results depend on time is off.
func settings(socketDir string, port int) []string {
	var args []string
	for _, setting := range []string{
		"unix_socket_directories=" + socketDir,
		"port=" + strconv.Itoa(port),
		"listen_addresses=",
		"max_connections=100",
		"max_locks_per_transaction=1024",
		"max_prepared_transactions=4",
		"shared_buffers=128MB",
		"fsync=off",
		"synchronous_commit=off",
		"full_page_writes=off",
		"max_wal_size=4GB",
		"dynamic_shared_memory_type=mmap", // in the data directory, so that nothing outlives it
		"autovacuum=off",
		"jit=off",
		"log_checkpoints=off",
		"timezone=UTC",
		"log_timezone=UTC",
	} {
		args = append(args, "-c", setting)
	}
	return args
}

func runCluster(found Installation, dir string, who *syscall.Credential) (*Server, error) {
	port := 5400 + found.Major
	args := append([]string{filepath.Join(found.Bin, "postgres"), "-D", filepath.Join(dir, "data")}, settings(dir, port)...)
	process, err := servertest.Start(servertest.Command{
		Dir: dir, Args: args, Environment: cleanEnvironment(dir, found.Bin),
		Signal: "QUIT", // PostgreSQL's immediate shutdown
		Who:    who,
	})
	if err != nil {
		return nil, err
	}
	return &Server{major: found.Major, bin: found.Bin, url: socketURL(dir, port, "postgres"), process: process}, nil
}

func socketURL(dir string, port int, database string) string {
	query := url.Values{"host": {dir}, "port": {strconv.Itoa(port)}, "user": {"postgres"}}
	return "postgres:///" + url.PathEscape(database) + "?" + query.Encode()
}

// Major is the server's major version.
func (s *Server) Major() int { return s.major }

// URL is the superuser's URL of the server's maintenance database.
func (s *Server) URL() string { return s.url }

// Stop ends a server that Start started and removes all its files. A server
// from the environment stays. Calling it again does nothing.
func (s *Server) Stop() error {
	if s.process == nil {
		return nil
	}
	return s.process.Stop()
}
