package mytest

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"

	"github.com/schemadiff/schemadiff/internal/mysqlconn"
	"github.com/schemadiff/schemadiff/internal/servertest"
)

// Server is a server that databases for tests are created on: one that this
// process started, or one that the environment names.
type Server struct {
	product Product
	url     string
	launch  *launch // how it was started; nil for a server from the environment
	process *servertest.Process
}

// launch is what starting a server takes, once more too.
type launch struct {
	bin, dir string
	args     []string
	who      *syscall.Credential
}

// Start finds a product and starts a server of it, or takes the one that the
// environment names. Call Stop when done; a forgotten server ends with the
// process.
func Start(ctx context.Context, product Product) (*Server, error) {
	found, err := Find(ctx, product)
	if err != nil {
		return nil, err
	}
	if found.URL != "" {
		return &Server{product: product, url: found.URL}, nil
	}
	server, err := start(ctx, found)
	if err != nil {
		return nil, fmt.Errorf("starting %s from %s: %w", product.Name, found.Bin, err)
	}
	return server, nil
}

func start(ctx context.Context, found Installation) (*Server, error) {
	who, err := servertest.Account("mysql")
	if err != nil {
		return nil, err
	}
	dir, err := servertest.TempDir(os.Getenv("SCHEMADIFF_PG_TMP"), "schemadiff-my-", who)
	if err != nil {
		return nil, err
	}
	prefix, files, err := share(found.Bin)
	if err != nil {
		return nil, errors.Join(err, os.RemoveAll(dir))
	}
	l := &launch{bin: found.Bin, dir: dir, who: who, args: append([]string{
		filepath.Join(found.Bin, found.Product.Server), "--no-defaults",
		"--basedir=" + prefix, "--datadir=" + filepath.Join(dir, "data"), "--tmpdir=" + dir,
		"--lc-messages-dir=" + files, "--character-sets-dir=" + filepath.Join(files, "charsets"),
	}, settings(found.Product)...)}
	if err := l.initialize(ctx, found.Product, files); err != nil {
		return nil, errors.Join(err, os.RemoveAll(dir))
	}
	server := &Server{product: found.Product, launch: l, url: socketURL(l.socket(), "")}
	if err := server.run(ctx); err != nil {
		return nil, errors.Join(err, os.RemoveAll(dir))
	}
	return server, nil
}

func (l *launch) socket() string { return filepath.Join(l.dir, "s") }

// settings trade all durability for speed. The character set is the one that
// both products have by themselves in their newer versions, and that Debian
// sets in older ones.
func settings(product Product) []string {
	args := []string{
		"--character-set-server=utf8mb4",
		"--innodb-flush-log-at-trx-commit=0", "--innodb-doublewrite=0", "--innodb-use-native-aio=0",
		"--innodb-buffer-pool-size=128M",
		"--skip-log-bin", "--log-bin-trust-function-creators=1",
		"--max-connections=200", "--default-time-zone=+00:00", "--secure-file-priv=",
	}
	if !product.IsMariaDB() {
		return append(args, "--mysqlx=0", "--innodb-redo-log-capacity=64M")
	}
	return append(args, "--innodb-log-file-size=64M", "--innodb-stats-persistent=0", "--collation-server=utf8mb4_general_ci")
}

// initialize makes the data directory. MariaDB's script for that looks for its
// files at fixed places, so what it does is done here: the system tables' own
// SQL goes through the server.
func (l *launch) initialize(ctx context.Context, product Product, files string) error {
	if !product.IsMariaDB() {
		return l.once(ctx, nil, "--initialize-insecure")
	}
	if err := os.Mkdir(filepath.Join(l.dir, "data"), 0o700); err != nil {
		return err
	}
	if l.who != nil {
		if err := os.Chown(filepath.Join(l.dir, "data"), int(l.who.Uid), int(l.who.Gid)); err != nil {
			return err
		}
	}
	script := []io.Reader{strings.NewReader("CREATE DATABASE mysql;\nUSE mysql;\nSET @auth_root_socket=NULL, @skip_auth_anonymous=1;\n")}
	for _, name := range []string{"system_tables.sql", "performance_tables.sql", "system_tables_data.sql", "sys_schema.sql"} {
		text, err := os.ReadFile(filepath.Join(files, "mariadb_"+name))
		if errors.Is(err, os.ErrNotExist) {
			text, err = os.ReadFile(filepath.Join(files, "mysql_"+name))
		}
		if err != nil {
			return err
		}
		script = append(script, bytes.NewReader(append(text, '\n')))
	}
	return l.once(ctx, io.MultiReader(script...), "--bootstrap", "--enforce-storage-engine=")
}

// once runs the server for a purpose that it ends after.
func (l *launch) once(ctx context.Context, input io.Reader, args ...string) error {
	cmd := exec.CommandContext(ctx, l.args[0], append(l.args[1:len(l.args):len(l.args)], args...)...)
	cmd.Dir, cmd.Env, cmd.Stdin = l.dir, environment(l.dir), input
	servertest.As(cmd, l.who)
	out, err := cmd.CombinedOutput()
	if err != nil {
		return fmt.Errorf("making the data directory: %w\n%s", err, servertest.LastLines(out))
	}
	return nil
}

// environment keeps the caller's variables and locale away from the server.
func environment(home string) []string {
	return []string{"PATH=" + os.Getenv("PATH"), "HOME=" + home, "LC_ALL=C", "TZ=UTC"}
}

func (s *Server) run(ctx context.Context) error {
	l := s.launch
	process, err := servertest.Start(servertest.Command{
		Dir: l.dir, Environment: environment(l.dir), Who: l.who, Signal: "KILL",
		Args: append(l.args[:len(l.args):len(l.args)], "--socket="+l.socket(), "--skip-networking", "--pid-file="+filepath.Join(l.dir, "pid")),
	})
	if err != nil {
		return err
	}
	s.process = process
	if err := s.ready(ctx); err != nil {
		return errors.Join(err, process.Stop())
	}
	return nil
}

func (s *Server) ready(ctx context.Context) error {
	return s.process.WaitReady(ctx, func(ctx context.Context) error {
		conn, err := mysqlconn.Open(ctx, s.url)
		if err != nil {
			return err
		}
		return conn.Close()
	})
}

func socketURL(socket, database string) string {
	return "mysql://root@localhost/" + url.PathEscape(database) + "?" + url.Values{"socket": {socket}}.Encode()
}

// Product is what the server is one of.
func (s *Server) Product() Product { return s.product }

// URL is the URL of the server, without a database.
func (s *Server) URL() string { return s.url }

// Restart ends the server as a crash does and starts it again with the data
// that it had.
func (s *Server) Restart(ctx context.Context) error {
	if s.process == nil {
		return errors.New("restarting the server: the environment named it, so it isn't ours")
	}
	if err := s.process.Crash(ctx); err != nil {
		return err
	}
	return s.ready(ctx)
}

// Stop ends a server that Start started and removes all its files. A server
// from the environment stays. Calling it again does nothing.
func (s *Server) Stop() error {
	if s.process == nil {
		return nil
	}
	return s.process.Stop()
}
