package servertest

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"slices"
)

// Running is a server that a command is run beside, with the variable that
// tells the command where it is.
type Running struct {
	Variable, URL string
	Stop          func() error
}

// Beside starts a server for each word before "--" in args, runs the command
// behind it with their variables and those of environment, stops the servers,
// and returns the command's exit status.
func Beside(ctx context.Context, args, environment []string, start func(ctx context.Context, word string) (Running, error)) (code int, err error) {
	dashes := slices.Index(args, "--")
	if dashes < 1 || dashes == len(args)-1 {
		return 0, errors.New("run takes versions, then --, then a command")
	}
	environment = append(os.Environ(), environment...)
	for _, word := range args[:dashes] {
		server, err := start(ctx, word)
		if err != nil {
			return 0, err
		}
		defer func() { err = errors.Join(err, server.Stop()) }()
		environment = append(environment, server.Variable+"="+server.URL)
	}
	return runCommand(ctx, args[dashes+1:], environment)
}

// Words are the versions that args has before "--".
func Words(args []string) []string { return args[:max(slices.Index(args, "--"), 0)] }

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
