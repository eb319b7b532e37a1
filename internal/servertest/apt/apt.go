// Package apt gets packages of Debian without installing them: it uses the
// machine's package manager with a state of its own in a temporary directory,
// so it needs no root and changes nothing on the machine.
package apt

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

// keyring signs every release of Debian; only Debian machines have it.
const keyring = "/usr/share/keyrings/debian-archive-keyring.gpg"

// Installed is Debian's list of installed packages, for [New].
const Installed = "/var/lib/dpkg/status"

// Apt is a private use of the machine's package manager: its own state, cache
// and sources in a temporary directory.
type Apt struct {
	dir    string
	status string // the packages that count as installed
	more   []string
}

// New prepares the directory and reads the package lists of the machine's
// sources and of the extra Debian suites. Packages that the file status lists,
// such as [Installed], aren't downloaded again as a need of others.
func New(ctx context.Context, status string, suites ...string) (*Apt, error) {
	return newApt(ctx, status, true, suites)
}

// Only is New with the given suites alone, and with nothing that counts as
// installed: what is downloaded is complete, down to the C library.
func Only(ctx context.Context, suites ...string) (*Apt, error) {
	if _, err := os.Stat(keyring); err != nil {
		return nil, fmt.Errorf("this machine can't verify packages of Debian: %w", err)
	}
	return newApt(ctx, "/dev/null", false, suites)
}

func newApt(ctx context.Context, status string, own bool, suites []string) (*Apt, error) {
	for _, name := range []string{"apt-get", "apt-cache", "dpkg-deb"} {
		if _, err := exec.LookPath(name); err != nil {
			return nil, err
		}
	}
	dir, err := os.MkdirTemp("", "schemadiff-apt-")
	if err != nil {
		return nil, err
	}
	a := &Apt{dir: dir, status: status}
	if err := a.prepare(ctx, own, suites); err != nil {
		a.Remove()
		return nil, err
	}
	return a, nil
}

// Dir is the temporary directory, for files that shall end with it.
func (a *Apt) Dir() string { return a.dir }

// Remove removes the directory, as far as that is possible.
func (a *Apt) Remove() { _ = os.RemoveAll(a.dir) }

func (a *Apt) prepare(ctx context.Context, own bool, suites []string) error {
	for _, name := range []string{"state/lists/partial", "cache/archives/partial"} {
		if err := os.MkdirAll(filepath.Join(a.dir, name), 0o755); err != nil {
			return err
		}
	}
	if err := os.Chmod(a.dir, 0o755); err != nil { // apt downloads as a user of its own
		return err
	}
	sources, err := sourceList(own, suites)
	if err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(a.dir, "sources.list"), []byte(sources), 0o644); err != nil {
		return err
	}
	if !own {
		a.more = []string{"-o", "Dir::Etc::sourceparts=/dev/null"}
	}
	return Run(a.command(ctx, "apt-get", "-qq", "update"))
}

// sourceList is the machine's sources.list, if that is asked for, plus Debian
// suites from the mirror that the machine uses. The files of sources.list.d are
// read where they are.
func sourceList(withOwn bool, suites []string) (string, error) {
	own, err := os.ReadFile("/etc/apt/sources.list")
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return "", err
	}
	list := ""
	if withOwn {
		list = string(own) + "\n"
	}
	if _, err := os.Stat(keyring); err != nil {
		return list, nil // not Debian: nothing to verify other suites with
	}
	for _, suite := range suites {
		list += "deb [signed-by=" + keyring + "] " + mirror(string(own)) + " " + suite + " main\n"
	}
	return list, nil
}

// mirror finds the Debian mirror in the machine's sources: in one-line form
// ("deb http://… suite main") or as a field ("URIs: http://…").
func mirror(own string) string {
	text := own
	files, _ := filepath.Glob("/etc/apt/sources.list.d/*.sources") // the pattern is valid
	for _, file := range files {
		if content, err := os.ReadFile(file); err == nil {
			text += "\n" + string(content)
		}
	}
	for line := range strings.Lines(text) {
		words := strings.Fields(line)
		if len(words) == 0 || words[0] != "deb" && words[0] != "URIs:" {
			continue
		}
		for _, word := range words[1:] {
			if strings.HasSuffix(strings.TrimSuffix(word, "/"), "/debian") {
				return word
			}
		}
	}
	return "http://deb.debian.org/debian"
}

func (a *Apt) command(ctx context.Context, name string, args ...string) *exec.Cmd {
	options := []string{
		"-o", "Dir::State=" + filepath.Join(a.dir, "state"),
		"-o", "Dir::State::status=" + a.status,
		"-o", "Dir::Cache=" + filepath.Join(a.dir, "cache"),
		"-o", "Dir::Etc::sourcelist=" + filepath.Join(a.dir, "sources.list"),
		"-o", "Debug::NoLocking=true",
		"-o", "Acquire::Languages=none",
		"-o", "Acquire::IndexTargets::deb::DEP-11::DefaultEnabled=false",
		"-o", "APT::Get::List-Cleanup=false",
	}
	cmd := exec.CommandContext(ctx, name, slices.Concat(options, a.more, args)...)
	cmd.Env = append(os.Environ(), "LC_ALL=C", "DEBIAN_FRONTEND=noninteractive")
	return cmd
}

// Has says whether any source has the package.
func (a *Apt) Has(ctx context.Context, name string) bool {
	out, err := a.command(ctx, "apt-cache", "policy", name).Output()
	if err != nil {
		return false
	}
	_, candidate, found := strings.Cut(string(out), "Candidate: ")
	return found && !strings.HasPrefix(candidate, "(none)")
}

// Download fetches packages, installed or not, and what they need beyond the
// installed ones, and returns the files.
func (a *Apt) Download(ctx context.Context, names ...string) ([]string, error) {
	args := append([]string{"-qq", "-y", "--no-install-recommends", "--download-only", "--reinstall", "install"}, names...)
	if err := Run(a.command(ctx, "apt-get", args...)); err != nil {
		return nil, err
	}
	files, err := filepath.Glob(filepath.Join(a.dir, "cache", "archives", "*.deb"))
	if err != nil {
		return nil, err
	}
	if len(files) == 0 {
		return nil, fmt.Errorf("apt-get fetched no packages for %s", strings.Join(names, ", "))
	}
	return files, nil
}

// PackageOf is a package file's name up to its version.
func PackageOf(file string) string {
	name, _, _ := strings.Cut(filepath.Base(file), "_")
	return name
}

// Unpack writes the files of a package below a directory.
func Unpack(ctx context.Context, file, dir string) error {
	return Run(exec.CommandContext(ctx, "dpkg-deb", "-x", file, dir))
}

// Run runs a command and puts what it printed into the error.
func Run(cmd *exec.Cmd) error {
	out, err := cmd.CombinedOutput()
	if err != nil {
		return fmt.Errorf("running %s: %w\n%s", strings.Join(cmd.Args, " "), err, out)
	}
	return nil
}
