// Command myservers installs servers of MariaDB and MySQL for tests and runs a
// command beside them.
//
//	myservers install mariadb-10.11 mysql-9
//	myservers run mariadb-10.11 -- go test ./...
//
// The first makes sure that package mytest finds these products and installs
// the ones that are missing into its cache. The second starts one server of
// each, runs the command with their URLs in its environment
// (SCHEMADIFF_MARIADB_10_11=mysql://…, and SCHEMADIFF_MYSQL_PRODUCTS, the list),
// stops them, and ends with the command's exit status.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"syscall"

	"github.com/schemadiff/schemadiff/internal/mytest"
	"github.com/schemadiff/schemadiff/internal/mytest/install"
	"github.com/schemadiff/schemadiff/internal/servertest"
)

const usage = `usage: myservers install PRODUCT ...
       myservers run PRODUCT ... -- COMMAND [ARGUMENT ...]
`

func main() {
	ctx, cancel := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	code := do(ctx, os.Args[1:], os.Stderr)
	cancel()
	os.Exit(code)
}

// do runs one of the two subcommands and returns the exit status.
func do(ctx context.Context, args []string, stderr io.Writer) int {
	if len(args) < 2 {
		fmt.Fprint(stderr, usage)
		return 2
	}
	var code int
	var err error
	switch args[0] {
	case "install":
		err = installAll(ctx, stderr, args[1:])
	case "run":
		code, err = runBeside(ctx, args[1:])
	default:
		fmt.Fprint(stderr, usage)
		return 2
	}
	if err != nil {
		fmt.Fprintln(stderr, "myservers:", err)
		return 2
	}
	return code
}

func installAll(ctx context.Context, log io.Writer, names []string) error {
	var failures []error
	for _, name := range names {
		product, err := mytest.ProductOf(name)
		if err != nil {
			return err
		}
		failures = append(failures, install.Server(ctx, log, product))
	}
	return errors.Join(failures...)
}

func runBeside(ctx context.Context, args []string) (int, error) {
	names := "SCHEMADIFF_MYSQL_PRODUCTS=" + strings.Join(servertest.Words(args), ",")
	return servertest.Beside(ctx, args, []string{names}, func(ctx context.Context, name string) (servertest.Running, error) {
		product, err := mytest.ProductOf(name)
		if err != nil {
			return servertest.Running{}, err
		}
		server, err := mytest.Start(ctx, product)
		if err != nil {
			return servertest.Running{}, err
		}
		return servertest.Running{Variable: product.Variable(), URL: server.URL(), Stop: server.Stop}, nil
	})
}
