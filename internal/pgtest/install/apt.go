package install

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// keyring signs every release of Debian; only Debian machines have it.
const keyring = "/usr/share/keyrings/debian-archive-keyring.gpg"

// apt is a private use of the machine's package manager: its own state, cache
// and extra sources in a temporary directory. It needs no root and changes
// nothing on the machine.
type apt struct {
	dir    string
	status string // the packages that count as installed
}

// newApt prepares the directory and reads the package lists of the machine's
// sources and of the extra Debian suites.
func newApt(ctx context.Context, status string, suites ...string) (*apt, error) {
	for _, name := range []string{"apt-get", "apt-cache", "dpkg-deb"} {
		if _, err := exec.LookPath(name); err != nil {
			return nil, err
		}
	}
	dir, err := os.MkdirTemp("", "schemadiff-apt-")
	if err != nil {
		return nil, err
	}
	a := &apt{dir: dir, status: status}
	if err := a.prepare(ctx, suites); err != nil {
		a.remove()
		return nil, err
	}
	return a, nil
}

// remove removes the directory, as far as that is possible.
func (a *apt) remove() { _ = os.RemoveAll(a.dir) }

func (a *apt) prepare(ctx context.Context, suites []string) error {
	for _, name := range []string{"state/lists/partial", "cache/archives/partial"} {
		if err := os.MkdirAll(filepath.Join(a.dir, name), 0o755); err != nil {
			return err
		}
	}
	if err := os.Chmod(a.dir, 0o755); err != nil { // apt downloads as a user of its own
		return err
	}
	sources, err := sourceList(suites)
	if err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(a.dir, "sources.list"), []byte(sources), 0o644); err != nil {
		return err
	}
	return run(a.command(ctx, "apt-get", "-qq", "update"))
}

// sourceList is the machine's sources.list plus Debian suites from the mirror
// that the machine uses. The files of sources.list.d are read where they are.
func sourceList(suites []string) (string, error) {
	own, err := os.ReadFile("/etc/apt/sources.list")
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return "", err
	}
	list := string(own) + "\n"
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

func (a *apt) command(ctx context.Context, name string, args ...string) *exec.Cmd {
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
	cmd := exec.CommandContext(ctx, name, append(options, args...)...)
	cmd.Env = append(os.Environ(), "LC_ALL=C", "DEBIAN_FRONTEND=noninteractive")
	return cmd
}

// has says whether any source has the package.
func (a *apt) has(ctx context.Context, name string) bool {
	out, err := a.command(ctx, "apt-cache", "policy", name).Output()
	if err != nil {
		return false
	}
	_, candidate, found := strings.Cut(string(out), "Candidate: ")
	return found && !strings.HasPrefix(candidate, "(none)")
}

// download fetches packages, installed or not, and what they need beyond the
// installed ones, and returns the files.
func (a *apt) download(ctx context.Context, names ...string) ([]string, error) {
	args := append([]string{"-qq", "-y", "--no-install-recommends", "--download-only", "--reinstall", "install"}, names...)
	if err := run(a.command(ctx, "apt-get", args...)); err != nil {
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

// packageOf is a package file's name up to its version.
func packageOf(file string) string {
	name, _, _ := strings.Cut(filepath.Base(file), "_")
	return name
}

func unpackDeb(ctx context.Context, file, dir string) error {
	return run(exec.CommandContext(ctx, "dpkg-deb", "-x", file, dir))
}
