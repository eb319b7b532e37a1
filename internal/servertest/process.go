package servertest

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"time"
)

// Command says how a server is started.
type Command struct {
	Dir         string // the server's directory; it is removed when the server has ended
	Args        []string
	Environment []string
	Signal      string // what ends it at once, such as QUIT; its data is thrown away anyway
	Who         *syscall.Credential
}

// Process is a server that runs, in the care of a keeper.
type Process struct {
	dir    string
	leash  *os.File // the keeper's standard input: closing it ends the server
	exited chan struct{}
	stop   sync.Once
}

// keeperScript runs a server until the server ends or standard input does,
// which is when the starting process stops it, exits, panics or is killed.
// Then nothing of it is left. $1 is the directory to remove, $2 the signal, the
// rest is the server's command line. A server that ends while there is the file
// restart is started again.
const keeperScript = `
dir=$1; signal=$2; shift 2
exec 3<&0
( read -r _ <&3; : >"$dir/ended"; kill -$signal "$(cat "$dir/server")" ) 2>/dev/null &
leash=$!
while [ ! -e "$dir/ended" ]; do
	"$@" </dev/null &
	server=$!
	echo $server >"$dir/server"
	[ -e "$dir/ended" ] && kill -$signal $server
	wait $server
	status=$?
	[ -e "$dir/restart" ] || break
	rm "$dir/restart"
done
kill $leash 2>/dev/null
rm -rf "$dir"
exit $status
`

// Start starts a server. What it prints goes to the file log in its directory.
func Start(command Command) (*Process, error) {
	log, err := os.Create(filepath.Join(command.Dir, "log"))
	if err != nil {
		return nil, err
	}
	defer log.Close()
	leashEnd, leash, err := os.Pipe()
	if err != nil {
		return nil, err
	}
	defer leashEnd.Close()
	args := append([]string{"-c", keeperScript, "schemadiff-keeper", command.Dir, command.Signal}, command.Args...)
	cmd := exec.Command("/bin/sh", args...)
	cmd.Dir = "/"
	cmd.Env = command.Environment
	cmd.Stdin, cmd.Stdout, cmd.Stderr = leashEnd, log, log
	As(cmd, command.Who)
	if err := cmd.Start(); err != nil {
		return nil, errors.Join(err, leash.Close())
	}
	process := &Process{dir: command.Dir, leash: leash, exited: make(chan struct{})}
	go func() {
		_ = cmd.Wait() // an immediate shutdown ends with a failure status
		close(process.exited)
	}()
	return process, nil
}

// Stop ends the server and removes all its files. Calling it again does
// nothing.
func (p *Process) Stop() error {
	var err error
	p.stop.Do(func() {
		err = p.leash.Close()
		<-p.exited
	})
	return err
}

// Crash kills the server as a power failure would, and returns when the next one
// is about to start with the data that is there.
func (p *Process) Crash(ctx context.Context) error {
	before, err := p.pid()
	if err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(p.dir, "restart"), nil, 0o666); err != nil {
		return err
	}
	if err := syscall.Kill(before, syscall.SIGKILL); err != nil {
		return err
	}
	for {
		if now, err := p.pid(); err == nil && now != before {
			return nil
		}
		select {
		case <-p.exited:
			return errors.New("restarting the server: it ended")
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(time.Millisecond):
		}
	}
}

// pid is the server's process, as its keeper wrote it.
func (p *Process) pid() (int, error) {
	text, err := os.ReadFile(filepath.Join(p.dir, "server"))
	if err != nil {
		return 0, err
	}
	return strconv.Atoi(strings.TrimSpace(string(text)))
}

// WaitReady calls try until it gives no error. The error of a server that
// ended, or that nobody reached within a minute, has the end of its log.
func (p *Process) WaitReady(ctx context.Context, try func(ctx context.Context) error) error {
	ctx, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	var log []byte // the keeper removes the file of a server that died
	for {
		err := try(ctx)
		if err == nil {
			return nil
		}
		if text, readErr := os.ReadFile(filepath.Join(p.dir, "log")); readErr == nil {
			log = text
		}
		select {
		case <-p.exited:
			return fmt.Errorf("the server ended while starting: %s", LastLines(log))
		case <-ctx.Done():
			return fmt.Errorf("waiting for the server: %w; its log: %s", err, LastLines(log))
		case <-time.After(10 * time.Millisecond):
		}
	}
}

// LastLines returns the end of a log.
func LastLines(log []byte) string {
	lines := strings.Split(strings.TrimSpace(string(log)), "\n")
	return strings.Join(lines[max(0, len(lines)-10):], "\n")
}
