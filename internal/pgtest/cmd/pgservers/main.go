// Command pgservers installs PostgreSQL servers for tests and runs a command
// beside them.
//
//	pgservers install 15 16 pg_dump
//	pgservers run 15 -- go test ./...
//
// The first makes sure that package pgtest finds these versions and installs
// the ones that are missing into its cache; the word pg_dump stands for a
// pg_dump that is new enough for all versions, the word postgis for a server 15
// with that extension. The second starts one server of
// each version, runs the command with their URLs in its environment
// (SCHEMADIFF_PG_15=postgres://…, and SCHEMADIFF_MAJORS, the list), stops them,
// and ends with the command's exit status.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strconv"
	"strings"
	"syscall"

	"github.com/schemadiff/schemadiff/internal/pgtest"
	"github.com/schemadiff/schemadiff/internal/pgtest/install"
	"github.com/schemadiff/schemadiff/internal/servertest"
)

// postgisMajor is the version that the word postgis is about.
const postgisMajor = 15

const usage = `usage: pgservers install MAJOR|pg_dump|postgis ...
       pgservers run MAJOR ... -- COMMAND [ARGUMENT ...]
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
		fmt.Fprintln(stderr, "pgservers:", err)
		return 2
	}
	return code
}

func installAll(ctx context.Context, log io.Writer, what []string) error {
	var failures []error
	for _, word := range what {
		switch word {
		case "pg_dump":
			failures = append(failures, install.Dump(ctx, log))
			continue
		case "postgis":
			failures = append(failures, install.PostGIS(ctx, log, postgisMajor))
			continue
		}
		major, err := parseMajor(word)
		if err != nil {
			return err
		}
		failures = append(failures, install.Server(ctx, log, major))
	}
	return errors.Join(failures...)
}

func parseMajor(word string) (int, error) {
	major, err := strconv.Atoi(word)
	if err != nil || major < pgtest.Oldest || major > pgtest.Newest {
		return 0, fmt.Errorf("%q isn't a version from %d to %d", word, pgtest.Oldest, pgtest.Newest)
	}
	return major, nil
}

// runBeside starts the servers, runs the command and stops the servers.
func runBeside(ctx context.Context, args []string) (int, error) {
	majors := "SCHEMADIFF_MAJORS=" + strings.Join(servertest.Words(args), ",")
	return servertest.Beside(ctx, args, []string{majors}, func(ctx context.Context, word string) (servertest.Running, error) {
		major, err := parseMajor(word)
		if err != nil {
			return servertest.Running{}, err
		}
		server, err := pgtest.Start(ctx, major)
		if err != nil {
			return servertest.Running{}, err
		}
		return servertest.Running{Variable: pgtest.EnvName(major), URL: server.URL(), Stop: server.Stop}, nil
	})
}
