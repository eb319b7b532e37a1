package command

import (
	"bytes"
	"fmt"
	"io"
	"os"
	"os/exec"

	"github.com/rogpeppe/go-internal/testscript"
	"golang.org/x/sys/unix"
)

// terminal runs a command whose standard output and standard error are a
// terminal; what appears there can be matched with stdout.
func terminal(ts *testscript.TestScript, _ bool, args []string) {
	screen, side, err := openTerminal()
	ts.Check(err)
	defer screen.Close()
	cmd := exec.Command(args[0], args[1:]...)
	cmd.Dir = ts.MkAbs(".")
	cmd.Env = append(os.Environ(), "NO_COLOR="+ts.Getenv("NO_COLOR"), "TERM="+ts.Getenv("TERM"))
	cmd.Stdout, cmd.Stderr = side, side
	ts.Check(cmd.Start())
	ts.Check(side.Close())
	var out bytes.Buffer
	_, _ = io.Copy(&out, screen) // ends with an error when the last writer is gone
	_ = cmd.Wait()               // differences are no failure here
	_, err = ts.Stdout().Write(bytes.ReplaceAll(out.Bytes(), []byte("\r\n"), []byte("\n")))
	ts.Check(err)
}

// openTerminal returns both ends of a new pseudo-terminal.
func openTerminal() (screen, side *os.File, err error) {
	screen, err = os.OpenFile("/dev/ptmx", os.O_RDWR, 0)
	if err != nil {
		return nil, nil, err
	}
	if err := unix.IoctlSetPointerInt(int(screen.Fd()), unix.TIOCSPTLCK, 0); err != nil {
		return nil, nil, err
	}
	n, err := unix.IoctlGetInt(int(screen.Fd()), unix.TIOCGPTN)
	if err != nil {
		return nil, nil, err
	}
	side, err = os.OpenFile(fmt.Sprintf("/dev/pts/%d", n), os.O_RDWR|unix.O_NOCTTY, 0)
	return screen, side, err
}
