// Schemadiff compares two database schemas, each of them a live database, SQL
// files or a snapshot, and writes the migration that leads from one to the
// other.
//
// Run schemadiff help for its commands; docs/cli.md describes them all.
package main

import (
	"context"
	"io"
	"os"
	"os/signal"
	"syscall"
	_ "time/tzdata" // constants may name a time zone
)

func main() {
	// The first signal asks the work to end, the second one ends the process.
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop)
	os.Exit(run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr, os.Getenv))
}

// run is the whole program as a function: it returns the exit code.
func run(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer, env func(string) string) (code int) {
	p := &program{
		stdin: stdin, stdout: stdout, env: env,
		stderr: &scrubber{to: stderr, secrets: secretsOf(args, env)},
	}
	defer func() {
		if cause := recover(); cause != nil {
			code = p.crash(cause)
		}
	}()
	root := p.root()
	root.SetArgs(relative(args))
	return p.exit(root.ExecuteContext(ctx))
}
