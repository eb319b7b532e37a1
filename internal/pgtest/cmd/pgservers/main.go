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
	"os/exec"
	"os/signal"
	"slices"
	"strconv"
	"strings"
	"syscall"

	"github.com/schemadiff/schemadiff/internal/pgtest"
	"github.com/schemadiff/schemadiff/internal/pgtest/install"
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
func runBeside(ctx context.Context, args []string) (code int, err error) {
	dashes := slices.Index(args, "--")
	if dashes < 1 || dashes == len(args)-1 {
		return 0, errors.New("run takes versions, then --, then a command")
	}
	environment := append(os.Environ(), "SCHEMADIFF_MAJORS="+strings.Join(args[:dashes], ","))
	for _, word := range args[:dashes] {
		major, err := parseMajor(word)
		if err != nil {
			return 0, err
		}
		server, err := pgtest.Start(ctx, major)
		if err != nil {
			return 0, err
		}
		defer func() { err = errors.Join(err, server.Stop()) }()
		environment = append(environment, pgtest.EnvName(major)+"="+server.URL())
	}
	return runCommand(ctx, args[dashes+1:], environment)
}

// runCommand passes an interrupt on and waits for the command to end by
// itself, so that the servers outlive it.
func runCommand(ctx context.Context, args, environment []string) (int, error) {
	cmd := exec.CommandContext(ctx, args[0], args[1:]...)
	cmd.Env = environment
	cmd.Stdin, cmd.Stdout, cmd.Stderr = os.Stdin, os.Stdout, os.Stderr
	cmd.Cancel = func() error { return cmd.Process.Signal(os.Interrupt) }
	err := cmd.Run()
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		return max(exit.ExitCode(), 1), nil
	}
	return 0, err
}
