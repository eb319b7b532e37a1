package pgtest

import (
	"fmt"
	"os"
	"os/exec"
	"os/user"
	"strconv"
	"syscall"
)

// serverUser returns the credential that server processes run with: nil, the
// caller's own, unless the caller is root, whom PostgreSQL refuses. Then it is
// the first of the customary accounts that exists.
func serverUser() (*syscall.Credential, error) {
	if os.Geteuid() != 0 {
		return nil, nil
	}
	for _, name := range []string{"postgres", "nobody"} {
		account, err := user.Lookup(name)
		if err != nil {
			continue
		}
		uid, err := strconv.ParseUint(account.Uid, 10, 32)
		if err != nil || uid == 0 {
			continue
		}
		gid, err := strconv.ParseUint(account.Gid, 10, 32)
		if err != nil {
			continue
		}
		return &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}, nil
	}
	return nil, fmt.Errorf("finding an account for the server: PostgreSQL refuses to run as root, and there is neither a user postgres nor nobody")
}

// as makes a command run with a credential, in a process group of its own so
// that a Ctrl-C at the terminal reaches the tests and not the server.
func as(cmd *exec.Cmd, who *syscall.Credential) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Credential: who, Setpgid: true}
}
