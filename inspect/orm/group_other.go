//go:build !unix

package orm

import (
	"os/exec"
	"time"
)

// group makes sure that nobody waits for what the go command has started.
func group(cmd *exec.Cmd) { cmd.WaitDelay = 5 * time.Second }
