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
	"time"

	"github.com/jackc/pgx/v5"
)

// Server is a PostgreSQL server that databases for tests are created on: one
// that this process started, or one that the environment names.
type Server struct {
	major int
	url   string
	bin   string // directory of its binaries, "" for a server from the environment

	keeper *exec.Cmd // the shell that keeps the server; nil for a server from the environment
	leash  *os.File  // its standard input: closing it ends the server
	exited chan struct{}
	stop   sync.Once

	findDump sync.Once
	dump     Dumper
	dumpErr  error
}

// keeperScript runs a server until the server ends or standard input does,
// which is when the starting process stops it, exits, panics or is killed.
// Then nothing of it is left. $1 is the directory to remove, the rest is the
// server's command line. SIGQUIT is PostgreSQL's immediate shutdown: the data
// is thrown away anyway.
const keeperScript = `
dir=$1; shift
exec 3<&0
"$@" </dev/null &
server=$!
( read -r _ <&3; kill -QUIT $server ) 2>/dev/null &
leash=$!
wait $server
status=$?
kill $leash 2>/dev/null
rm -rf "$dir"
exit $status
`

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
	who, err := serverUser()
	if err != nil {
		return nil, err
	}
	dir, err := serverDir(who)
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
	if err := server.waitReady(ctx, dir); err != nil {
		return nil, errors.Join(err, server.Stop())
	}
	return server, nil
}

// serverDir makes the directory for data and socket. A socket's path is
// limited to about 100 bytes, and the server's user must be able to enter it.
func serverDir(who *syscall.Credential) (string, error) {
	base := os.Getenv("SCHEMADIFF_PG_TMP")
	if base == "" {
		base = temporaryBase()
	}
	dir, err := os.MkdirTemp(base, "schemadiff-pg-")
	if err != nil {
		return "", err
	}
	if who != nil {
		if err := os.Chown(dir, int(who.Uid), int(who.Gid)); err != nil {
			return "", errors.Join(err, os.RemoveAll(dir))
		}
	}
	return dir, nil
}

// temporaryBase chooses where the directories of servers stand. In memory a
// database is created 10 times faster than on a disk; containers often have
// next to no room there. macOS and some CI machines have long or private
// temporary directories, hence /tmp.
func temporaryBase() string {
	const roomForLargeSchemas = 4 << 30
	var memory syscall.Statfs_t
	if err := syscall.Statfs("/dev/shm", &memory); err == nil && memory.Bavail*uint64(memory.Bsize) >= roomForLargeSchemas {
		return "/dev/shm"
	}
	if info, err := os.Stat("/tmp"); err == nil && info.IsDir() {
		return "/tmp"
	}
	return os.TempDir()
}

func initCluster(ctx context.Context, bin, dir string, who *syscall.Credential) error {
	cmd := exec.CommandContext(ctx, filepath.Join(bin, "initdb"),
		"--pgdata="+filepath.Join(dir, "data"), "--username=postgres", "--auth=trust",
		"--encoding=UTF8", "--locale=C", "--no-sync")
	cmd.Dir = dir
	cmd.Env = cleanEnvironment(dir, bin)
	as(cmd, who)
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
	log, err := os.Create(filepath.Join(dir, "log"))
	if err != nil {
		return nil, err
	}
	defer log.Close()
	leashEnd, leash, err := os.Pipe()
	if err != nil {
		return nil, err
	}
	defer leashEnd.Close()
	port := 5400 + found.Major
	args := []string{"-c", keeperScript, "schemadiff-pg-keeper", dir, filepath.Join(found.Bin, "postgres"), "-D", filepath.Join(dir, "data")}
	cmd := exec.Command("/bin/sh", append(args, settings(dir, port)...)...)
	cmd.Dir = "/"
	cmd.Env = cleanEnvironment(dir, found.Bin)
	cmd.Stdin, cmd.Stdout, cmd.Stderr = leashEnd, log, log
	as(cmd, who)
	if err := cmd.Start(); err != nil {
		return nil, errors.Join(err, leash.Close())
	}
	server := &Server{
		major: found.Major, bin: found.Bin, url: socketURL(dir, port, "postgres"),
		keeper: cmd, leash: leash, exited: make(chan struct{}),
	}
	go func() {
		_ = cmd.Wait() // an immediate shutdown ends with a failure status
		close(server.exited)
	}()
	return server, nil
}

func socketURL(dir string, port int, database string) string {
	query := url.Values{"host": {dir}, "port": {strconv.Itoa(port)}, "user": {"postgres"}}
	return "postgres:///" + url.PathEscape(database) + "?" + query.Encode()
}

// waitReady waits until the server answers. It keeps the end of the log for
// the error, since the keeper removes the directory of a server that died.
func (s *Server) waitReady(ctx context.Context, dir string) error {
	ctx, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	var log []byte
	for {
		conn, err := pgx.Connect(ctx, s.url)
		if err == nil {
			return conn.Close(ctx)
		}
		if text, readErr := os.ReadFile(filepath.Join(dir, "log")); readErr == nil {
			log = text
		}
		select {
		case <-s.exited:
			return fmt.Errorf("the server ended while starting: %s", lastLines(log))
		case <-ctx.Done():
			return fmt.Errorf("waiting for the server: %w; its log: %s", err, lastLines(log))
		case <-time.After(10 * time.Millisecond):
		}
	}
}

func lastLines(log []byte) string {
	lines := strings.Split(strings.TrimSpace(string(log)), "\n")
	return strings.Join(lines[max(0, len(lines)-10):], "\n")
}

// Major is the server's major version.
func (s *Server) Major() int { return s.major }

// URL is the superuser's URL of the server's maintenance database.
func (s *Server) URL() string { return s.url }

// Stop ends a server that Start started and removes all its files. A server
// from the environment stays. Calling it again does nothing.
func (s *Server) Stop() error {
	if s.keeper == nil {
		return nil
	}
	var err error
	s.stop.Do(func() {
		err = s.leash.Close()
		<-s.exited
	})
	return err
}
