//go:build unix

package orm

import (
	"os/exec"
	"syscall"
	"time"
)

// group makes a group of processes of a command, so that what the go command
// has started ends with it.
func group(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
	cmd.WaitDelay = 5 * time.Second
}
