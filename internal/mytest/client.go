package mytest

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"github.com/schemadiff/schemadiff/internal/mysqlconn"
)

// Client is the command line of the product's own client that is connected to
// the database, without options of the user's files.
func (d *Database) Client(ctx context.Context) (*exec.Cmd, error) {
	config, err := mysqlconn.Config(d.url)
	if err != nil {
		return nil, err
	}
	program, err := findClient(d.server.product)
	if err != nil {
		return nil, err
	}
	args := []string{"--no-defaults", "--user=" + config.User, "--database=" + d.name, "--default-character-set=utf8mb4"}
	if config.Net == "unix" {
		args = append(args, "--socket="+config.Addr)
	} else {
		host, port, _ := strings.Cut(config.Addr, ":")
		args = append(args, "--host="+host, "--port="+port, "--protocol=tcp")
	}
	cmd := exec.CommandContext(ctx, program, args...)
	cmd.Env = append(os.Environ(), "MYSQL_PWD="+config.Passwd)
	return cmd, nil
}

// findClient looks for the client where the server's program is, and on the
// search path; the one of the cache will do for a server of the environment.
func findClient(product Product) (string, error) {
	bin, err := cacheBin(product)
	if err != nil {
		return "", err
	}
	name := filepath.Join(bin, product.Client)
	if _, err := os.Stat(name); err == nil {
		return name, nil
	}
	name, err = exec.LookPath(product.Client)
	if err != nil {
		return "", &NotFoundError{Product: product, Tried: []string{bin, "the search path"}}
	}
	return name, nil
}

// ExecuteScript runs a script through the product's own client, which stops at
// the first error.
func (d *Database) ExecuteScript(ctx context.Context, script string) error {
	cmd, err := d.Client(ctx)
	if err != nil {
		return err
	}
	cmd.Stdin = strings.NewReader(script)
	out, err := cmd.CombinedOutput()
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		return fmt.Errorf("%s", strings.TrimSpace(string(out)))
	}
	return err
}
