// Package command is the program schemadiff as a function, for programs that run
// its commands with revisions in Go of their own:
//
//	func main() { command.Main(migrations.All()...) }
package command

import (
	"context"
	"io"
	"os"
	"os/signal"
	"syscall"
	_ "time/tzdata" // constants may name a time zone

	"github.com/schemadiff/schemadiff/migrate"
)

// Main runs the command that the program's arguments name, and ends the program
// with its exit code. The revisions stand beside those of the project's files.
func Main(revisions ...migrate.Source) {
	// The first signal asks the work to end, the second one ends the process.
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	context.AfterFunc(ctx, stop)
	os.Exit(run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr, os.Getenv, revisions...))
}

// run is the whole program as a function: it returns the exit code.
func run(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer, env func(string) string, revisions ...migrate.Source) (code int) {
	p := &program{
		stdin: stdin, stdout: stdout, env: env, revisions: revisions,
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
