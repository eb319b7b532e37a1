package servertest

import (
	"fmt"
	"os"
	"os/exec"
	"os/user"
	"strconv"
	"syscall"
)

// Account returns the credential that server processes run with: nil, the
// caller's own, unless the caller is root, as whom no server shall run. Then it
// is the first of the given accounts, or nobody.
func Account(names ...string) (*syscall.Credential, error) {
	if os.Geteuid() != 0 {
		return nil, nil
	}
	for _, name := range append(names, "nobody") {
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
	return nil, fmt.Errorf("finding an account for the server: it doesn't run as root, and there is no user of these: %v, nobody", names)
}

// As makes a command run with a credential, in a process group of its own so
// that a Ctrl-C at the terminal reaches the tests and not the server.
func As(cmd *exec.Cmd, who *syscall.Credential) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Credential: who, Setpgid: true}
}
